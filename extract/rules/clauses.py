"""Clauses: the words of one sentence, and what the rules for agreements ask of a verb in it.

Did it happen, is it to come, or is it denied? Who is its subject? Where does its clause end? Answers are word indices.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from extract.lexicon import load_lines, load_table
from extract.text.tokens import tokenize

Form = Literal["base", "third", "past", "participle", "gerund"]
Outlook = Literal["done", "planned", "no"]
"""done: it happened or is happening; planned: it is to come; no: denied, wished for or merely talked about."""

_FORMS: tuple[Form, ...] = ("base", "third", "past", "participle", "gerund")
# How many words a look around a verb may take, so that hostile sentences stay cheap.
_REACH = 80
DASHES = frozenset(("-", "–", "—"))


@cache
def cues(group: str) -> frozenset[str]:
    """The words of one class of the lexicon `agreement_cues`.

    >>> "leaders" in cues("joint_heads")
    True
    """
    words = {word for row in load_table("en", "agreement_cues") if row[0] == group for word in row[1].split()}
    if not words:
        raise KeyError(f"no class {group!r} in the lexicon agreement_cues")
    return frozenset(words)


class Verb(NamedTuple):
    """A verb's form in a list of verbs, with what the list says of the verb."""

    lemma: str
    forms: frozenset[Form]
    traits: tuple[str, ...]


@cache
def load_verbs(name: str) -> dict[str, Verb]:
    """Every form of the verbs in a list, as written in lower case.

    >>> load_verbs("document_verbs")["signed"].traits
    ('signed', 'any')
    """
    found: dict[str, Verb] = {}
    for line in load_lines("en", name):
        written, *traits = line.split("\t")
        words = written.split()
        for word in words:
            forms: frozenset[Form] = frozenset(form for form, other in zip(_FORMS, words, strict=True) if other == word)
            found.setdefault(word, Verb(words[0], forms, tuple(traits)))
    return found


_VERBS = load_verbs("clause_verbs") | load_verbs("commitment_verbs")
FINITE = frozenset(form for form, verb in _VERBS.items() if verb.forms & {"third", "past"})
"""Forms that can be a sentence's verb without an auxiliary: "stressed", "provides"."""
_THIRD_OR_NOUN = cues("third_or_noun")
_AFTER_VERB = frozenset(("the", "a", "an", "that", "to", "its", "his", "her", "their", "it", "this", "how", "our"))
_COMMENTS = frozenset(form for form, verb in _VERBS.items() if verb.forms == {"gerund"})
ADVERBS = cues("adverbs")
AUXILIARIES = cues("auxiliaries")
BE = cues("be_forms")
FUTURE = cues("future")
_DOUBT_MODALS = cues("doubt_modals")
_DENIALS = cues("denials")
_JOINT_HEADS = cues("joint_heads")
_JOINT_PRONOUNS = frozenset(("they", "both", "we", "each"))
_SINGLE_PRONOUNS = frozenset(("i", "he", "she", "it", "you", "one"))
_BREAKS = frozenset(("which", "who", "whom", "whose", "because", "although", "though", "whereas", "where", "that"))
_CONDITIONS = frozenset(("if", "unless", "whether"))


@dataclass(slots=True)
class Words:
    """The words of one sentence in parallel lists; `low` is lower case, without a possessive "'s"."""

    shown: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.shown)

    def capitalised(self, i: int) -> bool:
        """Whether the word begins with a capital letter."""
        return self.shown[i][:1].isupper()

    def finite(self, i: int) -> bool:
        """Whether the word can be a clause's verb: "stressed", "provides"; not the name in "the United States"."""
        word = self.low[i]
        if word not in FINITE or (i > 0 and self.capitalised(i)):
            return False
        # "visits at the highest level" is a noun, "visits the plant" a verb.
        return word not in _THIRD_OR_NOUN or (i + 1 < len(self.low) and self.low[i + 1] in _AFTER_VERB)

    def touching(self, i: int) -> bool:
        """Whether no space stands before word `i`."""
        return i > 0 and self.ends[i - 1] == self.starts[i]

    def denied(self, i: int) -> bool:
        """Whether the word says no: "not", "didn't", "never"."""
        return self.low[i] in _DENIALS or self.low[i].endswith("n't")

    def after(self, i: int, *following: str) -> bool:
        """Whether the words after `i` are these."""
        return self.low[i + 1 : i + 1 + len(following)] == list(following)

    def clause_start(self, i: int) -> int:
        """The first word of the part between semicolons or colons that word `i` stands in."""
        for j in range(i - 1, max(i - 60, -1), -1):
            if self.low[j] in (";", ":", "?", "!"):
                return j + 1
        return max(i - 60, 0)


