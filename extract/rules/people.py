"""People and organizations: who is named, in which office, for which country."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache

from extract.lexicon import load_table
from extract.rules.home import Official, find_homes, has_office
from extract.rules.name_reader import find_sightings
from extract.rules.names import CITY, GIVEN, NAME, NATION, NEVER, REGION, THING, WORD, fold
from extract.rules.offices import Title, leads
from extract.rules.organizations import Body, find_bodies
from extract.rules.places import find_places
from extract.rules.sightings import SURE, Lone, Sighting, Sightings
from extract.schemas import ParticipantKind
from extract.text.page import Page


@dataclass(frozen=True, slots=True)
class Mention:
    """One surface form of a person or organization: the name alone ("Kari Nordmann", "Nordmann")."""

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
    _holders: _Holders | None = None
    unsure: tuple[tuple[int, int], ...] = ()
    """What may be a person's name, but too little speaks for it to make it a person."""

    def mentions(self, i: int) -> list[Mention]:
        """Names of people and organizations in sentence `i`, in order."""
        return self._mentions.get(i, [])

    def offices(self, i: int) -> list[Office]:
        """Offices named without a name in sentence `i`, in order, resolved to the parties of the document."""
        if i not in self._offices:
            self._offices[i] = _offices_of(self, i)
        return self._offices[i]

    @property
    def holders(self) -> _Holders:
        """Who holds which office."""
        if self._holders is None:
            self._holders = _Holders(self.parties)
        return self._holders

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
    seen = find_sightings(page)
    bodies = find_bodies(page)
    openings = {fold(form).split()[0] for body in bodies for form in (body.name, *body.aliases)}
    persons = sorted(
        (person for person in _Gathering(seen).persons if not person.is_short_for(openings)), key=_Person.first_start
    )
    parties: list[Party] = []
    mentions: dict[int, list[Mention]] = {}
    for index, person in enumerate(persons):
        party = Party(_full_name(page, person), "person")
        for sentence, mention in person.mentions(index):
            party.mentions.append(mention)
            mentions.setdefault(sentence, []).append(mention)
        parties.append(party)
    _assign_offices(page, seen, persons, parties, bodies)
    for body in bodies:
        party = Party(body.name, "organization", country=body.country)
        for sentence, start, end, phrase in body.passages:
            mention = Mention(start, end, len(parties), phrase, "organization that signs or meets")
            party.mentions.append(mention)
            mentions.setdefault(sentence, []).append(mention)
        parties.append(party)
    for found in mentions.values():
        found.sort(key=lambda mention: mention.start)
    taken = {mention.start for found in mentions.values() for mention in found}
    unsure = tuple((s.name.start, s.name.end) for s in seen.names if s.name.start not in taken)
    return People(parties, mentions, seen.titles, page, _find_principals(page, parties), unsure=unsure)


# ---------------------------------------------------------------- who is who


@dataclass(slots=True)
class _Person:
    """A person while the sightings are gathered."""

    parts: tuple[str, ...]
    names: list[Sighting] = field(default_factory=list)
    lone: list[Lone] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """Where the names of several parts stand, in order; filled once they are all known."""
    latest: int = -1
    """Where a short form was last given to this person."""

    def is_short_for(self, openings: set[str]) -> bool:
        """True for "Acme" where the page names "Acme Energy AG": `openings` are the first words of organizations."""
        return (
            len(self.parts) == 1
            and self.parts[0] in openings
            and not any(s.role or s.rule == "title of address before the name" for s in self.names)
        )

    def first_start(self) -> int:
        return min([s.name.start for s in self.names[:1]] + [word.start for word in self.lone[:1]])

    def named_before(self, start: int) -> int:
        """Where the person was named last before `start`; negative if not before."""
        k = bisect_left(self.starts, start)
        before = self.starts[k - 1] if k else -1
        return max(before, self.latest) if k or self.latest >= 0 else -2 - (self.starts[0] if self.starts else 0)

    def mentions(self, index: int) -> list[tuple[int, Mention]]:
        """All its mentions, each with its sentence, in the order of the text."""
        found = [(s.sentence, Mention(s.name.start, s.name.end, index, s.phrase, s.rule)) for s in self.names]
        found += [
            (w.sentence, Mention(w.start, w.end, index, (w.start, w.end), "short form of a name")) for w in self.lone
        ]
        return sorted(found, key=lambda pair: pair[1].start)


