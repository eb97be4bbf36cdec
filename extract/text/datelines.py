"""Datelines and publication lines: where and when a text says it was published."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from extract.lexicon import load_table, load_words
from extract.text.stamps import find_stamps, settle

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that holds a full date and little else: "Brussels, 12 December 2023"."""

    day: date
    place: Range | None
    is_headline: bool
    """True if it names a kind of text: "Department Press Briefing - March 3, 2022"."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place, day and agency before the first sentence: "LONDON, 3 March 2023 (Reuters) - "."""

    end: int
    place: Range | None
    day: date | None
    sure: bool
    """True if it has its agency in brackets or a full date."""


_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")
_PUBLISHED = re.compile(
    r"(?:date of publication|publication date|publish(?:ed)?(?: date)?|posted|issued|released?(?: date)?|date"
    r"|(?:last )?updated|created)\b(?:\s+(?:on|at))?\s*:?\s",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]un|[Jj]ul|[Aa]ug|[Ss]ep|[Oo]ct|[Nn]ov|[Dd]ec"
    r"|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]{0,6}\.?"
)
_DAY = (
    rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}"
    r"|\d{1,2}[./]\d{1,2}[./]\d{4})(?:,?\s\d{4})?"
)
_DAY_ALONE = re.compile(rf"(?<!\w){_DAY}(?!\w)")
_PLACE_WORD = r"(?:D\.\s?C\.|(?:St|Ft|Mt|ST|FT|MT)\.|[^\W\d_a-z][\w'’]{0,30}(?:-[\w'’]{1,30}){0,3})"
_PLACE_NAME = rf"{_PLACE_WORD}(?:\s(?:de|da|do|of|al|el|la|and)\s{_PLACE_WORD}|\s{_PLACE_WORD}){{0,3}}"
# "Calif.", "N.Y.": a state or province as newsrooms abbreviate it.
_STATE = r"(?:[A-Z][a-z]{2,5}\.|(?:[A-Z]\.\s?){2,3})"
_WEEKDAY = r"(?i:mon|tues|wednes|thurs|fri|satur|sun)day"
_LAST_WEEKDAY = re.compile(rf"\b{_WEEKDAY}\Z")
_BREAKS = " ,.-–—|:•"
_PART = rf"{_PLACE_NAME}(?:,\s?(?!{_MONTH}\s?\d|{_WEEKDAY})(?:{_STATE}|{_PLACE_NAME}))?"
_PLACE = rf"(?P<place>{_PART})"
_DATELINE = re.compile(
    rf"(?:\([^()\n]{{3,40}}\)\s{{0,3}})?{_PLACE}(?:,?\s(?:and|&)\s{_PART})?"
    rf"(?:[.,]?\s{{1,3}}(?:{_WEEKDAY},?\s)?(?P<day>{_DAY}))?(?:"
    r"[.,]?\s{0,3}(?P<slashed>/[A-Z][^/\n]{1,30}/)\.?(?:\s{0,3}(?:--+|[–—-]))?"  # MOSCOW, March 3. /TASS/.
    r"|(?:[.,]?\s{0,3}(?:--\s?)?(?P<agency>\([^()\n]{2,40}\)|(?<=[.,]\s)[A-Z][A-Za-z]*(?:\s[A-Z][A-Za-z]*){0,2}))?"
    r"(?:\s{0,3}[.,]?\s{0,3}(?P<dash>--+|[–—]|-(?=\s)|:(?=\s))"  # BEIJING, July 13 (Xinhua) --
    r"|(?P<stop>\.(?=\s)))"  # BAKU, Azerbaijan, March 3. The ministers ...
    rf")\s{{0,3}}(?:{_DAY}\s{{0,3}}(?:--+|[–—])\s{{0,3}})?"  # BASEL--(BUSINESS WIRE)--January 13, 2025--
)
_DATELINE_LENGTH = 120
_SHORTEST_TEXT = 25
# "May 8, 2017 (NEWSIA) — ": a day and an agency without a place.
_PLACELESS = re.compile(rf"{_DAY}\s{{0,3}}\([^()\n]{{2,40}}\)\s{{0,3}}(?:--+|[–—-])\s{{0,3}}")
# "Baku, March 3, AZERTAC": a dateline on a line of its own.
_LONE_DATELINE = re.compile(
    rf"{_PLACE}[.,]\s{{1,3}}(?:{_WEEKDAY},?\s)?{_DAY}(?:[.,]?\s{{1,3}}[A-Z/(][\w /).-]{{1,30}})?"
)
_OPENING_WORDS = frozenset(("The", "A", "An", "In", "On", "At", "President", "Prime"))
_OPENING_DAY = re.compile(r"(?:On\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?")


@cache
def _line_words() -> frozenset[str]:
    return load_words("en", "stamp_words") | {row[0] for row in load_table("en", "weekdays")}


