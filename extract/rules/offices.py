"""Offices: "Prime Minister of the Russian Federation", "Kazakhstan's President", "Chair of the Board of JSC Mines"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from extract.lexicon import load_table
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
    fold,
    is_name,
    known_bodies,
    office_ranks,
    read_name,
    singular_heads,
)
from extract.rules.places import PlaceMention, find_places

_SPACES = re.compile(r"\s+")

# Links between the noun of an office and its complement.
_OF = frozenset({"of", "of the", "for", "for the", "on", "on the", "in", "in the", "at", "at the"})
_TO = frozenset({"to", "to the"})
_AND = frozenset({"and", "&", "and the", "and for", "and for the", "and of", "and of the", ", and", ","})
_DASH = frozenset({"-", "\u2013", "\u2014", "/"})


@dataclass(slots=True)
class Title:
    """An office as written, without the name of its holder."""

    start: int
    end: int
    first: int
    """Index of its first capital."""
    last: int
    """Index of its last capital."""
    head: str
    """The noun of the office, singular, lower case."""
    role: str
    organization: str | None
    countries: list[str] = field(default_factory=list)
    """The countries represented; several after a plural ("the Presidents of Russia and Kazakhstan")."""
    plural: bool = False
    world: bool = False
    """True for an office of a body of several states: it represents none of them."""


def text_of(view: str, start: int, end: int) -> str:
    """The passage with single spaces, and none before a comma."""
    return _SPACES.sub(" ", view[start:end]).replace(" ,", ",").strip()


def leads(role: str) -> bool:
    """True for heads of state and of government, and for those who are next in line.

    >>> leads("Federal Chancellor"), leads("Prime Minister"), leads("Minister of Energy")
    (True, True, False)
    """
    words = fold(role).split()
    if "prime minister" in " ".join(words):
        return True
    ranks = office_ranks()
    return any(ranks.get(word) in ("state", "government") for word in words) and _LEADING.issuperset(words)


# "Vice President" leads with others, "Executive Vice President" or "Guild President" does not.
_LEADING = frozenset(
    "president vice first second deputy acting interim federal state former king queen emperor empress emir amir sultan"
    " pope monarch premier chancellor taoiseach of the and custodian two holy mosques crown prince his her".split()
)

# Bodies of several states: who holds an office of theirs represents no country; for the European Union's it is "EU".
_WORLD = re.compile(
    r"\b(?:United Nations|UN|UNESCO|UNICEF|WHO|WTO|IMF|World Bank|NATO|African Union|AU|ASEAN|OPEC|OSCE|SCO|CSTO|CIS"
    r"|EAEU|Eurasian|International|Arab League|League of Arab States|Gulf Cooperation|GCC|ECOWAS|Pacific Islands"
    r"|Commonwealth|Shanghai Cooperation|Collective Security|Council of Europe|World|Inter-American|Asian Development"
    r"|African Development|BRICS|IAEA|OECD|Organi[sz]ation (?:of|for)|Mercosur|CARICOM|CICA|G7|G20|General Assembly"
    r"|Red Cross|Inter-Parliamentary|Interparliamentary|Organization of|Secretary-General|Secretary General)\b"
)
_EUROPE = re.compile(
    r"\b(?:European (?:Commission|Council|Union|Parliament|Central Bank|External Action|Investment Bank)|EU|Eurogroup"
    r"|Commission (?:President|Vice-President|Executive))\b|\b(?:High Representative|Commissioner) for\b"
)


@cache
def _offices_of_countries() -> dict[str, str]:
    return {row[0]: row[1] for row in load_table("en", "offices_of_countries")}


def country_of_office(role: str) -> str | None:
    """The country of an office that no other country has.

    >>> country_of_office("Chancellor of the Exchequer"), country_of_office("Chancellor")
    ('GB', None)
    """
    key = role.lower()
    known = _offices_of_countries()
    return known.get(key) or known.get(key.removeprefix("deputy ").removeprefix("assistant ").removeprefix("former "))


def country_of(view: str, start: int, end: int) -> str | None:
    """The only country named in a passage ("National Bank of Kazakhstan" -> "KZ"), or None."""
    found = {p.country for p in find_places(view, start, end) if p.country and p.kind in ("country", "demonym")}
    return found.pop() if len(found) == 1 else None


def read_title(caps: Capitals, h: int, floor: int, *, headline: bool) -> Title:
    """The office whose noun is capital `h`; `floor` is the first capital that it may take in."""
    view, flags = caps.view, caps.flags
    left = _left_edge(caps, h, floor, headline=headline)
    h = _right_edge(caps, h)
    heads = singular_heads()
    word = fold(caps.words[h])
    head = heads.get(word) or heads.get(fold(caps.words[h - 1])) or word
    plural = bool(flags[h] & PLURAL)
    countries: list[str] = []
    role_start, organization = _split_left(caps, left, h, countries)
    role = text_of(view, caps.starts[role_start], caps.ends[h])
    if plural:
        role = role[: len(role) - len(caps.words[h])] + head.title()
    pieces = [role]
    last = h
    if not caps.owners[h]:
        last, body = _read_complement(caps, h, head, pieces, countries, plural=plural)
        organization = organization or body
    start, end = caps.starts[left], caps.ends[last]
    title = Title(start, end, left, last, head, "".join(pieces), organization, countries, plural)
    if not countries:
        only = country_of_office(title.role)
        if only:
            title.countries = [only]
        elif organization in known_bodies():
            # "Rosatom CEO" is of Russia, "EBRD Vice President" of no country.
            body_home = known_bodies()[organization or ""]
            title.countries, title.world = ([body_home], False) if body_home else ([], True)
        elif _EUROPE.search(view, start, end):
            title.countries = ["EU"]
        elif _WORLD.search(view, start, end):
            title.world = True
        elif organization:
            country = country_of(view, start, end)
            title.countries = [country] if country else []
    return title


# What follows the noun of an office: "Secretary General", "President-elect", "Ambassador Extraordinary".
_AFTER_HEAD = frozenset({"general", "elect", "designate", "emeritus", "plenipotentiary", "extraordinary"})


def _right_edge(caps: Capitals, h: int) -> int:
    """The last noun of the office: "Deputy Prime Minister", "Lieutenant General", "Ambassador Extraordinary"."""
    flags, joins, owners = caps.flags, caps.joins, caps.owners
    while joins[h] == SPACE and not owners[h] and not caps.taken[h + 1]:
        k = h + 1
        while flags[k] & MODIFIER and not flags[k] & (HEAD | PLURAL) and joins[k] == SPACE and not owners[k]:
            k += 1
        rank = fold(caps.words[k]) in RANKS and fold(caps.words[h]) not in _BEFORE_RANKS
        if (
            flags[k] & (HEAD | PLURAL)
            and not rank
            and not (flags[k] & NAME and not (joins[k] and is_name(flags[k + 1])))
        ):
            h = k
        elif fold(caps.words[h + 1]) in _AFTER_HEAD and not (rank and k == h + 1):
            h += 1
        else:
            break
    if h + 1 < len(caps) and caps.gap(h).strip() == "and" and fold(caps.words[h + 1]) == "plenipotentiary":
        h += 1
    return h


# "Lieutenant General", "Attorney General", but "Defence Minister | General Jane Roe".
_BEFORE_RANKS = frozenset(
    "lieutenant major brigadier attorney director secretary consul governor solicitor inspector surgeon colonel"
    " prosecutor auditor comptroller captain rear vice deputy assistant field fleet".split()
)


def _left_edge(caps: Capitals, h: int, floor: int, *, headline: bool) -> int:
    """The first capital of the office: "Deputy Foreign Minister", "Kazakhstan's President", "Acme Bank's CEO"."""
    flags, joins, owners = caps.flags, caps.joins, caps.owners
    left = h
    while left > floor and joins[left - 1] == SPACE and not caps.taken[left - 1]:
        k = left - 1
        flag = flags[k]
        if flag & NATION or flag & (HEAD | MODIFIER) and not flag & GIVEN:
            left = k
        elif flag & (NEVER | HONORIFIC | INITIAL) or flag & GIVEN and not flag & WORD:
            break
        elif flag & (THING | ACRONYM | REGION):
            left = k
        elif headline and not owners[k]:
            # In a headline every word is capitalised: "Leaders Praise Prime Minister".
            break
        elif flag & WORD:
            if k == 0 and _VERBAL.search(fold(caps.words[k])) and not caps.before(0).strip():
                break
            left = k
        elif flag & CITY or not flag & ~(SURNAME | PARTICLE):
            if k > floor and joins[k - 1] == SPACE and flags[k - 1] & (GIVEN | INITIAL):
                break
            left = k
        else:
            break
    if 0 < left < h and " ".join(caps.before(left).split()) in ("of", "of the") and not caps.taken[left - 1]:
        # "Custodian of the Two Holy Mosques King ...": what "of" governs is another's complement.
        while left < h and not flags[left] & (MODIFIER | NATION) or flags[left] & (WORD | THING) == THING:
            left += 1
            if left == h:
                break
    return left


# "Visiting Prime Minister ...", "Meanwhile President ...": how ordinary words that start a sentence end.
_VERBAL = re.compile(r"(?:ing|ed|ly)\Z")


def _split_left(caps: Capitals, left: int, h: int, countries: list[str]) -> tuple[int, str | None]:
    """Where the role begins among the capitals before its noun, and the body that is named before it."""
    flags = caps.flags
    k = left
    while k < h and flags[k] & NATION:
        k += 1
    for place in find_places(caps.view, caps.starts[left], caps.ends[k - 1]) if k > left else ():
        if place.country and place.kind in ("country", "demonym") and place.country not in countries:
            countries.append(place.country)
    role = h
    while role > k and flags[role - 1] & (MODIFIER | HEAD) and not caps.owners[role - 1]:
        role -= 1
    body = range(k, role)
    if not any(caps.owners[m] or flags[m] & (THING | ACRONYM) or not flags[m] & WORD for m in body):
        # "Unification Minister", "Climate Envoy": plain words before the noun are part of the role.
        return k, None
    return role, text_of(caps.view, caps.starts[left], caps.ends[role - 1])


def _read_complement(
    caps: Capitals, h: int, head: str, pieces: list[str], countries: list[str], *, plural: bool
) -> tuple[int, str | None]:
    """Read what follows the noun ("of the Republic of Kazakhstan to the Russian Federation"): last capital and body.

    The parts of it that belong to the role are added to `pieces`, the countries represented to `countries`.
    """
    flags, view = caps.flags, caps.view
    last = h
    body: str | None = None
    body_start = -1
    for _ in range(12):
        k = last + 1
        if k >= len(caps) or caps.owners[last] or caps.joins[last] != APART or caps.taken[k]:
            break
        link = _SPACES.sub(" ", caps.gap(last).strip()).lower()
        if link in _DASH:
            noun = _next_head(caps, k)
            if noun is None:
                break
            noun = _right_edge(caps, noun)
            pieces.append(_SPACES.sub(" ", view[caps.ends[last] : caps.ends[noun]]))
            last = noun
            continue
        if (
            link not in _OF
            and link not in _TO
            and not (link in _AND and last > h and _continues(caps, k, link, countries, plural=plural))
        ):
            break
        stop = k
        while caps.joins[stop] == SPACE and not caps.owners[stop] and not caps.taken[stop + 1]:
            stop += 1
        start_of_name = boundary(caps, k, stop, linked=link in _OF or link in _TO, destination=link in _TO)
        if start_of_name == k:
            break
        last = start_of_name - 1
        chunk = (caps.starts[k], caps.ends[last])
        nations = [p for p in find_places(view, *chunk) if p.kind in ("country", "demonym")]
        if link not in _TO and _is_nation(nations, chunk):
            country = nations[0].country
            if country and (not countries or plural):
                countries.append(country)
        else:
            if nations and link in _TO and not countries and any(flags[m] & HEAD for m in range(k, start_of_name)):
                # "Aide to the Russian President" works for Russia.
                countries.extend(p.country for p in nations[:1] if p.country)
            pieces.append(_SPACES.sub(" ", view[caps.ends[k - 1] : chunk[1]]))
            if link not in _TO:
                named = any(flags[m] & (THING | ACRONYM) or not flags[m] for m in range(k, start_of_name))
                if body is not None or named and head not in _MINISTERS:
                    if body_start < 0 or text_of(view, body_start, caps.ends[k - 1]) in _BOARDS:
                        body_start = chunk[0]
                    body = text_of(view, body_start, chunk[1])
        if start_of_name <= stop:
            break
    return last, body


# "Minister of Energy" names a portfolio, "Chair of the Energy Agency" a body; the "Board of X" is X's.
_MINISTERS = frozenset({"minister", "secretary", "vice-minister"})
_BOARDS = frozenset({"Board", "Board of Directors", "Management Board", "Supervisory Board", "Executive Board"})


def _is_nation(nations: list[PlaceMention], chunk: tuple[int, int]) -> bool:
    return len(nations) == 1 and nations[0].start <= chunk[0] and nations[0].end >= chunk[1]


def _next_head(caps: Capitals, k: int) -> int | None:
    """The noun of the office that starts at capital `k`: "General Director - Chair", "Deputy Head - Chief of Staff"."""
    while caps.flags[k] & MODIFIER and not caps.flags[k] & HEAD:
        if caps.joins[k] != SPACE:
            return None
        k += 1
    return k if caps.flags[k] & HEAD else None


def _continues(caps: Capitals, k: int, link: str, countries: list[str], *, plural: bool) -> bool:
    """True if the complement goes on after "and" or a comma: "Minister of Trade and Integration"."""
    flags = caps.flags
    flag = flags[k]
    if flag & NATION:
        return plural and bool(countries)
    if flag & (HEAD | PLURAL | NEVER | HONORIFIC | ACRONYM) and not flag & THING:
        return False
    if flag & MODIFIER and _next_head(caps, k) is not None:
        return False
    if not flag & (WORD | THING | MODIFIER):
        return False
    if flag & GIVEN and caps.joins[k] and is_name(flags[k + 1]):
        return False
    if caps.joins[k] == SPACE and flags[k + 1] & HEAD and not flags[k + 1] & NAME:
        # "Minister of State and Cabinet Member": the second is an office of its own.
        return False
    if link == ",":
        # "Minister of Culture, Information and Sport": a list that ends with "and".
        m = k
        while caps.joins[m] == SPACE and flags[m + 1] & (WORD | THING):
            m += 1
        return m + 1 < len(caps) and _SPACES.sub(" ", caps.gap(m).strip()) in ("and", ",", "&", ", and")
    return True


# A name has two parts more often than three, and seldom one or four.
_LENGTH = {1: -1.0, 2: 2.0, 3: 0.5, 4: -3.0, 5: -4.0}


def _body_like(flag: int, *, destination: bool) -> float:
    """How much a word looks like part of a body's name (positive) or of a person's (negative)."""
    if flag & (NATION | REGION | NEVER):
        return 2.0
    if flag & (HEAD | PLURAL):
        return 2.0 if destination or not flag & NAME else 0.0
    if flag & (THING | MODIFIER):
        return 2.0
    if flag & HONORIFIC:
        return -3.0
    if flag & ACRONYM:
        return 1.5
    if flag & WORD:
        return -0.5 if flag & GIVEN else 1.0 if flag & SURNAME else 2.0
    if flag & GIVEN:
        return -2.0
    if flag & INITIAL:
        return -1.5
    if flag & CITY:
        return 1.0
    return -1.0 if flag & SURNAME else 0.0


# "Minister of National Defence | General Jane Roe", but "Chief of Staff | Lieutenant General Jane Roe".
RANKS = frozenset("general admiral colonel marshal prince princess king queen captain major ambassador senator".split())
"""Offices that one has beside another: "Prince Khalid, Minister of Energy"."""
_RANK_MODIFIERS = frozenset("lieutenant major brigadier rear vice crown grand lord field fleet air".split())


def boundary(caps: Capitals, k: int, stop: int, *, linked: bool, destination: bool) -> int:
    """Where a person's name starts in the run of capitals `k`..`stop` (stop + 1: nowhere).

    "Trade and Integration | Daulet Seitov", "JSC Northern Lines | Pavel Utkin", "Homeland Security |".
    """
    flags = caps.flags
    for m in range(k + 1, stop + 1):
        # A honorific starts the name; another office ends this one ("for Reconciliation | Ambassador Jane Roe").
        if flags[m] & HONORIFIC and not flags[m] & (WORD | GIVEN | HEAD):
            return m
        if (
            flags[m] & HEAD
            and not destination
            and (not flags[m] & NAME or caps.joins[m] and is_name(flags[m + 1]) and flags[m - 1] & (WORD | THING))
        ):
            first = m
            rank = fold(caps.words[m]) in RANKS
            if not rank and flags[m - 1] & (THING | ACRONYM) and flags[k] & (THING | ACRONYM | NATION):
                # "Chief of Staff for | European Commission President Jane Roe"
                return k
            while (
                first > k + 1
                and flags[first - 1] & MODIFIER
                and (not rank or fold(caps.words[first - 1]) in _RANK_MODIFIERS)
            ):
                first -= 1
            return first
    after = k
    while after <= stop and flags[after] & NATION:
        after += 1
    if linked and k < after <= stop and not any(flags[m] & (THING | HEAD | MODIFIER) for m in range(after, stop + 1)):
        # "of Mongolia | Bat Ganbold": what follows a country is no part of its name.
        return after
    weights = [_body_like(flags[m], destination=destination) for m in range(k, stop + 1)]
    for m in range(k + 1, stop + 1):
        if caps.words[m] in known_bodies():
            weights[m - k] = 2.0
        elif not flags[m] and flags[m - 1] & WORD and not flags[m - 1] & (NAME | ACRONYM | THING):
            # "Provincial Coordination | Riaz ...": after an English word an unknown one is rather a name.
            weights[m - k] = -2.0
    best, best_score = stop + 1, sum(weights)
    before = 0.0
    for b in range(k, stop + 1):
        flag = flags[b]
        if is_name(flag) and not flag & (NEVER | PLACE | THING | NATION | REGION) or flag & GIVEN and b > k:
            name = read_name(caps, b, strong=True)
            if name.last < stop and flags[name.last + 1] & THING and not flags[name.last + 1] & (NAME | HEAD):
                # "Head of the Speechwriting Office": what a body's noun follows is the body's name.
                before += weights[b - k]
                continue
            length = name.last - b + 1
            inside = sum(
                weights[m - k] if not flags[m] or weights[m - k] > 0 else _body_like(flags[m], destination=False)
                for m in range(b, min(name.last, stop) + 1)
            )
            score = before - inside + _LENGTH.get(length, -6.0)
            if length == 3 and all(len(caps.words[m]) < 6 for m in range(b, name.last + 1)):
                # "Gan Siow Huay": names of three syllables.
                score += 1.5
            if flag & GIVEN:
                score += 1.5
            if b == k and linked:
                score -= 4.0
            if length == 1 and b > k and flags[b - 1] & NATION:
                score += 1.5
            if score > best_score:
                best, best_score = b, score
        before += weights[b - k]
    return best
