"""Proposals made of the annotated documents, right ones and invented ones, for a server that answers with both."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from extract.llm.proposal import (
    Proposal,
    ProposedAgreement,
    ProposedFigure,
    ProposedMeeting,
    ProposedParticipant,
)
from tests.quality import GOLD


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated document: its text, and what a perfect model would propose."""

    name: str
    text: str
    right: Proposal


@cache
def documents(folder: str) -> tuple[Annotated, ...]:
    """The annotated documents of a folder, each with its gold as a proposal."""
    return tuple(_read(path) for path in sorted((GOLD / folder).glob("*.json")))


def _read(path: Path) -> Annotated:
    text = path.with_suffix(".txt").read_bytes().decode("utf-8")
    gold = json.loads(path.read_text(encoding="utf-8"))
    names = {person["id"]: person["name"] for person in gold["participants"]}
    return Annotated(
        path.stem,
        text,
        Proposal(
            participants=tuple(_participant(item) for item in gold["participants"]),
            meetings=tuple(_meeting(item, names) for item in gold["meetings"]),
            figures=tuple(_figure(item, names) for item in gold["figures"]),
            agreements=tuple(_agreement(item) for item in gold["agreements"]),
        ),
    )


def _participant(gold: dict[str, Any]) -> ProposedParticipant:
    return ProposedParticipant(
        quote=gold["quote"],
        name=gold["name"],
        kind=gold["kind"],
        role=next(iter(gold["roles"]), None),
        organization=None,
        country=None,
    )


def _meeting(gold: dict[str, Any], names: dict[str, str]) -> ProposedMeeting:
    return ProposedMeeting(
        quote=gold["quotes"][0],
        kind=gold["kind"],
        title=gold["title"],
        date=None,
        place=next(iter(gold["place"]), None),
        mode=gold["mode"],
        status=gold["status"],
        participants=tuple(str(names.get(id, id)) for id in gold["participants"]),
        principals=tuple(str(names.get(id, id)) for id in gold["principals"]),
        topics=(),
    )


def _figure(gold: dict[str, Any], names: dict[str, str]) -> ProposedFigure:
    return ProposedFigure(
        quote=gold["quote"],
        number=gold["number"],
        metric=next(iter(gold["metric"]), None),
        aspect=gold["aspect"],
        direction=gold["direction"],
        period=None,
        status=gold["status"],
        speaker=names.get(gold["speaker"]) if gold["speaker"] else None,
    )


def _agreement(gold: dict[str, Any]) -> ProposedAgreement:
    return ProposedAgreement(
        quote=gold["quotes"][0],
        kind=gold["kind"],
        title=next(iter(gold["titles"]), None),
        status=gold["status"].split("|")[0],
        date=None,
        parties=(),
        signatories=(),
    )


# ---------------------------------------------------------------- inventions

AnyProposed = ProposedParticipant | ProposedMeeting | ProposedFigure | ProposedAgreement
_DIGIT = re.compile(r"\d")
_VERB = re.compile(
    r"\b(met|held|signed|agreed|adopted|discussed|took part|reached|will|have|has|is|are|was|were|plans?|welcomed)\b"
)
_NAMES = ("Orlan Vestergaard", "Ines Quillfeather", "Tobias Marrowick", "Sunniva Okonjo-Reyes")


def invented(document: Annotated, others: tuple[Annotated, ...]) -> Proposal:
    """As many items as the document's gold has, none of which it states: wrong numbers, wrong names, denials, and what
    other documents say."""
    right = document.right
    return Proposal(
        participants=_invent(right.participants, document, others, "participants"),
        meetings=_invent(right.meetings, document, others, "meetings"),
        figures=_invent(right.figures, document, others, "figures"),
        agreements=_invent(right.agreements, document, others, "agreements"),
    )


def _invent(items: tuple[Any, ...], document: Annotated, others: tuple[Annotated, ...], kind: str) -> tuple[Any, ...]:
    foreign = (item for other in others for item in getattr(other.right, kind) if not _is_said(item, document.text))
    inventions = []
    for number, item in enumerate(items):
        changed = _changed(item, number) if number % 3 else None
        inventions.append(changed or next(foreign))
    return tuple(inventions)


def _is_said(item: AnyProposed, text: str) -> bool:
    plain = " ".join(text.split()).lower()
    name = item.name if isinstance(item, ProposedParticipant) else item.quote
    return " ".join(name.split()).lower() in plain


def _changed(item: AnyProposed, number: int) -> AnyProposed | None:
    """The item with another name or number, or denied; None if nothing in it can be changed so."""
    match item:
        case ProposedParticipant():
            name = _NAMES[number % len(_NAMES)]
            quote = item.quote.replace(item.name, name) if number % 2 else item.quote
            return item.model_copy(update={"name": name, "quote": quote})
        case ProposedFigure() if _DIGIT.search(item.number):
            wrong = _DIGIT.sub(lambda digit: str((int(digit.group()) + 3) % 10), item.number)
            quote = item.quote.replace(item.number, wrong) if number % 2 else item.quote
            return item.model_copy(update={"number": wrong, "quote": quote})
        case ProposedMeeting() | ProposedAgreement() if _VERB.search(item.quote):
            return item.model_copy(update={"quote": _VERB.sub(r"did not \1", item.quote, count=1)})
    return None
