"""The errors of this library; each says what happened and what to do next.

ExtractError
├── WrongCall                  the call cannot be carried out as written: the caller mends the call
│   └── MissingExtra           it needs a library that is not installed
├── UnreadableDocument         one document cannot be read as text; the others still can
└── UnreadableRecords          a file that should hold records does not
"""

from __future__ import annotations


class ExtractError(Exception):
    """The root of this library's errors."""


class WrongCall(ExtractError):
    """The call cannot be carried out as it is written."""


class MissingExtra(WrongCall, ImportError):
    """A convenience was called whose library is not installed."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(f"{library} is not installed: pip install 'communique[{extra}]'")


class UnreadableDocument(ExtractError):
    """A document cannot be read as text: it is missing, may not be opened, or is no text."""


class UnreadableRecords(ExtractError):
    """A file does not hold records of this library."""
