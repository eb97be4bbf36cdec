"""Capitalised words: what each can be (a given name, a surname, an office, a place ...), and how names are built of them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.lexicon import load_table, load_words
from extract.rules.places import CAPITALISED, gazetteer, longest_name

# What a word can be; a word can be several things ("Dean", "Jordan", "Price").
GIVEN = 1
SURNAME = 2
WORD = 4
"""An ordinary English word."""
HEAD = 8
"""The noun of an office: "President"."""
PLURAL = 16
"""The same in the plural: "Presidents"."""
MODIFIER = 32
"""A word before the noun of an office: "Prime", "Foreign"."""
HONORIFIC = 64
ORGANIZATION = 128
"""A word of the names of bodies, places, documents: "University"."""
PARTICLE = 256
NEVER = 512
"""A word that begins sentences and never bare names: "The", "Monday"."""
INITIAL = 1024
NATION = 2048
"""A country or a people."""
CITY = 4096
REGION = 8192
"""A region or building."""
ACRONYM = 16384
SUFFIX = 32768
"""After a name: "Jr", "III"."""
NAME = GIVEN | SURNAME

_SUFFIXES = frozenset({"jr", "sr", "jnr", "snr", "ii", "iii", "iv", "vi", "vii", "viii", "xiv", "xvi"})
_FLAT = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "ß": "ss", "þ": "th", "ð": "d", "œ": "oe", "ə": "a"})


# Words of the closed lists that persons are called, too: "He Lifeng", "Dean Martin", "Jane Park".
_NAMES_THOUGH_COMMON = frozenset("he may april june august".split())
_NAMES_THOUGH_OFFICES = frozenset(
    "dean king major bishop judge marshal prince pope duke cardinal justice general abbot chief page rector".split()
)
_NAMES_THOUGH_THINGS = frozenset(
    "park hill hall bridge church field fields forest house lake law power powers post wall ward west north star street"
    " castle court garden guard harbor stock temple tower towers villa way camp base bay press range ring road fort".split()
)


def fold(word: str) -> str:
    """The word in lower case and without diacritics, as the lexicons spell it.

    >>> fold("Inácio"), fold("Erdoğan")
    ('inacio', 'erdogan')
    """
    if word.isascii():
        return word.lower()
    flat = unicodedata.normalize("NFKD", word.lower().translate(_FLAT))
    return "".join(c for c in flat if not unicodedata.combining(c)).translate(_FLAT)


@cache
def _lists() -> tuple[tuple[frozenset[str], int], ...]:
    heads = load_table("en", "office_heads")
    return (
        (load_words("en", "given_names"), GIVEN),
        (load_words("en", "surnames"), SURNAME),
        (load_words("en", "words"), WORD),
        (frozenset(row[0].lower() for row in heads), HEAD),
        (frozenset(row[1].lower() for row in heads if row[1] != row[0]), PLURAL),
        (load_words("en", "office_modifiers"), MODIFIER),
        (load_words("en", "honorifics"), HONORIFIC),
        (load_words("en", "organization_words"), ORGANIZATION),
        (load_words("en", "name_particles"), PARTICLE),
        (load_words("en", "not_names"), NEVER),
        (_SUFFIXES, SUFFIX),
    )


@cache
def singular_heads() -> dict[str, str]:
    """The singular of every noun of an office, by its singular and its plural."""
    heads: dict[str, str] = {}
    for singular, plural, _ in load_table("en", "office_heads"):
        heads[singular.lower()] = singular.lower()
        heads.setdefault(plural.lower(), singular.lower())
    return heads


@cache
def office_ranks() -> dict[str, str]:
    """The rank of every noun of an office: "state", "government" or "-"."""
    return {row[0].lower(): row[2] for row in load_table("en", "office_heads")}


@lru_cache(maxsize=1 << 15)
def kinds(word: str) -> int:
    """What a capitalised word can be, as flags; 0 if no lexicon knows it."""
    key = fold(word)
    flags = 0
    for entries, flag in _lists():
        if key in entries:
            flags |= flag
    if flags & NEVER and key not in _NAMES_THOUGH_COMMON:
        flags &= ~NAME
    if flags & (HEAD | PLURAL) and key not in _NAMES_THOUGH_OFFICES:
        flags &= ~NAME
    if flags & ORGANIZATION and key not in _NAMES_THOUGH_THINGS:
        flags &= ~NAME
    place = gazetteer().names.get(word) or (
        gazetteer().names.get(word.title()) if len(word) > 3 and word.isupper() else None
    )
    if place is not None:
        kind = place[0]
        flags |= NATION if kind in ("country", "demonym") else CITY if kind == "city" else REGION
    if "." in word and not flags:
        flags |= INITIAL if len(word) <= 6 else 0
    if len(key) == 1:
        flags |= INITIAL
    elif word.isupper() and not flags & (NATION | PARTICLE | SUFFIX | HONORIFIC | INITIAL):
        flags |= ACRONYM
    if "-" in key and not flags & ~ACRONYM:
        flags = _compound(word)
    return flags


def _compound(word: str) -> int:
    """What a word with hyphens can be: "Kassym-Jomart", "Multi-Year", "Russian-Turkish"."""
    parts = [kinds(part) for part in re.split(r"[-\u2011]", word) if part]
    if not parts:
        return 0
    if any(part & NATION for part in parts):
        return NATION
    if all(part & (WORD | MODIFIER | ORGANIZATION | NEVER) and not part & GIVEN for part in parts):
        return WORD | (parts[-1] & (ORGANIZATION | HEAD))
    if parts[0] & GIVEN and all(part & NAME or not part for part in parts):
        return GIVEN
    if any(part & SURNAME and not part & WORD for part in parts):
        return SURNAME
    return 0


def is_name(flags: int) -> bool:
    """True for given names, surnames, initials and words that no lexicon knows."""
    return bool(flags & (NAME | INITIAL)) or not flags & ~(CITY | PARTICLE | SUFFIX)


APART, SPACE, LINKED = 0, 1, 2
"""How two neighbouring capitals stand: apart, with only space between them, or linked by particles ("bin", "de la")."""

_PARTICLES_BETWEEN = re.compile(
    r"\s+(?:(?:bin|ben|bint|ibn|al|el|ul|ur|van|von|der|den|de|da|do|dos|das|di|del|della|du|des|la|le|los|las|zu|zum|zur"
    r"|ter|ten|te|af|av|y|e|abu|ould|wa|st)\s+){0,3}(?:al-|el-|ul-|ur-|as-|ash-|an-|ad-|d'|l'|dell')?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Capitals:
    """The capitalised words of a passage as parallel lists; `ends` leaves a possessive "'s" out."""

    view: str
    start: int
    end: int
    words: list[str]
    starts: list[int]
    ends: list[int]
    flags: list[int]
    joins: list[int]
    """How each word stands to the next one; the last is APART."""
    owners: list[bool]
    """True if the word has a possessive ending."""

    def gap(self, i: int) -> str:
        """The text between word `i` and the next one (or the end), without the possessive ending."""
        first = self.ends[i] + (2 if self.owners[i] else 0)
        return self.view[first : self.starts[i + 1] if i + 1 < len(self.starts) else self.end]

    def before(self, i: int) -> str:
        """The text between the word before `i` (or the start) and word `i`."""
        if i == 0:
            return self.view[self.start : self.starts[0]]
        return self.gap(i - 1)


def capitals(view: str, start: int, end: int) -> Capitals | None:
    """The capitalised words of `view[start:end]`, or None if nothing but words that begin sentences is capitalised."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    flags: list[int] = []
    owners: list[bool] = []
    useful = False
    shouting = False
    for match in CAPITALISED.finditer(view, start, end):
        word = match.group()
        first, last = match.span()
        owner = False
        if word.endswith(("'s", "'S")):
            word = word[:-2]
            last -= 2
            owner = True
        elif view.startswith("' ", last) and word.endswith("s"):
            owner = False
        flag = kinds(word)
        if flag & ACRONYM and flag & ~ACRONYM and not shouting:
            shouting = True
        if not flag & NEVER or flag & GIVEN:
            useful = True
        words.append(word)
        starts.append(first)
        ends.append(last)
        flags.append(flag)
        owners.append(owner)
    if not useful:
        return None
    caps = Capitals(view, start, end, words, starts, ends, flags, [], owners)
    _join(caps)
    _mark_places(caps)
    if shouting:
        _lower_shouting(caps)
    return caps


