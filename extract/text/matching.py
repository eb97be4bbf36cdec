"""Matching: what `re` leaves out."""

from __future__ import annotations

import re


def last_match(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The last match of `pattern` in `text[start:end]`.

    >>> match = last_match(re.compile("[a-z]+"), "one two", 0, 7)
    >>> match and match.group()
    'two'
    """
    found = None
    for match in pattern.finditer(text, start, end):
        found = match
    return found
