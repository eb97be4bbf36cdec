"""Numbers: digits and number words with their magnitude, read as exact decimals.

>>> parse_number("1,234.5 million")
Decimal('1234500000')
>>> parse_number("two and a half thousand")
Decimal('2500')
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import cache
from typing import Literal, NamedTuple

from extract.lexicon import load_table

Form = Literal["digits", "words", "fraction", "multiple"]
"""How a number is written: "1,050"; "seventy-six", "a dozen"; "two-thirds", "half"; "doubled", "five-fold"."""

_LONGEST = 40
_ONE = Decimal(1)
_HALF = Decimal("0.5")
# No number here has more digits, whatever precision the caller's own context has.
_EXACT = Context(prec=100)
_VULGAR = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333", "⅔": "0.667", "⅕": "0.2", "⅛": "0.125"}

# Digits with their separators: "1 234 567" (plain, no-break or thin space), "1,234.56", "1.234,56", "1,00,000";
# "2½" and "1/2"; "4 . 8 %" of texts cut into tokens. Possessive, so that a million digits or 500,000 commas are passed
# over once.
_DIGITS = re.compile(
    r"(?:[0-9]{1,3} \. [0-9]{1,4}(?= (?:%|per ?cent\b|thousand\b|million\b|billion\b|trillion\b))"
    r"|[0-9]{1,3}(?:[ \u00a0\u2007\u2009\u202f][0-9]{3})++(?![0-9])(?:[.,][0-9]{1,2}(?![0-9.,]))?+"
    r"|[0-9]++(?:[.,'’·][0-9]++)*+)"
    r"(?:\s?[½¼¾⅓⅔⅕⅛]|(?:[ -][0-9]{1,2})?/[0-9]{1,2}(?![0-9/]))?+"
    r"|[½¼¾⅓⅔⅕⅛]"
)
_DIGIT = re.compile(r"[0-9½¼¾⅓⅔⅕⅛]")
_GROUPS = {
    ",": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}"),
    ".": re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+"),
    "'": re.compile(r"[0-9]{1,3}(?:'[0-9]{3})+"),
}
_WORD = re.compile(r"[A-Za-z]++")
_NEXT_WORD = re.compile(r"(\+?\s*+[-\u2010\u2011]?\s*+)([^\W\d_]++)")
# "2 and a half million", "5 and a quarter".
_AND_PART = re.compile(r"\s++and\s++(?:(?:a|one)[\s-]++)?(half|quarter|third)\b", re.IGNORECASE)
# "five millions": only after a number; "millions of" alone is vague.
_FIRST_IDEOGRAPH = "\u2e80"
_PLURALS = frozenset("billions crores dozens hundreds lakhs millions thousands trillions".split())
# "less than a dollar a day", "a dollar and 42 cents": coins and notes of which "a" is one, and what tells that it is.
_COINS = frozenset("buck cent dollar euro penny rupee".split())
_AND_NUMBER = re.compile(r"\s++and\s++[0-9]")
_COUNTING = frozenset("above about almost barely just nearly only over than under".split())
_PUNCTUATION = ("-", ",", ".", '"', "'", "(", ")", ";", ":", "\u2014", "\u2013", "\u2011", "/", "?", "!", "[", "*")


class NumberError(ValueError):
    """The text is not a number that can be read exactly."""


class Magnitude(NamedTuple):
    """A word that multiplies the number before it, and after which numbers it does."""

    factor: Decimal
    when: str


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number of a text, with its magnitude applied."""

    start: int
    end: int
    value: Decimal
    form: Form
    factor: Decimal = _ONE
    """The magnitude in `value`: 1000000000 for "14.7 billion", else 1."""
    digits: str = ""
    """The digits as written, without the magnitude."""
    decrease: bool = False
    """Of a multiple: "halved"."""
    when: str = "any"
    """Of a multiple: where it is one (see the lexicon `multiples`)."""


def parse_number(text: str) -> Decimal:
    """The value of a number written in digits or English words, with its magnitude.

    >>> parse_number("1.234,56"), parse_number("12 lakh"), parse_number("seventy-six"), parse_number("a dozen")
    (Decimal('1234.56'), Decimal('1200000'), Decimal('76'), Decimal('12'))
    """
    stripped = text.strip()
    if len(stripped) <= 200:
        numerals = find_numbers(stripped, 0, len(stripped))
        if len(numerals) == 1 and (numerals[0].start, numerals[0].end) == (0, len(stripped)):
            return numerals[0].value
    raise NumberError(f"not a number: {stripped[:60]!r}; write it in digits ('1,234.5 million') or English words")


