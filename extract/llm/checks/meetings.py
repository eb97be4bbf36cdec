"""Meetings: the quote must tell of an event that the text does not deny; when and where are read off the text."""

from __future__ import annotations

from functools import cache

from extract.lexicon import load_words
from extract.llm.checks.ground import Ground, Range, shown
from extract.llm.checks.people import Roster
from extract.llm.proposal import ProposedMeeting
from extract.rules.events import event_kinds, meeting_verbs
from extract.schemas import Meeting, MeetingStatus, Place


def check_meeting(ground: Ground, roster: Roster, proposed: ProposedMeeting) -> Meeting:
    """The meeting that the document states where the proposal points; `Refusal` says why there is none."""
    passage = ground.quoted(proposed.quote)
    status = _status(ground, passage, proposed.status)
    of = f"meeting {ground.as_written(passage)[:40]!r}"
    principals = roster.refer_all(proposed.principals, passage)
    return Meeting(
        id="m1",
        evidence=(ground.span(passage),),
        found_by=("llm",),
        kind=proposed.kind,
        title=ground.wording(proposed.title, passage, f"{of}, title"),
        date=ground.period(proposed.date, passage, f"{of}, date"),
        place=_place(ground, proposed.place, passage, of),
        mode=proposed.mode,
        status=status,
        participants=tuple(dict.fromkeys((*roster.refer_all(proposed.participants, passage), *principals))),
        principals=principals,
        topics=tuple(
            topic for words in proposed.topics if (topic := ground.wording(words, passage, f"{of}, topic")) is not None
        ),
    )


def _status(ground: Ground, passage: Range, proposed: MeetingStatus) -> MeetingStatus:
    prospect = ground.stated(passage, (_tells_of_meeting,), "a meeting")
    if proposed == "held" and prospect is not None:
        status: MeetingStatus = "planned" if prospect == "future" else "proposed"
        ground.note(f"meeting {ground.as_written(passage)[:40]!r}: {status}, not held")
        return status
    return proposed


def _place(ground: Ground, words: str | None, passage: Range, of: str) -> Place | None:
    if words is None:
        return None
    place = ground.find(words, passage)
    if place is None:
        ground.note(f"{of}, place: the document does not say {shown(words)}")
        return None
    name = ground.as_written(place)
    if not any(char.isupper() or char.lower() == char.upper() for char in name if char.isalpha()):
        ground.note(f"{of}, place: {shown(words)} is no place's name")
        return None
    return Place(name=name, country=ground.country(place, kinds=("country", "city", "region", "building")))


@cache
def _event_words() -> frozenset[str]:
    return frozenset(event_kinds()) | meeting_verbs() | load_words("en", "conferring_words")


def _tells_of_meeting(word: str) -> bool:
    return word.removesuffix("'s") in _event_words() or any(part in _event_words() for part in word.split("-"))
