"""Headers: the head of each page of a file - headline, publication date, dateline - and the furniture around its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from extract.lexicon import load_table, load_words
from extract.text.layout import Paragraph
from extract.text.page import Header, SentenceRole
from extract.text.stamps import find_stamps, month_numbers, settle

_HEAD_LENGTH = 24
"""How many paragraphs the head of a page can have: site names, labels, a lead."""
_LEAD_LENGTH = 5
"""How many paragraphs of text may stand before the date: a lead, the caption of a photograph."""
_TITLE_LENGTH = 400

_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*(?:[ap]\.?m\.?|hrs|[A-Z]{2,4}))*", re.IGNORECASE)
_COUNTER = re.compile(r"\d{1,3}\s*(?:of|/)\s*\d{1,3}")
_CREDIT = re.compile(
    r"(?:\(?photos?(?:graph)?\s*(?:by|credit|courtesy|:|©)|©|\(c\)\s\d{4}|copyright\b|all rights reserved|image(?: credit)?:|picture:|"
    r"source:\s*\S+$|reporting by |editing by |read more:|follow us|share (?:this|on)|click here|tel(?:ephone)?[.:]|"
    r"e-?mail:|phone:|fax:|(?:media |press )?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies))\b[^:\n]{0,20}:|"
    r"for (?:more|further) information|(?:tags|topics|keywords|categories)\s?:|end\s+\d{1,2}:\d\d|embargoed\b)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:by|reported by|author:|written by)\s+[A-Z][\w.'-]+(?:\s+[A-Z][\w.'-]+){0,4}(?:\s+(?:in|on)\s.{0,60})?", re.IGNORECASE)
_LABELLED_TITLE = re.compile(r"(?:subject|title|headline|re)\s*:\s+", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:date of publication|publication date|publish(?:ed)?(?: date)?|posted|issued|released?(?: date)?|date|(?:last )?updated|created)\b"
    r"(?:\s+(?:on|at))?\s*:?\s",
    re.IGNORECASE,
)
# " date 2021-11-03 Heads of government meet": the date field of a feed, then the headline or the text.
_DATE_FIELD = re.compile(r"(?:date\s{1,3})?(?:\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2})?Z?)?\s++(?=\S)", re.IGNORECASE)
_SITE_SUFFIX = re.compile(r"\s+[|•·]\s+[^|•·]{2,60}$")
_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*")

_MONTH = r"(?:[Jj]an|[Ff]eb|[Mm]ar|[Aa]pr|[Mm]ay|[Jj]une?|[Jj]uly?|[Aa]ug|[Ss]ept?|[Oo]ct|[Nn]ov|[Dd]ec|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Za-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}})(?:,?\s\d{{4}})?"
_PLACE_WORD = r"(?:D\.\s?C\.|(?:St|Ft|Mt)\.|[^\W\d_a-z][\w'-]{0,30})"
_PLACE_NAME = rf"{_PLACE_WORD}(?:\s(?:de|da|do|of|al|el|la|and)\s{_PLACE_WORD}|\s{_PLACE_WORD}){{0,3}}"
# "MOSCOW. KAZINFORM - ", "BEIJING, July 13 (Xinhua) -- ", "MOSCOW, March 3. /TASS/. ", "LONDON, 3 March 2023 (Reuters) - ", "ASTANA – "
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE_NAME}(?:,\s?{_PLACE_NAME})?)"
    rf"(?:[.,]?\s{{1,3}}(?P<day>{_DAY}))?"
    r"(?:[.,]?\s{0,3}(?P<agency>\([^()\n]{2,40}\)|/[^/\n]{2,40}/|(?<=[.,]\s)[A-Z][A-Za-z]*(?:\s[A-Z][A-Za-z]*){0,2}))?"
    r"(?:\s{0,3}[.,]?\s{0,3}(?P<dash>--+|[–—]|-(?=\s)|:(?=\s))|(?P<stop>\.(?=\s)))\s{0,3}"
)
# "Baku, March 3, AZERTAC": a dateline on a line of its own.
_DATELINE_ALONE = re.compile(rf"(?P<place>{_PLACE_NAME}(?:,\s?{_PLACE_NAME})?)[.,]\s{{1,3}}{_DAY}(?:[.,]?\s{{1,3}}[A-Z/(][\w /).-]{{1,30}})?")
# "SG/SM/21713", "IP/23/5678": the number of a release.
_NUMBER = re.compile(r"(?=\S*\d)[A-Z\d]+(?:[/.-][A-Z\d.]+)+|(?:press release\s)?(?:no|nr|n°|ref)\b\.?:?\s?\S{1,20}", re.IGNORECASE)
_SLASHED_AGENCY = re.compile(rf"(?P<place>{_PLACE_NAME}(?:,\s?{_PLACE_NAME})?)(?:[.,]?\s{{1,3}}(?P<day>{_DAY}))?[.,]?\s{{0,3}}/[A-Z][^/\n]{{1,30}}/\.?\s+")

_INSTITUTIONS = frozenset(
    "administration agency assembly bank board bureau cabinet chamber chancellery commission committee council department "
    "directorate embassy federation foundation fund government house institute ministry mission office organisation organization "
    "parliament presidency president prime minister secretariat secretary senate service spokesperson treasury union website".split()
)


@dataclass(slots=True)
class Layout:
    """The paragraphs of a file with their roles, and the heads of its pages."""

    paragraphs: list[Paragraph]
    roles: list[SentenceRole]
    lead_ends: dict[int, int] = field(default_factory=dict)
    """Where the dateline or date field at the start of a paragraph ends, by paragraph."""
    title_starts: dict[int, int] = field(default_factory=dict)
    headers: list[Header] = field(default_factory=list)
    page_starts: list[int] = field(default_factory=list)
    """The first paragraph of each header's page."""


