"""People and organizations: who is named, in which office, for which country."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from extract.lexicon import load_words
from extract.rules.names import (
    ACRONYM,
    APART,
    CITY,
    GIVEN,
    HEAD,
    HONORIFIC,
    INITIAL,
    LINKED,
    MODIFIER,
    NAME,
    NATION,
    NEVER,
    ORGANIZATION,
    PARTICLE,
    PLACE,
    PLURAL,
    REGION,
    SPACE,
    SUFFIX,
    SURNAME,
    WORD,
    Capitals,
    Name,
    capitals,
    fold,
    is_name,
    office_ranks,
    read_name,
    singular_heads,
)
from extract.rules.offices import Title, country_of, read_title, text_of
from extract.rules.places import find_places
from extract.schemas import ParticipantKind
from extract.text.page import Page


@dataclass(frozen=True, slots=True)
class Mention:
    """One surface form of a person or organization: the name alone ("Askar Mamin", "Mamin")."""

    start: int
    end: int
    party: int
    """Index in `People.parties`."""
    phrase: tuple[int, int]
    """The name with the office, honorific and apposition around it."""
    rule: str
    """The rule that fired."""


@dataclass(slots=True)
class Party:
    """A person or organization of the document, gathered from all its mentions."""

    name: str
    kind: ParticipantKind
    role: str | None = None
    organization: str | None = None
    country: str | None = None
    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Office:
    """An office named without a name: "the President of Kazakhstan", "the Prime Minister", "the two leaders"."""

    start: int
    end: int
    role: str
    country: str | None
    parties: tuple[int, ...]
    """The parties it denotes, if the document tells (several for "the two leaders"); empty if unknown."""


@dataclass(slots=True)
class People:
    """The parties of a page, and where each sentence names them."""

    parties: list[Party]
    _mentions: dict[int, list[Mention]]
    _titles: dict[int, list[Title]]
    _page: Page
    _principals: tuple[int, ...] = ()
    _offices: dict[int, list[Office]] = field(default_factory=dict)

    def mentions(self, i: int) -> list[Mention]:
        """Names of people and organizations in sentence `i`, in order."""
        return self._mentions.get(i, [])

    def offices(self, i: int) -> list[Office]:
        """Offices named without a name in sentence `i`, in order, resolved to the parties of the document."""
        if i not in self._offices:
            self._offices[i] = _offices_of(self, i)
        return self._offices[i]

    @property
    def principals(self) -> tuple[int, ...]:
        """The two persons the document is about, as far as it tells: those "the two leaders" denotes."""
        return self._principals


def find_people(page: Page) -> People:
    """The people and organizations of a page.

    >>> from extract.text.reader import read
    >>> people = find_people(read("Iceland's President Jón Jónsson met with Prime Minister of Norway Kari Nordmann."))
    >>> [(party.name, party.role, party.country) for party in people.parties]
    [('Jón Jónsson', 'President', 'IS'), ('Kari Nordmann', 'Prime Minister', 'NO')]
    """
    reader = _Reader(page)
    for i, sentence in enumerate(page.sentences):
        if sentence.role != "furniture":
            reader.read(i)
    return _gather(page, reader)


# ---------------------------------------------------------------- sentence by sentence


@dataclass(slots=True)
class _Sighting:
    """A name where it stands, with what stands around it."""

    sentence: int
    name: Name
    score: float
    rule: str
    phrase: tuple[int, int]
    title: Title | None = None
    countries: tuple[str, ...] = ()
    role: str | None = None
    organization: str | None = None
    inherits: bool = False
    """True if it follows the one before it in a list, so that it may share its country."""
    party: int = -1


@dataclass(slots=True)
class _Loose:
    """A capitalised word that is nobody's name so far: "Tokayev", "Alice"."""

    sentence: int
    start: int
    end: int
    key: str
    flags: int
    score: float


@cache
def _verbs() -> frozenset[str]:
    return load_words("en", "person_verbs") | load_words("en", "speech_verbs")


@cache
def _nouns() -> frozenset[str]:
    return load_words("en", "person_nouns")


