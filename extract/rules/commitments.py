"""Commitments: what a sentence says that parties agreed, undertook or intend to do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extract.rules.clauses import Subject, Verb, Words, clause_end, cues, finite_verbs, load_verbs, outlook, subject_of
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


@cache
def _verbs() -> dict[str, Verb]:
    return load_verbs("commitment_verbs")


@cache
def _nouns() -> frozenset[str]:
    return cues("promise_nouns") | cues("intention_nouns")


_SAYING = frozenset(
    "affirm affirms affirmed affirming reaffirm reaffirms reaffirmed reaffirming confirm confirms confirmed confirming reiterate"
    " reiterates reiterated reiterating underscore underscores underscored underscoring underline underlines underlined underlining"
    " express expresses expressed expressing stress stresses stressed stressing emphasise emphasises emphasised emphasising"
    " emphasize emphasizes emphasized emphasizing declare declares declared declaring restate restates restated renew renews renewed"
    " voice voices voiced voicing state states stated announce announces announced announcing highlight highlights highlighted"
    " share shares shared sharing repeat repeats repeated make makes made pledge pledged reassert reasserted "
    " secures secured signed".split()
)
_SETTING = frozenset("set sets setting".split())
_GOALS = frozenset("goal goals target targets task tasks objective objectives aim ambition".split())
_NOT_DOING = frozenset("at by in on the a an this that these those its their our any all be him her them it us which what date".split())
_ESTABLISHING = frozenset("established establish establishes launched launch launches created create set".split())


def find_commitments(words: Words, *, joint_document: bool) -> list[Commitment]:
    """The undertakings a sentence states, in order; `joint_document`: the page is itself a joint statement.

    >>> from extract.rules.clauses import read_words
    >>> text = "The two sides agreed to resume flights and pledged to protect workers' rights."
    >>> words = read_words(text, 0, len(text))
    >>> [" ".join(words.shown[a:b]) for a, b in (found.gist for found in find_commitments(words, joint_document=False))]
    ['resume flights', "protect workers ' rights"]
    """
    found: list[Commitment] = []
    low, i = words.low, 0
    if low and low[-1] == "?":
        return []
    while i < len(low):
        word = low[i]
        item: Commitment | None = None
        if word in _verbs():
            item = _by_verb(words, i, _verbs()[word])
        elif word in _nouns():
            item = _by_noun(words, i)
        elif word in ("will", "shall"):
            item = _by_future(words, i, joint_document=joint_document)
        elif word in ("committed", "determined", "ready", "prepared", "willing", "resolved"):
            item = _by_readiness(words, i)
        elif word in _SETTING:
            item = _by_goal(words, i)
        elif word in ("agreement", "understanding", "consensus"):
            item = _by_reaching(words, i)
        if item is None and word in _ESTABLISHING:
            item = _by_establishing(words, i)
        if item is None and word in cues("ready_verbs"):
            item = _by_readiness(words, i)
        if item is not None and not (found and item.gist[0] < found[-1].gist[1] and item.trigger < found[-1].gist[1] and _inside(words, found[-1], item)):
            found.append(item)
        i += 1
    return found


def _inside(words: Words, outer: Commitment, inner: Commitment) -> bool:
    """Whether `inner` is only a part of what `outer` undertakes: "agreed to confirm their commitment to ..."."""
    return inner.trigger < outer.last and inner.subject.start >= outer.gist[0] or inner.last == outer.last


def _doing(words: Words, i: int) -> int:
    """Where the undertaking after "to" at `i` begins; -1 if what follows "to" is none."""
    if i >= len(words) or words.low[i] != "to" or i + 1 >= len(words):
        return -1
    j = i + 1
    if words.low[j] in _NOT_DOING and words.low[j] not in ("the", "a", "an") or not words.low[j][:1].isalpha():
        return -1
    return j


def _gist_last(words: Words, first: int, last: int) -> int:
    """The gist ends before what only comments on it: ", which", ", noting", " as the talks continue"."""
    low = words.low
    for k in range(first + 1, last):
        if low[k] == "," and k + 1 < last and low[k + 1] in ("which", "who", "noting", "including", "as", "with", "while", "where", "so", "said", "he", "she"):
            return k if low[k + 1] not in ("including", "with") else last
        if low[k] == "as" and k + 1 < last and (words.capitalised(k + 1) and k + 3 < last) and any(low[m] in finite_verbs() for m in range(k + 1, min(k + 7, last))):
            return k
    return last


def _item(words: Words, subject: Subject, trigger: int, first: int, status: AgreementStatus, rule: str) -> Commitment:
    last = clause_end(words, trigger)
    last = max(last, first + 1)
    return Commitment(subject, trigger, (first, _gist_last(words, first, last)), last, status, rule)


def _by_verb(words: Words, i: int, verb: Verb) -> Commitment | None:
    low, size = words.low, len(words)
    trait = verb.traits[0]
    after = low[i + 1] if i + 1 < size else ""
    k = i + 1
    while k < size and (low[k] in cues("adverbs") or low[k] in ("in", "with", "between") and trait == "agree"):
        # "agreed in principle to", "agreed at the meeting to", "agreed with him to"
        if low[k] in ("in", "with", "between"):
            k = next((m for m in range(k + 1, min(k + 8, size)) if low[m] == "to"), size)
            break
        k += 1
    if k < size and low[k] in ("themselves", "itself", "himself", "ourselves", "upon", "myself"):
        k += 1
    first = _doing(words, k) if k < size else -1
    rule = f"commitment-{verb.lemma}"
    if first < 0 and k + 1 < size and low[k] == "not" and low[k + 1] == "to":
        first = k
    if first < 0 and trait == "pledge" and k < size and (low[k][:1] in "$€£¥" or low[k].isdigit()) and low[k] != "":
        # "pledged $50 million for the fund"
        first = k
    if first < 0 and trait in ("agree", "resolve") and after == "that":
        # "agreed that experts would meet": an undertaking; "agreed that ties are strong": an opinion.
        end = clause_end(words, i)
        if not any(low[m] in ("will", "would", "should", "shall", "must") for m in range(i + 2, min(end, i + 22))):
            return None
        first = i + 2
        rule = f"commitment-{verb.lemma}-that"
    elif first < 0 and trait == "agree" and after in ("on", "upon"):
        if i + 2 >= size or not _undertaking_noun(words, i + 2):
            return None
        first = i + 2
        rule = f"commitment-{verb.lemma}-on"
    if first < 0:
        return None
    if low[first] in ("the", "a", "an") and trait in ("intend", "resolve"):
        return None
    forms = verb.forms
    before = low[i - 1] if i else ""
    if before in ("was", "were", "is", "are", "been", "being") and forms != {"gerund"}:
        j = i - 1
        while j >= 0 and (low[j] in cues("be_forms") or low[j] in ("has", "have", "had")):
            j -= 1
        if j >= 0 and low[j] == "it" and trait != "intend":
            return _item(words, Subject("joint", j, j + 1), i, first, "agreed", rule + "-impersonal")
        if j >= 0 and low[j] == "it" and verb.lemma == "plan":
            return _item(words, Subject("none", j, j + 1), i, first, "planned", rule + "-impersonal")
        return _by_readiness(words, i)
    if outlook(words, i) != "done":
        return None
    if forms == {"gerund"} and before not in cues("be_forms") and before != "," and trait != "pledge":
        return None
    if "base" in forms and (before in ("to", "not", "the", "a", "and", "their", "his", "her", "its", "our", "of", "this", "my", "your") or words.shown[i - 1].endswith(("'s", "s'"))):
        return None
    if verb.lemma == "plan" and forms in ({"base"}, {"third"}) and (before in ("the", "a", "its", "their", "our", "of", "these", "his") or words.capitalised(i) and i > 0):
        return None
    subject = subject_of(words, i)
    if subject.number == "self" and (trait != "pledge" and trait != "intend" or low[subject.start] == "i"):
        if low[subject.start] not in ("it", "he", "she") or trait == "resolve":
            return None
    if subject.number == "none" and trait != "agree":
        return None
    if trait == "intend" and (subject.number == "self" or low[first] in cues("meeting_verbs")):
        return None
    if forms == {"base"} and subject.number not in ("joint",):
        return None
    if trait == "resolve" and subject.number != "joint":
        return None
    if subject.number in ("joint",):
        status: AgreementStatus = "agreed" if trait != "intend" else "planned"
    else:
        status = "agreed" if trait == "agree" else "planned"
    return _item(words, subject, i, first, status, rule)


_UNDERTAKINGS = frozenset(
    "establishment creation opening launch development expansion steps measures plan plans schedule timetable mechanism"
    " mechanisms increase reduction exchange exchanges withdrawal resumption formation introduction cooperation supply"
    " deployment construction extension removal suspension release areas principles next".split()
)


def _undertaking_noun(words: Words, i: int) -> bool:
    return any(words.low[k] in _UNDERTAKINGS for k in range(i, min(i + 6, len(words)))) and "importance" not in words.low[i : i + 4]


def _by_readiness(words: Words, i: int) -> Commitment | None:
    """ "remain committed to working closely", "are ready to promote", "is determined to"."""
    low, size = words.low, len(words)
    first = _doing(words, i + 1)
    if first < 0:
        return None
    j = i - 1
    while j >= 0 and low[j] in cues("adverbs") or j >= 0 and low[j].endswith("ly"):
        j -= 1
    if j < 0 or low[j] not in ("is", "are", "remain", "remains", "remained", "stand", "stands", "were", "was", "'re", "stood"):
        return None
    if low[j] in ("was", "were") and low[i] in ("committed", "resolved", "determined") and False:
        return None
    if outlook(words, j) != "done":
        return None
    if low[i] not in ("committed",) and (low[first].endswith("ing") or low[first] in ("the", "a", "an")):
        return None
    if low[first] in _PLEASANTRIES:
        return None
    subject = subject_of(words, j)
    if subject.number == "none" or subject.number == "self" and low[subject.start] not in ("it", "he", "she"):
        return None
    if subject.number == "single" and not words.capitalised(subject.end - 1) and "side" not in low[subject.start : subject.end]:
        return None
    pledge = low[i] in ("committed", "resolved", "determined")
    status: AgreementStatus = "agreed" if subject.number == "joint" and pledge else "planned"
    del size
    return _item(words, subject, j, first, status, f"commitment-{low[i]}")


_PLEASANTRIES = frozenset("welcome hear answer listen say thank receive note see learn congratulate wish emphasise stress point talk tell take express announce report inform join begin start".split())


def _by_noun(words: Words, i: int) -> Commitment | None:
    """ "reaffirmed their steadfast commitment to partner", "confirmed their intention to promote"."""
    low, size = words.low, len(words)
    k = i + 1
    if k < size and low[k] == "of":
        # "the commitment of Australia and the EU to work together"
        k = next((m for m in range(k + 1, min(k + 14, size)) if low[m] == "to"), size)
    elif low[k : k + 1] == ["in"] and low[i] in ("interest",):
        k = size
    if k >= size or low[k] != "to":
        return None
    first = _doing(words, k)
    if first < 0 and low[k + 1 : k + 2] not in (["the"], ["a"], ["an"], ["our"], ["their"], ["this"]):
        return None
    if first < 0:
        first = k + 1
    # The determiner and adjectives before the noun, then the verb that states it.
    j, owner = i - 1, ""
    while j >= 0 and i - j < 9:
        word = low[j]
        if word in ("their", "its", "his", "her", "our", "a", "the", "this", "my") or words.shown[j].endswith(("'s", "s'")) or word == "'":
            owner = owner or word
        elif word in _SAYING or word in finite_verbs() or word in _verbs() or word in cues("adverbs"):
            break
        elif word in (",", ";", ".", "and", "that", "of", "in", "on", "for", "with", "as", "to"):
            break
        j -= 1
    while j >= 0 and low[j] in ("and", "again", "also") and low[j - 1] in _SAYING:
        j -= 1
    if j < 0 or low[j] not in _SAYING:
        return None
    form = outlook(words, j)
    if form != "done":
        return None
    if low[i] in ("resolution", "undertaking", "plans", "pledge", "pledges") and low[j] in ("made", "make", "makes"):
        return None
    verb_first = j
    subject = subject_of(words, j)
    if subject.number == "none" and low[j].endswith("ing"):
        subject = _first_subject(words, j)
    if subject.number == "none":
        return None
    if subject.number == "self" and low[subject.start] in ("i",):
        return None
    intention = low[i] in cues("intention_nouns")
    joint = subject.number == "joint" and owner not in ("his", "her")
    status: AgreementStatus = "planned" if intention or not joint else "agreed"
    if joint and low[i] in ("intention", "intent") or joint and not intention:
        status = "agreed"
    return _item(words, subject, verb_first, first, status, f"commitment-{low[i]}")


def _first_subject(words: Words, before: int) -> Subject:
    for k in range(before):
        if words.low[k] in finite_verbs():
            return subject_of(words, k)
    return Subject("none", before, before)


def _by_future(words: Words, i: int, *, joint_document: bool) -> Commitment | None:
    """ "The Parties will establish a mechanism": an undertaking if several parties say it of themselves."""
    low, size = words.low, len(words)
    k = i + 1
    while k < size and (low[k] in cues("adverbs") or low[k].endswith("ly")):
        k += 1
    if low[k : k + 1] == ["("]:
        # "will (i) modify ...; and (ii) adopt ..."
        k = next((m + 1 for m in range(k, min(k + 4, size)) if low[m] == ")"), size)
    if i and low[i - 1] in ("which", "that", "who"):
        return None
    if k >= size or low[k] in cues("meeting_verbs") or words.denied(k) or not low[k].isalpha():
        return None
    if low[k] == "continue" and low[k + 1 : k + 3] in (["to", "be"], ["to", "have"]):
        return None
    subject = subject_of(words, i)
    if subject.number == "none" or outlook(words, i) == "no":
        return None
    head = low[subject.end - 1]
    named = words.capitalised(subject.end - 1) and subject.end - subject.start <= 14
    text = low[subject.start : subject.end]
    if any(word in text for word in ("we", "i", "you", "he", "she", "it", "who", "which", "that")):
        if not (joint_document and text in (["we"], ["both"])):
            return None
    elif text == ["they"]:
        if not joint_document:
            return None
    elif subject.number == "joint":
        both = head in ("sides", "parties", "countries", "leaders", "governments", "presidents", "ministers", "companies", "nations", "states", "participants", "members", "partners", "teams", "delegations", "ministries", "agencies", "banks")
        definite = text[0] in ("the", "both", "our")
        if not (both and definite and not any(word in text for word in _OTHERS) or named and not _is_event(words, subject)):
            return None
    elif not (joint_document and named and subject.start in (0, 1)) or _is_event(words, subject):
        return None
    status: AgreementStatus = "agreed" if joint_document else "planned"
    item = _item(words, subject, i, k, status, "commitment-will")
    if low[i + 1 : i + 2] == ["("]:
        item.last = _enumeration_last(words, item.last)
        item.gist = (k, item.last)
    return item


_OTHERS = frozenset("other neighbouring neighboring european western african arab african asian developing member gulf many most some")


def _is_event(words: Words, subject: Subject) -> bool:
    """Whether the subject is a document, an event or a programme, not a party: "the Partnership will accelerate"."""
    from extract.rules.documents import document_nouns

    head = words.low[subject.end - 1]
    return head in document_nouns() or head in cues("bodies") or head in (
        "summit", "forum", "meeting", "conference", "visit", "talks", "project", "facility", "facilities", "plant", "pipeline", "project", "services", "programme", "program", "fund", "mechanism", "plan", "policy", "session", "round", "exhibition", "ceremony",
    )


def _enumeration_last(words: Words, last: int) -> int:
    """The end of "(i) ...; and (ii) ..."."""
    size = len(words)
    return size - 1 if words.low[-1] == "." else size


def _by_goal(words: Words, i: int) -> Commitment | None:
    """ "set a goal of doubling trade", "set the target to ..."."""
    low, size = words.low, len(words)
    goal = next((k for k in range(i + 1, min(i + 7, size)) if low[k] in _GOALS), None)
    if goal is None or goal + 1 >= size or low[goal + 1] not in ("of", "to", "for"):
        return None
    if outlook(words, i) != "done":
        return None
    subject = subject_of(words, i)
    if subject.number in ("none", "self"):
        return None
    return _item(words, subject, i, goal + 2, "agreed" if subject.number == "joint" else "planned", "commitment-goal")


def _by_reaching(words: Words, i: int) -> Commitment | None:
    """ "reached agreement to build": an oral understanding on what follows or, with "this", on what came before."""
    low, size = words.low, len(words)
    j = i - 1
    while j >= 0 and i - j < 5 and low[j] not in ("reached", "reach", "came"):
        j -= 1
    if j < 0 or low[j] not in ("reached", "reach"):
        return None
    between = low[j + 1 : i]
    if any(word in ("a", "an", "the") for word in between) and low[i] != "consensus":
        return None
    if outlook(words, j) != "done":
        return None
    subject = subject_of(words, j)
    if subject.number == "none" and low[i + 1 : i + 2] not in (["on"], ["to"]):
        return None
    first = i + 2 if low[i + 1 : i + 2] in (["on"], ["to"], ["that"]) and i + 2 < size else j
    return _item(words, subject, j, first, "agreed", "commitment-reached")


def _by_establishing(words: Words, i: int) -> Commitment | None:
    """ "The two leaders established a new ministerial committee": a decision of theirs."""
    low, size = words.low, len(words)
    k = i + 1
    if low[i] == "set":
        if low[k : k + 1] != ["up"]:
            return None
        k += 1
    if k >= size or low[k] not in ("a", "an", "the", "two", "three", "new"):
        # "a working group has been established"
        return _body_established(words, i)
    head = next((m for m in range(k + 1, min(k + 12, size)) if low[m] in cues("bodies") and (m + 1 >= size or low[m + 1] not in cues("bodies"))), None)
    if head is None or any(low[m] in (",", ";", "to", "of", "for", "on", "with", "by", "in") or low[m] in finite_verbs() for m in range(k + 1, head)):
        return None
    if outlook(words, i) != "done" or low[i] in ("establish", "create", "launch", "set") and low[i - 1 : i] == ["to"]:
        return None
    subject = subject_of(words, i)
    if subject.number != "joint":
        return None
    item = _item(words, subject, i, k, "adopted", "decision-establish")
    item.kind = "decision"
    return item


def _body_established(words: Words, i: int) -> Commitment | None:
    low = words.low
    j = i - 1
    while j >= 0 and low[j] in cues("adverbs"):
        j -= 1
    if j < 1 or low[j] not in ("been", "was", "were") or outlook(words, i) != "done":
        return None
    first = words.clause_start(i)
    head = next((m for m in range(max(first, i - 26), j) if low[m] in cues("bodies") and low[m - 1 : m] != ["of"]), None)
    if head is None or low[i] not in ("established", "created", "launched", "set"):
        return None
    text = low[head : i]
    if not ({"between", "joint", "bilateral", "intergovernmental", "cooperation"} & set(low[max(head - 6, first) : i])):
        return None
    del text
    start = head
    while start > first and low[start - 1] not in (",", ".", ";") and head - start < 6:
        start -= 1
        if low[start] in ("a", "an", "the"):
            break
    subject = Subject("none", start, start)
    item = Commitment(subject, i, (start, j), i + 1, "adopted", "decision-establish", "decision")
    return item
