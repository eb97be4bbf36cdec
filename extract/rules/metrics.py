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

_MOST_WORDS = 16
_MOST_WORDS_AFTER = 9
# Where a noun phrase ends on its left: marks, relative words, and what begins a clause.
_CLAUSE_MARKS = frozenset(".,;:()[]–—\"!?*/+")
_CLAUSE_WORDS = frozenset(
    "that which who whose when where while whereas because since although though if as but than so thus and/or including despite"
    " after before during following with without within according until through via per compared also not yes no indeed however".split()
)
_PREPOSITIONS = frozenset("of in for to from on between among into with by at under over against".split())
_DETERMINERS = frozenset(
    "the a an our its their his her this that these those such both all some any each another every my your now today currently"
    " again also already still even just only steadily mutual's total specifically".split()
)
_AUXILIARIES = frozenset(
    "is are was were be been being has have had having will would could should may might can shall do does did again also already now"
    " steadily further currently just even only largely well not to thus therefore increasingly significantly substantially sharply".split()
)
_MODALS = frozenset("to will would could should may might can shall must".split())
_NOUNS_OF_CHANGE = frozenset("growth increase rise jump gain surge expansion decline decrease drop fall reduction contraction cut downturn slowdown".split())

_NOUNS_OF_SHARE = frozenset("share stake stakes proportion ownership shareholding".split())


@cache
def _roles() -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for word, role in load_table("en", "metric_words"):
        roles.setdefault(word, set()).add(role)
    for word, cue in load_table("en", "figure_cues"):
        if cue in ("up", "down", "level", "share") and word not in _NOUNS_OF_CHANGE | _NOUNS_OF_SHARE:
            roles.setdefault(word, set()).add("link")
    return {word: frozenset(found) for word, found in roles.items()}


@cache
def _verbs() -> frozenset[str]:
    verbs = {form for line in load_words("en", "clause_verbs") for form in line.split()}
    verbs.update(word for word, roles in _roles().items() if roles & {"link", "act"})
    return frozenset(verbs)


@dataclass(frozen=True, slots=True)
class Metric:
    """What is measured; `pronoun` if the text only points back to what was measured before."""

    phrase: str | None
    pronoun: bool = False


def read_metric(
    view: str, tokens: Tokens, amount: Amount, amounts: list[Amount], aspect: Aspect, dates: list[DateMention]
) -> Metric:
    """The noun phrase that says what `amount`, one of the `amounts` of its sentence, measures."""
    return _Reader(view, tokens, amounts, dates).read(amount, aspect)


