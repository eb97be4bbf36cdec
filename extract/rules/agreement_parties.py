"""Circumstances of an agreement: between whom, on which day, signed by whom, and at which meeting."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date

from extract.rules.clauses import Subject, Words, cues
from extract.rules.commitments import Commitment
from extract.rules.document_phrases import DocumentPhrase
from extract.rules.documents import Finding
from extract.rules.drafts import AgreementDraft, MeetingDraft, Range
from extract.rules.people import Party
from extract.rules.reading import Reading
from extract.schemas import Period
from extract.values.dates import DateMention

_CONCLUDED = frozenset(("signed", "adopted", "agreed"))
_PUBLIC_BODIES = cues("public_bodies")
# Rules that say what a document is, not that it was concluded at the page's meeting.
_ELSEWHERE = frozenset(
    ("document-named", "document-under", "document-participle", "document-party-to", "document-accession")
)
# Rules for what takes two: a speaker's "we agreed" is not the plan of one side.
_MUTUAL = frozenset(("commitment-agree", "commitment-agree-on", "commitment-agree-that", "commitment-reached"))
# How far after an agreement its date may stand, and how far before its verb.
_DATE_AFTER, _DATE_BEFORE = 60, 200
# A date before the verb opens the sentence ("In 2001, our countries signed") or touches the verb ("today agreed").
_OPENING, _ADJACENT = 12, 12
# How many sentences at a page's start tell which countries it is about.
_HEAD = 5
# How many days old a meeting may be to be the news.
_NEWS = 14
_WORLD_BODIES = cues("world_bodies")
_WITHOUT_NAME = cues("joint_heads") | {"government", "side"}
_PRONOUNS = frozenset("i we they you he she it both who which that".split())
_ENDS_PARTY = frozenset("on for to in , ; : . under which that were was is are has have following with of".split())


@dataclass(slots=True)
class Circumstances:
    """Fills in, once an agreement is found, what its sentence, its page and the page's meetings tell of it."""

    reading: Reading
    meetings: list[MeetingDraft]
    _countries: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _main: dict[int, int] = field(default_factory=dict)
    _meetings_at: dict[int, int] = field(default_factory=dict)
    _statement_days: dict[int, Period] = field(default_factory=dict)
    """The days of the joint statements that pages are themselves."""
    _indexed: bool = False

    # ------------------------------------------------------------ the three sorts of agreement
    def of_page(self, draft: AgreementDraft, page: int) -> None:
        """The document that a page is itself."""
        start, end = draft.evidence[0]
        first = self._sentence_at(start)
        named = [] if first is None else self._countries_within(first, start, end)
        draft.parties = named if len(named) > 1 else list(self.principals(page)) or named
        draft.meeting = self._main_meeting(page)
        published = self.reading.page.headers[page].published
        draft.date = self._meeting_date(draft.meeting) or (None if published is None else _day(published))
        if draft.date is not None:
            self._statement_days[page] = draft.date

    def of_document(
        self, draft: AgreementDraft, i: int, words: Words, phrase: DocumentPhrase, finding: Finding, subject: Subject
    ) -> None:
        """A document that sentence `i` names."""
        page = self.reading.page.sentences[i].header
        draft.parties = (
            self._between(i, words, phrase)
            or self._title_countries(i, words, phrase)
            or self._with(i, words, phrase, self._of_subject(i, words, subject))
            or self._contracting(i, words, phrase)
            or self._both(page)
        )
        if finding.status == "signed":
            draft.signatories = self.signatories(i, words, finding, subject)
        self._place(draft, i, words, finding.first, phrase.head, phrase.last, elsewhere=finding.rule in _ELSEWHERE)

    def of_commitment(
        self, draft: AgreementDraft, i: int, words: Words, commitment: Commitment, *, joint_document: bool
    ) -> bool:
        """A commitment in sentence `i`; False if it binds nobody: a plan that a page about one country reports."""
        page = self.reading.page.sentences[i].header
        subject = commitment.subject
        # One side's "we", but for "We, the Heads of State, agreed" in the parties' own text.
        ours = words.low[subject.start : subject.end] == ["we"] and not joint_document
        alone = ours or subject.number in ("single", "self")
        parties = self._of_subject(i, words, subject)
        if ours and draft.status == "planned":
            # One side's "we intend" in its turn of a transcript; "we agreed" is both's.
            speaker = self.reading.speaker_at(words.starts[subject.start])
            parties = [] if speaker is None else list(self._names_of((speaker,)))
        if alone and (draft.status == "planned" or (ours and draft.rule not in _MUTUAL)):
            domestic = subject.number == "single" and words.low[subject.end - 1] in ("government", "party")
            if not self._is_bilateral(page) or (domestic and not self._countries_within(i, *_span(words, subject))):
                return False
        draft.parties = parties or self._both(page)
        self._place(draft, i, words, commitment.trigger, commitment.trigger, commitment.trigger + 1, elsewhere=False)
        return True

    def date_later(self, draft: AgreementDraft, i: int, words: Words, finding: Finding) -> None:
        """The date that a later mention of the agreement states."""
        draft.date = self._stated_date(i, words, finding.first, finding.first, finding.last)

    # ------------------------------------------------------------ parties
    def principals(self, page: int) -> tuple[str, ...]:
        """The countries (or organizations) that a page is about: its main meeting's, else its main persons', else the
        first two it names."""
        if page not in self._countries:
            people = self.reading.people
            main = self._main_meeting(page)
            persons = self.meetings[main].principals if main is not None else []
            found = max(self._names_of(persons), self._names_of(people.principals), key=len)
            if not found:
                named = self._head_countries(page)
                found = tuple(named) if len(named) == 2 else ()
            self._countries[page] = found
        return self._countries[page]

    def _both(self, page: int) -> list[str]:
        """The parties that "they" and "the two sides" mean; none if the page tells of one only."""
        principals = self.principals(page)
        return list(principals) if len(principals) > 1 else []

    def _names_of(self, parties: list[int] | tuple[int, ...]) -> tuple[str, ...]:
        known = (self.reading.people.parties[index] for index in parties)
        names = (
            party.country or (party.name if party.kind == "organization" else _world_body(party)) for party in known
        )
        return tuple(dict.fromkeys(name for name in names if name))

    def _head_countries(self, page: int) -> list[str]:
        sentences = self.reading.page.sentences
        first = bisect_left(sentences, self.reading.page.headers[page].start, key=lambda sentence: sentence.start)
        found: dict[str, None] = {}
        for i in range(first, min(first + _HEAD, len(sentences))):
            if sentences[i].header == page:
                found.update(dict.fromkeys(self._countries_within(i, sentences[i].start, sentences[i].end)))
        return list(found)

    def _is_bilateral(self, page: int) -> bool:
        """Whether the page is about more than one country: one side's plans then matter to the other."""
        sentences = self.reading.page.sentences
        if len(sentences) <= 3 or len(self.principals(page)) > 1:
            return True
        return len(self._head_countries(page)) > 1

    def _countries_within(self, i: int, start: int, end: int) -> list[str]:
        places = self.reading.places(i)
        kinds = ("country", "demonym")
        found = (place.country for place in places if start <= place.start < end and place.kind in kinds)
        return list(dict.fromkeys(country for country in found if country))

    def _between(self, i: int, words: Words, phrase: DocumentPhrase) -> list[str]:
        """The two parties after "between": "the Agreement on Gas Supplies between Alpha Export and Beta GmbH"."""
        first, last = phrase.topic or (phrase.head, phrase.last)
        start = next((k for k in range(first, last) if words.low[k] in ("between", "among")), None)
        if start is None:
            return []
        sides: list[list[int]] = [[]]
        for k in range(start + 1, last):
            word = words.low[k]
            if word == "and" or (word == "," and words.low[start] == "among"):
                if len(sides) == 2 and words.low[start] == "between":
                    break
                sides.append([])
            elif (
                word in _ENDS_PARTY
                and word != "of"
                and not (word in ("for", "to", "in") and words.capitalised(k + 1) and k + 1 < last)
            ):
                if len(sides) > 1:
                    break
            else:
                sides[-1].append(k)
        names = (self._party(i, words, side) for side in sides if side)
        return list(dict.fromkeys(name for name in names if name))

    def _party(self, i: int, words: Words, side: list[int]) -> str | None:
        """A country for a state, its bodies and its people; the name for a company or another organization."""
        while side and words.low[side[0]] in ("the", "a", "an", "both"):
            side = side[1:]
        if not side:
            return None
        start, end = words.starts[side[0]], words.ends[side[-1]]
        countries = self._countries_within(i, start, end) or self._capital(i, start, end)
        low = [words.low[k] for k in side]
        if countries:
            bare = not any(words.capitalised(k) for k in side[1:]) or len(side) <= 2
            if bare or not _PUBLIC_BODIES.isdisjoint(low):
                return countries[-1]
        if not words.capitalised(side[0]):
            return countries[0] if countries else None
        organization = next((word for word in ("(", ",") if word in low), None)
        if organization is not None:
            end = words.ends[side[low.index(organization) - 1]] if low.index(organization) else end
        return " ".join(self.reading.page.text[start:end].split())

    def _capital(self, i: int, start: int, end: int) -> list[str]:
        """A city that stands for its country: "Ankara and Baku signed"."""
        places = self.reading.places(i)
        return [p.country for p in places if p.kind == "city" and p.country and (p.start, p.end) == (start, end)]

    def _with(self, i: int, words: Words, phrase: DocumentPhrase, subject: list[str]) -> list[str]:
        """The subject's party and the one after "with": "Alpha signed a deal with Beta"."""
        if len(subject) != 1:
            return subject
        start = next(
            (k for k in range(phrase.head + 1, min(phrase.last + 1, len(words))) if words.low[k] == "with"), None
        )
        if start is None:
            return subject
        side: list[int] = []
        for k in range(start + 1, min(start + 12, len(words))):
            if words.low[k] in _ENDS_PARTY and words.low[k] != "of":
                break
            side.append(k)
        other = self._party(i, words, side)
        return [*subject, other] if other and other not in subject else subject

    def _title_countries(self, i: int, words: Words, phrase: DocumentPhrase) -> list[str]:
        """Two countries in the title: "the U.S.-Japan Joint Statement"."""
        found = self._countries_within(i, words.starts[phrase.first], words.ends[phrase.last - 1])
        return found if len(found) > 1 else []

    def _of_subject(self, i: int, words: Words, subject: Subject) -> list[str]:
        """The parties that the subject names; empty for "they", "both" and "the two sides"."""
        if subject.number == "none" or subject.end <= subject.start:
            return []
        start, end = words.starts[subject.start], words.ends[subject.end - 1]
        found: dict[str, None] = {}
        for mention in self.reading.mentions(i):
            if start <= mention.start < end:
                found.update(dict.fromkeys(self._names_of((mention.party,))))
        for office in self.reading.offices(i):
            if start <= office.start < end:
                found.update(
                    dict.fromkeys(self._names_of(office.parties) or ([office.country] if office.country else []))
                )
        found.update(dict.fromkeys(self._countries_within(i, start, end)))
        if words.low[subject.end - 1] in _WITHOUT_NAME:
            return [] if subject.number == "joint" and len(found) < 2 else list(found)
        if words.low[subject.end - 1] in _PRONOUNS:
            return list(found) if len(found) > 1 else []
        if len(found) < 2 and words.capitalised(subject.end - 1) and (subject.number == "joint" or not found):
            named = self._named(i, words, subject)
            return named if len(named) > len(found) else list(found)
        return list(found)

    def _named(self, i: int, words: Words, subject: Subject) -> list[str]:
        """Names of organizations joined in the subject: "Alpha Energy, Beta Power and Gamma"."""
        parts: list[list[int]] = [[]]
        for k in range(subject.start, subject.end):
            if words.low[k] in ("and", ","):
                parts.append([])
            elif parts[-1] or words.low[k] not in ("the", "both"):
                parts[-1].append(k)
        offices = cues("offices")
        parts = [part for part in parts if part and words.capitalised(part[0]) and words.low[part[0]] not in offices]
        if len(parts) == 1 and len(parts[0]) == 1 and words.low[parts[0][0]] in cues("events") | cues("assemblies"):
            # "The Meeting issued a communiqué"
            return []
        names = (self._party(i, words, part) for part in parts)
        return list(dict.fromkeys(name for name in names if name))

    def _contracting(self, i: int, words: Words, phrase: DocumentPhrase) -> list[str]:
        """ "Japan and Australia's signing of the agreement", "an agreement with Chile": countries around the phrase."""
        start = words.starts[max(phrase.first - 6, 0)]
        found = self._countries_within(i, start, words.ends[phrase.last - 1])
        return found if len(found) > 1 else []

    def signatories(self, i: int, words: Words, finding: Finding, subject: Subject) -> list[int]:
        """The persons whom the sentence names as signing: the subject of "signed", or those after "signed by"."""
        parties = self.reading.people.parties
        ranges: list[Range] = []
        if subject.number != "none" and subject.end > subject.start:
            ranges.append((words.starts[subject.start], words.ends[subject.end - 1]))
        by = next((k for k in range(finding.last, min(finding.last + 6, len(words))) if words.low[k] == "by"), None)
        if by is not None:
            stop = next((k for k in range(by, len(words)) if words.low[k] in (".", ";", "in", "during")), len(words))
            ranges.append((words.starts[by], words.ends[stop - 1]))
        mentions = self.reading.mentions(i)
        named = [m.party for m in mentions if any(start <= m.start < end for start, end in ranges)]
        return list(dict.fromkeys(index for index in named if parties[index].kind == "person"))

    # ------------------------------------------------------------ meeting and date
    def _place(
        self, draft: AgreementDraft, i: int, words: Words, verb: int, title: int, last: int, *, elsewhere: bool
    ) -> None:
        stated = self._stated_date(i, words, verb, title, last)
        if draft.status not in _CONCLUDED:
            return
        meeting = None if elsewhere else self._meeting_of(i)
        held = self._meeting_date(meeting)
        if held is None and not elsewhere:
            held = self._statement_days.get(self.reading.page.sentences[i].header)
        if stated is not None and (held is None or stated.start > held.end or stated.end < held.start):
            # Concluded on another day than the page's meeting.
            draft.date = stated
            return
        recently = any(word in ("recently", "earlier", "previously") for word in words.low)
        if stated is None and any(mention.period is None and mention.relative for mention in self.reading.dates(i)):
            # "in February", and the text does not tell of which year.
            recently = True
        draft.meeting = None if recently else meeting
        draft.date = stated or (None if recently else held)

    def _meeting_of(self, i: int) -> int | None:
        self._index_meetings()
        return self._meetings_at.get(i, self._main_meeting(self.reading.page.sentences[i].header))

    def _main_meeting(self, page: int) -> int | None:
        """The meeting that the page reports: the first it names, if it was held within days of the publication."""
        self._index_meetings()
        return self._main.get(page)

    def _index_meetings(self) -> None:
        """Sort the meetings held by sentence and by page, once."""
        if self._indexed:
            return
        self._indexed = True
        sentences, headers = self.reading.page.sentences, self.reading.page.headers
        first: dict[int, int] = {}
        for index, meeting in enumerate(self.meetings):
            if meeting.status != "held" or not meeting.evidence:
                continue
            for start, _ in meeting.evidence:
                i = self._sentence_at(start)
                if i is None:
                    continue
                self._meetings_at.setdefault(i, index)
                page = sentences[i].header
                if start < first.get(page, start + 1):
                    first[page] = start
                    self._main[page] = index
        for page, index in list(self._main.items()):
            held, published = self.meetings[index].date, headers[page].published or self.reading.page.published
            if held is not None and published is not None and abs((published - held.end).days) > _NEWS:
                del self._main[page]

    def _meeting_date(self, meeting: int | None) -> Period | None:
        """The days of a meeting, unless they are too many to date an agreement by."""
        held = None if meeting is None else self.meetings[meeting].date
        return held if held is not None and (held.end - held.start).days < _NEWS else None

    def _stated_date(self, i: int, words: Words, verb: int, title: int, last: int) -> Period | None:
        """The date by the verb: "signed on Monday", "Today we signed", "adopted in 2011"; not one in the title."""
        said, ends = words.starts[verb], words.ends[min(last, len(words)) - 1]
        named, sentence = words.starts[title], self.reading.page.sentences[i]
        published = self.reading.page.headers[sentence.header].published or self.reading.page.published
        view = self.reading.page.view
        best: DateMention | None = None
        distance = _DATE_AFTER + _DATE_BEFORE
        for mention in self.reading.dates(i):
            if mention.period is None or mention.deadline or mention.comparison or mention.since:
                continue
            if mention.grain not in ("day", "month", "year") or (named <= mention.start < ends and named != said):
                continue
            if published is not None and mention.period.start > published:
                continue
            between = view[ends : mention.start] if mention.start >= ends else ""
            if (
                ";" in between
                or " and " in between
                or view[max(mention.start - 4, 0) : mention.start].lower() == "the "
            ):
                # Another clause's date, or one in a name: "Under the 1972 Treaty".
                continue
            if mention.end <= said and mention.start > sentence.start + _OPENING and said - mention.end > _ADJACENT:
                # "Noting the plan announced in April, the leaders established": another clause's date.
                continue
            away = mention.start - ends if mention.start >= ends else said - mention.end if mention.end <= said else 0
            if away <= (_DATE_AFTER if mention.start >= ends else _DATE_BEFORE) and away < distance:
                best, distance = mention, away
        return best.period if best else None

    def _sentence_at(self, offset: int) -> int | None:
        """The sentence in which `offset` lies."""
        i = bisect_right(self.reading.page.sentences, offset, key=lambda sentence: sentence.start) - 1
        return i if i >= 0 else None


def _world_body(party: Party) -> str | None:
    """The organization that a person without a country speaks for: "Chairperson of the African Union Commission"."""
    name = party.organization
    return name if name and not _WORLD_BODIES.isdisjoint(name.lower().split()) else None


def _span(words: Words, subject: Subject) -> Range:
    return words.starts[subject.start], words.ends[max(subject.end, subject.start + 1) - 1]


def _day(day: date) -> Period:
    return Period(start=day, end=day)
