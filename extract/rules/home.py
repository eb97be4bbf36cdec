"""Home: the country of those whose office names none: "National Security Advisor Jane Roe"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from extract.lexicon import load_table, load_words
from extract.rules.names import fold
from extract.rules.offices import Title, country_of_office, leads
from extract.rules.places import PlaceMention, find_places
from extract.text.page import Page

# How many sentences from its start tell what a page is about.
_HEAD = 300
_TITLE_WEIGHT = 2.0
_WEIGHTS = {"country": 1.0, "demonym": 1.0, "building": 1.5, "city": 0.5}
# What a page must weigh a country for it to be its own: it names it twice, or it names no other.
_ENOUGH = 2.0
_LEAST = 0.5
_CROWD = 2
# A country that the page speaks of this much less than of the first one is not its own.
_SHARE = 0.25
# "The United States and Bangladesh", "Australia-Japan": countries named as a pair are the parties.
_PAIR = re.compile(r"\s*(?:-|–|and|and\s+the)\s*")
_PAIR_WEIGHT = 1.0
# Two presidents without a country are the leaders of the page's two countries if both are named at its head.
_OPENING = 900

# "concludes visit to China", "will travel to Germany and Angola": a destination is not the traveller's country.
_DESTINATION = re.compile(
    r"\b(?:visit(?:s|ed|ing)?(?:\s+to)?|trips?\s+to|travel(?:s|led|ling|ed|ing)?\s+to|arriv(?:al|ed|ing)\s+in|tour\s+of)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:,\s*|,?\s+and\s+)(?:the\s+)?$")
_REACH = 32
_EUROPE = re.compile(r"\bEuropean (?:Commission|Council|Parliament)\b")

# Words of offices of a state, which have a country even if the text does not say which.
_PUBLIC = frozenset(
    "minister secretary ambassador governor mayor senator spokesperson spokesman envoy treasurer crown".split()
)
# Offices of the press, of science and of bodies of several states.
_ANYWHERE = frozenset("commissioner judge officer professor editor analyst economist founder co-founder owner".split())
_OF_BODIES = ("executive secretary", "secretary-general", "secretary general", "general secretary")
_NATIONAL = frozenset("prime minister king queen chancellor premier governor mayor senator secretary".split())


@dataclass(frozen=True, slots=True)
class Official:
    """A person with an office, as far as the page tells."""

    index: int
    role: str
    start: int
    """Where the person is first named."""
    country: str | None
    """The country the text states; None if it must be found."""
    titled: bool
    """True if the office stands beside the name somewhere."""
    body: bool
    """True for an office of an organization."""
    counterpart: bool
    """True for "her Norwegian counterpart": of another country than the page's own."""


def find_homes(page: Page, officials: Sequence[Official], unnamed: Iterable[Title]) -> dict[int, str]:
    """The countries of the officials whose office states none, by index; only those that the page makes plain.

    `unnamed` are the offices that the page names without their holders: "the Prime Minister of Samoa".
    """
    governs = any(not official.body and is_public(official.role) for official in officials)
    homeless = [official for official in officials if official.country is None and _needs_country(official, governs)]
    if not homeless:
        return {}
    return _Finder(page, officials, list(unnamed)).assign(sorted(homeless, key=lambda official: official.start))


def _needs_country(official: Official, governs: bool) -> bool:
    if fold(official.role).endswith(_OF_BODIES):
        return False
    if is_public(official.role) and not (official.body and leads(official.role)):
        return True
    return governs and official.titled and _ANYWHERE.isdisjoint(fold(official.role).split())


def is_public(role: str) -> bool:
    """Whether an office is one of a state.

    >>> is_public("National Security Advisor"), is_public("Minister of Energy"), is_public("Executive Secretary")
    (True, True, False)
    """
    words = fold(role)
    if words.endswith(_OF_BODIES):
        return False
    return leads(role) or "national security" in words or not _PUBLIC.isdisjoint(words.split())


