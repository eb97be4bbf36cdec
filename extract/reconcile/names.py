"""Names: when two of them can be one person's or one organization's."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.lexicon import load_words
from extract.reconcile.wording import words
from extract.rules.names import HEAD, HONORIFIC, MODIFIER, NAME, NATION, PLURAL, fold, kinds

_PART = re.compile(r"[^\W\d_]+(?:'[^\W\d_]{2,})?")
# "Al-Adnani", "el-Sherif": the article is written or left out as one likes.
_ARTICLES = frozenset("al el ul ash ad az the".split())
_TITLES = HONORIFIC | HEAD | PLURAL | MODIFIER | NATION


@lru_cache(maxsize=1 << 14)
def parts_of(name: str) -> tuple[str, ...]:
    """The parts of a name as names are compared: folded, without titles, articles and letters after the name.

    >>> parts_of("Prime Minister Kim Jong-un"), parts_of("Dr. José al-Adnani MP")
    (('kim', 'jong', 'un'), ('jose', 'adnani'))
    """
    found: list[str] = _PART.findall(name.replace("’", "'"))
    del found[: _titles_before(found)]
    while len(found) > 1 and found[-1] in _post_nominals():
        del found[-1]
    folded = [fold(part) for part in found]
    return tuple(part for part in folded if part not in _ARTICLES) or tuple(folded)


def _titles_before(words_of_name: list[str]) -> int:
    """How many words at the head of a name are titles; "Prime" is one before "Minister", and a name elsewhere."""
    count = 0
    for position, word in enumerate(words_of_name[:-1], 1):
        flags = kinds(word)
        if not flags & _TITLES and not word[0].islower():
            break
        if flags & _TITLES and not flags & NAME:
            count = position
    return count


@cache
def _post_nominals() -> frozenset[str]:
    return load_words("en", "post_nominals")


def keys_of(name: str) -> frozenset[str]:
    """What is equal for two spellings of one full name: "Kim Jong-un", "Kim Jong Un", "KIM Jongun", "Jong-un Kim"."""
    parts = parts_of(name)
    return frozenset(("".join(parts), " ".join(sorted(parts)))) if parts else frozenset()


def fullness(name: str) -> tuple[int, int, int]:
    """How full a name is: its parts that are no initials, all its parts, its letters."""
    parts = parts_of(name)
    return sum(len(part) > 1 for part in parts), len(parts), sum(map(len, parts))


def can_be_one(one: str, other: str) -> bool:
    """Whether two names of persons can be one person's, if only one person of such a name is there.

    >>> can_be_one("Petrov", "Oleg Petrov"), can_be_one("O. Petrov", "Oleg Ivanovich Petrov")
    (True, True)
    >>> can_be_one("Oleg", "Oleg Petrov"), can_be_one("Anna Petrov", "Oleg Petrov")
    (False, False)
    """
    if keys_of(one) & keys_of(other):
        return True
    short, full = sorted((parts_of(one), parts_of(other)), key=len)
    if not short or not _runs_through(short, full):
        return False
    if len(short) == 1:
        # Elsewhere the family name comes first: "Xi" of "Xi Jinping", whose first part no lexicon calls a given name.
        return short[0] == full[-1]
    return _agree(short[-1], full[-1]) or sum(len(part) > 1 for part in short) > 1


def shares_name(one: str, other: str) -> bool:
    """Whether one name is part of the other, so that words of the text can be a mention of both."""
    short, full = sorted((parts_of(one), parts_of(other)), key=len)
    return bool(short) and _runs_through(short, full)


def same_body(one: str, other: str) -> bool:
    """Whether all words of one organization's name are words of the other's."""
    a, b = words(one), words(other)
    return bool(a and b) and (a <= b or b <= a)


def _runs_through(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the parts of `short` stand in `full`, in the same order, each in full or as an initial."""
    rest = iter(full)
    return all(any(_agree(part, other) for other in rest) for part in short)


def _agree(part: str, other: str) -> bool:
    if len(part) == 1 or len(other) == 1:
        return part[0] == other[0]
    return part == other


__all__ = ["can_be_one", "fullness", "keys_of", "parts_of", "same_body", "shares_name"]
