"""Headers: the head of each page of a file - headline, publication date, dateline."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from extract.lexicon import load_table, load_words
from extract.text.datelines import (
    Range,
    is_day_line,
    read_date_line,
    read_dateline,
    read_labelled_date,
    read_lone_dateline,
    read_opening_day,
)
from extract.text.furniture import GLUE, line_key, mark_furniture
from extract.text.layout import Paragraph
from extract.text.page import Header, SentenceRole
from extract.text.stamps import find_stamps, month_numbers, settle

_HEAD_LENGTH = 24
"""How many paragraphs the head of a page can have: site names, labels, a lead."""
_LEAD_LENGTH = 5
"""How many paragraphs of text may stand before the date: a lead, the caption of a photograph."""
_SHORT = 250
_TITLE_LENGTH = 400

_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*(?:[ap]\.?m\.?|hrs|[A-Z]{2,4}))*", re.IGNORECASE)
_HOUR = re.compile(r"\d{1,2}:\d{2}$")
_DATE_FIELD = re.compile(r"date \d{4}-\d{2}-\d{2}")
_BYLINE = re.compile(
    r"(?:by|reported by|author:|written by)\s+[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){0,4}(?:\s+(?:in|on)\s.{0,60})?",
    re.IGNORECASE,
)
# "SG/SM/21713", "IP/23/5678", "Press release No. 12": the number of a release.
_NUMBER = re.compile(
    r"(?=\S*\d)[A-Z\d]+(?:[/.-][A-Z\d.]+)+|(?:press release\s)?(?:no|nr|n°|ref)\b\.?:?\s?\S{1,20}", re.IGNORECASE
)
_LABELLED_TITLE = re.compile(r"(?:subject|title|headline|re)\s*:\s+", re.IGNORECASE)
# "UrduPoint.com": the name of the site above the headline.
_SITE = re.compile(r"\S+\.(?:com|org|net|info|gov|int|eu|[a-z]{2})")
_SITE_SUFFIX = re.compile(r"\s+[|•·]\s+[^|•·]{2,60}$")
_TITLE_ABBREVIATIONS = ("U.S.", "U.K.", "U.N.", "D.C.", "Inc.", "Ltd.", "Corp.", "Co.", "Jr.")


@dataclass(slots=True)
class Layout:
    """The paragraphs of a file with their roles, and the heads of its pages."""

    paragraphs: list[Paragraph]
    keys: list[str]
    roles: list[SentenceRole]
    lead_ends: dict[int, int] = field(default_factory=dict)
    """Where the dateline or date field at the start of a paragraph ends, by paragraph."""
    headers: list[Header] = field(default_factory=list)
    page_starts: list[int] = field(default_factory=list)
    """The first paragraph of each header's page."""


@dataclass(slots=True)
class _Head:
    """What has been read of a page's head so far."""

    candidates: list[int] = field(default_factory=list)
    """Lines that can be the headline."""
    date_line: int | None = None
    published: date | None = None
    place: Range | None = None
    title: Range | None = None


def read_headers(view: str, paragraphs: list[Paragraph]) -> Layout:
    """Give each paragraph its role and find the head of every page in the file."""
    keys = [line_key(view, paragraph) for paragraph in paragraphs]
    layout = Layout(paragraphs, keys, mark_furniture(view, paragraphs, keys))
    layout.page_starts = _find_page_starts(view, layout)
    stops = [*layout.page_starts[1:], len(paragraphs)]
    heads = [_read_head(view, layout, start, stop) for start, stop in zip(layout.page_starts, stops, strict=True)]
    offsets = [0, *(paragraphs[start].start for start in layout.page_starts[1:]), len(view)]
    for i, head in enumerate(heads):
        layout.headers.append(Header(offsets[i], offsets[i + 1], head.title, head.published, head.place))
    return layout


