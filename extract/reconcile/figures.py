"""Figures: one number of the text is one figure."""

from __future__ import annotations

from collections.abc import Sequence

from extract.reconcile.doubts import doubt_about_figure
from extract.reconcile.outcome import Outcome, Trust, engines, pair, trust
from extract.reconcile.ranges import RangeIndex, joined
from extract.reconcile.references import changed
from extract.reconcile.wording import said_in, words
from extract.schemas import Figure, Span

PARSED = ("kind", "value", "high", "unit", "qualifier")
"""What the library's own parsers read from the characters of the number."""
JUDGED = ("aspect", "direction", "status")
"""What the rules decide by words of the sentence."""
FILLED = ("period", "speaker")
"""What the rules may leave empty, and a trusted model fill."""
_LONGEST_METRIC = 12


def unite(figures: Sequence[Figure]) -> list[list[Figure]]:
    """The figures in groups that share a number, the widest number first."""
    index = RangeIndex()
    groups: list[list[Figure]] = []
    for figure in sorted(figures, key=_widest_first):
        sharing = index.owners((figure.number,))
        if sharing:
            groups[sharing[0]].append(figure)
        else:
            index.add((figure.number,), len(groups))
            groups.append([figure])
    return groups


def _widest_first(figure: Figure) -> tuple[int, int, int]:
    return figure.number.start - figure.number.end, figure.number.start, -_known(figure)


def _known(figure: Figure) -> int:
    return sum(getattr(figure, name) is not None for name in ("metric", "period", "speaker", "direction"))


def united(group: Sequence[Figure]) -> Figure:
    """One figure of several with one number: the widest number, and what the others know beyond it."""
    first = group[0]
    return changed(
        first,
        evidence=joined(span for figure in group for span in figure.evidence),
        found_by=engines(group),
        metric=next((figure.metric for figure in group if figure.metric), None),
        period=next((figure.period for figure in group if figure.period), None),
        speaker=next((figure.speaker for figure in group if figure.speaker), None),
    )


def reconcile(
    rules: Sequence[Figure], llm: Sequence[Figure], outcome: Outcome, mentions: dict[str, tuple[Span, ...]]
) -> list[Figure]:
    """The figures of both engines; `mentions` are those of the participants, by id."""
    index = RangeIndex()
    for number, figure in enumerate(rules):
        index.add((figure.number,), number)
    found = pair(llm, lambda figure: [rules[n] for n in index.owners((figure.number,))], _shared)
    pairs = [(figure, found.pairs[figure.id]) for figure in rules if figure.id in found.pairs]
    confidence = trust(pairs, FILLED)
    result = [_settle(figure, found.pairs.get(figure.id), outcome, confidence, mentions) for figure in rules]
    taken = RangeIndex()
    taken.add((figure.number for figure in rules), 0)
    for figure, _ in found.left:
        doubt = "its number is another figure's" if taken.overlapping(figure.number) else None
        doubt = doubt or doubt_about_figure(figure, outcome.passages)
        if doubt is not None:
            outcome.refuse(figure, doubt)
            continue
        taken.add((figure.number,), 0)
        outcome.keep(figure)
        result.append(figure)
    return result


def _shared(rules: Figure, llm: Figure) -> float:
    start, end = max(rules.number.start, llm.number.start), min(rules.number.end, llm.number.end)
    width = max(rules.number.end - rules.number.start, llm.number.end - llm.number.start)
    return (end - start) / width + (0.1 if rules.value == llm.value else 0.0)


def _settle(
    rules: Figure, llm: Figure | None, outcome: Outcome, confidence: Trust, mentions: dict[str, tuple[Span, ...]]
) -> Figure:
    if llm is None:
        return rules
    outcome.keep(llm, rules)
    if rules.number != llm.number:
        outcome.disagree(rules, "number", rules.number, llm.number)
    else:
        _list_differences(rules, llm, outcome)
    return changed(
        rules,
        found_by=engines((rules, llm)),
        metric=_metric(rules, llm, outcome),
        period=_period(rules, llm, outcome, confidence),
        speaker=_speaker(rules, llm, outcome, confidence, mentions),
    )


def _list_differences(rules: Figure, llm: Figure, outcome: Outcome) -> None:
    for name in (*PARSED, *JUDGED):
        ours, theirs = getattr(rules, name), getattr(llm, name)
        if ours != theirs and not (name == "unit" and words(ours) & words(theirs)):
            outcome.disagree(rules, name, ours, theirs)


def _metric(rules: Figure, llm: Figure, outcome: Outcome) -> str | None:
    """The model's wording, if the figure's own sentence has its words and it is a wording of what the rules read."""
    if llm.metric is None or llm.metric == rules.metric:
        return rules.metric
    ours, theirs = words(rules.metric), words(llm.metric)
    in_text = len(theirs) <= _LONGEST_METRIC and said_in(llm.metric, (*rules.evidence, *llm.evidence))
    if rules.metric is None:
        return llm.metric if in_text else None
    wins = in_text and 2 * len(ours & theirs) >= max(1, len(ours))
    if ours != theirs:
        outcome.disagree(rules, "metric", rules.metric, llm.metric, model_wins=wins)
    return llm.metric if wins else rules.metric


def _period(rules: Figure, llm: Figure, outcome: Outcome, confidence: Trust) -> object:
    if llm.period is None or llm.period == rules.period:
        return rules.period
    fills = rules.period is None and confidence.allows()
    if not fills:
        outcome.disagree(rules, "period", rules.period, llm.period)
    return llm.period if fills else rules.period


def _speaker(
    rules: Figure, llm: Figure, outcome: Outcome, confidence: Trust, mentions: dict[str, tuple[Span, ...]]
) -> str | None:
    theirs = llm.speaker
    if theirs is None or theirs == rules.speaker:
        return rules.speaker
    near = any(overlaps(span, mention) for span in rules.evidence for mention in mentions.get(theirs, ()))
    fills = rules.speaker is None and near and confidence.allows()
    if not fills:
        outcome.disagree(rules, "speaker", rules.speaker, theirs)
    return theirs if fills else rules.speaker


def overlaps(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


__all__ = ["FILLED", "JUDGED", "PARSED", "reconcile", "unite", "united"]
