"""Agreements: the documents and joint commitments of a page, each one item however often it is named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.rules.agreement_parties import Circumstances
from extract.rules.clauses import Subject, Words, cues, read_words, subject_of
from extract.rules.commitments import TRIGGERS, Commitment, find_commitments
from extract.rules.document_phrases import DocumentPhrase, Noun, document_nouns, document_verbs
from extract.rules.documents import NOMINALS, Document, Finding, find_documents, opens_list
from extract.rules.drafts import AgreementDraft, MeetingDraft, Range
from extract.rules.reading import Reading
from extract.schemas import AgreementKind
from extract.text.page import Sentence

_WORD = re.compile(r"[a-zé]+(?:-[a-z]+)*")
_NOUNS = document_nouns()
_NAMED_NOUNS = frozenset(word for word, noun in _NOUNS.items() if noun.strength == "named")
_DOCUMENT_CUES = frozenset(
    (
        *document_verbs(), *NOMINALS, *cues("preparing"), "force", "effect", "effective", "into", "under", "party",
        "signatory", "signatories", "acceded", "accession", "joint", "accordance", "pursuant", "draft", "proposed",
        "future",
    )
)  # fmt: skip
_ACRONYM_CUES = frozenset(word for word, verb in document_verbs().items() if verb.lemma in ("sign", "ratify")) | {
    "acceded",
    "accession",
}
_FUTURE = frozenset(("will", "shall"))
_WITHOUT_FUTURE = TRIGGERS - _FUTURE - {"agreement", "understanding", "ready", "set"}
_OTHER_TRIGGERS = frozenset(("ready", "set", "reached"))
# The document that a page is itself: "Joint Statement on ...", "The Delhi Declaration"; not "Joint press statements".
_PAGE_TITLE = re.compile(
    r"\bjoint\s+(?:[\w'’-]+\s+){0,3}?(?P<joint>statement|communiqu[eé]|declaration)\b"
    r"|^\W*(?:the\s+)?[A-Z][\w-]+\s+(?P<placed>declaration|communiqu[eé])\b",
    re.IGNORECASE,
)
# How many documents back a later mention may point: a file of a thousand pages stays linear.
_MEMORY = 60
# How many sentences back "the deal" may mean a treaty or a memorandum.
_NEAR = 5
# How several parties begin a text of their own: "We, the Heads of State of ...".
_WE_THE = ("We, the ", "WE, THE ", "We the Heads", "We the Leaders")
_PAGE_KINDS: dict[str, AgreementKind] = {"statement": "joint_statement", "declaration": "declaration"}
_LOOSE: frozenset[AgreementKind] = frozenset(("agreement", "treaty", "memorandum", "contract"))
_CONCLUDED = frozenset(("signed", "adopted", "agreed"))
_SIGNING = cues("signing_verbs")
_POINTERS = cues("pointers")
_COMING = cues("coming")
_ARTICLES = frozenset("the a an this that these those both its their our his her your my such".split())


def find_agreements(reading: Reading, meetings: list[MeetingDraft]) -> list[AgreementDraft]:
    """The documents and joint commitments of the page, in the order in which it first names them."""
    collector = _Collector(reading, Circumstances(reading, meetings))
    collector.collect()
    return sorted(collector.drafts, key=lambda draft: draft.evidence[0])


@dataclass(slots=True)
class _Item:
    """A document with what later mentions need to find it again."""

    kind: AgreementKind
    noun: Noun | None
    """None for the document that the page is itself."""
    count: str | None
    content: frozenset[str]
    named: bool
    page: int
    draft: AgreementDraft
    sentence: int
    """The last sentence that names it."""
    heading: bool = False

    @property
    def plural(self) -> bool:
        return self.noun is not None and self.noun.plural

    @property
    def word(self) -> str:
        return self.noun.singular if self.noun else self.kind.rsplit("_", 1)[-1]


@dataclass(slots=True)
class _List:
    """A list of documents under a line like "The following documents were signed:"."""

    finding: Finding
    sentence: int
    """The last sentence that belongs to it."""
    umbrella: AgreementDraft | None = None
    """The item of the line itself, until an entry of the list follows."""


def _overlaps(passage: Range, passages: list[Range], *, since: int) -> bool:
    """Whether `passage`, of the sentence that starts at `since`, overlaps one of `passages`, which stand in order."""
    for start, end in reversed(passages):
        if end <= since:
            return False
        if start < passage[1] and passage[0] < end:
            return True
    return False


@dataclass(slots=True)
class _Collector:
    reading: Reading
    circumstances: Circumstances
    drafts: list[AgreementDraft] = field(default_factory=list)
    items: list[_Item] = field(default_factory=list)
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
            if "we" in found and any(opening in page.view[sentence.start : sentence.start + 24] for opening in _WE_THE):
                self.joint_pages.add(sentence.header)
            documents = self._may_name_documents(found)
            joint = sentence.header in self.joint_pages
            commitments = (
                not found.isdisjoint(_WITHOUT_FUTURE)
                or not found.isdisjoint(_OTHER_TRIGGERS)
                or (
                    not found.isdisjoint(_FUTURE)
                    and (joint or "and" in found or not found.isdisjoint(cues("pledging_heads")))
                )
            )
            if documents or commitments:
                self._read_sentence(i, sentence, documents=documents, commitments=commitments)

    def _may_name_documents(self, found: set[str]) -> bool:
        """A look at the words of a sentence that spares most sentences a closer one."""
        if found.isdisjoint(_NOUNS):
            return not found.isdisjoint(_ACRONYM_CUES)
        return not found.isdisjoint(_NAMED_NOUNS) or not found.isdisjoint(_DOCUMENT_CUES) or self.open_list is not None

    # ------------------------------------------------------------ the page itself
    def _read_title(self, number: int, start: int, end: int) -> None:
        page = self.reading.page
        match = _PAGE_TITLE.search(page.view, start, end)
        if match is None:
            return
        words = read_words(page.view, start, end)
        if any(document.finding for document in find_documents(words, heading=True)):
            # "Leaders sign joint statement" is news of one.
            return
        kind = _PAGE_KINDS.get((match["joint"] or match["placed"]).lower(), "communique")
        self.joint_pages.add(number)
        draft = AgreementDraft(
            evidence=[(start, end)],
            rule="document-page",
            matched=match.span(),
            kind=kind,
            status="adopted",
            title=_flat(page.text[start:end]),
        )
        self.circumstances.of_page(draft, number)
        self.drafts.append(draft)
        self.items.append(_Item(kind, None, None, frozenset(), True, number, draft, -9))

    # ------------------------------------------------------------ sentences
    def _read_sentence(self, i: int, sentence: Sentence, *, documents: bool, commitments: bool) -> None:
        words = read_words(self.reading.page.view, sentence.start, sentence.end)
        found = self._read_documents(i, sentence, words) if documents else []
        if not commitments:
            return
        joint = sentence.header in self.joint_pages
        for commitment in find_commitments(words, joint_document=joint):
            if not _is_about_document(words, commitment, found):
                self._add_commitment(i, words, commitment, joint_document=joint)

    def _read_documents(self, i: int, sentence: Sentence, words: Words) -> list[Document]:
        listed = self.open_list
        found = find_documents(words, heading=sentence.role == "title", listed=listed.finding if listed else None)
        if listed is not None and any(
            document.finding and document.finding.rule == "document-listed" for document in found
        ):
            listed.sentence = i
            if listed.umbrella is not None:
                self._drop(listed.umbrella)
                listed.umbrella = None
        elif (opened := opens_list(words, found)) is not None:
            self.open_list = _List(opened, i)
        previous: DocumentPhrase | None = None
        for document in found:
            self._add_document(i, sentence, words, document, previous)
            previous = document.phrase
        return found

    def _drop(self, umbrella: AgreementDraft) -> None:
        """The entries of a list are the items; the line that announces them is not one more."""
        for index in range(len(self.items) - 1, -1, -1):
            if self.items[index].draft is umbrella:
                del self.items[index]
                break
        for index in range(len(self.drafts) - 1, -1, -1):
            if self.drafts[index] is umbrella:
                del self.drafts[index]
                break

    def _add_document(
        self, i: int, sentence: Sentence, words: Words, document: Document, previous: DocumentPhrase | None
    ) -> None:
        phrase, finding = document.phrase, document.finding
        subject = Subject("none", 0, 0)
        if finding is not None and finding.rule == "document-verb":
            subject = subject_of(words, finding.first)
        evidence = _evidence(words, phrase, finding, previous, subject)
        item = self._same(phrase, finding, sentence.header, i)
        if item is not None:
            item.sentence = i
            if not _overlaps(evidence, item.draft.evidence, since=sentence.start):
                item.draft.evidence.append(evidence)
            self._learn(item, words, document, subject, i)
        elif finding is not None:
            draft = AgreementDraft(
                evidence=[evidence],
                rule=finding.rule,
                matched=_range(words, finding.first, finding.last),
                kind=phrase.kind,
                status=finding.status,
                title=self._title(words, phrase),
            )
            self.circumstances.of_document(draft, i, words, phrase, finding, subject)
            self.drafts.append(draft)
            item = _Item(
                phrase.kind, phrase.noun, phrase.count, phrase.content, phrase.named, sentence.header, draft, i
            )
            item.heading = sentence.role == "title"
            self.items.append(item)
            if (
                self.open_list is not None
                and finding is self.open_list.finding
                and (not phrase.content or words.low[-1] == ":")
            ):
                if self.open_list.sentence == i and self.open_list.umbrella is None and phrase.noun.plural:
                    self.open_list.umbrella = draft

    def _title(self, words: Words, phrase: DocumentPhrase) -> str:
        text = self.reading.page.text
        first = phrase.first
        while first < phrase.head and (words.low[first] in _ARTICLES or (phrase.named and words.low[first] in _COMING)):
            first += 1
        if phrase.topic is None:
            return _flat(text[words.starts[first] : words.ends[phrase.last - 1]])
        a, b = phrase.topic
        return _flat(
            f"{text[words.starts[first] : words.ends[phrase.head]]} {text[words.starts[a] : words.ends[b - 1]]}"
        )

    def _learn(self, item: _Item, words: Words, document: Document, subject: Subject, i: int) -> None:
        """Take from a later mention what it adds: the full name, the signing of what was only referred to."""
        phrase, finding, draft = document.phrase, document.finding, item.draft
        if item.noun is not None and phrase.content > item.content and (item.heading or not item.content):
            item.content, item.named, item.heading = phrase.content, phrase.named, False
            draft.title = self._title(words, phrase)
        if finding is None:
            return
        if finding.status == "signed" and not draft.signatories:
            draft.signatories = self.circumstances.signatories(i, words, finding, subject)
        if draft.rule in ("document-named", "document-under") and finding.status in _CONCLUDED:
            draft.status, draft.rule = finding.status, finding.rule
            draft.matched = _range(words, finding.first, finding.last)
        if draft.date is None and finding.status == draft.status:
            self.circumstances.date_later(draft, i, words, finding)

    # ------------------------------------------------------------ one item for each document
    def _same(self, phrase: DocumentPhrase, finding: Finding | None, page: int, i: int) -> _Item | None:
        """The item that the phrase names again, if any."""
        if phrase.other:
            return None
        if not phrase.content:
            return self._pointed_at(phrase, finding, page, i)
        best, best_score = None, 0.0
        enough = 0.5 if phrase.reference != "new" and phrase.noun.singular in _POINTERS and not phrase.named else 0.6
        for item in self.items[-_MEMORY:]:
            if not item.content or item.plural != phrase.noun.plural or not _kin(item, phrase):
                continue
            score = len(item.content & phrase.content) / min(len(item.content), len(phrase.content))
            if score >= enough and score >= best_score:
                best, best_score = item, score
        if best is not None or phrase.noun.plural:
            return best
        for item in reversed(self.items[-_MEMORY:]):
            if item.content or item.noun is None or item.plural or item.page != page:
                continue
            # "negotiations on a bilateral agreement", then "the future Framework Agreement"; a headline's "joint
            # declaration", then its name in the text.
            named_later = (
                phrase.named and phrase.reference == "definite" and item.kind == phrase.kind and not item.named
            )
            if named_later or (item.heading and item.word == phrase.noun.singular):
                return item
        return None

    def _pointed_at(self, phrase: DocumentPhrase, finding: Finding | None, page: int, i: int) -> _Item | None:
        """The item that a phrase without words of its own means: "the Memorandum", "this deal", "a declaration"."""
        noun = phrase.noun.singular
        candidates = [item for item in reversed(self.items[-_MEMORY:]) if _may_mean(item, phrase, finding, page, i)]
        for item in candidates:
            if phrase.reference == "pointing" and i - item.sentence <= 1:
                return item
        return next((item for item in candidates if item.word == noun), candidates[0] if candidates else None)

    # ------------------------------------------------------------ commitments
    def _add_commitment(self, i: int, words: Words, commitment: Commitment, *, joint_document: bool) -> None:
        a, b = commitment.gist
        first, subject = commitment.trigger, commitment.subject
        if subject.number != "none" and subject.start < first and first - subject.end <= 6:
            first = subject.start
        first = min(first, a)
        draft = AgreementDraft(
            evidence=[_range(words, first, max(commitment.last, b))],
            rule=commitment.rule,
            matched=_range(words, min(commitment.trigger, a), max(a, commitment.trigger + 1)),
            kind=commitment.kind,
            status=commitment.status,
            title=_flat(self.reading.page.text[words.starts[a] : words.ends[max(a, b - 1)]]),
        )
        if self.circumstances.of_commitment(draft, i, words, commitment, joint_document=joint_document):
            self.drafts.append(draft)


def _may_mean(item: _Item, phrase: DocumentPhrase, finding: Finding | None, page: int, i: int) -> bool:
    noun, pointer = phrase.noun.singular, phrase.noun.singular in _POINTERS
    if phrase.noun.plural != item.plural and noun != "package":
        return False
    if phrase.count and item.count and phrase.count != item.count:
        return False
    if item.page != page and (item.kind != phrase.kind or pointer):
        return False
    if phrase.reference != "new":
        if phrase.noun.plural and phrase.reference != "pointing" and item.word != noun:
            # "the agreements" are not "the documents".
            return False
        near = i - item.sentence <= _NEAR
        return (
            item.word == noun
            or (item.kind == phrase.kind and (near or not pointer))
            or (pointer and near and item.kind in _LOOSE)
        )
    # "we signed a declaration" after "the Joint Declaration on ... was signed".
    if finding is not None and not (finding.status in _CONCLUDED and item.draft.status in _CONCLUDED):
        return False
    return (item.word == noun and not (pointer and item.content)) or (item.heading and item.kind == phrase.kind)


def _kin(item: _Item, phrase: DocumentPhrase) -> bool:
    """Whether two nouns can name the same document: "a protocol on taxes", later "the agreement on taxes"."""
    if item.word == phrase.noun.singular:
        return True
    either = item.word in _POINTERS or phrase.noun.singular in _POINTERS
    return either and (item.kind == phrase.kind or (item.kind in _LOOSE and phrase.kind in _LOOSE))


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
        if (
            phrase.first <= finding.last
            and finding.first <= phrase.first
            and finding.last > last
            and phrase.topic is None
        ):
            last = finding.last
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
