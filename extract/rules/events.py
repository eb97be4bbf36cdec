"""Events: the expressions of a sentence that denote a meeting, with the proper name it may have."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import cast

from extract.lexicon import load_table, load_words
from extract.schemas import MeetingKind
from extract.text.tokens import Tokens

_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
# "THE 42ND SUMMIT": in capitals, a word of its own after its number.
_ORDINAL_ENDINGS = frozenset(("ST", "ND", "RD", "TH"))
# "meeting of the Commission on Trade", "session of the UN General Assembly": how many words a tail may have.
_TAIL_WORDS = 14
_HEAD_WORDS = 12


@cache
def _words(role: str) -> frozenset[str]:
    """The words of one role in the lexicon of events' names."""
    return frozenset(word for word, found in load_table("en", "event_words") if found == role)


@dataclass(frozen=True, slots=True)
class Event:
    """One expression that denotes an event: "the 16th X-Y Forum", "bilateral talks", "its 23rd meeting"."""

    start: int
    end: int
    noun_start: int
    noun: str
    kind: MeetingKind
    title: str | None
    """Its proper name, with the ordinal; None if it is only described."""
    body: bool
    """True if it is the meeting of a standing body: "meeting of the Commission"."""
    definite: bool
    """True for "the talks", "our meeting", "today's talks": an event the reader knows already."""
    plural: bool
    ordinal: bool


@cache
def event_kinds() -> dict[str, MeetingKind]:
    """The nouns that denote events, each with its kind of meeting."""
    return {noun: cast("MeetingKind", kind) for noun, kind in load_table("en", "event_nouns")}


def meeting_verbs() -> frozenset[str]:
    """The verbs by which people meet, receive, visit or witness, in all their forms."""
    return _words("verb")


def things() -> frozenset[str]:
    """What is received or welcomed without a meeting: "a letter from"."""
    return _words("thing")


def find_events(view: str, tokens: Tokens, names: list[tuple[int, int]]) -> list[Event]:
    """The event expressions of a sentence, in order, each with the longest proper name that can be read around it.

    `names` are the ranges of persons' names and offices, which no event's name runs into
    ("Readout of Advisor Jane Doe Meeting with ...").
    """
    kinds = event_kinds()
    events: list[Event] = []
    covered = -1
    for k, word in enumerate(tokens.words):
        noun = word.lower().removesuffix("'s")
        if noun not in kinds or k <= covered or not _is_event(tokens, k, noun):
            continue
        named_until = max((end for start, end in names if start < tokens.starts[k]), default=-1)
        barrier = max(covered, bisect_left(tokens.starts, min(named_until, tokens.starts[k])) - 1)
        event, covered = _read_event(view, tokens, k, noun, barrier)
        events.append(event)
    return events


def _is_event(tokens: Tokens, k: int, noun: str) -> bool:
    """Whether the noun at `k` denotes an event where it stands."""
    before = tokens.words[k - 1].lower() if k else ""
    after = tokens.words[k + 1].lower() if k + 1 < len(tokens) else ""
    if noun in _words("call-noun"):  # "a phone call", "a call with", not "calls for peace"
        return before in _words("call") or after in ("with", "between")
    if noun == "meeting" and before == "to":  # "look forward to meeting you"
        return False
    if noun == "meeting" and before in ("of", "for", "in") and after in ("the", "these", "those", "its", "their"):
        return False  # "in meeting the targets"
    if noun == "negotiations" and before in _words("process"):  # "to conclude negotiations on an agreement"
        return False
    if noun == "exchange" and tokens.words[k + 1 : k + 3] != ["of", "views"]:
        return False
    if noun == "videoconference" and before in ("via", "by", "through", "in"):
        return False
    return after not in event_kinds()  # "a roundtable meeting": the second noun says what it is


