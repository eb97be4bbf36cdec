"""Periods: which of the times a sentence names a number measures."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.rules.drafts import FigureDraft
from extract.schemas import FigureStatus, Period
from extract.values.amounts import Amount
from extract.values.dates import DateMention

# A clause ends here, and the time it names with it: "Last year, $7 million were allocated, and this year $4 million".
_BOUNDARY = re.compile(r";|,\s+(?:and|while|whereas|but|when|with|so|because|since)\b|\.\s|\bwhile\b|\bwhereas\b")
_SUBCLAUSE = re.compile(r",\s+(?:when|where)\b|,?\s+and\s+that\b")
# A clause that speaks of today is not of the date before it: "last year, and investment stands at $43 billion".
_PRESENT_CLAUSE = re.compile(
    r"(?:;|,\s+(?:and|while|but)|\bwhile)\s[^;]*\b(?:stands?|is|are|remains?|operates?|amounts?|totals?)\b"
)
# "Announcement No. 4 of 2025": a year that numbers a document measures nothing.
_NUMBERED = re.compile(r"\bNo\.?\s*\d+\s+of\s+$")
_NUMBERED_REACH = 14
# "(Q3 2024: NOK 1,088 million)": a time in brackets with a number belongs to that number alone.
_BRACKETS = re.compile(r"\([^()]*\)")
_BRACKETS_REACH = 120
# "the Agreement, which entered into force in 2017, had increased": the year of an insertion on another noun.
_INSERTION = re.compile(
    r",\s+(?:which|who|whose|signed|concluded|adopted|established|founded|launched|opened)\b[^,;.]*$"
)
_INSERTION_END = re.compile(r"\s*,(?!\s+(?:and|or|to|up|down|with|while|compared|including|\w+ing)\b)")
_INSERTION_REACH = 120
# "a 35-percent increase from the 3,300 recorded in 2022": the time of what a change starts from.
_STARTS_FROM = re.compile(
    r"^\s*(?:up|down|increase|decrease|rise|fall|decline|drop|jump|surge)\s+from\b(?!\s+\d{4})(?:[^,;.]|[,.](?=\d))*$"
)
# "$88 million, compared to $75 million in 2024", "to 2.2% from 3.9% a year ago": the time of what is compared.
_COMPARED_AMOUNT = re.compile(r"\b(?:compared\s+(?:to|with)|versus|against|(?:up|down)\s+from|from)\s+$")
_COMPARED_AMOUNT_REACH = 20
_COMPARED = re.compile(r"\b(?:compared\s+(?:to|with)|than\b[^,;.]*|same\s+period\s+(?:in|of|a)|versus|against)\s+$")
_COMPARED_REACH = 40
# "At the same time, investments also increased": the sentence goes on with the statistics of the one before.
_CONTINUES = re.compile(
    r"(?:at the same time|in addition|also|moreover|of (?:this|these|which|that)"
    r"|this (?:figure|number|amount|volume|includes)|including|among them"
    r"|the (?:volume|figure|total|number|share|increase|remaining|rest)|its?|while|meanwhile|likewise)\b",
    re.IGNORECASE,
)
_CONTINUING_VERB = re.compile(
    r"\b(?:amounted|totall?ed|reached|exceeded|surpassed|stood|accounted|grew|rose|fell|increased|decreased"
    r"|declined|dropped)\b"
)


def measured_period(
    view: str, amount: Amount, amounts: list[Amount], dates: list[DateMention]
) -> tuple[Period | None, bool]:
    """The time a number measures, and whether it is an end to be reached ("by 2030")."""
    usable = [
        date
        for date in dates
        if not is_comparison(view, date)
        and not _is_numbered(view, date)
        and not _is_bracketed(view, date, amount, amounts)
        and not _is_inserted(view, date, amount)
        and not _is_of_compared(view, date, amount, amounts)
        and _STARTS_FROM.search(view[amount.end : max(amount.end, date.start)]) is None
    ]
    right = next((date for date in usable if date.start >= amount.end), None)
    left = next((date for date in reversed(usable) if date.end <= amount.start), None)
    if right is not None and _BOUNDARY.search(view, amount.end, right.start) is None:
        overtaken = any(amount.end <= other.start < right.start for other in amounts)
        # "1 million homes and 4,000 schools by 2027": a deadline at the end holds for the whole enumeration.
        if left is None or not overtaken or right.deadline:
            return right.period, right.deadline
    if left is not None and not _is_left_behind(view, left.end, amount.start):
        return left.period, left.deadline
    return None, False


def _is_left_behind(view: str, date_end: int, number: int) -> bool:
    """Whether a clause of its own begins between a date and a number."""
    return bool(_SUBCLAUSE.search(view, date_end, number) or _PRESENT_CLAUSE.search(view, date_end, number))


def is_comparison(view: str, date: DateMention) -> bool:
    """Whether a time is only what a number is compared with: "compared to last year", "than in 2020"."""
    if date.comparison:
        return True
    return _COMPARED.search(view[max(0, date.start - _COMPARED_REACH) : date.start].lower()) is not None


def _is_numbered(view: str, date: DateMention) -> bool:
    return _NUMBERED.search(view, max(0, date.start - _NUMBERED_REACH), date.start) is not None


def _is_bracketed(view: str, date: DateMention, amount: Amount, amounts: list[Amount]) -> bool:
    """Whether a time stands in brackets with another number than `amount`."""
    for found in _BRACKETS.finditer(view, max(0, date.start - _BRACKETS_REACH), date.end + _BRACKETS_REACH):
        if found.start() < date.start and date.end <= found.end():
            inside = [other for other in amounts if found.start() <= other.start < found.end()]
            return bool(inside) and amount not in inside
    return False


def _is_of_compared(view: str, date: DateMention, amount: Amount, amounts: list[Amount]) -> bool:
    """Whether a time behind `amount` stands with another number that `amount` is compared with."""
    for other in amounts:
        if amount.end <= other.start and other.end <= date.start:
            start = other.phrase[0]
            before = view[max(amount.end, start - _COMPARED_AMOUNT_REACH) : start].lower()
            if _COMPARED_AMOUNT.search(before) and re.match(r"\s+to\b", view[other.end : other.end + 5]) is None:
                return True
    return False


def _is_inserted(view: str, date: DateMention, amount: Amount) -> bool:
    """Whether a time before `amount` ends an insertion that speaks of something else."""
    if date.end > amount.start or _INSERTION_END.match(view, date.end) is None:
        return False
    return _INSERTION.search(view[max(0, date.start - _INSERTION_REACH) : date.start]) is not None


def carried_period(sentence: str, before: list[FigureDraft], status: FigureStatus) -> Period | None:
    """The period of the figures of the sentence before, if this `sentence` plainly continues their statistics."""
    if not before or status != "actual" or before[-1].status != "actual":
        return None
    if _CONTINUES.match(sentence) and _CONTINUING_VERB.search(sentence):
        return before[-1].period
    return None


def date_baseline(view: str, found: list[FigureDraft], dates: list[DateMention]) -> None:
    """Give a baseline its time: "Compared to last year, it rose from 640 to 1,050" - the 640 are last year's."""
    compared = next((date for date in dates if is_comparison(view, date)), None)
    if compared is None or compared.period is None:
        return
    for first, second in pairwise(found):
        before = view[max(0, first.amount.phrase[0] - 6) : first.amount.phrase[0]]
        between = view[first.amount.end : second.amount.phrase[0]]
        if first.period is None and re.search(r"\bfrom\s+$", before) and re.match(r"\s+to\s*$", between):
            first.period = compared.period
