"""Commitments: what a sentence says that parties agreed, undertook or intend to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extract.rules.agreements.clauses import clause_end
from extract.rules.agreements.outlook import outlook
from extract.rules.agreements.sentence import ADVERBS, BE, CALENDAR, DETERMINERS, Verb, Words, cues, load_verbs
from extract.rules.agreements.subjects import NOBODY, Subject, subject_of
from extract.rules.agreements.vocabulary import document_nouns
from extract.schemas import AgreementKind, AgreementStatus


@dataclass(slots=True)
class Commitment:
    """One undertaking; positions are word indices of the sentence."""

    subject: Subject
    trigger: int
    """The verb or noun that says it: "agreed", "commitment"."""
    gist: tuple[int, int]
    """What is undertaken: "expand trade and energy ties"."""
    last: int
    """One past the last word of the clause."""
    status: AgreementStatus
    rule: str
    kind: AgreementKind = "commitment"


_VERBS = load_verbs("commitment_verbs")
_PROMISES = cues("promise_nouns")
_INTENTIONS = cues("intention_nouns")
_SAYING = cues("saying")
_OWNED = cues("owned")
_READY = cues("ready")
_WILL = frozenset(("will", "shall", "'ll", "going"))
_MODALS = frozenset(("will", "would", "should", "shall", "must"))


def find_commitments(words: Words, *, joint_document: bool) -> list[Commitment]:
    """The undertakings a sentence states, in order; `joint_document`: the page is itself a joint statement.

    >>> from extract.rules.agreements.sentence import read_words
    >>> text = "The two sides agreed to resume flights and pledged to protect miners."
    >>> words = read_words(text, 0, len(text))
    >>> [" ".join(words.shown[a:b]) for a, b in (found.gist for found in find_commitments(words, joint_document=False))]
    ['resume flights', 'protect miners']
    """
    found: list[Commitment] = []
    if words.at(len(words) - 1) == "?":
        return found
    for i, word in enumerate(words.low):
        reader = _READERS.get(word)
        if reader is None:
            continue
        item = _by_future(words, i, joint_document=True) if joint_document and word in _WILL else reader(words, i)
        if item is None:
            continue
        if not joint_document and _is_one_speaker_s(words, item):
            item.status = "planned"
        if not (found and item.trigger < found[-1].last and item.subject.start >= found[-1].gist[0]):
            # Not what is only a part of another: "agreed to confirm their commitment to ...".
            found.append(item)
    return found


def _is_one_speaker_s(words: Words, item: Commitment) -> bool:
    """ "We are committed to ..." is what one speaker says; "we agreed" and "we pledged" are both sides'."""
    trigger = words.low[item.trigger]
    verb = _VERBS.get(trigger)
    present = trigger in ("are", "remain", "stand", "'re") or (verb is not None and "base" in verb.forms)
    return present and says_we(words, item)


def says_we(words: Words, item: Commitment) -> bool:
    """Whether the subject is a speaker's "we"; "we are both committed" is said for all."""
    start = item.subject.start
    return words.low[start : item.subject.end] == ["we"] and "both" not in words.low[start : item.gist[0]]


# ---------------------------------------------------------------- shared by the readers
def _undertaking(words: Words, to: int) -> int:
    """Where the undertaking after the "to" at `to` begins; -1 if there is none: "agreed to by all"."""
    first = words.right_of(to, ('"',))
    following = words.at(first)
    if words.at(to) != "to" or not following[:1].isalpha() or following in cues("not_undertakings"):
        return -1
    return first


def stated(words: Words, subject: Subject, trigger: int, first: int, status: AgreementStatus, rule: str) -> Commitment:
    """The commitment whose verb is at `trigger` and whose gist begins at `first`."""
    last = max(clause_end(words, trigger), first + 1)
    return Commitment(subject, trigger, (first, _gist_last(words, first, last)), last, status, rule)


_REMARKS = frozenset(("which", "who", "noting", "as", "while", "where", "so", "said", "he", "she"))


def _gist_last(words: Words, first: int, last: int) -> int:
    """The gist ends before what only remarks on it: ", which", ", noting"."""
    commas = (k for k in range(first + 1, last - 1) if words.low[k] == ",")
    return next((k for k in commas if words.low[k + 1] in _REMARKS), last)


def _speaks_for_nobody(words: Words, subject: Subject) -> bool:
    """Whether the subject is missing, or "I": what one person alone decides binds no party."""
    return subject.number == "none" or (
        subject.number == "self" and words.low[subject.start] not in ("it", "he", "she")
    )


# ---------------------------------------------------------------- verbs
_BEFORE_NOUN = frozenset("the a an to not and their his her its our of this these my your any".split())
_COMPANIONS = frozenset(("in", "with", "between", "among", "during", "at", "after"))
_REFLEXIVES = frozenset(("themselves", "itself", "himself", "herself", "ourselves"))
_STATEMENT_OPENINGS = frozenset(("we", "they", "he", "she", "it", "there", "both", "the", "each", "all"))


