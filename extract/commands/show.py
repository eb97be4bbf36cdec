"""`extract show` and `extract schema`: records for people, and what a record is."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from extract.commands.ending import errors_as_lines


def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Records that `run` wrote, or - for standard input.")],
    no_text: Annotated[bool, typer.Option("--no-text", help="Show the tables alone.")] = False,
) -> None:
    """Show records and their evidence in the text.

    Each record comes as tables, and its text with the evidence highlighted and the items' ids after it.
    """
    from extract import sinks, terminal

    console = terminal.console(sys.stdout)
    with errors_as_lines(), sinks.open_input(file) as records:
        for record in sinks.read_records(records, file):
            console.print(terminal.tables(record))
            if not no_text:
                console.print(terminal.highlighted(record), soft_wrap=True)
                console.print()


def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from extract.schemas.json_schema import record_schema

    print(json.dumps(record_schema(), indent=2))
