"""Passages: the sentences of the text, as the rules read them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from extract.reconcile.ranges import RangeIndex
from extract.reconcile.wording import words
from extract.schemas import Span
from extract.text import reader

_BESIDE = 60
# "the Minister of Ports " and "Minister of Ports, " before a name; ", Minister of Ports" after it.
_CLAUSE = re.compile(r"[^,;:()]*,?\s*\Z")
_APPOSED = re.compile(r"\s*[,(\u2013\u2014-].+", re.DOTALL)


class Passages:
    """A text, cut into sentences when somebody asks."""

    def __init__(self, text: str) -> None:
        self.text = text

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """Where the sentence that holds `offset` starts and ends."""
        found = bisect_right(self._starts, offset) - 1
        if found < 0:
            return offset, offset
        sentence = self._sentences[found]
        return sentence if offset < sentence[1] else (offset, offset)

    def whole(self, span: Span) -> Span:
        """The whole sentences in which a span stands."""
        start = min(span.start, self.sentence_at(span.start)[0])
        end = max(span.end, self.sentence_at(span.end - 1)[1])
        return Span(start=start, end=end, text=self.text[start:end])

    def around(self, span: Span) -> str:
        """The text of the whole sentences in which a span stands."""
        return self.whole(span).text

    def stands_beside(self, phrase: str, mention: Span, names: RangeIndex) -> bool:
        """Whether all the words of a phrase stand right before a mention, or after it behind a comma.

        `names` are the mentions of everybody: what stands behind or before another name belongs to that one.
        """
        wanted = words(phrase)
        first, last = self.sentence_at(mention.start)
        reach = _BESIDE + len(phrase)
        first, last = max(first, mention.start - reach), min(last, mention.end + reach)
        before = [end for _, end, _ in names.reached(first, mention.start)] if first < mention.start else []
        clause = _CLAUSE.search(self.text[max([first, *before]) : mention.start])
        if wanted and clause is not None and wanted <= words(clause[0]):
            return True
        apposed = _APPOSED.match(self.text, mention.end, max(last, mention.end))
        after = Span(start=apposed.start(), end=apposed.end(), text=apposed[0]) if apposed else None
        return after is not None and wanted <= words(after.text) and not names.overlapping(after)

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        return [(sentence.start, sentence.end) for sentence in reader.read(self.text).sentences]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._sentences]
