"""The parameters of a request beside its messages, and how they change when an endpoint refuses one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

import httpx2

SEED = 20240229
"""Any number would do, as long as it stays: the same request gets the same answer where an endpoint honours it."""

# OpenAI's models that reason take neither a temperature nor a seed.
_REASONING = re.compile(r"(?:o\d|gpt-5(?!-chat)|gpt-[6-9])")

_REFUSED = re.compile(
    r"unsupported|not supported|unrecognized|unknown|not permitted|not allowed|not available|unexpected|extra"
    r"|does not support|only the default|invalid|deprecated|cannot",
    re.IGNORECASE,
)

# In the order in which a message names them, the first is the one it is about.
_NAMES = re.compile(
    r"\b(temperature|seed|max_completion_tokens|max_tokens|response_format|json_schema|strict|schema)\b"
)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Which parameters an endpoint gets."""

    temperature: bool = True
    seed: bool = True
    limit: str | None = "max_tokens"
    """The name of the parameter that limits the answer."""
    plain: bool = False
    """Whether the schema is sent without asking for strictness, in the subset that most servers read."""

    def values(self, max_answer_tokens: int) -> dict[str, Any]:
        """The parameters as they stand in a request."""
        values: dict[str, Any] = {}
        if self.temperature:
            values["temperature"] = 0
        if self.seed:
            values["seed"] = SEED
        if self.limit is not None:
            values[self.limit] = max_answer_tokens
        return values

    def without(self, refused: str, parameter: str | None = None) -> tuple[Parameters, str] | None:
        """The parameters to try after an endpoint's complaint, and what changed; None if it is about something else.

        A complaint may quote the document, and that may be about seed: a `parameter` it names is the one it means.
        """
        if not _REFUSED.search(refused):
            return None
        for name in _NAMES.findall(parameter or refused):
            if name == "temperature" and self.temperature:
                return replace(self, temperature=False), "the endpoint takes no temperature: answers may vary"
            if name == "seed" and self.seed:
                return replace(self, seed=False), "the endpoint takes no seed: answers may vary"
            if name == self.limit == "max_tokens":
                return replace(self, limit="max_completion_tokens"), "the endpoint takes max_completion_tokens"
            if name == self.limit == "max_completion_tokens":
                return replace(self, limit=None), "the endpoint takes no limit of the answer's length"
            if name in ("response_format", "json_schema", "strict", "schema") and not self.plain:
                return replace(self, plain=True), "the endpoint takes no strict schema: answers may need asking again"
        return None


def parameters(url: str, model: str) -> Parameters:
    """The parameters for `model` at `url`, as far as they are known before asking."""
    if not is_openai(url):
        return Parameters()
    reasons = _REASONING.match(model.removeprefix("ft:")) is not None
    return Parameters(temperature=not reasons, seed=not reasons, limit="max_completion_tokens")


def is_openai(url: str) -> bool:
    """Whether the endpoint is OpenAI's own, or Microsoft's of the same models."""
    host = httpx2.URL(url).host
    return host == "api.openai.com" or host.endswith((".api.openai.com", ".openai.azure.com"))
