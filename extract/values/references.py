"""Numbers that measure nothing: days, clock times, labels ("Resolution 2510"), parts of names ("COVID-19")."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import load_table, load_words
from extract.values.numbers import Numeral, is_number_word
from extract.values.passage import Passage

_LETTERS = re.compile(r"[^\W\d_]++")
_DASHES = "-\u2010\u2011\u2013\u2014"
_LIST_BEFORE = r"\s++(?:[0-9]{1,2}(?:st|nd|rd|th)?\s*+(?:[\-–—&]|and\b|to\b|or\b|through\b)?\s*+){0,3}$"
_LIST_AFTER = r"(?:\s*+(?:[,\-–—/&]|and\b|to\b|or\b|through\b)\s*+[0-9]{1,2}){0,3}+\s*+(?:of\s++)?"
# "In May 12 agreements were signed": a month after these has no day of its own.
_MONTH_ALONE = frozenset({"in", "last", "this", "next"})
_GROUP_OF = re.compile(r"\b(?:Group|Class|Committee|Council|Gang|Club)\s+of\s+$")
_CHAINED = frozenset({"-", "\u2010", "\u2011", "\u2013", "\u2014", "/"})
_LISTED = frozenset({"to", "through", "and", "or", "&", ",", ", and", ", or"})


def is_reference(passage: Passage, numeral: Numeral, *, after_number: bool = False) -> bool:
    """Whether a bare number names, dates or labels something instead of counting it.

    `after_number` tells that the characters just before it are an amount: "$5 million-7 million".
    """
    before, after = passage.before(numeral.start), passage.at(numeral.end)
    if not before.isspace() and not after_number and _is_attached(passage, numeral.start, before):
        return True
    if not after.isspace() and _is_continued(passage, numeral, after):
        return True
    if is_label(passage, numeral.start):
        return True
    return numeral.form == "digits" and _is_day(passage, numeral)


def is_label(passage: Passage, number: int) -> bool:
    """Whether the word before a number makes it a name: "Resolution 2510", "aged 45", "Group of 77"."""
    word = passage.word_before(number)
    if word == "of":
        return _GROUP_OF.search(passage.view, max(passage.start, number - 24), number) is not None
    return word in _labels()


def continues_reference(passage: Passage, reference: Numeral, numeral: Numeral) -> bool:
    """Whether a number goes on a reference before it: "aged 5 to 7", "Sections 301 and 232 tariffs"."""
    if numeral.start - reference.end > 12:
        return False
    between = passage.between(reference.end, numeral.start)
    return between in _CHAINED or between in _LISTED and is_label(passage, reference.start)


def follows_number(passage: Passage, number: int) -> bool:
    """Whether another number stands just before the word before a number: "1 in 5 people"."""
    words = passage.words_before(number, 16)
    return len(words) > 1 and (words[-2].isdigit() or is_number_word(words[-2].lower()))


def is_year(numeral: Numeral) -> bool:
    """Whether the digits are written like a year of our time."""
    return (
        len(numeral.digits) == 4
        and numeral.factor == 1
        and numeral.digits.isdecimal()
        and "1900" <= numeral.digits <= "2099"
    )


def _is_attached(passage: Passage, first: int, before: str) -> bool:
    beyond = passage.before(first - 1)
    if before in "/#_@&=?\\.'’^" or before.isalnum():
        return True
    if before == ":":
        return beyond.isdigit()
    if before == "+":
        return beyond.isalnum()
    return before in _DASHES[:4] and beyond.isalpha()


def _is_continued(passage: Passage, numeral: Numeral, after: str) -> bool:
    beyond = passage.at(numeral.end + 1)
    if after in ":/+.,":
        if beyond.isdigit():
            return True
        if after == "." and numeral.form == "digits" and numeral.factor == 1:  # "1. Trade"
            return len(numeral.digits) < 3 and _opens(passage, numeral.start)
        return False
    if after == ")":
        return passage.before(numeral.start) == "(" or _opens(passage, numeral.start)
    if after in "-\u2010\u2011":
        following = _LETTERS.match(passage.view, numeral.end + 1, passage.end)
        return following is not None and not is_number_word(following.group().lower())  # "three-four percent"
    return after in "_@" or after == "'" and beyond == "s"


def _opens(passage: Passage, first: int) -> bool:
    """Whether nothing but indentation stands before `first`."""
    return first - passage.start < 40 and not passage.between(passage.start, first)


def _is_day(passage: Passage, numeral: Numeral) -> bool:
    if len(numeral.digits) > 2 or numeral.factor != 1 or not 0 < numeral.value <= 31:
        return False
    if _day_before_month().match(passage.view, numeral.end, passage.end):
        return True
    found = _month_before_day().search(passage.view, max(passage.start, numeral.start - 32), numeral.start)
    if found is None:
        return False
    alone = passage.word_before(found.start()) in _MONTH_ALONE
    return not (alone and passage.at(numeral.end) == " " and passage.at(numeral.end + 1).islower())


@cache
def _labels() -> frozenset[str]:
    return load_words("en", "numbered_names")


@cache
def _months() -> str:
    names = {row[0] for row in load_table("en", "months")}
    return (
        "(?:"
        + "|".join(
            sorted({*(name.title() for name in names), *(name.upper() for name in names)}, key=len, reverse=True)
        )
        + ")"
    )


@cache
def _day_before_month() -> re.Pattern[str]:
    return re.compile(_LIST_AFTER + _months() + r"\b")


@cache
def _month_before_day() -> re.Pattern[str]:
    return re.compile(r"\b" + _months() + r"\.?" + _LIST_BEFORE)
