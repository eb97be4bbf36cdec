"""Dates and periods: the days that an expression of time denotes.

An expression is read in two steps. Each word, number and mark of a sentence gets a class of one character
(`extract.values.time_words`), and one grammar, written over these characters, finds the expressions: "iMD,Y".
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from extract.lexicon import load_table, load_words
from extract.schemas import Period
from extract.text.stamps import make_day, read_numeric
from extract.text.view import plain
from extract.values.calendar import (
    Grain,
    day_span,
    from_now,
    month_span,
    nearest_numbered,
    shift_back,
    shift_month,
    shift_months,
    unit_around,
    year_span,
)
from extract.values.time_words import TimeWords, Value, classify, has_time_words


@dataclass(frozen=True, slots=True)
class DateMention:
    """One expression of time in a text."""

    start: int
    end: int
    period: Period | None
    """The days it denotes; None if they need a publication date that is not known."""
    grain: Grain
    relative: bool
    """True if it needs the publication date: "last year", "on Tuesday", "Nov. 27"."""
    deadline: bool
    """True after "by", "until", "by the end of", "before": an end to be reached."""
    comparison: bool = False
    """True if it is what the sentence compares with ("than in 2020", "the same period last year"), not its own time."""
    since: bool = False
    """True after "since": the start of an open interval; the period is the time named."""


Clock = date | None
"""The publication date that relative expressions count from."""


# ---------------------------------------------------------------- the grammar
_REL = "[SLNV][kx]?U"  # this year, last fiscal year
_YEAR = f"(?:Y|{_REL})"
_DAY = "(?:D|O)"
_MON = r"[Mm]\.?"
_TAIL = f"(?:,?Y|o?{_REL})"  # 5 March, 2023; March 5 last year
_WEEKDAY = r"(?:[Ww]\.?,?i?)?"
_STAGE = "(?:[RE]-?o?)?"

# Longer before shorter: of the rules that match at one place, the first counts.
_GRAMMAR = {
    "numeric_range": "I[-t]I",
    "numeric": f"{_WEEKDAY}I",
    "fiscal": "x[Uv]?(?:Y-)?[YF]|(?:Y-)?[YF]xU|Fx|[SLN]xU",  # fiscal 2023, the 2018–2019 school year
    "days_of_two_months": f"{_WEEKDAY}{_DAY}o?{_MON}{_TAIL}?[-tb]{_DAY}o?{_MON}{_TAIL}?",  # 28 May - 2 June 2023
    "days_of_month": f"{_WEEKDAY}{_DAY}(?:,{_DAY}){{0,5}},?[-t&/]W?{_DAY}o?{_MON}{_TAIL}?",  # 5-7 June
    "day": f"{_WEEKDAY}{_DAY}o?{_MON}{_TAIL}?",  # 5th of March 2023
    "days_of_two_months_after": f"{_WEEKDAY}{_MON}{_DAY}{_TAIL}?[-tb]{_MON}{_DAY}{_TAIL}?",  # May 28-June 2, 2023
    "days_of_month_after": f"{_WEEKDAY}{_MON}{_DAY}(?:[-t]{_DAY}(?![gq])|(?:,{_DAY})*,?&{_DAY}(?![gq_])){_TAIL}?",
    "day_after": f"{_WEEKDAY}{_MON}{_DAY}(?![gq]){_TAIL}?",  # Nov. 27
    "ending": f"(?:[CDn][uZ]|C?U)[jt]o?(?:{_DAY}o?{_MON}|{_MON}{_DAY}?){_TAIL}?",  # the six months to June
    "months": f"{_STAGE}{_MON}{_TAIL}?[-tb]{_STAGE}{_MON}(?:[,o]?Y|o?{_REL})?",  # January-October 2022
    "months_between": f"f{_MON}{_TAIL}?&{_MON}(?:[,o]?Y|o?{_REL})?",  # between January and September 2022
    "month_of_year": f"{_STAGE}{_MON}(?:[,o']?Y|o?{_REL})",  # October 2019, March of last year
    "named_month": r"[SLN]{1,2}[Mm]\.?",  # this past March
    "month": rf"{_STAGE}M\.?|[RE]-?o?m|(?<=[ibsfc])m\.?",
    "weekday": r"[SLN]?W(?:\(D\)|[SLN]X)?",  # last Tuesday, Tuesday (29), Tuesday last week
    "day_word": r"(?:X[ab])?TA?(?:\(D\))?|[SL]A(?:\(D\))?",  # tomorrow, this morning, today (29)
    "ago": "[CDn](?:-D)?[UXPuvrZ]G",
    "earlier": "[CDn][UXuvr]e|VU",  # a year earlier, the previous year
    "same_period": f"z[pXPU](?:[oi]?(?:{_YEAR}|C[U]e|C[U]G))?|z[MmO]P?[oi]?{_YEAR}",
    "last_units": f"L(?:[CD]u|P)o(?:{_YEAR}|U)",  # the last three months of 2022
    "first_units": f"(?:O[CD](?:[-t][CD])?[uZ](?:[oi]?(?:x?U?{_YEAR}|U))?|[CD](?:[-t][CD])?u[oi](?:{_YEAR}|U))",
    "rolling": "S?[LN][CDn](?:[-t][CDn])?[uvrZ]",  # the past five years
    "quarters": f"[QB][-t&][QB](?:[-,oi']?{_YEAR})?",  # Q1-Q3 2023
    "part": f"{_STAGE}(?:O-?P|Q|B)(?:[-,oi']?(?:x?U?{_YEAR}|x[U]?Y|U))?",  # second quarter of 2023, H1
    "to_date": "Utd|U-t-d|sEo(?:Y|S?U)",
    "edge": f"E-?o?(?:U?Y|{_REL}|U|[SLN]?[XP])|U-E|U'_E",  # end of 2021, year-end
    "unit": "[SLN]{1,2}k?[UXP]",
    "years": "v?Y[-/]Y|v?fY[t&]Y|v?Y-?t-?Y",
    "split_year": "F",
    "decade": "(?:R-?o?)?K",
    "year": "(?:R-?|U)?Y|(?<=[is])y",
    "day_number": "(?<=i)O",
}
_EXPRESSION = re.compile("|".join(f"(?P<{name}>{rule})" for name, rule in _GRAMMAR.items()))


# ---------------------------------------------------------------- finding
def find_dates(view: str, start: int, end: int, *, published: Clock) -> list[DateMention]:
    """The expressions of time in `view[start:end]`, in order; relative ones count from `published`.

    >>> text = "Trade grew in the first half of 2021 and, by the end of this year, should double."
    >>> for mention in find_dates(text, 0, len(text), published=date(2021, 11, 3)):
    ...     print(text[mention.start : mention.end], mention.period.start, mention.period.end)
    first half of 2021 2021-01-01 2021-06-30
    end of this year 2021-01-01 2021-12-31
    """
    if not has_time_words(view[start:end]):
        return []
    tokens = classify(view, start, end)
    found: list[DateMention] = []
    for match in _EXPRESSION.finditer(tokens.codes):
        mention = _read(view, start, tokens, match, published, found)
        if mention is not None:
            found.append(mention)
    return found


def parse_date(text: str, *, published: Clock = None) -> Period | None:
    """The days that `text` denotes, or None if it names none or they need a publication date that is not given.

    >>> parse_date("January–October 2022").end.isoformat()
    '2022-10-31'
    >>> parse_date("last year") is None
    True
    """
    view = plain(text)
    return next(
        (mention.period for mention in find_dates(view, 0, len(view), published=published) if mention.period), None
    )


def nearest_date(mentions: list[DateMention], offset: int) -> DateMention | None:
    """The mention closest to `offset` in characters; what a sentence only compares with does not count."""
    counted = [mention for mention in mentions if not mention.comparison]
    return min(counted, key=lambda mention: _distance(mention, offset), default=None)


def _distance(mention: DateMention, offset: int) -> int:
    return max(mention.start - offset, offset - mention.end, 0)


# ---------------------------------------------------------------- reading one expression
@dataclass(slots=True)
class _Expression:
    """What a rule of the grammar matched, with what its reading may need to know."""

    codes: str
    values: list[Value]
    before: str
    """Classes of the words before it."""
    after: str
    """Classes of the words after it."""
    published: Clock
    ahead: Callable[[], bool | None]
    """True if the words before it speak of the future, False if of the past, None if they do not tell."""
    known: list[DateMention]
    """The expressions of the sentence before it."""

    def numbers(self, classes: str) -> list[int]:
        return [int(value) for code, value in zip(self.codes, self.values, strict=True) if code in classes]

    def words(self, classes: str) -> list[str]:
        return [str(value) for code, value in zip(self.codes, self.values, strict=True) if code in classes]

    @property
    def year(self) -> int | None:
        """The year it names, also as "this year" or "the year"; None if it names none or needs the publication date."""
        if years := self.numbers("Yy"):
            return years[-1]
        if "U" not in self.codes or self.published is None:
            return None
        return self.published.year + sum(self.numbers("SLNV"))

    @property
    def has_year(self) -> bool:
        return "Y" in self.codes or "U" in self.codes


_Reading = tuple[Period | None, Grain, bool]
"""The days, the grain, and whether they depend on the publication date."""


def _read(
    view: str, start: int, tokens: TimeWords, match: re.Match[str], published: Clock, known: list[DateMention]
) -> DateMention | None:
    first, last = match.span()
    name = match.lastgroup or ""
    before = tokens.codes[max(0, first - 4) : first]
    expression = _Expression(
        match.group(),
        tokens.values[first:last],
        before,
        tokens.codes[last : last + 2],
        published,
        lambda: _looks_ahead(view, start, tokens.starts[first]),
        known,
    )
    if name in ("month", "year", "day_number") and not _stands_as_date(view, tokens, name, first, last):
        return None
    try:
        reading = _READERS[name](expression)
    except (OverflowError, ValueError):  # a day before the year 1 or after 9999
        return None
    if reading is None:
        return None
    while tokens.codes[first] in "fsi":
        first += 1
    while tokens.codes[last - 1] in ".,":
        last -= 1
    period, grain, relative = reading
    deadline = before[-1:] == "b" or before[-2:] == "lc"
    comparison = name in ("same_period", "earlier") or (
        not deadline and _is_compared(view, tokens, match.start(), before)
    )
    return DateMention(
        tokens.starts[first], tokens.ends[last - 1], period, grain, relative, deadline, comparison, before[-1:] == "s"
    )


_COMPARED = re.compile("c[_hti]{0,3}$")
_PERCENT_BASE = re.compile("q[_)]?[if]$")


def _is_compared(view: str, tokens: TimeWords, first: int, before: str) -> bool:
    if _COMPARED.search(before):
        return True
    # "up 5% from 2020", "3 percent more on last year"
    if _PERCENT_BASE.search(before):
        return view[tokens.starts[first - 1] : tokens.ends[first - 1]].lower() in ("from", "on", "over")
    return False


def _stands_as_date(view: str, tokens: TimeWords, name: str, first: int, last: int) -> bool:
    """True if a bare month, year or day number is one: "in 2015", not "2015 people"; "in June", not "June Osborne"."""
    previous = tokens.codes[first - 1] if first else ""
    following = view[tokens.starts[last] : tokens.ends[last]] if last < len(tokens.codes) else ""
    if name == "month":
        if previous and previous in "ibsfotcRE,(&-" or len(tokens.codes[first:last].strip(".")) > 1:
            return True
        return not following[:1].isupper() and (
            first == 0 or tokens.codes[first - 1] != "_" or not view[tokens.starts[first - 1]].isupper()
        )
    if name == "day_number":
        return not following[:1].isalpha() or following in _little_words()
    if last - first > 1 or following == "'":  # "mid-2024", "2022's"
        return True
    if re.search("Y(?:,|,?&)$", tokens.codes[max(0, first - 3) : first]):  # "in 2021, 2022 and 2023"
        return not following[:1].isalpha() or following.lower() in _little_words()
    following_code = tokens.codes[last : last + 1]
    before = view[tokens.starts[first - 1] : tokens.ends[first - 1]].lower() if first else ""
    sure = _year_prepositions().get(before)
    if sure is None:
        if previous == "(" and following_code in (")", ","):
            return True
        if "c" not in tokens.codes[max(0, first - 3) : first]:
            return view[
                max(0, tokens.starts[first] - 4) : tokens.starts[first]
            ].lower() == "the " and following_code not in ("g", "q")
    return sure or not following[:1].isalpha() or following.lower() in _little_words() or following[0].isupper()


_WORD = re.compile(r"[a-z]+")
_CUE_REACH = 90


@cache
def _cues() -> dict[str, bool]:
    return {word: tense == "future" for word, tense in load_table("en", "tense_cues")}


@cache
def _year_prepositions() -> dict[str, bool]:
    return {word: sureness == "sure" for word, sureness in load_table("en", "year_prepositions")}


def _little_words() -> frozenset[str]:
    return load_words("en", "little_words")


def _looks_ahead(view: str, start: int, offset: int) -> bool | None:
    """True if the nearest verb before `offset` looks ahead ("will be held in"), False if back ("signed in")."""
    words = _WORD.findall(view[max(start, offset - _CUE_REACH) : offset].lower())
    cues = _cues()
    for i in range(len(words) - 1, -1, -1):
        word = words[i]
        cue = cues.get(word)
        if cue is None:
            if not (word.endswith("ed") and len(word) > 4):
                continue
            cue = False
        if not cue and i and words[i - 1] == "be":
            continue  # "will be signed"
        if word == "be" and i and words[i - 1] not in ("to", "will", "would", "shall", "may", "ll"):
            continue
        return cue
    return None


# ---------------------------------------------------------------- calendar
def _nearest_day(month: int, day: int, expression: _Expression) -> date | None:
    """The day of a month without a year that is closest to the publication, or the next one if the text looks ahead."""
    published = expression.published
    if published is None:
        return None
    days = [found for year in (-1, 0, 1) if (found := make_day(published.year + year, month, day))]
    if not days:
        return None
    if weekdays := expression.numbers("W")[:1]:  # "Saturday, 5 March" tells the year
        days = [found for found in days if found.weekday() == weekdays[0]] or days
    closest = min(days, key=lambda found: abs(found - published))
    if abs(closest - published) > timedelta(days=60):
        ahead = expression.ahead()
        if ahead:
            return next((found for found in days if found >= published), closest)
        if ahead is False:
            return next((found for found in reversed(days) if found <= published), closest)
    return closest


def _nearest_month(month: int, expression: _Expression) -> int | None:
    """The year of a month without one: the latest such month begun, or the next one if the text looks ahead."""
    published = expression.published
    if published is None:
        return None
    if month > published.month:
        return published.year if expression.ahead() else published.year - 1
    if month < published.month and expression.ahead():
        return published.year + 1
    return published.year


# ---------------------------------------------------------------- one reader a rule
def _numeric_day(written: str, published: Clock) -> date | None:
    first, second, third = (int(part) for part in re.split(r"[./-]", written))
    if first > 31:
        return make_day(first, second, third)
    if third < 100:
        third += 2000 if third < 70 else 1900
    if third < 1000:
        return None
    day, swapped = read_numeric(first, second, third)
    if swapped and day and "." not in written and published:
        # Of the two readings of 05/09/2011 the one closer to the publication.
        return min((day, swapped), key=lambda found: abs((found - published).days))
    return day


def _numeric(expression: _Expression) -> _Reading | None:
    days = [_numeric_day(written, expression.published) for written in expression.words("I")]
    return (day_span(days[0], days[-1]), "day" if len(days) == 1 else "range", False) if all(days) else None


def _day(expression: _Expression) -> _Reading | None:
    """One day or several of one month: "5 March", "June 5-7, 2023"."""
    month, days = expression.numbers("Mm")[0], expression.numbers("DO")
    first, last = days[0], days[-1]
    if first > last or first < 1:
        return None
    grain: Grain = "day" if len(days) == 1 else "range"
    relative = "Y" not in expression.codes
    year = expression.year
    if year is None:
        if expression.has_year or expression.published is None:
            return None if expression.has_year and expression.published else (None, grain, True)
        nearest = _nearest_day(month, first, expression)
        year = nearest.year if nearest else None
    if year is None or make_day(year, month, last) is None:
        return None
    return day_span(make_day(year, month, first), make_day(year, month, last)), grain, relative


def _days_of_two_months(expression: _Expression) -> _Reading | None:
    (first_month, last_month), (first, last) = expression.numbers("Mm"), expression.numbers("DO")
    years = expression.numbers("Y")
    year = expression.year
    if year is None:
        if expression.published is None:
            return None, "range", True
        nearest = _nearest_day(last_month, last, expression)
        year = nearest.year if nearest else expression.published.year
    first_year = years[0] if len(years) == 2 else year - (first_month > last_month)
    period = day_span(make_day(first_year, first_month, first), make_day(year, last_month, last))
    return (period, "range", not years) if period else None


def _month_range(expression: _Expression) -> _Reading | None:
    first, last = expression.numbers("Mm")
    years, year = expression.numbers("Y"), expression.year
    if year is None:
        if expression.published is None:
            return None, "range", True
        year = expression.published.year
        # "from May to October": of this year if complete (or the text looks ahead), else of the last one.
        if last > expression.published.month and not expression.ahead():
            year -= 1
    first_year = years[0] if len(years) == 2 else year - (first > last)
    return month_span(first_year, first, year, last), "range", not years


def _month(expression: _Expression) -> _Reading | None:
    month = expression.numbers("Mm")[0]
    year = expression.year
    if year is None:
        if expression.has_year or expression.published is None:
            return None, "month", True
        published = expression.published
        if "N" in expression.codes:
            year = published.year + (month <= published.month)
        elif "L" in expression.codes:  # "this past March", "last September"
            year = published.year - (
                month > published.month or (month == published.month and "S" not in expression.codes)
            )
        elif "S" in expression.codes:
            year = published.year
        else:
            year = _nearest_month(month, expression)
    if year is None:
        return None
    return month_span(year, month, year, month), "month", "Y" not in expression.codes


def _weekday(expression: _Expression) -> _Reading | None:
    published = expression.published
    if published is None:
        return None, "day", True
    if days := expression.numbers("D"):
        found = nearest_numbered(published, days[0])
        return (day_span(found, found), "day", True) if found else None
    back = (published.weekday() - expression.numbers("W")[0]) % 7
    if "X" in expression.codes:  # "Wednesday last week"
        if expression.words("X") != ["week"]:
            return None
        monday = published - timedelta(days=published.weekday() - 7 * expression.numbers("SLN")[-1])
        found = monday + timedelta(days=expression.numbers("W")[0])
    elif "S" in expression.codes:
        found = published - timedelta(days=published.weekday() - expression.numbers("W")[0])
    elif "L" in expression.codes:
        found = published - timedelta(days=back or 7)
    elif "N" in expression.codes or (back and expression.ahead()):
        found = published + timedelta(days=7 - back)
    else:
        found = published - timedelta(days=back)
    return day_span(found, found), "day", True


def _day_word(expression: _Expression) -> _Reading | None:
    published = expression.published
    if published is None:
        return None, "day", True
    if days := expression.numbers("D"):
        found = nearest_numbered(published, days[0])
        return (day_span(found, found), "day", True) if found else None
    offset = expression.numbers("T")[0] if "T" in expression.codes else 0
    if expression.codes[:2] in ("Xa", "Xb"):  # "the day before yesterday"
        if expression.words("X") != ["day"] or offset == 0:
            return None
        offset *= 2
    if "L" in expression.codes:  # "last night"
        offset = -1
    found = published + timedelta(days=offset)
    return day_span(found, found), "day", True


def _of_month(expression: _Expression) -> _Reading | None:
    """A day of the publication's month: "on the 29th"."""
    if expression.published is None:
        return None, "day", True
    found = nearest_numbered(expression.published, expression.numbers("O")[0])
    return (day_span(found, found), "day", True) if found else None


