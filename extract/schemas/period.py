"""A closed interval of days."""

from __future__ import annotations

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from extract.schemas.span import Model


class Period(Model):
    """The days from `start` to `end`, both included; a single day has start == end."""

    start: date = Field(description="First day, ISO 8601")
    end: date = Field(description="Last day, ISO 8601")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError(f"the period ends {self.end} before it starts {self.start}")
        return self
