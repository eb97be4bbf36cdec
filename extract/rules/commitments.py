"""Commitments: what a sentence says that parties agreed, undertook or intend to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extract.rules.clauses import (
    ADVERBS,
    BE,
    FINITE,
    Subject,
    Verb,
    Words,
    clause_end,
    cues,
    load_verbs,
    outlook,
    subject_of,
)
from extract.rules.document_phrases import CALENDAR, document_nouns
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
_READY = cues("ready")
_NOBODY = Subject("none", 0, 0)


def find_commitments(words: Words, *, joint_document: bool) -> list[Commitment]:
    """The undertakings a sentence states, in order; `joint_document`: the page is itself a joint statement.

    >>> from extract.rules.clauses import read_words
    >>> text = "The two sides agreed to resume flights and pledged to protect miners."
    >>> words = read_words(text, 0, len(text))
    >>> [" ".join(words.shown[a:b]) for a, b in (found.gist for found in find_commitments(words, joint_document=False))]
    ['resume flights', 'protect miners']
    """
    found: list[Commitment] = []
    low = words.low
    if low and low[-1] == "?":
        return found
    for i, word in enumerate(low):
        readers = _READERS.get(word)
        if readers is None:
            continue
        for read in readers:
            item = _by_future(words, i, joint_document=joint_document) if read is None else read(words, i)
            if item is not None:
                if (
                    not joint_document
                    and low[item.subject.start : item.subject.end] == ["we"]
                    and _is_present(low[item.trigger])
                ):
                    # One speaker's "we are committed to ..."; "we agreed" and "we pledged" are both sides'.
                    item.status = "planned"
                if not (found and item.trigger < found[-1].last and item.subject.start >= found[-1].gist[0]):
                    # Not what is only a part of another: "agreed to confirm their commitment to ...".
                    found.append(item)
                break
    return found


def _is_present(trigger: str) -> bool:
    verb = _VERBS.get(trigger)
    return trigger in ("are", "remain", "stand", "'re") or (verb is not None and "base" in verb.forms)


# ---------------------------------------------------------------- shared by the readers
def _undertaking(words: Words, to: int) -> int:
    """Where the undertaking after the "to" at `to` begins; -1 if there is none: "agreed to by all"."""
    low = words.low
    if not 0 <= to < len(low) - 1 or low[to] != "to":
        return -1
    following = low[to + 1]
    return to + 1 if following[:1].isalpha() and following not in cues("not_undertakings") else -1


def _item(words: Words, subject: Subject, trigger: int, first: int, status: AgreementStatus, rule: str) -> Commitment:
    last = max(clause_end(words, trigger), first + 1)
    return Commitment(subject, trigger, (first, _gist_last(words, first, last)), last, status, rule)


_REMARKS = frozenset(("which", "who", "noting", "as", "while", "where", "so", "said", "he", "she"))


def _gist_last(words: Words, first: int, last: int) -> int:
    """The gist ends before what only remarks on it: ", which", ", noting", " as President A plans a summit"."""
    low = words.low
    for k in range(first + 1, last - 1):
        if low[k] == "," and low[k + 1] in _REMARKS:
            return k
        if (
            low[k] == "as"
            and words.capitalised(k + 1)
            and any(low[m] in FINITE for m in range(k + 1, min(k + 7, last)))
        ):
            return k
    return last


def _speaks_for_nobody(words: Words, subject: Subject) -> bool:
    """Whether the subject is missing, or "I": what one person alone decides binds no party."""
    return subject.number == "none" or (
        subject.number == "self" and words.low[subject.start] not in ("it", "he", "she")
    )


# ---------------------------------------------------------------- verbs
_BEFORE_NOUN = frozenset("the a an to not and their his her its our of this these my your any".split())


def _by_verb(words: Words, i: int) -> Commitment | None:
    """ "agreed to ...", "committed to working ...", "agreed that experts would meet", "pledged $50 million for ..."."""
    low = words.low
    verb = _VERBS[low[i]]
    trait = verb.traits[0]
    first, rule = _object_of(words, i, verb)
    if first >= 0 and low[first] == "disagree":
        return None
    if first < 0 or (low[first] in ("the", "a", "an") and trait in ("intend", "resolve")):
        return None
    before = low[i - 1] if i else ""
    if before in BE and low[i] != "committing" and verb.forms != {"gerund"}:
        return _impersonal(words, i, first, rule, planned=verb.lemma == "plan")
    if "base" in verb.forms and (before in _BEFORE_NOUN or (i and words.shown[i - 1].endswith(("'s", "s'")))):
        return None
    if verb.forms == {"gerund"} and before not in BE and before != ",":
        return None
    if verb.forms == {"third"} and (before in _BEFORE_NOUN or (i and words.capitalised(i))):
        # "the development plans to ..." is a noun.
        return None
    if outlook(words, i) != "done":
        return None
    subject = subject_of(words, i)
    joint = subject.number == "joint"
    if not joint:
        assembly = subject.number == "single" and low[subject.end - 1] in cues("assemblies")
        if "base" in verb.forms or (trait == "resolve" and not assembly):
            return None
        if subject.number == "none" and trait != "agree":
            return None
        if subject.number != "none" and _speaks_for_nobody(words, subject):
            return None
    if trait == "intend" and (subject.number == "self" or low[first] in cues("meeting_verbs")):
        return None
    agreed = (joint and trait != "intend") or trait in ("agree", "resolve")
    return _item(words, subject, i, first, "agreed" if agreed else "planned", rule)


def _object_of(words: Words, i: int, verb: Verb) -> tuple[int, str]:
    """Where the undertaking that the verb at `i` governs begins, and the rule; -1 if it governs none."""
    low, size, trait = words.low, len(words), verb.traits[0]
    rule = f"commitment-{verb.lemma}"
    after = low[i + 1] if i + 1 < size else ""
    k = i + 1
    while k < size and low[k] in ADVERBS:
        k += 1
    if k < size and trait == "agree" and low[k] in ("in", "with", "between"):
        # "agreed in principle to ...", "agreed with him to ..."
        k = next((m for m in range(k + 1, min(k + 8, size)) if low[m] == "to"), size)
    if k < size and low[k] in ("themselves", "itself", "himself", "herself", "ourselves"):
        k += 1
    if k + 1 < size and low[k] == "on" and low[k + 1] in CALENDAR:
        # "agreed on Wednesday to ..."
        k = next((m for m in range(k + 2, min(k + 7, size)) if low[m] == "to"), k)
    first = _undertaking(words, k)
    if first < 0 and words.low[k : k + 2] == ["not", "to"]:
        first = k
    if first < 0 and trait == "pledge" and k < size and (low[k] in ("$", "€", "£", "¥") or low[k].isdigit()):
        first = k
    if first >= 0:
        return first, rule
    if trait in ("agree", "resolve") and after == "that":
        # "agreed that experts would meet" is an undertaking; "agreed that ties are strong" an opinion.
        end = min(clause_end(words, i), i + 22)
        if any(low[m] in ("will", "would", "should", "shall", "must") for m in range(i + 2, end)):
            return i + 2, f"{rule}-that"
    if trait == "agree" and after in ("on", "upon") and "importance" not in low[i + 2 : i + 6]:
        if not cues("undertakings").isdisjoint(low[i + 2 : i + 8]):
            return i + 2, f"{rule}-on"
    return -1, rule


def _impersonal(words: Words, i: int, first: int, rule: str, *, planned: bool) -> Commitment | None:
    """ "It was agreed to ...", "It is planned to ..."; other passives state readiness: "are committed to ..."."""
    low = words.low
    j = i - 1
    while j >= 0 and (low[j] in BE or low[j] in ("has", "have", "had", "also")):
        j -= 1
    if j >= 0 and low[j] == "it":
        subject = _NOBODY if planned else Subject("joint", j, j + 1)
        return _item(words, subject, i, first, "planned" if planned else "agreed", f"{rule}-impersonal")
    return None


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
    pledge = low[i] in ("committed", "resolved", "determined")
    if low[i] != "committed" and (low[first].endswith("ing") or low[first] in ("the", "a", "an")):
        return None
    subject = subject_of(words, j)
    if _speaks_for_nobody(words, subject):
        return None
    if subject.number == "single" and not words.capitalised(subject.end - 1) and low[subject.end - 1] != "side":
        return None
    status: AgreementStatus = "agreed" if subject.number == "joint" and pledge else "planned"
    return _item(words, subject, j, first, status, f"commitment-{low[i]}")


# ---------------------------------------------------------------- nouns
def _by_noun(words: Words, i: int) -> Commitment | None:
    """ "reaffirmed their steadfast commitment to partner", "confirmed the intention of both sides to promote"."""
    low, size = words.low, len(words)
    k = i + 1
    if k < size and low[k] == "of":
        k = next((m for m in range(k + 1, min(k + 14, size)) if low[m] == "to"), size)
    first = _undertaking(words, k)
    if first < 0 and k + 2 < size and low[k] == "to" and low[k + 1] in ("our", "their", "this", "its"):
        first = k + 1
    j, owner = _stated(words, i)
    if first < 0 or j < 0 or outlook(words, j) != "done":
        return None
    subject = subject_of(words, j)
    if low[j].endswith("ing") and owner != "our" and subject.number == "none":
        subject = _main_subject(words, j)
    if subject.number == "none" or (subject.number == "self" and low[subject.start] == "i"):
        return None
    joint = subject.number == "joint" and owner not in ("his", "her")
    promised = low[i] in _PROMISES or low[i].startswith("intent")
    return _item(words, subject, j, first, "agreed" if joint and promised else "planned", f"commitment-{low[i]}")


def _stated(words: Words, noun: int) -> tuple[int, str]:
    """The verb that states the commitment whose noun is at `noun` (-1 if none does), and the noun's owner."""
    low, owner = words.low, ""
    for j in range(noun - 1, max(noun - 10, -1), -1):
        word = low[j]
        shared = word == "shared" and low[j - 1] in cues("owned")
        if word in _SAYING and not shared and (j == 0 or not words.capitalised(j)):
            return j, owner
        if word in cues("owned") or words.shown[j].endswith(("'s", "s'")):
            owner = owner or word
        elif words.finite(j) or word in (",", ";", ".", "and", "that", "of", "in", "on", "for", "with", "as", "to"):
            break
    return -1, owner