_UNIT_GRAINS: dict[str, Grain] = {
    "day": "day",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "half": "half",
    "year": "year",
}


def _unit(expression: _Expression) -> _Reading | None:
    unit = expression.words("UXP")[0]
    if unit in ("day", "half"):
        return None  # "the next day" is not counted from the publication; "this half century"
    if expression.published is None:
        return None, _UNIT_GRAINS.get(unit, "range"), True
    found = unit_around(unit, max(-1, min(1, sum(expression.numbers("SLN")))), expression.published)
    return (*found, True) if found else None


def _ago(expression: _Expression) -> _Reading | None:
    unit, count = expression.words("UXPuvrZ")[0], expression.numbers("CDn")[-1]
    if expression.published is None:
        return None, _UNIT_GRAINS.get(unit, "range"), True
    if unit == "decade":
        unit, count = "year", count * 10
    if count > (4000 if unit == "day" else 900) or unit == "half":
        return None
    found = unit_around(unit, -count, expression.published)
    return (*found, True) if found else None


def _earlier(expression: _Expression) -> _Reading | None:
    """What a figure is compared with: "a year earlier", "the previous year"; counted from the year named before it."""
    unit = expression.words("UXuvr")[0]
    count = expression.numbers("CDn")[0] if "e" in expression.codes else 1
    anchor = next(
        (mention.period for mention in reversed(expression.known) if mention.period and not mention.comparison), None
    )
    if anchor is None and expression.published is None:
        return None, "year", True
    if unit != "year" or count > 500:
        return None, "range", True
    if anchor is None:
        year = (expression.published or date.min).year - count
        return year_span(year, year), "year", True
    return shift_back(anchor, count), "range", True