class _Gathering:
    """Brings together the sightings that can be one person: names of several parts first, short forms after them."""

    def __init__(self, seen: Sightings) -> None:
        self.persons: list[_Person] = []
        self._by_part: dict[str, list[_Person]] = {}
        self._by_name: dict[tuple[str, ...], _Person] = {}
        counts = Counter(sighting.name.parts for sighting in seen.names)
        weak: list[Sighting] = []
        short: list[Sighting] = []
        for sighting in sorted(seen.names, key=_fullest_first):
            parts = sighting.name.parts
            if sighting.score < SURE and (len(parts) == 1 or counts[parts] == 1):
                weak.append(sighting)
            elif len(parts) == 1:
                short.append(sighting)
            else:
                self._add(sighting, self._by_name.get(parts) or self._named_alike(sighting))
        for person in self.persons:
            person.starts = sorted(s.name.start for s in person.names)
        for sighting in short:
            self._add(sighting, self._nearest(sighting.name.parts[0], sighting.name.start))
        for sighting in weak:
            found = self._named_alike(sighting)
            if found is not None:
                found.names.append(sighting)
        self._gather_lone(seen.lone)
        for person in self.persons:
            person.names.sort(key=lambda s: s.name.start)
            person.lone.sort(key=lambda word: word.start)

    def _add(self, sighting: Sighting, person: _Person | None) -> None:
        parts = sighting.name.parts
        if person is None:
            person = _Person(parts)
            self.persons.append(person)
            for part in parts:
                self._by_part.setdefault(part, []).append(person)
        self._by_name.setdefault(parts, person)
        person.names.append(sighting)
        if len(parts) == 1:
            person.latest = sighting.name.start

    def _named_alike(self, sighting: Sighting) -> _Person | None:
        """The person that a name can denote: who shares its last or first part, and all the others more or less."""
        parts = sighting.name.parts
        if len(parts) == 2 and parts[1].endswith(_PATRONYMICS):
            # "Oleg Vladimirovich" is the only Oleg of the page.
            people = self._by_part.get(parts[0], ())
            return people[0] if len(people) == 1 else None
        for part in dict.fromkeys((parts[-1], parts[0])):
            for person in self._by_part.get(part, ())[-_CANDIDATES:]:
                if _same(parts, person.parts):
                    return person
        return None

    def _nearest(self, part: str, start: int) -> _Person | None:
        """Of the persons who bear a name, one whose surname it is, named last before `start`."""
        people = self._by_part.get(part, ())[-_CANDIDATES:]
        if len(people) < 2:
            return people[0] if people else None
        return max(people, key=lambda person: (person.parts[-1] == part, person.named_before(start)))

    def _gather_lone(self, lone: list[Lone]) -> None:
        """Give single words to the persons whose name they are part of, and find those who have no other name."""
        others: dict[str, list[Lone]] = {}
        for word in lone:
            if word.score <= -9.0 or word.flags & NEVER:
                continue
            person = self._nearest(word.key, word.start)
            if person is not None:
                whole = person.parts[-1] == word.key or len(person.parts) == 1
                if not (word.flags & WORD and word.score < 0 or word.score <= -2.5 and not whole):
                    person.lone.append(word)
                    person.latest = word.start
            elif not word.flags & (WORD | THING | NATION | REGION) and word.flags & NAME or word.score >= 3.0:
                others.setdefault(word.key, []).append(word)
        doubtful: list[_Person] = []
        known = len(self.persons)
        for key, words in others.items():
            best = max(word.score for word in words)
            plain = words[0].flags & GIVEN and not words[0].flags & CITY
            if best >= 3.0 or plain and sum(word.score >= 2.0 for word in words) > 1:
                self.persons.append(_Person((key,), [], [word for word in words if word.score >= 0]))
            elif plain and best >= 2.0:
                doubtful.append(_Person((key,), [], words))
        if sum(len(person.lone) > 1 for person in self.persons[known:]) > 1:
            # A story or a talk among people on first-name terms: a given name once is a person, too.
            self.persons += doubtful


_PATRONYMICS = ("ovich", "evich", "ovna", "evna", "ichna")
_CANDIDATES = 40
"""How many persons who share a part of their name are compared: those named latest."""


def _fullest_first(sighting: Sighting) -> tuple[int, int]:
    return -len([part for part in sighting.name.parts if len(part) > 1]), sighting.name.start


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True if two names can be one person's: "D. Roe", "Roe Dana" and "Dana Maria Roe"; "Sergei" and "Sergey"."""
    short, full = (one, other) if len(one) <= len(other) else (other, one)
    rest = list(full)
    for part in short:
        for k, candidate in enumerate(rest):
            if part == candidate or _initial(part, candidate) or len(short) > 1 and _alike(part, candidate):
                del rest[k]
                break
        else:
            return False
    return True


