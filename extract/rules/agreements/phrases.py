"""Phrases: where a sentence names a treaty or a deal, what sort it is, and which words tell it from others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.lexicon import load_table
from extract.rules.agreements.sentence import ADVERBS, AUXILIARIES, DASHES, DETERMINERS, Words, cues
from extract.rules.agreements.titles import PREPOSITIONS, title_last, title_topics
from extract.rules.agreements.vocabulary import Noun, document_nouns, document_verbs
from extract.schemas import AgreementKind

Reference = Literal["new", "definite", "pointing"]
"""new: "a treaty", "12 documents"; definite: "the treaty", "Treaty"; pointing: "this treaty"."""


@dataclass(slots=True)
class DocumentPhrase:
    """One phrase that names a document; positions are word indices of the sentence."""

    first: int
    """The first word, article included."""
    head: int
    """The noun: "treaty"."""
    last: int
    """One past the last word of the title."""
    noun: Noun
    kind: AgreementKind
    reference: Reference
    named: bool
    """Whether it bears a proper title: "the Mutual Security Treaty"."""
    content: frozenset[str]
    """The words that tell it from other documents."""
    count: str | None
    """"12" in "12 documents"."""
    other: bool = False
    """Whether it says that it is not one named before: "another agreement"."""
    topic: tuple[int, int] | None = None
    """The part that is this document's own, apart from its noun: "on Y" in "documents on X and on Y"."""


_NOUNS = document_nouns()
_VERBS = document_verbs()
_QUANTIFIERS = cues("quantifiers")
_COLLECTIVES = cues("collectives")
_NUMBERS = {row[0]: row[1] for row in load_table("en", "number_words")}
_COMMON = cues("plain") | cues("plain_nouns") | _COLLECTIVES | _QUANTIFIERS | PREPOSITIONS | DETERMINERS
"""Words that many documents share: "bilateral", "memorandum"."""
_QUOTES = frozenset(('"', "'"))
_ADJECTIVES = ("ing", "ive", "al", "ic", "ous", "ble", "ant", "ent", "ful", "ary", "ed", "level", "wide")
# What can't stand in a noun phrase before its head.
_NOT_MODIFIERS = frozenset(
    "of in on at to for by with from as that and or but which who when while after before during if than into under"
    " between among through over per via not no also today yesterday recently already they we he she it i you both"
    " there here then them us him all now include includes including because since until upon".split()
)
_BETWEEN = frozenset(("and", ",", "&", "-", "–", "/", ".", '"', "'"))
_EDGES = frozenset((",", "and", '"', "'", "&", "/", ".", "today", "recently")) | DASHES


def find_phrases(words: Words, *, heading: bool) -> list[DocumentPhrase]:
    """The document phrases of a sentence, in order; in a heading every word is capital and nothing is a proper title.

    >>> from extract.rules.agreements.sentence import read_words
    >>> text = "They signed ten agreements and memorandums and a protocol on taxes."
    >>> words = read_words(text, 0, len(text))
    >>> [" ".join(words.shown[found.first : found.last]) for found in find_phrases(words, heading=False)]
    ['ten agreements and memorandums', 'a protocol on taxes']
    """
    found: list[DocumentPhrase] = []
    used = 0
    for i, word in enumerate(words.low):
        noun = _NOUNS.get(word)
        if noun is None:
            if not (words.shown[i].isupper() and _is_treaty_acronym(words, i)):
                continue
            noun = Noun(word, False, "treaty", "verb")
        if i < used or not _is_noun(words, i, noun):
            continue
        first, count = _phrase_first(words, i, used)
        if not _is_document(words, first, i, noun):
            continue
        used = last = title_last(words, i)
        if found and _counted_together(words, found[-1], first, i, noun):
            found[-1].last = last
            continue
        topics = title_topics(words, i, last) if noun.plural else []
        for topic in topics or [None]:
            found.append(_describe(words, (first, i, last), noun, count, topic, heading=heading))
    return found


def _describe(
    words: Words,
    place: tuple[int, int, int],
    noun: Noun,
    count: str | None,
    topic: tuple[int, int] | None,
    *,
    heading: bool,
) -> DocumentPhrase:
    low = words.low
    first, head, last = place
    body = range(first, last) if topic is None else (*range(first, head), *range(*topic))
    content = {
        low[k].rstrip("s")
        for k in body
        if k != head and (low[k].isalnum() or "-" in low[k]) and not (k < head and low[k].isdigit()) and _tells(low[k])
    }
    if words.shown[head].isupper() and noun.kind == "treaty":
        content.add(low[head])
    opening = low[first] if first < head else ""
    reference: Reference = "new"
    if opening in cues("pointing"):
        reference = "pointing"
    elif opening in cues("owned") or (count is None and words.capitalised(head) and not noun.plural and head > 0):
        reference = "definite" if opening not in ("a", "an") else "new"
    named = not heading and _is_named(words, first, head, last)
    other = opening in ("another", "other")
    return DocumentPhrase(first, head, last, noun, noun.kind, reference, named, frozenset(content), count, other, topic)


