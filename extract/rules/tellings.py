"""Tellings: each event that a sentence tells of, with who met, as that one sentence says it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache

from extract.lexicon import load_table
from extract.rules.actors import Actor, find_actors, objects_after, opening_group, parties_of, subject_before
from extract.rules.circumstances import PLANNED, Circumstances
from extract.rules.drafts import Range
from extract.rules.events import Event, event_kinds, find_events, meeting_verbs, things
from extract.rules.places import PlaceMention
from extract.rules.reading import Reading
from extract.schemas import MeetingKind, MeetingMode, MeetingStatus, Period
from extract.text.matching import last_match
from extract.text.tokens import tokenize

# ------------------------------------------------------------------ verbs that make a meeting by themselves

# "met virtually today with", "will meet with", "had the opportunity to meet with". "met the requirements" is left to
# the objects: without a person after it there is no meeting.
_MEET = re.compile(
    r"\b(?:met|meets?|meeting)\b(?:\s+(?!with\b)[\w.]+){0,4}?\s+(?:up\s+)?with\b"
    r"|\b(?P<plain>met|meets|meet)\b(?=\s+(?:(?:[a-z]+\s+){0,2})?[A-Z])"
    r"|\b(?:sat\s+down|conferred)\s+with\b"
    r"|\b(?:is|are|was|were)\s+(?P<going>meeting)\b(?=\s+(?:[a-z]+\s+)?[A-Z])"
)
# "A and B met on the sidelines of the forum", "the two leaders will meet again in Lima"
_MET_EACH_OTHER = re.compile(
    r"\b(?:met|meet)\b(?!\s+(?:with|up)\b)(?=\s+(?:(?:again|briefly|bilaterally|virtually|privately|separately)\s+)?"
    r"(?:on|in|at|for|today|yesterday|tomorrow|here|during|face|one-on-one|last|this|next)\b|\s*[.,])"
)
# "called on President A", "paid a courtesy call on Mr B", not "called on Mr B to resign"
_CALLED_ON = re.compile(
    r"\b(?:called|(?:paid|pays|made)\s+an?\s+(?:[a-z-]+\s+){0,3}call)\s+on\b(?=\s+(?:[a-z]+\s+)?[A-Z])"
)
_TO_DO = re.compile(r"[^.;]{0,60}?\s+(?:not\s+)?to\s+[a-z]+\b")
# "A team of experts met with": people without names who meet those that have them.
_COLLECTIVE = re.compile(
    r"(?:\b(?:[Aa]n?|[Tt]he|[Ii]ts|[Tt]heir)\s+(?:[\w.-]+\s+){0,4}?(?:team|mission|delegation|staff|group)\b"
    r"|(?:\b[\w.-]+\s+){0,4}?\b(?:officials|representatives|executives|experts|envoys|staff)\b)"
    r"(?:\s+(?:of|from)\s+(?:[\w.&-]+\s+){0,5}?[\w.&-]+)?(?:\s+(?:also|had|has|have|will|then|later))*\s*$"
)
_COLLECTIVE_REACH = 120
_SPOKE = re.compile(
    r"\b(?:spoke|speaks|talked|spoken)\b(?:[,\s]+(?!with\b|to\b)[\w.]+){0,6}?[,\s]+(?:with|to)\b"
    r"|\b(?:called|phoned|telephoned)\b(?!\s+(?:on|for|upon)\b)(?=\s+(?:[a-z]+\s+)?[A-Z])"
)
_RECEIVED = re.compile(
    r"\b(?:granted\s+an\s+audience\s+to|received|receives|hosted|hosts|welcomed|welcomes)\b(?=\s+(?:[a-z]+\s+){0,3}[A-Z])"
)
_VISITED = re.compile(r"\b(?:visited|visits|visiting|travel(?:s|led|ling|ing)?\s+to)\b(?=\s+(?:the\s+)?[A-Z])")
_VISITED_REACH = 12
_LED_DELEGATION = re.compile(
    r"\b(?:led|leads|headed|heads|heading|leading)\s+(?:a|an|the)\s+(?:[\w.-]+\s+){0,4}delegation\b"
)
_WITNESSED = re.compile(r"\b(?:witnessed|witness|attended|attend)\b[^.;]{0,120}?\b(?:sign(?:ing|ed)?|exchange\s+of)\b")
# "Today in Muscat, President A announced": a leader's appearance abroad.
_TODAY_IN = re.compile(r"(?:Earlier\s+)?[Tt]oday,?\s+(?:in|at)\s")

# ------------------------------------------------------------------ words around the nouns of events

_PARTICIPATED = re.compile(
    r"\b(?:t(?:ook|ake|akes|aking|aken)\s+part|participat(?:e|es|ed|ing)|inaugurat(?:es|ed)|attend(?:s|ed|ing)?|address(?:ed|es)?"
    r"|open(?:ed|s)?|chair(?:ed|s|ing)?|co-chaired|host(?:s|ed|ing)?|join(?:ed|s|ing)?|spoke\s+(?:at|to)|convene[sd]?"
    r"|hold|holds|held|led|travel(?:led|ed|s)?\s+to|meet(?:ing)?(?:\s+(?!with\b)\w+){0,3}?\s+(?:at|during))\b"
)
_ON_THE_MARGINS = re.compile(
    r"\b(?:[io]n\s+the\s+(?:margins?|sidelines?|fringes?)|as\s+part|ahead|within\s+the\s+framework)\s+of\s+"
    r"(?:the\s+)?(?:[\w'-]+\s+){0,6}?$"
)
_MARGINS_REACH = 80
# An organization is called like an event: "through such associations as the Conference on ...".
_ORGANIZATION_CONTEXT = re.compile(
    r"\b(?:such\s+as|including|associations?|organi[sz]ations?|members?\s+of|membership\s+(?:of|in)"
    r"|chairmanship\s+(?:of|in)|presidency\s+of|secretariat\s+of|within|through|resolutions?\s+of|decisions?\s+of"
    r"|outcomes?\s+of)\b[^.;]{0,80}$",
    re.IGNORECASE,
)
# "the transformation of the X Forum" names an organization; "the margins of the X Summit" an event.
_ONLY_NAMED = re.compile(
    r"(?<!margins)(?<!sidelines)(?<!fringes)(?<!part)(?<!opening)(?<!session)(?<!ahead)(?<!framework)(?<!participants)"
    r"(?<!eve)(?<!meeting)\s+of\s+(?:the\s+)?$"
)
_AND_TO = re.compile(r"\band\s+to\s+$")
_TOWARDS = re.compile(r"\b(?:visit|travel|invit)")
# "the Summit for Democracy, which President Doe will host"
_WHICH_HOSTED = re.compile(
    r",?\s+(?:which|that)\s+(?P<who>[^,;]{2,80}?)\s+(?:will\s+)?"
    r"(?:host|hosts|hosted|attend|attends|attended|chair|chaired|open|opened)\b"
)
_NEGATED = re.compile(
    r"\b(?:no|not|never|n't|without|cancel(?:led|ed)|postponed|refused|declined)\b(?:\s+[\w'-]+){0,4}\s*$",
    re.IGNORECASE,
)
_NEGATED_REACH = 60
_CANCELLED_AFTER = re.compile(
    r"[^.;]{0,120}?\b(?:was|were|has\s+been|have\s+been)\s+(?:cancelled|canceled|postponed|called\s+off)\b"
)
# "Regular meetings matter", "holding annual talks": no one event.
_RECURRING = re.compile(r"\b(?:regular|annual|frequent|yearly|periodic|future)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_PRESS = re.compile(r"\b(?:[Pp]ress|PRESS|[Nn]ews)\s+$")
_HELD_VERB = re.compile(
    r"\b(?:held|hold|holds|had|have|has|having|began|begin|started|conducted|conduct|continued|conclude[ds]?|concluding"
    r"|completed|paid|pays|pay|making|made|make|kicked\s+off|took)\b(?:\s+[\w,'-]+){0,7}?\s*$"
)
_WITH = re.compile(r"\s*(?:(?!were\b|was\b|is\b|are\b|be\b)[\w.,'-]+\s+){0,4}?(?:with|between|among|of)\b|\s*by\b")
_CALL_TO = re.compile(r"\s*(?:[\w.,'-]+\s+){0,4}?(?:with|between|to|from)\b")
# "In the margins of the meeting, an arrangement between A and B was signed": what follows is not of the meeting.
_ANOTHER_NOUN = re.compile(r",\s+(?:an?|the|his|her|their|its|two|three|several|some)\s", re.IGNORECASE)
_WITH_REACH = 60
_OBJECT_REACH = 45
_OWNER = frozenset(("'s", "'", "'s official", "'s state", "'s working", "'s first"))
_DURING = re.compile(r"\b(?:during|at|in|in\s+the\s+course\s+of|following|after|for)\s+(?:[\w'-]+\s+){0,4}$")
_ATTENDED = re.compile(
    r"\b(?:attended|joined|took\s+part\s+in|participated\s+in|were\s+present\s+at|was\s+present\s+at)\s+(?:the\s+)?$"
)
_SEPARATE_FORMAT = re.compile(
    r"\b(?:in|held\s+in)\s+(?:an?\s+|the\s+)?"
    r"(?:restricted|narrow|expanded|extended|one-on-one|tête-à-tête|closed|limited|small)[\s-]+format\b"
)
_OPENING_OF = re.compile(r"\s+(?:of\s+(?:the|an?)\b|ceremony)")
_OWN_TRIP = re.compile(r"\b(?:his|her|their)\s+(?:[\w-]+\s+){0,3}$")
_REPRESENTED = re.compile(
    r"\b(?:representatives?|delegations?|sides?|teams?)\b[^.;]{0,80}?\b(?:will\s+be|was|were|is|are)\b"
)
_WILL_BE = re.compile(r"\bwill\s+be\b")
# A standing body that meets: "Intergovernmental Commission", "the sub-commission on cross-border cooperation".
_BODY = re.compile(
    r"(?:(?:[A-Z][\w.-]*\s+){0,6}(?:Commission|Committee|Council|Board|Group|Assembly)"
    r"|\b(?:sub-?)?(?:commission|committee|council|working\s+group))"
    r"(?:\s+(?:on|for)\s+[\w-]+(?:(?:,|\s+and)?\s+[\w-]+){0,5})?"
)
_ITS = re.compile(r"\b(?:its|their)\s+$")
_LAST = re.compile(r"\b(?:last|previous|latest|first|next|regular)\s+(?:\w+\s+)?$")
_WAS_HELD = re.compile(r"\s+(?:(?:was|were|will\s+be|should\s+be|is\s+to\s+be)\s+(?:held|convened)|took\s+place)")

# ------------------------------------------------------------------ what a sentence says of its events

_VIDEO = re.compile(
    r"\b(?:video\s?-?\s?(?:conference|conferencing|link|call)|(?:via|by)\s+video|virtual(?:ly)?|online|remotely)\b",
    re.IGNORECASE,
)
_DISCUSSED = re.compile(
    r"\b(?:discussed|exchanged\s+views|considered|addressed|reviewed|touched\s+upon|focused\s+on|talked\s+about)\b"
    r"\s*(?P<topic>[^.;]{4,200})"
)
_SAME_DAY = re.compile(
    r"\b(?:just|today|earlier\s+in\s+the\s+day|this\s+(?:morning|afternoon|evening)|tonight|current)\b", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z-]+")
_SPEECH_TITLE = re.compile(
    r"(?:statement|remarks|speech|address)\s+(?:by|of)\b.*?\b(?:on|at|before|after|following|during)\b", re.IGNORECASE
)
_HEADING_LENGTH = 90


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
    spoken: bool = False
    """In a transcript's turn."""
    topics: list[str] = field(default_factory=list)


