"""Metrics: the noun phrase that says what a number measures, in the text's words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from extract.lexicon import load_table, load_words
from extract.schemas import Aspect
from extract.text.tokens import Tokens
from extract.values.amounts import Amount
from extract.values.dates import DateMention

_MOST_WORDS = 22
_MOST_WORDS_AFTER = 9
# Where a noun phrase ends: at marks, beside the words of the lexicon that begin a clause.
_MARKS = frozenset('.,;:()[]–—"!?*/+')
_JOINING_MARKS = frozenset("-&'%")
# Marks that may stand between a verb or noun and its number: "growth: almost 35 percent", "(+38%)".
_MARKS_BEFORE_NUMBER = frozenset('–—(-:,"')
# How far left a verb may stand from the verb that shares its subject: "increased by 17% and amounted to".
_SHARED_SUBJECT_REACH = 14
_INSERTION_REACH = 16
_ABOUT = re.compile(r"^\W*(?:(?:about|over|more than|some|nearly|almost)\s+)?\d\S*\s+", re.IGNORECASE)


@cache
def _words(role: str) -> frozenset[str]:
    """The words of one role in the lexicon of metrics."""
    return frozenset(word for word, found in load_table("en", "metric_words") if found == role)


@cache
def _links() -> frozenset[str]:
    """Verbs whose subject is measured: "reached", "grew", "accounts for"."""
    nouns = _words("change") | _words("share")
    cues = (word for word, cue in load_table("en", "figure_cues") if cue in ("up", "down", "level", "share"))
    return _words("link") | frozenset(word for word in cues if word not in nouns)


@cache
def _verbs() -> frozenset[str]:
    """Words that end a noun phrase because they are verbs."""
    verbs = {form for line in load_words("en", "clause_verbs") for form in line.split()}
    return (_links() | _words("act") | verbs) - _words("noun")


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured; `pronoun` if the text points back to what was measured before."""

    phrase: str | None
    pronoun: bool = False


def read_metric(
    view: str, tokens: Tokens, amount: Amount, amounts: list[Amount], aspect: Aspect, dates: list[DateMention]
) -> Metric:
    """The noun phrase that says what `amount`, one of the `amounts` of its sentence, measures."""
    if amount.kind == "count" and amount.noun is not None:
        counted = " ".join(view[amount.noun[0] : amount.noun[1]].split())
        return Metric(_ABOUT.sub("", counted))
    taken = [(other.start, other.end) for other in amounts] + [(date.start, date.end) for date in dates]
    words = [word.lower() for word in tokens.words]
    return _Reader(view, tokens, words, taken).read(amount, aspect)


