"""Governors: the verb, noun or preposition to the left of a document that says what became of it."""

from __future__ import annotations

from extract.rules.agreements.findings import (
    BETWEEN_PARTIES,
    DENIED,
    ISSUED,
    Finding,
    agreed_or_adopted,
    found,
    status_of,
    takes,
)
from extract.rules.agreements.outlook import nominal_outlook, outlook
from extract.rules.agreements.phrases import DocumentPhrase
from extract.rules.agreements.sentence import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CALENDAR,
    DASHES,
    DETERMINERS,
    Verb,
    Words,
    cues,
)
from extract.rules.agreements.vocabulary import NOMINALS, document_nouns, document_verbs
from extract.schemas import AgreementStatus

_VERBS = document_verbs()
_NOUNS = document_nouns()
_JOINT_HEADS = cues("joint_heads")
_PREPARING = cues("preparing")
# How far to the left of a document its verb may stand.
_REACH = 14
_NONE = frozenset(("no", "neither", "nor", "any", "every", "each"))
_OPENINGS = frozenset(('"', "'", "both", "also", "jointly", "-", "–", "•", "*"))
_SUCH = frozenset(("include", "includes", "included", "including", ":", "namely", "like"))
_BARRIERS = frozenset((";", ":", "?", "which", "who", "because", "although", "if", "whereas", "while", "when", "that"))
_PREPOSITIONS = frozenset(
    "of on for to towards toward into under with in by upon from about per through at after against over as".split()
)
_LIGHT = frozenset(
    "in on at with during after following also jointly and , here there between by before last this week month".split()
)
_BEGINNING = frozenset("started began begin start begun continue continued launch launched 've".split())
_SEVERAL = frozenset(("we", "they", "you", "both"))


def from_left(words: Words, phrase: DocumentPhrase, before: Finding | None) -> Finding | None:
    """What the words to the left say became of the document; `before` was found of the documents before it."""
    low, first = words.low, phrase.first
    if any(low[k] in _NONE for k in range(max(first - 1, 0), phrase.head)):
        return DENIED
    j = words.left_of(first, _OPENINGS)
    if words.at(j) in _SUCH or low[max(j - 1, 0) : j + 1] == ["such", "as"]:
        if before is not None and _lists(words, j):
            return before
        j -= 1
    if j < 0:
        return None
    if low[j] in _PREPOSITIONS:
        return _after_preposition(words, phrase, j)
    for k in range(j, max(j - _REACH, -1), -1):
        verb = _VERBS.get(low[k])
        if verb is not None and not _is_noun_here(words, k, verb):
            if not (k + 1 == first or _light(words, k + 1, first) or _in_list(words, k + 1, first)):
                return None
            return _by_verb(words, phrase, k, verb)
        if low[k] in _BARRIERS or low[k] in BE:
            return None
    return None


def _lists(words: Words, j: int) -> bool:
    """Whether the word at `j` lists documents: "the following texts: ...", "agreements including ..."."""
    return any(words.low[k] in _NOUNS for k in range(max(j - 12, 0), j))


# ---------------------------------------------------------------- verbs
def _is_noun_here(words: Words, k: int, verb: Verb) -> bool:
    """Whether a form that is a noun as well is one here: "the signing", "the exchange", "an award"."""
    if verb.forms.isdisjoint(("base", "third")):
        return False
    return words.at(k - 1) in DETERMINERS or (
        words.capitalised(k) and k > 0 and words.capitalised(k - 1) and "base" in verb.forms
    )


def _light(words: Words, a: int, b: int) -> bool:
    """Whether only adverbs and phrases of time, place or company stand between a verb and its object."""
    light = words.low[a] in ADVERBS or words.low[a] in _LIGHT or words.low[a].endswith("day")
    return light and not any(words.finite(k) for k in range(a, b))


def _in_list(words: Words, a: int, first: int) -> bool:
    """Whether the document goes on a list of documents: "signed a protocol on tides for ten years and an agreement";
    or says what a document is: "signed a historic document - a treaty on eels"."""
    low = words.low
    if low[first - 1] in DASHES:
        return words.at(first - 2) in _NOUNS
    return low[first - 1] in ("and", ",", "well") and any(low[k] in _NOUNS for k in range(a, first))


