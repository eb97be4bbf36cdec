"""Qualifiers: how exact a number is said to be, by the words just before or after it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple, cast

from extract.lexicon import load_table
from extract.schemas import Qualifier
from extract.values.passage import Passage

# Between a qualifier and its number: "over another 500", "about a further 200", "nearly the 50".
_SKIPPED = frozenset("a additional an another combined extra further record the total".split())
_MARKS: dict[str, Qualifier] = {
    "~": "about",
    "≈": "about",
    "∼": "about",
    "±": "about",
    ">": "over",
    "≥": "over",
    "<": "under",
    "≤": "up_to",
}
_AFTER = re.compile(
    r"(?P<about>\s?-?\s?odd\b|\s++or\s++(?:so|thereabouts)\b)"
    r"|(?P<over>\+(?![0-9])|\s?-?plus\b(?!\s++[0-9$€£])|\s++or\s++(?:more|above|higher|greater|over)\b|\s++and\s++(?:above|over|up|more)\b(?!\s++than))"
    r"|(?P<up_to>\s++or\s++(?:less|fewer|under|lower|below)\b|\s++at\s++most\b)"
)
_REACHING = re.compile(
    r"(?:,|:|%|\b(?:rose|rise[sn]?|grew|grow[ns]?|increased?|went|jumped|climbed|soared|surged|percent|cent))\s*$",
    re.IGNORECASE,
)
_DASH = re.compile("[—–]|--")
_LONGEST = 5


class Qualified(NamedTuple):
    """A qualifier with the offset where its words start (before a number) or end (after one)."""

    qualifier: Qualifier
    edge: int


def qualifier_before(passage: Passage, number: int) -> Qualified | None:
    """The qualifier whose words end just before `number`: "more than", "~", "in excess of"."""
    at = passage.skip_back(number)
    if passage.before(at) in _MARKS:
        return Qualified(_MARKS[passage.before(at)], at - 1)
    words = passage.words_before(number, 64)
    while words and words[-1].lower() in _SKIPPED:
        words.pop()
    if not words:
        return None
    plain = [_DASH.split(word.lower().lstrip("(\"'[*"))[-1] for word in words[-_LONGEST:]]
    plain[-1] = plain[-1].rstrip(".")
    known = _phrases().get(plain[-1])
    if not known:
        return None
    for phrase, qualifier in known:
        if tuple(plain[-len(phrase) :]) == phrase:
            edge = _start_of(passage, phrase, number)
            before = max(passage.start, edge - 24)
            if phrase == ("up", "to") and _REACHING.search(passage.view, before, edge):
                return None  # "growth of 35 percent, up to $25.6 billion" has reached it
            return Qualified(qualifier, edge)
    return None


def qualifier_after(passage: Passage, end: int) -> Qualified | None:
    """The qualifier whose words start at `end`: "or more", "+", "-odd", "or so"."""
    match = _AFTER.match(passage.view, end, passage.end)
    if match is None or match.lastgroup is None:
        return None
    return Qualified(cast(Qualifier, match.lastgroup), match.end())


def _start_of(passage: Passage, phrase: tuple[str, ...], number: int) -> int:
    low = max(passage.start, number - 64)
    before = passage.view[low:number].lower()
    at = len(before)
    for word in reversed(phrase):
        at = before.rfind(word, 0, at)
    return low + at


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], Qualifier]]]:
    """Qualifying phrases by their last word, longest first."""
    by_last: dict[str, list[tuple[tuple[str, ...], Qualifier]]] = {}
    for phrase, qualifier in load_table("en", "qualifiers"):
        words = tuple(phrase.split())
        by_last.setdefault(words[-1], []).append((words, cast(Qualifier, qualifier)))
    for phrases in by_last.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return by_last
