"""Figures: what each number of the text measures, whether it is a level, a change or a share, when, and as said by whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.lexicon import load_table
from extract.rules.drafts import FigureDraft
from extract.rules.metrics import read_metric
from extract.rules.reading import Reading
from extract.schemas import Aspect, Direction, FigureStatus, Period
from extract.text.tokens import Tokens, tokenize
from extract.values.amounts import Amount
from extract.values.dates import DateMention

Cue = Literal["up", "down", "level", "share", "rate", "target", "forecast"]

_DIRECTIONS: dict[Cue, Direction] = {"up": "increase", "down": "decrease"}

# A clause ends here for the purpose of the time it measures: "Last year, $7 million were allocated, and this year $4 million".
_BOUNDARY = re.compile(r";|,\s+(?:and|while|whereas|but|when|with|so|because|since)\b|\.\s|\bwhile\b|\bwhereas\b")
_SUBCLAUSE = re.compile(r",\s+(?:when|where)\b|,?\s+and\s+that\b")
# "Announcement No. 4 of 2025": a year that numbers a document measures nothing.
_NUMBERED = re.compile(r"\bNo\.?\s*\d+\s+of\s+$")
# "At the same time, investments also increased": the sentence goes on with the statistics of the one before.
_CONTINUES = re.compile(
    r"(?:at the same time|in addition|also|moreover|of (?:this|these|which|that)|this (?:figure|number|amount|volume|includes)"
    r"|including|among them|the (?:volume|figure|total|number|share|increase|remaining|rest)|its?|while|meanwhile|likewise)\b",
    re.IGNORECASE,
)
_CONTINUING_VERB = re.compile(
    r"\b(?:amounted|totall?ed|reached|exceeded|surpassed|stood|accounted|grew|rose|fell|increased|decreased|declined|dropped)\b"
)
# "up 14.3 percent year on year"
_UP_OR_DOWN = re.compile(r"\b(up|down)(?:\s+by)?$")
_THRESHOLD = re.compile(r"(?:below|above|under|beyond)\b", re.IGNORECASE)
# The clause that begins after a date and speaks of today is not of that date: "last year, and investment stands at $43bn".
_PRESENT_CLAUSE = re.compile(r"(?:;|,\s+(?:and|while|but)|\bwhile)\s[^;]*\b(?:stands?|is|are|remains?|operates?|amounts?|totals?)\b")
_PROMISES = frozenset("commitment commitments pledge pledges plan plans target targets goal promise".split())
# "urgent action to keep warming below two degrees": an infinitive of purpose; "continued to raise" is none.
_PURPOSE = re.compile(
    r"(?<!continued )(?<!began )(?<!helped )(?<!managed )(?<!able )\bto\s+(?:keep|limit|reduce|cut|bring|raise|increase|boost|double|triple|lower|curb)\b[^,;.]*$"
)
# "this year we can reach $40 billion"
_CAN_REACH = re.compile(r"\bcan\s+(?:\w+\s+)?(?:reach|grow|rise|exceed|hit|increase|attract|bring|double|triple)\b[^,;.]*$")
_SUBORDINATE = re.compile(r"(?:No\s+matter|If|Although|Though|While|Whatever|Should|Unless|As)\b[^,]*,")
_PAST_CLAUSE = re.compile(r"(?<!be )(?<!to )(?<!been )\b(?:[a-z]{3,}ed|grew|rose|fell|won|made|built|sold|bought)\s+(?:the|an?|its|their|our|to|by|that|more|over|about|\d)")
_AHEAD = re.compile(
    r"(?:will|shall)\b|(?P<forecast>would|could|may|might)\b|(?:is|are)\s+(?:also\s+)?(?:planned|to\s+be|set\s+to|due|being\s+planned)\b"
)
_FIRST_VERB = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|will|would|shall|can|could|may|might|must|should|do|does|did"
    r"|[a-z]{3,}ed|grew|rose|fell|hit|stood|saw|made|put|cost|worth)\b"
)
# What points back to what was measured before: "bring this figure to $20 billion".
_ANAPHORIC = frozenset(("figure", "amount", "number", "total", "level", "indicator", "sum", "this", "it", "them", "which"))


@cache
def _cues() -> dict[str, Cue]:
    """The cue words of figures, from the lexicon."""
    return {word: cue for word, cue in load_table("en", "figure_cues")}  # type: ignore[misc]


@dataclass(slots=True)
class _Sentence:
    """A sentence with numbers, cut into words with their cues."""

    start: int
    end: int
    tokens: Tokens
    cues: list[tuple[int, int, Cue, str]]
    """Start, end, cue and word of each cue word, in order."""

    def left(self, offset: int) -> Iterator[tuple[int, int, Cue, str]]:
        """Cue words before `offset`, nearest first."""
        for cue in reversed(self.cues):
            if cue[1] <= offset:
                yield cue

    def right(self, offset: int, reach: int) -> Iterator[tuple[int, int, Cue, str]]:
        """Cue words that start within `reach` characters after `offset`, nearest first."""
        for cue in self.cues:
            if offset <= cue[0] <= offset + reach:
                yield cue


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
        carried = previous if _is_next(reading, previous_index, i) else []
        found = _read_sentence(reading, i, amounts, carried, drafts)
        drafts.extend(found)
        previous, previous_index = found, i
    return drafts


def _metric_before(amount: Amount, found: list[FigureDraft], carried: list[FigureDraft]) -> str | None:
    """What the numbers before measured, for "this figure", "which is", "another 8,000"; else what is counted."""
    if amount.kind == "count":
        same = next((draft.metric for draft in reversed(found) if draft.amount.unit == amount.unit), None)
        return same or amount.unit
    return (found[-1].metric if found else None) or (carried[-1].metric if carried else None)


def _is_next(reading: Reading, previous: int, i: int) -> bool:
    """Whether sentence `i` directly follows `previous` in one paragraph of one speaker."""
    if previous != i - 1:
        return False
    sentences = reading.page.sentences
    return sentences[previous].paragraph == sentences[i].paragraph and sentences[previous].turn == sentences[i].turn


def _read_sentence(
    reading: Reading, i: int, amounts: list[Amount], carried: list[FigureDraft], earlier: list[FigureDraft]
) -> list[FigureDraft]:
    sentence = reading.page.sentences[i]
    view = reading.page.view
    words = _cut(view, sentence.start, sentence.end)
    dates = [date for date in reading.dates(i) if date.grain not in ("day", "week") or date.deadline]
    found: list[FigureDraft] = []
    for k, amount in enumerate(amounts):
        aspect, direction, rule = _aspect(view, words, amount, amounts, k)
        period, deadline = _period(view, sentence.start, sentence.end, amount, amounts, dates)
        status = _status(view, words, amount, deadline)
        if period is None and not dates:
            period = _carried_period(view, words, amount, carried, status)
        read = read_metric(view, words.tokens, amount, amounts, aspect, reading.dates(i))
        metric = read.phrase
        if metric is None or read.pronoun or metric.lower() in _ANAPHORIC:
            metric = _metric_before(amount, found, carried) or metric
        draft = FigureDraft(
            evidence=[(sentence.start, sentence.end)],
            rule=rule,
            matched=amount.phrase,
            amount=amount,
            metric=metric,
            aspect=aspect,
            direction=direction,
            period=period,
            status=status,
            countries=_countries(reading, i, amounts),
            speaker=reading.speaker_at(amount.start),
        )
        _repeat(view, draft, earlier)
        found.append(draft)
    _baseline(view, found, reading.dates(i))
    return found


def _cut(view: str, start: int, end: int) -> _Sentence:
    tokens = tokenize(view, start, end)
    lexicon = _cues()
    cues = [
        (tokens.starts[k], tokens.ends[k], lexicon[word], word)
        for k, word in enumerate(word.lower() for word in tokens.words)
        if word in lexicon
    ]
    return _Sentence(start, end, tokens, cues)


# ------------------------------------------------------------------ aspect and direction


def _aspect(
    view: str, words: _Sentence, amount: Amount, amounts: list[Amount], k: int
) -> tuple[Aspect, Direction | None, str]:
    """Whether the number is a level, a change or a share; the direction of a change; the rule that decided."""
    if amount.direction is not None:
        return "change", amount.direction, "figure.signed-change"
    before = view[max(words.start, amount.phrase[0] - 24) : amount.phrase[0]].lower().rstrip()
    after = view[amount.end : min(words.end, amount.end + 60)]
    if amount.kind in ("money", "count", "quantity"):
        return _aspect_of_amount(words, amount, before)
    share_after = re.match(
        r"\s*(?:of\b(?!\s+(?:growth|increase))|(?:\w+\s+)?(?:stake|share|ownership|interest\s+in)\b)", after
    )
    moved = _UP_OR_DOWN.search(before)
    if moved is not None and amount.kind == "percent":
        return "change", "increase" if moved.group(1) == "up" else "decrease", "figure.changed"
    nearest = next(words.left(amount.start), None)
    if nearest is not None and nearest[2] in _DIRECTIONS and nearest[3].endswith(("ing", "ed", "cut")) and not view[nearest[1] : amount.start].strip():
        return "change", _DIRECTIONS[nearest[2]], "figure.changed"  # "suspending 24 percentage points of that rate"
    following = next(words.right(amount.end, 3), None)
    if following is not None and following[2] == "rate":
        return "level", None, "figure.rate"  # "a 50 percent discount"
    comparison = re.match(
        r"\s*(?:year[- ]on[- ]year\s+|annual\s+|further\s+)?(?:(?P<up>more|higher|up|increase|growth|rise|jump|gain|surge|faster|above)"
        r"|(?P<down>less|lower|fewer|down|decrease|decline|drop|fall|reduction|cut|contraction|below))\b",
        after,
    )
    if comparison is not None and not before.endswith("at"):
        return "change", "increase" if comparison.group("up") else "decrease", "figure.compared"
    if amount.kind == "percent" and _THRESHOLD.match(view, amount.phrase[0]):
        return "level", None, "figure.threshold"  # "fell below 5 percent"
    change = _governing_change(view, words, amount, amounts, k)
    by = (
        re.search(r"\bby(?:\s+(?:another|a\s+further|further|some|as\s+much\s+as|an?|a\s+total\s+of))?$", before)
        is not None
    )
    if by and share_after is None:
        return "change", change or "increase", "figure.changed-by"
    if share_after is not None and not (by and change):
        return "share", None, "figure.share-of"
    if (
        re.search(r"\b(?:to|at)$", before)
        and amount.kind == "percent"
        and change
        and not _is_growth(view, words, amount)
    ):
        return "level", None, "figure.changed-to"
    if amount.kind == "ratio":
        return ("change", change or "increase", "figure.ratio") if change else ("level", None, "figure.ratio")
    if change is not None:
        return "change", change, "figure.changed"
    for start, _end, cue, _word in words.left(amount.start):
        if cue == "share" and amount.start - start < 80:
            return "share", None, "figure.share"
        break
    return "level", None, "figure.percent"


def _aspect_of_amount(words: _Sentence, amount: Amount, before: str) -> tuple[Aspect, Direction | None, str]:
    """Money, counts and quantities are levels unless the text says "by": "cut emissions by 5 million tonnes"."""
    rule = f"figure.{amount.kind}"
    near = next(words.left(amount.phrase[0]), None)
    if near is not None and near[2] in _DIRECTIONS:
        gap = amount.phrase[0] - near[1]
        if before.endswith(("by", "by another", "by a further")):
            return "change", _DIRECTIONS[near[2]], "figure.changed-by"
        # "temperature increases below two degrees"
        if amount.kind == "quantity" and gap <= 2 and near[3] not in ("more", "less"):
            return "change", _DIRECTIONS[near[2]], "figure.changed"
    return "level", None, rule


def _governing_change(view: str, words: _Sentence, amount: Amount, amounts: list[Amount], k: int) -> Direction | None:
    """The direction of the change word that governs a percent: before it in its clause, or right after it."""
    for start, _end, cue, _word in words.right(amount.end, 25):
        if cue in _DIRECTIONS and not any(mark in view[amount.end : start] for mark in ",;:"):
            return _DIRECTIONS[cue]
        break
    for start, end, cue, word in words.left(amount.phrase[0]):
        if cue in ("target", "forecast", "level") or word in ("more", "less"):
            continue
        if cue in _DIRECTIONS:
            if amount.phrase[0] - start > 120 and k == 0:
                return None
            return _DIRECTIONS[cue]
        if cue in ("rate", "share") and amount.phrase[0] - end < 40:
            return None
    return None


def _is_growth(view: str, words: _Sentence, amount: Amount) -> bool:
    """Whether what stands "at 7 percent" is itself a growth: "annual GDP growth has remained at seven percent"."""
    subject = view[words.start : amount.phrase[0]]
    return re.search(r"\b(?:growth|increase|decline|contraction|expansion)\b(?!\s+(?:in|of)\b)", subject) is not None


# ------------------------------------------------------------------ status


def _status(view: str, words: _Sentence, amount: Amount, deadline: bool) -> FigureStatus:
    """actual, unless the words that govern the number intend it (target) or expect it (forecast)."""
    if deadline:
        return "target"
    if _CAN_REACH.search(view, max(words.start, amount.phrase[0] - 60), amount.phrase[0]):
        return "forecast"
    following = next(words.right(amount.end, 14), None)
    if following is not None and following[2] == "target" and following[3] in _PROMISES:
        return "target"  # "a $600-billion commitment to invest"
    if _PURPOSE.search(view, words.start, amount.phrase[0]):
        return "target"
    opening = _SUBORDINATE.match(view, words.start, amount.phrase[0])
    for start, end, cue, word in words.left(amount.phrase[0]):
        if opening is not None and start < opening.end():
            break
        if cue in ("target", "forecast"):
            if _is_noun_use(view, start, end, word) or _overtaken(view, end, amount.phrase[0]):
                continue
            return "target" if cue == "target" else "forecast"
        # "will ..., having reached $5 billion": a finite past verb nearer than the modal makes the number actual,
        # unless that verb is the modal's own participle ("is expected to be reached").
        if (cue == "level" or (cue in _DIRECTIONS and word.endswith(("ed", "ew", "ose", "ell")))) and not re.search(
            r"\b(?:be|to)\s+$", view[max(words.start, start - 8) : start]
        ):
            return "actual"
        if ";" in view[start : amount.start] and cue != "rate":
            return "actual"
    if _FIRST_VERB.search(view, words.start, amount.phrase[0]) is None:
        verb = _FIRST_VERB.search(view, amount.end, min(words.end, amount.end + 90))
        if verb is not None:
            ahead = _AHEAD.match(view, verb.start())
            if ahead is not None:
                return "forecast" if ahead.group("forecast") else "target"
    return "actual"


def _overtaken(view: str, cue_end: int, number: int) -> bool:
    """Whether a clause of its own with a past verb stands between an intention and the number:
    "Underscoring our commitment to peace, we signed a deal worth $5 billion"."""
    comma = view.find(",", cue_end, number)
    return comma >= 0 and _PAST_CLAUSE.search(view, comma, number) is not None


def _is_noun_use(view: str, start: int, end: int, word: str) -> bool:
    """Whether a cue word is a name or a noun that promises nothing: "May 2021", "the plan", "potential" in a title."""
    if word == "may":
        return view[start].isupper() or re.match(r"\s+\d", view[end : end + 3]) is not None
    if word in ("plan", "plans", "programme", "target", "outlook", "projection", "projections"):
        return re.match(r"\s+(?:to|for|of|call|is|was|are)\b", view[end : end + 10]) is None
    if word in ("interest", "estimates"):
        return True
    return False


# ------------------------------------------------------------------ period


def _period(
    view: str, start: int, end: int, amount: Amount, amounts: list[Amount], dates: list[DateMention]
) -> tuple[Period | None, bool]:
    """The time a number measures, and whether it is an end to be reached ("by 2030")."""
    usable = [date for date in dates if not _is_comparison(view, date) and not _NUMBERED.search(view, date.start - 14, date.start)]
    right = next((date for date in usable if date.start >= amount.end), None)
    left = next((date for date in reversed(usable) if date.end <= amount.start), None)
    if right is not None:
        between = view[amount.end : right.start]
        crossed = _BOUNDARY.search(between) is not None
        overtaken = any(amount.end <= other.start < right.start for other in amounts)
        if not crossed and (left is None or not overtaken):
            return right.period, right.deadline
        # "1 million homes and 4,000 schools by 2027": a deadline at the end holds for the whole enumeration.
        if right.deadline and not crossed:
            return right.period, True
    if (
        left is not None
        and _SUBCLAUSE.search(view, left.end, amount.start) is None
        and _PRESENT_CLAUSE.search(view, left.end, amount.start) is None
    ):
        return left.period, left.deadline
    return None, False


def _is_comparison(view: str, date: DateMention) -> bool:
    """Whether a time is only what the number is compared with: "on the same period of 2021", "compared to last year"."""
    if getattr(date, "comparison", False):
        return True
    before = view[max(0, date.start - 40) : date.start].lower()
    return (
        re.search(
            r"\b(?:compared\s+(?:to|with)|than\b[^,;.]*|same\s+period\s+(?:in|of|a)|versus|against)\s+$", before
        )
        is not None
    )


def _carried_period(
    view: str, words: _Sentence, amount: Amount, carried: list[FigureDraft], status: FigureStatus
) -> Period | None:
    """The period of the sentence before, if this one plainly continues its statistics."""
    if not carried or status != "actual" or carried[-1].status != "actual":
        return None
    sentence = view[words.start : words.end]
    if _CONTINUES.match(sentence) and _CONTINUING_VERB.search(sentence):
        return carried[-1].period
    return None


def _baseline(view: str, found: list[FigureDraft], dates: list[DateMention]) -> None:
    """ "Compared to last year, it rose from 640 to 1,050": the first number is last year's, the second is not."""
    compared = next((date for date in dates if _is_comparison(view, date)), None)
    if compared is None or compared.period is None:
        return
    for first, second in zip(found, found[1:], strict=False):
        before = view[max(0, first.amount.phrase[0] - 6) : first.amount.phrase[0]]
        between = view[first.amount.end : second.amount.phrase[0]]
        if re.search(r"\bfrom\s+$", before) and re.match(r"\s+to\s*$", between) and first.period is None:
            first.period = compared.period


def _repeat(view: str, draft: FigureDraft, earlier: list[FigureDraft]) -> None:
    """ "The $600 billion ...": a sum that is taken up again with the article keeps the status it was introduced with."""
    amount = draft.amount
    if amount.kind != "money" or draft.status != "actual":
        return
    if re.search(r"\b(?:the|this|that)\s+$", view[max(0, amount.start - 6) : amount.start], re.IGNORECASE) is None:
        return
    for other in reversed(earlier[-40:]):
        if other.amount.value == amount.value and other.amount.unit == amount.unit and other.status != "actual":
            draft.status = other.status
            return


# ------------------------------------------------------------------ for which countries


def _countries(reading: Reading, i: int, amounts: list[Amount]) -> tuple[str, ...]:
    """The countries the sentence names around its numbers, in order; the "US" of "US$" is none."""
    codes: list[str] = []
    for place in reading.places(i):
        if place.kind not in ("country", "demonym") or not place.country or place.country in codes:
            continue
        if not any(amount.start <= place.start < amount.end for amount in amounts):
            codes.append(place.country)
    return tuple(codes)
