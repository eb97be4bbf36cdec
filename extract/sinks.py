"""Sinks: where records go - JSON Lines or one JSON array, on standard output or in a file."""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Literal, TextIO

from pydantic import TypeAdapter, ValidationError

from extract.errors import UnreadableRecords, WrongCall
from extract.schemas import Extraction

RecordFormat = Literal["jsonl", "json"]


class RecordWriter:
    """Writes one record after the other to `file`; `close` ends what has to be ended."""

    def __init__(self, file: TextIO, format: RecordFormat) -> None:
        self._file = file
        self._array = format == "json"
        self._empty = True

    def write(self, record: Extraction) -> None:
        """Write one record, at once."""
        if self._array:
            self._file.write("[\n" if self._empty else ",\n")
            self._file.write(record.model_dump_json(indent=2))
        else:
            self._file.write(record.model_dump_json() + "\n")
        self._empty = False
        self._file.flush()

    def close(self) -> None:
        """End the array, if it is one; the file stays open."""
        if self._array:
            self._file.write("[]\n" if self._empty else "\n]\n")
            self._file.flush()


@contextmanager
def open_output(path: str | None) -> Iterator[TextIO]:
    """Standard output, or the file at `path`, which appears or changes only once all is written.

    `WrongCall` says why the file cannot be written.
    """
    if path is None or path == "-":
        if sys.stdout is None:
            raise WrongCall("standard output is closed: name a file to write to")
        yield sys.stdout
        return
    if os.path.isdir(path):
        raise WrongCall(f"{path} is a folder: name a file in it")
    if os.path.exists(path) and not os.path.isfile(path):
        with _open_as_is(path) as file:  # a device or a pipe cannot be replaced
            yield file
        return
    target = os.path.realpath(path)
    draft = f"{target}.{secrets.token_hex(4)}.part"
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        file = open(draft, "x", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed below, once it is known to be open
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if os.path.exists(target):
            shutil.copymode(target, draft)
        os.replace(draft, target)
    except BaseException:
        os.unlink(draft)
        raise


def _open_as_is(path: str) -> TextIO:
    try:
        return open(path, "w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: str, error: OSError) -> WrongCall:
    return WrongCall(f"{path} cannot be written: {(error.strerror or str(error)).lower()}")


@contextmanager
def open_input(path: str) -> Iterator[TextIO]:
    """Standard input, or the file of records at `path`."""
    if path == "-":
        yield TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
        return
    try:
        file = open(path, encoding="utf-8", errors="replace")  # noqa: SIM115 - closed below
    except OSError as error:
        raise UnreadableRecords(f"{path}: {(error.strerror or str(error)).lower()}") from error
    with file:
        yield file


def read_records(file: TextIO, name: str) -> Iterator[Extraction]:
    """The records in `file`, be it JSON Lines or one JSON array; `UnreadableRecords` names the line that is none."""
    for number, line in enumerate(file, start=1):
        if number == 1 and line.startswith("["):
            yield from _array(line + file.read(), name)
            return
        if line.strip():
            yield _record(line, f"{name}, line {number}")


def _array(text: str, name: str) -> tuple[Extraction, ...]:
    try:
        return TypeAdapter(tuple[Extraction, ...]).validate_json(text)
    except ValidationError as error:
        raise UnreadableRecords(f"{name} holds no records: {_problem(error)}") from error


def _record(line: str, where: str) -> Extraction:
    try:
        return Extraction.model_validate_json(line)
    except ValidationError as error:
        raise UnreadableRecords(f"{where} is not a record: {_problem(error)}") from error


def _problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    return ": ".join([".".join(map(str, first["loc"])), first["msg"]]) if first["loc"] else first["msg"]
