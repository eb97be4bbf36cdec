"""Vocabulary: the nouns that name documents, and the verbs that say what becomes of them."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple, cast

from extract.lexicon import load_table
from extract.rules.agreements.sentence import Verb, load_verbs
from extract.schemas import AgreementKind, AgreementStatus

Strength = Literal["named", "verb", "described", "whole", "chosen"]
"""What makes the noun an item; the lexicon `document_nouns` explains the words."""


class Noun(NamedTuple):
    """A noun that names a document, from the lexicon."""

    singular: str
    plural: bool
    kind: AgreementKind
    strength: Strength
    needs: frozenset[str] = frozenset()
    """Words one of which makes it a document: "joint" for "statement"."""


@cache
def document_nouns() -> dict[str, Noun]:
    """Every form of the document nouns, lower case.

    >>> document_nouns()["memoranda"].singular
    'memorandum'
    """
    found: dict[str, Noun] = {}
    for written, kind, strength, *needs in load_table("en", "document_nouns"):
        words = written.split()
        for word in words:
            plural = word != words[0] and word.endswith(("s", "memoranda"))
            needed = frozenset(needs[0].split()) if needs else frozenset[str]()
            found[word] = Noun(words[0], plural, cast(AgreementKind, kind), cast(Strength, strength), needed)
    return found


@cache
def document_verbs() -> dict[str, Verb]:
    """Every form of the verbs that say what becomes of a document."""
    return load_verbs("document_verbs")


NOMINALS: dict[str, AgreementStatus] = {
    "signing": "signed", "signature": "signed", "initialling": "signed", "initialing": "signed",
    "conclusion": "signed", "exchange": "signed", "ratification": "adopted", "adoption": "adopted",
    "approval": "adopted", "issuance": "adopted", "publication": "adopted", "launch": "adopted",
    "launching": "adopted", "announcement": "adopted", "establishment": "adopted", "endorsement": "adopted",
    "renewal": "agreed", "extension": "agreed", "finalisation": "agreed", "finalization": "agreed",
    "implementation": "in_force",
}  # fmt: skip
"""Nouns of action before "of <document>", with the status they give it."""