@dataclass(slots=True)
class _Head:
    """What has been read of a page's head so far."""

    candidates: list[int] = field(default_factory=list)
    stamped: int | None = None
    """The paragraph of the date line."""
    published: date | None = None
    place: tuple[int, int] | None = None
    title: tuple[int, int] | None = None


def read_headers(view: str, paragraphs: list[Paragraph]) -> Layout:
    """Give each paragraph its role and find the head of every page in the file."""
    layout = Layout(paragraphs, ["body"] * len(paragraphs))
    lines = [_key(view, paragraph) for paragraph in paragraphs]
    _mark_furniture(view, layout, lines)
    starts = _page_starts(view, layout, lines)
    bounds = [*starts, len(paragraphs)]
    heads = [
        (start, stop, _read_head(view, layout, lines, start, stop))
        for start, stop in zip(starts, bounds[1:], strict=False)
    ]
    offsets = [0 if i == 0 else paragraphs[start].start for i, (start, _, _) in enumerate(heads)] + [len(view)]
    for i, (start, _, head) in enumerate(heads):
        layout.headers.append(Header(offsets[i], offsets[i + 1], head.title, head.published, head.place))
        layout.page_starts.append(start)
    return layout


def _key(view: str, paragraph: Paragraph) -> str:
    """The paragraph as looked up in the lists of lines: lower case, without final punctuation; "" if too long."""
    if paragraph.end - paragraph.start > 200:
        return ""
    return " ".join(view[paragraph.start : paragraph.end].lower().split()).rstrip(":.»›>→ ")


def _mark_furniture(view: str, layout: Layout, lines: list[str]) -> None:
    """Mark navigation, counters, credits, boxes of links and the block of tags at the end."""
    furniture, boxes, tails = (load_words("en", name) for name in ("furniture", "boxes", "tails"))
    paragraphs, roles = layout.paragraphs, layout.roles
    i = 0
    while i < len(paragraphs):
        line, paragraph = lines[i], paragraphs[i]
        if not line:
            if view[paragraph.start] in "(©PpCc" and _CREDIT.match(view, paragraph.start, paragraph.end):
                roles[i] = "furniture"
        elif line in boxes:
            stop = _box_end(view, paragraphs, i)
            roles[i:stop] = ["furniture"] * (stop - i)
            i = stop
            continue
        elif line in tails and (stop := _tail_end(lines, i, tails)) is not None:
            roles[i:stop] = ["furniture"] * (stop - i)
            i = stop
            continue
        elif (
            line in furniture
            or (line[0].isdigit() and _COUNTER.fullmatch(line))
            or not any(char.isalnum() for char in line)
            or _CREDIT.match(view, paragraph.start, paragraph.end)
        ):
            roles[i] = "furniture"
        i += 1


