"""Aspects: whether a number is a level, a change or a share, and which way a change goes."""

from __future__ import annotations

import re

from extract.rules.cues import DIRECTIONS, CueSentence
from extract.schemas import Aspect, Direction
from extract.values.amounts import Amount

Reading = tuple[Aspect, Direction | None, str]
"""The aspect, the direction of a change, and the name of the rule that decided."""

_BEFORE = 24
_AFTER = 60
# How far before the first number of a sentence the word that says it changed may stand.
_CHANGE_REACH = 120
_SHARE_REACH = 80
_RATE_REACH = 40

_SHARE_AFTER = re.compile(r"\s*(?:of\b(?!\s+(?:growth|increase))|(?:\w+\s+)?(?:stake|share|ownership|interest\s+in)\b)")
# "12% more than", "a 3 percent year-on-year decline"
_COMPARISON_AFTER = re.compile(
    r"\s*(?:year[- ]on[- ]year\s+|annual\s+|further\s+)?"
    r"(?:(?P<up>more|higher|up|increase|growth|rise|jump|gain|surge|faster|above)"
    r"|(?P<down>less|lower|fewer|down|decrease|decline|drop|fall|reduction|cut|contraction|below))\b"
)
_BY_BEFORE = re.compile(r"\bby(?:\s+(?:another|a\s+further|further|some|as\s+much\s+as|an?|a\s+total\s+of))?$")
# "up 14.3 percent year on year"
_UP_OR_DOWN_BEFORE = re.compile(r"\b(up|down)(?:\s+by)?$")
_TO_BEFORE = re.compile(r"\b(?:to|at)$")
# What a change starts from is a level: "fell from 29% to 26.5%", "2 percent, down from 4".
_UP_FROM_BEFORE = re.compile(r"\b(?:up|down)\s+from$")
_TO_FROM_BEFORE = re.compile(r"\bto\s+\S*\d\S*(?:\s+[\w.%-]+){0,5}\s+from\s*$")  # "to 3.5 percent from 5.1"
_TO_FROM_REACH = 60
_FROM_BEFORE = re.compile(r"\bfrom$")
_TO_AFTER = re.compile(r"\s+(?:in\s+[\w-]+\s+(?:\d{4}\s+)?)?to\s+(?:\w+\s+){0,2}[\d.]+")
_THRESHOLD = re.compile(r"(?:below|above|under|beyond)\b", re.IGNORECASE)
_AT_BEFORE = re.compile(r"\bat$")
# "growth in the euro area is expected at 1.1 percent"
_OWN_GROWTH = re.compile(r"\b(?:growth|contraction|expansion)\b", re.IGNORECASE)
# What is itself a growth: "annual GDP growth has remained at seven percent".
_GROWTH = re.compile(r"\b(?:growth|increase|decline|contraction|expansion)\b(?!\s+(?:in|of)\b)")


def read_aspect(view: str, words: CueSentence, amount: Amount, *, first: bool) -> Reading:
    """What a number is in its sentence; `first` says that no other number stands before it."""
    if amount.direction is not None:
        return "change", amount.direction, "figure.signed-change"
    before = view[max(words.start, amount.phrase[0] - _BEFORE) : amount.phrase[0]].lower().rstrip()
    if amount.kind in ("percent", "ratio"):
        return _of_percent(view, words, amount, before, first=first)
    return _of_amount(words, amount, before)


def _of_amount(words: CueSentence, amount: Amount, before: str) -> Reading:
    """Money, counts and quantities are levels unless the text says "by": "cut emissions by 5 million tonnes"."""
    near = next(words.left(amount.phrase[0]), None)
    if near is not None and near.kind in DIRECTIONS:
        if before.endswith(("by", "by another", "by a further")):
            return "change", DIRECTIONS[near.kind], "figure.changed-by"
        # "temperature increases below two degrees"
        if amount.kind == "quantity" and amount.phrase[0] - near.end <= 2 and near.word not in ("more", "less"):
            return "change", DIRECTIONS[near.kind], "figure.changed"
    return "level", None, f"figure.{amount.kind}"


