"""Circumstances of an agreement: between whom, when, signed by whom, and at which meeting."""

from __future__ import annotations

from dataclasses import dataclass

from extract.rules.clauses import Words
from extract.rules.commitments import Commitment
from extract.rules.clauses import Subject
from extract.rules.document_phrases import DocumentPhrase
from extract.rules.documents import Finding
from extract.rules.drafts import AgreementDraft, MeetingDraft, Range
from extract.rules.reading import Reading


@dataclass(slots=True)
class Circumstances:
    reading: Reading
    meetings: list[MeetingDraft]

    def of_page(self, draft: AgreementDraft, page: int, title: Range) -> None: ...
    def of_document(self, draft: AgreementDraft, i: int, words: Words, phrase: DocumentPhrase, finding: Finding, subject: Subject) -> None: ...
    def of_commitment(self, draft: AgreementDraft, i: int, words: Words, commitment: Commitment) -> bool: return True
    def date_later(self, draft: AgreementDraft, i: int, words: Words, finding: Finding) -> None: ...
