"""Records: what was read of a document by rules and model, made into its record."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from extract import __version__
from extract.coverage import uncovered
from extract.errors import WrongCall
from extract.reconcile import reconcile, unite
from extract.rules.engine import Findings, Firing
from extract.rules.reading import Reading
from extract.schemas import Document, Dropped, Extraction, Run
from extract.schemas.items import Item, Items
from extract.text.page import Page

if TYPE_CHECKING:
    from extract.llm.custom.conversation import Answered as AnsweredForm
    from extract.llm.engine import Answered

NO_TEXT = "there is no text in this document"
_MODEL_RULE = "model"
"""What stands for the rule that fired where the model alone found an item."""


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
class Opened:
    """A document as the library itself reads it, before any model is asked."""

    page: Page
    document: Document
    reading: Reading
    findings: Findings | None
    """What the rules found; None if only a model is to read."""


def by_rules(opened: Opened, reason: str | None, facts: dict[str, Any] | None = None) -> Explained:
    """The rules' own record; `reason` tells why a model that was wanted has no part in it."""
    findings = opened.findings
    assert findings is not None
    run = Run(
        engine="rules",
        library_version=__version__,
        fallback=reason is not None,
        fallback_reason=reason,
        dropped=findings.dropped,
        uncovered=uncovered(opened.reading, findings.items),
        **with_facts(facts, (*opened.page.warnings, *findings.warnings, *emptiness(opened.page))),
    )
    return Explained(_record(opened, findings.items, run), findings.firings)


def with_model(opened: Opened, answered: Answered, facts: dict[str, Any]) -> Explained:
    """The record of the model's items, united with the rules' where those read as well."""
    text = opened.page.text
    items = unite(answered.parts, text)
    findings = opened.findings
    dropped: list[Dropped] = list(answered.dropped)
    conflicts: tuple[str, ...] = ()
    by_the_rules: tuple[str, ...] = ()
    firings: list[Firing] = []
    if findings is not None:
        by_the_rules = findings.warnings
        reconciled = reconcile(findings.items, items, text)
        items, conflicts = reconciled.items, reconciled.conflicts
        firings = [replace(firing, item_id=reconciled.ids[firing.item_id]) for firing in findings.firings]
        dropped = [*findings.dropped, *dropped, *(_left_out(item, reason) for item, reason in reconciled.refused)]
    firings += [Firing(item.id, _MODEL_RULE, item.evidence[0]) for item in items if item.found_by == ("llm",)]
    warnings = (*opened.page.warnings, *emptiness(opened.page), *by_the_rules, *answered.warnings, *conflicts)
    run = Run(
        engine="llm" if findings is None else "hybrid",
        library_version=__version__,
        fallback=bool(answered.unanswered),
        fallback_reason=unanswered(answered) if answered.unanswered else None,
        dropped=tuple(dropped),
        uncovered=uncovered(opened.reading, items),
        **with_facts(facts, warnings),
    )
    return Explained(_record(opened, items, run), tuple(firings))


def with_facts(facts: dict[str, Any] | None, warnings: tuple[str, ...]) -> dict[str, Any]:
    """The facts of a conversation, its warnings after the others."""
    if facts is None:
        return {"warnings": warnings}
    return {**facts, "warnings": (*warnings, *facts["warnings"])}


def unanswered(answered: Answered | AnsweredForm[Any]) -> str:
    return f"{len(answered.unanswered)} of {answered.passages} passages were not answered: {answered.unanswered[0]}"


def _left_out(item: Item, reason: str) -> Dropped:
    kind = type(item).__name__.lower()
    return Dropped(type=kind, reason=reason, item=item.model_dump(mode="json"))  # type: ignore[arg-type]


def emptiness(page: Page) -> tuple[str, ...]:
    return () if page.text.strip() else (NO_TEXT,)


def _record(opened: Opened, items: Items, run: Run) -> Extraction:
    return Extraction(
        document=opened.document,
        participants=items.participants,
        meetings=items.meetings,
        figures=items.figures,
        agreements=items.agreements,
        run=run,
    )


def document_of(page: Page, source: str | None, id: str | None) -> Document:
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
