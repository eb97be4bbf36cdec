"""What was found in a document, before it is a record: items with ids and references among themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.schemas.agreement import Agreement
from extract.schemas.figure import Figure
from extract.schemas.meeting import Meeting
from extract.schemas.participant import Participant

Item = Participant | Meeting | Figure | Agreement
"""An item of a record."""


@dataclass(frozen=True, slots=True)
class Items:
    """The items of one engine or of one passage; ids are unique and references hold within it alone."""

    participants: tuple[Participant, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    figures: tuple[Figure, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    @classmethod
    def together(cls, parts: Iterable[Items]) -> Items:
        """All items of the parts side by side, as they are: ids may stand twice."""
        held = tuple(parts)
        return cls(
            tuple(item for part in held for item in part.participants),
            tuple(item for part in held for item in part.meetings),
            tuple(item for part in held for item in part.figures),
            tuple(item for part in held for item in part.agreements),
        )

    def __iter__(self) -> Iterator[Item]:
        yield from self.participants
        yield from self.meetings
        yield from self.figures
        yield from self.agreements
