"""Documents: what a sentence says became of the treaties, memorandums, statements and deals that it names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, cast

from extract.lexicon import load_lines
from extract.rules.clauses import ADVERBS, AUXILIARIES, BE, FUTURE, Outlook, Verb, Words, cues, outlook
from extract.rules.document_phrases import CALENDAR, DocumentPhrase, document_verbs, find_phrases
from extract.schemas import AgreementKind, AgreementStatus


class Finding(NamedTuple):
    """What became of a document, the rule that says so, and the words that made it fire."""

    status: AgreementStatus
    rule: str
    first: int
    last: int


# What a sentence denies or merely talks about is no item, however proper its title.
_DENIED = Finding("proposed", "document-denied", 0, 0)


@dataclass(slots=True)
class Document:
    """One mention of a document in a sentence."""

    phrase: DocumentPhrase
    finding: Finding | None = None
    """None if the sentence only speaks of it: "the agreement opens a new chapter"."""


_VERBS = document_verbs()
NOMINALS: dict[str, AgreementStatus] = {
    "signing": "signed", "signature": "signed", "initialling": "signed", "initialing": "signed",
    "conclusion": "signed", "exchange": "signed", "ratification": "adopted", "adoption": "adopted",
    "approval": "adopted", "issuance": "adopted", "publication": "adopted", "launch": "adopted",
    "launching": "adopted", "announcement": "adopted", "establishment": "adopted", "endorsement": "adopted",
    "renewal": "agreed", "extension": "agreed", "finalisation": "agreed", "finalization": "agreed",
    "implementation": "in_force",
}  # fmt: skip
"""Nouns of action before "of <document>", with the status they give it."""
_ISSUED: frozenset[AgreementKind] = frozenset(("joint_statement", "declaration", "communique"))
_BETWEEN_PARTIES: frozenset[AgreementKind] = frozenset(("agreement", "treaty", "contract", "memorandum"))
_DETERMINERS = cues("determiners")
_JOINT_HEADS = cues("joint_heads")
# How far to the left of a document its verb may stand, and to the right.
_LEFT, _RIGHT = 14, 26


def find_documents(words: Words, *, heading: bool = False, listed: Finding | None = None) -> list[Document]:
    """The documents a sentence mentions, in order; `listed` is what the line before a list said of its entries.

    >>> from extract.rules.clauses import read_words
    >>> text = "Following the talks, the ministers signed a memorandum on cooperation in forestry."
    >>> words = read_words(text, 0, len(text))
    >>> [(found.phrase.kind, found.finding.status) for found in find_documents(words) if found.finding]
    [('memorandum', 'signed')]
    """
    if words.low and words.low[-1] == "?":
        # "Will you sign the protocol?" says nothing of it.
        return [Document(phrase) for phrase in find_phrases(words, heading=heading)]
    documents = [Document(phrase) for phrase in _without_appositions(words, find_phrases(words, heading=heading))]
    before: Finding | None = None
    group: list[Document] = []
    for document in documents:
        if group and not _joined(words, group[-1].phrase, document.phrase):
            before = (
                _judge(words, group, before, listed) or before or _included(words, group[-1].phrase, document.phrase)
            )
            group = []
        group.append(document)
    if group:
        _judge(words, group, before, listed)
    return documents


def _without_appositions(words: Words, phrases: list[DocumentPhrase]) -> list[DocumentPhrase]:
    """Phrases of their own: "the package signed today, the largest defence deal ever" names one document, not two."""
    kept: list[DocumentPhrase] = []
    for phrase in phrases:
        before = kept[-1] if kept else None
        if before is not None and not before.content and not before.noun.plural and not phrase.noun.plural:
            gap = words.low[before.last : phrase.first]
            if (
                gap[-1:] == [","]
                and "and" not in gap
                and len(gap) <= 6
                and words.low[phrase.first] in ("the", "a", "an")
            ):
                before.content, before.named = phrase.content, before.named or phrase.named
                continue
        kept.append(phrase)
    return kept


def _included(words: Words, whole: DocumentPhrase, part: DocumentPhrase) -> Finding | None:
    """ "The documents include an agreement on ...": the documents of which something was said before."""
    gap = words.low[whole.last : part.first]
    if whole.noun.plural and whole.reference != "new" and gap[-1:] in (["include"], ["included"], ["including"]):
        return Finding("signed", "document-included", whole.first, part.first)
    return None


_JOINING = frozenset((",", "and", "as", "well", "also", "plus", "&", "along", "together", "with", "or", "another", ";"))


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
    first = group[0].phrase
    found = _from_left(words, first, before)
    if found is None or found.rule == "document-under":
        # "under the accord signed in Geneva"
        found = _from_right(words, group[-1].phrase) or found
    if found is None:
        inner = (_from_left(words, document.phrase, None) for document in group[1:])
        found = next((finding for finding in inner if finding is not None and finding is not _DENIED), None)
    if found is None and listed is not None and first.first <= 3:
        found = Finding(listed.status, "document-listed", first.first, first.head + 1)
    if found is _DENIED:
        return None
    for document in group:
        phrase = document.phrase
        modified = _from_modifiers(words, phrase)
        # "initialled a draft treaty" outweighs "draft"; "welcomed the draft treaty" does not.
        own = (found if found is not None and found.status == "signed" else None) or modified or found
        own = own or _from_quoting(words, phrase)
        if own is not None:
            document.finding = own if _fits(words, phrase, own) else None
        elif (
            phrase.named
            and phrase.noun.strength == "named"
            and phrase.reference != "new"
            and not _background(words, phrase)
        ):
            document.finding = Finding("in_force", "document-named", phrase.first, phrase.last)
    return found


# ---------------------------------------------------------------- which documents are items
@cache
def _universal() -> tuple[str, ...]:
    return load_lines("en", "multilateral_texts")


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
    return any(text in title for text in _universal()) or not cues("doubted_titles").isdisjoint(left)


def _fits(words: Words, phrase: DocumentPhrase, finding: Finding) -> bool:
    """Whether the noun can be an item with this finding: a bare "programme" or "the agreements reached" is not."""
    strength = phrase.noun.strength
    told = phrase.named or bool(phrase.content) or phrase.count is not None
    if strength == "described" and finding.status != "signed":
        return phrase.named or not cues("shared").isdisjoint(words.low[phrase.first : phrase.last])
    if strength == "chosen":
        return phrase.noun.plural or phrase.head - phrase.first > 1 or phrase.last > phrase.head + 1
    if phrase.noun.singular == "document" and not phrase.noun.plural and not told:
        return False
    if finding.rule in ("document-under", "document-talks", "document-implementation", "document-party-to"):
        return told and not (finding.rule == "document-under" and _background(words, phrase))
    if finding.rule == "document-passive" and words.low[finding.last - 1] == "reached" and phrase.noun.plural:
        # "the agreements reached at the highest level" name nothing.
        return told or words.low[finding.last - 2] in BE
    return told or finding.status != "planned" or phrase.reference == "new" or finding.rule == "document-signing-of"


def _takes(verb: Verb, phrase: DocumentPhrase) -> bool:
    """Whether the verb says of such a noun that it was concluded: "reached a deal", not "reached a plan"."""
    objects, noun = verb.traits[1], phrase.noun
    if noun.strength == "chosen":
        return objects == "chosen" or verb.lemma in ("adopt", "approve", "reach", "agree", "endorse")
    if objects == "chosen":
        return verb.lemma == "make" and (
            noun.singular in ("deal", "agreement", "pact", "accord") or phrase.kind in _ISSUED
        )
    if objects == "contract":
        return noun.kind == "contract" or noun.singular == "deal"
    if objects == "treaty":
        return noun.kind == "treaty" or noun.singular in ("agreement", "accord", "pact")
    if verb.lemma == "issue":
        return phrase.kind in _ISSUED or phrase.kind == "decision" or noun.singular == "document"
    if verb.lemma == "implement":
        return noun.singular not in ("initiative", "partnership")
    return objects == "any" or noun.strength in ("named", "verb") or noun.singular == "framework" or phrase.named


def _status(verb: Verb, kind: AgreementKind, happened: Outlook) -> AgreementStatus:
    if happened == "planned":
        return "planned"
    status = cast(AgreementStatus, verb.traits[0])
    if status == "agreed" and (kind in _ISSUED or kind in ("decision", "programme")):
        return "adopted"
    if kind in _BETWEEN_PARTIES and verb.lemma in ("announce", "unveil"):
        # To announce a deal is to say that it has been reached.
        return "agreed"
    return status


# ---------------------------------------------------------------- the phrase itself
def _from_modifiers(words: Words, phrase: DocumentPhrase) -> Finding | None:
    """What the phrase itself says: "the draft agreement", "the recently signed treaty"."""
    for k in range(phrase.first, phrase.head):
        word = words.low[k]
        if word in cues("coming") and phrase.reference != "pointing":
            return Finding("planned", "document-to-come", k, phrase.head + 1)
        if word in cues("done") and not words.capitalised(k) and (verb := _VERBS.get(word)) is not None:
            return Finding(_status(verb, phrase.kind, "done"), "document-participle", k, phrase.head + 1)
    return None


_STATING = frozenset(("says", "said", "reads", "read", "states", "stated", "noted", "notes", "stressed", "underlined"))


def _from_quoting(words: Words, phrase: DocumentPhrase) -> Finding | None:
    """What is quoted from has been issued: "according to the joint communique", "said in a joint statement"."""
    if phrase.kind not in _ISSUED or not (
        "joint" in words.low[phrase.first : phrase.head] or phrase.kind == "communique"
    ):
        return None
    i = phrase.first - 1
    before = words.low[i] if i >= 0 else ""
    quoted = before == "in" or (before == "to" and i and words.low[i - 1] == "according") or before in ("reads", "says")
    if quoted or (phrase.last < len(words) and words.low[phrase.last] in _STATING):
        return Finding("adopted", "document-quoted", max(i, 0), phrase.last)
    return None


# ---------------------------------------------------------------- the words to the left
_SUCH = frozenset(("include", "includes", "included", "including", ":", "namely", "like"))
_BARRIERS = frozenset((";", ":", "?", "which", "who", "because", "although", "if", "whereas", "while", "when", "that"))
_PREPOSITIONS = frozenset(
    "of on for to towards toward into under with in by upon from about per through at after against over as".split()
)


def _from_left(words: Words, phrase: DocumentPhrase, before: Finding | None) -> Finding | None:
    """The verb, noun or preposition to the left that governs the document."""
    low, first = words.low, phrase.first
    if any(low[k] in ("no", "neither", "nor", "any", "every", "each") for k in range(max(first - 1, 0), phrase.head)):
        return _DENIED
    j = first - 1
    while j >= 0 and (low[j] in ('"', "'", "both", "also", "jointly", "-", "–", "•", "*")):
        j -= 1
    if j >= 0 and (low[j] in _SUCH or (low[j] == "as" and j and low[j - 1] == "such")):
        if before is not None:
            return before
        j -= 1
    if j < 0:
        return None
    if low[j] in _PREPOSITIONS:
        return _after_preposition(words, phrase, j)
    for k in range(j, max(j - _LEFT, -1), -1):
        verb = _VERBS.get(low[k])
        if verb is not None and not _is_noun_here(words, k, verb):
            if k + 1 < first and not _light(words, k + 1, first) and low[first - 1] not in ("and", ",", "well"):
                return None
            return _by_verb(words, phrase, k, verb)
        if low[k] in _BARRIERS or low[k] in BE:
            return None
    return None


def _is_noun_here(words: Words, k: int, verb: Verb) -> bool:
    """Whether a form that is a noun as well is one here: "the signing", "the exchange", "an award"."""
    if verb.forms.isdisjoint(("base", "third")):
        return False
    before = words.low[k - 1] if k else ""
    return before in _DETERMINERS or (
        words.capitalised(k) and k > 0 and words.capitalised(k - 1) and "base" in verb.forms
    )


_LIGHT = frozenset(
    "in on at with during after following also jointly and , here there between by before last this week month".split()
)


def _light(words: Words, a: int, b: int) -> bool:
    """Whether only adverbs and phrases of time, place or company stand between a verb and its object."""
    light = words.low[a] in ADVERBS or words.low[a] in _LIGHT or words.low[a].endswith("day")
    return light and not any(words.finite(k) for k in range(a, b))


def _by_verb(words: Words, phrase: DocumentPhrase, k: int, verb: Verb) -> Finding | None:
    """What the verb at `k` says of the document that is its object."""
    if not _takes(verb, phrase):
        return None
    happened = outlook(words, k)
    if happened == "no":
        return _DENIED
    low, lemma = words.low, verb.lemma
    j = k - 1
    while j >= 0 and low[j] in ADVERBS:
        j -= 1
    before = low[j] if j >= 0 else ""
    status = _status(verb, phrase.kind, happened)
    if lemma == "make" and phrase.noun.strength != "chosen" and phrase.kind not in _ISSUED:
        status = "agreed"
    if verb.forms <= {"past", "participle"} and before in BE and lemma != "award":
        # "was signed with a protocol" has another subject; "was awarded a contract" has this object.
        return None
    if lemma in ("prepare", "draft", "negotiate"):
        running = "gerund" in verb.forms and (before in BE or before in _BEGINNING)
        if happened == "done" and not running:
            return Finding("agreed", "document-verb", k, phrase.last) if low[k] == "negotiated" else None
        status = "planned"
    if lemma == "implement" and (happened != "done" or not phrase.content):
        return None
    if phrase.noun.strength == "chosen" and not _several(words, k):
        return None
    if lemma == "reach" and phrase.noun.singular in ("agreement", "understanding") and low[k + 1] not in ("a", "an"):
        # "reached agreement on ...", "reached this agreement" are oral: `commitments` reads them.
        if not (phrase.noun.plural or phrase.head - k > 2 and phrase.reference == "new"):
            return None
    if phrase.reference == "new" and not phrase.content and lemma in ("extend", "pass", "secure", "welcome", "hail"):
        return None
    if phrase.kind == "programme" and phrase.noun.singular == "partnership" and status == "signed":
        phrase.kind = "agreement"
    return Finding(status, "document-verb", k, phrase.last)


_BEGINNING = frozenset(
    ("started", "began", "begin", "start", "begun", "continue", "continued", "launch", "launched", "'ve")
)


def _several(words: Words, k: int) -> bool:
    """Whether several parties may be behind the verb at `k`: not "I", "he" or "the court"."""
    low = words.low
    j = k - 1
    while j >= 0 and (low[j] in ADVERBS or low[j] in AUXILIARIES):
        j -= 1
    if j < 0:
        return True
    if low[j] in ("we", "they", "you", "both") or low[j] in _JOINT_HEADS or low[j] in cues("assemblies"):
        return True
    return low[j] in ("and", ",") and any(low[m] in ("we", "they", "you") or low[m] in _JOINT_HEADS for m in range(j))


_HOLDING = frozenset(
    (
        ("in", "accordance", "with"), ("in", "line", "with"), ("provided", "for", "in"), ("provided", "for", "by"),
        ("set", "out", "in"), ("stipulated", "in"), ("enshrined", "in"), ("pursuant", "to"),
    )
)  # fmt: skip


def _after_preposition(words: Words, phrase: DocumentPhrase, j: int) -> Finding | None:
    """A document after a preposition: "the signing of", "negotiations on", "agreed on", "under"."""
    low, preposition = words.low, words.low[j]
    stands = phrase.reference != "new" or phrase.named
    i = j - 1
    if low[max(i - 1, 0) : i + 1] == ["in", "principle"]:
        i -= 2
    while i >= 0 and (low[i] in ADVERBS or low[i] in CALENDAR or (low[i] == "on" and low[i + 1] in CALENDAR)):
        i -= 1
    word = low[i] if i >= 0 else ""
    if preposition == "from" and word.startswith(("withdr", "exit")):
        return _DENIED

    def said(status: AgreementStatus, rule: str, happened: Outlook, first: int = i) -> Finding:
        if happened == "no":
            return _DENIED
        return Finding("planned" if happened == "planned" else status, rule, first, phrase.last)

    if word in NOMINALS and (preposition == "of" or (word == "signing" and preposition == "on")):
        happened = _nominal_outlook(words, i)
        if word == "implementation":
            done = stands and happened == "done"
            return Finding("in_force", "document-implementation", i, phrase.last) if done else None
        if phrase.noun.strength == "chosen":
            return None
        status = NOMINALS[word]
        if phrase.kind in _BETWEEN_PARTIES and word in ("launch", "announcement"):
            status = "agreed"
        if phrase.noun.singular == "partnership" and status == "signed":
            phrase.kind = "agreement"
        return said(status, "document-signing-of", happened)
    if word == "force" and preposition == "of" and low[max(i - 2, 0) : i] in (["entry", "into"], ["entering", "into"]):
        return said("in_force", "document-in-force", _nominal_outlook(words, i - 2), i - 2)
    if word in cues("preparing") and preposition in ("on", "of", "for", "towards", "toward"):
        return _in_preparation(words, phrase, i, preposition)
    if word in ("signatory", "signatories", "party", "parties") and preposition in ("to", "of"):
        if any(words.denied(k) for k in range(max(i - 4, 0), i)):
            return _DENIED
        return Finding("in_force", "document-party-to", i, phrase.last) if stands else None
    if word in ("acceded", "accede", "accedes", "acceding", "accession") and preposition == "to":
        return said("signed", "document-accession", outlook(words, i))
    if word in ("agreed", "agree", "agreeing", "agrees") and preposition in ("on", "to", "upon"):
        if outlook(words, i) != "done" or phrase.noun.strength == "chosen":
            return None
        adopted = phrase.kind in _ISSUED or phrase.kind in ("decision", "programme")
        return Finding("adopted" if adopted else "agreed", "document-agreed-on", i, phrase.last)
    if word in ("enter", "entered", "entering", "enters") and preposition == "into":
        return said("signed", "document-entered-into", outlook(words, i))
    if stands and phrase.noun.strength in ("named", "verb", "described"):
        if preposition in ("under", "per") and (phrase.named or phrase.noun.strength != "described"):
            return Finding("in_force", "document-under", j, phrase.last)
        if tuple(low[max(j - 2, 0) : j + 1]) in _HOLDING or tuple(low[max(j - 1, 0) : j + 1]) in _HOLDING:
            return Finding("in_force", "document-under", max(j - 2, 0), phrase.last)
    return None


def _in_preparation(words: Words, phrase: DocumentPhrase, i: int, preposition: str) -> Finding | None:
    """ "negotiations on a free trade agreement", "work on the draft treaty"; concluded talks are an agreement."""
    low, word = words.low, words.low[i]
    happened = outlook(words, i)
    if happened == "no":
        return _DENIED
    if phrase.reference == "pointing" or phrase.noun.strength in ("chosen", "described") or phrase.kind in _ISSUED:
        return None
    if preposition == "of" and word not in ("negotiation", "negotiations", "drafting", "preparation", "draft"):
        return None
    if phrase.reference != "new" and word in ("work", "working", "discussions", "consultations", "progress"):
        return None
    if word in ("negotiations", "talks") and i and low[i - 1] in ("concluded", "completed", "finalised", "finalized"):
        done = outlook(words, i - 1) == "done"
        return Finding("agreed" if done else "planned", "document-talks", i - 1, phrase.last)
    return Finding("planned", "document-talks", i, phrase.last)


_ATTENDING = frozenset("witness attend oversee mark celebrate welcome announce watch see".split())


def _nominal_outlook(words: Words, i: int) -> Outlook:
    """Whether "the signing of ..." at `i` took place, is ahead, or is only talked about."""
    low = words.low
    for k in range(i - 1, max(i - 8, -1), -1):
        word = low[k]
        if word in (".", ";", ":"):
            break
        if word in cues("doubtful") or words.denied(k) or word in cues("unwilling"):
            return "no"
        if word in cues("expected") or word in FUTURE:
            return "planned"
        if word in cues("doubt_modals") or word in ("if", "unless", "need"):
            return "no"
        if word == "to" and low[k + 1].isalpha() and low[k + 1] not in _DETERMINERS and low[k + 1] not in _ATTENDING:
            # "working to secure the conclusion of ..."; "came to witness the signing of ..." is news of it.
            return outlook(words, k + 1)
    for k in range(i + 1, min(i + 25, len(words) - 1)):
        # "The signing of the agreement will take place on Friday", "... is expected next week"
        if low[k] in FUTURE and low[k + 1] in ("take", "be", "follow", "happen", "come"):
            return "planned"
        if low[k] in BE and low[k + 1] in ("expected", "scheduled", "planned", "due"):
            return "planned"
    return "done"


# ---------------------------------------------------------------- the words to the right
_FORCE = frozenset(("force", "effect"))
_ENTER = frozenset("came come comes coming enter entered enters entering went goes took takes take".split())
_STILL = frozenset("all in on at of this the between and here week year month last".split())
_WORTH = frozenset(("worth", "valued", "totaling", "totalling", "amounting"))
_RELATIVE_SUBJECTS = frozenset("we they he she i you two both the sides parties leaders countries governments".split())
_CONDITIONS = frozenset(("if", "unless", "once", "whether", "when", "until"))


def _from_right(words: Words, phrase: DocumentPhrase) -> Finding | None:
    """The verb to the right: "... was signed", "..., adopted in 2011, is in force", "the pact they signed"."""
    low, size = words.low, len(words)
    be = perfect = planned = relative = False
    k = phrase.last
    limit = min(size, k + _RIGHT)
    while k < limit:
        word = low[k]
        if word in ("(", ","):
            closing = _parenthesis_end(words, k)
            if closing is None:
                return None
            k = closing
            continue
        if words.denied(k) or word in (";", ":", ".", "?", "!", "but", "while", "because", "if"):
            return _DENIED if words.denied(k) else None
        verb = _VERBS.get(word)
        if word in _WORTH:
            # "MoUs worth $3 billion were signed"
            k = next((m for m in range(k + 1, min(k + 8, size)) if low[m] in AUXILIARIES or low[m] in _VERBS), k + 1)
            continue
        if word in BE:
            be = True
        elif (
            word in FUTURE or (word == "to" and words.after(k, "be")) or word in ("due", "expected", "scheduled", "set")
        ):
            planned = True
        elif word in cues("doubt_modals"):
            return _DENIED
        elif word in ("has", "have", "had"):
            perfect = True
        elif (state := _state(words, phrase, k, be=be, planned=planned)) is not None:
            return state
        elif verb is not None and "participle" in verb.forms:
            return _passive(words, phrase, k, verb, be=be, planned=planned, relative=relative, perfect=perfect)
        elif word in ("that", "which") or (k == phrase.last and word in ("we", "they", "he", "she", "i")):
            relative = True
        elif not (
            word in ADVERBS
            or word in _STILL
            or word in AUXILIARIES
            or word.isdigit()
            or (relative and (word in _RELATIVE_SUBJECTS or words.capitalised(k)))
            or words.capitalised(k)
            and words.low[k - 1] in ("in", "on", "at", "and", "of")
        ):
            return None
        k += 1
    return None


def _parenthesis_end(words: Words, k: int) -> int | None:
    """The word after the parenthesis at `k`: "(MoU)", ", as well as commercial contracts,"; None if it does not end."""
    low, size = words.low, len(words)
    if low[k] == "(":
        return next((m + 1 for m in range(k, min(k + 14, size)) if low[m] == ")"), None)
    after = low[k + 1] if k + 1 < size else ""
    if after in ("which", "that", "who", "both") or after in _VERBS or after in AUXILIARIES:
        return k + 1
    closing = next((m for m in range(k + 1, min(k + 16, size)) if low[m] == ","), None)
    if closing is None or any(words.finite(m) or low[m] in AUXILIARIES for m in range(k + 1, closing)):
        return None
    return closing + 1


def _state(words: Words, phrase: DocumentPhrase, k: int, *, be: bool, planned: bool) -> Finding | None:
    """What the words at `k` say without a verb of concluding: "entered into force", "is ready for signing"."""
    low, word = words.low, words.low[k]
    after = low[k + 1] if k + 1 < len(words) else ""
    third = low[k + 2] if k + 2 < len(words) else ""
    if word in _ENTER and ((after == "into" and third in _FORCE) or (after == "effect" and word.startswith("t"))):
        last = k + 3 if after == "into" else k + 2
        return Finding("planned" if planned else "in_force", "document-in-force", phrase.first, last)
    if word == "entered" and after == "into" and be:
        return Finding("signed", "document-entered-into", phrase.first, k + 2)
    if be and word == "in" and after in (*_FORCE, "place"):
        return Finding("planned" if planned else "in_force", "document-in-force", phrase.first, k + 2)
    if be and word == "effective":
        return Finding("in_force", "document-in-force", phrase.first, k + 1)
    if be and word == "under" and after in ("negotiation", "preparation", "discussion", "consideration"):
        return Finding("planned", "document-in-preparation", phrase.first, k + 2)
    signing = ("signing", "signature", "approval", "ratification")
    if word in ("ready", "prepared", "open", "submitted") and after == "for" and third in signing:
        return Finding("planned", "document-in-preparation", phrase.first, k + 3)
    if word == "for" and after in ("signing", "signature"):
        return Finding("planned", "document-in-preparation", phrase.first, k + 2)
    return None


def _passive(
    words: Words,
    phrase: DocumentPhrase,
    k: int,
    verb: Verb,
    *,
    be: bool,
    planned: bool,
    relative: bool,
    perfect: bool,
) -> Finding | None:
    """What the participle at `k` says of the document before it: "(was) signed", "that we signed"."""
    if not _takes(verb, phrase):
        return None
    low, noun, lemma = words.low, phrase.noun, verb.lemma
    after = low[k + 1] if k + 1 < len(words) else ""
    object_follows = after in _DETERMINERS or after in ("to", "that", "new", "it")
    if not be and not relative and (perfect or (object_follows and not words.after(k, "the", "same"))):
        # "The treaty parties signed a protocol": the document is not what was signed.
        return None
    if low[k] in ("prepared", "drafted", "negotiated", "finalised", "finalized") and (low[k - 1] == "being" or planned):
        return Finding("planned", "document-in-preparation", phrase.first, k + 1)
    if lemma == "implement":
        running = low[k - 1] == "being" and not planned
        return Finding("in_force", "document-in-force", phrase.first, k + 1) if running else None
    if lemma in ("prepare", "draft", "pass") or (lemma == "negotiate" and not relative) or (lemma == "take" and not be):
        return None
    if lemma == "reach" and not phrase.content and after in ("to", "on", "that", "regarding"):
        # "Agreement was reached to ..." is oral: `commitments` reads it.
        return None
    if lemma in ("welcome", "hail"):
        return None
    if noun.strength == "chosen" and not _is_shared_decision(words, phrase, lemma, be=be):
        return None
    if any(low[m] in _CONDITIONS for m in range(max(phrase.first - 4, 0), phrase.first)):
        return None
    status = _status(verb, phrase.kind, "planned" if planned else "done")
    return Finding(status, "document-passive", phrase.first, max(k + 1, phrase.last))


def _is_shared_decision(words: Words, phrase: DocumentPhrase, lemma: str, *, be: bool) -> bool:
    if lemma in ("make", "take") and not be:
        return False
    if words.low[phrase.first] in ("my", "his", "her"):
        return False
    return phrase.noun.plural or any(word in ("joint", "jointly", "both", "sides", "parties") for word in words.low)


def opens_list(words: Words, documents: list[Document]) -> Finding | None:
    """What the line says of the list that follows it: "The following documents were signed:"; None if it opens none."""
    low = words.low
    if not documents or not (
        low[-1] == ":" or "following" in low[:12] or low[0] in ("list", "documents", "agreements", "mous", "outcomes")
    ):
        return None
    return next((found.finding for found in reversed(documents) if found.finding and found.phrase.noun.plural), None)