@dataclass(slots=True)
class _Reader:
    """Walks the words around a number."""

    view: str
    tokens: Tokens
    words: list[str]
    """The tokens in lower case."""
    taken: list[tuple[int, int]]
    """The ranges of numbers and dates, which belong to no noun phrase."""

    def read(self, amount: Amount, aspect: Aspect) -> Metric:
        first = bisect_left(self.tokens.starts, amount.phrase[0])
        after = bisect_left(self.tokens.starts, amount.end)
        beside = self._beside(after, amount)
        if beside is not None:
            return Metric(beside)
        following = self._following(after)
        if following is not None and self._measures_what_follows(after, amount, aspect):
            return Metric(following)
        k = self._governor(self._past_adjectives(first - 1))
        if k < 0:
            return Metric(following or self._unit(amount))
        return self._governed(k, first, after, amount, following)

    def _measures_what_follows(self, after: int, amount: Amount, aspect: Aspect) -> bool:
        """ "70% of exports", "a 30% increase in trade", "250 MW of capacity"."""
        word = self.words[after]
        return aspect == "share" or word in _words("change") or (amount.kind == "quantity" and word == "of")

    def _governed(self, k: int, first: int, after: int, amount: Amount, following: str | None) -> Metric:
        """What is measured by the word at `k` that leads to the number."""
        word = self.words[k]
        if word in _words("pronoun"):
            return self._pronoun(k)
        if k and self.words[k - 1] in _words("modal") and word not in _words("act"):
            return self._subject(k)  # "we expect revenue to rise by", "unemployment will come down to"
        if word in _words("change"):
            named = self._phrase_to(k)
            if named is not None and " " in named:
                return Metric(named)
            return Metric(following or named, pronoun=following is None)  # "registering a growth of 8 per cent"
        if word in _words("act") and word not in _words("worth"):
            return Metric(following or self._purpose(after) or self._unit(amount) or self._subject(k).phrase)
        if word in _links() or word in _words("worth"):
            subject = self._subject(k)
            return Metric(following) if subject.phrase is None and not subject.pronoun else subject
        if k == first - 1 and self.tokens.words[k].islower() and word.isalpha() and following is not None:
            return Metric(following)  # "the bill dedicates $50 million of its funds": a verb no lexicon knows
        return Metric(self._phrase_to(k) or following or self._unit(amount))

    # -------------------------------------------------------------- left of the number

    def _past_adjectives(self, k: int) -> int:
        """Over the adjectives between an article and the number: "an initial EUR 14 billion"."""
        for j in range(k, max(k - 3, -1), -1):
            word = self.words[j]
            if word in ("a", "an"):
                return j - 1
            if not word.isalpha() or word in _words("preposition") or word in _words("light") or word in _verbs():
                break
        return k

    def _governor(self, k: int) -> int:
        """The word left of the number that leads to it, past prepositions, adverbs and other numbers; -1: none."""
        steps = 0
        while k >= 0 and steps < 8:
            word = self.words[k]
            if self._is_taken(k):
                k -= 1  # "increased by 27% to $14.7 billion": past the number before
                continue
            leads = word in _links() or word in _words("act") or word in _words("worth")
            if leads and (word not in _words("auxiliary") or word in _words("copula")):
                return k
            if word in _words("light") or word in _words("preposition") or word.endswith("ly"):
                pass
            elif word in _MARKS_BEFORE_NUMBER:
                if word == "," and steps == 0 and k and self.words[k - 1].isalpha():
                    return k - 1
            else:
                return k
            k -= 1
            steps += 1
        return -1

    def _subject(self, verb: int) -> Metric:
        """The noun phrase before a verb: its subject, past auxiliaries and insertions."""
        words = self.words
        k = verb - 1
        while k >= 0 and (words[k] in _words("auxiliary") or words[k].endswith("ly")):
            k -= 1
        if k > 0 and words[k] == ",":  # "investments, as I said, are": over the insertion
            opening = next((j for j in range(k - 1, max(k - _INSERTION_REACH, -1), -1) if words[j] == ","), -1)
            if opening > 0 and words[opening + 1] in _words("insertion"):
                k = opening - 1
        if k > 0 and (words[k] == "and" or (words[k] == "," and words[verb].endswith("ing"))):
            # "increased by 17% and amounted to", "is growing, adding 5 percent": the verb before has the subject
            reach = range(k - 1, max(k - _SHARED_SUBJECT_REACH, -1), -1)
            earlier = next((j for j in reach if words[j] in _verbs() and self._is_verb(j, words[k])), -1)
            if earlier > 0:
                return self._subject(earlier)
        if k < 0:
            return Metric(None)
        if words[k] in _verbs() and words[verb].endswith("ing"):
            return self._subject(k)  # "trade is growing adding 25 percent"
        return self._pronoun(k) if words[k] in _words("pronoun") else Metric(self._phrase_to(k))

    def _is_verb(self, j: int, joint: str) -> bool:
        return joint == "," or self.words[j] not in _words("auxiliary")

    def _pronoun(self, k: int) -> Metric:
        """What a pronoun at `k` stands for in its sentence: "trade between the two - last year it grew by 5%"."""
        if self.words[k] == "which" and k and self.words[k - 1] == ",":
            mark = k - 1
        else:
            mark = next((j for j in range(k - 1, -1, -1) if self.words[j] in ("–", "—")), -1)
        return Metric(self._phrase_to(mark - 1) if mark > 0 else None, pronoun=True)

    def _phrase_to(self, k: int) -> str | None:
        """The noun phrase that ends at token `k`."""
        words = self.words
        last, first = k, k + 1
        while k >= 0 and last - k < _MOST_WORDS and not self._ends_phrase(k):
            if words[k] in _words("subject"):
                first += 1  # "we saw trade growth": the pronoun's verb is no part of the noun phrase
                break
            first = k
            k -= 1
        while first <= last and (words[first] in _words("before-noun") or self._is_small(first)):
            first += 1
        while last >= first and (words[last] in _words("after-noun") or words[last] in _MARKS or self._is_small(last)):
            last -= 1
        while last > first and self.tokens.words[last].islower() and words[last].endswith("ed"):
            last -= 1  # "the line carried 40 thousand tonnes": a verb no lexicon knows
        return self._text(first, last)

    def _is_small(self, k: int) -> bool:
        word = self.words[k]
        return word in _words("determiner") or word in _words("preposition")

    def _ends_phrase(self, k: int) -> bool:
        """Whether no noun phrase runs over token `k`."""
        word = self.words[k]
        if (
            word in _MARKS
            or not (word[0].isalnum() or word in _JOINING_MARKS)
            or word in _words("clause")
            or (word in _words("modal") and word != "to")
        ):
            return True
        if word in _verbs() and (k == 0 or not self.tokens.words[k][0].isupper()):
            return True
        return word[0].isdigit() or self._is_taken(k)

    # -------------------------------------------------------------- right of the number

    def _beside(self, k: int, amount: Amount) -> str | None:
        """A noun right after the number: "a 50 percent discount", "the $5 billion Energy Fund"."""
        if k < len(self.words) and self.words[k] == "-":
            k += 1
        if k >= len(self.words) or not self.words[k][0].isalpha() or amount.kind not in ("money", "percent"):
            return None
        word = self.words[k]
        if word in _verbs() or any(word in _words(role) for role in _NOT_BESIDE):
            return None
        return self._phrase_from(k)

    def _following(self, k: int) -> str | None:
        """The noun phrase after the number and a preposition: "$9 billion of the Russian capital"."""
        if k < len(self.words) and (self.words[k] in _words("change") or self.words[k] in ("worth", "more", "less")):
            k += 1
        if k >= len(self.words) or self.words[k] not in ("of", "in", "for", "on"):
            return None
        return self._phrase_from(k + 1)

    def _purpose(self, k: int) -> str | None:
        """What the money is for: "invest 2 billion to build a battery plant"."""
        words = self.words
        if k < len(words) and words[k] == "(":
            k = next((j + 1 for j in range(k, min(k + 10, len(words))) if words[j] == ")"), k)
        if k + 2 < len(words) and words[k] == "to" and self.tokens.words[k + 1].islower():
            return self._phrase_from(k + 2)
        return None

    def _phrase_from(self, k: int) -> str | None:
        """The noun phrase that begins at token `k`."""
        words = self.words
        opening = k
        while k < len(words) and words[k] in _words("determiner"):
            k += 1
        first = k
        while k < len(words) and k - first < _MOST_WORDS_AFTER:
            # "the demand for tin": after an article a word that could be a verb is a noun
            noun = k == first and k > opening and words[k] in _verbs() and not self._is_taken(k)
            if not noun and (self._ends_phrase(k) or (k > first and words[k] in _words("next"))):
                break
            if words[k] == "-" and self.view[self.tokens.starts[k] - 1].isspace():
                break
            k += 1
        last = k - 1
        while last > first and self._is_small(last):
            last -= 1
        return self._text(first, last)

    def _unit(self, amount: Amount) -> str | None:
        """For a quantity without a subject, its unit: "599.5 thousand TEUs were transported"."""
        if amount.kind != "quantity":
            return None
        return self.tokens.words[bisect_right(self.tokens.starts, amount.end - 1) - 1]

    def _is_taken(self, k: int) -> bool:
        offset = self.tokens.starts[k]
        return any(start <= offset < end for start, end in self.taken)

    def _text(self, first: int, last: int) -> str | None:
        """The text from token `first` to token `last`; None if that is no word."""
        if first > last:
            return None
        return " ".join(self.view[self.tokens.starts[first] : self.tokens.ends[last]].split())


# Roles of words that are not the noun a number stands beside: "$5 billion in ...", "5 percent higher".
_NOT_BESIDE = ("preposition", "determiner", "clause", "auxiliary", "change", "beside", "next")
