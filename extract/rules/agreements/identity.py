"""Identity: which mentions of documents mean one document, however often and however it is named."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.rules.agreements.findings import Finding
from extract.rules.agreements.occasions import CONCLUDED
from extract.rules.agreements.phrases import DocumentPhrase
from extract.rules.agreements.sentence import cues
from extract.rules.agreements.vocabulary import Noun
from extract.rules.drafts import AgreementDraft
from extract.schemas import AgreementKind

# How many documents back a later mention may point: a file of a thousand pages stays linear.
_MEMORY = 60
# How many sentences back "the deal" may mean a treaty or a memorandum.
_NEAR = 5
# What share of their words two names must have in common to be one; less if the later name only points back.
_ALIKE, _POINTING_BACK = 0.6, 0.5
_LOOSE: frozenset[AgreementKind] = frozenset(("agreement", "treaty", "memorandum", "contract"))
_POINTERS = cues("pointers")


@dataclass(slots=True)
class Item:
    """A document with what later mentions need to find it again."""

    draft: AgreementDraft
    noun: Noun | None
    """None for the document that the page is itself."""
    page: int
    sentence: int
    """The last sentence that names it."""
    count: str | None = None
    content: frozenset[str] = frozenset()
    named: bool = True
    heading: bool = False
    """Whether only a headline has named it so far."""

    @property
    def kind(self) -> AgreementKind:
        return self.draft.kind

    @property
    def plural(self) -> bool:
        return self.noun is not None and self.noun.plural

    @property
    def word(self) -> str:
        return self.noun.singular if self.noun else self.kind.rsplit("_", 1)[-1]


@dataclass(slots=True)
class KnownDocuments:
    """The documents of a page so far."""

    items: list[Item] = field(default_factory=list)

    def add(self, item: Item) -> None:
        self.items.append(item)

    def announced_by(self, umbrella: AgreementDraft) -> list[Item]:
        """The item of a line like "The following documents were signed:", and a headline's "sign documents"."""
        recent = self.items[-_MEMORY:]
        line = next(item for item in recent if item.draft is umbrella)
        return [item for item in recent if item is line or (item.heading and item.plural and item.word == line.word)]

    def drop(self, item: Item) -> None:
        """Forget one of the last items."""
        for index in range(len(self.items) - 1, -1, -1):
            if self.items[index] is item:
                del self.items[index]
                return

    def named_again(self, phrase: DocumentPhrase, finding: Finding | None, page: int, i: int) -> Item | None:
        """The item that a phrase in sentence `i` names again, if any."""
        if phrase.other:
            return None
        recent = self.items[-_MEMORY:]
        if not phrase.content:
            return _pointed_at(recent, phrase, finding, page, i)
        best = _most_alike(recent, phrase)
        return best if best is not None or phrase.noun.plural else _named_later(recent, phrase, finding, page)


def _most_alike(items: list[Item], phrase: DocumentPhrase) -> Item | None:
    """The item with the most words of the phrase."""
    best, best_score = None, 0.0
    points = phrase.reference != "new" and phrase.noun.singular in _POINTERS and not phrase.named
    for item in items:
        if not item.content or item.plural != phrase.noun.plural or not _kin(item, phrase):
            continue
        score = len(item.content & phrase.content) / min(len(item.content), len(phrase.content))
        if score >= (_POINTING_BACK if points else _ALIKE) and score >= best_score:
            best, best_score = item, score
    return best


def _named_later(items: list[Item], phrase: DocumentPhrase, finding: Finding | None, page: int) -> Item | None:
    """The item that had no name yet: "negotiations on a bilateral agreement", then "the future Framework Agreement";
    a headline's "joint declaration", then its name in the text."""
    to_come = phrase.named and phrase.reference == "definite" and finding is not None and finding.status == "planned"
    for item in reversed(items):
        if item.content or item.noun is None or item.plural or item.page != page:
            continue
        awaited = to_come and item.kind == phrase.kind and not item.named and item.draft.status == "planned"
        if awaited or (item.heading and item.word == phrase.noun.singular):
            return item
    return None


def _pointed_at(items: list[Item], phrase: DocumentPhrase, finding: Finding | None, page: int, i: int) -> Item | None:
    """The item that a phrase without words of its own means: "the Memorandum", "this deal", "a declaration"."""
    candidates = [item for item in reversed(items) if _may_mean(item, phrase, finding, page, i)]
    for item in candidates:
        if phrase.reference == "pointing" and i - item.sentence <= 1:
            return item
    same_noun = (item for item in candidates if item.word == phrase.noun.singular)
    return next(same_noun, candidates[0] if candidates else None)


def _may_mean(item: Item, phrase: DocumentPhrase, finding: Finding | None, page: int, i: int) -> bool:
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
            or (item.kind == phrase.kind != "programme" and (near or not pointer))
            or (pointer and near and item.kind in _LOOSE)
        )
    # "we signed a declaration" after "the Joint Declaration on ... was signed".
    if finding is not None and not (finding.status in CONCLUDED and item.draft.status in CONCLUDED):
        return False
    return (item.word == noun and not (pointer and item.content)) or (item.heading and item.kind == phrase.kind)


def _kin(item: Item, phrase: DocumentPhrase) -> bool:
    """Whether two nouns can name the same document: "a protocol on taxes", later "the agreement on taxes"."""
    if item.word == phrase.noun.singular:
        return True
    either = item.word in _POINTERS or phrase.noun.singular in _POINTERS
    return either and (item.kind == phrase.kind or (item.kind in _LOOSE and phrase.kind in _LOOSE))
