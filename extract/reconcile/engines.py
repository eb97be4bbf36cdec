"""Two engines' items of one document as the items of one record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extract.reconcile import agreements, figures, meetings, participants
from extract.reconcile.outcome import Outcome, reads_well
from extract.reconcile.passages import Passages
from extract.reconcile.references import AnyItem, highest, identity, numbered, renamed, shifted
from extract.reconcile.wording import words
from extract.schemas import Agreement, Meeting, Participant
from extract.schemas.items import Items


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The items of a record made of two engines' items, and what became of each."""

    items: Items
    conflicts: tuple[str, ...]
    """What the engines say differently of one thing, and whose word is kept: a sentence each."""
    ids: Mapping[str, str]
    """The ids of the rules' items -> their ids in `items`."""
    refused: tuple[tuple[AnyItem, str], ...] = ()
    """The model's items that are not in `items`, as the model's engine gave them, each with the reason."""


def reconcile(rules: Items, llm: Items, text: str) -> Reconciled:
    """The items of both engines, each thing once: the rules' items stay; the model words, fills and adds."""
    theirs = shifted(llm, highest(rules))
    given = {item.id: original for item, original in zip(theirs, llm, strict=True)}
    outcome = Outcome(Passages(text), identity(rules), well_read=reads_well(rules, theirs))
    people = participants.reconcile(rules.participants, theirs.participants, outcome)
    mentions = {participant.id: participant.mentions for participant in people}
    # From here on the model's items refer to who its participants became; those refused are not referred to.
    theirs = _following(replace(theirs, participants=()), outcome)
    held = meetings.reconcile(rules.meetings, theirs.meetings, outcome, mentions)
    counted = figures.reconcile(rules.figures, theirs.figures, outcome, mentions)
    theirs = _following(replace(theirs, meetings=(), figures=()), outcome)
    concluded = agreements.reconcile(rules.agreements, theirs.agreements, outcome)
    names = {participant.id: participant.name for participant in people}
    people = _without_idle_bodies(people, held, concluded, outcome)
    items, ids = numbered(Items(tuple(people), tuple(held), tuple(counted), tuple(concluded)))
    return Reconciled(
        items=items,
        conflicts=tuple(conflict.sentence(ids, names) for conflict in outcome.conflicts),
        ids={item.id: ids[item.id] for item in rules},
        refused=tuple((given[id], refusal.sentence(ids)) for id, refusal in outcome.refused.items()),
    )


def _following(items: Items, outcome: Outcome) -> Items:
    """The items with references to what the items they refer to have become."""
    return renamed(items, {**outcome.ids, **identity(items)})


def _without_idle_bodies(
    people: Sequence[Participant], held: Sequence[Meeting], concluded: Sequence[Agreement], outcome: Outcome
) -> list[Participant]:
    """The participants without the model's organizations that neither met nor signed anything."""
    if outcome.well_read:
        return list(people)
    active = {id for meeting in held for id in (*meeting.participants, *meeting.principals)}
    active.update(id for agreement in concluded for id in agreement.signatories)
    signed = {words(party) for agreement in concluded for party in agreement.parties}
    result: list[Participant] = []
    for participant in people:
        idle = participant.id not in active and words(participant.name) not in signed
        if participant.kind == "organization" and participant.found_by == ("llm",) and idle:
            outcome.refuse(participant, "it is an organization that neither meets nor signs")
        else:
            result.append(participant)
    return result
