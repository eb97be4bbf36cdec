"""Many documents: each one read on its own, so that a bad one costs only itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from extract.errors import UnreadableDocument
from extract.pipeline import Explained, Extractor
from extract.sources import Source


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


def run(sources: Iterable[Source], extractor: Extractor, *, published: date | None = None) -> Iterator[Done | Failed]:
    """The outcome of each source, in order, as soon as it is there."""
    for source in sources:
        try:
            decoded = source.read()
        except UnreadableDocument as error:
            yield Failed(source, str(error))
            continue
        explained = extractor.explain(decoded.text, published=published, source=source.label)
        yield Done(source, explained.with_warnings(decoded.warnings))
