"""What two numbers say together: ranges ("20-25%", "between 3 and 5 million") and sums ("5 dollars and 50 cents")."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from extract.lexicon import load_words
from extract.values import qualifiers, ratios, references
from extract.values.nouns import read_counted_noun
from extract.values.numbers import magnitude_after, scaled
from extract.values.passage import Passage, Reading

_DASHES = frozenset({"-", "–", "—", "‐", "‑", "−", "~"})
_NEAR = 20
_THOUSANDTH = Decimal("0.001")
# What may stand at the second number of a range: "8- to 10-foot", "between 2 and about 7", "2 - ~7".
_ASIDE = re.compile(
    r"^[-\u2010\u2011]\s++(?=[a-z])|\s*(?:~|\b(?:about|almost|approximately|around|nearly|perhaps|roughly))$"
)
_CENTS = re.compile(r"[c¢]|(?:.*\s)?cents?", re.IGNORECASE | re.DOTALL)

Link = Literal["range", "dash", "change"]
"""How two neighbours belong together: as a range, maybe with a dash, or as the two ends of a change."""


def join_readings(passage: Passage, readings: list[Reading]) -> list[Reading]:
    """The readings with sums added up and ranges united; "rose from 640 to 1,050" stays two that share a unit."""
    joined: list[Reading] = []
    i = 0
    while i < len(readings):
        outcome = _join(passage, readings[i], readings[i + 1]) if i + 1 < len(readings) else "two"
        if outcome != "neither":
            joined.append(readings[i])
        i += 1 if outcome == "two" else 2
    return joined


def _join(passage: Passage, low: Reading, high: Reading) -> Literal["one", "two", "neither"]:
    """What two neighbours are: one amount (now in `low`), two, or no amounts at all ("3-1", "737-8")."""
    if _adds(passage, low, high):
        low.value, low.end = low.value + high.value, high.end
        return "one"
    link = _link(passage, low, high)
    if link and _share_measure(passage, low, high):
        year = low.kind is None and references.is_year(low.numeral)
        if link != "change" and low.value < high.value and not year:
            low.high, low.end, low.direction = high.value, high.end, low.direction or high.direction
            low.numeral = replace(high.numeral, start=low.numeral.start, form=low.numeral.form, value=high.value)
            return "one"
        return "neither" if link == "dash" and low.kind is None else "two"
    if _is_share(passage, low, high):
        low.kind, low.unit, low.end = "ratio", "x", high.end
        low.value = (low.value / high.value).quantize(_THOUSANDTH).normalize()
        return "one"
    if _corrects(passage, low, high):
        low.value, low.factor = scaled(low.value, high.factor), high.factor
    return "two"


def _is_share(passage: Passage, low: Reading, high: Reading) -> bool:
    """Whether two numbers state a share: "one in five", "more than 4 in 5 workers"; not "one in 10 minutes"."""
    if low.kind is not None or high.kind is not None or not 0 < low.value < high.value <= 1000:
        return False
    if passage.between(low.end, high.start) not in ("in", "in every", "out of every"):
        return False
    if low.value != 1 and qualifiers.qualifier_before(passage, low.start) is None or references.is_year(high.numeral):
        return False
    noun = read_counted_noun(passage.view, high.end, passage.end)
    return noun is None or noun.head not in load_words("en", "uncounted_nouns")


def _corrects(passage: Passage, low: Reading, high: Reading) -> bool:
    """Whether a speaker puts one sum right by the next: the trillions of "$17, $18 trillion" are said once."""
    if not (low.prefixed and high.prefixed and low.unit == high.unit and low.factor == 1 < high.factor):
        return False
    return low.value < high.numeral.value / high.numeral.factor <= 2 * low.value and (
        passage.between(low.end, high.start) == ","
    )


def _adds(passage: Passage, whole: Reading, part: Reading) -> bool:
    """Whether a sum goes on in small coins: "5 euros and 20 cents", "thirteen dollars forty-five"."""
    between = passage.between(whole.end, part.start)
    if between not in ("and", "") or whole.kind != "money" or part.prefixed:
        return False
    whole_number = whole.value == whole.numeral.value == whole.value.to_integral_value()
    if part.kind is None:
        if not (whole_number and not whole.prefixed and 10 <= part.value < 100 and _ends(passage, part.end)):
            return False
        part.value = part.value / 100
        return True
    if part.kind != "money" or not 0 < part.value < 1 <= whole.value or part.value == part.numeral.value:
        return False
    cents = _CENTS.fullmatch(passage.view, part.numeral.end, part.end)
    return whole.unit == part.unit or cents is not None and whole_number


def _ends(passage: Passage, offset: int) -> bool:
    """Whether a sentence or clause ends at `offset`."""
    return passage.at(offset) in ".;:!?)" or not passage.view[offset : passage.end].strip()


def _link(passage: Passage, low: Reading, high: Reading) -> Link | None:
    if high.start - low.end > _NEAR:
        return None
    between = _ASIDE.sub("", passage.between(low.end, high.start)).strip()
    if between in _DASHES:
        return "dash"
    if between == "and":
        words = passage.view[max(passage.start, low.start - 40) : low.start].lower().rsplit(None, 4)
        return "range" if "between" in words else None
    if between == "or":
        return "range" if _is_estimate(passage, low, high) else None
    if between not in ("to", "up to"):
        return None
    opened = _is_opened(passage, low)
    leaps = high.value > 10 * low.value  # "the number of rigs rose by three to 861"
    if (opened or leaps or low.kind is not None) and ratios.change_before(passage, low.start):
        return "change"
    return "range" if between == "to" or opened else None


def _is_estimate(passage: Passage, low: Reading, high: Reading) -> bool:
    """Whether "or" stands between two guesses at one number: "five or six", "about 10 or 15"; not "5 or 10 percent"."""
    if low.kind is not None or low.numeral.form != high.numeral.form:
        return False
    if high.value == low.value + 1:
        return True
    near = low.value < high.value <= 2 * low.value and high.kind is None and not high.value % 5 and not low.value % 5
    return near and qualifiers.qualifier_before(passage, low.start) is not None


def _is_opened(passage: Passage, low: Reading) -> bool:
    """Whether "from" stands before a number or its qualifier: "from almost 3 to 5"."""
    if passage.word_before(low.start) == "from":
        return True
    qualified = qualifiers.qualifier_before(passage, low.start)
    return qualified is not None and passage.word_before(qualified.edge) == "from"


def _read_as_millions(passage: Passage, reading: Reading) -> None:
    """Take the metres of "£2-3m" for millions, if they are no "metres"."""
    magnitude = magnitude_after(passage.view, reading.numeral.end, passage.end, money=True)
    if magnitude:
        reading.kind, reading.unit, reading.end = None, "", magnitude[1]
        reading.value, reading.factor = scaled(reading.value, magnitude[0]), magnitude[0]


def _share_measure(passage: Passage, low: Reading, high: Reading) -> bool:
    """Give one number the measure and magnitude that stand only at the other: "3 to 5 million tonnes", "$5-7bn"."""
    for one, other in ((low, high), (high, low)):
        if one.kind == "money" and other.kind == "quantity" and other.unit.partition("/")[0] == "m":
            _read_as_millions(passage, other)
    if low.kind is None:
        if high.prefixed or references.is_year(low.numeral) and not (high.kind and references.is_year(high.numeral)):
            return False
        low.kind, low.unit = high.kind, high.unit
        if high.kind in ("money", "percent") and high.numeral.value and high.factor == high.numeral.factor:
            low.value = scaled(low.value, abs(high.value) / high.numeral.value)  # cents, basis points
    elif high.kind is None:
        if not (low.kind == "money" and low.prefixed) or references.is_year(high.numeral):
            return False
        high.kind, high.unit = low.kind, low.unit
    elif (low.kind, low.unit) != (high.kind, high.unit):
        return False
    if low.factor == 1 < high.factor and low.value < 1000 and low.value * high.factor <= high.value:
        low.value, low.factor = scaled(low.value, high.factor), high.factor
    return True