_NEXT_WORD = re.compile(r"\s+(?:(?:also|then|later|once|first|reportedly|has|had|have|will|would|who|himself|herself|is|was|were)\s+){0,2}([a-z-]+)")
_LIFE = re.compile(r",?\s*\(?\s*(?:born|b\.|c\.|\d{3,4}\s*[-\u2013]|aged?\b)|,\s\d\d,|,\s+who\b|\s*\(\d\d\)")
_LAST_WORD = re.compile(r"([a-z-]+)[\s,:\"'(]*\Z")
_LIST_GAP = frozenset({",", "and", ", and", "&", ";", "; and", ", as well as", "as well as", "with"})
_BEFORE_NAME = frozenset({"said", "says", "by", "added", "told", "wrote", "named", "asked", "replied", "according"})
_APPOSED = re.compile(
    r"\s*,\s+(?:(?:the|a|an|its|his|her|their|then|who\s+is|who\s+was|now|currently|former|current|our|my)\s+){0,3}"
    r"((?:[a-z][a-z-]*\s+){0,4}?)([a-z-]+)\b"
)


class _Reader:
    """Reads the sentences of a page one by one and collects what it sees."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sightings: list[_Sighting] = []
        self.loose: list[_Loose] = []
        self.titles: dict[int, list[Title]] = {}
        self.last_title: Title | None = None

    def read(self, i: int) -> None:
        sentence = self.page.sentences[i]
        caps = capitals(self.page.view, sentence.start, sentence.end)
        if caps is None:
            return
        label = sentence.role == "label"
        headline = sentence.role in ("title", "header") or label
        taken = [False] * len(caps.words)
        here: list[_Sighting] = []
        floor = 0
        for h, flag in enumerate(caps.flags):
            if h < floor or not flag & (HEAD | PLURAL) or flag & PLACE:
                continue
            if flag & NAME and not (caps.joins[h] and is_name(caps.flags[h + 1])) and " of" not in caps.gap(h)[:4]:
                continue
            if flag & ORGANIZATION and caps.joins[h] == SPACE and caps.flags[h + 1] & ORGANIZATION:
                continue
            floor = self._read_office(i, caps, h, floor, taken, here, headline)
        for k, flag in enumerate(caps.flags):
            if not taken[k] and flag & HONORIFIC and not flag & (NATION | PLACE):
                self._read_honorific(i, caps, k, taken, here)
        for k in range(len(caps.words)):
            if not taken[k]:
                self._read_bare(i, caps, k, taken, here, headline=headline, label=label)
        here.sort(key=lambda sighting: sighting.name.start)
        self._connect(caps, here)
        self.sightings.extend(here)

    # -- an office, and the names before or after it

    def _read_office(
        self, i: int, caps: Capitals, h: int, floor: int, taken: list[bool], here: list[_Sighting], headline: bool
    ) -> int:
        title = read_title(caps, h, floor, headline=headline)
        if caps.joins[title.last] == SPACE and not caps.owners[title.last] and title.last + 1 < len(caps.words):
            follow = caps.flags[title.last + 1]
            if follow & ORGANIZATION and not follow & NAME and not headline:
                # "Presidential Library", "Chief Executive Magazine": a thing named after an office.
                return title.last + 1
        names = self._names_after(caps, title, headline)
        for k in range(title.first, title.last + 1):
            taken[k] = True
        if not names:
            if self._apposed_before(caps, title, here, i, taken):
                return title.last + 1
            self.titles.setdefault(i, []).append(title)
            return title.last + 1
        countries = title.countries
        for position, name in enumerate(names):
            for k in range(name.first, name.last + 1):
                taken[k] = True
            own = (countries[position],) if len(countries) == len(names) > 1 else tuple(countries[:1]) if len(names) == 1 else ()
            here.append(
                _Sighting(i, name, 9.0, "office before the name", (title.start, name.end), title, own, title.role, title.organization)
            )
        last = names[-1].last
        if len(names) == 1:
            stop = self._country_after(caps, last, here[-1], taken)
            return stop + 1
        return last + 1

    def _names_after(self, caps: Capitals, title: Title, headline: bool) -> list[Name]:
        k = title.last
        if k + 1 >= len(caps.words) or caps.owners[k]:
            return []
        gap = caps.gap(k).strip()
        apposed = False
        if caps.joins[k] == APART:
            if gap not in (",", "\u2013", "-", ":") or headline and gap != ",":
                return []
            apposed = True
        first = self._name_at(caps, k + 1, apposed=apposed, headline=headline)
        if first is None:
            return []
        if apposed and not title.plural:
            # "the Prime Minister, Anna Berg, said": the name is set off again, or a honorific shows it.
            honoured = first.first > k + 1
            closed = caps.view[first.end : first.end + 1] in (",", ")", ".", ";", "") or first.last + 1 == len(caps.words)
            if not honoured and not (closed and len(first.parts) > 1):
                return []
        names = [first]
        while title.plural and names[-1].last + 1 < len(caps.words) and len(names) < 12:
            last = names[-1].last
            if caps.owners[last] or caps.gap(last).strip() not in _LIST_GAP:
                break
            name = self._name_at(caps, last + 1, apposed=False, headline=headline)
            if name is None:
                break
            names.append(name)
        return names

    def _name_at(self, caps: Capitals, k: int, *, apposed: bool, headline: bool) -> Name | None:
        """The name after an office or honorific at capital `k`, past further honorifics."""
        flags = caps.flags
        honoured = False
        while k < len(flags) and flags[k] & HONORIFIC and caps.joins[k] and not (
            flags[k] & NAME and not (is_name(flags[k + 1]) or flags[k + 1] & NAME)
        ):
            k += 1
            honoured = True
        if k >= len(flags):
            return None
        flag = flags[k]
        if flag & (NATION | REGION | PLURAL | ACRONYM) or flag & (NEVER | HEAD | MODIFIER | ORGANIZATION) and not flag & NAME:
            if not (flag & ACRONYM and not flag & ~ACRONYM and headline and len(caps.words[k]) > 3):
                return None
        if flag & (NEVER | PLACE) and not (caps.joins[k] and is_name(flags[k + 1])):
            return None
        if flag & WORD and not flag & NAME and not honoured and (
            apposed or headline or not (caps.joins[k] and is_name(flags[k + 1]))
        ):
            return None
        if apposed and flag & WORD and not flag & GIVEN and not honoured:
            return None
        name = read_name(caps, k, strong=True)
        if self._thing_follows(caps, name):
            return None
        return name

    def _thing_follows(self, caps: Capitals, name: Name) -> bool:
        """True if the name belongs to a thing: "King Salman International Airport", "Lomonosov Moscow State University"."""
        last = name.last
        if caps.joins[last] != SPACE or caps.owners[last]:
            return False
        k = last + 1
        flag = caps.flags[k]
        if flag & CITY and not flag & NAME and caps.joins[k] == SPACE:
            flag = caps.flags[k + 1]
        return bool(flag & ORGANIZATION) and not flag & (HEAD | MODIFIER)

    def _country_after(self, caps: Capitals, last: int, sighting: _Sighting, taken: list[bool]) -> int:
        """Take in "of Japan", "of the Netherlands", "(Brazil)" after a name with an office."""
        if sighting.countries or last + 1 >= len(caps.words) or caps.owners[last]:
            return last
        gap = " ".join(caps.gap(last).split())
        if gap not in ("of", "of the", "(") or not caps.flags[last + 1] & NATION:
            return last
        start = caps.starts[last + 1]
        places = find_places(caps.view, start, min(caps.end, start + 80))
        if not places or places[0].start != start or places[0].country is None:
            return last
        sighting.countries = (places[0].country,)
        sighting.phrase = (sighting.phrase[0], places[0].end)
        k = last
        while k + 1 < len(caps.words) and caps.starts[k + 1] < places[0].end:
            k += 1
            taken[k] = True
        return k

    def _apposed_before(
        self, caps: Capitals, title: Title, here: list[_Sighting], i: int, taken: list[bool]
    ) -> bool:
        """Give the office to the name before it: "Li Wei, Vice Premier of the State Council"."""
        k = title.first - 1
        if k < 0 or title.plural:
            return False
        gap = " ".join(caps.gap(k).split()).lower()
        if gap not in (",", ", the", ", a", ", an", "(", "\u2013", "-", "\u2013 the", ", who is", ", who is the", "as", "as the", ", our", ", now", ", then"):
            return False
        if here and here[-1].name.last == k or (here and here[-1].phrase[1] == caps.ends[k]):
            sighting = here[-1]
            if sighting.title is not None and sighting.title.start < sighting.name.start:
                return False
        else:
            if caps.owners[k]:
                return False
            first = k
            while first > 0 and caps.joins[first - 1] and not taken[first - 1] and k - first < 4:
                first -= 1
            found = None
            for start in range(first, k + 1):
                flag = caps.flags[start]
                if flag & (NEVER | NATION | ORGANIZATION | PLACE | REGION | ACRONYM) and not flag & NAME or flag & HONORIFIC and not flag & NAME:
                    continue
                if flag & WORD and not flag & NAME:
                    continue
                name = read_name(caps, start, strong=False)
                if name.last == k and (len(name.parts) > 1 or caps.before(start).strip() == "" or True):
                    found = name
                    break
            if found is None or len(found.parts) < 2:
                return False
            sighting = _Sighting(i, found, 0.0, "", (found.start, found.end))
            for m in range(found.first, k + 1):
                taken[m] = True
            here.append(sighting)
        sighting.title = title
        sighting.score = 9.0
        sighting.rule = "office after the name"
        sighting.role = title.role
        sighting.organization = title.organization
        sighting.countries = tuple(title.countries[:1]) or sighting.countries
        sighting.phrase = (sighting.phrase[0], title.end)
        return True

    # -- a title of address

    def _read_honorific(self, i: int, caps: Capitals, k: int, taken: list[bool], here: list[_Sighting]) -> None:
        flags = caps.flags
        if not caps.joins[k] or caps.owners[k]:
            return
        flag = flags[k]
        if flag & (NAME | WORD) and flag & (GIVEN | WORD) and not caps.view.startswith(".", caps.ends[k]):
            # "Chief", "Father", "Don": a title only before a plain name.
            follow = flags[k + 1]
            if not is_name(follow) or follow & WORD or taken[k + 1]:
                return
            if flag & GIVEN and not flag & WORD:
                return
        if taken[k + 1]:
            taken[k] = True
            return
        first = k + 1
        while first < len(flags) and flags[first] & HONORIFIC and caps.joins[first] and not flags[first] & NAME:
            first += 1
        name = self._name_at(caps, first, apposed=False, headline=False)
        if name is None and flags[first] & WORD and not flags[first] & (HEAD | MODIFIER | PLURAL):
            name = read_name(caps, first, strong=True)
        if name is None or any(taken[name.first : name.last + 1]):
            return
        for m in range(k, name.last + 1):
            taken[m] = True
        here.append(_Sighting(i, name, 8.0, "honorific before the name", (caps.starts[k], name.end)))

    # -- a name with neither office nor honorific

    def _read_bare(
        self, i: int, caps: Capitals, k: int, taken: list[bool], here: list[_Sighting], *, headline: bool, label: bool
    ) -> None:
        flags, joins, view = caps.flags, caps.joins, caps.view
        flag = flags[k]
        if flag & PLACE:
            return
        if flag & (HEAD | PLURAL | HONORIFIC | NATION | REGION | ORGANIZATION | MODIFIER | PARTICLE) and not flag & NAME:
            return
        if flag & NEVER and not (flag & NAME and joins[k] and flags[k + 1] & ~WORD == flags[k + 1] and is_name(flags[k + 1]) and not caps.owners[k]):
            return
        if flag & ACRONYM and not flag & NAME and not label:
            return
        name = read_name(caps, k, strong=label)
        while any(taken[name.first : name.last + 1]):
            if name.last == k:
                return
            name = _shorten(caps, name)
        score = self._score(caps, name, headline=headline)
        single = len(name.parts) == 1
        if label and not flag & WORD and name.last == len(flags) - 1 and not name.first:
            score += 4.0
        if single and flag & WORD and not flag & NAME:
            return
        thing = self._thing_follows(caps, name) or self._thing_before(caps, name, taken)
        if single or score < 2.0 or thing:
            if thing:
                score -= 3.0
            for m in range(name.first, name.last + 1):
                if not taken[m] and not flags[m] & (NATION | PLACE | ACRONYM):
                    alone = score if single else score - 3.0
                    self.loose.append(_Loose(i, caps.starts[m], caps.ends[m], fold(caps.words[m]), flags[m], alone))
                taken[m] = True
            return
        for m in range(name.first, name.last + 1):
            taken[m] = True
        here.append(_Sighting(i, name, score, "given name and surname", (name.start, name.end)))

    def _thing_before(self, caps: Capitals, name: Name, taken: list[bool]) -> bool:
        k = name.first - 1
        if k < 0 or caps.joins[k] != SPACE or caps.owners[k]:
            return False
        flag = caps.flags[k]
        return bool(flag & (ORGANIZATION | ACRONYM | REGION)) and not flag & (HEAD | HONORIFIC) and not taken[k]

    def _score(self, caps: Capitals, name: Name, *, headline: bool) -> float:
        """How sure it is that a bare name is a person's; from 3 on it is taken."""
        view = caps.view
        score = 0.0
        for position, flag in enumerate(name.flags):
            if position == 0:
                if flag & GIVEN:
                    score += 1.0 if flag & (WORD | NEVER) else 2.0
                elif flag & INITIAL:
                    score += 1.5
                elif flag & SURNAME:
                    score += 0.0 if flag & WORD else 1.0
                elif not flag:
                    score += 0.5
                if flag & CITY:
                    score -= 1.0
            elif flag & (INITIAL | SUFFIX):
                score += 1.5
            elif flag & SURNAME:
                score += 1.0 if flag & WORD else 2.0
            elif flag & GIVEN:
                score += 0.5 if flag & WORD else 1.5
            elif not flag:
                score += 1.0
            elif flag & CITY:
                score -= 0.5
            if position and flag & CITY:
                score -= 0.5
        if name.last > name.first and any(caps.joins[m] == LINKED for m in range(name.first, name.last)):
            score += 1.0
        if not caps.owners[name.last]:
            follow = _NEXT_WORD.match(view, name.end, caps.end)
            if follow is not None and follow.group(1) in _verbs():
                score += 2.0
            elif _LIFE.match(view, name.end, caps.end):
                score += 1.5
        before = caps.before(name.first)
        word = _LAST_WORD.search(before[-24:])
        if word is not None:
            previous = word.group(1)
            if previous in _BEFORE_NAME or previous in _nouns() or previous in singular_heads():
                score += 2.0
            elif previous in ("the", "a", "an"):
                score -= 2.5
            elif previous in ("in", "at", "from", "near"):
                score -= 1.0
        return score - 0.5 if headline else score

    # -- what neighbours tell

    def _connect(self, caps: Capitals, here: list[_Sighting]) -> None:
        """Countries before bare names, lower-case offices around names, and lists whose members share a country."""
        previous: _Sighting | None = None
        for sighting in here:
            if sighting.title is None:
                self._office_in_words(caps, sighting)
            if previous is not None:
                gap = " ".join(caps.view[previous.phrase[1] : sighting.phrase[0]].split()).lower()
                gap = gap.removesuffix(" the").strip()
                sighting.inherits = gap in _LIST_GAP and sighting.role is not None
            previous = sighting

    def _office_in_words(self, caps: Capitals, sighting: _Sighting) -> None:
        """Offices in lower case: "Norwegian prime minister Kari Nordmann", "Jane Roe, chief executive of Acme"."""
        name, view = sighting.name, caps.view
        heads = singular_heads()
        before = caps.before(name.first)
        words = before[-60:].split()
        if words and before[-1:].isspace() and words[-1] in heads:
            k = len(words) - 1
            modifiers = load_words("en", "office_modifiers")
            while k > 0 and (words[k - 1] in modifiers or words[k - 1] in heads):
                k -= 1
            sighting.role = " ".join(words[k:])
            sighting.rule = "office before the name"
            sighting.score += 3.0
            if k == 0 and name.first > 0 and caps.flags[name.first - 1] & (NATION | PLACE):
                country = country_of(view, caps.starts[max(0, name.first - 4)], caps.ends[name.first - 1])
                if country:
                    sighting.countries = (country,)
            return
        if view[name.end : name.end + 1] != ",":
            return
        match = _APPOSED.match(view, name.end, min(caps.end, name.end + 90))
        if match is None:
            return
        words = [*match.group(1).split(), match.group(2)]
        for position, word in enumerate(words):
            if word in heads:
                end = view.index(word, match.start(1)) + len(word)
                del words[position + 1 :]
                sighting.role = " ".join(words)
                sighting.rule = "office after the name"
                sighting.score += 3.0
                sighting.phrase = (sighting.phrase[0], end)
                tail = re.match(r"\s+(?:of|at|for)\s+(?:the\s+)?", view[end : end + 16])
                if tail is not None:
                    k = name.last + 1
                    while k < len(caps.words) and caps.starts[k] < end + tail.end():
                        k += 1
                    if k < len(caps.words) and caps.starts[k] == end + tail.end():
                        stop = k
                        while caps.joins[stop] and not caps.owners[stop]:
                            stop += 1
                        sighting.organization = text_of(view, caps.starts[k], caps.ends[stop])
                        country = country_of(view, caps.starts[k], caps.ends[stop])
                        if country:
                            sighting.countries = (country,)
                return


