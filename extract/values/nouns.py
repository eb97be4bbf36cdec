"""Counted nouns: the noun phrase after a number, and its head in the singular.

>>> singular("companies"), singular("people"), singular("bodies"), singular("boxes")
('company', 'people', 'body', 'box')
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extract.lexicon import load_table, load_words
from extract.values.numbers import is_number_word

_TOKEN = re.compile(
    r"\s*+((?:[^\W\d_]\.){2,}+|[^\W\d_]++(?:['’./&\-\u2010\u2011](?=[^\W_])[^\W_]++)*+|[0-9][^\s,;()]*+|\S)"
)
_MOST_WORDS = 9

# Heads that say little alone: the word before them belongs to what is counted ("overnight stay", "joint venture").
_LIGHT = frozenset({"body", "stay", "venture", "unit", "item", "place", "point", "site", "piece", "case"})


class CountedNoun(NamedTuple):
    """The noun phrase that a number counts: its offsets, and its head in the singular."""

    start: int
    end: int
    unit: str
    head: str
    """The head as written, in lower case."""
    plural: bool
    first: str
    """The first word of the phrase, in lower case."""


def read_counted_noun(view: str, start: int, limit: int) -> CountedNoun | None:
    """The noun phrase that starts at `start`: "joint large projects" of "8 joint large projects worth ..."."""
    at = start
    first = last_end = -1
    head = before = opening = ""
    capitalised = False
    modifiers = 0
    comma = False
    for _ in range(_MOST_WORDS):
        match = _TOKEN.match(view, at, limit)
        if match is None:
            break
        token = match.group(1)
        word = token.lower()
        if not token[0].isalpha():
            if token == "," and modifiers and not head and not comma:
                comma, at = True, match.end()
                continue
            if token in "'\"*" and not head:  # '12 "smart" cities'
                at = match.end()
                continue
            if token[0].isdigit() and capitalised and not head:  # "30 Boeing 737 aircraft"
                at = match.end()
                continue
            break
        if word in ("and", "or") and modifiers and not head:
            comma, at = False, match.end()
            continue
        if word in _stops() or is_number_word(word) or word.startswith("www."):
            break
        plural = is_plural(word) or token[-1] == "s" and len(token) > 2 and token[:-1].isupper()  # MPs
        if head and not plural:
            break
        if first < 0:
            first, opening = match.start(1), word
        if plural:
            head, last_end = word, match.end()
            if "'" in word:
                break
        else:
            before = word
        modifiers += 1
        capitalised = token[0].isupper()
        comma = False
        at = match.end()
    if head:
        return CountedNoun(first, last_end, _unit(head, before), head, True, opening)
    if before and modifiers <= 4:
        return CountedNoun(first, at, singular(before), before, False, opening)
    return None


def _unit(head: str, before: str) -> str:
    noun = singular(head)
    return f"{before} {noun}" if noun in _LIGHT and before.isalpha() else noun


def is_plural(word: str) -> bool:
    """Whether a lower-case word looks like the plural of a counted noun ("sports" and "various" do not)."""
    if word in _irregular():
        return True
    if len(word) < 4 or word[-1] != "s" or word in _not_plurals():
        return False
    if "'" in word or "’" in word:
        return False
    return not word.endswith(("ss", "us", "is", "ous"))


def singular(word: str) -> str:
    """The singular of an English noun in lower case; a word that is no plural stays as it is."""
    if word in _irregular():
        return _irregular()[word]
    stem, hyphen, last = word.rpartition("-")
    if hyphen and last in _irregular():
        return f"{stem}-{_irregular()[last]}"
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "xes", "tches", "aches", "ches")):
        return word[:-2]
    return word[:-1]


@cache
def _stops() -> frozenset[str]:
    return load_words("en", "noun_phrase_stops")


@cache
def _irregular() -> dict[str, str]:
    return {row[0]: row[1] for row in load_table("en", "irregular_plurals")}


@cache
def _not_plurals() -> frozenset[str]:
    return load_words("en", "not_plurals")
