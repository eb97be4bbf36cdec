"""Parties: between whom an agreement is, and who signed it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

from extract.rules.agreements.commitments import Commitment, says_we
from extract.rules.agreements.findings import ISSUED, Finding
from extract.rules.agreements.occasions import Occasions
from extract.rules.agreements.phrases import DocumentPhrase
from extract.rules.agreements.sentence import DASHES, Words, cues
from extract.rules.agreements.subjects import Subject
from extract.rules.agreements.vocabulary import NOMINALS
from extract.rules.drafts import AgreementDraft, Range
from extract.rules.people import Party
from extract.rules.places import PlaceMention
from extract.rules.reading import Reading

_PUBLIC_BODIES = cues("public_bodies")
_WORLD_BODIES = cues("world_bodies")
_WITHOUT_NAME = cues("joint_heads") | {"government", "side"}
_PRONOUNS = frozenset("i we they you he she it both who which that".split())
_ENDS_PARTY = DASHES | frozenset(
    "on for to in , ; : . under which that were was is are has have following with of".split()
)
_OWNED_ACTION = frozenset(NOMINALS) | {"the", "a", "an", "of"}
# Rules for what takes two: a speaker's "we agreed" is not the plan of one side.
_MUTUAL = frozenset(("commitment-agree", "commitment-agree-on", "commitment-agree-that", "commitment-reached"))
# Who speaks in a joint statement, and the body whose summit it reports: "Communiqué of the 5th Summit of SADC".
_SPEAKING = re.compile(r"\b(?:[Ww]e|[Ll]eaders|[Mm]inisters|Heads\s+of)\b")
_BODY_NAME = re.compile(r"\b(?:[A-Z]{3,6}|[A-Z]\d{1,2})(?:-[A-Z]{2,6})?\b(?![^a-z]*$)")
# How many sentences at a page's start tell which countries it is about, or who "we" are in a joint statement; how many
# name the other party, if the offices of the page's persons tell one only; and how many name both.
_HEAD, _OPENING, _FIRST = 5, 6, 3
# A country after one of these takes part: "talks of Chile and Fiji", "told that Peru would"; not "in Suva, Fiji",
# "supporting Fiji". A people's name, and a country's with "'s", do so but after a preposition of place.
_ACTING = frozenset(("of", "with", "between", "and", "&", "by", "both", "that", ",", "-", "–", "—", "(", '"', ":"))
_WHERE = frozenset("in at to from near for on against about over into across towards".split())


@dataclass(slots=True)
class Parties:
    """Who the parties of a page's agreements are: countries by their code, companies by their names."""

    reading: Reading
    occasions: Occasions
    _principals: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _joint: dict[int, list[str]] = field(default_factory=dict)
    """The parties of the joint statements that pages are themselves."""

    # ------------------------------------------------------------ the page
    def of_page(self, page: int, title: Range) -> list[str]:
        """The parties of the document that a page is itself: those in its title or its opening words."""
        first = self.occasions.sentence_at(title[0])
        named = [] if first is None else self._countries_within(first, *title)
        if len(named) < 2:
            named = self._opening_parties(page) or self._body(title) or list(self.principals(page)) or named
        self._joint[page] = named
        return named

    def _opening_parties(self, page: int) -> list[str]:
        """The countries of the first sentence that says who speaks: "As leaders of A, B and C, we ..."."""
        view = self.reading.page.view
        for i in self._head(page, _HEAD):
            sentence = self.reading.page.sentences[i]
            if _SPEAKING.search(view, sentence.start, sentence.end):
                named = self._countries_within(i, sentence.start, sentence.end, acting=True)
                if len(named) > 1:
                    return named
        return []

    def _body(self, title: Range) -> list[str]:
        """The body that the title names by its initials: "Communiqué of the 5th Summit of SADC"."""
        body = _BODY_NAME.search(self.reading.page.view, *title)
        return body.group().split("-") if body else []

    def principals(self, page: int) -> tuple[str, ...]:
        """The countries (or organizations) that a page is about: its main meeting's, else its main persons', else the
        first two it names."""
        if page not in self._principals:
            main = self.occasions.main_meeting(page)
            persons = self.occasions.meetings[main].principals if main is not None else []
            found = max(self._names_of(persons), self._names_of(self.reading.people.principals), key=len)
            if len(found) < 2:
                named = self._head_countries(page, _OPENING if found else _FIRST)
                found = tuple(named) if len(named) == 2 and set(found) <= set(named) else found
            self._principals[page] = found
        return self._principals[page]

    def _both(self, page: int) -> list[str]:
        """The parties that "they" and "the two sides" mean; none if the page tells of one only."""
        if page in self._joint:
            return self._joint[page]
        principals = self.principals(page)
        return list(principals) if len(principals) > 1 else []

    def _head(self, page: int, reach: int) -> list[int]:
        """The first sentences of a page, its title included."""
        sentences = self.reading.page.sentences
        first = bisect_left(sentences, self.reading.page.headers[page].start, key=lambda sentence: sentence.start)
        near = range(first, min(first + 3 * reach, len(sentences)))
        told = [i for i in near if sentences[i].header == page and sentences[i].role in ("title", "body")]
        return told[:reach]

    def _head_countries(self, page: int, reach: int) -> list[str]:
        sentences = self.reading.page.sentences
        found: dict[str, None] = {}
        for i in self._head(page, reach):
            found.update(dict.fromkeys(self._countries_within(i, sentences[i].start, sentences[i].end, acting=True)))
        return list(found)

    def _is_bilateral(self, page: int) -> bool:
        """Whether the page is about more than one country: one side's plans then matter to the other."""
        if len(self.reading.page.sentences) <= 3 or len(self.principals(page)) > 1:
            return True
        return len(self._head_countries(page, _HEAD)) > 1

    # ------------------------------------------------------------ documents
    def of_document(self, i: int, words: Words, phrase: DocumentPhrase, subject: Subject) -> list[str]:
        """The parties of a document that sentence `i` names; `subject` is who signed it, or told of its signing."""
        page = self.reading.page.sentences[i].header
        acting = self._of_subject(i, words, subject)
        if len(acting) > 2 and phrase.kind in ISSUED:
            # "The leaders of A, B and C issued a statement": so these are "the leaders" of the page.
            self._joint.setdefault(page, acting)
        return (
            self._between(i, words, phrase)
            or self._title_countries(i, words, phrase)
            or self._possessors(i, words, phrase)
            or self._with(i, words, phrase, acting)
            or self._both(page)
        )

    def signatories(self, i: int, words: Words, finding: Finding, subject: Subject) -> list[int]:
        """The persons whom the sentence names as signing: the subject of "signed", or those after "signed by"."""
        parties = self.reading.people.parties
        ranges: list[Range] = []
        if subject.end > subject.start:
            ranges.append(_range(words, subject))
        by = next((k for k in range(finding.last, min(finding.last + 6, len(words))) if words.low[k] == "by"), None)
        if by is not None:
            stop = next((k for k in range(by, len(words)) if words.low[k] in (".", ";", "in", "during")), len(words))
            ranges.append((words.starts[by], words.ends[stop - 1]))
        mentions = self.reading.mentions(i)
        named = [m.party for m in mentions if any(start <= m.start < end for start, end in ranges)]
        return list(dict.fromkeys(index for index in named if parties[index].kind == "person"))

    def _between(self, i: int, words: Words, phrase: DocumentPhrase) -> list[str]:
        """The two parties after "between": "the Agreement on Gas Supplies between Alpha Export and Beta GmbH"."""
        first, last = phrase.topic or (phrase.head, phrase.last)
        start = next((k for k in range(first, last) if words.low[k] in ("between", "among")), None)
        if start is None:
            return []
        several = words.low[start] == "among"
        cuts = [k for k in range(start + 1, last) if words.low[k] == "and" or (several and words.low[k] == ",")]
        opening = next((k for k in cuts if words.low[k] == "and"), start)
        end = next((k for k in range(opening + 1, last) if _ends_party(words, k, last)), last)
        cuts = [k for k in cuts if k < end]
        if not several and len(cuts) > 1:
            cuts = [self._middle(i, words, start, cuts, end)]
        edges = [start, *cuts, end]
        sides = [[k for k in range(a + 1, b) if not _ends_party(words, k, last)] for a, b in pairwise(edges)]
        return self._party_names(i, words, sides)

    def _middle(self, i: int, words: Words, start: int, cuts: list[int], end: int) -> int:
        """The "and" between two parties: "the Ministry of Tides and Reefs of Fiji [and] the Ministry of Ports"."""
        for cut in cuts:
            left = self._countries_within(i, words.starts[start], words.ends[cut - 1])
            right = self._countries_within(i, words.starts[cut], words.ends[end - 1])
            if left and right:
                return cut
        return next((cut for cut in cuts if words.at(cut + 1) == "the"), cuts[0])

    def _with(self, i: int, words: Words, phrase: DocumentPhrase, subject: list[str]) -> list[str]:
        """The subject's party and the one after "with": "Alpha signed a deal with Beta"."""
        if len(subject) > 1:
            return subject
        reach = range(phrase.head + 1, min(phrase.last + 1, len(words)))
        start = next((k for k in reach if words.low[k] == "with"), None)
        if start is None:
            return subject
        side: list[int] = []
        for k in range(start + 1, min(start + 12, len(words))):
            if words.low[k] in _ENDS_PARTY and words.low[k] != "of":
                break
            side.append(k)
        other = self._party_names(i, words, [side])
        # "It signed a deal with Beta Bank": not between the page's countries.
        return list(dict.fromkeys([*subject, *other])) if subject or len("".join(other)) > 2 else []

    def _title_countries(self, i: int, words: Words, phrase: DocumentPhrase) -> list[str]:
        """Two countries in the title: "the U.S.-Japan Joint Statement"."""
        found = self._countries_within(i, words.starts[phrase.first], words.ends[phrase.last - 1])
        return found if len(found) > 1 else []

    def _possessors(self, i: int, words: Words, phrase: DocumentPhrase) -> list[str]:
        """The countries whose signing it is: "Chile and Fiji's signing of the agreement"."""
        last = words.left_of(phrase.first, _OWNED_ACTION)
        if last < 0 or last >= phrase.first - 1 or not words.possessive(last):
            return []
        return self._countries_within(i, words.starts[max(last - 3, 0)], words.ends[last])

    # ------------------------------------------------------------ commitments
    def bind(
        self, draft: AgreementDraft, i: int, words: Words, commitment: Commitment, *, joint_document: bool
    ) -> bool:
        """Fill in whom a commitment of sentence `i` binds; False if nobody: a plan that a page about one country
        reports."""
        page = self.reading.page.sentences[i].header
        subject = commitment.subject
        # One side's "we", but for "We, the Heads of State, agreed" in the parties' own text.
        ours = says_we(words, commitment) and not joint_document
        alone = ours or subject.number in ("single", "self")
        domestic = subject.number == "single" and words.low[subject.end - 1] in ("government", "party")
        if domestic and draft.rule != "commitment-reached" and not self._countries_within(i, *_range(words, subject)):
            # "The Government has agreed to fund a hospital."
            return False
        if alone and (draft.status == "planned" or (ours and draft.rule not in _MUTUAL)):
            if not self._is_bilateral(page):
                return False
        parties = self._of_subject(i, words, subject)
        if ours and draft.status == "planned":
            # One side's "we intend" in its turn of a transcript; "we agreed" is both's.
            speaker = self.reading.speaker_at(words.starts[subject.start])
            parties = [] if speaker is None else list(self._names_of((speaker,)))
        draft.parties = parties or self._both(page)
        return True

    # ------------------------------------------------------------ names
    def _of_subject(self, i: int, words: Words, subject: Subject) -> list[str]:
        """The parties that the subject names; empty for "they", "both" and "the two sides"."""
        if subject.number == "none" or subject.end <= subject.start:
            return []
        start, end = _range(words, subject)
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
        last, joint = words.low[subject.end - 1], subject.number == "joint"
        capitalised = words.capitalised(subject.end - 1)
        if last in _WITHOUT_NAME and not (capitalised and last in cues("company_heads")):
            return [] if joint and len(found) < 2 else list(found)
        if last in _PRONOUNS:
            return list(found) if len(found) > 1 else []
        if joint and len(found) == 1 and self._names_person(i, start, end):
            # "The Prime Minister and President Doe agreed", where the text does not tell the former's country.
            both = self._both(self.reading.page.sentences[i].header)
            return both if set(found) < set(both) else list(found)
        if len(found) < 2 and capitalised and (joint or not found):
            named = self._named(i, words, subject)
            return named if len(named) > len(found) else list(found)
        return list(found)

    def _names_person(self, i: int, start: int, end: int) -> bool:
        parties = self.reading.people.parties
        mentioned = (mention for mention in self.reading.mentions(i) if start <= mention.start < end)
        return any(parties[mention.party].kind == "person" for mention in mentioned)

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
        return self._party_names(i, words, parts)

    def _party_names(self, i: int, words: Words, sides: list[list[int]]) -> list[str]:
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
            bare = not any(words.capitalised(k) for k in side[1:]) or self._is_place(i, start, end)
            if bare or not _PUBLIC_BODIES.isdisjoint(low):
                return countries[-1]
        if not words.capitalised(side[0]):
            return countries[0] if countries else None
        cut = next((n for n, word in enumerate(low) if n and word in ("(", ",")), None)
        if cut is not None:
            end = words.ends[side[cut - 1]]
        return " ".join(self.reading.page.text[start:end].split())

    def _names_of(self, parties: list[int] | tuple[int, ...]) -> tuple[str, ...]:
        known = (self.reading.people.parties[index] for index in parties)
        names = (
            party.country or (party.name if party.kind == "organization" else _world_body(party)) for party in known
        )
        return tuple(dict.fromkeys(name for name in names if name))

    def _countries_within(self, i: int, start: int, end: int, *, acting: bool = False) -> list[str]:
        """The countries named there; `acting`: only as those who do something, not where something happens."""
        view, kinds = self.reading.page.view, ("country", "demonym")
        found: dict[str, None] = {}
        city_end = -9
        for place in self.reading.places(i):
            if not start <= place.start < end:
                continue
            if place.kind in kinds and place.country:
                if not acting or (place.start - city_end > 3 and _takes_part(view, place)):
                    found.setdefault(place.country)
            elif place.kind == "city":
                city_end = place.end
        return list(found)

    def _is_place(self, i: int, start: int, end: int) -> bool:
        """Whether the name of one place fills the passage: "the United States", not "Fiji Airways"."""
        return any(place.start <= start and end <= place.end for place in self.reading.places(i))

    def _capital(self, i: int, start: int, end: int) -> list[str]:
        """A city that stands for its country: "Ankara and Baku signed"."""
        places = self.reading.places(i)
        return [p.country for p in places if p.kind == "city" and p.country and (p.start, p.end) == (start, end)]


def _ends_party(words: Words, k: int, last: int) -> bool:
    """Whether the name of a party ends before the word at `k`: "between A and B on ..."."""
    word = words.low[k]
    goes_on = word in ("for", "to", "in") and k + 1 < last and words.capitalised(k + 1)
    return word in _ENDS_PARTY and word != "of" and not goes_on


def _takes_part(view: str, place: PlaceMention) -> bool:
    """Whether the words around a country's name tell that it does something."""
    before = view[max(place.start - 20, 0) : place.start].split()
    if before[-1:] == ["the"]:
        before.pop()
    word = before[-1] if before else ","
    if place.kind == "demonym" or view[place.end : place.end + 1] == "'":
        return word not in _WHERE
    return word in _ACTING or word[-1] in ",.:;-" or word[0].isupper()


def _world_body(party: Party) -> str | None:
    """The organization that a person without a country speaks for: "Chairperson of the African Union Commission"."""
    name = party.organization
    return name if name and not _WORLD_BODIES.isdisjoint(name.lower().split()) else None


def _range(words: Words, subject: Subject) -> Range:
    return words.starts[subject.start], words.ends[max(subject.end, subject.start + 1) - 1]
