"""Decisions: what parties set up together: "established a joint committee", "a working group has been set up"."""

from __future__ import annotations

from extract.rules.agreements.commitments import Commitment, stated
from extract.rules.agreements.outlook import outlook
from extract.rules.agreements.sentence import ADVERBS, AUXILIARIES, Words, cues
from extract.rules.agreements.subjects import NOBODY, subject_of

_BODIES = cues("bodies")
_VERBS = frozenset("established establish establishes launched launch launches created create set formed".split())
_NOUNS = frozenset(("establishment", "creation", "launch"))
TRIGGERS = _VERBS | _NOUNS
"""Words without which a sentence states no decision."""
_GREETING = frozenset("welcomed welcome welcomes announced announce announces hailed celebrated".split())
_ARTICLES = frozenset(("a", "an", "the", "two", "three", "new"))
_PHRASE_ENDS = frozenset((",", ";", "to", "of", "for", "on", "with", "by", "in"))
_SHARED = frozenset(("between", "joint", "bilateral", "intergovernmental", "cooperation"))


def find_decisions(words: Words) -> list[Commitment]:
    """What the sentence says that several parties set up.

    >>> from extract.rules.agreements.sentence import read_words
    >>> text = "The two ministers established a joint committee on tides."
    >>> words = read_words(text, 0, len(text))
    >>> [" ".join(words.shown[a:b]) for a, b in (found.gist for found in find_decisions(words))]
    ['a joint committee on tides']
    """
    found: list[Commitment] = []
    if TRIGGERS.isdisjoint(words.low):
        return found
    for i, word in enumerate(words.low):
        item = (_by_verb(words, i) if word in _VERBS else None) or (_by_noun(words, i) if word in _NOUNS else None)
        if item is not None:
            item.kind = "decision"
            found.append(item)
    return found


def _by_verb(words: Words, i: int) -> Commitment | None:
    """ "The two leaders established a new ministerial committee", "a joint working group has been set up"."""
    k = i + 1
    if words.low[i] == "set":
        if words.at(k) != "up":
            return None
        k += 1
    if outlook(words, i) != "done":
        return None
    if words.at(k) not in _ARTICLES:
        return _was_set_up(words, i)
    if words.at(i - 1) == "to" or _body(words, k + 1, 11) is None:
        return None
    subject = subject_of(words, i)
    return stated(words, subject, i, k, "adopted", "decision-establish") if subject.number == "joint" else None


def _by_noun(words: Words, i: int) -> Commitment | None:
    """ "welcomed the establishment of the Reef Consultative Group"."""
    if not words.after(i, "of") or words.at(i - 1) != "the" or words.at(i - 2) not in _GREETING:
        return None
    if _body(words, i + 2, 12) is None or outlook(words, i - 2) != "done":
        return None
    return stated(words, subject_of(words, i - 2), i - 2, i + 2, "adopted", "decision-establish")


def _was_set_up(words: Words, i: int) -> Commitment | None:
    low = words.low
    j = words.left_of(i, ADVERBS)
    if j < 1 or low[j] not in ("been", "was", "were"):
        return None
    clause = max(words.clause_start(i), i - 26)
    head = next((m for m in range(clause, j) if low[m] in _BODIES and words.at(m - 1) != "of"), None)
    if head is None or _SHARED.isdisjoint(low[clause:i]):
        return None
    start = head
    while start > clause and head - start < 6 and low[start] not in _ARTICLES and low[start - 1] not in (",", ";"):
        start -= 1
    last = words.left_of(j, ADVERBS | AUXILIARIES) + 1
    return Commitment(NOBODY, i, (start, last), i + 1, "adopted", "decision-establish")


def _body(words: Words, first: int, reach: int) -> int | None:
    """The body that the phrase from `first` on names: "Reef Consultative Group"."""
    for m in range(first, min(first + reach, len(words))):
        if words.low[m] in _BODIES and words.at(m + 1) not in _BODIES:
            return m
        if words.low[m] in _PHRASE_ENDS or words.finite(m):
            return None
    return None
