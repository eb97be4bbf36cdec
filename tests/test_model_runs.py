"""`extract run` with a model: its options, what is said when it fails, and conversations recorded and replayed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from extract.cli import app
from extract.schemas import Extraction
from tests.llm.server import Body, Reply, ScriptedServer, chat_completion, failure

SECRET = "sk-secret-0123456789"
SENTENCES = {
    "a.txt": "Exports of cork grew by 27% in Tarvia.",
    "b.txt": "Imports of cork fell by 5% in Tarvia.",
    "c.txt": "Sales of cork rose by 8% in Tarvia, and none were replayed.",
}


def figure(quote: str, number: str) -> dict[str, Any]:
    return {
        "quote": quote,
        "number": number,
        "metric": "cork",
        "aspect": "change",
        "direction": "increase",
        "period": None,
        "status": "actual",
        "speaker": None,
    }


def answer(body: Body) -> Reply:
    """What a model says that finds the percent of each document."""
    asked = json.dumps(body["messages"])
    found = [figure(text, text.split(" by ")[1].split()[0]) for text in SENTENCES.values() if text in asked]
    return chat_completion(json.dumps({"participants": [], "meetings": [], "figures": found, "agreements": []}))


def refuse_the_key(_: Body) -> Reply:
    return failure(401, f"Incorrect API key provided: {SECRET}")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("EXTRACT_MODE", "json_schema")
    monkeypatch.setenv("EXTRACT_MAX_ATTEMPTS", "1")
    for name, text in SENTENCES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    with ScriptedServer(answer) as started:
        configure(monkeypatch, started)
        yield started


def configure(monkeypatch: pytest.MonkeyPatch, server: ScriptedServer) -> None:
    monkeypatch.setenv("EXTRACT_MODEL", "scripted")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)


def extract(*arguments: str) -> Result:
    result = CliRunner().invoke(app, list(arguments))
    assert SECRET not in result.output
    return result


def records(result: Result) -> list[Extraction]:
    return [Extraction.model_validate_json(line) for line in result.stdout.splitlines()]


def test_two_variables_are_enough_for_a_model(server: ScriptedServer) -> None:
    result = extract("run", "a.txt", "b.txt", "c.txt")
    made = records(result)
    assert (result.exit_code, result.stderr) == (0, "")
    assert [record.document.source for record in made] == list(SENTENCES)
    assert {(record.run.engine, record.run.model, record.run.fallback) for record in made} == {
        ("hybrid", "scripted", False)
    }
    assert [found.number.text for record in made for found in record.figures] == ["27%", "5%", "8%"]
    assert server.headers[0]["authorization"] == f"Bearer {SECRET}"


def test_the_options_reach_the_model(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with ScriptedServer(answer) as server:
        (folder / "mine.toml").write_text(f'base_url = "{server.url}"\nmodel = "of the file"\nmode = "md_json"\n')
        (folder / "mine.md").write_text("Find the cork.\n<!-- user -->\n{{passage}}")
        given = ["--config", "mine.toml", "--model", "of the flag", "--engine", "llm", "--prompts", "mine.md"]
        (record,) = records(extract("run", "a.txt", *given, "--mode", "json_schema", "--max-followups", "0"))
    (request,) = server.requests
    assert (record.run.engine, record.run.model) == ("llm", "of the flag")
    assert request["model"] == "of the flag"
    assert request["response_format"]["type"] == "json_schema"
    assert "Find the cork." in request["messages"][0]["content"]


def test_a_folder_with_a_configuration_cannot_send_the_key_elsewhere(folder: Path) -> None:
    with ScriptedServer(answer) as server:
        (folder / "extract.toml").write_text(f'base_url = "{server.url}"\nmodel = "scripted"\n')
        result = extract("run", "a.txt")
    assert (result.exit_code, result.stdout, server.requests) == (2, "", [])
    assert result.stderr.startswith("extract: extract.toml sets base_url")


@pytest.mark.parametrize(
    ("engine", "said"),
    [("llm", "set EXTRACT_MODEL"), ("hybrid", "set EXTRACT_MODEL")],
)
def test_a_model_that_is_wanted_and_not_configured_is_a_wrong_call(engine: str, said: str) -> None:
    result = extract("run", "a.txt", "-o", "records.jsonl", "--engine", engine)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert said in result.stderr
    assert not os.path.exists("records.jsonl")


def test_a_library_that_is_missing_is_a_wrong_call(server: ScriptedServer) -> None:
    code = "import sys; sys.modules['{}'] = None; from extract.cli import main; main()"
    for library, extra, options in (("openai", "llm", ()), ("vcr", "replay", ("--cassettes", ".", "--record", "once"))):
        command = [sys.executable, "-c", code.format(library), "run", "a.txt", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"is not installed: pip install 'communique[{extra}]'" in done.stderr
    assert server.requests == []


def test_that_the_rules_read_instead_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(refuse_the_key) as server:
        configure(monkeypatch, server)
        result = extract("run", "a.txt", "b.txt", "c.txt")
    assert result.exit_code == 0
    assert {(record.run.engine, record.run.fallback) for record in records(result)} == {("rules", True)}
    assert result.stderr == (
        "extract: 3 of 3 documents were read by the rules alone:"
        " the endpoint refused the key (401): check OPENAI_API_KEY\n"
    )


def test_several_reasons_come_with_their_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    def sometimes(body: Body) -> Reply:
        asked = json.dumps(body["messages"])
        if SENTENCES["a.txt"] in asked:
            return failure(503, "overloaded")
        return answer(body) if SENTENCES["b.txt"] in asked else failure(429)

    with ScriptedServer(sometimes) as server:
        configure(monkeypatch, server)
        result = extract("run", "a.txt", "b.txt", "c.txt")
    assert result.exit_code == 0
    assert [record.run.fallback for record in records(result)] == [True, False, True]
    (line,) = result.stderr.splitlines()
    assert line.startswith("extract: 2 of 3 documents were read by the rules alone: ")
    assert "(503) (1)" in line
    assert "(429) (1)" in line


def test_without_the_rules_each_document_that_fails_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(refuse_the_key) as server:
        configure(monkeypatch, server)
        result = extract("run", "a.txt", "b.txt", "--engine", "llm")
    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.split(":")[1].strip() for line in result.stderr.splitlines()] == ["a.txt", "b.txt"]


@pytest.mark.usefixtures("server")
def test_a_budget_that_is_spent_is_said_once() -> None:
    limited = ["--max-requests", "1", "--concurrency", "1", "--max-followups", "0"]
    result = extract("run", *SENTENCES, *limited)
    assert result.exit_code == 0
    assert [record.run.fallback for record in records(result)] == [False, True, True]
    assert result.stderr.startswith("extract: 2 of 3 documents were read by the rules alone: the run's limit of 1 req")
    assert len(result.stderr.splitlines()) == 1

    alone = extract("run", *SENTENCES, *limited, "--engine", "llm")
    assert (alone.exit_code, len(records(alone))) == (1, 1)
    assert alone.stderr.startswith("extract: 2 of 3 documents were not read: the run's limit of 1 requests")
    assert len(alone.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.usefixtures("server")
def test_a_person_at_a_terminal_is_told_what_the_model_took() -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "extract", "run", *SENTENCES, "-o", "records.jsonl"]
    with subprocess.Popen(command, stderr=theirs) as process:
        os.close(theirs)
        seen = b"".join(read_all(ours)).decode()
    os.close(ours)
    assert process.returncode == 0
    assert "extract: the model read 3 of 3 documents: 30 tokens sent, 15 received, price unknown" in seen


def read_all(terminal: int) -> Iterator[bytes]:
    """What a pseudo-terminal shows, until nobody writes to it any more."""
    try:
        while data := os.read(terminal, 4096):
            yield data
    except OSError:  # Linux's way to say so
        return


# ---------------------------------------------------------------- cassettes


def recorded(monkeypatch: pytest.MonkeyPatch, *paths: str) -> list[Extraction]:
    """Record the conversations about `paths`; afterwards nobody listens, and there is no key."""
    with ScriptedServer(answer) as server:
        configure(monkeypatch, server)
        result = extract("run", *paths, "--cassettes", "tapes", "--record", "once")
    assert (result.exit_code, result.stderr) == (0, "")
    monkeypatch.delenv("OPENAI_API_KEY")
    return records(result)


def test_a_run_can_be_replayed_without_a_server_or_a_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = recorded(monkeypatch, *SENTENCES)
    assert len(list((folder / "tapes").iterdir())) == 3
    assert all(SECRET not in path.read_text() for path in (folder / "tapes").iterdir())
    again = extract("run", *SENTENCES, "--cassettes", "tapes")
    assert (again.exit_code, again.stderr) == (0, "")
    assert records(again) == made


def test_a_request_that_was_not_recorded_fails_its_document_and_shows_what_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = recorded(monkeypatch, *SENTENCES)
    (folder / "b.txt").write_text("Imports of cork fell by 6% in Tarvia.")
    result = extract("run", *SENTENCES, "--cassettes", "tapes", "--record", "none")
    assert result.exit_code == 1
    assert records(result) == [made[0], made[2]]
    first, *others = result.stderr.splitlines()
    assert first.startswith("extract: b.txt: ")
    assert first.count("b.txt: ") == 1
    assert all(line.startswith("  ") for line in others)
    assert any("by 6%" in line for line in others)


def test_a_mode_that_was_found_out_while_recording_is_found_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever document comes first: each cassette holds all that its document asked for."""
    monkeypatch.delenv("EXTRACT_MODE")
    recorded(monkeypatch, *SENTENCES)
    assert [extract("run", name, "--cassettes", "tapes").exit_code for name in SENTENCES] == [0, 0, 0]
    assert extract("cassettes", "check", "tapes").exit_code == 0