def _by_verb(words: Words, i: int) -> Commitment | None:
    """ "agreed to ...", "committed to working ...", "agreed that experts would meet", "pledged $50 million for ..."."""
    low = words.low
    verb = _VERBS[low[i]]
    trait = verb.traits[0]
    first, rule = _object_of(words, i, verb)
    if first < 0 or low[first] == "disagree" or (low[first] in ("the", "a", "an") and trait in ("intend", "resolve")):
        return None
    if words.at(words.left_of(i, ADVERBS)) in BE and low[i] != "committing" and verb.forms != {"gerund"}:
        return _impersonal(words, i, first, rule, planned=verb.lemma == "plan")
    if _is_no_verb(words, i, verb) or outlook(words, i) != "done":
        return None
    subject = subject_of(words, i)
    headline = "base" in verb.forms and "," in low[subject.start : subject.end]
    if headline or (trait == "agree" and words.at(i + 1) == "with" and subject.number != "none"):
        # A headline's "Chile, Fiji agree to ..."; "I have agreed with her that ...".
        subject = subject._replace(number="joint")
    if not _binds(words, subject, verb):
        return None
    if trait == "intend" and (subject.number == "self" or low[first] in cues("meeting_verbs")):
        return None
    agreed = (subject.number == "joint" and trait != "intend") or trait in ("agree", "resolve")
    return stated(words, subject, i, first, "agreed" if agreed else "planned", rule)


def _is_no_verb(words: Words, i: int, verb: Verb) -> bool:
    """Whether the form is a noun or a modifier here: "the pledge to ...", "the development plans to ..."."""
    before = words.at(i - 1)
    if "base" in verb.forms and (before in _BEFORE_NOUN or (i > 0 and words.possessive(i - 1))):
        return True
    if verb.forms == {"gerund"}:
        return before not in BE and before != ","
    return verb.forms == {"third"} and (before in _BEFORE_NOUN or (i > 0 and words.capitalised(i)))


def _binds(words: Words, subject: Subject, verb: Verb) -> bool:
    """Whether such a verb of such a subject is an undertaking between parties."""
    if subject.number == "joint":
        return True
    trait = verb.traits[0]
    if "base" in verb.forms:
        return False
    if trait == "resolve":
        return subject.number == "single" and words.low[subject.end - 1] in cues("assemblies")
    if subject.number == "none":
        return trait == "agree"
    return not _speaks_for_nobody(words, subject)


def _object_of(words: Words, i: int, verb: Verb) -> tuple[int, str]:
    """Where the undertaking that the verb at `i` governs begins, and the rule; -1 if it governs none."""
    low, size, trait = words.low, len(words), verb.traits[0]
    rule = f"commitment-{verb.lemma}"
    k = words.right_of(i, ADVERBS)
    on_a_day = words.at(k) == "on" and words.at(k + 1) in CALENDAR
    if on_a_day or (trait == "agree" and words.at(k) in _COMPANIONS):
        # "agreed in principle to ...", "agreed with him to ...", "agreed during my visit to Fiji that ..."
        k = next((m for m in range(k + 1, min(k + 13, size)) if _leads_in(words, m)), size)
    if words.at(k) in _REFLEXIVES:
        k += 1
    first = _undertaking(words, k)
    if first < 0 and low[k : k + 2] == ["not", "to"]:
        first = k
    if first < 0 and trait == "pledge" and (words.at(k) in ("$", "€", "£", "¥") or words.at(k).isdigit()):
        first = k
    if first >= 0:
        return first, rule
    if trait in ("agree", "resolve") and words.at(k) == "that" and _is_future(words, i, k + 1, 22):
        return k + 1, f"{rule}-that"
    if trait == "agree" and words.at(k) in _STATEMENT_OPENINGS and _is_future(words, i, k, 7):
        return k, f"{rule}-that"
    if trait == "agree" and words.at(i + 1) in ("on", "upon") and "importance" not in low[i + 2 : i + 6]:
        if not cues("undertakings").isdisjoint(low[i + 2 : i + 8]):
            return i + 2, f"{rule}-on"
    return -1, rule


def _leads_in(words: Words, m: int) -> bool:
    """Whether the undertaking follows the word at `m`: "that", or a "to" before a verb."""
    if words.low[m] != "to" or m + 1 >= len(words):
        return words.low[m] == "that"
    return not words.capitalised(m + 1) and words.low[m + 1] not in DETERMINERS


def _is_future(words: Words, i: int, first: int, reach: int) -> bool:
    """ "agreed that experts would meet" is an undertaking; "agreed that ties are strong" an opinion."""
    return any(words.low[m] in _MODALS for m in range(first, min(clause_end(words, i), first + reach)))


