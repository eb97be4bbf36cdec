"""Predicates: what the words to the right of a document say became of it: "... was signed", "the pact they signed"."""

from __future__ import annotations

from dataclasses import dataclass

from extract.rules.agreements.findings import DENIED, Finding, found, status_of, takes
from extract.rules.agreements.outlook import Outlook
from extract.rules.agreements.phrases import DocumentPhrase
from extract.rules.agreements.sentence import ADVERBS, AUXILIARIES, BE, DASHES, DETERMINERS, FUTURE, Verb, Words, cues
from extract.rules.agreements.titles import topic_at
from extract.rules.agreements.vocabulary import document_verbs

_VERBS = document_verbs()
_MODALS = cues("doubt_modals")
_OUGHT = cues("ought_modals")
_WISHED = cues("wished")
# How far to the right of a document its verb may stand.
_REACH = 26
_STOPS = frozenset((";", ":", ".", "?", "!", "but", "while", "because", "if"))
_DUE = frozenset(("due", "expected", "scheduled", "set"))
_FORCE = frozenset(("force", "effect"))
_ENTER = frozenset("came come comes coming enter entered enters entering went goes took takes take".split())
_STILL = frozenset("all one in on at of this the between and here week year month last".split())
_WORTH = frozenset(("worth", "valued", "totaling", "totalling", "amounting"))
_SIGNING = frozenset(("signing", "signature", "approval", "ratification"))
_RELATIVE_SUBJECTS = frozenset("we they he she i you two both the sides parties leaders countries governments".split())
_PRONOUNS = frozenset(("we", "they", "he", "she", "i"))
_CONDITIONS = frozenset(("if", "unless", "once", "whether", "when", "until", "assuming"))
# Verbs that say nothing of a document in the passive: "the treaty was welcomed".
_ACTIVE_ONLY = frozenset(("prepare", "draft", "pass", "welcome", "hail"))
_PREPARED = frozenset(("prepared", "drafted", "negotiated", "finalised", "finalized"))


@dataclass(slots=True)
class _Seen:
    """What stands between the document and the word that is looked at."""

    be: bool = False
    perfect: bool = False
    relative: bool = False
    happened: Outlook = "done"


def from_right(words: Words, phrase: DocumentPhrase) -> Finding | None:
    """What the words to the right say became of the document."""
    low, size = words.low, len(words)
    seen = _Seen()
    k = phrase.last
    limit = min(size, k + _REACH)
    while k < limit:
        word = low[k]
        if word in ("(", ","):
            closing = _parenthesis_end(words, k)
            if closing is None:
                return None
            k = closing
            continue
        if words.denied(k):
            return DENIED
        if word in _STOPS:
            return None
        if word in _WORTH:
            # "MoUs worth $3 billion were signed"
            k = next((m for m in range(k + 1, min(k + 8, size)) if low[m] in AUXILIARIES or low[m] in _VERBS), k + 1)
            continue
        verb = _VERBS.get(word)
        if word in _MODALS:
            return DENIED
        if not _note(words, k, seen):
            state = _state(words, phrase, k, seen)
            if state is not None:
                return state
            if verb is not None and "participle" in verb.forms:
                return _passive(words, phrase, k, verb, seen)
            if word in ("that", "which") or (k == phrase.last and word in _PRONOUNS):
                seen.relative = True
            elif not _passes(words, k, seen):
                return None
        k += 1
    return None


def _note(words: Words, k: int, seen: _Seen) -> bool:
    """Take note of an auxiliary; False if the word at `k` is none."""
    word = words.low[k]
    if word in BE:
        seen.be = True
    elif word in _OUGHT:
        seen.happened = "proposed"
    elif word in FUTURE or word in _DUE or (word == "to" and words.after(k, "be")):
        seen.happened = "planned"
    elif word in ("has", "have", "had"):
        seen.perfect = True
    else:
        return False
    return True


def _passes(words: Words, k: int, seen: _Seen) -> bool:
    """Whether the word may stand between a document and its verb."""
    word = words.low[k]
    if word in ADVERBS or word in _STILL or word in AUXILIARIES or word.isdigit():
        return True
    if word in DASHES and words.at(k + 1).isdigit():
        # "The roadmap for 2023-2025 has been signed"
        return True
    if seen.relative and (word in _RELATIVE_SUBJECTS or words.capitalised(k)):
        return True
    return words.capitalised(k) and words.low[k - 1] in ("in", "on", "at", "and", "of")