def _same_period(expression: _Expression) -> _Reading | None:
    year = expression.year
    if year is None and not ("e" in expression.codes or "G" in expression.codes):
        return (None, "range", True) if "p" in expression.codes or expression.has_year else None
    anchor = next(
        (mention.period for mention in reversed(expression.known) if mention.period and not mention.comparison), None
    )
    if anchor is None or expression.codes[0:2] == "zU":
        return (year_span(year, year) if year else None), "year", "Y" not in expression.codes
    back = anchor.end.year - year if year else 1
    return shift_back(anchor, back), "range", True


def _first_units(expression: _Expression) -> _Reading | None:
    """The first months or quarters of a year: "the first nine months of 2022", "for 8 months of this year"."""
    if expression.codes[0] == "O" and expression.numbers("O")[0] != 1:
        return None
    count = expression.numbers("CD")[-1] * (3 if "Z" in expression.codes else 1)
    if not 1 <= count <= 12:
        return None
    year, relative = expression.year, "Y" not in expression.codes
    if year is None:
        if expression.published is None or "x" in expression.codes:
            return None, "range", True
        # "in the first nine months": of this year if they are over, else of the last one.
        year = expression.published.year - (count > expression.published.month)
    if "x" in expression.codes:
        return None, "range", relative
    return month_span(year, 1, year, count), "range", relative