def _box_end(view: str, paragraphs: list[Paragraph], i: int) -> int:
    """Where a "See also" box ends: after its pairs of a link's title and date."""
    stop = i + 1
    while stop + 1 < len(paragraphs) and _is_short(paragraphs[stop]) and _stamp_line(view, paragraphs[stop + 1]) is not None:
        stop += 2
    return stop


def _tail_end(lines: list[str], i: int, tails: frozenset[str]) -> int | None:
    """Where the block of tags that starts here ends; None if this is not one: a block has two headings or ends the file."""
    stop, headings, last = i + 1, 1, i
    while stop < len(lines) and stop - last <= 12 and lines[stop] and len(lines[stop]) < 100:
        if lines[stop].startswith("text version"):
            # The next page may be glued to the last line: "Text versionEvents".
            return stop + (lines[stop] == "text version")
        if lines[stop] in tails or lines[stop].startswith(("published in", "publication date")):
            headings, last = headings + 1, stop
        stop += 1
    if stop == len(lines) and (headings > 1 or stop - i <= 6):
        return stop
    return last + 1 if headings > 1 else None


def _is_short(paragraph: Paragraph) -> bool:
    return paragraph.end - paragraph.start <= 250


def _stamp_line(view: str, paragraph: Paragraph) -> tuple[date, tuple[int, int] | None] | None:
    """The day and place of a line that holds a date and little else, or None."""
    start, end = paragraph.start, paragraph.end
    if end - start > 160 or not any(char.isdigit() for char in view[start:end]):
        return None
    stamps = list(find_stamps(view, start, end))
    if not stamps:
        return None
    day = settle(stamps[0], view)
    rest = view[start : stamps[0].start]
    for stamp, after in zip(stamps, [*(s.start for s in stamps[1:]), end], strict=True):
        rest += " " + view[stamp.end : after]
    words = load_words("en", "stamp_words")
    others = [word for word in _WORD.findall(rest) if word.lower() not in words and word.lower() not in _weekdays()]
    if not others or (len(others) <= 3 and _PUBLISHED.match(view, start, stamps[0].start + 1)):
        return day, None
    # "Brussels, 12 December 2023", "Canberra | 5 March 2023": a place of a few capitalised words beside the date.
    if len(others) <= 4 and all(word[0].isupper() for word in others) and rest.rstrip()[-1:] not in ".;":
        before = view[start : stamps[0].start].rstrip(" ,.-–—|:•")
        named = _WORD.findall(before)
        is_place = bool(named) and named[0] != "By"
        return day, (start, start + len(before)) if is_place else None
    return (day, None) if "|" in rest and len(others) <= 8 else None


# "Fact sheet: ..." and "Readout: ..." are headlines, "Contact: ..." is not.
_TITLE_LABELS = frozenset("fact factsheet readout report statement release remarks update exclusive opinion background transcript".split())


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(row[0] for row in load_table("en", "weekdays"))


def _page_starts(view: str, layout: Layout, lines: list[str]) -> list[int]:
    """The first paragraph of each page: a file may hold two pages glued together."""
    paragraphs, roles = layout.paragraphs, layout.roles
    starts = [0]
    headings = load_words("en", "headings")
    fields = 0
    for i, line in enumerate(lines):
        if line.startswith("text version") and len(line) > len("text version"):
            # "Text versionEvents": the last line of one page and the first of the next.
            layout.lead_ends[i] = paragraphs[i].start + len("text version")
            if i + 1 < len(lines):
                starts.append(i)
            continue
        if i == 0 or roles[i] == "furniture":
            continue
        paragraph = paragraphs[i]
        if (
            i > starts[-1] + 2
            and not line
            or len(line) > 80
        ) and view[paragraph.start : paragraph.start + 2].isupper() and _is_signed_dateline(view, paragraph):
            # A second report with its headline, as news agencies' feeds glue them.
            if (start := _headline_before(view, layout, i)) is not None and start > starts[-1] + 1:
                starts.append(start)
        elif line[:5] == "date " and _DATE_FIELD.match(view, paragraphs[i].start, paragraphs[i].end):
            fields += 1
            starts.append(i)
        elif line and line[0].isdigit() and _CLOCK.fullmatch(line) and i > 4 and _stamp_line(view, paragraphs[i - 1]) is not None:
            start = _title_before(view, layout, i - 1)
            if start is not None and start > starts[-1] + 2:
                if start > 0 and lines[start - 1] in headings:
                    start -= 1
                if start > starts[-1] + 6 or start < starts[-1]:
                    starts.append(start)
    return sorted(set(starts))


