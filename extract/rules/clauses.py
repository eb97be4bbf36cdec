"""Clauses: the words of one sentence, and what the rules for agreements ask of a verb in it.

Is it denied, wished for or still to come? Who is its subject? Where does its clause end? All answers are word indices.
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
# How many words a look to the left or right of a verb may take: what lies further belongs to another clause.
_REACH = 12
_PUNCTUATION = frozenset(";:?!")
_SUBORDINATORS = frozenset(("which", "who", "whom", "whose", "because", "although", "though", "whereas", "where"))


@cache
def cues(group: str) -> frozenset[str]:
    """The words of one class of `agreement_cues`."""
    return frozenset(word for row in load_table("en", "agreement_cues") if row[0] == group for word in row[1].split())


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
        forms, *traits = line.split("\t")
        words = forms.split()
        for form in words:
            kinds = frozenset(kind for kind, word in zip(_FORMS, words, strict=True) if word == form)
            found.setdefault(form, Verb(words[0], kinds, tuple(traits)))
    return found


@cache
def statement_verbs() -> frozenset[str]:
    """Forms that begin a new statement when they follow "and" or a comma: "..., and stressed"."""
    verbs = load_verbs("clause_verbs") | load_verbs("commitment_verbs")
    return frozenset(form for form, verb in verbs.items() if verb.forms & {"third", "past", "participle", "gerund"})


@cache
def finite_verbs() -> frozenset[str]:
    """Forms that can be a sentence's verb without an auxiliary: "stressed", "provides"."""
    verbs = load_verbs("clause_verbs") | load_verbs("commitment_verbs")
    return frozenset(form for form, verb in verbs.items() if verb.forms & {"third", "past"})


@dataclass(slots=True)
class Words:
    """The words of one sentence in parallel lists; `low` is lower case without a possessive ending."""

    shown: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.shown)

    def capitalised(self, i: int) -> bool:
        """Whether the word begins with a capital letter."""
        return self.shown[i][:1].isupper()

    def denied(self, i: int) -> bool:
        """Whether the word says no: "not", "didn't", "never"."""
        return self.low[i] in cues("denials") or self.low[i].endswith("n't")

    def clause_start(self, i: int, reach: int = 40) -> int:
        """The first word of the clause that word `i` stands in."""
        for j in range(i - 1, max(i - reach, -1), -1):
            if self.low[j] in _PUNCTUATION:
                return j + 1
        return max(i - reach, 0)


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
    if any(low[j] in ("if", "unless", "whether") for j in range(max(first, i - 25), i)):
        return "no"
    gerund = low[i].endswith("ing")
    for j in range(i - 1, max(first, i - 7) - 1, -1):
        word = low[j]
        if words.denied(j) or word in ("no", "without"):
            return "no"
        if word in cues("future"):
            return "planned"
        if word in cues("doubt_modals"):
            return "no"
        if word == "to" and (j == i - 1 or low[i - 1] in cues("adverbs") and j == i - 2):
            return _after_to(words, j, first)
        if gerund and word in cues("doubtful"):
            return "no"
        if gerund and word in cues("expected"):
            return "planned"
        if word in _SUBORDINATORS or word == "that" or (word in finite_verbs() and word not in cues("be_forms")):
            break
    return "done"


def _after_to(words: Words, to: int, first: int) -> Outlook:
    """The outlook of the infinitive after the "to" at `to`, from the word that governs it."""
    for j in range(to - 1, max(first, to - 5) - 1, -1):
        word = words.low[j]
        if word in cues("glad"):
            return "done"
        if word in cues("unwilling") or word in cues("wished") or words.denied(j):
            return "no"
        if word in cues("doubt_modals"):
            return "no"
    return "planned"


