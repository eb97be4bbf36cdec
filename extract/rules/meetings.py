"""Meetings: which events a text tells of, who took part and who led, when, where and how."""

from __future__ import annotations

import re
from datetime import date
from dataclasses import dataclass, field, replace

from extract.rules.actors import Actor, find_actors, joins, objects_after, parties_of, subject_before
from extract.rules.drafts import MeetingDraft, Range
from extract.rules.events import Event, find_events
from extract.rules.places import PlaceMention, find_places
from extract.rules.reading import Reading
from extract.schemas import MeetingKind, MeetingMode, MeetingStatus, Period
from extract.text.tokens import tokenize
from extract.values.dates import DateMention

# A sentence without one of these words tells of no meeting: most sentences of a text end here.
_TRIGGER = re.compile(
    r"\b(?:[Mm]e(?:t|ets?|etings?)|MEETING|[Tt]alks|[Nn]egotiations?|[Cc]onsultations?|[Dd]iscuss(?:ed|ions)|[Ss]poke|[Ss]peaks|[Cc]alls?|[Cc]onversations?"
    r"|[Ss]ummits?|[Ff]orums?|[Cc]on(?:ference|gress)|[Ss]essions?|[Pp]lenary|[Rr]ound-?table|[Dd]ialogue|[Vv]isit(?:s|ed|ing)?"
    r"|[Tt]rip|[Tt]our|[Cc]eremony|[Ii]nauguration|[Ss]igning|[Oo]pening|[Rr]eception|[Hh]ost(?:s|ed)?|[Rr]eceived?s?|[Ww]elcom(?:ed?|es|ing)"
    r"|[Vv]ideoconference|[Aa]ssembly|[Ww]orkshop|[Ss]eminar|[Ss]ymposium|[Dd]inner|[Ll]unch|[Bb]anquet|[Ww]itnessed|delegation|attended|held)\b"
)

# "met virtually today with", "has met", "will meet with", "had the opportunity to meet with": verbs that make a meeting
# by themselves. "met the requirements" is left to the objects: without a person after it there is no meeting.
_MEET = re.compile(
    r"\b(?P<verb>met|meets?|meeting)\b(?P<between>(?:\s+(?!with\b)[\w.]+){0,4}?)\s+(?P<with>with|up\s+with)\b"
    r"|\b(?P<plain>met|meets|meet)\b(?=\s+(?:(?:[a-z]+\s+){0,2})?[A-Z])"
)
_SPOKE = re.compile(
    r"\b(?:spoke|speaks|talked|spoken)\b(?P<between>(?:[,\s]+(?!with\b|to\b)[\w.]+){0,6}?)[,\s]+(?:with|to)\b"
    r"|\b(?:called|phoned|telephoned)\b(?=\s+(?:[a-z]+\s+)?[A-Z])"
)
_RECEIVED = re.compile(r"\b(?:received|receives|hosted|hosts|welcomed|welcomes)\b(?=\s+(?:[a-z]+\s+){0,3}[A-Z])")
_VISITED = re.compile(r"\b(?:visited|visits|visiting)\b(?=\s+(?:the\s+)?[A-Z])")
_LED_DELEGATION = re.compile(
    r"\b(?:led|leads|headed|heads|heading|leading)\s+(?:a|an|the)\s+(?:[\w.-]+\s+){0,4}delegation\b"
)
_WITNESSED = re.compile(r"\b(?:witnessed|witness|attended|attend)\b[^.;]{0,120}?\bsign(?:ing|ed)?\b")