def test_check_says_which_cassettes_are_stale_or_unused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(monkeypatch, *SENTENCES)
    good = extract("cassettes", "check", "tapes", *SENTENCES)
    assert (good.exit_code, good.stderr, len(good.stdout.splitlines())) == (0, "", 3)
    assert good.stdout == extract("cassettes", "check", "tapes").stdout  # the documents that the cassettes name

    (folder / "b.txt").write_text("Imports of cork fell by 6% in Tarvia.")
    bad = extract("cassettes", "check", "tapes", "a.txt", "b.txt")
    assert bad.exit_code == 1
    assert "stale" in bad.stdout
    assert bad.stdout.count("unused") == 2
    missing = extract("cassettes", "check", "tapes", *SENTENCES, "d.txt")
    assert (missing.exit_code, missing.stderr) == (1, "extract: d.txt: no such file or directory\n")


def test_list_tells_what_a_cassette_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(monkeypatch, "a.txt")
    head, line = extract("cassettes", "list", "tapes").stdout.splitlines()
    assert head.split() == ["cassette", "document", "prompt", "recorded", "model", "requests", "tokens"]
    assert line.split()[1] == "a.txt"
    assert "scripted" in line


def test_prune_removes_what_no_document_asks_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded(monkeypatch, *SENTENCES)
    would = extract("cassettes", "prune", "tapes", "a.txt", "--dry-run")
    assert (would.exit_code, len(would.stdout.splitlines())) == (0, 2)
    assert len(list((folder / "tapes").iterdir())) == 3
    unsure = extract("cassettes", "prune", "tapes", "a.txt", "gone.txt")
    assert (unsure.exit_code, unsure.stderr) == (
        1,
        "extract: gone.txt: no such file or directory: nothing was removed\n",
    )
    assert extract("cassettes", "prune", "tapes", "a.txt").stdout == would.stdout
    (left,) = (folder / "tapes").iterdir()
    assert left.name.startswith("a.")
