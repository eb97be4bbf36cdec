"""Meetings: when two tellings are of one event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extract.reconcile.doubts import doubt_about_meeting, proper_title
from extract.reconcile.grouping import TellingIndex, each_once, grouped
from extract.reconcile.outcome import Outcome, Trust, engines, longest, pair, trust
from extract.reconcile.ranges import added, joined, near, overlap
from extract.reconcile.references import changed
from extract.reconcile.wording import alike, said_in, same_wording, words
from extract.schemas import Meeting, MeetingKind, Place, Span

FILLED = ("date", "place", "mode")
"""What the rules may leave empty, and a trusted model fill."""
JUDGED = ("kind", "status")

# Kinds by which two readers may call one event; a visit and the talks during it are two.
_KIN: tuple[frozenset[MeetingKind], ...] = (
    frozenset(("talks", "summit", "session", "call", "other")),
    frozenset(("forum", "conference", "summit", "session", "other")),
    frozenset(("ceremony", "other")),
    frozenset(("visit", "other")),
)
_NEAR = 300
"""How far from a meeting's evidence those stand who took part, in characters."""


def kin(one: MeetingKind, other: MeetingKind) -> bool:
    """Whether one event may be called by both kinds."""
    return one == other or any(one in group and other in group for group in _KIN)


def _marks(meeting: Meeting) -> Iterable[object]:
    yield from ((meeting.kind, word) for word in words(meeting.title))
    yield from ((meeting.kind, None, participant) for participant in meeting.participants)


def contradict(one: Meeting, other: Meeting) -> bool:
    """Whether two meetings differ in what one event has only once."""
    days = one.date is not None and other.date is not None and one.date != other.date
    titles = bool(one.title and other.title) and not alike(one.title, other.title)
    return days or titles or one.status != other.status


def shared_participants(one: Meeting, other: Meeting) -> int:
    """How many took part in both."""
    return len(set(one.participants) & set(other.participants))


def same_company(one: Meeting, other: Meeting) -> bool:
    """Whether two or more took part in both, and one names nobody whom the other leaves out.

    A delegation that meets two ministers on one day has two meetings.
    """
    ours, theirs = set(one.participants), set(other.participants)
    return len(ours & theirs) > 1 and (ours <= theirs or theirs <= ours)


# ---------------------------------------------------------------- one engine, several passages


def unite(meetings: Sequence[tuple[int, Meeting]]) -> list[list[Meeting]]:
    """The meetings, each with the number of its passage, in groups of one event."""
    return grouped(meetings, _marks, _told_again)


def _told_again(one: Meeting, other: Meeting, *, apart: bool) -> bool:
    """Whether one engine told of one event twice; `apart` if in two passages, each read without the other."""
    if one.kind != other.kind:
        return False
    if one.title and other.title:
        return same_wording(one.title, other.title) and one.status == other.status
    if one.evidence == other.evidence or (apart and overlap(one.evidence, other.evidence)):
        return not _parted(one, other)
    if contradict(one, other) or not same_company(one, other):
        return False
    return apart or (one.date is not None and one.date == other.date)


def _parted(one: Meeting, other: Meeting) -> bool:
    """Whether each of two meetings has somebody whom the other leaves out: "met Una Berg and, separately, Per Berg"."""
    ours, theirs = set(one.participants), set(other.participants)
    return len(ours) > 1 and len(theirs) > 1 and not (ours <= theirs or theirs <= ours)


def united(group: Sequence[Meeting]) -> Meeting:
    """One meeting of several tellings: the first one's word, and what the others know beyond it."""
    first = group[0]
    return changed(
        first,
        evidence=joined(span for meeting in group for span in meeting.evidence),
        found_by=engines(group),
        title=longest(meeting.title for meeting in group),
        date=next((meeting.date for meeting in group if meeting.date), None),
        place=next((meeting.place for meeting in group if meeting.place), None),
        mode=next((meeting.mode for meeting in group if meeting.mode), None),
        participants=each_once(meeting.participants for meeting in group),
        principals=next((meeting.principals for meeting in group if meeting.principals), ()),
        topics=each_once(meeting.topics for meeting in group),
    )


# ---------------------------------------------------------------- two engines


def reconcile(
    rules: Sequence[Meeting], llm: Sequence[Meeting], outcome: Outcome, mentions: Mapping[str, tuple[Span, ...]]
) -> list[Meeting]:
    """The meetings of both engines; `mentions` are those of the participants, by id."""
    index = TellingIndex(_marks, rules)
    found = pair(llm, lambda meeting: [rules[n] for n in index.candidates(meeting)], sameness)
    pairs = [(meeting, found.pairs[meeting.id]) for meeting in rules if meeting.id in found.pairs]
    confidence = trust(pairs, FILLED)
    result = [_settle(meeting, found.pairs.get(meeting.id), outcome, confidence, mentions) for meeting in rules]
    for meeting, nearest in found.left:
        _admit(meeting, nearest, index, result, outcome, mentions)
    return result


