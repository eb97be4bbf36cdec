"""Figures: a model points at a number; the library parses it and everything that is arithmetic."""

from __future__ import annotations

from extract.llm.checks.ground import Ground, Range, Refusal, shown
from extract.llm.checks.people import Roster
from extract.llm.proposal import ProposedFigure
from extract.schemas import Figure
from extract.values.amounts import Amount, AmountError, parse_amount
from extract.values.nouns import read_counted_noun
from extract.values.numbers import find_numbers

# Durations and ages are no figures.
_TIMES = frozenset("second minute hour day week month quarter year decade century anniversary".split())


def check_figure(ground: Ground, roster: Roster, proposed: ProposedFigure) -> Figure:
    """The figure that the document states where the proposal points; `Refusal` says why there is none."""
    passage = ground.quoted(proposed.quote)
    amount = _amount(ground, proposed.number, passage)
    number = (amount.start, amount.end)
    of = f"figure {shown(ground.as_written(number))}"
    evidence = passage if passage[0] <= number[0] and number[1] <= passage[1] else ground.sentences_range(number)
    change = proposed.aspect == "change"
    return Figure(
        id="f1",
        evidence=(ground.span(evidence),),
        found_by=("llm",),
        kind=amount.kind,
        value=amount.value,
        high=amount.high,
        unit=amount.unit,
        qualifier=amount.qualifier,
        metric=ground.wording(proposed.metric, passage, f"{of}, metric"),
        aspect=proposed.aspect,
        direction=(amount.direction or proposed.direction) if change else None,
        period=ground.period(proposed.period, evidence, f"{of}, period"),
        status=proposed.status,
        parties=_countries(ground, evidence),
        speaker=_speaker(ground, roster, proposed.speaker, number, of),
        number=ground.span(number),
    )


def _amount(ground: Ground, number: str, passage: Range) -> Amount:
    """The amount of the passage that the model copied; read off the text, never off the copy."""
    amounts = [amount for i in ground.sentences(passage) for amount in ground.reading.amounts(i)]
    place = ground.aligner.locate(number, *passage)
    if place is not None:
        held = [amount for amount in amounts if amount.start < place.end and place.start < amount.end]
        if len(held) == 1:
            return held[0]
        if not held and (counted := _counted(ground, (place.start, place.end))) is not None:
            return counted
        raise Refusal(f"{shown(number)} holds {len(held) or 'no'} amount{'s' * (len(held) > 1)}")
    same = [amount for amount in amounts if _says_the_same(number, amount) and _within(amount, passage)]
    if len(same) == 1:
        return same[0]
    raise Refusal(f"the quote does not hold the number {shown(number)}")


def _counted(ground: Ground, place: Range) -> Amount | None:
    """A count that the rules leave alone because it is small: "the four centres of the foundation"."""
    dates = [date for i in ground.sentences(place) for date in ground.reading.dates(i)]
    if any(date.start < place[1] and place[0] < date.end for date in dates):
        return None
    numerals = find_numbers(ground.view, *place)
    limit = ground.sentences_range(place)[1]
    noun = read_counted_noun(ground.view, place[1], limit) if len(numerals) == 1 else None
    if noun is None or not noun.plural or noun.unit in _TIMES or (numerals[0].start, numerals[0].end) != place:
        return None
    phrase = (place[0], noun.end)
    return Amount(*place, "count", numerals[0].value, None, noun.unit, "exact", phrase, (noun.start, noun.end), None)


def _says_the_same(number: str, amount: Amount) -> bool:
    """Whether the copy denotes the amount in other characters: "14.7 billion dollars" for "$14.7 billion"."""
    try:
        copied = parse_amount(number)
    except AmountError:
        return False
    return (copied.kind, copied.value, copied.high, copied.unit) == (
        amount.kind,
        amount.value,
        amount.high,
        amount.unit,
    )


def _within(amount: Amount, passage: Range) -> bool:
    return passage[0] <= amount.start and amount.end <= passage[1]


def _countries(ground: Ground, evidence: Range) -> tuple[str, ...]:
    codes = [place.country for place in ground.places(evidence) if place.kind in ("country", "demonym")]
    return tuple(dict.fromkeys(code for code in codes if code))


def _speaker(ground: Ground, roster: Roster, name: str | None, number: Range, of: str) -> str | None:
    """The participant named as the speaker, if the rules hear that one too or the text names that one close by."""
    if name is None:
        return None
    id = roster.refer(name, number)
    if id is None:
        return None
    speaker = next(person for person in roster.found if person.id == id)
    heard = ground.reading.speaker_at(number[0])
    if heard is not None and any(
        (mention.start, mention.end) == (span.start, span.end)
        for mention in ground.reading.people.parties[heard].mentions
        for span in speaker.mentions
    ):
        return id
    if ground.is_close(speaker.mentions, number):
        return id
    ground.note(f"{of}, speaker: {shown(name)} is not named where it is said")
    return None
