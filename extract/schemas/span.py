"""A span: the characters of a document that state something."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Model(BaseModel):
    """The base of every part of a record: immutable, strictly typed, and closed to unknown fields."""

    # A written record has every field, so its schema requires them, those with defaults too.
    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", json_schema_serialization_defaults_required=True
    )


class Span(Model):
    """A half-open range of `document.text`, in Unicode code points, with the characters it holds."""

    start: int = Field(ge=0, description="Offset of the first character")
    end: int = Field(ge=1, description="Offset just after the last character")
    text: str = Field(min_length=1, description="The characters document.text[start:end]")

    @model_validator(mode="after")
    def _length_matches(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}..{self.end} cannot hold {len(self.text)} characters")
        return self
