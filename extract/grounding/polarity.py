"""Polarity: whether a sentence states, denies or only looks forward to what one of its passages says."""

from __future__ import annotations

from typing import Literal

Prospect = Literal["hypothetical", "future"]


def denial(view: str, sentence: tuple[int, int], passage: tuple[int, int]) -> str | None:
    """The words by which the sentence denies what the passage states; None if it affirms it."""
    return None


def prospect(view: str, sentence: tuple[int, int], passage: tuple[int, int]) -> Prospect | None:
    """Whether the sentence puts what the passage states into the future or a condition; None if it is a fact."""
    return None
