"""A number that quantifies the world."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from extract.schemas.item import CountryCode, FigureId, Item, ParticipantId
from extract.schemas.period import Period
from extract.schemas.span import Span

FigureKind = Literal["money", "percent", "count", "quantity", "ratio"]
Qualifier = Literal["exact", "about", "over", "under", "up_to"]
Aspect = Literal["level", "change", "share"]
Direction = Literal["increase", "decrease"]
FigureStatus = Literal["actual", "target", "forecast"]


_PLAIN = r"-?[0-9]+(\.[0-9]+)?"
_PLAIN_DIGITS = re.compile(_PLAIN)
_CURRENCY = re.compile(r"[A-Z]{3}")


def _exact_decimal(value: Any) -> Any:
    """Accept a Decimal or its plain digits; refuse floats, exponents and what is not finite."""
    if isinstance(value, str):
        if _PLAIN_DIGITS.fullmatch(value) is None:
            raise ValueError(f"{value[:40]!r} is not written in plain digits, like '14700000000'")
        return Decimal(value)
    if not isinstance(value, Decimal):
        raise ValueError("expected a Decimal or a string of plain digits, never a float")
    if not value.is_finite():
        raise ValueError("expected a finite number")
    return value


ExactDecimal = Annotated[
    Decimal,
    BeforeValidator(_exact_decimal),
    PlainSerializer(lambda value: format(value, "f"), return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": f"^{_PLAIN}$"}),
]
"""A decimal that is written as a string of plain digits, so that no reader rounds it."""


class Figure(Item):
    """One number of the text with what it measures, when, for whom and who says so."""

    id: FigureId = Field(description="Unique in the record: f1, f2, ...")
    kind: FigureKind = Field(description="money, percent, count, quantity or ratio")
    value: ExactDecimal = Field(description="Magnitude applied: '14700000000'; the lower end of a range")
    high: ExactDecimal | None = Field(default=None, description="Upper end of a range: '3 to 5 million'")
    unit: str = Field(
        min_length=1,
        description="ISO 4217 for money; '%'; 'x' for ratios; the counted noun, singular; the physical unit",
    )
    qualifier: Qualifier = Field(default="exact", description="exact, about, over, under or up_to")
    metric: str | None = Field(default=None, description="The noun phrase that says what is measured: 'trade turnover'")
    aspect: Aspect = Field(default="level", description="level, change or share")
    direction: Direction | None = Field(default=None, description="increase or decrease; null unless a change")
    period: Period | None = Field(default=None, description="The time measured")
    status: FigureStatus = Field(default="actual", description="actual, target or forecast")
    parties: tuple[CountryCode, ...] = Field(default=(), description="The countries the figure is about")
    speaker: ParticipantId | None = Field(
        default=None, description="The participant the statement is attributed to; null in the reporter's voice"
    )
    number: Span = Field(description="Exactly the number with its currency, magnitude and unit")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.high is not None and self.high < self.value:
            raise ValueError(f"the range ends at {self.high}, below its start {self.value}")
        if self.direction is not None and self.aspect != "change":
            raise ValueError(f"a {self.aspect} has no direction; only a change does")
        if not _unit_fits(self.kind, self.unit):
            raise ValueError(f"{self.unit!r} is not a unit of kind {self.kind}")
        return self


def _unit_fits(kind: FigureKind, unit: str) -> bool:
    if kind == "money":
        return _CURRENCY.fullmatch(unit) is not None
    if kind == "percent":
        return unit == "%"
    return kind != "ratio" or unit == "x"
