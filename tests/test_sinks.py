"""Records are written whole or not at all, and come back as they were."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from extract.errors import UnreadableRecords, WrongCall
from extract.sinks import RecordFormat, RecordWriter, open_input, open_output, read_records
from tests.schemas.test_record import record


@pytest.mark.parametrize("count", [0, 1, 2])
@pytest.mark.parametrize("format", ["jsonl", "json"])
def test_what_was_written_is_read_back(format: RecordFormat, count: int) -> None:
    file = io.StringIO()
    writer = RecordWriter(file, format)
    for _ in range(count):
        writer.write(record())
    writer.close()
    file.seek(0)
    assert list(read_records(file, "records")) == [record()] * count
    if format == "json":
        assert len(json.loads(file.getvalue())) == count


def test_a_file_appears_only_once_it_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "new" / "records.jsonl"
    with open_output(str(target)) as file:
        file.write("one\n")
        file.flush()
        assert not target.exists()
    assert target.read_text() == "one\n"
    assert os.listdir(target.parent) == ["records.jsonl"]


def test_a_failure_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "records.jsonl"
    target.write_text("old\n")
    with pytest.raises(ZeroDivisionError), open_output(str(target)) as file:
        file.write(f"half {1 / 0}")
    assert target.read_text() == "old\n"
    assert os.listdir(tmp_path) == ["records.jsonl"]


def test_a_file_keeps_its_permissions_and_a_link_its_target(tmp_path: Path) -> None:
    target = tmp_path / "records.jsonl"
    target.write_text("old\n")
    target.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to(target)
    with open_output(str(link)) as file:
        file.write("new\n")
    assert link.is_symlink()
    assert (target.read_text(), target.stat().st_mode & 0o777) == ("new\n", 0o640)


def test_a_device_is_written_and_not_replaced() -> None:
    with open_output(os.devnull) as file:
        file.write("gone")
    assert not Path(os.devnull).is_file()


def test_a_file_that_cannot_be_written_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="is a folder"), open_output(str(tmp_path)):
        pass
    (tmp_path / "file").write_text("")
    with pytest.raises(WrongCall, match="cannot be written"), open_output(str(tmp_path / "file" / "records.jsonl")):
        pass


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("Trade grew by 27%.\n", "records, line 1 is not a record: Invalid JSON"),
        ('\n{"schema_version": "1"}\n', "records, line 2 is not a record: document: Field required"),
        ("[\n{}]\n", "records holds no records: 0.document: Field required"),
    ],
)
def test_a_file_without_records_says_so(content: str, reason: str) -> None:
    with pytest.raises(UnreadableRecords) as caught:
        list(read_records(io.StringIO(content), "records"))
    assert str(caught.value).startswith(reason)


def test_a_file_of_records_that_is_missing_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableRecords, match="no such file"), open_input(str(tmp_path / "none.jsonl")):
        pass
