"""Clauses: the words of one sentence, and what stands over a verb: denials, modal verbs, "failed to", "denied that".

There is no grammar of English here, only the few words that turn a statement into its opposite or into a wish, and a
walk to the left from the verb that asks which of them govern it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from extract.lexicon import load_lines, load_table
from extract.text.tokens import tokenize

Prospect = Literal["hypothetical", "future"]

_REACH = 40
_OBJECT = 8
_INSERTION = 15
_OWN_SUBJECT = 5
_AFTER_REPORT = 30
_DEPTH = 6
_BEFORE_GERUNDS = frozenset("of from for against than to on in having".split())
_STOPS = frozenset(';:?!()[]"\u2013\u2014')


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class of the lexicon `polarity_words`."""
    found = {word for row in load_table("en", "polarity_words") if row[0] == name for word in row[1].split(", ")}
    if not found:
        raise KeyError(f"no class {name!r} in the lexicon polarity_words")
    return frozenset(found)


@cache
def _forms() -> dict[str, frozenset[str]]:
    """For each form of a verb that states something, which forms it can be."""
    names = ("base", "third", "past", "participle", "gerund")
    found: dict[str, set[str]] = {}
    for line in load_lines("en", "stating_verbs"):
        for name, word in zip(names, line.split(), strict=True):
            found.setdefault(word, set()).add(name)
    return {word: frozenset(forms) for word, forms in found.items()}


@cache
def _known_verbs() -> frozenset[str]:
    """Every form of the verbs that the lexicons list, to see where another clause begins."""
    lists = ("stating_verbs", "clause_verbs", "commitment_verbs", "document_verbs")
    return frozenset(word for name in lists for line in load_lines("en", name) for word in line.split("\t")[0].split())


@dataclass(slots=True)
class Standing:
    """What stands over a verb: the denials, as ranges of words, and the words that put it off or leave it open."""

    denials: list[tuple[int, int]] = field(default_factory=list)
    prospects: list[Prospect] = field(default_factory=list)
    relative: bool = False
    """True if the verb is that of a clause with "which" or "who"."""


