"""Lexicons: what the rules know of a language and of the world, as data files, one folder a language.

A file is UTF-8; empty lines and lines starting with "#" are comments. A list has one entry a line; a table separates
its columns by tabs. `README.md` beside this module states the source of every file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def load_lines(language: str, name: str) -> tuple[str, ...]:
    """The entries of the list `name` of a language, in the file's order.

    >>> "monday" in load_lines("en", "no_such_list")
    Traceback (most recent call last):
    ...
    FileNotFoundError: no lexicon 'no_such_list' for language 'en'
    """
    path = _FOLDER / language / f"{name}.txt"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FileNotFoundError(f"no lexicon {name!r} for language {language!r}") from None
    return tuple(line for line in text.split("\n") if line and not line.startswith("#"))


@cache
def load_words(language: str, name: str) -> frozenset[str]:
    """The entries of the list `name` as a set."""
    return frozenset(load_lines(language, name))


@cache
def load_table(language: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table `name` of a language, each a tuple of its tab-separated columns."""
    return tuple(tuple(line.split("\t")) for line in load_lines(language, name))