def _alike(part: str, other: str) -> bool:
    """True if two parts of names are one: two spellings ("Sergei", "Sergey"), or a short form and its full one."""
    return _spelt_alike(part, other) or (part, other) in _nicknames() or (other, part) in _nicknames()


@cache
def _nicknames() -> frozenset[tuple[str, ...]]:
    return frozenset(load_table("en", "nicknames"))


def _initial(part: str, other: str) -> bool:
    return len(part) == 1 and other.startswith(part) or len(other) == 1 and part.startswith(other)


# Spellings of one sound in transliterated names: "Sergei", "Sergey"; "Yuri", "Yury"; "Kasim", "Qasym".
_SOUNDS = str.maketrans({"y": "i", "j": "i", "q": "k", "c": "k", "w": "v", "-": None, "'": None})


def _spelt_alike(part: str, other: str) -> bool:
    if part[0] != other[0] or abs(len(part) - len(other)) > 2 or len(part) < 4:
        return False
    one, two = (re.sub(r"(.)\1+", r"\1", word.translate(_SOUNDS).replace("kh", "h")) for word in (part, other))
    return one == two or one.rstrip("i") == two.rstrip("i")


def _full_name(page: Page, person: _Person) -> str:
    """The fullest form, without titles, as the text writes it (not in capitals if it can be helped)."""
    if not person.names:
        return page.text[person.lone[0].start : person.lone[0].end]
    best = max(
        person.names,
        key=lambda s: (
            not s.name.parts[-1].endswith(_PATRONYMICS),
            len(s.name.parts),
            not page.view[s.name.start : s.name.end].isupper(),
            s.name.end - s.name.start,
            -s.name.start,
        ),
    )
    return " ".join(page.text[best.name.start : best.name.end].split())


# ---------------------------------------------------------------- offices and countries


def _assign_offices(
    page: Page, seen: Sightings, persons: list[_Person], parties: list[Party], bodies: list[Body]
) -> None:
    """Fill in roles, organizations and countries."""
    home_of_body = {fold(form): body.country for body in bodies for form in (body.name, *body.aliases)}
    before: Sighting | None = None
    _read_name_lines(page, seen)
    stated = {title.end: title for titles in seen.titles.values() for title in titles if title.countries}
    for sighting in seen.names:
        _take_apposed_country(page.view, sighting, stated)
        world = sighting.title is not None and sighting.title.world
        if sighting.organization and not sighting.countries:
            # "HBK President" is of the country of the bank that the page calls HBK.
            code = home_of_body.get(fold(sighting.organization))
            sighting.countries = (code,) if code else ()
        if sighting.listed and not sighting.countries and before is not None and not world:
            # "Ambassador of Norway A, Director of the Agency B": one delegation.
            if all(has_office(code, sighting.role or "head") for code in before.countries):
                sighting.countries = before.countries
        before = sighting
    worldly: set[int] = set()
    for index, (person, party) in enumerate(zip(persons, parties, strict=True)):
        if not any(s.countries for s in person.names):
            _take_side(page, person.names)
        held = [s for s in person.names if s.role]
        if held:
            best = max(
                held, key=lambda s: (not _former(s.role or ""), bool(s.countries), s.title is not None, -s.name.start)
            )
            best = max(
                (s for s in held if _words(best.role or "") <= _words(s.role or "") and not _former(s.role or "")),
                key=lambda s: (len(_words(s.role or "")), s is best),
                default=best,
            )
            role = (best.role or "").strip(" ,-\u2013")
            party.role = _LINKS.sub(lambda link: link.group().lower(), role.title()) if _shouted(role) else role
            party.organization = best.organization or next((s.organization for s in held if s.organization), None)
        countries = Counter(code for s in person.names for code in s.countries[:1])
        if countries:
            party.country = countries.most_common(1)[0][0]
        if any(s.title is not None and s.title.world for s in person.names):
            worldly.add(index)
    _name_unnamed(page, seen, parties)
    _share_home(page, seen, parties, persons, worldly)


# What stands beside a name on a line of its own: "The Hon Jane Roe MP".
_BESIDE = 14


