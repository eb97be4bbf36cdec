"""Capitalised words: what each can be (a given name, an office ...), and how names of persons are built of them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.lexicon import load_table, load_words
from extract.rules.places import CAPITALISED, Phrases, gazetteer, name_at

# What a word can be, as flags; a word can be several things ("Dean", "Jordan", "Price").
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
THING = 128
"""A word of the names of bodies, places, documents, events: "University"."""
PARTICLE = 256
NEVER = 512
"""A word that begins sentences and never bare names: "The", "Monday"."""
INITIAL = 1024
NATION = 2048
"""A country or a people."""
CITY = 4096
REGION = 8192
"""A region or a building."""
ACRONYM = 16384
SUFFIX = 32768
"""After a name: "Jr", "III"."""
PLACE = 65536
"""Part of a place's or known body's name of several words."""
NAME = GIVEN | SURNAME

_SUFFIXES = frozenset({"jr", "sr", "jnr", "snr", "ii", "iii", "iv", "vi", "vii", "viii", "xiv", "xvi"})
_FLAT = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "ß": "ss", "þ": "th", "ð": "d", "œ": "oe", "ə": "a"}
)

# Words of the closed lists that persons are called, too: "He Guanlin", "Dean Martin", "Jane Park", "Sheikh Hasina".
_NAMES_THOUGH_COMMON = frozenset("he may april june august jan jun".split())
_NAMES_THOUGH_OFFICES = frozenset(
    "dean king major bishop judge marshal prince pope duke cardinal justice general abbot chief page rector amir akim"
    " imam sultan".split()
)
_NAMES_THOUGH_THINGS = frozenset(
    "park hill hall bridge church field fields forest house lake law power powers post wall ward west north star street"
    " castle court garden guard harbor stock temple tower towers villa way camp base bay press range ring road fort day"
    " days".split()
)
_NAMES_THOUGH_HONORIFICS = frozenset("don nana baron count lord major sister tan tun".split())


@lru_cache(maxsize=1 << 15)
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
        (frozenset(fold(row[0]) for row in heads), HEAD),
        (frozenset(fold(row[1]) for row in heads if row[1] != row[0]), PLURAL),
        (load_words("en", "office_modifiers"), MODIFIER),
        (load_words("en", "honorifics"), HONORIFIC),
        (load_words("en", "organization_words"), THING),
        (load_words("en", "name_particles"), PARTICLE),
        (load_words("en", "not_names"), NEVER),
        (_SUFFIXES, SUFFIX),
    )


@cache
def singular_heads() -> dict[str, str]:
    """The singular of every noun of an office, by its singular and its plural."""
    heads: dict[str, str] = {}
    for singular, plural, _ in load_table("en", "office_heads"):
        heads[fold(singular)] = fold(singular)
        heads.setdefault(fold(plural), fold(singular))
    return heads


@cache
def office_ranks() -> dict[str, str]:
    """The rank of every noun of an office: "state", "government" or "-"."""
    return {fold(row[0]): row[2] for row in load_table("en", "office_heads")}


@lru_cache(maxsize=1 << 15)
def kinds(word: str) -> int:
    """What a capitalised word can be, as flags; 0 if no lexicon knows it."""
    key = fold(word)
    flags = 0
    for entries, flag in _lists():
        if key in entries:
            flags |= flag
    if flags & NAME and (
        flags & NEVER
        and key not in _NAMES_THOUGH_COMMON
        or flags & (HEAD | PLURAL)
        and key not in _NAMES_THOUGH_OFFICES
        or flags & THING
        and key not in _NAMES_THOUGH_THINGS
        or flags & HONORIFIC
        and key not in _NAMES_THOUGH_HONORIFICS
    ):
        flags &= ~NAME
    if word == "HE":
        flags |= HONORIFIC
    names = gazetteer().names
    place = names.get(word) or (names.get(word.title()) if len(word) > 3 and word.isupper() else None)
    if place is not None:
        kind = place[0]
        flags |= NATION if kind in ("country", "demonym") else CITY if kind == "city" else REGION
    if len(key) == 1 or "." in word and not flags and len(word) <= 6:
        flags |= INITIAL
    elif word.isupper() and not flags & (NATION | PARTICLE | SUFFIX | HONORIFIC | INITIAL):
        flags |= ACRONYM
    if "-" in key and not flags & ~ACRONYM:
        flags = _compound(word)
    return flags


def _compound(word: str) -> int:
    """What a word with hyphens can be: "Jean-Luc", "Multi-Year", "Russian-Turkish", "Jong-un"."""
    parts = [kinds(part) for part in re.split(r"[-\u2011]", word) if part]
    if not parts:
        return 0
    if any(part & NATION for part in parts):
        return NATION
    if all(part & (WORD | MODIFIER | THING | NEVER) and not part & GIVEN for part in parts):
        return WORD | (parts[-1] & (THING | HEAD))
    if parts[0] & GIVEN and all(part & NAME or not part for part in parts):
        return GIVEN
    if any(part & SURNAME and not part & WORD for part in parts):
        return SURNAME
    return 0


def is_name(flags: int) -> bool:
    """True for given names, surnames, initials, and words that no lexicon knows."""
    return bool(flags & (NAME | INITIAL)) or not flags & ~(CITY | PARTICLE | SUFFIX)


APART, SPACE, LINKED, EPITHET = 0, 1, 2, 3
"""How two neighbouring capitals stand: apart, with only space between them, linked by particles ("bin", "de la"), or by
"the" before a by-name ("Catherine the Great")."""


@cache
def _particles_between() -> re.Pattern[str]:
    words = "|".join(
        sorted((word for word in load_words("en", "name_particles") if word.isalpha()), key=len, reverse=True)
    )
    return re.compile(
        rf"\s+(?:(?:{words})\s+){{0,3}}(?:(?:al|el|ul|ur|as|ash|an|ad|at|az)-|d'|l'|dell')?", re.IGNORECASE
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
    taken: list[bool]
    """True once a reader has used the word."""

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, i: int) -> str:
        """The text between word `i` and the next one (or the end), without a possessive ending."""
        first = self.ends[i] + (2 if self.owners[i] else 0)
        return self.view[first : self.starts[i + 1] if i + 1 < len(self.starts) else self.end]

    def before(self, i: int) -> str:
        """The text between the word before `i` (or the start) and word `i`."""
        return self.gap(i - 1) if i else self.view[self.start : self.starts[0]]

    def take(self, first: int, last: int) -> None:
        """Mark the words `first`..`last` as used."""
        for k in range(first, last + 1):
            self.taken[k] = True


# A sentence none of whose capitals is of these kinds, or unknown, names nobody; most do not.
_TELLING = NAME | HEAD | PLURAL | HONORIFIC | INITIAL


def capitals(view: str, start: int, end: int) -> Capitals | None:
    """The capitalised words of `view[start:end]`, or None if none of them can name a person or an office."""
    return _cut(view, start, end, needed=_TELLING)


def all_capitals(view: str, start: int, end: int) -> Capitals:
    """The capitalised words of `view[start:end]`, whatever they can be."""
    caps = _cut(view, start, end, needed=0)
    return caps if caps is not None else Capitals(view, start, end, [], [], [], [], [], [], [])


def _cut(view: str, start: int, end: int, *, needed: int) -> Capitals | None:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    flags: list[int] = []
    owners: list[bool] = []
    long_names = _long_names()
    useful = not needed
    loud = places = 0
    shouted = view[start:end].isupper()
    linked = False
    for match in CAPITALISED.finditer(view, start, end):
        word = match.group()
        if shouted and word in _LINKS or linked and word == "THE":
            linked = True
            continue
        linked = False
        if word == "I" and not shouted and not view.startswith(".", match.end()):
            # The pronoun: "In Canada I will ...".
            continue
        if word in _DEGREES or word[0] == "D" and len(word) < 3 and view.startswith("Ph.", match.start() - 3):
            continue
        first, last = match.span()
        owner = word[-2:] in _POSSESSIVE
        if owner:
            word = word[:-2]
            last -= 2
        if len(words) > 2 and words[-1] == words[-2] and word.startswith(words[-3]):
            # A page's own cards on persons, glued to their names: "Ivan Utkin Utkin IvanChief of Staff".
            first += len(words[-3])
            word = word[len(words[-3]) :]
            for entries in (words, starts, ends, flags, owners):
                entries.pop()
            if not word[:1].isupper():
                continue
        flag = kinds(word)
        if flag & needed or not flag & ~CITY:
            useful = True
        if flag & ACRONYM:
            loud += 1
        if word in long_names:
            places += 1
        words.append(word)
        starts.append(first)
        ends.append(last)
        flags.append(flag)
        owners.append(owner)
    if not useful or not words:
        return None
    caps = Capitals(view, start, end, words, starts, ends, flags, [], owners, [False] * len(words))
    _join(caps)
    if places:
        _mark_places(caps)
    if loud and (loud * 2 > len(flags) or shouted):
        # In a passage in capitals a known word in capitals is that word and no acronym: "MR PRICE".
        caps.flags[:] = [flag & ~ACRONYM for flag in caps.flags]
    elif loud:
        _mark_surnames(caps)
    return caps


def _mark_surnames(caps: Capitals) -> None:
    """Read "KISHIDA Fumio", "Fumio KISHIDA": an unknown word in capitals beside a given name is a surname."""
    flags, joins, words = caps.flags, caps.joins, caps.words
    for i, flag in enumerate(flags):
        unknown = flag in (ACRONYM, ACRONYM | CITY) and len(words[i]) >= _SHORTEST_SURNAME
        if not unknown or words[i] in known_bodies():
            continue
        opens = i == 0 or joins[i - 1] != SPACE or bool(flags[i - 1] & (HONORIFIC | HEAD))
        closes = i + 2 >= len(flags) or joins[i + 1] != SPACE
        if opens and closes and joins[i] == SPACE and flags[i + 1] & GIVEN and not words[i + 1].isupper():
            flags[i] = SURNAME


_SHORTEST_SURNAME = 3


_POSSESSIVE = frozenset({"'s", "'S"})
_DEGREES = frozenset({"Ph", "PhD", "Esq"})
# "PRIME MINISTER OF JAPAN": what joins words in a passage in capitals.
_LINKS = frozenset({"OF", "AND", "FOR", "TO", "WITH", "BY"})


@cache
def known_bodies() -> dict[str, str | None]:
    """Well-known organizations with their country, if they have one: "Deutsche Bank" -> "DE"."""
    return {row[0]: row[1] if len(row) > 1 and row[1] else None for row in load_table("en", "organizations")}


@cache
def _body_phrases() -> Phrases:
    return Phrases(known_bodies())


@cache
def _long_names() -> frozenset[str]:
    """The words with which a place's or a body's name of several words starts, without a possessive ending."""
    return frozenset(word.removesuffix("'s") for word in gazetteer().phrases.firsts | _body_phrases().firsts)


def _join(caps: Capitals) -> None:
    joins = caps.joins
    starts, ends, flags, owners, view = caps.starts, caps.ends, caps.flags, caps.owners, caps.view
    between = _particles_between().fullmatch
    for i in range(len(starts) - 1):
        first = ends[i] + 2 if owners[i] else ends[i]
        length = starts[i + 1] - first
        if length > 24:
            joins.append(APART)
            continue
        gap = view[first : starts[i + 1]]
        if gap == " " or gap.isspace():
            joins.append(SPACE)
        elif (
            gap[:1] in (".", "'")
            and flags[i] & (HONORIFIC | INITIAL | SUFFIX | PARTICLE)
            and (length == 1 or gap[1:].isspace())
        ):
            joins.append(SPACE)
        elif gap and gap[0].isspace() and length < 17 and between(gap):
            joins.append(LINKED)
        elif gap == " the " and flags[i] & NAME and fold(caps.words[i + 1]) in load_words("en", "epithets"):
            joins.append(EPITHET)
        else:
            joins.append(APART)
    joins.append(APART)


def _mark_places(caps: Capitals) -> None:
    """Give every word of a longer name of a place or body ("Saudi Arabia", "Morgan Stanley") that flag only."""
    places, bodies = gazetteer().phrases.firsts, _body_phrases().firsts
    i, count = 0, len(caps)
    while i < count:
        word = caps.words[i]
        if caps.owners[i]:
            word += "'s"
        stop, flag = 0, THING
        place = name_at(caps.view, caps.starts[i], caps.end, word) if word in places else None
        if place is not None:
            stop = place[0]
            flag = NATION if place[1] in ("country", "demonym") else CITY if place[1] == "city" else REGION
        elif word in bodies:
            stop = _body_phrases().end_at(caps.view, caps.starts[i], caps.end, word) or 0
        if stop <= caps.ends[i]:
            i += 1
            continue
        first = i
        while i < count and caps.starts[i] < stop:
            caps.flags[i] = flag | PLACE
            i += 1
        for j in range(first, i - 1):
            caps.joins[j] = SPACE
            caps.owners[j] = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name as read: the capitals it spans and its folded parts."""

    first: int
    """Index of its first capital."""
    last: int
    start: int
    end: int
    parts: tuple[str, ...]
    flags: tuple[int, ...]


