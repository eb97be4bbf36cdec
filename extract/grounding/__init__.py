"""Grounding: what a quote must pass before the record believes it.

`Aligner` finds where a quote stands in the text; `denial` and `prospect` say whether the sentence around it states what
the quote seems to state.
"""

from __future__ import annotations

from extract.grounding.alignment import Aligner, Alignment
from extract.grounding.clauses import Prospect
from extract.grounding.polarity import denial, prospect

__all__ = ["Aligner", "Alignment", "Prospect", "denial", "prospect"]
