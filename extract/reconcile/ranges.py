"""Ranges of the text: which of them share characters, found without a look at all the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.schemas import Span

_BUCKET = 256
_MOST = 64
"""How many ranges of one place are remembered: a passage that more items share tells none of them apart."""


@dataclass(slots=True)
class RangeIndex:
    """Ranges with their owners, found again by any range that shares a character with them."""

    _buckets: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)

    def add(self, spans: Iterable[Span], owner: int) -> None:
        """Remember that the spans are those of `owner`."""
        for span in spans:
            for bucket in range(span.start // _BUCKET, (span.end - 1) // _BUCKET + 1):
                entries = self._buckets.setdefault(bucket, [])
                if len(entries) < _MOST:
                    entries.append((span.start, span.end, owner))

    def owners(self, spans: Iterable[Span]) -> list[int]:
        """The owners of ranges that share a character with one of the spans, in the order of their numbers."""
        found = {owner for span in spans for _, _, owner in self.overlapping(span)}
        return sorted(found)

    def overlapping(self, span: Span) -> set[tuple[int, int, int]]:
        """The ranges that share a character with a span, each with its owner."""
        return self.reached(span.start, span.end)

    def reached(self, start: int, end: int) -> set[tuple[int, int, int]]:
        """The ranges that share a character with start..end, each with its owner."""
        return {
            entry
            for bucket in range(start // _BUCKET, (end - 1) // _BUCKET + 1)
            for entry in self._buckets.get(bucket, ())
            if entry[0] < end and start < entry[1]
        }


def overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """How much two passages share: 1 if they are the same characters, 0 if they share none."""
    best = 0.0
    for a in one[:_MOST]:
        for b in other[:_MOST]:
            shared = min(a.end, b.end) - max(a.start, b.start)
            if shared > 0:
                best = max(best, shared / max(a.end - a.start, b.end - b.start))
    return best


def added(spans: Sequence[Span], more: Iterable[Span]) -> tuple[Span, ...]:
    """The spans with those of `more` that share no character with them, in the order of the text."""
    index = RangeIndex()
    index.add(spans, 0)
    result = list(spans)
    for span in more:
        if not index.overlapping(span):
            result.append(span)
            index.add((span,), 0)
    if len(result) == len(spans):
        return tuple(spans)
    return tuple(sorted(result, key=lambda span: (span.start, span.end)))


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in the order of the text, without those that another one holds."""
    result: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not result or span.end > result[-1].end:
            result.append(span)
    return tuple(result)


def near(spans: Iterable[Span], others: Iterable[Span], *, reach: int = 0) -> bool:
    """Whether some of the one spans share a character with some of the others, or stand within `reach` of them."""
    index = RangeIndex()
    index.add(spans, 0)
    return any(index.reached(span.start - reach, span.end + reach) for span in others)