def _main_subject(words: Words, gerund: int) -> Subject:
    """The subject of what the gerund only accompanies: "Reaffirming their resolve to ..., the sides agreed"."""
    verbs = [k for k in range(max(gerund - 60, 0), min(gerund + 60, len(words))) if words.finite(k)]
    after = [k for k in verbs if k > gerund] if gerund <= 1 else [k for k in verbs if k < gerund]
    return subject_of(words, after[0]) if after else _NOBODY


def _by_reaching(words: Words, i: int) -> Commitment | None:
    """ "reached agreement to build", "Agreement was reached on ...": an oral understanding on what follows it or,
    with "this", on what was said before."""
    low, size = words.low, len(words)
    if low[i + 1 : i + 3] in (["was", "reached"], ["is", "reached"]) or low[i + 1 : i + 4] == [
        "has",
        "been",
        "reached",
    ]:
        k = low.index("reached", i)
        if k + 2 >= size or low[k + 1] not in ("on", "to", "that", "regarding") or outlook(words, k) != "done":
            return None
        if any(low[m] in ("no", "if", "any") for m in range(max(i - 4, 0), i)):
            return None
        start = i - 1 if i and low[i - 1] in ("an", "the") else i
        return _item(words, Subject("joint", start, i + 1), i, k + 2, "agreed", "commitment-reached")
    j = next((k for k in range(i - 1, max(i - 6, -1), -1) if low[k] in ("reached", "reach")), -1)
    if j < 0 or outlook(words, j) != "done" or (low[i] != "consensus" and not {"a", "an", "the"}.isdisjoint(low[j:i])):
        return None
    subject = subject_of(words, j)
    # "reached agreement with the states on hospital funding"
    topic = next((k for k in range(i + 1, min(i + 8, size - 1)) if low[k] in ("on", "to", "that")), None)
    first = j if topic is None else topic + 1
    if subject.number == "none" and first == j:
        return None
    return _item(words, subject, j, first, "agreed", "commitment-reached")


