"""Proposals made of the annotated documents, right ones and invented ones, for a server that answers with both."""

from __future__ import annotations

import json
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
        participants=tuple(names.get(id, id) for id in gold["participants"]),
        principals=tuple(names.get(id, id) for id in gold["principals"]),
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
