"""Sightings: names of persons as single sentences show them, before the document tells who is who."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.rules.names import Name
from extract.rules.offices import Title


@dataclass(slots=True)
class Sighting:
    """A name where it stands, with what stands around it."""

    sentence: int
    name: Name
    score: float
    """How sure it is that this is a person: from `SURE` on it needs no other evidence."""
    rule: str
    phrase: tuple[int, int]
    title: Title | None = None
    countries: tuple[str, ...] = ()
    role: str | None = None
    organization: str | None = None
    listed: bool = False
    """True if it follows the one before it in a list, so that the two may share a country."""
    plural: bool = False
    """True if its office stands in the plural and is shared by the names after it: "deputy ministers A, B and C"."""
    counterpart: bool = False
    """True for "her Norwegian counterpart Kari Nordmann": of another country than the page's own."""


SURE = 2.5


@dataclass(slots=True)
class Lone:
    """A capitalised word that may be the short form of a name: "Nordmann", "Alice"."""

    sentence: int
    start: int
    end: int
    key: str
    flags: int
    score: float


@dataclass(slots=True)
class Sightings:
    """All that the sentences of a page show."""

    names: list[Sighting] = field(default_factory=list)
    lone: list[Lone] = field(default_factory=list)
    titles: dict[int, list[Title]] = field(default_factory=dict)
    """Offices without a name, by sentence."""
