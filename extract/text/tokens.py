"""Tokens: the words, numbers and marks of a passage, cut once and shared by every rule that reads words."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A word keeps its inner apostrophes, hyphens, dots and digits ("Sherwood-Randall", "O'Neill", "U.S.", "COVID-19"); a
# number its separators and ordinal ending ("1,050.5", "16th"); everything else is one mark. Possessive quantifiers
# keep a line of a million digits linear.
TOKEN = re.compile(
    r"(?:[^\W\d_]\.)++(?![^\W\d_])"  # U.S.  J.  H.E.
    r"|[^\W\d_]++(?:[\u0300-\u036f]|['\-](?=[^\W_])|[^\W_])*+"  # words
    r"|\d++(?:[.,]\d++)*+(?:(?:st|nd|rd|th)\b)?"  # numbers
    r"|[^\s\w]|_"  # marks
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a passage as parallel lists (one object a passage, not one a token)."""

    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)


def tokenize(view: str, start: int, end: int) -> Tokens:
    """Cut `view[start:end]` into tokens; a possessive "'s" stays with its word and is the reader's to strip."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in TOKEN.finditer(view, start, end):
        words.append(match.group())
        first, last = match.span()
        starts.append(first)
        ends.append(last)
    return Tokens(words, starts, ends)
