"""Agreements: the quote must tell of a document or an undertaking that the text does not deny."""

from __future__ import annotations

import re
from functools import cache, partial

from extract.lexicon import load_words
from extract.llm.checks.ground import Ground, Range, Refusal, shown
from extract.llm.checks.people import Roster
from extract.llm.proposal import ProposedAgreement
from extract.rules.agreements.sentence import load_verbs
from extract.rules.agreements.vocabulary import NOMINALS, document_nouns, document_verbs
from extract.rules.places import find_places
from extract.schemas import Agreement, AgreementStatus

_CONCLUDED = frozenset({"signed", "adopted", "agreed", "in_force"})
# "The treaty expired": it is not in force any more.
_ENDED = re.compile(
    r"\b(?:expired|lapsed|terminated|annulled|repealed|revoked|denounced|(?:withdrew|withdrawn|withdrawal)\s+from"
    r"|no\s+longer\s+(?:in\s+force|valid|applies))\b",
    re.IGNORECASE,
)
_UNDERTAKEN = frozenset({"commitment", "decision"})


def check_agreement(ground: Ground, roster: Roster, proposed: ProposedAgreement) -> Agreement:
    """The agreement that the document states where the proposal points; `Refusal` says why there is none."""
    passage = ground.quoted(proposed.quote)
    status = _status(ground, passage, proposed)
    of = f"agreement {ground.as_written(passage)[:40]!r}"
    return Agreement(
        id="a1",
        evidence=(ground.span(passage),),
        found_by=("llm",),
        kind=proposed.kind,
        title=ground.wording(proposed.title, passage, f"{of}, title"),
        status=status,
        date=ground.period(proposed.date, passage, f"{of}, date"),
        parties=_parties(ground, proposed.parties, passage, of),
        signatories=_signatories(ground, roster, proposed.signatories, passage, of),
    )


def _status(ground: Ground, passage: Range, proposed: ProposedAgreement) -> AgreementStatus:
    # "Will" and "plan" tell of an undertaking; where a document is to be signed, only the signing tells how far it is.
    tells = (partial(_makes, proposed.status), _acts_on_documents, _names_a_document, _undertakes)
    prospect = ground.stated(passage, tells, "an agreement")
    ended = _ENDED.search(ground.view, *ground.sentences_range(passage)) if proposed.status == "in_force" else None
    if ended is not None and ground.reading.words:
        raise Refusal(f"the document denies it: {shown(ended.group())}")
    if prospect is None or proposed.status not in _CONCLUDED:
        return proposed.status
    if prospect == "future" and proposed.status == "agreed" and proposed.kind in _UNDERTAKEN:
        return "agreed"  # what is undertaken lies ahead
    status: AgreementStatus = "planned" if prospect == "future" else "proposed"
    ground.note(f"agreement {ground.as_written(passage)[:40]!r}: {status}, not {proposed.status}")
    return status


def _parties(ground: Ground, words: tuple[str, ...], passage: Range, of: str) -> tuple[str, ...]:
    """Countries as codes, organizations by their names, as far as the document names them."""
    parties: dict[str, None] = {}
    for party in words:
        place = ground.find(party, passage)
        if place is None and (country := _named_otherwise(ground, party, passage)) is not None:
            parties[country] = None
        elif place is None:
            ground.note(f"{of}, party: the document does not say {shown(party)}")
        elif (country := ground.country(place)) is not None:
            parties[country] = None
        elif any(char.isupper() for char in ground.as_written(place)):
            parties[ground.as_written(place)] = None
        else:
            ground.note(f"{of}, party: {shown(party)} is no country and no organization")
    return tuple(parties)


def _named_otherwise(ground: Ground, party: str, passage: Range) -> str | None:
    """The country that the sentences name in another form: "Norway" for "Norwegian"."""
    named = {place.country for place in find_places(party, 0, len(party)) if place.country}
    country = named.pop() if len(named) == 1 else None
    said = {place.country for place in ground.places(ground.sentences_range(passage))}
    return country if country in said else None


def _signatories(ground: Ground, roster: Roster, names: tuple[str, ...], passage: Range, of: str) -> tuple[str, ...]:
    """Those who are named where the signing is told: whoever is named elsewhere may have done anything else."""
    signed: list[str] = []
    for id in roster.refer_all(names, passage):
        person = next(person for person in roster.found if person.id == id)
        if ground.is_close(person.mentions, passage):
            signed.append(id)
        else:
            ground.note(f"{of}, signatory: {shown(person.name)} is not named where it is told")
    return tuple(signed)


def _makes(status: AgreementStatus, word: str) -> bool:
    """Whether the word says of a document that it has the status: "signed", "signing", "initialled"."""
    verb = document_verbs().get(word)
    return NOMINALS.get(word) == status or (verb is not None and verb.traits[0] == status)


def _acts_on_documents(word: str) -> bool:
    return word in document_verbs() or word in NOMINALS


def _names_a_document(word: str) -> bool:
    return any(part in document_nouns() for part in (word, *word.split("-")))


@cache
def _undertaking_words() -> frozenset[str]:
    return frozenset(load_verbs("commitment_verbs")) | load_words("en", "undertaking_words")


def _undertakes(word: str) -> bool:
    return any(part in _undertaking_words() for part in (word, *word.split("-")))
