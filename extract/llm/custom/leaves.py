"""Leaves: one value of a user's schema, read by the library's own parsers from the words that a model quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Protocol, TypeVar

from pydantic import JsonValue

from extract.grounding import denial
from extract.grounding.clauses import Clauses
from extract.llm.checks.ground import Ground, Range, Refusal, shown
from extract.llm.custom.shape import Leaf, LeafKind
from extract.schemas import Period, Span
from extract.values.amounts import AmountError, find_amounts, parse_amount, parse_money
from extract.values.dates import DateMention, find_dates, parse_date
from extract.values.numbers import find_numbers


@dataclass(frozen=True, slots=True)
class Found:
    """A value that the document states."""

    value: JsonValue
    """As JSON: a number's plain digits, a day in ISO 8601."""
    spans: tuple[Span, ...]
    """The characters it was read from; several if several passages state the same."""
    evidence: tuple[Span, ...]
    """The quotes."""
    judged: bool
    """Whether the value is the model's judgement of the quote, not read from it."""


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_AnyPlaced = TypeVar("_AnyPlaced", bound=_Placed)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of the quote."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    of_date: bool


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a model proposes for one leaf, its quote found in the document."""

    ground: Ground
    leaf: Leaf
    path: str
    value: Any
    place: Range
    """Where the quote stands."""

    def read(self) -> Found:
        """The value that the quote states; `Refusal` says why there is none."""
        value, place = _READERS[self.leaf.kind](self)
        evidence = self.ground.span(self.place)
        judged = self.leaf.kind in ("yes_no", "choice")
        return Found(value, (self.ground.span(place),), (evidence,), judged)

    def located(self) -> Range | None:
        """Where the value's words stand in the quote."""
        found = self.ground.aligner.locate(str(self.value), *self.place)
        return None if found is None else (found.start, found.end)

    def disagree(self, read: str, place: Range) -> None:
        """Note that the parse of the quote wins over the model's value."""
        written = shown(self.ground.as_written(place))
        self.ground.note(f"{self.path}: {read}, read from {written}, not {shown(str(self.value))}")


def read_leaf(ground: Ground, leaf: Leaf, proposed: dict[str, Any], path: str) -> Found | None:
    """The value of one leaf; None if the model gives none, `Refusal` if what it gives is not what the text says."""
    quote, value = proposed["quote"], proposed["value"]
    if value is None and (quote is None or leaf.kind != "span"):
        return None
    if quote is None:
        raise Refusal(f"no quote is given for {shown(str(value))}")
    place = ground.quoted(quote)
    return Quoted(ground, leaf, path, value, place).read()


# ---------------------------------------------------------------- words


def _text(quoted: Quoted) -> tuple[JsonValue, Range]:
    place = quoted.located()
    if place is None:
        raise Refusal(f"the quote does not hold {shown(quoted.value)}")
    return quoted.ground.as_written(place), place


def _span(quoted: Quoted) -> tuple[JsonValue, Range]:
    place = quoted.place if quoted.value is None else _text(quoted)[1]
    return quoted.ground.span(place).model_dump(mode="json"), place


# ---------------------------------------------------------------- numbers


def _number(quoted: Quoted) -> tuple[Decimal, Range]:
    numbers = _numbers(quoted)
    if not numbers:
        raise Refusal("the quote holds no number")
    told = _told_number(quoted.value)
    pointed = _at(numbers, quoted.located())
    for number in pointed or numbers:
        if told is not None and told in (number.value, number.high):
            return told, (number.start, number.end)
    left = pointed or [number for number in numbers if not number.of_date]
    if len(left) != 1:
        raise Refusal(f"none of the numbers in the quote is {shown(quoted.value)}")
    place = left[0].start, left[0].end
    if left[0].high is not None:
        raise Refusal(f"{shown(quoted.ground.as_written(place))} is a range: name the one of its ends that is meant")
    if told is not None or not pointed:
        quoted.disagree(format(left[0].value, "f"), place)
    return left[0].value, place


def _numbers(quoted: Quoted) -> list[_Number]:
    """The numbers that share a character with the quote, whole as the document writes them."""
    ground = quoted.ground
    sentences = list(ground.sentences(quoted.place))
    area = ground.sentences_range(quoted.place)
    amounts = [amount for i in sentences for amount in ground.reading.amounts(i)]
    if not sentences:
        amounts = find_amounts(ground.view, *area, words=ground.reading.words)
    dates = _mentions(quoted)
    numbers = [_Number(each.start, each.end, each.value, each.high, False) for each in amounts]
    for numeral in find_numbers(ground.view, *area, words=ground.reading.words):
        place = numeral.start, numeral.end
        if numeral.form != "multiple" and not _at(amounts, place):
            numbers.append(_Number(*place, numeral.value, None, bool(_at(dates, place))))
    return sorted(_at(numbers, quoted.place), key=lambda number: number.start)


def _told_number(value: Any) -> Decimal | None:
    """The number that the model's own words denote."""
    try:
        amount = parse_amount(str(value))
    except AmountError:
        return None
    return amount.value if amount.high is None else None


def _whole(quoted: Quoted) -> tuple[JsonValue, Range]:
    value, place = _number(quoted)
    if value != value.to_integral_value():
        raise Refusal(f"{shown(quoted.ground.as_written(place))} is no whole number")
    return int(value), place


