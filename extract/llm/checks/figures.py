"""Figures: a model points at a number; the library parses it and everything that is arithmetic."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from extract.lexicon import load_words
from extract.llm.checks.ground import Ground, Range, Refusal, shown
from extract.llm.checks.people import Roster
from extract.llm.proposal import ProposedFigure
from extract.rules.aspects import read_aspect
from extract.rules.cues import CueSentence, read_cues
from extract.rules.intentions import read_status
from extract.rules.people import Mention
from extract.rules.periods import measured_period
from extract.schemas import Direction, Figure, FigureStatus, Span
from extract.values.amounts import Amount, AmountError, parse_amount
from extract.values.nouns import read_counted_noun
from extract.values.numbers import find_numbers

_POINTING = frozenset("the these those our their both all".split())
_MOST_PLACES = 20
# Durations and ages are no figures.
_TIMES = frozenset("second minute hour day week month quarter year decade century anniversary".split())


def check_figure(ground: Ground, roster: Roster, proposed: ProposedFigure) -> Figure:
    """The figure that the document states where the proposal points; `Refusal` says why there is none."""
    passage = ground.quoted(proposed.quote)
    amount = _amount(ground, proposed.number, passage)
    number = (amount.start, amount.end)
    of = f"figure {shown(ground.as_written(number))}"
    evidence = passage if passage[0] <= number[0] and number[1] <= passage[1] else ground.sentences_range(number)
    ground.numbers.add(number)
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
        direction=_direction(ground, proposed, amount, of) if proposed.aspect == "change" else None,
        period=ground.period(proposed.period, evidence, f"{of}, period"),
        status=_status(ground, proposed.status, amount, of),
        parties=_countries(ground, evidence),
        speaker=_speaker(ground, roster, proposed.speaker, number, of),
        number=ground.span(number),
    )


def _amount(ground: Ground, number: str, passage: Range) -> Amount:
    """The amount of the passage that the model copied; read off the text, never off the copy."""
    amounts = [amount for i in ground.sentences(passage) for amount in ground.reading.amounts(i)]
    places = _places(ground, number, passage)
    if places:
        # "rose by 5% in Arlen and by 5% in Norvik": two items that copy the same are about one each.
        found = [_amount_at(ground, place, amounts) for place in places]
        return next((amount for amount in found if (amount.start, amount.end) not in ground.numbers), found[0])
    same = [amount for amount in amounts if _says_the_same(number, amount) and _within(amount, passage)]
    if len(same) == 1:
        return same[0]
    raise Refusal(f"the quote does not hold the number {shown(number)}")


def _places(ground: Ground, number: str, passage: Range) -> list[Range]:
    """Where the passage holds the copied number."""
    places: list[Range] = []
    start = passage[0]
    while len(places) < _MOST_PLACES and (found := ground.aligner.locate(number, start, passage[1])) is not None:
        places.append((found.start, found.end))
        start = found.end
    return places


def _amount_at(ground: Ground, place: Range, amounts: Sequence[Amount]) -> Amount:
    """The only amount that the place holds or is part of."""
    held = [amount for amount in amounts if amount.start < place[1] and place[0] < amount.end]
    if len(held) == 1:
        return held[0]
    if not held and (counted := _counted(ground, place)) is not None:
        return counted
    number = ground.as_written(place)
    raise Refusal(f"{shown(number)} holds {len(held) or 'no'} amount{'s' * (len(held) > 1)}")


def _counted(ground: Ground, place: Range) -> Amount | None:
    """A count that the rules leave alone because it is small: "the four centres of the foundation".

    `place` is the number, or the number with the noun that it counts.
    """
    dates = [date for i in ground.sentences(place) for date in ground.reading.dates(i)]
    if any(date.start < place[1] and place[0] < date.end for date in dates):
        return None
    numerals = find_numbers(ground.view, *place)
    if len(numerals) != 1 or numerals[0].start != place[0]:
        return None
    start, end = numerals[0].start, numerals[0].end
    noun = read_counted_noun(ground.view, end, ground.sentences_range(place)[1])
    if noun is None or not noun.plural or noun.unit in _TIMES or place[1] > max(end, noun.end):
        return None
    if _goes_without_saying(ground, start, noun.head):
        return None
    return Amount(start, end, "count", numerals[0].value, None, noun.unit, "exact", (start, noun.end), None, None)


def _goes_without_saying(ground: Ground, start: int, noun: str) -> bool:
    """Whether the number only says who was spoken of: "the two countries", "both sides", "two sides"."""
    before = re.search(r"(\w+)\W+$", ground.view[max(0, start - 30) : start])
    pointing = before is not None and before.group(1).lower() in _POINTING
    return noun in load_words("en", "group_nouns") and (pointing or noun in ("sides", "parties"))


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


def _direction(ground: Ground, proposed: ProposedFigure, amount: Amount, of: str) -> Direction | None:
    """Which way the change goes: what the words around the number say wins over the model."""
    stated = amount.direction
    if stated is None and (words := _cues(ground, amount)) is not None:
        first = not any(
            other.start < amount.start for i in ground.sentences(_range(amount)) for other in ground.reading.amounts(i)
        )
        aspect, read, _ = read_aspect(ground.view, words, amount, first=first)
        stated = read if aspect == "change" else None
    if stated is not None and proposed.direction not in (stated, None):
        ground.note(f"{of}: {stated}, not {proposed.direction}")
    return stated or proposed.direction


def _status(ground: Ground, proposed: FigureStatus, amount: Amount, of: str) -> FigureStatus:
    """What is still to come is not actual: "trade will reach $5 billion"."""
    words = _cues(ground, amount)
    if proposed != "actual" or words is None:
        return proposed
    sentence = next(ground.sentences(_range(amount)))
    spans = [date for date in ground.reading.dates(sentence) if date.grain not in ("day", "week") or date.deadline]
    if amount not in ground.reading.amounts(sentence):
        return proposed  # the rules do not read so small a count
    _, deadline = measured_period(ground.view, amount, ground.reading.amounts(sentence), spans)
    status = read_status(ground.view, words, amount, deadline=deadline)
    if status != proposed:
        ground.note(f"{of}: {status}, not {proposed}")
    return status


def _cues(ground: Ground, amount: Amount) -> CueSentence | None:
    """The words that tell what a number is, in its sentence; None in a language without rules."""
    i = next(ground.sentences(_range(amount)), None)
    if i is None or not ground.reading.words:
        return None
    sentence = ground.reading.page.sentences[i]
    return read_cues(ground.view, sentence.start, sentence.end)


def _range(amount: Amount) -> Range:
    return amount.start, amount.end


def _countries(ground: Ground, evidence: Range) -> tuple[str, ...]:
    codes = [place.country for place in ground.places(evidence) if place.kind in ("country", "demonym")]
    return tuple(dict.fromkeys(code for code in codes if code))


def _speaker(ground: Ground, roster: Roster, name: str | None, number: Range, of: str) -> str | None:
    """The participant named as the speaker, if the rules hear that one, or hear nobody where that one is heard."""
    if name is None:
        return None
    id = roster.refer(name, number)
    if id is None:
        return None
    speaker = next(person for person in roster.found if person.id == id)
    heard = ground.reading.speaker_at(number[0])
    if heard is not None:
        party = ground.reading.people.parties[heard]
        if _are_same(party.mentions, speaker.mentions):
            return id
        ground.note(f"{of}, speaker: {party.name!r} says it, not {shown(name)}")
        return None
    if not ground.is_close(speaker.mentions, number):
        ground.note(f"{of}, speaker: {shown(name)} is not named where it is said")
        return None
    if ground.reading.words and not _is_speech(ground, speaker.mentions, number):
        ground.note(f"{of}, speaker: nobody says it")
        return None
    return id


def _are_same(mentions: Sequence[Mention], spans: Sequence[Span]) -> bool:
    """Whether two persons share a mention, be it with more or fewer words."""
    starts, ends = {span.start for span in spans}, {span.end for span in spans}
    return any(mention.start in starts or mention.end in ends for mention in mentions)


def _is_speech(ground: Ground, mentions: Sequence[Span], number: Range) -> bool:
    """Whether the number stands in a turn or a quotation, or a verb of speech beside it or beside the name."""
    page = ground.reading.page
    i = next(ground.sentences(number), None)
    if i is not None and page.sentences[i].turn is not None:
        return True
    at = bisect_right(page.quotations, number[0], key=lambda quotation: quotation.start) - 1
    if at >= 0 and number[0] < page.quotations[at].end:
        return True
    stage = ground.stage(number)
    near = [(span.start, span.end) for span in mentions if any(a <= span.start < b for a, b in stage)]
    return any(
        word in _speech_words() for place in (number, *near) for word, _ in ground.words(ground.sentences_range(place))
    )


@cache
def _speech_words() -> frozenset[str]:
    return load_words("en", "speech_verbs") | {"according", "quoted", "words", "speech", "address", "statement"}