@cache
def _triggers() -> frozenset[str]:
    """Words without one of which a sentence tells of no event."""
    words = frozenset(event_kinds()) | meeting_verbs()
    return words | {word.capitalize() for word in words} | {word.upper() for word in words}


@cache
def _document_nouns() -> frozenset[str]:
    """The nouns that name a document between parties, in all their forms."""
    return frozenset(form for forms, *_ in load_table("en", "document_nouns") for form in forms.split())


def tells_of_events(view: str, start: int, end: int) -> bool:
    """Whether a sentence may tell of an event: it has a noun that denotes one, or a verb that makes one."""
    return not _triggers().isdisjoint(_WORD.findall(view, start, end))


def read_tellings(reading: Reading, i: int, principals: tuple[int, ...], *, lead: bool) -> list[Telling]:
    """The events that sentence `i` tells of.

    `principals` are the page's main parties; `lead` says that the sentence heads the page.
    """
    sentence = reading.page.sentences[i]
    start, end = sentence.start, sentence.end
    if sentence.role == "title":
        speech = _SPEECH_TITLE.match(reading.page.view, start, end)
        if speech is not None:
            start = speech.end()
    actors = find_actors(reading, i, principals)
    return _Sentence(reading, i, start, end, principals, lead, actors, Circumstances(reading, i, start, end)).tellings()


