"""Alignment: where in the text the words stand that a model quotes.

A model copies, and a copy may differ in spaces, quote marks or a comma. What differs in what it says - a number, a
name, a "not", a "will" - is another statement, and is not aligned.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from extract.grounding.folding import Folded, fold, inside_word, same_gaps
from extract.grounding.resemblance import Index, elision_is_safe

How = Literal["exact", "tolerant", "near"]

# Places looked at times the length of what is looked for: bounds the work for a text that repeats itself.
_MOST_WORK = 2_000_000
_ELLIPSIS = re.compile(r"\s*(?:[\[(]\s*(?:\.{3,}+|\u2026)\s*[\])]|\.{3,}+|\u2026)\s*")
_MOST_PARTS = 8
_LONGEST_ELISION = 300
"""How many characters of the text a quote's "..." may stand for."""
_MOST_BEGINNINGS = 32
_EDGES = " \t\r\n.,;:!?\u2026\"'\u2018\u2019\u201c\u201d\u00ab\u00bb()[]{}<>*_-\u2013\u2014"


@dataclass(frozen=True, slots=True)
class Alignment:
    """The range of the text that a quote copies, and how faithfully."""

    start: int
    end: int
    similarity: float
    """1.0 for every exact or tolerant match; for a near one the share of the characters that agree, for a quote with
    an ellipsis the share of the range's characters that it spells out."""
    how: How


