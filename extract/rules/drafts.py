"""Drafts: what the rules found, in offsets and indices, before the record gives them ids."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.schemas import (
    AgreementKind,
    AgreementStatus,
    Aspect,
    Direction,
    FigureStatus,
    MeetingKind,
    MeetingMode,
    MeetingStatus,
    Period,
)
from extract.values.amounts import Amount

Range = tuple[int, int]


@dataclass(slots=True)
class Draft:
    """What every draft has: the passages that state it, and the rule that fired with the text it matched."""

    evidence: list[Range]
    rule: str
    matched: Range


@dataclass(slots=True)
class FigureDraft(Draft):
    """A number with what the sentence says of it."""

    amount: Amount
    metric: str | None = None
    aspect: Aspect = "level"
    direction: Direction | None = None
    period: Period | None = None
    status: FigureStatus = "actual"
    countries: tuple[str, ...] = ()
    speaker: int | None = None
    """Index in `People.parties`."""


@dataclass(slots=True)
class MeetingDraft(Draft):
    """An event; participants and principals are indices in `People.parties`."""

    kind: MeetingKind
    status: MeetingStatus
    title: str | None = None
    date: Period | None = None
    place: Range | None = None
    country: str | None = None
    mode: MeetingMode | None = None
    participants: list[int] = field(default_factory=list)
    principals: list[int] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)


@dataclass(slots=True)
class AgreementDraft(Draft):
    """A document or a joint commitment; signatories are indices in `People.parties`."""

    kind: AgreementKind
    status: AgreementStatus
    title: str | None = None
    date: Period | None = None
    parties: list[str] = field(default_factory=list)
    signatories: list[int] = field(default_factory=list)
    meeting: int | None = None
    """Index in the list of meeting drafts."""
