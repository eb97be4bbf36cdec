"""Evidence: how sure it is that a capitalised name with neither office nor title of address is a person's."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import load_words
from extract.rules.names import (
    CITY,
    GIVEN,
    INITIAL,
    LINKED,
    NAME,
    NEVER,
    SUFFIX,
    SURNAME,
    WORD,
    Capitals,
    Name,
    looks_like_surname,
    singular_heads,
)


def weigh_name(caps: Capitals, name: Name, *, headline: bool) -> float:
    """How sure it is that a bare name is a person's."""
    if all(len(part) == 1 for part in name.parts):
        # "E & O E": nobody is called by initials only.
        return -9.0
    single = len(name.parts) == 1
    score = 0.0
    for position, flag in enumerate(name.flags):
        if position == 0:
            if flag & GIVEN:
                score += 2.0 if not flag & (WORD | NEVER) else 1.5 if caps.before(name.first).strip() else 0.75
            elif flag & INITIAL:
                score += 1.5
            elif flag & SURNAME:
                score += 0.0 if flag & WORD else 1.0
            elif not flag:
                score += 0.5
            if flag & CITY:
                # "Tanabe Kenji": many surnames of Japan are cities, too.
                asian = not flag & NAME and not single and name.flags[1] & GIVEN and not name.flags[1] & CITY
                score += 1.0 if asian else -1.0
            if single and name.parts[0] in load_words("en", "mononyms"):
                score += 3.0
        elif flag & (INITIAL | SUFFIX):
            score += 1.5
        elif flag & SURNAME:
            score += 1.0 if flag & WORD else 2.0
        elif flag & GIVEN:
            score += 0.5 if flag & WORD else 1.5
        elif flag & CITY:
            score += 1.0 if name.flags[0] & GIVEN and not name.flags[0] & (CITY | WORD) else -1.0
        elif flag & WORD:
            score += 0.5
        elif not flag:
            score += 2.0 if looks_like_surname(caps.words[name.first + position]) else 1.0
    if not single and any(caps.joins[m] == LINKED for m in range(name.first, name.last)):
        score += 1.0
    view = caps.view
    if not caps.owners[name.last]:
        follow = _NEXT_WORD.match(view, name.end, caps.end)
        if follow is not None and follow.group(1) in _person_verbs():
            human = follow.group(1) in load_words("en", "human_verbs")
            score += 2.0 if human or not single else 1.0
        elif _LIFE.match(view, name.end, caps.end):
            score += 2.5 if single else 1.5
        elif not single and _is_apposed(view, name.end, caps.end):
            score += 2.0
    word = _LAST_WORD.search(caps.before(name.first)[-24:])
    if word is not None:
        previous = word.group(1)
        if previous in _BEFORE_NAME or previous in load_words("en", "person_nouns") or previous in singular_heads():
            score += 2.0 if not single or previous in _BEFORE_NAME else 1.5
        elif single and previous in ("with", "and") and name.flags[0] & GIVEN:
            score += 0.5
        elif previous in ("the", "a", "an"):
            score -= 2.5
        elif previous in ("in", "at", "from", "near", "across", "around"):
            score -= 1.0
        elif previous == "to" and single and _TRAVEL.search(caps.before(name.first)):
            score -= 2.0
    return score - 0.5 if headline else score


@cache
def _person_verbs() -> frozenset[str]:
    return load_words("en", "person_verbs") | load_words("en", "speech_verbs") | load_words("en", "human_verbs")


# "before travelling to Darwin"
_TRAVEL = re.compile(
    r"\b(?:travel\w*|fl(?:y|ies|ew|ying|own)|return\w*|go(?:es|ing)?|went|heading|headed|visits?|trips?)(?:\s+on)?\s+to\s*\Z"
)
_NEXT_WORD = re.compile(
    r"[\"')]?\s+(?:(?:also|then|later|once|first|reportedly|has|had|have|will|would|who|himself|herself|is|was|were|has"
    r"|never|always|quickly|finally|slowly|quietly)\s+){0,2}([a-z-]+)"
)
# "(1867-1934)", "(born 3 May 1920)", "(1957)", ", 34,", ", who", "et al."
_LIFE = re.compile(
    r",?\s*\(\s*(?:born|b\.|c\.|\d{3,4}|\d{1,2} [A-Z][a-z]+ \d{4})|,\s(?:aged\s)?\d\d\b|,\s+who\b|\s+et\s+al\b"
)
_LAST_WORD = re.compile(r"([a-z-]+)[\s,:\"'(]*\Z")
_BEFORE_NAME = frozenset("said says by added told wrote named called asked replied thank thanks".split())
_APPOSED = re.compile(r"\s?,\s+(?:an?|the|his|her|its|their|one)\s+((?:[A-Za-z-]+\s+){0,4}?[a-z-]+)\b")


def _is_apposed(view: str, start: int, end: int) -> bool:
    """True before ", an English poet": a noun for persons within five words after a comma and an article."""
    match = _APPOSED.match(view, start, min(end, start + 80))
    if match is None:
        return False
    words = view[match.start(1) : min(end, match.start(1) + 60)].split()[:5]
    return any(word.strip(".,;") in load_words("en", "person_nouns") for word in words)
