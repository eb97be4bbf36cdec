"""Figures: one number of the text is one figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extract.reconcile.doubts import doubt_about_figure, tells_time
from extract.reconcile.outcome import Outcome, Trust, engines, pair, trust
from extract.reconcile.ranges import RangeIndex, joined, near, overlap
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
    rules: Sequence[Figure], llm: Sequence[Figure], outcome: Outcome, mentions: Mapping[str, tuple[Span, ...]]
) -> list[Figure]:
    """The figures of both engines; `mentions` are those of the participants, by id."""
    index = RangeIndex()
    for number, figure in enumerate(rules):
        index.add((figure.number,), number)
    found = pair(llm, lambda figure: [rules[n] for n in index.owners((figure.number,))], _shared)
    pairs = [(figure, found.pairs[figure.id]) for figure in rules if figure.id in found.pairs]
    # A model may know who speaks and not when.
    settling = _Settling(outcome, {name: trust(pairs, (name,)) for name in FILLED}, mentions)
    result = [settling.settle(figure, found.pairs.get(figure.id)) for figure in rules]
    taken = RangeIndex()
    taken.add((figure.number for figure in rules), 0)
    for figure, _ in found.left:
        doubt = "its number is another figure's" if taken.overlapping(figure.number) else None
        doubt = doubt or outcome.doubt(doubt_about_figure, figure)
        if doubt is not None:
            outcome.refuse(figure, doubt)
            continue
        taken.add((figure.number,), 0)
        outcome.keep(figure)
        result.append(changed(figure, speaker=settling.speaker_alone(figure)))
    return result


def _shared(rules: Figure, llm: Figure) -> float:
    """How much two figures have of one number."""
    return overlap((rules.number,), (llm.number,)) + (0.1 if rules.value == llm.value else 0.0)


@dataclass(frozen=True, slots=True)
class _Settling:
    """Makes one figure of the two that the engines read from one number."""

    outcome: Outcome
    trust: Mapping[str, Trust]
    mentions: Mapping[str, tuple[Span, ...]]

    def settle(self, rules: Figure, llm: Figure | None) -> Figure:
        if llm is None:
            return rules
        self.outcome.keep(llm, rules)
        if rules.number != llm.number:
            self.outcome.disagree(rules, "number", rules.number, llm.number)
        else:
            self._list_differences(rules, llm)
        return changed(
            rules,
            found_by=engines((rules, llm)),
            metric=self._metric(rules, llm),
            period=self._period(rules, llm),
            speaker=self._speaker(rules, llm),
        )

    def _list_differences(self, rules: Figure, llm: Figure) -> None:
        for name in (*PARSED, *JUDGED):
            ours, theirs = getattr(rules, name), getattr(llm, name)
            if ours != theirs and not (name == "unit" and words(ours) & words(theirs)):
                self.outcome.disagree(rules, name, ours, theirs)

    def _metric(self, rules: Figure, llm: Figure) -> str | None:
        """The model's wording, if the sentence has its words and it is another wording of what the rules read."""
        if llm.metric is None or llm.metric == rules.metric:
            return rules.metric
        ours, theirs = words(rules.metric), words(llm.metric)
        in_text = len(theirs) <= _LONGEST_METRIC and said_in(llm.metric, (*rules.evidence, *llm.evidence))
        in_text = in_text and theirs.isdisjoint(words(rules.number.text))
        if rules.metric is None:
            return llm.metric if in_text else None
        wins = in_text and 2 * len(ours & theirs) >= max(1, len(ours))
        if ours != theirs:
            self.outcome.disagree(rules, "metric", rules.metric, llm.metric, model_wins=wins)
        return llm.metric if wins else rules.metric

    def _period(self, rules: Figure, llm: Figure) -> object:
        if llm.period is None or llm.period == rules.period:
            return rules.period
        trusted = self.trust["period"].allows() and tells_time(self.outcome.passages, rules.evidence)
        if rules.period is None and trusted:
            return llm.period
        self.outcome.disagree(rules, "period", rules.period, llm.period)
        return rules.period

    def _speaker(self, rules: Figure, llm: Figure) -> str | None:
        if llm.speaker is None or llm.speaker == rules.speaker:
            return rules.speaker
        trusted = self.trust["speaker"].allows() and self._is_named_in(llm.speaker, rules)
        if rules.speaker is None and trusted:
            return llm.speaker
        self.outcome.disagree(rules, "speaker", rules.speaker, llm.speaker)
        return rules.speaker

    def speaker_alone(self, figure: Figure) -> str | None:
        """The speaker of a figure that only the model found; of a model that guesses, only if named in the sentence."""
        sure = not self.trust["speaker"].guesses() or figure.speaker is None
        if sure or self._is_named_in(str(figure.speaker), figure):
            return figure.speaker
        self.outcome.disagree(figure, "speaker", None, figure.speaker)
        return None

    def _is_named_in(self, speaker: str, figure: Figure) -> bool:
        """Whether the sentences of a figure name a participant."""
        around = [self.outcome.passages.whole(span) for span in figure.evidence]
        return near(around, self.mentions.get(speaker, ()))


__all__ = ["FILLED", "JUDGED", "PARSED", "reconcile", "unite", "united"]
