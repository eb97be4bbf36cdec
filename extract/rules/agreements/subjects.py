"""Subjects: who does what a verb says, and whether it is one party or several."""

from __future__ import annotations

from typing import Literal, NamedTuple

from extract.lexicon import load_table
from extract.rules.agreements.sentence import ADVERBS, AUXILIARIES, DASHES, REACH, Words, cues

_JOINT_HEADS = cues("joint_heads")
_JOINT_PRONOUNS = frozenset(("they", "both", "we", "each"))
_SINGLE_PRONOUNS = frozenset(("i", "he", "she", "it", "you", "one"))
_SMALL = frozenset(
    "on to by with as that or but which who when while after before during if than into under between among through"
    " over per via following not no also since until because is are was were be been has have had said says".split()
)
# A phrase goes on over these: "the Bank of Korea and the Ministry for Foreign Affairs", "lawmakers in Oslo".
_LINKS = frozenset(("of", "for", "the", "in", "at", "from", "de", "da", "&", "-", "'", ".", "/"))
_BEFORE_OTHERS = frozenset("in at from on with against by to between during after under through toward towards".split())
_TITLES = frozenset(("mr", "mrs", "ms", "dr", "gen", "sen", "prof", "st", "jr", "hon", "amb", "smt", "shri", "sh"))
_DAYS = frozenset(row[0] for row in load_table("en", "weekdays"))
_JOINING = frozenset((",", "and", "but", ";", "then", "or", ":")) | DASHES
_BEFORE_VERB = ADVERBS | AUXILIARIES | {"'ve", "'re", "to"}


class Subject(NamedTuple):
    """Who does what a verb says: joint (several), single, self ("I", "he", "it") or none (not found)."""

    number: Literal["joint", "single", "self", "none"]
    start: int
    end: int


NOBODY = Subject("none", 0, 0)


def subject_of(words: Words, verb: int) -> Subject:
    """The subject of the verb at `verb`, looking through adverbs, auxiliaries and verbs that share a subject.

    >>> from extract.rules.agreements.sentence import read_words
    >>> text = "The two leaders welcomed the talks and agreed to meet."
    >>> subject_of(read_words(text, 0, len(text)), 7)
    Subject(number='joint', start=0, end=3)
    """
    low = words.low
    shared = False
    for _ in range(8):
        j = _before_verb(words, verb)
        if j < 0:
            break
        if words.finite(j):
            # "plans to sign", "pledged to sign": the subject of the verb that governs.
            verb = j
            continue
        if low[j] not in _JOINING:
            subject = _phrase(words, j)
            if not shared or subject.start < 2 or low[subject.start - 1] != "that":
                return subject
            # "affirmed that Article V applies to the islands, and affirmed": not the subject of what "that" leads in.
            j = subject.start - 1
        elif (low[j] == "," or low[j] in DASHES) and (named := _after_apposition(words, j)) is not None:
            return named
        floor = max(j - REACH, 0)
        earlier = next((k for k in range(j - 1, floor, -1) if words.finite(k) and not _is_attribute(words, k)), -1)
        if earlier < 0:
            return _opening_phrase(words, j)
        verb, shared = earlier, True
    return Subject("none", verb, verb)


def _before_verb(words: Words, verb: int) -> int:
    """The word before the verb's auxiliaries and adverbs; -1 if there is none."""
    low = words.low
    j = verb - 1
    while j >= 0 and low[j] in _BEFORE_VERB:
        if low[j] in ("each", "both", "all") and not (j > 0 and words.capitalised(j - 1)):
            break
        j -= 1
    if j > 0 and low[j] in _DAYS:
        # "Tata Motors on Wednesday signed"
        j -= 2 if low[j - 1] == "on" else 1
    return j


def _is_attribute(words: Words, k: int) -> bool:
    """Whether the verb form at `k` only describes a noun: "the proposed framework", "President A's proposed plan"."""
    return words.low[k - 1] in ("the", "a", "an", "to") or words.shown[k - 1].endswith("'s")


def _after_apposition(words: Words, mark: int) -> Subject | None:
    """ "The ministers, meeting in Oslo, agreed": the subject stands before the first comma. Between dashes stands who
    they are: "The leaders - A of Chile, B of Fiji and C of Samoa - agreed"."""
    low, dash = words.low, words.low[mark] in DASHES
    reach = REACH if dash else 14
    opening = next((k for k in range(mark - 1, max(mark - reach, 0), -1) if low[k] == low[mark]), None)
    if opening is None or any(words.finite(k) for k in range(opening, mark)):
        return None
    while dash and low[opening - 1] == low[mark]:
        opening -= 1
    subject = _phrase(words, opening - 1)
    if subject.number == "none":
        return None
    return Subject("joint", subject.start, mark) if dash and subject.number == "joint" else subject


