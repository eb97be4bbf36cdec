"""Places: countries, their peoples, cities, regions and buildings named in a passage."""

from __future__ import annotations

import re
from collections.abc import Iterable
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

# A capitalised word: "U.S.", "J.", "Sherwood-Randall", "O'Neill", "Xi'an", "A/S"; "al-Assad" gives "Assad". The
# look-behind stands after the first character, so that the scan for a capital stays fast.
CAPITALISED = re.compile(
    rf"[{UPPER}](?<![^\W\d_].)"
    rf"(?:/[SB]\b|\.(?:[{UPPER}]\.)*+(?![a-z]{{2}})|[^\W\d_]*+(?:['\-\u2011][^\W\d_]++)*+)"
)


class Phrases:
    """Names of several words, found at their first word by a look at the second one."""

    def __init__(self, names: Iterable[str]) -> None:
        self.firsts: set[str] = set()
        """The words with which a name starts, without a full stop."""
        self._names: set[str] = set()
        self._lengths: dict[str, dict[str, int]] = {}
        for name in names:
            words = name.split(" ")
            if len(words) > 1:
                self._names.add(name)
                self.firsts.add(words[0].rstrip(",."))
                seconds = self._lengths.setdefault(words[0].rstrip(","), {})
                seconds[words[1]] = max(seconds.get(words[1], 0), len(words))

    def end_at(self, view: str, start: int, end: int, first: str) -> int | None:
        """Where the longest name that starts with the word `first` at `start` ends, or None."""
        if view.startswith(".", start + len(first)) and first + "." in self._lengths:
            first += "."
        seconds = self._lengths.get(first)
        if seconds is None:
            return None
        match = _SECOND.match(view, start + len(first), end)
        if match is None:
            return None
        second = match.group(1)
        words = seconds.get(second) or seconds.get(second.rstrip(".").removesuffix("'s"))
        if words is None:
            return None
        stops = [match.end()]
        for more in _WORD.finditer(view, match.end(), min(end, start + 90)):
            if len(stops) == words:
                break
            stops.append(more.end())
        for stop in reversed(stops):
            text = _SPACES.sub(" ", view[start:stop])
            for tail in ("", "'s", ".", "'s."):
                if text.endswith(tail) and text.removesuffix(tail) in self._names:
                    return stop - len(tail)
        return None


# A part of a name; a hyphen ends it, because "United States-Saudi Arabia" joins two names.
_WORD = re.compile(r"[\w.'&]++")
_SECOND = re.compile(r",?\s+([\w.'&]++)")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names of places, and those of several words by their first ones."""

    names: dict[str, tuple[PlaceKind, str | None]]
    phrases: Phrases


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of English texts; a name that is a country and a city is the country."""
    names: dict[str, tuple[PlaceKind, str | None]] = {}
    kinds: tuple[tuple[str, PlaceKind], ...] = (
        ("cities", "city"),
        ("buildings", "building"),
        ("regions", "region"),
        ("demonyms", "demonym"),
        ("countries", "country"),
    )
    for table, kind in kinds:
        for name, *country in load_table("en", table):
            names[name] = (kind, country[0] or None if country else None)
    for name, (kind, code) in list(names.items()):
        if kind == "country" and " of " not in name:
            for form in ("Republic of", "Kingdom of"):
                names.setdefault(f"{form} {name}", (kind, code))
    return Gazetteer(names, Phrases(name for name in names if " " in name))


def name_at(view: str, start: int, end: int, first: str) -> tuple[int, PlaceKind, str | None] | None:
    """The place of several words whose name starts with the word `first` at `start`: its end, kind and country."""
    known = gazetteer()
    stop = known.phrases.end_at(view, start, end, first)
    if stop is None:
        return None
    kind, country = known.names[_SPACES.sub(" ", view[start:stop])]
    return stop, kind, country


# What may stand after a name to make it a region: "Orenburg Region", "Krasnoyarsk Territory".
_REGION_NOUNS = frozenset({"Region", "Oblast", "Territory", "Krai", "Province", "Governorate", "Prefecture"})

# Words that are places only if nothing else can be meant: "Nice to see you", "Turkey sandwich" stay out at the start
# of a sentence.
_ORDINARY = frozenset({"Nice", "Reading", "Mobile", "Bled", "Fez", "Gulf", "Rio"})


def find_places(view: str, start: int, end: int) -> list[PlaceMention]:
    """The places named in `view[start:end]`, in order and without overlaps.

    >>> [(p.kind, p.country) for p in find_places("Russian-Tajikistani talks in Dushanbe", 0, 37)]
    [('demonym', 'RU'), ('demonym', 'TJ'), ('city', 'TJ')]
    """
    names, firsts = gazetteer().names, gazetteer().phrases.firsts
    found: list[PlaceMention] = []
    search = CAPITALISED.search
    match = search(view, start, end)
    while match is not None:
        first, done = match.span()
        word = match.group()
        base = word.removesuffix("'s")
        stretch = name_at(view, first, end, word) if word in firsts else None
        entry = names.get(base)
        if stretch is not None:
            done, kind, country = stretch
            found.append(PlaceMention(first, done, kind, country))
        elif view.startswith("$", done):
            pass  # the currency "US$"
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
