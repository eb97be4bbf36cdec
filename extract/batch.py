"""Many documents: each one read on its own, so that a bad one costs only itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from contextvars import Context, copy_context
from dataclasses import dataclass
from datetime import date
from queue import SimpleQueue
from threading import Thread

from extract.errors import CassetteError, ExtractError, ModelUnavailable, UnreadableDocument
from extract.pipeline import Extractor
from extract.records import Explained
from extract.sources import Source

# So many documents for each thread may be read ahead of a slow one: the threads stay busy, the memory stays small.
_AHEAD = 16


@dataclass(frozen=True, slots=True)
class Done:
    """A document that was read."""

    source: Source
    explained: Explained


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that was not read, and why."""

    source: Source
    reason: str
    error: ExtractError | None = None


Outcome = Done | Failed


def run(
    sources: Iterable[Source],
    extractor: Extractor,
    *,
    published: date | None = None,
    cassette: Callable[[str, str], AbstractContextManager[object]] = lambda *_: nullcontext(),
) -> Iterator[Outcome]:
    """The outcome of each source, in order, as soon as it is there.

    Where a model reads, as many documents are read at once as the settings say. `cassette` gives the cassette of a
    document, by its name and its text; its conversation is recorded there, or replayed from it.
    """

    def read(source: Source) -> Outcome:
        try:
            decoded = source.read()
            with cassette(source.label, decoded.text):
                explained = extractor.explain(decoded.text, published=published, source=source.label)
        except (UnreadableDocument, ModelUnavailable, CassetteError) as error:
            return Failed(source, str(error), error)
        return Done(source, explained.with_warnings(decoded.warnings))

    settings = extractor.settings
    if settings.asks_model and settings.concurrency > 1:
        return _at_once(read, sources, settings.concurrency)
    return map(read, sources)


def _at_once(read: Callable[[Source], Outcome], sources: Iterable[Source], count: int) -> Iterator[Outcome]:
    """`read` of each source, in order; `count` threads read, and not far ahead of what is asked for."""
    threads = _Threads(read, count)
    window: deque[Future[Outcome]] = deque()
    try:
        for source in sources:
            window.append(threads.begin(source))
            while window and (window[0].done() or len(window) >= count * _AHEAD):
                yield window.popleft().result()
        while window:
            yield window.popleft().result()
    finally:
        threads.stop()


class _Threads:
    """Threads that nobody waits for: an executor's would hold up the process after Ctrl-C while a model answers."""

    def __init__(self, read: Callable[[Source], Outcome], count: int) -> None:
        self._read = read
        self._count = count
        self._threads: list[Thread] = []
        self._tasks: SimpleQueue[tuple[Context, Source, Future[Outcome]] | None] = SimpleQueue()
        self._stopped = False

    def begin(self, source: Source) -> Future[Outcome]:
        """The outcome of `source`, once a thread has read it in the context of this call."""
        future: Future[Outcome] = Future()
        self._tasks.put((copy_context(), source, future))
        if len(self._threads) < self._count:
            self._threads.append(Thread(target=self._work, name="extract", daemon=True))
            self._threads[-1].start()
        return future

    def stop(self) -> None:
        """Begin with no other source; what is being read is left to its end."""
        self._stopped = True
        for _ in self._threads:
            self._tasks.put(None)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None and not self._stopped:
            context, source, future = task
            try:
                future.set_result(context.run(self._read, source))
            except BaseException as error:
                future.set_exception(error)
