"""The command line: arguments in, exit status out.

Records go to standard output, everything for people to standard error. Exit status 0: all done; 1: some documents
failed; 2: the call was wrong.
"""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from extract import __version__
from extract.commands import cassettes
from extract.commands.doctor import doctor
from extract.commands.run import run
from extract.commands.show import schema, show

# Rich's help panels and tracebacks cost as much time as all the rest of `--help`.
app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"communique {__version__}")
        raise typer.Exit


@app.callback()
def extract(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Read press releases, readouts, news reports and transcripts into verified records."""


app.command()(run)
app.command()(show)
app.command()(schema)
app.command()(doctor)
app.add_typer(cassettes.app, name="cassettes")


def main() -> None:
    """The command `extract`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")
    app()
