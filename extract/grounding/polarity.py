"""Polarity: whether a sentence states, denies or only looks forward to what one of its passages says."""

from __future__ import annotations

from bisect import bisect_left

from extract.grounding.clauses import Clauses, Prospect, Standing

_AFTER = 14
_PUT_OFF = frozenset((("off", "called"), ("off", "calls"), ("off", "call"), ("out", "ruled"), ("out", "rules")))


def denial(view: str, sentence: tuple[int, int], passage: tuple[int, int]) -> str | None:
    """The words by which the sentence denies what the passage states; None if it affirms it.

    A passage with several statements is denied only if each of them is: ask about the narrowest passage there is.

    >>> text = "They did not meet on Monday but signed the accord on Tuesday."
    >>> denial(text, (0, 61), (5, 27)), denial(text, (0, 61), (32, 60))
    ('did not', None)
    """
    clauses = Clauses(view, *sentence)
    standings = _standings(clauses, passage)
    if not standings or any(len(standing.denials) % 2 == 0 for standing in standings):
        return None
    first, last = min(standings[0].denials)
    return " ".join(view[clauses.starts[first] : clauses.ends[last - 1]].split())


def prospect(view: str, sentence: tuple[int, int], passage: tuple[int, int]) -> Prospect | None:
    """Whether the sentence puts what the passage states into the future or a condition; None if it is a fact.

    >>> text = "The presidents plan to sign the accord if the parliaments agree."
    >>> prospect(text, (0, 64), (23, 38)), prospect(text, (0, 64), (42, 63))
    ('future', 'hypothetical')
    """
    clauses = Clauses(view, *sentence)
    standings = _standings(clauses, passage)
    if not standings or not all(standing.prospects for standing in standings):
        return None
    found = standings[0].prospects
    return "hypothetical" if "hypothetical" in found else "future"


def _standings(clauses: Clauses, passage: tuple[int, int]) -> list[Standing]:
    """What stands over each verb of the passage; over its noun if no verb is in it."""
    first = bisect_left(clauses.ends, passage[0] + 1)
    last = bisect_left(clauses.starts, passage[1])
    verbs = [i for i in range(first, last) if _states(clauses, i, first)]
    if not verbs:
        worded = any(clauses.at(i)[0].isalnum() for i in range(first, last))
        return [_of_noun(clauses, first, last)] if worded else []
    standings = [clauses.over(i) for i in verbs]
    main = [standing for standing in standings if not standing.relative]
    return main or standings


def _states(clauses: Clauses, i: int, first: int) -> bool:
    """Whether the word at `i` is a verb that states something where it stands."""
    forms = clauses.forms(i)
    if not forms or clauses.at(i) in ("meeting", "talks") or (clauses.at(i) == "talk" and not _helped(clauses, i)):
        return False
    before = clauses.at(i - 1)
    if clauses.is_in(i - 1, "determiner") or before.endswith("'s"):
        return before == "that" and bool(forms & {"past"})
    if forms & {"past", "participle"}:
        # "the agreed text" is no statement; nor is a name's "Held".
        return i == first or clauses.shown[i].islower()
    if "gerund" in forms:
        return clauses.at(i + 1) not in ("of", "ceremony", "the ceremony")
    if "third" in forms:
        return clauses.is_in(i + 1, "determiner", "pronoun") and clauses.shown[i].islower()
    if before in ("to", "and", "or", "nor", ",") or clauses.is_in(i - 1, "pronoun"):
        return True
    # "the sides agree on", not "the ministers' visit".
    return i == first or _helped(clauses, i) or (before.endswith("s") and before.islower() and len(before) > 3)


def _helped(clauses: Clauses, i: int) -> bool:
    """Whether an auxiliary or a "not" stands before the word at `i`."""
    j = i - 1
    while clauses.is_in(j, "adverb") or clauses.at(j).endswith("ly"):
        j -= 1
    return clauses.is_not(j) or clauses.is_in(j, "modal", "future") or clauses.at(j) in ("do", "does", "did", "to")