def _impersonal(words: Words, i: int, first: int, rule: str, *, planned: bool) -> Commitment | None:
    """ "It was agreed to ...", "It is planned to ..."; other passives state readiness: "are committed to ..."."""
    j = words.left_of(i, BE | {"has", "have", "had", "also"})
    if words.at(j) != "it":
        return None
    subject = NOBODY if planned else Subject("joint", j, j + 1)
    return stated(words, subject, i, first, "planned" if planned else "agreed", f"{rule}-impersonal")


def _by_readiness(words: Words, i: int) -> Commitment | None:
    """ "remain committed to working closely", "are ready to promote", "is determined to ..."."""
    low = words.low
    first = _undertaking(words, i + 1)
    if first < 0 or low[first] in cues("pleasantries"):
        return None
    j = i - 1
    while j >= 0 and (low[j] in ADVERBS or low[j].endswith("ly")):
        j -= 1
    if j < 0 or low[j] not in cues("remain_forms") or outlook(words, j) != "done":
        return None
    if low[i] != "committed" and (low[first].endswith("ing") or low[first] in ("the", "a", "an")):
        return None
    subject = subject_of(words, j)
    if _speaks_for_nobody(words, subject):
        return None
    if subject.number == "single" and not words.capitalised(subject.end - 1) and low[subject.end - 1] != "side":
        return None
    pledge = low[i] in ("committed", "resolved", "determined")
    status: AgreementStatus = "agreed" if subject.number == "joint" and pledge else "planned"
    return stated(words, subject, j, first, status, f"commitment-{low[i]}")


# ---------------------------------------------------------------- nouns
def _by_noun(words: Words, i: int) -> Commitment | None:
    """ "reaffirmed their steadfast commitment to partner", "confirmed the intention of both sides to promote"."""
    low, size = words.low, len(words)
    k = i + 1
    if words.at(k) == "of":
        k = next((m for m in range(k + 1, min(k + 14, size)) if low[m] == "to"), size)
    first = _undertaking(words, k)
    if first < 0 and words.at(k) == "to" and words.at(k + 1) in ("our", "their", "this", "its"):
        first = k + 1
    j, owner = _stated_by(words, i)
    if first < 0 or j < 0 or outlook(words, j) != "done":
        return None
    subject = subject_of(words, j)
    if low[j].endswith("ing") and owner != "our" and subject.number == "none":
        subject = _main_subject(words, j)
    if subject.number == "none" or (subject.number == "self" and low[subject.start] == "i"):
        return None
    joint = subject.number == "joint" and owner not in ("his", "her")
    promised = low[i] in _PROMISES or low[i].startswith("intent")
    return stated(words, subject, j, first, "agreed" if joint and promised else "planned", f"commitment-{low[i]}")


def _stated_by(words: Words, noun: int) -> tuple[int, str]:
    """The verb that states the commitment whose noun is at `noun` (-1 if none does), and the noun's owner."""
    low, owner = words.low, ""
    for j in range(noun - 1, max(noun - 10, -1), -1):
        word = low[j]
        if word == "shared" and low[j + 1] not in DETERMINERS:
            # "their shared commitment"
            continue
        if word in _SAYING and (j == 0 or not words.capitalised(j)):
            return j, owner
        if word in _OWNED or words.possessive(j):
            owner = owner or word
        elif words.finite(j) or word in (",", ";", ".", "and", "that", "of", "in", "on", "for", "with", "as", "to"):
            break
    return -1, owner


def _main_subject(words: Words, gerund: int) -> Subject:
    """The subject of what the gerund only accompanies: "Reaffirming their resolve to ..., the sides agreed"."""
    verbs = [k for k in range(max(gerund - 60, 0), min(gerund + 60, len(words))) if words.finite(k)]
    after = [k for k in verbs if k > gerund] if gerund <= 1 else [k for k in verbs if k < gerund]
    return subject_of(words, after[0]) if after else NOBODY


# ---------------------------------------------------------------- oral agreements and goals
_ABOUT = frozenset(("on", "to", "that", "regarding"))


def _by_reaching(words: Words, i: int) -> Commitment | None:
    """ "reached agreement to build", "Agreement was reached on ...": an oral understanding."""
    reached = next((k for k in range(i + 2, min(i + 4, len(words))) if words.low[k] == "reached"), None)
    if reached is not None and words.low[reached - 1] in ("was", "is", "been"):
        return _was_reached(words, i, reached)
    return _have_reached(words, i)