def _shorten(caps: Capitals, name: Name) -> Name:
    last = name.last - 1
    return Name(
        name.first,
        last,
        name.start,
        caps.ends[last],
        name.parts[: last - name.first + 1],
        name.flags[: last - name.first + 1],
    )


# ---------------------------------------------------------------- the whole document


@dataclass(slots=True)
class _Person:
    """A person while the sightings are gathered."""

    parts: tuple[str, ...]
    sightings: list[_Sighting] = field(default_factory=list)
    loose: list[_Loose] = field(default_factory=list)


def _gather(page: Page, reader: _Reader) -> People:
    persons = _merge(reader)
    mentions: dict[int, list[Mention]] = {}
    parties: list[Party] = []
    order = sorted(
        (p for p in persons if p.sightings or p.loose),
        key=lambda p: min([s.name.start for s in p.sightings] + [word.start for word in p.loose]),
    )
    for person in order:
        index = len(parties)
        party = Party(_full_name(page, person), "person")
        spans = [(s.sentence, Mention(s.name.start, s.name.end, index, s.phrase, s.rule)) for s in person.sightings]
        spans += [
            (w.sentence, Mention(w.start, w.end, index, (w.start, w.end), "short form of a name")) for w in person.loose
        ]
        spans.sort(key=lambda pair: pair[1].start)
        for sentence, mention in spans:
            party.mentions.append(mention)
            mentions.setdefault(sentence, []).append(mention)
        parties.append(party)
        for sighting in person.sightings:
            sighting.party = index
    for found in mentions.values():
        found.sort(key=lambda mention: mention.start)
    _assign_offices(page, reader, parties)
    people = People(parties, mentions, reader.titles, page)
    people._principals = _find_principals(page, people)
    return people


