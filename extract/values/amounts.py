"""Amounts: money, percents, counts, quantities and ratios, parsed from their characters alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from extract.lexicon import load_words
from extract.schemas import Direction, FigureKind, Qualifier
from extract.values import qualifiers, ratios, references
from extract.values.measures import Measure, currency_before, measure_after
from extract.values.nouns import CountedNoun, read_counted_noun
from extract.values.numbers import Numeral, find_numbers, is_number_word, magnitude_after, parse_digits, scaled

_LONGEST_TEXT = 500
_ZERO = Decimal(0)
_ONE = Decimal(1)
_MILLION = Decimal(1_000_000)

_MINUS = frozenset("-−–")
_RANGE = frozenset({"-", "–", "—", "‐", "‑", "−", "to", "~"})
_JOINED = frozenset({"and", "or", ",", ", and", ", or", "&", "/"})
# Currencies of places that write "1.250" for twelve hundred and fifty.
_DOT_GROUPS = frozenset({"EUR", "IDR", "VND", "BRL", "ARS", "CLP", "COP", "DKK", "TRY", "RON", "RSD", "ISK", "PYG", "UYU", "BOB", "CRC"})
_DOLLARS = frozenset({"USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN", "BRL", "BND", "BZD", "BBD", "XCD", "FJD", "GYD", "JMD", "LRD", "NAD", "SBD",
                      "TTD", "ZWL", "BSD", "BMD", "KYD", "SRD", "ARS", "CLP", "COP", "DOP"})  # fmt: skip

# "pounds of sugar" are no money, "pounds of aid" are.
_MASS = re.compile(r"\s++of\s++(?!(?:aid|funding|investment|debt|assets|taxpayer|public|government|new|state|support|spending|savings|trade|exports|bilateral)\b)", re.IGNORECASE)
_CENTS = re.compile(r"[0-9]{2}(?![0-9.,])")  # "12€99"
_COMPASS = re.compile(r"\s*+(?:north|south|east|west|longitude|latitude|[NSEW])\b")
_DOUBLED = re.compile(r"\s*+\(\s*+([^()]{1,40}+)\)")
_OF = re.compile(r"\s++(?:out\s++)?of\s++(?:(?:the|our|its|their|these|those|this|all|his|her|my|your)\s++)*+")
_OUT_OF = re.compile(r"(?:out\s+)?of(?:\s+(?:the|our|its|their|these|those|all|some|about|around|nearly|almost|over|more\s+than|approximately|a\s+total\s+of))*$")
_PRONOUN = re.compile(r"(?:them|us|which|whom|whose|you|it|those|these|all)\b", re.IGNORECASE)
_OF_WHOM = re.compile(r"\s*,?\s*+(?:of\s++(?:them|which|whom|these|those)|that|who|which)\b", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\bnumbers?\s++of\s++", re.IGNORECASE)
_POPULATION = re.compile(r"\bpopulation(?:s|\s++of|\s++is|\s++was|\s++reached|\s++exceeds?)?\b", re.IGNORECASE)
_MORE_OF_THEM = frozenset({"another", "additional", "further", "remaining", "extra"})
_THOSE = frozenset({"the", "these", "those", "both", "our", "their", "its", "all", "your", "his", "her", "other"})
_IN_YEAR = frozenset({"in", "of", "since", "from", "by", "until", "till", "for", "during", "the", "early", "late", "mid", "fiscal", "year", "to", "and", "between",
                      "through", "before", "after", "than", "on", "back", "spring", "summer", "autumn", "fall", "winter", "end", "around", "circa", "our", "its", "this", "a", ""})  # fmt: skip


class AmountError(ValueError):
    """The text holds no amount, or more than one."""


@dataclass(frozen=True, slots=True)
class Amount:
    """One number of a text that quantifies the world."""

    start: int
    end: int
    """The number with its sign, currency, magnitude and physical unit; for counts number and magnitude only."""
    kind: FigureKind
    value: Decimal
    """Magnitude applied; the lower end of a range."""
    high: Decimal | None
    """The upper end of a range, else None."""
    unit: str
    """ISO 4217 for money, "%" for percents, "x" for ratios, the singular counted noun, or the physical unit."""
    qualifier: Qualifier
    phrase: tuple[int, int]
    """The number with its qualifier before it and the counted noun phrase after it."""
    noun: tuple[int, int] | None
    """The counted noun phrase of a count: "joint large projects"; None if the text leaves it out."""
    direction: Direction | None
    """Stated by the amount itself: "+38%", "doubled", "halved", "three-fold"."""


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in one currency."""

    value: Decimal
    currency: str