@dataclass(slots=True)
class _Reader:
    view: str
    tokens: Tokens
    amounts: list[Amount]
    dates: list[DateMention]

    def read(self, amount: Amount, aspect: Aspect) -> Metric:
        if amount.kind == "count" and amount.noun is not None:
            phrase = self._text(*amount.noun)
            return Metric(re.sub(r"^\W*(?:(?:about|over|more than|some|nearly|almost)\s+)?\d\S*\s+", "", phrase, flags=re.IGNORECASE))
        first = bisect_left(self.tokens.starts, amount.phrase[0])
        after = bisect_left(self.tokens.starts, amount.end)
        following = self._after(after)
        adjacent = self._adjacent(after, amount)
        if adjacent is not None:
            return Metric(adjacent)
        if aspect == "share" and following is not None:
            return Metric(following)
        if following is not None and self.tokens.words[after].lower() in _NOUNS_OF_CHANGE:
            return Metric(following)  # "a 30% increase in trade turnover"
        if amount.kind == "quantity" and following is not None and self.tokens.words[after].lower() == "of":
            return Metric(following)  # "250 MW of capacity"
        k, roles = self._governor(self._past_adjectives(first - 1))
        if k < 0:
            return Metric(following or self._unit(amount, after))
        word = self.tokens.words[k].lower()
        if "pronoun" in roles:
            return self._pronoun(k)
        before = self.tokens.words[k - 1].lower() if k else ""
        if before in _MODALS and "act" not in roles:
            return self._subject(k)  # "we expect revenue to rise by", "unemployment will come down to"
        if word in _NOUNS_OF_CHANGE:
            named = self._phrase_to(k)
            if named is not None and " " in named:
                return Metric(named)
            return Metric(following or named, pronoun=following is None)  # "registering a growth of 8 per cent"
        if "act" in roles and not roles & {"worth"}:
            if following is not None:
                return Metric(following)
            return Metric(self._purpose(after) or self._unit(amount, after) or self._subject(k).phrase)
        if roles & {"link", "worth"}:
            subject = self._subject(k)
            return Metric(following) if subject.phrase is None and not subject.pronoun else subject
        phrase = self._phrase_to(k)
        return Metric(phrase or following or self._unit(amount, after))

    def _past_adjectives(self, k: int) -> int:
        """Over the adjectives between an article and the number: "an initial EUR 14 billion"."""
        words = self.tokens.words
        for j in range(k, max(k - 3, -1), -1):
            if words[j].lower() in ("a", "an"):
                return j - 1
            if not words[j].isalpha() or words[j].lower() in _PREPOSITIONS or words[j].lower() in _roles():
                break
        return k

    def _purpose(self, k: int) -> str | None:
        """What the money is for: "invest 2 billion to build a battery plant"."""
        words = self.tokens.words
        if k < len(words) and words[k] == "(":
            k = next((j + 1 for j in range(k, min(k + 10, len(words))) if words[j] == ")"), k)
        if k + 2 < len(words) and words[k].lower() == "to" and words[k + 1].islower():
            return self._phrase_from(k + 2)
        return None

    def _governor(self, k: int) -> tuple[int, frozenset[str]]:
        """The word left of the number that leads to it: a verb, "worth", a noun; past prepositions and adverbs."""
        roles = _roles()
        steps = 0
        while k >= 0 and steps < 8:
            word = self.tokens.words[k].lower()
            if self._in_amount(self.tokens.starts[k]) or self._in_date(self.tokens.starts[k]):
                k -= 1  # "increased by 27% to $14.7 billion": past the number before
                continue
            here = roles.get(word, frozenset())
            if here & {"link", "act", "worth"} and word not in _AUXILIARIES - {"is", "are", "was", "were", "has", "have", "had"}:
                return k, here
            if "light" in here or word in _PREPOSITIONS or word in ("–", "—", "(", "-", ":", ",", '"') or word.endswith("ly"):
                if word == "," and steps == 0 and k and self.tokens.words[k - 1].lower() not in roles:
                    return k - 1, frozenset()
                k -= 1
                steps += 1
                continue
            return k, here
        return -1, frozenset()

    def _pronoun(self, k: int) -> Metric:
        """What a pronoun at token `k` stands for in its own sentence: "trade between the two - last year it grew by 5%"."""
        words = self.tokens.words
        mark = next((j for j in range(k - 1, -1, -1) if words[j] in ("–", "—")), -1)
        if words[k].lower() == "which" and k and words[k - 1] == ",":
            mark = k - 1
        return Metric(self._phrase_to(mark - 1) if mark > 0 else None, pronoun=True)

    def _subject(self, verb: int) -> Metric:
        """The noun phrase before a verb: its subject, past auxiliaries, insertions and relative clauses."""
        words = self.tokens.words
        k = verb - 1
        while k >= 0 and (words[k].lower() in _AUXILIARIES or words[k].lower().endswith("ly")):
            k -= 1
        if k >= 0 and words[k] == ",":  # "investments, as I said, are": over the insertion
            opening = next((j for j in range(k - 1, max(k - 16, -1), -1) if words[j] == ","), -1)
            if opening > 0 and words[opening + 1].lower() in ("as", "which", "who", "despite", "including", "where", "for", "in"):
                k = opening - 1
        if k > 0 and words[k] == "," and words[verb].lower().endswith("ing"):
            # "trade is growing, adding 5 percent": the participle's subject is that of the verb before
            earlier = next((j for j in range(k - 1, max(k - 14, -1), -1) if words[j].lower() in _verbs()), -1)
            if earlier > 0:
                return self._subject(earlier)
        if k >= 0 and words[k].lower() == "and" and k:  # "increased by 17% and amounted to": the verb before has the subject
            earlier = next((j for j in range(k - 1, max(k - 14, -1), -1) if words[j].lower() in _verbs() and words[j].lower() not in _AUXILIARIES), -1)
            if earlier > 0:
                return self._subject(earlier)
        if k < 0:
            return Metric(None)
        if words[k].lower() in ("it", "they", "we", "which", "that", "this", "these", "i", "you", "he", "she", "who", "there", "figure", "indicator"):
            return self._pronoun(k)
        return Metric(self._phrase_to(k))

    def _phrase_to(self, k: int) -> str | None:
        """The noun phrase that ends at token `k`."""
        words = self.tokens.words
        verbs = _verbs()
        last = k
        first = k + 1
        while k >= 0 and last - k < _MOST_WORDS:
            word = words[k].lower()
            if word in _CLAUSE_MARKS or word in _CLAUSE_WORDS or word in _MODALS - {"to"} or self._in_date(self.tokens.starts[k]):
                break
            if word in verbs and (k == 0 or not words[k][0].isupper()) and word not in ("increase", "total", "export", "import", "cut", "rise", "fall", "exports", "imports", "increases", "plan", "plans", "agreed"):
                break
            if any(character.isdigit() for character in word) and word[0].isdigit():
                break
            first = k
            k -= 1
        while first <= last and (words[first].lower() in _DETERMINERS or words[first].lower() in _PREPOSITIONS or words[first].lower() in _AUXILIARIES or words[first].lower() == "and"):
            first += 1
        while last >= first and (words[last].lower() in _PREPOSITIONS or words[last].lower() in _DETERMINERS or words[last] in _CLAUSE_MARKS or words[last] == "-" or words[last].lower() in ("and", "up", "down")):
            last -= 1
        while last > first and words[last].islower() and words[last].endswith("ed"):
            last -= 1  # "the line carried 40 thousand tonnes": a verb no lexicon knows
        if first > last:
            return None
        return self._text(self.tokens.starts[first], self.tokens.ends[last])

    def _after(self, k: int) -> str | None:
        """The noun phrase after the number and a preposition: "$9 billion of the Russian capital", "$80 billion in technologies"."""
        words = self.tokens.words
        if k < len(words) and words[k].lower() in _NOUNS_OF_CHANGE | {"worth", "more", "less"}:
            k += 1
        if k >= len(words) or words[k].lower() not in ("of", "in", "for", "on"):
            return None
        return self._phrase_from(k + 1)

    def _phrase_from(self, k: int) -> str | None:
        words = self.tokens.words
        opening = k
        while k < len(words) and words[k].lower() in _DETERMINERS:
            k += 1
        first = last = k
        determined = k > opening
        while k < len(words) and k - first < _MOST_WORDS_AFTER:
            word = words[k].lower()
            if word in _CLAUSE_MARKS or word in _CLAUSE_WORDS or (k > first and word in ("a", "an", "each", "every")) or (word in _verbs() and not (determined and k == first) and not words[k][0].isupper()) or self._in_date(self.tokens.starts[k]) or word == "and" or word in ("to", "by", "from", "at", "last", "this"):
                break
            if word[0].isdigit():
                break
            k += 1
            last = k
        while last > first and words[last - 1].lower() in _PREPOSITIONS | _DETERMINERS:
            last -= 1
        if last == first:
            return None
        return self._text(self.tokens.starts[first], self.tokens.ends[last - 1])

    def _adjacent(self, k: int, amount: Amount) -> str | None:
        """A noun right after the number: "a 50 percent discount", "the $5 billion Energy Fund", "a $600-billion commitment"."""
        words = self.tokens.words
        if k < len(words) and words[k] == "-":
            k += 1
        if k >= len(words) or not words[k][0].isalpha() or amount.kind not in ("money", "percent"):
            return None
        word = words[k].lower()
        if word in _PREPOSITIONS or word in _DETERMINERS or word in _CLAUSE_WORDS or word in _verbs() or word in _AUXILIARIES or word in _NOUNS_OF_CHANGE or word in ("and", "or", "more", "less", "higher", "lower", "year", "a", "annually", "each", "worth", "compared", "on-year", "year-on-year", "yoy", "y-o-y", "month-on-month", "per"):
            return None
        return self._phrase_from(k)

    def _unit(self, amount: Amount, after: int) -> str | None:
        """For a quantity without a subject, its unit and what follows: "599.5 thousand TEUs were transported"."""
        if amount.kind != "quantity":
            return None
        k = bisect_right(self.tokens.starts, amount.end - 1) - 1
        return self.tokens.words[k] if k >= 0 else None

    def _in_amount(self, offset: int) -> bool:
        return any(amount.start <= offset < amount.end for amount in self.amounts)

    def _in_date(self, offset: int) -> bool:
        return any(date.start <= offset < date.end for date in self.dates)

    def _text(self, start: int, end: int) -> str:
        return " ".join(self.view[start:end].split())
