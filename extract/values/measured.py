"""What a number itself says: its currency, percent, physical unit or multiple."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extract.schemas import Direction, FigureKind
from extract.values import qualifiers, ratios, references
from extract.values.measures import Found, Measure, currency_before, measure_after
from extract.values.nouns import read_counted_noun
from extract.values.numbers import Numeral, magnitude_after, parse_digits, scaled
from extract.values.passage import Passage, Reading

_ONE = Decimal(1)
_MILLION = Decimal(1_000_000)
_MINUS = frozenset("-−–")

# Currencies of places that write "1.250" for twelve hundred and fifty.
_DOT_GROUPS = frozenset("ARS BOB BRL CLP COP CRC DKK EUR HUF IDR ISK NOK PYG RON RSD SEK TRY UYU VND".split())
# Currencies that a bare "$" may stand for when a code follows: "$5 million AUD".
_DOLLARS = frozenset(
    """
    ARS AUD BBD BMD BND BRL BSD BZD CAD CLP COP DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD TTD TWD USD
    XCD ZWL
    """.split()
)
_POUND = Measure("quantity", "lb")

_WEIGHING = frozenset("gain gained lifted lose losing shed shedding weigh weighed weighing weighs".split())
# "50 pounds of sugar" is no money, "50 pounds of aid" is.
_MASS = re.compile(
    r"\s++(?:heavier|lighter|overweight)\b|\s++of\s++(?!(?:aid|funding|investment|debt|assets|taxpayer|public|government|new|state|support|spending|savings|trade|exports)\b)",
    re.IGNORECASE,
)
# "R350 a month", "N617/litre": a price, however small.
_PRICE = re.compile(r"\s*+/\s?[^\W\d_]|\s++(?:an?|per|each)\b|-an?-")
_HEADS_COLUMN = re.compile(
    r"\s++(?:change|chg|difference|growth|increase|variance|variation|(?:19|20)[0-9]{2}\b)|[a-z'’]", re.IGNORECASE
)
# Words that no aside in brackets follows: "revenue was ($5.2) million".
_NO_ASIDE_AFTER = frozenset("a at deficit for from is loss losses of or to was were".split())
_ARTICLES = frozenset({"a", "per", "the"})
_DIMENSIONS = frozenset("above apart away below deep high long tall thick tides waves wide".split())
_CONTENT = re.compile(r"\s++of\s++(?!the\b)[a-z]")
_COMPASS = re.compile(r"\s*+(?:north|south|east|west|longitude|latitude|[NSEW])\b")
_CENTS = re.compile(r"[0-9]{2}(?![0-9]|[.,][0-9])")  # the 99 of "12€99"


def read_measured(passage: Passage, numerals: list[Numeral]) -> list[Reading]:
    """Each number with what measures it, if anything; days, labels and parts of names are left out."""
    readings: list[Reading] = []
    reference: Numeral | None = None
    free = passage.start
    for numeral in numerals:
        if numeral.start < free:
            continue
        reading = _read(passage, numeral, free) or _coins_of(passage, readings, numeral)
        chained = reference is not None and references.continues_reference(passage, reference, numeral)
        if reading is None or reading.kind is None and chained:
            reference = replace(reference, end=numeral.end) if reference and chained else numeral
            continue
        reference = None
        free = reading.end
        readings.append(reading)
    return readings


def _is_large(numeral: Numeral, factor: Decimal) -> bool:
    """Whether a number is large or exact enough to be money before or after an ambiguous word ("TOP 10", "PHP 8.1")."""
    if factor > 1 or numeral.value >= 1000 and not references.is_year(numeral):
        return True
    return numeral.digits[-3:-2] == "."


def _read(passage: Passage, numeral: Numeral, free: int) -> Reading | None:
    """Read one number; what stands before `free` belongs to the number before it."""
    if numeral.form == "multiple":
        return _ratio(numeral, ratios.read_multiple(passage, numeral))
    before = passage.before(numeral.start)
    digits = bool(numeral.digits)
    if digits or not before.isalpha():
        money = _prefixed(passage, numeral, free)
        if money:
            return money
    if before.isalnum() or before == "_":
        return None  # "G20", "A320"
    if before == "(" and digits:
        loss = _loss(passage, numeral, free)
        if loss:
            return loss
    reading = _suffixed(passage, numeral)
    if reading:
        return None if _is_basis(passage, reading) else reading
    if passage.words:
        times = _ratio(numeral, ratios.read_times(passage, numeral))
        if times:
            return times
    if numeral.form == "fraction":
        return _ratio(numeral, ratios.read_fraction(passage, numeral)) if passage.words else None
    return _bare(passage, numeral, free)


def _is_basis(passage: Passage, reading: Reading) -> bool:
    """Whether a number only says of how many: "$285 per 1,000 cubic metres", "1 in 4 dollars"."""
    before = passage.word_before(reading.start)
    if before == "per":
        return reading.kind != "money"
    return before == "in" and references.follows_number(passage, reading.start)


def _coins_of(passage: Passage, readings: list[Reading], numeral: Numeral) -> Reading | None:
    """The 43c of "$20 and 43c"."""
    whole = readings[-1] if readings else None
    if whole is None or whole.kind != "money" or passage.view[numeral.end : numeral.end + 1] != "c":
        return None
    if passage.between(whole.end, numeral.start) not in ("and", "") or passage.at(numeral.end + 1).isalnum():
        return None
    cents = scaled(numeral.value, Decimal("0.01"))
    return Reading(numeral, numeral.start, numeral.end + 1, cents, _ONE, "money", whole.unit)


def _ratio(numeral: Numeral, ratio: ratios.Ratio | None) -> Reading | None:
    if ratio is None:
        return None
    return Reading(numeral, ratio.start, ratio.end, ratio.value, _ONE, "ratio", "x", direction=ratio.direction)


def _prefixed(passage: Passage, numeral: Numeral, free: int) -> Reading | None:
    """Money with its currency before it: "US$ 3.5bn", "-$5", "$-5", "KZT 450 bln"."""
    view, number = passage.view, numeral.start
    inner_minus = passage.before(number) in _MINUS and number - 1 > passage.start and not view[number - 2].isalnum()
    currency = currency_before(view, free, number - 1 if inner_minus else number, words=passage.words)
    if currency is None:
        return None
    end, factor, value = numeral.end, numeral.factor, numeral.value
    magnitude = magnitude_after(view, end, passage.end, money=True) if numeral.form == "digits" else None
    if magnitude:
        factor, end, value = factor * magnitude[0], magnitude[1], scaled(value, magnitude[0])
    suffix = measure_after(view, end, passage.end, digits=True, words=passage.words, prefixed=True)
    measure, start = currency.measure, currency.start
    if measure.large and not _is_sum(passage, start, numeral, factor, end, suffix):
        return None
    if numeral.value == 0 and numeral.digits.startswith("00"):
        return None  # "US$000" over a column of thousands
    if magnitude is None and passage.at(end).isalpha() and passage.at(start).isalpha():
        return None  # "@Br1an", "RM5a"
    if suffix and _agrees(measure, suffix.measure):  # "$5 million AUD", "US$5 million dollars"
        measure, end = suffix.measure, suffix.end
    value = scaled(_grouped(passage, numeral, value, factor, measure), measure.factor)
    first = _minus(passage, start, "money")
    if inner_minus or first < start or _is_table_loss(passage, start, end):
        value = -value
    return Reading(numeral, first, end, value, factor, "money", measure.unit, prefixed=True)


def _is_sum(passage: Passage, start: int, numeral: Numeral, factor: Decimal, end: int, suffix: Found | None) -> bool:
    """Whether ambiguous letters or a name at `start` are the currency of the number that ends at `end`."""
    if not _is_large(numeral, factor) and not _PRICE.match(passage.view, end, passage.end):
        return False
    if suffix and suffix.measure.kind != "money":
        return False  # "the naira 4 percent lower"
    named = passage.view[start : start + 3].islower()
    return not (named and passage.word_before(start) in _ARTICLES)  # "against the dollar 1,500 traders"


def _agrees(sign: Measure, after: Measure) -> bool:
    if after.kind != "money" or after.factor != 1:
        return False
    return after.unit == sign.unit or sign.unit == "USD" and after.unit in _DOLLARS


def _grouped(passage: Passage, numeral: Numeral, value: Decimal, factor: Decimal, measure: Measure) -> Decimal:
    """The value with dots read as group marks, where the currency's country writes them so and no magnitude follows."""
    if measure.unit not in _DOT_GROUPS or factor != 1 or "." not in numeral.digits or "," in numeral.digits:
        return value
    if value < 10 and _PRICE.match(passage.view, numeral.end, passage.end):
        return value  # "€1.459 a litre"
    return parse_digits(numeral.digits, dot_groups=True) or value


