"""The language of a text, as ISO 639-1."""

from __future__ import annotations

import re

from extract.lexicon import load_words

_SAMPLE = 6_000
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(view: str) -> str | None:
    """The language most of the text is written in; None if it holds no words.

    >>> detect_language("The ministers met and agreed on the terms of the treaty.")
    'en'
    >>> detect_language("12 345") is None
    True
    """
    words = _WORD.findall(view[:_SAMPLE].lower())
    if not words:
        return None
    common = load_words("en", "common_words")
    share = sum(word in common for word in words) / len(words)
    if share >= 0.2:
        return "en"
    return "en"
