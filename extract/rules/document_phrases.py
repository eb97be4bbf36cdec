"""Document phrases: where a sentence names a treaty or a deal, how far the name goes, and what sort it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, cast

from extract.lexicon import load_table
from extract.rules.clauses import ADVERBS, AUXILIARIES, DASHES, Verb, Words, cues, load_verbs
from extract.schemas import AgreementKind

Strength = Literal["named", "verb", "described", "joint", "chosen"]
"""What makes the noun an item; the lexicon `document_nouns` explains the words."""
Reference = Literal["new", "definite", "pointing"]
"""new: "a treaty", "12 documents"; definite: "the treaty", "Treaty"; pointing: "this treaty"."""


class Noun(NamedTuple):
    """A noun that names a document, from the lexicon."""

    singular: str
    plural: bool
    kind: AgreementKind
    strength: Strength


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
    """The part that is this document's own, if one noun names several: "on Y" in "documents on X and on Y"."""


@cache
def document_nouns() -> dict[str, Noun]:
    """Every form of the document nouns, lower case."""
    found: dict[str, Noun] = {}
    for written, kind, strength in load_table("en", "document_nouns"):
        words = written.split()
        for word in words:
            plural = word != words[0] and word.endswith(("s", "memoranda"))
            found[word] = Noun(words[0], plural, cast(AgreementKind, kind), cast(Strength, strength))
    return found


@cache
def document_verbs() -> dict[str, Verb]:
    """Every form of the verbs that say what becomes of a document."""
    return load_verbs("document_verbs")


_NOUNS = document_nouns()
_VERBS = document_verbs()
_DETERMINERS = cues("determiners")
_QUANTIFIERS = cues("quantifiers")
_COLLECTIVES = cues("collectives")
_PLAIN = cues("plain")
_PLAIN_NOUNS = cues("plain_nouns")
_PREPOSITIONS = cues("title_prepositions")
_ENDS = cues("title_ends")
CALENDAR = frozenset(row[0] for table in ("months", "weekdays") for row in load_table("en", table))
_QUOTES = frozenset(('"', "'"))
_ADJECTIVES = ("ing", "ive", "al", "ic", "ous", "ble", "ant", "ent", "ful", "ary", "ed", "level", "wide")
_MAX_TITLE = 64
# What can't stand in a noun phrase before its head.
_NOT_MODIFIERS = frozenset(
    "of in on at to for by with from as that and or but which who when while after before during if than into under"
    " between among through over per via not no also today yesterday recently already they we he she it i you both"
    " there here then them us him all now following include includes including because since until upon".split()
)