def _of_noun(clauses: Clauses, first: int, last: int) -> Standing:
    """What stands over a passage without a verb: the verb before it, a "no", or what is said of it after it."""
    standing = Standing()
    if clauses.is_none(first):
        standing.denials.append((first, first + 1))
        return standing
    j = first - 1
    while clauses.is_in(j, "determiner") and clauses.at(j) != "no" or clauses.is_in(j, "adverb"):
        j -= 1
    if clauses.is_none(j):
        standing.denials.append((j, j + 1))
    elif clauses.is_in(j, "denying_act") or (clauses.at(j) == "of" and clauses.is_in(j - 1, "denying_act_of")):
        standing.denials.append((j if clauses.at(j) != "of" else j - 1, j + 1))
    elif (clauses.at(j), clauses.at(j - 1)) in _PUT_OFF:
        standing.denials.append((j - 1, j + 1))
    elif clauses.forms(j) or clauses.at(j) in ("on", "to") and clauses.forms(j - 1):
        verb = j if clauses.forms(j) else j - 1
        standing = clauses.over(verb)
        return Standing(prospects=standing.prospects) if clauses.is_in(verb, "onlooking") else standing
    elif clauses.is_in(j, "sought"):
        standing.prospects.append("hypothetical")
    elif clauses.at(j) in ("of", "for", "on") and clauses.is_in(j - 1, "wished_act_of"):
        standing.prospects.append("hypothetical")
    elif clauses.at(j) in ("of", "for", "to") and clauses.is_in(j - 1, "expected_act_of"):
        standing.prospects.append("future")
    elif clauses.is_in(j, "preparing") or (clauses.at(j) == "to" and clauses.at(j - 1) == "forward"):
        standing.prospects.append("future")
    if not standing.denials:
        _said_after(clauses, first, last, standing)
    return standing


def _said_after(clauses: Clauses, first: int, last: int, standing: Standing) -> None:
    """What the verb says whose subject the passage is: "the signing was cancelled", "... did not take place"."""
    named = next((i for i in range(first, last) if clauses.is_in(i, "occasion", "nominal")), None)
    if named is None:
        return
    skipped = _after_relative_clause(clauses, last)
    after = skipped if skipped > last else named + 1
    for k in range(after, min(max(after, last) + _AFTER, len(clauses))):
        ends = clauses.is_in(k, "border", "relative", "condition") or clauses.at(k) in (";", ":", "and")
        if ends and k >= last:
            return
        if clauses.is_in(k, "auxiliary", "modal", "future") or clauses.is_not(k):
            _read_predicate(clauses, k, standing)
            return
        if clauses.at(k) in ("remain", "remains", "remained") and clauses.is_in(k + 1, "undone"):
            standing.denials.append((k, k + 2))
            return
        if clauses.at(k) == "never" or (clauses.at(k) == "fell" and clauses.at(k + 1) == "through"):
            standing.denials.append((k, k + 2))
            return
        if clauses.forms(k) & {"past"} and clauses.at(k - 1) not in ("in", "on"):
            return


def _after_relative_clause(clauses: Clauses, last: int) -> int:
    """The word after ", which had been planned for Friday,"; `last` if no such clause follows."""
    if clauses.at(last) != "," or not clauses.is_in(last + 1, "relative"):
        return last
    commas = (k for k in range(last + 2, min(last + 2 * _AFTER, len(clauses))) if clauses.at(k) == ",")
    return next(commas, last)


def _read_predicate(clauses: Clauses, k: int, standing: Standing) -> None:
    """What the auxiliaries from `k` on and their verb say of the subject before them."""
    denied: int | None = None
    prospects: list[Prospect] = []
    begin = k
    while k < len(clauses):
        if clauses.is_not(k):
            denied = k
        elif clauses.is_in(k, "future"):
            prospects.append("future")
        elif clauses.is_in(k, "modal"):
            prospects.append("hypothetical")
        elif not (clauses.is_in(k, "auxiliary", "adverb") or clauses.at(k).endswith("ly")):
            break
        k += 1
    if clauses.at(k) == "to" and clauses.is_in(k - 1, "be") and not clauses.is_in(k + 1, "determiner"):
        standing.prospects.append("future")
        k += 2 if clauses.at(k + 1) == "be" else 1
    elif clauses.is_in(k, "expected") and clauses.at(k + 1) in ("to", "for"):
        standing.prospects.append("future")
    if clauses.is_in(k, "happening"):
        # "The visit will take place", not "the visit will help".
        standing.prospects += prospects
    undone = clauses.is_in(k, "undone") and (clauses.at(k) != "called" or clauses.at(k + 1) == "off")
    if undone and denied is None:
        standing.denials.append((begin, k + (2 if clauses.at(k) == "called" else 1)))
    elif denied is not None and not undone and clauses.is_in(k, "happening"):
        standing.denials.append((begin, k + 1))
