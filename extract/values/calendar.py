"""Calendar: spans of days, months and years, and the units around the day of publication."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from extract.schemas import Period
from extract.text.stamps import make_day

Grain = Literal["day", "week", "month", "quarter", "half", "year", "range"]

_LAST_YEAR = 9998
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_DAYS = {"day": 1, "week": 7}


def day_span(first: date | None, last: date | None) -> Period | None:
    """From one day to another; None if one is missing or they are in the wrong order."""
    return Period(start=first, end=last) if first and last and first <= last else None


def month_span(year: int, month: int, last_year: int, last_month: int) -> Period | None:
    """From the first day of one month to the last day of another.

    >>> month_span(2022, 11, 2023, 2).end.isoformat()
    '2023-02-28'
    """
    if not (1 <= year <= _LAST_YEAR and 1 <= last_year <= _LAST_YEAR):
        return None
    return day_span(date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1]))


def year_span(first: int, last: int) -> Period | None:
    """From the first day of one year to the last day of another."""
    return month_span(first, 1, last, 12)


def shift_month(day: date, months: int) -> tuple[int, int]:
    """The year and month so many months after a day's."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def shift_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = shift_month(day, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def shift_back(period: Period, years: int) -> Period | None:
    """The same period so many years earlier; the end of February stays one.

    >>> shift_back(month_span(2021, 1, 2021, 2), 1).end.isoformat()
    '2020-02-29'
    """
    start, end = shift_months(period.start, -12 * years), shift_months(period.end, -12 * years)
    if period.end.day == monthrange(period.end.year, period.end.month)[1]:
        end = end.replace(day=monthrange(end.year, end.month)[1])
    return day_span(start, end)


def nearest_numbered(published: date, number: int) -> date | None:
    """The day with this number closest to the publication: "(29)" in a text of 1 April is 29 March."""
    months = (shift_month(published, shift) for shift in (-1, 0, 1))
    days = [day for year, month in months if (day := make_day(year, month, number))]
    return min(days, key=lambda day: abs(day - published), default=None)


def unit_around(unit: str, shift: int, published: date) -> tuple[Period | None, Grain]:
    """The calendar unit `shift` units after the one of the publication.

    >>> unit_around("quarter", -1, date(2022, 2, 3))[0].start.isoformat()
    '2021-10-01'
    """
    if unit == "day":
        day = published + timedelta(days=shift)
        return day_span(day, day), "day"
    if unit in ("week", "weekend"):
        monday = published - timedelta(days=published.weekday() - 7 * shift)
        sunday = monday + timedelta(days=6)
        if unit == "week":
            return day_span(monday, sunday), "week"
        return day_span(sunday - timedelta(days=1), sunday), "range"
    if unit == "decade":
        return _decade_around(shift, published), "range"
    size = _MONTHS[unit]
    first = published.replace(day=1, month=(published.month - 1) // size * size + 1)
    year, month = shift_month(first, shift * size)
    grain: Grain = "month" if unit == "month" else "quarter" if unit == "quarter" else "half" if size == 6 else "year"
    return month_span(year, month, *shift_month(date(year, month, 1), size - 1)), grain


def _decade_around(shift: int, published: date) -> Period | None:
    """ "This decade" is the one of the calendar, the past and the next one are ten years before and after now."""
    if shift == 0:
        first = published.year // 10 * 10
        return year_span(first, first + 9)
    return year_span(published.year - 10, published.year - 1) if shift < 0 else from_now(published, 10, "year")


def from_now(published: date, count: int, unit: str) -> Period | None:
    """The time from the publication on: "over the next five years"."""
    if unit in _DAYS:
        return day_span(published, published + timedelta(days=count * _DAYS[unit]))
    return day_span(published, shift_months(published, count * _MONTHS[unit]))
