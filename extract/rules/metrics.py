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
# What no number measures: "year over year", "the prior-year quarter", "sequentially", the "S" of "A/S", a bare unit.
_SAYS_NOTHING = re.compile(
    r"\w|sequentially|annually|versus|(?:(?:the|same|prior|previous|last|next|corresponding|comparable|preceding|first|second|third"
    r"|fourth|full|fiscal|financial|over|on|in|to|of|ended|ending|end|year|years|quarter|month|months|half|period|week|day|ago|earlier)"
    r"[\s-]*\b)+|k?m|km2|kwh|mwh|gwh|twh|kw|mw|gw|kg"
    r"|kilomet(?:re|er)s?|mega?watts?|gigawatts?|(?:mega|giga|kilo)watt[ -]hours?",
    re.IGNORECASE,
)
# The head of a time that stands behind a noun phrase: "grants for the period 2025-2027", "exports in the fiscal year".
_TIME_BEHIND = re.compile(
    r"\s+(?:for|in|during|over|at)\s+(?:the\s+)?(?:period|fiscal|financial|years?|quarter|month)(?:\s+year)?$"
)
_SHORT_PRONOUN = re.compile(r"(?:we|i|they|he|she|you|it)['’](?:ll|ve|re|s|d|m)", re.IGNORECASE)  # "We'll invest"
_WHOLE_ECONOMY = re.compile(r"(?:gdp|gross domestic product)(?:\s+(?:across|on|by|for)\b.*)?", re.IGNORECASE)
# "a 12% sequential increase": words that do not say what increases.
_HOW_MUCH = frozenset(
    "sequential annual yearly quarterly monthly further sharp steep slight significant modest record overall".split()
)
_EACH = frozenset("share capita person head unit barrel".split())
_LITTLE_WORDS = frozenset("and of for the".split())
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
    view: str,
    tokens: Tokens,
    amount: Amount,
    amounts: list[Amount],
    aspect: Aspect,
    dates: list[DateMention],
    actors: list[tuple[int, int]],
) -> Metric:
    """The noun phrase that says what `amount`, one of the `amounts` of its sentence, measures.

    `actors` are the ranges of the places, people and organizations named in the sentence: who did it, not what.
    """
    if amount.kind == "count" and amount.noun is not None:
        counted = " ".join(view[amount.noun[0] : amount.noun[1]].split())
        return Metric(_ABOUT.sub("", counted))
    taken = [(other.start, other.end) for other in amounts] + [(date.start, date.end) for date in dates]
    words = [word.lower() for word in tokens.words]
    return _Reader(view, tokens, words, taken, actors).read(amount, aspect)


