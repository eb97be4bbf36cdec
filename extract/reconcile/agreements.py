"""Agreements: which of them are one document, and which stand side by side in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.reconcile.doubts import document_words, doubt_about_agreement
from extract.reconcile.grouping import TellingIndex, each_once, grouped
from extract.reconcile.outcome import Outcome, Trust, engines, longest, pair, trust
from extract.reconcile.ranges import added, joined, overlap
from extract.reconcile.references import changed
from extract.reconcile.wording import alike, said_in, same_wording, words
from extract.schemas import Agreement, AgreementKind

FILLED = ("date",)
"""What the rules may leave empty, and a trusted model fill."""
JUDGED = ("kind", "status")

# Kinds by which two readers may call one document: "the deal", "the treaty".
_KIN: tuple[frozenset[AgreementKind], ...] = (
    frozenset(("agreement", "treaty", "memorandum", "contract")),
    frozenset(("declaration", "joint_statement", "communique")),
    frozenset(("commitment", "decision")),
    frozenset(("programme", "roadmap")),
)
_KEPT_WORDS = 0.6
"""The share of the rules' words that the model's wording of a title keeps."""
_MORE_WORDS = 8


def kin(one: AgreementKind, other: AgreementKind) -> bool:
    """Whether one document may be called by both kinds."""
    return one == other or any(one in group and other in group for group in _KIN)


def own_words(title: str | None) -> frozenset[str]:
    """The words of a title by which it differs from other documents of its kind."""
    return words(title) - document_words()


def _marks(agreement: Agreement) -> Iterable[object]:
    return words(agreement.title)


# ---------------------------------------------------------------- one engine, several passages


def unite(agreements: Sequence[tuple[int, Agreement]]) -> list[list[Agreement]]:
    """The agreements, each with the number of its passage, in groups of one document."""
    return grouped(agreements, _marks, _named_again)


def _named_again(one: Agreement, other: Agreement, *, apart: bool) -> bool:
    """Whether one engine named one document twice; `apart` if in two passages, each read without the other."""
    if one.kind != other.kind:
        return False
    if one.title and other.title:
        return same_wording(one.title, other.title) and bool(own_words(one.title) or one.evidence == other.evidence)
    return one.evidence == other.evidence or (apart and overlap(one.evidence, other.evidence) > 0)


def united(group: Sequence[Agreement]) -> Agreement:
    """One agreement of several: the first one's word, and what the others know beyond it."""
    first = group[0]
    return changed(
        first,
        evidence=joined(span for agreement in group for span in agreement.evidence),
        found_by=engines(group),
        title=longest(agreement.title for agreement in group),
        date=next((agreement.date for agreement in group if agreement.date), None),
        parties=each_once(agreement.parties for agreement in group),
        signatories=each_once(agreement.signatories for agreement in group),
        meeting=next((agreement.meeting for agreement in group if agreement.meeting), None),
    )


# ---------------------------------------------------------------- two engines


def reconcile(rules: Sequence[Agreement], llm: Sequence[Agreement], outcome: Outcome) -> list[Agreement]:
    """The agreements of both engines."""
    index = TellingIndex(_marks, rules)
    found = pair(llm, lambda agreement: [rules[n] for n in index.candidates(agreement)], sameness)
    pairs = [(agreement, found.pairs[agreement.id]) for agreement in rules if agreement.id in found.pairs]
    confidence = trust(pairs, FILLED)
    result = [_settle(agreement, found.pairs.get(agreement.id), outcome, confidence) for agreement in rules]
    for agreement, nearest in found.left:
        _admit(agreement, nearest, index, result, outcome)
    return result


def sameness(rules: Agreement, llm: Agreement) -> float:
    """How surely two agreements are one document; 0 if they are not."""
    shared = overlap(rules.evidence, llm.evidence)
    ours, theirs = own_words(rules.title), own_words(llm.title)
    apart = bool(ours and theirs) and not ours & theirs
    same_title = alike(rules.title, llm.title) and not apart
    if not kin(rules.kind, llm.kind) or apart:
        return 0.0
    if not shared and not (same_title and rules.kind == llm.kind and len(ours & theirs) > 1):
        return 0.0
    score = (1.0 + shared if shared else 0.0) + (1.0 if same_title else 0.0)
    return score + (0.5 if rules.kind == llm.kind else 0.0) + 0.1 * min(len(ours & theirs), 5)


def _settle(rules: Agreement, llm: Agreement | None, outcome: Outcome, confidence: Trust) -> Agreement:
    if llm is None:
        return rules
    outcome.keep(llm, rules)
    for name in JUDGED:
        if getattr(rules, name) != getattr(llm, name):
            outcome.disagree(rules, name, getattr(rules, name), getattr(llm, name))
    if rules.parties and llm.parties and set(rules.parties) != set(llm.parties):
        outcome.disagree(rules, "parties", rules.parties, llm.parties)
    return changed(
        rules,
        evidence=added(rules.evidence, llm.evidence),
        found_by=engines((rules, llm)),
        title=_title(rules, llm, outcome),
        date=_date(rules, llm, outcome, confidence),
        parties=rules.parties or llm.parties,
        signatories=each_once((rules.signatories, llm.signatories)),
        meeting=rules.meeting or llm.meeting,
    )


def _title(rules: Agreement, llm: Agreement, outcome: Outcome) -> str | None:
    """The model's wording, if it stands in the evidence and keeps most words of what the rules read."""
    if llm.title is None or llm.title == rules.title:
        return rules.title
    ours, theirs = words(rules.title), words(llm.title)
    wins = said_in(llm.title, (*rules.evidence, *llm.evidence)) and len(ours & theirs) >= _KEPT_WORDS * len(ours)
    wins = wins and len(theirs) <= len(ours) + _MORE_WORDS
    if rules.title is not None and ours != theirs:
        outcome.disagree(rules, "title", rules.title, llm.title, model_wins=wins)
    return llm.title if wins else rules.title


def _date(rules: Agreement, llm: Agreement, outcome: Outcome, confidence: Trust) -> object:
    if llm.date is None or llm.date == rules.date:
        return rules.date
    fills = rules.date is None and confidence.allows()
    if not fills:
        outcome.disagree(rules, "date", rules.date, llm.date)
    return llm.date if fills else rules.date


def _admit(
    agreement: Agreement, nearest: str | None, index: TellingIndex[Agreement], result: list[Agreement], outcome: Outcome
) -> None:
    """Let an agreement that only the model found into the record, or refuse it."""
    title = agreement.title if said_in(agreement.title, agreement.evidence) else None
    cleaned = changed(agreement, title=title)
    beside = (index.items[n] for n in index.candidates(cleaned))
    again = next((other.id for other in beside if _is_same_again(cleaned, other)), None)
    if again is None and not own_words(cleaned.title):
        again = nearest
    if again is not None:
        outcome.refuse(agreement, "it names again", again)
        return
    doubt = outcome.doubt(doubt_about_agreement, cleaned)
    if doubt is not None:
        outcome.refuse(agreement, doubt)
        return
    outcome.keep(agreement)
    index.add(cleaned)
    result.append(cleaned)


def _is_same_again(agreement: Agreement, other: Agreement) -> bool:
    """Whether an agreement has nothing of its own beside another one of the same passage or title."""
    own = own_words(agreement.title) - words(other.title)
    if overlap(agreement.evidence, other.evidence):
        return not own
    return bool(own_words(agreement.title)) and not own and agreement.kind == other.kind