def _is_signed_dateline(view: str, paragraph: Paragraph) -> bool:
    """True for a dateline with its agency or its full date: "PARIS, 5 March 2023 (Reuters) - ..."."""
    limit = min(paragraph.end, paragraph.start + 120)
    match = _SLASHED_AGENCY.match(view, paragraph.start, limit) or _DATELINE.match(view, paragraph.start, limit)
    if match is None or _dateline(view, paragraph.start, paragraph.end) is None:
        return False
    agency = match.groupdict().get("agency", "/")
    return bool(agency and agency[0] in "(/") or next(find_stamps(view, match.start(), match.end()), None) is not None


def _headline_before(view: str, layout: Layout, i: int) -> int | None:
    """The headline right before a dateline, past lines of furniture and dates."""
    for j in range(i - 1, max(i - 4, 0), -1):
        paragraph = layout.paragraphs[j]
        if _is_short(paragraph) and view[paragraph.end - 1] not in '.!?:,;"' and _stamp_line(view, paragraph) is None:
            return j
    return None


def _title_before(view: str, layout: Layout, stamped: int) -> int | None:
    """The headline of a page whose date stands at `stamped`: right before it, or before its lead."""
    for i in (stamped - 1, stamped - 2):
        if i < 1 or layout.roles[i] == "furniture":
            return None
        paragraph = layout.paragraphs[i]
        if _is_short(paragraph) and view[paragraph.end - 1] not in '.!?:,;"':
            return i
    return None


def _read_head(view: str, layout: Layout, lines: list[str], start: int, stop: int) -> _Head:
    """Read the head of the page that starts at a paragraph; its lines get their roles."""
    head = _Head()
    paragraphs, roles = layout.paragraphs, layout.roles
    headings = load_words("en", "headings")
    body: int | None = None
    i = start
    while i < min(stop, start + _HEAD_LENGTH) and (body is None or i <= body + _LEAD_LENGTH):
        paragraph, line = paragraphs[i], lines[i]
        if i in layout.lead_ends:
            roles[i] = "header"
        elif roles[i] == "furniture":
            pass
        elif (found := None if _is_field(view, paragraph) else _stamp_line(view, paragraph)) is not None and head.stamped is None:
            head.published, head.stamped, roles[i] = found[0], i, "header"
            if found[1] is not None and _names_kind(view, found[1]):
                head.candidates.append(i)  # "Department Press Briefing - March 3, 2022": the headline itself
            else:
                head.place = head.place or found[1]
        elif found is not None and body is None:
            roles[i] = "header"
        elif line and _CLOCK.fullmatch(line):
            roles[i] = "header"
            if head.candidates[1:] == [i - 1] and head.place is None and _is_place_line(view, paragraphs[i - 1]):
                # "Oval Office" / "2:15 P.M. EST"
                roles[i - 1], head.place = "header", (paragraphs[i - 1].start, paragraphs[i - 1].end)
                head.candidates.pop()
            elif head.stamped == i - 1 and i + 1 < stop and _is_place_line(view, paragraphs[i + 1]):
                i += 1
                roles[i] = "header"
                head.place = head.place or (paragraphs[i].start, paragraphs[i].end)
        elif body is None:
            if line in headings or _is_note(view, paragraph):
                roles[i] = "header"
            elif (alone := _DATELINE_ALONE.fullmatch(view, paragraph.start, paragraph.end)) is not None:
                head.place, roles[i] = head.place or alone.span("place"), "header"
            elif _read_opening(view, layout, head, i):
                body = i
            elif _is_text(view, paragraph) and not _LABELLED_TITLE.match(view, paragraph.start, paragraph.end):
                body = i
            else:
                head.candidates.append(i)
        elif i <= body + 3 and head.place is None:
            _read_opening(view, layout, head, i)
        i += 1
    if head.published is None:
        ends = {paragraphs[i].start: layout.lead_ends[i] for i in range(start, stop) if i in layout.lead_ends}
        head.published = _published_below(view, paragraphs[start:stop], ends)
    _choose_title(view, layout, lines, head, start, stop, body)
    return head


