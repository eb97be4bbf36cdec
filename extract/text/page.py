"""The page: a document's text with its structure, all in offsets of that text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

SentenceRole = Literal["title", "header", "label", "body", "furniture"]


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a page (a file may hold two pages glued together) and the range it governs."""

    start: int
    end: int
    """Where the range governed by this header ends: the start of the next header, or the end of the text."""
    title: tuple[int, int] | None
    published: date | None
    """The date of the dateline, the header or the publication line."""
    place: tuple[int, int] | None
    """The place of the dateline or header: "MOSCOW", "The Kremlin, Moscow"."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker of a transcript says: the label before the colon, and the words after it."""

    label_start: int
    label_end: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between quotation marks; one object a paragraph when a quotation runs over several."""

    start: int
    end: int
    continued: bool
    """True if this paragraph continues the quotation before it (its attribution is the same)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one line of a heading or list."""

    start: int
    end: int
    paragraph: int
    """Index of its paragraph: sentences of one paragraph share it."""
    header: int
    """Index in `Page.headers`."""
    turn: int | None
    """Index in `Page.turns`, if it is spoken in a transcript's turn."""
    role: SentenceRole
    """title, header (dateline, date and place lines), label (a speaker's label in a transcript: names are read there,
    nothing else is), body, or furniture (navigation, photo counters, tags: nothing is read there)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A text that has been read: everything the engines need to know about its layout."""

    text: str
    """The text as given; every offset of the library refers to it."""
    view: str
    """The text made easy to match, one character for each of `text`: straight quotes, plain spaces, soft line breaks
    (hard wraps) as spaces, markup and link targets as spaces. `view[a:b]` and `text[a:b]` are the same passage."""
    title: tuple[int, int] | None
    published: date | None
    language: str | None
    headers: tuple[Header, ...]
    turns: tuple[Turn, ...]
    quotations: tuple[Quotation, ...]
    sentences: tuple[Sentence, ...]
    warnings: tuple[str, ...]