def _tells(word: str) -> bool:
    """Whether the word tells one document from another: "gas", not "bilateral"."""
    return word not in _COMMON


def _is_named(words: Words, first: int, head: int, last: int) -> bool:
    if not words.capitalised(head) or (words.shown[head].isupper() and len(words.shown[head]) > 4):
        return False
    if any(words.capitalised(k) and words.low[k] not in DETERMINERS for k in range(max(first, 1), head)):
        return True
    if head + 2 >= last or words.low[head + 1] not in PREPOSITIONS:
        return False
    return any(words.capitalised(k) for k in range(head + 2, min(last, head + 6)))


# ---------------------------------------------------------------- which nouns name a document
_JOINING = frozenset("acceded accede acceding accession accedes signatory signatories party parties adhered".split())
# Nouns that are verbs as well: "to plan a visit", "they deal with it".
_ALSO_VERBS = frozenset("deal contract plan lease document package map order program programme partner".split())
_VERB_LEFT = frozenset("to will must can would should not they we who could".split())
_LETTERS = frozenset(("intent", "understanding", "agreement", "cooperation"))


@cache
def _senses() -> dict[tuple[str, str], frozenset[str]]:
    return {(noun, where): frozenset(words.split()) for noun, where, words in load_table("en", "document_senses")}


def _is_treaty_acronym(words: Words, i: int) -> bool:
    """Whether word `i` is a treaty known by its initials, as what was done to it says: "ratified the CWC"."""
    shown = words.shown[i]
    if not (2 < len(shown) < 8 and shown.isalpha()):
        return False
    j = words.left_of(i, ("the",))
    if words.at(j) == "to":
        return words.at(j - 1) in _JOINING
    verb = _VERBS.get(words.at(j))
    return verb is not None and verb.lemma in ("sign", "ratify")


def _is_noun(words: Words, i: int, noun: Noun) -> bool:
    """Whether word `i` is the head of a phrase: not a verb, nor part of a longer name ("Treaty Organization")."""
    before, after = words.at(i - 1), words.at(i + 1)
    if after.startswith(("organisation", "organization")) or (
        after in _NOUNS and after not in ("package", "plan", "line")
    ):
        # "partnership agreement": the next noun is the head.
        return False
    if words.at(i + 2) in _NOUNS and after.endswith("ing") and not words.capitalised(i + 1):
        # "a contract manufacturing deal"
        return after in _VERBS or after in ADVERBS
    if after == "-" and words.touching(i + 1):
        return False
    if noun.singular in _ALSO_VERBS and before in _VERB_LEFT:
        return False
    if noun.singular in ("plan", "contract") and after == "to" and not _is_counted(words, i):
        # "Fiji plans to sign"
        return False
    if noun.strength == "described" and after in ("and", "&") and _is_first_half(words, i):
        return False
    return noun.singular != "deal" or _is_deal(words, i)


def _is_deal(words: Words, i: int) -> bool:
    """Whether "deal" is a noun, and one of business: not "a great deal of work to deal with"."""
    before, after = words.at(i - 1), words.at(i + 1)
    if after == "with":
        return _is_counted(words, i) and before not in ("that", "which", "who", "it")
    return not (before in ("great", "good", "big") and after == "of")


def _is_counted(words: Words, i: int) -> bool:
    """Whether an article or a number stands before the noun at `i`."""
    return any(words.low[k] in DETERMINERS or words.low[k] in _QUANTIFIERS for k in range(max(i - 4, 0), i))


def _is_first_half(words: Words, i: int) -> bool:
    """Whether the noun at `i` only begins a name: "the Partnership and Cooperation Agreement"."""
    if not (words.capitalised(i) and i + 2 < len(words) and words.capitalised(i + 2)):
        return False
    head = next((k for k in (i + 3, i + 4) if words.at(k) in _NOUNS), None)
    return head is not None and words.capitalised(head) and words.low[i + 2] not in _NOUNS


