"""Participants: the same person under several names made one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from extract.reconcile.doubts import doubt_about_body, doubt_about_person, names_office
from extract.reconcile.names import can_be_one, fullness, keys_of, parts_of, same_body, shares_name
from extract.reconcile.outcome import Outcome, Trust, engines, longest, trust
from extract.reconcile.ranges import RangeIndex, added, joined
from extract.reconcile.references import changed
from extract.reconcile.wording import words
from extract.schemas import Participant, Span

How = Literal["name", "mention", "short form"]

_MOST = 64
"""How many bearers of one part of a name are compared; a part that more bear identifies nobody."""


@dataclass(frozen=True, slots=True)
class Found:
    """Who a participant is among those known, and how that is known."""

    index: int
    how: How


@dataclass(slots=True)
class Register:
    """The participants known so far, found again by name, by mention or by a short form of the name."""

    _names: list[list[str]] = field(default_factory=list)
    _kinds: list[str] = field(default_factory=list)
    _by_key: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _by_part: dict[str, list[int]] = field(default_factory=dict)
    _mentions: RangeIndex = field(default_factory=RangeIndex)

    def add(self, participant: Participant, index: int | None = None) -> None:
        """Remember a participant, as a new one or as the one with number `index`."""
        if index is None:
            index = len(self._names)
            self._names.append([])
            self._kinds.append(participant.kind)
        self._names[index].append(participant.name)
        self._mentions.add(participant.mentions, index)
        for key in keys_of(participant.name):
            self._by_key.setdefault((participant.kind, key), []).append(index)
        for part in set(parts_of(participant.name)):
            bearers = self._by_part.setdefault(part, [])
            if len(bearers) <= _MOST and index not in bearers:
                bearers.append(index)

    def find(self, participant: Participant) -> Found | None:
        """The one known participant that this one is; None if there is none, or if it may be several."""
        same = self._of_key(participant)
        sharing = self._sharing(participant)
        # Of two of one name, the one that is mentioned in the same place.
        both = same & sharing
        ways: tuple[tuple[set[int], How], ...] = ((same, "name"), (sharing, "mention"), (both, "mention"))
        for candidates, how in ways:
            if len(candidates) == 1:
                return Found(min(candidates), how)
        if same or sharing or participant.kind != "person":
            return None
        bearers = self.bearers(participant)
        return Found(min(bearers), "short form") if len(bearers) == 1 else None

    def sharing(self, participant: Participant) -> set[int]:
        """The known participants of any kind whose mentions share characters with this one's."""
        return set(self._mentions.owners(participant.mentions))

    def _of_key(self, participant: Participant) -> set[int]:
        keys = keys_of(participant.name)
        return {index for key in keys for index in self._by_key.get((participant.kind, key), ())}

    def _sharing(self, participant: Participant) -> set[int]:
        found: set[int] = set()
        for mention in participant.mentions:
            for start, end, index in self._mentions.overlapping(mention):
                if index in found or self._kinds[index] != participant.kind:
                    continue
                if self._can_share(participant, index, whole=(start, end) == (mention.start, mention.end), at=mention):
                    found.add(index)
        return found

    def _can_share(self, participant: Participant, index: int, *, whole: bool, at: Span) -> bool:
        """Whether words of the text that two participants claim make them one."""
        names = self._names[index]
        if participant.kind == "organization":
            return any(same_body(participant.name, name) for name in names)
        if any(shares_name(participant.name, name) for name in names):
            return True
        # "Sergei Petrov" for the text's "Sergey Petrov"; of "Petrov" alone there may be two.
        return whole and len(parts_of(at.text)) > 1

    def bearers(self, participant: Participant) -> set[int]:
        """The known persons of whose name this one's can be a short form, or the other way round."""
        parts = parts_of(participant.name)
        candidates = [index for part in dict.fromkeys(parts) for index in self._by_part.get(part, ())]
        return {
            index
            for index in candidates[: 2 * _MOST]
            if self._kinds[index] == participant.kind
            and all(can_be_one(participant.name, name) for name in self._names[index])
        }