def parse_digits(digits: str, *, dot_groups: bool = False) -> Decimal | None:
    """The value of digits with separators of any style, or None if they are no number (a date, a version, a list).

    One dot before three digits is a decimal point, unless `dot_groups` says that this text groups with dots.

    >>> parse_digits("1,00,000"), parse_digits("1'250"), parse_digits("12,50"), parse_digits("12.05.2021")
    (Decimal('100000'), Decimal('1250'), Decimal('12.50'), None)
    """
    if len(digits) > _LONGEST:
        return None
    if digits.isdecimal():
        return Decimal(digits)
    plain = "".join(digits.split()).replace("’", "'").replace("·", ".")
    whole, mark, tail = _split_decimals(plain, dot_groups)
    if mark is None:
        return None
    for separator, pattern in _GROUPS.items():
        if separator in whole:
            if not pattern.fullmatch(whole):
                return None
            whole = whole.replace(separator, "")
    if not whole.isdecimal() or tail and not tail.isdecimal():
        return None
    return Decimal(f"{whole}.{tail}" if tail else whole)


def _split_decimals(plain: str, dot_groups: bool) -> tuple[str, str | None, str]:
    """The whole part, the decimal mark ("" if there is none, None if the marks make no sense) and the decimals."""
    commas, dots = plain.count(","), plain.count(".")
    if commas and dots:
        mark = "," if plain.rfind(",") > plain.rfind(".") else "."
        if plain.count(mark) > 1:
            return plain, None, ""
    elif commas + dots != 1:
        return plain, "", ""
    else:
        mark = "," if commas else "."
    whole, _, tail = plain.rpartition(mark)
    if not (commas and dots):
        grouped = len(tail) == 3 and len(whole) <= 3 and not whole.startswith("0")
        if mark == "," and grouped or mark == "." and grouped and dot_groups:
            return plain, "", ""
        if mark == "," and len(tail) > 2 and len(whole) <= 3 and not whole.startswith("0"):
            return plain, None, ""  # "April 2,2025"
    return whole, mark, tail


def find_numbers(view: str, start: int, end: int, *, words: bool = True) -> list[Numeral]:
    """The numbers of `view[start:end]` in order; English number words only if `words`."""
    found = _digit_numbers(view, start, end) if _DIGIT.search(view, start, end) else []
    if words and not _number_words().isdisjoint(_plain_words(view[start:end])):
        spelled = _Speller(view, start, end).numbers()
        found = _merged(found, spelled) if found and spelled else found or spelled
    return found


def _merged(digits: list[Numeral], spelled: list[Numeral]) -> list[Numeral]:
    """Both in order, without the spelled numbers that overlap digits ("2 and a half million")."""
    merged: list[Numeral] = []
    i = 0
    for numeral in spelled:
        while i < len(digits) and digits[i].end <= numeral.start:
            merged.append(digits[i])
            i += 1
        if i == len(digits) or numeral.end <= digits[i].start:
            merged.append(numeral)
    return merged + digits[i:]


def magnitude_after(view: str, end: int, limit: int, *, money: bool) -> tuple[Decimal, int] | None:
    """The factor and end of a magnitude after digits that end at `end`; with `money` also "m", "b" and the like."""
    match = _NEXT_WORD.match(view, end, limit)
    if match is None:
        return None
    gap, word = match.groups()
    known = _magnitudes().get(word) or _magnitudes().get(word.lower())
    after = match.end()
    if known is None or len(word) == 1 and word not in _magnitudes():
        known = _foreign_magnitudes().get(word.lower())
        if known is None and word[0] >= _FIRST_IDEOGRAPH:  # "5亿美元"
            known, after = _foreign_magnitudes().get(word[0]), match.start(2) + 1
        if known is None or gap.strip():
            return None
    if known.when == "money" and not money or "+" in gap and len(word) < 3:
        return None
    if gap and len(word) == 1 and not (money and known.when == "money" and not gap.strip()):
        return None  # "5 K", "5 b": too little to tell
    if known.when != "word" and view[after : after + 1].isdigit():
        return None
    return known.factor, after


def scaled(value: Decimal, factor: Decimal) -> Decimal:
    """The exact product, without needless zeros: 14.7 by 1000000000 is 14700000000."""
    if factor == 1:
        return value
    product = _EXACT.multiply(value, factor)
    whole = product.to_integral_value(context=_EXACT)
    return whole.quantize(_ONE, context=_EXACT) if product == whole else product.normalize(_EXACT)