def read_date_line(view: str, start: int, end: int) -> DateLine | None:
    """The date of a line that is one: "28 November 2022", "11/28/2022 | Press release | Distributed by ...".

    >>> read_date_line("Brussels, 12 December 2023", 0, 26).day.isoformat()
    '2023-12-12'
    >>> read_date_line("They met on 12 December 2023 and agreed.", 0, 40)
    """
    if end - start > 160 or not any(char.isdigit() for char in view[start:end]):
        return None
    stamps = list(find_stamps(view, start, end))
    if not stamps:
        return None
    day = settle(stamps[0], view)
    before = view[start : stamps[0].start].rstrip(_BREAKS)
    if (weekday := _LAST_WEEKDAY.search(before)) is not None:
        before = before[: weekday.start()].rstrip(_BREAKS)
    after = [view[stamp.end : stop] for stamp, stop in zip(stamps, [*(s.start for s in stamps[1:]), end], strict=True)]
    rest = " ".join((before, *after))
    others = [word for word in _WORD.findall(rest) if word.lower() not in _line_words()]
    if others and len({stamp.day for stamp in stamps}) > 1 and "|" not in rest:
        return None  # "Period of service: 24/08/2018 - 11/04/2022"
    if not others or (len(others) <= 3 and _PUBLISHED.match(view, start, stamps[0].start + 1)):
        return DateLine(day, None, False)
    if len(others) <= 4 and all(word[0].isupper() for word in others) and rest.rstrip()[-1:] not in (".", ";"):
        named = _WORD.findall(before)
        place = (start, start + len(before)) if named and named[0] != "By" else None
        kinds = load_words("en", "text_kinds")
        return DateLine(day, place, place is not None and any(word.lower() in kinds for word in named))
    return DateLine(day, None, False) if "|" in rest and len(others) <= 8 else None


def is_day_line(view: str, start: int, end: int) -> bool:
    """True for a line of publication that leaves out the year: "3 Oct. 13:00 (UTC+3 MSK)"."""
    if end - start > 60 or (day := _DAY_ALONE.search(view, start, end)) is None:
        return False
    rest = view[start : day.start()] + " " + view[day.end() : end]
    return all(word.lower() in _line_words() for word in _WORD.findall(rest))


def read_labelled_date(view: str, start: int, end: int) -> date | None:
    """The date of a line that is labelled as the publication's: "Publication date: March 3, 2023, 17:20"."""
    if end - start > 120 or (label := _PUBLISHED.match(view, start, end)) is None:
        return None
    stamp = next(find_stamps(view, label.start(), end), None)
    return settle(stamp, view) if stamp is not None and stamp.start <= label.end() + 24 else None


def read_dateline(view: str, start: int, end: int) -> Dateline | None:
    """The dateline at the start of a paragraph.

    >>> text = "NEW DELHI, March 3 (PTI): The ministers met on Friday."
    >>> dateline = read_dateline(text, 0, len(text))
    >>> text[slice(*dateline.place)], text[dateline.end :]
    ('NEW DELHI', 'The ministers met on Friday.')
    """
    limit = min(end, start + _DATELINE_LENGTH)
    if (placeless := _PLACELESS.match(view, start, limit)) is not None:
        stamp = next(find_stamps(view, start, placeless.end()), None)
        return Dateline(placeless.end(), None, settle(stamp, view) if stamp else None, sure=True)
    match = _DATELINE.match(view, start, limit)
    if match is None or end - match.end() < _SHORTEST_TEXT:
        return None
    place, day, agency, dash = match["place"].rstrip(" ."), match["day"], match["agency"], match["dash"]
    signed = match["slashed"] is not None or (agency is not None and agency[0] == "(")
    shouted = place[:4].isupper() and len(place) > 3
    following = view[match.end()]
    if len(place) < 3 or (match["stop"] and not (shouted and day)) or (dash == ":" and not (day or agency)):
        return None
    if not (shouted or day or signed or (dash in ("–", "—") and _opens_sentence(view, match))):
        return None
    if not (following.isupper() or following.isdigit() or following in "\"'" or day or agency):
        return None
    stamp = next(find_stamps(view, match.start(), match.end()), None)
    return Dateline(
        match.end(),
        (match.start("place"), match.start("place") + len(place)),
        settle(stamp, view) if stamp else None,
        signed or stamp is not None,
    )


def _opens_sentence(view: str, match: re.Match[str]) -> bool:
    """True for "Astana – The President met ...", false for "Moscow – Astana relations ..."."""
    following = view[match.end() : match.end() + 40].split()
    return len(match["place"].split()) <= 2 and bool(following) and following[0] in _OPENING_WORDS


def read_lone_dateline(view: str, start: int, end: int) -> Range | None:
    """The place of a dateline that has a line for itself: "Baku, March 3, AZERTAC"."""
    match = _LONE_DATELINE.fullmatch(view, start, end)
    return match.span("place") if match else None


def read_opening_day(view: str, start: int, end: int) -> date | None:
    """The full date that opens a sentence: "On November 2, 2021, ..."."""
    opening = _OPENING_DAY.match(view, start, end)
    stamp = next(find_stamps(view, start, min(end, start + 40)), None)
    if opening is None or stamp is None or stamp.start != opening.end():
        return None
    return settle(stamp, view)
