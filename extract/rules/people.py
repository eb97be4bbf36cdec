"""People and organizations: who is named, in which office, for which country."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.schemas import ParticipantKind


@dataclass(frozen=True, slots=True)
class Mention:
    """One surface form of a person or organization: the name alone ("Askar Mamin", "Mamin")."""

    start: int
    end: int
    party: int
    """Index in `People.parties`."""
    phrase: tuple[int, int]
    """The name with the office, honorific and apposition around it."""
    rule: str
    """The rule that fired."""


@dataclass(slots=True)
class Party:
    """A person or organization of the document, gathered from all its mentions."""

    name: str
    kind: ParticipantKind
    role: str | None = None
    organization: str | None = None
    country: str | None = None
    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Office:
    """An office named without a name: "the President of Kazakhstan", "the Prime Minister", "the two leaders"."""

    start: int
    end: int
    role: str
    country: str | None
    parties: tuple[int, ...]
    """The parties it denotes, if the document tells (several for "the two leaders"); empty if unknown."""