def is_number_word(word: str) -> bool:
    """Whether a lower-case word is a number below a hundred or a magnitude."""
    return word in _small() or word in _word_magnitudes()


def _digit_numbers(view: str, start: int, end: int) -> list[Numeral]:
    found: list[Numeral] = []
    for match in _DIGITS.finditer(view, start, end):
        first, last = match.span()
        digits = match.group()
        value, form = _value_of_digits(digits)
        if value is None or first - 2 > start and view[first - 1] in "-+−" and view[first - 2] in "eE":
            continue  # "9.8e-3"
        if first > start and view[first - 1] == "." and (first - 1 == start or not view[first - 2].isalnum()) and value:
            if first - 1 > start and view[first - 2] == ".":
                continue  # "...5"
            first -= 1
            value = Decimal(f"0.{digits}") if digits.isdecimal() else value
        after = last
        factor = _ONE
        part = _AND_PART.match(view, after, end) if digits.isdecimal() else None
        if part:
            value += _fraction(_ONE, _denominators()[part.group(1).lower()])
            after = part.end()
        for _ in range(3):  # "1.2 lakh crore", "5 hundred thousand million"
            magnitude = magnitude_after(view, after, end, money=False)
            if magnitude is None:
                break
            factor *= magnitude[0]
            after = magnitude[1]
        if factor != 1 and form == "fraction":
            form = "digits"
        numeral = Numeral(first, after, scaled(value, factor), form, factor, digits)
        if found and _continues(view, found[-1], numeral):
            whole = found.pop()
            numeral = replace(numeral, start=whole.start, value=whole.value + numeral.value, digits=whole.digits)
        found.append(numeral)
    return found


def _continues(view: str, whole: Numeral, part: Numeral) -> bool:
    """Whether a number goes on the one before it: "1 trillion 200 billion roubles"."""
    return whole.factor > part.factor > 1 and part.value < whole.factor and not view[whole.end : part.start].strip()


def _value_of_digits(digits: str) -> tuple[Decimal | None, Form]:
    last = digits[-1]
    if last in _VULGAR:
        whole = digits[:-1].strip()
        value = parse_digits(whole) if whole else Decimal(0)
        return (None if value is None else value + Decimal(_VULGAR[last])), "digits" if whole else "fraction"
    if "/" not in digits:
        return parse_digits(digits), "digits"
    whole, denominator = digits.split("/")
    whole, _, numerator = whole.replace("-", " ").rpartition(" ")
    if not numerator.isdecimal() or len(numerator) > 2:
        return None, "fraction"
    if not 1 < int(denominator) <= 100 or int(numerator) >= int(denominator) or len(whole) > _LONGEST:
        return None, "fraction"
    part = _fraction(Decimal(numerator), int(denominator))
    if not whole:
        return part, "fraction"
    _, point, decimals = whole.partition(".")
    if point and len(decimals) != 2:
        return None, "fraction"
    value = parse_digits(whole)
    if value is None:
        return None, "fraction"
    return value + (part / 100 if point else part), "digits"  # "$6.10-1/2 a bushel" has half a cent


def _fraction(numerator: Decimal, denominator: int) -> Decimal:
    """Exact if three decimals are enough, else rounded to three: a third is 0.333."""
    value = numerator / denominator
    rounded = value.quantize(Decimal("0.001"))
    return rounded.normalize() if rounded == value else rounded