@dataclass(slots=True)
class _Reader:
    """Walks the words around a number."""

    view: str
    tokens: Tokens
    words: list[str]
    """The tokens in lower case."""
    taken: list[tuple[int, int]]
    """The ranges of numbers and dates, which belong to no noun phrase."""
    actors: list[tuple[int, int]]

    def read(self, amount: Amount, aspect: Aspect) -> Metric:
        first = bisect_left(self.tokens.starts, amount.phrase[0])
        after = bisect_left(self.tokens.starts, amount.end)
        beside = self._beside(after, amount)
        if beside is not None:
            return Metric(beside)
        following = self._following(after)
        if following is not None and _WHOLE_ECONOMY.fullmatch(following):
            return Metric(self._of_the_economy(first, after, amount) or following)
        if following is not None and self._measures_what_follows(after, amount, aspect):
            return Metric(following)
        k = self._governor(self._past_adjectives(first - 1))
        if k < 0:
            return Metric(following or self._unit(amount))
        return self._governed(k, first, after, amount, following)

    def _of_the_economy(self, first: int, after: int, amount: Amount) -> str | None:
        """What is measured in percents of GDP: "the deficit narrowed to 2.2% of GDP"."""
        k = self._governor(self._past_adjectives(first - 1))
        phrase = self._governed(k, first, after, amount, None).phrase if k >= 0 else None
        return None if phrase is None or self._is_actor(phrase) else phrase

    def _measures_what_follows(self, after: int, amount: Amount, aspect: Aspect) -> bool:
        """ "70% of exports", "a 30% increase in trade", "250 MW of capacity"."""
        word = self.words[after]
        return aspect == "share" or word in _words("change") or (amount.kind == "quantity" and word == "of")

    def _governed(self, k: int, first: int, after: int, amount: Amount, following: str | None) -> Metric:
        """What is measured by the word at `k` that leads to the number."""
        word = self.words[k]
        if word in _words("pronoun"):
            return self._pronoun(k)
        if self._is_expense(k):
            return Metric(self._phrase_to(k))  # "cut our generation costs by a fifth"
        if k and self.words[k - 1] in _words("modal") and word not in _words("act"):
            return self._subject(k)  # "we expect revenue to rise by", "unemployment will come down to"
        if word in _words("change"):
            named = self._phrase_to(k)
            if named is not None and " " in named and named.split()[0].lower() not in _HOW_MUCH:
                return Metric(named)
            return Metric(following or named, pronoun=following is None)  # "registering a growth of 8 per cent"
        if word in _words("act") and word not in _words("worth"):
            what = self._following(after, with_source=True)
            if what is not None and self._is_actor(
                what
            ):  # "invest $5 billion in India", "received $5 million from Oslo"
                return Metric(self._purpose(after) or self._unit(amount) or self._deed(k) or self._bare_deed(k) or what)
            return Metric(what or self._purpose(after) or self._unit(amount) or self._deed(k) or following)
        if word in _words("reckoned") and k and self.words[k - 1] in _words("auxiliary"):
            return self._subject(k)  # "growth is projected at 1.2 percent"
        if word in _words("modal"):
            return self._subject(k + 1)  # "inflation will be 2.1%"
        if word in _links() or word in _words("worth"):
            subject = self._subject(k)
            return Metric(following) if subject.phrase is None and not subject.pronoun else subject
        if k == first - 1 and self.tokens.words[k].islower() and word.isalpha() and following is not None:
            if self._is_actor(following):
                return Metric(self._deed(k, whole=True) or following)  # "approved $90 million for Chad"
            return Metric(following)  # "the bill dedicates $50 million of its funds": a verb no lexicon knows
        if k == first - 1 and word.endswith("ed") and self.tokens.words[k].islower():
            return Metric(self._deed(k) or following or self._unit(amount))  # "Ethiopia exported 1,300 gigawatt hours"
        start, last = self._range_to(k)
        named = self._text(start, last)
        if 0 < start <= last and named is not None and self._is_actor(named) and self.words[start - 1] in _words("act"):
            return Metric(following or self._deed(start - 1) or named)  # "would lend Kenya $485 million"
        return Metric(self._phrase_to(k) or following or self._unit(amount))

    # -------------------------------------------------------------- left of the number

    def _past_adjectives(self, k: int) -> int:
        """Over the adjectives between an article and the number: "an initial EUR 14 billion"."""
        for j in range(k, max(k - 3, -1), -1):
            word = self.words[j]
            if word in ("a", "an"):
                return j - 1
            if not word.isalpha() or word in _verbs() or any(word in _words(role) for role in _NO_ADJECTIVE):
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
            if word in _words("light") or word in _words("preposition") or word.endswith(("ly", "-year")):
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
        if k > 0 and words[k + 1] == "to" and words[k] in _words("reckoned") and words[k - 1] in _words("auxiliary"):
            return self._subject(k)  # "the balance is expected to improve by"
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
        if self._is_taken(k) and not words[verb].endswith("ing"):
            j = k  # "revenue for the third quarter was $5 billion": over the time
            while j > 0 and self._is_taken(j):
                j -= 1
            if words[j] in _words("determiner") or words[j] in _words("preposition"):
                k = j
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

    def _deed(self, verb: int, *, whole: bool = False) -> str | None:
        """What a verb's subject says; with the verb, if that is only who did it (or `whole`): "Ethiopia exported"."""
        words = self.words
        k = verb - 1
        while k > 0 and (words[k] in _words("auxiliary") or words[k].endswith("ly")):
            if words[k] == "to" and words[k - 1] in _verbs():
                k -= 1  # "have committed to invest"
            k -= 1
        if k < 0 or words[k] in _words("pronoun"):
            return self._subject(verb).phrase
        first, last = self._range_to(k)
        actor = self._text(first, last)
        if last == k and actor is not None and (whole or self._is_actor(actor)):
            return self._text(first, verb)
        return self._subject(verb).phrase

    def _bare_deed(self, verb: int) -> str | None:
        """A pronoun with its verb: "We will invest"."""
        k = verb - 1
        while k > 0 and (self.words[k] in _words("auxiliary") or self.words[k].endswith("ly")):
            k -= 1
        return self._text(k, verb) if k >= 0 and self.words[k] in _words("subject") else None

    def _is_actor(self, phrase: str) -> bool:
        """Whether a phrase is only the name of a place, a person or an organization."""
        words = [word for word in phrase.split() if word not in _LITTLE_WORDS]
        if len(words) > 1 and all(word[0].isupper() for word in words):
            return True
        if _SHORT_PRONOUN.fullmatch(phrase):
            return True
        if any(" ".join(self.view[start:end].split()) == phrase for start, end in self.actors):
            return True
        return len(words) == 1 and len(phrase) > 1 and phrase.isupper()

    def _phrase_to(self, k: int) -> str | None:
        """The noun phrase that ends at token `k`."""
        first, last = self._range_to(k)
        if 0 < first < last and self.words[first].endswith("ed") and self.words[first - 1] in ("was", "were", "been"):
            return self._subject(first).phrase  # "workers were deployed to the port, a 35 percent increase"
        return self._text(first, last)

    def _range_to(self, k: int) -> tuple[int, int]:
        """The first and the last token of the noun phrase that ends at token `k`."""
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
        if 0 < first < last and words[first - 1] in _words("modal"):
            first += 1  # "will acquire all shares"
            while first < last and words[first] in _words("determiner"):
                first += 1
        if first + 1 < last and words[first].endswith("ed") and words[first + 1] in ("a", "an", "the"):
            first += 2  # "completed the acquisition of"
        while last >= first and (words[last] in _words("after-noun") or words[last] in _MARKS or self._is_small(last)):
            last -= 1
        while last > first and self.tokens.words[last].islower() and words[last].endswith("ed"):
            last -= 1  # "the line carried 40 thousand tonnes": a verb no lexicon knows
        return first, last

    def _is_small(self, k: int) -> bool:
        word = self.words[k]
        return word in _words("determiner") or word in _words("preposition")

    def _ends_phrase(self, k: int) -> bool:
        """Whether no noun phrase runs over token `k`."""
        word = self.words[k]
        if (word == "/" and self._joins(k)) or self._is_expense(k):
            return False  # "A/S"
        joint = self.words[k : k + 2] if word == "per" else self.words[max(k - 1, 0) : k + 1]
        if len(joint) == 2 and joint[0] == "per" and joint[1] in _EACH:
            return False  # "earnings per share"
        if word in ("put", "set", "cut") and k + 1 < len(self.words) and self.words[k + 1] in _words("determiner"):
            return True  # "has set a budget of"
        if (
            word in _MARKS
            or not (word[0].isalnum() or word in _JOINING_MARKS)
            or word in _words("clause")
            or (word in _words("modal") and word != "to")
        ):
            return True
        if word in _verbs() and (k == 0 or not self.tokens.words[k][0].isupper()):
            return k == 0 or self.words[k - 1] not in ("a", "an", "the")  # "a deal worth $2 billion"
        return word[0].isdigit() or self._is_taken(k)

    def _is_expense(self, k: int) -> bool:
        """Whether "cost" or "spending" at `k` is the noun: "costs by 5 percent", "spending of 3 percent"."""
        after = self.words[k + 1] if k + 1 < len(self.words) else ""
        return self.words[k] in ("cost", "costs", "spending") and after in (
            "by",
            "of",
            "at",
            "is",
            "are",
            "was",
            "were",
            "for",
        )

    def _joins(self, k: int) -> bool:
        """Whether letters stand on both sides of the mark at `k` without a space."""
        start, end = self.tokens.starts[k], self.tokens.ends[k]
        return start > 0 and self.view[start - 1].isalpha() and self.view[end : end + 1].isalpha()

    # -------------------------------------------------------------- right of the number

    def _beside(self, k: int, amount: Amount) -> str | None:
        """A noun right after the number: "a 50 percent discount", "the $5 billion Energy Fund"."""
        if k < len(self.words) and self.words[k] == "-":
            k += 1
        # "the 1,045-km line"
        hyphened = amount.kind == "quantity" and "-" in self.view[amount.start : amount.end]
        if k >= len(self.words) or not self.words[k][0].isalpha():
            return None
        if amount.kind not in ("money", "percent") and not hyphened:
            return None
        word = self.words[k]
        if word in _HOW_MUCH and k + 1 < len(self.words) and self.words[k + 1] in _words("change"):
            return None
        if word in _verbs() or any(word in _words(role) for role in _NOT_BESIDE):
            return None
        return self._phrase_from(k)

    def _following(self, k: int, *, with_source: bool = False) -> str | None:
        """The noun phrase after the number and a preposition: "$9 billion of the Russian capital".

        `with_source` also reads where money comes from: "earned $118 million from exports".
        """
        if k < len(self.words) and (self.words[k] in _words("change") or self.words[k] in ("worth", "more", "less")):
            k += 1
        if k >= len(self.words):
            return None
        if self.words[k] not in ("of", "in", "for", "on") and not (with_source and self.words[k] == "from"):
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
            # and so is a plural after a preposition: "EUR 30 million in grants"
            after_article = k > opening or (words[k - 1] in _words("preposition") and words[k].endswith("s"))
            noun = k == first and after_article and words[k] in _verbs() and not self._is_taken(k)
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
        unit = self.tokens.words[bisect_right(self.tokens.starts, amount.end - 1) - 1]
        return None if _SAYS_NOTHING.fullmatch(unit) else unit

    def _is_taken(self, k: int) -> bool:
        offset = self.tokens.starts[k]
        return any(start <= offset < end for start, end in self.taken)

    def _text(self, first: int, last: int) -> str | None:
        """The text from token `first` to token `last`; None if that is no word, or none that can be measured."""
        if first > last:
            return None
        text = " ".join(self.view[self.tokens.starts[first] : self.tokens.ends[last]].split())
        text = _TIME_BEHIND.sub("", text)
        return None if _SAYS_NOTHING.fullmatch(text) else text


# Roles of words that are no adjective before a number: "a deal worth $5 billion".
_NO_ADJECTIVE = ("preposition", "light", "worth")
# Roles of words that are not the noun a number stands beside: "$5 billion in ...", "5 percent higher".
_NOT_BESIDE = ("preposition", "determiner", "clause", "auxiliary", "change", "beside", "next")
