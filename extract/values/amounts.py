"""Amounts: money, percents, counts, quantities and ratios, parsed from their characters alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal

from extract.schemas import Direction, FigureKind, Qualifier
from extract.values.counted import count_readings
from extract.values.joined import join_readings
from extract.values.measured import read_measured
from extract.values.numbers import Numeral, find_numbers
from extract.values.passage import Passage, Reading
from extract.values.qualifiers import qualifier_after, qualifier_before

_LONGEST_TEXT = 500
_LINK = re.compile(r"[a-z]++://\S++")
# A sentence with more numbers is a table: its signs and units are read, its nouns are not.
_MOST_NUMBERS = 60


class AmountError(ValueError):
    """The text holds no amount, or more than one."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One number of a text that quantifies the world."""

    start: int
    end: int
    """The number with its sign, currency, magnitude and physical unit; for counts number and magnitude only."""
    kind: FigureKind
    value: Decimal
    """Magnitude applied; the lower end of a range."""
    high: Decimal | None
    """The upper end of a range, else None."""
    unit: str
    """ISO 4217 for money, "%" for percents, "x" for ratios, the singular counted noun, or the physical unit."""
    qualifier: Qualifier
    phrase: tuple[int, int]
    """The number with its qualifier before it and the counted noun phrase after it."""
    noun: tuple[int, int] | None
    """The counted noun phrase of a count: "joint large projects"; None if the text leaves it out."""
    direction: Direction | None
    """Stated by the amount itself: "+38%", "doubled", "halved", "three-fold"."""


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in one currency."""

    value: Decimal
    currency: str


def parse_money(text: str) -> Money:
    """The one sum of money that `text` states.

    >>> parse_money("Rs 500 crore")
    Money(value=Decimal('5000000000'), currency='INR')
    """
    amount = parse_amount(text)
    if amount.kind != "money":
        raise AmountError(
            f"no currency in {_shown(text)}: write its sign, its ISO code or its name ('$5', 'KZT 5', '5 euros')"
        )
    return Money(amount.value, amount.unit)


def parse_amount(text: str) -> Amount:
    """The one amount that `text` states; a bare number is a count whose unit is "".

    >>> amount = parse_amount("more than 599.5 thousand TEUs")
    >>> amount.kind, amount.value, amount.unit, amount.qualifier
    ('quantity', Decimal('599500'), 'TEU', 'over')
    """
    if len(text) > _LONGEST_TEXT:
        raise AmountError(f"not an amount but {len(text)} characters: {_shown(text)}")
    amounts = find_amounts(text, 0, len(text))
    if not amounts:
        amounts = [_bare(text, numeral) for numeral in find_numbers(text, 0, len(text))]
    if len(amounts) == 1:
        return amounts[0]
    if not amounts:
        raise AmountError(f"no number in {_shown(text)}")
    raise AmountError(f"{len(amounts)} amounts in {_shown(text)}: pass one at a time, or use find_amounts")


def find_amounts(view: str, start: int, end: int, *, words: bool = True) -> list[Amount]:
    """The amounts of the sentence `view[start:end]`, in order, none overlapping another.

    Without `words` (the text is not in English) only what signs, codes and digits tell: money, percents, symbols.

    >>> [(a.kind, a.value, a.unit) for a in find_amounts("Trade grew by 27% to $14.7 billion.", 0, 35)]
    [('percent', Decimal('27'), '%'), ('money', Decimal('14700000000'), 'USD')]
    """
    numerals = find_numbers(view, start, end, words=words)
    if numerals and view.find("://", start, end) >= 0:
        numerals = _outside_links(view, start, end, numerals)
    if not numerals:
        return []
    passage = Passage(view, start, end, words)
    readings = join_readings(passage, read_measured(passage, numerals))
    if words and len(numerals) <= _MOST_NUMBERS:
        count_readings(passage, readings)
    return [_amount(passage, reading, reading.kind) for reading in readings if reading.kind is not None]


def _outside_links(view: str, start: int, end: int, numerals: list[Numeral]) -> list[Numeral]:
    """The numerals that are no part of an address: "?q=30%25"."""
    links = [match.span() for match in _LINK.finditer(view, start, end)]
    firsts = [first for first, _ in links]
    outside: list[Numeral] = []
    for numeral in numerals:
        i = bisect_right(firsts, numeral.start) - 1
        if i < 0 or numeral.start >= links[i][1]:
            outside.append(numeral)
    return outside


def _amount(passage: Passage, reading: Reading, kind: FigureKind) -> Amount:
    noun = None if reading.noun is None or reading.noun_elsewhere else (reading.noun.start, reading.noun.end)
    last = noun[1] if noun else reading.end
    before = after = None
    if passage.words:
        before = qualifier_before(passage, reading.start)
        if before is None:
            after = qualifier_after(passage, reading.end) or qualifier_after(passage, last)
    qualified = before or after
    more = "+" in passage.view[reading.start + 1 : reading.end]  # "$100+ million"
    return Amount(
        start=reading.start,
        end=reading.end,
        kind=kind,
        value=reading.value,
        high=reading.high,
        unit=reading.unit,
        qualifier=qualified.qualifier if qualified else "over" if more else "exact",
        phrase=(before.edge if before else reading.start, max(last, after.edge) if after else last),
        noun=noun,
        direction=reading.direction,
    )


def _bare(text: str, numeral: Numeral) -> Amount:
    qualified = qualifier_before(Passage(text, 0, len(text), True), numeral.start)
    qualifier: Qualifier = qualified.qualifier if qualified else "exact"
    phrase = (qualified.edge if qualified else numeral.start, numeral.end)
    return Amount(numeral.start, numeral.end, "count", numeral.value, None, "", qualifier, phrase, None, None)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
