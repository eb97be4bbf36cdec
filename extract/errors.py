"""The errors of this library; each says what happened and what to do next.

ExtractError
├── WrongCall                  the call cannot be carried out as written: the caller mends the call
│   ├── MissingExtra           it needs a library that is not installed
│   └── NoModel                it needs a language model, and none is configured
├── UnreadableDocument         one document cannot be read as text; the others still can
├── UnreadableRecords          a file that should hold records does not
├── ModelUnavailable           the model cannot answer now; the text may still be fine
│   └── BudgetReached          the run has spent what it was allowed to spend
└── CassetteError              a recorded conversation cannot be read, written or replayed
    └── CassetteMiss           a request is not among those recorded
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


class NoModel(WrongCall):
    """A model was asked for by name of the engine or by a schema, and none is configured."""


class UnreadableDocument(ExtractError):
    """A document cannot be read as text: it is missing, may not be opened, or is no text."""


class UnreadableRecords(ExtractError):
    """A file does not hold records of this library."""


class ModelUnavailable(ExtractError):
    """The model cannot answer now; the text may still be fine."""


class BudgetReached(ModelUnavailable):
    """The run has spent the requests, tokens or dollars it was allowed to spend."""


class CassetteError(ExtractError):
    """A recorded conversation cannot be read, written or replayed."""


class CassetteMiss(CassetteError):
    """A request is not among those recorded, and no other may be sent: never a reason to fall back."""
