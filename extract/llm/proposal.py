"""What a model fills: items with verbatim quotes, numbers as written and dates as written - no offsets, no arithmetic.

Every field is required and unknown fields are refused: a model that leaves something out says so with null, and a
fragment of an answer cannot pass for an answer. The descriptions are the backbone of the prompt.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.config import JsonDict

from extract.schemas import (
    AgreementKind,
    AgreementStatus,
    Aspect,
    Direction,
    FigureStatus,
    MeetingKind,
    MeetingMode,
    MeetingStatus,
    ParticipantKind,
)

# A model that loops repeats a value until it is cut off; no quote of a press release is longer.
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Quote = Annotated[
    str,
    Field(min_length=1, max_length=2000, description="The words of the document that state this, copied exactly"),
]


class Proposed(BaseModel):
    """The base of what a model proposes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ProposedParticipant(Proposed):
    """A named person, or an organization that meets or signs."""

    quote: Quote
    name: Words = Field(description="Fullest form in the document, without titles: 'Ana Silva'")
    kind: ParticipantKind
    role: Words | None = Field(
        description="Office held, in the document's words, without the country: 'Prime Minister'"
    )
    organization: Words | None = Field(description="The body the office belongs to, in the document's words")
    country: Words | None = Field(description="The country represented, in the document's words: 'Portuguese'")


class ProposedMeeting(Proposed):
    """A specific event at which parties meet or confer: held, planned or proposed."""

    quote: Quote
    kind: MeetingKind
    title: Words | None = Field(description="Proper name of the event, if it has one")
    date: Words | None = Field(description="When, in the document's words: 'on Tuesday', '3 May'")
    place: Words | None = Field(description="Where, in the document's words: 'Lisbon'")
    mode: MeetingMode | None
    status: MeetingStatus
    participants: tuple[Words, ...] = Field(description="Names of all who took part, as in participants")
    principals: tuple[Words, ...] = Field(description="Names of those who led it")
    topics: tuple[Words, ...] = Field(
        description="What was discussed, in the document's words: five at most, a few words each"
    )


class ProposedFigure(Proposed):
    """One number that quantifies the world: money, percent, count, quantity or ratio; never a date or an ordinal."""

    quote: Quote
    number: Words = Field(
        description="The number inside the quote with its currency, magnitude and unit, copied exactly: '$14.7 billion'"
    )
    metric: Words | None = Field(description="The noun phrase of the document that says what is measured")
    aspect: Aspect = Field(description="level: an amount; change: growth or decline by; share: part of a whole")
    direction: Direction | None = Field(description="For a change only")
    period: Words | None = Field(description="The time measured, in the document's words: 'last year'")
    status: FigureStatus
    speaker: Words | None = Field(description="Name of the person who states it; null in the reporter's own voice")


class ProposedAgreement(Proposed):
    """A document signed, adopted, in force or in preparation, or something the parties jointly undertook."""

    quote: Quote
    kind: AgreementKind
    title: Words | None = Field(description="Its title, or for a commitment the gist, in the document's words")
    status: AgreementStatus
    date: Words | None = Field(description="When it was concluded, in the document's words")
    parties: tuple[Words, ...] = Field(description="Countries or organizations, in the document's words")
    signatories: tuple[Words, ...] = Field(description="Names of the persons who signed")


class Proposal(Proposed):
    """What the document states; a list is empty where it states nothing of the kind."""

    participants: tuple[ProposedParticipant, ...]
    meetings: tuple[ProposedMeeting, ...]
    figures: tuple[ProposedFigure, ...]
    agreements: tuple[ProposedAgreement, ...]


@lru_cache(maxsize=256)
def proposal_of(lists: tuple[ListName, ...], least_figures: int) -> type[BaseModel]:
    """A proposal with some of the lists alone, for asking again; its schema asks for so many figures.

    The number is a wish told to the endpoint, not a check: an answer with fewer figures is an answer.
    """
    fields: dict[str, Any] = {}
    for name in lists:
        wish: JsonDict | None = {"minItems": least_figures} if name == "figures" and least_figures else None
        fields[name] = (Proposal.model_fields[name].annotation, Field(json_schema_extra=wish))
    return create_model("Proposal", __base__=Proposed, __doc__=Proposal.__doc__, **fields)


def whole(part: BaseModel) -> Proposal:
    """A proposal with empty lists for those that were not asked for."""
    return Proposal(**{name: getattr(part, name, ()) for name in LISTS})


ProposedItem = ProposedParticipant | ProposedMeeting | ProposedFigure | ProposedAgreement
ListName = Literal["participants", "meetings", "figures", "agreements"]
LISTS: tuple[ListName, ...] = get_args(ListName)
AnyAnswer = TypeVar("AnyAnswer", bound=BaseModel)
"""A model of what is asked for: `Proposal`, or what is made of a user's own schema."""

ItemType = Literal["participant", "meeting", "figure", "agreement"]
