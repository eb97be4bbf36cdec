"""Figures: each number of the text with what it measures, when, for which countries, and as said by whom."""

from __future__ import annotations

import re

from extract.rules.aspects import read_aspect
from extract.rules.cues import read_cues
from extract.rules.drafts import FigureDraft
from extract.rules.intentions import read_status
from extract.rules.metrics import read_metric
from extract.rules.periods import carried_period, date_baseline, measured_period
from extract.rules.reading import Reading
from extract.values.amounts import Amount

# What points back to what was measured before: "bring this figure to $20 billion".
_ANAPHORIC = frozenset("figure amount number total level indicator sum this it them which".split())
_WITH_ARTICLE = re.compile(r"\b(?:the|this|that)\s+$", re.IGNORECASE)
# Nobody who is named says it: "..., officials said, after the President held talks".
_UNNAMED_SPEAKER = re.compile(
    r",\s+(?:(?!(?:and|by|with|the)\b)[a-z-]+\s+){0,3}"
    r"(?:officials?|sources?|analysts?|experts?|diplomats?|observers|economists|traders|reports)\s+(?:said|say|told|added)\b"
)
# What is compared with a number measures the same: "$88 million, or 21% of revenue, compared to $75 million".
_COMPARED = re.compile(
    r"\b(?:compared\s+(?:to|with)|versus|against|(?:up|down)\s+from|to\s+\S*\d[^,;]*\s+from)\s+$", re.IGNORECASE
)
_COMPARED_REACH = 60
# How many figures back a sum may be taken up again: "the $600 billion".
_REPEAT_REACH = 40


def find_figures(reading: Reading) -> list[FigureDraft]:
    """A draft for every number of the page that quantifies the world, in the order of the text."""
    drafts: list[FigureDraft] = []
    previous: list[FigureDraft] = []
    previous_index = -2
    for i, sentence in enumerate(reading.page.sentences):
        if sentence.role == "furniture":
            continue
        amounts = reading.amounts(i)
        if not amounts:
            continue
        before = previous if _follows(reading, previous_index, i) else []
        found = _read_sentence(reading, i, amounts, before)
        for draft in found:
            _take_up_again(reading.page.view, draft, drafts)
            drafts.append(draft)
        previous, previous_index = found, i
    return drafts


def _follows(reading: Reading, previous: int, i: int) -> bool:
    """Whether sentence `i` directly follows `previous` in one paragraph of one speaker."""
    if previous != i - 1:
        return False
    one, other = reading.page.sentences[previous], reading.page.sentences[i]
    return one.paragraph == other.paragraph and one.turn == other.turn


def _read_sentence(reading: Reading, i: int, amounts: list[Amount], before: list[FigureDraft]) -> list[FigureDraft]:
    """The figures of one sentence; `before` are those of the sentence it continues."""
    sentence = reading.page.sentences[i]
    view = reading.page.view
    words = read_cues(view, sentence.start, sentence.end)
    dates = reading.dates(i)
    spans = [date for date in dates if date.grain not in ("day", "week") or date.deadline]
    countries = _countries(reading, i, amounts)
    actors = [(name.start, name.end) for name in reading.mentions(i)]
    actors += [(place.start, place.end) for place in reading.places(i)]
    found: list[FigureDraft] = []
    unnamed = _UNNAMED_SPEAKER.search(view, sentence.start, sentence.end)
    for amount in amounts:
        aspect, direction, rule = read_aspect(view, words, amount, first=not found)
        period, deadline = measured_period(view, amount, amounts, spans)
        status = read_status(view, words, amount, deadline=deadline)
        if period is None and not spans:
            period = carried_period(view[sentence.start : sentence.end], before, status)
        metric = read_metric(view, words.tokens, amount, amounts, aspect, dates, actors)
        phrase = metric.phrase
        compared = _COMPARED.search(view, max(sentence.start, amount.phrase[0] - _COMPARED_REACH), amount.phrase[0])
        alike = next((draft.metric for draft in reversed(found) if _is_alike(draft.amount, amount)), None)
        if compared is not None and alike is not None:
            phrase = alike
        elif phrase is None or metric.pronoun or phrase.lower() in _ANAPHORIC:
            phrase = _metric_before(amount, found, before) or phrase
        found.append(
            FigureDraft(
                evidence=[(sentence.start, sentence.end)],
                rule=rule,
                matched=amount.phrase,
                amount=amount,
                metric=phrase,
                aspect=aspect,
                direction=direction,
                period=period,
                status=status,
                countries=countries,
                speaker=None if _is_said_by(unnamed, view, amount) else reading.speaker_at(amount.start),
            )
        )
    date_baseline(view, found, dates)
    return found


def _is_said_by(unnamed: re.Match[str] | None, view: str, amount: Amount) -> bool:
    """Whether the unnamed speakers behind a statement say the number: it stands before them, in no quotation."""
    if unnamed is None or amount.end > unnamed.start():
        return False
    return not any(mark in view[amount.end : unnamed.end()] for mark in '"“”')


def _is_alike(one: Amount, other: Amount) -> bool:
    return (one.kind, one.unit) == (other.kind, other.unit)


def _metric_before(amount: Amount, found: list[FigureDraft], before: list[FigureDraft]) -> str | None:
    """What the numbers before measured, for "this figure", "which is", "another 8,000"; else what is counted."""
    if amount.kind == "count":
        same = next((draft.metric for draft in reversed(found) if draft.amount.unit == amount.unit), None)
        return same or amount.unit
    return (found[-1].metric if found else None) or (before[-1].metric if before else None)


def _take_up_again(view: str, draft: FigureDraft, earlier: list[FigureDraft]) -> None:
    """Keep the status a sum was introduced with where it is taken up with the article: "the $600 billion"."""
    amount = draft.amount
    if amount.kind != "money" or draft.status != "actual":
        return
    if _WITH_ARTICLE.search(view, max(0, amount.start - 6), amount.start) is None:
        return
    for other in reversed(earlier[-_REPEAT_REACH:]):
        if other.amount.value == amount.value and other.amount.unit == amount.unit and other.status != "actual":
            draft.status = other.status
            return


def _countries(reading: Reading, i: int, amounts: list[Amount]) -> tuple[str, ...]:
    """The countries the sentence names around its numbers, in order; the "US" of "US$" is none."""
    codes: list[str] = []
    for place in reading.places(i):
        if place.kind not in ("country", "demonym") or not place.country or place.country in codes:
            continue
        if not any(amount.start <= place.start < amount.end for amount in amounts):
            codes.append(place.country)
    return tuple(codes)