# ---------------------------------------------------------------- pages
def _find_page_starts(view: str, layout: Layout) -> list[int]:
    """The first paragraph of each page: a file may hold two pages glued together."""
    starts = [0]
    for i, key in enumerate(layout.keys):
        start: int | None = None
        if key.startswith(GLUE) and len(key) > len(GLUE):
            layout.lead_ends[i] = layout.paragraphs[i].start + len(GLUE)
            start = i
        elif i > starts[-1] + 2 and layout.roles[i] != "furniture":
            start = _page_start_at(view, layout, i)
        if start is not None and starts[-1] + 1 < start < len(layout.keys) - 1:
            starts.append(start)
    return starts


def _page_start_at(view: str, layout: Layout, i: int) -> int | None:
    """The start of the page whose head a paragraph gives away: by a date field, an hour under a date, or a dateline."""
    paragraph, key = layout.paragraphs[i], layout.keys[i]
    if key[:5] == "date " and _DATE_FIELD.fullmatch(key):
        return i
    if key[:1].isdigit() and _CLOCK.fullmatch(key):
        above = layout.paragraphs[i - 1]
        if read_date_line(view, above.start, above.end) is None:
            return None
        title = _find_headline_above(view, layout, i - 1, reach=2)
        if title is not None and layout.keys[title - 1] in load_words("en", "headings"):
            return title - 1
        return title
    if view[paragraph.start : paragraph.start + 2].isupper() and paragraph.end - paragraph.start > 80:
        # A second report with its headline, as the feeds of news agencies glue them.
        dateline = read_dateline(view, paragraph.start, paragraph.end)
        if dateline is not None and dateline.sure:
            return _find_headline_above(view, layout, i, reach=3)
    return None


def _find_headline_above(view: str, layout: Layout, i: int, reach: int) -> int | None:
    """The nearest line above that can be a headline, past a lead or a date."""
    for j in range(i - 1, max(i - 1 - reach, 0), -1):
        paragraph = layout.paragraphs[j]
        if layout.roles[j] == "furniture":
            return None
        is_short = paragraph.end - paragraph.start <= _SHORT and view[paragraph.end - 1] not in '.!?:,;"'
        if is_short and read_date_line(view, paragraph.start, paragraph.end) is None:
            return j
    return None


# ---------------------------------------------------------------- the head of one page
def _read_head(view: str, layout: Layout, start: int, stop: int) -> _Head:
    """Read the head of the page in paragraphs start..stop; its lines get their roles."""
    head, paragraphs = _Head(), layout.paragraphs
    body: int | None = None
    for i in range(start, min(stop, start + _HEAD_LENGTH)):
        if body is not None and i > body + _LEAD_LENGTH:
            break
        if i in layout.lead_ends:
            layout.roles[i] = "header"
        elif layout.roles[i] == "body" and not _read_stamp(view, layout, head, i, body is not None):
            if body is None:
                body = _read_line(view, layout, head, i)
            elif head.place is None and i <= body + 3:
                _read_opening(view, layout, head, i)
    if head.published is None:
        head.published = _find_published(view, layout, start, stop)
    candidates = [i for i in head.candidates if body is None or i < body]
    # A line alone is a text, not the headline of one.
    if candidates and (body is not None or len(candidates) > 1 or paragraphs[candidates[0]].heading):
        _choose_title(view, layout, head, candidates)
        if head.published is None and head.title is not None:
            head.published = _day_of_title(view, *head.title)
        _mark_repeats(view, layout, head, start, stop)
    return head


def _read_stamp(view: str, layout: Layout, head: _Head, i: int, in_body: bool) -> bool:
    """Read the date line, the hour or the place line of a head; false if the paragraph is none of them."""
    paragraph, key, roles = layout.paragraphs[i], layout.keys[i], layout.roles
    if _follows_hour(layout, head, i) and _is_place_line(view, paragraph):
        # "November 28, 2022" / "13:50" / "The Kremlin, Moscow"
        head.place, roles[i] = head.place or (paragraph.start, paragraph.end), "header"
        return True
    if key[:1].isdigit() and _CLOCK.fullmatch(key):
        roles[i] = "header"
        if head.candidates[1:] == [i - 1] and head.place is None and _is_place_line(view, layout.paragraphs[i - 1]):
            above = layout.paragraphs[head.candidates.pop()]  # "Oval Office" / "2:15 P.M. EST"
            roles[i - 1], head.place = "header", (above.start, above.end)
        return True
    line = read_date_line(view, paragraph.start, paragraph.end)
    if line is None or (in_body and head.date_line is not None):
        return False
    roles[i] = "header"
    if head.date_line is None:
        head.date_line, head.published = i, head.published or line.day
        if line.is_headline:
            head.candidates.append(i)
        else:
            head.place = head.place or line.place
    return True


