"""Wording: when two phrases say the same thing in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extract.rules.names import fold
from extract.schemas import Span

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    "a an the of and or in on at to for with by from as between his her their its our this that these s".split()
)
_ALIKE = 0.6


@lru_cache(maxsize=1 << 14)
def words(phrase: str | None) -> frozenset[str]:
    """The words of a phrase that carry its meaning, folded and without the ending of a plural."""
    found = (fold(word) for word in _WORD.findall(phrase or ""))
    return frozenset(_singular(word) for word in found if word not in _SMALL)


def _singular(word: str) -> str:
    return word.rstrip("s") if len(word) > 3 else word


def said_in(phrase: str | None, spans: Iterable[Span]) -> bool:
    """Whether all the words of a phrase stand in the passages."""
    wanted = words(phrase)
    return bool(wanted) and wanted <= frozenset().union(*(words(span.text) for span in spans))


def alike(one: str | None, other: str | None) -> bool:
    """Whether two names can be one thing's: one holds all words of the other, or they share most of their words.

    >>> alike("Lakes Forum", "Second Lakes Cooperation Forum"), alike("5th Lakes Forum", "6th Lakes Forum")
    (True, False)
    """
    a, b = words(one), words(other)
    if not a or not b or _numbers(a) and _numbers(b) and _numbers(a) != _numbers(b):
        return False
    return a <= b or b <= a or len(a & b) >= _ALIKE * max(len(a), len(b))


@lru_cache(maxsize=1 << 14)
def _numbers(found: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in found if word[0].isdigit())


def same_wording(one: str | None, other: str | None) -> bool:
    """Whether two names are made of the same words."""
    return bool(words(one)) and words(one) == words(other)