_KINDS = frozenset("briefing conference interview meeting press readout remarks speech statement talks transcript".split())


def _names_kind(view: str, span: tuple[int, int]) -> bool:
    return any(word.lower() in _KINDS for word in _WORD.findall(view[span[0] : span[1]]))


def _is_note(view: str, paragraph: Paragraph) -> bool:
    """True for a byline, the number of a release, or a labelled line ("Contact: Ann Lee") in the head of a page."""
    start, end = paragraph.start, paragraph.end
    if _BYLINE.fullmatch(view, start, end) or _NUMBER.fullmatch(view, start, end):
        return True
    if view[start] in "([" and view[end - 1] in ")]":  # "(Adds quotes)", "[Provisional translation]"
        return True
    colon = view.find(":", start, min(end, start + 30))
    if colon < 0 or end - start > 200 or _LABELLED_TITLE.match(view, start, end):
        return False
    return view[start:colon].strip().lower() in load_words("en", "not_speakers") - _TITLE_LABELS


def _is_field(view: str, paragraph: Paragraph) -> bool:
    match = _DATE_FIELD.match(view, paragraph.start, paragraph.end)
    return match is not None and paragraph.end - match.end() > 25


def _is_place_line(view: str, paragraph: Paragraph) -> bool:
    """A short line of capitalised words, as stands under the hour: "The Kremlin, Moscow"."""
    words = view[paragraph.start : paragraph.end].split()
    return len(words) <= 6 and view[paragraph.end - 1] not in ".:!?" and all(word[0].isupper() or len(word) < 4 for word in words)


def _is_text(view: str, paragraph: Paragraph) -> bool:
    """True for a sentence or a speaker's turn, false for a line that can be a headline."""
    if paragraph.heading:
        return False
    text = view[paragraph.start : paragraph.end]
    if len(text) > _TITLE_LENGTH or text[-1] in ".,;" and not text.endswith(("U.S.", "U.K.", "Inc.", "Ltd.", "Corp.", "Co.")):
        return True
    return text[-1] == ":" or ". " in text.replace("U.S. ", "").replace("H.E. ", "") and len(text) > 120


def _read_opening(view: str, layout: Layout, head: _Head, i: int) -> bool:
    """Read a date field or a dateline at the start of a paragraph; true if its text follows."""
    paragraph = layout.paragraphs[i]
    start, is_text = paragraph.start, False
    if match := _DATE_FIELD.match(view, start, paragraph.end):
        stamp = next(find_stamps(view, start, match.end()), None)
        if stamp is not None:
            head.published = head.published or stamp.day
            head.stamped = i if head.stamped is None else head.stamped
            start = match.end()
            layout.lead_ends[i] = start
            layout.title_starts[i] = start
    found = _dateline(view, start, paragraph.end)
    if found is not None:
        end, place, day = found
        layout.lead_ends[i] = end
        layout.title_starts.pop(i, None)
        head.place = head.place or place
        head.published = head.published or day
        is_text = True
    return is_text


def _dateline(view: str, start: int, end: int) -> tuple[int, tuple[int, int], date | None] | None:
    """End, place and day of the dateline at `start`, or None."""
    limit = min(end, start + 120)
    match = _SLASHED_AGENCY.match(view, start, limit) or _DATELINE.match(view, start, limit)
    if match is None or end - match.end() < 25:
        return None
    place, day = match["place"].rstrip(" ."), match["day"]
    groups = match.groupdict()
    agency, dash = groups.get("agency", "/"), groups.get("dash", "-")
    shouted = place[:4].isupper() and len(place) > 3
    if groups.get("stop") and not (shouted and day):  # "BAKU, Azerbaijan, March 3. The ministers ..."
        return None
    if dash == ":" and not (day or agency):
        return None
    signed = agency is not None and agency[0] in "(/"
    if not (shouted or day or signed or (dash in ("–", "—") and _opens(view, match))):
        return None
    following = view[match.end()]
    if len(place) < 3 or not (following.isupper() or following in "\"'" or following.isdigit() or day or agency):
        return None
    place_end = match.start("place") + len(place)
    stamp = next(find_stamps(view, match.start(), match.end()), None)
    return match.end(), (match.start("place"), place_end), settle(stamp, view) if stamp else None


