"""Reading names: a sentence's capitals become sightings of persons, with the offices before and after them."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import load_table, load_words
from extract.rules.evidence import weigh_name
from extract.rules.names import (
    ACRONYM,
    APART,
    CITY,
    GIVEN,
    HEAD,
    HONORIFIC,
    INITIAL,
    MODIFIER,
    NAME,
    NATION,
    NEVER,
    PARTICLE,
    PLACE,
    PLURAL,
    REGION,
    SPACE,
    SURNAME,
    THING,
    WORD,
    Capitals,
    Name,
    all_capitals,
    capitals,
    fold,
    is_name,
    part_of,
    read_name,
    singular_heads,
)
from extract.rules.offices import RANKS, Title, boundary, country_of, read_title, text_of
from extract.rules.places import find_places
from extract.rules.plain_offices import end_of_body, read_office_after, read_office_before
from extract.rules.sightings import SURE, Lone, Sighting, Sightings
from extract.text.page import Page


def find_sightings(page: Page) -> Sightings:
    """Read the sentences of a page, one by one."""
    seen = Sightings()
    for i, sentence in enumerate(page.sentences):
        if sentence.role != "furniture":
            cut = all_capitals if sentence.role == "label" else capitals
            caps = cut(page.view, sentence.start, sentence.end)
            if caps is not None:
                _SentenceReader(page, i, caps, seen).read()
    return seen


@cache
def _abbreviations() -> dict[str, str]:
    return {row[0]: row[1] for row in load_table("en", "office_abbreviations")}


# "Amir Khan", "Dean Acheson": an office only after "the" or before "of".
_RATHER_NAMES = frozenset({"amir", "akim", "imam", "dean", "marshal"})
_ALONE = frozenset("park hill hall field fields forest lake law power powers stock ward west north day days".split())
_INDIAN = frozenset({"shri", "smt", "shrimati"})
_LAST_WORD = re.compile(r"([a-z-]+)[\s,:\"'(]*\Z")
_LISTS = frozenset({",", "and", ", and", "&", ";", "; and", ", as well as", "as well as"})
_APPOSITION = frozenset(
    ",|, the|, a|, an|(|\u2013|-|\u2013 the|, who is|, who is the|as|as the|, our|, now|, then|, currently|, deputy"
    "|, as|, who was|, former|, the former".split("|")
)
# "Jane Roe, Ph.D., President": a degree between the name and the office.
_DEGREE = re.compile(r"\A,? ?(?:Ph\.? ?D|Esq)\.?(?=,)")
_UNIT = re.compile(r"\s+(?:working group|committee|commission|department|office|division|group)\b[^,.;:]{0,60}\s\Z")
_LOWER_OF = re.compile(r"(?:^|\s)((?:[a-z-]+\s+){0,3})([a-z-]+)\s+(?:of|for|at)\s+(?:the\s+)?\Z")


class _SentenceReader:
    """Reads one sentence: first offices, then titles of address, then bare names."""

    def __init__(self, page: Page, index: int, caps: Capitals, seen: Sightings) -> None:
        sentence = page.sentences[index]
        self.index = index
        self.caps = caps
        self.seen = seen
        self.label = sentence.role == "label"
        self.headline = sentence.role in ("title", "header") or self.label or _title_case(caps)
        self.here: list[Sighting] = []
        self.weak: list[Sighting] = []
        """Names of which too little is known, unless they stand in a list of persons."""
        self.open_title: Title | None = None
        """An office without a name so far that the next office may continue."""
        self.given_title: Title | None = None
        """An office of the name before it that the next office may continue."""

    def read(self) -> None:
        caps = self.caps
        floor = 0
        for h, flag in enumerate(caps.flags):
            if h >= floor and flag & (HEAD | PLURAL) and not flag & PLACE and self._is_office(h):
                floor = self._read_office(h, floor)
        for k in range(len(caps)):
            if not caps.taken[k] and (k == 0 or caps.joins[k - 1] == APART):
                self._read_lower_office(k)
        for k, flag in enumerate(caps.flags):
            if flag & HONORIFIC and not caps.taken[k] and not flag & NATION:
                self._read_honorific(k)
        for k in range(len(caps)):
            if not caps.taken[k]:
                self._read_bare(k)
        self._read_lists()
        self.here.sort(key=lambda sighting: sighting.name.start)
        for sighting in self.here:
            first = sighting.name.first
            if first and not sighting.countries and fold(caps.words[first - 1]) in _INDIAN and caps.joins[first - 1]:
                sighting.countries = ("IN",)
        self._read_neighbours()
        self.seen.names.extend(self.here)

    # ------------------------------------------------------------ offices

    def _is_office(self, h: int) -> bool:
        """False for names and things that only look like an office: "Martin Luther King", "Member States"."""
        caps = self.caps
        flag = caps.flags[h]
        follow = caps.flags[h + 1] if caps.joins[h] and not caps.owners[h] else 0
        if flag & NAME and not (h and caps.joins[h - 1] == SPACE and fold(caps.words[h - 1]) == "crown"):
            if (
                h
                and caps.joins[h - 1] == SPACE
                and caps.flags[h - 1] & NAME
                and not caps.flags[h - 1] & (HEAD | MODIFIER)
            ):
                return False
            if (
                flag & GIVEN
                and fold(caps.words[h]) in _RATHER_NAMES
                and not (h and caps.joins[h - 1] == SPACE or caps.before(h).rstrip().endswith(("the", "The")))
            ):
                return caps.gap(h).startswith((" of", ","))
            if not (caps.joins[h] and is_name(follow)) and not caps.gap(h).startswith((" of", ",")):
                return False
        return not (follow & THING and not follow & (NAME | MODIFIER | NATION) and not self.headline)

    def _read_office(self, h: int, floor: int) -> int:
        """Read the office at capital `h` with the names it governs; returns the first capital after them."""
        caps = self.caps
        title = read_title(caps, h, floor, headline=self.headline)
        names = self._names_after(title)
        caps.take(title.first, title.last)
        before = self.open_title
        self.open_title = None
        given, self.given_title = self.given_title, None
        if not names:
            if self._give_to_name_before(title):
                self.given_title = title
            elif given is not None and self._same_holder(given, title):
                self._share_body(given, title)
                self.given_title = given
            else:
                if before is not None and self._same_holder(before, title):
                    before.last, before.end = title.last, title.end
                    before.countries = before.countries or title.countries
                    title = before
                else:
                    self.seen.titles.setdefault(self.index, []).append(title)
                self.open_title = title
            return title.last + 1
        for position, name in enumerate(names):
            caps.take(name.first, name.last)
            countries = title.countries[position : position + 1] if len(title.countries) == len(names) else ()
            if len(names) == 1 or not title.plural:
                countries = title.countries[:1]
            self.here.append(
                Sighting(
                    self.index,
                    name,
                    9.0,
                    "office before the name",
                    (title.start, name.end),
                    title,
                    tuple(countries),
                    title.role,
                    title.organization,
                )
            )
        if len(names) > 1:
            return names[-1].last + 1
        if before is not None and self._same_holder(before, title):
            self._join_offices(before, self.here[-1])
        return self._read_country_after(self.here[-1]) + 1

    def _share_body(self, before: Title, title: Title) -> None:
        """Read "Jane Roe, President and CEO of Acme": both offices are Acme's."""
        before.organization = before.organization or title.organization
        for sighting in self.here:
            if sighting.title is before:
                sighting.organization = before.organization

    def _same_holder(self, before: Title, title: Title) -> bool:
        """True for two offices of one person: "Minister of State and Cabinet Member Dr. Jane Roe"."""
        caps = self.caps
        if before.plural or title.plural or title.first != before.last + 1:
            return False
        gap = " ".join(caps.gap(before.last).split())
        article = _LAST_WORD.search(caps.before(before.first)[-8:])
        if gap not in ("", "and", "\u2013", "-", ",", "&", "and the") or caps.owners[before.last]:
            return False
        if gap in ("and", ",", "and the") and article is not None and article.group(1) in ("the", "a", "an"):
            return False
        # "Madam Vice President, Speaker Roe": two persons are addressed.
        return not (before.first and caps.flags[before.first - 1] & HONORIFIC and caps.joins[before.first - 1])

    def _join_offices(self, before: Title, sighting: Sighting) -> None:
        """Let the first of two offices of one person be the one in the record."""
        titles = self.seen.titles[self.index]
        titles.remove(before)
        if before.head == "member" and sighting.title is not None:
            # "Member of the Political Bureau and Foreign Minister Li Wei": the seat says less than the office.
            sighting.phrase = (before.start, sighting.phrase[1])
            return
        sighting.title = before
        sighting.role = before.role
        sighting.organization = before.organization or sighting.organization
        sighting.countries = tuple(before.countries[:1]) or sighting.countries
        sighting.phrase = (before.start, sighting.phrase[1])

    def _names_after(self, title: Title) -> list[Name]:
        caps = self.caps
        k = title.last
        if k + 1 >= len(caps) or caps.owners[k] and not _UNIT.match(caps.gap(k)):
            return []
        apposed = caps.joins[k] == APART and not caps.owners[k]
        gap = " ".join(caps.gap(k).split())
        if gap == ", the" and caps.flags[k + 1] & HONORIFIC:
            gap = ","
        if apposed and gap not in ((",",) if self.headline else (",", "\u2013", "-", ":")):
            return []
        if not apposed and caps.joins[k + 1] == SPACE and caps.flags[k + 2] & HONORIFIC and caps.flags[k + 1] & NEVER:
            # "PRIME MINISTER THE HON ANNA BERG"
            k += 1
        first = self._name_at(k + 1, apposed=apposed)
        if first is None:
            return []
        if apposed and not title.plural:
            # "the Prime Minister, Anna Berg, said": the name is set off again, or a honorific shows it.
            closed = caps.view[first.end : first.end + 1] in (",", ")", ".", ";", "")
            if first.first == k + 1 and not (closed and len(first.parts) > 1):
                return []
        names = [first]
        while title.plural and names[-1].last + 1 < len(caps) and len(names) < 12:
            last = names[-1].last
            if caps.owners[last] or caps.gap(last).strip() not in _LISTS:
                break
            name = self._name_at(last + 1, apposed=False)
            if name is None:
                break
            names.append(name)
        return names

    def _name_at(self, k: int, *, apposed: bool) -> Name | None:
        """The name after an office or a title of address at capital `k`, past further titles of address."""
        caps = self.caps
        flags = caps.flags
        honoured = False
        while (
            flags[k] & HONORIFIC
            and caps.joins[k]
            and (not flags[k] & NAME or is_name(flags[k + 1]) or flags[k + 1] & NAME)
        ):
            k += 1
            honoured = True
        flag = flags[k]
        joined = bool(caps.joins[k]) and not caps.owners[k]
        if apposed and flag & CITY and not flag & NAME:
            return None
        if caps.taken[k] or flag & (NATION | REGION | PLURAL | HONORIFIC) and not flag & NAME:
            return None
        if flag & (HEAD | MODIFIER | THING) and not (
            flag & NAME and not (flag & HEAD and joined and is_name(flags[k + 1]))
        ):
            # "Minister of Energy Prince Khalid": the name comes after a second office.
            return None
        if flag & ACRONYM and not flag & NAME and not (self.headline and len(caps.words[k]) > 3):
            return None
        if flag & (NEVER | PLACE) and not (flag & NAME and joined and is_name(flags[k + 1])):
            return None
        if flag & THING and not honoured and not joined and fold(caps.words[k]) not in _ALONE:
            # "Prime Minister House" is where he lives; "President Park" is a person.
            return None
        if flag & WORD and not honoured:
            if apposed and not flag & GIVEN:
                return None
            if not flag & NAME and (apposed or self.headline or not (joined and is_name(flags[k + 1]))):
                return None
        name = read_name(caps, k, strong=True)
        return None if self._thing_follows(name) else name

    def _thing_follows(self, name: Name) -> bool:
        """True if the name is part of a thing's: "King Faisal Airport", "Pushkin Moscow University"."""
        caps = self.caps
        k = name.last
        for _ in range(2):
            if caps.joins[k] != SPACE or caps.owners[k]:
                return False
            k += 1
            flag = caps.flags[k]
            if flag & THING:
                if flag & MODIFIER and caps.joins[k] == SPACE and caps.flags[k + 1] & HEAD:
                    return False
                return not flag & HEAD and not (
                    self.headline and flag & WORD and not flag & SURNAME and k > name.last + 1
                )
            if not flag & (CITY | WORD | HEAD) or flag & NAME and not flag & HEAD or self.headline:
                return False
        return False

    def _read_country_after(self, sighting: Sighting) -> int:
        """Take in "of Japan", "(Brazil)" after a name with an office; returns the last capital."""
        caps = self.caps
        last = sighting.name.last
        if sighting.countries or last + 1 >= len(caps) or caps.owners[last] or not caps.flags[last + 1] & NATION:
            return last
        if " ".join(caps.gap(last).split()) not in ("of", "of the", "("):
            return last
        start = caps.starts[last + 1]
        places = find_places(caps.view, start, min(caps.end, start + 80))
        if not places or places[0].start != start or places[0].country is None:
            return last
        sighting.countries = (places[0].country,)
        sighting.phrase = (sighting.phrase[0], places[0].end)
        while last + 1 < len(caps) and caps.starts[last + 1] < places[0].end:
            last += 1
            caps.taken[last] = True
        return last

    def _give_to_name_before(self, title: Title) -> bool:
        """Give the office to the name before it: "Li Wei, Vice Premier of the State Council"."""
        caps = self.caps
        k = title.first - 1
        if k < 0 or title.plural:
            return False
        gap = _DEGREE.sub("", " ".join(caps.gap(k).split()))
        while k > 0 and caps.words[k] in load_words("en", "post_nominals") and caps.joins[k - 1] == SPACE:
            k -= 1
        card = k > 0 and gap == f"{caps.words[k]} {caps.words[k - 1]}"
        if not card and gap.lower() not in _APPOSITION:
            return False
        sighting = next((s for s in self.here if s.phrase[1] == caps.ends[k] or s.name.last == k), None)
        if sighting is not None and sighting.title is not None:
            # "Ambassador Jane Roe, Permanent Representative of Norway": a second office of the same person.
            if sighting.title.start > sighting.name.start or sighting.name.last != k:
                return False
            if not title.countries and sighting.title.head not in RANKS and not card:
                return False
            sighting.countries = sighting.countries or tuple(title.countries[:1])
            sighting.phrase = (sighting.phrase[0], title.end)
            if sighting.title.head in RANKS:
                sighting.role, sighting.organization = title.role, title.organization
            return True
        if sighting is None:
            name = self._name_ending_at(k)
            if name is None:
                return False
            caps.take(name.first, k)
            sighting = Sighting(self.index, name, 0.0, "", (name.start, name.end))
            self.here.append(sighting)
        sighting.title = title
        sighting.score = 9.0
        sighting.rule = "office after the name"
        sighting.role = title.role
        sighting.organization = title.organization or self._body_after(title)
        sighting.countries = tuple(title.countries[:1])
        sighting.phrase = (sighting.phrase[0], title.end)
        return True

    def _body_after(self, title: Title) -> str | None:
        """The body after an office in a list: "Joan Roe, President, Harbour Chamber"."""
        caps = self.caps
        k = title.last + 1
        if title.countries or k >= len(caps) or caps.gap(title.last).strip() != "," or title.organization:
            return None
        stop = end_of_body(caps, k)
        ends = not caps.view[caps.ends[stop] : caps.end].strip(" .;,)")
        if not ends and not any(flag & (THING | ACRONYM) for flag in caps.flags[k : stop + 1]):
            return None
        if caps.flags[k] & NATION or any(flag & (HEAD | HONORIFIC) for flag in caps.flags[k : stop + 1]):
            return None
        caps.take(k, stop)
        return text_of(caps.view, caps.starts[k], caps.ends[stop])

    def _name_ending_at(self, k: int) -> Name | None:
        """The name of two parts or more whose last capital is `k`."""
        caps = self.caps
        if caps.owners[k] or caps.taken[k]:
            return None
        first = k
        while first > 0 and caps.joins[first - 1] and not caps.taken[first - 1] and k - first < 5:
            first -= 1
        for start in range(first, k):
            flag = caps.flags[start]
            addressed = start > first and bool(caps.flags[start - 1] & HONORIFIC) and not flag & HONORIFIC
            if (
                flag & NAME
                or addressed
                or not flag & (NEVER | NATION | THING | PLACE | REGION | ACRONYM | HONORIFIC | WORD | HEAD | MODIFIER)
            ):
                name = read_name(caps, start, strong=False)
                if name.last == k:
                    return name
        return None

    def _read_lower_office(self, k: int) -> None:
        """Read "head of the Central Bank Jane Roe", "president of Senegal Ibra Fall" from the first capital on."""
        caps = self.caps
        office = _LOWER_OF.search(caps.before(k)[-50:])
        if office is None or office.group(2) not in singular_heads() or not caps.joins[k]:
            return
        stop = k
        while caps.joins[stop] == SPACE and not caps.owners[stop] and not caps.taken[stop + 1]:
            stop += 1
        start = boundary(caps, k, stop, linked=True, destination=False)
        if start > stop or start == k:
            return
        name = read_name(caps, start, strong=True)
        if self._thing_follows(name) or caps.flags[start] & (WORD | THING) and not caps.flags[start] & NAME:
            return
        body = (caps.starts[k], caps.ends[start - 1])
        country = country_of(caps.view, *body)
        nation = all(flag & NATION for flag in caps.flags[k:start])
        words = office.group(1).split()
        while words and words[0] not in load_words("en", "office_modifiers"):
            words.pop(0)
        role = " ".join([*words, office.group(2)])
        caps.take(k, name.last)
        self.here.append(
            Sighting(
                self.index,
                name,
                8.0,
                "office before the name",
                (body[0] - len(office.group(0).lstrip()), name.end),
                None,
                (country,) if country else (),
                role if nation else f"{role} of {text_of(caps.view, *body)}",
                None if nation else text_of(caps.view, *body),
            )
        )

    # ------------------------------------------------------------ titles of address

    def _read_honorific(self, k: int) -> None:
        caps = self.caps
        if not caps.joins[k] or caps.owners[k]:
            return
        flag, follow = caps.flags[k], caps.flags[k + 1]
        dotted = caps.view.startswith(".", caps.ends[k])
        if flag & (WORD | NAME) and not dotted and not follow & HONORIFIC:
            # "Lord", "Father", "Don": a title of address only before a plain name.
            plain = is_name(follow) and not follow & CITY
            if follow & WORD:
                plain = caps.joins[k + 1] != APART and is_name(caps.flags[k + 2]) and not caps.flags[k + 2] & WORD
            if not plain or caps.taken[k + 1] or flag & GIVEN:
                return
        if caps.taken[k + 1]:
            caps.taken[k] = True
            return
        name = self._name_at(k, apposed=False)
        if name is None or name.first == k:
            if not follow & WORD or follow & (HEAD | MODIFIER | PLURAL | THING | HONORIFIC):
                return
            name = read_name(caps, k + 1, strong=True)
        if any(caps.taken[name.first : name.last + 1]):
            return
        caps.take(k, name.last)
        sighting = Sighting(self.index, name, 8.0, "title of address before the name", (caps.starts[k], name.end))
        if dotted or caps.words[k].isupper():
            sighting.role = _abbreviations().get(fold(caps.words[k]).rstrip("."))
        self.here.append(sighting)

    # ------------------------------------------------------------ bare names

    def _read_bare(self, k: int) -> None:
        caps = self.caps
        flags = caps.flags
        flag = flags[k]
        if flag & PLACE or flag & ~CITY and not (flag & (NAME | INITIAL | PARTICLE)):
            return
        if flag & NEVER and not (
            flag & NAME and caps.joins[k] and not caps.owners[k] and is_name(flags[k + 1]) and not flags[k + 1] & WORD
        ):
            return
        if flag & INITIAL and not (caps.joins[k] and (is_name(flags[k + 1]) or flags[k + 1] & INITIAL)):
            return
        if flag & PARTICLE and not flag & NAME and not (caps.joins[k] and is_name(flags[k + 1])):
            return
        if flag & ACRONYM and not flag & GIVEN and not self.label:
            return
        name = read_name(caps, k, strong=self.label)
        score = weigh_name(caps, name, headline=self.headline)
        if self.label and name.last == len(flags) - 1 and not name.first and not flag & WORD:
            score += 4.0
        thing = self._thing_follows(name) or self._thing_before(name)
        caps.take(name.first, name.last)
        alone = len(name.parts) == 1
        sighting = Sighting(self.index, name, score, "given name and surname", (name.start, name.end))
        if not alone and not thing:
            read_office_after(caps, sighting)
        if not alone and not thing and 1.0 <= sighting.score < SURE and not self.headline:
            self.weak.append(sighting)
            return
        if alone or sighting.score < 2.0 or thing:
            self._leave(name, -9.0 if thing else score if alone else -3.0)
            return
        self.here.append(sighting)

    def _read_lists(self) -> None:
        """Take names that stand in a list with a person for persons: "Jane Roe, Lytgard Ostrevan and John Doe"."""
        starts = {sighting.name.first for sighting in self.here if sighting.score >= SURE}
        ends = {sighting.name.last for sighting in self.here if sighting.score >= SURE}
        caps = self.caps
        for sighting in (*self.weak, *reversed(self.weak)):
            if sighting.name.first in starts:
                continue
            first, last = sighting.name.first, sighting.name.last
            after = last + 1 in starts and not caps.owners[last] and " ".join(caps.gap(last).split()) in _LISTS
            before = first - 1 in ends and not caps.owners[first - 1] and " ".join(caps.before(first).split()) in _LISTS
            if after or before:
                sighting.score = max(sighting.score, SURE)
                starts.add(first)
                ends.add(last)
                self.here.append(sighting)
        for sighting in self.weak:
            if sighting.score < 2.0:
                self._leave(sighting.name, -3.0)
            elif sighting.name.first not in starts:
                self.here.append(sighting)

    def _leave(self, name: Name, worth: float) -> None:
        """Note the words of a name that is not taken for one: each may be the short form of another."""
        caps = self.caps
        if worth > -9.0 and _is_eponym(caps, name):
            worth = -9.0
        for m in range(name.first, name.last + 1):
            flag = caps.flags[m]
            if not flag & (NATION | PLACE | ACRONYM | INITIAL):
                word = Lone(self.index, caps.starts[m], caps.ends[m], part_of(caps.words[m]), flag, worth)
                self.seen.lone.append(word)

    def _thing_before(self, name: Name) -> bool:
        """True for "Hotel Ritz Carlton", "Lake Victoria Nile", "NATO Javelin"."""
        caps = self.caps
        k = name.first - 1
        if k < 0 or caps.joins[k] != SPACE or caps.owners[k] or caps.taken[k]:
            return False
        flag = caps.flags[k]
        return bool(flag & (THING | REGION | ACRONYM)) and not flag & (HEAD | HONORIFIC)

    # ------------------------------------------------------------ what neighbours tell

    def _read_neighbours(self) -> None:
        """Offices in lower case, countries before bare names, and lists whose members share a country."""
        view = self.caps.view
        previous: Sighting | None = None
        for sighting in self.here:
            if sighting.role is None:
                read_office_before(self.caps, sighting, self.here)
            if sighting.role is None:
                read_office_after(self.caps, sighting)
            if previous is not None:
                gap = " ".join(view[previous.phrase[1] : sighting.phrase[0]].split()).lower()
                listed = gap.removesuffix(" the").strip() in _LISTS
                if listed and previous.plural and sighting.role is None:
                    sighting.role, sighting.rule, sighting.plural = previous.role, previous.rule, True
                sighting.listed = listed and sighting.role is not None
            previous = sighting


_NEXT_NOUN = re.compile(r"\s?(?:'s?)?\s+(?:[A-Z][a-z]+\s+)?([A-Za-z]+)")


def _is_eponym(caps: Capitals, name: Name) -> bool:
    """True for a surname that names a thing: "Planck's constant", "the Boltzmann distribution"."""
    match = _NEXT_NOUN.match(caps.view, name.end, min(caps.end, name.end + 40))
    return match is not None and match.group(1).lower() in load_words("en", "eponym_nouns")


def _title_case(caps: Capitals) -> bool:
    """True if (nearly) every longer word is capitalised and no full stop ends the passage, as in a headline."""
    passage = caps.view[caps.start : caps.end].rstrip()
    return (
        len(passage) < 160 and passage[-1] not in ".!?:" and len(caps) > 3 and len(caps) * 1.6 >= len(passage.split())
    )
