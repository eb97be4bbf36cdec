"""Meetings: the quote must tell of an event that the text does not deny; when and where are read off the text."""

from __future__ import annotations

import re
from functools import cache, partial

from extract.lexicon import load_words
from extract.llm.checks.ground import Ground, Range, Refusal, shown
from extract.llm.checks.people import Roster
from extract.llm.proposal import ProposedMeeting
from extract.rules.events import event_kinds, meeting_verbs
from extract.schemas import Meeting, MeetingKind, MeetingMode, MeetingStatus, Place, Span

_PREPOSITION = re.compile(r"(?:in|at|on|near|to)\s+(?:the\s+(?=[a-z]))?")
_ABSENT_REACH = 60
# "without Carl Dahl", "in the absence of President Dahl"
_WITHOUT = re.compile(
    r"\b(?:without|except(?:\s+for)?|excluding|instead\s+of|in\s+(?:the\s+)?absence\s+of|unlike|minus)\s+"
    r"(?:the\s+)?(?:[A-Z][\w.'-]*\s+(?:(?:of|for)\s+(?:the\s+)?)?){0,5}$"
)
# "Carl Dahl did not attend", "Dahl, who was ill, was absent"
_STAYED_AWAY = re.compile(
    r"(?:,[^,;]*,)?\s+(?:(?:did|does|will|would|could|was|were|is|has|had|can)(?:\s+not\b|n't)"
    r"\s+(?:\w+\s+){0,2}?(?:attend|attending|take|taking|part|participat|join|present|come|travel|there|able|invited)"
    r"|(?:declined|refused|was\s+unable|were\s+unable|was\s+due|failed)\s+to\s+(?:attend|take|participate|join|come)"
    r"|(?:was|were)\s+absent|stayed\s+away|missed|boycotted|skipped|cancelled\s+(?:his|her|their))"
)
# "The harvest met expectations": nobody is met.
_MET_THINGS = re.compile(
    r"\b(?:met|meets?|meeting)\s+(?:(?!(?:with|in|at|on|by|for|and)\b)\w+\s+){0,2}"
    r"(?:expectations?|needs?|demands?|targets?|goals?|requirements?|obligations|commitments|conditions|criteria"
    r"|standards|deadlines?|challenges?|costs)\b"
)
_BY_VERB = frozenset(("talks", "visit", "call"))
_MODES = {
    "video": re.compile(r"video|virtual|online|remote|web(?:inar|cast)|teleconferenc|\bzoom\b|\blink\b", re.IGNORECASE),
    "phone": re.compile(r"phone|\bcall|\bteleconferenc|\brang\b|\bspoke|\bconversation", re.IGNORECASE),
}


def check_meeting(ground: Ground, roster: Roster, proposed: ProposedMeeting) -> Meeting:
    """The meeting that the document states where the proposal points; `Refusal` says why there is none."""
    passage = ground.quoted(proposed.quote)
    status = _status(ground, passage, proposed)
    of = f"meeting {ground.as_written(passage)[:40]!r}"
    principals = _present(ground, roster, proposed.principals, passage, of)
    participants = _present(ground, roster, proposed.participants, passage, of)
    return Meeting(
        id="m1",
        evidence=(ground.span(passage),),
        found_by=("llm",),
        kind=proposed.kind,
        title=ground.wording(proposed.title, passage, f"{of}, title"),
        date=ground.period(proposed.date, passage, f"{of}, date"),
        place=_place(ground, proposed.place, passage, of),
        mode=_mode(ground, proposed.mode, of),
        status=status,
        participants=tuple(dict.fromkeys((*participants, *principals))),
        principals=principals,
        topics=tuple(
            topic for words in proposed.topics if (topic := ground.wording(words, passage, f"{of}, topic")) is not None
        ),
    )


def _status(ground: Ground, passage: Range, proposed: ProposedMeeting) -> MeetingStatus:
    # What else is told beside the meeting ("she will meet him, her office announced") does not tell how far it is.
    tells = (partial(_names_kind, proposed.kind), _tells_of_event, _tells_of_conferring)
    idle = _MET_THINGS.search(ground.view, *passage)
    if idle is not None and not proposed.participants and not ground.tells(passage, _is_event_noun):
        raise Refusal(f"nobody is met in {shown(idle.group())}")
    prospect = ground.stated(passage, tells, "a meeting")
    if proposed.status == "held" and prospect is not None:
        status: MeetingStatus = "planned" if prospect == "future" else "proposed"
        ground.note(f"meeting {ground.as_written(passage)[:40]!r}: {status}, not held")
        return status
    return proposed.status


def _present(ground: Ground, roster: Roster, names: tuple[str, ...], passage: Range, of: str) -> tuple[str, ...]:
    """Those named as taking part, but for whom the sentences say that they did not."""
    present: list[str] = []
    limits = ground.sentences_range(passage)
    for id in roster.refer_all(names, passage):
        person = next(person for person in roster.found if person.id == id)
        here = [span for span in person.mentions if limits[0] <= span.start < limits[1]]
        if here and ground.reading.words and all(_is_absent(ground.view, span, limits) for span in here):
            ground.note(f"{of}, participant: {shown(person.name)} did not take part")
        else:
            present.append(id)
    return tuple(present)


def _is_absent(view: str, name: Span, limits: Range) -> bool:
    before = view[max(limits[0], name.start - _ABSENT_REACH) : name.start]
    after = view[name.end : min(limits[1], name.end + _ABSENT_REACH)]
    return _WITHOUT.search(before) is not None or _STAYED_AWAY.match(after) is not None


def _mode(ground: Ground, proposed: MeetingMode | None, of: str) -> MeetingMode | None:
    """By video or by phone only where the text says so."""
    cue = _MODES.get(proposed or "")
    if cue is None or not ground.reading.words or cue.search(ground.view):
        return proposed
    ground.note(f"{of}, mode: the document does not say {proposed!r}")
    return None


def _place(ground: Ground, words: str | None, passage: Range, of: str) -> Place | None:
    if words is None:
        return None
    place = ground.find(words, passage)
    if place is None:
        ground.note(f"{of}, place: the document does not say {shown(words)}")
        return None
    preposition = _PREPOSITION.match(ground.view, *place)
    place = place if preposition is None else (preposition.end(), place[1])
    name = ground.as_written(place)
    if not any(char.isupper() or char.lower() == char.upper() for char in name if char.isalpha()):
        ground.note(f"{of}, place: {shown(words)} is no place's name")
        return None
    return Place(name=name, country=ground.country(place, kinds=("country", "city", "region", "building")))


@cache
def _verbs() -> frozenset[str]:
    return meeting_verbs()


@cache
def _conferring_words() -> frozenset[str]:
    return load_words("en", "conferring_words")


def _names_kind(kind: MeetingKind, word: str) -> bool:
    """Whether the word is the one for this kind of meeting: "summit" for a summit, "met" for talks."""
    return any(event_kinds().get(part) == kind for part in _parts(word)) or (kind in _BY_VERB and word in _verbs())


def _is_event_noun(word: str) -> bool:
    return any(part in event_kinds() for part in _parts(word))


def _tells_of_event(word: str) -> bool:
    return _is_event_noun(word) or any(part in _verbs() for part in _parts(word))


def _tells_of_conferring(word: str) -> bool:
    return any(part in _conferring_words() for part in _parts(word))


def _parts(word: str) -> tuple[str, ...]:
    word = word.removesuffix("'s")
    return (word, *word.split("-")) if "-" in word else (word,)
