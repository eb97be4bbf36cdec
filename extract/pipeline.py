"""The pipeline: one document's text in, its record out, by the engine that was asked for."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, overload

from pydantic import BaseModel

from extract import __version__
from extract.errors import MissingExtra, ModelUnavailable, NoModel, WrongCall
from extract.extras import missing
from extract.llm.custom.filled import AnySchema, Filled
from extract.llm.custom.shape import shape_of
from extract.records import Explained, Opened, by_rules, document_of, emptiness, unanswered, with_facts, with_model
from extract.rules import engine as rules
from extract.schemas import Extraction, Run
from extract.schemas.items import Item, Items
from extract.settings import Engine, Settings
from extract.text import reader

if TYPE_CHECKING:
    from openai import AsyncOpenAI, OpenAI

    from extract.llm.loop import BackgroundLoop
    from extract.llm.meter import Meter
    from extract.llm.model import Model

Tell = Callable[[Items], None]
T = TypeVar("T")


class Extractor:
    """Reads documents, all with the same settings; may be shared by threads and sent to other processes.

    `client` is an `openai.AsyncOpenAI` or `openai.OpenAI` to ask through instead of one made from the settings. Close
    an extractor that asked a model, or use it in a `with` block (`async with` on an event loop), to give back its
    connections.
    """

    def __init__(self, settings: Settings | None = None, *, client: AsyncOpenAI | OpenAI | None = None) -> None:
        self.settings = Settings() if settings is None else settings
        self._client = client
        self._lock = Lock()
        self._model: Model | None = None
        self._loop: BackgroundLoop | None = None
        if self.settings.engine in ("llm", "hybrid"):
            self._require_model(f"engine {self.settings.engine!r}")

    # ------------------------------------------------------------ reading

    def extract(
        self,
        text: str,
        *,
        published: date | None = None,
        source: str | None = None,
        id: str | None = None,
        language: str | None = None,
    ) -> Extraction:
        """What `text` says; the arguments are those of `extract.extract`."""
        return self.explain(text, published=published, source=source, id=id, language=language).record

    def explain(
        self,
        text: str,
        *,
        published: date | None = None,
        source: str | None = None,
        id: str | None = None,
        language: str | None = None,
    ) -> Explained:
        """What `text` says, with the rule that found each item and the passage it matched."""
        opened = self._open(text, published, source, id, language)
        if (reason := self._reason_for_rules()) is not None or self.settings.engine == "rules":
            return by_rules(opened, reason)
        return self._background().run(self._complete(opened, _nobody))

    async def aextract(
        self,
        text: str,
        *,
        published: date | None = None,
        source: str | None = None,
        id: str | None = None,
        language: str | None = None,
    ) -> Extraction:
        """The same record as `extract`, without blocking the event loop while the model answers."""
        opened = await asyncio.to_thread(self._open, text, published, source, id, language)
        if (reason := self._reason_for_rules()) is not None or self.settings.engine == "rules":
            return by_rules(opened, reason).record
        return (await self._there(self._complete(opened, _nobody))).record

    def iterate(
        self,
        text: str,
        *,
        published: date | None = None,
        source: str | None = None,
        id: str | None = None,
        language: str | None = None,
    ) -> ItemStream:
        """The items of `text` as they are verified, and then the record."""
        return ItemStream(self, (text, published, source, id, language))

    # ------------------------------------------------------------ schemas of the user's own

    def fill(
        self,
        text: str,
        schema: type[AnySchema],
        *,
        published: date | None = None,
        source: str | None = None,
        id: str | None = None,
        language: str | None = None,
    ) -> Filled[AnySchema]:
        """What `text` says in a schema of your own, each value with its characters; `extract.extract` tells more.

        `NoModel` if no model is configured, `ModelUnavailable` if it does not answer: no rule knows your schema.
        """
        self._require_model_for(schema)
        opened = self._open(text, published, source, id, language, with_rules=False)
        return self._background().run(self._fill(opened, schema))

    async def afill(
        self,
        text: str,
        schema: type[AnySchema],
        *,
        published: date | None = None,
        source: str | None = None,
        id: str | None = None,
        language: str | None = None,
    ) -> Filled[AnySchema]:
        """The same as `fill`, without blocking the event loop while the model answers."""
        self._require_model_for(schema)
        opened = await asyncio.to_thread(self._open, text, published, source, id, language, with_rules=False)
        return await self._there(self._fill(opened, schema))

    async def _fill(self, opened: Opened, schema: type[AnySchema]) -> Filled[AnySchema]:
        model = self._asked()
        meter = model.meter()
        answered = await model.fill(opened.document.id, schema, opened.reading, meter)
        if answered.unanswered:
            raise ModelUnavailable(unanswered(answered))
        warnings = (*opened.page.warnings, *emptiness(opened.page), *answered.warnings)
        facts = with_facts(self._facts(model, meter), warnings)
        outcome = answered.outcome
        return Filled(
            value=outcome.value,
            spans=outcome.spans,
            evidence=outcome.evidence,
            judged=tuple(outcome.judged),
            dropped=answered.dropped,
            document=opened.document,
            run=Run(engine="llm", library_version=__version__, **facts),
        )

    def _require_model_for(self, schema: type[BaseModel]) -> None:
        """Refuse a schema that cannot be filled, before anything is read."""
        if self.settings.engine == "rules":
            raise WrongCall("a schema of your own needs a model, no rule knows it: choose engine 'llm' or 'auto'")
        shape_of(schema)
        self._require_model("a schema of your own needs a model")

    # ------------------------------------------------------------ the steps of a document

    def _open(
        self,
        text: str,
        published: date | None,
        source: str | None,
        id: str | None,
        language: str | None,
        *,
        with_rules: bool = True,
    ) -> Opened:
        if isinstance(published, datetime):
            published = published.date()
        page = reader.read(text, published=published, language=language)
        document = document_of(page, source, id)
        if self.settings.engine == "llm" or not with_rules:
            return Opened(page, document, rules.open_reading(page), None)
        findings = rules.read(page)
        return Opened(page, document, findings.reading, findings)

    async def _complete(self, opened: Opened, tell: Tell) -> Explained:
        """The record with what the model adds; without a model's answer, the rules' own."""
        model = self._asked()
        meter = model.meter()
        try:
            answered = await model.read(opened.document.id, opened.reading, meter, tell)
        except ModelUnavailable as error:
            if opened.findings is None:
                raise
            return by_rules(opened, str(error), self._facts(model, meter))
        if opened.findings is None and answered.unanswered:
            raise ModelUnavailable(unanswered(answered))
        return with_model(opened, answered, self._facts(model, meter))

    def _facts(self, model: Model, meter: Meter) -> dict[str, Any]:
        return {
            "model": self.settings.model,
            "prompt_version": model.prompts.version,
            "usage": meter.usage(),
            "warnings": tuple(meter.warnings),
        }

    # ------------------------------------------------------------ the model

    def _reason_for_rules(self) -> str | None:
        """Why "auto" reads with the rules; None if a model is there to be asked."""
        if self.settings.engine != "auto":
            return None
        if (reason := self._model_missing()) is not None:
            return reason
        library = missing("llm")
        return None if library is None else str(MissingExtra(library, "llm"))

    def _require_model(self, wanted_by: str) -> None:
        if (reason := self._model_missing()) is not None:
            raise NoModel(f"{wanted_by}: {reason}")
        if (library := missing("llm")) is not None:
            raise MissingExtra(library, "llm")

    def _model_missing(self) -> str | None:
        """What to set so that a model can be asked; a client of one's own and a cassette need no key."""
        if self.settings.model is not None and (self._client is not None or _is_replayed()):
            return None
        return self.settings.model_missing

    def _asked(self) -> Model:
        with self._lock:
            if self._model is None:
                from extract.llm.model import Model

                self._model = Model(self.settings, self._client)
            return self._model

    def _background(self) -> BackgroundLoop:
        model = self._asked()
        with self._lock:
            if self._loop is None:
                from extract.llm.loop import BackgroundLoop

                self._loop = BackgroundLoop()
                self._loop.at_close(model.client.aclose)
            return self._loop

    async def _there(self, work: Coroutine[Any, Any, T]) -> T:
        """Await `work` where the connections are: on the background loop, or on that of a client handed in."""
        if self._belongs_to_caller():
            return await work
        return await asyncio.wrap_future(self._background().start(work))

    def _belongs_to_caller(self) -> bool:
        """Whether the connections are those of an `AsyncOpenAI` that was handed in: they live on its owner's loop."""
        return hasattr(self._client, "__aenter__")

    def close(self) -> None:
        """Close the connections to the model; the next document opens new ones."""
        with self._lock:
            loop = self._loop
            self._model = self._loop = None
        if loop is not None:
            loop.close()

    async def aclose(self) -> None:
        """The same as `close`, for an event loop."""
        with self._lock:
            model = self._model
        if model is not None and self._belongs_to_caller():
            await model.client.aclose()
        await asyncio.to_thread(self.close)

    def __enter__(self) -> Extractor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def __aenter__(self) -> Extractor:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def __getstate__(self) -> Settings:
        if self._client is not None:
            raise WrongCall("an Extractor with a client of its own cannot be sent to another process: give it settings")
        return self.settings

    def __setstate__(self, settings: Settings) -> None:
        self.__init__(settings)  # type: ignore[misc]


