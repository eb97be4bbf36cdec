"""What one document's conversation has used: requests, tokens, dollars and time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from extract.llm.knowledge import Knowledge
from extract.schemas import Usage


@dataclass(slots=True)
class Meter:
    """The usage of one document, counted from every response, and the time it has left."""

    clock: Callable[[], float]
    deadline: float
    """Seconds that the document may take, from when the meter was made."""
    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: Decimal | None = None
    """US dollars; None as long as nothing was counted, and once a response had no known price."""
    warnings: list[str] = field(default_factory=list)
    """What a reader of the record should know about how the model answered; each once."""
    knowledge: Knowledge | None = None
    """What this document has learned about the endpoint, if its conversation is on a tape."""
    _started: float = field(init=False)
    _priced: bool = field(default=True, init=False)

    def __post_init__(self) -> None:
        self._started = self.clock()

    def remaining(self) -> float:
        """Seconds until the document's deadline; negative after it."""
        return self._started + self.deadline - self.clock()

    def count(self, prompt_tokens: int, completion_tokens: int, cost: Decimal | None) -> None:
        """Add what one response used."""
        self.prompt_tokens += prompt_tokens
        self.completion_tokens += completion_tokens
        # A sum that leaves a response out would pass for the whole.
        self._priced = self._priced and cost is not None
        self.cost = (self.cost or Decimal(0)) + cost if self._priced and cost is not None else None

    def warn(self, warning: str) -> None:
        """Note `warning`, once."""
        if warning not in self.warnings:
            self.warnings.append(warning)

    def usage(self) -> Usage:
        """The usage as a record states it."""
        return Usage(prompt_tokens=self.prompt_tokens, completion_tokens=self.completion_tokens, cost_usd=self.cost)
