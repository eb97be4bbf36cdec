"""What a whole run may spend on the model: requests, tokens and dollars."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from decimal import Decimal

from extract.errors import BudgetReached
from extract.settings import Settings


@dataclass(frozen=True, slots=True)
class Spent:
    """What a run has spent."""

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: Decimal = Decimal(0)
    """US dollars, of the responses whose price is known."""
    unpriced: int = 0
    """How many responses had no known price."""

    @property
    def tokens(self) -> int:
        """Prompts and answers together."""
        return self.prompt_tokens + self.completion_tokens


class Budget:
    """The limits of a run, shared by all its documents and threads.

    A request is reserved before it is sent, so that no more than `max_requests` are ever sent. Tokens and dollars are
    known only afterwards: they may go over their limit by what was already being asked when it was reached.
    """

    def __init__(
        self, *, max_requests: int | None = None, max_tokens: int | None = None, max_cost: Decimal | None = None
    ) -> None:
        self.max_requests = max_requests
        self.max_tokens = max_tokens
        self.max_cost = max_cost
        self._spent = Spent()
        self._lock = threading.Lock()

    @classmethod
    def of(cls, settings: Settings) -> Budget:
        """The budget that the settings grant."""
        return cls(max_requests=settings.max_requests, max_tokens=settings.max_tokens, max_cost=settings.max_cost)

    @property
    def spent(self) -> Spent:
        """What has been spent so far."""
        return self._spent

    def reserve(self) -> None:
        """Take one request out of the budget, or raise `BudgetReached`."""
        with self._lock:
            reached = self._reached()
            if reached is not None:
                limit, option = reached
                raise BudgetReached(f"the run's limit of {limit} is reached: raise {option} to ask the model further")
            spent = self._spent
            self._spent = Spent(
                spent.requests + 1, spent.prompt_tokens, spent.completion_tokens, spent.cost, spent.unpriced
            )

    def spend(self, prompt_tokens: int, completion_tokens: int, cost: Decimal | None) -> None:
        """Add what one response used."""
        with self._lock:
            spent = self._spent
            self._spent = Spent(
                spent.requests,
                spent.prompt_tokens + prompt_tokens,
                spent.completion_tokens + completion_tokens,
                spent.cost + (cost or 0),
                spent.unpriced + (cost is None),
            )

    def _reached(self) -> tuple[str, str] | None:
        spent = self._spent
        if self.max_requests is not None and spent.requests >= self.max_requests:
            return f"{self.max_requests} requests", "max_requests"
        if self.max_tokens is not None and spent.tokens >= self.max_tokens:
            return f"{self.max_tokens} tokens", "max_tokens"
        if self.max_cost is not None and spent.cost >= self.max_cost:
            return f"${self.max_cost}", "max_cost"
        return None
