"""How a command ends: what went wrong in lines on standard error, and an exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from extract.errors import ExtractError, WrongCall


def complain(message: str) -> None:
    """Say `message` in one line on standard error."""
    print(f"extract: {shown(' '.join(message.split()))}", file=sys.stderr)


def complain_at_length(message: str) -> None:
    """Say `message` on standard error: its first line, and the others below it."""
    first, *others = message.splitlines() or [""]
    complain(first)
    for line in others:
        print(f"  {shown(line)}", file=sys.stderr)


@contextmanager
def errors_as_lines() -> Iterator[None]:
    """Say in one line what this library refuses: exit status 2 for a wrong call, 1 for what cannot be read."""
    try:
        yield
    except ExtractError as error:
        complain(str(error))
        raise typer.Exit(2 if isinstance(error, WrongCall) else 1) from error
    except BrokenPipeError:
        raise  # the reader has seen enough, as `head` does: end without a word
    except OSError as error:
        complain(f"the records cannot be written: {(error.strerror or str(error)).lower()}")
        raise typer.Exit(1) from error


def shown(text: str) -> str:
    """`text`, of one line, without what a terminal would take for an order."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
