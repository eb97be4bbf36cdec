"""A passage being read for amounts, and a number on its way to one: what the modules beside this one pass on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.schemas import Direction, FigureKind
from extract.values.nouns import CountedNoun
from extract.values.numbers import Numeral

_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence, `view[start:end]`; `words` tells whether it is in English."""

    view: str
    start: int
    end: int
    words: bool

    def before(self, offset: int) -> str:
        """The character before `offset`, a space at the start of the sentence."""
        return self.view[offset - 1] if offset > self.start else " "

    def at(self, offset: int) -> str:
        """The character at `offset`, a space at the end of the sentence."""
        return self.view[offset] if self.start <= offset < self.end else " "

    def between(self, first: int, last: int) -> str:
        """The text from `first` to `last` without the spaces around it, in lower case."""
        return self.view[first:last].strip().lower()

    def skip_back(self, offset: int) -> int:
        """Where the spaces before `offset` start."""
        while offset > self.start and self.view[offset - 1].isspace():
            offset -= 1
        return offset

    def word_before(self, offset: int) -> str:
        """The word just before `offset` in lower case, without a final dot; "" if a mark stands between."""
        chunks = self.view[max(self.start, offset - _LONGEST_WORD) : offset].rsplit(None, 1)
        if not chunks:
            return ""
        word = chunks[-1].lstrip("(\"'[*“‘").rstrip(".")
        return word.lower() if word and word[-1].isalnum() else ""

    def words_before(self, offset: int, width: int) -> list[str]:
        """The words, with their marks, that start in the `width` characters before `offset`."""
        return self.view[max(self.start, offset - width) : offset].split()


@dataclass(slots=True)
class Reading:
    """A number on its way to an amount; `kind` stays None until something says what it measures."""

    numeral: Numeral
    start: int
    end: int
    value: Decimal
    factor: Decimal
    """The magnitude in `value`, 1 if none."""
    kind: FigureKind | None = None
    unit: str = ""
    high: Decimal | None = None
    direction: Direction | None = None
    noun: CountedNoun | None = None
    noun_elsewhere: bool = False
    """The noun stands at another number: the 76 of "76 of 85 regions"."""
    prefixed: bool = False
    """Money whose currency stands before the number."""
