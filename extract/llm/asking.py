"""Asking: what a model is told about a passage of a document, the part that never changes first."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from extract.llm.chunks import Passage
from extract.llm.proposal import Proposal, ProposedItem
from extract.prompts import Prompts
from extract.schemas import Participant, Span
from extract.text.page import Page

Message = dict[str, str]

# What one request can ask about again; what is left stays in the record's `run`.
_MOST_REFUSED = 20
_MOST_MISSED = 60
_MOST_PEOPLE = 30
_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that verification refused, and why."""

    item: ProposedItem
    reason: str


def ask_for_items(prompts: Prompts, page: Page, passage: Passage, people: Sequence[Participant]) -> list[Message]:
    """The request for the items of one passage; `people` are those that passages before it named."""
    text = page.text[slice(*passage)]
    parts = {"fields": describe_fields(), "head": _head(page, people), "mark": _mark(text), "passage": text}
    system, user = prompts.extraction.fill(parts)
    messages = [{"role": "system", "content": system}] if system else []
    return [*messages, {"role": "user", "content": user}]


def ask_again(
    prompts: Prompts, page: Page, asked: Sequence[Message], refused: Sequence[Refused], missed: Sequence[Span]
) -> list[Message]:
    """The same request with a word on what was refused and missed: the document stays in the part that is cached."""
    parts = {"refused": _refused(refused[:_MOST_REFUSED]), "missed": _missed(page, missed[:_MOST_MISSED])}
    system, user = prompts.followup.fill(parts)
    *before, last = asked
    content = "\n\n".join(part for part in (last["content"], system, user) if part)
    return [*before, {"role": last["role"], "content": content}]


@cache
def describe_fields() -> str:
    """The fields of a proposal with their descriptions and the words they may take, for a reader without a schema."""
    return "\n\n".join(_describe(name, get_args(field.annotation)[0]) for name, field in Proposal.model_fields.items())


def _describe(name: str, item: type[ProposedItem]) -> str:
    schema = item.model_json_schema()
    lines = [f"{name}: {(item.__doc__ or '').strip()}"]
    for field, facts in schema["properties"].items():
        words = " | ".join(_choices(facts))
        lines.append(f"- {field}: " + "; ".join(part for part in (words, facts.get("description", "")) if part))
    return "\n".join(lines)


def _choices(facts: dict[str, Any]) -> list[str]:
    if "anyOf" in facts:
        choices = [choice for option in facts["anyOf"] for choice in _choices(option)]
        return [*choices, "null"] if choices else []
    return list(facts.get("enum", ()))


def _head(page: Page, people: Sequence[Participant]) -> str:
    header = page.headers[0]
    facts = {
        "Title": None if page.title is None else " ".join(page.text[slice(*page.title)].split()),
        "Published": None if page.published is None else page.published.isoformat(),
        "Place": None if header.place is None else " ".join(page.text[slice(*header.place)].split()),
        "People named before": "; ".join(map(_introduced, people[:_MOST_PEOPLE])),
    }
    return "\n".join(f"{name}: {fact}" for name, fact in facts.items() if fact)


def _introduced(person: Participant) -> str:
    return f"{person.name} ({person.role})" if person.role else person.name


def _mark(text: str) -> str:
    """A word that ends the document and that the document's author could not know when writing it."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _refused(refused: Iterable[Refused]) -> str:
    lines = [
        f"- {json.dumps(refusal.item.model_dump(mode='json'), ensure_ascii=False)}\n"
        f"  refused: {refusal.reason[:_LONGEST_REASON]}"
        for refusal in refused
    ]
    return "\n".join(["Refused:", *lines]) if lines else ""


def _missed(page: Page, missed: Iterable[Span]) -> str:
    lines = [f'- "{span.text}" in: {_sentence_around(page, span)}' for span in missed]
    return "\n".join(["Covered by none of your items:", *lines]) if lines else ""


def _sentence_around(page: Page, span: Span) -> str:
    at = bisect_right(page.sentences, span.start, key=lambda sentence: sentence.start) - 1
    if at < 0 or page.sentences[at].end < span.end:
        return span.text
    return " ".join(page.text[page.sentences[at].start : page.sentences[at].end].split())