_PARTICIPATED = re.compile(
    r"\b(?:took\s+part|take\s+part|takes\s+part|taking\s+part|taken\s+part|participat(?:e|es|ed|ing)|attend(?:s|ed|ing)?|address(?:ed|es)?"
    r"|open(?:ed|s)?|chair(?:ed|s|ing)?|co-chaired|host(?:s|ed|ing)?|join(?:ed|s|ing)?|spoke\s+(?:at|to)|convene[sd]?|hold|holds|held|led|travel(?:led|ed|s)?\s+to|meet(?:ing)?(?:\s+(?!with\b)\w+){0,3}?\s+(?:at|during))\b"
)
_HOST = re.compile(r"\b(?:host|hosts|hosted|hosting|convene|convenes|convened|chair|chairs|chaired)\b")
_ON_THE_MARGINS = re.compile(
    r"\bon\s+the\s+(?:margins?|sidelines?|fringes?)\s+of\s+(?:the\s+)?(?:[\w'-]+\s+){0,6}?$|\b(?:as\s+part|ahead|within\s+the\s+framework)\s+of\s+(?:the\s+)?(?:[\w'-]+\s+){0,6}?$"
)
# An organization is called like an event: "through such associations as the Conference on ...".
_ORGANIZATION_CONTEXT = re.compile(
    r"\b(?:such\s+as|including|associations?|organi[sz]ations?|members?\s+of|membership\s+(?:of|in)|chairmanship\s+(?:of|in)|presidency\s+of|secretariat\s+of"
    r"|within|through|resolutions?\s+of|decisions?\s+of|outcomes?\s+of)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
# "the transformation of the X Forum" names an organization; "the margins of the X Summit" an event.
_ONLY_NAMED = re.compile(
    r"(?<!margins)(?<!sidelines)(?<!part)(?<!opening)(?<!session)(?<!ahead)(?<!framework)(?<!participants)(?<!eve)(?<!meeting)(?<!fringes)\s+of\s+(?:the\s+)?$"
)
_PLANNED = re.compile(
    r"\b(?:will|shall|would\s+(?:be|meet|visit|host|attend)|is\s+to|are\s+to|plan(?:s|ned|ning)?\s+to|plans\s+for|intends?\s+to|intent(?:ion)?\s+to|scheduled|slated|upcoming|forthcoming|next|to\s+be\s+held"
    r"|invit(?:ed|ation)|looks?\s+forward|looked\s+forward|look(?:s|ing|ed)?\s+(?:forward\s+)?to(?:wards?)?|ahead\s+of|expected\s+to|due\s+to|prepar(?:e|es|ed|ing|ations?)\s+for|planning|set\s+to|may|agreed\s+to\s+(?:meet|hold))\b",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"\b(?:should\s+be|suggest(?:s|ed|ing)?|propos(?:e|es|ed|al|ing)|could|offer(?:s|ed)?\s+to|readiness\s+to|ready\s+to|possib(?:le|ility))\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:no|not|never|n't|without|cancel(?:led|ed)|postponed|refused|declined)\b(?:\s+[\w'-]+){0,4}\s*$",
    re.IGNORECASE,
)
_VIDEO = re.compile(
    r"\b(?:video\s?-?\s?(?:conference|conferencing|link|call)|via\s+video|by\s+video|virtual(?:ly)?|online|remotely)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\b(?:(?:tele)?phone[ds]?|phoned|by\s+phone|call(?:ed)?|spoke)\b", re.IGNORECASE)
_PREPOSITION_TO_PLACE = re.compile(
    r"\b(?:in|at|to|visit(?:ed|ing)?|on\s+board|aboard|from|outside|near|around|inside)\s+(?:the\s+)?"
    r"(?:capital\s+(?:city\s+)?(?:of\s+)?|city\s+of\s+|town\s+of\s+)?$|,\s*$",
    re.IGNORECASE,
)
_SEPARATE_FORMAT = re.compile(
    r"\b(?:in|held\s+in)\s+(?:an?\s+|the\s+)?(?:restricted|narrow|expanded|extended|one-on-one|tête-à-tête|closed|limited|small)[\s-]+format\b"
)
_SPEECH_TITLE = re.compile(
    r"^(?:statement|remarks|speech|address)\s+(?:by|of)\b.*?\b(?:on|at|before|after|following|during)\b", re.IGNORECASE
)
_JOINT_DOCUMENT_TITLE = re.compile(r"^(?:joint\s+)?(?:statement|communiqu[ée]|declaration)\s+on\b", re.IGNORECASE)
_HELD_VERB = re.compile(
    r"\b(?:held|hold|holds|had|have|has|having|began|begin|started|conducted|conduct|continued|conclude[ds]?|concluded|completed|paid|pays|pay|making|made|make|kicked\s+off|took)\b(?:\s+[\w,'-]+){0,7}?\s*$"
)
_WITH = re.compile(r"\s*(?:(?!were\b|was\b|is\b|are\b|be\b)[\w.,'-]+\s+){0,4}?(?:with|between|among|of)\b|\s*by\b")
_CALL_TO = re.compile(r"\s*(?:[\w.,'-]+\s+){0,4}?(?:with|between|to|from)\b")
_FOLLOWED_BY_HELD = re.compile(
    r"\s*(?:[\w,()-]+\s+){0,4}?\(?(?:was|were|will\s+be|to\s+be|is|are|would\s+be|should\s+be|has\s+been)?\s*(?:held|took\s+place|take\s+place|takes\s+place|convened|scheduled)\b"
)
_ATTENDED_BY = re.compile(
    r"\b(?:attended\s+by|joined\s+by|in\s+the\s+presence\s+of|with\s+the\s+participation\s+of|accompanied\s+by|delegation\s+(?:included|comprised|consisted\s+of)|also\s+present|participants\s+included|reports?\s+(?:of|by))\b"
)
_ATTENDED = re.compile(r"\b(?:attended|joined|took\s+part\s+in|participated\s+in|were\s+present\s+at|was\s+present\s+at)\s+(?:the\s+)?$")
_DISCUSSED = re.compile(
    r"\b(?:discussed|exchanged\s+views|considered|addressed|reviewed|touched\s+upon|focused\s+on|talked\s+about)\b\s*(?P<topic>[^.;]{4,200})"
)
_WELCOME_TO = re.compile(r"\bwelcome\b[^.;]{0,80}?\b(?:to|in|at)\s+(?:the\s+)?")
_SAME_DAY = re.compile(
    r"\b(?:just|today|earlier\s+in\s+the\s+day|earlier\s+today|this\s+(?:morning|afternoon|evening)|tonight|current)\b",
    re.IGNORECASE,
)

# A standing body that meets: "Intergovernmental Commission", "the sub-commission on cross-border cooperation".
_BODY = re.compile(
    r"(?:(?:[A-Z][\w.-]*\s+){0,6}(?:Commission|Committee|Council|Board|Group|Assembly)"
    r"|\b(?:sub-?)?(?:commission|committee|council|working\s+group))(?:\s+(?:on|for)\s+[\w-]+(?:(?:,|\s+and)?\s+[\w-]+){0,5})?"
)
# Words after a city's name that make it a name of something else: "the Astana format", "the Minsk agreements".
_PRESS = re.compile(r"\b(?:[Pp]ress|PRESS|[Nn]ews)\s+$")
# "the Summit for Democracy, which President Doe will host"
_WHICH_HOSTED = re.compile(r",?\s+(?:which|that)\s+(?P<who>[^,;]{2,80}?)\s+(?:will\s+)?(?:host|hosts|hosted|attend|attends|attended|chair|chaired|open|opened)\b")
_NOT_A_PLACE_BEFORE = re.compile(r"\s+(?:format|process|agreements?|accords?|declaration|protocols?|treaty|convention|initiative|time|summit|consensus|platform|principles)\b", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|at|to)\s+(?:the\s+)?$")
_VISIT_BEFORE = re.compile(r"\bvisit(?:ed|ing)?\s+(?:to\s+)?(?:the\s+)?$")
_ABOARD = re.compile(r"\b(?:on\s+board|aboard)\s+(?:the\s+)?((?:[A-Z][\w.]*\s*){1,4})")
_ANNIVERSARY_OF_WHICH = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s+anniversary\s+of\s+which\b")
_REPRESENTED = re.compile(r"\b(?:representatives?|delegations?|sides?|teams?)\b[^.;]{0,80}?\b(?:will\s+be|was|were|is|are)\b(?:\s+(?:led|headed|represented)\s+by\b)?")

_TALKS = frozenset(("talks", "call", "session", "other"))
_OF_THE_TRIP = frozenset(("talks", "session", "visit", "ceremony", "conference", "forum"))
_LEAD_SENTENCES = 4


@dataclass(slots=True)
class _Candidate:
    """One telling of an event in one sentence."""

    sentence: int
    header: int
    cue: Range
    rule: str
    kind: MeetingKind
    participants: list[int]
    principals: list[int]
    title: str | None = None
    date: Period | None = None
    place: PlaceMention | None = None
    mode: MeetingMode | None = None
    status: MeetingStatus = "held"
    definite: bool = False
    body: bool = False
    same_day: bool = False
    linked: bool = False
    """Held "on the margins of" or "as part of" the other event of its sentence."""
    lead: bool = False
    topics: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Event:
    """An event gathered from all its tellings."""

    draft: MeetingDraft
    header: int
    sentence: int
    key: frozenset[str]
    main: bool = False


def find_meetings(reading: Reading) -> list[MeetingDraft]:
    """A draft for every specific event of the page at which parties met, meet or will meet."""
    return _Gathering(reading).gather()


@dataclass(slots=True)
class _Gathering:
    """Gathers the tellings of a page into events, page by page of a glued file."""

    reading: Reading
    events: list[_Event] = field(default_factory=list)
    main: dict[int, _Event] = field(default_factory=dict)
    lead_count: dict[int, int] = field(default_factory=dict)

    def gather(self) -> list[MeetingDraft]:
        page = self.reading.page
        for i, sentence in enumerate(page.sentences):
            if sentence.role == "furniture":
                continue
            lead = self._is_lead(i)
            if _TRIGGER.search(page.view, sentence.start, sentence.end) is None:
                continue
            for candidate in _Sentence(self.reading, i, self._principals(sentence.header), lead).candidates():
                self._place(candidate)
            self._attendees(i)
        for event in self.events:
            self._complete(event)
        return [event.draft for event in self.events]

    def _is_lead(self, i: int) -> bool:
        """Whether a sentence belongs to the head of its page: its title, or one of its first sentences in prose."""
        sentence = self.reading.page.sentences[i]
        if sentence.role == "title":
            return True
        if sentence.turn is not None or sentence.role != "body":
            return False
        count = self.lead_count.get(sentence.header, 0)
        self.lead_count[sentence.header] = count + 1
        return count < _LEAD_SENTENCES

    def _principals(self, header: int) -> tuple[int, ...]:
        """The main parties of a page: who led its main event, else its first two persons."""
        event = self.main.get(header)
        if event is not None and event.draft.principals:
            return tuple(event.draft.principals)
        return self.reading.principals(header)

    # -------------------------------------------------------------- one telling, one event

    def _place(self, candidate: _Candidate) -> None:
        """Add a telling to the event it is about, or start a new event with it."""
        event = self._same(candidate)
        if event is None:
            if not self._is_specific(candidate):
                return
            event = self._start(candidate)
        else:
            self._add(event, candidate)

    def _same(self, candidate: _Candidate) -> _Event | None:
        key = _key(candidate.title)
        main = self.main.get(candidate.header)
        for event in reversed(self.events[-60:]):
            draft = event.draft
            if key or event.key:
                if key and event.key and _same_name(key, event.key, candidate.title, draft.title):
                    if _compatible(draft.date, candidate.date):
                        return event
                continue
            if draft.kind != candidate.kind and not {draft.kind, candidate.kind} <= _TALKS:
                continue
            if (
                draft.kind != candidate.kind
                and "call" in (draft.kind, candidate.kind)
                and candidate.participants
                and not candidate.definite
            ):
                continue
            if candidate.rule == "meeting.signing" and draft.kind == "ceremony" and _compatible(draft.date, candidate.date):
                return event
            if draft.status != candidate.status or not _compatible(draft.date, candidate.date):
                continue
            if candidate.rule == "meeting.attended" and event is main:
                return event
            if self._same_people(event, candidate, main):
                return event
        if not key and candidate.definite and main is not None and _refers(candidate, main.draft):
            return main
        return None

    def _same_people(self, event: _Event, candidate: _Candidate, main: _Event | None) -> bool:
        """Whether two tellings of a like event on compatible days are of the same parties."""
        ours, theirs = set(event.draft.principals), set(candidate.principals)
        if candidate.place and event.draft.place and event.draft.kind == "visit":
            name = self.reading.page.view[slice(*event.draft.place)]
            other = self.reading.page.view[candidate.place.start : candidate.place.end]
            if name != other and event.draft.country != candidate.place.country:
                return False
        if not theirs:
            return event is main and (candidate.definite or candidate.lead)
        if ours == theirs:
            return True
        if candidate.kind == "visit":
            return bool(ours & theirs) or not ours
        if candidate.kind == "ceremony":
            return bool(ours & theirs) or not ours or candidate.definite or candidate.rule == "meeting.witnessed"
        return (
            theirs <= ours
            and (candidate.definite or candidate.lead or len(theirs) > 1)
            or (ours <= theirs and event is main)
        )

    def _is_specific(self, candidate: _Candidate) -> bool:
        """Whether a telling is of one specific event: it has a name, or parties and a day or a place, or leads the page."""
        if candidate.title is not None:
            return True
        if candidate.lead and candidate.participants:
            return True
        if candidate.kind == "ceremony":
            return bool(candidate.participants) or candidate.lead
        if candidate.rule == "meeting.attended":
            return False
        if len(candidate.participants) >= 2:
            return (
                not candidate.definite
                or candidate.date is not None
                or candidate.place is not None
                or candidate.same_day
            )
        return bool(candidate.participants or candidate.body) and (
            candidate.date is not None or candidate.place is not None
        )

    def _start(self, candidate: _Candidate) -> _Event:
        sentence = self.reading.page.sentences[candidate.sentence]
        draft = MeetingDraft(
            evidence=[(sentence.start, sentence.end)],
            rule=candidate.rule,
            matched=candidate.cue,
            kind=candidate.kind,
            status=candidate.status,
            title=candidate.title,
            date=candidate.date,
            place=(candidate.place.start, candidate.place.end) if candidate.place else None,
            country=candidate.place.country if candidate.place else None,
            mode=candidate.mode,
            participants=list(candidate.participants),
            principals=list(candidate.principals),
            topics=candidate.topics,
        )
        event = _Event(draft, candidate.header, candidate.sentence, _key(candidate.title))
        if (
            candidate.header not in self.main
            and candidate.lead
            and candidate.kind != "visit"
            and candidate.status == "held"
        ):
            event.main = True
            self.main[candidate.header] = event
        if draft.date is None and (candidate.same_day or candidate.linked):
            draft.date = self._page_date(candidate)
        self.events.append(event)
        return event

    def _add(self, event: _Event, candidate: _Candidate) -> None:
        draft = event.draft
        sentence = self.reading.page.sentences[candidate.sentence]
        if draft.evidence[-1] != (sentence.start, sentence.end):
            draft.evidence.append((sentence.start, sentence.end))
        if candidate.title and (draft.title is None or len(candidate.title) > len(draft.title)):
            draft.title = candidate.title
            event.key = _key(draft.title)
        tells = candidate.lead or not event.main or bool(candidate.participants and not candidate.definite)
        if draft.date is None and tells:
            draft.date = candidate.date
        if draft.place is None and candidate.place is not None and tells:
            draft.place, draft.country = (candidate.place.start, candidate.place.end), candidate.place.country
        if candidate.mode and (draft.mode is None or candidate.mode == "video"):
            draft.mode = candidate.mode
        for party in candidate.participants:
            if party not in draft.participants:
                draft.participants.append(party)
        if candidate.rule == "meeting.signing":
            # Who witnesses a signing takes part in it; who signs leads it.
            draft.principals = list(candidate.principals)
        elif candidate.rule == "meeting.attended":
            pass
        elif candidate.lead or not draft.principals:
            for party in candidate.principals:
                if party not in draft.principals and len(draft.principals) < 8 and draft.kind != "ceremony":
                    draft.principals.append(party)
        if not draft.topics:
            draft.topics = candidate.topics

    def _attendees(self, i: int) -> None:
        """ "The negotiations were attended by A, B and C": they took part in the main event without leading it."""
        page = self.reading.page
        sentence = page.sentences[i]
        main = self.main.get(sentence.header)
        match = _ATTENDED_BY.search(page.view, sentence.start, sentence.end)
        if main is None or match is None:
            return
        for mention in self.reading.mentions(i):
            if mention.start > match.start() and self.reading.people.parties[mention.party].kind == "person":
                if mention.party not in main.draft.participants:
                    main.draft.participants.append(mention.party)
        if main.draft.evidence[-1] != (sentence.start, sentence.end):
            main.draft.evidence.append((sentence.start, sentence.end))

    def _page_date(self, candidate: _Candidate) -> Period | None:
        """The day of the page's main event, else of its header."""
        main = self.main.get(candidate.header)
        if main is not None and main.draft.date is not None and not candidate.same_day:
            return main.draft.date
        published = self.reading.page.headers[candidate.header].published or self.reading.page.published
        return Period(start=published, end=published) if published else None

    # -------------------------------------------------------------- what the page adds to an event

    def _complete(self, event: _Event) -> None:
        """Give an event the day and place of its page's head where its own sentences are silent."""
        draft = event.draft
        main = self.main.get(event.header)
        if event.main:
            self._complete_main(event)
        elif main is not None and draft.status == "held" and draft.kind in _OF_THE_TRIP and self._reported(event):
            # A report of one trip: what else was held is of its days and place, unless said otherwise.
            if draft.date is None:
                draft.date = main.draft.date
            if draft.place is None and draft.date == main.draft.date and draft.kind != "visit":
                draft.place, draft.country = main.draft.place, main.draft.country
        if not draft.principals and draft.kind == "ceremony" and main is not None:
            draft.principals = list(main.draft.principals)
            draft.participants = draft.participants or list(main.draft.principals)
        if draft.status == "planned" and draft.date is not None:
            draft.date = self._ahead(draft.date, event.header)
        if draft.mode is None and (draft.place is not None or draft.kind == "visit"):
            draft.mode = "in_person"
        if draft.kind == "call":
            draft.mode = draft.mode if draft.mode == "video" else "phone"

    def _ahead(self, period: Period, header: int) -> Period:
        """A planned day that was read as the last one of its name: "looked forward to meeting in June" is next June."""
        published = self.reading.page.headers[header].published
        whole_year = period.end.month == 12 and period.start.month == 1
        if published is None or period.end >= published or whole_year or (published - period.end).days > 366:
            return period
        try:
            return Period(start=period.start.replace(year=period.start.year + 1), end=period.end.replace(year=period.end.year + 1))
        except ValueError:  # 29 February
            return period

    def _reported(self, event: _Event) -> bool:
        """Whether the page itself reports an event beside its main one: in prose, of the main party or of its day."""
        draft, main = event.draft, self.main[event.header].draft
        if self.reading.page.sentences[event.sentence].turn is not None:
            return draft.date is not None and draft.date == main.date
        if draft.kind == "ceremony":
            return True
        return bool(set(draft.participants) & set(main.principals))

    def _complete_main(self, event: _Event) -> None:
        page = self.reading.page
        draft = event.draft
        header = page.headers[event.header]
        joint_document = (
            header.title is not None and _JOINT_DOCUMENT_TITLE.match(page.view[slice(*header.title)])
        )
        if draft.date is None and not joint_document:
            published = header.published or page.published
            draft.date = Period(start=published, end=published) if published else None
        if draft.place is None and draft.mode not in ("video", "phone") and draft.kind != "call" and not joint_document:
            place = self._welcome_place(event.header) or header.place
            if place is not None:
                draft.place = place
                found = [p for p in self._places_in(place) if p.country]
                draft.country = found[0].country if found else None

    def _places_in(self, place: Range) -> list[PlaceMention]:
        return find_places(self.reading.page.view, *place)

    def _welcome_place(self, header: int) -> Range | None:
        """ "I am delighted to welcome you to the Government House": where the hosts of a transcript receive."""
        page = self.reading.page
        seen = 0
        for i, sentence in enumerate(page.sentences):
            if sentence.header != header or sentence.turn is None:
                continue
            seen += 1
            if seen > 6:
                return None
            match = _WELCOME_TO.search(page.view, sentence.start, sentence.end)
            if match is not None:
                for place in self.reading.places(i):
                    if place.start >= match.end() - 5 and place.kind in ("building", "city"):
                        return place.start, place.end
        return None


@dataclass(slots=True)
class _Sentence:
    """The tellings of events in one sentence."""

    reading: Reading
    i: int
    principals: tuple[int, ...]
    lead: bool
    actors: list[Actor] = field(default_factory=list)

    def candidates(self) -> list[_Candidate]:
        page = self.reading.page
        sentence = page.sentences[self.i]
        view, start, end = page.view, sentence.start, sentence.end
        if sentence.role == "title":
            speech = _SPEECH_TITLE.match(view[start:end])
            if speech is not None:
                start += speech.end()
        self.actors = find_actors(self.reading, self.i, self.principals)
        names = [(actor.start, actor.end) for actor in self.actors if actor.kind == "name"]
        events = find_events(view, tokenize(view, start, end), names)
        found = [c for event in events if (c := self._of_event(event, start, end)) is not None]
        found.extend(self._of_verbs(start, end, found))
        if sum(1 for c in found if c.linked) and len(found) > 1:
            dated = next((c for c in found if c.date is not None and not c.linked), None)
            for c in found:
                if c.linked and dated is not None and c.date is None:
                    c.date = dated.date
        return found

    # -------------------------------------------------------------- event nouns

    def _of_event(self, event: Event, start: int, end: int) -> _Candidate | None:
        view = self.reading.page.view
        before = view[start : event.start]
        if _NEGATED.search(before[-60:]):
            return None
        session = self._session_of_body(event, start, end)
        if session is not None:
            return session
        if event.plural and (event.kind == "visit" or not self._has_parties_after(event, start, end)):
            return None
        if event.title is not None and self._only_placed(event, start, end):
            event = replace(event, title=None, definite=True)
        if event.noun == "conference" and _PRESS.search(view, event.start - 12, event.noun_start):
            event = replace(event, kind="other", title=None)
        if event.title is not None:
            return self._named(event, start, end)
        if (
            event.kind in ("summit", "forum", "conference", "other")
            and not self.lead
            and self._date(event.start, event.end, start, end) is None
        ):
            return self._reference(event, start, end)
        return self._unnamed(event, start, end)

    def _only_placed(self, event: Event, start: int, end: int) -> bool:
        """"the Orenburg forum": an event told by its city alone is one the reader knows, unless it is dated."""
        name = self.reading.page.view[event.start : event.noun_start].strip()
        cities = (self.reading.page.view[p.start : p.end] for p in self.reading.places(self.i) if p.kind == "city")
        return event.noun_start + len(event.noun) >= event.end and name in cities and self._date(event.start, event.end, start, end) is None

    def _has_parties_after(self, event: Event, start: int, end: int) -> bool:
        """Whether "meetings" were held with someone the sentence tells: with actors, or in a round of them."""
        view = self.reading.page.view
        match = _WITH.match(view, event.end, end)
        if match is None:
            return False
        if objects_after(self.reading, self.actors, match.end(), end, reach=60):
            return True
        held = _HELD_VERB.search(view[start : event.start])
        return held is not None and self.reading.page.sentences[self.i].turn is None

    def _reference(self, event: Event, start: int, end: int) -> _Candidate | None:
        if not event.definite:
            return None
        return self._candidate(event, start, end, [], [], "meeting.reference", definite=True)

    def _named(self, event: Event, start: int, end: int) -> _Candidate | None:
        """An event with a proper name, and the actors who took part in it as the sentence says."""
        view = self.reading.page.view
        before = view[start : event.start]
        day = self._date(event.start, event.end, start, end)
        if day is None and not event.ordinal and _ORGANIZATION_CONTEXT.search(before):
            return None
        if (
            event.noun[0:1]
            and view[event.noun_start : event.noun_start + 1].isupper()
            and event.noun_start == event.start
            and date is None
        ):
            # "the Conference on X" alone is an organization.
            return None
        if day is None and not event.ordinal and _ONLY_NAMED.search(before):
            return None
        margins = _ON_THE_MARGINS.search(before[-80:]) is not None
        took_part = None
        for took_part in _PARTICIPATED.finditer(before):
            pass
        group: list[Actor] = []
        if margins:
            group = [a for a in self.actors if a.start < event.start]
        elif took_part is not None:
            group = subject_before(self.reading, self.actors, start + took_part.start(), start)
        elif re.search(r"\b(?:visit|travel|invit)", before):
            group = [a for a in self.actors if a.start < event.start and a.kind != "pronoun"]
        hosted = _WHICH_HOSTED.match(view, event.end, end)
        if hosted is not None:
            group = [a for a in self.actors if hosted.start("who") <= a.start and a.end <= hosted.end("who")]
        participants = parties_of(group)
        if took_part is not None and len(group) == 1 and group[0].kind == "pronoun" and self._is_future(before):
            participants = participants[:1]
        participants = [p for p in participants if self._is_person(p)]
        if not participants and not event.body and event.kind in ("summit", "talks", "forum"):
            participants = self._by_country(event)
        candidate = self._candidate(event, start, end, participants, list(participants), "meeting.named")
        candidate.linked = margins
        return candidate

    def _session_of_body(self, event: Event, start: int, end: int) -> _Candidate | None:
        """"its 23rd meeting", "the last meeting was held in May": the session of a body named before."""
        view = self.reading.page.view
        if event.noun not in ("meeting", "session") or event.body:
            return None
        possessive = re.search(r"\b(?:its|their)\s+$", view[start : event.start]) is not None and event.ordinal
        last = re.search(r"\b(?:last|previous|latest|first|next|regular)\s+(?:\w+\s+)?$", view[max(start, event.noun_start - 24) : event.noun_start])
        held = re.match(r"\s+(?:was|were|will\s+be|should\s+be|is\s+to\s+be)\s+(?:held|convened)|\s+took\s+place", view[event.end : event.end + 30])
        if not possessive and not (last and held):
            return None
        body = self._body_before(event.start)
        if body is None:
            return None
        ordinal = view[event.start : event.end] if possessive else view[event.noun_start : event.end]
        named = replace(event, title=" ".join(f"{ordinal} of the {body}".split()), kind="session", body=True)
        return self._candidate(named, start, end, [], [], "meeting.session-of-body")

    def _body_before(self, offset: int) -> str | None:
        """The standing body named last before `offset`, in its sentence or the two before it."""
        sentences = self.reading.page.sentences
        first = sentences[max(self.i - 2, 0)]
        found = None
        for found in _BODY.finditer(self.reading.page.view, first.start, offset):
            pass
        return " ".join(found.group().split()) if found else None

    def _by_country(self, event: Event) -> list[int]:
        """ "The Russian-Turkish talks": the main persons of the countries that the event is named after."""
        countries = [p.country for p in self.reading.places(self.i) if event.start <= p.start < event.end and p.country]
        if len(set(countries)) < 2:
            return []
        people = self.reading.people.parties
        return [party for party in self.principals if people[party].country in countries]

    def _unnamed(self, event: Event, start: int, end: int) -> _Candidate | None:
        """Talks, a call, a visit, a ceremony that is only described, with the actors around it."""
        reading, view = self.reading, self.reading.page.view
        objects: list[Actor] = []
        preposition = ""
        match = (_CALL_TO if event.kind == "call" else _WITH).match(view, event.end, min(end, event.end + 60))
        if match is not None:
            preposition = match.group().split()[-1]
            objects = objects_after(reading, self.actors, match.end(), end, reach=45)
            if preposition == "of" and event.kind not in ("visit", "talks"):
                objects = []
        owner = [
            a
            for a in self.actors
            if a.end <= event.start
            and view[a.end : event.start].strip() in ("'s", "'", "'s official", "'s state", "'s working", "'s first")
        ]
        held = _HELD_VERB.search(view[start : event.start])
        subject = owner or subject_before(reading, self.actors, start + held.start() if held else event.start, start)
        if preposition in ("between", "among", "by") and objects:
            subject = []
        participants = [p for p in dict.fromkeys(parties_of(subject) + parties_of(objects))]
        rule = f"meeting.{event.kind}"
        separate = _SEPARATE_FORMAT.match(view, event.end + 1) is not None
        definite = event.definite and not owner and not held and not objects and not separate
        if event.kind == "visit":
            if not participants:
                return None
            visitors = owner or subject
            if visitors and "who" in view[visitors[-1].end : event.start].split():
                visitors = visitors[-1:]
            participants = parties_of(visitors)[:1] or participants[:1]
        elif event.noun == "signing":
            if preposition != "by" or not objects:
                return None
            rule = "meeting.signing"
        elif separate:
            participants = list(self.principals)
            definite = False
        elif not objects and not owner and (by_country := self._by_country(event)):
            participants = by_country
            definite = True
        elif self._is_represented(event, start, end):
            participants = parties_of([a for a in self.actors if a.kind == "name"])
            definite = False
            rule = "meeting.represented"
        elif not objects and not owner and not held and self.lead and event.kind == "talks":
            # "A and B, who arrived on Monday, discussed trade during the talks": the sentence's own subject met.
            participants = parties_of([actor for actor in self._first_group() if actor.end <= event.start])
            definite = len(participants) < 2
        elif definite and (attended := _ATTENDED.search(view, start, event.start)):
            participants = parties_of(subject_before(reading, self.actors, attended.start(), start))
            rule = "meeting.attended"
        elif not objects and not owner and not held and not self.lead:
            participants = participants if event.noun == "opening" else []
        if event.noun == "opening" and not re.match(
            r"\s+(?:of\s+(?:the|an?)\b|ceremony)", view[event.end : event.end + 12]
        ):
            return None
        if event.noun == "discussions" and not objects and rule != "meeting.represented":
            return None
        if event.noun in ("dialogue", "session", "hearing", "plenary") and not held and not self.lead:
            return None
        if event.plural and held and not objects and self.reading.page.sentences[self.i].turn is None:
            rule = "meeting.round"  # "She also held bilateral meetings with officials from three countries"
        candidate = self._candidate(event, start, end, participants, list(participants), rule, definite=definite)
        if rule == "meeting.represented" and re.search(r"\bwill\s+be\b", view[start:end]):
            candidate.status = "planned"
        if event.kind == "visit" and candidate.place is None and not self.lead and candidate.date is None:
            return None
        return candidate

    def _first_group(self) -> list[Actor]:
        """The actors with which the sentence begins: its subject."""
        group = self.actors[:1]
        for actor in self.actors[1:]:
            if not joins(self.reading.page.view[group[-1].end : actor.start]):
                break
            group.append(actor)
        return group

    def _is_represented(self, event: Event, start: int, end: int) -> bool:
        """"The Kenyan side at these talks will be represented by A, and the Ugandan side by B"."""
        if event.kind != "talks" or sum(actor.kind == "name" for actor in self.actors) < 2:
            return False
        return _REPRESENTED.search(self.reading.page.view, start, end) is not None

    # -------------------------------------------------------------- verbs

    def _of_verbs(self, start: int, end: int, found: list[_Candidate]) -> list[_Candidate]:
        view = self.reading.page.view
        result: list[_Candidate] = []
        for pattern, kind, rule in (
            (_MEET, "talks", "meeting.met"),
            (_SPOKE, "call", "meeting.spoke"),
            (_RECEIVED, "talks", "meeting.received"),
        ):
            for match in pattern.finditer(view, start, end):
                if any(c.cue[0] <= match.start() < c.cue[1] for c in found):
                    continue
                candidate = self._met(match, kind, rule, start, end)  # type: ignore[arg-type]
                if candidate is not None:
                    result.append(candidate)
        for match in _VISITED.finditer(view, start, end):
            subject = subject_before(self.reading, self.actors, match.start(), start)
            place = self._place(match.start(), match.end(), start, end, visit=True)
            if subject and place is not None and place.start - match.end() < 12:
                result.append(
                    self._make(
                        (match.start(), match.end()),
                        "visit",
                        parties_of(subject),
                        start,
                        end,
                        "meeting.visited",
                        place=place,
                    )
                )
        for match in _LED_DELEGATION.finditer(view, start, end):
            subject = subject_before(self.reading, self.actors, match.start(), start)
            to_place = next((p for p in self._stated_places(start, end) if p.start > match.end() and p.kind in ("city", "country")), None)
            if subject:
                result.append(self._make(match.span(), "visit", parties_of(subject), start, end, "meeting.delegation", place=to_place))
        for match in _WITNESSED.finditer(view, start, end):
            subject = subject_before(self.reading, self.actors, match.start(), start)
            if subject:
                result.append(
                    self._make(match.span(), "ceremony", parties_of(subject), start, end, "meeting.witnessed")
                )
        return result

    def _met(self, match: re.Match[str], kind: MeetingKind, rule: str, start: int, end: int) -> _Candidate | None:
        view = self.reading.page.view
        if _NEGATED.search(view[start : match.start()][-60:]):
            return None
        subject = subject_before(self.reading, self.actors, match.start(), start)
        objects = objects_after(self.reading, self.actors, match.end(), end)
        if not subject or (not objects and (kind != "talks" or match.groupdict().get("plain"))):
            return None
        participants = [p for p in dict.fromkeys(parties_of(subject) + parties_of(objects))]
        if rule == "meeting.received" and (len(participants) < 2 or not objects):
            return None
        if rule == "meeting.spoke" and len(participants) < 2:
            return None
        return self._make(match.span(), kind, participants, start, end, rule)

    # -------------------------------------------------------------- parts

    def _make(
        self,
        cue: Range,
        kind: MeetingKind,
        participants: list[int],
        start: int,
        end: int,
        rule: str,
        place: PlaceMention | None = None,
    ) -> _Candidate:
        event = Event(cue[0], cue[1], cue[0], "", kind, None, False, False, False, False)
        candidate = self._candidate(event, start, end, participants, list(participants), rule)
        if place is not None:
            candidate.place = place
        return candidate

    def _candidate(
        self,
        event: Event,
        start: int,
        end: int,
        participants: list[int],
        principals: list[int],
        rule: str,
        *,
        definite: bool = False,
    ) -> _Candidate:
        view = self.reading.page.view
        sentence = self.reading.page.sentences[self.i]
        passage = view[start:end]
        mode: MeetingMode | None = None
        if _VIDEO.search(passage):
            mode = "video"
        elif event.kind == "call" or (event.kind == "talks" and rule == "meeting.spoke"):
            mode = "phone"
        topics = [
            " ".join(m.group("topic").split()) for m in [_DISCUSSED.search(view, event.end, end)] if m is not None
        ]
        place = self._place(event.start, event.end, start, end, visit=event.kind == "visit")
        return _Candidate(
            sentence=self.i,
            header=sentence.header,
            cue=(event.start, event.end),
            rule=rule,
            kind=event.kind,
            participants=participants,
            principals=[p for p in principals if self._is_person(p)] or principals,
            title=event.title,
            date=self._date(event.start, event.end, start, end),
            place=place,
            mode=mode or ("in_person" if place is not None else None),
            status=self._status(event, start, end),
            definite=definite,
            body=event.body,
            same_day=_SAME_DAY.search(view, start, event.end) is not None,
            lead=self.lead,
            topics=topics,
        )

    def _is_person(self, party: int) -> bool:
        return self.reading.people.parties[party].kind == "person"

    def _is_future(self, passage: str) -> bool:
        return _PLANNED.search(passage[-80:]) is not None

    def _status(self, event: Event, start: int, end: int) -> MeetingStatus:
        """held, planned or proposed, by the words around the event in its clause."""
        view = self.reading.page.view
        clause = max(view.rfind(";", start, event.start), view.rfind(", and ", start, event.start), start)
        before = view[max(clause, event.start - 110) : event.noun_start + 1]
        after = view[event.end : min(end, event.end + 60)]
        if _PROPOSED.search(before) or re.match(r"[^.;]{0,30}\bshould\s+be\b", after):
            return "proposed"
        if _PLANNED.search(before) or re.match(
            r"[^.;]{0,40}?\b(?:will|would|to|is\s+due\s+to|is\s+scheduled\s+to)\s+(?:be\s+(?:held|hosted)|take\s+place)\b",
            after,
        ):
            return "planned"
        published = self.reading.page.headers[self.reading.page.sentences[self.i].header].published
        day = self._date(event.start, event.end, start, end)
        if published and day and day.start > published:
            return "planned"
        return "held"

    def _date(self, first: int, last: int, start: int, end: int) -> Period | None:
        """The day stated for the event in its sentence: the nearest after it in its clause, else the nearest before."""
        view = self.reading.page.view
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
            (d for d in usable if d.start >= first and d.start - last < 140 and ";" not in view[last : d.start]), None
        )
        before = next((d for d in reversed(usable) if d.end <= first), None)
        if (
            after is not None
            and re.search(r"\bof\s+$", view[max(first, after.start - 4) : after.start]) is None
            and not (before is not None and before.grain == "day" and after.grain != "day")
        ):
            return after.period
        return before.period if before is not None else None

    def _stated_places(self, start: int, end: int) -> list[PlaceMention]:
        """Places of the sentence that a preposition makes the scene of something, in order."""
        view = self.reading.page.view
        return [
            place
            for place in self.reading.places(self.i)
            if place.kind != "demonym"
            and start <= place.start < end
            and _PREPOSITION_TO_PLACE.search(view[max(start, place.start - 24) : place.start])
            and _NOT_A_PLACE_BEFORE.match(view, place.end) is None
        ]

    def _place(self, first: int, last: int, start: int, end: int, *, visit: bool) -> PlaceMention | None:
        """Where the event is said to be: the nearest city, building or country after a preposition."""
        view = self.reading.page.view
        aboard = _ABOARD.search(view, last, min(end, last + 160))
        if aboard is not None:
            return PlaceMention(aboard.start(1), aboard.start(1) + len(aboard.group(1).rstrip(" .")), "building", None)
        found = self._stated_places(start, end)
        after = [p for p in found if p.start >= last and p.start - last < 160]
        before = [p for p in reversed(found) if p.end <= first]
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
        visited = [p for p in before if _VISIT_BEFORE.search(view[max(start, p.start - 16) : p.start])]
        return visited[0] if visited else before[0] if before and visit else None


