"""Passages: the sentences of the text, as the rules read them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from extract.reconcile.wording import words
from extract.schemas import Span
from extract.text import reader

_BESIDE = 60


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

    def stands_beside(self, phrase: str, mention: Span) -> bool:
        """Whether all the words of a phrase stand right before or after a mention, in its sentence."""
        start, end = self.sentence_at(mention.start)
        before = self.text[max(start, mention.start - _BESIDE - len(phrase)) : mention.start]
        after = self.text[mention.end : min(end, mention.end + _BESIDE + len(phrase))]
        wanted = words(phrase)
        return bool(wanted) and (wanted <= words(before) or wanted <= words(after))

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        return [(sentence.start, sentence.end) for sentence in reader.read(self.text).sentences]

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._sentences]
