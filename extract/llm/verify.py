"""Verification: what a model proposed for a passage, item by item held against the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from extract.grounding import Aligner
from extract.llm.asking import Refused
from extract.llm.checks.agreements import check_agreement
from extract.llm.checks.figures import check_figure
from extract.llm.checks.ground import Ground, Range, Refusal
from extract.llm.checks.meetings import check_meeting
from extract.llm.checks.people import Roster
from extract.llm.proposal import Proposal, ProposedItem
from extract.rules.reading import Reading
from extract.schemas import Agreement, Figure, Meeting, Participant
from extract.schemas.items import Items

_Proposed = TypeVar("_Proposed", bound=ProposedItem)
_Item = TypeVar("_Item", Participant, Meeting, Figure, Agreement)


@dataclass(frozen=True, slots=True)
class Verified:
    """What of a proposal the text bears out."""

    items: Items
    refused: tuple[Refused, ...]
    notes: tuple[str, ...]
    """What was left out of the items that were taken over."""


def verify(
    proposal: Proposal, reading: Reading, aligner: Aligner, passage: Range, known: tuple[Participant, ...] = ()
) -> Verified:
    """Hold a proposal for `passage` against the text; `known` are the participants of passages before it."""
    ground = Ground(reading, aligner, passage)
    roster = Roster(ground, known)
    refused: list[Refused] = []
    _take(proposal.participants, roster.add, refused)
    meetings = _take(proposal.meetings, lambda item: check_meeting(ground, roster, item), refused)
    figures = _take(proposal.figures, lambda item: check_figure(ground, roster, item), refused)
    agreements = _take(proposal.agreements, lambda item: check_agreement(ground, roster, item), refused)
    items = Items(
        tuple(roster.found),
        tuple(_numbered(meetings, "m")),
        tuple(_numbered(figures, "f")),
        tuple(_numbered(agreements, "a")),
    )
    return Verified(items, tuple(refused), tuple(dict.fromkeys(ground.notes)))


def _take(proposed: Iterable[_Proposed], check: Callable[[_Proposed], _Item], refused: list[Refused]) -> list[_Item]:
    taken: list[_Item] = []
    for item in proposed:
        try:
            taken.append(check(item))
        except Refusal as refusal:
            refused.append(Refused(item, str(refusal)))
        except ValidationError as error:
            refused.append(Refused(item, _problem(error)))
    return taken


def _problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return ": ".join([*map(str, first["loc"]), first["msg"]])


def _numbered(items: Iterable[_Item], letter: str) -> Iterable[_Item]:
    return (item.model_copy(update={"id": f"{letter}{number}"}) for number, item in enumerate(items, start=1))