def _last_units(expression: _Expression) -> _Reading | None:
    """The last months of a year: "the last three months of 2022", "the last quarter of last year"."""
    year, relative = expression.year, "Y" not in expression.codes
    count = 3 if expression.words("P") == ["quarter"] else 6 if "P" in expression.codes else expression.numbers("CD")[0]
    if not 1 <= count <= 12:
        return None
    return month_span(year, 13 - count, year, 12) if year else None, "range", relative


def _ending(expression: _Expression) -> _Reading | None:
    """So many months up to a day or a month: "the three months ended 30 September 2022", "the year to March"."""
    codes, numbers = expression.codes, expression.numbers("CDOn")
    count, unit = (numbers.pop(0), codes[1]) if codes[0] in "CDn" else (1, codes[0])
    months = count * {"u": 1, "Z": 3, "U": 12}[unit]
    day = numbers[0] if numbers else None
    month, relative = expression.numbers("Mm")[0], "Y" not in codes
    year = expression.numbers("Y")[-1] if not relative else _nearest_month(month, expression)
    if year is None:
        return None, "range", True
    if not 1 <= months <= 600:
        return None
    if day is None or day == monthrange(year, month)[1]:
        return month_span(*shift_month(date(year, month, 1), 1 - months), year, month), "range", relative
    end = make_day(year, month, day)
    return day_span(shift_months(end, -months) + timedelta(days=1), end) if end else None, "range", relative


