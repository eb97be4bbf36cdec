"""Grouping: items found again by what tells of them, and those that tell of one thing put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from extract.reconcile.ranges import RangeIndex
from extract.schemas import Agreement, Meeting

Told = TypeVar("Told", Meeting, Agreement)
Compared = TypeVar("Compared", Meeting, Agreement, contravariant=True)

_MOST = 64
"""How many items of one mark, and of one group, are looked at."""


class ToldAgain(Protocol[Compared]):
    """Whether one engine told of one thing twice; `apart` if in two passages, each read without the other."""

    def __call__(self, one: Compared, other: Compared, /, *, apart: bool) -> bool: ...


class TellingIndex(Generic[Told]):
    """Meetings or agreements, found again by their evidence and their marks.

    Marks are what an item shares with others that may be the same: words of its title, who took part.
    """

    def __init__(self, marks: Callable[[Told], Iterable[object]], items: Sequence[Told] | None = None) -> None:
        self.items: list[Told] = []
        self._marks: Callable[[Told], Iterable[object]] = marks
        self._evidence = RangeIndex()
        self._by_mark: dict[object, list[int]] = {}
        for item in items or ():
            self.add(item)

    def add(self, item: Told, number: int | None = None) -> None:
        """Remember an item, as a new one or as the one with that number."""
        if number is None:
            number = len(self.items)
            self.items.append(item)
        self._evidence.add(item.evidence, number)
        for mark in self._marks(item):
            entries = self._by_mark.setdefault(mark, [])
            if len(entries) < _MOST and number not in entries[-1:]:
                entries.append(number)

    def candidates(self, item: Told) -> list[int]:
        """The numbers of the items that may be this one."""
        found = set(self._evidence.owners(item.evidence))
        for mark in self._marks(item):
            found.update(self._by_mark.get(mark, ()))
        return sorted(found)


def grouped(
    items: Sequence[tuple[int, Told]], marks: Callable[[Told], Iterable[object]], told_again: ToldAgain[Told]
) -> list[list[Told]]:
    """The items, each with the number of its passage, in groups of one thing."""
    index: TellingIndex[Told] = TellingIndex(marks)
    groups: list[list[tuple[int, Told]]] = []
    for passage, item in items:
        for number in index.candidates(item):
            if any(told_again(item, other, apart=passage != origin) for origin, other in groups[number][:_MOST]):
                groups[number].append((passage, item))
                index.add(item, number)
                break
        else:
            groups.append([(passage, item)])
            index.add(item)
    return [[item for _, item in group] for group in groups]


def each_once(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """What the lists hold, in their order."""
    return tuple(dict.fromkeys(value for values in lists for value in values))
