"""A document that was signed, or something the parties jointly undertook."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extract.schemas.item import AgreementId, Item, MeetingId, ParticipantId
from extract.schemas.period import Period

AgreementKind = Literal[
    "treaty",
    "agreement",
    "memorandum",
    "declaration",
    "joint_statement",
    "communique",
    "contract",
    "programme",
    "roadmap",
    "decision",
    "commitment",
]
AgreementStatus = Literal["signed", "adopted", "agreed", "planned", "proposed", "in_force"]


class Agreement(Item):
    """A named or described document between parties, or a joint commitment."""

    id: AgreementId = Field(description="Unique in the record: a1, a2, ...")
    kind: AgreementKind = Field(description="What sort of document or undertaking it is")
    title: str | None = Field(default=None, description="Its title, or the gist in the text's words")
    status: AgreementStatus = Field(description="signed, adopted, agreed, planned, proposed or in_force")
    date: Period | None = Field(default=None, description="The day it was signed, adopted or agreed")
    parties: tuple[str, ...] = Field(default=(), description="ISO country codes or names of organizations")
    signatories: tuple[ParticipantId, ...] = Field(default=(), description="The persons who signed")
    meeting: MeetingId | None = Field(default=None, description="The meeting at which it was concluded")
