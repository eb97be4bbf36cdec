"""Ratios: "doubled", "five-fold", "two and a half times", "a third of" - when they measure, and in which direction."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extract.lexicon import load_table, load_words
from extract.schemas import Direction
from extract.values.numbers import Numeral
from extract.values.passage import Passage

_FACTOR_OF = re.compile(r"\bfactor\s+of\s+(?:\w+\s+)?$", re.IGNORECASE)
_FOLD = re.compile(r"\s?-?\s?fold\b", re.IGNORECASE)
_TIMES = re.compile(r"\s*+-?\s*+(?:times\b|[x×](?![^\W_]))")
_NEXT = re.compile(r"\s*+(-?)\s*+([^\W\d_]++)(?:\s++([^\W\d_]++|[0-9]++))?+(?:\s++([^\W\d_]++|[0-9]++))?+")
_WORDS = re.compile(r"[^\W\d_]++")

_MODALS = frozenset(
    """
    about almost approximately can could may might must nearly not over roughly shall should than they to we
    will would
    """.split()
)
_NOT_DOUBLED = frozenset(
    """
    as bed blow check checked counting degree degrees digit digits down entry gold helix jeopardy non role room
    rooms standard standards tax taxation taxes track up
    """.split()
)
_MORE = frozenset(
    "above better bigger faster greater growth higher increase larger longer more over rise stronger".split()
)
_LESS = frozenset("below cheaper decline decrease drop fewer less lower reduction slower smaller".split())
_COMPARED = frozenset("as her his its our size that the their this those what".split())
# Verbs that are done a number of times: "raised rates three times" is no ratio.
_REPEATED = frozenset(
    "added adding cut cuts cutting hiked less lowered more raise raised raising suspended suspending".split()
)
# Words of change without a direction, and cues that compare without a change.
_MOVES = frozenset("bring bringing brought change changed down go goes going move moved shift shifted up went".split())
_COMPARATIVES = frozenset({"more", "less", "fewer", "higher", "lower", "added", "adding"})
_PARTITIVE = frozenset("all as her his its of our that the their these those".split())
_MEASURING = frozenset(
    "about almost approximately around by just nearly over practically roughly some than under virtually".split()
)
_PARTS_OF_TIME = frozenset(
    "current early final first former last late latter next other past previous second that this".split()
)


class Ratio(NamedTuple):
    """A multiple or a fraction with its offsets and the direction it states."""

    start: int
    end: int
    value: Decimal
    direction: Direction | None


def read_multiple(passage: Passage, numeral: Numeral) -> Ratio | None:
    """The ratio that "doubled", "to double" or "five-fold" states, or None ("double taxation")."""
    following = _NEXT.match(passage.view, numeral.end, passage.end)
    hyphen, word = (following.group(1), following.group(2).lower()) if following else ("", "")
    if numeral.when != "any" or word in ("down", "up"):
        if word in _NOT_DOUBLED and not (numeral.when == "count" and word == "as"):
            return None
        if numeral.when == "verb" and (
            hyphen or passage.word_before(numeral.start) not in _MODALS and word not in ("the", "that", "its", "their")
        ):
            return None
        if numeral.when == "count":
            comparing = word in _COMPARED or word in _MORE or word in _LESS
            return Ratio(numeral.start, numeral.end, numeral.value, None) if comparing else None
    direction: Direction = "decrease" if numeral.decrease else _direction(passage, numeral)
    return Ratio(numeral.start, numeral.end, numeral.value, direction)


def read_times(passage: Passage, numeral: Numeral) -> Ratio | None:
    """The ratio of "5-fold", "2.5 times more", "a factor of 3", or None ("met five times")."""
    fold = _FOLD.match(passage.view, numeral.end, passage.end)
    if fold:
        return Ratio(numeral.start, fold.end(), numeral.value, _direction(passage, numeral))
    if _FACTOR_OF.search(passage.view, max(passage.start, numeral.start - 24), numeral.start):
        return Ratio(numeral.start, numeral.end, numeral.value, _cue_before(passage, numeral.start))
    times = _TIMES.match(passage.view, numeral.end, passage.end)
    if times is None:
        return None
    if passage.at(times.end()) == " " and passage.at(times.end() + 1).isdigit():
        return None  # "12 x 15 cm"
    following = _NEXT.match(passage.view, times.end(), passage.end)
    word = following.group(2).lower() if following else ""
    sign = times.group().strip() in ("x", "×")
    if word in _LESS:
        return Ratio(numeral.start, times.end(), numeral.value, "decrease")
    if word in _MORE:
        return Ratio(numeral.start, times.end(), numeral.value, "increase")
    if word in _COMPARED and not (
        word in ("this", "that") and following and following.group(3) in ("year", "month", "week")
    ):
        return Ratio(numeral.start, times.end(), numeral.value, None)
    cue = _cue_before(passage, numeral.start)
    if cue or sign or numeral.value != numeral.value.to_integral_value():
        return Ratio(numeral.start, times.end(), numeral.value, cue)
    return None


def is_times(passage: Passage, end: int) -> bool:
    """Whether "times" follows a number, in whatever sense."""
    return _TIMES.match(passage.view, end, passage.end) is not None


def read_fraction(passage: Passage, numeral: Numeral) -> Ratio | None:
    """The share that "half", "a third" or "two-thirds" states, or None ("the first half", "a third party")."""
    before = passage.word_before(numeral.start)
    if before in _PARTS_OF_TIME:
        return None
    following = _NEXT.match(passage.view, numeral.end, passage.end)
    hyphen, word = (following.group(1), following.group(2).lower()) if following else ("", "")
    if hyphen or word in load_words("en", "uncounted_nouns"):
        return None
    if following and word == "of" and any(_is_time(part) for part in following.groups()[2:]):
        return None
    half = numeral.value == Decimal("0.5") and not numeral.digits
    measured = word == "of" or before in _MEASURING or half and (word in _PARTITIVE or before == "in")
    return Ratio(numeral.start, numeral.end, numeral.value, None) if measured else None


def _is_time(word: str | None) -> bool:
    return word is not None and (
        word.lower() in load_words("en", "uncounted_nouns") or len(word) == 4 and word.isdigit()
    )


def change_before(passage: Passage, offset: int) -> bool:
    """Whether a word of change ("rose", "reduction", "went") stands before `offset` in its clause."""
    return not _changes().isdisjoint(_clause_words(passage, offset))


def is_change(word: str) -> bool:
    """Whether a lower-case word is one of change: "rose", "reduction", "went"."""
    return word in _changes()


def _direction(passage: Passage, numeral: Numeral) -> Direction:
    following = _NEXT.match(passage.view, numeral.end, passage.end)
    for word in (following.group(2), following.group(3)) if following else ():
        if word and word.lower() in _LESS:
            return "decrease"
    return _cue_before(passage, numeral.start) or "increase"


def _cue_before(passage: Passage, offset: int) -> Direction | None:
    for word in reversed(_clause_words(passage, offset)):
        if word in _cues() and word not in _REPEATED:
            return _cues()[word]
    return None


def _clause_words(passage: Passage, offset: int) -> list[str]:
    """The words between `offset` and the start of its clause, at most 80 characters back."""
    low = max(passage.start, offset - 80)
    for mark in (";", ". ", ": "):
        low = max(low, passage.view.rfind(mark, low, offset))
    return [word.lower() for word in _WORDS.findall(passage.view, low, offset)]


@cache
def _cues() -> dict[str, Direction]:
    directions: dict[str, Direction] = {"up": "increase", "down": "decrease"}
    return {word: directions[cue] for word, cue in load_table("en", "figure_cues") if cue in directions}


@cache
def _changes() -> frozenset[str]:
    return frozenset({*_cues(), *_MOVES} - _COMPARATIVES)
