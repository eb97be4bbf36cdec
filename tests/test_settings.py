"""Settings: flags over the environment over a file, each value checked where it is said, the key never in a message."""

from __future__ import annotations

import dataclasses
import pickle
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract import Settings, WrongCall
from extract.settings import VARIABLES, origins, unknown_variables

SECRET = "sk-very-secret"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_field_has_a_variable() -> None:
    assert set(VARIABLES) == {field.name for field in dataclasses.fields(Settings)}


ENVIRONMENT: dict[str, tuple[str, object]] = {
    "EXTRACT_ENGINE": ("hybrid", "hybrid"),
    "EXTRACT_MODEL": (" some model \n", "some model"),
    "OPENAI_BASE_URL": ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1"),
    "OPENAI_API_KEY": (SECRET + "\n", SECRET),
    "EXTRACT_MODE": ("md_json", "md_json"),
    "EXTRACT_PROMPTS": ("my/prompts", "my/prompts"),
    "EXTRACT_MAX_FOLLOWUPS": ("0", 0),
    "EXTRACT_CHUNK_TOKENS": ("900", 900),
    "EXTRACT_MAX_ANSWER_TOKENS": ("1_000", 1000),
    "EXTRACT_CONCURRENCY": ("32", 32),
    "EXTRACT_TIMEOUT": ("2.5", 2.5),
    "EXTRACT_DEADLINE": ("60", 60.0),
    "EXTRACT_MAX_ATTEMPTS": ("1", 1),
    "EXTRACT_MAX_RETRY_AFTER": ("0", 0.0),
    "EXTRACT_BREAKER_FAILURES": ("3", 3),
    "EXTRACT_BREAKER_PAUSE": ("1e1", 10.0),
    "EXTRACT_MAX_COST": ("0.10", Decimal("0.10")),
    "EXTRACT_MAX_TOKENS": ("100000", 100_000),
    "EXTRACT_MAX_REQUESTS": ("0", 0),
}


def test_every_setting_can_come_from_the_environment() -> None:
    settings = Settings.from_env({name: text for name, (text, _) in ENVIRONMENT.items()})
    assert {VARIABLES[field.name]: getattr(settings, field.name) for field in dataclasses.fields(settings)} == {
        name: value for name, (_, value) in ENVIRONMENT.items()
    }


def test_a_variable_that_is_empty_is_not_set() -> None:
    assert Settings.from_env(dict.fromkeys(ENVIRONMENT, " ")) == Settings()


