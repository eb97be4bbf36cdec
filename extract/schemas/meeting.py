"""An event at which parties meet or confer."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from extract.schemas.item import CountryCode, Item, MeetingId, ParticipantId
from extract.schemas.period import Period
from extract.schemas.span import Model

MeetingKind = Literal["talks", "summit", "forum", "session", "call", "visit", "ceremony", "conference", "other"]
MeetingMode = Literal["in_person", "video", "phone"]
MeetingStatus = Literal["held", "planned", "proposed"]


class Place(Model):
    """Where a meeting took place; a field the text does not state is None, never a guess."""

    name: str = Field(min_length=1, description="As written: 'Moscow', 'the Kremlin'")
    country: CountryCode | None = Field(default=None, description="ISO 3166-1 alpha-2")


class Meeting(Item):
    """A specific event: talks, a call, a visit, a forum, a session, a ceremony."""

    id: MeetingId = Field(description="Unique in the record: m1, m2, ...")
    kind: MeetingKind = Field(description="What sort of event it is")
    title: str | None = Field(default=None, description="Proper name of the event, if it has one")
    date: Period | None = Field(default=None, description="The days it took or takes place")
    place: Place | None = Field(default=None, description="Where it took or takes place")
    mode: MeetingMode | None = Field(
        default=None, description="in_person, video or phone; null if the text gives no clue"
    )
    status: MeetingStatus = Field(description="held, planned or proposed")
    participants: tuple[ParticipantId, ...] = Field(default=(), description="All who took part, as stated")
    principals: tuple[ParticipantId, ...] = Field(default=(), description="The parties who led it")
    topics: tuple[str, ...] = Field(default=(), description="What was discussed, in the text's words")
