"""Sentences: a paragraph cut where a sentence ends, not where an abbreviation does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.lexicon import load_table, load_words

LONGEST = 2_000
"""No sentence is longer: what reads sentences stays linear in the text."""

_STOP = re.compile(r"[.!?\u2026](?<![.!?\u2026]{2})[.!?\u2026]*+[\"')\]]*+(?=\s)|[\u3002\uff01\uff1f]++")
_OPENING = "\"'([\u2013\u2014-\u2022 "
_LONGEST_WORD = 24


@cache
def _abbreviations() -> dict[str, str]:
    return {row[0]: row[1] for row in load_table("en", "abbreviations")}


class SentenceCutter:
    """Cuts the passages of one view, in order; the stops of the whole text are found in one pass."""

    def __init__(self, view: str) -> None:
        self._view = view
        self._stops = _STOP.finditer(view)
        self._next = next(self._stops, None)

    def cut(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences of view[start:end]; passages must come in the order of the text."""
        view = self._view
        stop = self._next
        first = start
        while stop is not None and stop.end() < end:
            if stop.start() >= start and _is_end(view, stop, first, end):
                yield from _cut_long(view, first, stop.end())
                first = stop.end()
                while first < end and view[first].isspace():
                    first += 1
            stop = next(self._stops, None)
        self._next = stop
        if first < end:
            yield from _cut_long(view, first, end)


def _is_end(view: str, stop: re.Match[str], first: int, end: int) -> bool:
    """True if the sentence that began at `first` ends at this stop."""
    after = stop.end()
    mark = view[stop.start()]
    if mark in "\u3002\uff01\uff1f":
        return True
    while after < end and (view[after].isspace() or view[after] in _OPENING):
        after += 1
    if after >= end:
        return False
    following = view[after]
    if following.islower():
        return False
    if mark != "." or stop.end() - stop.start() > 1:
        # '"Did it?" Ann asked', '"... today." The': an ellipsis or a closing mark decides nothing more.
        return True
    word_start = stop.start()
    floor = max(first, word_start - _LONGEST_WORD)
    while word_start > floor and not (view[word_start - 1].isspace() or view[word_start - 1] in "\"'([\u2013\u2014/"):
        word_start -= 1
    word = view[word_start : stop.start()]
    if not word and following.isdigit() and view[word_start - 2 : word_start - 1].isdigit():
        return False  # the decimals of a text cut into tokens: "6 . 2 %"
    if "-" in word and "." in word:
        word = word.rpartition("-")[2]  # "a new Brazil-U.S. Partnership"
    if len(word) == 1 and word.isalpha() and word.isupper():
        return False  # the initial of a name: "J. Smith"
    if word_start == first and (word.isdigit() or len(word) == 1) and len(word) < 4:
        return False  # the number of a list item: "1. Trade"
    kind = _abbreviations().get(word.lower())
    if kind is None and "." in word and len(word) <= 8 and word.replace(".", "").isalpha():
        kind = "often"  # "J.F.", "H.E.", "U.S.S.R."
        if all(len(part) == 1 for part in word.split(".")) and word.lower() not in _abbreviations() and word.isupper():
            kind = "never" if len(word) <= 3 else "often"
    if kind is None:
        return True
    if kind == "never":
        return False
    if kind == "number":
        return (
            not following.isdigit()
            and (word.lower() != "no" or not following.isdigit())
            and _starts_sentence(view, after, end)
        )
    return _starts_sentence(view, after, end)


def _starts_sentence(view: str, after: int, end: int) -> bool:
    stop = after
    limit = min(end, after + 16)
    while stop < limit and view[stop].isalpha():
        stop += 1
    return view[after:stop].lower() in load_words("en", "sentence_starts")


def _cut_long(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The passage itself, or pieces of at most `LONGEST` characters, cut at the best mark near the limit."""
    while end - start > LONGEST:
        limit = start + LONGEST
        cut = -1
        for mark in ("; ", ", ", " "):
            cut = view.rfind(mark, start + LONGEST // 2, limit)
            if cut >= 0:
                cut += len(mark.rstrip())
                break
        if cut < 0:
            cut = limit
        last = cut
        while last > start and view[last - 1].isspace():
            last -= 1
        if last > start:
            yield start, last
        start = cut
        while start < end and view[start].isspace():
            start += 1
    if start < end:
        yield start, end