def fullest_first(participant: Participant) -> tuple[tuple[int, ...], int]:
    """The order in which participants are gathered: full names before the short forms they explain."""
    return tuple(-size for size in fullness(participant.name)), participant.mentions[0].start


def gather(participants: Sequence[Participant]) -> list[list[Participant]]:
    """The participants in groups, each of one person or organization, its fullest name first."""
    register = Register()
    groups: list[list[Participant]] = []
    for participant in sorted(participants, key=fullest_first):
        found = register.find(participant)
        if found is None:
            groups.append([participant])
            register.add(participant)
        else:
            groups[found.index].append(participant)
            register.add(participant, found.index)
    return groups


def united(group: Sequence[Participant]) -> Participant:
    """One participant of several that are the same: the fullest name, every mention, and what any of them knows."""
    first = group[0]
    return changed(
        first,
        mentions=separate(span for participant in group for span in participant.mentions),
        evidence=joined(span for participant in group for span in participant.evidence),
        found_by=engines(group),
        role=longest(participant.role for participant in group),
        organization=longest(participant.organization for participant in group),
        country=next((participant.country for participant in group if participant.country), None),
    )


def separate(mentions: Iterable[Span]) -> tuple[Span, ...]:
    """The mentions in the order of the text; of two that share characters the longer one."""
    result: list[Span] = []
    for span in sorted(mentions, key=lambda span: (span.start, -span.end)):
        if not result or span.start >= result[-1].end:
            result.append(span)
        elif span.end - span.start > result[-1].end - result[-1].start:
            result[-1] = span
    return tuple(result)


# ---------------------------------------------------------------- two engines

FILLED = ("country", "organization")
"""What the rules may leave empty, and a trusted model fill."""
_LONGEST_ROLE = 12


def reconcile(rules: Sequence[Participant], llm: Sequence[Participant], outcome: Outcome) -> list[Participant]:
    """The participants of both engines; organizations of the model's alone are in it until it is known who met."""
    register = Register()
    for participant in rules:
        register.add(participant)
    partners, left = _partners(rules, sorted(llm, key=fullest_first), register)
    confidence = trust([(rules[n], other) for n, others in partners.items() for other in others], FILLED)
    claimed = RangeIndex()
    claimed.add((mention for participant in rules for mention in participant.mentions), 0)
    result = [_settle(p, partners.get(n, []), outcome, confidence, claimed) for n, p in enumerate(rules)]
    for participant in left:
        if participant.kind == "person" and len(register.bearers(participant)) > 1:
            outcome.refuse(participant, "its name is that of several others")
        elif not _is_of_other_kind(participant, rules, register, outcome):
            _admit(participant, result, claimed, outcome)
    return result


def _partners(
    rules: Sequence[Participant], llm: Sequence[Participant], register: Register
) -> tuple[dict[int, list[Participant]], list[Participant]]:
    """Who of the model's participants are which of the rules', and who is nobody's."""
    found = [(participant, register.find(participant)) for participant in llm]
    claims: dict[int, list[tuple[Participant, How]]] = {}
    for participant, match in found:
        if match is not None:
            claims.setdefault(match.index, []).append((participant, match.how))
    partners: dict[int, list[Participant]] = {}
    for index, claimants in claims.items():
        sure = [participant for participant, how in claimants if how != "short form"]
        by_short_form = [participant for participant, how in claimants if how == "short form"]
        # The rules' "Petrov" is not both Anna and Oleg.
        if rules[index].kind == "organization" or _are_one([*sure, *by_short_form]):
            sure += by_short_form
        if sure:
            partners[index] = sorted(sure, key=fullest_first)
    placed = {participant.id for others in partners.values() for participant in others}
    return partners, [participant for participant in llm if participant.id not in placed]