@pytest.mark.parametrize(
    ("variable", "text", "said"),
    [
        ("EXTRACT_ENGINE", "oracle", "EXTRACT_ENGINE is 'oracle': set it to one of auto, rules, llm, hybrid"),
        ("EXTRACT_MODE", "xml", "EXTRACT_MODE is 'xml': set it to one of auto, json_schema, tools, md_json"),
        ("EXTRACT_MODEL", "two\nlines", "EXTRACT_MODEL is 'two\\nlines': set it to some words on one line"),
        ("EXTRACT_MAX_FOLLOWUPS", "-1", "EXTRACT_MAX_FOLLOWUPS is '-1': set it to a whole number of at least 0"),
        ("EXTRACT_CONCURRENCY", "2.5", "EXTRACT_CONCURRENCY is '2.5': set it to a whole number of at least 1"),
        ("EXTRACT_TIMEOUT", "soon", "EXTRACT_TIMEOUT is 'soon': set it to a number above 0"),
        ("EXTRACT_TIMEOUT", "inf", "EXTRACT_TIMEOUT is 'inf': set it to a number above 0"),
        ("EXTRACT_DEADLINE", "0", "EXTRACT_DEADLINE is '0': set it to a number above 0"),
        ("EXTRACT_MAX_COST", "$5", "EXTRACT_MAX_COST is '$5': set it to a number of dollars, at least 0"),
        ("EXTRACT_MAX_COST", "sNaN", "EXTRACT_MAX_COST is 'sNaN': set it to a number of dollars, at least 0"),
        ("OPENAI_BASE_URL", "host/v1", "OPENAI_BASE_URL is 'host/v1': set it to an address like https://host/v1"),
        ("OPENAI_BASE_URL", "http://host:port/v1", "set it to an address like https://host/v1"),
        ("OPENAI_BASE_URL", "https://host/v1?key=1", "without user, password or query"),
    ],
)
def test_a_wrong_value_is_named_with_its_variable(variable: str, text: str, said: str) -> None:
    with pytest.raises(WrongCall) as refused:
        Settings.from_env({variable: text})
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"engine": "oracle"}, "no engine is called 'oracle': choose one of auto, rules, llm, hybrid"),
        ({"engine": None}, "no engine is called None"),
        ({"mode": "xml"}, "no mode is called 'xml': choose one of auto, json_schema, tools, md_json"),
        ({"model": ""}, "model is '': set it to"),
        ({"concurrency": 0}, "concurrency is 0: set it to a whole number of at least 1"),
        ({"concurrency": True}, "concurrency is True: set it to a whole number of at least 1"),
        ({"max_followups": 1.0}, "max_followups is 1.0: set it to a whole number of at least 0"),
        ({"max_followups": None}, "max_followups is None"),
        ({"timeout": float("nan")}, "timeout is nan: set it to a number above 0"),
        ({"max_cost": Decimal(-1)}, "max_cost is Decimal('-1'): set it to a number of dollars, at least 0"),
        ({"base_url": "ftp://host"}, "base_url is 'ftp://host': set it to an address like https://host/v1"),
    ],
)
def test_a_wrong_value_in_code_is_named_as_well(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongCall) as refused:
        Settings(**wrong)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "environment",
    [
        {"OPENAI_API_KEY": f"{SECRET} two"},
        {"OPENAI_API_KEY": f"{SECRET}\u200b"},
        {"OPENAI_BASE_URL": f"https://user:{SECRET}@host/v1"},
    ],
)
def test_no_message_shows_a_secret(environment: dict[str, str]) -> None:
    with pytest.raises(WrongCall) as refused:
        Settings.from_env(environment)
    assert next(iter(environment)) in str(refused.value)
    assert SECRET not in str(refused.value)
    assert SECRET not in repr(Settings(api_key=SECRET))


def test_flags_win_over_the_environment_and_that_over_the_file(folder: Path) -> None:
    (folder / "extract.toml").write_text('model = "file"\nmode = "tools"\ntimeout = 3\nmax_cost = 0.1\n')
    given: dict[str, Any] = {
        "flags": {"model": "flag", "max_requests": 7, "engine": None},
        "environment": {"EXTRACT_MODEL": "variable", "EXTRACT_MODE": "md_json"},
    }
    settings = Settings.load(**given)
    assert (settings.model, settings.mode, settings.timeout) == ("flag", "md_json", 3.0)
    assert (settings.max_cost, settings.max_requests, settings.engine) == (Decimal("0.1"), 7, "auto")
    assert origins(**given) == {
        "model": "--model",
        "max_requests": "--max-requests",
        "mode": "EXTRACT_MODE",
        "timeout": "timeout in extract.toml",
        "max_cost": "max_cost in extract.toml",
    }


def test_the_file_is_the_one_named_else_extract_toml_else_the_table_of_pyproject(folder: Path) -> None:
    def model(config: str | None = None) -> str | None:
        return Settings.load({}, config=config, environment={}).model

    assert model() is None
    (folder / "pyproject.toml").write_text('[project]\nname = "mine"\n')
    assert model() is None
    (folder / "pyproject.toml").write_text('[tool.extract]\nmodel = "pyproject"\n')
    assert model() == "pyproject"
    (folder / "extract.toml").write_text('model = "own"')
    assert model() == "own"
    (folder / "other.toml").write_text('model = "other"')
    assert (model("other.toml"), model("pyproject.toml")) == ("other", "pyproject")