def read_name(caps: Capitals, i: int, *, strong: bool) -> Name:
    """The name that starts at capital `i`, as long as it goes; `strong` if an office or honorific stands before it."""
    flags, joins, owners, taken = caps.flags, caps.joins, caps.owners, caps.taken
    last = j = i
    while joins[j] and not owners[j] and not taken[j + 1] and last - i < 6:
        link, flag = joins[j], flags[j + 1]
        j += 1
        if link == LINKED:
            if flag & (NEVER | HEAD | THING) and not flag & NAME:
                break
        elif link == EPITHET:
            last = j
            break
        elif flag & PLACE:
            break
        elif flag & (INITIAL | SUFFIX):
            pass
        elif flag & PARTICLE and fold(caps.words[i]) not in _VIETNAMESE:
            if joins[j] and is_name(flags[j + 1]):
                continue
            if not flag & NAME or flag & WORD:
                break
        elif not _goes_on(caps, i, last, j, strong=strong):
            break
        last = j
    start = caps.starts[i]
    if i > 0 and joins[i - 1] == LINKED:
        # "Commission President von der Leyen": the particles before the first capital are hers.
        start = caps.ends[i - 1] + len(caps.gap(i - 1)) - len(caps.gap(i - 1).lstrip())
    elif caps.view[start - 1 : start] in ("-", "'"):
        prefix = _PREFIX.search(caps.view, max(caps.start, start - 6), start)
        if prefix is not None:
            start = prefix.start()
    end = caps.ends[last]
    if last > i and flags[last] & (INITIAL | SUFFIX) and caps.view.startswith(".", end):
        end += 1
    span = range(i, last + 1)
    return Name(i, last, start, end, tuple(part_of(caps.words[k]) for k in span), tuple(flags[k] for k in span))