def _by_goal(words: Words, i: int) -> Commitment | None:
    """ "set a goal of doubling trade", "set the target to ..."."""
    low, size = words.low, len(words)
    goal = next((k for k in range(i + 1, min(i + 7, size - 2)) if low[k] in cues("goals")), None)
    if goal is None or low[goal + 1] not in ("of", "to", "for") or outlook(words, i) != "done":
        return None
    subject = subject_of(words, i)
    if subject.number in ("none", "self"):
        return None
    return _item(words, subject, i, goal + 2, "agreed" if subject.number == "joint" else "planned", "commitment-goal")


# ---------------------------------------------------------------- "will"
def _by_future(words: Words, i: int, *, joint_document: bool) -> Commitment | None:
    """ "The Parties will establish a mechanism": an undertaking if several parties say it of themselves, or if the
    page is their joint statement; "The United States will (i) modify ...; and (ii) remove ..." there too."""
    low, size = words.low, len(words)
    k = i + 1
    while k < size and (low[k] in ADVERBS or low[k].endswith("ly")):
        k += 1
    listed = low[k : k + 1] == ["("]
    if listed:
        k = next((m + 1 for m in range(k, min(k + 4, size)) if low[m] == ")"), size)
    if k >= size or low[k] in cues("meeting_verbs") or words.denied(k) or not low[k].isalpha():
        return None
    if low[i - 1 : i] in (["which"], ["that"], ["who"]) or outlook(words, i) == "no":
        return None
    subject = subject_of(words, i)
    if subject.number == "none" or not _undertakes(words, subject, joint_document=joint_document):
        return None
    item = _item(words, subject, i, k, "agreed" if joint_document else "planned", "commitment-will")
    if listed:
        item.last = size - 1 if low[-1] == "." else size
        item.gist = (k, item.last)
    return item


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