def _minus(passage: Passage, start: int, kind: FigureKind) -> int:
    """Where the minus of a number that starts at `start` stands, `start` if it has none ("trade-$5", "$5-$7")."""
    if passage.before(start) in _MINUS:
        beyond = passage.before(start - 1)
        return start - 1 if beyond.isspace() or beyond in "([\"'|" else start
    word = passage.word_before(start) if passage.words else ""
    if word == "negative" or word == "minus" and kind != "money":  # "sales minus $5 million of costs" takes away
        at = passage.skip_back(start)
        return at - len(word) if passage.view[at - len(word) : at].lower() == word else start
    return start


def _is_table_loss(passage: Passage, start: int, end: int) -> bool:
    """A loss in a table, or where no aside can stand: "Net ($5.2)"; a conversion ("500 tenge ($1)") is none."""
    if passage.before(start) != "(" or passage.at(end) != ")":
        return False
    before = passage.view[max(passage.start, start - 24) : start - 1].rstrip().lower()
    return not before or before[-1] in ")%|" or before[-1].isdigit() or before.rsplit(None, 1)[-1] in _NO_ASIDE_AFTER


def _loss(passage: Passage, numeral: Numeral, free: int) -> Reading | None:
    """A negative number as accountants write it: "$(5.2) million", "(5.2)%"."""
    view, end = passage.view, numeral.end
    if passage.at(end) != ")":
        return None
    percent = measure_after(view, end + 1, passage.end, digits=True, words=passage.words)
    if percent and percent.measure.kind == "percent" and (percent.start == end + 1 or view[percent.start].isalpha()):
        value = -scaled(numeral.value, percent.measure.factor)  # "(16) bps"; but "(1) % change" is a footnote
        return Reading(numeral, numeral.start - 1, percent.end, value, numeral.factor, "percent", "%")
    currency = currency_before(view, free, numeral.start - 1, words=passage.words)
    if currency is None or currency.measure.large:
        return None
    factor, end = magnitude_after(view, end + 1, passage.end, money=True) or (_ONE, end + 1)
    value = -scaled(numeral.value, factor)
    return Reading(
        numeral, currency.start, end, value, numeral.factor * factor, "money", currency.measure.unit, prefixed=True
    )