_BIRTH = re.compile(r"(?:al|el|ul|as|ash|an|ad|at|az)-(?=\w{3})")


def part_of(word: str) -> str:
    """A part of a name as names are compared: folded, without an article ("Al-Adnani" is "adnani")."""
    key = fold(word).rstrip(".")
    return _BIRTH.sub("", key, count=1) if "-" in key else key


def looks_like_surname(word: str) -> bool:
    """True if a word that no lexicon knows ends as surnames of some language do: "-enko", "-opoulos", "-bayev"."""
    key = fold(word)
    endings = load_words("en", "surname_endings")
    return len(key) > 5 and any(key[-length:] in endings for length in (3, 4, 5, 6, 2))


def _goes_on(caps: Capitals, i: int, last: int, j: int, *, strong: bool) -> bool:
    """True if capital `j`, only space after capital `last`, still belongs to the name that starts at `i`."""
    flags, joins = caps.flags, caps.joins
    first, flag = flags[i], flags[j]
    second = last == i or bool(flags[last] & INITIAL)
    more = bool(joins[j]) and not caps.owners[j]
    if fold(caps.words[i]) in _VIETNAMESE and len(caps.words[j]) < 7 and not flag & (THING | NEVER | NATION | HEAD):
        # "Nguyen Tan Dung": the parts of Vietnamese names look like words of English.
        return True
    if flag & (NEVER | HEAD | PLURAL | HONORIFIC | MODIFIER | THING | NATION | REGION | ACRONYM):
        if not flag & NAME or not (second and first & (GIVEN | INITIAL)):
            return False
        if flag & NEVER:
            # "Brian May", but "to Maria May 2".
            return not first & WORD and not _DAY.match(caps.view, caps.ends[j])
        if flag & ACRONYM and len(caps.words[j]) <= 4:
            return False
        if flag & (HEAD | PLURAL | MODIFIER):
            if flag & GIVEN and more and is_name(flags[j + 1]):
                # "Hossein Amir Rahimian"
                return True
            return bool(flag & SURNAME) and not (more and is_name(flags[j + 1]))
        if flag & THING:
            return not more and not _is_monarch(caps, i) and (strong or not first & (SURNAME | CITY | WORD))
        return True
    if not flag & WORD:
        return True
    if not flag & NAME:
        # "Stevie Wonder": an ordinary word after what is only ever a given name.
        return last == i and bool(first & GIVEN) and not first & (SURNAME | WORD | CITY) and not more and not strong
    if not flag & SURNAME and not (more and is_name(flags[j + 1])):
        return False
    # "Mary Ann Brown", "Robert Penn Warren", but "Ana Ruiz | Speaks" in a headline.
    verbal = caps.words[j][-1:] in "sS" and not flags[last] & GIVEN
    return bool(first & (GIVEN | INITIAL)) and (second or bool(flag & SURNAME) and not verbal)


# They bear no surname: what follows their name is a thing ("King Faisal Park").
_MONARCHS = frozenset("king queen prince princess sultan emperor empress emir amir saint st pope".split())
_DAY = re.compile(r"\s+\d")
_VIETNAMESE = frozenset("nguyen tran pham huynh hoang phan vu vo dang bui ngo duong ly dinh truong luong".split())
_PREFIX = re.compile(r"(?<![^\W_])(?:(?:al|el|ul|as|ash|an|ad|at|az)-|d'|l')\Z", re.IGNORECASE)


def _is_monarch(caps: Capitals, i: int) -> bool:
    return i > 0 and fold(caps.words[i - 1]) in _MONARCHS
