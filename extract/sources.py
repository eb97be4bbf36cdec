"""Sources: the documents that a command line names - files, folders, globs, standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.errors import UnreadableDocument
from extract.text.decode import Decoded, decode

STDIN = "-"
SUFFIXES = (".md", ".text", ".txt")
"""What is taken from a folder, but for its README; a file that is named itself may have any name."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document, not yet read."""

    name: str
    """The path as given, or found below the folder as given; "-" for standard input."""

    @property
    def label(self) -> str:
        """The name as a record can hold it: bytes of a file's name that are no UTF-8 become U+FFFD."""
        return os.fsencode(self.name).decode("utf-8", errors="replace")

    def read(self) -> Decoded:
        """Its text; `UnreadableDocument` says in one line why there is none."""
        try:
            return decode(self._bytes())
        except OSError as error:
            raise UnreadableDocument((error.strerror or str(error)).lower()) from error

    def _bytes(self) -> bytes:
        if self.name == STDIN:
            if sys.stdin is None:
                raise UnreadableDocument("standard input is closed")
            return sys.stdin.buffer.read()
        if os.path.isdir(self.name):
            raise UnreadableDocument(f"no text in this folder (no file ends in {', '.join(SUFFIXES)})")
        with open(self.name, "rb") as file:
            return file.read()


def find(paths: Iterable[str]) -> Iterator[Source]:
    """The documents that `paths` name, in that order and each once; those of a folder or a glob sorted by name.

    A path, folder or glob that holds no document is a source as well: reading it says so.
    """
    seen: set[str] = set()
    for path in paths:
        for name in _names(path):
            key = name if name == STDIN else os.path.realpath(name)
            if key not in seen:
                seen.add(key)
                yield Source(name)


def _names(path: str) -> Iterable[str]:
    if path == STDIN:
        return [path]
    if os.path.isdir(path):
        return sorted(_files_below(path)) or [path]
    if not os.path.exists(path) and glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))
        return [name for match in matches for name in _names(match)] or [path]
    return [path]


def _files_below(folder: str) -> Iterator[str]:
    for at, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            if name.lower().endswith(SUFFIXES) and not name.lower().startswith((".", "readme.")):
                yield os.path.join(at, name)
