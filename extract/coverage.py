"""Coverage: what the text contains and no item of its record covers, whichever engine found the items."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Literal, NamedTuple

from extract.rules.reading import Reading
from extract.schemas import Span
from extract.schemas.items import Items

Range = tuple[int, int]


Sign = Literal["number", "name", "day"]


class Gap(NamedTuple):
    """Something of the text that no item covers: money or a percent, a person's name, or a day."""

    start: int
    end: int
    sign: Sign


def uncovered(reading: Reading, items: Items) -> tuple[Span, ...]:
    """The gaps of the items, each as a span, in the order of the text."""
    text = reading.page.text
    return tuple(Span(start=start, end=end, text=text[start:end]) for start, end, _ in gaps(reading, items))


def gaps(reading: Reading, items: Items) -> list[Gap]:
    """The money and percents that are no figure's number, the days that no item's evidence holds, and the persons'
    names that are no participant's, in the order of the text."""
    numbers = _Ranges((figure.number.start, figure.number.end) for figure in items.figures)
    names = _Ranges((span.start, span.end) for person in items.participants for span in person.mentions)
    evidence = _Ranges((span.start, span.end) for item in items for span in item.evidence)
    left = {Gap(*called[0], "name") for called in _names(reading) if not any(names.touch(*name) for name in called)}
    for i, sentence in enumerate(reading.page.sentences):
        for amount in reading.amounts(i):
            if amount.kind in ("money", "percent") and not numbers.touch(amount.start, amount.end):
                left.add(Gap(amount.start, amount.end, "number"))
        if sentence.role == "body" and reading.words:
            for date in reading.dates(i):
                if date.grain == "day" and not evidence.touch(date.start, date.end):
                    left.add(Gap(date.start, date.end, "day"))
    return sorted(left)


def _names(reading: Reading) -> Iterable[list[Range]]:
    """Where each person is named: whoever is covered under one name is covered under all."""
    yield from ([name] for name in reading.people.unsure)
    for party in reading.people.parties:
        if party.kind == "person" and party.mentions:
            yield sorted((mention.start, mention.end) for mention in party.mentions)


class _Ranges:
    """Passages of a text, to be asked whether one of them touches another passage."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        """Whether they share a character with start..end."""
        last = bisect_right(self._starts, end - 1) - 1
        return last >= 0 and self._ends[last] > start
