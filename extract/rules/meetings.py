"""Meetings: which events a text tells of, gathered from all their tellings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache

from extract.rules.drafts import MeetingDraft, Range
from extract.rules.places import PlaceMention, find_places
from extract.rules.reading import Reading
from extract.rules.tellings import Telling, read_tellings, tells_of_events
from extract.schemas import Period

_JOINT_DOCUMENT_TITLE = re.compile(r"^(?:joint\s+)?(?:statement|communiqu[ée]|declaration)\s+on\b", re.IGNORECASE)
_ATTENDED_BY = re.compile(
    r"\b(?:attended\s+by|joined\s+by|in\s+the\s+presence\s+of|with\s+the\s+participation\s+of|accompanied\s+by|delegation\s+(?:included|comprised|consisted\s+of)|also\s+present|participants\s+included|reports?\s+(?:of|by))\b"
)
# Each of these sentences tells of the meeting of the sentence before it: "It was chaired by Ms Rana", "The Peruvian
# side was represented by Mr Vega", "Mr Vega and Ms Rana were also present".
_CHAIRED_BY = re.compile(
    r"\b(?:[Ii]t\s+was|[Tt]he\s+(?:meeting|session|talks|negotiations|dialogue|consultations|forum|conference|summit)"
    r"\s+(?:was|were))\s+(?:jointly\s+)?(?:co-)?(?:chaired|presided\s+over)\s+by\b"
    r"|\bChaired\s+(?:jointly\s+)?by\b"
    r"|\b(?:took\s+place|held|convened)\b[^.;]{0,80}?\b(?:(?:co-)?chaired\s+by|under\s+the\s+(?:co-)?chairmanship\s+of)\b"
)
_SIDE_LED_BY = re.compile(
    r"\b(?:delegations?|sides?)\s+(?:was|were)\s+(?:led|headed|chaired)\s+by\b"
    r"|\b(?:[Ff]rom|[Oo]n)\s+the\s+(?:[\w-]+\s+){1,3}side,?\s+(?:it\s+was\s+)?(?:led|headed|chaired)\s+by\b"
)
# "The Peruvian side was led by A, and the Nepalese side by B"
_OTHER_SIDE_BY = re.compile(r"\b(?:led|headed)\s+by\b[^.;]{0,160}?\b(?:delegation|side|one|team)\s+by\b")
_REPRESENTED_BY = re.compile(r"\b(?:sides?|delegations?|part(?:y|ies))\s+(?:was|were)\s+represented\s+by\b")
_WERE_PRESENT = re.compile(
    r"\b(?:(?:was|were)\s+(?:also\s+|all\s+|both\s+)?(?:present|in\s+attendance)"
    r"|also\s+(?:attended|participated|joined|took\s+part))"
    r"(?:\s+(?:at|in|during|on)?\s*(?:the\s+)?(?:meeting|session|talks|negotiations|discussions?|conversation|call"
    r"|ceremony|event|occasion))?\s*[.;]"
)
_ALSO_PRESENT_WERE = re.compile(
    r"\b(?:[Aa]lso|[Oo]thers)\s+(?:present|in\s+attendance|attending|participating|taking\s+part)\b[^.;,]{0,40}?\s"
    r"(?:was|were|included)\b"
)
_PRESENT_REACH = 60
_WELCOME_TO = re.compile(r"\bwelcome\b[^.;]{0,80}?\b(?:to|in|at)\s+(?:the\s+)?")
_TALKS = frozenset(("talks", "call", "session"))
_OF_THE_TRIP = frozenset(("talks", "session", "visit", "ceremony", "conference", "forum"))
_ATTENDABLE = frozenset(("talks", "session", "forum", "conference", "summit"))
# Sentences that tell who was there, and whether as one who leads.
_TELLS_WHO = (
    (_CHAIRED_BY, True),
    (_SIDE_LED_BY, True),
    (_OTHER_SIDE_BY, True),
    (_REPRESENTED_BY, False),
    (_ALSO_PRESENT_WERE, False),
)
# What a headline calls a summit, and the text talks.
_HEADLINED = frozenset(("talks", "summit"))
_LEAD_SENTENCES = 4
_ATTENDED_BACK = 3
_WEEK = timedelta(days=7)


@dataclass(slots=True)
class _Event:
    """An event gathered from all its tellings."""

    draft: MeetingDraft
    header: int
    sentence: int
    key: frozenset[str]
    main: bool = False
    assumed: bool = False
    """Its day is only that of the page's head."""


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
            # Most sentences of a text tell of no event.
            if lead or tells_of_events(page.view, sentence.start, sentence.end):
                for telling in read_tellings(self.reading, i, self._principals(sentence.header), lead=lead):
                    self._place(telling)
                self._attendees(i)
            if sentence.role == "body" and sentence.turn is None:
                self._who_was_there(i)
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

    def _place(self, telling: Telling) -> None:
        """Add a telling to the event it is about, or start a new event with it."""
        if self._opens_transcript(telling):
            telling.lead = True
        event = self._same(telling)
        if event is None and telling.definite and not telling.participants and self._is_of_the_principals(telling):
            # "As in February in Moscow, our talks went well": the same parties, another day.
            telling.participants = telling.principals = list(self._principals(telling.header))
        if event is None:
            if not self._is_specific(telling):
                return
            event = self._start(telling)
        else:
            self._add(event, telling)

    def _opens_transcript(self, telling: Telling) -> bool:
        """Whether a transcript that no headline explains begins with its own event: "this first meeting"."""
        if telling.header in self.main or not telling.spoken or telling.kind != "talks" or telling.status != "held":
            return False
        if telling.place is not None or (telling.date is not None and not telling.same_day):
            return False
        return len(telling.participants) == 2 and set(telling.participants) == set(self._principals(telling.header))

    def _is_of_the_principals(self, telling: Telling) -> bool:
        """Whether "our talks" must be the main parties' own: in a page without a main event yet, or of another day."""
        main = self.main.get(telling.header)
        if main is None:
            return (
                telling.spoken
                and telling.place is None
                and telling.kind == "talks"
                and telling.status == "held"
                and len(self._principals(telling.header)) == 2
            )
        return telling.date is not None and not _compatible(main.draft.date, telling.date)

    def _same(self, telling: Telling) -> _Event | None:
        key = _key(telling.title)
        main = self.main.get(telling.header)
        for event in reversed(self.events[-60:]):
            draft = event.draft
            if not key and event is main and self._is_the_headline(event, telling):
                return event
            if key or event.key:
                if key and event.key and _same_name(key, event.key, telling.title, draft.title):
                    if _compatible(draft.date, telling.date) or (event.assumed and telling.lead):
                        return event
                continue
            if draft.kind != telling.kind and not {draft.kind, telling.kind} <= _TALKS:
                continue
            if (
                draft.kind != telling.kind
                and "call" in (draft.kind, telling.kind)
                and telling.participants
                and not telling.definite
            ):
                continue
            if telling.rule == "meeting.signing" and draft.kind == "ceremony" and _compatible(draft.date, telling.date):
                return event
            if draft.status != telling.status and not (telling.lead and self._is_bare_headline(event)):
                continue
            if not _compatible(draft.date, telling.date) and not (event.assumed and telling.lead):
                continue
            if telling.rule == "meeting.attended" and event is main:
                return event
            if self._same_people(event, telling, main):
                return event
        if not key and telling.definite and main is not None and _refers(telling, main.draft):
            return main
        return None

    def _is_the_headline(self, event: _Event, telling: Telling) -> bool:
        """Whether a telling of the lead is of the meeting that the title names: "Peru-Nepal Summit Meeting"."""
        draft = event.draft
        kinds = {draft.kind, telling.kind}
        if not event.assumed or not telling.lead or telling.status != draft.status or telling.linked:
            return False
        if self.reading.page.sentences[event.sentence].role != "title" or not kinds <= _HEADLINED:
            return False
        ours, theirs = set(draft.principals), set(telling.principals)
        return len(theirs) > 1 and (ours == theirs or not ours and self._is_of_countries(event))

    def _is_bare_headline(self, event: _Event) -> bool:
        """Whether only the title has named a visit so far, without a day: it tells not whether it is still ahead."""
        named = self.reading.page.sentences[event.sentence].role == "title"
        return named and event.draft.kind == "visit" and event.draft.date is None

    def _is_of_countries(self, event: _Event) -> bool:
        """Whether an event is named after the countries that meet: "Peru-Nepal Summit"."""
        start, end = event.draft.matched
        places = self.reading.places(event.sentence)
        return len({p.country for p in places if start <= p.start < end and p.country}) > 1

    def _same_people(self, event: _Event, telling: Telling, main: _Event | None) -> bool:
        """Whether two tellings of a like event on compatible days are of the same parties."""
        ours, theirs = set(event.draft.principals), set(telling.principals)
        if telling.place and event.draft.place and event.draft.kind == "visit":
            name = self.reading.page.view[slice(*event.draft.place)]
            other = self.reading.page.view[telling.place.start : telling.place.end]
            if name != other and event.draft.country != telling.place.country:
                return False
        if not theirs:
            return event is main and (telling.definite or telling.lead)
        if ours == theirs:
            return True
        if telling.kind == "visit":
            return bool(ours & theirs) or not ours
        if telling.kind == "ceremony":
            return bool(ours & theirs) or not ours or telling.definite or telling.rule == "meeting.witnessed"
        return (
            theirs <= ours
            and (telling.definite or telling.lead or len(theirs) > 1)
            or (ours <= theirs and event is main)
        )

    def _is_specific(self, telling: Telling) -> bool:
        """Whether a telling is of one specific event: by its name, its parties with a day or place, or as the lead."""
        if telling.title is not None:
            return True
        if telling.lead and telling.participants:
            return True
        if telling.kind == "ceremony":
            return bool(telling.participants) or telling.lead
        if telling.rule == "meeting.attended":
            return False
        if telling.rule == "meeting.round":
            return bool(telling.participants)
        if len(telling.participants) >= 2:
            return not telling.definite or telling.date is not None or telling.place is not None or telling.same_day
        dated = telling.date is not None or telling.place is not None or telling.same_day
        return dated and bool(telling.participants or telling.body)

    def _start(self, telling: Telling) -> _Event:
        sentence = self.reading.page.sentences[telling.sentence]
        draft = MeetingDraft(
            evidence=[(sentence.start, sentence.end)],
            rule=telling.rule,
            matched=telling.cue,
            kind=telling.kind,
            status=telling.status,
            title=telling.title,
            date=telling.date,
            place=(telling.place.start, telling.place.end) if telling.place else None,
            country=telling.place.country if telling.place else None,
            mode=telling.mode,
            participants=list(telling.participants),
            principals=list(telling.principals),
            topics=telling.topics,
        )
        event = _Event(draft, telling.header, telling.sentence, _key(telling.title))
        if (
            telling.header not in self.main
            and telling.lead
            and telling.kind not in ("visit", "other")
            and telling.status == "held"
        ):
            event.main = True
            self.main[telling.header] = event
            if draft.date is None and not self._is_joint_document(telling.header):
                # The day of the page's head, until a sentence of its lead says another.
                draft.date, event.assumed = self._header_date(telling.header), True
        if draft.date is None and (telling.same_day or telling.linked):
            draft.date = self._page_date(telling)
        self.events.append(event)
        return event

    def _add(self, event: _Event, telling: Telling) -> None:
        draft = event.draft
        sentence = self.reading.page.sentences[telling.sentence]
        if self._is_bare_headline(event):
            draft.status = telling.status
        if draft.evidence[-1] != (sentence.start, sentence.end):
            draft.evidence.append((sentence.start, sentence.end))
        if telling.title and (draft.title is None or len(telling.title) > len(draft.title)):
            draft.title = telling.title
            event.key = _key(draft.title)
        tells = telling.lead or not event.main or bool(telling.participants and not telling.definite)
        if telling.date is not None and tells and (draft.date is None or (event.assumed and telling.lead)):
            draft.date, event.assumed = telling.date, False
        if draft.place is None and telling.place is not None and tells:
            draft.place, draft.country = (telling.place.start, telling.place.end), telling.place.country
        if telling.mode and (draft.mode is None or telling.mode == "video"):
            draft.mode = telling.mode
        for party in telling.participants:
            if party not in draft.participants:
                draft.participants.append(party)
        if telling.rule == "meeting.signing":
            # Who witnesses a signing takes part in it; who signs leads it.
            draft.principals = list(telling.principals)
        elif telling.rule == "meeting.attended":
            pass
        elif telling.lead or len(draft.principals) < 2:
            for party in telling.principals:
                if party not in draft.principals and len(draft.principals) < 8 and draft.kind != "ceremony":
                    draft.principals.append(party)
        if not draft.topics:
            draft.topics = telling.topics

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

    def _who_was_there(self, i: int) -> None:
        """Add who chaired, led, represented or attended the meeting told of just before, as sentence `i` says it."""
        view = self.reading.page.view
        sentence = self.reading.page.sentences[i]
        persons = [m for m in self.reading.mentions(i) if self.reading.people.parties[m.party].kind == "person"]
        event = self._told_before(i) if persons else None
        if event is None:
            return
        added: list[int] = []
        for pattern, leads in _TELLS_WHO:
            for match in pattern.finditer(view, sentence.start, sentence.end):
                after = [mention.party for mention in persons if mention.start >= match.end()]
                led = after if not leads else after[:1] if "co-" not in match.group() else after[:2]
                added.extend(led)
                if leads and event.draft.kind != "ceremony":
                    event.draft.principals.extend(p for p in led if p not in event.draft.principals)
        present = _WERE_PRESENT.search(view, sentence.start, sentence.end)
        before = [mention for mention in persons if present is not None and mention.end <= present.start()]
        if present is not None and before and present.start() - before[-1].phrase[1] < _PRESENT_REACH:
            added.extend(mention.party for mention in before)
        event.draft.participants.extend(p for p in dict.fromkeys(added) if p not in event.draft.participants)
        if added and event.draft.evidence[-1] != (sentence.start, sentence.end):
            event.draft.evidence.append((sentence.start, sentence.end))

    def _told_before(self, i: int) -> _Event | None:
        """The meeting that sentence `i` goes on about: the one told of just before, else the page's main one."""
        page = self.reading.page
        header = page.sentences[i].header
        near = page.sentences[max(i - _ATTENDED_BACK, 0)].start
        for event in reversed(self.events):
            if event.header == header and event.draft.status == "held" and event.draft.kind in _ATTENDABLE:
                if event.draft.evidence[-1][0] >= near:
                    return event
        return self.main.get(header)

    def _page_date(self, telling: Telling) -> Period | None:
        """The day of the page's main event, else of its header."""
        main = self.main.get(telling.header)
        if main is not None and main.draft.date is not None and not telling.same_day:
            return main.draft.date
        return self._header_date(telling.header)

    def _header_date(self, header: int) -> Period | None:
        published = self.reading.page.headers[header].published or self.reading.page.published
        return Period(start=published, end=published) if published else None

    def _is_joint_document(self, header: int) -> bool:
        """Whether a page is a joint document on a meeting: its day is the document's, not the meeting's."""
        title = self.reading.page.headers[header].title
        return title is not None and _JOINT_DOCUMENT_TITLE.match(self.reading.page.view[slice(*title)]) is not None

    # -------------------------------------------------------------- what the page adds to an event

    def _complete(self, event: _Event) -> None:
        """Give an event the day and place of its page's head where its own sentences are silent."""
        draft = event.draft
        main = self.main.get(event.header)
        if event.main or draft.kind == "other":
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
        if period.start == period.end and (published - period.end).days < _WEEK.days:
            # "On Wednesday, they will hold talks", said on a Tuesday
            return Period(start=period.start + _WEEK, end=period.end + _WEEK)
        try:
            return Period(
                start=period.start.replace(year=period.start.year + 1), end=period.end.replace(year=period.end.year + 1)
            )
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
        joint_document = self._is_joint_document(event.header)
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
    """Whether one name is the other, shortened: "Cooperation Forum" for "18th X-Y Interregional Cooperation Forum"."""
    first, second = _ordinal(our_title), _ordinal(their_title)
    if first and second and first != second:
        return False
    for short, long in ((ours, their_title), (theirs, our_title)):
        if any(word in _initials(long) for word in short) and len(short) <= 2:
            return True  # "the OTS summit" for "the summit of the Organization of Tea States"
    smaller, larger = sorted((ours, theirs), key=len)
    return smaller <= larger and (len(smaller) >= 2 or smaller == larger)


@lru_cache(maxsize=256)
def _initials(title: str | None) -> frozenset[str]:
    """The acronyms that the capitalised words of a title can make, three letters or more."""
    capitals = "".join(word[0].lower() for word in re.findall(r"[^\W\d_]+", title or "") if word[0].isupper())
    return frozenset(capitals[i:j] for i in range(len(capitals)) for j in range(i + 3, len(capitals) + 1))


def _ordinal(title: str | None) -> str | None:
    match = re.search(r"\b\d+(?:st|nd|rd|th)\b", (title or "").lower())
    return match.group() if match else None


def _compatible(ours: Period | None, theirs: Period | None) -> bool:
    """Whether two days may be of one event: one is unknown, or they overlap."""
    if ours is None or theirs is None:
        return True
    return ours.start <= theirs.end and theirs.start <= ours.end


def _refers(telling: Telling, main: MeetingDraft) -> bool:
    """Whether "the talks", "our meeting" can denote the page's main event."""
    if telling.date is not None and not _compatible(main.date, telling.date):
        return False
    if telling.kind == main.kind:
        return True
    return {telling.kind, main.kind} <= _TALKS
