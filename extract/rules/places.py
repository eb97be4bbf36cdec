"""Places: countries, their peoples, cities, regions and buildings named in a passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal["country", "demonym", "city", "region", "building"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """One name of a place, or of a place's people ("Kazakhstani", "Russian-Tajikistani" gives two)."""

    start: int
    end: int
    kind: PlaceKind
    country: str | None
    """ISO 3166-1 alpha-2, "EU" for the European Union; None if the lexicons do not tell."""
