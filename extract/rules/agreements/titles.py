"""Titles: how far the name of a document goes after its noun: "Treaty [on the Use of Rivers] signed in Oslo"."""

from __future__ import annotations

from extract.rules.agreements.sentence import ADVERBS, AUXILIARIES, CALENDAR, DETERMINERS, Words, cues
from extract.rules.agreements.vocabulary import NOMINALS, document_nouns, document_verbs

PREPOSITIONS = cues("title_prepositions")
"""Prepositions that lead to what a document is about."""
_NOUNS = document_nouns()
_VERBS = document_verbs()
_ENDS = cues("title_ends")
_QUANTIFIERS = cues("quantifiers")
_WISHED = cues("wished")
_CIRCUMSTANCES = cues("circumstances")
_OCCASIONS = cues("occasions")
_QUOTES = frozenset(('"', "'"))
# "a treaty to sign", "the plan to adopt": what becomes of the document, not what it is for.
_CONCLUDING = frozenset(("sign", "initial", "ink", "conclude", "ratify", "adopt", "approve", "endorse", "join"))
_NOT_PURPOSES = frozenset(("be", "date", "come", "which", "grow", "remain", "become"))
_SUMS = frozenset(("us", "usd", "eur", "about", "almost", "over", "nearly", "some"))
_MAX_TITLE = 64
# What can stand inside a title beside words and numbers.
_MARKS = frozenset(("$", "€", "£", "'", "/", "-", "–", ".", '"'))
_STOPS = frozenset((";", ".", ":", ","))
_SPANS = frozenset(("years", "months", "weeks", "days"))
_TIMES = frozenset(("year", "month", "week", "morning", "afternoon", "evening", "late", "early", "mid", "this"))


def title_last(words: Words, head: int) -> int:
    """One past the last word of the title that begins with the noun at `head`.

    >>> from extract.rules.agreements.sentence import read_words
    >>> text = "Both signed the treaty on river fish in Oslo on Friday."
    >>> words = read_words(text, 0, len(text))
    >>> " ".join(words.shown[3 : title_last(words, 3)])
    'treaty on river fish'
    """
    i = head + 1
    if words.at(i).isdigit() and not (len(words.low[i]) == 4 and words.low[i][:2] in ("19", "20")):
        # "Resolution 1325 on women"
        i += 1
    return _topics_last(words, head, i)


def topic_at(words: Words, i: int) -> tuple[int, int] | None:
    """What a document is about, if that stands at `i`, apart from its noun: "A pact was signed [on fish stocks]"."""
    if words.at(i) not in ("on", "regarding", "concerning") or not _opens_topic(words, i, topical=False):
        return None
    last = _topics_last(words, i - 1, i)
    return (i, last) if last > i + 1 else None


def _topics_last(words: Words, head: int, i: int) -> int:
    """One past the last word of the topics that may begin at `i`."""
    low, size, end = words.low, len(words), i
    topical = between = False
    while i < size and i - head < _MAX_TITLE:
        word = low[i]
        if word == "(" or (word in _QUOTES and i == head + 1):
            # "Memorandum (MoU) on ...", 'agreement "On ..."'
            closing = _closing(words, i)
            if closing is None:
                break
            i = end = closing + 1
            if word != "(":
                break
        elif _opens_topic(words, i, topical=topical):
            topical, between = True, between or word in ("between", "among")
            i += 1
        elif word == "until" and words.at(i + 1).isdigit():
            topical, i = True, i + 2
            end = i
        elif not topical:
            break
        elif word in (",", "and", "&"):
            if not _goes_on(words, i, head, between=between):
                break
            i += 1
        elif _ends_title(words, i):
            break
        else:
            i += 1
            end = i
    while end > head + 1 and (low[end - 1] in DETERMINERS or low[end - 1] in PREPOSITIONS or low[end - 1] == "."):
        end -= 1
    return end


def _closing(words: Words, i: int) -> int | None:
    """Where the parenthesis or quotation that opens at `i` closes, if it is short enough to belong to a name."""
    mark = ")" if words.low[i] == "(" else words.low[i]
    closing = next((k for k in range(i + 1, min(i + 30, len(words))) if words.low[k] == mark), None)
    return None if closing is None or (mark == ")" and closing - i > 7) else closing


