"""Agreements: the documents and joint commitments of a page, each one item however often it is named."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.rules import commitments, documents
from extract.rules.clauses import Words, read_words, subject_of
from extract.rules.commitments import Commitment
from extract.rules.documents import Finding, Mention
from extract.rules.drafts import AgreementDraft, MeetingDraft, Range
from extract.rules.reading import Reading
from extract.schemas import AgreementKind, AgreementStatus, Period
from extract.text.page import Sentence

# Most sentences say nothing of agreements; these stems, in lower case, are in every one that does.
_STEMS = (
    "agree", "sign", "treat", "accord", "pact", "protocol", "declaration", "communiqu", "memorand", "mou", "contract", "deal",
    "commit", "pledg", "resol", "undert", "undertook", "inten", "decid", "decision", "determin", "partnership", "document",
    "arrangement", "ratif", "acced", "truce", "ceasefire", "vow", "promis", "will", "plan", "programme", "program ", "initiative",
    "joint", "charter", "convention", "package", "understanding", "settlement", "road", "ready", "readi", "shall", "launch", "establish",
    "initial", "consent", "instrument", "framework", "prepared", "goal", "target",
)  # fmt: skip
_TITLE_STATEMENT = re.compile(
    r"\bjoint\s+(?:[\w'-]+\s+){0,3}?(?P<noun>statement|communiqu[eé]|declaration)\b"
    r"|^\W*(?:the\s+)?(?P<place>[A-Z][\w-]+)\s+(?P<named>declaration|communiqu[eé])\b",
    re.IGNORECASE,
)
_TITLE_KINDS: dict[str, AgreementKind] = {"statement": "joint_statement", "declaration": "declaration"}
# Nouns that point back to a document of any kind: "this agreement" may be a memorandum.
_POINTERS = frozenset("agreement document deal accord pact package arrangement instrument text understanding".split())
_LOOSE = frozenset(("agreement", "treaty", "memorandum", "contract"))
_SIGNED = frozenset(("signed", "adopted", "agreed"))
_SIGNING = frozenset("sign conclude initial ratify finalise finalize negotiate renew extend adopt exchange signing concluding".split())


@dataclass(slots=True)
class _Item:
    """A document under construction."""

    kind: AgreementKind
    noun: str
    plural: bool
    count: str | None
    content: frozenset[str]
    named: bool
    page: int
    draft: AgreementDraft
    last_sentence: int
    heading: bool = False


@dataclass(slots=True)
class _Collector:
    reading: Reading
    meetings: list[MeetingDraft]
    items: list[_Item] = field(default_factory=list)
    drafts: list[AgreementDraft] = field(default_factory=list)
    joint_pages: set[int] = field(default_factory=set)
    listed: Finding | None = None
    listed_at: int = -1
    umbrella: AgreementDraft | None = None
    """The item of the line that opens a list ("the following documents were signed:"), until an entry follows."""

    def collect(self) -> list[AgreementDraft]:
        page = self.reading.page
        self._titles()
        for i, sentence in enumerate(page.sentences):
            if sentence.role == "furniture":
                continue
            low = page.view[sentence.start : sentence.end].lower()
            if not any(stem in low for stem in _STEMS):
                continue
            self._sentence(i, sentence)
        return self.drafts

    def _titles(self) -> None:
        """The document that a page is itself: "Joint Statement on ..."."""
        page = self.reading.page
        for number, header in enumerate(page.headers):
            if header.title is None:
                continue
            start, end = header.title
            title = page.view[start:end]
            match = _TITLE_STATEMENT.search(title)
            if match is None:
                continue
            words = read_words(page.view, start, end)
            if any(mention.finding for mention in documents.find_documents(words, heading=True)):
                continue
            noun = (match["noun"] or match["named"]).lower()
            kind = _TITLE_KINDS.get(noun, "communique")
            self.joint_pages.add(number)
            draft = AgreementDraft(
                evidence=[(start, end)],
                rule="document-page",
                matched=(start + match.start(), start + match.end()),
                kind=kind,
                status="adopted",
                title=_flat(page.text[start:end]),
            )
            self._place(draft, number, None, None)
            self._add(draft, _Item(kind, noun, False, None, frozenset(), True, number, draft, -9))

    def _sentence(self, i: int, sentence: Sentence) -> None:
        words = read_words(self.reading.page.view, sentence.start, sentence.end)
        listed = self.listed if i - self.listed_at <= 1 else None
        heading = sentence.role == "title"
        mentions = documents.find_documents(words, heading=heading, listed=listed)
        if listed is not None and any(mention.finding is listed for mention in mentions):
            self.listed_at = i
            self._drop_umbrella()
        elif (opened := documents.list_finding(words, mentions)) is not None:
            self.listed, self.listed_at, self.umbrella = opened, i, None
        previous: Mention | None = None
        for mention in mentions:
            self._document(i, sentence, words, mention, previous)
            previous = mention
        for commitment in commitments.find_commitments(words, joint_document=sentence.header in self.joint_pages):
            if not self._is_about(words, commitment, mentions):
                self._commitment(i, sentence, words, commitment)

    def _drop_umbrella(self) -> None:
        """The entries of a list are the items; the line that announces them is not one more."""
        if self.umbrella is not None:
            self.drafts = [draft for draft in self.drafts if draft is not self.umbrella]
            self.items = [item for item in self.items if item.draft is not self.umbrella]
            self.umbrella = None

    def _is_about(self, words: Words, commitment: Commitment, mentions: list[Mention]) -> bool:
        """Whether the commitment only says that a document is to be signed, which is the document's own item."""
        a, b = commitment.gist
        for mention in mentions:
            finding = mention.finding
            if finding is None:
                continue
            if commitment.trigger <= finding.first <= a + 1 and words.low[a] in _SIGNING:
                return True
            if mention.first <= a and b <= mention.last + 2:
                return True
        return False

    def _document(self, i: int, sentence: Sentence, words: Words, mention: Mention, previous: Mention | None) -> None:
        text = self.reading.page.text
        finding = mention.finding
        evidence = self._evidence(words, mention, previous)
        item = self._same(mention, sentence.header, i)
        if item is not None:
            item.last_sentence = i
            self._widen(item.draft, evidence)
            if finding is not None:
                self._update(item, mention, finding, words, i)
            return
        if finding is None:
            return
        first = mention.first
        while first < mention.head and words.low[first] in ("the", "a", "an", "this", "these", "both", "its", "their", "our"):
            first += 1
        title = text[words.starts[first] : words.ends[mention.last - 1]]
        if mention.topics:
            a, b = mention.topics[0]
            title = text[words.starts[first] : words.ends[mention.head]] + " " + text[words.starts[a] : words.ends[b - 1]]
        draft = AgreementDraft(
            evidence=[evidence],
            rule=finding.rule,
            matched=(words.starts[min(finding.first, len(words) - 1)], words.ends[min(finding.last, len(words)) - 1]),
            kind=mention.kind,
            status=finding.status,
            title=_flat(title),
        )
        self._place(draft, sentence.header, i, (words, finding.first, mention))
        self._add(
            draft,
            _Item(mention.kind, mention.noun.singular, mention.noun.plural, mention.count, mention.content, mention.named, sentence.header, draft, i, sentence.role == "title"),
        )
        if finding is self.listed and self.umbrella is None and mention.noun.plural and not mention.content:
            self.umbrella = draft

    def _evidence(self, words: Words, mention: Mention, previous: Mention | None) -> Range:
        first, last = mention.first, mention.last
        if mention.topics:
            a, b = mention.topics[0]
            first, last = (first if previous is None or previous.head != mention.head else a), b
        finding = mention.finding
        if finding is not None and previous is None or finding is not None and previous is not None and previous.last <= finding.first:
            first = min(first, finding.first)
            if finding.rule == "document-verb":
                subject = subject_of(words, finding.first)
                if subject.number != "none" and (previous is None or previous.last <= subject.start):
                    first = min(first, subject.start)
        if finding is not None and finding.first <= mention.first < finding.last and finding.rule in ("document-passive", "document-in-force", "document-in-preparation"):
            last = max(last, finding.last)
        return words.starts[first], words.ends[min(last, len(words)) - 1]

    def _same(self, mention: Mention, page: int, i: int) -> _Item | None:
        """The item that the mention names again, if any."""
        kind = mention.kind
        if mention.content:
            best, best_score = None, 0.0
            for item in self.items:
                if not _kin(item, mention) or item.plural != mention.noun.plural:
                    continue
                shared = len(item.content & mention.content)
                smaller = min(len(item.content), len(mention.content))
                score = shared / smaller if smaller else 0.0
                if score >= 0.6 and score >= best_score:
                    best, best_score = item, score
            if best is not None:
                return best
            if mention.named and mention.reference == "definite":
                # "negotiations on a bilateral agreement ... the future Framework Agreement": the name comes later.
                for item in reversed(self.items):
                    if item.kind == kind and not item.content and not item.named and not item.plural and not mention.noun.plural and item.page == page:
                        return item
            for item in reversed(self.items):
                # A headline's "joint declaration" is the one that the text then names.
                if item.heading and not item.content and item.noun == mention.noun.singular and item.plural == mention.noun.plural and item.page == page:
                    return item
            return None
        return self._pointed_at(mention, page, i)

    def _pointed_at(self, mention: Mention, page: int, i: int) -> _Item | None:
        """The item that a phrase without words of its own means: "the Memorandum", "this deal", "a declaration"."""
        noun, kind, pointer = mention.noun.singular, mention.kind, mention.noun.singular in _POINTERS
        candidates = []
        for item in reversed(self.items):
            if mention.noun.plural != item.plural and noun != "package":
                continue
            if mention.count and item.count and mention.count != item.count:
                continue
            if item.page != page and (item.kind != kind or pointer):
                continue
            if mention.reference == "new":
                # "we signed a declaration" after "the Joint Declaration on ... was signed" on the same page.
                done = mention.finding is None or mention.finding.status in _SIGNED and item.draft.status in _SIGNED
                if done and item.noun == noun and (not pointer or not item.content) or done and item.heading and _kin(item, mention):
                    candidates.append(item)
            elif item.noun == noun or item.kind == kind or pointer and item.kind in _LOOSE:
                candidates.append(item)
        for item in candidates:
            if mention.reference == "pointing" and i - item.last_sentence <= 1:
                return item
        return next((item for item in candidates if item.noun == noun), None) or (candidates[0] if candidates else None)

    def _update(self, item: _Item, mention: Mention, finding: Finding, words: Words, i: int) -> None:
        """A later mention may say more: the name, the signing of what was only referred to."""
        draft = item.draft
        if draft.status == "in_force" and finding.status == "signed" and draft.rule == "document-named":
            draft.status, draft.rule = finding.status, finding.rule
        if mention.content and not item.content:
            item.content, item.named = mention.content, mention.named
            first = mention.first
            while first < mention.head and words.low[first] in ("the", "a", "an", "this", "these", "both", "its", "their", "our"):
                first += 1
            draft.title = _flat(self.reading.page.text[words.starts[first] : words.ends[mention.last - 1]])
        if draft.date is None and finding.status in _SIGNED:
            draft.date = self._date(i, words.starts[finding.first], words.ends[min(finding.last, len(words)) - 1])

    def _commitment(self, i: int, sentence: Sentence, words: Words, commitment: Commitment) -> None:
        text = self.reading.page.text
        subject = commitment.subject
        a, b = commitment.gist
        first = commitment.trigger
        if subject.number != "none" and subject.start <= first:
            first = subject.start if first - subject.end <= 6 else first
        first = min(first, a)
        draft = AgreementDraft(
            evidence=[(words.starts[first], words.ends[min(commitment.last, len(words)) - 1])],
            rule=commitment.rule,
            matched=(words.starts[commitment.trigger], words.ends[min(a, len(words) - 1)]),
            kind=commitment.kind,
            status=commitment.status,
            title=_flat(text[words.starts[a] : words.ends[max(a, b - 1)]]),
        )
        self._place(draft, sentence.header, i, None)
        self._add(draft, None)

    def _place(self, draft: AgreementDraft, header: int, i: int | None, said: tuple[Words, int, Mention] | None) -> None:
        """Date, parties, signatories and meeting."""

    def _date(self, i: int, start: int, end: int) -> Period | None:
        return None

    def _widen(self, draft: AgreementDraft, evidence: Range) -> None:
        if not any(a < evidence[1] and evidence[0] < b for a, b in draft.evidence):
            draft.evidence.append(evidence)

    def _add(self, draft: AgreementDraft, item: _Item | None) -> None:
        self.drafts.append(draft)
        if item is not None:
            self.items.append(item)


def _kin(item: _Item, mention: Mention) -> bool:
    """Whether two nouns can name the same document: "a protocol on taxes", later "the agreement on taxes"."""
    if item.kind == mention.kind or item.noun == mention.noun.singular:
        return True
    return item.kind in _LOOSE and mention.kind in _LOOSE and "agreement" in (item.kind, mention.kind)


def _flat(text: str) -> str:
    return " ".join(text.split())


def find_agreements(reading: Reading, meetings: list[MeetingDraft]) -> list[AgreementDraft]:
    """The documents and joint commitments of the page, in the order in which it first names them."""
    return sorted(_Collector(reading, meetings).collect(), key=lambda draft: draft.evidence[0])