class Clauses:
    """The words of one sentence, asked about its verbs."""

    def __init__(self, view: str, start: int, end: int) -> None:
        tokens = tokenize(view, start, end)
        self.view = view
        self.starts, self.ends = tokens.starts, tokens.ends
        self.shown = tokens.words
        self.low = [word.lower() for word in tokens.words]

    def __len__(self) -> int:
        return len(self.low)

    def at(self, i: int) -> str:
        """The word at `i` in lower case; empty outside the sentence."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def is_in(self, i: int, *names: str) -> bool:
        """Whether the word at `i` belongs to one of the classes."""
        word = self.at(i)
        return any(word in word_class(name) for name in names)

    def forms(self, i: int) -> frozenset[str]:
        """The forms that the word at `i` can be of a verb that states something."""
        return _forms().get(self.at(i), frozenset())

    def over(self, i: int) -> Standing:
        """What stands over the verb at `i`."""
        standing = Standing()
        self._climb(i, standing, _DEPTH)
        self._look_behind(i, standing)
        return standing

    def is_not(self, j: int) -> bool:
        """Whether the word at `j` denies the verb after it: "not", "didn't"; not that of "not only"."""
        word = self.at(j)
        if not (word in word_class("not") or word.endswith("n't")):
            return False
        if word == "cannot" or word == "can't":
            return not self.is_in(j + 1, "cannot_but")
        if self.at(j - 1) == "or" and self.at(j - 2) == "whether":
            return False
        if word == "not" and self.at(j + 1) == "to" and self.at(j + 2) == "mention":
            return False
        return not (word != "never" and self.is_in(j + 1, "not_but"))

    def is_none(self, j: int) -> bool:
        """Whether the word at `j` says that there is none: "no agreement", "neither side"; not "no doubt"."""
        word = self.at(j)
        if word not in word_class("none"):
            return False
        if word == "no":
            return not self.is_in(j + 1, "no_but") or self.at(j + 1) == "longer"
        return not (word == "nothing" and self.is_in(j + 1, "nothing_but"))

    def _deny(self, standing: Standing, first: int, last: int) -> None:
        standing.denials.append((first, last + 1))

    def _deny_not(self, standing: Standing, j: int) -> None:
        """Note a "not" with the auxiliary before it."""
        self._deny(standing, j - 1 if self.is_in(j - 1, "auxiliary", "modal", "future") else j, j)

    def _climb(self, i: int, standing: Standing, depth: int) -> None:
        """Walk left from the verb at `i` over auxiliaries and adverbs to what governs it, or to its subject."""
        if depth <= 0:
            return
        j, helped = i - 1, False
        while j >= 0:
            if self.low[j] == "to":
                self._governor(j, standing, depth - 1)
                return
            if self.low[j] == "," and (before := self._before_insertion(j)) >= 0:
                j = before
            elif self._helps(j, standing):
                helped = True
                j -= 1
            elif self._passes(j, standing):
                j -= 1
            else:
                break
        if not helped and self.at(i).endswith("ing") and self._act(j, standing, depth - 1):
            return
        infinitive = "base" in self.forms(i) and "past" not in self.forms(i)
        if not helped and infinitive and self.at(j) in ("and", "or", "nor", ","):
            self._coordinated(j, standing, depth - 1)
        else:
            self._subject(i, j, standing, depth - 1)

    def _helps(self, j: int, standing: Standing) -> bool:
        """Whether the word at `j` is an auxiliary, a modal verb or a "not"; what it does to the verb is noted."""
        word = self.low[j]
        if self.is_not(j):
            self._deny_not(standing, j)
        elif word in word_class("modal") | word_class("future"):
            if word != "may" or self.shown[j] == "may" or j == 0:
                standing.prospects.append("future" if word in word_class("future") else "hypothetical")
        elif word.endswith(("'ll", "'d")):
            standing.prospects.append("future" if word.endswith("'ll") else "hypothetical")
        else:
            return word in word_class("auxiliary")
        return True

    def _passes(self, j: int, standing: Standing) -> bool:
        """Whether the word at `j` may stand between a verb and its auxiliary: "jointly", "not only"."""
        word = self.low[j]
        if word == "no" and self.at(j + 1) == "longer":
            self._deny(standing, j, j + 1)
            return True
        adverb = word in word_class("adverb") or word == "longer" or (word.endswith("ly") and len(word) > 4)
        return adverb or word == "not" or word.endswith("n't")

    def _before_insertion(self, comma: int) -> int:
        """The auxiliary before an insertion that ends at `comma`: "did not, after hours of talks, sign"; -1 if none."""
        for k in range(comma - 1, max(comma - _INSERTION, 0), -1):
            if self.at(k) == ",":
                helps = self.is_not(k - 1) or self.is_in(k - 1, "auxiliary", "modal", "future")
                return k - 1 if helps else -1
            if self.at(k) in _STOPS:
                break
        return -1

    def _act(self, j: int, standing: Standing, depth: int) -> bool:
        """What governs a gerund: "without signing", "instead of signing", "proposed signing"; False if nothing does."""
        if self.at(j) in _BEFORE_GERUNDS:
            return self._act_after_preposition(j, standing, depth)
        if self.is_in(j, "denying_act"):
            self._deny(standing, j, j)
        elif self.at(j) == "out" and self.at(j - 1) in ("rule", "rules", "ruled", "ruling"):
            j -= 1
            self._deny(standing, j, j + 1)
        elif self.is_in(j, "wished_act"):
            standing.prospects.append("hypothetical")
        else:
            return False
        self._climb(j, standing, depth)
        return True

    def _act_after_preposition(self, j: int, standing: Standing, depth: int) -> bool:
        """What governs a gerund by the preposition at `j`: "far from", "the idea of", "ahead of"."""
        governor = j - 1
        if self.at(j) == "against" or self.is_in(governor, "denying_act_of"):
            self._deny(standing, governor, j)
        elif self.is_in(governor, "wished_act_of"):
            standing.prospects.append("hypothetical")
        elif self.at(governor) == "out" and self.is_in(governor - 1, "backing"):
            self._deny(standing, governor - 1, j)
            return True
        elif self.is_in(governor, "expected_act_of") or (self.at(j) == "to" and self.at(governor) == "forward"):
            standing.prospects.append("future")
            return True
        else:
            return self.at(j) == "from" and self._prevented(j, standing, depth)
        self._climb(governor, standing, depth)
        return True

    def _prevented(self, j: int, standing: Standing, depth: int) -> bool:
        """Whether something keeps somebody "from signing": "prevented the ministers from"."""
        for k in range(j - 1, max(j - _OBJECT, -1), -1):
            if self.is_in(k, "denying_act_of"):
                self._deny(standing, k, k)
                self._climb(k, standing, depth)
                return True
        return False

    def _governor(self, to: int, standing: Standing, depth: int) -> None:
        """What governs the infinitive after the "to" at `to`: "failed to", "plans to", "urged the parties to"."""
        for k in range(to - 1, max(to - 1 - _OBJECT, -1), -1):
            word = self.low[k]
            if word in _STOPS or word == "," or word in word_class("border") - {"yet"}:
                break
            if self.is_not(k):
                self._deny_not(standing, k)
                if k == to - 1:
                    # "did not promise not to sign"
                    self._climb(k, standing, depth)
                return
            if word == "no" and self.is_none(k) and not self.is_in(k - 1, "preposition"):
                # "had no authority to sign"
                self._deny(standing, k, to)
                return
            if word in ("first", "last", "only"):
                return
            if self._governs(k, to, standing):
                self._climb(k, standing, depth)
                return
        if self.at(to + 1) == "be":
            # "the accord, to be signed in May"
            standing.prospects.append("future")

    def _governs(self, k: int, to: int, standing: Standing) -> bool:
        """Whether the word at `k` governs an infinitive; what it makes of it is noted."""
        word = self.low[k]
        if word in word_class("unwilling") or (word == "yet" and k == to - 1):
            # "refused to sign", "have yet to sign"
            self._deny(standing, k, to)
        elif word in word_class("wished"):
            standing.prospects.append("hypothetical")
        elif word in word_class("expected") or (word in word_class("be") and k == to - 1):
            standing.prospects.append("future")
        elif word in word_class("modal") | word_class("future") and self.shown[k].islower():
            standing.prospects.append("future" if word in word_class("future") else "hypothetical")
        else:
            return word in word_class("glad") or (word in _known_verbs() and not self.is_in(k - 1, "determiner"))
        return True

    def _coordinated(self, j: int, standing: Standing, depth: int) -> None:
        """What an infinitive shares with the verb before it: "did not meet or sign", "will meet and sign"."""
        if self.at(j) == "nor":
            self._deny(standing, j, j)
            return
        for k in range(j, max(j - _REACH, -1), -1):
            word = self.low[k]
            if self.is_not(k):
                self._deny_not(standing, k)
                return
            if word in word_class("modal") | word_class("future") and self.shown[k].islower():
                standing.prospects.append("future" if word in word_class("future") else "hypothetical")
                if not self.is_not(k - 1):
                    return
            elif word == "to" and self.at(k + 1) in _known_verbs():
                self._governor(k, standing, depth)
                return
            elif word in _STOPS or word in word_class("border") - {"that"} or "past" in self.forms(k):
                return

    def _subject(self, i: int, j: int, standing: Standing, depth: int) -> None:
        """Look through the subject before a verb for a "no", and for what its clause hangs on."""
        passed_comma = False
        # "None of the leaders met the press or signed": the verbs share the subject.
        shared = self.at(j) in ("and", "or", "nor")
        for k in range(j, max(j - _REACH, -1), -1):
            word = self.low[k]
            if word == ",":
                passed_comma = True
                continue
            if word in word_class("condition"):
                standing.prospects.append("hypothetical")
                return
            if word == "that":
                self._complement(i, k, standing, depth)
                return
            if word in _STOPS or word in word_class("border"):
                standing.relative = word in word_class("relative") and not passed_comma
                return
            if (passed_comma or shared) and not self._opens(k):
                continue
            if self._denies_subject(k, i) and (not shared or k == 0 or self.at(k - 1) in _STOPS):
                self._deny(standing, k, k)
                return
            if word in word_class("denying") and not self.is_in(k - 1, "determiner"):
                if not passed_comma and self.is_in(k + 1, "pronoun", "determiner"):
                    self._deny(standing, k, k)
                    self._climb(k, standing, depth)
                return
            if word == "should" and self._opens(k):
                standing.prospects.append("hypothetical")
                return
            if not passed_comma and word in _known_verbs() and not self.is_in(k - 1, "determiner") and k < j:
                return

    def _opens(self, k: int) -> bool:
        """Whether the word at `k` opens its sentence or clause."""
        return k == 0 or self.at(k - 1) in _STOPS or self.at(k - 1) in ("and", "but", "that", '"', "'")

    def _denies_subject(self, k: int, verb: int) -> bool:
        """Whether the word at `k` makes a subject of none: "no agreement was signed", "nor did they sign"."""
        word = self.at(k)
        if word == "not":
            return self.at(k + 1) in ("a", "one", "any", "a single")
        if word in ("nor", "never"):
            return self.is_in(k + 1, "auxiliary", "future", "modal")
        if word == "without" or (word == "no" and self.at(k - 1) == "with"):
            # "ended with no declaration adopted"
            passive = "participle" in self.forms(verb) and not self.at(verb + 1).isalpha()
            passive = passive or self.is_in(verb + 1, "preposition")
            return passive and verb - k <= _OWN_SUBJECT and "the" not in self.low[k:verb]
        if word in word_class("not") and self.at(k + 1).startswith("any"):
            return True
        if not self.is_none(k):
            return False
        if word == "no" and self.at(k + 1) == "one" and self.at(k + 2) == "other":
            return False
        if self.is_in(k - 1, "preposition"):
            return self.is_in(k + 1, "no_time")
        return k < verb

    def _complement(self, verb: int, that: int, standing: Standing, depth: int) -> None:
        """What governs the clause after "that": "denied that", "rejected reports that", "proposed that"."""
        k = that - 1
        while k >= 0 and self.at(k).endswith("ly"):
            k -= 1
        if self.is_in(k, "denying"):
            self._deny(standing, k, that)
            self._climb(k, standing, depth)
        elif self.is_in(k, "no_proof") and self.at(k - 1) == "no":
            self._deny(standing, k - 1, that)
        elif self.is_in(k, "report") and self._reports(k, standing, depth):
            return
        elif self.is_in(k, "wished"):
            standing.prospects.append("hypothetical")
            self._climb(k, standing, depth)
        elif self.is_in(k, "factive"):
            return
        elif self.is_in(k, "expected") and not self.is_in(k, "saying"):
            standing.prospects.append("future")
        elif self.is_in(k, "saying") or self.at(k) in _known_verbs():
            denials: Standing = Standing()
            self._climb(k, denials, depth)
            standing.denials += denials.denials
        else:
            standing.relative = that == verb - 1 or self.is_in(that + 1, "auxiliary", "future", "modal", "adverb")

    def _reports(self, k: int, standing: Standing, depth: int) -> bool:
        """Whether somebody rejects the reports at `k`, or they are said to be false."""
        for j in range(k - 1, max(k - 6, -1), -1):
            if self.is_in(j, "denying"):
                self._deny(standing, j, k)
                self._climb(j, standing, depth)
                return True
            if self.at(j) == "no":
                self._deny(standing, j, k)
                return True
            if self.at(j) in _STOPS or self.is_in(j, "border"):
                break
        for j in range(k + 2, min(k + _AFTER_REPORT, len(self))):
            if self.is_in(j, "denying") and self.is_in(j - 1, "auxiliary", "adverb") and not self.is_not(j - 1):
                # "Reports that they had signed were false."
                self._deny(standing, j - 1, j)
                return True
        return False

    def _look_behind(self, i: int, standing: Standing) -> None:
        """Whether the verb has an object that is none: "signed no agreement", "agreed on nothing"."""
        k = i + 1
        while self.is_in(k, "adverb") or self.at(k) in ("on", "to", "upon"):
            k += 1
        if self.is_none(k) and self.at(k + 1) != "longer":
            self._deny(standing, k, k)
