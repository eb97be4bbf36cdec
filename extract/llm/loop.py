"""The loop: where the model's client lives, whatever loop or thread its callers have."""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")
Closer = Callable[[], Coroutine[Any, Any, None]]

# Closing connections that nobody answers on must not hold up the end of the process.
_CLOSING_SECONDS = 1.0


class BackgroundLoop:
    """An event loop in a thread of its own, for callers in any thread; it ends with `close`, or with its last user."""

    def __init__(self) -> None:
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="extract-model", daemon=True)
        closers: list[Closer] = []
        thread.start()
        self._loop = loop
        self._closers = closers
        # Runs before the process ends as well, while the thread can still close what it opened.
        self._end = weakref.finalize(self, _stop, loop, thread, closers)

    def at_close(self, closer: Closer) -> None:
        """Await `closer` on the loop before it ends."""
        self._closers.append(closer)

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """The future of `work`, begun on the loop in the caller's context."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for `work`; an interrupt of the caller cancels it."""
        future = self.start(work)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def close(self) -> None:
        """End the loop; what still runs on it is cancelled."""
        self._end()


def _stop(loop: asyncio.AbstractEventLoop, thread: threading.Thread, closers: list[Closer]) -> None:
    ending = asyncio.run_coroutine_threadsafe(_wind_up(closers), loop)
    with suppress(Exception):
        ending.result(_CLOSING_SECONDS)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(_CLOSING_SECONDS)
    if not thread.is_alive():
        loop.close()


async def _wind_up(closers: list[Closer]) -> None:
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    for closer in closers:
        await closer()