def _suffixed(passage: Passage, numeral: Numeral) -> Reading | None:
    """A number with its percent, currency or unit after it: "27 per cent", "3.5 billion euros", "1,400 km"."""
    view, factor, value = passage.view, numeral.factor, numeral.value
    digits = bool(numeral.digits)
    found = measure_after(view, numeral.end, passage.end, digits=digits, words=passage.words)
    if numeral.form == "digits" and (found is None or found.measure.kind == "quantity"):
        magnitude = magnitude_after(view, numeral.end, passage.end, money=True)
        scaled_found = magnitude and measure_after(view, magnitude[1], passage.end, digits=True, words=passage.words)
        if magnitude and scaled_found and scaled_found.measure.kind in ("money", "quantity"):  # "5m euros", "4m bpd"
            found, factor, value = scaled_found, factor * magnitude[0], scaled(value, magnitude[0])
    if found is None or not _is_meant(passage, numeral, found, factor):
        return None
    measure, end = found.measure, found.end
    if measure.unit == "GBP" and factor < _MILLION and _is_mass(passage, numeral.start, found):
        measure = _POUND
    value = scaled(_grouped(passage, numeral, value, factor, measure), measure.factor)
    if measure.kind == "money" and numeral.end == found.start and _CENTS.match(view, end, passage.end):
        value, end = value + Decimal(f"0.{view[end : end + 2]}"), end + 2
    start, value, direction = _signed(passage, numeral.start, measure.kind, value)
    return Reading(numeral, start, end, value, factor, measure.kind, measure.unit, direction=direction)


