"""The collector: one item for each document and joint commitment of a page, in the order in which it is first named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.rules.agreements import commitments, decisions
from extract.rules.agreements.commitments import Commitment, find_commitments
from extract.rules.agreements.decisions import find_decisions
from extract.rules.agreements.documents import Document, find_documents, opens_list
from extract.rules.agreements.findings import Finding
from extract.rules.agreements.identity import Item, KnownDocuments
from extract.rules.agreements.occasions import CONCLUDED, Occasions
from extract.rules.agreements.pages import joint_page, opens_joint_text
from extract.rules.agreements.parties import Parties
from extract.rules.agreements.phrases import DocumentPhrase
from extract.rules.agreements.sentence import BE, DETERMINERS, Words, cues, read_words
from extract.rules.agreements.subjects import NOBODY, Subject, subject_of
from extract.rules.agreements.vocabulary import NOMINALS, document_nouns, document_verbs
from extract.rules.drafts import AgreementDraft, MeetingDraft, Range
from extract.rules.reading import Reading
from extract.text.page import Sentence

_WORD = re.compile(r"[a-zé]+(?:-[a-z]+)*")
_NOUNS = document_nouns()
_NAMED_NOUNS = frozenset(word for word, noun in _NOUNS.items() if noun.strength == "named")
_DOCUMENT_CUES = frozenset(
    (
        *document_verbs(), *NOMINALS, *cues("preparing"), *cues("coming"), *cues("possible"), *cues("wished_for"),
        "force", "effect", "effective", "into", "under", "party", "signatory", "signatories", "acceded", "accession",
        "joint", "accordance", "pursuant",
    )
)  # fmt: skip
_ACRONYM_CUES = frozenset(word for word, verb in document_verbs().items() if verb.lemma in ("sign", "ratify")) | {
    "acceded", "accession", "party", "signatory", "signatories"
}  # fmt: skip
_FUTURE = frozenset(("will", "shall", "ll", "going"))
_COMMITMENT_CUES = commitments.TRIGGERS - {"agreement", "understanding"} | decisions.TRIGGERS | {"reached"}
# Rules that say what a document is, not that it was concluded at the page's meeting.
_ELSEWHERE = frozenset(
    ("document-named", "document-under", "document-participle", "document-party-to", "document-accession")
)
# Rules whose first word is a verb, and those whose first word is a noun that a verb governs: "welcomed the signing of".
_VERBAL = frozenset(("document-verb", "document-entered-into", "document-accession"))
_NOMINAL = frozenset(("document-signing-of", "document-talks"))
_NOMINAL_REACH = 8
_SIGNING = cues("signing_verbs")
_NOT_IN_TITLES = DETERMINERS | {"following"}
_DROPPED_BEFORE_NAMES = cues("coming") | cues("possible")
# What share of the words of two undertakings must be the same to make them one: a headline is short of words.
_REPEATED, _REPEATED_HEADLINE = 0.9, 0.6
_MEMORY = 60


def find_agreements(reading: Reading, meetings: list[MeetingDraft]) -> list[AgreementDraft]:
    """The documents and joint commitments of the page, in the order in which it first names them."""
    occasions = Occasions(reading, meetings)
    collector = _Collector(reading, occasions, Parties(reading, occasions))
    collector.collect()
    return sorted(collector.drafts, key=lambda draft: draft.evidence[0])


@dataclass(slots=True)
class _List:
    """A list of documents under a line like "The following documents were signed:"."""

    finding: Finding
    sentence: int
    """The last sentence that belongs to it."""
    umbrella: AgreementDraft | None = None
    """The item of the line itself, until an entry of the list follows."""


@dataclass(slots=True)
class _Undertaking:
    """A commitment with what a later sentence needs to repeat it."""

    draft: AgreementDraft
    words: frozenset[str]
    page: int
    heading: bool


@dataclass(slots=True)
class _Collector:
    reading: Reading
    occasions: Occasions
    parties: Parties
    drafts: list[AgreementDraft] = field(default_factory=list)
    documents: KnownDocuments = field(default_factory=KnownDocuments)
    undertakings: list[_Undertaking] = field(default_factory=list)
    joint_pages: set[int] = field(default_factory=set)
    """Pages (headers of a file that may hold several) that are themselves a joint statement."""
    open_list: _List | None = None

    def collect(self) -> None:
        page = self.reading.page
        for number, header in enumerate(page.headers):
            if header.title is not None:
                self._read_title(number, *header.title)
        for i, sentence in enumerate(page.sentences):
            if sentence.role == "furniture":
                continue
            if self.open_list is not None and i - self.open_list.sentence > 1:
                self.open_list = None
            found = set(_WORD.findall(page.view[sentence.start : sentence.end].lower()))
            if "we" in found and opens_joint_text(page.view, sentence.start):
                self.joint_pages.add(sentence.header)
            documents = self._may_name_documents(found)
            undertakings = self._may_undertake(found, sentence.header)
            if documents or undertakings:
                words = read_words(page.view, sentence.start, sentence.end)
                named = self._read_documents(i, sentence, words) if documents else []
                if undertakings:
                    self._read_undertakings(i, sentence, words, named)

    # ------------------------------------------------------------ a look that spares most sentences a closer one
    def _may_name_documents(self, found: set[str]) -> bool:
        if found.isdisjoint(_NOUNS):
            return not found.isdisjoint(_ACRONYM_CUES)
        return not found.isdisjoint(_NAMED_NOUNS) or not found.isdisjoint(_DOCUMENT_CUES) or self.open_list is not None

    def _may_undertake(self, found: set[str], page: int) -> bool:
        if not found.isdisjoint(_COMMITMENT_CUES):
            return True
        if found.isdisjoint(_FUTURE):
            return False
        return page in self.joint_pages or "and" in found or not found.isdisjoint(cues("pledging_heads"))

    # ------------------------------------------------------------ the page itself
    def _read_title(self, number: int, start: int, end: int) -> None:
        page = self.reading.page
        itself = joint_page(page.view, start, end)
        if itself is None:
            return
        self.joint_pages.add(number)
        draft = AgreementDraft(
            evidence=[(start, end)],
            rule="document-page",
            matched=itself.matched,
            kind=itself.kind,
            status="adopted",
            title=_flat(page.text[start:end]),
        )
        draft.parties = self.parties.of_page(number, (start, end))
        self.occasions.place_page(draft, number)
        self.drafts.append(draft)
        self.documents.add(Item(draft, None, number, -9))

    # ------------------------------------------------------------ documents
    def _read_documents(self, i: int, sentence: Sentence, words: Words) -> list[Document]:
        listed = self.open_list
        found = find_documents(words, heading=sentence.role == "title", listed=listed.finding if listed else None)
        is_entry = any(document.finding and document.finding.rule == "document-listed" for document in found)
        if listed is not None and is_entry:
            listed.sentence = i
            self._drop_umbrella(listed)
        elif (opened := opens_list(words, found)) is not None:
            self.open_list = _List(opened, i)
        previous: DocumentPhrase | None = None
        for document in found:
            self._read_document(i, sentence, words, document, previous)
            previous = document.phrase
        return found

    def _drop_umbrella(self, listed: _List) -> None:
        """The entries of a list are the items; the line that announces them is not one more."""
        if listed.umbrella is None:
            return
        for item in self.documents.announced_by(listed.umbrella):
            self.documents.drop(item)
            for index in range(len(self.drafts) - 1, -1, -1):
                if self.drafts[index] is item.draft:
                    del self.drafts[index]
                    break
        listed.umbrella = None

    def _read_document(
        self, i: int, sentence: Sentence, words: Words, document: Document, previous: DocumentPhrase | None
    ) -> None:
        phrase, finding = document.phrase, document.finding
        subject = _subject(words, finding)
        verbal = finding is not None and finding.rule in _VERBAL
        evidence = _evidence(words, phrase, finding, previous, subject if verbal else NOBODY)
        item = self.documents.named_again(phrase, finding, sentence.header, i)
        if item is not None:
            item.sentence = i
            _add_evidence(item.draft, evidence, since=sentence.start)
            self._learn(item, i, words, document, subject)
        elif finding is not None:
            self._add_document(i, sentence, words, document, subject, evidence)

    def _add_document(
        self, i: int, sentence: Sentence, words: Words, document: Document, subject: Subject, evidence: Range
    ) -> None:
        phrase, finding = document.phrase, document.finding
        assert finding is not None
        draft = AgreementDraft(
            evidence=[evidence],
            rule=finding.rule,
            matched=_range(words, finding.first, finding.last),
            kind=phrase.kind,
            status=finding.status,
            title=self._title(words, phrase),
        )
        draft.parties = self.parties.of_document(i, words, phrase, subject)
        if finding.status == "signed":
            draft.signatories = self.parties.signatories(i, words, finding, subject)
        said = _range(words, finding.first, phrase.last)
        name = None if finding.first >= phrase.head else _range(words, phrase.head, phrase.last)
        elsewhere = finding.rule in _ELSEWHERE
        self.occasions.place(draft, i, said, name=name, until=sentence.end, elsewhere=elsewhere)
        self.drafts.append(draft)
        heading = sentence.role == "title"
        self.documents.add(
            Item(draft, phrase.noun, sentence.header, i, phrase.count, phrase.content, phrase.named, heading)
        )
        if self.open_list is not None and self.open_list.sentence == i and self.open_list.umbrella is None:
            announces = finding is self.open_list.finding and phrase.noun.plural
            if announces and (not phrase.content or words.low[-1] == ":"):
                self.open_list.umbrella = draft

    def _title(self, words: Words, phrase: DocumentPhrase) -> str:
        text = self.reading.page.text
        first = phrase.first
        while first < phrase.head and (
            words.low[first] in _NOT_IN_TITLES or (phrase.named and words.low[first] in _DROPPED_BEFORE_NAMES)
        ):
            first += 1
        if phrase.topic is None:
            return _flat(text[words.starts[first] : words.ends[phrase.last - 1]])
        a, b = phrase.topic
        return _flat(
            f"{text[words.starts[first] : words.ends[phrase.head]]} {text[words.starts[a] : words.ends[b - 1]]}"
        )

    def _learn(self, item: Item, i: int, words: Words, document: Document, subject: Subject) -> None:
        """Take from a later mention what it adds: the full name, the signing of what was only referred to."""
        phrase, finding, draft = document.phrase, document.finding, item.draft
        if item.noun is not None and phrase.content > item.content and (item.heading or not item.content):
            item.content, item.named = phrase.content, phrase.named
            draft.title = self._title(words, phrase)
        if finding is None:
            return
        if item.heading and finding.status == draft.status:
            # A headline names the parties in short.
            parties = self.parties.of_document(i, words, phrase, subject)
            draft.parties = parties if len(parties) >= len(draft.parties) else draft.parties
        item.heading = False
        if finding.status == "signed" and not draft.signatories:
            draft.signatories = self.parties.signatories(i, words, finding, subject)
        if draft.rule in ("document-named", "document-under") and finding.status in CONCLUDED:
            draft.status, draft.rule = finding.status, finding.rule
            draft.matched = _range(words, finding.first, finding.last)
        if draft.date is None and finding.status == draft.status:
            said = _range(words, finding.first, finding.last)
            draft.date = self.occasions.stated_date(i, said, name=None, until=words.ends[-1])

    # ------------------------------------------------------------ undertakings
    def _read_undertakings(self, i: int, sentence: Sentence, words: Words, named: list[Document]) -> None:
        joint = sentence.header in self.joint_pages
        found = [*find_commitments(words, joint_document=joint), *find_decisions(words)]
        for commitment in found:
            if not _is_about_document(words, commitment, named):
                self._add_undertaking(i, sentence, words, commitment, joint_document=joint)

    def _add_undertaking(
        self, i: int, sentence: Sentence, words: Words, commitment: Commitment, *, joint_document: bool
    ) -> None:
        a, b = commitment.gist
        first, subject = commitment.trigger, commitment.subject
        if subject.number != "none" and subject.start < first and first - subject.end <= 6:
            first = subject.start
        draft = AgreementDraft(
            evidence=[_range(words, min(first, a), max(commitment.last, b))],
            rule=commitment.rule,
            matched=_range(words, min(commitment.trigger, a), max(a, commitment.trigger + 1)),
            kind=commitment.kind,
            status=commitment.status,
            title=_flat(self.reading.page.text[words.starts[a] : words.ends[max(a, b - 1)]]),
        )
        if not self.parties.bind(draft, i, words, commitment, joint_document=joint_document):
            return
        told = frozenset(word for word in words.low[a:b] if word.isalnum() and len(word) > 3)
        repeated = self._repeated(told, sentence)
        if repeated is not None:
            _add_evidence(repeated.draft, draft.evidence[0], since=sentence.start)
            return
        verb = _range(words, commitment.trigger, commitment.trigger + 1)
        until = max(words.starts[a], verb[1])
        self.occasions.place(draft, i, verb, name=None, until=until, elsewhere=False)
        self.drafts.append(draft)
        self.undertakings.append(_Undertaking(draft, told, sentence.header, sentence.role == "title"))

    def _repeated(self, told: frozenset[str], sentence: Sentence) -> _Undertaking | None:
        """The undertaking that a sentence says again: "agree to boost trade", then "agreed to boost mutual trade"."""
        for earlier in self.undertakings[-_MEMORY:]:
            shorter = min(len(earlier.words), len(told))
            enough = _REPEATED_HEADLINE if earlier.heading else _REPEATED
            if earlier.page == sentence.header and shorter and len(earlier.words & told) >= enough * shorter:
                if earlier.heading or shorter > 2:
                    return earlier
        return None


def _subject(words: Words, finding: Finding | None) -> Subject:
    """Who does what the finding says, if a verb says it."""
    if finding is None:
        return NOBODY
    if finding.rule in _VERBAL:
        return subject_of(words, finding.first)
    before = range(finding.first - 1, max(finding.first - _NOMINAL_REACH, 0), -1)
    if finding.rule == "document-party-to":
        verb = next((k for k in before if words.low[k] in BE), None)
    elif finding.rule in _NOMINAL:
        verb = next((k for k in before if words.finite(k)), None)
    else:
        return NOBODY
    return NOBODY if verb is None else subject_of(words, verb)


def _add_evidence(draft: AgreementDraft, passage: Range, *, since: int) -> None:
    """Add a passage, unless it overlaps another; `since` is where its sentence starts, and passages stand in order."""
    for start, end in reversed(draft.evidence):
        if end <= since:
            break
        if start < passage[1] and passage[0] < end:
            return
    draft.evidence.append(passage)


def _evidence(
    words: Words, phrase: DocumentPhrase, finding: Finding | None, previous: DocumentPhrase | None, subject: Subject
) -> Range:
    """From the verb and its subject to the title's end; for a further member of a list its own words only."""
    first, last = phrase.first, phrase.last
    if phrase.topic is not None:
        shared = previous is not None and previous.head == phrase.head
        first, last = phrase.topic[0] if shared else first, phrase.topic[1]
    if finding is not None:
        if (previous is None or previous.last <= finding.first) and finding.first <= phrase.first:
            first = min(first, finding.first)
            if subject.number != "none" and (previous is None or previous.last <= subject.start):
                first = min(first, subject.start)
        if finding.first <= phrase.first <= finding.last and phrase.topic is None:
            last = max(last, finding.last)
    return _range(words, first, last)


def _is_about_document(words: Words, commitment: Commitment, documents: list[Document]) -> bool:
    """Whether the commitment only says that a document is to be signed, or names one: the document is the item."""
    a, b = commitment.gist
    for document in documents:
        phrase, finding = document.phrase, document.finding
        if finding is None:
            continue
        if commitment.trigger <= finding.first <= a + 1 and words.low[a] in _SIGNING:
            return True
        if phrase.first <= a + 1 and (b <= phrase.last + 2 or finding.rule == "document-agreed-on"):
            if phrase.last > a:
                return True
    return False


def _range(words: Words, first: int, last: int) -> Range:
    size = len(words)
    return words.starts[min(first, size - 1)], words.ends[min(max(last, first + 1), size) - 1]


def _flat(text: str) -> str:
    return " ".join(text.split())