@dataclass(frozen=True, slots=True)
class _Around:
    """The actors around an event noun."""

    owner: list[Actor]
    """"Mr Roe's meeting"."""
    subject: list[Actor]
    objects: list[Actor]
    held: bool
    """A verb of holding leads to the noun: "held talks"."""
    preposition: str
    """Between the noun and its objects: "with", "between", "by"."""

    def parties(self) -> list[int]:
        return list(dict.fromkeys(parties_of(self.subject) + parties_of(self.objects)))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The tellings of events in the sentence `view[start:end]`."""

    reading: Reading
    i: int
    start: int
    end: int
    principals: tuple[int, ...]
    lead: bool
    actors: list[Actor]
    at: Circumstances

    @property
    def view(self) -> str:
        return self.reading.page.view

    @property
    def spoken(self) -> bool:
        return self.reading.page.sentences[self.i].turn is not None

    def tellings(self) -> list[Telling]:
        names = [(actor.start, actor.end) for actor in self.actors if actor.kind == "name"]
        events = find_events(self.view, tokenize(self.view, self.start, self.end), names)
        found = [telling for event in events if (telling := self._of_event(event)) is not None]
        verbs = self._of_verbs(found)
        if any(telling.rule == "meeting.received" for telling in verbs):
            # "hosted him for a working lunch" is one meeting
            found = [telling for telling in found if telling.kind != "other" or telling.title is not None]
        found.extend(verbs)
        dated = next((telling.date for telling in found if telling.date is not None and not telling.linked), None)
        for telling in found:
            if telling.linked and telling.date is None:
                telling.date = dated  # "met today on the margins of the summit"
        return found

    # -------------------------------------------------------------- event nouns

    def _of_event(self, event: Event) -> Telling | None:
        if _NEGATED.search(self.view, max(self.start, event.start - _NEGATED_REACH), event.start):
            return None
        if event.title is None and _CANCELLED_AFTER.match(self.view, event.end, self.end):
            return None
        session = self._session_of_body(event)
        if session is not None:
            return session
        if event.plural and (event.kind == "visit" or not self._has_parties_after(event)):
            return None
        if event.title is not None and self._only_placed(event):
            event = replace(event, title=None, definite=True)
        if event.noun == "conference" and _PRESS.search(self.view, max(0, event.start - 12), event.noun_start):
            event = replace(event, kind="other", title=None)
        if event.title is not None:
            return self._named(event)
        if _RECURRING.search(self.view, max(self.start, event.start - 30), event.noun_start) and not self.lead:
            return None
        if event.kind in ("summit", "forum", "conference", "other") and not self.lead and self.at.date(event) is None:
            return self._telling(event, [], "meeting.reference", definite=True) if event.definite else None
        return self._described(event)

    def _only_placed(self, event: Event) -> bool:
        """Whether an event told by its city alone is one the reader knows: "the Orenburg forum", unless it is dated."""
        name = self.view[event.start : event.noun_start].strip()
        cities = (self.view[place.start : place.end] for place in self.reading.places(self.i) if place.kind == "city")
        ends_name = event.noun_start + len(event.noun) >= event.end
        return ends_name and name in cities and self.at.date(event) is None

    def _has_parties_after(self, event: Event) -> bool:
        """Whether "meetings" were held with someone the sentence tells: with actors, or in a round of them."""
        match = _WITH.match(self.view, event.end, self.end)
        if match is None or self._reaches_over(match):
            return False
        if objects_after(self.reading, self.actors, match.end(), self.end, reach=_WITH_REACH):
            return True
        return not self.spoken and _HELD_VERB.search(self.view, self.start, event.start) is not None

    # -------------------------------------------------------------- events with a proper name

    def _named(self, event: Event) -> Telling | None:
        """An event with a proper name, and the actors who took part in it as the sentence says."""
        if self._is_organization(event):
            return None
        margins = _ON_THE_MARGINS.search(self.view, max(self.start, event.start - _MARGINS_REACH), event.start)
        group = self._participants(event, linked=margins is not None)
        participants = [party for party in parties_of(group) if self._is_person(party)]
        ahead = PLANNED.search(self.view, max(self.start, event.start - _MARGINS_REACH), event.start) is not None
        if ahead and len(group) == 1 and group[0].kind == "pronoun":
            participants = participants[:1]  # "We will take part in the summit": the speaker's side
        if not participants and not event.body and event.kind in ("summit", "talks", "forum"):
            participants = self._by_country(event)
        telling = self._telling(event, participants, "meeting.named")
        telling.linked = margins is not None
        return telling

    def _is_organization(self, event: Event) -> bool:
        """Whether a name like an event's is an organization's here: undated, and not held or attended by anyone."""
        if event.ordinal or self.at.date(event) is not None:
            return False
        if event.noun_start == event.start and self.view[event.start].isupper():
            return True  # "the Conference on X" alone
        return bool(
            _ORGANIZATION_CONTEXT.search(self.view, self.start, event.start)
            or _ONLY_NAMED.search(self.view, self.start, event.start)
        )

    def _participants(self, event: Event, *, linked: bool) -> list[Actor]:
        """The actors that the sentence makes participants of a named event."""
        hosted = _WHICH_HOSTED.match(self.view, event.end, self.end)
        if hosted is not None:
            return [a for a in self.actors if hosted.start("who") <= a.start and a.end <= hosted.end("who")]
        before = [actor for actor in self.actors if actor.start < event.start]
        if linked:
            return before
        verb = last_match(_PARTICIPATED, self.view, self.start, event.start)
        if verb is not None:
            named = [actor for actor in before if actor.kind != "pronoun" and actor.end < verb.start()]
            if named and _AND_TO.search(self.view, self.start, verb.start()):
                return opening_group(self.reading, named)  # "A visited X at the invitation of B and to attend"
            return subject_before(self.reading, self.actors, verb.start(), self.start)
        if _TOWARDS.search(self.view, self.start, event.start):
            return [actor for actor in before if actor.kind != "pronoun"]
        return []

    def _session_of_body(self, event: Event) -> Telling | None:
        """The session of a body named before: "its 23rd meeting", "the last meeting was held in May"."""
        if event.noun not in ("meeting", "session") or event.body:
            return None
        its = event.ordinal and _ITS.search(self.view, self.start, event.start) is not None
        last = _LAST.search(self.view, max(self.start, event.noun_start - 24), event.noun_start) is not None
        if not its and not (last and _WAS_HELD.match(self.view, event.end)):
            return None
        first = self.reading.page.sentences[max(self.i - 2, 0)]
        body = last_match(_BODY, self.view, first.start, event.start)
        if body is None:
            return None
        name = self.view[event.start if its else event.noun_start : event.end]
        title = " ".join(f"{name} of the {body.group()}".split())
        return self._telling(replace(event, title=title, kind="session", body=True), [], "meeting.session-of-body")

    def _by_country(self, event: Event) -> list[int]:
        """The main persons of the countries that an event is named after: "the Russian-Turkish talks"."""
        places = self.reading.places(self.i)
        countries = dict.fromkeys(p.country for p in places if event.start <= p.start < event.end and p.country)
        if len(countries) < 2:
            return []
        turns = self.reading.page.turns
        speakers = frozenset(self.reading.turn_speakers(0)) if turns else frozenset()
        found = []
        for country in countries:
            holders = self.reading.office_holders(country)
            speaking = [party for party in holders if party in speakers]
            named = speaking or [party for party in holders if party in self.principals]
            # Two of one country on a page: which of them met, a later sentence must tell.
            if len(named) == 1 and (speaking or len(holders) == 1):
                found.append(named[0])
        return found

    # -------------------------------------------------------------- events that are only described

    def _described(self, event: Event) -> Telling | None:
        """Talks, a call, a visit, a ceremony that is only described, with the actors around it."""
        around = self._around(event)
        if event.kind == "visit":
            return self._visit(event, around)
        if event.noun == "signing":
            if around.preposition != "by" or not around.objects:
                return None
            return self._telling(event, around.parties(), "meeting.signing")
        if event.noun == "opening" and _OPENING_OF.match(self.view, event.end) is None:
            return None
        if event.noun in ("dialogue", "session", "hearing", "plenary") and not around.held and not self.lead:
            return None
        return self._talks(event, around)

    def _around(self, event: Event) -> _Around:
        reading, view = self.reading, self.view
        objects: list[Actor] = []
        preposition = ""
        pattern = _CALL_TO if event.kind == "call" else _WITH
        match = pattern.match(view, event.end, min(self.end, event.end + _WITH_REACH))
        if match is not None and not self._reaches_over(match):
            preposition = match.group().split()[-1]
            objects = objects_after(reading, self.actors, match.end(), self.end, reach=_OBJECT_REACH)
            if preposition == "of" and event.kind not in ("visit", "talks"):
                objects = []
        owner = [a for a in self.actors if a.end <= event.start and view[a.end : event.start].strip() in _OWNER]
        held = _HELD_VERB.search(view, self.start, event.start)
        subject = owner or subject_before(reading, self.actors, held.start() if held else event.start, self.start)
        if preposition in ("between", "among", "by") and objects:
            subject = []
        return _Around(owner, subject, objects, held is not None, preposition)

    def _reaches_over(self, match: re.Match[str]) -> bool:
        """Whether "meeting ... between" runs over the noun that its preposition belongs to: "an agreement between"."""
        if _ANOTHER_NOUN.match(match.group()):
            return True
        return not _document_nouns().isdisjoint(_WORD.findall(match.group().lower()))

    def _visit(self, event: Event, around: _Around) -> Telling | None:
        visitors = around.subject
        told_of = around.owner or [actor for actor in visitors if actor.kind == "pronoun"]
        if not told_of and self.actors and _OWN_TRIP.search(self.view, self.start, event.start):
            visitors = opening_group(self.reading, self.actors)  # "A held talks with B as part of his trip to Lima"
        if visitors and "who" in self.view[visitors[-1].end : event.start].split():
            visitors = visitors[-1:]  # "A and B, who arrived on a state visit"
        participants = (parties_of(visitors) or around.parties())[:1]
        telling = self._telling(event, participants, "meeting.visit")
        told = telling.place is not None or telling.date is not None or self.lead
        if event.definite and telling.place is None and not told_of and not around.held:
            if _DURING.search(self.view, self.start, event.start):
                return None  # "She met him during the visit": whose, another sentence tells
        return telling if participants and told else None

    def _talks(self, event: Event, around: _Around) -> Telling | None:
        """Talks and their like: who met is told by the actors around the noun, or by the page."""
        alone = not around.objects and not around.owner
        # "the meeting of senior officials" is theirs, not one the reader knows.
        definite = event.definite and alone and around.preposition != "of" and not (around.held and around.subject)
        if _SEPARATE_FORMAT.match(self.view, event.end + 1):
            return self._telling(event, list(self.principals), f"meeting.{event.kind}")
        by_country = self._by_country(event) if alone else []
        if by_country:
            return self._telling(event, by_country, "meeting.by-country", definite=True)
        if self._is_represented(event):
            return self._represented(event)
        if event.noun in ("discussion", "discussions") and not around.objects and len(around.subject) < 2:
            return None  # "We held a discussion on roads" is no event of its own
        if event.plural and around.held and not around.objects and not self.spoken:
            return self._telling(event, around.parties(), "meeting.round")  # "She also held meetings with officials"
        if alone and (definite or not around.held):
            return self._mentioned(event, around, definite=definite)
        participants = around.parties()
        if len(participants) == 1 and not around.subject and (definite or event.definite or self._is_heading()):
            # "Meeting with X", "During the talks with X": the other one is the page's own first party.
            participants = [party for party in self.principals if party not in participants][:1] + participants
        return self._telling(event, participants, f"meeting.{event.kind}", definite=definite)

    def _mentioned(self, event: Event, around: _Around, *, definite: bool) -> Telling:
        """An event without a verb of holding and without objects: "discussed trade during the talks"."""
        if definite and (attended := _ATTENDED.search(self.view, self.start, event.start)):
            group = subject_before(self.reading, self.actors, attended.start(), self.start)
            return self._telling(event, parties_of(group), "meeting.attended", definite=True)
        if self.lead and event.kind == "talks" and _DURING.search(self.view, self.start, event.start):
            # "A and B, who arrived on Monday, discussed trade during the talks": the sentence's own subject met.
            group = [actor for actor in opening_group(self.reading, self.actors) if actor.end <= event.start]
            participants = parties_of(group)
            return self._telling(event, participants, "meeting.during", definite=len(participants) < 2)
        participants = around.parties() if self.lead and event.kind != "talks" or event.noun == "opening" else []
        return self._telling(event, participants, f"meeting.{event.kind}", definite=definite)

    def _is_heading(self) -> bool:
        """Whether the sentence is a title or a heading inside the page: short, and without a full stop."""
        if self.reading.page.sentences[self.i].role == "title":
            return True
        return self.end - self.start < _HEADING_LENGTH and self.view[self.end - 1] not in ".!?:;"

    def _is_represented(self, event: Event) -> bool:
        """Whether the sentence tells who represents whom: "The Kenyan side at these talks will be A"."""
        if event.kind != "talks" or sum(actor.kind == "name" for actor in self.actors) < 2:
            return False
        return _REPRESENTED.search(self.view, self.start, self.end) is not None

    def _represented(self, event: Event) -> Telling:
        participants = parties_of([actor for actor in self.actors if actor.kind == "name"])
        telling = self._telling(event, participants, "meeting.represented")
        if _WILL_BE.search(self.view, self.start, self.end):
            telling.status = "planned"
        return telling

    # -------------------------------------------------------------- verbs

    def _of_verbs(self, found: list[Telling]) -> list[Telling]:
        """The events that verbs tell of: "met with", "spoke to", "received", "visited", "led a delegation to"."""
        words = {word.lower() for word in _WORD.findall(self.view, self.start, self.end)}
        taken = [telling.cue for telling in found]
        result: list[Telling] = []
        for verbs, pattern, read in _VERBS:
            if verbs.isdisjoint(words):
                continue
            for match in pattern.finditer(self.view, self.start, self.end):
                if not any(start <= match.start() < end for start, end in taken):
                    result.extend(read(self, match))
        result.extend(self._announced())
        return result

    def _subject(self, match: re.Match[str]) -> list[Actor]:
        return subject_before(self.reading, self.actors, match.start(), self.start)

    def _both(self, match: re.Match[str]) -> tuple[list[int], bool]:
        """The parties before and after a verb, and whether any stand after it; none without a subject or if denied."""
        subject = self._subject(match)
        if not subject or _NEGATED.search(self.view, max(self.start, match.start() - _NEGATED_REACH), match.start()):
            return [], False
        objects = objects_after(self.reading, self.actors, match.end(), self.end)
        if objects and self.view.startswith("'s", objects[-1].end):
            objects = []  # "welcomed the minister's remarks"
        return list(dict.fromkeys(parties_of(subject) + parties_of(objects))), bool(objects)

    def _met(self, match: re.Match[str]) -> list[Telling]:
        collective = self._collective(match)
        if collective:
            return [self._by_verb(match.span(), "talks", collective, "meeting.collective")]
        parties, objects = self._both(match)
        if not parties or ((match.group("plain") or match.group("going")) and not objects):
            return []
        return [self._by_verb(match.span(), "talks", parties, "meeting.met")]

    def _met_each_other(self, match: re.Match[str]) -> list[Telling]:
        # "We met in Lima not so long ago": speakers recall another meeting than the one they are at.
        subject = [actor for actor in self._subject(match) if not self.spoken or actor.kind != "pronoun"]
        parties = [party for party in parties_of(subject) if self._is_person(party)]
        negated = _NEGATED.search(self.view, max(self.start, match.start() - _NEGATED_REACH), match.start())
        if len(parties) < 2 or negated:
            return []
        return [self._by_verb(match.span(), "talks", parties, "meeting.met")]

    def _called_on(self, match: re.Match[str]) -> list[Telling]:
        parties, objects = self._both(match)
        persons = [party for party in parties if self._is_person(party)]
        after = objects_after(self.reading, self.actors, match.end(), self.end)
        if len(persons) < 2 or not objects or _TO_DO.match(self.view, after[-1].end, self.end):
            return []
        return [self._by_verb(match.span(), "talks", parties, "meeting.called-on")]

    def _collective(self, match: re.Match[str]) -> list[int]:
        """The parties of a meeting whose subject are people without names, if the page tells whom they met."""
        start = max(self.start, match.start() - _COLLECTIVE_REACH)
        found = _COLLECTIVE.search(self.view, start, match.start())
        if found is None or _NEGATED.search(self.view, start, match.start()):
            return []
        within = [a for a in self.actors if a.end > found.start() and a.end <= match.start()]
        if any(actor.kind != "name" or any(map(self._is_person, actor.parties)) for actor in within):
            return []  # someone is named with them: "officials and Mr Roe met"
        objects = parties_of(objects_after(self.reading, self.actors, match.end(), self.end))
        return parties_of(within) + objects if any(map(self._is_person, objects)) else []

    def _called(self, match: re.Match[str]) -> list[Telling]:
        parties, objects = self._both(match)
        if len(parties) < 2 or not objects:  # "We talked about efforts to assist"
            return []
        return [self._by_verb(match.span(), "call", parties, "meeting.spoke")]

    def _received(self, match: re.Match[str]) -> list[Telling]:
        parties, objects = self._both(match)
        if len(parties) < 2 or not objects:
            return []
        guest = objects_after(self.reading, self.actors, match.end(), self.end)[0]
        if not things().isdisjoint(_WORD.findall(self.view, match.end(), guest.start)):
            return []
        return [self._by_verb(match.span(), "talks", parties, "meeting.received")]

    def _visited(self, match: re.Match[str]) -> list[Telling]:
        subject = self._subject(match)
        telling = self._by_verb(match.span(), "visit", parties_of(subject), "meeting.visited")
        place = telling.place
        near = place is not None and place.start - match.end() < _VISITED_REACH
        return [telling] if subject and near else []

    def _led_delegation(self, match: re.Match[str]) -> list[Telling]:
        subject = self._subject(match)
        places = [p for p in self.at.stated_places() if p.start > match.end() and p.kind in ("city", "country")]
        if not subject or not places:
            return []
        telling = self._by_verb(match.span(), "visit", parties_of(subject), "meeting.delegation")
        telling.place = places[0]
        return [telling]

    def _witnessed(self, match: re.Match[str]) -> list[Telling]:
        subject = self._subject(match)
        return [self._by_verb(match.span(), "ceremony", parties_of(subject), "meeting.witnessed")] if subject else []

    def _announced(self) -> list[Telling]:
        """A leader's appearance abroad is an event of its own: "Today in Muscat, President A announced ..."."""
        subject = self.actors[:1]
        if not self.lead or _TODAY_IN.match(self.view, self.start, self.end) is None or not subject:
            return []
        country = self.reading.people.parties[subject[0].parties[0]].country
        place = next((p for p in self.at.stated_places() if p.start < subject[0].start), None)
        if len(subject[0].parties) != 1 or country is None or place is None or place.country in (None, country):
            return []
        cue = (self.start, subject[0].end)
        telling = self._by_verb(cue, "ceremony", parties_of(subject), "meeting.announced")
        telling.place = place
        return [telling]

    # -------------------------------------------------------------- parts

    def _by_verb(self, cue: Range, kind: MeetingKind, participants: list[int], rule: str) -> Telling:
        event = Event(*cue, cue[0], "", kind, None, body=False, definite=False, plural=False, ordinal=False)
        return self._telling(event, participants, rule)

    def _telling(self, event: Event, participants: list[int], rule: str, *, definite: bool = False) -> Telling:
        view = self.view
        mode: MeetingMode | None = None
        if _VIDEO.search(view, self.start, self.end):
            mode = "video"
        elif event.kind == "call":
            mode = "phone"
        topic = _DISCUSSED.search(view, event.end, self.end)
        place = self.at.place(event)
        return Telling(
            sentence=self.i,
            header=self.reading.page.sentences[self.i].header,
            cue=(event.start, event.end),
            rule=rule,
            kind=event.kind,
            participants=participants,
            principals=[party for party in participants if self._is_person(party)] or list(participants),
            title=event.title,
            date=self.at.date(event),
            place=place,
            mode=mode or ("in_person" if place is not None else None),
            status=self.at.status(event),
            definite=definite,
            body=event.body,
            same_day=_SAME_DAY.search(view, self.start, event.end) is not None,
            lead=self.lead,
            spoken=self.spoken,
            topics=[" ".join(topic.group("topic").split())] if topic is not None else [],
        )

    def _is_person(self, party: int) -> bool:
        return self.reading.people.parties[party].kind == "person"


# The verbs that make a meeting by themselves: words without which the pattern is not tried, the pattern, its reader.
_VERBS: tuple[tuple[frozenset[str], re.Pattern[str], Callable[[_Sentence, re.Match[str]], list[Telling]]], ...] = (
    (frozenset(("met", "meet", "meets", "meeting", "sat", "conferred")), _MEET, _Sentence._met),
    (frozenset(("met", "meet")), _MET_EACH_OTHER, _Sentence._met_each_other),
    (frozenset(("called", "call")), _CALLED_ON, _Sentence._called_on),
    (frozenset(("spoke", "speaks", "talked", "spoken", "called", "phoned", "telephoned")), _SPOKE, _Sentence._called),
    (
        frozenset(("granted", "received", "receives", "hosted", "hosts", "welcomed", "welcomes")),
        _RECEIVED,
        _Sentence._received,
    ),
    (
        frozenset(("visited", "visits", "visiting", "travel", "travels", "travelled", "traveled")),
        _VISITED,
        _Sentence._visited,
    ),
    (frozenset(("delegation",)), _LED_DELEGATION, _Sentence._led_delegation),
    (frozenset(("witnessed", "witness", "attended", "attend")), _WITNESSED, _Sentence._witnessed),
)
