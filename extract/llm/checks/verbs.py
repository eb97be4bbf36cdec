"""Verbs: words that part one statement of a sentence from another."""

from __future__ import annotations

from functools import cache

from extract.lexicon import load_lines, load_table
from extract.rules.events import meeting_verbs

_IRREGULAR = frozenset("met meets rose fell grew shrank sank slid is was are were has had have".split())


@cache
def finite_verbs() -> frozenset[str]:
    """Forms that are verbs alone, in lower case: not "state", "head" and "chair", which offices have."""
    past = {
        form
        for name in ("stating_verbs", "clause_verbs")
        for line in load_lines("en", name)
        for form in line.split("\t")[0].split()[2:4]
    }
    listed = {verb for name in ("human_verbs", "person_verbs") for verb in load_lines("en", name)}
    moving = {word for word, *_ in load_table("en", "figure_cues") if word.endswith("ed")}
    meeting = {verb for verb in meeting_verbs() if verb.endswith("ed")}
    return frozenset(past | listed | moving | meeting | _IRREGULAR)