def _join(caps: Capitals) -> None:
    joins = caps.joins
    starts, ends, flags, owners, view = caps.starts, caps.ends, caps.flags, caps.owners, caps.view
    for i in range(len(starts) - 1):
        first = ends[i] + 2 if owners[i] else ends[i]
        gap = view[first : starts[i + 1]]
        if gap == " " or gap.isspace():
            joins.append(SPACE)
        elif gap[:1] == "." and flags[i] & (HONORIFIC | INITIAL | SUFFIX | PARTICLE) and (gap == "." or gap[1:].isspace()):
            joins.append(SPACE)
        elif not gap or len(gap) > 16 or not _PARTICLES_BETWEEN.fullmatch(gap):
            joins.append(APART)
        else:
            joins.append(LINKED)
    joins.append(APART)


def _mark_places(caps: Capitals) -> None:
    """Give every word of a longer place name ("Saudi Arabia", "Republic of Kazakhstan") the place's flag only."""
    longest = gazetteer().longest
    i, count = 0, len(caps.words)
    while i < count:
        words = longest.get(caps.words[i], 0)
        if words > 1 and (i + 1 < count or caps.owners[i]):
            stretch = longest_name(caps.view, caps.starts[i], caps.end, words)
            if stretch is not None and stretch[0] > caps.ends[i]:
                stop, kind, _ = stretch
                flag = NATION if kind in ("country", "demonym") else CITY if kind == "city" else REGION
                first = i
                while i < count and caps.starts[i] < stop:
                    caps.flags[i] = flag | PLACE
                    i += 1
                for j in range(first, i - 1):
                    caps.joins[j] = SPACE
                continue
        i += 1