def has_office(code: str, role: str) -> bool:
    """Whether a country can have an office.

    >>> has_office("NO", "President"), has_office("US", "Prime Minister"), has_office("SD", "Foreign Secretary")
    (False, False, False)
    """
    role = fold(role)
    words = role.split()
    some = _offices_of_some().get(role)
    if some is not None:
        return code in some
    if "prime minister" in role and code in load_words("en", "presidencies"):
        return False
    if code == "EU":
        return _NATIONAL.isdisjoint(words)
    monarchy = code in load_words("en", "monarchies")
    if words[-1] == "president":
        return not monarchy
    return monarchy or words[-1] not in ("king", "queen", "sultan", "emir", "emperor", "prince", "princess")


@cache
def _offices_of_some() -> dict[str, list[str]]:
    return {row[0]: row[1].split() for row in load_table("en", "offices_of_some_countries")}


class _Finder:
    """Weighs the countries of a page and gives each office without a country the one that fits."""

    def __init__(self, page: Page, officials: Sequence[Official], unnamed: list[Title]) -> None:
        self._officials = officials
        self._weights, self._order, destinations = _weigh(page)
        # "Secretary of State Roe": who is named first in an office that one country has tells whose page it is.
        first = min(officials, key=lambda official: official.start)
        self._home: str | None = first.country if first.country == country_of_office(first.role) else None
        self._dateline = _dateline_country(page)
        self._led = {o.country for o in officials if o.country and not o.body and leads(o.role)}
        # "China's new President and Premier", "the Samoan Prime Minister": somebody else leads these.
        self._stated = [title for title in unnamed if title.countries and leads(title.role)]
        self._abroad = destinations | {o.country for o in officials if o.counterpart and o.country}
        self._others = self._led | self._abroad | {code for title in self._stated for code in title.countries}
        for official in officials:
            # A country with an official of its own counts as one the page speaks of.
            if official.country and official.titled and (leads(official.role) or official.country == "EU"):
                self._weights[official.country] += 1
                self._order.setdefault(official.country, official.start)
        self._ranked = sorted(self._weights, key=lambda code: (-self._weights[code], self._order[code]))
        self._peers: dict[str, set[str]] = defaultdict(set)
        """The countries of the holders of each office."""
        self._latest: dict[str, int] = {}
        """Where the last official of each country is first named; an ambassador who stands by does not count."""
        for official in officials:
            if official.country:
                self._peers[fold(official.role)].add(official.country)
                if "ambassador" not in fold(official.role):
                    self._latest[official.country] = max(self._latest.get(official.country, 0), official.start)

    def assign(self, homeless: list[Official]) -> dict[int, str]:
        found: dict[int, str] = {}
        if self._home is None and not leads(homeless[0].role):
            self._home = self._own(homeless[0], [])
        leaders = [official for official in homeless if leads(official.role) and not official.body]
        groups: dict[str, list[Official]] = defaultdict(list)
        for official in leaders:
            groups[fold(official.role)].append(official)
        for role, members in groups.items():
            found.update(self._leaders(role, members))
        led = next((found[official.index] for official in leaders if official.index in found), None)
        for official in homeless:
            if official.body or not leads(official.role):
                own = self._own(official, []) or led or self._only_fitting(official)
                if own is not None and has_office(own, official.role):
                    found[official.index] = own
        return found

    def _leaders(self, role: str, members: list[Official]) -> dict[int, str]:
        """The countries of the heads of one kind: the page's own for the first; two for two, in their order."""
        held = [o.country for o in self._officials if o.country and not o.body and fold(o.role) == role]
        deputies = role.startswith(("deputy", "vice", "first deputy"))
        if len(members) == 2 and not held and not deputies and members[1].start < _OPENING:
            pair = [code for code in self._ranked if has_office(code, role)][:2]
            if len(pair) == 2 and all(self._weights[code] >= 1 for code in pair):
                pair.sort(key=lambda code: self._order[code])
                return dict(zip((official.index for official in members), pair, strict=True))
        stated = {code for title in self._stated if fold(title.role) == role for code in title.countries}
        own = self._own(members[0], [*held, *stated])
        if own is None and len(members) == 1:
            own = self._host(members[0], held, stated)
        if own is None:
            return {}
        return {official.index: own for official in (members if deputies else members[:1])}

    def _own(self, official: Official, taken: Sequence[str | None]) -> str | None:
        """The page's own country: the one it speaks of most and where it is nobody's guest, or its dateline's."""
        ranked = self._ranked
        # "Secretary Roe met with the Norwegian minister": who is named first is not of the other's country.
        later = {code for code, start in self._latest.items() if start > official.start}
        unfit = {*taken, *self._peers.get(fold(official.role), ())}
        fitting = [code for code in ranked if code not in unfit and has_office(code, official.role)]
        if self._home and self._home not in unfit and has_office(self._home, official.role):
            return self._home
        free = [
            code
            for code in fitting
            if code not in self._others
            and self._weights[code] >= _SHARE * self._weights[ranked[0]]
        ]
        free = [code for code in free if code not in later] or free
        sure = [code for code in free if self._weights[code] >= _ENOUGH]
        local = [code for code in fitting if code == self._dateline and code not in self._abroad]
        if len(set(taken)) >= _CROWD:
            # After two presidents, a third one may be of any country, even of one the page does not name.
            return local[0] if local else None
        if sure or local:
            return (sure or local)[0]
        return free[0] if len(free) == 1 and self._weights[free[0]] >= _LEAST else None

    def _host(self, official: Official, held: Sequence[str | None], stated: set[str]) -> str | None:
        """The country of a leader who is not the page's own: the one that others visit, or that it states an office of.

        "Prime Minister A visited Brazil at the invitation of President B"; "talks with the Prime Minister of Japan".
        """
        visited = [code for code in self._ranked if code in self._abroad and has_office(code, official.role)]
        open_offices = [code for code in (*visited, *sorted(stated)) if code not in held and code not in self._led]
        return open_offices[0] if len(set(open_offices)) == 1 else None

    def _only_fitting(self, official: Official) -> str | None:
        """The one of the page's two main countries that has such an office: the European Union has no ministers."""
        fitting = [code for code in self._ranked[:2] if has_office(code, official.role)]
        return fitting[0] if len(fitting) == 1 else None