def _opening_phrase(words: Words, until: int) -> Subject:
    """The sentence's first words as subject, when no verb stands before `until`."""
    low = words.low
    for k in range(max(until - REACH, 0), until):
        if low[k] in _JOINT_HEADS or (low[k] in _JOINT_PRONOUNS and low[k] != "each"):
            return _phrase(words, k)
        if low[k] in (",", ";"):
            break
    return Subject("none", until, until)


def _phrase(words: Words, j: int) -> Subject:
    """The noun phrase that ends with word `j`, with all that it joins: "Minister A of X, Minister B and I"."""
    low = words.low
    if j < 0:
        return NOBODY
    if low[j] in ("who", "which", "that"):
        return _phrase(words, j - 2 if j > 1 and low[j - 1] == "," else j - 1)
    if low[j] in _JOINT_PRONOUNS:
        return Subject("joint", j, j + 1)
    if low[j] in _SINGLE_PRONOUNS and not (j > 1 and low[j - 1] == "and"):
        return Subject("self", j, j + 1)
    start = _phrase_start(words, j)
    return Subject("none", j, j) if start > j else Subject(_number(words, start, j + 1), start, j + 1)


def _phrase_start(words: Words, last: int) -> int:
    low = words.low
    start, k = last + 1, last
    while k >= 0 and last - k < 40:
        word = low[k]
        if word == ")":
            opening = next((m for m in range(k - 1, max(k - 12, -1), -1) if low[m] == "("), None)
            if opening is None:
                break
            k = opening - 1
            continue
        if word in (",", "and", "&"):
            if start > last or not _joins(words, k, start):
                break
        elif word in _LINKS:
            if word == "." and low[k - 1] not in _TITLES:
                break
            if word in ("the", "'"):
                start = k
                before = words.at(k - 1)
                if word == "the" and (before in _DAYS or before in ADVERBS or before.isdigit()):
                    break
        elif word == "to" and k > 0 and low[k - 1] in ("parties", "party", "signatories"):
            pass
        elif word in _SMALL or words.finite(k) or not word[:1].isalnum():
            break
        elif word.isdigit() and len(word) == 4 and start <= last:
            # "In 1994 Fiji and Chile signed"; but "the meeting in Suva in 2019 agreed".
            break
        else:
            start = k
        k -= 1
    if 0 < start <= last and low[start - 1] in _BEFORE_OTHERS:
        # "In Oslo, ministers agreed", "met in Oslo and the sides agreed", "against X, and Minister Y pledged".
        cut = next((m for m in range(start, last) if low[m] in (",", "and")), None)
        if cut is not None:
            return cut + 2 if low[cut + 1] == "and" else cut + 1
    return start


def _joins(words: Words, k: int, start: int) -> bool:
    """Whether the comma or "and" at `k` joins two names of one subject, the second at `start`."""
    low = words.low
    if k == 0:
        return False
    before = low[k - 1]
    if low[k] == "," and not words.capitalised(start) and low[start] not in ("the", "and", "&"):
        return False
    if words.capitalised(k - 1) or before in (")", ",", "'") or before.isdigit():
        return True
    # "the government and the rebels", "banks and insurers"; not "met and the ministers".
    return (
        before.isalpha() and not words.finite(k - 1) and before not in _SMALL and before not in _LINKS and low[k] != ","
    )


def _number(words: Words, start: int, end: int) -> Literal["joint", "single"]:
    low = words.low
    head = next((k for k in range(start, end) if low[k] in ("of", "from", "in", "at", "for")), end)
    if any(low[k] in _JOINT_HEADS and low[k - 1] != "united" for k in range(start, head)):
        # "the Member States", "both sides"; the United States is one.
        return "joint"
    for k in range(start + 1, end - 1):
        if low[k] in ("and", "&"):
            following = low[k + 1 : end]
            inside = "of" in low[start:k] or "for" in low[start:k]
            # "the Ministry of Industry and Mineral Resources" is one party, "the King of X and the King of Y" are two.
            if not inside or following[0] == "the" or "of" in following or following == ["i"]:
                return "joint"
    plural = (
        low[end - 1].endswith("s") and not low[end - 1].endswith(("ss", "us", "is")) and not words.capitalised(end - 1)
    )
    return "joint" if plural else "single"
