"""Organizations that act as a party: those that sign, conclude or are bound by a document, or meet as a body."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

from extract.lexicon import load_words
from extract.rules.names import (
    ACRONYM,
    HEAD,
    HONORIFIC,
    MODIFIER,
    NAME,
    NATION,
    NEVER,
    PLURAL,
    SPACE,
    Capitals,
    all_capitals,
    fold,
    known_bodies,
)
from extract.rules.offices import text_of
from extract.rules.places import CAPITALISED, Phrases, find_places
from extract.text.page import Page


@dataclass(slots=True)
class Body:
    """An organization of the page with all the passages that name it: (sentence, start, end, phrase)."""

    name: str
    country: str | None
    passages: list[tuple[int, int, int, tuple[int, int]]] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)


# What makes a sentence one in which bodies act as parties: one of these pieces of words, or a document between parties.
# Plain searches for pieces are ten times as fast as a pattern, and nearly every sentence of a page is asked.
_DEEDS = (
    "signed",
    " sign ",
    " signs ",
    "signing",
    "ignator",
    "conclude",
    "concluding",
    " inked ",
    "initialed",
    "initialled",
    "exchanged",
    "entered into",
    "meeting of",
    "session of",
    "acquire",
    "today announced",
    "announced today",
)
_DOCUMENTS = (
    "greement",
    "ontract",
    "emorand",
    " deal",
    "rotocol",
    "rrangement",
    "reaty",
    "reaties",
    "artnership",
    "enture",
    "MoU",
    "MOU",
    "eclaration",
    "merger",
)


def _has_deed(passage: str) -> bool:
    if any(deed in passage for deed in _DEEDS):
        return True
    return (" between " in passage or " with " in passage) and any(document in passage for document in _DOCUMENTS)


_CONCLUDES = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?,?\s*(?:(?:have|has|had|will|would|today|also|both|recently|formally|officially|jointly|yesterday"
    r"|each|then|now)\s+){0,3}(?:sign(?:ed|s|ing)?|conclud(?:ed|es)|inked|initial+ed|entered\s+into|exchanged|agreed|announced)\b"
)
_BEFORE = re.compile(
    r"(?:^|\b(?:and|between|with|by|as\s+well\s+as|from|under\s+which|companies|banks|partners"
    r"|assist|help|supply|finance|support|acquired?|join|to)|[,:;(\u2013\u2014\-\"])\s*(?:the\s+|both\s+)?\Z"
)
_MEETS = re.compile(r"\b(?:meeting|session)\s+of\s+(?:the\s+)?\Z")
_ALIAS = re.compile(
    r"\s*\(\s*(?:(?:hereinafter|the|also|or|known|as|referred|to)\s+)*[\"']?([A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*){0,4})[\"']?\s*\)"
)
_TICKER = re.compile(r"\b[A-Z]{3,9}:\s*\Z")
_TAIL = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?(?=[A-Z])")


def find_bodies(page: Page) -> list[Body]:
    """The organizations of a page that act as parties, in the order of their first passage."""
    roll = _Roll(page)
    view = page.view
    for i, sentence in enumerate(page.sentences):
        if sentence.role in ("furniture", "header", "label"):
            continue
        opening = view.startswith(("The Government", "the Government", "Government of"), sentence.start)
        if not opening and not _has_deed(view[sentence.start : sentence.end]):
            continue
        caps = all_capitals(view, sentence.start, sentence.end)
        for first, last in _runs(caps):
            if _is_party(caps, first, last, opening):
                roll.add(i, caps, first, last)
    if roll.bodies:
        roll.find_again()
    return roll.bodies


def _runs(caps: Capitals) -> list[tuple[int, int]]:
    """The names of bodies among the capitals of a sentence: first and last capital of each."""
    nouns = load_words("en", "body_nouns")
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(caps):
        flag = caps.flags[i]
        if flag & NEVER or flag & (HEAD | PLURAL | HONORIFIC) and fold(caps.words[i]) not in nouns:
            i += 1
            continue
        last = i
        named = fold(caps.words[i]) in nouns
        complement = False
        while last + 1 < len(caps):
            k = last + 1
            gap = " ".join(caps.gap(last).split())
            flag = caps.flags[k]
            word = fold(caps.words[k])
            if caps.joins[last] == SPACE:
                if flag & (HEAD | PLURAL) and word not in nouns or flag & HONORIFIC and word not in nouns:
                    break
                named = named or word in nouns
            elif gap == "&" or gap == "," and word in _FORMS:
                pass
            elif gap in ("of", "of the", "for", "for the") and named and not caps.owners[last]:
                if complement and flag & NATION:
                    break
                complement = True
            elif gap == "and" and complement and not caps.owners[last] and _goes_on(caps, k, nouns):
                pass
            else:
                break
            last = k
        if caps.owners[last] and last + 1 < len(caps) and not named:
            i = last + 1
            continue
        runs.append((i, last))
        i = last + 1
    return runs


# Legal forms after a comma: "Brightleaf Robotics, Inc."
_FORMS = frozenset({"inc", "ltd", "llc", "corp", "plc", "jsc", "pjsc", "gmbh", "limited", "llp", "co"})


def _goes_on(caps: Capitals, k: int, nouns: frozenset[str]) -> bool:
    """True in "Ministry of Industry and Mineral Resources", not in "Bank of China and National Bank"."""
    m = k
    while caps.joins[m] == SPACE:
        m += 1
    return not any(fold(caps.words[j]) in nouns or caps.flags[j] & (ACRONYM | NATION) for j in range(k, m + 1))


def _is_party(caps: Capitals, first: int, last: int, opening: bool) -> bool:
    """True if the run names a body (by its noun, as a known one, or by its acronym) that acts in the sentence."""
    view = caps.view
    nouns = load_words("en", "body_nouns")
    words = [fold(caps.words[k]) for k in range(first, last + 1)]
    text = text_of(view, caps.starts[first], caps.ends[last])
    if all(caps.flags[k] & NATION for k in range(first, last + 1)):
        return False
    known = text in known_bodies() or caps.words[first] in known_bodies() and len(words) <= 3
    typed = (
        any(word in nouns for word in words)
        and len(words) > 1
        and not words[-1].endswith(("agreement", "treaty", "forum"))
    )
    acronym = len(words) == 1 and bool(caps.flags[first] & ACRONYM) and len(words[0]) > 2
    acronym = (
        acronym
        and view[caps.starts[first] - 1 : caps.starts[first]] != "("
        and not _TICKER.search(view, caps.start, caps.starts[first])
    )
    if not (known or typed or acronym):
        return _is_coupled(caps, first, last)
    before = view[max(caps.start, caps.starts[first] - 40) : caps.starts[first]].lower()
    if opening and words[0] == "government":
        return True
    if _MEETS.search(before):
        return typed
    if caps.starts[first] - caps.start < 5 and not view[caps.start : caps.starts[first]].strip().lower().strip(
        "the \"'"
    ):
        return True
    return bool(_BEFORE.search(before)) or bool(_CONCLUDES.match(view, caps.ends[last], caps.end))


def _is_coupled(caps: Capitals, first: int, last: int) -> bool:
    """True for a name of which nothing is known between which and another body something is concluded."""
    view = caps.view
    flags = caps.flags
    if last - first > 4 or any(flags[k] & (NEVER | NATION | HEAD | MODIFIER) for k in range(first, last + 1)):
        return False
    before = view[max(caps.start, caps.starts[first] - 24) : caps.starts[first]]
    return bool(re.search(r"\bbetween\s+(?:the\s+)?\Z", before)) and (last > first or not flags[first] & NAME)


class _Roll:
    """The bodies of a page so far, by the forms of their names."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.bodies: list[Body] = []
        self._by_form: dict[str, Body] = {}
        self._by_edge: dict[str, list[Body]] = {}

    def add(self, i: int, caps: Capitals, first: int, last: int) -> None:
        """Note that sentence `i` names the body of the capitals `first`..`last`."""
        view = self.page.view
        start, end = caps.starts[first], caps.ends[last]
        name = text_of(self.page.text, start, end)
        alias = _ALIAS.match(view, end, min(caps.end, end + 80))
        phrase_end = alias.end() if alias is not None else end
        country = _country(view, start, end)
        tail = _TAIL.match(view, end, min(caps.end, end + 80))
        if tail is not None:
            places = find_places(view, tail.end(), min(caps.end, tail.end() + 60))
            if places and places[0].start == tail.end() and places[0].kind == "country":
                country, phrase_end = places[0].country, places[0].end
        body = self._find(fold(name), country)
        if body is None:
            body = Body(name, country)
            self.bodies.append(body)
            words = fold(name).split()
            for edge in {words[0], words[-1]}:
                self._by_edge.setdefault(edge, []).append(body)
        elif len(name) > len(body.name):
            body.name = name
        body.country = body.country or country
        self._by_form.setdefault(fold(name), body)
        if alias is not None:
            body.aliases.add(alias.group(1))
            self._by_form.setdefault(fold(alias.group(1)), body)
        body.passages.append((i, start, end, (start, phrase_end)))

    def _find(self, key: str, country: str | None) -> Body | None:
        words = key.split()
        same = self._by_form.get(key)
        candidates = [same] if same is not None else []
        for edge in (words[0], words[-1]):
            candidates += self._by_edge.get(edge, ())[-_CANDIDATES:]
        for body in candidates:
            if not (body.country and country and body.country != country) and (
                body is same or _alike(fold(body.name).split(), words)
            ):
                return body
        return None

    def find_again(self) -> None:
        """Add the other places where the page writes a body's name, its alias or its initials."""
        forms: dict[str, Body] = {}
        for body in self.bodies:
            for form in _forms_of(body):
                forms.setdefault(form, body)
        phrases = Phrases(forms)
        firsts = {form.partition(" ")[0] for form in forms}
        taken = sorted((start, end) for body in self.bodies for _, start, end, _ in body.passages)
        view = self.page.view
        for i, sentence in enumerate(self.page.sentences):
            if sentence.role == "furniture":
                continue
            for match in CAPITALISED.finditer(view, sentence.start, sentence.end):
                start = match.start()
                word = match.group().removesuffix("'s")
                if word not in firsts and match.group() not in firsts or _overlaps(taken, start):
                    continue
                stop = phrases.end_at(view, start, sentence.end, match.group())
                if stop is None:
                    if word not in forms:
                        continue
                    stop = start + len(word)
                body = forms[text_of(view, start, stop)]
                if not body.passages or start not in {passage[1] for passage in body.passages[-1:]}:
                    body.passages.append((i, start, stop, (start, stop)))
        for body in self.bodies:
            body.passages.sort(key=lambda passage: passage[1])