class ItemStream:
    """A document's items, each as soon as it is verified: the rules' at once, the model's answer by answer.

    They are as their engine found them, with ids of their own; `record` unites them once they are through.
    """

    def __init__(
        self, extractor: Extractor, document: tuple[str, date | None, str | None, str | None, str | None]
    ) -> None:
        self._extractor = extractor
        self._document = document
        self._explained: Explained | None = None

    @property
    def record(self) -> Extraction:
        """The record; reads what has not been read yet."""
        if self._explained is None:
            for _ in self:
                pass
        assert self._explained is not None
        return self._explained.record

    def __iter__(self) -> Iterator[Item]:
        extractor = self._extractor
        opened = extractor._open(*self._document)
        if opened.findings is not None:
            yield from opened.findings.items
        if (reason := extractor._reason_for_rules()) is not None or extractor.settings.engine == "rules":
            self._explained = by_rules(opened, reason)
            return
        found: SimpleQueue[Items | None] = SimpleQueue()
        future = extractor._background().start(extractor._complete(opened, found.put))
        future.add_done_callback(lambda _: found.put(None))
        try:
            while (items := found.get()) is not None:
                yield from items
        finally:
            future.cancel()
        self._explained = future.result()


def _is_replayed() -> bool:
    """Whether the answers come from a cassette; one can only be in use if the module that knows of them is loaded."""
    wire = sys.modules.get("extract.llm.wire")
    tape = None if wire is None else wire.current_tape()
    return tape is not None and tape.replaying