def _was_reached(words: Words, i: int, reached: int) -> Commitment | None:
    if words.at(reached + 1) not in _ABOUT or reached + 2 >= len(words) or outlook(words, reached) != "done":
        return None
    if any(words.low[m] in ("no", "if", "any") for m in range(max(i - 4, 0), i)):
        return None
    start = i - 1 if words.at(i - 1) in ("an", "the") else i
    return stated(words, Subject("joint", start, i + 1), i, reached + 2, "agreed", "commitment-reached")


def _have_reached(words: Words, i: int) -> Commitment | None:
    """The understanding on what follows the noun or, with "this agreement", on what was said before."""
    low, size = words.low, len(words)
    j = next((k for k in range(i - 1, max(i - 6, -1), -1) if low[k] in ("reached", "reach")), -1)
    if j < 0 or outlook(words, j) != "done" or (low[i] != "consensus" and not {"a", "an", "the"}.isdisjoint(low[j:i])):
        return None
    subject = subject_of(words, j)
    # "reached agreement with the states on hospital funding"
    topic = next((k for k in range(i + 1, min(i + 8, size - 1)) if low[k] in ("on", "to", "that")), None)
    return stated(words, subject, j, j if topic is None else topic + 1, "agreed", "commitment-reached")


def _by_goal(words: Words, i: int) -> Commitment | None:
    """ "set a goal of doubling trade", "set the target to ..."."""
    low, size = words.low, len(words)
    goal = next((k for k in range(i + 1, min(i + 7, size - 2)) if low[k] in cues("goals")), None)
    if goal is None or low[goal + 1] not in ("of", "to", "for") or outlook(words, i) != "done":
        return None
    subject = subject_of(words, i)
    if subject.number in ("none", "self"):
        return None
    return stated(words, subject, i, goal + 2, "agreed" if subject.number == "joint" else "planned", "commitment-goal")


# ---------------------------------------------------------------- "will"
def _by_future(words: Words, i: int, *, joint_document: bool) -> Commitment | None:
    """ "The Parties will establish a mechanism": an undertaking if several parties say it of themselves, or if the
    page is their joint statement; there also what one of them says of itself."""
    low, size = words.low, len(words)
    k = i + 1
    if low[i] == "going":
        if words.at(k) != "to" or words.at(words.left_of(i, ADVERBS)) not in BE:
            return None
        k += 1
    while k < size and (low[k] in ADVERBS or low[k].endswith("ly")):
        k += 1
    if words.at(k) == "(":
        # "will (i) modify ..."
        k = next((m + 1 for m in range(k, min(k + 4, size)) if low[m] == ")"), size)
    if k >= size or low[k] in cues("meeting_verbs") or words.denied(k) or not low[k].isalpha():
        return None
    if words.at(i - 1) in ("which", "that", "who") or outlook(words, i) in ("no", "proposed"):
        return None
    subject = subject_of(words, i)
    if subject.number == "none" or not _undertakes(words, subject, joint_document=joint_document):
        return None
    return stated(words, subject, i, k, "agreed" if joint_document else "planned", "commitment-will")


def _undertakes(words: Words, subject: Subject, *, joint_document: bool) -> bool:
    """Whether "will" binds the subject: parties do, a visit or a programme does not, nor does a speaker's own "we"."""
    text, head = words.low[subject.start : subject.end], words.low[subject.end - 1]
    if text in (["we"], ["they"], ["both"]):
        return joint_document
    if subject.number == "self" or not {"we", "i", "you", "who", "which", "that"}.isdisjoint(text):
        return False
    if head in document_nouns() or head in cues("bodies") or head in cues("events"):
        return False
    named = words.capitalised(subject.end - 1) and len(text) <= 14
    if subject.number == "joint":
        both = head in cues("pledging_heads") and text[0] in ("the", "both", "our")
        return named or (both and cues("third_parties").isdisjoint(text))
    return joint_document and named and subject.start <= 1


_Reader = Callable[[Words, int], Commitment | None]


def _index_readers() -> dict[str, _Reader]:
    """Which reader to ask at which word; what is a verb and an adjective is read as both: "resolved"."""
    readers: dict[str, _Reader] = dict.fromkeys(_VERBS, _by_verb)
    readers |= dict.fromkeys(_WILL, lambda words, i: _by_future(words, i, joint_document=False))
    readers |= dict.fromkeys(("set", "sets", "setting"), _by_goal)
    readers |= dict.fromkeys(("agreement", "understanding", "consensus"), _by_reaching)
    for words, reader in ((_PROMISES | _INTENTIONS, _by_noun), (_READY, _by_readiness)):
        for word in words:
            readers[word] = _either(readers[word], reader) if word in readers else reader
    return readers


def _either(first: _Reader, second: _Reader) -> _Reader:
    return lambda words, i: first(words, i) or second(words, i)


_READERS = _index_readers()
TRIGGERS = frozenset(_READERS) - _WILL
"""Words without which a sentence states no commitment, but for "will"."""
