"""Cassettes: conversations with a model, recorded once and replayed to the letter; the only importer of vcrpy."""

from __future__ import annotations

from extract.errors import MissingExtra

try:
    import vcr as _vcr  # type: ignore[import-untyped]  # noqa: F401
except ImportError as error:
    raise MissingExtra("vcrpy", "replay") from error

from extract.replay.folder import CassetteFacts, CassetteReport, Cassettes, check, leaks, list_cassettes, prune
from extract.replay.recording import Recording, cassette

__all__ = [
    "CassetteFacts",
    "CassetteReport",
    "Cassettes",
    "Recording",
    "cassette",
    "check",
    "leaks",
    "list_cassettes",
    "prune",
]