def sameness(rules: Meeting, llm: Meeting) -> float:
    """How surely two meetings are one event; 0 if they are not."""
    shared = overlap(rules.evidence, llm.evidence)
    titled = bool(rules.title and llm.title)
    same_title = titled and alike(rules.title, llm.title)
    same_day = rules.date is not None and rules.date == llm.date
    together = shared_participants(rules, llm)
    if not same_title:
        told_once = shared > 0 and kin(rules.kind, llm.kind) and not titled
        met_once = rules.kind == llm.kind and same_day and same_company(rules, llm) and not titled
        if not (told_once or met_once):
            return 0.0
    score = (1.0 + shared if shared else 0.0) + (2.0 if same_title else 0.0)
    score += 1.0 if rules.kind == llm.kind else 0.0
    score += 0.5 if same_day else -0.5 if rules.date and llm.date else 0.0
    return max(0.01, score + 0.1 * min(together, 5) - (0.5 if rules.status != llm.status else 0.0))


def _settle(
    rules: Meeting,
    llm: Meeting | None,
    outcome: Outcome,
    confidence: Trust,
    mentions: Mapping[str, tuple[Span, ...]],
) -> Meeting:
    if llm is None:
        return rules
    outcome.keep(llm, rules)
    for name in JUDGED:
        if getattr(rules, name) != getattr(llm, name):
            outcome.disagree(rules, name, getattr(rules, name), getattr(llm, name))
    if rules.title and llm.title and not same_wording(rules.title, llm.title):
        outcome.disagree(rules, "title", rules.title, llm.title)
    if rules.principals and llm.principals and set(rules.principals) != set(llm.principals):
        outcome.disagree(rules, "principals", rules.principals, llm.principals)
    there = [id for id in llm.participants if near(rules.evidence, mentions.get(id, ()))]
    principals = rules.principals or tuple(id for id in llm.principals if id in (*rules.participants, *there))
    return changed(
        rules,
        evidence=added(rules.evidence, llm.evidence),
        found_by=engines((rules, llm)),
        title=rules.title or proper_title(llm.title, rules.evidence),
        **{name: _filled(name, rules, llm, outcome, confidence) for name in FILLED},
        participants=each_once((rules.participants, there, principals)),
        principals=principals,
        topics=rules.topics or llm.topics,
    )


def _filled(name: str, rules: Meeting, llm: Meeting, outcome: Outcome, confidence: Trust) -> object:
    """The rules' value, or the model's if the rules have none and the model may be believed."""
    ours, theirs = getattr(rules, name), getattr(llm, name)
    if theirs is None or ours == theirs or (isinstance(ours, Place) and same_place(ours, theirs)):
        return ours
    said = not isinstance(theirs, Place) or said_in(theirs.name, (*rules.evidence, *llm.evidence))
    fills = ours is None and said and confidence.allows()
    if not fills:
        outcome.disagree(rules, name, ours, theirs)
    return theirs if fills else ours


def same_place(one: Place, other: Place) -> bool:
    """Whether two names are one place's: "the Kremlin" and "Kremlin in Moscow"."""
    ours, theirs = words(one.name), words(other.name)
    return ours <= theirs or theirs <= ours


def _admit(
    meeting: Meeting,
    nearest: str | None,
    index: TellingIndex[Meeting],
    result: list[Meeting],
    outcome: Outcome,
    mentions: Mapping[str, tuple[Span, ...]],
) -> None:
    """Let a meeting that only the model found into the record, or refuse it."""
    there = tuple(id for id in meeting.participants if near(meeting.evidence, mentions.get(id, ()), reach=_NEAR))
    cleaned = changed(
        meeting,
        title=proper_title(meeting.title, meeting.evidence),
        participants=there,
        principals=tuple(id for id in meeting.principals if id in there),
    )
    beside = (index.items[n] for n in index.candidates(cleaned))
    again = next((other.id for other in beside if _is_retelling(cleaned, other)), None)
    if again is None and cleaned.title is None:
        again = nearest
    if again is not None:
        outcome.refuse(meeting, "it tells again of", again)
        return
    doubt = outcome.doubt(doubt_about_meeting, cleaned)
    if doubt is not None:
        outcome.refuse(meeting, doubt)
        return
    outcome.keep(meeting)
    index.add(cleaned)
    result.append(cleaned)


def _is_retelling(meeting: Meeting, other: Meeting) -> bool:
    if meeting.title and not alike(meeting.title, other.title):
        return False
    if overlap(meeting.evidence, other.evidence) and kin(meeting.kind, other.kind):
        return True
    return meeting.kind == other.kind and same_company(meeting, other) and not contradict(meeting, other)