class _Speller:
    """Reads the numbers spelled in a passage, word by word."""

    def __init__(self, view: str, start: int, end: int) -> None:
        self._view = view
        self._words: list[str] = []
        self._spans: list[tuple[int, int]] = []
        for match in _WORD.finditer(view, start, end):
            self._words.append(match.group().lower())
            self._spans.append(match.span())

    def numbers(self) -> list[Numeral]:
        found: list[Numeral] = []
        i = 0
        while i < len(self._words):
            numeral, following = self._number_at(i)
            if numeral is not None:
                found.append(numeral)
            i = max(following, i + 1)
        return found

    def _number_at(self, i: int) -> tuple[Numeral | None, int]:
        word = self._words[i]
        if word in _small():
            return self._cardinal(i)
        if word in _word_magnitudes():
            if i and self._words[i - 1] in ("a", "an") and self._joined(i - 1):
                return self._cardinal(i, first=i - 1)
            return None, i  # "several million", "per thousand": vague
        if word in _COINS:
            return self._one_coin(i), i
        if word in _denominators():
            return self._part(i)
        multiple = _multiples().get(word)
        if multiple is None:
            return None, i
        value, direction, when = multiple
        return self._numeral(i, i + 1, value, "multiple", decrease=direction == "decrease", when=when), i + 1

    def _one_coin(self, i: int) -> Numeral | None:
        if self._word(i - 1) != "a" or not self._joined(i - 1):
            return None
        counting = self._word(i - 2) in _COUNTING and self._joined(i - 2)
        priced = self._word(i + 1) in ("a", "per") and self._joined(i)
        if not (counting or priced or _AND_NUMBER.match(self._view, self._spans[i][1])):
            return None
        return self._numeral(i - 1, i, _ONE, "words")

    def _cardinal(self, i: int, *, first: int | None = None) -> tuple[Numeral | None, int]:
        """A number from word `i` on; `first` is the word it starts with if that is an article."""
        begin = i if first is None else first
        value, factor, j = self._scaled(i)
        while self._joined(j - 1):
            k = j + 1 if self._word(j) == "and" and self._joined(j) and self._word(begin - 1) != "between" else j
            if self._word(k) not in _small() or factor < 100:
                break
            more, more_factor, after = self._scaled(k)
            if more >= factor or not more:
                break
            value, j = value + more, after
            factor = more_factor if more_factor > 1 else _ONE
        following = self._word(j) if self._joined(j - 1) else ""
        if following == "fold":
            return self._numeral(begin, j + 1, value, "multiple"), j + 1
        if (
            following in ("first", "second")
            or following in _denominators()
            and not self._is_numerator(value, following)
        ):
            return None, j + 1  # "twenty-first", "two hundred and fiftieth"
        if following in _denominators():
            part = _fraction(value, _denominators()[following])
            return self._of_a(begin, j + 1, part)
        return self._numeral(begin, j, value, "words", factor=factor), j

    @staticmethod
    def _is_numerator(value: Decimal, denominator: str) -> bool:
        return value == 1 or denominator.endswith(("s", "half")) or value < 10 and value < _denominators()[denominator]

    def _scaled(self, i: int) -> tuple[Decimal, Decimal, int]:
        """A number below a thousand with the magnitudes after it: value, the last magnitude, the word after."""
        factor = _ONE
        if self._words[i] in _word_magnitudes():  # "a hundred": the article is the one
            value = _ONE
            j = i
        else:
            value, j = self._tens(i)
            value, j = self._decimals(value, j)
        hundreds = False
        while self._joined(j - 1) or j == i:
            word = self._word(j)
            scale = _word_magnitudes().get(word) or (_magnitudes()[word].factor if word in _PLURALS else None)
            if scale is None:
                break
            if scale < 1000 and factor >= 1000:
                break
            value, factor, j = scaled(value, scale), factor * scale, j + 1
            if scale == 100 and not hundreds:
                hundreds = True
                value, factor, j = self._after_hundred(i, value, factor, j)
        return value, factor, j

    def _after_hundred(self, i: int, value: Decimal, factor: Decimal, j: int) -> tuple[Decimal, Decimal, int]:
        """ "a hundred and twenty thousand": what follows the hundred belongs to it, unless it is a number itself."""
        if not self._joined(j - 1):
            return value, factor, j
        k = j
        if self._word(j) == "and":
            if self._word(i - 1) == "between" or not self._joined(j):
                return value, factor, j
            k = j + 1
        if self._word(k) not in _small():
            return value, factor, j
        rest, after = self._tens(k)
        if self._word(after) == "hundred" and self._joined(after - 1) or not rest:
            return value, factor, j
        return value + rest, _ONE, after

    def _tens(self, i: int) -> tuple[Decimal, int]:
        value = _small()[self._words[i]]
        if value >= 20 and self._joined(i) and 0 < _small().get(self._word(i + 1), Decimal(0)) < 10:
            return value + _small()[self._words[i + 1]], i + 2
        return value, i + 1

    def _decimals(self, value: Decimal, j: int) -> tuple[Decimal, int]:
        """ "three point five"; "two and a half", "two and half"."""
        if not self._joined(j - 1):
            return value, j
        if self._word(j) == "point":
            digits = ""
            k = j + 1
            while self._joined(k - 1) and len(digits) < 9 and _small().get(self._word(k), Decimal(10)) < 10:
                digits += str(_small()[self._word(k)])
                k += 1
            return (value + Decimal(f"0.{digits}"), k) if digits else (value, j)
        if self._word(j) == "and":
            k = j + 2 if self._word(j + 1) in ("a", "one") else j + 1
            if self._word(k) in ("half", "quarter", "third") and self._joined(k - 1):
                return value + _fraction(_ONE, _denominators()[self._word(k)]), k + 1
        return value, j

    def _part(self, i: int) -> tuple[Numeral | None, int]:
        """ "half", "a third"; "half a million", "half-dozen"; ordinals ("the third") are no numbers."""
        word = self._words[i]
        article = i > 0 and self._words[i - 1] in ("a", "an") and self._joined(i - 1)
        of_magnitude = word == "quarter" and self._word(i + 1) in _word_magnitudes() and self._joined(i)
        if word != "half" and not of_magnitude and not (article and not word.endswith("s")):
            return None, i
        if word == "half":
            k = i + 2 if self._word(i + 1) in ("a", "an") and self._joined(i) else i + 1
            if self._word(k) in _word_magnitudes() and self._joined(k - 1):
                scale, factor, j = self._scaled(k)
                return self._numeral(i - 1 if article else i, j, scaled(_HALF, scale), "words", factor=factor), j
            if k == i + 2:  # "half a percentage point"; without a unit it is no more than "half"
                return self._numeral(i, k, _HALF, "fraction"), k
        return self._of_a(i - 1 if article else i, i + 1, _fraction(_ONE, _denominators()[word]))

    def _of_a(self, first: int, j: int, part: Decimal) -> tuple[Numeral, int]:
        """ "a quarter of a million" is a number; "a quarter of ..." stays a fraction; "half of one percent" is 0.5."""
        if self._word(j) == "of" and self._joined(j - 1) and self._word(j + 1) in ("a", "an", "one"):
            if self._word(j + 2) in _word_magnitudes():
                scale, factor, after = self._scaled(j + 2)
                return self._numeral(first, after, scaled(part, scale), "words", factor=factor), after
            if self._word(j + 2) in ("percent", "per", "percentage"):
                return self._numeral(first, j + 2, part, "fraction"), j + 2
        if self._word(j) in _word_magnitudes() and self._joined(j - 1) and self._word(j - 1).startswith("quarter"):
            scale, factor, after = self._scaled(j)  # "three quarters billion"
            return self._numeral(first, after, scaled(part, scale), "words", factor=factor), after
        return self._numeral(first, j, part, "fraction"), j

    def _word(self, i: int) -> str:
        return self._words[i] if 0 <= i < len(self._words) else ""

    def _joined(self, i: int) -> bool:
        """Whether only spaces or one hyphen stand between word `i` and the next."""
        if not 0 <= i < len(self._words) - 1:
            return False
        gap = self._view[self._spans[i][1] : self._spans[i + 1][0]]
        return gap == " " or gap.strip() in ("", "-", "\u2010", "\u2011")

    def _numeral(
        self,
        i: int,
        j: int,
        value: Decimal,
        form: Form,
        *,
        factor: Decimal = _ONE,
        decrease: bool = False,
        when: str = "any",
    ) -> Numeral:
        return Numeral(self._spans[i][0], self._spans[j - 1][1], value, form, factor, decrease=decrease, when=when)