def _of_percent(view: str, words: CueSentence, amount: Amount, before: str, *, first: bool) -> Reading:
    stated = _stated(view, words, amount, before)
    if stated is not None:
        return stated
    share = _SHARE_AFTER.match(view, amount.end, min(words.end, amount.end + _AFTER)) is not None
    change = _governing_change(view, words, amount, first=first)
    by = _BY_BEFORE.search(before) is not None
    if by and (change or not share):
        # "cut its key rate by 25 basis points"
        nearest: Direction | None = next(
            (DIRECTIONS[cue.kind] for cue in words.left(amount.phrase[0]) if cue.kind in DIRECTIONS), None
        )
        return "change", change or nearest or "increase", "figure.changed-by"
    if share:
        return "share", None, "figure.share-of"
    if change and amount.kind == "percent" and _TO_BEFORE.search(before):
        growth = _OWN_GROWTH if _AT_BEFORE.search(before) else _GROWTH
        if growth.search(view, words.start, amount.phrase[0]) is None:
            return "level", None, "figure.changed-to"
    if change:
        return "change", change, "figure.changed"
    last = next(words.left(amount.start), None)
    if last is not None and last.kind == "share" and amount.start - last.start < _SHARE_REACH:
        return "share", None, "figure.share"
    return "level", None, f"figure.{amount.kind}"


def _stated(view: str, words: CueSentence, amount: Amount, before: str) -> Reading | None:
    """What the words right beside a percent say of it, whatever else the sentence says."""
    moved = _UP_OR_DOWN_BEFORE.search(before)
    if moved is not None and amount.kind == "percent":
        return "change", "increase" if moved.group(1) == "up" else "decrease", "figure.changed"
    nearest = next(words.left(amount.start), None)
    if nearest is not None and nearest.kind in DIRECTIONS and not view[nearest.end : amount.start].strip():
        if nearest.word.endswith(("ing", "ed", "cut")):  # "suspending 24 percentage points of that rate"
            return "change", DIRECTIONS[nearest.kind], "figure.changed"
    start = _UP_FROM_BEFORE.search(before) or (_FROM_BEFORE.search(before) and _TO_AFTER.match(view, amount.end))
    start = start or _TO_FROM_BEFORE.search(view, max(words.start, amount.phrase[0] - _TO_FROM_REACH), amount.phrase[0])
    if start and amount.kind == "percent" and _OWN_GROWTH.search(view, words.start, amount.phrase[0]) is None:
        return "level", None, "figure.changed-from"
    following = next(words.right(amount.end, 3), None)
    if following is not None and following.kind == "rate":
        return "level", None, "figure.rate"  # "a 50 percent discount"
    comparison = _COMPARISON_AFTER.match(view, amount.end, min(words.end, amount.end + _AFTER))
    if comparison is not None and not before.endswith("at"):
        return "change", "increase" if comparison.group("up") else "decrease", "figure.compared"
    if amount.kind == "percent" and _THRESHOLD.match(view, amount.phrase[0]):
        return "level", None, "figure.threshold"  # "fell below 5 percent"
    return None


def _governing_change(view: str, words: CueSentence, amount: Amount, *, first: bool) -> Direction | None:
    """The direction of the change word that governs a percent: right after it, or before it in its clause."""
    following = next(words.right(amount.end, 25), None)
    if following is not None and following.kind in DIRECTIONS:
        if not any(mark in view[amount.end : following.start] for mark in ",;:"):
            return DIRECTIONS[following.kind]
    for cue in words.left(amount.phrase[0]):
        if cue.kind in ("target", "forecast", "level") or cue.word in ("more", "less"):
            continue
        if cue.kind in DIRECTIONS:
            return None if first and amount.phrase[0] - cue.start > _CHANGE_REACH else DIRECTIONS[cue.kind]
        if amount.phrase[0] - cue.end < _RATE_REACH:
            return None
    return None