def _is_meant(passage: Passage, numeral: Numeral, found: Found, factor: Decimal) -> bool:
    """Whether a word or symbol after a number is the measure it could be."""
    measure = found.measure
    written = passage.view[found.start : found.end]
    if measure.large and not _is_large(numeral, factor):
        return False
    year = factor == 1 and references.is_year(numeral)
    if year and found.start > numeral.end and _HEADS_COLUMN.match(passage.view, found.end, passage.end):
        return False  # "2022 % change", "2020 €m 2019 €m"
    if measure.kind == "money" and year:
        return passage.word_before(numeral.start) not in ("constant", "in", "of", "real")  # "in constant 2010 dollars"
    if measure.kind == "percent":
        return len(written) > 3 or not written[0].isalpha() or written.islower()  # "5 pc", not "5 PC"
    if measure.unit == "cup":  # "¾ cup", "3 cups of sugar", not "two cups" won
        whole = numeral.value == numeral.value.to_integral_value()
        return not whole or _CONTENT.match(passage.view, found.end, passage.end) is not None
    if measure.unit == "degree":
        return not _COMPASS.match(passage.view, found.end, passage.end)
    if measure.kind == "quantity" and len(written) == 1 and written.isalpha():
        return numeral.form == "digits" and not (
            written == "m" and factor == 1 and _counts_millions(passage, found.end)
        )
    return True


def _is_mass(passage: Passage, number: int, found: Found) -> bool:
    """Whether these pounds are a mass: "50 pounds of sugar", "weighs 150 pounds"."""
    if not passage.view[found.start : found.end].lower().startswith("pound"):
        return False
    qualified = qualifiers.qualifier_before(passage, number)
    before = passage.word_before(qualified.edge if qualified else number)
    return before in _WEIGHING or _MASS.match(passage.view, found.end, passage.end) is not None


def _signed(passage: Passage, number: int, kind: FigureKind, value: Decimal) -> tuple[int, Decimal, Direction | None]:
    """Start, value and direction with the sign: "(+38%)" and "(-5%)" are changes, "-5%" else is a level."""
    if passage.before(number) == "+":
        return number - 1, value, "increase" if kind == "percent" else None
    first = _minus(passage, number, kind)
    if first == number:
        return number, value, None
    if kind == "percent" and passage.before(first) in "([" and passage.before(number) in _MINUS:
        return first, value, "decrease"
    return first, -value, None


def _bare(passage: Passage, numeral: Numeral, free: int) -> Reading | None:
    """A number that nothing measures yet, or None if it names or dates something."""
    value, factor, end = numeral.value, numeral.factor, numeral.end
    if numeral.digits and passage.at(end).isalpha():
        magnitude = magnitude_after(passage.view, end, passage.end, money=True)
        if magnitude is None or not (passage.at(end) == "M" or _counts_millions(passage, magnitude[1])):
            return None  # "5G", "16th"
        factor, end, value = magnitude[0], magnitude[1], scaled(value, magnitude[0])
        numeral = replace(numeral, end=end, factor=factor)
    if passage.at(end) == " " or not qualifiers.qualifier_after(passage, end):
        after_number = free == numeral.start - 1 > passage.start
        if references.is_reference(passage, numeral, after_number=after_number):
            return None
    return Reading(numeral, numeral.start, end, value, factor)


def _counts_millions(passage: Passage, end: int) -> bool:
    """ "5m people": the m before a counted noun is a million, not a metre ("1.91m tall and weighs")."""
    if passage.at(end) != " ":
        return False
    noun = read_counted_noun(passage.view, end, passage.end)
    return noun is not None and noun.plural and noun.first not in _DIMENSIONS
