"""Words of time: each word, number and mark of a sentence as a class of one character.

"On November 2, 2021" reads "iMD,Y", so that a grammar of dates can be written over these characters. A sentence
without a single word of time costs one look at its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.lexicon import load_table

Value = int | str
"""What a class leaves open: the number of a month, a day or a year, the name of a unit, the characters of a date."""

# The words of lexicon/en/date_words.txt; its second column names the class.
_CLASSES = {
    "day": "T",  # today
    "part": "A",  # morning
    "this": "S",
    "last": "L",
    "next": "N",
    "previous": "V",
    "ordinal": "O",  # first, and 5th
    "count": "C",  # two
    "ago": "G",
    "earlier": "e",
    "later": "l",
    "stage": "R",  # early
    "edge": "E",  # end
    "by": "b",
    "after": "a",
    "ended": "j",
    "since": "s",
    "from": "f",
    "to": "t",
    "and": "&",
    "in": "i",
    "of": "o",
    "calendar": "k",
    "fiscal": "x",
    "same": "z",
    "period": "p",
    "than": "c",
    "with": "h",
    "date": "d",
    "scale": "g",  # million
    "percent": "q",
}
# The grammar tells these units apart; other singular ones are "X", other plural ones "r".
_UNITS = {"year": "U", "quarter": "P", "half": "P", "months": "u", "years": "v", "quarters": "Z"}
_ANCHORS = frozenset("TAUPuvZXrMmWp")
"""A sentence without a word of these classes holds no expression of time, unless it holds a date in digits.

Month "M", or "m" if its name is also another word; weekday "W", its abbreviation "w"."""
# Numbers: "D" up to 31, "Y" a year of today, "y" an older one, "n" another; dates "I", split years "F", decades "K",
# quarters "Q", halves "B"; everything else is "_".
_MARKS = {"-": "-", "–": "-", "—": "-", "/": "/", ",": ",", "(": "(", ")": ")", ".": ".", "'": "'", "%": "q"}


@cache
def _words() -> dict[str, tuple[str, Value]]:
    table: dict[str, tuple[str, Value]] = {}
    for word, kind, value in load_table("en", "date_words"):
        if kind in ("unit", "units"):
            table[word] = (_UNITS.get(word, "X" if kind == "unit" else "r"), value)
        else:
            table[word] = (_CLASSES[kind], int(value))
    for names, plain, ambiguous in (("months", "M", "m"), ("weekdays", "W", "w")):
        for word, number, *mark in load_table("en", names):
            table[word] = (ambiguous if mark else plain, int(number))
    return table


@cache
def _triggers() -> frozenset[str]:
    return frozenset(word for word, (code, _) in _words().items() if code in _ANCHORS)


_WORD = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")
_DATE_DIGITS = re.compile(
    r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)|\d[/.-]\d{1,2}[/.-]\d|[HQ][1-4]|[1-4][HQ]|\d(?:st|nd|rd|th)\b"
)
_TOKEN = re.compile(
    r"(?P<numeric>\d{1,4}([./-])\d{1,2}\2\d{1,4}(?!\d))(?:T[\d:.]{4,15}Z?)?"  # 28.11.2022, 2021-11-03T12:00
    r"|(?P<split>(?:19|20)\d\d[/–-]\d\d)(?![\d/.-])"  # 2022/23
    r"|(?P<decade>(?:1[89]|20)\d0s)\b"
    r"|(?P<part>[HQ][1-4]|[1-4][HQ])\b"
    r"|(?P<number>\d++(?:[.,:]\d++)*+)(?P<suffix>(?:st|nd|rd|th)\b)?"
    r"|(?P<fiscal>FY)(?=\d)"
    r"|(?P<word>[^\W\d_]++)"
    r"|[^\w\s]"
)


_OTHER: tuple[str, Value] = ("_", 0)


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The classes of a sentence's words as one string, with the value and the place behind each character."""

    codes: str
    values: list[Value]
    starts: list[int]
    ends: list[int]


def has_time_words(sentence: str) -> bool:
    """False for a sentence that cannot hold an expression of time.

    >>> has_time_words("Trade grew by 5 percent."), has_time_words("Trade grew last year.")
    (False, True)
    """
    if not _triggers().isdisjoint(_WORD.findall(sentence.lower())):
        return True
    return _DIGIT.search(sentence) is not None and _DATE_DIGITS.search(sentence) is not None


def classify(view: str, start: int, end: int) -> TimeWords:
    """The words of `view[start:end]` by class; "the" is left out.

    >>> classify("On November 2, 2021", 0, 19).codes
    'iMD,Y'
    """
    words = _words()
    codes: list[str] = []
    values: list[Value] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(view, start, end):
        if match.lastgroup == "word":
            text = match.group()
            if text in ("the", "The"):
                continue
            code, value = words.get(text.lower(), _OTHER)
            if code in "MmWw" and not text[0].isupper() and (code != "M" or text == "august"):
                code = "_"  # "may", "march", "mon"
            elif code == "T" and text[0].isupper() and codes and codes[-1] == "_" and view[starts[-1]].isupper():
                code = "_"  # "Russia Today", "USA Today"
        else:
            code, value = _classify_other(match)
        first, last = match.span()
        codes.append(code)
        values.append(value)
        starts.append(first)
        ends.append(last)
    return TimeWords("".join(codes), values, starts, ends)


def _classify_other(match: re.Match[str]) -> tuple[str, Value]:
    """The class and value of a number, a date in digits, or a mark."""
    text = match.group()
    match match.lastgroup:
        case "number":
            return _classify_number(text)
        case "suffix":
            number = int(match["number"]) if match["number"].isdecimal() and len(text) <= 4 else 0
            return ("O", number) if 1 <= number <= 31 else ("_", 0)
        case "numeric":
            return "I", match["numeric"]
        case "split":
            return "F", text
        case "decade":
            return "K", int(text[:4])
        case "part":
            return "Q" if "Q" in text else "B", int(text.strip("HQ"))
        case "fiscal":
            return "x", 0
        case _:
            return _MARKS.get(text, "_"), 0


def _classify_number(text: str) -> tuple[str, Value]:
    if not text.isdecimal() or len(text) > 4:
        return "_", 0
    number = int(text)
    if len(text) <= 2 and 1 <= number <= 31:
        return "D", number
    if len(text) < 4:
        return "n", number
    return "Y" if 1900 <= number <= 2100 else "y" if 1000 <= number < 1900 else "n", number
