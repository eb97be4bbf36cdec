"""Places: countries, their peoples, cities, regions and buildings named in a passage."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.lexicon import load_table

PlaceKind = Literal["country", "demonym", "city", "region", "building"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One name of a place, or of a place's people ("Kazakhstani", "Russian-Tajikistani" gives two)."""

    start: int
    end: int
    kind: PlaceKind
    country: str | None
    """ISO 3166-1 alpha-2, "EU" for the European Union; None if the lexicons do not tell."""


UPPER = "".join(c for c in map(chr, range(0x41, 0x1F00)) if c.isupper() and (ord(c) < 0x250 or ord(c) >= 0x1E00))
"""Capital letters of the Latin scripts, for character classes."""

# A capitalised word: "U.S.", "J.", "Sherwood-Randall", "O'Neill", "Xi'an"; "al-Assad" gives "Assad". The look-behind
# stands after the first character, so that the scan for a capital stays fast.
CAPITALISED = re.compile(
    rf"[{UPPER}](?<![^\W\d_].)"
    rf"(?:\.(?:[{UPPER}]\.)*+(?![a-z]{{2}})|[^\W\d_]*+(?:['\-\u2011][^\W\d_]++)*+)"
)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names of places, and for each first word how many words the longest name that starts with it has."""

    names: dict[str, tuple[PlaceKind, str | None]]
    longest: dict[str, int]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of English texts; a name that is a country and a city is the country."""
    names: dict[str, tuple[PlaceKind, str | None]] = {}
    longest: dict[str, int] = {}
    kinds: tuple[tuple[str, PlaceKind], ...] = (
        ("cities", "city"),
        ("buildings", "building"),
        ("regions", "region"),
        ("demonyms", "demonym"),
        ("countries", "country"),
    )
    for table, kind in kinds:
        for row in load_table("en", table):
            name = row[0]
            names[name] = (kind, row[1] if len(row) > 1 and row[1] else None)
            first, space, _ = name.partition(" ")
            words = name.count(" ") + 1 if space else 1
            if words > longest.get(first, 0):
                longest[first] = words
    return Gazetteer(names, longest)


# What may stand after a name to make it a region: "Orenburg Region", "Krasnoyarsk Territory".
_REGION_NOUNS = frozenset({"Region", "Oblast", "Territory", "Krai", "Province", "Governorate", "Prefecture"})

# Words that are places only if nothing else can be meant: "Nice to see you", "Turkey sandwich" stay out at the start
# of a sentence.
_ORDINARY = frozenset({"Nice", "Reading", "Mobile", "Bled", "Fez", "Gulf", "Rio"})

_SPACES = re.compile(r"\s+")


def find_places(view: str, start: int, end: int) -> list[PlaceMention]:
    """The places named in `view[start:end]`, in order and without overlaps.

    >>> [(p.kind, p.country) for p in find_places("Russian-Tajikistani talks in Dushanbe", 0, 37)]
    [('demonym', 'RU'), ('demonym', 'TJ'), ('city', 'TJ')]
    """
    known = gazetteer()
    names, longest = known.names, known.longest
    found: list[PlaceMention] = []
    search = CAPITALISED.search
    match = search(view, start, end)
    while match is not None:
        first, done = match.span()
        word = match.group()
        base = word.removesuffix("'s")
        words = longest.get(word) or longest.get(base) or longest.get(base.partition("-")[0], 0)
        stretch = longest_name(view, first, end, words) if words > 1 else None
        entry = names.get(base)
        if stretch is not None:
            done, kind, country = stretch
            found.append(PlaceMention(first, done, kind, country))
        elif entry is not None:
            done = first + len(base)
            if base not in _ORDINARY or view[max(start, first - 2) : first].strip():
                follow = view[done : done + 14].split(None, 1)
                if entry[0] == "city" and base == word and follow and follow[0].rstrip(".,;:)") in _REGION_NOUNS:
                    done = view.index(follow[0], done) + len(follow[0].rstrip(".,;:)"))
                    entry = ("region", entry[1])
                found.append(PlaceMention(first, done, *entry))
        elif "-" in base:
            found.extend(_joined(base, first, names))
        elif len(base) > 3 and base.isupper():
            entry = names.get(base.title())
            if entry is not None:
                done = first + len(base)
                found.append(PlaceMention(first, done, *entry))
        match = search(view, done, end)
    return found


def longest_name(view: str, first: int, end: int, words: int) -> tuple[int, PlaceKind, str | None] | None:
    """The longest place name of two to `words` words that starts at `first`: its end, kind and country."""
    names = gazetteer().names
    stop = longest_entry(view, first, end, words, names)
    if stop is None:
        return None
    kind, country = names[_SPACES.sub(" ", view[first:stop])]
    return stop, kind, country


def longest_entry(view: str, first: int, end: int, words: int, entries: Container[str]) -> int | None:
    """Where the longest of `entries` (of two to `words` words) that starts at `first` ends, or None."""
    stops: list[int] = []
    for match in _WORD.finditer(view, first, min(end, first + 90)):
        stops.append(match.end())
        if len(stops) > words + 1:
            break
    for stop in reversed(stops):
        text = _SPACES.sub(" ", view[first:stop])
        if " " not in text and "-" not in text:
            return None
        if text.endswith("'s"):
            text = text[:-2]
            stop -= 2
        if text in entries:
            return stop
        if text.endswith(".") and text[:-1] in entries:
            # The full stop of the sentence, not of an abbreviation: "Hong Kong."
            return stop - 1
    return None


# A part of a name; a hyphen ends it, because "United States-Saudi Arabia" joins two names.
_WORD = re.compile(r"[\w.']++")


def _joined(word: str, start: int, names: dict[str, tuple[PlaceKind, str | None]]) -> list[PlaceMention]:
    """The places joined by hyphens: "Kazakh-Russian", "China-Europe-China", "US-based"."""
    found: list[PlaceMention] = []
    at = start
    for part in word.split("-"):
        entry = names.get(part)
        if entry is not None:
            found.append(PlaceMention(at, at + len(part), *entry))
        at += len(part) + 1
    return found
