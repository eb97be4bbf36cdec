"""The outcome so far while two engines' items are made one record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from extract.reconcile.conflicts import Conflict, Refusal
from extract.reconcile.passages import Passages
from extract.reconcile.ranges import RangeIndex
from extract.reconcile.references import AnyItem
from extract.schemas import Item
from extract.schemas.item import EngineName
from extract.schemas.items import Items

_ENGINES: tuple[EngineName, ...] = ("rules", "llm")
SomeItem = TypeVar("SomeItem", bound=Item)


@dataclass(slots=True)
class Outcome:
    """What became of the items of the two engines: ids of the model's that live on, conflicts, and what was refused."""

    passages: Passages
    ids: dict[str, str]
    """The model's items -> the items they became; the rules' items stand for themselves."""
    conflicts: list[Conflict] = field(default_factory=list)
    refused: dict[str, Refusal] = field(default_factory=dict)
    """The model's items that are left out, each with the reason."""
    well_read: bool = False
    """Whether the model found nearly all that the rules found: then what it alone found needs no second proof."""

    def disagree(self, item: AnyItem, field: str, rules: object, llm: object, *, model_wins: bool = False) -> None:
        """Write down what the engines say differently of an item, and whose word is kept."""
        self.conflicts.append(Conflict(item.id, field, rules, llm, "model's" if model_wins else "rules'"))

    def refuse(self, item: AnyItem, reason: str, other: str | None = None) -> None:
        """Leave an item of the model out, perhaps because it repeats the item with the id `other`."""
        self.refused[item.id] = Refusal(reason, other)

    def doubt(self, check: Callable[[SomeItem, Passages], str | None], item: SomeItem) -> str | None:
        """Why an item that the model alone found stays out, if the model has not shown that it reads well."""
        return None if self.well_read else check(item, self.passages)

    def keep(self, item: AnyItem, other: AnyItem | None = None) -> None:
        """Let an item of the model live on, as itself or as the rules' item `other`."""
        self.ids[item.id] = (other or item).id


_LEAST_FOUND = 2
_FOUND_AGAIN = 0.8


def reads_well(rules: Items, llm: Items) -> bool:
    """Whether the model found nearly all of the persons and numbers that the rules found in the document."""
    ours = [figure.number for figure in rules.figures]
    ours += [person.mentions[0] for person in rules.participants if person.kind == "person"]
    theirs = RangeIndex()
    theirs.add((figure.number for figure in llm.figures), 0)
    theirs.add((mention for participant in llm.participants for mention in participant.mentions), 0)
    found = sum(bool(theirs.owners([span])) for span in ours)
    return len(ours) >= _LEAST_FOUND and found >= _FOUND_AGAIN * len(ours)


_LEAST_AGREED = 3
_RIGHT = 12
"""How many agreements outweigh a disagreement."""
_SPARING = 2
"""How many agreements a fill needs: a model that fills in every field is no reader."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a model may fill what the rules left empty in this document: as far as it agrees where both speak.

    A model that gets right what the rules read, too, is believed about the rest; one that fills in blindly is not. A
    field that the rules left empty is most often one that the text leaves empty.
    """

    agreed: int = 0
    disagreed: int = 0
    fills: int = 0

    def allows(self) -> bool:
        """Whether a gap may be filled."""
        enough = self.agreed >= _LEAST_AGREED
        return enough and self.agreed >= _RIGHT * self.disagreed and self.agreed >= _SPARING * self.fills

    def guesses(self) -> bool:
        """Whether the model is more often at odds with the rules than half of the times it agrees."""
        return 2 * (self.disagreed + self.fills) > self.agreed


def trust(pairs: Iterable[tuple[SomeItem, SomeItem]], fields: Iterable[str]) -> Trust:
    """How the model's items stand to the rules' in the fields that it may fill."""
    agreed = disagreed = fills = 0
    names = tuple(fields)
    for rules, llm in pairs:
        for name in names:
            ours, theirs = getattr(rules, name), getattr(llm, name)
            if not theirs:
                continue
            if not ours:
                fills += 1
            elif ours == theirs:
                agreed += 1
            else:
                disagreed += 1
    return Trust(agreed, disagreed, fills)


@dataclass(frozen=True, slots=True)
class Pairing(Generic[SomeItem]):
    """Items of the rules with the item of the model that is the same, and the model's that are left over."""

    pairs: dict[str, SomeItem]
    """By the id of the rules' item."""
    left: list[tuple[SomeItem, str | None]]
    """Each with the rules' item that it resembles most, if that one is another's."""


def pair(
    llm: Iterable[SomeItem],
    candidates: Callable[[SomeItem], Iterable[SomeItem]],
    score: Callable[[SomeItem, SomeItem], float],
) -> Pairing[SomeItem]:
    """Pair items one to one, the best match first; a score of 0 says that two items are different things."""
    scored: list[tuple[float, int, str]] = []
    items = list(llm)
    for number, item in enumerate(items):
        scored += [(value, number, other.id) for other in candidates(item) if (value := score(other, item)) > 0]
    scored.sort(key=lambda entry: -entry[0])
    pairs: dict[str, SomeItem] = {}
    paired: set[int] = set()
    nearest: dict[int, str] = {}
    for _, number, id in scored:
        nearest.setdefault(number, id)
        if number not in paired and id not in pairs:
            pairs[id] = items[number]
            paired.add(number)
    return Pairing(pairs, [(item, nearest.get(n)) for n, item in enumerate(items) if n not in paired])


def engines(items: Iterable[Item]) -> tuple[EngineName, ...]:
    """The engines that found one of the items, the rules first."""
    found = {engine for item in items for engine in item.found_by}
    return tuple(engine for engine in _ENGINES if engine in found)


def longest(values: Iterable[str | None]) -> str | None:
    """The longest of several wordings, the first of equally long ones."""
    return max((value for value in values if value), key=len, default=None)
