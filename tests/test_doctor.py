"""`extract doctor`: what is configured and from where, and whether it works; never the key."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extract.cli import app
from extract.doctor import configuration, libraries, model
from extract.extras import EXTRAS
from extract.llm.probe import Colour
from extract.settings import Settings
from tests.llm.server import Body, Reply, ScriptedServer, chat_completion, failure, web_page

SECRET = "sk-secret-0123456789"
RIGHT = chat_completion(json.dumps(dict.fromkeys(Colour.model_fields, "isabelline-47")), usage=(40, 6))
WRONG = chat_completion("blue", usage=(40, 6))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def extract(*arguments: str) -> Result:
    result = CliRunner().invoke(app, ["doctor", *arguments])
    assert SECRET not in result.output
    return result


def lines(result: Result) -> dict[str, str]:
    """What is said, by the name it begins with."""
    parts = (line.strip().partition(" ") for line in result.stdout.splitlines() if line.startswith("  "))
    return {name: said.strip() for name, _, said in parts}


def only_json_schema(body: Body) -> Reply:
    return RIGHT if "response_format" in body else WRONG


def test_without_a_model_all_is_well_and_the_rules_read() -> None:
    result = extract()
    said = lines(result)
    assert result.exit_code == 0
    assert said["engine"].split() == ["auto", "default"]
    assert said["answer"].startswith("no model configured: set EXTRACT_MODEL, and OPENAI_API_KEY or OPENAI_BASE_URL")
    assert [line for line in result.stdout.splitlines() if not line.startswith(" ")] == [
        "settings",
        "libraries",
        "model",
    ]


@pytest.mark.parametrize("engine", ["llm", "hybrid"])
def test_a_model_that_is_wanted_and_not_configured_is_an_ailment(engine: str) -> None:
    assert extract("--engine", engine).exit_code == 1


def test_every_value_says_where_it_is_from(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "extract.toml").write_text("timeout = 3\n")
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("EXTRACT_MODLE", "x")
    result = extract("--model", "scripted", "--offline")
    said = {name: words.split("  ")[-1].strip() for name, words in lines(result).items()}
    assert result.exit_code == 0
    assert (said["timeout"], said["model"], said["api_key"]) == ("timeout in extract.toml", "--model", "OPENAI_API_KEY")
    assert lines(result)["api_key"].startswith(f"set, {len(SECRET)} characters")
    assert "EXTRACT_MODLE is no setting (did you mean EXTRACT_MODE?)" in result.stdout
    assert lines(result)["answer"] == "not asked"


def test_the_model_is_asked_one_tiny_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    with ScriptedServer(only_json_schema) as server:
        result = extract("--model", "scripted", "--base-url", server.url)
    said = lines(result)
    assert result.exit_code == 0
    assert said["answer"].split(maxsplit=1) == ["yes", "80 tokens sent, 12 received"]
    assert said["json_schema"].split()[0] == "honoured"
    assert said["tools"].split()[0] == "ignored"
    assert said["mode"].split()[0] == "json_schema"
    assert "price unknown" in result.stdout
    assert len(server.requests) == 2


def test_a_mode_that_is_set_and_not_honoured_is_an_ailment() -> None:
    with ScriptedServer(only_json_schema) as server:
        result = extract("--model", "scripted", "--base-url", server.url, "--mode", "tools")
    assert result.exit_code == 1
    assert "tools is set and not honoured: set it to auto or json_schema" in result.stdout


@pytest.mark.parametrize(
    ("reply", "advice"),
    [
        (failure(401, f"no such key: {SECRET}"), "check OPENAI_API_KEY"),
        (failure(404, "no such model"), "check EXTRACT_MODEL"),
        (failure(503, "down"), "(503)"),
        (web_page(), "check OPENAI_BASE_URL"),
    ],
)
def test_what_is_wrong_comes_with_its_advice(reply: Reply, advice: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    with ScriptedServer(reply) as server:
        result = extract("--model", "scripted", "--base-url", server.url)
    assert result.exit_code == 1
    assert advice in lines(result)["answer"]


def test_nobody_at_the_address_is_an_ailment() -> None:
    with ScriptedServer(WRONG) as server:
        address = server.url
    result = extract("--model", "scripted", "--base-url", address)
    assert result.exit_code == 1
    assert "is the server running?" in lines(result)["answer"]


def test_a_model_with_a_price_tells_what_a_document_costs() -> None:
    settings = Settings(model="gpt-4.1-mini", api_key=SECRET)
    (cost,) = [finding for finding in model(settings, offline=True) if finding.name.startswith("a document")]
    assert cost.said.startswith("about $0.00")
    assert "tokens sent" in cost.note


def test_the_engine_of_rules_asks_nobody() -> None:
    settings = Settings(engine="rules", model="scripted", base_url="http://127.0.0.1:9/v1")
    assert [finding.wrong for finding in model(settings)] == [False]


def test_a_library_that_is_missing_is_an_ailment_only_where_it_is_needed() -> None:
    names = {finding.name for finding in libraries(Settings())}
    assert {library for extra in EXTRAS.values() for library in extra} <= names
    code = "import sys; sys.modules['openai'] = None; from extract.cli import main; main()"
    for options, status in (((), 0), (("--model", "scripted", "--base-url", "http://127.0.0.1:9/v1"), 1)):
        command = [sys.executable, "-c", code, "doctor", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == status
        if status:
            assert "openai is not installed: pip install 'communique[llm]'" in done.stdout


def test_the_key_is_counted_and_not_shown() -> None:
    settings = Settings(api_key=SECRET)
    shown = {finding.name: finding.said for finding in configuration(settings, {})}
    assert shown["api_key"] == f"set, {len(SECRET)} characters"
    assert SECRET not in str(shown)


def test_settings_that_are_wrong_are_a_wrong_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXTRACT_TIMEOUT", "soon")
    result = extract()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "extract: EXTRACT_TIMEOUT is 'soon': set it to a number above 0\n"
