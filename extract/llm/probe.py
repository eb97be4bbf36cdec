"""Asking an endpoint once, by a tiny question, how it can be made to answer in a schema."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from extract.llm.answers import BrokenAnswer, read
from extract.llm.failures import Failure
from extract.llm.modes import Message
from extract.settings import AnswerMode

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

QUESTION: list[Message] = [
    {"role": "system", "content": "You answer in one word."},
    {"role": "user", "content": "What colour is a clear sky at noon?"},
]

MAX_TOKENS = 1024
"""For the answer of a probe: one word, and what a model that thinks aloud says before it."""

TRIED: tuple[AnswerMode, ...] = ("json_schema", "tools")
"""The modes that are tried, the best first; "md_json" asks nothing of an endpoint."""

# What an endpoint answers to a mode it does not know; some say 404 or 500 where they mean 400.
_REFUSED_MODE = frozenset({400, 404, 422, 500, 501})


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

    trials: tuple[Trial, ...]
    prompt_tokens: int
    completion_tokens: int

    @property
    def mode(self) -> AnswerMode:
        """The best mode it honours."""
        for trial in self.trials:
            if trial.honoured:
                return trial.mode
        return "md_json"

    @property
    def seconds(self) -> float:
        """How long all trials took."""
        return sum(trial.seconds for trial in self.trials)


async def try_modes(
    honoured: Callable[[AnswerMode], Awaitable[bool]], clock: Callable[[], float], *, every: bool
) -> tuple[Trial, ...]:
    """What each mode gave: up to the first that is honoured, or with `every` all of them."""
    trials: list[Trial] = []
    refusals: list[Failure] = []
    for mode in TRIED:
        started = clock()
        try:
            is_honoured = await honoured(mode)
            outcome = "honoured" if is_honoured else "ignored"
        except Failure as failure:
            if failure.status not in _REFUSED_MODE:
                raise
            refusals.append(failure)
            is_honoured, outcome = False, str(failure)
        trials.append(Trial(mode, is_honoured, outcome, clock() - started))
        if is_honoured and not every:
            break
    # Who refuses whatever is asked has said nothing about modes.
    if len(refusals) == len(TRIED):
        raise refusals[0]
    return tuple(trials)


def honours(mode: AnswerMode, completion: ChatCompletion) -> bool:
    """Whether the answer is the one that only the schema can have made the model give."""
    try:
        read(mode, completion, Colour)
    except BrokenAnswer:
        return False
    return True
