"""Clauses: where the statement that a verb makes ends."""

from __future__ import annotations

from extract.rules.agreements.sentence import ADVERBS, AUXILIARIES, COMMENTS, DASHES, REACH, Words, cues

_JOINT_HEADS = cues("joint_heads")
_PRONOUNS = frozenset("they both we each i he she it you one".split())
# What may stand before the verb of a new statement beside names: "and the two leaders", "and Mr Doe of Norway".
_BEFORE_VERB = frozenset(("the", "and", "of", "two", "but", "while", "their", "both", "all", "heads", ".", "for"))
_TELLING = cues("telling")
_LINKS = frozenset((",", "and", "but", "while", "as"))


def clause_end(words: Words, i: int) -> int:
    """Where the statement that word `i` begins ends: before the next statement of the sentence, or at its end.

    >>> from extract.rules.agreements.sentence import read_words
    >>> text = "They agreed to expand trade and energy ties, and stressed the role of youth."
    >>> words = read_words(text, 0, len(text))
    >>> " ".join(words.shown[1 : clause_end(words, 1)])
    'agreed to expand trade and energy ties'
    """
    low, size = words.low, min(len(words), i + 2 * REACH)
    j, quoted = i + 1, False
    while j < size:
        word = low[j]
        if word in (";", "?", "!") or (word == "." and j >= len(low) - 2):
            break
        if word == '"':
            # 'agreed to "speed up" works' goes on, 'We agreed to speed up works," he said' ends.
            if words.touching(j) and not quoted:
                break
            quoted = not quoted
        if (word in _LINKS or word in DASHES) and _new_statement(words, j + 1):
            break
        if word == "," and is_attribution(words, j + 1):
            break
        j += 1
    while j > i + 1 and (low[j - 1] in (",", "and", "but", "as", ".", '"', ":") or low[j - 1] in DASHES):
        j -= 1
    return j


def is_attribution(words: Words, j: int) -> bool:
    """Whether the words from `j` on only tell who said it: ", the ministry said", ", according to the statement"."""
    if words.at(j) == "according":
        return True
    for k in range(j, min(j + 9, len(words))):
        if words.low[k] in _TELLING and words.at(k + 1) not in ("that", "to"):
            return k > j and all(_names_teller(words, m) for m in range(j, k))
    return False


def _names_teller(words: Words, m: int) -> bool:
    word = words.low[m]
    return (
        words.capitalised(m)
        or word in ("the", "a", "his", "her", "their", "of", "he", "she", "it", "they")
        or (word.isalpha() and not words.finite(m) and word not in AUXILIARIES and word not in ("and", "to", "that"))
    )


def _new_statement(words: Words, j: int) -> bool:
    """Whether a statement with a verb of its own begins at `j`: "stressed ...", "the two leaders also noted ..."."""
    low = words.low
    subject = False
    for k in range(j, min(j + 9, len(words))):
        word = low[k]
        if words.finite(k) or (subject and word in AUXILIARIES):
            # "and agreed", "and they agreed"; not "and measures agreed at the summit".
            return subject or all(low[m] in ADVERBS or low[m] == "and" for m in range(j, k))
        if k == j and words.coordinate(k):
            return True
        if k == j and word in COMMENTS and low[j - 1] == ",":
            return True
        if word in _PRONOUNS or words.capitalised(k):
            subject = True
        elif word in _JOINT_HEADS and k > j and low[k - 1] in _BEFORE_VERB:
            subject = True
        elif word in ADVERBS or word in _BEFORE_VERB or (subject and word.isalpha()):
            continue
        else:
            return False
    return False