def _opens_name(words: Words, k: int) -> bool:
    """Whether a verb is the first word of a name: "under the 38-month Extended Credit Facility arrangement"."""
    if k == 0 or not words.capitalised(k) or k + 1 == len(words) or not words.capitalised(k + 1):
        return False
    return words.shown[k - 1][:1].islower() and words.low[k - 1] not in ("to", "and", "will", "not")


def _by_verb(words: Words, phrase: DocumentPhrase, k: int, verb: Verb) -> Finding | None:
    """What the verb at `k` says of the document that is its object."""
    if not takes(verb, phrase) or _opens_name(words, k):
        return None
    happened = outlook(words, k)
    if happened == "no" and words.low[max(k - 2, 0) : k] == ["but", "not"] and words.at(k - 3) in _VERBS:
        # "has signed but not ratified"
        return _by_verb(words, phrase, k - 3, _VERBS[words.low[k - 3]])
    before = words.at(words.left_of(k, ADVERBS))
    if happened == "done":
        if verb.forms <= {"past", "participle"} and before in BE and verb.lemma != "award":
            # "was signed with a protocol" has another subject; "was awarded a contract" has this object.
            return None
        if "told" in verb.traits and phrase.reference == "new" and not phrase.content:
            return None
        if verb.lemma == "implement" and not phrase.content:
            return None
        if verb.lemma == "reach" and _is_oral(words, phrase, k):
            return None
        if verb.traits[0] == "planned":
            # "are drafting a treaty"; "negotiated a settlement" is done, "drafted a treaty" tells nothing.
            running = "gerund" in verb.forms and (before in BE or before in _BEGINNING or before == "of")
            status: AgreementStatus = "planned" if running else "agreed"
            if not running and words.low[k] != "negotiated":
                return None
            return Finding(status, "document-verb", k, phrase.last)
    elif verb.lemma == "implement":
        return DENIED if happened == "no" else None
    if phrase.noun.strength == "chosen" and not _several(words, k):
        return None
    return found(happened, status_of(verb, phrase), "document-verb", k, phrase.last)


def _is_oral(words: Words, phrase: DocumentPhrase, k: int) -> bool:
    """ "reached agreement on ...", "reached this agreement" are oral: `commitments` reads them."""
    if phrase.noun.singular not in ("agreement", "understanding") or words.at(k + 1) in ("a", "an"):
        return False
    return not (phrase.noun.plural or (phrase.head - k > 2 and phrase.reference == "new"))


def _several(words: Words, k: int) -> bool:
    """Whether several parties may be behind the verb at `k`: not "I", "he" or "the court"."""
    low = words.low
    j = words.left_of(k, ADVERBS | AUXILIARIES)
    if j < 0 or low[j] in _SEVERAL or low[j] in _JOINT_HEADS or low[j] in cues("assemblies"):
        return True
    return low[j] in ("and", ",") and any(low[m] in _SEVERAL or low[m] in _JOINT_HEADS for m in range(j))


# ---------------------------------------------------------------- prepositions
_BETWEEN_TALKS = ADVERBS | CALENDAR | AUXILIARIES | {"to", "begin", "start", "commence", "resume", "set", "underway"}
_HOLDING = frozenset(
    (
        ("in", "accordance", "with"), ("in", "line", "with"), ("provided", "for", "in"), ("provided", "for", "by"),
        ("set", "out", "in"), ("stipulated", "in"), ("enshrined", "in"), ("outlined", "in"), ("pursuant", "to"),
    )
)  # fmt: skip
_AGREEING = frozenset(("agreed", "agree", "agreeing", "agrees"))
_ACCEDING = frozenset(("acceded", "accede", "accedes", "acceding", "accession"))
_ENTERING = frozenset(("enter", "entered", "entering", "enters"))
_BELONGING = frozenset(("signatory", "signatories", "party", "parties"))


