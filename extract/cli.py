"""The command line: arguments in, exit status out.

Records go to standard output, everything for people to standard error. Exit status 0: all done; 1: some documents
failed; 2: the call was wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import TextIOWrapper
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from extract import __version__
from extract.errors import ExtractError, WrongCall
from extract.settings import Engine, Settings

if TYPE_CHECKING:
    from extract.batch import Done, Failed
    from extract.sinks import RecordWriter
    from extract.terminal import TableWriter

# Rich's help panels and tracebacks cost as much time as all the rest of `--help`.
app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode=None)

OutputFormat = Literal["jsonl", "json", "table"]


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


@app.command()
def run(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS", help="Files, folders, globs, or - for standard input.")
    ],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, not to standard output.")
    ] = None,
    engine: Annotated[
        Engine | None, typer.Option(help="The engine that reads; auto takes the best one configured.")
    ] = None,
    format: Annotated[OutputFormat, typer.Option(help="One record a line, one JSON array, or tables.")] = "jsonl",
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="DATE", help="The publication date, YYYY-MM-DD; wins over the texts' own."
        ),
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the document's text out of its record.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print for each item the rule that fired and the text it matched.")
    ] = False,
) -> None:
    """Extract a record from each document.

    From folders come all files that end in .txt, .text or .md, but for a README. Records go to standard output; what
    went wrong goes to standard error, and the other documents still come out.
    """
    from extract import batch, sinks, sources
    from extract.pipeline import Extractor

    with _errors_as_lines():
        extractor = Extractor(Settings(engine=engine) if engine else Settings.from_env())
        found = list(sources.find(paths))
        failed = 0
        with sinks.open_output(output) as file, _observer(len(found), to_file=output is not None) as observe:
            writer = _writer(file, format)
            for outcome in batch.run(found, extractor, published=published.date() if published else None):
                observe(outcome)
                if isinstance(outcome, batch.Failed):
                    failed += 1
                    _complain(f"{outcome.source.label}: {outcome.reason}")
                    continue
                record = outcome.explained.record
                writer.write(record.without_text() if no_text else record)
                if explain:
                    _explain(outcome)
            writer.close()
    if failed:
        raise typer.Exit(1)


@app.command()
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Records that `run` wrote, or - for standard input.")],
    no_text: Annotated[bool, typer.Option("--no-text", help="Show the tables alone.")] = False,
) -> None:
    """Show records and their evidence in the text.

    Each record comes as tables, and its text with the evidence highlighted and the items' ids after it.
    """
    from extract import sinks, terminal

    console = terminal.console(sys.stdout)
    with _errors_as_lines(), sinks.open_input(file) as records:
        for record in sinks.read_records(records, file):
            console.print(terminal.tables(record))
            if not no_text:
                console.print(terminal.highlighted(record), soft_wrap=True)
                console.print()


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    import json

    from extract.schemas.json_schema import record_schema

    print(json.dumps(record_schema(), indent=2))


def main() -> None:
    """The command `extract`."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline="\n")
    app()


def _writer(file: TextIO, format: OutputFormat) -> RecordWriter | TableWriter:
    if format == "table":
        from extract.terminal import TableWriter

        return TableWriter(file)
    from extract.sinks import RecordWriter

    return RecordWriter(file, format)


@contextmanager
def _observer(total: int, *, to_file: bool) -> Iterator[Callable[[Done | Failed], None]]:
    """What shows a person at a terminal how the work goes, and at its end what came of it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from extract.terminal import Summary, console, progress

    summary = Summary()
    # Records scrolling over the same terminal would fight with a bar.
    if to_file or not sys.stdout.isatty():
        with progress(sys.stderr, total) as advance:

            def observe(outcome: Done | Failed) -> None:
                summary.add(outcome)
                advance()

            yield observe
    else:
        yield summary.add
    console(sys.stderr).print(summary.table())


def _explain(outcome: Done) -> None:
    from extract.terminal import explanation

    print(outcome.source.label, file=sys.stderr)
    for line in explanation(outcome.explained):
        print(f"  {line}", file=sys.stderr)


def _complain(message: str) -> None:
    print(f"extract: {' '.join(message.split())}", file=sys.stderr)


@contextmanager
def _errors_as_lines() -> Iterator[None]:
    """Say in one line what this library refuses: exit status 2 for a wrong call, 1 for what cannot be read."""
    try:
        yield
    except ExtractError as error:
        _complain(str(error))
        raise typer.Exit(2 if isinstance(error, WrongCall) else 1) from error
    except BrokenPipeError:
        raise  # the reader has seen enough, as `head` does: end without a word
    except OSError as error:
        _complain(f"the records cannot be written: {(error.strerror or str(error)).lower()}")
        raise typer.Exit(1) from error
