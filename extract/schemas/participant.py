"""A person or organization that takes part."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extract.schemas.item import CountryCode, Item, ParticipantId
from extract.schemas.span import Span

ParticipantKind = Literal["person", "organization"]


class Participant(Item):
    """One real person or organization, however often and however named."""

    id: ParticipantId = Field(description="Unique in the record: p1, p2, ...")
    name: str = Field(min_length=1, description="Fullest form in the text, without titles")
    kind: ParticipantKind = Field(description="person or organization")
    role: str | None = Field(default=None, description="Office held, without the country: 'Prime Minister'")
    organization: str | None = Field(default=None, description="The body the office belongs to, as written")
    country: CountryCode | None = Field(default=None, description="ISO 3166-1 alpha-2 of the country represented")
    mentions: tuple[Span, ...] = Field(
        min_length=1, description="Every surface form of this participant: 'Askar Mamin', 'Mamin'"
    )
