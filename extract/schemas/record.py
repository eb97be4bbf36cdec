"""One extracted document: the record that every engine fills and every sink writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, JsonValue, StringConstraints, model_validator

from extract.schemas.agreement import Agreement
from extract.schemas.figure import ExactDecimal, Figure
from extract.schemas.item import Item
from extract.schemas.meeting import Meeting
from extract.schemas.participant import Participant
from extract.schemas.span import Model, Span

if TYPE_CHECKING:
    import pandas

SCHEMA_VERSION: Literal["1"] = "1"


class Document(Model):
    """The document that was read."""

    id: str = Field(min_length=1, description="Stable: from the content's hash unless given")
    source: str | None = Field(default=None, description="Path or URL as given")
    title: str | None = Field(default=None, description="Headline")
    published: date | None = Field(default=None, description="Publication date, ISO 8601")
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] | None = Field(
        default=None, description="ISO 639-1; null if it cannot be told"
    )
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="SHA-256 of the text in UTF-8, hexadecimal"
    )
    text: str | None = Field(default=None, description="The text all spans refer to; null if it was left out")


class Usage(Model):
    """What a model's answers cost."""

    prompt_tokens: int = Field(default=0, ge=0)
    completion_tokens: int = Field(default=0, ge=0)
    cost_usd: ExactDecimal | None = Field(default=None, description="US dollars; null if the price is not known")


class Dropped(Model):
    """What an engine proposed and verification refused."""

    type: Literal["participant", "meeting", "figure", "agreement"] = Field(description="The kind of item")
    reason: str = Field(min_length=1, description="Why it was refused")
    item: dict[str, JsonValue] = Field(description="The item as proposed")


class Run(Model):
    """How the record was made."""

    engine: Literal["rules", "llm", "hybrid"] = Field(description="rules, llm or hybrid")
    model: str | None = Field(default=None, description="The language model, if one was used")
    prompt_version: str | None = Field(default=None, description="The version of the prompt, if a model was asked")
    library_version: str = Field(min_length=1, description="The version of this library")
    fallback: bool = Field(default=False, description="True if the rules answered because the model could not")
    fallback_reason: str | None = Field(default=None, description="Why the model could not answer")
    usage: Usage | None = Field(default=None, description="Tokens and cost, if a model was asked")
    warnings: tuple[str, ...] = Field(default=(), description="What a reader of this record should know")
    dropped: tuple[Dropped, ...] = Field(default=(), description="What was proposed and refused")
    uncovered: tuple[Span, ...] = Field(
        default=(), description="Money, percents and persons' names of the text that no item covers"
    )


class Extraction(Model):
    """What one document says: who met whom, which figures were stated, what was agreed."""

    schema_version: Literal["1"] = Field(default=SCHEMA_VERSION, description="Version of this schema")
    document: Document = Field(description="The document that was read")
    participants: tuple[Participant, ...] = Field(default=(), description="Persons and organizations that take part")
    meetings: tuple[Meeting, ...] = Field(default=(), description="Events at which parties meet or confer")
    figures: tuple[Figure, ...] = Field(default=(), description="Numbers that quantify the world")
    agreements: tuple[Agreement, ...] = Field(default=(), description="Documents signed and joint commitments")
    run: Run = Field(description="How the record was made")

    def items(self) -> Iterator[Participant | Meeting | Figure | Agreement]:
        """Every item, in the order of the record."""
        yield from self.participants
        yield from self.meetings
        yield from self.figures
        yield from self.agreements

    def spans(self) -> Iterator[Span]:
        """Every span of the record."""
        for item in self.items():
            yield from item.evidence
        for participant in self.participants:
            yield from participant.mentions
        for figure in self.figures:
            yield figure.number
        yield from self.run.uncovered

    def without_text(self) -> Extraction:
        """The same record with `document.text` left out."""
        return self.model_copy(update={"document": self.document.model_copy(update={"text": None})})

    def participants_frame(self) -> pandas.DataFrame:
        """The participants, a row each; needs the extra "frames"."""
        return self._frame(Participant, self.participants)

    def meetings_frame(self) -> pandas.DataFrame:
        """The meetings, a row each; needs the extra "frames"."""
        return self._frame(Meeting, self.meetings)

    def figures_frame(self) -> pandas.DataFrame:
        """The figures, a row each, values as exact `Decimal`; needs the extra "frames"."""
        return self._frame(Figure, self.figures)

    def agreements_frame(self) -> pandas.DataFrame:
        """The agreements, a row each; needs the extra "frames"."""
        return self._frame(Agreement, self.agreements)

    def _frame(self, kind: type[Item], items: Sequence[Item]) -> pandas.DataFrame:
        from extract.schemas.frames import frame

        return frame(self.document.id, kind, items)

    @model_validator(mode="after")
    def _spans_hold_their_characters(self) -> Self:
        text = self.document.text
        if text is not None:
            for span in self.spans():
                if text[span.start : span.end] != span.text:
                    raise ValueError(f"document.text[{span.start}:{span.end}] is not {span.text!r}")
        return self

    @model_validator(mode="after")
    def _references_exist(self) -> Self:
        participants = _unique_ids(self.participants)
        meetings = _unique_ids(self.meetings)
        _unique_ids(self.figures)
        _unique_ids(self.agreements)
        for meeting in self.meetings:
            _require(participants, (*meeting.participants, *meeting.principals), meeting.id)
        for figure in self.figures:
            _require(participants, (figure.speaker,), figure.id)
        for agreement in self.agreements:
            _require(participants, agreement.signatories, agreement.id)
            _require(meetings, (agreement.meeting,), agreement.id)
        return self


def _unique_ids(items: Sequence[Item]) -> set[str]:
    ids = {item.id for item in items}
    if len(ids) != len(items):
        raise ValueError("two items of one kind share an id")
    return ids


def _require(known: set[str], references: tuple[str | None, ...], owner: str) -> None:
    for reference in references:
        if reference is not None and reference not in known:
            raise ValueError(f"{owner} refers to {reference}, which is not in the record")


__all__ = ["SCHEMA_VERSION", "Document", "Dropped", "Extraction", "Item", "Run", "Usage"]
