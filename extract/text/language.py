"""The language of a text, as ISO 639-1."""

from __future__ import annotations

import re

from extract.lexicon import load_words

_SAMPLE = 6_000
_WORD = re.compile(r"[^\W\d_]+")
# Codes of the detector that are not the two letters of ISO 639-1.
_CODES = {"iw": "he", "fil": "tl", "in": "id", "jw": "jv", "mo": "ro", "nb": "no"}
_ENGLISH_SHARE = 0.2
_SHORT = 40
"""Words from which the detector is believed without being sure: in a line or two, names mislead it."""
_FEW = 6


def detect_language(view: str) -> str | None:
    """The language most of the text is written in; None if it holds no words or the detector does not know.

    >>> detect_language("The ministers met and agreed on the terms of the treaty.")
    'en'
    >>> detect_language("Der Bundeskanzler traf den Präsidenten in Berlin, um über den Handel zu sprechen.")
    'de'
    >>> detect_language("12 345") is None
    True
    """
    sample = view[:_SAMPLE]
    words = _WORD.findall(sample.lower())
    if not words:
        return None
    common = load_words("en", "common_words")
    share = sum(word in common for word in words) / len(words)
    if share >= _ENGLISH_SHARE and ("the" in words or "and" in words):
        return "en"
    return _detect(sample, words, share)


def _detect(sample: str, words: list[str], english_share: float) -> str | None:
    letters = "".join(words)
    plain = sum(letter.isascii() for letter in letters) >= 0.95 * len(letters)
    # "$5 million": too little to tell, in plain letters. "Revenue 1,234 million 1,200 million": a table, not French.
    if plain and (len(words) < _FEW or _mostly_english(words)):
        return "en"
    # Only texts that are not plainly English pay for the detector.
    try:
        from gcld3 import NNetLanguageIdentifier  # type: ignore[import-untyped]
    except ImportError:  # it has no wheel for this machine
        return None
    result = NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=4 * _SAMPLE).FindLanguage(text=sample)
    if len(words) < _SHORT:
        if plain and (not result.is_reliable or result.probability < 0.9 or english_share > 0.15):
            return "en"  # "Ministers sign joint statement"
        if not result.is_reliable:
            return None
    code: str = result.language.split("-", 1)[0]
    if code in _CODES:
        return _CODES[code]
    return code if len(code) == 2 and code != "un" else None


def _mostly_english(words: list[str]) -> bool:
    """Whether most words are English ones; of another language's text at most three in ten are."""
    known = load_words("en", "words") | load_words("en", "common_words")
    return sum(word in known for word in words) >= 0.6 * len(words)
