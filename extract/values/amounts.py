"""Amounts: money, percents, counts, quantities and ratios, parsed from their characters alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extract.schemas import Direction, FigureKind, Qualifier


@dataclass(frozen=True, slots=True)
class Amount:
    """One number of a text that quantifies the world."""

    start: int
    end: int
    """The number with its sign, currency, magnitude and physical unit; for counts number and magnitude only."""
    kind: FigureKind
    value: Decimal
    """Magnitude applied; the lower end of a range."""
    high: Decimal | None
    """The upper end of a range, else None."""
    unit: str
    """ISO 4217 for money, "%" for percents, "x" for ratios, the singular counted noun, or the physical unit."""
    qualifier: Qualifier
    phrase: tuple[int, int]
    """The number with its qualifier before it and the counted noun phrase after it."""
    noun: tuple[int, int] | None
    """The counted noun phrase of a count: "joint large projects"; None if the text leaves it out."""
    direction: Direction | None
    """Stated by the amount itself: "+38%", "doubled", "halved", "three-fold"."""
