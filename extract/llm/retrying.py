"""What is sent again, how often, and how long is waited before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_random_exponential
from tenacity.stop import stop_base

from extract.llm.failures import Failure
from extract.llm.meter import Meter

Sleep = Callable[[float], Awaitable[None]]
Reply = TypeVar("Reply")

# Full jitter: a random part of 1 s, 2 s, 4 s ... so that requests that failed together do not come back together.
_BACKOFF = wait_random_exponential(multiplier=1, max=30)


@dataclass(frozen=True, slots=True)
class Patience:
    """How often one request is sent, and what waiting is put up with."""

    attempts: int
    max_retry_after: float
    sleep: Sleep

    async def persist(self, send: Callable[[], Awaitable[Reply]], meter: Meter) -> Reply:
        """What `send` brings back, sent again after passing failures until patience or the document's time is out."""
        retrying = AsyncRetrying(
            retry=retry_if_exception(lambda error: isinstance(error, Failure) and error.again),
            stop=stop_after_attempt(self.attempts) | _Hopeless(self, meter),
            wait=_wait,
            sleep=self.sleep,
            reraise=True,
        )
        try:
            return await retrying(send)
        except Failure as failure:
            attempts = retrying.statistics["attempt_number"]
            reason = self._reason(failure, attempts, meter)
            if reason:
                failure.args = (f"{failure} ({reason})",)
            raise

    def too_long(self, failure: Failure | None, wait: float, meter: Meter) -> str | None:
        """Why a wait is not put up with; None if it is."""
        if failure is not None and failure.asked_wait is not None and failure.asked_wait > self.max_retry_after:
            return f"it asks to wait {failure.asked_wait:.0f} s, more than the {self.max_retry_after:g} s allowed"
        if wait >= meter.remaining():
            return f"the document's deadline of {meter.deadline:g} s leaves no time to ask again"
        return None

    def _reason(self, failure: Failure, attempts: int, meter: Meter) -> str | None:
        if not failure.again:
            return None
        if attempts >= self.attempts:
            return f"asked {attempts} times" if attempts > 1 else None
        return self.too_long(failure, failure.asked_wait or 0.0, meter) or self.too_long(failure, float("inf"), meter)


class _Hopeless(stop_base):
    """Stop before a wait that is longer than patience or the document's time."""

    def __init__(self, patience: Patience, meter: Meter) -> None:
        self._patience = patience
        self._meter = meter

    def __call__(self, retry_state: RetryCallState) -> bool:
        return self._patience.too_long(_failure(retry_state), retry_state.upcoming_sleep, self._meter) is not None


def _wait(state: RetryCallState) -> float:
    failure = _failure(state)
    if failure is not None and failure.replayed:
        return 0.0
    if failure is not None and failure.asked_wait is not None:
        return failure.asked_wait
    if failure is not None and failure.stale and state.attempt_number == 1:
        return 0.0
    return _BACKOFF(state)


def _failure(state: RetryCallState) -> Failure | None:
    error = state.outcome.exception() if state.outcome is not None else None
    return error if isinstance(error, Failure) else None
