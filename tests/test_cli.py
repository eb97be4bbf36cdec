"""The command line: records on standard output, words for people on standard error, and an exit status that tells."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extract import __version__
from extract.cli import app
from extract.schemas import Extraction

SENTENCE = "Trade between the two countries grew by 27% to $14.7 billion."


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(SENTENCE)
    return tmp_path


def extract(*arguments: str, input: bytes = b"") -> Result:
    return CliRunner().invoke(app, list(arguments), input=input)


def records(result: Result) -> list[Extraction]:
    return [Extraction.model_validate_json(line) for line in result.stdout.splitlines()]


def numbers(record: Extraction) -> list[str]:
    return [figure.number.text for figure in record.figures]


def test_a_file_gives_one_record_on_one_line() -> None:
    result = extract("run", "a.txt", "--engine", "rules")
    (record,) = records(result)
    assert (result.exit_code, result.stderr) == (0, "")
    assert numbers(record) == ["27%", "$14.7 billion"]
    assert (record.document.source, record.document.text) == ("a.txt", SENTENCE)
    assert (record.run.engine, record.run.fallback) == ("rules", False)


def test_standard_input_is_read() -> None:
    (record,) = records(extract("run", "-", input=SENTENCE.encode("utf-16")))
    assert (record.document.source, numbers(record)) == ("-", ["27%", "$14.7 billion"])


def test_auto_says_that_the_rules_answered() -> None:
    (record,) = records(extract("run", "a.txt"))
    assert (record.run.engine, record.run.fallback) == ("rules", True)


def test_the_environment_chooses_the_engine_and_the_command_line_overrules_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACT_ENGINE", "rules")
    assert not records(extract("run", "a.txt"))[0].run.fallback
    assert records(extract("run", "a.txt", "--engine", "auto"))[0].run.fallback
    monkeypatch.setenv("EXTRACT_ENGINE", "oracle")
    result = extract("run", "a.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "extract: EXTRACT_ENGINE is 'oracle': set it to one of auto, rules, llm, hybrid\n"


def test_a_publication_date_that_is_given_dates_what_is_relative_to_it(folder: Path) -> None:
    (folder / "a.txt").write_text("Last year, exports reached $3 million.")
    (record,) = records(extract("run", "a.txt", "--published", "2021-05-04"))
    assert str(record.document.published) == "2021-05-04"
    (figure,) = record.figures
    assert figure.period is not None
    assert (str(figure.period.start), str(figure.period.end)) == ("2020-01-01", "2020-12-31")


def test_a_record_can_come_without_its_text() -> None:
    (record,) = records(extract("run", "a.txt", "--no-text"))
    assert record.document.text is None
    assert numbers(record) == ["27%", "$14.7 billion"]


def test_one_bad_document_is_one_line_and_the_others_come_out(folder: Path) -> None:
    (folder / "b.txt").write_bytes(b"%PDF-1.7")
    (folder / "c.txt").write_bytes(b"")
    (folder / "d.txt").write_text("Exports fell by 5%.")
    result = extract("run", "a.txt", "b.txt", "missing.txt", "c.txt", "d.txt")
    assert result.exit_code == 1
    assert [record.document.source for record in records(result)] == ["a.txt", "c.txt", "d.txt"]
    assert result.stderr.splitlines() == [
        "extract: b.txt: a PDF document, not text: convert it to text first",
        "extract: missing.txt: no such file or directory",
    ]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read every file")
def test_a_file_that_may_not_be_opened_is_one_line(folder: Path) -> None:
    (folder / "a.txt").chmod(0)
    result = extract("run", "a.txt")
    assert (result.exit_code, result.stderr) == (1, "extract: a.txt: permission denied\n")


def test_an_empty_file_gives_an_empty_record_with_a_warning(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"")
    result = extract("run", "a.txt", "--engine", "rules")
    (record,) = records(result)
    assert result.exit_code == 0
    assert not list(record.items())
    assert len(record.run.warnings) == 1


def test_a_file_in_an_old_encoding_is_read_with_a_warning(folder: Path) -> None:
    (folder / "a.txt").write_bytes("The café earned £3 million.".encode("cp1252"))
    (record,) = records(extract("run", "a.txt"))
    assert numbers(record) == ["£3 million"]
    assert "Windows-1252" in record.run.warnings[0]


def test_crlf_and_astral_characters_keep_the_offsets_right(folder: Path) -> None:
    (folder / "a.txt").write_bytes("🚀🚀\r\nTrade grew by 27%\r\nto 🚀 $14.7 billion.\r\n".encode())
    (record,) = records(extract("run", "a.txt"))
    text = record.document.text
    assert text is not None
    assert "\r\n" in text
    assert [text[f.number.start : f.number.end] for f in record.figures] == ["27%", "$14.7 billion"]


def test_a_folder_comes_sorted_and_each_document_names_its_path(folder: Path) -> None:
    (folder / "press").mkdir()
    for name in ("2.txt", "1.md"):
        (folder / "press" / name).write_text(SENTENCE)
    sources = [record.document.source for record in records(extract("run", "press", "a.txt"))]
    assert sources == [os.path.join("press", "1.md"), os.path.join("press", "2.txt"), "a.txt"]


def test_records_go_to_a_file_and_nothing_to_standard_output(folder: Path) -> None:
    result = extract("run", "a.txt", "-o", "out/records.jsonl")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    line = (folder / "out" / "records.jsonl").read_text(encoding="utf-8")
    assert numbers(Extraction.model_validate_json(line)) == ["27%", "$14.7 billion"]


def test_json_is_one_array(folder: Path) -> None:
    (folder / "b.txt").write_text("Nothing was said.")
    whole = json.loads(extract("run", "a.txt", "b.txt", "--format", "json").stdout)
    assert [record["document"]["source"] for record in whole] == ["a.txt", "b.txt"]


def test_tables_are_for_people() -> None:
    result = extract("run", "a.txt", "--format", "table")
    assert result.exit_code == 0
    for piece in ("a.txt", "$14.7 billion", "14,700,000,000 USD", "27 %", "increase"):
        assert piece in result.stdout


def test_explain_names_for_each_item_the_rule_and_what_it_matched() -> None:
    result = extract("run", "a.txt", "--explain")
    assert len(records(result)) == 1
    name, *lines = result.stderr.splitlines()
    assert name == "a.txt"
    assert [line.split()[0] for line in lines] == ["f1", "f2"]
    assert all(len(line.split(maxsplit=2)) == 3 for line in lines)
    assert "27%" in lines[0]


def test_show_prints_the_text_with_the_id_after_every_number() -> None:
    extract("run", "a.txt", "-o", "records.jsonl")
    result = extract("show", "records.jsonl")
    assert result.exit_code == 0
    assert "grew by 27%[f1] to $14.7 billion[f2]." in result.stdout
    assert "[f1]" not in extract("show", "records.jsonl", "--no-text").stdout


def test_show_reads_standard_input_and_both_formats() -> None:
    for format in ("jsonl", "json"):
        written = extract("run", "a.txt", "--format", format).stdout_bytes
        assert "27%[f1]" in extract("show", "-", input=written).stdout


def test_show_quotes_the_evidence_of_a_record_without_its_text() -> None:
    written = extract("run", "a.txt", "--no-text").stdout_bytes
    assert f"f1   {SENTENCE}" in extract("show", "-", input=written).stdout


def test_show_lets_no_escape_sequence_of_a_text_reach_the_terminal(folder: Path) -> None:
    (folder / "a.txt").write_text(f"\x1b[31mRed\x1b]0;title\x07\n\n{SENTENCE}")
    result = extract("show", "-", input=extract("run", "a.txt").stdout_bytes)
    assert "27%[f1]" in result.stdout
    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout


@pytest.mark.parametrize(("content", "status"), [("not a record\n", 1), (None, 1)])
def test_show_says_what_is_no_file_of_records(folder: Path, content: str | None, status: int) -> None:
    if content is not None:
        (folder / "records.jsonl").write_text(content)
    result = extract("show", "records.jsonl")
    assert (result.exit_code, len(result.stderr.splitlines())) == (status, 1)
    assert result.stderr.startswith("extract: records.jsonl")


def test_schema_prints_the_json_schema() -> None:
    assert json.loads(extract("schema").stdout)["$id"] == "urn:communique:record:1"


def test_version() -> None:
    assert extract("--version").stdout == f"communique {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["run"],
        ["run", "a.txt", "--engine", "oracle"],
        ["run", "a.txt", "--format", "xml"],
        ["run", "a.txt", "--published", "May"],
        ["run", "a.txt", "--verbose"],
        ["run", "a.txt", "--mode", "xml"],
        ["run", "a.txt", "--engine", "llm"],
        ["run", "a.txt", "--engine", "hybrid", "--model", "scripted"],
        ["run", "a.txt", "--base-url", "example.org"],
        ["run", "a.txt", "--max-cost", "ten"],
        ["run", "a.txt", "--concurrency", "0"],
        ["run", "a.txt", "--config", "missing.toml"],
        ["run", "a.txt", "--api-key", "secret"],
        ["run", "a.txt", "--record", "once"],
        ["run", "a.txt", "--cassettes", "missing", "--model", "scripted"],
        ["run", "a.txt", "--cassettes", ".", "--engine", "rules"],
        ["run", "a.txt", "--cassettes", "."],
        ["run", "a.txt", "--model", "scripted", "--base-url", "http://127.0.0.1:9/v1", "--prompts", "missing.md"],
        ["cassettes", "list", "missing"],
        ["cassettes", "check", "."],
        ["doctor", "--engine", "oracle"],
        ["run", "a.txt", "-o", "."],
        ["walk"],
    ],
)
def test_a_wrong_call_ends_with_status_2_and_no_records(arguments: list[str]) -> None:
    result = extract(*arguments)
    assert result.exit_code == 2
    assert '"schema_version"' not in result.stdout


def command(*arguments: str, input: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "extract", *arguments],
        input=input,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_the_output_is_utf8_in_every_locale() -> None:
    text = "Торговля: €3 million 🚀"
    done = command("run", "-", input=text.encode(), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    record = Extraction.model_validate_json(done.stdout)
    assert (done.returncode, record.document.text) == (0, text)


@pytest.mark.skipif(sys.platform != "linux", reason="the devices of Linux")
@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ("- <&-", 1, "extract: -: standard input is closed"),
        ("a.txt >&-", 2, "extract: standard output is closed: name a file to write to"),
        ("a.txt -o /dev/full", 1, "extract: the records cannot be written: no space left on device"),
        ("a.txt -o /dev/stdout | head -c 0", 0, ""),
    ],
)
def test_what_is_closed_or_full_is_one_line(arguments: str, status: int, said: str) -> None:
    line = f"'{sys.executable}' -m extract run {arguments}"
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (status, "", said)


@pytest.mark.skipif(os.name == "nt", reason="pipes of a POSIX shell")
def test_a_reader_that_leaves_early_is_no_error(folder: Path) -> None:
    for number in range(30):
        (folder / f"{number}.txt").write_text(SENTENCE * 300)
    line = f"'{sys.executable}' -m extract run . | head -c 100"
    done = subprocess.run(line, shell=True, capture_output=True, check=False)
    assert (len(done.stdout), done.stderr) == (100, b"")
