"""What a document says in a schema of the caller's own, each value with the characters it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, JsonValue

from extract.schemas import Document, Run, Span

AnySchema = TypeVar("AnySchema", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Unfilled:
    """A value that was proposed and is not in the result."""

    path: str
    """Where it stood: "investors[0].name"; empty for the whole."""
    reason: str
    proposed: JsonValue


@dataclass(frozen=True, slots=True)
class Filled(Generic[AnySchema]):
    """A schema filled from a document, and where each value stands there."""

    value: AnySchema | None
    """None if the document does not give what the schema requires; `dropped` tells what is missing."""
    spans: Mapping[str, tuple[Span, ...]]
    """For each path ("investors[0].name") the characters its value was read from; several if the document says the
    same in several passages."""
    evidence: Mapping[str, tuple[Span, ...]]
    """For each path the quotes that the model gave for it."""
    judged: tuple[str, ...]
    """The paths of choices and of yes or no: the model's own judgement of its quote, which no parser can check."""
    dropped: tuple[Unfilled, ...]
    """What was proposed and refused, be it that a later answer mended it."""
    document: Document
    run: Run

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader of the value should know."""
        return self.run.warnings

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain values, ready for `json.dumps`."""
        return {
            "value": None if self.value is None else self.value.model_dump(mode="json"),
            "spans": _plain(self.spans),
            "evidence": _plain(self.evidence),
            "judged": list(self.judged),
            "dropped": [{"path": each.path, "reason": each.reason, "proposed": each.proposed} for each in self.dropped],
            "document": self.document.model_dump(mode="json"),
            "run": self.run.model_dump(mode="json"),
        }


def _plain(spans: Mapping[str, tuple[Span, ...]]) -> dict[str, list[dict[str, Any]]]:
    return {path: [span.model_dump(mode="json") for span in each] for path, each in spans.items()}
