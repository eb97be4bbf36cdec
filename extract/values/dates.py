"""Dates and periods: the days that an expression of time denotes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from extract.schemas import Period

Grain = Literal["day", "week", "month", "quarter", "half", "year", "range"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """One expression of time in a text."""

    start: int
    end: int
    period: Period | None
    """The days it denotes; None if they need a publication date that is not known."""
    grain: Grain
    relative: bool
    """True if it needs the publication date: "last year", "on Tuesday", "Nov. 27"."""
    deadline: bool
    """True after "by", "until", "by the end of", "before": an end to be reached."""


Clock = date | None
"""The publication date that relative expressions count from."""
