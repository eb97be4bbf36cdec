"""Extras: the libraries that some conveniences need, and whether they are installed."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Literal

from extract.errors import MissingExtra

Extra = Literal["llm", "replay"]

EXTRAS: dict[Extra, dict[str, str]] = {
    "llm": {"openai": "openai", "instructor": "instructor", "tenacity": "tenacity"},
    "replay": {"vcrpy": "vcr"},
}
"""The libraries that each extra installs, and the module of each."""


def missing(extra: Extra) -> str | None:
    """The first library of `extra` that is not installed; none is imported to find out."""
    return next((library for library, module in EXTRAS[extra].items() if find_spec(module) is None), None)


def require(extra: Extra) -> None:
    """Raise `MissingExtra` unless the libraries of `extra` are installed."""
    library = missing(extra)
    if library is not None:
        raise MissingExtra(library, extra)