def _opens(view: str, match: re.Match[str]) -> bool:
    """True for "Astana – The President met ...": a place of one or two words before a long dash, then a sentence."""
    following = view[match.end() : match.end() + 40].split()
    return len(match["place"].split()) <= 2 and bool(following) and following[0] in ("The", "A", "An", "In", "On", "President", "Prime")


def _published_below(view: str, paragraphs: list[Paragraph], ends: dict[int, int]) -> date | None:
    """The day of a labelled line anywhere on the page, or of the sentence after the dateline."""
    for paragraph in paragraphs:
        if paragraph.end - paragraph.start <= 120 and (match := _PUBLISHED.match(view, paragraph.start, paragraph.end)):
            stamp = next(find_stamps(view, match.start(), paragraph.end), None)
            if stamp is not None and stamp.start <= match.end() + 24:
                return settle(stamp, view)
    for paragraph in paragraphs[:_HEAD_LENGTH]:
        # "ASTANA. KAZINFORM - On November 2, 2021, ...": news of that day or the day before.
        opening = ends.get(paragraph.start)
        if opening is not None and (match := _DATED_OPENING.match(view, opening, paragraph.end)) is not None:
            stamp = next(find_stamps(view, opening, min(paragraph.end, opening + 40)), None)
            if stamp is not None and stamp.start == match.end():
                return settle(stamp, view)
    return None


_DATED_OPENING = re.compile(r"(?:On\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?")


def _choose_title(view: str, layout: Layout, lines: list[str], head: _Head, start: int, stop: int, body: int | None) -> None:
    """Choose the headline among the lines of the head; its repeats on the page are furniture."""
    paragraphs, roles = layout.paragraphs, layout.roles
    candidates = [i for i in head.candidates if body is None or i < body]
    if not candidates:
        return
    labelled = next((i for i in candidates if _LABELLED_TITLE.match(view, paragraphs[i].start, paragraphs[i].end)), None)
    chosen = next((i for i in candidates if paragraphs[i].heading), candidates[0]) if labelled is None else labelled
    if head.stamped is not None and chosen == head.stamped + 1 == candidates[0] and len(candidates) > 1 and len(lines[chosen].split()) <= 3:
        # "12 December 2023" / "Brussels" / headline
        head.place = head.place or (paragraphs[chosen].start, paragraphs[chosen].end)
        chosen = candidates[1]
    later = [i for i in candidates if head.stamped is not None and i > head.stamped]
    if head.stamped is not None and chosen < head.stamped and later and _is_institution(lines[chosen]):
        chosen = later[0]
    paragraph = paragraphs[chosen]
    first, last = layout.title_starts.get(chosen, paragraph.start), paragraph.end
    if label := _LABELLED_TITLE.match(view, first, last):
        first = label.end()
    if suffix := _SITE_SUFFIX.search(view, first, last):
        last = suffix.start()
    while first < last and view[first].isspace():
        first += 1
    head.title = (first, last)
    roles[chosen] = "title"
    for i in candidates:
        if i < chosen:
            roles[i] = "header"
    title = " ".join(view[first:last].lower().split())
    for i in range(start, stop):
        if i != chosen and lines[i] == title and roles[i] == "body":
            roles[i] = "furniture"
            if i + 1 < stop and roles[i + 1] == "body" and _stamp_line(view, paragraphs[i + 1]) is not None:
                roles[i + 1] = "header"


def _is_institution(line: str) -> bool:
    """True for the name of a site or an office: "Prime Minister of Finland", "Office of the Spokesperson"."""
    words = line.replace(",", " ").split()
    return len(words) <= 8 and any(word in _INSTITUTIONS for word in words) and not any(word in month_numbers() for word in words)
