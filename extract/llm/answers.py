"""Reading an answer: whole, in the items that are sound, or as far as it goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic

from pydantic import JsonValue

from extract.llm.proposal import AnyAnswer


@dataclass(frozen=True, slots=True)
class Rejected:
    """A list item that broke the schema and that asking again did not mend."""

    path: str
    """Where it stood: "figures[3]"."""
    reason: str
    item: dict[str, JsonValue]
    """The item as the model wrote it; what is no object stands under "value"."""

    @property
    def field(self) -> str:
        """The list it stood in: "figures"."""
        return self.path.partition("[")[0]


@dataclass(frozen=True, slots=True)
class Answer(Generic[AnyAnswer]):
    """What the model answered."""

    value: AnyAnswer
    cut: bool = False
    """Whether the answer was too long and ends early: `value` holds the list items that were complete."""
    rejected: tuple[Rejected, ...] = ()