def _read_event(view: str, tokens: Tokens, k: int, noun: str, barrier: int) -> tuple[Event, int]:
    """The event whose noun is token `k`, and the last token of its name; its name begins after `barrier`."""
    first = _head(tokens, k, barrier)
    last, named_tail, body_tail = _tail(tokens, k)
    head = tokens.words[first:k]
    ordinal = any(_is_ordinal(word) for word in head)
    body_head = any(word.lower().strip("'s") in _words("body") for word in head if word[0].isupper())
    body = body_tail or (noun in ("meeting", "meetings", "session") and body_head)
    named = _is_named(tokens, first, k) or named_tail or (body_tail and ordinal)
    if noun in _words("never-named"):
        named = False
    elif noun in _words("talks") and not (body or ordinal) and all(_only_describes(word) for word in head):
        named = False  # "Russian-Tajikistani talks": described by nationality
    if not named:
        last = k
    title = " ".join(view[tokens.starts[first] : tokens.ends[last]].split()) if named or (ordinal and body) else None
    before = tokens.words[first - 1].lower() if first else ""
    event = Event(
        start=tokens.starts[first],
        end=tokens.ends[last],
        noun_start=tokens.starts[k],
        noun=noun,
        kind=_kind(noun, head, special=body or ordinal, titled=title is not None),
        title=title,
        body=body,
        definite=before in _words("definite") or before.endswith("'s"),
        plural=noun in _words("plural"),
        ordinal=ordinal,
    )
    return event, last


def _kind(noun: str, head: list[str], *, special: bool, titled: bool) -> MeetingKind:
    """The kind of an event: a named meeting of a body is a session, one of leaders a summit."""
    kind = event_kinds()[noun]
    if titled and noun in ("meeting", "meetings"):
        if special:
            return "session"
        if any(word.lower().startswith("leaders") for word in head):
            return "summit"
    return kind


def _is_named(tokens: Tokens, first: int, k: int) -> bool:
    """Whether the words before the noun make it a proper name."""
    head = tokens.words[first:k]
    if first == 0 and head and tokens.words[0].lower() in load_words("en", "words"):
        head = head[1:]  # "Regular dialogue": a capital that only begins the sentence names nothing
    return any(_is_name_word(word) for word in head)


def _only_describes(word: str) -> bool:
    """Whether a word before "talks" only describes them: lower-case, or of two peoples ("Russian-Tajikistani")."""
    return not word[0].isupper() or "-" in word or word.endswith(("an", "ese", "ish", "i", "ch", "lic", "al"))


def _head(tokens: Tokens, k: int, barrier: int) -> int:
    """The first token of the name that ends in the event noun `k`."""
    words = tokens.words
    first = k
    for j in range(k - 1, max(barrier, k - _HEAD_WORDS - 1), -1):
        word = words[j]
        if _is_name_word(word) or _is_ordinal(word) or word in _words("adjective"):
            first = j
        elif word.isdigit() and (words[j - 1 : j] == ["+"] or words[j + 1] in _ORDINAL_ENDINGS):
            first = j
        elif j - 1 <= barrier or not _joins_names(words, j):
            break
    return first


def _joins_names(words: list[str], j: int) -> bool:
    """Whether token `j` stands inside a name: "U.S. – Africa Leaders Summit", "Economic and Trade Meeting"."""
    before = words[j - 1]
    if words[j] in ("of", "on", "for"):  # only between what is capitalised: "Commission on Trade meeting"
        return words[j + 1][0].isupper() and (_is_name_word(before) or before.lower() in _words("body"))
    return words[j] in ("-", "–", "&", "and", "+", "/") and _is_name_word(before)


def _tail(tokens: Tokens, k: int) -> tuple[int, bool, bool]:
    """The last token of the name that the noun begins ("meeting of the X Commission on Y"); named?; a body's?"""
    words = tokens.words
    last, named, body = k, False, False
    if words[k + 1 : k + 2] not in (["of"], ["on"], ["for"]):
        return last, named, body
    for j in range(k + 1, min(len(words), k + 1 + _TAIL_WORDS)):
        word = words[j]
        if word.lower() in _words("calendar") or (word.isdigit() and _is_of_calendar(words, j + 1)):
            break  # "the board meeting on October 31"
        if word[0].isupper() or word.lower() in _words("body") or _is_ordinal(word) or word == "+" or word.isdigit():
            last = j
            named = named or word[0].isupper()
            body = body or word.lower() in _words("body")
        elif word not in _words("connector") and word not in _words("inside-tail"):
            break
    return last, named, body


def _is_of_calendar(words: list[str], j: int) -> bool:
    return j < len(words) and words[j].lower() in _words("calendar")


def _is_name_word(word: str) -> bool:
    """Whether a token can be part of an event's proper name: capitalised, and for no other reason."""
    if not (word[0].isupper() or (word[0].isdigit() and not word.isdigit() and not _is_ordinal(word))):
        return False
    return word.lower().removesuffix("'s") not in _words("not-a-name") and not word.lower().endswith("'s")


def _is_ordinal(word: str) -> bool:
    return word.lower() in _words("ordinal") or word in _ORDINAL_ENDINGS or _ORDINAL.fullmatch(word) is not None