def clause_end(words: Words, i: int) -> int:
    """Where the statement that word `i` begins ends: before the next statement of the sentence, or at its end.

    >>> text = "They agreed to expand trade and energy ties, and stressed the role of youth."
    >>> words = read_words(text, 0, len(text))
    >>> " ".join(words.shown[1 : clause_end(words, 1)])
    'agreed to expand trade and energy ties'
    """
    low, size = words.low, len(words)
    j = i + 1
    while j < size:
        word = low[j]
        if word in (";", "?", "!") or word == "." and j >= size - 2:
            break
        if word == '"' and j > i + 2:
            break
        if word in (",", "and", "but", "while", "-", "–", "—") and _new_statement(words, j + 1):
            break
        j += 1
    while j > i + 1 and low[j - 1] in (",", "and", "but", "-", "–", "—", ".", '"'):
        j -= 1
    return j


def _new_statement(words: Words, j: int) -> bool:
    """Whether a statement with a verb of its own begins at `j`: "stressed ...", "the two leaders also noted ..."."""
    low, size = words.low, len(words)
    verbs, subject = finite_verbs(), False
    for k in range(j, min(j + 9, size)):
        word = low[k]
        if word in verbs or (subject and word in cues("auxiliaries")):
            # "and cooperation agreed at the summit" is no statement of its own; "and agreed", "and they agreed" are.
            return subject or k == j or all(low[m] in cues("adverbs") or low[m] == "and" for m in range(j, k))
        if k == j and word in statement_verbs() and word.endswith("ing") and low[j - 1] == ",":
            return True
        if word in cues("joint_pronouns") or word in ("he", "she", "it", "i"):
            subject = True
        elif word in cues("joint_heads") and (k > j and low[k - 1] in ("the", "two", "both", "heads", "all")):
            subject = True
        elif words.capitalised(k):
            subject = True
        elif word in cues("adverbs") or word in ("the", "and", "of", "two", "but", "while", "their") or k == j and word == ",":
            continue
        elif subject or low[k - 1] in ("the", "two"):
            continue
        else:
            return False
    return False


class Subject(NamedTuple):
    """Who does what a verb says: joint (several), single, self ("I", "it") or none (not found)."""

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
    for _ in range(8):
        j = verb - 1
        while j >= 0 and (low[j] in cues("adverbs") or low[j] in cues("auxiliaries") or low[j] in ("'ve", "'re", "to")):
            if low[j] in ("each", "both", "all") and (j == 0 or not words.capitalised(j - 1)):
                break
            j -= 1
        if j >= 0 and (low[j] in (",", "and", "but", ";", "then", "-", "–", "—", "or", ")") or low[j] in finite_verbs()):
            subject = _named(words, j) if low[j] == ")" else None
            if subject is not None:
                return subject
            verb = _earlier_verb(words, j)
            if verb < 0:
                return _leading(words, j)
            continue
        return _nominal(words, j)
    return Subject("none", verb, verb)


def _earlier_verb(words: Words, j: int) -> int:
    for k in range(j - 1, -1, -1):
        if words.low[k] in finite_verbs() and k > 0 and words.low[k - 1] not in ("the", "a", "to", "of"):
            return k
    return -1


def _leading(words: Words, until: int) -> Subject:
    """The sentence's first words as subject: "Ministers of the bloc on Friday, after long talks, agreed to ..."."""
    low = words.low
    for k in range(until):
        if low[k] in cues("joint_pronouns") and low[k] != "each":
            return Subject("joint", k, k + 1)
        if low[k] in cues("joint_heads"):
            return Subject("joint", _phrase_start(words, k), k + 1)
        if low[k] in (",", ";"):
            break
    k = until
    while k > 0 and low[k - 1] in (",", "and"):
        k -= 1
    return _named(words, k - 1) or Subject("none", until, until) if k else Subject("none", until, until)