PLACE = 65536
"""Part of a place name of several words."""


def _lower_shouting(caps: Capitals) -> None:
    """In a passage in capitals, a known word in capitals is that word and no acronym: "MR PRICE"."""
    loud = sum(1 for flag in caps.flags if flag & ACRONYM)
    if loud * 2 > len(caps.flags) or caps.view[caps.start : caps.end].isupper():
        caps.flags[:] = [flag & ~ACRONYM for flag in caps.flags]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as read: the words it spans and its folded parts."""

    first: int
    """Index of its first capital."""
    last: int
    start: int
    end: int
    parts: tuple[str, ...]
    flags: tuple[int, ...]


def read_name(caps: Capitals, i: int, *, strong: bool) -> Name:
    """The name that starts at capital `i`, as long as it goes; `strong` if an office or honorific stands before it."""
    flags, joins, owners = caps.flags, caps.joins, caps.owners
    count = len(flags)
    last = i
    j = i
    while joins[j] and not owners[j] and j + 1 < count and last - i < 6:
        link, flag = joins[j], flags[j + 1]
        j += 1
        if link == LINKED:
            if flag & (NEVER | HEAD | ORGANIZATION) and not flag & NAME:
                break
            last = j
            continue
        if flag & (INITIAL | SUFFIX):
            last = j
            continue
        if flag & PLACE:
            break
        if flag & PARTICLE:
            if joins[j] and j + 1 < count and is_name(flags[j + 1]):
                continue
            if flag & NAME and not flag & WORD:
                last = j
                continue
            break
        if flag & (NEVER | HEAD | PLURAL | HONORIFIC | MODIFIER | ORGANIZATION | NATION | REGION | ACRONYM):
            alone = last == i or bool(flags[last] & INITIAL)
            more = bool(joins[j]) and is_name(flags[j + 1]) and not flags[j + 1] & WORD
            if not (flag & NAME and alone and flags[i] & (GIVEN | INITIAL) and not flag & NEVER):
                break
            if flag & (HEAD | PLURAL) and (more or not flag & SURNAME):
                break
            if flag & ACRONYM and len(caps.words[j]) <= 4 and not strong:
                break
            if flag & ORGANIZATION and (not strong or i and fold(caps.words[i - 1]) in _MONARCHS):
                break
        elif flag & WORD:
            if not flag & NAME:
                break
            alone = last == i or bool(flags[last] & INITIAL)
            if not flag & SURNAME and not (joins[j] and is_name(flags[j + 1])):
                break
            if not (flags[i] & (GIVEN | INITIAL) and (alone or flag & SURNAME)):
                break
        last = j
    start = caps.starts[i]
    if i > 0 and joins[i - 1] == LINKED:
        start = caps.view.rfind(caps.gap(i - 1).lstrip(), caps.ends[i - 1], start) if caps.gap(i - 1).strip() else start
    else:
        prefix = _PREFIX.search(caps.view, max(caps.start, start - 6), start)
        if prefix is not None:
            start = prefix.start()
    end = caps.ends[last]
    if flags[last] & (INITIAL | SUFFIX) and caps.view.startswith(".", end) and last > i:
        end += 1
    span = range(i, last + 1)
    return Name(
        i,
        last,
        start,
        end,
        tuple(fold(caps.words[k]).rstrip(".") for k in span),
        tuple(flags[k] for k in span),
    )


# They bear no surname: what follows their name is a thing ("King Salman Park").
_MONARCHS = frozenset("king queen prince princess sultan emperor empress emir amir saint st pope".split())

_PREFIX = re.compile(r"(?<![^\W_])(?:al-|el-|d')\Z")
