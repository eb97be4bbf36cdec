"""Conflicts: what the engines say differently of one thing, and whose word is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from extract.schemas import Period, Place, Span

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Conflict:
    """One disagreement on one field of one item."""

    item: str
    field: str
    rules: object
    llm: object
    kept: Literal["rules'", "model's"]

    def sentence(self, ids: Mapping[str, str], names: Mapping[str, str]) -> str:
        """What a reader of the record is told; `ids` are the final ones, `names` those of participants."""
        rules, llm = (_said(value, names) for value in (self.rules, self.llm))
        return f"{ids[self.item]} {self.field}: rules {rules}, model {llm}; the {self.kept} is kept"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an item of the model is left out; `other` is the item that it only repeats."""

    reason: str
    other: str | None = None

    def sentence(self, ids: Mapping[str, str]) -> str:
        """What a reader of the record is told; `ids` are the final ones."""
        return self.reason if self.other is None else f"{self.reason} {ids[self.other]}"


def _said(value: object, names: Mapping[str, str]) -> str:
    if value is None or value == ():
        return "nothing"
    if isinstance(value, Period):
        return f"{value.start}..{value.end}"
    if isinstance(value, tuple):
        return _cut(", ".join(names.get(str(part), str(part)) for part in value))
    if isinstance(value, Place):
        value = value.name
    elif isinstance(value, Span):
        value = value.text
    return _cut(names.get(str(value), str(value)))


def _cut(value: str) -> str:
    flat = " ".join(value.split())
    return repr(flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…")