def _follows_hour(layout: Layout, head: _Head, i: int) -> bool:
    """True right after the hour of publication, which has a line of its own or stands beside the date."""
    if head.date_line == i - 2 and layout.roles[i - 1] == "header":
        return _CLOCK.fullmatch(layout.keys[i - 1]) is not None
    return head.date_line == i - 1 and _HOUR.search(layout.keys[i - 1]) is not None and "," in layout.keys[i]


def _read_line(view: str, layout: Layout, head: _Head, i: int) -> int | None:
    """Read a line that is no date: a label, a possible headline, or the text, whose index is given back."""
    paragraph = layout.paragraphs[i]
    start, end = paragraph.start, paragraph.end
    if layout.keys[i] in load_words("en", "headings") or _is_note(view, paragraph):
        layout.roles[i] = "header"
    elif (place := read_lone_dateline(view, start, end)) is not None or _is_known_place(view, paragraph):
        head.place, layout.roles[i] = head.place or place or (start, end), "header"
    elif _read_opening(view, layout, head, i):
        if _is_text(view, layout.lead_ends[i], end):
            return i
        head.candidates.append(i)  # "TASHKENT, August 22 - Presidents note progress"
    elif not paragraph.heading and _is_text(view, start, end) and not _LABELLED_TITLE.match(view, start, end):
        return i
    else:
        head.candidates.append(i)
    return None


def _read_opening(view: str, layout: Layout, head: _Head, i: int) -> bool:
    """Read the dateline at the start of a paragraph; false if there is none."""
    dateline = read_dateline(view, layout.paragraphs[i].start, layout.paragraphs[i].end)
    if dateline is None:
        return False
    layout.lead_ends[i] = dateline.end
    head.place, head.published = head.place or dateline.place, head.published or dateline.day
    return True


@cache
def _places() -> frozenset[str]:
    return frozenset(row[0].lower() for name in ("cities", "countries") for row in load_table("en", name))


def _is_known_place(view: str, paragraph: Paragraph) -> bool:
    """True for a line that is only a place: "Brussels", "Oslo, Norway"."""
    if paragraph.end - paragraph.start > 60 or paragraph.heading:
        return False
    name, _, country = view[paragraph.start : paragraph.end].partition(", ")
    if not country:
        return name.lower() in _places()
    # "Transcript of joint press conference, Brussels" is a headline.
    return country.lower() in _places() and all(word[0].isupper() or len(word) < 4 for word in name.split())


def _is_place_line(view: str, paragraph: Paragraph) -> bool:
    """True for a few capitalised words: "The Kremlin, Moscow"."""
    words = view[paragraph.start : paragraph.end].split()
    if len(words) > 6 or view[paragraph.end - 1] in ".:!?":
        return False
    return all(word[0].isupper() or len(word) < 4 for word in words)


def _is_note(view: str, paragraph: Paragraph) -> bool:
    """True for a byline, the number of a release, a remark in brackets, or a labelled line ("Contact: Ann Lee")."""
    start, end = paragraph.start, paragraph.end
    if _BYLINE.fullmatch(view, start, end) or _NUMBER.fullmatch(view, start, end):
        return True
    if end - start <= 60 and view[start] in "([" and view[end - 1] in ")]":  # "(Adds quotes)"
        return True
    if view.count("|", start, min(end, start + _SHORT)) > 1 or is_day_line(view, start, end):  # "Home | News | About"
        return True
    colon = view.find(":", start, min(end, start + 30))
    if colon < 0 or end - start > _SHORT or _LABELLED_TITLE.match(view, start, end):
        return False
    return view[start:colon].strip().lower() in load_words("en", "metadata_labels")