def read_words(view: str, start: int, end: int) -> Words:
    """Cut a sentence into words."""
    tokens = tokenize(view, start, end)
    low = [word.lower().removesuffix("'s") for word in tokens.words]
    return Words(tokens.words, low, tokens.starts, tokens.ends)


def outlook(words: Words, i: int) -> Outlook:
    """Whether what the verb at `i` says happened, is to come, or did not.

    >>> text = "The parties failed to sign the treaty."
    >>> outlook(read_words(text, 0, len(text)), 4)
    'no'
    """
    low = words.low
    first = words.clause_start(i)
    if any(low[j] in _CONDITIONS for j in range(max(first, i - 25), i)):
        return "no"
    gerund = low[i].endswith("ing")
    doubtful, expected = cues("doubtful"), cues("expected")
    for j in range(i - 1, max(first, i - 7) - 1, -1):
        word = low[j]
        if words.denied(j):
            return "no"
        if word in FUTURE:
            return "planned"
        if word in _DOUBT_MODALS and not words.capitalised(j):
            # Not the month of "In May the presidents signed".
            return "no"
        if word == "to" and all(low[k] in ADVERBS for k in range(j + 1, i)):
            return _after_to(words, j, first)
        if gerund and word in doubtful:
            return "no"
        if gerund and word in expected:
            return "planned"
        if word in _BREAKS or (words.finite(j) and word not in BE):
            break
    return "done"


def _after_to(words: Words, to: int, first: int) -> Outlook:
    """The outlook of the infinitive after the "to" at `to`, from the word that governs it."""
    low = words.low
    for j in range(to - 1, max(first, to - 5) - 1, -1):
        word = low[j]
        if word in cues("glad"):
            return "done"
        if word in cues("unwilling") or word in cues("wished") or words.denied(j):
            return "no"
        if word in _DOUBT_MODALS and not words.capitalised(j):
            return "no"
    if any(word in ("became", "becomes", "become") for word in low[max(first, to - 6) : to]):
        # "became the first country to ratify the treaty"
        return "done"
    return "planned"


def clause_end(words: Words, i: int) -> int:
    """Where the statement that word `i` begins ends: before the next statement of the sentence, or at its end.

    >>> text = "They agreed to expand trade and energy ties, and stressed the role of youth."
    >>> words = read_words(text, 0, len(text))
    >>> " ".join(words.shown[1 : clause_end(words, 1)])
    'agreed to expand trade and energy ties'
    """
    low, size = words.low, min(len(words), i + 2 * _REACH)
    j = i + 1
    while j < size:
        word = low[j]
        if word in (";", "?", "!", '"') or (word == "." and j >= len(low) - 2):
            break
        if (word in (",", "and", "but", "while") or word in DASHES) and _new_statement(words, j + 1):
            break
        j += 1
    while j > i + 1 and (low[j - 1] in (",", "and", "but", ".", '"') or low[j - 1] in DASHES):
        j -= 1
    return j


# What may stand before the verb of a new statement beside names: "and the two leaders", "and Mr Doe of Norway".
_BEFORE_VERB = frozenset(("the", "and", "of", "two", "but", "while", "their", "both", "all", "heads", ".", "for"))


def _new_statement(words: Words, j: int) -> bool:
    """Whether a statement with a verb of its own begins at `j`: "stressed ...", "the two leaders also noted ..."."""
    low = words.low
    subject = False
    for k in range(j, min(j + 9, len(words))):
        word = low[k]
        if words.finite(k) or (subject and word in AUXILIARIES):
            # "and agreed", "and they agreed"; not "and measures agreed at the summit".
            return subject or all(low[m] in ADVERBS or low[m] == "and" for m in range(j, k))
        if k == j and word in _COMMENTS and low[j - 1] == ",":
            return True
        if word in _JOINT_PRONOUNS or word in _SINGLE_PRONOUNS or words.capitalised(k):
            subject = True
        elif word in _JOINT_HEADS and k > j and low[k - 1] in _BEFORE_VERB:
            subject = True
        elif word in ADVERBS or word in _BEFORE_VERB or (subject and word.isalpha()):
            continue
        else:
            return False
    return False


class Subject(NamedTuple):
    """Who does what a verb says: joint (several), single, self ("I", "he", "it") or none (not found)."""

    number: Literal["joint", "single", "self", "none"]
    start: int
    end: int