def _is_document(words: Words, first: int, head: int, noun: Noun) -> bool:
    """Whether the noun with the words around it names a document: "joint statement", not "declaration of war"."""
    low, word = words.low, noun.singular
    before, after = words.at(head - 1), words.at(head + 1)
    object_ = words.at(head + 2) if after == "of" else ""
    if word == "letter":
        return object_ in _LETTERS
    if word == "package" and object_ and not words.capitalised(head):
        # "a package of measures", but the "Minsk Package of Measures".
        return False
    if noun.needs and noun.needs.isdisjoint(low[first:head]):
        return False
    senses = _senses()
    return not (
        before in senses.get((word, "before"), ())
        or f"{words.at(head - 2)}_{before}" in senses.get((word, "before"), ())
        or after in senses.get((word, "after"), ())
        or object_ in senses.get((word, "of"), ())
    )


# ---------------------------------------------------------------- the words before the noun
def _phrase_first(words: Words, head: int, floor: int) -> tuple[int, str | None]:
    """The first word of the phrase that ends with `head`, and how many documents it counts."""
    low, count = words.low, None
    j = head
    while j > floor and head - j < 16:
        word = low[j - 1]
        if word in DETERMINERS:
            j -= 1
            break
        if word in _QUANTIFIERS or word.isdigit():
            if low[j] not in DASHES:
                count = count or _NUMBERS.get(word, word)
            j -= 1
        elif word == "of" and j >= 2 and low[j - 2] in _COLLECTIVES:
            j -= 2
            count = count or low[j]
        elif word == ")" and (opening := _opening(words, j - 1)) is not None:
            j = opening
        elif word in _BETWEEN and j - 1 > floor:
            if not _phrase_joins(words, j):
                break
            j -= 1
        elif _modifies(words, j - 1, head):
            j -= 1
        else:
            break
    while j < head and low[j] in _EDGES:
        j += 1
    return j, count


def _opening(words: Words, closing: int) -> int | None:
    return next((k for k in range(closing - 1, max(closing - 5, -1), -1) if words.low[k] == "("), None)


def _phrase_joins(words: Words, j: int) -> bool:
    """Whether the phrase goes on before the "and", the comma or the mark at `j - 1`."""
    mark, word, after = words.low[j - 1], words.low[j - 2], words.low[j]
    if mark in ("-", "–", "/"):
        return (word[:1].isalnum() and words.touching(j - 1)) or words.capitalised(j - 2)
    if mark == ".":
        # "Brazil-U.S. Partnership" is cut as "Brazil-U", ".", "S."
        return words.touching(j - 1) and words.touching(j) and words.capitalised(j)
    if mark in _QUOTES:
        return words.touching(j - 1)
    if words.capitalised(j - 2) and words.capitalised(j) and mark != ",":
        # "the Partnership and Cooperation Agreement"; not "in Oslo and Arms Treaty", "the Treaty and Protocol".
        noun = _NOUNS.get(word)
        joined = noun is None or (noun.strength == "described" and not noun.plural)
        return joined and j > 2 and words.low[j - 3] not in ("in", "at", "between", "by", "with")
    if word in _NOUNS or word in _VERBS or words.finite(j - 2):
        return False
    if mark == "and" and j >= 3 and word.isalpha():
        if words.low[j - 3] in DETERMINERS or (words.low[j - 3] == "of" and words.at(j - 4) in _COLLECTIVES):
            # "the science and technology agreement", "a package of agency and regional agreements"
            return True
    adjective = "-" in word or word.endswith(_ADJECTIVES)
    return not words.capitalised(j - 2) and adjective and (mark == "and" or "-" in after or after.endswith(_ADJECTIVES))


def _modifies(words: Words, j: int, head: int) -> bool:
    """Whether word `j` can stand in the phrase before its head."""
    word = words.low[j]
    if word in _NOT_MODIFIERS or word in AUXILIARIES or not (word[:1].isalnum() or word == "$"):
        return False
    if word == "following":
        return words.at(j - 1) == "the"
    if word in _VERBS or words.finite(j):
        # "the signed agreement", "Exchange Programme": a participle after an article, a capital inside a name.
        if words.at(j - 1) in DETERMINERS or words.at(j - 1) in _QUANTIFIERS or words.at(j - 1) == "new":
            return True
        inner = words.capitalised(j) and words.capitalised(head) and j > 0
        return inner and (words.capitalised(j - 1) or words.low[j - 1] in ("-", "/"))
    return True


def _counted_together(words: Words, before: DocumentPhrase, first: int, head: int, noun: Noun) -> bool:
    """Whether a bare plural only completes the count before it: "ten agreements and memorandums" are one item."""
    return (
        words.low[before.last : first] in (["and"], [","], ["/"], ["&"])
        and before.noun.plural
        and noun.plural
        and before.last == before.head + 1
        and noun.strength != "described"
        and (first == head or (head - first == 1 and words.low[first] not in _QUANTIFIERS | DETERMINERS))
    )
