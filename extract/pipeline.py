"""The pipeline: one document's text in, its record out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from pydantic import ValidationError

from extract import __version__
from extract.errors import WrongCall
from extract.rules import engine as rules
from extract.rules.engine import Firing
from extract.schemas import Document, Extraction, Run
from extract.settings import Engine, Settings
from extract.text import reader
from extract.text.page import Page

NO_MODEL = "no model configured: this version reads with its rules alone"

NO_TEXT = "there is no text in this document"


@dataclass(frozen=True, slots=True)
class Explained:
    """A record, and why each of its items is in it."""

    record: Extraction
    firings: tuple[Firing, ...]

    def with_warnings(self, warnings: tuple[str, ...]) -> Explained:
        """The same, with more for the record's reader to know, said first."""
        if not warnings:
            return self
        run = self.record.run.model_copy(update={"warnings": (*warnings, *self.record.run.warnings)})
        return replace(self, record=self.record.model_copy(update={"run": run}))


@dataclass(frozen=True, slots=True)
class Extractor:
    """Reads documents, all with the same settings; may be shared by threads and sent to other processes."""

    settings: Settings = field(default_factory=Settings)

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
        if isinstance(published, datetime):
            published = published.date()
        page = reader.read(text, published=published, language=language)
        document = _document(page, source, id)
        findings = rules.read(page)
        fell_back = self.settings.engine == "auto"
        record = Extraction(
            document=document,
            participants=findings.participants,
            meetings=findings.meetings,
            figures=findings.figures,
            agreements=findings.agreements,
            run=Run(
                engine="rules",
                library_version=__version__,
                fallback=fell_back,
                fallback_reason=NO_MODEL if fell_back else None,
                warnings=(*page.warnings, *findings.warnings, *(() if page.text.strip() else (NO_TEXT,))),
                dropped=findings.dropped,
                uncovered=findings.uncovered,
            ),
        )
        return Explained(record, findings.firings)


def _document(page: Page, source: str | None, id: str | None) -> Document:
    sha256 = hashlib.sha256(page.text.encode("utf-8")).hexdigest()
    try:
        return Document(
            id=sha256[:16] if id is None else id,
            source=source,
            title=None if page.title is None else " ".join(page.text[slice(*page.title)].split()),
            published=page.published,
            language=page.language,
            sha256=sha256,
            text=page.text,
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise WrongCall(f"{first['loc'][0]}: {first['msg']}") from error


def extract(
    text: str,
    *,
    engine: Engine = "auto",
    published: date | None = None,
    source: str | None = None,
    id: str | None = None,
    language: str | None = None,
) -> Extraction:
    """Return what `text` says: who met whom, which figures were stated, what was agreed, each with its characters.

    `published` is the publication date ("last year" counts from it) and `language` the language (ISO 639-1); given,
    they win over what the text says. `source` and `id` go into the record as they are; without an id the document
    gets one from its content.

    With engine "rules" the deterministic rules read. "auto" is for the best engine that is configured; this version
    has no other than the rules, so they answer, and the record says so: `run.fallback` is true, `run.fallback_reason`
    tells why.

    >>> record = extract("Trade between the two countries grew by 27% to $14.7 billion.", engine="rules")
    >>> [(figure.number.text, figure.value) for figure in record.figures]
    [('27%', Decimal('27')), ('$14.7 billion', Decimal('14700000000'))]
    >>> record.run.engine, record.run.fallback
    ('rules', False)
    """
    extractor = Extractor(Settings(engine=engine))
    return extractor.extract(text, published=published, source=source, id=id, language=language)
