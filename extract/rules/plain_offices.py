"""Offices in lower case around a name: "Chilean president Ana Ruiz", "Jane Roe, chief executive of Acme"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.lexicon import load_words
from extract.rules.names import ACRONYM, APART, HEAD, MODIFIER, NATION, PLACE, SPACE, THING, Capitals, singular_heads
from extract.rules.offices import country_of, country_of_office, text_of
from extract.rules.sightings import Sighting


def read_office_before(caps: Capitals, sighting: Sighting, others: Sequence[Sighting]) -> None:
    """Read "Norwegian prime minister Kari Nordmann", "Acme Bank president Jane Roe"."""
    name = sighting.name
    before = caps.before(name.first).removeprefix("'s")
    words = before[-60:].lower().replace(",", " ").split()
    if not words:
        _read_office_abroad(caps, sighting)
    elif words[-1] in ("counterpart", "colleague"):
        _read_counterpart(caps, sighting, words, others)
    elif before[-1:].isspace() and words[-1] in singular_heads():
        k = len(words) - 1
        modifiers = load_words("en", "office_modifiers")
        while k > 0 and (words[k - 1] in modifiers or words[k - 1] in singular_heads()):
            k -= 1
        sighting.role = " ".join([*words[k:-1], singular_heads()[words[-1]]])
        sighting.plural = singular_heads()[words[-1]] != words[-1]
        sighting.rule = "office before the name"
        sighting.score += 3.0
        if k == 0 and name.first and before[:1].isspace():
            _read_word_before_office(caps, sighting)
        only = country_of_office(sighting.role)
        sighting.countries = sighting.countries or ((only,) if only else ())


def _read_word_before_office(caps: Capitals, sighting: Sighting) -> None:
    """Read what stands before an office in lower case: a country, a body, or "Deputy"."""
    last = sighting.name.first - 1
    if caps.flags[last] & NATION:
        country = country_of(caps.view, caps.starts[max(0, last - 3)], caps.ends[last])
        sighting.countries = sighting.countries or ((country,) if country else ())
    elif caps.flags[last] & (HEAD | MODIFIER) and not caps.flags[last] & THING:
        sighting.role = f"{caps.words[last]} {sighting.role}"
    elif caps.flags[last] & (THING | ACRONYM | PLACE) and not caps.taken[last]:
        first = last
        while first > 0 and caps.joins[first - 1] == SPACE and not caps.taken[first - 1]:
            first -= 1
        if caps.words[first] == "The" and first < last:
            first += 1
        sighting.organization = text_of(caps.view, caps.starts[first], caps.ends[last])
        country = country_of(caps.view, caps.starts[first], caps.ends[last])
        sighting.countries = sighting.countries or ((country,) if country else ())


def _read_counterpart(caps: Capitals, sighting: Sighting, words: list[str], others: Sequence[Sighting]) -> None:
    """Read "his Estonian counterpart Jaan Tamm": the same office as the one before, in another country."""
    nation = sighting.name.first - 1
    foreign = len(words) == 1 and nation >= 0 and bool(caps.flags[nation] & NATION)
    if foreign:
        country = country_of(caps.view, caps.starts[nation], caps.ends[nation])
        sighting.countries = sighting.countries or ((country,) if country else ())
        sighting.counterpart = True
        words = [*caps.before(nation).lower().split()[-1:], *words]
    sighting.score += 2.0
    if words[-1] == "counterpart" and words[-2:-1] not in (["my"], ["our"]):
        earlier = (s.role for s in reversed(others) if s.role and s.name.start < sighting.name.start)
        sighting.role = next(earlier, None)
        sighting.rule = "office before the name"


def _read_office_abroad(caps: Capitals, sighting: Sighting) -> None:
    """Read "the head of the EBRD office in Norway Kari Nordmann"."""
    k = sighting.name.first - 1
    if k < 1 or caps.joins[k] != SPACE or not caps.flags[k] & NATION:
        return
    at = caps.starts[k]
    words = caps.view[max(caps.start, at - 60) : at].lower().split()
    noun = next((word for word in reversed(words) if word in singular_heads()), None)
    if noun is not None and words[-1] in ("in", "to", "for", "of", "the"):
        sighting.role = noun
        sighting.score += 2.0
        sighting.rule = "office before the name"


def read_office_after(caps: Capitals, sighting: Sighting) -> None:
    """Read "Jane Roe, chief executive of Acme", "Jane Roe, Acme's founder and chief executive"."""
    name = sighting.name
    view = caps.view
    comma = _COMMA.match(view, name.end, caps.end)
    if comma is None:
        return
    k = name.last + 1
    start = comma.end()
    owner: str | None = None
    if k < len(caps) and not caps.taken[k] and not view[start : caps.starts[k]].strip():
        while caps.joins[k] == SPACE and not caps.owners[k]:
            k += 1
        if not caps.owners[k]:
            return
        owner = text_of(view, caps.starts[name.last + 1], caps.ends[k])
        start = caps.ends[k] + 2
        k += 1
    span = _lower_office(view, start, min(caps.end, start + 90))
    if span is None:
        return
    end = span[1]
    sighting.role = text_of(view, *span)
    sighting.organization = owner
    sighting.rule = "office after the name"
    sighting.score += 3.0
    sighting.phrase = (sighting.phrase[0], end)
    if owner is not None:
        country = country_of(view, caps.starts[name.last + 1], start)
        sighting.countries = (country,) if country else ()
    tail = _AT_BODY.match(view, end, caps.end)
    while k < len(caps) and caps.starts[k] < end:
        k += 1
    if tail is None or k >= len(caps) or caps.starts[k] != tail.end():
        return
    stop = end_of_body(caps, k)
    country = country_of(view, caps.starts[k], caps.ends[stop])
    if not caps.flags[k] & NATION:
        sighting.organization = text_of(view, caps.starts[k], caps.ends[stop])
    if country:
        sighting.countries = (country,)


_COMMA = re.compile(r"\s?,")
_LOWER_WORDS = re.compile(r"\s+(?:[a-z][a-z-]*(?:\s+|\b)){1,8}")
_AT_BODY = re.compile(r"\s+(?:of|at|for|with)\s+(?:the\s+)?")


def _lower_office(view: str, start: int, end: int) -> tuple[int, int] | None:
    """The office in lower case that stands at `start`, after articles: "the former chief executive officer"."""
    match = _LOWER_WORDS.match(view, start, end)
    if match is None:
        return None
    heads, modifiers = singular_heads(), load_words("en", "office_modifiers")
    first = last = -1
    for word in re.finditer(r"[a-z-]+", match.group()):
        text = word.group()
        if text in heads:
            last = word.end()
            first = word.start() if first < 0 else first
        elif text in modifiers or text in ("and", "officer"):
            if last >= 0 and text == "officer":
                last = word.end()
            if first < 0 and text != "and":
                first = word.start()
        elif last >= 0:
            break
        elif text in _ARTICLES:
            first = -1
        elif text in _STOPS:
            break
        elif first < 0:
            # "a marine biologist", "its lead negotiator": any word may stand before the noun.
            first = word.start()
    return (start + first, start + last) if last >= 0 else None


_STOPS = frozenset(
    "which will would has had have said says told to in on at by that when where but as for with from not also".split()
)
_ARTICLES = frozenset("the a an its his her their our my then now currently who is was former current".split())


def end_of_body(caps: Capitals, k: int) -> int:
    """The last capital of the body whose name starts at capital `k`: "National Development and Reform Commission"."""
    stop = k
    while stop + 1 < len(caps) and not caps.owners[stop]:
        gap = " ".join(caps.gap(stop).split())
        if caps.joins[stop] == APART and gap not in ("of", "of the", "for", "&"):
            ahead = stop + 1
            while caps.joins[ahead] == SPACE:
                ahead += 1
            if gap != "and" or ahead == stop + 1 or not caps.flags[ahead] & THING or caps.flags[stop] & THING:
                break
        stop += 1
    return stop