def _key(title: str | None) -> frozenset[str]:
    """The words of an event's name that tell it from others, without its ordinal."""
    if title is None:
        return frozenset()
    words = re.findall(r"[^\W_]+", title.lower())
    small = {"the", "of", "and", "for", "on", "in", "a", "meeting", "plenary", "session"}
    return frozenset(
        word for word in words if word not in small and not re.fullmatch(r"\d+(?:st|nd|rd|th)", word)
    ) or frozenset(words)


def _same_name(ours: frozenset[str], theirs: frozenset[str], our_title: str | None, their_title: str | None) -> bool:
    """Whether one name is the other, shortened: "Interregional Cooperation Forum" for "18th X-Y Interregional Cooperation Forum"."""
    first, second = _ordinal(our_title), _ordinal(their_title)
    if first and second and first != second:
        return False
    smaller, larger = sorted((ours, theirs), key=len)
    return smaller <= larger and (len(smaller) >= 2 or smaller == larger)


def _ordinal(title: str | None) -> str | None:
    match = re.search(r"\b\d+(?:st|nd|rd|th)\b", title or "")
    return match.group() if match else None


def _compatible(ours: Period | None, theirs: Period | None) -> bool:
    """Whether two days may be of one event: one is unknown, or they overlap."""
    if ours is None or theirs is None:
        return True
    return ours.start <= theirs.end and theirs.start <= ours.end


def _refers(candidate: _Candidate, main: MeetingDraft) -> bool:
    """Whether "the talks", "our meeting" can denote the page's main event."""
    if candidate.date is not None and not _compatible(main.date, candidate.date):
        return False
    if candidate.kind == main.kind:
        return True
    return {candidate.kind, main.kind} <= _TALKS