def _after_preposition(words: Words, phrase: DocumentPhrase, j: int) -> Finding | None:
    """A document after a preposition: "the signing of", "negotiations on", "agreed on", "under"."""
    low, preposition = words.low, words.low[j]
    stands = phrase.reference != "new" or phrase.named
    i = j - 3 if low[max(j - 2, 0) : j] == ["in", "principle"] else j - 1
    while i >= 0 and (low[i] in ADVERBS or low[i] in CALENDAR or (low[i] == "on" and low[i + 1] in CALENDAR)):
        i -= 1
    word = words.at(i)
    if preposition == "from" and word.startswith(("withdr", "exit")):
        return DENIED
    noun = _nominal(words, i, preposition)
    if noun is not None:
        return _of_nominal(words, phrase, noun, stands=stands)
    if word == "force" and preposition == "of" and low[max(i - 2, 0) : i] in (["entry", "into"], ["entering", "into"]):
        return found(nominal_outlook(words, i - 2), "in_force", "document-in-force", i - 2, phrase.last)
    talks = i if word in _PREPARING else words.left_of(j, _BETWEEN_TALKS)
    if words.at(talks) in _PREPARING and preposition in ("on", "of", "for", "towards", "toward"):
        return _in_preparation(words, phrase, talks, preposition)
    if word in _BELONGING and preposition in ("to", "of"):
        if any(words.denied(k) for k in range(max(i - 4, 0), i)):
            return DENIED
        return Finding("in_force", "document-party-to", i, phrase.last) if stands else None
    if word in _ACCEDING and preposition == "to":
        return found(outlook(words, i), "signed", "document-accession", i, phrase.last)
    if word in _AGREEING and preposition in ("on", "to", "upon"):
        if outlook(words, i) != "done" or phrase.noun.strength == "chosen":
            return None
        return Finding(agreed_or_adopted(phrase.kind), "document-agreed-on", i, phrase.last)
    if word in _ENTERING and preposition == "into":
        return found(outlook(words, i), "signed", "document-entered-into", i, phrase.last)
    if word in cues("wished_for") and preposition in ("for", "in"):
        # "called for an agreement on visas"
        return Finding("proposed", "document-wished-for", i, phrase.last)
    return _under(words, phrase, j) if stands else None


def _nominal(words: Words, i: int, preposition: str) -> int | None:
    """The noun of action before the document: "the signing of", "the ratification by both houses of"."""
    if words.at(i) in NOMINALS:
        return i if preposition == "of" or (words.low[i] == "signing" and preposition == "on") else None
    if words.at(i) == "ceremony" and words.at(i - 1) in NOMINALS and preposition in ("of", "for"):
        return i - 1
    if preposition != "of":
        return None
    return next((k for k in range(i, max(i - 10, -1), -1) if words.low[k] in NOMINALS and words.after(k, "by")), None)


def _of_nominal(words: Words, phrase: DocumentPhrase, i: int, *, stands: bool) -> Finding | None:
    word, happened = words.low[i], nominal_outlook(words, i)
    if word == "implementation":
        done = stands and happened == "done"
        return Finding("in_force", "document-implementation", i, phrase.last) if done else None
    if phrase.noun.strength == "chosen":
        return None
    status = NOMINALS[word]
    if phrase.kind in BETWEEN_PARTIES and word in ("launch", "announcement"):
        status = "agreed"
    return found(happened, status, "document-signing-of", i, phrase.last)


def _in_preparation(words: Words, phrase: DocumentPhrase, i: int, preposition: str) -> Finding | None:
    """ "negotiations on a free trade agreement", "work on the draft treaty"; concluded talks are an agreement."""
    word = words.low[i]
    if outlook(words, i) == "no":
        return DENIED
    if phrase.reference == "pointing" or phrase.noun.strength == "chosen" or phrase.kind in ISSUED:
        return None
    if phrase.noun.strength == "described" and not phrase.named:
        return None
    if preposition == "of" and word not in ("negotiation", "negotiations", "drafting", "preparation", "draft"):
        return None
    if phrase.reference != "new" and word in ("work", "working", "discussions", "consultations", "progress"):
        return None
    if word in ("negotiations", "talks") and words.at(i - 1) in ("concluded", "completed", "finalised", "finalized"):
        done = outlook(words, i - 1) == "done"
        return Finding("agreed" if done else "planned", "document-talks", i - 1, phrase.last)
    return Finding("planned", "document-talks", i, phrase.last)


def _under(words: Words, phrase: DocumentPhrase, j: int) -> Finding | None:
    """ "under the Treaty", "in accordance with the agreement": the document holds."""
    low, strength = words.low, phrase.noun.strength
    if strength not in ("named", "verb", "described"):
        return None
    if low[j] in ("under", "per") and (phrase.named or strength != "described"):
        return Finding("in_force", "document-under", j, phrase.last)
    if tuple(low[max(j - 2, 0) : j + 1]) in _HOLDING or tuple(low[max(j - 1, 0) : j + 1]) in _HOLDING:
        return Finding("in_force", "document-under", max(j - 2, 0), phrase.last)
    return None