def parse_money(text: str) -> Money:
    """The one sum of money that `text` states.

    >>> parse_money("Rs 500 crore")
    Money(value=Decimal('5000000000'), currency='INR')
    """
    amount = parse_amount(text)
    if amount.kind != "money":
        raise AmountError(f"no currency in {_shown(text)}: write its sign, its ISO code or its name ('$5', 'KZT 5', '5 euros')")
    return Money(amount.value, amount.unit)


def parse_amount(text: str) -> Amount:
    """The one amount that `text` states; a bare number is a count whose unit is "".

    >>> amount = parse_amount("more than 599.5 thousand TEUs")
    >>> amount.kind, amount.value, amount.unit, amount.qualifier
    ('quantity', Decimal('599500'), 'TEU', 'over')
    """
    if len(text) > _LONGEST_TEXT:
        raise AmountError(f"not an amount but {len(text)} characters: {_shown(text)}")
    amounts = find_amounts(text, 0, len(text))
    if not amounts:
        numerals = find_numbers(text, 0, len(text))
        amounts = [_bare(numeral, text) for numeral in numerals]
    if len(amounts) == 1:
        return amounts[0]
    if not amounts:
        raise AmountError(f"no number in {_shown(text)}")
    raise AmountError(f"{len(amounts)} amounts in {_shown(text)}: pass one at a time, or use find_amounts")


def find_amounts(view: str, start: int, end: int, *, words: bool = True) -> list[Amount]:
    """The amounts of the sentence `view[start:end]`, in order, none overlapping another.

    Without `words` (the text is not in English) only what signs, codes and digits tell: money, percents, symbols.

    >>> [(a.kind, a.value, a.unit) for a in find_amounts("Trade grew by 27% to $14.7 billion.", 0, 35)]
    [('percent', Decimal('27'), '%'), ('money', Decimal('14700000000'), 'USD')]
    """
    numerals = find_numbers(view, start, end, words=words)
    return _Passage(view, start, end, words).amounts(numerals) if numerals else []


@dataclass(slots=True)
class _Reading:
    """A number on its way to an amount; `kind` stays None until something says what the number measures."""

    numeral: Numeral
    start: int
    end: int
    value: Decimal
    factor: Decimal
    kind: FigureKind | None = None
    unit: str = ""
    high: Decimal | None = None
    direction: Direction | None = None
    noun: CountedNoun | None = None
    prefixed: bool = False
    """Money whose currency stands before the number."""
    noun_borrowed: bool = False


@dataclass(slots=True)
class _Said:
    """What a sentence has said so far: a later number may leave it out."""

    last: _Reading | None = None
    currency: str = ""
    counted: CountedNoun | None = None

    def note(self, reading: _Reading) -> None:
        """Remember what `reading` measures, if anything."""
        if reading.kind is None:
            return
        self.last = reading
        if reading.kind == "money":
            self.currency = reading.unit
        if reading.noun:
            self.counted = reading.noun