def _parenthesis_end(words: Words, k: int) -> int | None:
    """The word after the parenthesis at `k`: "(MoU)", ", as well as commercial contracts,"; None if it does not end."""
    low, size = words.low, len(words)
    if low[k] == "(":
        return next((m + 1 for m in range(k, min(k + 14, size)) if low[m] == ")"), None)
    after = words.at(k + 1)
    if after in ("which", "that", "who", "both") or after in _VERBS or after in AUXILIARIES:
        return k + 1
    closing = next((m for m in range(k + 1, min(k + 16, size)) if low[m] == ","), None)
    if closing is None or any(words.finite(m) or low[m] in AUXILIARIES for m in range(k + 1, closing)):
        return None
    return closing + 1


def _state(words: Words, phrase: DocumentPhrase, k: int, seen: _Seen) -> Finding | None:
    """What the words at `k` say without a verb of concluding: "entered into force", "is ready for signing"."""
    word, after, third = words.low[k], words.at(k + 1), words.at(k + 2)
    first, be = phrase.first, seen.be
    if word in _ENTER and ((after == "into" and third in _FORCE) or (after == "effect" and word.startswith("t"))):
        return found(seen.happened, "in_force", "document-in-force", first, k + 3 if after == "into" else k + 2)
    if word == "entered" and after == "into" and be:
        return Finding("signed", "document-entered-into", first, k + 2)
    if be and word == "in" and (after in _FORCE or after == "place"):
        return found(seen.happened, "in_force", "document-in-force", first, k + 2)
    if be and word == "effective":
        return Finding("in_force", "document-in-force", first, k + 1)
    if be and word == "under" and after in ("negotiation", "preparation", "discussion", "consideration"):
        return Finding("planned", "document-in-preparation", first, k + 2)
    if word in ("ready", "prepared", "open", "submitted") and after == "for" and third in _SIGNING:
        return Finding("planned", "document-in-preparation", first, k + 3)
    if k == phrase.last and word in ("negotiations", "talks") and not phrase.noun.plural:
        # "broader Trade Agreement negotiations"
        return Finding("planned", "document-talks", first, k + 1)
    return None


def _passive(words: Words, phrase: DocumentPhrase, k: int, verb: Verb, seen: _Seen) -> Finding | None:
    """What the participle at `k` says of the document before it: "(was) signed", "that we signed"."""
    if not takes(verb, phrase):
        return None
    if words.at(k + 1) == "down":
        # "The accord was struck down by the court."
        return DENIED
    lemma, after = verb.lemma, words.at(k + 1)
    if not seen.be and not seen.relative and (seen.perfect or _has_object(words, k)):
        # "The treaty parties signed a protocol": the document is not what was signed.
        return None
    if words.low[k] in _PREPARED and (words.low[k - 1] == "being" or seen.happened != "done"):
        return Finding("planned", "document-in-preparation", phrase.first, k + 1)
    if lemma == "implement":
        running = words.low[k - 1] == "being" and seen.happened == "done"
        return Finding("in_force", "document-in-force", phrase.first, k + 1) if running else None
    if lemma in _ACTIVE_ONLY or (lemma == "negotiate" and not seen.relative) or (lemma == "take" and not seen.be):
        return None
    if lemma == "reach" and not phrase.content and after in ("to", "on", "that", "regarding"):
        # "Agreement was reached to ..." is oral: `commitments` reads it.
        return None
    if phrase.noun.strength == "chosen" and not _is_shared_decision(words, phrase, lemma, be=seen.be):
        return None
    before = words.low[max(phrase.first - 4, 0) : phrase.first]
    if not _CONDITIONS.isdisjoint(before):
        return None
    happened: Outlook = "proposed" if seen.happened == "planned" and not _WISHED.isdisjoint(before) else seen.happened
    if seen.be and phrase.topic is None and phrase.last == phrase.head + 1:
        # "A memorandum was signed on fish stocks."
        phrase.topic = topic_at(words, k + 1)
    return found(happened, status_of(verb, phrase), "document-passive", phrase.first, max(k + 1, phrase.last))


def _has_object(words: Words, k: int) -> bool:
    after = words.at(k + 1)
    return (after in DETERMINERS or after in ("to", "that", "new", "it")) and not words.after(k, "the", "same")


def _is_shared_decision(words: Words, phrase: DocumentPhrase, lemma: str, *, be: bool) -> bool:
    if lemma in ("make", "take") and not be:
        return False
    if words.low[phrase.first] in ("my", "his", "her"):
        return False
    return phrase.noun.plural or any(word in ("joint", "jointly", "both", "sides", "parties") for word in words.low)