def _is_text(view: str, start: int, end: int) -> bool:
    """True for a sentence or a speaker's turn, false for a line that can be a headline."""
    text = view[start:end]
    if len(text) > _TITLE_LENGTH or text[-1] in ",;:。।۔":
        return True
    if text[:40].partition(":")[0].lower() in load_words("en", "speakers") and ":" in text[:40]:
        return True
    if text[-1] == "." and not text.endswith(_TITLE_ABBREVIATIONS):
        return True
    return len(text) > 120 and ". " in text.replace("U.S. ", "").replace("H.E. ", "")


def _find_published(view: str, layout: Layout, start: int, stop: int) -> date | None:
    """The day of a labelled line anywhere on the page, or of the words right after the dateline."""
    for paragraph in layout.paragraphs[start:stop]:
        if (day := read_labelled_date(view, paragraph.start, paragraph.end)) is not None:
            return day
    for i in range(start, min(stop, start + _HEAD_LENGTH)):
        # "ASTANA. KAZINFORM - On November 2, 2021, ...": news of that day.
        if i in layout.lead_ends and (day := read_opening_day(view, layout.lead_ends[i], layout.paragraphs[i].end)):
            return day
    return None


def _day_of_title(view: str, start: int, end: int) -> date | None:
    """The day with which a headline ends: "Interview with Minister Roe, 12 March 2025", "Remarks (March 12, 2025)"."""
    for stamp in find_stamps(view, start, end):
        apart = view[start : stamp.start].rstrip()[-1:] in (",", "(", "-", "–", "—", "|", "[", ":")
        if apart and not view[stamp.end : end].strip(" )].") and stamp.start > start:
            return settle(stamp, view)
    return None


# ---------------------------------------------------------------- the headline
def _choose_title(view: str, layout: Layout, head: _Head, candidates: list[int]) -> None:
    """Choose the headline among the lines of the head: a labelled one, a marked one, else the first that is no site."""
    paragraphs, roles = layout.paragraphs, layout.roles
    labelled = [i for i in candidates if _LABELLED_TITLE.match(view, paragraphs[i].start, paragraphs[i].end)]
    marked = [i for i in candidates if paragraphs[i].heading]
    named = [i for i in candidates if _SITE.fullmatch(view, paragraphs[i].start, paragraphs[i].end) is None]
    # Syndicated pages print the headline once more under the site's menu: "Left Menu", "Working Day".
    counts = Counter(layout.keys[candidates[0] : candidates[0] + 2 * _HEAD_LENGTH])
    repeated = [i for i in named if counts[layout.keys[i]] > 1]
    chosen = (labelled or marked or repeated or named or candidates)[0]
    below = [i for i in candidates if head.date_line is not None and i > head.date_line]
    if below and chosen < below[0] and _is_institution(layout.keys[chosen]):
        chosen = below[0]
    for i in candidates:
        if i < chosen:
            roles[i] = "header"
    roles[chosen] = "title"
    start, end = layout.lead_ends.get(chosen, paragraphs[chosen].start), paragraphs[chosen].end
    if label := _LABELLED_TITLE.match(view, start, end):
        start = label.end()
    if suffix := _SITE_SUFFIX.search(view, start, end):
        end = suffix.start()
    head.title = (start, end)


def _mark_repeats(view: str, layout: Layout, head: _Head, start: int, stop: int) -> None:
    """Other copies of the headline on its page are furniture, and the dates under them headers."""
    if head.title is None:
        return
    title = " ".join(view[slice(*head.title)].lower().split())
    paragraphs, roles = layout.paragraphs, layout.roles
    for i in range(start, stop):
        if layout.keys[i] == title and roles[i] == "body":
            roles[i] = "furniture"
            below = paragraphs[i + 1] if i + 1 < stop else None
            if below and roles[i + 1] == "body" and read_date_line(view, below.start, below.end) is not None:
                roles[i + 1] = "header"


def _is_institution(key: str) -> bool:
    """True for the name of a site or an office: "Prime Minister of Finland", "Office of the Spokesperson"."""
    words = key.replace(",", " ").split()
    if len(words) > 8 or any(word in month_numbers() for word in words):
        return False
    return not load_words("en", "institutions").isdisjoint(words)
