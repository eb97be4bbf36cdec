"""Reads press releases, readouts, news reports and transcripts into verified records.

`extract(text)` returns an `Extraction`: the participants, meetings, figures and agreements that the text states, each
with the characters that state it. Importing this package loads nothing; its names are loaded when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from extract.errors import (
        BudgetReached,
        CassetteError,
        CassetteMiss,
        ExtractError,
        MissingExtra,
        ModelUnavailable,
        NoModel,
        UnreadableDocument,
        UnreadableRecords,
        WrongCall,
    )
    from extract.llm.custom.filled import Filled, Unfilled
    from extract.pipeline import Extractor, ItemStream, aextract, extract, extract_iter
    from extract.records import Explained
    from extract.replay import cassette
    from extract.schemas import (
        Agreement,
        Document,
        Dropped,
        Extraction,
        Figure,
        Meeting,
        Participant,
        Period,
        Place,
        Run,
        Span,
        Usage,
    )
    from extract.settings import Engine, Settings

__all__ = [
    "Agreement",
    "BudgetReached",
    "CassetteError",
    "CassetteMiss",
    "Document",
    "Dropped",
    "Engine",
    "Explained",
    "ExtractError",
    "Extraction",
    "Extractor",
    "Figure",
    "Filled",
    "ItemStream",
    "Meeting",
    "MissingExtra",
    "ModelUnavailable",
    "NoModel",
    "Participant",
    "Period",
    "Place",
    "Run",
    "Settings",
    "Span",
    "Unfilled",
    "UnreadableDocument",
    "UnreadableRecords",
    "Usage",
    "WrongCall",
    "__version__",
    "aextract",
    "cassette",
    "extract",
    "extract_iter",
]

_HOMES = {
    "extract.errors": (
        "BudgetReached",
        "CassetteError",
        "CassetteMiss",
        "ExtractError",
        "MissingExtra",
        "ModelUnavailable",
        "NoModel",
        "UnreadableDocument",
        "UnreadableRecords",
        "WrongCall",
    ),
    "extract.llm.custom.filled": ("Filled", "Unfilled"),
    "extract.pipeline": ("Extractor", "ItemStream", "aextract", "extract", "extract_iter"),
    "extract.records": ("Explained",),
    "extract.replay": ("cassette",),
    "extract.settings": ("Engine", "Settings"),
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'extract' has no attribute {name!r}")
    from importlib import import_module

    home = next((module for module, names in _HOMES.items() if name in names), "extract.schemas")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
