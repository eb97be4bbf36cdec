"""Findings: what became of a document, and which verbs can say it of which nouns."""

from __future__ import annotations

from typing import NamedTuple, cast

from extract.rules.agreements.outlook import Outlook
from extract.rules.agreements.phrases import DocumentPhrase
from extract.rules.agreements.sentence import Verb
from extract.schemas import AgreementKind, AgreementStatus


class Finding(NamedTuple):
    """What became of a document, the rule that says so, and the words that made it fire."""

    status: AgreementStatus
    rule: str
    first: int
    last: int


DENIED = Finding("proposed", "document-denied", 0, 0)
"""What a sentence denies or merely talks about is no item, however proper its title."""

ISSUED: frozenset[AgreementKind] = frozenset(("joint_statement", "declaration", "communique"))
BETWEEN_PARTIES: frozenset[AgreementKind] = frozenset(("agreement", "treaty", "contract", "memorandum"))
_DECIDED: frozenset[AgreementKind] = frozenset((*ISSUED, "decision", "programme"))
# What one "makes" is agreed, not decided, if it is one of these.
_MADE = frozenset(("deal", "agreement", "pact", "accord"))


def found(happened: Outlook, status: AgreementStatus, rule: str, first: int, last: int) -> Finding:
    """The finding that a document has `status`, if what says so happened."""
    if happened == "no":
        return DENIED
    return Finding(status if happened == "done" else happened, rule, first, last)


def takes(verb: Verb, phrase: DocumentPhrase) -> bool:
    """Whether the verb says of such a noun that it was concluded: "reached a deal", not "reached a plan"."""
    objects, noun = verb.traits[1], phrase.noun
    if noun.strength == "chosen":
        return objects == "chosen" or verb.lemma in ("adopt", "approve", "reach", "agree", "endorse")
    if objects == "chosen":
        return verb.lemma == "make" and (noun.singular in _MADE or phrase.kind in ISSUED)
    if objects == "contract":
        return noun.kind == "contract" or noun.singular == "deal"
    if objects == "treaty":
        return noun.kind == "treaty" or noun.singular in _MADE
    if verb.lemma == "issue":
        return phrase.kind in ISSUED or phrase.kind == "decision" or noun.singular == "document"
    if verb.lemma == "implement":
        return noun.singular not in ("initiative", "partnership")
    return objects == "any" or noun.strength in ("named", "verb") or noun.singular == "framework" or phrase.named


def status_of(verb: Verb, phrase: DocumentPhrase) -> AgreementStatus:
    """The status that the verb gives the document once it happened."""
    if phrase.kind in BETWEEN_PARTIES and verb.lemma in ("announce", "unveil", "make"):
        # To announce a deal is to say that it has been reached.
        return "agreed"
    return agreed_or_adopted(phrase.kind) if verb.traits[0] == "agreed" else cast(AgreementStatus, verb.traits[0])


def agreed_or_adopted(kind: AgreementKind) -> AgreementStatus:
    """What parties agree on: they adopt a declaration, and agree an agreement."""
    return "adopted" if kind in _DECIDED else "agreed"