def _merge(reader: _Reader) -> list[_Person]:
    """One person for all sightings that can be the same."""
    persons: list[_Person] = []
    by_part: dict[str, list[_Person]] = {}
    counts = Counter(sighting.name.parts for sighting in reader.sightings)
    taken = [
        s for s in reader.sightings if s.score >= 3.0 or s.score >= 2.0 and counts[s.name.parts] > 1 and len(s.name.parts) > 1
    ]
    weak = [s for s in reader.sightings if s not in taken] if len(taken) < len(reader.sightings) else []
    for sighting in sorted(taken, key=lambda s: (-len(_solid(s.name.parts)), s.name.start)):
        parts = sighting.name.parts
        person = _find(parts, by_part, sighting)
        if person is None:
            person = _Person(parts)
            persons.append(person)
            for part in parts:
                by_part.setdefault(part, []).append(person)
        person.sightings.append(sighting)
    for sighting in weak:
        person = _find(sighting.name.parts, by_part, sighting)
        if person is not None:
            person.sightings.append(sighting)
    lone: dict[str, list[_Loose]] = {}
    for word in reader.loose:
        people = by_part.get(word.key)
        if people:
            if word.flags & WORD and word.score < 0:
                continue
            if word.score <= -2.5 and not any(p.parts[-1] == word.key for p in people):
                continue
            _nearest(people, word.start, word.key).loose.append(word)
        elif word.score >= 3.0 or word.flags & GIVEN and not word.flags & (WORD | CITY | ORGANIZATION | NATION):
            lone.setdefault(word.key, []).append(word)
    for key, words in lone.items():
        best = max(word.score for word in words)
        if best >= 4.0 or best >= 3.0 and len(words) > 1:
            persons.append(_Person((key,), [], words))
    return persons