_CANDIDATES = 40
"""How many bodies whose name begins or ends alike are compared: those named latest."""


def _overlaps(taken: list[tuple[int, int]], start: int) -> bool:
    k = bisect_right(taken, (start, start + 1_000_000))
    return k > 0 and taken[k - 1][1] > start


def _alike(one: list[str], other: list[str]) -> bool:
    """True if one name is the short form of the other: "Siemens" of "Siemens AG", "Bank of X" of "Royal Bank of X"."""
    short, full = sorted((one, other), key=len)
    if short == full[: len(short)]:
        return len(short) > 1 or short[0] in _known_forms()
    return short == full[-len(short) :] and len(short) > 2


@cache
def _known_forms() -> frozenset[str]:
    return frozenset(fold(name) for name in known_bodies())


def _forms_of(body: Body) -> set[str]:
    """How the page may write a body's name: in full, by its alias, by its initials."""
    forms = {body.name.replace("\u2019", "'"), *(text_of(alias, 0, len(alias)) for alias in body.aliases)}
    words = [word for word in re.split(r"[\s-]+", body.name) if word[:1].isupper()]
    if len(words) > 3 and words[-1] in ("Group", "Ltd", "Limited", "Inc", "Corporation", "Company"):
        words.pop()
    initials = "".join(word[0] for word in words)
    return forms | {initials} if len(initials) > 2 else forms


def _country(view: str, start: int, end: int) -> str | None:
    known = known_bodies()
    places = find_places(view, start, end)
    found = {p.country for p in places if p.country and p.kind in ("country", "demonym")}
    if len(found) == 1:
        return found.pop()
    text = text_of(view, start, end)
    if text in known:
        return known[text]
    for name in (text, text.split(" ")[0].removesuffix("'s"), " ".join(text.split(" ")[:2]).removesuffix("'s")):
        if known.get(name):
            return known[name]
    if text.startswith("European ") and not found:
        return "EU"
    cities = {p.country for p in places if p.country}
    return cities.pop() if len(cities) == 1 else None
