"""Agreements: the quote must tell of a document or an undertaking that the text does not deny."""

from __future__ import annotations

from functools import cache

from extract.lexicon import load_words
from extract.llm.checks.ground import Ground, Range, shown
from extract.llm.checks.people import Roster
from extract.llm.proposal import ProposedAgreement
from extract.rules.agreements.sentence import load_verbs
from extract.rules.agreements.vocabulary import NOMINALS, document_nouns, document_verbs
from extract.schemas import Agreement, AgreementStatus

_CONCLUDED = frozenset({"signed", "adopted", "agreed", "in_force"})


def check_agreement(ground: Ground, roster: Roster, proposed: ProposedAgreement) -> Agreement:
    """The agreement that the document states where the proposal points; `Refusal` says why there is none."""
    passage = ground.quoted(proposed.quote)
    status = _status(ground, passage, proposed.status)
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
        signatories=roster.refer_all(proposed.signatories, passage),
    )


def _status(ground: Ground, passage: Range, proposed: AgreementStatus) -> AgreementStatus:
    prospect = ground.stated(passage, _tells_of_agreement, "an agreement")
    if proposed in _CONCLUDED and prospect is not None:
        status: AgreementStatus = "planned" if prospect == "future" else "proposed"
        ground.note(f"agreement {ground.as_written(passage)[:40]!r}: {status}, not {proposed}")
        return status
    return proposed


def _parties(ground: Ground, words: tuple[str, ...], passage: Range, of: str) -> tuple[str, ...]:
    """Countries as codes, organizations by their names, as far as the document names them."""
    parties: dict[str, None] = {}
    for party in words:
        place = ground.find(party, passage)
        if place is None:
            ground.note(f"{of}, party: the document does not say {shown(party)}")
        elif (country := ground.country(place)) is not None:
            parties[country] = None
        elif any(char.isupper() for char in ground.as_written(place)):
            parties[ground.as_written(place)] = None
        else:
            ground.note(f"{of}, party: {shown(party)} is no country and no organization")
    return tuple(parties)


@cache
def _agreement_words() -> frozenset[str]:
    verbs = (*document_verbs(), *load_verbs("commitment_verbs"))
    return frozenset((*document_nouns(), *NOMINALS, *verbs)) | load_words("en", "undertaking_words")


def _tells_of_agreement(word: str) -> bool:
    return word in _agreement_words() or any(part in _agreement_words() for part in word.split("-"))
