"""Circumstances: when, where and whether an event that a sentence tells of takes place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from extract.rules.events import Event
from extract.rules.places import PlaceMention
from extract.rules.reading import Reading
from extract.schemas import MeetingStatus, Period
from extract.text.matching import last_match
from extract.values.dates import DateMention

PLANNED = re.compile(
    r"\b(?:will|shall|would\s+(?:be|meet|visit|host|attend)|(?:is|are)\s+to|plan(?:s|ned|ning)?\s+to|plans\s+for|planning"
    r"|intends?\s+to|intent(?:ion)?\s+to|scheduled|slated|upcoming|forthcoming|next|to\s+be\s+held"
    r"|invited|(?<!at the )invitation|hopes?\s+to|look(?:s|ed|ing)?\s+(?:forward\s+)?to(?:wards?)?|looks?\s+forward"
    r"|ahead\s+of|(?:expected|due|set)\s+to|prepar(?:e|es|ed|ing|ations?)\s+for|may|agreed\s+to\s+(?:meet|hold))\b",
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
# How far before an event the words stand that plan it; how far after it its day and its place.
_CLAUSE_REACH = 110
_DATE_REACH = 140
_DATE_REACH_OF_VERB = 220
_PLACE_REACH = 160
# "talks focused on security in the Baltic", "will meet before travelling on to Lima": no scene of these events.
_ELSEWHERE = re.compile(
    r"\b(?:(?:focus(?:ed|es|ing)?|cent(?:red|ered)|concentrated|touched)\s+(?:up)?on|discuss(?:ed|ing)?|covered"
    r"|before\s+(?:departing|leaving|flying|heading|moving|returning|travell?ing|continuing))\b"
)
_ACCOMPLISHED = re.compile(r"\b(?:held|signed|concluded)\s+(?:during|at|in|on)\b")
_AT_EVENT = re.compile(r"\b(?:at|during|following|after)\s+(?:the\s+)?$")
_SHOULD_BE_AFTER = re.compile(r"[^.;]{0,30}\bshould\s+be\b")
_PLANNED_AFTER = re.compile(
    r"[^.;]{0,200}?\b(?:will|would|to|is\s+due\s+to|is\s+scheduled\s+to)\s+(?:be\s+(?:held|hosted)|take\s+place)\b"
)
_ACCORDING_TO = re.compile(r"\b[Aa]ccording\s+to\s+(?:the\s+)?$")
_OF = re.compile(r"\bof\s+$")
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
    _days: dict[Event, Period | None] = field(default_factory=dict, compare=False)

    def status(self, event: Event) -> MeetingStatus:
        """held, planned or proposed, by the words around the event in its clause."""
        view, start = self.reading.page.view, self.start
        clause = max(view.rfind(";", start, event.start), view.rfind(", and ", start, event.start), start)
        until = event.noun_start + 1 if event.noun else event.end  # a verb may be part of the plan: "agreed to meet"
        before = view[max(clause, event.start - _CLAUSE_REACH) : until]
        accomplished = last_match(_ACCOMPLISHED, before, 0, len(before))
        if accomplished is not None:
            before = before[accomplished.end() :]  # "will follow up the talks held during the visit": the visit was
        after = view[event.end : min(self.end, event.end + 240)]
        at_event = _AT_EVENT.search(view, max(start, event.start - 16), event.start) is not None
        if (_PROPOSED.search(before[-60:]) and not at_event) or _SHOULD_BE_AFTER.match(after):
            return "proposed"
        if PLANNED.search(before) or _PLANNED_AFTER.match(after):
            return "planned"
        published = self.reading.page.headers[self.reading.page.sentences[self.i].header].published
        day = self.date(event)
        return "planned" if published and day and day.start > published else "held"

    def date(self, event: Event) -> Period | None:
        """The day stated for an event in its sentence: the nearest after it in its clause, else the nearest before."""
        if event not in self._days:
            self._days[event] = self._find_date(event)
        return self._days[event]

    def _find_date(self, event: Event) -> Period | None:
        view, first, last = self.reading.page.view, event.start, event.end
        usable = [d for d in self.reading.dates(self.i) if self._is_usable(d, event)]
        anniversary = self._anniversary(usable, last)
        if anniversary is not None:
            return anniversary
        after = next((d for d in usable if d.start >= first and self._is_near(last, d)), None)
        before = next((d for d in reversed(usable) if d.end <= first), None)
        if after is not None and _OF_ANOTHER.search(view, last, after.start):
            after = None
        if after is not None and before is not None and _NEW_CLAUSE.search(view, last, after.start):
            after = None  # "Last month we received A, and today we had talks with B"
        if after is not None and before is not None and before.grain == "day" and after.grain != "day":
            after = None
        found = after or before
        return found.period if found is not None else None

    def _is_usable(self, mention: DateMention, event: Event) -> bool:
        """Whether a date of the sentence can be an event's: no comparison, no part of a name, no mere "this year's"."""
        view = self.reading.page.view
        if not self.start <= mention.start < self.end or mention.comparison:
            return False
        if view[mention.end : mention.end + 2] == "'s" and (event.title is None or mention.grain != "year"):
            return False
        # "the 2010 Tea Forum", "the Declaration of 2010"
        return not (
            mention.grain == "year"
            and not mention.relative
            and 0 <= event.noun_start - mention.end < 90
            and view[mention.end : event.noun_start].strip()[:1].isupper()
        )

    def _is_near(self, last: int, mention: DateMention) -> bool:
        view = self.reading.page.view
        reach = _DATE_REACH_OF_VERB if _TAKES_PLACE.search(view, last, mention.start) else _DATE_REACH
        return (
            mention.start - last < reach
            and ";" not in view[last : mention.start]
            and not _OF.search(view, last, mention.start)
        )

    def _anniversary(self, usable: list[DateMention], last: int) -> Period | None:
        """The year of an event "the 80th anniversary of which was celebrated this year"."""
        found = _ANNIVERSARY_OF_WHICH.search(self.reading.page.view, last, self.end)
        if found is None:
            return None
        celebrated = next((d.period for d in usable if d.start > found.end() and d.period), None)
        if celebrated is None:
            return None
        year = celebrated.start.year - int(found.group(1))
        return Period(start=date(year, 1, 1), end=date(year, 12, 31))

    def stated_places(self) -> list[PlaceMention]:
        """Places of the sentence that a preposition makes the scene of something, in order."""
        return [place for place in self.reading.places(self.i) if self._is_scene(place)]

    def _is_scene(self, place: PlaceMention) -> bool:
        view = self.reading.page.view
        if place.kind == "demonym" or not self.start <= place.start < self.end:
            return False
        if _NOT_A_PLACE_BEFORE.match(view, place.end) is not None:
            return False
        before = view[max(self.start, place.start - 24) : place.start]
        return _PREPOSITION_TO_PLACE.search(before) is not None and _ACCORDING_TO.search(before) is None

    def place(self, event: Event) -> PlaceMention | None:
        """Where the event is said to be: the nearest city, building or country after a preposition."""
        view, first, last = self.reading.page.view, event.start, event.end
        visit = event.kind == "visit"
        aboard = _ABOARD.search(view, last, min(self.end, last + _PLACE_REACH))
        if aboard is not None:
            return PlaceMention(aboard.start(1), aboard.start(1) + len(aboard.group(1).rstrip(" .")), "building", None)
        found = self.stated_places()
        after = [p for p in found if p.start >= last and p.start - last < _PLACE_REACH]
        after = [p for p in after if not _ELSEWHERE.search(view, last, p.start)]
        before = [p for p in reversed(found) if p.end <= first and not _NEW_CLAUSE.search(view, p.end, first)]
        if visit and after:
            return after[0]
        near = [p for p in after if p.start - last < 60 and _IN.search(view, max(self.start, p.start - 12), p.start)]
        opening = [
            p for p in before if _OPENING_IN.fullmatch(view, self.start, p.start) and view[p.end : p.end + 1] == ","
        ]
        visited = [p for p in before if _VISIT_BEFORE.search(view, max(self.start, p.start - 16), p.start)]
        candidates = [
            *(p for p in after if p.kind in ("city", "building")),
            *(p for p in self.reading.places(self.i) if p.kind == "city" and first <= p.start < last),
            *(p for p in before if p.kind in ("city", "building")),
            *near,
            *opening,
            *visited,
            *(before if visit else ()),
        ]
        return candidates[0] if candidates else self._trailing_place(last)

    def _trailing_place(self, last: int) -> PlaceMention | None:
        """The place at the end of a headline: "Press conference, Tokyo"."""
        if self.reading.page.sentences[self.i].role != "title":
            return None
        return next(
            (
                p
                for p in self.reading.places(self.i)
                if p.kind in ("city", "building") and p.start >= last and p.end == self.end
            ),
            None,
        )