def _solid(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in parts if len(part) > 1)


def _find(parts: tuple[str, ...], by_part: dict[str, list[_Person]], sighting: _Sighting) -> _Person | None:
    candidates: list[_Person] = []
    for part in (parts[-1], parts[0]):
        for person in by_part.get(part, ()):
            if person not in candidates and _same(parts, person.parts):
                candidates.append(person)
    if not candidates:
        return None
    return _nearest(candidates, sighting.name.start, parts[-1])


def _nearest(people: list[_Person], start: int, key: str) -> _Person:
    """Of several people who bear a name, the one whose surname it is and who was named last."""
    if len(people) == 1:
        return people[0]

    def rank(person: _Person) -> tuple[bool, bool, int]:
        before = [s.name.start for s in person.sightings if s.name.start <= start]
        return person.parts[-1] == key, bool(before), max(before) if before else -min(s.name.start for s in person.sightings)

    return max(people, key=rank)


def _same(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True if a name can be the short form of a fuller one: "D. Roe", "Roe" and "Roe Dana" of "Dana Maria Roe"."""
    rest = list(full)
    for part in short:
        for k, other in enumerate(rest):
            if part == other or len(part) == 1 and other.startswith(part) or len(other) == 1 and part.startswith(other):
                del rest[k]
                break
        else:
            return False
    return True


def _full_name(page: Page, person: _Person) -> str:
    """The fullest form, without titles, as the text writes it (not in capitals if it can be helped)."""
    if not person.sightings:
        word = person.loose[0]
        return page.text[word.start : word.end]
    best = max(
        person.sightings,
        key=lambda s: (
            len(s.name.parts),
            not page.view[s.name.start : s.name.end].isupper(),
            s.name.end - s.name.start,
            -s.name.start,
        ),
    )
    return " ".join(page.text[best.name.start : best.name.end].split())


# ---------------------------------------------------------------- offices and countries


def _assign_offices(page: Page, reader: _Reader, parties: list[Party]) -> None:
    last: _Sighting | None = None
    for sighting in reader.sightings:
        if sighting.inherits and not sighting.countries and last is not None and last.sentence == sighting.sentence:
            if not (sighting.title is not None and sighting.title.world):
                sighting.countries = last.countries
        last = sighting
    by_party: dict[int, list[_Sighting]] = {}
    for sighting in reader.sightings:
        if sighting.party >= 0:
            by_party.setdefault(sighting.party, []).append(sighting)
    _take_sides(page, by_party)
    world: set[int] = set()
    for index, sightings in by_party.items():
        party = parties[index]
        roles = [s for s in sightings if s.role]
        if roles:
            best = max(roles, key=lambda s: (not _former(s.role), bool(s.countries), -s.name.start))
            party.role = _clean_role(best.role or "")
            party.organization = best.organization or next((s.organization for s in roles if s.organization), None)
        countries = Counter(c for s in sightings for c in s.countries[:1])
        if countries:
            party.country = countries.most_common(1)[0][0]
        if any(s.title is not None and s.title.world for s in sightings):
            world.add(index)
    _name_unnamed(reader, parties)
    _share_home(page, parties, world)


def _former(role: str | None) -> bool:
    return bool(role) and (role or "").lower().startswith(("former", "ex-", "first president"))


def _clean_role(role: str) -> str:
    return role.strip(" ,-\u2013")


_SIDE = re.compile(r"\b(?:side|delegation|team|party|government|representatives?)\b")


def _take_sides(page: Page, by_party: dict[int, list[_Sighting]]) -> None:
    """Give a country to names after "the Chinese side": "from the Chinese side will be Li Wei, Vice Premier"."""
    for sightings in by_party.values():
        if any(s.countries for s in sightings):
            continue
        for sighting in sightings:
            start = page.sentences[sighting.sentence].start
            clause = page.view[start : sighting.phrase[0]]
            if sighting.role is None or not _SIDE.search(clause):
                continue
            last = None
            for place in find_places(page.view, start, sighting.phrase[0]):
                if place.country and _SIDE.match(page.view, place.end + 1):
                    last = place.country
            if last is not None:
                sighting.countries = (last,)
                break


def _name_unnamed(reader: _Reader, parties: list[Party]) -> None:
    """Give an office that nobody named holds to the only person without one who was named before it.

    "Prime Minister of Norway" alone on the first line of a page whose headline names Kari Nordmann; "I met Kari
    Nordmann. The Prime Minister of Norway agreed."
    """
    ranks = office_ranks()
    for i, titles in sorted(reader.titles.items()):
        for title in titles:
            if title.plural or not title.countries or title.head not in ("minister",) and ranks.get(title.head) not in ("state", "government"):
                continue
            if _holders(parties, title.role, title.head, title.countries):
                continue
            free = [p for p in parties if p.kind == "person" and not p.role and not p.country and " " in p.name]
            if i > 2:
                free = [p for p in free if p.mentions[0].start < title.start]
            if len(free) > 1:
                near = [p for p in free if any(0 < title.start - m.start < 600 for m in p.mentions)]
                free = near if len(near) == 1 else free
            if len(free) == 1 or free and i <= 2:
                free[0].role = title.role
                free[0].country = title.countries[0]


def _holders(parties: list[Party], role: str, head: str, countries: list[str]) -> list[int]:
    """The persons who hold an office, by its words and (if given) its country."""
    wanted = {w for w in fold(role).split() if w not in _SMALL_WORDS}
    same: list[int] = []
    for index, party in enumerate(parties):
        if not party.role or party.kind != "person" or countries and party.country not in countries:
            continue
        have = {w for w in fold(party.role).split() if w not in _SMALL_WORDS}
        if head in have and (wanted <= have or have <= wanted):
            same.append(index)
    return same


def _leads(role: str) -> bool:
    """True for heads of state and of government."""
    ranks = office_ranks()
    words = fold(role).split()
    return "prime minister" in " ".join(words) or any(ranks.get(word) in ("state", "government") for word in words)


_SMALL_WORDS = frozenset({"the", "of", "and", "for", "to"})


def _share_home(page: Page, parties: list[Party], world: set[int]) -> None:
    """Give the page's own country to those whose office names none: "National Security Advisor Jane Roe".

    It is the country the page speaks of most, but not one whose holder of the same office is named.
    """
    homeless = [i for i, p in enumerate(parties) if p.role and not p.country and i not in world]
    if not homeless:
        return
    counts: Counter[str] = Counter()
    order: dict[str, int] = {}
    for sentence in page.sentences:
        if sentence.role == "furniture":
            continue
        for place in find_places(page.view, sentence.start, sentence.end):
            if place.country and place.kind in ("country", "demonym", "building"):
                counts[place.country] += 2 if sentence.role == "title" else 1
                order.setdefault(place.country, place.start)
    ranks = office_ranks()
    monarchies = load_words("en", "monarchies")
    ranked = sorted(counts, key=lambda code: (-counts[code], order[code]))
    groups: dict[str, list[int]] = {}
    for i in homeless:
        groups.setdefault(fold(parties[i].role or ""), []).append(i)
    for role, members in groups.items():
        heads = role.split()
        top = any(ranks.get(word) in ("state", "government") for word in heads) or "prime minister" in role
        taken = {
            p.country
            for p in parties
            if p.country and p.role and (fold(p.role) == role or top and _leads(p.role) and not p.organization)
        }
        free = [code for code in ranked if code not in taken]
        if role == "president":
            free = [code for code in free if code not in monarchies]
        elif heads[-1] in ("king", "queen", "sultan", "emir", "emperor") or heads[-1] in ("prince", "princess"):
            free = [code for code in free if code in monarchies]
        if not free:
            continue
        if len(members) == 2 and len(free) > 1 and role.split()[-1] in ("president", "minister", "chancellor", "premier", "king"):
            # Two presidents and the two countries of the page, in the order in which both are named.
            for i, code in zip(members, sorted(free[:2], key=lambda code: order[code]), strict=True):
                parties[i].country = code
        else:
            for i in members:
                parties[i].country = free[0]


# ---------------------------------------------------------------- offices without a name

_GROUPS = re.compile(
    r"\b(?:the|both|two|our|these)\s+(?:two\s+|three\s+|both\s+)?(leaders|presidents|prime\s+ministers|ministers|foreign\s+ministers|"
    r"heads\s+of\s+(?:state|government)s?|sides|parties|principals)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(r"\b(?:the|our|his|her)\s+((?:[a-z]+\s+){0,3}?(president|prime\s+minister|premier|chancellor|minister|king|secretary|ambassador|governor|mayor))\b(?!\s+of\b)")


def _offices_of(people: People, i: int) -> list[Office]:
    page = people._page
    sentence = page.sentences[i]
    found: list[Office] = []
    for title in people._titles.get(i, ()):
        country = title.countries[0] if title.countries else None
        parties = _resolve(people, title.role, title.head, title.countries, title.start, plural=title.plural)
        found.append(Office(title.start, title.end, title.role, country, parties))
    view = page.view
    for match in _GROUPS.finditer(view, sentence.start, sentence.end):
        if any(o.start < match.end() and match.start() < o.end for o in found):
            continue
        found.append(Office(match.start(), match.end(), " ".join(match.group(1).lower().split()), None, people.principals))
    for match in _SMALL.finditer(view, sentence.start, sentence.end):
        if any(o.start < match.end() and match.start() < o.end for o in found):
            continue
        role = " ".join(match.group(1).split())
        parties = _resolve(people, role, role.split()[-1], [], match.start(), plural=False)
        found.append(Office(match.start(), match.end(), role, None, parties))
    found.sort(key=lambda office: office.start)
    return found


def _resolve(
    people: People, role: str, head: str, countries: list[str], start: int, *, plural: bool
) -> tuple[int, ...]:
    """The parties an office denotes: by role and country, else by role if only one holds it."""
    same = _holders(people.parties, role, head, countries)
    if plural:
        return tuple(same) if same else people.principals
    return (same[0],) if len(same) == 1 else ()


def _find_principals(page: Page, people: People) -> tuple[int, ...]:
    ranks = office_ranks()

    def weight(index: int) -> tuple[float, int]:
        party = people.parties[index]
        head = fold(party.role or "").split()
        leads = any(ranks.get(word) in ("state", "government") for word in head) or "minister" in head
        lead = sum(1 for m in party.mentions if page.sentences and m.start < page.sentences[min(4, len(page.sentences) - 1)].end)
        return (3.0 if leads else 0.0) + min(len(party.mentions), 10) / 3 + lead, -party.mentions[0].start

    indices = [i for i, p in enumerate(people.parties) if p.kind == "person"]
    return tuple(sorted(sorted(indices, key=weight, reverse=True)[:2]))


def _iter_mentions(people: People) -> Iterator[Mention]:
    for party in people.parties:
        yield from party.mentions
