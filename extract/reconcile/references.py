"""References: items under new ids, with everything that points at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from extract.schemas import Agreement, Figure, Meeting, Participant
from extract.schemas.items import Items

AnyItem = Participant | Meeting | Figure | Agreement
SomeItem = TypeVar("SomeItem", Participant, Meeting, Figure, Agreement)


def identity(items: Items) -> dict[str, str]:
    """Every id of the items, as itself."""
    return {item.id: item.id for item in items}


def renamed(items: Items, ids: Mapping[str, str]) -> Items:
    """The same items under the ids that `ids` gives them; a reference to an item that has none is left out."""
    return Items(
        participants=tuple(changed(item, id=ids[item.id]) for item in items.participants),
        meetings=tuple(
            changed(
                item,
                id=ids[item.id],
                participants=known(item.participants, ids),
                principals=known(item.principals, ids),
            )
            for item in items.meetings
        ),
        figures=tuple(
            changed(item, id=ids[item.id], speaker=ids.get(item.speaker) if item.speaker else None)
            for item in items.figures
        ),
        agreements=tuple(
            changed(
                item,
                id=ids[item.id],
                signatories=known(item.signatories, ids),
                meeting=ids.get(item.meeting) if item.meeting else None,
            )
            for item in items.agreements
        ),
    )


def known(references: Iterable[str], ids: Mapping[str, str]) -> tuple[str, ...]:
    """The references under their new ids, each once."""
    return tuple(dict.fromkeys(ids[reference] for reference in references if reference in ids))


def changed(item: SomeItem, **fields: object) -> SomeItem:
    """The item with other values in some fields; itself if they are the same."""
    update = {name: value for name, value in fields.items() if getattr(item, name) != value}
    return item.model_copy(update=update) if update else item


def shifted(items: Items, offset: int) -> Items:
    """The items with numbers in their ids that are higher by `offset`: those of two engines never meet."""
    return renamed(items, {item.id: f"{item.id[0]}{int(item.id[1:]) + offset}" for item in items})


def highest(items: Items) -> int:
    """The highest number in an id of the items."""
    return max((int(item.id[1:]) for item in items), default=0)


def numbered(items: Items) -> tuple[Items, dict[str, str]]:
    """The items in the order of their first appearance, their ids counting from 1, and the new id of each old one."""
    ordered = Items(
        participants=tuple(sorted(items.participants, key=appearance)),
        meetings=tuple(sorted(items.meetings, key=appearance)),
        figures=tuple(sorted(items.figures, key=appearance)),
        agreements=tuple(sorted(items.agreements, key=appearance)),
    )
    ids: dict[str, str] = {}
    kinds: tuple[tuple[AnyItem, ...], ...] = (
        ordered.participants,
        ordered.meetings,
        ordered.figures,
        ordered.agreements,
    )
    for kind in kinds:
        ids.update((item.id, f"{item.id[0]}{number}") for number, item in enumerate(kind, 1))
    return renamed(ordered, ids), ids


def appearance(item: AnyItem) -> int:
    """Where an item first appears: a participant's first mention, a figure's number, else its first evidence."""
    if isinstance(item, Figure):
        return item.number.start
    spans = item.mentions if isinstance(item, Participant) else item.evidence
    return min(span.start for span in spans)