def _weigh(page: Page) -> tuple[dict[str, float], dict[str, int], set[str]]:
    """How much the page speaks of each country, where first, and which ones somebody travels to."""
    weights: dict[str, float] = defaultdict(float)
    order: dict[str, int] = {}
    destinations: set[str] = set()
    union = _EUROPE.search(page.view) is not None
    for sentence in page.sentences[:_HEAD]:
        if sentence.role == "furniture":
            continue
        factor = _TITLE_WEIGHT if sentence.role == "title" else 1.0
        before: PlaceMention | None = None
        for place in find_places(page.view, sentence.start, sentence.end):
            if place.country is None or place.kind == "region":
                continue
            if union and place.country == "BE" and place.kind == "city":
                # Brussels is the seat of the European Union first.
                continue
            weights[place.country] += factor * _WEIGHTS[place.kind]
            order.setdefault(place.country, place.start)
            if before is not None and before.country is not None and before.country != place.country:
                if _PAIR.fullmatch(page.view, before.end, place.start):
                    weights[place.country] += _PAIR_WEIGHT
                    weights[before.country] += _PAIR_WEIGHT
            if _is_destination(page.view, sentence.start, place, before, destinations):
                destinations.add(place.country)
            before = place
        for match in _EUROPE.finditer(page.view, sentence.start, sentence.end):
            weights["EU"] += 1
            order.setdefault("EU", match.start())
    return dict(weights), order, destinations


def _is_destination(
    view: str, start: int, place: PlaceMention, before: PlaceMention | None, destinations: set[str]
) -> bool:
    if _DESTINATION.search(view, max(start, place.start - _REACH), place.start):
        return True
    joined = before is not None and before.country in destinations
    return joined and before is not None and _AND.fullmatch(view, before.end, place.start) is not None


def _dateline_country(page: Page) -> str | None:
    """The country of the place in the page's dateline."""
    for header in page.headers:
        if header.place is not None:
            return next((p.country for p in find_places(page.view, *header.place) if p.country), None)
    return None