def _nominal(words: Words, j: int) -> Subject:
    low = words.low
    if j < 0:
        return Subject("none", 0, 0)
    word = low[j]
    if word in cues("joint_pronouns"):
        return Subject("joint", j, j + 1)
    if word in ("i", "he", "she", "it", "you", "one"):
        if j >= 2 and low[j - 1] == "and":
            named = _named(words, j - 2)
            return Subject("joint", named.start if named else j - 2, j + 1)
        return Subject("self", j, j + 1)
    if word in ("who", "which", "that"):
        antecedent = _nominal(words, j - 2 if j > 1 and low[j - 1] == "," else j - 1)
        return antecedent if antecedent.number != "self" else Subject("none", j, j)
    if word in cues("joint_heads"):
        return Subject("joint", _phrase_start(words, j), j + 1)
    named = _named(words, j)
    if named is not None:
        return named
    # "the leaders of the two countries agreed": the head stands before "of".
    for k in range(j, max(j - 8, -1), -1):
        if low[k] in cues("joint_heads") and low[k + 1 : k + 2] in (["of"], ["from"], ["in"], ["at"]):
            return Subject("joint", _phrase_start(words, k), j + 1)
        if low[k] in (",", ";", "and") or low[k] in finite_verbs():
            break
    plural = word.endswith("s") and not word.endswith("ss")
    return Subject("joint" if plural else "single", _phrase_start(words, j), j + 1)


def _phrase_start(words: Words, head: int) -> int:
    """Where the noun phrase that ends with `head` begins."""
    low = words.low
    j = head
    while j > 0 and head - j < 6:
        before = low[j - 1]
        if before in ("the", "both", "these", "those", "our", "their", "all"):
            return j - 1
        if not before.isalpha() and "-" not in before or before in finite_verbs() or before in _SMALL:
            break
        j -= 1
    return j


_SMALL = frozenset(
    "of in on at to for by with from as that and or but which who when while after before during if than into"
    " under between among through over per via".split()
)
# Words that a name may hold: "the Bank of Korea and the Ministry for Foreign Affairs".
_LINKS = frozenset(("of", "for", "the", "de", "da", "al", "bin", "van", "von", "ibn", "del", "la", "y", "&", "-", "'", "."))


def _named(words: Words, j: int) -> Subject | None:
    """The names that end at `j`: "Russia and Kazakhstan", "President A (Country) and B"; None if no name ends there."""
    low = words.low
    if low[j] == ")":
        while j > 0 and low[j] != "(":
            j -= 1
        j -= 1
    if j < 0 or not (words.capitalised(j) or low[j].isdigit()):
        return None
    start, end, joint, k, steps = j, j + 1, False, j, 0
    while k >= 0 and steps < 45:
        steps += 1
        word = low[k]
        if words.capitalised(k) and (k > 0 or word not in ("in", "at", "on", "during", "as", "noting", "for", "by")):
            start = k
        elif word == "the":
            start = k
        elif word == ")":
            while k > 0 and low[k] != "(":
                k -= 1
        elif word in ("and", ",") and k > 0 and _name_before(words, k - 1):
            joint = joint or word == "and" or low[start] != "the"
        elif word not in _LINKS or k == 0 or not _name_before(words, k - 1):
            # "Kazakh president Kassym-Jomart Tokayev": a lower-case office between names.
            if not (word.isalpha() and word not in _SMALL and word not in finite_verbs() and k > 0 and _office(word)):
                break
        k -= 1
    if low[start] == "the" and start + 1 == end:
        return None
    joint = joint or low[end - 1] in cues("joint_heads")
    return Subject("joint" if joint else "single", start, end)


def _office(word: str) -> bool:
    return word in ("president", "minister", "premier", "chancellor", "prime", "foreign", "king", "secretary", "chairman", "leader", "counterpart", "government")


def _name_before(words: Words, k: int) -> bool:
    """Whether a name goes on to the left of word `k + 1`."""
    return words.capitalised(k) or words.low[k] in (")", "the", ",", "and", "of") and k > 0 and _name_before_small(words, k)


def _name_before_small(words: Words, k: int) -> bool:
    return any(words.capitalised(m) for m in range(k - 1, max(k - 3, -1), -1)) or words.low[k] == ")"