def _opens_topic(words: Words, i: int, *, topical: bool) -> bool:
    """Whether the word at `i` leads to what the document is about, or to more of it."""
    word = words.low[i]
    if topical and (words.low[i - 1] in PREPOSITIONS or words.low[i - 1] == "the"):
        return False
    if word == "to":
        return _is_purpose(words, i)
    if word == "in" or word in PREPOSITIONS:
        return word in ("for", "with", "between", "among") or not _is_time_or_place(words, i + 1)
    return False


def _is_purpose(words: Words, i: int) -> bool:
    """Whether "to" at `i` says what the document is for: "an agreement to build ..."; not "to be signed"."""
    after = words.at(i + 1)
    verb = _VERBS.get(after)
    if verb is not None and ("base" not in verb.forms or after in _CONCLUDING):
        return False
    # "raised support under the arrangement to US$3 million" is no purpose.
    return after.isalpha() and after not in _NOT_PURPOSES and after not in DETERMINERS and after not in _SUMS


def _is_time_or_place(words: Words, i: int) -> bool:
    """Whether what follows a preposition says when or where: "on Monday", "in Moscow", "in the presence of"."""
    if i >= len(words):
        return True
    word, after = words.low[i], words.at(i + 1)
    if _is_time(words, i) or word in _CIRCUMSTANCES:
        return True
    if word == "the":
        return after in _OCCASIONS
    if word == "a" and "ceremony" in words.low[i : i + 4]:
        return True
    # After "in" a capital is a place more often than a topic: "in Beijing today".
    return words.capitalised(i) and words.low[i - 1] in ("in", "at")


def _is_time(words: Words, i: int) -> bool:
    """Whether a day, a month or a year begins at `i`."""
    if i >= len(words):
        return False
    word, after = words.low[i], words.at(i + 1)
    return (
        word in _TIMES
        or (word in CALENDAR and words.capitalised(i))
        or (word.isdigit() and (len(word) == 4 or (after in CALENDAR and words.capitalised(i + 1))))
    )


def _is_place_and_time(words: Words, i: int) -> bool:
    """Whether it is the signing that took place there: "in Oslo on Friday", "in Oslo today"; not "schools in Fiji"."""
    k = i
    while k < len(words) and words.capitalised(k) and k - i < 4:
        k += 1
    if words.at(k) == "on":
        return _is_time(words, k + 1)
    return words.at(k) in ("today", "yesterday", "this", "last")


def _ends_title(words: Words, i: int) -> bool:
    low = words.low
    word, before, after = low[i], low[i - 1], words.at(i + 1)
    if (word in ("in", "on", "of", "this", "at") and _is_time(words, i + 1)) or after in _SPANS:
        # "... with Pfizer in March", "... seven years ago"
        return True
    if word == "in" and i + 1 < len(low) and words.capitalised(i + 1) and _is_place_and_time(words, i + 1):
        return True
    if word == "to" and after in _NOT_PURPOSES:
        # "ties under the Treaty of Mutual Security to grow"
        return True
    if word in _ENDS or not (word[:1].isalnum() or word in _MARKS):
        return True
    if word in ("-", "–", "."):
        return not (words.touching(i) and i + 1 < len(words) and words.touching(i + 1))
    if word == '"':
        return words.touching(i)
    if word in CALENDAR and words.capitalised(i) and before in ("on", "in", "of"):
        return True
    if words.finite(i) and before not in PREPOSITIONS and before not in ("the", "a", "to", "and", "-"):
        # "the agreement on gas supplies provides for ..." ends; "an exhibition focused on artifacts" goes on.
        return not (word.endswith("ed") and after in ("to", "on", "at", "under"))
    return False


