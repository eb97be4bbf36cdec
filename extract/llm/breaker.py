"""The circuit breaker: an endpoint that fails again and again is left alone for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extract.errors import ModelUnavailable
from extract.llm.failures import Failure


class Breaker:
    """Counts an endpoint's failures in a row; after `failures` of them nothing is sent for `pause` seconds.

    Then one request probes the endpoint: its success ends the pause, its failure begins another.
    """

    def __init__(self, failures: int, pause: float, clock: Callable[[], float]) -> None:
        self._limit = failures
        self._pause = pause
        self._clock = clock
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._cause = ""
        self._opened: float | None = None
        self._probing = False

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Let a request through and note how it ends; `ModelUnavailable` while the endpoint is left alone."""
        probe = self._admit()
        try:
            yield
        except Failure as failure:
            if failure.endpoint:
                self._failed(str(failure))
            raise
        else:
            self._succeeded()
        finally:
            if probe:
                self._probing = False

    def _admit(self) -> bool:
        """Whether the request is a probe."""
        with self._lock:
            if self._opened is None:
                return False
            waited = self._clock() - self._opened
            if waited >= self._pause and not self._probing:
                self._probing = True
                return True
            rest = f"for another {self._pause - waited:.0f} s" if waited < self._pause else "until one request succeeds"
            raise ModelUnavailable(
                f"the endpoint is left alone {rest}, after {self._in_a_row} failures in a row; the last: {self._cause}"
            )

    def _failed(self, cause: str) -> None:
        with self._lock:
            self._in_a_row += 1
            self._cause = cause
            if self._in_a_row >= self._limit:
                self._opened = self._clock()

    def _succeeded(self) -> None:
        with self._lock:
            self._in_a_row = 0
            self._opened = None
