"""Records for people: tables of what was found, and the text with its evidence highlighted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from extract.batch import Done, Failed
from extract.records import Explained
from extract.schemas import Agreement, Extraction, Figure, Item, Meeting, Participant, Period, Run, Span

STYLES = {"p": "bold cyan", "m": "green", "f": "bold yellow", "a": "magenta"}
"""The colours of participants, meetings, figures and agreements, by the first letter of their ids."""

# One character for each: a text's escape sequences must not reach the terminal, nor its offsets shift.
_SHOWN = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd") | {0x09: " ", 0x0A: "\n", 0x0D: " "}
_SUMMARY_ROWS = 40
_READERS = {"rules": "rules", "llm": "a model", "hybrid": "rules and a model"}
_FINDER: dict[bool, tuple[str, ...]] = {False: (), True: ("found by",)}
_FOUND_BY = {("rules",): "rules", ("llm",): "model", ("rules", "llm"): "both"}
# Of the warnings of a record that two engines made; the record holds them all.
_WARNINGS = 5


def console(file: TextIO) -> Console:
    """A console that prints what it is given: no emoji codes, no markup, no guessed highlights."""
    width = None if file.isatty() else shutil.get_terminal_size((120, 24)).columns
    return Console(file=file, width=width, emoji=False, highlight=False, markup=False)


@contextmanager
def progress(file: TextIO, total: int) -> Iterator[Callable[[], None]]:
    """A progress bar over `total` documents that leaves no trace; call what it gives once for each."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console(file), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        yield lambda: bar.advance(task)


class Summary:
    """How many items of each kind every document gave; it keeps counts, not records."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, ...]] = []
        self._totals = [0] * 5
        self._documents = 0
        self._failed = 0

    def add(self, outcome: Done | Failed) -> None:
        """Count one more document."""
        self._documents += 1
        if isinstance(outcome, Failed):
            self._failed += 1
            row: tuple[str, ...] = (outcome.source.label, *("-",) * 5, outcome.reason.partition("\n")[0])
        else:
            record = outcome.explained.record
            found = (record.participants, record.meetings, record.figures, record.agreements, record.run.uncovered)
            counts = [len(items) for items in found]
            self._totals = [total + count for total, count in zip(self._totals, counts, strict=True)]
            row = (outcome.source.label, *map(str, counts), "; ".join(_remarks(record.run)))
        if len(self._rows) < _SUMMARY_ROWS:
            self._rows.append(row)

    def table(self) -> RenderableType:
        """A row a document, or the totals alone when the documents are many."""
        table = _table("document", "participants", "meetings", "figures", "agreements", "uncovered", "remarks")
        table.columns[0].no_wrap = True
        for column in table.columns[1:6]:
            column.justify = "right"
        if self._documents <= _SUMMARY_ROWS:
            for row in self._rows:
                table.add_row(*map(_one_line, row))
        failed = f"{self._failed} failed" if self._failed else ""
        table.add_row(f"{self._documents} documents", *map(str, self._totals), failed, style="bold")
        return table


def _remarks(run: Run) -> Iterator[str]:
    if run.fallback and run.model is not None:
        yield "read by the rules alone" if run.engine == "rules" else "read by the model in part only"
    yield from run.warnings


def explanation(explained: Explained) -> Iterator[str]:
    """A line for each rule that fired: the item, the rule's name, the text it matched."""
    for firing in explained.firings:
        yield f"{firing.item_id:<4} {firing.rule:<32} {_one_line(firing.span.text)}"


class TableWriter:
    """Writes records as tables, for people."""

    def __init__(self, file: TextIO) -> None:
        self._console = console(file)

    def write(self, record: Extraction) -> None:
        """Print one record's tables."""
        self._console.print(tables(record))

    def close(self) -> None:
        """Nothing is left to do."""


def tables(record: Extraction) -> RenderableType:
    """What a record says, as one table for each kind of item."""
    names = {participant.id: _one_line(participant.name) for participant in record.participants}
    parts: list[RenderableType] = [_heading(record)]
    hybrid = record.run.engine == "hybrid"
    if record.participants:
        parts.append(_participants(record.participants, hybrid=hybrid))
    if record.meetings:
        parts.append(_meetings(record.meetings, names, hybrid=hybrid))
    if record.figures:
        parts.append(_figures(record.figures, names, hybrid=hybrid))
    if record.agreements:
        parts.append(_agreements(record.agreements, names, hybrid=hybrid))
    if not any(record.items()):
        parts.append(Text("nothing found", style="dim"))
    if record.run.uncovered:
        left = ", ".join(f"{_one_line(span.text)!r}" for span in record.run.uncovered)
        parts.append(Text(f"left uncovered: {left}", style="dim"))
    shown = record.run.warnings[:_WARNINGS]
    parts.extend(Text(f"warning: {_one_line(warning)}", style="red") for warning in shown)
    if more := len(record.run.warnings) - len(shown):
        parts.append(Text(f"{more} more warnings in the record's run.warnings", style="dim"))
    if record.run.dropped:
        parts.append(Text(f"{len(record.run.dropped)} items refused, with the reasons in run.dropped", style="dim"))
    return Group(*parts, "")


