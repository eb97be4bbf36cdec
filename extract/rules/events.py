"""Events: the expressions of a sentence that denote a meeting, with the proper name it may have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.lexicon import load_table, load_words
from extract.schemas import MeetingKind
from extract.text.tokens import Tokens

_ORDINAL_WORDS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth inaugural annual".split()
)
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
# Lower-case words that belong to an event's name: "Berlin international conference", "C5+1 ministerial meeting".
_NAME_ADJECTIVES = frozenset(
    "international intergovernmental interparliamentary interregional regional ministerial bilateral trilateral joint"
    " global economic business investment high-level format annual extraordinary informal virtual special leaders'"
    " donors' donor pledging peace climate security roundtable summit plenary".split()
)
# Of these at least one must be capitalised or be an ordinal before the expression counts as a proper name.
_CONNECTORS = frozenset("of and for on the in & - – de".split())
# Capitalised words before an event noun that do not make it a name: sentence starts, months, weekdays, titles.
_NOT_A_NAME = frozenset(
    "the this that these those a an our his her its their today's yesterday's tomorrow's joint press working official state"
    " during following after before at in on as for with and while but following beginning first mr mrs ms dr president"
    " prime minister monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september october november december telephone phone video readout of to talks meeting visit statement statements remarks declaration communique memorandum agreement and next last"
    .split()
)
_BODY_NOUNS = frozenset(
    "commission commissions committee council councils board sub-commission subcommittee sub-committee group parliament"
    " assembly platform union bureau taskforce cabinet government organisation organization association".split()
)
_CALLS = frozenset(("call", "calls", "conversation"))
_CALL_KINDS = frozenset("phone telephone video conference videoconference conference-call".split())
_NEVER_NAMED = frozenset(
    "visit visits trip tour call calls conversation signing opening negotiations consultations discussions luncheon dinner lunch breakfast".split()
)
_TALKS_NOUNS = frozenset("talks meeting meetings negotiations consultations discussions conversation session sessions".split())
# "meeting of the Commission on Trade", "session of the UN General Assembly": how many words a tail may have.
_TAIL_WORDS = 14
_HEAD_WORDS = 12


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
    return {noun: kind for noun, kind in load_table("en", "event_nouns")}  # type: ignore[misc]


def find_events(view: str, tokens: Tokens, names: list[tuple[int, int]]) -> list[Event]:
    """The event expressions of a sentence, in order, each with the longest proper name that can be read around its noun.

    `names` are the ranges of persons' names and offices, which no event's name runs into
    ("Readout of Advisor Jane Doe Meeting with ...").
    """
    kinds = event_kinds()
    blocked = {k for k in range(len(tokens)) if any(a <= tokens.starts[k] < b for a, b in names)} if names else set()
    events: list[Event] = []
    covered = -1
    for k, word in enumerate(tokens.words):
        noun = word.lower().removesuffix("'s")
        if noun not in kinds or k <= covered:
            continue
        if noun in _CALLS and not _is_call(tokens, k):
            continue
        if noun in ("meeting", "negotiations") and _is_process(tokens, k):
            continue
        if noun == "videoconference" and k and tokens.words[k - 1].lower() in ("via", "by", "through", "in"):
            continue
        if k + 1 < len(tokens) and tokens.words[k + 1].lower() in kinds:
            continue  # "a roundtable meeting", "summit talks": the second noun says what it is
        event, covered = _read_event(view, tokens, k, noun, kinds[noun], covered, blocked)
        events.append(event)
    return events


def _read_event(
    view: str, tokens: Tokens, k: int, noun: str, kind: MeetingKind, covered: int, blocked: set[int]
) -> tuple[Event, int]:
    barrier = max((j for j in blocked if j < k), default=-1)
    first = _head(tokens, k, max(covered, barrier))
    last, named_tail, body_tail = _tail(tokens, k)
    head_words = tokens.words[first:k]
    named_head = any(_is_name_word(word) for word in head_words)
    if first == 0 and head_words and tokens.words[0].lower() in load_words("en", "words"):
        # "Regular dialogue": a capital that only begins the sentence names nothing.
        named_head = any(_is_name_word(word) for word in head_words[1:])
    ordinal = any(_is_ordinal(word) for word in head_words)
    body_head = any(word.lower().strip("'s") in _BODY_NOUNS for word in head_words if word[0].isupper())
    is_body = body_tail or (noun in ("meeting", "meetings", "session") and body_head)
    named = (
        named_head
        or (named_tail and noun not in ("visit", "trip", "tour", "call", "conversation"))
        or (body_tail and ordinal)
    )
    if noun in _NEVER_NAMED or (
        noun in _TALKS_NOUNS and not (is_body or ordinal) and all(_only_describes(word) for word in head_words)
    ):
        # "Russian-Tajikistani talks", "delegation trip": described by nationality, not named.
        named = False
    if not named:
        last = k
    title = _title(view, tokens, first, last) if named or (ordinal and is_body) else None
    if kind == "talks" and title is not None and noun in ("meeting", "meetings"):
        if is_body or ordinal:
            kind = "session"
        elif any(word.lower().startswith("leaders") for word in head_words):
            kind = "summit"
    before = tokens.words[first - 1].lower() if first > 0 else ""
    definite = before in (
        "the",
        "our",
        "this",
        "these",
        "their",
        "today",
        "'s",
        "that",
        "his",
        "her",
        "your",
        "my",
    ) or (before.endswith("'s"))
    event = Event(
        start=tokens.starts[first],
        end=tokens.ends[last],
        noun_start=tokens.starts[k],
        noun=noun,
        kind=kind,
        title=title,
        body=is_body,
        definite=definite,
        plural=noun in ("meetings", "visits", "calls", "sessions", "forums", "summits", "ceremonies"),
        ordinal=ordinal,
    )
    return event, last


def _is_process(tokens: Tokens, k: int) -> bool:
    """Whether the noun is none: "look forward to meeting you", "to conclude negotiations on an agreement"."""
    before = tokens.words[k - 1].lower() if k else ""
    after = tokens.words[k + 1].lower() if k + 1 < len(tokens) else ""
    if tokens.words[k].lower() == "meeting":
        return before == "to" or (before in ("of", "for", "in") and after in ("the", "these", "those", "its", "their"))
    return before in ("conclude", "concluding", "begin", "beginning", "launch", "launching", "start", "starting", "resume", "complete", "continue")


def _is_call(tokens: Tokens, k: int) -> bool:
    """Whether "call" is one by telephone: "a phone call", "a call with", not "calls for peace"."""
    before = tokens.words[k - 1].lower() if k else ""
    after = tokens.words[k + 1].lower() if k + 1 < len(tokens) else ""
    return before in _CALL_KINDS or after in ("with", "between")


def _only_describes(word: str) -> bool:
    """Whether a word before "talks" only describes them: lower-case, or of two peoples ("Russian-Tajikistani")."""
    return not word[0].isupper() or "-" in word or word.endswith(("an", "ese", "ish", "i", "ch", "lic"))


def _head(tokens: Tokens, k: int, covered: int) -> int:
    """The first token of the name that ends in the event noun `k`."""
    first = k
    j = k - 1
    while j > covered and k - j <= _HEAD_WORDS:
        word = tokens.words[j]
        if _is_name_word(word) or _is_ordinal(word) or word in _NAME_ADJECTIVES:
            first = j
        elif (
            word in ("-", "–", "&", "and", "of", "on", "for", "+", "/")
            and j - 1 > covered
            and (
                _is_name_word(tokens.words[j - 1])
                or (word in ("of", "on", "for") and tokens.words[j - 1].lower() in _BODY_NOUNS)
            )
        ):
            # "U.S. – Africa Leaders Summit", "Economic and Trade Meeting"; "of" joins only what is capitalised on both sides.
            if word in ("of", "on", "for") and not tokens.words[j + 1][0].isupper():
                break
        elif word.isdigit() and j + 1 < k and tokens.words[j - 1 : j] == ["+"]:
            first = j
        else:
            break
        j -= 1
    return first


def _tail(tokens: Tokens, k: int) -> tuple[int, bool, bool]:
    """The last token of the name that the event noun begins ("meeting of the X Commission on Y"); named?; a body's?"""
    words = tokens.words
    j = k + 1
    if j + 1 >= len(words) or words[j] not in ("of", "on", "for"):
        return k, False, False
    last, named, body = k, False, False
    steps = 0
    while j < len(words) and steps < _TAIL_WORDS:
        word = words[j]
        if word in _CONNECTORS:
            pass
        elif word[0].isupper() or word.lower() in _BODY_NOUNS or _is_ordinal(word) or word == "+" or word.isdigit():
            last = j
            named = named or word[0].isupper()
            body = body or word.lower() in _BODY_NOUNS
        elif body and word.islower() and word.isalpha() and words[j - 1] in ("diplomatic",):
            last = j
        elif word in ("diplomatic", "intergovernmental", "joint", "interparliamentary", "bilateral", "security"):
            pass
        else:
            break
        j += 1
        steps += 1
    return last, named, body


def _is_name_word(word: str) -> bool:
    """Whether a token can be part of an event's proper name: capitalised, and not a word that is so for another reason."""
    if not (word[0].isupper() or (word[0].isdigit() and not word.isdigit() and not _is_ordinal(word))):
        return False
    return word.lower().removesuffix("'s") not in _NOT_A_NAME and not word.lower().endswith("'s")


def _is_ordinal(word: str) -> bool:
    return word.lower() in _ORDINAL_WORDS or _ORDINAL.fullmatch(word) is not None


def _title(view: str, tokens: Tokens, first: int, last: int) -> str:
    return " ".join(view[tokens.starts[first] : tokens.ends[last]].split())