def _goes_on(words: Words, i: int, head: int, *, between: bool) -> bool:
    """Whether the title goes on after the comma or "and" at `i`."""
    low = words.low
    j = i + 2 if low[i] == "," and words.at(i + 1) in ("and", "&") else i + 1
    if j >= len(words):
        return False
    word, verb = low[j], _VERBS.get(low[j])
    if low[i] == "," and words.capitalised(i - 1) and words.at(i - 2) == "," and word in PREPOSITIONS:
        # "a deal with Alpha of Bergen, Norway, for ..."
        return True
    if word == low[head + 1]:
        # "documents on X and on Y": the preposition said again names another document, `title_topics` divides them.
        return True
    adverb = word in ADVERBS and not (words.at(j + 1).isalpha() and _is_adjective(words, j + 1))
    if word in _ENDS or adverb or words.finite(j) or (verb is not None and "base" not in verb.forms):
        return False
    if low[i] == "," and words.capitalised(i + 1) and words.at(i + 2) == "," and words.at(i + 3) in PREPOSITIONS:
        return True
    if word in _WISHED and words.at(j + 1) in ("that", "to"):
        # "... and hope that"
        return False
    if word in ("these", "those", "this", "both", "one", "another") or (word in ("a", "an") and not between):
        return False
    if _begins_document(words, j):
        return False
    if low[i] == "," and not (j == i + 2 and "," in low[head:i]):
        return _is_list(words, j, between=between)
    bare = words.capitalised(j) and not between and "," not in low[head:i]
    if bare and words.capitalised(head) and words.capitalised(i - 1):
        # "the Treaty of Friendship and Security applies"
        return True
    return not (bare and _has_verb_before(words, head) and _has_verb(words, j))


def _is_adjective(words: Words, j: int) -> bool:
    """Whether the word after an adverb describes a noun: "mutually beneficial trade", not "also signed"."""
    return words.low[j].endswith(("al", "ble", "ive", "ous", "ant", "ent", "ful", "ed", "ic")) and not words.finite(j)


def _is_list(words: Words, j: int, *, between: bool) -> bool:
    """Whether the list that goes on at `j` comes back to an "and": "on trade, investment and energy"."""
    low = words.low
    for k in range(j, min(j + 9, len(words))):
        if low[k] in ("and", "&"):
            return k > j and (low[k - 1] != "," or between or k - j <= 5)
        if low[k] in _ENDS or words.finite(k) or low[k] in (";", ".", ":", "("):
            return False
    return False


def _has_verb(words: Words, j: int) -> bool:
    """Whether a statement of its own begins at `j`: "signed a memorandum on forestry and Mr Doe left"."""
    for k in range(j, min(j + 7, len(words))):
        if words.low[k] in _STOPS:
            return False
        if words.finite(k) or words.low[k] in AUXILIARIES:
            return True
    return False


def _has_verb_before(words: Words, head: int) -> bool:
    return any(words.finite(k) or words.low[k] in _VERBS for k in range(words.clause_start(head), head))


def _begins_document(words: Words, j: int) -> bool:
    """Whether another document begins at `j`: "... and an agreement on"."""
    low = words.low
    bare = low[j] not in DETERMINERS and low[j] not in _QUANTIFIERS
    for k in range(j, min(j + 8, len(words))):
        noun = _NOUNS.get(low[k])
        if low[k] in NOMINALS and words.after(k, "of"):
            # "... and the adoption of a roadmap"
            return True
        if noun is not None and not (bare and noun.strength == "described"):
            # "friendly relations and strategic partnership" is one topic: no article makes the partnership a document.
            return True
        if low[k] in _ENDS or low[k] in PREPOSITIONS or low[k] in (",", ".", ";", "and", "to", "in"):
            return False
    return False


def title_topics(words: Words, head: int, last: int) -> list[tuple[int, int] | None]:
    """The parts of a plural title that each name a document: "documents on X and on Y", "agreements between A and B,
    and between C and D". The preposition said again divides them; "agreements on trade and energy" stay one item.
    """
    low = words.low
    if head + 2 >= last or low[head + 1] not in ("on", "between", "for", "with", "in"):
        return []
    starts = [head + 1, *(k for k in range(head + 2, last) if low[k] == low[head + 1] and low[k - 1] in ("and", ","))]
    if len(starts) < 2:
        return []
    parts: list[tuple[int, int] | None] = []
    for a, b in zip(starts, [*starts[1:], last], strict=True):
        while low[b - 1] in ("and", ","):
            b -= 1
        parts.append((a, b))
    return parts
