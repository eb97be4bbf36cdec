"""Files, folders, globs and standard input become documents, in order and each once."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from extract.errors import UnreadableDocument
from extract.sources import Source, find


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("README.md", "b.txt", "a.md", "deep/c.TEXT", ".hidden.txt", ".git/d.txt", "e.csv"):
        path = tmp_path / "press" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def names(*paths: str) -> list[str]:
    return [source.name.replace(os.sep, "/") for source in find(paths)]


@pytest.mark.usefixtures("folder")
def test_a_folder_gives_its_texts_sorted_but_nothing_hidden_and_no_readme() -> None:
    assert names("press") == ["press/a.md", "press/b.txt", "press/deep/c.TEXT"]


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_named_may_have_any_suffix() -> None:
    assert names("press/e.csv") == ["press/e.csv"]


@pytest.mark.usefixtures("folder")
def test_a_glob_is_expanded_where_the_shell_did_not() -> None:
    assert names("press/a*.md", "press/**/*.TEXT") == ["press/a.md", "press/deep/c.TEXT"]


@pytest.mark.usefixtures("folder")
def test_a_document_named_twice_comes_once() -> None:
    assert names("press/b.txt", "press", "./press/b.txt") == ["press/b.txt", "press/a.md", "press/deep/c.TEXT"]


def test_a_file_with_brackets_in_its_name_is_no_glob(folder: Path) -> None:
    (folder / "talks [final].txt").write_text("x")
    assert names("talks [final].txt") == ["talks [final].txt"]


def test_standard_input_is_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("5 млн".encode("utf-16"))))
    (source,) = find(["-"])
    assert source.read().text == "5 млн"


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("nothing.txt", "no such file"),
        ("no*.txt", "no such file"),
        ("press/.git", "no text in this folder"),
    ],
)
def test_what_cannot_be_read_says_why(path: str, reason: str) -> None:
    (Path("press/.git/d.txt")).unlink()
    (source,) = find([path])
    with pytest.raises(UnreadableDocument, match=reason):
        source.read()


def test_a_name_that_is_no_utf8_can_stand_in_a_record() -> None:
    assert Source(os.fsdecode(b"caf\xe9.txt")).label == "caf\ufffd.txt"
