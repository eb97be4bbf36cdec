"""`extract run`: documents in, records out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from extract.commands.ending import complain, complain_at_length, errors_as_lines
from extract.commands.options import BaseUrlOption, ConfigOption, EngineOption, ModelOption, ModeOption, PromptsOption
from extract.commands.preparation import Tapes, ready
from extract.errors import BudgetReached, WrongCall
from extract.settings import RecordMode, Settings

if TYPE_CHECKING:
    from extract.batch import Done, Failed, Outcome
    from extract.sinks import RecordWriter
    from extract.terminal import TableWriter

OutputFormat = Literal["jsonl", "json", "table"]


def run(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS", help="Files, folders, globs, or - for standard input.")
    ],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, not to standard output.")
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
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    mode: ModeOption = None,
    prompts: PromptsOption = None,
    max_followups: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="How often the model is asked again about what was refused or missed."),
    ] = None,
    concurrency: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="How many documents the model reads at once.")
    ] = None,
    max_cost: Annotated[
        str | None, typer.Option(metavar="DOLLARS", help="What the model may cost in this run; then the rules go on.")
    ] = None,
    max_tokens: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="The tokens that this run may use, both ways.")
    ] = None,
    max_requests: Annotated[
        int | None, typer.Option(metavar="NUMBER", help="The requests that this run may send.")
    ] = None,
    cassettes: Annotated[
        str | None, typer.Option(metavar="DIR", help="Replay the conversations with the model from DIR.")
    ] = None,
    record: Annotated[
        RecordMode | None,
        typer.Option(
            help="What to record in DIR: none of it (the default), new documents, new requests, or everything anew."
        ),
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Extract a record from each document.

    From folders come all files that end in .txt, .text or .md, but for a README. Records go to standard output; what
    went wrong goes to standard error, and the other documents still come out.

    A model reads as well where one is configured: by --model, and OPENAI_API_KEY or --base-url. There is no option for
    the key, because every user of a machine can see its command lines.
    """
    flags = {
        "engine": engine,
        "model": model,
        "base_url": base_url,
        "mode": mode,
        "prompts": prompts,
        "max_followups": max_followups,
        "concurrency": concurrency,
        "max_cost": max_cost,
        "max_tokens": max_tokens,
        "max_requests": max_requests,
    }
    with errors_as_lines():
        if record is not None and cassettes is None:
            raise WrongCall("--record needs a folder for what is recorded: --cassettes DIR")
        settings = ready(Settings.load(flags, config=config), cassettes=cassettes, record=record)

        from extract import batch, sinks, sources
        from extract.pipeline import Extractor
        from extract.tally import Tally

        found = list(sources.find(paths))
        tally = Tally()
        with (
            Extractor(settings) as extractor,
            sinks.open_output(output) as file,
            _observer(len(found), to_file=output is not None) as observe,
        ):
            writer = _writer(file, format)
            outcomes = batch.run(
                found,
                extractor,
                published=published.date() if published else None,
                cassette=Tapes(settings, cassettes, record),
            )
            for outcome in outcomes:
                tally.add(outcome)
                observe(outcome)
                if isinstance(outcome, batch.Failed):
                    _report(outcome)
                    continue
                made = outcome.explained.record
                writer.write(made.without_text() if no_text else made)
                if explain:
                    _explain(outcome)
            writer.close()
        if settings.asks_model:
            for remark in tally.remarks():
                complain(remark)
            if sys.stderr.isatty():
                complain(tally.usage())
    if tally.failed:
        raise typer.Exit(1)


def _writer(file: TextIO, format: OutputFormat) -> RecordWriter | TableWriter:
    if format == "table":
        from extract.terminal import TableWriter

        return TableWriter(file)
    from extract.sinks import RecordWriter

    return RecordWriter(file, format)


@contextmanager
def _observer(total: int, *, to_file: bool) -> Iterator[Callable[[Outcome], None]]:
    """What shows a person at a terminal how the work goes, and at its end what came of it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from extract.terminal import Summary, console, progress

    summary = Summary()
    # Records scrolling over the same terminal would fight with a bar.
    if to_file or not sys.stdout.isatty():
        with progress(sys.stderr, total) as advance:

            def observe(outcome: Outcome) -> None:
                summary.add(outcome)
                advance()

            yield observe
    else:
        yield summary.add
    console(sys.stderr).print(summary.table())


def _report(failed: Failed) -> None:
    # A budget ends once for all the documents that are left.
    if not isinstance(failed.error, BudgetReached):
        label = f"{failed.source.label}: "
        complain_at_length(label + failed.reason.removeprefix(label))


def _explain(outcome: Done) -> None:
    from extract.terminal import explanation

    print(outcome.source.label, file=sys.stderr)
    for line in explanation(outcome.explained):
        print(f"  {line}", file=sys.stderr)
