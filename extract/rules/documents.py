"""Documents: the treaties, memorandums, statements and deals that a sentence names, and what it says became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Literal, NamedTuple

from extract.lexicon import load_lines, load_table
from extract.rules.clauses import (
    Outlook,
    Verb,
    Words,
    clause_end,
    cues,
    finite_verbs,
    load_verbs,
    outlook,
)
from extract.schemas import AgreementKind, AgreementStatus

Strength = Literal["named", "verb", "described", "joint", "chosen"]
Reference = Literal["new", "definite", "pointing"]
"""new: "a treaty", "12 documents"; definite: "the treaty", "Treaty"; pointing: "this treaty"."""


class Noun(NamedTuple):
    """A noun that names a document, from the lexicon."""

    singular: str
    plural: bool
    kind: AgreementKind
    strength: Strength


class Finding(NamedTuple):
    """What a sentence says became of a document, and the words that say so."""

    status: AgreementStatus
    rule: str
    first: int
    last: int


# What a sentence denies or merely talks about is no item, whatever its title.
_DENIED = Finding("proposed", "document-denied", 0, 0)


@dataclass(slots=True)
class Mention:
    """One mention of a document; positions are word indices of the sentence."""

    first: int
    """The first word of the noun phrase, article included."""
    head: int
    last: int
    """One past the last word of the title."""
    noun: Noun
    kind: AgreementKind
    reference: Reference
    named: bool
    """Whether it bears a proper title: "the Mutual Security Treaty"."""
    content: frozenset[str]
    """The words that tell it from other documents."""
    count: str | None = None
    """"12" in "12 documents"."""
    finding: Finding | None = None
    topics: list[tuple[int, int]] = field(default_factory=list)
    """The word ranges of several documents that share one head: "agreements between A and B, and between C and D"."""


@cache
def document_nouns() -> dict[str, Noun]:
    """Every form of the document nouns, lower case."""
    found: dict[str, Noun] = {}
    for forms, kind, strength in load_table("en", "document_nouns"):
        words = forms.split()
        for word in words:
            plural = word.endswith("s") or word in ("memoranda",)
            found[word] = Noun(words[0], plural, kind, strength)  # type: ignore[arg-type]
    return found


@cache
def _verbs() -> dict[str, Verb]:
    return load_verbs("document_verbs")


@cache
def _nominal_status() -> dict[str, AgreementStatus]:
    return {
        "signing": "signed",
        "signature": "signed",
        "initialling": "signed",
        "initialing": "signed",
        "conclusion": "signed",
        "exchange": "signed",
        "ratification": "adopted",
        "adoption": "adopted",
        "approval": "adopted",
        "issuance": "adopted",
        "publication": "adopted",
        "launch": "adopted",
        "launching": "adopted",
        "announcement": "adopted",
        "establishment": "adopted",
        "renewal": "agreed",
        "extension": "agreed",
        "finalisation": "agreed",
        "finalization": "agreed",
        "implementation": "in_force",
    }


_DETERMINERS = frozenset("the a an this that these those any each every its their our his her your my such both another".split())
_TITLE_PREPOSITIONS = frozenset("amending governing of on for between with among regarding concerning about covering outlining towards against".split())
# A title ends before these: what follows is no longer its topic.
_TITLE_ENDS = frozenset(
    "which who that when where while but or if as than following during after before today yesterday tomorrow since"
    " through by under at into via because although worth valued signed so is are was were has have had be been being will"
    " would can could may might shall should must do does did not also recently here there earlier upon within from thus"
    " they we he she it i you thereby making creating where including such last".split()
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september"
    " october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_ADJECTIVE_ENDINGS = ("ing", "ive", "al", "ic", "ous", "ble", "ant", "ent", "ful", "ary", "ed", "level", "year", "ional", "wide")
_LINKING = frozenset((",", "and", "as", "well", "also", "plus", "&", "along", "together", "with", "or", "another", "-", "•", "·", "*", ";"))
_LISTING = frozenset(("include", "includes", "included", "including", "includig", ":", "namely", "like"))
_PAST_FORMS = frozenset(("past", "participle"))
_MAX_TITLE = 40


def find_documents(words: Words, *, heading: bool = False, listed: Finding | None = None) -> list[Mention]:
    """The documents a sentence mentions, in order; `listed` is what a line before a list said of the list's entries.

    >>> from extract.rules.clauses import read_words
    >>> text = "Following the talks, the ministers signed a memorandum on cooperation in forestry."
    >>> words = read_words(text, 0, len(text))
    >>> [(mention.kind, mention.finding.status) for mention in find_documents(words) if mention.finding]
    [('memorandum', 'signed')]
    """
    mentions = _phrases(words, heading=heading)
    if not mentions:
        return []
    group: list[Mention] = []
    before: Finding | None = None
    for mention in [*mentions, None]:
        if mention is not None and (not group or _joined(words, group[-1], mention)):
            group.append(mention)
            continue
        before = _judge(words, group, before, listed)
        group = [mention] if mention is not None else []
    return mentions


def _phrases(words: Words, *, heading: bool) -> list[Mention]:
    mentions: list[Mention] = []
    nouns, low, used = document_nouns(), words.low, 0
    for i, word in enumerate(low):
        if i < used:
            continue
        noun = nouns.get(word)
        if noun is None:
            if _treaty_by_initials(words, i):
                noun = Noun(word, False, "treaty", "verb")
            else:
                continue
        if not _is_noun(words, i, noun):
            continue
        first, count = _phrase_first(words, i, used)
        kind = _kind(words, first, i, noun)
        if kind is None:
            continue
        last = _title_last(words, i)
        if mentions and _counted_together(words, mentions[-1], first, i, last, noun):
            # "ten agreements and memorandums": documents counted together are one item.
            mentions[-1].last = used = last
            continue
        used = last
        topics = _topics(words, i, last, noun)
        for a, b in topics:
            mentions.append(_mention(words, first, i, last, noun, kind, count, heading, topic=(a, b)))
        if not topics:
            mentions.append(_mention(words, first, i, last, noun, kind, count, heading))
    return mentions


def _counted_together(words: Words, before: Mention, first: int, head: int, last: int, noun: Noun) -> bool:
    gap = words.low[before.last : first]
    return (
        gap in (["and"], [","], ["/"], ["&"])
        and before.noun.plural
        and noun.plural
        and before.last == before.head + 1
        and (first == head or head - first == 1 and words.low[first] not in cues("quantifiers") and words.low[first] not in _DETERMINERS)
        and not before.topics
        and noun.strength != "described"
    )


def _mention(
    words: Words,
    first: int,
    head: int,
    last: int,
    noun: Noun,
    kind: AgreementKind,
    count: str | None,
    heading: bool,
    topic: tuple[int, int] | None = None,
) -> Mention:
    low = words.low
    start = first
    while start < head and low[start] in _DETERMINERS:
        start += 1
    body = range(start, last) if topic is None else (*range(start, head), *range(*topic))
    content = frozenset(
        low[k].rstrip("s")
        for k in body
        if k != head
        and low[k] not in cues("plain")
        and low[k] not in cues("collectives")
        and low[k] not in cues("quantifiers")
        and low[k] not in _PLAIN_NOUNS
        and low[k] not in _TITLE_PREPOSITIONS
        and low[k].isalnum()
        and not (k < head and low[k].isdigit())
        or k != head and "-" in low[k]
        and low[k] not in cues("plain")
    )
    if noun.plural is False and words.shown[head].isupper() and noun.kind == "treaty":
        content |= {low[head]}
    reference: Reference = "new"
    if first < head and low[first] in ("this", "these", "that", "those", "such"):
        reference = "pointing"
    elif first < head and low[first] in ("the", "its", "their", "our", "his", "her", "your", "my"):
        reference = "definite"
    elif count is None and words.capitalised(head) and not noun.plural and head > 0:
        reference = "definite"
    named = not heading and _is_named(words, start, head, last)
    mention = Mention(first, head, last, noun, kind, reference, named, content, count)
    if topic is not None:
        mention.topics = [topic]
    return mention


def _is_named(words: Words, start: int, head: int, last: int) -> bool:
    if not words.capitalised(head) or words.shown[head].isupper() and len(words.shown[head]) > 4:
        return False
    if any(words.capitalised(k) for k in range(max(start, 1), head) if words.low[k].isalpha()):
        return True
    return head + 2 < last and words.low[head + 1] in _TITLE_PREPOSITIONS and any(
        words.capitalised(k) for k in range(head + 2, min(last, head + 6))
    )


def _treaty_by_initials(words: Words, i: int) -> bool:
    """Whether word `i` is a treaty known by its initials, as what was signed says: "ratified the CWC"."""
    shown = words.shown[i]
    if not (2 < len(shown) < 8 and shown.isupper() and shown.isalpha()):
        return False
    j = i - 1
    if j >= 0 and words.low[j] == "the":
        j -= 1
    if j >= 1 and words.low[j] == "to":
        return words.low[j - 1] in ("acceded", "accede", "acceding", "accession", "signatory", "accedes")
    if j >= 0 and (verb := _verbs().get(words.low[j])) is not None:
        return verb.lemma in ("sign", "ratify") and words.low[i + 1 : i + 2] not in (["off"], ["up"])
    return False


def _is_noun(words: Words, i: int, noun: Noun) -> bool:
    """Whether word `i` is the document noun, not a verb ("to plan", "deal with") or part of another name."""
    low = words.low
    before = low[i - 1] if i else ""
    after = low[i + 1] if i + 1 < len(words) else ""
    if after in ("organisation", "organization", "organisations", "organizations") or after in document_nouns() and after not in ("package", "plan"):
        # "Collective Security Treaty Organization"; "partnership agreement": the next noun is the head.
        return False
    word = noun.singular
    if word in ("deal", "contract", "plan", "lease", "document", "package", "map", "order", "program", "programme"):
        if before in ("to", "will", "must", "can", "would", "should", "not", "they", "we", "who", "that", "could"):
            return False
        if word == "deal" and (after == "with" and not _has_article(words, i) or before in ("great", "good", "big") and after == "of"):
            return False
    if word == "agreement" and not noun.plural and before in ("in", "by", "of", "upon", "mutual", "into") and after not in ("on", "between", "for"):
        return False
    if after == "-":
        return False
    return True


def _has_article(words: Words, i: int) -> bool:
    return any(words.low[k] in _DETERMINERS or words.low[k] in cues("quantifiers") for k in range(max(i - 4, 0), i))


def _phrase_first(words: Words, head: int, floor: int) -> tuple[int, str | None]:
    """The first word of the noun phrase before `head`, and how many documents it counts."""
    low, count = words.low, None
    j, steps = head, 0
    while j > floor and steps < 14:
        steps += 1
        word = low[j - 1]
        if word in _DETERMINERS:
            j -= 1
            break
        if word in cues("quantifiers") or word.isdigit():
            if low[j] not in ("-", "–"):
                count = count or word
            j -= 1
            continue
        if word == "of" and j >= 2 and low[j - 2] in cues("collectives"):
            j -= 2
            count = count or low[j]
            continue
        if word == ")" and (opening := _opening(words, j - 1)) is not None:
            j = opening
            continue
        if word in ("and", ",", "&", "-", "–", "/", ".", '"', "'") and j - 1 > floor and _goes_on(words, j):
            j -= 1
            continue
        if not _modifies(words, j - 1, head):
            break
        j -= 1
    while j < head and low[j] in (",", "and", "-", "–", '"', "'", "&", "/", "today", "recently"):
        j += 1
    return j, count


def _opening(words: Words, closing: int) -> int | None:
    for k in range(closing - 1, max(closing - 5, -1), -1):
        if words.low[k] == "(":
            return k
    return None


def _goes_on(words: Words, j: int) -> bool:
    """Whether the phrase goes on before the "and", comma or dash at `j - 1`."""
    mark, word, after = words.low[j - 1], words.low[j - 2], words.low[j]
    touching = words.ends[j - 2] == words.starts[j - 1]
    if mark in ("-", "–", "/"):
        return word[:1].isalnum() and touching or words.capitalised(j - 2)
    if mark == ".":
        # "Brazil-U.S. Partnership" is cut as "Brazil-U", ".", "S."
        return touching and words.ends[j - 1] == words.starts[j] and words.capitalised(j)
    if mark in ('"', "'"):
        return True
    if word in document_nouns() or word in finite_verbs() or word in _verbs():
        return False
    if words.capitalised(j - 2) and words.capitalised(j):
        return mark != "," and j - 2 > 0 and words.low[j - 3] not in ("in", "at", "between", "by", "with")
    if mark == "and" and j >= 3 and words.low[j - 3] in _DETERMINERS and word[:1].isalpha():
        # "the science and technology agreement"
        return True
    return (
        not words.capitalised(j - 2)
        and ("-" in word or word.endswith(_ADJECTIVE_ENDINGS))
        and (after.endswith(_ADJECTIVE_ENDINGS) or "-" in after or mark == "and")
    )


_NOT_MODIFIERS = frozenset(
    "of in on at to for by with from as that and or but which who when while after before during if than into under between"
    " among through over per via not no also today yesterday recently already they we he she it i you both there here then"
    " them us him all now . ; : ? ! ( [ ] \" ' “ ” — * • – following including include includes because since until upon".split()
)


def _modifies(words: Words, j: int, head: int) -> bool:
    """Whether word `j` can stand before the head in its noun phrase."""
    word = words.low[j]
    if word in _NOT_MODIFIERS or word in cues("auxiliaries") or not word[:1].isalnum() and word != "$":
        return False
    verb = _verbs().get(word)
    if verb is not None or word in finite_verbs():
        # "the signed agreement", "ten agreed measures": a participle after an article is an adjective; so are
        # "Framework Agreement", "Exchange Programme" with a capital inside a name.
        if j > 0 and (words.low[j - 1] in _DETERMINERS or words.low[j - 1] in cues("quantifiers")):
            return True
        return words.capitalised(j) and j > 0 and words.capitalised(head) and (words.capitalised(j - 1) or verb is None)
    return True


def _title_last(words: Words, head: int) -> int:
    """One past the last word of the title that begins with `head`: "Treaty [on ...]", "agreement [between A and B]"."""
    low, size = words.low, len(words)
    i, end, between = head + 1, head + 1, False
    inside = False
    while i < size and i - head < _MAX_TITLE:
        word = low[i]
        if word == "(":
            closing = next((k for k in range(i + 1, min(i + 8, size)) if low[k] == ")"), None)
            if closing is None:
                break
            i = closing + 1
            end = i if not inside or (i < size and low[i] not in (".", ",")) or closing - i < 6 else end
            continue
        if word in ('"', "'") and i == head + 1:
            closing = next((k for k in range(i + 1, min(i + 30, size)) if low[k] == word), None)
            if closing is None:
                break
            i = end = closing + 1
            inside = True
            continue
        if not inside or low[i - 1] not in _TITLE_PREPOSITIONS and low[i - 1] != "the" and word in ("to", "in", "until"):
            if word in _TITLE_PREPOSITIONS or word == "to" and _infinitive(words, i) or word == "in" and not _when_or_where(words, i + 1):
                if word in ("with", "of", "for", "in", "on") and _when_or_where(words, i + 1) and word != "for" and word != "with":
                    break
                between = between or word in ("between", "among")
                inside = True
                i += 1
                continue
            if word == "until" and i + 1 < size and low[i + 1].isdigit():
                i = end = i + 2
                inside = True
                continue
            if not inside:
                break
        if word in (",", "and", "&"):
            if not _title_goes_on(words, i, low[head + 1], between=between):
                break
            i += 1
            continue
        if word in _TITLE_ENDS or word in (";", ":", ".", "?", "!", "—", '"', "*", "•", "[", "]", ")"):
            break
        if word == "-" and words.ends[i - 1] != words.starts[i] or word == "–" and words.ends[i - 1] != words.starts[i]:
            break
        if word in _CALENDAR and (words.capitalised(i)) and low[i - 1] in ("on", "in", "of"):
            break
        if word in finite_verbs() and i - 1 != head and low[i - 1] not in _TITLE_PREPOSITIONS and low[i - 1] not in ("the", "a", "to", "and", "of", "-"):
            if not words.capitalised(i) and not (word.endswith("ed") and low[i + 1 : i + 2] == ["to"]):
                break
        if word in ("on",) and _when_or_where(words, i + 1):
            break
        i += 1
        end = i
    while end > head + 1 and low[end - 1] in (*_TITLE_PREPOSITIONS, "the", "and", ",", "in", "to", "a", "an", "-", "–", "until"):
        end -= 1
    return end


def _infinitive(words: Words, i: int) -> bool:
    """Whether "to" at `i` begins what the document is for: "an agreement to build ..."; not "to be signed"."""
    if i + 1 >= len(words):
        return False
    after = words.low[i + 1]
    return after.isalpha() and after not in ("be", "the", "a", "an", "date", "come", "which") and after not in _verbs() or after in ("exchange", "establish", "launch", "extend", "implement", "negotiate", "release")


def _when_or_where(words: Words, i: int) -> bool:
    """Whether a date or a place begins at `i`: "signed the treaty on Monday", "the agreement in Moscow"."""
    if i >= len(words):
        return True
    word = words.low[i]
    if word in _CALENDAR or word.isdigit() and len(word) == 4 or word in ("this", "late", "early", "mid"):
        return True
    if word in ("the",):
        after = words.low[i + 1] if i + 1 < len(words) else ""
        return after in ("presence", "sidelines", "margins", "framework", "course", "context", "same", "morning", "day", "occasion", "basis", "eve", "first", "second", "wake", "capital", "near", "coming", "last", "past", "next", "future", "city", "kremlin")
    if word in ("moscow", "force", "effect", "place", "principle", "order", "addition", "person", "return", "turn", "accordance", "line", "exchange", "attendance", "question", "presence"):
        return True
    if word.isdigit() and i + 1 < len(words) and words.low[i + 1] in _CALENDAR:
        return True
    # "in Beijing today": a capitalised word after a lower-case "in" is a place more often than a topic.
    return words.capitalised(i) and words.low[i - 1] in ("in", "at") and not (i + 1 < len(words) and words.low[i + 1] in ("of", "and") and False)


def _title_goes_on(words: Words, i: int, preposition: str, *, between: bool) -> bool:
    """Whether the title goes on after the comma or "and" at `i`."""
    low, size = words.low, len(words)
    mark = low[i]
    j = i + 1
    if j < size and mark == "," and low[j] in ("and", "&"):
        j += 1
    if j >= size:
        return False
    word = low[j]
    if word == preposition:
        # "documents on X and on Y": the preposition said again names another document, `_topics` divides them.
        return True
    if word in _TITLE_ENDS or word in _PRONOUNS or word in ("a", "an") and not between:
        return False
    if word in _verbs() and "base" not in _verbs()[word].forms or word in finite_verbs() or word in cues("adverbs") or word in ("as",):
        return False
    if not _no_document(words, j):
        return False
    if mark == ",":
        # A list of topics or parties comes back to an "and": "on trade, investment and energy".
        for k in range(j, min(j + 9, size)):
            if low[k] in ("and", "&") and k > j:
                return low[k - 1] != "," or between or k - j <= 5
            if low[k] in _TITLE_ENDS or low[k] in finite_verbs() or low[k] in (";", ".", ":", "("):
                return False
        return False
    # "... in forestry and Mr Doe left": a statement with a verb of its own.
    if words.capitalised(j) and not between:
        for k in range(j, min(j + 7, size)):
            if low[k] in finite_verbs() or low[k] in cues("auxiliaries"):
                return False
    return True


# Document nouns that do not tell one document from another: "Memorandum of Understanding", "package of documents".
_PLAIN_NOUNS = frozenset("understanding intent document documents agreement agreements package memorandum text deal".split())
_PRONOUNS = frozenset("they we he she it i you both these those this".split())


def _no_document(words: Words, j: int) -> bool:
    """Whether no other document begins at `j`: "... and an agreement on"."""
    low = words.low
    described = low[j] not in _DETERMINERS and low[j] not in cues("quantifiers")
    for k in range(j, min(j + 8, len(words))):
        noun = document_nouns().get(low[k])
        if noun is not None and not (described and noun.strength == "described"):
            # "friendly relations and strategic partnership" is one topic: no article makes the partnership a document.
            return False
        if low[k] in _TITLE_ENDS or low[k] in _TITLE_PREPOSITIONS or low[k] in (",", ".", ";", "and", "to", "in"):
            return True
    return True


def _topics(words: Words, head: int, last: int, noun: Noun) -> list[tuple[int, int]]:
    """The parts of a plural title that each name a document of their own: "documents on X and on Y".

    The preposition said again divides them; without it ("agreements on trade and energy") they stay one item.
    """
    if not noun.plural or head + 1 >= len(words):
        return []
    low = words.low
    preposition = low[head + 1]
    if preposition not in ("on", "between", "for", "with", "in"):
        return []
    starts = [head + 1]
    for k in range(head + 2, last):
        if low[k] == preposition and low[k - 1] in ("and", ","):
            starts.append(k)
    if len(starts) < 2:
        return []
    ends = [*(k for k in starts[1:]), last]
    parts = []
    for a, b in zip(starts, ends, strict=True):
        while b > a and low[b - 1] in ("and", ","):
            b -= 1
        parts.append((a, b))
    return parts


def _kind(words: Words, first: int, head: int, noun: Noun) -> AgreementKind | None:
    """The kind of document its phrase makes it; None if the phrase names no document between parties."""
    low = words.low
    before = low[head - 1] if head else ""
    after = low[head + 1] if head + 1 < len(words) else ""
    phrase = set(low[first:head])
    kind = noun.kind
    if noun.strength == "joint":
        if noun.singular == "statement":
            return "joint_statement" if phrase & {"joint", "outcome", "vision", "trilateral", "quadrilateral"} else None
        if noun.singular == "line":
            return "agreement" if before == "swap" else None
        if noun.singular == "map":
            return "roadmap" if before == "road" else None
        if noun.singular == "letter":
            if after == "of" and low[head + 2 : head + 3] in (["intent"], ["understanding"], ["agreement"]):
                return "memorandum"
            return "agreement" if phrase & {"exchange"} else None
        if noun.singular == "order":
            return "decision" if before == "executive" else None
    if noun.singular == "communique" or noun.singular == "declaration" and "joint" in phrase and False:
        return kind
    if noun.singular == "package" and after == "of":
        return None
    if kind == "treaty" and noun.singular == "convention" and (before in ("national", "party", "annual") or after in ("center", "centre", "hall")):
        return None
    if noun.singular == "deal" and before in ("green", "new") and words.capitalised(head):
        return None
    if noun.singular == "declaration" and after == "of" and low[head + 2 : head + 3] in (["war"], ["love"], ["bankruptcy"], ["emergency"], ["assets"], ["income"]):
        return None
    if noun.singular == "deal" and phrase & {"commercial", "business", "purchase", "supply", "sales"}:
        return "contract"
    if noun.singular == "statement":
        return "joint_statement"
    if noun.singular == "understanding" and before in ("of", "mutual", "better", "deeper", "common", "increased"):
        return None
    if noun.singular == "plan" and phrase & {"roadmap", "road"}:
        return "roadmap"
    return kind


def _joined(words: Words, before: Mention, after: Mention) -> bool:
    """Whether two mentions are members of one list: "a protocol on X as well as two agreements"."""
    if before.first == after.first:
        return True
    gap = words.low[before.last : after.first]
    if len(gap) > 12:
        return False
    if all(word in _LINKING for word in gap):
        return True
    if gap and gap[0] == "(" and ")" in gap:
        return all(word in _LINKING for word in gap[gap.index(")") + 1 :])
    return False


def _judge(words: Words, group: list[Mention], before: Finding | None, listed: Finding | None) -> Finding | None:
    """Tell what became of a list of documents; the finding is handed to the next list of the sentence."""
    if not group:
        return before
    first, last = group[0], group[-1]
    found = _from_left(words, first, before)
    if found is _DENIED:
        return before
    if found is None:
        found = _from_right(words, last)
        if found is _DENIED:
            return before
    if found is None:
        for mention in group[1:]:
            if (inner := _from_left(words, mention, None)) is not None and inner is not _DENIED:
                found = inner
                break
    if found is None and listed is not None and first.first <= 3:
        found = listed
    for mention in group:
        own = _from_modifiers(words, mention) or found
        if own is not None and _fits(words, mention, own):
            mention.finding = own
        elif own is None and mention.named and mention.reference != "new" and not _doubted(words, mention) and mention.noun.strength == "named" and not _universal(words, mention):
            mention.finding = Finding("in_force", "document-named", mention.first, mention.last)
    return found or before


def _doubted(words: Words, mention: Mention) -> bool:
    """Whether the phrase hangs on a word of doubt: "the feasibility of a Free Trade Agreement"."""
    left = words.low[max(mention.first - 5, 0) : mention.first]
    return any(word in ("feasibility", "possibility", "idea", "proposal", "future", "prospects") for word in left)


def _from_modifiers(words: Words, mention: Mention) -> Finding | None:
    """What the phrase itself says: "the draft agreement", "the recently signed treaty"."""
    for k in range(mention.first, mention.head):
        word = words.low[k]
        if word in cues("coming") and mention.reference != "pointing":
            return Finding("planned", "document-to-come", k, k + 1)
        verb = _verbs().get(word)
        if verb is not None and k < mention.head and word in ("signed", "adopted", "concluded", "initialled", "ratified") and not words.capitalised(k):
            return Finding(_status(verb, mention.kind, "done"), "document-participle", k, mention.last)
    return None


@cache
def _universal_titles() -> tuple[str, ...]:
    return load_lines("en", "multilateral_texts")


def _universal(words: Words, mention: Mention) -> bool:
    title = " ".join(words.low[mention.first : min(mention.last, mention.head + 8)])
    return any(text in title for text in _universal_titles())


def _takes(words: Words, verb: Verb, noun: Noun) -> bool:
    objects = verb.traits[1]
    if noun.strength == "chosen":
        return objects == "chosen" or verb.lemma in ("adopt", "approve", "reach", "agree", "endorse", "implement")
    if objects == "any":
        return True
    if objects == "chosen":
        return verb.lemma == "make"
    if objects == "contract":
        return noun.kind == "contract" or noun.singular == "deal"
    return noun.strength in ("named", "verb") or noun.singular in ("framework",)


def _fits(words: Words, mention: Mention, finding: Finding) -> bool:
    """Whether the noun is one that can be an item with this finding: a bare "programme" is not."""
    noun = mention.noun
    if noun.strength == "described":
        phrase = set(words.low[mention.first : mention.last])
        coop = bool(phrase & cues("shared")) or "'" in words.shown[mention.head]
        return mention.named or coop
    if noun.strength == "chosen":
        return noun.plural or mention.head - mention.first > 1
    if finding.rule in ("document-under", "document-talks") and not mention.named and not mention.content:
        return mention.reference != "new"
    return True


def _status(verb: Verb, kind: AgreementKind, form: Outlook) -> AgreementStatus:
    if form == "planned":
        return "planned"
    status: AgreementStatus = verb.traits[0]  # type: ignore[assignment]
    if status == "agreed" and kind in ("joint_statement", "declaration", "communique", "decision", "programme"):
        return "adopted"
    if status == "adopted" and kind in ("agreement", "treaty", "contract", "memorandum") and verb.lemma in ("announce", "unveil"):
        return "agreed"
    return status


def _from_left(words: Words, mention: Mention, before: Finding | None) -> Finding | None:
    """The verb or noun of action to the left that governs the mention."""
    low, first = words.low, mention.first
    if any(low[k] in ("no", "neither", "without", "nor", "any") for k in range(max(first - 2, 0), min(first + 2, mention.head))):
        return _DENIED
    j = first - 1
    while j >= 0 and low[j] in ('"', "'", "both", "also", "jointly", "a", "the", "-", "–", "•", "*"):
        j -= 1
    if j < 0:
        return None
    word = low[j]
    if word in _LISTING or word == "as" and j and low[j - 1] == "such":
        if before is not None:
            return before
        j -= 1
        if j < 0:
            return None
        word = low[j]
    if word in ("of", "on", "for", "to", "towards", "toward", "into", "under", "with", "in", "by", "upon", "from", "about", "per", "through", "at", "after", "against", "over", "from", "as"):
        return _after_preposition(words, mention, j)
    # The verb directly before, or with adverbs and phrases of time, place or company between.
    for k in range(j, max(j - _REACH_LEFT, -1), -1):
        word = low[k]
        verb = _verbs().get(word)
        if verb is not None and not (words.capitalised(k) and k > 0 and words.capitalised(k - 1) and verb.forms == {"base"}):
            between = low[k + 1 : first]
            if between and not _light(words, k + 1, first):
                if between[-1] not in ("and", ",", "well") or word in ("made", "make", "take", "took"):
                    return None
            return _by_verb(words, mention, k, verb)
        if word in (";", ":", "?", "(") or word in _BREAKS or word in cues("be_forms"):
            return None
    return None


_REACH_LEFT = 14
_BREAKS = frozenset("which who that because although if whereas while when said says".split())
_LIGHT_STARTS = frozenset("in on at with during after following today yesterday also jointly and , recently here there earlier between by before".split())


def _light(words: Words, a: int, b: int) -> bool:
    """Whether words `a` to `b` are adverbs and phrases of time, place or company between a verb and its object."""
    low = words.low
    if low[a] in cues("adverbs") or low[a] in _LIGHT_STARTS or low[a] in _CALENDAR:
        return not any(low[k] in finite_verbs() for k in range(a, b))
    return False


def _by_verb(words: Words, mention: Mention, k: int, verb: Verb) -> Finding | None:
    """What the verb at `k` says of the document that is its object."""
    low = words.low
    if not _takes(words, verb, mention.noun):
        return None
    j = k - 1
    while j >= 0 and low[j] in cues("adverbs"):
        j -= 1
    before = low[j] if j >= 0 else ""
    form = outlook(words, k)
    if form == "no":
        return _DENIED
    if verb.forms <= _PAST_FORMS:
        if before in cues("be_forms"):
            # "was signed with a protocol": the verb is passive, the document not its object; "was awarded a contract".
            return Finding("signed", "document-verb", k, mention.last) if verb.lemma == "award" else None
        if verb.lemma in ("negotiate",) and form == "done":
            return Finding("agreed", "document-verb", k, mention.last)
        if verb.lemma in ("prepare", "draft") and form == "done":
            return None
    elif verb.forms == {"gerund"}:
        if low[k] in ("signing",) and before in ("the", "a", "for", "of", "'", "ceremonial", "official") or low[k + 1 : k + 2] == ["of"]:
            pass
        elif before in ("before",):
            return Finding("planned", "document-verb", k, mention.last)
        if verb.lemma in ("agree",):
            return Finding(_status(verb, mention.kind, form), "document-verb", k, mention.last)
    elif "base" in verb.forms and before not in ("to",) and form == "done" and not _plural_before(words, k):
        return None
    if verb.lemma == "make":
        if mention.noun.strength != "chosen" and mention.noun.singular not in ("deal", "agreement", "pact", "accord"):
            return None
        if mention.noun.strength != "chosen":
            return Finding("agreed", "document-verb", k, mention.last)
    if verb.lemma in ("take", "make") and not _several(words, k):
        return None
    if verb.lemma == "implement" and mention.noun.singular in ("initiative", "partnership", "decision", "resolution"):
        return None
    if verb.lemma == "negotiate" and "gerund" in verb.forms and before not in cues("be_forms") and before not in ("'re", "'m", "started", "began", "begin", "start", "continue"):
        return None
    if verb.lemma == "welcome" and (mention.reference == "new" and not mention.content):
        return None
    if mention.noun.strength == "chosen" and not _several(words, k):
        return None
    if verb.lemma == "issue" and mention.kind not in ("joint_statement", "declaration", "communique", "decision") and mention.noun.singular != "document":
        return None
    if verb.lemma == "implement" and form != "done":
        return None
    if mention.reference == "new" and not mention.content and verb.lemma in ("implement", "extend", "pass", "secure", "prepare", "draft"):
        return None
    return Finding(_status(verb, mention.kind, form), "document-verb", k, mention.last)


def _several(words: Words, k: int) -> bool:
    """Whether the subject of the verb at `k` may be several parties: not "I", "he" or "the court"."""
    low = words.low
    j = k - 1
    while j >= 0 and (low[j] in cues("adverbs") or low[j] in cues("auxiliaries")):
        j -= 1
    if j < 0:
        return True
    if low[j] in ("we", "they", "you", "both") or low[j] in cues("joint_heads"):
        return True
    if low[j] in ("and", ","):
        return any(low[m] in ("we", "they", "you") or low[m] in cues("joint_heads") for m in range(j))
    return False


def _plural_before(words: Words, k: int) -> bool:
    """Whether the base form at `k` can be a finite verb: "the Presidents sign", "Tokayev, Putin sign"; not "a sign"."""
    low = words.low
    j = k - 1
    while j >= 0 and low[j] in cues("adverbs"):
        j -= 1
    if j < 0:
        return False
    word = low[j]
    if word in _DETERMINERS or word in _NOT_MODIFIERS and word not in ("we", "they", "you", "i", "both"):
        return False
    return word in ("we", "they", "you", "i", "both") or word.endswith("s") or words.capitalised(j)or word in ("bank", "'s") or True


def _after_preposition(words: Words, mention: Mention, j: int) -> Finding | None:
    """A document governed by the preposition at `j`: "the signing of", "under", "negotiations on", "agreed on"."""
    low = words.low
    preposition = low[j]
    i = j - 1
    if low[max(i - 1, 0) : i + 1] == ["in", "principle"]:
        i -= 2
    while i >= 0 and low[i] in cues("adverbs"):
        i -= 1
    word = low[i] if i >= 0 else ""
    if preposition in ("of", "on", "for", "towards", "toward", "with", "about") or preposition == "to" and word in ("signatures",):
        status = _nominal_status().get(word)
        if status is not None and preposition == "of" or word in ("signing",) and preposition == "on":
            assert status is not None
            form = _nominal_outlook(words, i)
            if form == "no":
                return _DENIED
            if status == "in_force" and (form != "done" or not _stands(mention)):
                return None
            if mention.noun.strength == "chosen":
                return None
            if status == "adopted" and mention.kind in ("agreement", "treaty", "memorandum", "contract") and word in ("launch", "announcement", "establishment"):
                status = "agreed" if word != "establishment" else "adopted"
            return Finding("planned" if form == "planned" else status, "document-signing-of", i, mention.last)
        if word == "force" and low[max(i - 2, 0) : i] in (["entry", "into"], ["coming", "into"], ["entering", "into"]):
            form = _nominal_outlook(words, i - 2)
            return _DENIED if form == "no" else Finding("planned" if form == "planned" else "in_force", "document-entry-into-force", i - 2, mention.last)
        if preposition in ("on", "of", "for", "towards", "toward") and word in cues("preparing"):
            if outlook(words, i) == "no":
                return _DENIED
            if mention.reference == "pointing":
                return None
            if word in ("negotiations", "talks") and low[max(i - 2, 0) : i] and low[i - 1] in ("concluded", "completed", "finalised", "finalized"):
                return Finding("agreed" if outlook(words, i - 1) == "done" else "planned", "document-talks", i - 1, mention.last)
            if mention.noun.strength in ("chosen", "described") or mention.kind == "joint_statement":
                return None
            if preposition == "of" and word not in ("negotiation", "negotiations", "drafting", "preparation", "draft"):
                return None
            if mention.reference != "new" and word in ("work", "working", "discussions", "consultations", "progress"):
                return None
            return Finding("planned", "document-talks", i, mention.last)
    if preposition == "of" and word in ("signatories", "signatory", "parties", "party") or preposition == "to" and word in ("party", "parties", "signatory", "signatories"):
        if any(words.denied(k) for k in range(max(i - 4, 0), i)):
            return _DENIED
        return Finding("in_force", "document-party-to", i, mention.last) if _stands(mention) else None
    if preposition == "to" and word in ("acceded", "accede", "accedes", "acceding", "accession"):
        form = outlook(words, i)
        return _DENIED if form == "no" else Finding("planned" if form == "planned" else "signed", "document-accession", i, mention.last)
    if preposition in ("on", "to", "upon") and word in ("agreed", "agree", "agreeing", "agrees"):
        if outlook(words, i) != "done" or mention.noun.strength == "chosen":
            return None
        status = "adopted" if mention.kind in ("joint_statement", "declaration", "communique", "decision") else "agreed"
        return Finding(status, "document-agreed-on", i, mention.last)
    if preposition == "into" and word in ("enter", "entered", "entering", "enters"):
        form = outlook(words, i)
        return _DENIED if form == "no" else Finding("planned" if form == "planned" else "signed", "document-entered-into", i, mention.last)
    if preposition in ("under", "per") and _stands(mention) and (mention.named or mention.noun.strength != "described"):
        if mention.named or mention.content:
            return Finding("in_force", "document-under", j, mention.last)
    if _stands(mention) and (mention.named or mention.content) and mention.noun.strength in ("named", "verb"):
        left = low[max(j - 3, 0) : j + 1]
        if left[-3:] == ["in", "accordance", "with"] or left[-2:] == ["pursuant", "to"] or left[-2:] == ["by", "the"] or left[-3:] in (["in", "line", "with"], ["provided", "for", "in"], ["provided", "for", "by"], ["set", "out", "in"]):
            return Finding("in_force", "document-under", max(j - 2, 0), mention.last)
    return None


def _stands(mention: Mention) -> bool:
    """Whether the mention is of a document that exists: a definite phrase or a proper name."""
    return mention.reference != "new" or mention.named


def _nominal_outlook(words: Words, i: int) -> Outlook:
    """Whether "the signing of ..." at `i` took place, is ahead, or is only talked about."""
    low = words.low
    for k in range(i - 1, max(i - 8, -1), -1):
        word = low[k]
        if word in (".", ";", ":"):
            break
        if word in cues("doubtful") or words.denied(k) or word in cues("unwilling"):
            return "no"
        if word in cues("expected"):
            return "planned"
        if word in cues("doubt_modals") or word in ("if", "unless", "need"):
            return "no"
        if word in cues("future"):
            return "planned"
    for k in range(i + 1, min(i + 25, len(words) - 1)):
        # "The signing of the agreement will take place on Friday."
        if low[k] in cues("future") and low[k + 1] in ("take", "be", "follow", "happen", "come"):
            return "planned"
    return "done"


def _from_right(words: Words, mention: Mention) -> Finding | None:
    """The verb to the right: "... was signed", "..., adopted in 2011, is being implemented", "... entered into force"."""
    low, size = words.low, len(words)
    k, modal, be, relative, steps = mention.last, "", False, False, 0
    perfect = False
    limit = min(size, mention.last + 26)
    while k < limit:
        word = low[k]
        steps += 1
        if word == "(" and (closing := next((m for m in range(k, min(k + 14, size)) if low[m] == ")"), None)):
            k = closing + 1
            continue
        if word == ",":
            # A parenthesis between commas: ", as well as commercial contracts, have been prepared".
            after = low[k + 1] if k + 1 < size else ""
            if after in ("which", "that", "who") or after in _verbs() or after in cues("auxiliaries"):
                k += 1
                continue
            closing = next((m for m in range(k + 1, min(k + 16, size)) if low[m] == ","), None)
            if closing is None or any(low[m] in finite_verbs() or low[m] in cues("auxiliaries") for m in range(k + 1, closing)):
                return None
            k = closing + 1
            continue
        if word in (";", ":", ".", "?", "!") or word in ("but", "while", "because", "if"):
            return None
        if words.denied(k):
            return None
        verb = _verbs().get(word)
        if word in cues("be_forms"):
            be = True
        elif word in cues("future") or word == "to" and k + 1 < size and low[k + 1] == "be" or word in ("due", "set", "expected", "scheduled"):
            modal = "planned"
        elif word in cues("doubt_modals"):
            return None
        elif word in ("has", "have", "had"):
            perfect = True
        elif word in ("came", "come", "comes", "enter", "entered", "enters", "entering", "went", "goes", "took", "takes", "take") and low[k + 1 : k + 3] in (["into", "force"], ["into", "effect"]) or word in ("took", "takes", "take") and low[k + 1 : k + 2] == ["effect"]:
            return Finding("planned" if modal else "in_force", "document-in-force", mention.first, k + 3)
        elif be and word in ("in",) and low[k + 1 : k + 2] in (["force"], ["effect"], ["place"]):
            return Finding("planned" if modal else "in_force", "document-in-force", mention.first, k + 2)
        elif be and word in ("under",) and low[k + 1 : k + 2] in (["negotiation"], ["preparation"], ["discussion"], ["consideration"]):
            return Finding("planned", "document-in-preparation", mention.first, k + 2)
        elif word in ("ready", "prepared", "open", "submitted") and low[k + 1 : k + 2] == ["for"] and low[k + 2 : k + 3] in (["signing"], ["signature"], ["approval"], ["ratification"]):
            return Finding("planned", "document-in-preparation", mention.first, k + 3)
        elif word == "for" and low[k + 1 : k + 2] in (["signing"], ["signature"]):
            return Finding("planned", "document-in-preparation", mention.first, k + 2)
        elif verb is not None and "participle" in verb.forms:
            return _passive(words, mention, k, verb, be=be, planned=modal == "planned" or False, relative=relative, perfect=perfect)
        elif word in ("that", "which"):
            relative = True
        elif relative and word in ("we", "they", "he", "she", "i", "you", "the", "two", "both", "sides", "parties", "leaders"):
            pass
        elif word in cues("adverbs") or word in _CALENDAR or word in ("all", "in", "on", "at", "of", "this", "the", "between", "and", "here", "week", "year", "month") or word.isdigit():
            pass
        elif word in cues("auxiliaries"):
            pass
        elif relative and words.capitalised(k):
            pass
        elif steps <= 12 and not be and not perfect and not modal and low[mention.last] in ("in", "at", "by", "from", "with", "of", "following", "between", "under", "on", "for") and word not in finite_verbs():
            # Phrases between the title and its verb: "The agreement in the area of security, signed ...".
            pass
        else:
            return None
        k += 1
    return None


def _passive(
    words: Words, mention: Mention, k: int, verb: Verb, *, be: bool, planned: bool, relative: bool, perfect: bool
) -> Finding | None:
    low = words.low
    if not _takes(words, verb, mention.noun):
        return None
    after = low[k + 1] if k + 1 < len(words) else ""
    if not be and not relative and (perfect or after in ("the", "a", "an", "to", "its", "their", "that", "it", "new", "for")) and after != "today":
        # "The treaty parties signed a protocol": active, the document is not what was signed.
        if not (after == "the" and low[k + 2 : k + 3] in (["same"], ["day"])) and not (after == "for"):
            return None
    if be and low[k] in ("prepared", "drafted", "negotiated", "finalised", "finalized") and after != "by":
        if after == "for" and low[k + 2 : k + 3] in (["signing"], ["signature"]):
            return Finding("planned", "document-in-preparation", mention.first, k + 3)
        if low[k - 1] == "being" or planned:
            return Finding("planned", "document-in-preparation", mention.first, k + 1)
    if verb.lemma == "implement":
        if low[k - 1] == "being" and not planned:
            return Finding("in_force", "document-in-force", mention.first, k + 1)
        return None
    if verb.lemma in ("prepare", "draft", "negotiate") and not relative:
        return None
    if mention.noun.strength == "chosen" and not be and verb.lemma in ("make", "take"):
        return None
    if mention.noun.strength == "chosen" and not mention.noun.plural and not _together(words):
        return None
    if mention.noun.strength == "chosen" and mention.first > 0 and low[mention.first] in ("my", "his", "her"):
        return None
    if verb.lemma == "pass" or verb.lemma == "take" and not be:
        return None
    if verb.lemma == "reach" and after in ("to", "on", "that", "regarding") and not mention.content:
        return None
    if any(low[m] in ("if", "unless", "once", "whether", "when", "until") for m in range(max(mention.first - 4, 0), mention.first)):
        return None
    if relative and _denied_between(words, mention.last, k):
        return None
    status = _status(verb, mention.kind, "planned" if planned else "done")
    return Finding(status, "document-passive", mention.first, max(k + 1, mention.last))


def _denied_between(words: Words, a: int, b: int) -> bool:
    return any(words.denied(k) for k in range(a, b))


def _together(words: Words) -> bool:
    return any(word in ("joint", "jointly", "together", "both", "sides", "parties", "leaders") for word in words.low)


def list_finding(words: Words, mentions: list[Mention]) -> Finding | None:
    """What the line says of the list that follows it: "The following documents were signed:"; None if it opens none."""
    low = words.low
    if not mentions or not low:
        return None
    opening = low[-1] == ":" or "following" in low[:12] or low[0] in ("list", "documents", "agreements", "mous", "outcomes")
    if not opening:
        return None
    for mention in reversed(mentions):
        if mention.finding is not None and mention.noun.plural:
            return mention.finding
    return None


def evidence_last(words: Words, mention: Mention) -> int:
    """Where the passage that states the mention ends."""
    finding = mention.finding
    last = max(mention.last, finding.last if finding else 0)
    return min(last, max(clause_end(words, mention.first), mention.last, finding.last if finding else 0))
