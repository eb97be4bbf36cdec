"""The tally of a run with a model: what it took, and which documents the model did not read, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from extract.batch import Failed, Outcome
from extract.errors import BudgetReached

_MOST_REASONS = 3

# "(asked 5 times)", "(0.2 s were left)"; not "(429)".
_SPECIAL = re.compile(r"\s*\([^()]*\s[^()]*\)")


class Tally:
    """Counts the outcomes of a run; it keeps no records."""

    def __init__(self) -> None:
        self.documents = 0
        self.failed = 0
        self._unpaid = _Reasons()
        self._alone = _Reasons()
        self._in_part = _Reasons()
        self._by_model = 0
        self._sent = 0
        self._received = 0
        self._cost: Decimal | None = Decimal(0)

    def add(self, outcome: Outcome) -> None:
        """Count one more document."""
        self.documents += 1
        if isinstance(outcome, Failed):
            self.failed += 1
            if isinstance(outcome.error, BudgetReached):
                self._unpaid.add(outcome.reason)
            return
        made = outcome.explained.record.run
        self._by_model += made.engine != "rules"
        if made.fallback:
            (self._alone if made.engine == "rules" else self._in_part).add(made.fallback_reason or "")
        if made.usage is not None:
            self._sent += made.usage.prompt_tokens
            self._received += made.usage.completion_tokens
            self._pay(made.usage.cost_usd)

    def remarks(self) -> Iterator[str]:
        """What has to be said, once for all the documents that the model did not read, or not wholly."""
        for reasons, happened in (
            (self._unpaid, "not read"),
            (self._alone, "read by the rules alone"),
            (self._in_part, "read by the model in part only"),
        ):
            if reasons:
                were = "was" if len(reasons) == 1 else "were"
                yield f"{len(reasons)} of {self.documents} documents {were} {happened}: {reasons}"

    def usage(self) -> str:
        """What the model read and what that took, in one line."""
        cost = "price unknown" if self._cost is None else f"${self._cost:.4f}"
        return (
            f"the model read {self._by_model} of {self.documents} documents:"
            f" {self._sent:,} tokens sent, {self._received:,} received, {cost}"
        )

    def _pay(self, cost: Decimal | None) -> None:
        # A sum that leaves a document out would pass for the whole.
        self._cost = None if cost is None or self._cost is None else self._cost + cost


class _Reasons:
    """Reasons, counted by kind."""

    def __init__(self) -> None:
        self._kinds: Counter[str] = Counter()
        self._first = ""

    def __len__(self) -> int:
        return self._kinds.total()

    def __str__(self) -> str:
        """A reason that is the only one with its advice, else the most common ones with their counts."""
        if len(self._kinds) == 1:
            return self._first
        common = [f"{kind} ({count})" for kind, count in self._kinds.most_common(_MOST_REASONS)]
        others = len(self) - sum(count for _, count in self._kinds.most_common(_MOST_REASONS))
        return "; ".join([*common, f"other reasons ({others})"] if others else common)

    def add(self, reason: str) -> None:
        """Count a reason without its advice, which follows a colon, and without what is special to the document."""
        self._first = self._first or reason
        self._kinds[_SPECIAL.sub("", reason.partition(": ")[0])] += 1
