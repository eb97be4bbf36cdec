"""Intentions: whether a number is there already (actual), intended (target) or expected (forecast)."""

from __future__ import annotations

import re

from extract.rules.cues import DIRECTIONS, Cue, CueSentence
from extract.schemas import FigureStatus
from extract.values.amounts import Amount

# "a $600-billion commitment to invest": nouns right behind a number that promise it.
_PROMISES = frozenset("commitment commitments pledge pledges plan plans target targets goal promise".split())
_PROMISE_REACH = 14
# "urgent action to keep warming below two degrees": an infinitive of purpose; "continued to raise" is none.
_PURPOSE = re.compile(
    r"(?<!continued )(?<!began )(?<!helped )(?<!managed )(?<!able )\bto\s+"
    r"(?:keep|limit|reduce|cut|bring|raise|increase|boost|double|triple|lower|curb)\b[^,;.]*$"
)
# "this year we can reach $40 billion"
_CAN_REACH = re.compile(
    r"\bcan\s+(?:\w+\s+)?(?:reach|grow|rise|exceed|hit|increase|attract|bring|double|triple)\b[^,;.]*$"
)
_CAN_REACH_BACK = 60
# What a number is measured against is there already: "is projected at 1.2 percent, down from 5.4 percent".
_UP_FROM = re.compile(r"\b(?:(?:up|down)|to\s+\S*\d\S*(?:\s+[\w.%-]+){0,5})\s+from\s+$", re.IGNORECASE)
_UP_FROM_BACK = 60
# "states have committed to invest $10 billion", not "are committed to the treaty"
_COMMITTED_TO = re.compile(
    r"\bcommitted\s+to\s+(?:invest|provid|spend|pay|lend|buy|purchas|creat|build|rais|reduc)\w*\b[^;.]*$"
)
# "wages are seen rising 3 percent", "arrivals are set to reach"
_SEEN = re.compile(r"\b(?:is|are)\s+(?:now\s+)?(?:seen\s+(?:at|\w+ing)|(?:seen|set)\s+to)\b[^,;.]*$")
# A clause before the main one says nothing of its numbers: "No matter what anyone might say, 40 states joined".
_SUBORDINATE = re.compile(r"(?:No\s+matter|If|Although|Though|While|Whatever|Should|Unless|As)\b[^,]*,")
_BECAUSE = re.compile(r"\b(?:because|since|given\s+that)\b")
# A clause of its own with a past verb: "..., we signed a deal".
_PAST_CLAUSE = re.compile(
    r"(?<!be )(?<!to )(?<!been )\b(?:[a-z]{3,}ed|grew|rose|fell|won|made|built|sold|bought)\s+"
    r"(?:the|an?|its|their|our|to|by|that|more|over|about|\d)"
)
_PAST_ENDINGS = ("ed", "ew", "ose", "ell")
_FIRST_VERB = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|will|would|shall|can|could|may|might|must|should|do|does|did"
    r"|[a-z]{3,}ed|grew|rose|fell|hit|stood|saw|made|put|cost|worth)\b"
)
_VERB_REACH = 90
_AHEAD = re.compile(
    r"(?:will|shall)\b|(?P<forecast>would|could|may|might)\b"
    r"|(?:is|are)\s+(?:also\s+)?(?:planned|to\s+be|set\s+to|due|being\s+planned)\b"
)
_NOUNS = frozenset("plan plans programme target outlook projection projections".split())
_NOUN_THAT_PROMISES = re.compile(r"\s+(?:to|for|of|call|is|was|are)\b")


def read_status(view: str, words: CueSentence, amount: Amount, *, deadline: bool) -> FigureStatus:
    """actual, unless the words that govern the number intend it or expect it; `deadline`: "by 2030"."""
    if _UP_FROM.search(view, max(words.start, amount.phrase[0] - _UP_FROM_BACK), amount.phrase[0]):
        return "actual"
    if deadline or _PURPOSE.search(view, words.start, amount.phrase[0]):
        return "target"
    if _CAN_REACH.search(view, max(words.start, amount.phrase[0] - _CAN_REACH_BACK), amount.phrase[0]):
        return "forecast"
    if _COMMITTED_TO.search(view, words.start, amount.phrase[0]):
        return "target"
    if _SEEN.search(view, words.start, amount.phrase[0]):
        return "forecast"
    following = next(words.right(amount.end, _PROMISE_REACH), None)
    if following is not None and following.word in _PROMISES:
        return "target"
    governed = _governed(view, words, amount)
    if governed is not None:
        return governed
    return _of_subject(view, words, amount)


def _governed(view: str, words: CueSentence, amount: Amount) -> FigureStatus | None:
    """What the nearest deciding word before the number says of it; None if no word decides."""
    opening = _SUBORDINATE.match(view, words.start, amount.phrase[0])
    for cue in words.left(amount.phrase[0]):
        if opening is not None and cue.start < opening.end():
            return None
        if cue.kind in ("target", "forecast"):
            if not _promises_nothing(view, cue) and not _overtaken(view, cue.end, amount.phrase[0]):
                return "target" if cue.kind == "target" else "forecast"
        elif _is_past(view, cue, words.start) or (cue.kind != "rate" and ";" in view[cue.start : amount.start]):
            return "actual"
    return None


def _is_past(view: str, cue: Cue, start: int) -> bool:
    """Whether a cue is a finite past verb: "reached", but not in "is expected to be reached"."""
    past = cue.kind == "level" or (cue.kind in DIRECTIONS and cue.word.endswith(_PAST_ENDINGS))
    return past and re.search(r"\b(?:be|to)\s+$", view[max(start, cue.start - 8) : cue.start]) is None


def _of_subject(view: str, words: CueSentence, amount: Amount) -> FigureStatus:
    """What the verb says whose subject the number is: "12 ferries will be bought"."""
    if _FIRST_VERB.search(view, words.start, amount.phrase[0]) is None:
        verb = _FIRST_VERB.search(view, amount.end, min(words.end, amount.end + _VERB_REACH))
        ahead = _AHEAD.match(view, verb.start()) if verb is not None else None
        if ahead is not None:
            return "forecast" if ahead.group("forecast") else "target"
    return "actual"


def _overtaken(view: str, cue_end: int, number: int) -> bool:
    """Whether a clause of its own stands between an intention and the number.

    "Underscoring our commitment to peace, we signed a deal worth $5 billion"
    """
    if _BECAUSE.search(view, cue_end, number):
        return True
    comma = view.find(",", cue_end, number)
    return comma >= 0 and _PAST_CLAUSE.search(view, comma, number) is not None


def _promises_nothing(view: str, cue: Cue) -> bool:
    """Whether a cue word is a name or a bare noun: "May 2021", "the plan", "potential" in a title."""
    if cue.word == "may":
        return view[cue.start].isupper() or re.match(r"\s+\d", view[cue.end : cue.end + 3]) is not None
    if cue.word in _NOUNS:
        return _NOUN_THAT_PROMISES.match(view, cue.end) is None
    return cue.word == "estimates"