def _nobody(_: Items) -> None:
    """Nobody is told of items before the record is there."""


# ---------------------------------------------------------------- functions


@lru_cache(maxsize=8)
def _extractor(settings: Settings) -> Extractor:
    return Extractor(settings)


def _configured(engine: Engine | None) -> Extractor:
    settings = Settings.from_env()
    return _extractor(settings if engine is None else replace(settings, engine=engine))


@overload
def extract(
    text: str,
    *,
    schema: None = None,
    engine: Engine | None = None,
    published: date | None = None,
    source: str | None = None,
    id: str | None = None,
    language: str | None = None,
) -> Extraction: ...
@overload
def extract(
    text: str,
    *,
    schema: type[AnySchema],
    engine: Engine | None = None,
    published: date | None = None,
    source: str | None = None,
    id: str | None = None,
    language: str | None = None,
) -> Filled[AnySchema]: ...
def extract(
    text: str,
    *,
    schema: type[AnySchema] | None = None,
    engine: Engine | None = None,
    published: date | None = None,
    source: str | None = None,
    id: str | None = None,
    language: str | None = None,
) -> Extraction | Filled[AnySchema]:
    """Return what `text` says: who met whom, which figures were stated, what was agreed, each with its characters.

    `published` is the publication date ("last year" counts from it) and `language` the language (ISO 639-1); given,
    they win over what the text says. `source` and `id` go into the record as they are; without an id the document
    gets one from its content.

    With engine "rules" the deterministic rules read. With "hybrid" a language model reads as well, the one that the
    environment configures (`EXTRACT_MODEL`, and `OPENAI_API_KEY` or `OPENAI_BASE_URL`), and what the two found becomes
    one record; with "llm" the model reads alone. "auto", the default, is hybrid if a model is configured. Where a model
    is wanted and does not answer, the rules answer and the record says so: `run.fallback` is true and
    `run.fallback_reason` tells why; "llm" raises `ModelUnavailable` instead.

    With `schema`, a pydantic model of your own, the model fills that and the result is a `Filled`: each value is read
    from words that the document says, and what it does not say is None, or left out of its list, or, where the schema
    requires it, makes the whole `value` None, with the reasons in `dropped`. There are no rules for it, so there is no
    fallback: `NoModel` if no model is configured, `ModelUnavailable` if it does not answer.

    >>> record = extract("Trade between the two countries grew by 27% to $14.7 billion.", engine="rules")
    >>> [(figure.number.text, figure.value) for figure in record.figures]
    [('27%', Decimal('27')), ('$14.7 billion', Decimal('14700000000'))]
    >>> record.run.engine, record.run.fallback
    ('rules', False)
    """
    if schema is not None:
        extractor = _configured(engine)
        return extractor.fill(text, schema, published=published, source=source, id=id, language=language)
    return _configured(engine).extract(text, published=published, source=source, id=id, language=language)