class Aligner:
    """Aligns quotes to one text; what it needs to know of the text is read once, when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    def align(self, quote: str, *, within: tuple[int, int] | None = None) -> Alignment | None:
        """The range that `quote` copies, first looked for in `within`; None if the text does not say it.

        >>> text = "On Monday the ministers of Arland and Belmark signed “the River Accord”."
        >>> Aligner(text).align('the ministers of Arland and Belmark signed "The River Accord"')
        Alignment(start=10, end=70, similarity=1.0, how='tolerant')
        >>> Aligner("They did not sign the accord.").align("They did sign the accord.") is None
        True
        """
        whole = (0, len(self._text))
        ranges = [whole] if within is None else [_clip(within, len(self._text)), whole]
        copies = _copies(quote)
        if not copies:
            return None
        for area in ranges:
            found = self._faithful(copies, area)
            if found is not None:
                return found
        for area in ranges:
            found = self._elided(copies[-1], area) or self._near(copies[-1], area)
            if found is not None:
                return found
        return None

    def align_all(self, quote: str) -> list[Alignment]:
        """Every exact or tolerant occurrence of `quote`, in order.

        >>> [match.start for match in Aligner("Trade grew. trade  GREW, too.").align_all("trade grew")]
        [0, 12]
        """
        copies = _copies(quote)
        for copy in copies:
            found = list(self._tolerant(copy, copies[0], (0, len(self._text))))
            if found:
                return found
        return []

    def locate(self, words: str, start: int, end: int) -> Alignment | None:
        """Where `words` stand in `text[start:end]`, exactly or tolerantly and at word borders; None if they do not.

        >>> Aligner("Exports rose to 3.5 billion.").locate("5 billion", 0, 28) is None
        True
        """
        area = _clip((start, end), len(self._text))
        return self._faithful(_copies(words), area)

    def _faithful(self, copies: list[str], area: tuple[int, int]) -> Alignment | None:
        """The first exact occurrence in `area`, else the first tolerant one."""
        if not copies:
            return None
        found = next(self._exact(copies[0], area), None)
        return found or next((match for copy in copies for match in self._tolerant(copy, copies[0], area)), None)

    @cached_property
    def _folded(self) -> Folded:
        return fold(self._text)

    @cached_property
    def _index(self) -> Index:
        return Index(self._folded)

    def _exact(self, quote: str, area: tuple[int, int]) -> Iterator[Alignment]:
        """The places where the characters of `quote` stand as they are."""
        work = _MOST_WORK
        start = self._text.find(quote, *area)
        while start >= 0 and work > 0:
            end = start + len(quote)
            if not (inside_word(self._text, start) or inside_word(self._text, end)):
                yield Alignment(start, end, 1.0, "exact")
            work -= len(quote) + 50
            start = self._text.find(quote, start + 1, area[1])

    def _tolerant(self, copy: str, quote: str, area: tuple[int, int]) -> Iterator[Alignment]:
        """The places that read like `copy`, the words of `quote`, but for spaces, case, quote marks and the like."""
        sought = _fold_quote(copy)
        if sought is not None:
            for first, last in self._occurrences(sought, area):
                start, end = self._folded.starts[first], self._folded.ends[last - 1]
                how: How = "exact" if self._text[start:end] == quote else "tolerant"
                yield Alignment(start, end, 1.0, how)

    def _occurrences(self, sought: Folded, area: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """The ranges of pieces that read like `sought` and begin and end where words do."""
        text, needle = self._folded, sought.joined
        piece = bisect_left(text.starts, area[0])
        after = bisect_left(text.ends, area[1] + 1)
        work = _MOST_WORK
        while piece < after and work > 0:
            place = text.joined.find(needle, text.at[piece], text.at[after])
            if place < 0:
                return
            work -= len(needle) + 50
            piece = bisect_left(text.at, place)
            last = bisect_left(text.at, place + len(needle))
            if text.at[piece] == place and text.at[last] == place + len(needle) and self._stands(piece, last, sought):
                yield piece, last
                piece = last
            elif text.at[piece] == place:
                piece += 1

    def _stands(self, first: int, last: int, sought: Folded) -> bool:
        """Whether the pieces are whole words, parted as in the quote."""
        text = self._folded
        if inside_word(self._text, text.starts[first]) or inside_word(self._text, text.ends[last - 1]):
            return False
        return same_gaps(text, first, sought)

    def _elided(self, quote: str, area: tuple[int, int]) -> Alignment | None:
        """The range of a quote that leaves words out with "...": its parts in order, little between them."""
        parts = [_fold_quote(part.strip(_EDGES)) for part in _ELLIPSIS.split(quote)]
        sought = [part for part in parts if part is not None]
        if not 1 < len(sought) == len(parts) <= _MOST_PARTS:
            return None
        text = self._folded
        for tried, (first, last) in enumerate(self._occurrences(sought[0], area)):
            if tried >= _MOST_BEGINNINGS:
                break
            end = self._follow(last, sought[1:], area)
            if end is not None:
                said = sum(len(part.joined) for part in sought)
                share = said / (text.at[end] - text.at[first])
                return Alignment(text.starts[first], text.ends[end - 1], round(share, 3), "near")
        return None

    def _follow(self, last: int, parts: list[Folded], area: tuple[int, int]) -> int | None:
        """The piece after the last of `parts` if they follow piece `last` - 1 one after another."""
        text = self._folded
        for part in parts:
            begin = text.ends[last - 1]
            limit = min(area[1], begin + _LONGEST_ELISION + 2 * len(part.joined) + 50)
            following = next(self._occurrences(part, (begin, limit)), None)
            if following is None:
                return None
            left_out = self._text[begin : text.starts[following[0]]]
            if len(left_out) > _LONGEST_ELISION or not elision_is_safe(left_out):
                return None
            last = following[1]
        return last

    def _near(self, quote: str, area: tuple[int, int]) -> Alignment | None:
        """The most similar range that says the same."""
        sought = _fold_quote(quote)
        if sought is None:
            return None
        found = self._index.nearest(self._text, quote, sought, area)
        if found is None:
            return None
        return Alignment(found.start, found.end, found.similarity, "near")


def _clip(area: tuple[int, int], length: int) -> tuple[int, int]:
    start = min(max(area[0], 0), length)
    return start, min(max(area[1], start), length)


def _copies(quote: str) -> list[str]:
    """The quote as it is, and without the marks a model may have put around it; empty if it holds no word."""
    if not any(char.isalnum() for char in quote):
        return []
    plain = quote.strip()
    bare = plain.strip(_EDGES)
    # "(5 %)" and "-5 %": what stands before a number may be part of it.
    if bare and bare[0].isdigit() and plain.find(bare) > 0 and plain[plain.find(bare) - 1] in "-.":
        bare = plain[plain.find(bare) - 1 :].rstrip(_EDGES)
    return [plain] if bare == plain else [plain, bare]


@lru_cache(maxsize=64)
def _fold_quote(quote: str) -> Folded | None:
    folded = fold(quote)
    return folded if any(kind not in ("mark", "minus") for kind in folded.kinds) else None
