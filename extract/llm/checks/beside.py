"""Beside a name: whether an office, a body or a country that stands near a name is that person's, or another's."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extract.llm.checks.ground import Ground, Range
from extract.llm.checks.verbs import finite_verbs

# "Ana Silva, who has been Minister of Energy since May".
REACH = 160
"""How far from a name what is said of it may stand."""
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
# What parts two persons: "the Prime Minister and Ana Silva", "Ana Silva with the Prime Minister".
_APART = frozenset("and or nor but with without to by from via than versus between against alongside while".split())
_LINKING = frozenset(
    "been be being became become becomes appointed elected re-elected named serving serves served serve"
    " acting holds held took sworn nominated confirmed heads headed leads led chairs chaired representing represents"
    " represented born is was are were has had have".split()
)
_UNTRUE = frozenset(
    "not never no longer isn't wasn't will would may might could should if unlike wants hopes candidate daughter son"
    " wife husband brother sister aide adviser advisor spokesman spokeswoman spokesperson predecessor successor".split()
)
_MARKS = re.compile(r"[;:]|--")
_HOME = re.compile(r"\s*(?:of|from)(?:\s+the)?\s*")
_OWN = re.compile(r"\s*(?:[,(]|of|from)?\s*(?:the|a)?\s*")
# Where somebody is sent, or goes, is not whom they represent.
_SENT_TO = re.compile(
    r"\b(?:ambassador|envoy|representative|consul|delegate|visit|trip)\s+to\s+(?:the\s+)?$", re.IGNORECASE
)
_RANKS = re.compile(
    r"\b(?:(?:first|second|former|deputy|vice|acting|interim|assistant|associate|honorary|outgoing|incoming|caretaker"
    r"|under|ex|co)[\s\-\u2011]+)+$",
    re.IGNORECASE,
)


def is_beside(ground: Ground, place: Range, name: Range, others: Iterable[Range], *, several: bool = False) -> bool:
    """Whether the words at `place` are said of the person named at `name`; `others` are the names of other people.

    `several`: the words are said of all the persons that follow ("Presidents Ana Silva and Tom Berg").
    """
    if place[0] < name[1] and name[0] < place[1]:
        return True
    gap = (place[1], name[0]) if place[1] <= name[0] else (name[1], place[0])
    if gap[1] - gap[0] > REACH or not ground.same_sentence(place, name):
        return False
    if _SENT_TO.search(ground.view, max(0, place[0] - 40), place[0]):
        return False
    near = [other for other in others if ground.same_sentence(other, name)]
    if place[1] <= name[0]:
        return several or _is_before(ground.view, place, name, near)
    return _is_after(ground.view, place, name, near)


def with_rank(view: str, place: Range) -> Range:
    """The office with what changes it: "Deputy Prime Minister", of which "Prime Minister" was copied."""
    rank = _RANKS.search(view, max(0, place[0] - 40), place[0])
    return place if rank is None else (rank.start(), place[1])


def _is_before(view: str, place: Range, name: Range, others: list[Range]) -> bool:
    """Whether the words lead to the name: "Minister of Energy of Norway, Ana Silva"."""
    gap = view[place[1] : name[0]]
    if any(place[1] <= start < name[0] for start, _ in others) or ")" in gap or _MARKS.search(gap):
        return False
    words = _words(gap)
    if words and words[-1].lower() in _APART or _says_otherwise(words):
        return False
    # "Tom Berg, Minister of Finance, Ana Silva and ...", "Tom Berg of Norway and President Ana Silva"
    claimed = any(_OWN.fullmatch(view, end, place[0]) for _, end in others if end <= place[0])
    return not claimed or not ("," in gap or _APART.intersection(words))


def _is_after(view: str, place: Range, name: Range, others: list[Range]) -> bool:
    """Whether the words are said of the name before them: "Ana Silva, the Norwegian Minister of Energy"."""
    gap = view[name[1] : place[0]]
    if any(name[1] <= start < place[0] for start, _ in others) or _MARKS.search(gap) or _closes(gap):
        return False
    words = _words(gap)
    if words and words[0].lower() in _APART and not _HOME.fullmatch(gap) or _says_otherwise(words):
        return False
    return not any(_leads(view, place, other) for other in others if other[0] >= place[1])


def _leads(view: str, place: Range, other: Range) -> bool:
    """Whether the words are the title before the other name: "Minister of Fisheries of Denmark Tom Berg"."""
    gap = view[place[1] : other[0]]
    words = _words(gap)
    if len(gap) > REACH or any(mark in gap for mark in ",()") or _MARKS.search(gap):
        return False
    return not any(word.lower() in _APART for word in words) and not _says_otherwise(words)


def _closes(gap: str) -> bool:
    """Whether a parenthesis that the gap does not open ends in it."""
    return ")" in gap and "(" not in gap


def _says_otherwise(words: list[str]) -> bool:
    """Whether a verb parts the two, or a word that makes it untrue or somebody else's."""
    return any(word in _UNTRUE or word in finite_verbs() and word not in _LINKING for word in words)


def _words(gap: str) -> list[str]:
    return _WORD.findall(gap)
