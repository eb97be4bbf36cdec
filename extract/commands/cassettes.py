"""`extract cassettes`: recorded conversations, listed, checked against today's requests, and cleared."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from extract.commands.ending import complain, errors_as_lines, shown
from extract.commands.options import BaseUrlOption, ConfigOption, EngineOption, ModelOption, ModeOption, PromptsOption
from extract.commands.preparation import prompt_version, ready, require_cassettes
from extract.errors import UnreadableDocument
from extract.settings import Settings

if TYPE_CHECKING:
    from extract.replay import CassetteReport, Cassettes

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="List, check and clear recorded conversations with a model."
)

FolderArgument = Annotated[str, typer.Argument(metavar="DIR", help="A folder that `run --cassettes` wrote.")]
PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATHS", help="The documents; those that the cassettes name unless given."),
]
PublishedOption = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="The publication date, if `run` was given one."),
]


@app.command("list")
def list_cassettes(folder: FolderArgument) -> None:
    """List the cassettes: whose they are, when they were recorded, with which model, and what that took."""
    with errors_as_lines():
        require_cassettes(folder)
        from extract import replay

        rows = [("cassette", "document", "prompt", "recorded", "model", "requests", "tokens")]
        for facts in replay.list_cassettes(folder):
            rows.append(
                (
                    os.path.relpath(facts.path, folder),
                    facts.document or "",
                    facts.prompt_version or "",
                    str(facts.recorded or ""),
                    ", ".join(facts.models),
                    str(facts.requests),
                    f"{facts.prompt_tokens + facts.completion_tokens:,}",
                )
            )
        _print(rows)


@app.command()
def check(
    folder: FolderArgument,
    paths: PathsArgument = None,
    published: PublishedOption = None,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    mode: ModeOption = None,
    prompts: PromptsOption = None,
    config: ConfigOption = None,
) -> None:
    """Check that every document can be replayed: nothing is sent.

    Found are cassettes that are stale (a request changed), unused, partly played, or leaky (they look as if they held
    a key). Give the options that `run` was given. The exit status is 1 if there is something to mend.
    """
    flags = {"engine": engine, "model": model, "base_url": base_url, "mode": mode, "prompts": prompts}
    with errors_as_lines():
        documents, unreadable = _documents(folder, paths)
        reports = _checked(folder, documents, _settings(flags, folder, config), published)
    problems = bool(unreadable)
    for line in unreadable:
        complain(line)
    for report in reports:
        problems |= bool(report.problems)
        for problem in report.problems or (f"good, {report.played} of {report.interactions} requests asked",):
            first, *others = problem.splitlines()
            print(shown(f"{report.path}: {first}"), *(f"  {shown(line)}" for line in others), sep="\n")
    if problems:
        raise typer.Exit(1)


@app.command()
def prune(
    folder: FolderArgument,
    paths: PathsArgument = None,
    published: PublishedOption = None,
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    mode: ModeOption = None,
    prompts: PromptsOption = None,
    config: ConfigOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be removed, and remove nothing.")] = False,
) -> None:
    """Remove the cassettes and the requests that no document asks for.

    Give all the documents and the options that `run` was given.
    """
    flags = {"engine": engine, "model": model, "base_url": base_url, "mode": mode, "prompts": prompts}
    with errors_as_lines():
        documents, unreadable = _documents(folder, paths)
        if unreadable:  # its cassette would pass for one that nobody asks for
            raise UnreadableDocument(f"{unreadable[0]}: nothing was removed")
        from extract import replay

        reports = _checked(folder, documents, _settings(flags, folder, config), published)
        for line in replay.prune(reports, dry_run=dry_run):
            print(line)


def _settings(flags: Mapping[str, object], folder: str, config: str | None) -> Settings:
    return ready(Settings.load(flags, config=config), cassettes=folder)


def _documents(folder: str, paths: Sequence[str] | None) -> tuple[list[tuple[str, str]], list[str]]:
    """The label and the text of each document, and what is to be said of those that cannot be read."""
    require_cassettes(folder)
    from extract import replay, sources

    named = paths or list(dict.fromkeys(facts.document or "" for facts in replay.list_cassettes(folder)))
    documents, unreadable = [], []
    for source in sources.find(filter(None, named)):
        try:
            documents.append((source.label, source.read().text))
        except UnreadableDocument as error:
            unreadable.append(f"{source.label}: {error}")
    return documents, unreadable


def _checked(
    folder: str, documents: Sequence[tuple[str, str]], settings: Settings, published: datetime | None
) -> list[CassetteReport]:
    from extract import replay
    from extract.pipeline import Extractor

    version = prompt_version(settings)
    with Extractor(settings) as extractor:

        def read(document: tuple[str, str], cassettes: Cassettes) -> None:
            label, text = document
            with cassettes.of(label, text, version):
                extractor.extract(text, published=published.date() if published else None, source=label)

        return replay.check(folder, documents, read)


def _print(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
