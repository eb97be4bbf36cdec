"""Outlook: whether what a verb or a noun of action says happened, is to come, is wished for or did not happen."""

from __future__ import annotations

from typing import Literal

from extract.rules.agreements.sentence import ADVERBS, BE, DETERMINERS, FUTURE, Words, cues

Outlook = Literal["done", "planned", "proposed", "no"]
"""done: it happened or is happening; planned: it is to come; proposed: somebody wishes for it; no: denied or merely
talked about."""

_MODALS = cues("doubt_modals")
_OUGHT = cues("ought_modals")
_CONDITIONS = frozenset(("if", "unless", "whether", "assuming"))
_BREAKS = frozenset(("which", "who", "whom", "whose", "because", "although", "though", "whereas", "where", "that"))
_DOUBTED = cues("doubted") | cues("unwilling")
_WISHED = cues("wished")
_EXPECTED = cues("expected")
# "came to witness the signing of ..." is news of the signing, "worked to secure the signing" is not.
_ATTENDING = frozenset("witness attend oversee mark celebrate welcome announce watch see".split())
_NOMINAL_REACH = 30
_NOT_INFINITIVES = DETERMINERS | _ATTENDING


def outlook(words: Words, i: int) -> Outlook:
    """Whether what the verb at `i` says happened, is to come, or did not.

    >>> from extract.rules.agreements.sentence import read_words
    >>> def outlook_of(verb: str, text: str) -> Outlook:
    ...     words = read_words(text, 0, len(text))
    ...     return outlook(words, words.low.index(verb))
    >>> outlook_of("sign", "The parties failed to sign the treaty.")
    'no'
    >>> outlook_of("signing", "He proposed signing the treaty.")
    'proposed'
    """
    low = words.low
    first = words.clause_start(i)
    if _is_conditional(words, first, i):
        return "no"
    gerund = low[i].endswith("ing")
    for j in range(i - 1, max(first, i - 7) - 1, -1):
        word = low[j]
        if word == "but":
            # "did not sign a treaty, but pledged": what is denied before the "but" is no more.
            break
        if word == "to" and all(low[k] in ADVERBS for k in range(j + 1, i)):
            return _after_to(words, j, first)
        found = _auxiliary(words, j) or (_governor(words, j) if gerund else None)
        if found is not None:
            return found
        if word in _BREAKS or (words.finite(j) and word not in BE):
            break
    return "done"


def _is_conditional(words: Words, first: int, i: int) -> bool:
    return any(words.low[j] in _CONDITIONS for j in range(max(first, i - 25), i))


def _auxiliary(words: Words, j: int) -> Outlook | None:
    """What a denial or an auxiliary before the verb makes of it: "did not", "will", "must", "could"."""
    word = words.low[j]
    if words.denied(j):
        return "no"
    if word in FUTURE:
        return "planned"
    if word in _OUGHT:
        return "proposed"
    # Not the month of "In May the presidents signed".
    return "no" if word in _MODALS and not words.capitalised(j) else None


def _governor(words: Words, j: int) -> Outlook | None:
    """What a word says of the action that it governs: "possibility of signing", "proposed signing", "plan signing"."""
    word = words.low[j]
    if word in _DOUBTED:
        return "no"
    if word in _WISHED:
        return "proposed"
    return "planned" if word in _EXPECTED else None


def _after_to(words: Words, to: int, first: int) -> Outlook:
    """The outlook of the infinitive after the "to" at `to`, from the word that governs it."""
    low = words.low
    for j in range(to - 1, max(first, to - 5) - 1, -1):
        if low[j] in cues("glad"):
            # "were pleased to sign"; "would be happy to sign" has signed nothing.
            would = any(low[k] in ("would", "'d", "will") for k in range(max(j - 3, 0), j))
            return "proposed" if would else "done"
        if low[j] in cues("unwilling") or low[j] in cues("unable") or words.denied(j):
            return "no"
        if low[j] in _WISHED:
            return "proposed"
        if low[j] in _OUGHT or low[j] in _MODALS:
            return _auxiliary(words, j) or "planned"
    if any(word in ("became", "becomes", "become") for word in low[max(first, to - 6) : to]):
        # "became the first country to ratify the treaty"
        return "done"
    return "planned"


def nominal_outlook(words: Words, i: int) -> Outlook:
    """Whether "the signing of ..." at `i` took place, is ahead, is wished for or is only talked about."""
    low = words.low
    ahead = listed = False
    for k in range(i - 1, max(i - _NOMINAL_REACH, -1), -1):
        word = low[k]
        if word in (".", ";", ":"):
            break
        listed = listed or word == ","
        if listed:
            # "The visit will include talks, the signing of agreements and a dinner."
            ahead = ahead or word in FUTURE or word in cues("stipulating")
            continue
        if word in _CONDITIONS or words.denied(k):
            return "no"
        found = _auxiliary(words, k) or _governor(words, k)
        if found in ("no", "proposed"):
            return found
        # "interested in the early signing of ..." is a wish.
        ahead = ahead or found == "planned" or word in cues("stipulating")
        if word == "for" and k >= i - 2:
            # "called for the signing of ...", "prepared the texts for the signing of ..."
            return "proposed" if words.at(k - 1) in _WISHED else "planned"
        if word == "to" and low[k + 1].isalpha() and low[k + 1] not in _NOT_INFINITIVES:
            return outlook(words, k + 1)
        if words.finite(k):
            break
    return "planned" if ahead else _said_after(words, i)


_PREDICATES: dict[str, Outlook] = {
    "expected": "planned", "scheduled": "planned", "planned": "planned", "due": "planned",
    "discussed": "no", "considered": "no", "reviewed": "no", "postponed": "no", "rejected": "no",
}  # fmt: skip


def _said_after(words: Words, i: int) -> Outlook:
    """What follows the noun of action: "The signing of the accord will take place on Friday", "... was discussed"."""
    low = words.low
    for k in range(i + 1, min(i + 25, len(words) - 1)):
        if low[k] in FUTURE and low[k + 1] in ("take", "be", "follow", "happen", "come"):
            return "planned"
        if low[k] in BE:
            return _PREDICATES.get(low[k + 1], "done")
    return "done"
