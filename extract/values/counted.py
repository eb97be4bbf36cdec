"""What the sentence says its bare numbers count: the noun after the number, or one said before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extract.lexicon import load_words
from extract.values import qualifiers, ratios, references
from extract.values.nouns import CountedNoun, read_counted_noun, singular
from extract.values.numbers import is_number_word, scaled
from extract.values.passage import Passage, Reading

_MILLION = Decimal(1_000_000)

_DOUBLED = re.compile(r"\s*+\(\s*+([^\s()-]{1,40}+)[^()]{0,40}+\)")  # "five (5)", "22 (twenty-two)"
_OF = re.compile(r"\s++(?:out\s++)?of\s++(?:(?:the|our|its|their|these|those|this|all|his|her|my|your)\s++)*+")
_PRONOUN = re.compile(r"(?:them|us|which|whom|whose|you|it|those|these|all)\b", re.IGNORECASE)
_APPROXIMATE = r"(?:about|around|nearly|almost|over|more\s+than|approximately|some|only|just)"
_OUT_OF = re.compile(rf"(?:out\s+)?of(?:\s+(?:the|our|its|their|these|those|all|a\s+total\s+of|{_APPROXIMATE}))*$")
_TO = re.compile(rf"(?:^|.*\s)to(?:\s+{_APPROXIMATE})?$", re.DOTALL)
_OF_WHOM = re.compile(r"\s*,?\s*+(?:of\s++(?:them|which|whom|these|those)|that|who|which)\b", re.IGNORECASE)
_NUMBER_OF = re.compile(r"(?<!\ba\s)\bnumbers?\s++of\s++", re.IGNORECASE)
_POPULATION = re.compile(r"\bpopulations?\b", re.IGNORECASE)
# "up from 47,000", "compared with about 300 a year ago", "against 65,332,118": the same things at another time.
_COMPARED = re.compile(
    r"\b(?:(?:up|down) (?:from|by)|(?:compared|against|versus|vs\.?)(?: (?:to|with))?)\s++$", re.IGNORECASE
)
_MORE_OF_THEM = frozenset({"another", "additional", "further", "remaining", "extra"})
_REACHING = frozenset("exceeded hit numbered passed reached stood surpassed topped totaled totalled".split())
_BEFALLING = frozenset(
    """
    arrested arresting detained detaining displaced displacing injured injuring killed killing wounded wounding
    """.split()
)
_BEFALLEN = re.compile(
    r"\s++(?:(?:were|was|are|have\s++been|had\s++been|others?)\s++)?"
    r"(?:arrested|dead|detained|died|displaced|drowned|hospitali[sz]ed|hurt|injured|killed|missing|wounded)\b"
)
_LEAD = frozenset("a about additional almost an another around further nearly over".split())
_THOSE = frozenset("all between both her his its other our the their these those your".split())


@dataclass(slots=True)
class _Said:
    """What the sentence has said so far: a later number may leave it out."""

    percent: bool = False
    currency: str = ""
    counted: CountedNoun | None = None

    def note(self, reading: Reading) -> None:
        """Remember what `reading` measures."""
        self.percent = reading.kind == "percent"
        if reading.kind == "money":
            self.currency = reading.unit
        if reading.noun:
            self.counted = reading.noun


def count_readings(passage: Passage, readings: list[Reading]) -> None:
    """Find what the bare numbers count; one that counts nothing keeps kind None."""
    following: Reading | None = None
    for reading in reversed(readings):
        if reading.kind is None and not (following and _share_following(passage, reading, following)):
            _count_noun(passage, reading)
        following = reading
    said = _Said()
    for reading in readings:
        if reading.kind is None and not references.is_year(reading.numeral):
            _borrow(passage, reading, said)
        if reading.kind is not None:
            said.note(reading)


def _share_following(passage: Passage, reading: Reading, following: Reading) -> bool:
    """Take what the later number measures: "76 of 85 regions", "10 and 15 percent", "from 640 then to 1,050 items"."""
    if following.kind in (None, "ratio") or following.start - reading.end > 60 or references.is_year(reading.numeral):
        return False
    between = passage.between(reading.end, following.start)
    count = following.kind == "count"
    if count and _OUT_OF.match(between):
        _copy(reading, following)
        return True
    if following.prefixed:
        return False
    if passage.word_before(reading.start) == "from":
        shared = _TO.match(between) is not None
    elif between == ",":  # "5, 10 and 15 percent"; "400, 500 percent"
        guess = following.kind == "percent" and reading.value < following.value <= 2 * reading.value
        shared = following.noun_elsewhere or guess
    else:
        shared = between in ("and", "or", "&", "/", ", and", ", or") and not (count and reading.value <= 10)
    if not shared:
        return False
    _copy(reading, following)
    if reading.factor == 1 < following.factor and reading.value < 1000 and not count:
        reading.value = scaled(reading.value, following.factor)
    return True


def _copy(reading: Reading, following: Reading) -> None:
    reading.kind, reading.unit, reading.noun, reading.noun_elsewhere = (
        following.kind,
        following.unit,
        following.noun,
        True,
    )


def _count_noun(passage: Passage, reading: Reading) -> None:
    """Read the noun after a number."""
    at = _after_asides(passage, reading.end)
    if ratios.is_times(passage, at):
        if reading.value > 10 and reading.numeral.digits and "times" in passage.view[at : at + 12]:  # not "12 x 15 cm"
            reading.kind, reading.unit = "count", "time"
        return
    of = _OF.match(passage.view, at, passage.end)
    if of and _PRONOUN.match(passage.view, of.end(), passage.end):
        return
    noun = read_counted_noun(passage.view, of.end() if of else at, passage.end)
    if noun and _is_counted(passage, reading, noun):
        reading.kind, reading.unit, reading.noun = "count", noun.unit, noun


def _after_asides(passage: Passage, at: int) -> int:
    """Where the noun may start: after "-odd", "or so", "+" and a number said twice."""
    qualified = qualifiers.qualifier_after(passage, at)
    at = qualified.edge if qualified else at
    doubled = _DOUBLED.match(passage.view, at, passage.end)
    if doubled and (doubled.group(1).isdigit() or is_number_word(doubled.group(1).lower())):
        return doubled.end()
    return at


def _is_counted(passage: Passage, reading: Reading, noun: CountedNoun) -> bool:
    """Whether a number before a noun states how many there are."""
    uncounted = load_words("en", "uncounted_nouns")
    concrete = load_words("en", "counted_nouns")
    if (
        noun.head in uncounted
        or noun.first in uncounted
        or reading.value <= 0
        or _is_part_of_name(passage, reading, noun)
    ):
        return False
    if reading.factor == 1 and reading.value != reading.value.to_integral_value() and noun.first != noun.head:
        return False  # "the 3.15 specific features"; but "1.6 children per woman"
    if not noun.plural:
        return reading.numeral.digits == "1" and noun.head + "s" in concrete
    before = passage.word_before(reading.start)
    if references.is_year(reading.numeral):
        if before and before not in load_words("en", "year_cues") and noun.head in concrete:
            return True
        return before not in ("around", "about") and qualifiers.qualifier_before(passage, reading.start) is not None
    if reading.value > 10 or reading.factor != 1:
        return True
    if before == "in" and references.follows_number(passage, reading.start):
        return False  # "1 in 5 people"
    if not reading.numeral.digits:  # "four agreements", not "two sides", "the five schools", "one project"
        return reading.value > 1 and before not in _THOSE and noun.head in concrete
    return not (before in _THOSE and noun.head in load_words("en", "group_nouns"))


def _is_part_of_name(passage: Passage, reading: Reading, noun: CountedNoun) -> bool:
    """ "Boeing 737 aircraft", "Fortune 500 companies"; not "In Almaty 12 projects", "President Signs 12 Agreements"."""
    digits = reading.numeral.digits
    if not digits:  # "the Twelve Apostles"
        inside = passage.view[reading.start].isupper() and passage.view[noun.start].isupper()
        return inside and passage.word_before(reading.start) in _THOSE and reading.end < noun.start
    if (
        reading.factor != 1
        or reading.high is not None
        or not (digits.replace(".", "", 1).isdecimal() and len(digits) < 6)
    ):
        return False
    words = passage.words_before(reading.start, 48)
    last = words[-1].lstrip("([\"'") if words else ""
    if not last or not last[0].isupper() or not last[-1].isalnum():
        return False
    word = last.lower()
    if word in load_words("en", "noun_phrase_stops") or len(words) > 1 and words[-2].lower() in ("in", "at", "across"):
        return False
    if len(words) == 1:  # "Today 50 ...", "Altogether 50 ..."
        return not (word.endswith(("ly", "er")) or word in load_words("en", "sentence_starts"))
    return not (passage.view[noun.start].isupper() and word in load_words("en", "words"))  # a headline in title case


def _borrow(passage: Passage, reading: Reading, said: _Said) -> None:
    """Take what was said before: "by another 15", "approaching four billion", "another 8,000 studying"."""
    noun = read_counted_noun(passage.view, reading.end, passage.end)
    ends = noun is None or not noun.plural
    if (
        said.percent
        and ends
        and reading.factor == 1
        and reading.value <= 1000
        and _lead(passage, reading) in ("by", "to")
    ):
        reading.kind, reading.unit = "percent", "%"
    elif said.currency and ends and reading.factor >= _MILLION and passage.word_before(reading.start) != "in":
        reading.kind, reading.unit = "money", said.currency  # but "odds of 1 in 300 million" are no money
    elif (
        ends
        and reading.value >= 1000
        and _POPULATION.search(passage.view, max(passage.start, reading.start - 40), reading.start)
    ):
        reading.kind, reading.unit = "count", "people"
    elif ends and reading.value > 1 and (named := _named_before(passage, reading)):
        reading.kind, reading.unit = "count", named.unit
    elif ends and reading.value >= 100 and (subject := _subject_before(passage, reading)):
        reading.kind, reading.unit = "count", singular(subject)
    elif ends and reading.value > 1 and _counts_casualties(passage, reading):
        reading.kind, reading.unit = "count", "people"
    elif (
        said.counted and (ends or _OF_WHOM.match(passage.view, reading.end, passage.end)) and _goes_on(passage, reading)
    ):
        reading.kind, reading.unit = "count", said.counted.unit


def _lead(passage: Passage, reading: Reading) -> str:
    """The last word before a number that is no qualifier or "another"."""
    words = passage.words_before(reading.start, 40)
    while words and words[-1] in _LEAD:
        words.pop()
    return words[-1] if words else ""


def _named_before(passage: Passage, reading: Reading) -> CountedNoun | None:
    """The noun of "the number of tourists exceeded 300,000"."""
    last: re.Match[str] | None = None
    for match in _NUMBER_OF.finditer(passage.view, max(passage.start, reading.start - 160), reading.start):
        last = match
    noun = read_counted_noun(passage.view, last.end(), reading.start) if last else None
    return noun if noun and noun.head not in load_words("en", "uncounted_nouns") else None


def _subject_before(passage: Passage, reading: Reading) -> str | None:
    """What a sentence says rose to a number, or reached it: "Visitors rose 4% to 320,000", "Jobs reached 5,000"."""
    words = passage.words_before(reading.start, 80)
    for noun, verb in zip(words[-2::-1], words[:0:-1], strict=False):
        if noun.lower() in load_words("en", "counted_nouns") and (
            ratios.is_change(verb.lower()) or verb.lower() in _REACHING
        ):
            return noun.lower()
        if noun[-1] in ".;:":
            return None
    return None


def _counts_casualties(passage: Passage, reading: Reading) -> bool:
    """Whether a number counts people by what befell them: "killing 2,946", "12 wounded", "left 40 dead"."""
    if _BEFALLEN.match(passage.view, reading.end, passage.end):
        return True
    qualified = qualifiers.qualifier_before(passage, reading.start)
    return passage.word_before(qualified.edge if qualified else reading.start) in _BEFALLING


def _goes_on(passage: Passage, reading: Reading) -> bool:
    """Whether a number counts more of, or some of, those counted before: "another 8,000", "including more than 30K"."""
    before = passage.word_before(reading.start)
    if before in _MORE_OF_THEM:
        return reading.value > 10
    qualified = qualifiers.qualifier_before(passage, reading.start)
    edge = qualified.edge if qualified else reading.start
    if _COMPARED.search(passage.view, max(passage.start, edge - 20), edge):
        return reading.value > 10
    return reading.value >= 1000 and (before == "including" or qualified is not None)
