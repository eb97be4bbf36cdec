"""Organizations that act as a party: those that sign, conclude or are bound by a document, or meet as a body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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
from extract.rules.places import find_places
from extract.text.page import Page


@dataclass(slots=True)
class Body:
    """An organization of the page with all the passages that name it: (sentence, start, end, phrase)."""

    name: str
    country: str | None
    passages: list[tuple[int, int, int, tuple[int, int]]] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)


# What makes a sentence one in which bodies act as parties. The words stand in lower case, so that a headline of a page
# that only mentions "Sign up" does not count.
_ACTS = re.compile(
    r"\b(?:sign(?:ed|s|ing)?|signator(?:y|ies)|conclud(?:ed|es|ing)|inked|initial+ed|entered\s+into|exchanged"
    r"|(?:agreements?|contracts?|memorandums?|memoranda|deals?|protocols?|arrangements?|treat(?:y|ies)|partnerships?"
    r"|ventures?|mou|declarations?|merger)\b[^.;]{0,160}?\b(?:between|with)|meeting\s+of|session\s+of"
    r"|acquire[sd]?|today\s+announced|announced\s+today)\b",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?,?\s*(?:(?:have|has|had|will|would|today|also|both|recently|formally|officially|jointly|yesterday"
    r"|each|then|now)\s+){0,3}(?:sign(?:ed|s|ing)?|conclud(?:ed|es)|inked|initial+ed|entered\s+into|exchanged|agreed|announced)\b"
)
_JOINERS = re.compile(r"\s*(?:,|,?\s+and|\s*&|,?\s+and\s+the|,\s+the|,?\s+as\s+well\s+as(?:\s+the)?)\s*\Z")
_BEFORE = re.compile(
    r"(?:^|\b(?:and|between|with|by|as\s+well\s+as|from|under\s+which|companies|banks|partners"
    r"|assist|help|supply|finance|support|acquired?|join|to)|[,:;(\u2013\u2014\-\"])\s*(?:the\s+|both\s+)?\Z"
)
_COUPLED = re.compile(r"\b(?:between|with|by)\s+(?:the\s+|both\s+)?\Z|\s(?:and|,)\s+(?:the\s+)?\Z")
_MEETS = re.compile(r"\b(?:meeting|session)\s+of\s+(?:the\s+)?\Z")
_ALIAS = re.compile(
    r"\s*\(\s*(?:(?:hereinafter|the|also|or|known|as|referred|to)\s+)*[\"']?([A-Z][\w&.-]*(?:\s+[A-Z][\w&.-]*){0,4})[\"']?\s*\)"
)
_TICKER = re.compile(r"\b[A-Z]{3,9}:\s*\Z")
_TAIL = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?(?=[A-Z])")


def find_bodies(page: Page) -> list[Body]:
    """The organizations of a page that act as parties, in the order of their first passage."""
    bodies: list[Body] = []
    view = page.view
    for i, sentence in enumerate(page.sentences):
        if sentence.role in ("furniture", "header", "label"):
            continue
        opening = view.startswith(("The Government", "the Government", "Government of"), sentence.start)
        if not opening and _ACTS.search(view, sentence.start, sentence.end) is None:
            continue
        caps = all_capitals(view, sentence.start, sentence.end)
        for first, last in _runs(caps):
            if _is_party(caps, first, last, opening):
                _add(page, i, caps, first, last, bodies)
    for body in bodies:
        _find_again(page, body)
    return bodies


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


def _add(page: Page, i: int, caps: Capitals, first: int, last: int, bodies: list[Body]) -> None:
    view = page.view
    start, end = caps.starts[first], caps.ends[last]
    name = " ".join(page.text[start:end].split())
    alias = _ALIAS.match(view, end, min(caps.end, end + 80))
    stop = alias.end() if alias is not None else end
    tail = _TAIL.match(view, end, caps.end)
    phrase_end = stop
    country: str | None = None
    if tail is not None:
        places = find_places(view, tail.end(), min(caps.end, tail.end() + 60))
        if places and places[0].start == tail.end() and places[0].kind == "country":
            country, phrase_end = places[0].country, places[0].end
    country = country or _country(view, start, end)
    key = fold(name)
    body = next((b for b in bodies if _alike(fold(b.name), key, b, country)), None)
    if body is None:
        body = Body(name, country)
        bodies.append(body)
    elif len(name) > len(body.name):
        body.name = name
    body.country = body.country or country
    if alias is not None:
        body.aliases.add(alias.group(1))
    body.passages.append((i, start, end, (start, phrase_end)))


def _alike(one: str, other: str, body: Body, country: str | None) -> bool:
    if one == other or other in {fold(alias) for alias in body.aliases}:
        return True
    if body.country and country and body.country != country:
        return False
    short, full = sorted((one.split(), other.split()), key=len)
    if short == full[: len(short)]:
        return len(short) > 1 or short[0] in {fold(name) for name in known_bodies()}
    return short == full[-len(short) :] and len(short) > 2


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


def _find_again(page: Page, body: Body) -> None:
    """Add the other places where the page writes the body's name, its alias or its initials."""
    view = page.view
    forms = {body.name.replace("\u2019", "'"), *body.aliases}
    words = [word for word in re.split(r"[\s-]+", body.name) if word[:1].isupper()]
    if len(words) > 3 and words[-1] in ("Group", "Ltd", "Limited", "Inc", "Corporation", "Company"):
        words.pop()
    initials = "".join(word[0] for word in words)
    if len(initials) > 2:
        forms.add(initials)
    taken = [(start, end) for _, start, end, _ in body.passages]
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        if form.split(" ")[0] not in view:
            continue
        pattern = r"(?<![\w-])" + r"\s+".join(re.escape(word) for word in form.split()) + r"(?![\w-])"
        for match in re.finditer(pattern, view):
            start, end = match.span()
            if any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            i = _sentence_at(page, start)
            if i is not None:
                body.passages.append((i, start, end, (start, end)))
    body.passages.sort(key=lambda passage: passage[1])


def _sentence_at(page: Page, offset: int) -> int | None:
    low, high = 0, len(page.sentences)
    while low < high:
        middle = (low + high) // 2
        if page.sentences[middle].end <= offset:
            low = middle + 1
        else:
            high = middle
    if low < len(page.sentences) and page.sentences[low].start <= offset and page.sentences[low].role != "furniture":
        return low
    return None
