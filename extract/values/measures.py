"""Measures: what stands before or after a number and says what it is - a currency, a percent, a physical unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple, cast

from extract.lexicon import load_table, load_words
from extract.schemas import FigureKind

# A word of a measure: letters with inner dots ("U.S"), digits only after letters ("CO2", "m2").
_WORD = re.compile(r"(\s*+[-\u2010\u2011]?\s*+)([^\W\d_][^\W_]*+(?:\.[^\W\d_]++)*+)")
_SYMBOL = re.compile(
    r"[^\W\d_][^\W_]*+(?:[²³$₵£¥]|\^[23])?+(?:/[^\W\d_]++[23²³]?+)?+|[°º][CF]?+(?![^\W\d_])|° ?[CF]\b|[℃℉]"
)
# Scripts whose abbreviations have dots and marks inside: "د.إ", "ש״ח", "ரூ".
_FOREIGN = re.compile(r"[^\s\d.,;:()]++(?:\.[^\s\d.,;:()]++)*+")
_FIRST_FOREIGN = "\u0590"
_FIRST_IDEOGRAPH = "\u2e80"
# Between a number and its measure: "500+ buses", "5-percent", "1.198,- Kr".
_GAP = re.compile(r"(?:[.,][-–—]{1,2}|\+(?=\s*+[^\W\d_]))?+\s*+(?:[-\u2010\u2011](?=[^\W\d_]))?+")
_WIDEST_GAP = 4
# The number after a currency, and the first word or sign after that number.
_NUMBER_AFTER = re.compile(r"\s++[0-9](?:[0-9.,']|\s(?=[0-9]{3}(?![0-9])))*+\s*+([^\W\d_]++|[^\w\s])?+")
# "28c a share", "5c/litre", "12.5p": small coins, where a price or decimals tell them from "Section 5c".
_COIN = re.compile(r"[cp](?=\s++(?:an?|per|each|coins?)\b|-an?-|/[^\W\d_])")
_COIN_AFTER_DECIMALS = re.compile(r"[cp](?![^\W_]|[-'&])")
_PERCENT_POINTS = re.compile(r"\s*+-?(?:points?|pts?|pp|p\.p\.)(?![^\W_])")
_PER_TIME = re.compile(
    r"\s*+(?:/|\bper\s++|\ban?\s++)(second|sec|s|minute|hour|hr|h|day|d|week|month|year|yr|annum|capita)\b"
)
_TIMES_OF_RATES = frozenset("d day h hour hr month s week year yr".split())
_ENDS = re.compile(r"\s*+(?:[.,;:)\]!?/]|per\b|$)")
_SPEEDS = {"km/hour": "km/h", "m/second": "m/s", "mile/hour": "mph"}
_TIMES = {"sec": "second", "s": "second", "hr": "hour", "h": "hour", "d": "day", "yr": "year", "annum": "year"}
# "US $5", "U.S. $5 million", "USD $5", "AUD $5": the letters may stand apart from the sign.
_LETTERS_APART = re.compile(r"(?<![^\W_])([Uu]\.[Ss]\.?|[A-Z]{1,3}|us|hk|nz|c)\s?$")
_DOLLARS_OF = re.compile(r"(?<![^\W_])([A-Za-z]{1,4}|U\.S\.)$")
_LETTERS_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]{1,9}|S/|B/)\.?\s?$")


When = Literal["any", "large", "after"]


class Measure(NamedTuple):
    """What a number measures: kind and unit of the amount, and the factor that makes one of the other ("cents")."""

    kind: FigureKind
    unit: str
    factor: Decimal = Decimal(1)
    when: When = "any"
    """Where it is meant: "large" needs a large number ("won", "COP"); "after" stands only after one ("euros")."""

    @property
    def large(self) -> bool:
        """Whether it needs a large number to be meant."""
        return self.when == "large"


class Found(NamedTuple):
    """A measure with the offsets of its characters."""

    measure: Measure
    start: int
    end: int


_PERCENT = Measure("percent", "%")
_CENT = Measure("money", "USD", Decimal("0.01"))
_PENNY = Measure("money", "GBP", Decimal("0.01"))


def currency_before(view: str, start: int, number: int, *, words: bool) -> Found | None:
    """The currency just before a number that starts at `number`: "US$ 3.5", "Rs 500", "KZT 450", "Euro 50 million"."""
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
    match = _LETTERS_BEFORE.search(view, max(start, at - 11), at)
    if match is None:
        return None
    word, first = match.group(1), match.start(1)
    if first > start and view[first - 1] == "$":
        word, first = f"${word}", first - 1  # "$US66 billion"
    measure = _signs().get(word + "." if word in ("S/", "B/") else word) or _signs().get(word) or _codes().get(word)
    if measure is None or measure.when == "after":
        measure = _prefixed_names().get(word.lower()) if words else None
    return Found(measure, first, at) if measure else None


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
            letters = apart.group(1).replace(".", "").upper() if "." in apart.group(1) else apart.group(1)
            known = _signs().get(letters + sign) if len(letters) > 1 or letters == "c" else None
            known = known or _codes().get(letters)
            if known and not known.large:
                return Found(known, apart.start(1), at)
    return Found(_signs()[sign], at - 1, at)


def measure_after(
    view: str, number_end: int, limit: int, *, digits: bool, words: bool, prefixed: bool = False
) -> Found | None:
    """The percent, currency or unit just after a number; unit symbols need `digits`, English names need `words`.

    `prefixed` tells that the number has its currency before it, as may the next one.
    """
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
        return _sign_after(view, number_end, at, limit, prefixed) if at - number_end < _WIDEST_GAP else None
    if first >= _FIRST_FOREIGN:
        return _foreign(view, at, limit, prefixed)
    if not (first.isalpha() or first in "°º"):
        return None
    symbol = _SYMBOL.match(view, at, limit)
    if symbol:
        found = _unit(view, symbol, limit, attached=at == number_end) if digits else None
        found = found or _currency(view, symbol, limit, digits=digits, attached=at == number_end, prefixed=prefixed)
        named = _named(view, at, limit) if words and found and found.measure.kind == "money" else None
        if named and found and named.end > found.end:
            return named  # "CFA francs"
        if found:
            return found
        coin = _coin(view, at, limit) if digits and at == number_end and first in "cp" else None
        if coin:
            return coin
    return _named(view, at, limit) if words else None


def _sign_after(view: str, number_end: int, at: int, limit: int, prefixed: bool) -> Found | None:
    """A sign after a number belongs to it unless a number follows the sign: "5 $6"."""
    if at > number_end and _starts_next(view, at, at + 1, limit, prefixed):
        return None
    for letters in (4, 3, 2):  # "5 $US", "5 $CA"
        known = _signs().get(view[at : at + letters]) if at + letters <= limit else None
        if known and not view[at + letters : at + letters + 1].isalpha():
            return Found(known, at, at + letters)
    return Found(_signs()[view[at]], at, at + 1)


def _starts_next(view: str, at: int, end: int, limit: int, prefixed: bool) -> bool:
    """Whether the currency `view[at:end]` stands before the next number: "5 $6 $7", but not "3 € 4 €"."""
    if view[end : end + 1].isdigit():
        return True
    following = _NUMBER_AFTER.match(view, end, limit)
    if following is None:
        return False
    own = following.group(1)
    if prefixed or not own:
        return True
    sign = _signs().get(own) or _codes().get(own)
    if own != view[at:end] and (sign is None or sign.when == "after") and own.casefold() not in _coin_names():
        return True
    return _NUMBER_AFTER.match(view, following.end(1), limit) is not None


def _unit(view: str, match: re.Match[str], limit: int, *, attached: bool) -> Found | None:
    """The physical unit whose symbol stands after digits: "km", "t/day"."""
    symbol, end = match.group(), match.end()
    unit = _symbols().get(symbol)
    if unit is None and "/" in symbol:  # "t/day"; "t/ha" measures tonnes
        symbol, _, rest = symbol.partition("/")
        unit = _symbols().get(symbol)
        if unit and rest in _TIMES_OF_RATES:
            return Found(unit._replace(unit=f"{unit.unit}/{_TIMES.get(rest, rest)}"), match.start(), end)
        end = match.start() + len(symbol)
    if unit is None:
        return None
    if len(symbol) == 1 and symbol.isalpha() and not attached:
        initial = view[end : end + 1] == "." and not view[end + 1 : end + 2].isspace() and end + 1 < limit
        if initial or view[end : end + 1] in ("-", "'", "&"):  # "5 t.b.d.", "12 M&A deals"
            return None
    return _per_time(view, Found(unit, match.start(), end), limit)


def _currency(
    view: str, match: re.Match[str], limit: int, *, digits: bool, attached: bool, prefixed: bool
) -> Found | None:
    """The currency whose code or abbreviation stands after a number: "5 USD", "30 R$", "12 zł"."""
    word, end = match.group(), match.end()
    if "/" in word:  # "448 KZT/USD"
        word = word.partition("/")[0]
        end = match.start() + len(word)
    known = _codes().get(word) or _signs().get(word)
    if known is None or len(word) == 1 and word.isascii() and not attached:
        return None
    if _starts_next(view, match.start(), end, limit, prefixed):
        return None
    if known.large and digits and len(word) > 1 and _ENDS.match(view, end, limit):
        known = known._replace(when="any")  # "29 RON.", "15 KD"
    return Found(known, match.start(), end)


def _foreign(view: str, at: int, limit: int, prefixed: bool) -> Found | None:
    """The currency or percent that stands after a number in a script of its own."""
    if view[at] in "℃℉":
        return Found(_symbols()[view[at]], at, at + 1)
    match = _FOREIGN.match(view, at, limit)
    if match is None:
        return None
    end = match.end()
    known = _signs().get(match.group())
    if known is None and view[at] >= _FIRST_IDEOGRAPH:  # no spaces between words: "5亿美元的贷款"
        end = next((at + n for n in (3, 2, 1) if view[at : at + n] in _signs()), at)
        known = _signs().get(view[at:end])
    if known is None or _starts_next(view, at, end, limit, prefixed):
        return None
    return Found(known, at, end)


def _coin(view: str, at: int, limit: int) -> Found | None:
    """The small coins of "28c a share" and "12.5p"."""
    decimals = view[at - 2 : at - 1] in (".", ",") or view[at - 3 : at - 2] == "."
    coin = _COIN_AFTER_DECIMALS if decimals else _COIN
    if coin.match(view, at, limit) is None:
        return None
    return Found(_CENT if view[at] == "c" else _PENNY, at, at + 1)


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
    rate = f"{found.measure.unit}/{_TIMES.get(match.group(1), match.group(1))}"
    return Found(found.measure._replace(unit=_SPEEDS.get(rate, rate)), found.start, match.end())


def _key(word: str) -> str:
    return word.replace(".", "").casefold()


def _parts(name: str) -> tuple[str, ...]:
    return tuple(_key(part) for part in name.replace("-", " ").split())


@cache
def _signs() -> dict[str, Measure]:
    """Currencies, and the percent of other languages, by what stands for them."""
    return {
        sign: _PERCENT if code == "%" else Measure("money", code, Decimal(factor), cast(When, when))
        for sign, code, factor, when in load_table("world", "currency_signs")
    }


@cache
def _codes() -> dict[str, Measure]:
    ambiguous = load_words("world", "ambiguous_codes")
    codes = load_words("world", "currency_codes")
    return {code: Measure("money", code, when="large" if code in ambiguous else "any") for code in codes}


@cache
def _sign_characters() -> frozenset[str]:
    return frozenset(sign for sign in _signs() if len(sign) == 1 and (not sign.isalpha() or sign in "元円원"))


@cache
def _symbols() -> dict[str, Measure]:
    rows = load_table("world", "unit_symbols")
    return {row[0]: Measure("quantity", row[1], Decimal(row[2] if len(row) > 2 else 1)) for row in rows}


@cache
def _names() -> dict[str, list[tuple[tuple[str, ...], Measure]]]:
    """Measures by the first word of their name, longest names first."""
    named: dict[tuple[str, ...], Measure] = {}
    for name, unit in load_table("en", "unit_names"):
        named[_parts(name)] = Measure("quantity", unit)
    for name, code, factor, when in load_table("en", "currency_names"):
        named[_parts(name)] = Measure("money", code, Decimal(factor), cast(When, when))
    for name, factor in load_table("en", "percent_names"):
        named[_parts(name)] = Measure("percent", "%", Decimal(factor))
    by_first: dict[str, list[tuple[tuple[str, ...], Measure]]] = {}
    for words in sorted(named, key=len, reverse=True):
        by_first.setdefault(words[0], []).append((words, named[words]))
    return by_first


@cache
def _prefixed_names() -> dict[str, Measure]:
    """The English names of currencies that are no other words, as they stand before large numbers."""
    rows = load_table("en", "currency_names")
    return {
        name: Measure("money", code, when="large")
        for name, code, factor, when in rows
        if factor == "1" and when == "any" and " " not in name
    }


@cache
def _coin_names() -> frozenset[str]:
    """The English names of small coins."""
    return frozenset(name for name, _, factor, _ in load_table("en", "currency_names") if factor == "0.01")
