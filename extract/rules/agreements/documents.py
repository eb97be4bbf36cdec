"""Documents: what a sentence says became of the treaties, memorandums, statements and deals that it names."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from extract.lexicon import load_lines
from extract.rules.agreements.findings import DENIED, ISSUED, Finding, found, status_of
from extract.rules.agreements.governors import from_left
from extract.rules.agreements.phrases import DocumentPhrase, find_phrases
from extract.rules.agreements.predicates import from_right
from extract.rules.agreements.sentence import BE, DASHES, Words, cues
from extract.rules.agreements.vocabulary import document_verbs


@dataclass(slots=True)
class Document:
    """One mention of a document in a sentence."""

    phrase: DocumentPhrase
    finding: Finding | None = None
    """None if the sentence only speaks of it: "the agreement opens a new chapter"."""
    left_out: bool = False
    """Whether it is none: "No treaty was signed", or only announces others: "the following documents: ..."."""


_VERBS = document_verbs()
_JOINING = frozenset((",", "and", "as", "well", "also", "plus", "&", "along", "together", "with", "or", "another", ";"))
_STATING = frozenset(("says", "said", "reads", "read", "states", "stated", "noted", "notes", "stressed", "underlined"))
_LIST_TITLES = frozenset(("list", "documents", "agreements", "mous", "outcomes"))
# Rules that tell of a document only in passing: it must be told from others.
_PASSING = frozenset(("document-under", "document-talks", "document-implementation", "document-party-to"))


def find_documents(words: Words, *, heading: bool = False, listed: Finding | None = None) -> list[Document]:
    """The documents a sentence mentions, in order; `listed` is what the line before a list said of its entries.

    >>> from extract.rules.agreements.sentence import read_words
    >>> text = "Following the talks, the ministers signed a memorandum on cooperation in forestry."
    >>> words = read_words(text, 0, len(text))
    >>> [(found.phrase.kind, found.finding.status) for found in find_documents(words) if found.finding]
    [('memorandum', 'signed')]
    """
    phrases = find_phrases(words, heading=heading)
    if words.low and words.low[-1] == "?":
        # "Will you sign the protocol?" says nothing of it.
        return [Document(phrase) for phrase in phrases]
    documents = [Document(phrase) for phrase in _without_appositions(words, phrases)]
    before: Finding | None = None
    group: list[Document] = []
    for document in documents:
        if group and not _joined(words, group[-1].phrase, document.phrase):
            judged = _judge(words, group, before, listed)
            before = judged or before or _included(words, group[-1].phrase, document.phrase)
            group[-1].left_out |= _announces(words, group[-1].phrase, document.phrase)
            group = []
        group.append(document)
    if group:
        _judge(words, group, before, listed)
    return [document for document in documents if not document.left_out]


def opens_list(words: Words, documents: list[Document]) -> Finding | None:
    """What the line says of the list that follows it: "The following documents were signed:"; None if it opens none."""
    low = words.low
    if not documents or not (low[-1] == ":" or "following" in low[:20] or low[0] in _LIST_TITLES):
        return None
    return next((found.finding for found in reversed(documents) if found.finding and found.phrase.noun.plural), None)


# ---------------------------------------------------------------- several documents of a sentence
def _without_appositions(words: Words, phrases: list[DocumentPhrase]) -> list[DocumentPhrase]:
    """Phrases of their own: "the pact signed today, the largest fisheries deal ever" names one document, not two."""
    kept: list[DocumentPhrase] = []
    for phrase, following in zip_longest(phrases, phrases[1:]):
        before = kept[-1] if kept else None
        if before is None or before.noun.plural or phrase.noun.plural:
            kept.append(phrase)
        elif words.at(phrase.first - 1) in DASHES and phrase.first - 1 == before.last and not before.content:
            # "signed a historic document - a treaty on eels": the second says what it is.
            kept[-1] = phrase
        elif not _is_apposition(words, before, phrase) or (following and _joined(words, phrase, following)):
            # Also "the Reef Treaty, a protocol and a roadmap".
            kept.append(phrase)
        elif not before.content:
            before.content, before.named = phrase.content, before.named or phrase.named
    return kept


def _is_apposition(words: Words, before: DocumentPhrase, phrase: DocumentPhrase) -> bool:
    """Whether the later phrase only names again the document before it."""
    gap = words.low[before.last : phrase.first]
    if "entitled" in gap and len(gap) < 16:
        return True
    if gap[-1:] != [","] or "and" in gap or words.low[phrase.first] not in ("the", "a", "an"):
        return False
    if not before.content:
        return len(gap) <= 6
    if len(gap) > 1:
        return False
    # "announced the Reef Declaration, a framework for ...", "signed an agreement on reefs, the Suva Treaty."
    return phrase.noun.strength == "described" if before.named else phrase.named


def _included(words: Words, whole: DocumentPhrase, part: DocumentPhrase) -> Finding | None:
    """ "The documents include an agreement on ...": the documents of which something was said before."""
    gap = words.low[whole.last : part.first]
    if whole.noun.plural and whole.reference != "new" and gap[-1:] in (["include"], ["included"], ["including"]):
        return Finding("signed", "document-included", whole.first, part.first)
    return None


def _announces(words: Words, whole: DocumentPhrase, part: DocumentPhrase) -> bool:
    """Whether a list follows: "signed the following texts: an agreement on ...; a protocol on ..."."""
    return whole.noun.plural and words.low[whole.last : part.first] in ([":"], [":", "the"])


def _joined(words: Words, before: DocumentPhrase, after: DocumentPhrase) -> bool:
    """Whether two documents are members of one list: "a protocol on X as well as two agreements"."""
    if before.first == after.first:
        return True
    gap = words.low[before.last : after.first]
    if gap[:1] == ["("] and ")" in gap:
        gap = gap[gap.index(")") + 1 :]
    return len(gap) <= 4 and all(word in _JOINING for word in gap)


def _judge(words: Words, group: list[Document], before: Finding | None, listed: Finding | None) -> Finding | None:
    """Tell what became of the documents of one list; `before` is what was found of the list before."""
    said = _said_of_group(words, group, before)
    first = group[0].phrase
    if said is None and listed is not None and first.first <= 3:
        said = Finding(listed.status, "document-listed", first.first, first.head + 1)
    for document in group:
        document.left_out = said is DENIED
        if document.left_out:
            continue
        only_last = said is not None and document is not group[-1] and _is_reduced(words, said)
        finding = _said_of_one(words, document.phrase, None if only_last else said)
        if finding is not None and _fits(words, document.phrase, finding):
            document.finding = finding
            if document.phrase.noun.singular == "partnership" and finding.status == "signed":
                document.phrase.kind = "agreement"
    return None if said is DENIED else said


def _is_reduced(words: Words, said: Finding) -> bool:
    """Whether what was found tells of the last of several only: "the Treaty and the agreements being negotiated"."""
    return words.low[said.last - 2] == "being" and words.low[said.last - 3] not in BE


def _said_of_group(words: Words, group: list[Document], before: Finding | None) -> Finding | None:
    said = from_left(words, group[0].phrase, before)
    if said is None or said.rule == "document-under":
        # "under the accord signed in Geneva"
        said = from_right(words, group[-1].phrase) or said
    if said is None:
        inner = (from_left(words, document.phrase, None) for document in group[1:])
        said = next((finding for finding in inner if finding is not None and finding is not DENIED), None)
    return said


def _said_of_one(words: Words, phrase: DocumentPhrase, said: Finding | None) -> Finding | None:
    """What became of one document of a list of which `said` was found."""
    if said is not None and said.status == "signed":
        # "initialled a draft treaty" outweighs "draft"; "welcomed the draft treaty" does not.
        return said
    own = _from_modifiers(words, phrase) or said or _from_quoting(words, phrase)
    if own is not None:
        return own
    stands = phrase.named and phrase.noun.strength == "named" and phrase.reference != "new"
    if stands and not _background(words, phrase):
        return Finding("in_force", "document-named", phrase.first, phrase.last)
    return None


# ---------------------------------------------------------------- the phrase itself
def _from_modifiers(words: Words, phrase: DocumentPhrase) -> Finding | None:
    """What the phrase itself says: "the draft agreement", "the recently signed treaty"."""
    for k in range(phrase.first, phrase.head):
        word = words.low[k]
        if word in cues("coming") and phrase.reference != "pointing":
            return Finding("planned", "document-to-come", k, phrase.head + 1)
        if word in cues("possible") and phrase.reference != "pointing":
            return Finding("proposed", "document-proposed", k, phrase.head + 1)
        if word in cues("done") and not words.capitalised(k) and (verb := _VERBS.get(word)) is not None:
            return found("done", status_of(verb, phrase), "document-participle", k, phrase.head + 1)
    return None


def _from_quoting(words: Words, phrase: DocumentPhrase) -> Finding | None:
    """What is quoted from has been issued: "according to the joint communique", "said in a joint statement"."""
    if phrase.kind not in ISSUED:
        return None
    if "joint" not in words.low[phrase.first : phrase.head] and phrase.kind != "communique":
        return None
    i = phrase.first - 1
    before = words.at(i)
    quoted = before in ("in", "reads", "says") or (before == "to" and words.at(i - 1) == "according")
    if quoted or words.at(phrase.last) in _STATING:
        return Finding("adopted", "document-quoted", max(i, 0), phrase.last)
    return None


# ---------------------------------------------------------------- which documents are items
def _background(words: Words, phrase: DocumentPhrase) -> bool:
    """Whether the document is a universal text ("the Paris Agreement"), or only an idea ("feasibility of ...")."""
    if phrase.noun.singular == "charter":
        return True
    title, inside = "", False
    for word in words.low[phrase.first : min(phrase.last, phrase.head + 8)]:
        inside = word == "(" or (inside and word != ")")
        if not inside and word != ")":
            title += f"{word} "
    left = words.low[max(phrase.first - 5, 0) : phrase.first]
    return any(text in title for text in load_lines("en", "multilateral_texts")) or not cues("ideas").isdisjoint(left)


def _fits(words: Words, phrase: DocumentPhrase, finding: Finding) -> bool:
    """Whether the noun can be an item with this finding: a bare "programme" or "the agreements reached" is not."""
    strength = phrase.noun.strength
    told = phrase.named or bool(phrase.content) or phrase.count is not None
    if finding.status == "proposed":
        return (phrase.named or bool(phrase.content)) and strength != "chosen"
    if strength == "described" and finding.status != "signed":
        return phrase.named or not cues("shared").isdisjoint(words.low[phrase.first : phrase.last])
    if strength == "chosen":
        return phrase.noun.plural or bool(phrase.content) or "joint" in words.low[phrase.first : phrase.head]
    if phrase.noun.singular == "document" and not phrase.noun.plural and not told:
        return False
    if finding.rule in _PASSING:
        return told and not (finding.rule == "document-under" and _background(words, phrase))
    if finding.rule == "document-passive" and words.low[finding.last - 1] == "reached" and phrase.noun.plural:
        # "the agreements reached at the highest level" name nothing.
        return told or words.low[finding.last - 2] in BE
    return told or finding.status != "planned" or phrase.reference == "new" or finding.rule == "document-signing-of"
