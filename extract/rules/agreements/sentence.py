"""The words of one sentence, with the classes and verbs of the lexicons that the rules for agreements ask for.

Every answer of these modules is a word's index in the sentence.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from extract.lexicon import load_lines, load_table
from extract.text.tokens import tokenize

Form = Literal["base", "third", "past", "participle", "gerund"]

_FORMS: tuple[Form, ...] = ("base", "third", "past", "participle", "gerund")
DASHES = frozenset(("-", "–", "—"))
# How many words a look around a word may take, so that hostile sentences stay cheap.
REACH = 80


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
COMMENTS = frozenset(form for form, verb in _VERBS.items() if verb.forms == {"gerund"})
"""Forms that begin a comment after a comma: ", stressing the role of youth"."""
ADVERBS = cues("adverbs")
AUXILIARIES = cues("auxiliaries")
BE = cues("be_forms")
FUTURE = cues("future")
DETERMINERS = cues("determiners")
CALENDAR = frozenset(row[0] for table in ("months", "weekdays") for row in load_table("en", table))
"""Months and weekdays in lower case."""
_DENIALS = cues("denials")
_THIRD_OR_NOUN = cues("third_or_noun")
_AFTER_VERB = frozenset(("the", "a", "an", "that", "to", "its", "his", "her", "their", "it", "this", "how", "our"))


@dataclass(slots=True)
class Words:
    """The words of one sentence in parallel lists; `low` is lower case, without a possessive "'s"."""

    shown: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.shown)

    def at(self, i: int) -> str:
        """The word at `i` in lower case; empty outside the sentence."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def left_of(self, i: int, passing: Container[str]) -> int:
        """The first word to the left of `i` that is not one of `passing`; -1 if there is none."""
        j = i - 1
        while j >= 0 and self.low[j] in passing:
            j -= 1
        return j

    def right_of(self, i: int, passing: Container[str]) -> int:
        """The first word to the right of `i` that is not one of `passing`; the number of words if there is none."""
        j = i + 1
        while j < len(self.low) and self.low[j] in passing:
            j += 1
        return j

    def capitalised(self, i: int) -> bool:
        """Whether the word begins with a capital letter."""
        return self.shown[i][:1].isupper()

    def possessive(self, i: int) -> bool:
        """Whether the word ends in an apostrophe of possession: "Iceland's", "the parties'"."""
        return self.shown[i].endswith(("'s", "s'"))

    def touching(self, i: int) -> bool:
        """Whether no space stands before word `i`."""
        return i > 0 and self.ends[i - 1] == self.starts[i]

    def after(self, i: int, *following: str) -> bool:
        """Whether the words after `i` are these."""
        return self.low[i + 1 : i + 1 + len(following)] == list(following)

    def finite(self, i: int) -> bool:
        """Whether the word can be a clause's verb: "stressed", "provides"; not the name in "the United States"."""
        word = self.low[i]
        if word not in FINITE or (i > 0 and self.capitalised(i)):
            return False
        # "visits at the highest level" is a noun, "visits the plant" a verb.
        return word not in _THIRD_OR_NOUN or self.at(i + 1) in _AFTER_VERB

    def coordinate(self, i: int) -> bool:
        """Whether the word after an "and" is one more verb: "met and relayed the message"."""
        return self.finite(i) or (
            self.low[i].endswith("ed") and not self.capitalised(i) and self.at(i + 1) in _AFTER_VERB
        )

    def denied(self, i: int) -> bool:
        """Whether the word says no: "not", "didn't", "never"."""
        return self.low[i] in _DENIALS or self.low[i].endswith("n't")

    def clause_start(self, i: int) -> int:
        """The first word of the part between semicolons or colons that word `i` stands in."""
        for j in range(i - 1, max(i - 60, -1), -1):
            if self.low[j] in (";", ":", "?", "!"):
                return j + 1
        return max(i - 60, 0)


_CONTRACTED = frozenset(("ve", "re", "ll", "d", "m"))


def read_words(view: str, start: int, end: int) -> Words:
    """Cut a sentence into words; a contraction is two.

    >>> read_words("We've signed Iceland's pact.", 0, 28).low
    ['we', "'ve", 'signed', 'iceland', 'pact', '.']
    """
    tokens = tokenize(view, start, end)
    shown, starts, ends = tokens.words, tokens.starts, tokens.ends
    apostrophes = "'" in view[start:end]
    if apostrophes:
        for i in range(len(shown) - 1, -1, -1):
            word, mark, ending = shown[i].rpartition("'")
            if mark and word and ending.lower() in _CONTRACTED:
                cut = starts[i] + len(word)
                shown[i : i + 1] = [word, mark + ending]
                starts[i : i + 1] = [starts[i], cut]
                ends[i : i + 1] = [cut, ends[i]]
    low = [word.lower() for word in shown]
    if apostrophes:
        low = [word.removesuffix("'s") for word in low]
    return Words(shown, low, starts, ends)
