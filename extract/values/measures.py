"""Measures: what stands before or after a number and says what it is - a currency, a percent, a physical unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from extract.lexicon import load_table, load_words
from extract.schemas import FigureKind

# A word of a measure: letters with inner dots ("U.S"), digits only after letters ("CO2", "m2").
_WORD = re.compile(r"(\s*+[-\u2010\u2011]?\s*+)([^\W\d_][^\W_]*+(?:\.[^\W\d_]++)*+)")
_SYMBOL = re.compile(
    r"[^\W\d_][^\W_]*+[²³]?+(?:\^[23])?(?:/[^\W\d_]++[23²³]?+)?+|[°º][CF]?+(?![^\W\d_])|° ?[CF]\b|[℃℉]"
)
_NUMBER = re.compile(r"\s++[0-9]")
_GAP = re.compile(r"(?:\+(?=\s*+[^\W\d_]))?\s*+(?:[-\u2010\u2011](?=[^\W\d_]))?+")
_PERCENT_POINTS = re.compile(r"\s*+-?(?:points?|pts?|pp|p\.p\.)(?![^\W_])")
_PER_TIME = re.compile(
    r"\s*+(?:/|\bper\s++|\ban?\s++)(second|sec|s|minute|hour|hr|h|day|d|week|month|year|yr|annum|capita)\b"
)
_TIMES = {"sec": "second", "s": "second", "hr": "hour", "h": "hour", "d": "day", "yr": "year", "annum": "year"}
# "US $5", "U.S. $5 million", "USD $5", "AUD $5": the letters may stand apart from the sign.
_LETTERS_APART = re.compile(r"(?<![^\W_])(U\.S\.|[A-Z]{1,3})\s?$")
_DOLLARS_OF = re.compile(r"(?<![^\W_])([A-Za-z]{1,4}|U\.S\.)$")
_LETTERS_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]{1,6}|S/|B/)\.?\s?$")


class Measure(NamedTuple):
    """What a number measures: kind and unit of the amount, and the factor that makes one of the other ("cents")."""

    kind: FigureKind
    unit: str
    factor: Decimal
    large: bool
    """Whether it needs a large number to be meant: "won", "COP"."""


class Found(NamedTuple):
    """A measure with the offsets of its characters."""

    measure: Measure
    start: int
    end: int


_PERCENT = Measure("percent", "%", Decimal(1), False)


def currency_before(view: str, start: int, number: int) -> Found | None:
    """The currency just before a number that starts at `number`: "US$ 3.5", "Rs 500", "KZT 450"."""
    at = number
    while at > start and at > number - 4 and view[at - 1].isspace():
        at -= 1
    if at == start:
        return None
    last = view[at - 1]
    if last in _sign_characters():
        if at == number and at - 1 > start and view[at - 2].isdigit():
            return None  # "12€99"
        return _sign_before(view, start, at)
    if not (last.isalpha() or last in "./") or at == number and last == ".":
        if not (last == "." and at == number):
            return None
    match = _LETTERS_BEFORE.search(view, max(start, at - 8), at)
    if match is None:
        return None
    word = match.group(1)
    measure = _signs().get(word + "." if word in ("S/", "B/") else word) or _signs().get(word) or _codes().get(word)
    return Found(measure, match.start(1), at) if measure else None


def _sign_before(view: str, start: int, at: int) -> Found:
    """The sign that ends at `at`, with the letters before it: "A$", "HK$", "US $", "AUD $"."""
    sign = view[at - 1]
    attached = _DOLLARS_OF.search(view, max(start, at - 6), at - 1)
    if attached:
        known = _signs().get(attached.group(1) + sign) or _codes().get(attached.group(1))
        if known:
            return Found(known, attached.start(1), at)
    if sign == "$":
        apart = _LETTERS_APART.search(view, max(start, at - 7), at - 1)
        if apart:
            letters = apart.group(1)
            known = _signs().get(letters + sign) if len(letters) > 1 else None
            known = known or _codes().get(letters)
            if known and not known.large:
                return Found(known, apart.start(1), at)
    return Found(_signs()[sign], at - 1, at)


def measure_after(view: str, number_end: int, limit: int, *, digits: bool, words: bool) -> Found | None:
    """The percent, currency or unit just after a number; symbols need `digits`, English names need `words`."""
    gap = _GAP.match(view, number_end, limit)
    at = gap.end() if gap else number_end
    if at == number_end and view[at : at + 1] == "." and view[at - 1 : at].isalpha():
        gap = _GAP.match(view, at + 1, limit)  # "5,5 Mio. €", "10 mln. tenge"
        at = gap.end() if gap and gap.end() > at + 1 else at
    if at >= limit:
        return None
    first = view[at]
    if first in "%％":
        points = _PERCENT_POINTS.match(view, at + 1, limit)
        return Found(_PERCENT, at, points.end() if points else at + 1)
    if first in _sign_characters():
        return _sign_after(view, number_end, at, limit)
    if not (first.isalpha() or first in "°º℃℉"):
        return None
    if digits:
        symbol = _SYMBOL.match(view, at, limit)
        if symbol:
            found = _symbol(view, symbol.group(), at, symbol.end(), limit, attached=at == number_end)
            if found:
                return found
    return _named(view, at, limit) if words else None


def _sign_after(view: str, number_end: int, at: int, limit: int) -> Found | None:
    """A sign after a number belongs to it unless a number follows the sign: "5 $6"."""
    after = at + 1
    while after < limit and view[after].isspace():
        after += 1
    if after < limit and view[after].isdigit() and at > number_end:
        return None
    for letters in (4, 3, 2):  # "5 $US", "5 $CA"
        known = _signs().get(view[at : at + letters]) if at + letters <= limit else None
        if known and not view[at + letters : at + letters + 1].isalpha():
            return Found(known, at, at + letters)
    return Found(_signs()[view[at]], at, at + 1)


def _symbol(view: str, symbol: str, at: int, end: int, limit: int, *, attached: bool) -> Found | None:
    unit = _symbols().get(symbol)
    if unit is None and "/" in symbol:  # "t/day", "USD/t"
        symbol, _, rest = symbol.partition("/")
        unit = _symbols().get(symbol)
        if unit and rest in ("day", "year", "hour", "week", "month", "d", "h", "s", "yr", "hr"):
            return Found(Measure("quantity", f"{unit}/{_TIMES.get(rest, rest)}", Decimal(1), False), at, end)
        end = at + len(symbol)
    if unit and (
        len(symbol) > 1 or not symbol.isalpha() or view[end : end + 1] not in ("-", "'", ".", "&") or attached
    ):
        return _per_time(view, Found(Measure("quantity", unit, Decimal(1), False), at, end), limit)
    money = _codes().get(symbol) or _signs().get(symbol)
    if money and (len(symbol) > 1 or attached or not symbol.isascii()) and not _NUMBER.match(view, end, limit):
        return Found(money, at, end)
    return None


def _named(view: str, at: int, limit: int) -> Found | None:
    """The longest name of a measure that starts at `at`: "percentage points", "barrels per day"."""
    first = _WORD.match(view, at, limit)
    if first is None or first.end(1) != at:
        return None
    names = _names().get(_key(first.group(2)))
    if not names:
        return None
    words: list[str] = []
    ends: list[int] = []
    for word, end in _words_from(view, at, limit, len(names[0][0])):
        words.append(word)
        ends.append(end)
    for name, measure in names:
        if tuple(words[: len(name)]) == name:
            found = Found(measure, at, ends[len(name) - 1])
            return _per_time(view, found, limit) if measure.kind == "quantity" else found
    return None


def _words_from(view: str, at: int, limit: int, count: int) -> Iterator[tuple[str, int]]:
    for _ in range(count):
        match = _WORD.match(view, at, limit)
        if match is None:
            return
        at = match.end()
        yield _key(match.group(2)), at
        if at < limit and view[at] == "." and "." in match.group(2):
            at += 1  # "U.S. dollars"
        elif view[at : at + 2] == ". " and match.group(2).lower() in ("sq", "cu"):
            at += 1


def _per_time(view: str, found: Found, limit: int) -> Found:
    """ "5 million tonnes a year" measures tonne/year."""
    if "/" in found.measure.unit:
        return found
    match = _PER_TIME.match(view, found.end, limit)
    if match is None:
        return found
    time = _TIMES.get(match.group(1), match.group(1))
    return Found(found.measure._replace(unit=f"{found.measure.unit}/{time}"), found.start, match.end())


def _key(word: str) -> str:
    return word.replace(".", "").casefold()


def _parts(name: str) -> tuple[str, ...]:
    return tuple(_key(part) for part in name.replace("-", " ").split())


@cache
def _signs() -> dict[str, Measure]:
    rows = load_table("world", "currency_signs")
    return {sign: Measure("money", code, Decimal(factor), when == "large") for sign, code, factor, when in rows}


@cache
def _codes() -> dict[str, Measure]:
    ambiguous = load_words("world", "ambiguous_codes")
    return {
        code: Measure("money", code, Decimal(1), code in ambiguous) for code in load_words("world", "currency_codes")
    }


@cache
def _sign_characters() -> frozenset[str]:
    return frozenset(sign for sign in _signs() if len(sign) == 1 and (not sign.isalpha() or sign in "元円원"))


@cache
def _symbols() -> dict[str, str]:
    return {row[0]: row[1] for row in load_table("world", "unit_symbols")}


@cache
def _names() -> dict[str, list[tuple[tuple[str, ...], Measure]]]:
    """Measures by the first word of their name, longest names first."""
    one = Decimal(1)
    named: dict[tuple[str, ...], Measure] = {}
    for name, unit in load_table("en", "unit_names"):
        named[_parts(name)] = Measure("quantity", unit, one, False)
    for name, code, factor, when in load_table("en", "currency_names"):
        named[_parts(name)] = Measure("money", code, Decimal(factor), when == "large")
    for name, factor in load_table("en", "percent_names"):
        named[_parts(name)] = Measure("percent", "%", Decimal(factor), False)
    by_first: dict[str, list[tuple[tuple[str, ...], Measure]]] = {}
    for words in sorted(named, key=len, reverse=True):
        by_first.setdefault(words[0], []).append((words, named[words]))
    return by_first