def _read_name_lines(page: Page, seen: Sightings) -> None:
    """Give a name on a line of its own the office on the next line: "The Hon Jane Roe MP", "Minister for Trade"."""
    for sighting in seen.names:
        if sighting.title is not None or sighting.role or sighting.sentence + 1 >= len(page.sentences):
            continue
        line, below = page.sentences[sighting.sentence : sighting.sentence + 2]
        beside = (sighting.name.start - line.start) + (line.end - sighting.name.end)
        offices = seen.titles.get(sighting.sentence + 1, [])
        if beside > _BESIDE or len(offices) != 1 or "\n" not in page.view[line.end : below.start]:
            continue
        if offices[0].start == below.start and offices[0].end == below.end:
            sighting.title = offices[0]
            sighting.role, sighting.organization = offices[0].role, offices[0].organization
            sighting.countries = sighting.countries or tuple(offices[0].countries[:1])
            seen.titles[sighting.sentence + 1] = []


_COMMA = re.compile(r",\s*(?:the\s+)?\Z")


def _take_apposed_country(view: str, sighting: Sighting, stated: dict[int, Title]) -> None:
    """Read "the Prime Minister of Norway, Prime Minister Roe": the office is said twice, once with its country."""
    if sighting.title is None or sighting.countries:
        return
    comma = _COMMA.search(view, max(0, sighting.title.start - 12), sighting.title.start)
    office = stated.get(comma.start()) if comma else None
    if office is not None and office.head == sighting.title.head:
        sighting.countries = tuple(office.countries)


# The small words of an office that is read from capitals: "Secretary of State".
_LINKS = re.compile(r"\b(?:Of|For|To|And|The|At|In|On)\b")


def _shouted(role: str) -> bool:
    return role.isupper() and len(role) > 4


def _former(role: str) -> bool:
    return role.lower().startswith(("former", "ex-"))


_SIDE = re.compile(r"\b(?:side|delegation|team|party|government|representatives?)\b")


_OF_SIDE = re.compile(rf"\s+(?:\w+\s+)?(?:\w+'s\s+)?{_SIDE.pattern}")


def _take_side(page: Page, sightings: list[Sighting]) -> None:
    """Give a country to a name after "the Chinese side": "from the Chinese side will be Li Wei, Vice Premier"."""
    for sighting in sightings:
        start = page.sentences[sighting.sentence].start
        if sighting.role is None or not _SIDE.search(page.view, start, sighting.phrase[0]):
            continue
        for place in reversed(find_places(page.view, start, sighting.phrase[0])):
            if place.country and _OF_SIDE.match(page.view, place.end):
                sighting.countries = (place.country,)
                return


def _name_unnamed(page: Page, seen: Sightings, parties: list[Party]) -> None:
    """Give an office that nobody named holds to the one person without office who was named before it.

    "Prime Minister of Norway" alone on the first line of a page whose headline names Kari Nordmann; "I met Kari
    Nordmann. The Prime Minister of Norway agreed."
    """
    free = [p for p in parties if not p.role and not p.country and " " in p.name]
    if not free or len(free) > _CANDIDATES:
        return
    holders = _Holders(parties)
    for i, titles in sorted(seen.titles.items()):
        for title in titles:
            if title.plural or not title.countries or not (title.head == "minister" or leads(title.role)):
                continue
            if holders.of(title.role, title.head, title.countries):
                continue
            start = page.sentences[i].start
            # A line that is nothing but the office, at the head of the page.
            heading = i <= 2 and title.start - start < 5 and page.sentences[i].end - title.end < 2
            able = [p for p in free if heading or p.mentions[0].start < start and _apart(p, start, title.end)]
            near = [p for p in able if any(0 < title.start - m.start < 600 for m in p.mentions)]
            if len(able) > 1 and len(near) == 1:
                able = near
            if len(able) == 1 or able and heading:
                able[0].role = title.role
                able[0].country = title.countries[0]
                free.remove(able[0])
                holders = _Holders(parties)


def _apart(party: Party, start: int, end: int) -> bool:
    """True if the party is not named between `start` and `end`: who stands beside an office is not its holder."""
    return not any(start <= mention.start < end for mention in party.mentions)


@lru_cache(maxsize=4096)
def _words(role: str) -> frozenset[str]:
    return frozenset(word for word in fold(role).split() if word not in ("the", "of", "and", "for", "to"))


_COMPLEMENT = re.compile(r"\s(?:of|to|for|on)\s")