def _plain_words(passage: str) -> list[str]:
    for mark in _PUNCTUATION:
        if mark in passage:
            passage = passage.replace(mark, " ")
    return passage.split()


@cache
def _small() -> dict[str, Decimal]:
    return {word: Decimal(value) for word, value in load_table("en", "number_words")}


@cache
def _magnitudes() -> dict[str, Magnitude]:
    return {word: Magnitude(Decimal(factor), when) for word, factor, when in load_table("en", "magnitudes")}


@cache
def _word_magnitudes() -> dict[str, Decimal]:
    return {word: magnitude.factor for word, magnitude in _magnitudes().items() if magnitude.when == "word"}


@cache
def _foreign_magnitudes() -> dict[str, Magnitude]:
    return {word: Magnitude(Decimal(factor), "digits") for word, factor in load_table("world", "magnitudes")}


@cache
def _denominators() -> dict[str, int]:
    return {word: int(denominator) for word, denominator in load_table("en", "fractions")}


@cache
def _multiples() -> dict[str, tuple[Decimal, str, str]]:
    return {word: (Decimal(factor), direction, when) for word, factor, direction, when in load_table("en", "multiples")}


@cache
def _number_words() -> frozenset[str]:
    """Every word that starts a spelled number, in the cases it is printed in."""
    words = {*_small(), *_word_magnitudes(), *_denominators(), *_multiples(), *_COINS}
    return frozenset({*words, *(word.title() for word in words), *(word.upper() for word in words)})