# ---------------------------------------------------------------- decisions
def _by_establishing(words: Words, i: int) -> Commitment | None:
    """ "The two leaders established a new ministerial committee", "a joint working group has been set up"."""
    low, size = words.low, len(words)
    k = i + 1
    if low[i] == "set":
        if not words.after(i, "up"):
            return None
        k += 1
    if outlook(words, i) != "done":
        return None
    if k >= size or low[k] not in ("a", "an", "the", "two", "three", "new"):
        return _established(words, i)
    head = next(
        (m for m in range(k + 1, min(k + 12, size)) if low[m] in cues("bodies") and not _goes_on(words, m)), None
    )
    if head is None or any(low[m] in _PHRASE_ENDS or words.finite(m) for m in range(k + 1, head)):
        return None
    subject = subject_of(words, i)
    if subject.number != "joint" or low[i - 1 : i] == ["to"]:
        return None
    item = _item(words, subject, i, k, "adopted", "decision-establish")
    item.kind = "decision"
    return item


_GREETING = frozenset("welcomed welcome welcomes announced announce announces hailed celebrated".split())


def _by_establishment(words: Words, i: int) -> Commitment | None:
    """ "welcomed the establishment of the Reef Consultative Group"."""
    low = words.low
    if i < 2 or not words.after(i, "of") or low[i - 1] != "the" or low[i - 2] not in _GREETING:
        return None
    bodies = (m for m in range(i + 2, min(i + 14, len(words))) if low[m] in cues("bodies") and not _goes_on(words, m))
    head = next(bodies, None)
    if head is None or any(low[m] in _PHRASE_ENDS or words.finite(m) for m in range(i + 2, head)):
        return None
    if outlook(words, i - 2) != "done":
        return None
    item = _item(words, subject_of(words, i - 2), i - 2, i + 2, "adopted", "decision-establish")
    item.kind = "decision"
    return item


_PHRASE_ENDS = frozenset((",", ";", "to", "of", "for", "on", "with", "by", "in"))


def _goes_on(words: Words, m: int) -> bool:
    return m + 1 < len(words) and words.low[m + 1] in cues("bodies")


def _established(words: Words, i: int) -> Commitment | None:
    low = words.low
    j = i - 1
    while j >= 0 and low[j] in ADVERBS:
        j -= 1
    if j < 1 or low[j] not in ("been", "was", "were"):
        return None
    clause = max(words.clause_start(i), i - 26)
    head = next((m for m in range(clause, j) if low[m] in cues("bodies") and low[m - 1 : m] != ["of"]), None)
    if head is None or {"between", "joint", "bilateral", "intergovernmental", "cooperation"}.isdisjoint(low[clause:i]):
        return None
    start = head
    while (
        start > clause
        and head - start < 6
        and low[start] not in ("a", "an", "the")
        and low[start - 1] not in (",", ";")
    ):
        start -= 1
    return Commitment(_NOBODY, i, (start, j), i + 1, "adopted", "decision-establish", "decision")


_Reader = Callable[[Words, int], Commitment | None]


def _index_readers() -> dict[str, tuple[_Reader | None, ...]]:
    """Which readers to ask at which word; None stands for `_by_future`, which needs to know the page."""
    readers: dict[str, list[_Reader | None]] = {word: [_by_verb] for word in _VERBS}
    for word in _PROMISES | _INTENTIONS:
        readers.setdefault(word, []).append(_by_noun)
    for word in _READY:
        readers.setdefault(word, []).append(_by_readiness)
    for word in ("will", "shall"):
        readers[word] = [None]
    for word in ("set", "sets", "setting"):
        readers.setdefault(word, []).append(_by_goal)
    for word in ("agreement", "understanding", "consensus"):
        readers.setdefault(word, []).append(_by_reaching)
    for word in (
        "established",
        "establish",
        "establishes",
        "launched",
        "launch",
        "launches",
        "created",
        "create",
        "set",
    ):
        readers.setdefault(word, []).append(_by_establishing)
    for word in ("establishment", "creation", "launch"):
        readers.setdefault(word, []).append(_by_establishment)
    return {word: tuple(found) for word, found in readers.items()}


_READERS = _index_readers()
TRIGGERS = frozenset(_READERS)
"""Words without which a sentence states no commitment."""
