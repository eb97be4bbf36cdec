"""Stamps: full dates as headers and datelines write them, with day, month and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from extract.lexicon import load_table


@cache
def month_numbers() -> dict[str, int]:
    """The number of each English month name and abbreviation, lower case."""
    return {row[0]: int(row[1]) for row in load_table("en", "months")}


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_STAMP = re.compile(
    r"(?<![\w.,/-])(?:"
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
_EVIDENCE = 20_000


def settle(stamp: Stamp, view: str) -> date:
    """The day of a stamp, deciding "05/09/2011" by the rest of the text.

    Other full dates of the text decide first, then signs of American origin; else the day comes first.
    """
    if stamp.swapped is None:
        return stamp.day
    for other in find_stamps(view, 0, min(len(view), _EVIDENCE)):
        if other.start != stamp.start and other.swapped is None:
            if other.day == stamp.day:
                return stamp.day
            if other.day == stamp.swapped:
                return stamp.swapped
            if (numeric := _order(view[other.start : other.end])) is not None:
                return stamp.day if numeric == "day" else stamp.swapped
    return stamp.swapped if _AMERICAN.search(view, 0, _EVIDENCE) else stamp.day


_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2\d{4}")


def _order(written: str) -> str | None:
    match = _SLASHED.fullmatch(written)
    if match is None or match.group(1) == match.group(3):
        return None
    return "day" if int(match.group(1)) > 12 else "month"