def highlighted(record: Extraction) -> RenderableType:
    """The document's text, its evidence underlined, each name and number coloured and followed by its item's id."""
    text = record.document.text
    if text is None:
        return Group(*_quotes(record))
    shown = Text(text.translate(_SHOWN))
    for item in record.items():
        for span in item.evidence:
            shown.stylize("underline", span.start, span.end)
    marks = sorted(_marks(record), key=lambda mark: (mark[0].end, mark[1]))
    for span, id in marks:
        shown.stylize(STYLES[id[0]], span.start, span.end)
    pieces = shown.divide([span.end for span, _ in marks])
    marked = Text()
    for piece, (_, id) in zip(pieces, marks, strict=False):
        marked.append_text(piece).append(f"[{id}]", style="dim")
    marked.append_text(pieces[-1]).rstrip()
    return marked


def _marks(record: Extraction) -> Iterator[tuple[Span, str]]:
    """Where each item is named: a participant's mentions, a figure's number, the end of other evidence."""
    for participant in record.participants:
        for span in participant.mentions:
            yield span, participant.id
    for figure in record.figures:
        yield figure.number, figure.id
    for item in (*record.meetings, *record.agreements):
        for span in item.evidence:
            yield span, item.id


def _quotes(record: Extraction) -> Iterator[Text]:
    for item in record.items():
        for span in item.evidence:
            yield Text.assemble((f"{item.id:<4} ", STYLES[item.id[0]]), _one_line(span.text))


def _heading(record: Extraction) -> RenderableType:
    document = record.document
    facts = [document.source or document.id]
    if document.published is not None:
        facts.append(f"published {document.published}")
    if document.language is not None:
        facts.append(document.language)
    model = f", {_one_line(record.run.model)}" if record.run.model and record.run.engine != "rules" else ""
    facts.append(f"read by {_READERS[record.run.engine]}{model}")
    return Group(Text(_one_line(document.title or "(no title)"), style="bold"), Text(" · ".join(facts), style="dim"))


def _participants(participants: Sequence[Participant], *, hybrid: bool) -> Table:
    table = _table("", "participant", "office", "organization", "country", *_FINDER[hybrid])
    for participant in participants:
        table.add_row(
            _id(participant.id),
            *map(_one_line, (participant.name, participant.role or "", participant.organization or "")),
            participant.country,
            *_finder(participant, hybrid),
        )
    return table


def _meetings(meetings: Sequence[Meeting], names: dict[str, str], *, hybrid: bool) -> Table:
    table = _table("", "meeting", "when", "where", "status", "led by", *_FINDER[hybrid])
    for meeting in meetings:
        where = [meeting.place.name if meeting.place else "", _words(meeting.mode or "")]
        table.add_row(
            _id(meeting.id),
            _one_line(f"{meeting.kind}: {meeting.title}" if meeting.title else meeting.kind),
            _period(meeting.date),
            _one_line(", ".join(filter(None, where))),
            meeting.status,
            ", ".join(names[id] for id in meeting.principals),
            *_finder(meeting, hybrid),
        )
    return table


def _figures(figures: Sequence[Figure], names: dict[str, str], *, hybrid: bool) -> Table:
    table = _table("", "figure", "value", "of what", "sense", "when", "said by", *_FINDER[hybrid])
    table.columns[2].justify = "right"
    table.columns[2].no_wrap = True
    for figure in figures:
        value = f"{figure.value:,f}" if figure.high is None else f"{figure.value:,f}..{figure.high:,f}"
        sense: list[str] = [figure.direction or figure.aspect]
        if figure.status != "actual":
            sense.append(figure.status)
        if figure.qualifier != "exact":
            sense.insert(0, _words(figure.qualifier))
        table.add_row(
            _id(figure.id),
            _one_line(figure.number.text),
            f"{value} {figure.unit}",
            _one_line(figure.metric or ""),
            ", ".join(sense),
            _period(figure.period),
            names[figure.speaker] if figure.speaker else "",
            *_finder(figure, hybrid),
        )
    return table


def _agreements(agreements: Sequence[Agreement], names: dict[str, str], *, hybrid: bool) -> Table:
    table = _table("", "agreement", "status", "date", "parties", "signed by", *_FINDER[hybrid])
    for agreement in agreements:
        kind = _words(agreement.kind)
        table.add_row(
            _id(agreement.id),
            _one_line(f"{kind}: {agreement.title}" if agreement.title else kind),
            _words(agreement.status),
            _period(agreement.date),
            _one_line(", ".join(agreement.parties)),
            ", ".join(names[id] for id in agreement.signatories),
            *_finder(agreement, hybrid),
        )
    return table


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in ("", "when"))
    return table


def _finder(item: Item, hybrid: bool) -> tuple[str, ...]:
    """The cell that tells who found the item, where two engines read."""
    return (_FOUND_BY[item.found_by],) if hybrid else ()


def _id(id: str) -> Text:
    return Text(id, style=STYLES[id[0]])


def _period(period: Period | None) -> str:
    if period is None:
        return ""
    return str(period.start) if period.start == period.end else f"{period.start}..{period.end}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _one_line(text: str) -> str:
    return " ".join(text.translate(_SHOWN).split())