class _Passage:
    """Reads the numbers of one sentence, each with what stands around it."""

    def __init__(self, view: str, start: int, end: int, words: bool) -> None:
        self.view = view
        self.start = start
        self.end = end
        self.words = words
        self._taken = start

    def amounts(self, numerals: list[Numeral]) -> list[Amount]:
        """What the numbers amount to; those that measure nothing are left out."""
        readings = self._ranges(self._subunits(self._measured(numerals)))
        if any(reading.kind is None for reading in readings):
            if self.words:
                self._count(readings)
            readings = [reading for reading in readings if reading.kind is not None]
        return [self._amount(reading) for reading in readings]

    # What the number itself says

    def _measured(self, numerals: list[Numeral]) -> list[_Reading]:
        """Each number with its currency, percent, unit or multiple; references and dates are dropped."""
        readings: list[_Reading] = []
        reference: Numeral | None = None
        for numeral in numerals:
            if numeral.start < self._taken:
                continue
            reading = self._measure(numeral)
            chained = reference and references.continues_reference(self.view, self.start, reference, numeral)
            if reading is None or reading.kind is None and chained:
                reference = reference if chained else numeral
                if reference and chained:
                    reference = replace(reference, end=numeral.end)
                continue
            reference = None
            self._taken = reading.end
            readings.append(reading)
        return readings

    def _measure(self, numeral: Numeral) -> _Reading | None:
        if numeral.form == "multiple":
            ratio = ratios.read_multiple(self.view, self.start, self.end, numeral)
            return self._ratio(numeral, ratio) if ratio else None
        before = self.view[numeral.start - 1] if numeral.start > self.start else " "
        digits = numeral.form == "digits" or numeral.form == "fraction" and bool(numeral.digits)
        if not before.isalpha() or digits:
            money = self._prefixed_money(numeral)
            if money:
                return money
        if before.isalnum() or before == "_":
            return None  # "G20", "A320"
        if before == "(" and digits:
            loss = self._loss(numeral)
            if loss:
                return loss
        suffixed = self._suffixed(numeral, digits=digits)
        if suffixed:
            return suffixed if suffixed.kind == "money" or references.word_before(self.view, self.start, suffixed.start) != "per" else None
        if self.words:
            ratio = ratios.read_times(self.view, self.start, self.end, numeral)
            if ratio:
                return self._ratio(numeral, ratio)
        if numeral.form == "fraction":
            ratio = ratios.read_fraction(self.view, self.start, self.end, numeral) if self.words else None
            return self._ratio(numeral, ratio) if ratio else None
        return self._bare_number(numeral, digits=digits)

    def _ratio(self, numeral: Numeral, ratio: ratios.Ratio) -> _Reading:
        return _Reading(numeral, ratio.start, ratio.end, ratio.value, _ONE, "ratio", "x", direction=ratio.direction)

    def _prefixed_money(self, numeral: Numeral) -> _Reading | None:
        """Money with its currency before it: "US$ 3.5bn", "-$5", "$-5", "($5.2)", "KZT 450 bln"."""
        view = self.view
        number = numeral.start
        negative = number > self.start and view[number - 1] in _MINUS and number - 1 > self.start and not view[number - 2].isalnum()
        currency = currency_before(view, self._taken, number - 1 if negative else number)
        if currency is None:
            if not negative:
                return None
            return None
        start = currency.start
        end, factor, value = numeral.end, numeral.factor, numeral.value
        magnitude = magnitude_after(view, end, self.end, money=True) if numeral.form == "digits" else None
        if magnitude:
            factor, end = factor * magnitude[0], magnitude[1]
            value = scaled(value, magnitude[0])
        measure = currency.measure
        if measure.large and not _is_large(numeral, factor):
            return None
        suffix = measure_after(view, end, self.end, digits=True, words=self.words)
        if suffix and suffix.measure.kind == "money" and suffix.measure.factor == 1:
            if suffix.measure.unit == measure.unit or measure.unit == "USD" and suffix.measure.unit in _DOLLARS:
                measure, end = suffix.measure, suffix.end
        if factor == 1 and measure.unit in _DOT_GROUPS and "," not in numeral.digits:
            value = parse_digits(numeral.digits, dot_groups=True) or value
        if self._has_minus(start):
            negative, start = True, start - 1
        elif self._in_account_parentheses(start, end):
            negative = True
        value = scaled(value, measure.factor)
        return _Reading(numeral, start, end, -value if negative else value, factor, "money", measure.unit, prefixed=True)

    def _has_minus(self, start: int) -> bool:
        """Whether a minus sign is attached to what starts at `start`; "trade-$5" and "$5-$7" have none."""
        if start <= self.start or self.view[start - 1] not in _MINUS:
            return False
        beyond = self.view[start - 2] if start - 1 > self.start else " "
        return beyond.isspace() or beyond in "([\"'"

    def _in_account_parentheses(self, start: int, end: int) -> bool:
        """A loss in a table or standing alone: "($5.2)"; a conversion in prose ("500 tenge ($1)") is none."""
        if start <= self.start or end >= self.end or self.view[start - 1] != "(" or self.view[end] != ")":
            return False
        before = self.view[max(self.start, start - 24) : start - 1].rstrip()
        return not before or before[-1] in ")%" or before[-1].isdigit() or before.lower().endswith(("loss", "losses", "deficit"))

    def _loss(self, numeral: Numeral) -> _Reading | None:
        """A negative number as accountants write it: "$(5.2) million", "(5.2)%"."""
        view, end = self.view, numeral.end
        if end >= self.end or view[end] != ")":
            return None
        if view[end + 1 : end + 2] == "%" and end + 1 < self.end:
            return _Reading(numeral, numeral.start - 1, end + 2, -numeral.value, numeral.factor, "percent", "%")
        currency = currency_before(view, self._taken, numeral.start - 1)
        if currency is None or currency.measure.large:
            return None
        magnitude = magnitude_after(view, end + 1, self.end, money=True)
        factor, end = magnitude or (numeral.factor, end + 1)
        value = scaled(numeral.value, factor) if magnitude else numeral.value
        return _Reading(numeral, currency.start, end, -value, factor, "money", currency.measure.unit, prefixed=True)

    def _suffixed(self, numeral: Numeral, *, digits: bool) -> _Reading | None:
        """A number with its percent, currency or unit after it: "27 per cent", "3.5 billion euros", "1,400 km"."""
        view = self.view
        end, factor, value = numeral.end, numeral.factor, numeral.value
        found = measure_after(view, end, self.end, digits=digits, words=self.words)
        if numeral.form == "digits" and (found is None or found.measure.kind == "quantity"):
            magnitude = magnitude_after(view, end, self.end, money=True)  # "5m euros"
            if magnitude:
                money = measure_after(view, magnitude[1], self.end, digits=True, words=self.words)
                if money and money.measure.kind == "money":
                    found, end = money, magnitude[1]
                    factor, value = factor * magnitude[0], scaled(value, magnitude[0])
        if found is None:
            return None
        measure = found.measure
        if not self._is_meant(numeral, measure, found.start, found.end, factor):
            return None
        if measure.unit == "GBP" and factor < _MILLION and self._weighs(numeral.start, found.start, found.end):
            measure = Measure("quantity", "lb", _ONE, False)
        if measure.kind == "money" and factor == 1 and measure.unit in _DOT_GROUPS and "," not in numeral.digits and numeral.digits:
            value = parse_digits(numeral.digits, dot_groups=True) or value
        value, end = scaled(value, measure.factor), found.end
        if numeral.end == found.start and measure.kind == "money" and _CENTS.match(view, end, self.end):
            value, end = value + Decimal(f"0.{view[end : end + 2]}"), end + 2
        start = numeral.start
        direction: Direction | None = None
        if digits and start > self.start and view[start - 1] in "+-−–":
            if view[start - 1] == "+" or self._has_minus(start):
                start -= 1
                direction, value = self._signed(start, end, measure.kind, value)
        elif digits and measure.kind != "money" and references.word_before(view, self.start, start) == "minus":
            start, value = view.lower().rfind("minus", self.start, start), -value
        return _Reading(numeral, start, end, value, factor, measure.kind, measure.unit, direction=direction)

    def _weighs(self, number: int, at: int, end: int) -> bool:
        """Whether these pounds are a mass: "50 pounds of sugar", "weighs 150 pounds"."""
        if not self.view[at:end].lower().startswith("pound"):
            return False
        return _MASS.match(self.view, end, self.end) is not None or references.word_before(self.view, self.start, number).startswith("weigh")

    def _signed(self, start: int, end: int, kind: FigureKind, value: Decimal) -> tuple[Direction | None, Decimal]:
        """ "(+38%)" and "(-5%)" are changes; "-5%" elsewhere is a negative level."""
        minus = self.view[start] != "+"
        enclosed = start > self.start and self.view[start - 1] in "([" and self.view[end : end + 1] in (")", "]", ",", ";", " ")
        if kind == "percent" and (enclosed or not minus):
            return ("decrease" if minus else "increase"), value
        return None, -value if minus else value

    def _is_meant(self, numeral: Numeral, measure: Measure, at: int, end: int, factor: Decimal) -> bool:
        """Whether a word or symbol after a number is the measure it could be."""
        written = self.view[at:end]
        if measure.large and not _is_large(numeral, factor):
            return False
        if measure.kind == "money" and factor == 1 and references.is_year(numeral):
            return references.word_before(self.view, self.start, numeral.start) not in ("constant", "in", "of", "real")
        if measure.kind == "percent":
            return len(written) > 3 or written.islower() or written == "%" or written.startswith("%")
        if measure.unit == "°":
            return not _COMPASS.match(self.view, end, self.end)
        if measure.kind == "quantity" and len(written) == 1 and written.isalpha():
            return numeral.form == "digits" and not (written == "m" and factor == 1 and self._counts_millions(end))
        return True

    def _counts_millions(self, end: int) -> bool:
        """ "5m people": the m before a counted noun is a million, not a metre."""
        noun = read_counted_noun(self.view, end, self.end)
        return noun is not None and noun.plural and self.view[end : end + 1] == " "

    def _bare_number(self, numeral: Numeral, *, digits: bool) -> _Reading | None:
        """A number that nothing measures yet, or None if it names or dates something."""
        value, factor, end = numeral.value, numeral.factor, numeral.end
        if digits and end < self.end and self.view[end].isalpha():
            magnitude = magnitude_after(self.view, end, self.end, money=True)  # "2.3M", "5m people", "1.4B"
            if magnitude is None or not (self.view[end] == "M" or self._counts_millions(magnitude[1])):
                return None
            value, factor, end = scaled(value, magnitude[0]), magnitude[0], magnitude[1]
        if not qualifiers.qualifier_after(self.view, end, self.end) or end >= self.end or self.view[end] == " ":
            after_number = self._taken == numeral.start - 1 > self.start
            if references.is_reference(self.view, self.start, self.end, replace(numeral, end=end), after_number=after_number):
                return None
        return _Reading(replace(numeral, end=end, factor=factor), numeral.start, end, value, factor)

    # What numbers say together

    def _subunits(self, readings: list[_Reading]) -> list[_Reading]:
        """ "5 dollars and 50 cents" is one sum."""
        joined: list[_Reading] = []
        for reading in readings:
            whole = joined[-1] if joined else None
            if whole and whole.kind == reading.kind == "money" and whole.unit == reading.unit and not reading.prefixed and abs(reading.value) < 1 <= whole.value:
                between = self.view[whole.end : reading.start].strip().lower()
                if between in ("and", "") and reading.numeral.value == reading.numeral.value.to_integral_value():
                    whole.value, whole.end = whole.value + reading.value, reading.end
                    continue
            joined.append(reading)
        return joined

    def _ranges(self, readings: list[_Reading]) -> list[_Reading]:
        """ "20-25%" and "between 3 and 5 million" are one amount; "rose from 640 to 1,050" are two that share a unit."""
        merged: list[_Reading] = []
        i = 0
        while i < len(readings):
            low = readings[i]
            high = readings[i + 1] if i + 1 < len(readings) else None
            connector = self._connector(low, high) if high else ""
            if high is None or not connector:
                merged.append(low)
                i += 1
                continue
            if not self._share_measure(low, high):
                merged.append(low)
                i += 1
                continue
            if connector == "-" and low.kind is None and low.value >= high.value:
                i += 2  # "3-1", "737-8"
                continue
            if connector == "from" or low.value >= high.value or references.is_year(low.numeral) and low.kind is None:
                merged.append(low)
                i += 1
                continue
            low.high, low.end, low.direction = high.value, high.end, low.direction or high.direction
            low.numeral = replace(high.numeral, start=low.numeral.start, form=low.numeral.form, value=high.value)
            merged.append(low)
            i += 2
        return merged

    def _connector(self, low: _Reading, high: _Reading) -> str:
        """How two neighbours are connected: "-", "to", "and" (after "between"), "from" (from A to B of a change), or ""."""
        if high.start - low.end > 12:
            return ""
        between = self.view[low.end : high.start].strip().lower()
        if between not in _RANGE and between not in ("and", "or", "up to"):
            return ""
        if between == "and":
            opening = self.view[max(self.start, low.start - 40) : low.start].lower().rsplit(None, 4)
            return "and" if "between" in opening else ""
        if between == "or":
            return "or" if low.numeral.form == high.numeral.form and low.kind is None and high.value == low.value + 1 else ""
        if between in ("to", "up to"):
            opened = references.word_before(self.view, self.start, low.start) == "from" or self._from_before(low)
            if (opened or low.kind is not None) and ratios.change_before(self.view, self.start, low.start):
                return "from"
            return "to" if between == "to" or opened else ""
        return "-"

    def _from_before(self, low: _Reading) -> bool:
        qualified = qualifiers.qualifier_before(self.view, self.start, low.start)
        return qualified is not None and references.word_before(self.view, self.start, qualified.edge) == "from"

    def _share_measure(self, low: _Reading, high: _Reading) -> bool:
        """Give the lower number the measure and magnitude that stand only at the other: "3 to 5 million tonnes", "$5-7bn"."""
        if low.kind is None:
            if references.is_year(low.numeral) and not (references.is_year(high.numeral) and high.kind):
                return False
            if high.prefixed:
                return False
            low.kind, low.unit = high.kind, high.unit
            if high.kind and high.numeral.value and high.factor == high.numeral.factor and high.unit and high.kind in ("money", "percent"):
                share = abs(high.value) / high.numeral.value  # cents, basis points
                low.value = scaled(low.value, share) if share != 1 else low.value
        elif high.kind is None:
            if not (low.kind == "money" and low.prefixed) or references.is_year(high.numeral):
                return False
            high.kind, high.unit = low.kind, low.unit
        elif (low.kind, low.unit) != (high.kind, high.unit):
            return False
        if low.factor == 1 and high.factor > 1 and low.value < 1000 and low.value * high.factor <= high.value:
            low.value, low.factor = scaled(low.value, high.factor), high.factor
        return True

    # What the sentence says is counted

    def _count(self, readings: list[_Reading]) -> None:
        """Find what the bare numbers count; a number that counts nothing keeps kind None."""
        last = len(readings) - 1
        for i in range(last, -1, -1):
            reading = readings[i]
            if reading.kind is None:
                following = readings[i + 1] if i < last else None
                if following is None or not self._share_forward(reading, following):
                    self._count_noun(reading)
        said = _Said()
        for reading in readings:
            if reading.kind is None:
                self._borrow(reading, said)
            said.note(reading)

    def _share_forward(self, reading: _Reading, following: _Reading) -> bool:
        """ "76 of 85 regions", "5, 10 and 15 percent", "from 640 last year to 1,050 items": the noun stands at the later number."""
        if following.kind is None or following.start - reading.end > 60 or references.is_year(reading.numeral):
            return False
        between = self.view[reading.end : following.start].strip().lower()
        if following.kind == "count" and _OUT_OF.match(between):
            reading.kind, reading.unit, reading.noun = "count", following.unit, following.noun
            reading.noun_borrowed = True
            return True
        joined = between in _JOINED and not following.prefixed
        opened = references.word_before(self.view, self.start, reading.start) == "from"
        moved = opened and not following.prefixed and re.search(r"(?:^|\s)to(?:\s(?:about|over|almost|nearly|around|more than))?$", between)
        if between == "to" and opened:
            moved = moved or re.match("", "")
        if not (joined or moved) or following.kind == "ratio":
            return False
        if joined and following.kind == "count" and (following.noun is None or reading.value <= 10):
            return False
        reading.kind, reading.unit, reading.noun = following.kind, following.unit, following.noun
        reading.noun_borrowed = True
        if reading.factor == 1 and following.factor > 1 and reading.value < 1000 and following.kind in ("money", "quantity"):
            reading.value = scaled(reading.value, following.factor)
        return True

    def _count_noun(self, reading: _Reading) -> None:
        at = reading.end
        after = qualifiers.qualifier_after(self.view, at, self.end)
        if after:
            at = after.edge
        doubled = _DOUBLED.match(self.view, at, self.end)
        if doubled and is_number_word(doubled.group(1).strip().lower().split("-")[0].split()[0] if doubled.group(1).strip() else "") or doubled and doubled.group(1).strip().isdigit():
            at = doubled.end()
        if ratios.is_times(self.view, at, self.end):
            if reading.value > 10 and reading.numeral.form == "digits":
                reading.kind, reading.unit = "count", "time"
            return
        of = _OF.match(self.view, at, self.end)
        noun = read_counted_noun(self.view, of.end() if of else at, self.end)
        if noun is None or of and _PRONOUN.match(self.view, of.end(), self.end):
            return
        if self._is_counted(reading, noun):
            reading.kind, reading.unit, reading.noun = "count", noun.unit, noun

    def _is_counted(self, reading: _Reading, noun: CountedNoun) -> bool:
        """Whether a number before a noun states how many there are."""
        numeral = reading.numeral
        if noun.head in load_words("en", "uncounted_nouns") or noun.first in load_words("en", "uncounted_nouns") or not self._has_plain_start(reading, noun):
            return False
        if not noun.plural:
            return numeral.digits == "1" and noun.head + "s" in load_words("en", "counted_nouns")
        before = references.word_before(self.view, self.start, reading.start)
        small = reading.value <= 10 and reading.factor == 1
        if small and numeral.form == "words":
            return reading.value > 1 and before not in _THOSE and before != "between" and noun.head in load_words("en", "counted_nouns")
        if small and before in _THOSE and noun.head in load_words("en", "group_nouns"):
            return False
        if references.is_year(numeral):
            counted = noun.head in load_words("en", "counted_nouns") and before not in _IN_YEAR
            return counted or qualifiers.qualifier_before(self.view, self.start, reading.start) is not None and before not in ("around", "about")
        if before == "in" and numeral.form == "digits" and reading.value <= 10 and self._follows_number(reading):
            return False  # "1 in 5 people"
        return reading.value > 0

    def _follows_number(self, reading: _Reading) -> bool:
        words = self.view[max(self.start, reading.start - 16) : reading.start].split()
        return len(words) > 1 and (words[-2].isdigit() or is_number_word(words[-2].lower()))

    def _has_plain_start(self, reading: _Reading, noun: CountedNoun) -> bool:
        """Not the number of a name: "Boeing 737 aircraft", "EU 27 leaders"; but "In Almaty 12 projects", "Signs 12 Agreements"."""
        numeral = reading.numeral
        if numeral.form != "digits" or reading.factor != 1 or reading.high is not None or not (numeral.digits.isdecimal() and len(numeral.digits) < 6):
            return True
        chunks = self.view[max(self.start, reading.start - 48) : reading.start].split()
        if not chunks or not chunks[-1][0].isupper() or not chunks[-1][-1].isalnum():
            return True
        word = chunks[-1].lower()
        if word in load_words("en", "noun_phrase_stops"):
            return True
        if len(chunks) > 1 and chunks[-2].lower() in ("in", "at", "across"):
            return True
        opening = len(chunks) == 1 or self.view[noun.start].isupper()  # of a sentence, or a headline in title case
        return opening and word in load_words("en", "words")

    def _borrow(self, reading: _Reading, said: _Said) -> None:
        """What a number counts whose noun was said before: "by another 15", "approaching four billion", "another 8,000 studying"."""
        if references.is_year(reading.numeral):
            return
        before = references.word_before(self.view, self.start, reading.start)
        qualified = qualifiers.qualifier_before(self.view, self.start, reading.start)
        if said.last and said.last.kind == "percent" and reading.factor == 1:
            opening = self.view[max(self.start, reading.start - 40) : reading.start].split()
            while opening and opening[-1] in ("another", "a", "further", "additional", "an", "almost", "nearly", "about", "over", "around"):
                opening.pop()
            if opening and opening[-1] in ("by", "to") and reading.value <= 1000 and self._ends_phrase(reading):
                reading.kind, reading.unit = "percent", "%"
                return
        if said.currency and reading.factor >= _MILLION and self._ends_phrase(reading):
            reading.kind, reading.unit = "money", said.currency
            return
        if reading.value >= 1000 and _POPULATION.search(self.view, max(self.start, reading.start - 40), reading.start):
            reading.kind, reading.unit = "count", "people"
            return
        number_of = None
        for number_of in _NUMBER_OF.finditer(self.view, max(self.start, reading.start - 160), reading.start):
            pass
        if number_of and self._ends_phrase(reading) and reading.value > 1:
            noun = read_counted_noun(self.view, number_of.end(), reading.start)
            if noun and noun.head not in load_words("en", "uncounted_nouns"):
                reading.kind, reading.unit = "count", noun.unit
                return
        if said.counted and (before in _MORE_OF_THEM and reading.value > 10 or (qualified or before == "including") and reading.value >= 1000):
            if self._ends_phrase(reading) or _OF_WHOM.match(self.view, reading.end, self.end):
                reading.kind, reading.unit = "count", said.counted.unit

    def _ends_phrase(self, reading: _Reading) -> bool:
        """Whether no noun of its own follows the number."""
        noun = read_counted_noun(self.view, reading.end, self.end)
        return noun is None or not noun.plural

    def _amount(self, reading: _Reading) -> Amount:
        view = self.view
        assert reading.kind is not None
        before = qualifiers.qualifier_before(view, self.start, reading.start) if self.words else None
        noun = reading.noun if reading.noun and not reading.noun_borrowed else None
        last = max(reading.end, noun.end) if noun else reading.end
        after = None if before else qualifiers.qualifier_after(view, reading.end, self.end) or qualifiers.qualifier_after(view, last, self.end)
        return Amount(
            start=reading.start,
            end=reading.end,
            kind=reading.kind,
            value=reading.value,
            high=reading.high,
            unit=reading.unit,
            qualifier=before.qualifier if before else after.qualifier if after else "exact",
            phrase=(before.edge if before else reading.start, max(last, after.edge) if after else last),
            noun=(noun.start, noun.end) if noun else None,
            direction=reading.direction,
        )


def _is_large(numeral: Numeral, factor: Decimal) -> bool:
    return factor > 1 or numeral.value >= 1000 and not references.is_year(numeral) or "." in numeral.digits


def _bare(numeral: Numeral, text: str) -> Amount:
    qualified = qualifiers.qualifier_before(text, 0, numeral.start)
    qualifier: Qualifier = qualified.qualifier if qualified else "exact"
    begin = qualified.edge if qualified else numeral.start
    return Amount(numeral.start, numeral.end, "count", numeral.value, None, "", qualifier, (begin, numeral.end), None, None)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
