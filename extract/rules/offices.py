"""Offices: "Prime Minister of the Russian Federation", "Kazakhstan's President", "Chair of the Board of JSC Northern Mines"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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
    ORGANIZATION,
    PARTICLE,
    PLACE,
    PLURAL,
    REGION,
    SPACE,
    SURNAME,
    WORD,
    Capitals,
    Name,
    fold,
    is_name,
    read_name,
    singular_heads,
)
from extract.rules.places import find_places, gazetteer

_SPACES = re.compile(r"\s+")

# Links between the noun of an office and its complement.
_OF = frozenset({"of", "of the", "for", "for the", "on", "on the", "in", "in the", "at", "at the"})
_TO = frozenset({"to", "to the"})
_AND = frozenset({"and", "&", "and the", "and for", "and for the", "and of", "and of the", ", and", ","})
_DASH = frozenset({"-", "\u2013", "\u2014", "/", "and", ", "})


@dataclass(slots=True)
class Title:
    """An office as written, with the name (if any) left to the reader."""

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
    """True for an office of an international body: it represents no country."""


def text_of(view: str, start: int, end: int) -> str:
    """The passage with single spaces."""
    return _SPACES.sub(" ", view[start:end]).strip()


# Bodies of several states: their officers represent no country. The European Union's represent "EU".
_WORLD = re.compile(
    r"\b(?:United Nations|UN|UNESCO|UNICEF|WHO|WTO|IMF|World Bank|NATO|African Union|AU|ASEAN|OPEC|OPEC\+|OSCE|SCO|CSTO|CIS"
    r"|EAEU|Eurasian Economic|Eurasian Development|International|Arab League|League of Arab States|Gulf Cooperation|GCC"
    r"|Commonwealth of Independent|Shanghai Cooperation|Collective Security|Council of Europe|World|Inter-American"
    r"|Asian Development|African Development|BRICS|IAEA|OECD|Organi[sz]ation of|Mercosur|CARICOM|ECOWAS|Pacific Islands"
    r"|CICA|Organization for|Organisation for|G7|G20|General Assembly|Red Cross)\b"
)
_EUROPE = re.compile(r"\b(?:European (?:Commission|Council|Union|Parliament|Central Bank|External Action)|EU|Eurogroup)\b")


def country_of(view: str, start: int, end: int) -> str | None:
    """The only country named in a passage ("National Bank of Kazakhstan" -> "KZ"), or None."""
    found = {p.country for p in find_places(view, start, end) if p.country and p.kind in ("country", "demonym")}
    return found.pop() if len(found) == 1 else None


def read_title(caps: Capitals, h: int, floor: int, *, headline: bool) -> Title:
    """The office whose noun is capital `h`; `floor` is the first capital it may take in."""
    view, flags, joins = caps.view, caps.flags, caps.joins
    count = len(flags)
    left = _left_edge(caps, h, floor, headline=headline)
    while joins[h] == SPACE and flags[h + 1] & HEAD and not caps.owners[h] and not flags[h + 1] & NAME:
        h += 1
    if joins[h] == SPACE and fold(caps.words[h + 1]) in _AFTER_HEAD and not caps.owners[h]:
        h += 1
    heads = singular_heads()
    word = fold(caps.words[h])
    head = heads.get(word) or heads.get(fold(caps.words[h - 1])) or word
    plural = bool(flags[h] & PLURAL) and not flags[h] & HEAD
    countries: list[str] = []
    role_start, organization = _split_left(caps, left, h, countries)
    pieces = [text_of(view, caps.starts[role_start], caps.ends[h])]
    if plural:
        pieces[0] = _SPACES.sub(" ", pieces[0][: len(pieces[0]) - len(caps.words[h])] + head.title())
    last = h
    if not caps.owners[h]:
        last, body = _read_complement(caps, h, head, pieces, countries, plural=plural)
        organization = organization or body
    end = caps.ends[last]
    role = " ".join(pieces)
    title = Title(caps.starts[left], end, left, last, head, role, organization, countries, plural)
    passage = view[title.start : end]
    if _EUROPE.search(passage):
        title.countries = title.countries or ["EU"]
    elif not countries and _WORLD.search(passage):
        title.world = True
    if not title.countries and organization and not title.world:
        country = country_of(view, title.start, end)
        if country is not None:
            title.countries = [country]
    if count == 0:
        raise AssertionError
    return title


# What follows the noun of an office: "Secretary General", "President-elect", "Ambassador Extraordinary and Plenipotentiary".
_AFTER_HEAD = frozenset({"general", "elect", "designate", "emeritus", "plenipotentiary", "extraordinary", "officer"})


def _left_edge(caps: Capitals, h: int, floor: int, *, headline: bool) -> int:
    """The first capital of the office: "Deputy Foreign Minister", "Kazakhstan's President", "Acme Bank's CEO"."""
    flags, joins = caps.flags, caps.joins
    left = h
    while left > floor and joins[left - 1] == SPACE:
        k = left - 1
        flag = flags[k]
        if flag & NATION or flag & PLACE:
            left = k
            if caps.owners[k - 1] if k else False:
                break
            continue
        if flag & (HEAD | MODIFIER) and not flag & GIVEN:
            left = k
            continue
        if flag & NEVER or flag & HONORIFIC or flag & INITIAL:
            break
        if headline and not caps.owners[k] and not flag & (ORGANIZATION | ACRONYM):
            break
        if flag & (ORGANIZATION | ACRONYM | REGION):
            left = k
            continue
        if flag & GIVEN and not flag & WORD:
            break
        if flag & WORD and not (k == 0 and _opens(caps)):
            left = k
            continue
        if flag & CITY or not flag & ~(SURNAME | PARTICLE):
            if k > floor and joins[k - 1] == SPACE and flags[k - 1] & (GIVEN | INITIAL):
                break
            left = k
            continue
        break
    return left


def _opens(caps: Capitals) -> bool:
    return not caps.view[caps.start : caps.starts[0]].strip()


def _split_left(caps: Capitals, left: int, h: int, countries: list[str]) -> tuple[int, str | None]:
    """Where the role begins among the capitals before its noun, and the body named before it."""
    flags = caps.flags
    role = h
    while role > left and flags[role - 1] & (MODIFIER | HEAD) and not caps.owners[role - 1] and not flags[role - 1] & NATION:
        role -= 1
    if role > left and not caps.owners[role - 1] and all(
        flags[k] & WORD and not flags[k] & (NATION | ORGANIZATION | ACRONYM) or flags[k] & (MODIFIER) for k in range(left, role)
    ):
        return left, None
    k = left
    while k < role and flags[k] & NATION:
        k += 1
    if k > left:
        for place in find_places(caps.view, caps.starts[left], caps.ends[k - 1]):
            if place.country and place.country not in countries:
                countries.append(place.country)
    if k == role:
        return role, None
    if all(flags[m] & WORD and not flags[m] & (ORGANIZATION | ACRONYM) for m in range(k, role)) and not any(
        caps.owners[k:role]
    ):
        return k, None
    return role, text_of(caps.view, caps.starts[left], caps.ends[role - 1])


def _read_complement(
    caps: Capitals, h: int, head: str, pieces: list[str], countries: list[str], *, plural: bool
) -> tuple[int, str | None]:
    """Read what follows the noun ("of the Republic of Kazakhstan to the Russian Federation"): last capital and body."""
    flags, joins, view = caps.flags, caps.joins, caps.view
    count = len(flags)
    last = h
    body: str | None = None
    body_start = -1
    open_list = False
    for _ in range(12):
        k = last + 1
        if k >= count or caps.owners[last]:
            break
        join = joins[last]
        gap = caps.gap(last)
        link = _SPACES.sub(" ", gap.strip()).lower()
        if join == SPACE:
            if open_list or last == h:
                break
            break
        if link in _OF or link in _TO:
            pass
        elif link in _DASH and flags[k] & (HEAD | MODIFIER) and link not in ("and", ","):
            head = _next_head(caps, k)
            if head is None:
                break
            pieces.append(text_of(view, caps.ends[last], caps.ends[head]))
            last = head
            continue
        elif link in _AND and last > h:
            if not _continues(caps, k, link, countries, plural=plural):
                break
        else:
            break
        stop = k
        while joins[stop] == SPACE and not caps.owners[stop]:
            stop += 1
        boundary = _boundary(caps, k, stop, linked=link in _OF or link in _TO, destination=link in _TO)
        if boundary == k:
            break
        last = boundary - 1
        chunk = (caps.starts[k], caps.ends[last])
        open_list = True
        nations = [p for p in find_places(view, *chunk) if p.kind in ("country", "demonym")]
        whole = len(nations) == 1 and nations[0].end >= chunk[1] and nations[0].start <= chunk[0]
        if whole and (link.startswith("of") or link.startswith("in") or link in _AND):
            country = nations[0].country
            if country and (not countries or plural):
                countries.append(country)
            if boundary <= stop:
                break
            continue
        if nations and link in _TO and not countries and any(flags[m] & HEAD for m in range(k, boundary)):
            country = nations[0].country
            if country:
                countries.append(country)
        pieces.append(text_of(view, caps.ends[last - (last - k) - 1], chunk[1]))
        if link not in _TO:
            names_body = any(flags[m] & (ORGANIZATION | ACRONYM) or not flags[m] for m in range(k, boundary))
            if body is not None or names_body and head not in _MINISTERS:
                if body_start < 0 or text_of(view, body_start, caps.ends[k - 1]) in _BOARDS:
                    body_start = chunk[0]
                body = text_of(view, body_start, chunk[1])
        if boundary <= stop:
            break
    return last, body


def _next_head(caps: Capitals, k: int) -> int | None:
    """The noun of an office that starts at capital `k`: "General Director - Chair", "Deputy Head - Chief of Staff"."""
    while caps.flags[k] & MODIFIER and not caps.flags[k] & HEAD:
        if caps.joins[k] != SPACE:
            return None
        k += 1
    return k if caps.flags[k] & HEAD else None


def _continues(caps: Capitals, k: int, link: str, countries: list[str], *, plural: bool) -> bool:
    """True if the complement goes on after "and" or a comma: "Minister of Trade and Integration"."""
    flags = caps.flags
    if flags[k] & (NATION | PLACE):
        return plural and bool(countries)
    if flags[k] & (HEAD | PLURAL | NEVER | HONORIFIC | ACRONYM) and not flags[k] & ORGANIZATION:
        return False
    if flags[k] & MODIFIER and _next_head(caps, k) is not None:
        return False
    if not flags[k] & (WORD | ORGANIZATION | MODIFIER):
        return False
    if flags[k] & GIVEN and not link.startswith("and of") and caps.joins[k] and is_name(flags[k + 1]):
        return False
    if link == ",":
        # "Minister of Culture, Information and Sport": a list that ends with "and".
        m = k
        while m + 1 < len(flags) and caps.joins[m] == SPACE and flags[m + 1] & (WORD | ORGANIZATION):
            m += 1
        if m + 1 >= len(flags):
            return False
        after = _SPACES.sub(" ", caps.gap(m).strip())
        return after in ("and", ",", "&", ", and") and not flags[m] & NATION
    return True


# "Minister of Energy" names a portfolio, "Chair of the Energy Agency" a body; "of the Board of X" is X's.
_MINISTERS = frozenset({"minister", "secretary", "vice-minister"})
_BOARDS = frozenset({"Board", "Board of Directors", "Management Board", "Supervisory Board", "Executive Board"})

_LENGTH = {1: -1.0, 2: 2.0, 3: 0.5, 4: -3.0, 5: -4.0, 6: -6.0}


def _body_like(flag: int, *, destination: bool) -> float:
    """How much a word looks like part of a body's name (positive) or of a person's (negative)."""
    if flag & (NATION | PLACE | REGION | NEVER):
        return 2.0
    if flag & (HEAD | PLURAL):
        return 2.0 if destination or not flag & NAME else 0.0
    if flag & (ORGANIZATION | MODIFIER):
        return 2.0
    if flag & HONORIFIC:
        return -3.0
    if flag & ACRONYM:
        return 1.5
    if flag & WORD:
        if flag & GIVEN:
            return -0.5
        return 1.0 if flag & SURNAME else 2.0
    if flag & GIVEN:
        return -2.0
    if flag & INITIAL:
        return -1.5
    if flag & CITY:
        return 1.0
    return -0.5 if flag & SURNAME else 0.0


def _boundary(caps: Capitals, k: int, stop: int, *, linked: bool, destination: bool) -> int:
    """Where a person's name starts in the run of capitals `k`..`stop` (stop + 1: nowhere).

    "Trade and Integration | Bakyt Sultanov", "JSC Russian Railways | Oleg Belozerov", "Homeland Security |".
    """
    flags = caps.flags
    for m in range(k, stop + 1):
        # An honorific starts the name; another office ends this one ("for Reconciliation | Ambassador Jane Roe").
        if flags[m] & HONORIFIC and not flags[m] & (WORD | GIVEN | HEAD) and m > k:
            return m
        if m > k and flags[m] & HEAD and not destination and not flags[m] & NAME:
            first = m
            while first > k + 1 and flags[first - 1] & MODIFIER:
                first -= 1
            return first
    best, best_score = stop + 1, sum(_body_like(flags[m], destination=destination) for m in range(k, stop + 1))
    before = 0.0
    for b in range(k, stop + 1):
        if is_name(flags[b]) and not flags[b] & (NEVER | PLACE | ORGANIZATION | NATION | REGION) or flags[b] & GIVEN and b > k:
            name = read_name(caps, b, strong=True)
            inside = sum(_body_like(flags[m], destination=False) for m in range(b, min(name.last, stop) + 1))
            length = min(name.last - b + 1, 6)
            score = before - inside + _LENGTH[length]
            if flags[b] & GIVEN:
                score += 1.5
            if b == k:
                score -= 4.0 if linked else 0.0
            if length == 1 and b > k and flags[b - 1] & NATION:
                score += 1.5
            if score > best_score:
                best, best_score = b, score
        before += _body_like(flags[b], destination=destination)
    return best


__all__ = ["APART", "Name", "Title", "country_of", "gazetteer", "read_title", "text_of"]