def find_phrases(words: Words, *, heading: bool) -> list[DocumentPhrase]:
    """The document phrases of a sentence, in order; in a heading every word is capital and nothing is a proper title.

    >>> from extract.rules.clauses import read_words
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
        kind = _kind(words, first, i, noun)
        if kind is None:
            continue
        last = _title_last(words, i)
        used = last
        if found and _counted_together(words, found[-1], first, i, noun):
            found[-1].last = last
            continue
        topics = _topics(words, i, last) if noun.plural else []
        for topic in topics or [None]:
            found.append(_describe(words, first, i, last, noun, kind, count, topic, heading=heading))
    return found


def _describe(
    words: Words,
    first: int,
    head: int,
    last: int,
    noun: Noun,
    kind: AgreementKind,
    count: str | None,
    topic: tuple[int, int] | None,
    *,
    heading: bool,
) -> DocumentPhrase:
    low = words.low
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
    return DocumentPhrase(first, head, last, noun, kind, reference, named, frozenset(content), count, other, topic)


def _tells(word: str) -> bool:
    """Whether the word tells one document from another: "gas", not "bilateral"."""
    return not (
        word in _PLAIN
        or word in _COLLECTIVES
        or word in _QUANTIFIERS
        or word in _PLAIN_NOUNS
        or word in _PREPOSITIONS
        or word in _DETERMINERS
    )


def _is_named(words: Words, first: int, head: int, last: int) -> bool:
    if not words.capitalised(head) or (words.shown[head].isupper() and len(words.shown[head]) > 4):
        return False
    if any(words.capitalised(k) and words.low[k] not in _DETERMINERS for k in range(max(first, 1), head)):
        return True
    if head + 2 >= last or words.low[head + 1] not in _PREPOSITIONS:
        return False
    return any(words.capitalised(k) for k in range(head + 2, min(last, head + 6)))


def _is_treaty_acronym(words: Words, i: int) -> bool:
    """Whether word `i` is a treaty known by its initials, as what was done to it says: "ratified the CWC"."""
    low, shown = words.low, words.shown[i]
    if not (2 < len(shown) < 8 and shown.isalpha()):
        return False
    j = i - 1 if i and low[i - 1] != "the" else i - 2
    if j >= 1 and low[j] == "to":
        return low[j - 1] in _ACCESSION
    verb = _VERBS.get(low[j]) if j >= 0 else None
    return verb is not None and verb.lemma in ("sign", "ratify")


_ACCESSION = frozenset(("acceded", "accede", "acceding", "accession", "accedes", "signatory"))
# Nouns that are verbs as well: "to plan a visit", "they deal with it".
_ALSO_VERBS = frozenset("deal contract plan lease document package map order program programme partner".split())
_VERB_LEFT = frozenset("to will must can would should not they we who could".split())


def _is_noun(words: Words, i: int, noun: Noun) -> bool:
    """Whether word `i` is the head of a phrase: not a verb, nor part of a longer name ("Treaty Organization")."""
    low = words.low
    before = low[i - 1] if i else ""
    after = low[i + 1] if i + 1 < len(words) else ""
    if after.startswith(("organisation", "organization")) or (
        after in _NOUNS and after not in ("package", "plan", "line")
    ):
        # "partnership agreement": the next noun is the head.
        return False
    if i + 2 < len(words) and low[i + 2] in _NOUNS and after.endswith("ing") and not words.capitalised(i + 1):
        # "a contract manufacturing deal"
        return after in _VERBS or after in ADVERBS
    if after == "-" and words.touching(i + 1):
        return False
    word = noun.singular
    if word in _ALSO_VERBS and before in _VERB_LEFT:
        return False
    if word == "deal":
        if after == "with" and before in ("that", "which", "who", "it"):
            return False
        if after == "with" and not any(
            low[k] in _DETERMINERS or low[k] in _QUANTIFIERS for k in range(max(i - 4, 0), i)
        ):
            return False
        return not (before in ("great", "good", "big") and after == "of")
    if word == "agreement" and not noun.plural:
        # "in agreement", "by mutual agreement" name no document.
        return before not in ("in", "by", "of", "upon", "mutual", "into") or after in ("on", "between", "for")
    return True


def _phrase_first(words: Words, head: int, floor: int) -> tuple[int, str | None]:
    """The first word of the phrase that ends with `head`, and how many documents it counts."""
    low, count = words.low, None
    j = head
    while j > floor and head - j < 16:
        word = low[j - 1]
        if word in _DETERMINERS:
            j -= 1
            break
        if word in _QUANTIFIERS or word.isdigit():
            if low[j] not in DASHES:
                count = count or word
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
    while j < head and (low[j] in (",", "and", '"', "'", "&", "/", ".", "today", "recently") or low[j] in DASHES):
        j += 1
    return j, count


_BETWEEN = frozenset(("and", ",", "&", "-", "–", "/", ".", '"', "'"))


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
    if word in _NOUNS or word in _VERBS or words.finite(j - 2):
        return False
    if words.capitalised(j - 2) and words.capitalised(j):
        return mark != "," and j > 2 and words.low[j - 3] not in ("in", "at", "between", "by", "with")
    if mark == "and" and j >= 3 and words.low[j - 3] in _DETERMINERS and word.isalpha():
        # "the science and technology agreement"
        return True
    adjective = "-" in word or word.endswith(_ADJECTIVES)
    return not words.capitalised(j - 2) and adjective and (mark == "and" or "-" in after or after.endswith(_ADJECTIVES))


def _modifies(words: Words, j: int, head: int) -> bool:
    """Whether word `j` can stand in the phrase before its head."""
    word = words.low[j]
    if word in _NOT_MODIFIERS or word in AUXILIARIES or not (word[:1].isalnum() or word == "$"):
        return False
    if word in _VERBS or words.finite(j):
        # "the signed agreement", "Exchange Programme": a participle after an article, a capital inside a name.
        if j > 0 and (words.low[j - 1] in _DETERMINERS or words.low[j - 1] in _QUANTIFIERS):
            return True
        inner = words.capitalised(j) and words.capitalised(head) and j > 0
        return inner and (words.capitalised(j - 1) or words.low[j - 1] in ("-", "/"))
    return True


def _title_last(words: Words, head: int) -> int:
    """One past the last word of the title that begins with `head`: "Treaty [on ...]", "agreement [between A and B]"."""
    low, size = words.low, len(words)
    i = end = head + 1
    if i < size and low[i].isdigit() and not (len(low[i]) == 4 and low[i][:2] in ("19", "20")):
        # "Resolution 1325 on women"
        i = end = head + 2
    topical = between = False
    while i < size and i - head < _MAX_TITLE:
        word = low[i]
        if word == "(" or (word in _QUOTES and i == head + 1):
            # "Memorandum (MoU) on ...", 'agreement "On ..."'
            mark = ")" if word == "(" else word
            closing = next((k for k in range(i + 1, min(i + 30, size)) if low[k] == mark), None)
            if closing is None or (word == "(" and closing - i > 7):
                break
            i = end = closing + 1
            topical = topical or word != "("
        elif _opens_topic(words, i, topical=topical):
            topical, between = True, between or word in ("between", "among")
            i += 1
        elif word == "until" and i + 1 < size and low[i + 1].isdigit():
            topical, i = True, i + 2
            end = i
        elif not topical:
            break
        elif word in (",", "and", "&"):
            if not _title_joins(words, i, head, between=between):
                break
            i += 1
        elif _ends_title(words, i):
            break
        else:
            i += 1
            end = i
    while end > head + 1 and (low[end - 1] in _DETERMINERS or low[end - 1] in _PREPOSITIONS):
        end -= 1
    return end


def _opens_topic(words: Words, i: int, *, topical: bool) -> bool:
    """Whether the word at `i` leads to what the document is about, or to more of it."""
    word = words.low[i]
    if topical and (words.low[i - 1] in _PREPOSITIONS or words.low[i - 1] == "the"):
        return False
    if word == "to":
        return _is_purpose(words, i)
    if word == "in" or word in _PREPOSITIONS:
        return word in ("for", "with", "between", "among") or not _is_time_or_place(words, i + 1)
    return False


_PURPOSES = frozenset("exchange establish launch extend implement negotiate release".split())


def _is_purpose(words: Words, i: int) -> bool:
    """Whether "to" at `i` says what the document is for: "an agreement to build ..."; not "to be signed"."""
    after = words.low[i + 1] if i + 1 < len(words) else ""
    if after in _PURPOSES:
        return True
    return (
        after.isalpha()
        and after not in ("be", "date", "come", "which")
        and after not in _DETERMINERS
        and after not in _VERBS
    )


def _is_time_or_place(words: Words, i: int) -> bool:
    """Whether what follows a preposition says when or where: "on Monday", "in Moscow", "in the presence of"."""
    if i >= len(words):
        return True
    word, after = words.low[i], words.low[i + 1] if i + 1 < len(words) else ""
    if _is_time(words, i) or word in cues("circumstances"):
        return True
    if word == "the":
        return after in cues("occasions")
    if word == "a" and "ceremony" in words.low[i : i + 4]:
        return True
    # After "in" a capital is a place more often than a topic: "in Beijing today".
    return words.capitalised(i) and words.low[i - 1] in ("in", "at")


_SPANS = frozenset(("years", "months", "weeks", "days"))
_TIMES = frozenset(("year", "month", "week", "morning", "afternoon", "evening", "late", "early", "mid", "this"))


def _is_time(words: Words, i: int) -> bool:
    """Whether a day, a month or a year begins at `i`."""
    if i >= len(words):
        return False
    word, after = words.low[i], words.low[i + 1] if i + 1 < len(words) else ""
    return (
        word in _TIMES
        or (word in CALENDAR and words.capitalised(i))
        or (word.isdigit() and (len(word) == 4 or (after in CALENDAR and words.capitalised(i + 1))))
    )


def _is_place_and_time(words: Words, i: int) -> bool:
    """Whether it is the signing that took place there: "in Oslo on Friday", "in Oslo today"; not "schools in Fiji"."""
    k = i
    while k < len(words) and words.capitalised(k) and k - i < 4:
        k += 1
    if k < len(words) and words.low[k] == "on":
        return _is_time(words, k + 1)
    return k < len(words) and words.low[k] in ("today", "yesterday", "this", "last")


def _ends_title(words: Words, i: int) -> bool:
    low = words.low
    word, before, after = low[i], low[i - 1], low[i + 1] if i + 1 < len(words) else ""
    if (word in ("in", "on", "of", "this", "at") and _is_time(words, i + 1)) or after in _SPANS:
        # "... with Pfizer in March", "... seven years ago"
        return True
    if word == "in" and words.capitalised(min(i + 1, len(low) - 1)) and _is_place_and_time(words, i + 1):
        return True
    if word in _ENDS or not (word[:1].isalnum() or word in ("$", "€", "£", "'", "/", "-", "–", ".", '"')):
        return True
    if word in ("-", "–", "."):
        return not (words.touching(i) and i + 1 < len(words) and words.touching(i + 1))
    if word == '"':
        return words.touching(i)
    if word in CALENDAR and words.capitalised(i) and before in ("on", "in", "of"):
        return True
    if words.finite(i) and before not in _PREPOSITIONS and before not in ("the", "a", "to", "and", "-"):
        # "the agreement on gas supplies provides for ..." ends; "an exhibition focused on artifacts" goes on.
        return not (word.endswith("ed") and after in ("to", "on", "at", "under"))
    return False


def _title_joins(words: Words, i: int, head: int, *, between: bool) -> bool:
    """Whether the title goes on after the comma or "and" at `i`."""
    low, size = words.low, len(words)
    j = i + 2 if low[i] == "," and i + 1 < size and low[i + 1] in ("and", "&") else i + 1
    if j >= size:
        return False
    word = low[j]
    if word == low[head + 1]:
        # "documents on X and on Y": the preposition said again names another document, `_topics` divides them.
        return True
    verb = _VERBS.get(word)
    if word in _ENDS or word in ADVERBS or words.finite(j) or (verb is not None and "base" not in verb.forms):
        return False
    if (
        word in ("these", "those", "this", "both", "one", "another")
        or (word in ("a", "an") and not between)
        or _begins_document(words, j)
    ):
        return False
    if low[i] == "," and not (j == i + 2 and "," in low[head:i]):
        # A list of topics or parties comes back to an "and": "on trade, investment and energy".
        for k in range(j, min(j + 9, size)):
            if low[k] in ("and", "&"):
                return k > j and (low[k - 1] != "," or between or k - j <= 5)
            if low[k] in _ENDS or words.finite(k) or low[k] in (";", ".", ":", "("):
                return False
        return False
    if words.capitalised(j) and not between and "," not in low[head:i] and _has_verb_before(words, head):
        # "signed a memorandum on forestry and Mr Doe left": a statement with a verb of its own.
        for k in range(j, min(j + 7, size)):
            if low[k] in (";", ".", ":", ","):
                break
            if words.finite(k) or low[k] in AUXILIARIES:
                return False
    return True


def _has_verb_before(words: Words, head: int) -> bool:
    return any(words.finite(k) or words.low[k] in _VERBS for k in range(words.clause_start(head), head))


def _begins_document(words: Words, j: int) -> bool:
    """Whether another document begins at `j`: "... and an agreement on"."""
    low = words.low
    bare = low[j] not in _DETERMINERS and low[j] not in _QUANTIFIERS
    for k in range(j, min(j + 8, len(words))):
        noun = _NOUNS.get(low[k])
        if noun is not None and not (bare and noun.strength == "described"):
            # "friendly relations and strategic partnership" is one topic: no article makes the partnership a document.
            return True
        if low[k] in _ENDS or low[k] in _PREPOSITIONS or low[k] in (",", ".", ";", "and", "to", "in"):
            return False
    return False


def _topics(words: Words, head: int, last: int) -> list[tuple[int, int] | None]:
    """The parts of a plural title that each name a document: "documents on X and on Y", "agreements between A and B,
    and between C and D". The preposition said again divides them; "agreements on trade and energy" stay one item.
    """
    low = words.low
    if head + 2 >= last or low[head + 1] not in ("on", "between", "for", "with", "in"):
        return []
    starts = [head + 1, *(k for k in range(head + 2, last) if low[k] == low[head + 1] and low[k - 1] in ("and", ","))]
    if len(starts) < 2:
        return []
    parts: list[tuple[int, int] | None] = []
    for a, b in zip(starts, [*starts[1:], last], strict=True):
        while low[b - 1] in ("and", ","):
            b -= 1
        parts.append((a, b))
    return parts


def _counted_together(words: Words, before: DocumentPhrase, first: int, head: int, noun: Noun) -> bool:
    """Whether a bare plural only completes the count before it: "ten agreements and memorandums" are one item."""
    return (
        words.low[before.last : first] in (["and"], [","], ["/"], ["&"])
        and before.noun.plural
        and noun.plural
        and before.last == before.head + 1
        and noun.strength != "described"
        and (first == head or (head - first == 1 and words.low[first] not in _QUANTIFIERS | _DETERMINERS))
    )


# Phrases that name a document only as a whole: the noun, then what must stand in the phrase before it.
_WHOLE: dict[str, tuple[frozenset[str], AgreementKind]] = {
    "statement": (frozenset(("joint", "outcome", "vision", "trilateral", "quadrilateral")), "joint_statement"),
    "vision": (frozenset(("joint",)), "declaration"),
    "map": (frozenset(("road",)), "roadmap"),
    "line": (frozenset(("swap",)), "agreement"),
    "sheet": (frozenset(("term",)), "memorandum"),
    "order": (frozenset(("executive",)), "decision"),
}
_LETTERS = frozenset(("intent", "understanding", "agreement", "cooperation"))
# "A declaration of war", "a national convention" and a "Green Deal" are no documents between parties.
_DECLARED = frozenset("war love bankruptcy emergency assets income interest independence".split())


def _kind(words: Words, first: int, head: int, noun: Noun) -> AgreementKind | None:
    """The kind of document its phrase makes it; None if the phrase names none between parties."""
    low = words.low
    before = low[head - 1] if head else ""
    after = low[head + 1] if head + 1 < len(words) else ""
    object_ = low[head + 2] if after == "of" and head + 2 < len(words) else ""
    phrase = low[first:head]
    word = noun.singular
    if word in _WHOLE:
        needed, kind = _WHOLE[word]
        return kind if not needed.isdisjoint(phrase) else None
    if word == "letter":
        return "memorandum" if object_ in _LETTERS else "agreement" if "exchange" in phrase else None
    if word == "package" and object_ and not words.capitalised(head):
        return None
    if word == "convention" and (before in ("national", "party", "annual") or after in ("center", "centre", "hall")):
        return None
    if word == "declaration" and object_ in _DECLARED:
        return None
    if word == "understanding" and before in ("of", "mutual", "better", "deeper", "common", "increased"):
        return None
    if word == "deal":
        if before in ("green", "new") and words.capitalised(head):
            return None
        return (
            "contract"
            if not {"commercial", "business", "purchase", "supply", "sales"}.isdisjoint(phrase)
            else noun.kind
        )
    return noun.kind
