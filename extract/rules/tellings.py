"""Tellings: each event that a sentence tells of, with who met, as that one sentence says it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from extract.rules.actors import Actor, find_actors, objects_after, opening_group, parties_of, subject_before
from extract.rules.circumstances import PLANNED, Circumstances
from extract.rules.drafts import Range
from extract.rules.events import Event, find_events
from extract.rules.places import PlaceMention
from extract.rules.reading import Reading
from extract.schemas import MeetingKind, MeetingMode, MeetingStatus, Period
from extract.text.matching import last_match
from extract.text.tokens import tokenize

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
_VISITED = re.compile(r"\b(?:visited|visits|visiting|travel(?:s|led|ling|ing)?\s+to)\b(?=\s+(?:the\s+)?[A-Z])")
_LED_DELEGATION = re.compile(
    r"\b(?:led|leads|headed|heads|heading|leading)\s+(?:a|an|the)\s+(?:[\w.-]+\s+){0,4}delegation\b"
)
_WITNESSED = re.compile(r"\b(?:witnessed|witness|attended|attend)\b[^.;]{0,120}?\bsign(?:ing|ed)?\b")
_PARTICIPATED = re.compile(
    r"\b(?:took\s+part|take\s+part|takes\s+part|taking\s+part|taken\s+part|participat(?:e|es|ed|ing)|attend(?:s|ed|ing)?|address(?:ed|es)?"
    r"|open(?:ed|s)?|chair(?:ed|s|ing)?|co-chaired|host(?:s|ed|ing)?|join(?:ed|s|ing)?|spoke\s+(?:at|to)|convene[sd]?|hold|holds|held|led|travel(?:led|ed|s)?\s+to|meet(?:ing)?(?:\s+(?!with\b)\w+){0,3}?\s+(?:at|during))\b"
)
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
_NEGATED = re.compile(
    r"\b(?:no|not|never|n't|without|cancel(?:led|ed)|postponed|refused|declined)\b(?:\s+[\w'-]+){0,4}\s*$",
    re.IGNORECASE,
)
_VIDEO = re.compile(
    r"\b(?:video\s?-?\s?(?:conference|conferencing|link|call)|via\s+video|by\s+video|virtual(?:ly)?|online|remotely)\b",
    re.IGNORECASE,
)
_SEPARATE_FORMAT = re.compile(
    r"\b(?:in|held\s+in)\s+(?:an?\s+|the\s+)?(?:restricted|narrow|expanded|extended|one-on-one|tête-à-tête|closed|limited|small)[\s-]+format\b"
)
_SPEECH_TITLE = re.compile(
    r"^(?:statement|remarks|speech|address)\s+(?:by|of)\b.*?\b(?:on|at|before|after|following|during)\b", re.IGNORECASE
)
_HELD_VERB = re.compile(
    r"\b(?:held|hold|holds|had|have|has|having|began|begin|started|conducted|conduct|continued|conclude[ds]?|concluded|completed|paid|pays|pay|making|made|make|kicked\s+off|took)\b(?:\s+[\w,'-]+){0,7}?\s*$"
)
_WITH = re.compile(r"\s*(?:(?!were\b|was\b|is\b|are\b|be\b)[\w.,'-]+\s+){0,4}?(?:with|between|among|of)\b|\s*by\b")
_CALL_TO = re.compile(r"\s*(?:[\w.,'-]+\s+){0,4}?(?:with|between|to|from)\b")
_ATTENDED = re.compile(
    r"\b(?:attended|joined|took\s+part\s+in|participated\s+in|were\s+present\s+at|was\s+present\s+at)\s+(?:the\s+)?$"
)
_DISCUSSED = re.compile(
    r"\b(?:discussed|exchanged\s+views|considered|addressed|reviewed|touched\s+upon|focused\s+on|talked\s+about)\b\s*(?P<topic>[^.;]{4,200})"
)
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
_TODAY_IN = re.compile(r"(?:Earlier\s+)?[Tt]oday,?\s+(?:in|at)\s")
_OWN_TRIP = re.compile(r"\b(?:his|her|their)\s+(?:[\w-]+\s+){0,3}$")
_PRESS = re.compile(r"\b(?:[Pp]ress|PRESS|[Nn]ews)\s+$")
# "the Summit for Democracy, which President Doe will host"
_WHICH_HOSTED = re.compile(
    r",?\s+(?:which|that)\s+(?P<who>[^,;]{2,80}?)\s+(?:will\s+)?(?:host|hosts|hosted|attend|attends|attended|chair|chaired|open|opened)\b"
)
_REPRESENTED = re.compile(
    r"\b(?:representatives?|delegations?|sides?|teams?)\b[^.;]{0,80}?\b(?:will\s+be|was|were|is|are)\b(?:\s+(?:led|headed|represented)\s+by\b)?"
)


@dataclass(slots=True)
class Telling:
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


def read_tellings(reading: Reading, i: int, principals: tuple[int, ...], lead: bool) -> list[Telling]:
    """The events that sentence `i` tells of.

    `principals` are the page's main parties; `lead` says that the sentence heads the page.
    """
    sentence = reading.page.sentences[i]
    start, end = sentence.start, sentence.end
    if sentence.role == "title":
        speech = _SPEECH_TITLE.match(reading.page.view[start:end])
        if speech is not None:
            start += speech.end()
    return _Sentence(reading, i, principals, lead, Circumstances(reading, i, start, end)).tellings()


@dataclass(slots=True)
class _Sentence:
    """The tellings of events in one sentence."""

    reading: Reading
    i: int
    principals: tuple[int, ...]
    lead: bool
    at: Circumstances
    actors: list[Actor] = field(default_factory=list)

    def tellings(self) -> list[Telling]:
        view, start, end = self.reading.page.view, self.at.start, self.at.end
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

    def _of_event(self, event: Event, start: int, end: int) -> Telling | None:
        view = self.reading.page.view
        before = view[start : event.start]
        if _NEGATED.search(before[-60:]):
            return None
        session = self._session_of_body(event, start, end)
        if session is not None:
            return session
        if event.plural and (event.kind == "visit" or not self._has_parties_after(event, start, end)):
            return None
        if event.title is not None and self._only_placed(event):
            event = replace(event, title=None, definite=True)
        if event.noun == "conference" and _PRESS.search(view, event.start - 12, event.noun_start):
            event = replace(event, kind="other", title=None)
        if event.title is not None:
            return self._named(event, start, end)
        if (
            event.kind in ("summit", "forum", "conference", "other")
            and not self.lead
            and self.at.date(event.start, event.end) is None
        ):
            return self._reference(event, start, end)
        return self._unnamed(event, start, end)

    def _only_placed(self, event: Event) -> bool:
        """ "the Orenburg forum": an event told by its city alone is one the reader knows, unless it is dated."""
        name = self.reading.page.view[event.start : event.noun_start].strip()
        cities = (self.reading.page.view[p.start : p.end] for p in self.reading.places(self.i) if p.kind == "city")
        return (
            event.noun_start + len(event.noun) >= event.end
            and name in cities
            and self.at.date(event.start, event.end) is None
        )

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

    def _reference(self, event: Event, start: int, end: int) -> Telling | None:
        if not event.definite:
            return None
        return self._telling(event, start, end, [], [], "meeting.reference", definite=True)

    def _named(self, event: Event, start: int, end: int) -> Telling | None:
        """An event with a proper name, and the actors who took part in it as the sentence says."""
        view = self.reading.page.view
        before = view[start : event.start]
        day = self.at.date(event.start, event.end)
        if day is None and not event.ordinal and _ORGANIZATION_CONTEXT.search(before):
            return None
        if day is None and event.noun_start == event.start and view[event.start : event.start + 1].isupper():
            # "the Conference on X" alone is an organization.
            return None
        if day is None and not event.ordinal and _ONLY_NAMED.search(before):
            return None
        margins = _ON_THE_MARGINS.search(before[-80:]) is not None
        took_part = last_match(_PARTICIPATED, before, 0, len(before))
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
        telling = self._telling(event, start, end, participants, list(participants), "meeting.named")
        telling.linked = margins
        return telling

    def _session_of_body(self, event: Event, start: int, end: int) -> Telling | None:
        """ "its 23rd meeting", "the last meeting was held in May": the session of a body named before."""
        view = self.reading.page.view
        if event.noun not in ("meeting", "session") or event.body:
            return None
        possessive = re.search(r"\b(?:its|their)\s+$", view[start : event.start]) is not None and event.ordinal
        last = re.search(
            r"\b(?:last|previous|latest|first|next|regular)\s+(?:\w+\s+)?$",
            view[max(start, event.noun_start - 24) : event.noun_start],
        )
        held = re.match(
            r"\s+(?:was|were|will\s+be|should\s+be|is\s+to\s+be)\s+(?:held|convened)|\s+took\s+place",
            view[event.end : event.end + 30],
        )
        if not possessive and not (last and held):
            return None
        body = self._body_before(event.start)
        if body is None:
            return None
        ordinal = view[event.start : event.end] if possessive else view[event.noun_start : event.end]
        named = replace(event, title=" ".join(f"{ordinal} of the {body}".split()), kind="session", body=True)
        return self._telling(named, start, end, [], [], "meeting.session-of-body")

    def _body_before(self, offset: int) -> str | None:
        """The standing body named last before `offset`, in its sentence or the two before it."""
        sentences = self.reading.page.sentences
        first = sentences[max(self.i - 2, 0)]
        found = last_match(_BODY, self.reading.page.view, first.start, offset)
        return " ".join(found.group().split()) if found else None

    def _by_country(self, event: Event) -> list[int]:
        """ "The Russian-Turkish talks": the main persons of the countries that the event is named after."""
        countries = dict.fromkeys(
            p.country for p in self.reading.places(self.i) if event.start <= p.start < event.end and p.country
        )
        if len(countries) < 2:
            return []
        found = []
        for country in countries:
            holders = self.reading.office_holders(country)
            speakers = [party for party in holders if party in self._speakers()]
            named = speakers or [party for party in holders if party in self.principals]
            # Two of one country on a page: which of them met, a later sentence must tell.
            if len(named) == 1 and (speakers or len(holders) == 1):
                found.append(named[0])
        return found

    def _speakers(self) -> frozenset[int]:
        """Who speaks in the transcript that the sentence belongs to."""
        turns = self.reading.page.turns
        return frozenset(self.reading.turn_speakers(0)) if turns else frozenset()

    def _unnamed(self, event: Event, start: int, end: int) -> Telling | None:
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
        participants = list(dict.fromkeys(parties_of(subject) + parties_of(objects)))
        if objects and not subject and len(participants) == 1 and event.kind in ("talks", "call"):
            # "Meeting with X", "during the talks with X": the other one is the page's own first party.
            participants = [p for p in self.principals if p not in participants][:1] + participants
        rule = f"meeting.{event.kind}"
        separate = _SEPARATE_FORMAT.match(view, event.end + 1) is not None
        definite = event.definite and not owner and not held and not objects and not separate
        if event.kind == "visit":
            if not participants:
                return None
            visitors = owner or subject
            if not owner and _OWN_TRIP.search(view, start, event.start) and self.actors:
                visitors = opening_group(self.reading, self.actors)  # "A held talks with B as part of his trip to Lima"
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
            participants = parties_of(
                [actor for actor in opening_group(self.reading, self.actors) if actor.end <= event.start]
            )
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
        telling = self._telling(event, start, end, participants, list(participants), rule, definite=definite)
        if rule == "meeting.represented" and re.search(r"\bwill\s+be\b", view[start:end]):
            telling.status = "planned"
        if event.kind == "visit" and telling.place is None and not self.lead and telling.date is None:
            return None
        return telling

    def _is_represented(self, event: Event, start: int, end: int) -> bool:
        """ "The Kenyan side at these talks will be represented by A, and the Ugandan side by B"."""
        if event.kind != "talks" or sum(actor.kind == "name" for actor in self.actors) < 2:
            return False
        return _REPRESENTED.search(self.reading.page.view, start, end) is not None

    # -------------------------------------------------------------- verbs

    def _of_verbs(self, start: int, end: int, found: list[Telling]) -> list[Telling]:
        view = self.reading.page.view
        result: list[Telling] = []
        for pattern, kind, rule in (
            (_MEET, "talks", "meeting.met"),
            (_SPOKE, "call", "meeting.spoke"),
            (_RECEIVED, "talks", "meeting.received"),
        ):
            for match in pattern.finditer(view, start, end):
                if any(c.cue[0] <= match.start() < c.cue[1] for c in found):
                    continue
                telling = self._met(match, kind, rule, start, end)  # type: ignore[arg-type]
                if telling is not None:
                    result.append(telling)
        for match in _VISITED.finditer(view, start, end):
            subject = subject_before(self.reading, self.actors, match.start(), start)
            place = self.at.place(match.start(), match.end(), visit=True)
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
            to_place = next(
                (p for p in self.at.stated_places() if p.start > match.end() and p.kind in ("city", "country")),
                None,
            )
            if subject and to_place is not None:
                result.append(
                    self._make(
                        match.span(), "visit", parties_of(subject), start, end, "meeting.delegation", place=to_place
                    )
                )
        announced = self._announced(start, end)
        if announced is not None:
            result.append(announced)
        for match in _WITNESSED.finditer(view, start, end):
            subject = subject_before(self.reading, self.actors, match.start(), start)
            if subject:
                result.append(
                    self._make(match.span(), "ceremony", parties_of(subject), start, end, "meeting.witnessed")
                )
        return result

    def _announced(self, start: int, end: int) -> Telling | None:
        """ "Today in Muscat, President A announced ...": a leader's appearance abroad is an event of its own."""
        opening = _TODAY_IN.match(self.reading.page.view, start, end) if self.lead else None
        subject = self.actors[:1]
        if opening is None or not subject or len(subject[0].parties) != 1:
            return None
        place = next((p for p in self.at.stated_places() if p.start < subject[0].start), None)
        country = self.reading.people.parties[subject[0].parties[0]].country
        if place is None or place.country in (None, country) or country is None:
            return None
        return self._make(
            (start, subject[0].end), "ceremony", parties_of(subject), start, end, "meeting.announced", place=place
        )

    def _met(self, match: re.Match[str], kind: MeetingKind, rule: str, start: int, end: int) -> Telling | None:
        view = self.reading.page.view
        if _NEGATED.search(view[start : match.start()][-60:]):
            return None
        subject = subject_before(self.reading, self.actors, match.start(), start)
        objects = objects_after(self.reading, self.actors, match.end(), end)
        if not subject or (not objects and (kind != "talks" or match.groupdict().get("plain"))):
            return None
        participants = list(dict.fromkeys(parties_of(subject) + parties_of(objects)))
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
    ) -> Telling:
        event = Event(cue[0], cue[1], cue[0], "", kind, None, False, False, False, False)
        telling = self._telling(event, start, end, participants, list(participants), rule)
        if place is not None:
            telling.place = place
        return telling

    def _telling(
        self,
        event: Event,
        start: int,
        end: int,
        participants: list[int],
        principals: list[int],
        rule: str,
        *,
        definite: bool = False,
    ) -> Telling:
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
        place = self.at.place(event.start, event.end, visit=event.kind == "visit")
        return Telling(
            sentence=self.i,
            header=sentence.header,
            cue=(event.start, event.end),
            rule=rule,
            kind=event.kind,
            participants=participants,
            principals=[p for p in principals if self._is_person(p)] or principals,
            title=event.title,
            date=self.at.date(event.start, event.end),
            place=place,
            mode=mode or ("in_person" if place is not None else None),
            status=self.at.status(event),
            definite=definite,
            body=event.body,
            same_day=_SAME_DAY.search(view, start, event.end) is not None,
            lead=self.lead,
            topics=topics,
        )

    def _is_person(self, party: int) -> bool:
        return self.reading.people.parties[party].kind == "person"

    def _is_future(self, passage: str) -> bool:
        return PLANNED.search(passage[-80:]) is not None
