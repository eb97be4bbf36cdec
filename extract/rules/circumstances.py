"""Circumstances: when, where and whether an event that a sentence tells of takes place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extract.rules.events import Event
from extract.rules.places import PlaceMention
from extract.rules.reading import Reading
from extract.schemas import MeetingStatus, Period
from extract.values.dates import DateMention

PLANNED = re.compile(
    r"\b(?:will|shall|would\s+(?:be|meet|visit|host|attend)|is\s+to|are\s+to|plan(?:s|ned|ning)?\s+to|plans\s+for|intends?\s+to|intent(?:ion)?\s+to|scheduled|slated|upcoming|forthcoming|next|to\s+be\s+held"
    r"|invit(?:ed|ation)|hopes?\s+to|looks?\s+forward|looked\s+forward|look(?:s|ing|ed)?\s+(?:forward\s+)?to(?:wards?)?|ahead\s+of|expected\s+to|due\s+to|prepar(?:e|es|ed|ing|ations?)\s+for|planning|set\s+to|may|agreed\s+to\s+(?:meet|hold))\b",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"\b(?:should\s+be|suggest(?:s|ed|ing)?|propos(?:e|es|ed|al|ing)|could|offer(?:s|ed)?\s+to|readiness\s+to|ready\s+to|possib(?:le|ility))\b",
    re.IGNORECASE,
)
_PREPOSITION_TO_PLACE = re.compile(
    r"\b(?:in|at|to|visit(?:ed|ing)?|on\s+board|aboard|from|outside|near|around|inside)\s+(?:the\s+)?"
    r"(?:capital\s+(?:city\s+)?(?:of\s+)?|city\s+of\s+|town\s+of\s+)?$|,\s*$",
    re.IGNORECASE,
)
_NOT_A_PLACE_BEFORE = re.compile(
    r"\s+(?:format|process|agreements?|accords?|declaration|protocols?|treaty|convention|initiative|time|summit|consensus|platform|principles)\b",
    re.IGNORECASE,
)
_IN = re.compile(r"\b(?:in|at|to)\s+(?:the\s+)?$")
# A date after these words is of something else: "following the summit on July 4", "mentioning that it grew last year".
_OF_ANOTHER = re.compile(
    r"\b(?:following|after|ahead\s+of|before|since)\b"
    r"|,\s+(?:which|who|mentioning|noting|recalling|adding)\b(?![^,;]{0,60}\b(?:took\s+place|takes\s+place|held|host|hosts|chair)\b)"
)
_NEW_CLAUSE = re.compile(r",\s+and\b|;")
_TAKES_PLACE = re.compile(r"\b(?:take|takes|took)\s+place\b|\bheld\b")
_OPENING_IN = re.compile(r"In\s+(?:the\s+)?$")
_VISIT_BEFORE = re.compile(r"\bvisit(?:ed|ing)?\s+(?:to\s+)?(?:the\s+)?$")
_ABOARD = re.compile(r"\b(?:on\s+board|aboard)\s+(?:the\s+)?((?:[A-Z][\w.]*\s*){1,4})")
_ANNIVERSARY_OF_WHICH = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s+anniversary\s+of\s+which\b")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When, where and whether an event of the sentence `i` takes place; the sentence is `view[start:end]`."""

    reading: Reading
    i: int
    start: int
    end: int

    def status(self, event: Event) -> MeetingStatus:
        """held, planned or proposed, by the words around the event in its clause."""
        view, start, end = self.reading.page.view, self.start, self.end
        clause = max(view.rfind(";", start, event.start), view.rfind(", and ", start, event.start), start)
        before = view[max(clause, event.start - 110) : event.noun_start + 1]
        after = view[event.end : min(end, event.end + 240)]
        at_event = (
            re.search(
                r"\b(?:at|during|following|after)\s+(?:the\s+)?$", view[max(start, event.start - 16) : event.start]
            )
            is not None
        )
        if (_PROPOSED.search(before[-60:]) and not at_event) or re.match(r"[^.;]{0,30}\bshould\s+be\b", after):
            return "proposed"
        if PLANNED.search(before) or re.match(
            r"[^.;]{0,200}?\b(?:will|would|to|is\s+due\s+to|is\s+scheduled\s+to)\s+(?:be\s+(?:held|hosted)|take\s+place)\b",
            after,
        ):
            return "planned"
        published = self.reading.page.headers[self.reading.page.sentences[self.i].header].published
        day = self.date(event.start, event.end)
        if published and day and day.start > published:
            return "planned"
        return "held"

    def date(self, first: int, last: int) -> Period | None:
        """The day stated for the event in its sentence: the nearest after it in its clause, else the nearest before."""
        view, start, end = self.reading.page.view, self.start, self.end
        usable: list[DateMention] = [
            d
            for d in self.reading.dates(self.i)
            if start <= d.start < end and not d.comparison and view[d.end : d.end + 2] != "'s"
        ]
        anniversary = _ANNIVERSARY_OF_WHICH.search(view, last, end)
        if anniversary is not None:
            celebrated = next((d.period for d in usable if d.start > anniversary.end() and d.period), None)
            if celebrated is not None:
                year = celebrated.start.year - int(anniversary.group(1))
                return Period(start=date(year, 1, 1), end=date(year, 12, 31))
        after = next(
            (
                d
                for d in usable
                if d.start >= first
                and d.start - last < (220 if _TAKES_PLACE.search(view, last, d.start) else 140)
                and ";" not in view[last : d.start]
            ),
            None,
        )
        if after is not None and _OF_ANOTHER.search(view, last, after.start):
            after = None
        before = next((d for d in reversed(usable) if d.end <= first), None)
        if after is not None and before is not None and _NEW_CLAUSE.search(view, last, after.start):
            after = None  # "Last month we received A, and today we had talks with B"
        if (
            after is not None
            and re.search(r"\bof\s+$", view[max(first, after.start - 4) : after.start]) is None
            and not (before is not None and before.grain == "day" and after.grain != "day")
        ):
            return after.period
        return before.period if before is not None else None

    def stated_places(self) -> list[PlaceMention]:
        """Places of the sentence that a preposition makes the scene of something, in order."""
        view, start, end = self.reading.page.view, self.start, self.end
        return [
            place
            for place in self.reading.places(self.i)
            if place.kind != "demonym"
            and start <= place.start < end
            and _PREPOSITION_TO_PLACE.search(view[max(start, place.start - 24) : place.start])
            and _NOT_A_PLACE_BEFORE.match(view, place.end) is None
            and not view[max(start, place.start - 20) : place.start].lower().rstrip(" the").endswith("according to")
        ]

    def place(self, first: int, last: int, *, visit: bool) -> PlaceMention | None:
        """Where the event is said to be: the nearest city, building or country after a preposition."""
        view, start, end = self.reading.page.view, self.start, self.end
        aboard = _ABOARD.search(view, last, min(end, last + 160))
        if aboard is not None:
            return PlaceMention(aboard.start(1), aboard.start(1) + len(aboard.group(1).rstrip(" .")), "building", None)
        found = self.stated_places()
        after = [p for p in found if p.start >= last and p.start - last < 160]
        before = [p for p in reversed(found) if p.end <= first and not _NEW_CLAUSE.search(view, p.end, first)]
        if visit and after:
            return after[0]
        exact = [p for p in after if p.kind in ("city", "building")]
        exact.extend(p for p in self.reading.places(self.i) if p.kind == "city" and first <= p.start < last)
        exact.extend(p for p in before if p.kind in ("city", "building"))
        if exact:
            return exact[0]
        near = [p for p in after if p.start - last < 60 and _IN.search(view[max(start, p.start - 12) : p.start])]
        if near:
            return near[0]
        opening = [p for p in before if _OPENING_IN.match(view[start : p.start]) and view[p.end : p.end + 1] == ","]
        if opening:
            return opening[0]
        visited = [p for p in before if _VISIT_BEFORE.search(view[max(start, p.start - 16) : p.start])]
        return visited[0] if visited else before[0] if before and visit else None
