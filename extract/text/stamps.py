"""Stamps: full dates as headers and datelines write them, with day, month and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from extract.lexicon import load_table


@cache
def month_numbers() -> dict[str, int]:
    """The number of each English month name and abbreviation, lower case."""
    return {row[0]: int(row[1]) for row in load_table("en", "months")}


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_STAMP = re.compile(
    r"(?:(?<![\w.,/-])|(?<=--))(?:"
    r"(?P<iso>\d{4})(?P<mark>[-/.])(?P<iso_month>\d{1,2})(?P=mark)(?P<iso_day>\d{1,2})(?!\d)"  # 2022-01-21
    r"|(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second>\d{1,2})(?P=sign)(?P<numeric_year>\d{4})(?!\d)"  # 05/09/2011
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]{{1,3}}(?:of\s{{1,3}})?(?P<month>{_MONTH})\.?,?[\s-]{{1,3}}(?P<year>\d{{4}})(?!\d)"
    rf"|(?P<month_first>{_MONTH})\.?\s{{1,3}}(?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(?P<year_last>\d{{4}})(?!\d)"
    r")",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """One full date; `swapped` is the other reading of "05/09/2011", if there is one."""

    start: int
    end: int
    day: date
    swapped: date | None = None


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None if the calendar has no such one.

    >>> make_day(2023, 2, 29) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_numeric(first: int, second: int, year: int) -> tuple[date | None, date | None]:
    """Day first, and the other reading where both are days: 05/09/2011 is 5 September, or May 9."""
    day_first, month_first = make_day(year, second, first), make_day(year, first, second)
    if day_first is None:
        return month_first, None
    return day_first, month_first if month_first != day_first else None


def find_stamps(view: str, start: int, end: int) -> Iterator[Stamp]:
    """The full dates of a passage, in order; a numeric date is read day first.

    >>> [stamp.day.isoformat() for stamp in find_stamps("3 March 2023, Jan. 5, 2024", 0, 26)]
    ['2023-03-03', '2024-01-05']
    """
    for match in _STAMP.finditer(view, start, end):
        part = match.groupdict()
        swapped = None
        if part["iso"]:
            day = make_day(int(part["iso"]), int(part["iso_month"]), int(part["iso_day"]))
        elif part["first"]:
            day, swapped = read_numeric(int(part["first"]), int(part["second"]), int(part["numeric_year"]))
        else:
            month = month_numbers().get((part["month"] or part["month_first"]).lower())
            number, year = part["day"] or part["day_second"], part["year"] or part["year_last"]
            day = make_day(int(year), month, int(number)) if month else None
        if day is not None:
            yield Stamp(match.start(), match.end(), day, swapped)


_AMERICAN = re.compile(r"\b(?:White House|WASHINGTON|E[SD]T|PRNewswire|BUSINESS WIRE)\b|\bU\.S\.(?!\w)")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}")
_EVIDENCE = 20_000
"""How many characters of a text tell how it writes its dates."""


@dataclass(frozen=True, slots=True)
class _Usage:
    """How a text writes its dates."""

    days: frozenset[date]
    """The days it names in only one way."""
    month_first: bool
    """True if a number above 12 stands where only a day can, or else if the text is of American origin."""


@lru_cache(maxsize=16)
def _read_usage(head: str) -> _Usage:
    days: set[date] = set()
    month_first: bool | None = None
    for stamp in find_stamps(head, 0, len(head)):
        if stamp.swapped is None:
            days.add(stamp.day)
            numeric = _NUMERIC.fullmatch(head, stamp.start, stamp.end)
            if month_first is None and numeric and numeric[1] != numeric[2]:
                month_first = int(numeric[2]) > 12
    return _Usage(frozenset(days), _AMERICAN.search(head) is not None if month_first is None else month_first)


def settle(stamp: Stamp, view: str) -> date:
    """The day of a stamp, deciding "05/09/2011" by the rest of the text.

    Other full dates of the text decide first, then signs of American origin; else the day comes first.

    >>> text = "05/09/2011 - The talks of May 9, 2011 went well."
    >>> settle(next(find_stamps(text, 0, 10)), text).isoformat()
    '2011-05-09'
    """
    if stamp.swapped is None:
        return stamp.day
    usage = _read_usage(view[:_EVIDENCE])
    if stamp.day in usage.days or (stamp.swapped not in usage.days and not usage.month_first):
        return stamp.day
    return stamp.swapped