def _quarters(expression: _Expression) -> _Reading | None:
    """Several quarters or halves of a year: "Q1-Q3 2023"."""
    size = 3 if "Q" in expression.codes else 6
    first, last = expression.numbers("QB")
    year, relative = expression.year, "Y" not in expression.codes
    if year is None and expression.published is not None and "U" not in expression.codes:
        year = expression.published.year - ((last - 1) * size >= expression.published.month)
    if not 1 <= first < last <= 12 // size:
        return None
    return month_span(year, (first - 1) * size + 1, year, last * size) if year else None, "range", relative


def _rolling(expression: _Expression) -> _Reading | None:
    """Complete units before the publication ("the last 10 years"), or the time from it on ("the next ten years")."""
    published, unit, count = expression.published, expression.words("uvrZ")[0], expression.numbers("CDn")[-1]
    if published is None:
        return None, "range", True
    if unit == "decade":
        unit, count = "year", count * 10
    if not 1 <= count <= 900:
        return None
    if "N" in expression.codes:
        return from_now(published, count, unit), "range", True
    first = unit_around(unit, -count, published)
    last = unit_around(unit, -1, published)
    if first is None or last is None or first[0] is None or last[0] is None:
        return None
    return day_span(first[0].start, last[0].end), "range", True


def _part(expression: _Expression) -> _Reading | None:
    """A quarter or a half of a year: "Q2 2023", "the second half of this year"."""
    codes, published = expression.codes, expression.published
    if expression.after.startswith("oK"):
        return None  # "the second half of the 1990s"
    if "O" not in codes:
        number, quarter = expression.numbers("QB")[0], "Q" in codes
    else:
        number, quarter = expression.numbers("O")[0], expression.words("P")[0] == "quarter"
    size = 3 if quarter else 6
    grain: Grain = "quarter" if quarter else "half"
    if number == -1:  # "the final quarter"
        number = 12 // size
    if not 1 <= number * size <= 12:
        return None
    year, relative = expression.year, "Y" not in codes
    if "x" in codes:
        return None, grain, relative
    if year is None:
        if published is None or expression.has_year:
            return None, grain, True
        if "O" in codes and expression.before[-1:] not in tuple("ibsfco") and not expression.known:
            return None  # "the first half" of a match
        # The latest one that has begun, or the next one if the text looks ahead.
        begun = (number - 1) * size + 1 <= published.month
        year = published.year if begun or expression.ahead() else published.year - 1
    return month_span(year, (number - 1) * size + 1, year, number * size), grain, relative