def _decimal(quoted: Quoted) -> tuple[JsonValue, Range]:
    value, place = _number(quoted)
    return format(value, "f"), place


def _float(quoted: Quoted) -> tuple[JsonValue, Range]:
    value, place = _number(quoted)
    if Decimal(float(value)) != value:
        quoted.ground.note(f"{quoted.path}: a float cannot hold {value:f} exactly; a Decimal can")
    return float(value), place


# ---------------------------------------------------------------- days


def _period(quoted: Quoted) -> tuple[Period, Range]:
    mentions = _mentions(quoted)
    if not mentions:
        raise Refusal("the quote names no day or time")
    pointed = _at(mentions, quoted.located())
    dated = [mention for mention in pointed or mentions if mention.period is not None]
    if not dated:
        raise Refusal("it cannot be dated: the document's publication date is not known")
    told = parse_date(str(quoted.value), published=_published(quoted.ground))
    chosen = [mention for mention in dated if mention.period == told] or dated
    period = chosen[0].period
    if period is None or any(mention.period != period for mention in chosen):
        raise Refusal(f"none of the times in the quote is {shown(quoted.value)}")
    place = chosen[0].start, chosen[0].end
    if period != told and not pointed:
        quoted.disagree(_days(period), place)
    return period, place


def _mentions(quoted: Quoted) -> list[DateMention]:
    """The expressions of time that share a character with the quote."""
    ground = quoted.ground
    sentences = list(ground.sentences(quoted.place))
    if not sentences:
        return find_dates(ground.view, *quoted.place, published=_published(ground))
    return _at([mention for i in sentences for mention in ground.reading.dates(i)], quoted.place)


def _published(ground: Ground) -> Any:
    return ground.reading.page.published


def _days(period: Period) -> str:
    return f"{period.start}" if period.start == period.end else f"{period.start} to {period.end}"


def _day(quoted: Quoted) -> tuple[JsonValue, Range]:
    period, place = _period(quoted)
    if period.start != period.end:
        raise Refusal(f"{shown(quoted.ground.as_written(place))} is no single day")
    return period.start.isoformat(), place


def _time(quoted: Quoted) -> tuple[JsonValue, Range]:
    period, place = _period(quoted)
    return period.model_dump(mode="json"), place


# ---------------------------------------------------------------- judgements


def _yes_no(quoted: Quoted) -> tuple[JsonValue, Range]:
    ground = quoted.ground
    if quoted.value is True and ground.reading.words:
        for i in ground.sentences(quoted.place):
            sentence = ground.reading.page.sentences[i]
            inside = max(quoted.place[0], sentence.start), min(quoted.place[1], sentence.end)
            denied = denial(ground.view, (sentence.start, sentence.end), inside) or _negation(ground, inside)
            if denied is not None:
                raise Refusal(f"the document denies it: {shown(denied)}; quote only the words that affirm it")
    return bool(quoted.value), quoted.place


def _negation(ground: Ground, place: Range) -> str | None:
    """A word in the quote that denies whatever verb stands there, be it one that no lexicon lists."""
    clauses = Clauses(ground.view, *place)
    for i in range(len(clauses)):
        # "Decree No. 7" denies nothing.
        numbered = clauses.at(i) == "no" and (clauses.at(i + 1) + clauses.at(i + 2)).lstrip(".")[:1].isdigit()
        if clauses.is_not(i) or (clauses.is_none(i) and not numbered):
            return clauses.shown[i]
    return None


def _choice(quoted: Quoted) -> tuple[JsonValue, Range]:
    if all(_is_currency(choice) for choice in quoted.leaf.choices):
        return _currency(quoted), quoted.place
    value: JsonValue = quoted.value
    return value, quoted.place


@cache
def _is_currency(choice: str | int) -> bool:
    """Whether the library reads the code of this currency: "KZT", not "KAZ"."""
    try:
        return parse_money(f"{choice} 5").currency == choice
    except AmountError:
        return False


def _currency(quoted: Quoted) -> str:
    """The currency of the quote where it holds money: signs are read, not judged."""
    ground = quoted.ground
    held = [amount for i in ground.sentences(quoted.place) for amount in ground.reading.amounts(i)]
    units = {amount.unit for amount in _at(held, quoted.place) if amount.kind == "money"}
    chosen = str(quoted.value)
    if not units or chosen in units:
        return chosen
    (unit, *others) = sorted(units)
    if others or unit not in quoted.leaf.choices:
        raise Refusal(f"the quote's money is {' and '.join(sorted(units))}, not {chosen}")
    quoted.disagree(unit, quoted.place)
    return unit


# ---------------------------------------------------------------- places


def _at(placed: Iterable[_AnyPlaced], place: Range | None) -> list[_AnyPlaced]:
    """Those that share a character with the place."""
    return [] if place is None else [each for each in placed if each.start < place[1] and place[0] < each.end]


_READERS: dict[LeafKind, Callable[[Quoted], tuple[JsonValue, Range]]] = {
    "text": _text,
    "span": _span,
    "whole": _whole,
    "decimal": _decimal,
    "float": _float,
    "day": _day,
    "period": _time,
    "yes_no": _yes_no,
    "choice": _choice,
}
