"""Asking an endpoint once, by a tiny question, how it can be made to answer in a schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict

from extract.llm.modes import Message
from extract.settings import AnswerMode

QUESTION: list[Message] = [
    {"role": "system", "content": "You answer in one word."},
    {"role": "user", "content": "What colour is a clear sky at noon?"},
]

MAX_TOKENS = 1024
"""For the answer of a probe: one word, and what a model that thinks aloud says before it."""

TRIED: tuple[AnswerMode, ...] = ("json_schema", "tools")
"""The modes that are tried, the best first; "md_json" asks nothing of an endpoint."""


class Colour(BaseModel):
    """The colour asked for."""

    model_config = ConfigDict(extra="forbid")

    # Nobody says this of the sky: who does was made to by the schema.
    shade: Literal["isabelline-47"]


@dataclass(frozen=True, slots=True)
class Trial:
    """What one mode gave."""

    mode: AnswerMode
    honoured: bool
    outcome: str
    """In words: "honoured", "ignored", or what the endpoint said."""
    seconds: float


@dataclass(frozen=True, slots=True)
class Probe:
    """What an endpoint can do."""

    mode: AnswerMode
    """The best mode it honours."""
    trials: tuple[Trial, ...]
    prompt_tokens: int
    completion_tokens: int

    @property
    def seconds(self) -> float:
        """How long all trials took."""
        return sum(trial.seconds for trial in self.trials)