def _fiscal(expression: _Expression) -> _Reading | None:
    """A fiscal or school year: where it begins differs from country to country, so its days are not known."""
    return None, "year", "Y" not in expression.codes and "F" not in expression.codes


def _to_date(expression: _Expression) -> _Reading | None:
    if expression.published is None:
        return None, "range", True
    year = expression.year or expression.published.year
    return day_span(make_day(year, 1, 1), expression.published), "range", True


def _edge(expression: _Expression) -> _Reading | None:
    """The end or the beginning of a year, as the year: "by the end of 2021" sets a deadline within it."""
    if units := [unit for unit in expression.words("XP") if unit != "day"]:
        if expression.published is None:
            return None, _UNIT_GRAINS.get(units[0], "range"), True
        found = unit_around(units[0], sum(expression.numbers("SLN")), expression.published)
        return (*found, True) if found else None
    year = expression.year
    if year is None:
        return (None, "year", True) if "U" in expression.codes else None
    return year_span(year, year), "year", "Y" not in expression.codes


def _years(expression: _Expression) -> _Reading | None:
    first, last = expression.numbers("Y")
    if not first < last <= first + 100:
        return None
    if "/" in expression.codes and last == first + 1:
        return None, "year", False  # a season or a fiscal year: "2021/2022"
    return year_span(first, last), "range", False


