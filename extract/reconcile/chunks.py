"""The items of several passages, read by one engine, as the items of one document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from extract.reconcile import agreements, figures, meetings, participants
from extract.reconcile.references import appearance, highest, identity, numbered, renamed, shifted
from extract.schemas import Agreement, Figure, Meeting, Participant
from extract.schemas.items import Items

_Item = TypeVar("_Item", Participant, Meeting, Figure, Agreement)
_Placed = list[tuple[int, _Item]]
"""Items, each with the number of the passage that they are from; -1 once they are from several."""


def unite(parts: Sequence[Items], text: str) -> Items:  # noqa: ARG001 - the spans already hold the text's characters
    """The items of several passages as those of one document: each once, in the order of first appearance."""
    apart, origins = _apart(parts)
    united, ids = _merged(
        [(origins[item.id], item) for item in apart.participants],
        lambda placed: participants.gather([item for _, item in placed]),
        participants.united,
    )
    apart = _with_participants(apart, tuple(united), ids)
    held, meeting_ids = _merged([(origins[m.id], m) for m in apart.meetings], meetings.unite, meetings.united)
    counted, figure_ids = _merged(
        [(origins[item.id], item) for item in apart.figures],
        lambda placed: figures.unite([item for _, item in placed]),
        figures.united,
    )
    apart = replace(apart, meetings=tuple(held), figures=tuple(counted))
    apart = renamed(apart, {**identity(apart), **meeting_ids, **figure_ids})
    concluded, _ = _merged([(origins[a.id], a) for a in apart.agreements], agreements.unite, agreements.united)
    return numbered(replace(apart, agreements=tuple(concluded)))[0]


def _apart(parts: Sequence[Items]) -> tuple[Items, dict[str, int]]:
    """All items of the passages under ids of their own, and the passage of each."""
    own: list[Items] = []
    origins: dict[str, int] = {}
    offset = 0
    for number, part in enumerate(parts):
        own.append(shifted(part, offset))
        offset += highest(part)
        origins.update((item.id, number) for item in own[-1])
    return Items.together(own), origins


def _with_participants(items: Items, united: tuple[Participant, ...], ids: dict[str, str]) -> Items:
    """The items with the united participants, numbered, so that no id tells of the order of the passages."""
    numbers = numbered(Items(participants=united))
    final = {id: numbers[1][ids[id]] for id in ids}
    rest = renamed(replace(items, participants=()), {**final, **identity(replace(items, participants=()))})
    return replace(rest, participants=numbers[0].participants)


def _merged(
    placed: _Placed[_Item],
    gather: Callable[[_Placed[_Item]], list[list[_Item]]],
    unite_group: Callable[[Sequence[_Item]], _Item],
) -> tuple[list[_Item], dict[str, str]]:
    """The items with those that are one made one, and what became of each id.

    What is made of several may be found to be the same as a third, so it goes on until nothing is united any more.
    """
    ids = {item.id: item.id for _, item in placed}
    places = _places(placed)
    while True:
        placed = sorted(placed, key=lambda entry: _canonical(entry[1], places))
        origins = {item.id: origin for origin, item in placed}
        groups = gather(placed)
        if len(groups) == len(placed):
            return [item for _, item in placed], ids
        became = {item.id: group[0].id for group in groups for item in group}
        ids = {old: became[new] for old, new in ids.items()}
        placed = [(_origin(group, origins), unite_group(group)) for group in groups]


def _origin(group: Sequence[_Item], origins: dict[str, int]) -> int:
    passages = {origins[item.id] for item in group}
    return passages.pop() if len(passages) == 1 else -1


def _places(placed: _Placed[_Item]) -> dict[str, int]:
    """The place of each item among those of its passage: several documents of one sentence stay as they were told."""
    counts: dict[int, int] = {}
    places: dict[str, int] = {}
    for origin, item in placed:
        places[item.id] = counts[origin] = counts.get(origin, 0) + 1
    return places


def _canonical(item: Participant | Meeting | Figure | Agreement, places: dict[str, int]) -> tuple[int, int, str]:
    """An order of items that does not depend on the order of the passages."""
    return appearance(item), places[item.id], item.model_dump_json(exclude={"id", "meeting"})
