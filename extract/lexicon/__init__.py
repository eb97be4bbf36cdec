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
    return tuple(_entries(language, name))


@cache
def load_words(language: str, name: str) -> frozenset[str]:
    """The entries of the list `name` as a set."""
    return frozenset(_entries(language, name))


def _entries(language: str, name: str) -> list[str]:
    path = _FOLDER / language / f"{name}.txt"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FileNotFoundError(f"no lexicon {name!r} for language {language!r}") from None
    # The long lists have comments at their head only; they are cut without a look at every line.
    while text.startswith("#"):
        text = text.partition("\n")[2]
    lines = text.rstrip("\n").split("\n")
    if "\n#" in text or "\n\n" in text or lines == [""]:
        return [line for line in lines if line and not line.startswith("#")]
    return lines


@cache
def load_table(language: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the table `name` of a language, each a tuple of its tab-separated columns."""
    return tuple(tuple(line.split("\t")) for line in load_lines(language, name))