def _split_year(expression: _Expression) -> _Reading | None:
    """ "2021-25" are calendar years; "2022/23" is a fiscal or school year, whose days are not known."""
    written = expression.words("F")[0]
    first = int(written[:4])
    last = first // 100 * 100 + int(written[-2:])
    if last <= first:
        return None
    return (year_span(first, last), "range", False) if last > first + 1 else (None, "year", False)


def _decade(expression: _Expression) -> _Reading | None:
    first = expression.numbers("K")[0]
    return year_span(first, first + 9), "range", False


def _year(expression: _Expression) -> _Reading | None:
    year = expression.numbers("Yy")[0]
    return year_span(year, year), "year", False


_READERS: dict[str, Callable[[_Expression], _Reading | None]] = {
    "numeric_range": _numeric,
    "numeric": _numeric,
    "days_of_two_months": _days_of_two_months,
    "days_of_month": _day,
    "day": _day,
    "days_of_two_months_after": _days_of_two_months,
    "days_of_month_after": _day,
    "day_after": _day,
    "months": _month_range,
    "months_between": _month_range,
    "month_of_year": _month,
    "named_month": _month,
    "month": _month,
    "weekday": _weekday,
    "day_word": _day_word,
    "ago": _ago,
    "earlier": _earlier,
    "same_period": _same_period,
    "ending": _ending,
    "last_units": _last_units,
    "first_units": _first_units,
    "quarters": _quarters,
    "rolling": _rolling,
    "part": _part,
    "fiscal": _fiscal,
    "to_date": _to_date,
    "edge": _edge,
    "unit": _unit,
    "years": _years,
    "split_year": _split_year,
    "decade": _decade,
    "year": _year,
    "day_number": _of_month,
}
