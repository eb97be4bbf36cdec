"""What a person at a terminal sees beside the records: a bar while it goes on, and at the end what came of it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.batch import Done, Failed
from extract.pipeline import Extractor
from extract.sources import Source
from extract.terminal import Summary, console, highlighted
from tests.schemas.test_record import record


def shown(summary: Summary) -> list[list[str]]:
    file = io.StringIO()
    console(file).print(summary.table())
    return [line.split() for line in file.getvalue().splitlines()]


def test_the_summary_counts_each_document_and_all_of_them() -> None:
    summary = Summary()
    summary.add(Done(Source("a.txt"), Extractor().explain("Trade grew by 27% to $3 million.")))
    summary.add(Failed(Source("b.txt"), "no such file"))
    header, first, second, total = shown(summary)
    assert header == "document participants meetings figures agreements uncovered remarks".split()
    assert first == "a.txt 0 0 2 0 0".split()
    assert second == "b.txt - - - - - no such file".split()
    assert total == "2 documents 0 0 2 0 0 1 failed".split()


def test_of_very_many_documents_the_summary_gives_the_totals() -> None:
    summary = Summary()
    for number in range(100):
        summary.add(Failed(Source(f"{number}.txt"), "no such file"))
    assert len(shown(summary)) == 2


def test_ids_stand_behind_what_they_name_and_the_text_is_whole() -> None:
    plain = highlighted(record())
    file = io.StringIO()
    console(file).print(plain, soft_wrap=True)
    assert file.getvalue() == (
        "Minister Ana Silva[p1] met Tom Berg[m1] in Oslo. Trade rose to 3 to 5 million euros[f1],"
        " and they signed a treaty[a1].\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_at_a_terminal_the_summary_follows_the_records(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Trade grew by 27%.")
    ours, theirs = os.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "extract", "run", "a.txt", "missing.txt", "-o", "records.jsonl"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=theirs,
        check=False,
    )
    os.close(theirs)
    seen = os.read(ours, 100_000).decode()
    os.close(ours)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "extract: missing.txt: no such file or directory" in seen
    assert "2 documents" in seen
    assert len((tmp_path / "records.jsonl").read_text().splitlines()) == 1
