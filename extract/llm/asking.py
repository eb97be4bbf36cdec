"""Asking: what a model is told about a passage of a document, the part that never changes first."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from extract.coverage import Gap
from extract.llm.chunks import Passage
from extract.llm.proposal import ListName, Proposal, ProposedItem
from extract.prompts import Prompts, Template
from extract.schemas import Participant
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
    return ask_about(prompts.extraction, describe_fields(), page, passage, people)


def ask_about(
    template: Template, fields: str, page: Page, passage: Passage, people: Sequence[Participant] = ()
) -> list[Message]:
    """The request for what `fields` describe in one passage."""
    text = page.text[slice(*passage)]
    parts = {"fields": fields, "head": _head(page, people), "mark": _mark(text), "passage": text}
    system, user = template.fill(parts)
    messages = [{"role": "system", "content": system}] if system else []
    return [*messages, {"role": "user", "content": user}]


def ask_again(
    prompts: Prompts,
    page: Page,
    asked: Sequence[Message],
    refused: Sequence[Refused],
    missed: Sequence[Gap],
    lists: Sequence[ListName],
) -> list[Message]:
    """The same request with a word on what was refused and missed: the document stays in the part that is cached."""
    items = [(refusal.item.model_dump(mode="json"), refusal.reason) for refusal in refused]
    named = ("the list " if len(lists) == 1 else "the lists ") + ", ".join(lists)
    return say_again(prompts, asked, items, _missed(page, missed[:_MOST_MISSED]), named)


def say_again(
    prompts: Prompts,
    asked: Sequence[Message],
    refused: Sequence[tuple[Any, str]],
    missed: str,
    lists: str = "the same fields",
) -> list[Message]:
    """The same request with what was refused, each with the reason, and with words on what was missed."""
    parts = {"refused": _refused(refused[:_MOST_REFUSED]), "missed": missed, "lists": lists}
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


def _refused(refused: Iterable[tuple[Any, str]]) -> str:
    lines = [
        f"- {json.dumps(item, ensure_ascii=False)}\n  refused: {reason[:_LONGEST_REASON]}" for item, reason in refused
    ]
    return "\n".join(["Refused:", *lines]) if lines else ""


def _missed(page: Page, missed: Iterable[Gap]) -> str:
    lines = [f'- "{page.text[gap.start : gap.end]}" in: {_sentence_around(page, gap)}' for gap in missed]
    return "\n".join(["Covered by none of your items:", *lines]) if lines else ""


def _sentence_around(page: Page, gap: Gap) -> str:
    at = bisect_right(page.sentences, gap.start, key=lambda sentence: sentence.start) - 1
    if at < 0 or page.sentences[at].end < gap.end:
        return page.text[gap.start : gap.end]
    return " ".join(page.text[page.sentences[at].start : page.sentences[at].end].split())