class _Holders:
    """Who holds which office, by the words of the offices."""

    def __init__(self, parties: list[Party]) -> None:
        self._parties = parties
        self._by_word: dict[str, list[int]] = {}
        for index, party in enumerate(parties):
            # The holder of "Aide to the President" is an aide.
            for word in _words(_COMPLEMENT.split(party.role, 1)[0]) if party.role else ():
                self._by_word.setdefault(word, []).append(index)

    def of(self, role: str, head: str, countries: list[str]) -> list[int]:
        """The holders of an office, by its words and (if given) its country; of very many, the first ones."""
        wanted = _words(role)
        same: list[int] = []
        exact: list[int] = []
        for index in self._by_word.get(head, ())[:_CANDIDATES]:
            party = self._parties[index]
            have = _words(party.role or "")
            if (not countries or party.country in countries) and (wanted <= have or have <= wanted):
                same.append(index)
                if wanted == have:
                    exact.append(index)
        return exact or same


def _share_home(page: Page, seen: Sightings, parties: list[Party], persons: list[_Person], worldly: set[int]) -> None:
    """Give the page's own country to those whose office names none."""
    officials = [
        Official(
            index=index,
            role=party.role,
            start=party.mentions[0].start,
            country=party.country,
            titled=any(sighting.title is not None for sighting in person.names),
            body=bool(party.organization),
            counterpart=any(sighting.counterpart for sighting in person.names),
        )
        for index, (party, person) in enumerate(zip(parties, persons, strict=True))
        if party.role and index not in worldly
    ]
    unnamed = (title for titles in seen.titles.values() for title in titles)
    for index, country in find_homes(page, officials, unnamed).items():
        parties[index].country = country


# ---------------------------------------------------------------- offices without a name

_GROUPS = re.compile(
    r"\b(?:the|both|two|our|these)\s+(?:two\s+|three\s+|both\s+)?(leaders|presidents|prime\s+ministers|ministers|foreign\s+ministers|"
    r"heads\s+of\s+(?:state|government)s?|sides|parties|principals)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b(?:[Tt]he|our|his|her)\s+((?:[a-z]+\s+){0,3}?"
    r"(president|prime\s+minister|premier|chancellor|minister|king|secretary|ambassador|governor|mayor))\b(?!\s+of\b)"
)


def _offices_of(people: People, i: int) -> list[Office]:
    page = people._page
    sentence = page.sentences[i]
    found: list[Office] = []
    for title in people._titles.get(i, ()):
        country = title.countries[0] if title.countries else None
        parties: tuple[int, ...] = ()
        if not (title.plural and title.organization):
            parties = _resolve(people, title.role, title.head, title.countries, plural=title.plural)
        found.append(Office(title.start, title.end, title.role, country, parties))
    view = page.view
    for match in _GROUPS.finditer(view, sentence.start, sentence.end):
        if any(o.start < match.end() and match.start() < o.end for o in found):
            continue
        found.append(
            Office(match.start(), match.end(), " ".join(match.group(1).lower().split()), None, people.principals)
        )
    for match in _SMALL.finditer(view, sentence.start, sentence.end):
        if any(o.start < match.end() and match.start() < o.end for o in found):
            continue
        role = " ".join(match.group(1).split())
        parties = _resolve(people, role, role.split()[-1], [], plural=False)
        found.append(Office(match.start(), match.end(), role, None, parties))
    found.sort(key=lambda office: office.start)
    return found


def _resolve(people: People, title_role: str, head: str, countries: list[str], *, plural: bool) -> tuple[int, ...]:
    """The parties an office denotes: by role and country, else by role if only one holds it."""
    same = people.holders.of(title_role, head, countries)
    if plural:
        return tuple(same) if same else people.principals
    return (same[0],) if len(same) == 1 else ()


def _find_principals(page: Page, parties: list[Party]) -> tuple[int, ...]:
    """The two persons the document is about: leaders, named early and often."""
    lead = page.sentences[min(4, len(page.sentences) - 1)].end if page.sentences else 0

    def weight(index: int) -> tuple[float, int]:
        party = parties[index]
        office = 3.0 if party.role and (leads(party.role) or "inister" in party.role) else 0.0
        early = sum(mention.start < lead for mention in party.mentions)
        if page.title is not None and any(page.title[0] <= m.start < page.title[1] for m in party.mentions[:3]):
            early += 3
        return office + min(len(party.mentions), 10) / 3 + early, -party.mentions[0].start

    return tuple(sorted(sorted(range(len(parties)), key=weight, reverse=True)[:2]))
