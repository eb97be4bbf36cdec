"""Settings: how an `Extractor` reads, fixed when it is made.

They come from flags, over the environment, over a file; `VARIABLES` names the environment's variables.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args

from extract.errors import WrongCall

Engine = Literal["auto", "rules", "llm", "hybrid"]
"""Which engine reads: "rules", "llm", "hybrid" (both, reconciled), or "auto": hybrid with a model, else the rules."""

AnswerMode = Literal["auto", "json_schema", "tools", "md_json"]
"""How the model is made to answer in a schema; "auto" asks the endpoint once what it honours."""

RecordMode = Literal["none", "once", "new", "all"]
"""What a cassette does with a request it does not hold, and with those it holds (vcrpy's record modes)."""

ENGINES: tuple[Engine, ...] = get_args(Engine)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices that hold for every document an `Extractor` reads."""

    engine: Engine = "auto"
    model: str | None = None
    """The model's name, as the endpoint knows it."""
    base_url: str | None = None
    """The endpoint, "https://host/v1"; None is OpenAI's own."""
    api_key: str | None = field(default=None, repr=False)
    mode: AnswerMode = "auto"
    prompts: str | None = None
    """A folder with templates, or one file, instead of the library's own prompts."""
    max_followups: int = 1
    """How often the model is asked again about what was refused or missed."""
    chunk_tokens: int = 3000
    """The longest passage of a document that goes into one request, in tokens (estimated)."""
    max_answer_tokens: int = 8192
    """The longest answer, in tokens."""
    concurrency: int = 8
    """How many documents are read at once where a model answers."""
    timeout: float = 120.0
    """Seconds that one request may take."""
    deadline: float = 600.0
    """Seconds that one document may take, all requests and waits together."""
    max_attempts: int = 5
    """How often one request is sent at most."""
    max_retry_after: float = 60.0
    """The longest wait, in seconds, that an endpoint's Retry-After may impose."""
    breaker_failures: int = 5
    """After how many failures in a row the endpoint is left alone."""
    breaker_pause: float = 30.0
    """For how many seconds it is left alone before one request probes it."""
    max_cost: Decimal | None = None
    """US dollars that a whole run may spend."""
    max_tokens: int | None = None
    """Tokens that a whole run may spend, prompts and answers together."""
    max_requests: int | None = None
    """Requests that a whole run may send."""

    def __post_init__(self) -> None:
        for name, kind in _KINDS.items():
            value = getattr(self, name)
            if not (kind.takes(value) or value is None is _DEFAULTS[name]):
                raise _refusal(name, name, value)

    @property
    def has_model(self) -> bool:
        """Whether a model is configured: its name, and a key or an endpoint."""
        return self.model_missing is None

    @property
    def model_missing(self) -> str | None:
        """What to set so that a model is configured; None if one is.

        >>> Settings(api_key="secret").model_missing
        'no model configured: set EXTRACT_MODEL'
        """
        missing = [] if self.model is not None else [VARIABLES["model"]]
        if self.api_key is None and self.base_url is None:
            missing.append(f"{VARIABLES['api_key']} or {VARIABLES['base_url']}")
        return f"no model configured: set {', and '.join(missing)}" if missing else None

    @property
    def asks_model(self) -> bool:
        """Whether documents are read with a model."""
        return self.engine != "rules" and self.has_model

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings of the environment (`EXTRACT_ENGINE`, `OPENAI_API_KEY`); a variable that is empty is not set.

        >>> Settings.from_env({"EXTRACT_ENGINE": "rules", "EXTRACT_MAX_COST": "0.50"}).max_cost
        Decimal('0.50')
        """
        return cls(**_values(_in_environment(environment)))

    @classmethod
    def load(
        cls, flags: Mapping[str, object], *, config: str | None = None, environment: Mapping[str, str] | None = None
    ) -> Settings:
        """The settings of `flags` (name to value, None if not given), over the environment, over a file.

        The file is `config`, or `extract.toml` of the current folder, or the table `tool.extract` of its
        `pyproject.toml`. A key is never read from a file, an endpoint only from one that was named: a folder that came
        from elsewhere must not send the environment's key to a stranger.
        """
        return cls(**_values(_found(flags, config, environment)))


def origins(
    flags: Mapping[str, object], *, config: str | None = None, environment: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Where `Settings.load` finds what it finds: "--model", "EXTRACT_MODEL", "model in extract.toml"."""
    return {name: found.origin for name, found in _found(flags, config, environment).items()}


def unknown_variables(environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """What to know about variables that look like settings and are none."""
    for variable in sorted(os.environ if environment is None else environment):
        if variable.startswith("EXTRACT_") and variable not in VARIABLES.values():
            yield f"{variable} is no setting{_nearest(variable, VARIABLES.values())}"


class _Kind(NamedTuple):
    """What a setting may be: in words, as a test of the value, and how it is read from text."""

    wanted: str
    takes: Callable[[Any], bool]
    read: Callable[[str], object] = str


def _choice(names: tuple[str, ...]) -> _Kind:
    return _Kind(f"one of {', '.join(names)}", lambda value: value in names)


def _whole(least: int) -> _Kind:
    return _Kind(
        f"a whole number of at least {least}",
        lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= least,
        int,
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and math.isfinite(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != "" and value.isprintable() and value == value.strip()


def _is_key(value: object) -> bool:
    return isinstance(value, str) and _is_text(value) and value.isascii() and " " not in value


def _is_address(value: object) -> bool:
    """A password in an address would end up in messages and recordings; a query would not survive the client."""
    if not isinstance(value, str) or not _is_key(value):
        return False
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and not any((parts.username, parts.query, parts.fragment))


_TEXT = _Kind("some words on one line", _is_text)
_ADDRESS = _Kind("an address like https://host/v1, without user, password or query", _is_address)
_KEY = _Kind("a key: ASCII characters without spaces", _is_key)
_POSITIVE = _Kind("a number above 0", lambda value: _is_number(value) and value > 0, float)
_NOT_NEGATIVE = _Kind("a number of at least 0", lambda value: _is_number(value) and value >= 0, float)
_DOLLARS = _Kind("a number of dollars, at least 0", _NOT_NEGATIVE.takes, Decimal)

_KINDS: dict[str, _Kind] = {
    "engine": _choice(ENGINES),
    "model": _TEXT,
    "base_url": _ADDRESS,
    "api_key": _KEY,
    "mode": _choice(get_args(AnswerMode)),
    "prompts": _TEXT,
    "max_followups": _whole(0),
    "chunk_tokens": _whole(1),
    "max_answer_tokens": _whole(1),
    "concurrency": _whole(1),
    "timeout": _POSITIVE,
    "deadline": _POSITIVE,
    "max_attempts": _whole(1),
    "max_retry_after": _NOT_NEGATIVE,
    "breaker_failures": _whole(1),
    "breaker_pause": _NOT_NEGATIVE,
    "max_cost": _DOLLARS,
    "max_tokens": _whole(0),
    "max_requests": _whole(0),
}

_DEFAULTS: dict[str, object] = {each.name: each.default for each in fields(Settings)}

VARIABLES: dict[str, str] = {
    **{name: f"EXTRACT_{name.upper()}" for name in _KINDS},
    "api_key": "OPENAI_API_KEY",
    "base_url": "OPENAI_BASE_URL",
}
"""The environment's variable of each setting."""


class _Found(NamedTuple):
    """A setting as it was found, not yet read, and where."""

    value: object
    origin: str
    """As messages name it: "--model", "EXTRACT_MODEL", "model in extract.toml"."""


def _found(flags: Mapping[str, object], config: str | None, environment: Mapping[str, str] | None) -> dict[str, _Found]:
    given = {name: value for name, value in flags.items() if value is not None}
    return {
        **_in_file(config),
        **_in_environment(environment),
        **{name: _Found(value, f"--{name.replace('_', '-')}") for name, value in given.items()},
    }


def _in_environment(environment: Mapping[str, str] | None) -> dict[str, _Found]:
    """What the environment sets; nothing else in this library reads it."""
    if environment is None:
        environment = os.environ
    values = {name: environment.get(variable, "").strip() for name, variable in VARIABLES.items()}
    return {name: _Found(value, VARIABLES[name]) for name, value in values.items() if value}


def _in_file(config: str | None) -> dict[str, _Found]:
    """What the configuration file sets: `config`, or the one of the current folder, if there is one."""
    path = config
    if path is None:
        path = next(filter(os.path.isfile, ("extract.toml", "pyproject.toml")), None)
    if path is None:
        return {}
    found = {}
    for key, value in _table(path).items():
        _check_key(key, path, named=config is not None)
        if key == "prompts" and isinstance(value, str):
            value = os.path.join(os.path.dirname(path), value)
        found[key] = _Found(value, f"{key} in {path}")
    return found


def _table(path: str) -> dict[str, object]:
    import tomllib

    try:
        with open(path, "rb") as file:
            content = tomllib.load(file)
    except OSError as error:
        raise WrongCall(f"{path} cannot be read: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        raise WrongCall(f"{path} is not valid TOML: {error}") from error
    if os.path.basename(path) != "pyproject.toml":
        return content
    tool = content.get("tool", {})
    table = tool.get("extract", {}) if isinstance(tool, dict) else {}
    if not isinstance(table, dict):
        raise WrongCall(f"tool.extract in {path} is no table: write [tool.extract]")
    return table


def _check_key(key: str, path: str, *, named: bool) -> None:
    if key == "api_key":
        raise WrongCall(f"{path} holds an api_key: keys belong in the environment, set {VARIABLES['api_key']}")
    if key not in _KINDS:
        known = [name for name in _KINDS if name != "api_key"]
        raise WrongCall(f"{path} sets {key!r}{_nearest(key, known)}; known are {', '.join(known)}")
    if key == "base_url" and not named:
        raise WrongCall(
            f"{path} sets base_url, and a file found by itself must not choose who gets your key:"
            f" say --config {path}, or set {VARIABLES['base_url']}"
        )


def _nearest(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    nearest = get_close_matches(name, list(known), 1)
    return f" (did you mean {nearest[0]}?)" if nearest else ""


def _values(found: Mapping[str, _Found]) -> dict[str, Any]:
    return {name: _read(name, each) for name, each in found.items()}


def _read(name: str, found: _Found) -> object:
    """The value of the setting's type; `WrongCall` says where it stands and what it should be."""
    kind = _KINDS[name]
    refusal = _refusal(name, found.origin, found.value)
    if isinstance(found.value, bool) or not isinstance(found.value, str | int | float | Decimal):
        raise refusal
    try:
        value = kind.read(str(found.value))
        if kind.takes(value):
            return value
    except (ValueError, ArithmeticError):
        pass
    raise refusal


def _refusal(name: str, where: str, value: object) -> WrongCall:
    wanted = _KINDS[name].wanted
    if name in ("engine", "mode") and where == name:
        return WrongCall(f"no {name} is called {value!r}: choose {wanted}")
    if name in ("api_key", "base_url") and (name == "api_key" or "@" in str(value)):
        return WrongCall(f"{where} cannot be used as it is: set it to {wanted}")  # it may hold a secret
    return WrongCall(f"{where} is {value!r}: set it to {wanted}")