def test_an_endpoint_comes_from_a_file_only_if_somebody_named_the_file(folder: Path) -> None:
    """Else a folder from elsewhere could send the environment's key to a stranger."""
    (folder / "extract.toml").write_text('base_url = "http://stranger.example/v1"')
    environment = {"OPENAI_API_KEY": SECRET}
    with pytest.raises(
        WrongCall, match=r"extract\.toml sets base_url.* --config extract\.toml, or set OPENAI_BASE_URL"
    ):
        Settings.load({}, environment=environment)
    named = Settings.load({}, config="extract.toml", environment=environment)
    assert named.base_url == "http://stranger.example/v1"


def test_prompts_in_a_file_are_found_beside_it(folder: Path) -> None:
    (folder / "project").mkdir()
    (folder / "project" / "mine.toml").write_text('prompts = "prompts"')
    prompts = Settings.load({}, config="project/mine.toml", environment={}).prompts
    assert prompts is not None
    assert Path(prompts) == Path("project/prompts")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("extract.toml", 'modell = "x"', "extract.toml sets 'modell' (did you mean model?); known are engine, model,"),
        ("extract.toml", 'api_key = "x"', "extract.toml holds an api_key: keys belong in the environment"),
        ("extract.toml", "model = ", "extract.toml is not valid TOML: "),
        ("extract.toml", "model = true", "model in extract.toml is True: set it to"),
        ("extract.toml", 'model = ["x"]', "model in extract.toml is ['x']: set it to"),
        ("extract.toml", "max_followups = 1.5", "max_followups in extract.toml is 1.5: set it to a whole number"),
        ("extract.toml", "timeout = nan", "timeout in extract.toml is nan: set it to a number above 0"),
        ("pyproject.toml", "[tool]\nextract = 1", "tool.extract in pyproject.toml is no table"),
        ("pyproject.toml", "[tool.extract]\nrecord = 1", "pyproject.toml sets 'record'"),
    ],
)
def test_what_a_file_must_not_say_is_a_wrong_call(folder: Path, name: str, content: str, said: str) -> None:
    (folder / name).write_text(content)
    with pytest.raises(WrongCall) as refused:
        Settings.load({}, environment={})
    assert said in str(refused.value)


@pytest.mark.parametrize("config", ["missing.toml", ""])
def test_a_file_that_was_named_must_be_there(config: str) -> None:
    with pytest.raises(WrongCall, match="cannot be read: no such file"):
        Settings.load({}, config=config, environment={})


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, "no model configured: set EXTRACT_MODEL, and OPENAI_API_KEY or OPENAI_BASE_URL"),
        ({"api_key": SECRET}, "no model configured: set EXTRACT_MODEL"),
        ({"base_url": "http://localhost:1/v1"}, "no model configured: set EXTRACT_MODEL"),
        ({"model": "x"}, "no model configured: set OPENAI_API_KEY or OPENAI_BASE_URL"),
        ({"model": "x", "api_key": SECRET}, None),
        ({"model": "x", "base_url": "http://localhost:1/v1"}, None),
    ],
)
def test_a_model_is_configured_by_its_name_and_a_key_or_an_endpoint(given: dict[str, Any], missing: str | None) -> None:
    settings = Settings(**given)
    assert (settings.model_missing, settings.has_model) == (missing, missing is None)
    assert settings.asks_model == settings.has_model
    assert not dataclasses.replace(settings, engine="rules").asks_model


def test_a_variable_that_is_no_setting_is_noticed() -> None:
    assert list(unknown_variables({"EXTRACT_MAX_COTS": "1", "EXTRACT_MODEL": "x", "HOME": "/"})) == [
        "EXTRACT_MAX_COTS is no setting (did you mean EXTRACT_MAX_COST?)"
    ]


def test_settings_are_values() -> None:
    settings = Settings(model="x", api_key=SECRET, max_cost=Decimal("0.5"))
    assert pickle.loads(pickle.dumps(settings)) == settings
    assert len({settings, dataclasses.replace(settings)}) == 1
