"""What every item of a record has, and the types that items share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from extract.schemas.span import Model, Span

EngineName = Literal["rules", "llm"]

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2, plus the exceptionally reserved "EU" for the European Union."""

ParticipantId = Annotated[str, StringConstraints(pattern=r"^p[1-9][0-9]*$")]
MeetingId = Annotated[str, StringConstraints(pattern=r"^m[1-9][0-9]*$")]
FigureId = Annotated[str, StringConstraints(pattern=r"^f[1-9][0-9]*$")]
AgreementId = Annotated[str, StringConstraints(pattern=r"^a[1-9][0-9]*$")]


class Item(Model):
    """Something the document states, with the passages that state it."""

    id: str = Field(min_length=1, description="Unique in the record")
    evidence: tuple[Span, ...] = Field(min_length=1, description="The clauses or sentences that state it")
    found_by: tuple[EngineName, ...] = Field(min_length=1, description="The engines that found it")