def _are_one(persons: Sequence[Participant]) -> bool:
    """Whether the names of all can be one person's: each is part of the fullest one."""
    fullest = max(persons[:_MOST], key=lambda person: fullness(person.name))
    return all(shares_name(person.name, fullest.name) for person in persons[:_MOST])


def _settle(
    rules: Participant, llm: Sequence[Participant], outcome: Outcome, confidence: Trust, claimed: RangeIndex
) -> Participant:
    result = rules
    for other in llm:
        outcome.keep(other, rules)
        new = [mention for mention in other.mentions if not claimed.overlapping(mention)]
        claimed.add(new, 0)
        result = changed(
            result,
            name=_name(result, other),
            role=_role(result, other, outcome, claimed),
            organization=_filled("organization", result, other, outcome, confidence),
            country=_filled("country", result, other, outcome, confidence),
            mentions=added(result.mentions, new),
            evidence=added(result.evidence, other.evidence),
            found_by=engines((result, other)),
        )
    return result


def _name(rules: Participant, llm: Participant) -> str:
    """The fuller name, if the text writes it so and it has no title."""
    written = any(" ".join(mention.text.split()) == llm.name for mention in llm.mentions)
    bare = len(llm.name.replace("-", " ").split()) == len(parts_of(llm.name))
    fuller = fullness(llm.name)[0] > fullness(rules.name)[0]
    return llm.name if rules.kind == "person" and written and bare and fuller else rules.name


def _role(rules: Participant, llm: Participant, outcome: Outcome, claimed: RangeIndex) -> str | None:
    """The model's wording, if it says at least what the rules say, and stands beside a mention."""
    if llm.role is None or llm.role == rules.role:
        return rules.role
    ours, theirs = words(rules.role), words(llm.role)
    if ours == theirs or (theirs < ours and rules.role):
        return rules.role
    beside = len(theirs) <= _LONGEST_ROLE and any(
        outcome.passages.stands_beside(llm.role, mention, claimed)
        for mention in (*rules.mentions, *llm.mentions)[:_MOST]
    )
    wins = beside and ours <= theirs and names_office(llm.role)
    outcome.disagree(rules, "role", rules.role, llm.role, model_wins=wins)
    return llm.role if wins else rules.role


def _filled(name: str, rules: Participant, llm: Participant, outcome: Outcome, confidence: Trust) -> object:
    ours, theirs = getattr(rules, name), getattr(llm, name)
    if theirs is None or ours == theirs:
        return ours
    fills = ours is None and confidence.allows()
    if not fills and words(ours).isdisjoint(words(theirs)):
        outcome.disagree(rules, name, ours, theirs)
    return theirs if fills else ours


def _is_of_other_kind(
    participant: Participant, rules: Sequence[Participant], register: Register, outcome: Outcome
) -> bool:
    """Whether the rules know all that the model calls so as something of the other kind: the rules' kind wins."""
    for index in register.sharing(participant):
        known = rules[index]
        within = RangeIndex()
        within.add(known.mentions, 0)
        if known.kind != participant.kind and all(within.overlapping(mention) for mention in participant.mentions):
            outcome.keep(participant, known)
            outcome.disagree(known, "kind", known.kind, participant.kind)
            return True
    return False


def _admit(participant: Participant, result: list[Participant], claimed: RangeIndex, outcome: Outcome) -> None:
    """Let a participant that only the model found into the record, or refuse it."""
    free = [mention for mention in participant.mentions if not claimed.overlapping(mention)]
    check = doubt_about_person if participant.kind == "person" else doubt_about_body
    doubt = outcome.doubt(check, participant) if free else "its name stands only in other participants' names"
    if doubt is not None:
        outcome.refuse(participant, doubt)
        return
    claimed.add(free, 0)
    outcome.keep(participant)
    result.append(changed(participant, mentions=tuple(free)))
