"""Names: whether words that a model calls a person or an organization can be one's name."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import load_table, load_words
from extract.llm.checks.ground import Ground, Range, Refusal, shown
from extract.rules import names
from extract.rules.names import fold
from extract.schemas import ParticipantKind

_MOST_WORDS = {"person": 7, "organization": 16}
_TOKEN = re.compile(r"\S+")
_EDGES = ".,;:()\"'“”‘’"
# "al-Amri", "el-Sisi", "d'Ávila", "ibn-Saud": the capital stands behind a particle.
_PARTICLE_BEFORE = re.compile(r"[^\W\d_]{1,4}['’\-\u2011](?=[^\W\d_])")
_OFFICE = names.HEAD | names.PLURAL | names.HONORIFIC
_OF_OFFICE = _OFFICE | names.MODIFIER | names.NATION
_SOMEWHERE = names.NATION | names.CITY | names.REGION
_OF = frozenset(("of", "for"))


def without_titles(ground: Ground, place: Range) -> Range:
    """The name alone: "Presidents Ana Silva" and "Prime Minister of Norway Ana Silva" are Ana Silva."""
    known = _person_at_end(ground, place)
    if known is not None:
        return known
    tokens = list(_TOKEN.finditer(ground.view, *place))
    left = _titles([token.group() for token in tokens])
    return (tokens[left].start(), place[1]) if tokens else place


def key(name: str) -> str:
    """What two spellings of a name share: no titles, no case, no accents.

    >>> key("Prime Minister Jón  Jónsson"), key("J. Jónsson")
    ('jon jonsson', 'j jonsson')
    """
    words = name.split()
    return " ".join(fold(word).strip(".,") for word in words[_titles(words) :])


def check_name(ground: Ground, place: Range, kind: ParticipantKind) -> None:
    """`Refusal` if the words of the place are no name."""
    named = ground.as_written(place)
    words = named.split()
    if len(words) > _MOST_WORDS[kind]:
        raise Refusal(f"{shown(named)} is too long for a name")
    if kind == "organization":
        if not (any(map(str.isupper, named)) or _is_capitalised(words) or _names_a_body(words)):
            raise Refusal(f"{shown(named)} is no name")
        return
    if not _is_capitalised(words) or any(map(str.isdigit, named)) or _is_office(words[-1]):
        raise Refusal(f"{shown(named)} is no person's name")
    known = _person_at_end(ground, place) == place
    if not known and any((mention.start, mention.end) == place for mention in ground.places(place)):
        raise Refusal(f"{shown(named)} is a place")
    if not known and ground.reading.words and not _can_be_a_person([word.strip(_EDGES) for word in words]):
        raise Refusal(f"{shown(named)} is no person's name")


def _person_at_end(ground: Ground, place: Range) -> Range | None:
    """The name of a person whom the rules know, if the place ends with it."""
    people = ground.reading.people
    for i in ground.sentences(place):
        for mention in people.mentions(i):
            inside = place[0] <= mention.start and mention.end == place[1]
            if inside and people.parties[mention.party].kind == "person":
                return mention.start, mention.end
    return None


def _is_office(word: str) -> bool:
    kind = _kind(word)
    return bool(kind & _OFFICE) and not kind & names.NAME


def _can_be_a_person(words: list[str]) -> bool:
    """Whether words that begin high can be a person's name, by what the lexicons know of each."""
    kinds = [names.kinds(word) for word in words]
    first, last = kinds[0], kinds[-1]
    if first & names.NEVER and not first & names.NAME:
        return False  # "The Danes", "Monday"
    if last & (names.THING | names.NEVER) and not last & names.NAME:
        return False  # "Energy Council"
    if len(words) == 1 and last & (_OFFICE | _SOMEWHERE | names.NEVER):
        return False  # "Washington", "King"
    if any(kind & _SOMEWHERE for kind in kinds) and not any(kind & names.GIVEN for kind in kinds):
        return False  # "Europe Day", "Norwegian Council"
    if all(kind & _OF_OFFICE and not kind & names.GIVEN for kind in kinds):
        return False
    return not all(kind & (names.WORD | names.THING) and not kind & names.NAME for kind in kinds)  # "Trade"


def _titles(words: list[str]) -> int:
    """How many words of an office, a country or a courtesy stand before a name."""
    count = 0
    kinds = [_kind(word) for word in words]
    while count + 1 < len(words) and kinds[count] & _OF_OFFICE:
        # "Dean Martin", "Danish Khan": only what nobody is called, or what an office follows.
        if kinds[count] & names.GIVEN and not _is_title(words[count]):
            break
        if not kinds[count] & _OFFICE and not any(kind & _OFFICE for kind in kinds[count + 1 : -1]):
            break  # "Prime Evans"
        count += 1
        if fold(words[count]) in _OF:
            count = _after_field(words, kinds, count + 1)
    return count


def _after_field(words: list[str], kinds: list[int], at: int) -> int:
    """Behind what an office is for: "Minister of | Foreign Affairs of Norway | Ana Silva"."""
    while at + 1 < len(words) and (not kinds[at] & names.NAME or kinds[at] & _SOMEWHERE):
        if words[at][0].isupper() and not kinds[at] & ~names.INITIAL:
            break
        at += 1
    return at


def _kind(word: str) -> int:
    return names.kinds(word) & ~names.INITIAL or names.kinds(word.strip(_EDGES))


def _is_title(word: str) -> bool:
    return fold(word.strip(_EDGES)) in _title_words()


@cache
def _title_words() -> frozenset[str]:
    """Words that stand before a name and are no part of it."""
    heads = load_table("en", "office_heads")
    return load_words("en", "honorifics") | {fold(word) for row in heads for word in row[:2]}


def _is_capitalised(words: list[str]) -> bool:
    particles = load_words("en", "name_particles")
    told = [_begins_high(word) for word in words if fold(word.strip(_EDGES)) not in particles]
    return bool(told) and all(told)


def _names_a_body(words: list[str]) -> bool:
    """Whether a word says that it is a body: "sub-commission on transport"."""
    bodies = load_words("en", "organization_words")
    return any(part in bodies or part.removesuffix("s") in bodies for word in words for part in fold(word).split("-"))


def _begins_high(word: str) -> bool:
    """A capital, be it behind a particle, or a letter of a script without capitals."""
    letters = word.lstrip(_EDGES)
    behind = _PARTICLE_BEFORE.match(letters)
    return _is_high(letters) or behind is not None and _is_high(letters[behind.end() :])


def _is_high(word: str) -> bool:
    letter = next((char for char in word if char.isalpha()), "")
    return bool(letter) and (letter.isupper() or letter.istitle() or letter.lower() == letter.upper())