def subject_of(words: Words, verb: int) -> Subject:
    """The subject of the verb at `verb`, looking through adverbs, auxiliaries and verbs that share a subject.

    >>> text = "The two leaders welcomed the talks and agreed to meet."
    >>> subject_of(read_words(text, 0, len(text)), 7)
    Subject(number='joint', start=0, end=3)
    """
    low = words.low
    for hop in range(8):
        j = verb - 1
        while j >= 0 and (low[j] in ADVERBS or low[j] in AUXILIARIES or low[j] in ("'ve", "'re", "to")):
            if low[j] in ("each", "both", "all") and not (j > 0 and words.capitalised(j - 1)):
                break
            j -= 1
        if j > 0 and low[j] in _DAYS:
            # "Tata Motors on Wednesday signed"
            j -= 2 if low[j - 1] == "on" else 1
        if j < 0:
            break
        if low[j] not in (",", "and", "but", ";", "then", "or", ":") and low[j] not in DASHES and not words.finite(j):
            subject = _phrase(words, j)
            if not hop or subject.start < 2 or low[subject.start - 1] != "that":
                return subject
            # "affirmed that Article V applies to the islands, and affirmed": not the subject of what "that" leads in.
            j = subject.start - 1
        elif low[j] == "," and (named := _after_apposition(words, j)) is not None:
            return named
        floor = max(j - _REACH, 0)
        earlier = next((k for k in range(j - 1, floor, -1) if words.finite(k) and not _is_attribute(words, k)), -1)
        if earlier < 0:
            return _opening_phrase(words, j)
        verb = earlier
    return Subject("none", verb, verb)


def _is_attribute(words: Words, k: int) -> bool:
    """Whether the verb form at `k` only describes a noun: "the proposed framework", "President A's proposed plan"."""
    return words.low[k - 1] in ("the", "a", "an", "to") or words.shown[k - 1].endswith("'s")


def _after_apposition(words: Words, comma: int) -> Subject | None:
    """ "The ministers, meeting in Oslo, agreed": the subject stands before the first comma."""
    opening = next((k for k in range(comma - 1, max(comma - 14, 0), -1) if words.low[k] == ","), None)
    if opening is None or any(words.finite(k) for k in range(opening, comma)):
        return None
    subject = _phrase(words, opening - 1)
    return subject if subject.number != "none" else None


def _opening_phrase(words: Words, until: int) -> Subject:
    """The sentence's first words as subject, when no verb stands before `until`."""
    low = words.low
    for k in range(max(until - _REACH, 0), until):
        if low[k] in _JOINT_HEADS or (low[k] in _JOINT_PRONOUNS and low[k] != "each"):
            return _phrase(words, k)
        if low[k] in (",", ";"):
            break
    last = until
    while last > 0 and low[last - 1] in (",", "and", ";"):
        last -= 1
    return _phrase(words, last - 1) if last else Subject("none", until, until)


_SMALL = frozenset(
    "on to by with as that or but which who when while after before during if than into under between among through"
    " over per via following not no also since until because is are was were be been has have had said says".split()
)
# A phrase goes on over these: "the Bank of Korea and the Ministry for Foreign Affairs", "lawmakers in Oslo".
_BEFORE_OTHERS = frozenset("in at from on with against by to between during after under through toward towards".split())
_LINKS = frozenset(("of", "for", "the", "in", "at", "from", "de", "da", "&", "-", "'", ".", "/"))


_TITLES = frozenset(("mr", "mrs", "ms", "dr", "gen", "sen", "prof", "st", "jr", "hon", "amb", "smt", "shri", "sh"))
_DAYS = frozenset(row[0] for row in load_table("en", "weekdays"))


def _phrase(words: Words, j: int) -> Subject:
    """The noun phrase that ends with word `j`, with all that it joins: "Minister A of X, Minister B and I"."""
    low = words.low
    if j < 0:
        return Subject("none", 0, 0)
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
        if word in (",", "and"):
            if start > last or not _joins(words, k, start):
                break
        elif word in _LINKS:
            if word == "." and low[k - 1] not in _TITLES:
                break
            if word in ("the", "&", "'"):
                start = k
                if word == "the" and k > 0 and low[k - 1] in _DAYS:
                    break
        elif word == "to" and k > 0 and low[k - 1] in ("parties", "party", "signatories"):
            pass
        elif word in _SMALL or words.finite(k) or not word[:1].isalnum():
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
    if low[k] == "," and not words.capitalised(start) and low[start] not in ("the", "and"):
        return False
    if words.capitalised(k - 1) or before in (")", ",", "'") or before.isdigit():
        return True
    # "the government and the rebels", "banks and insurers"; not "met and the ministers".
    return (
        before.isalpha()
        and not words.finite(k - 1)
        and before not in _SMALL
        and before not in _LINKS
        and low[k] == "and"
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