@overload
async def aextract(
    text: str,
    *,
    schema: None = None,
    engine: Engine | None = None,
    published: date | None = None,
    source: str | None = None,
    id: str | None = None,
    language: str | None = None,
) -> Extraction: ...
@overload
async def aextract(
    text: str,
    *,
    schema: type[AnySchema],
    engine: Engine | None = None,
    published: date | None = None,
    source: str | None = None,
    id: str | None = None,
    language: str | None = None,
) -> Filled[AnySchema]: ...
async def aextract(
    text: str,
    *,
    schema: type[AnySchema] | None = None,
    engine: Engine | None = None,
    published: date | None = None,
    source: str | None = None,
    id: str | None = None,
    language: str | None = None,
) -> Extraction | Filled[AnySchema]:
    """The same as `extract`, for use on an event loop."""
    if schema is not None:
        extractor = _configured(engine)
        return await extractor.afill(text, schema, published=published, source=source, id=id, language=language)
    return await _configured(engine).aextract(text, published=published, source=source, id=id, language=language)


def extract_iter(
    text: str,
    *,
    engine: Engine | None = None,
    published: date | None = None,
    source: str | None = None,
    id: str | None = None,
    language: str | None = None,
) -> ItemStream:
    """The same as `extract`, item by item as they are verified; the stream's `record` is what `extract` returns.

    >>> stream = extract_iter("Trade between the two countries grew by 27% to $14.7 billion.", engine="rules")
    >>> [item.id for item in stream], len(stream.record.figures)
    (['f1', 'f2'], 2)
    """
    return _configured(engine).iterate(text, published=published, source=source, id=id, language=language)
