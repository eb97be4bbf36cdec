"""The file of a cassette: YAML for people to read, with a head that says what was recorded and when.

Bodies that are JSON stand as structures (`json`), and so do strings in them that are JSON in one of the usual
layouts (`!json`); every other body stands to the letter (`text`, or `base64` where it is no UTF-8). The order of the
exchanges does not depend on which answer came first. A recording that says what the file says already leaves the
file as it is.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml  # type: ignore[import-untyped]
from vcr.persisters.filesystem import CassetteNotFoundError  # type: ignore[import-untyped]
from vcr.serialize import deserialize, serialize  # type: ignore[import-untyped]

from extract import __version__
from extract.errors import CassetteError
from extract.replay import bodies

FORMAT = 1

# YAML takes these for line breaks too and gives back "\n"; and a tab before the first word for indentation.
_NO_BLOCK = re.compile("[\r\x85\u2028\u2029]|\\A[\n ]*\t")

# How models and clients lay out the JSON that they write into strings.
_LAYOUTS: dict[str, Callable[[Any], str]] = {
    "!json": partial(json.dumps, ensure_ascii=False),
    "!json.compact": partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    "!json.ascii": partial(json.dumps, separators=(",", ":")),
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a cassette says of itself."""

    recorded: date | None = None
    library_version: str = __version__
    document: str | None = None
    prompt_version: str | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A string that is JSON, to be shown as the structure that it writes."""

    layout: str
    data: Any


class CassetteFile:
    """One cassette's file, as vcrpy's serializer and persister."""

    def __init__(self, head: Head) -> None:
        self.head = head

    def load_cassette(self, path: str | Path, serializer: CassetteFile) -> Any:
        """The requests and responses of the file at `path`."""
        text = read(path)
        if not text.strip():
            raise CassetteNotFoundError
        try:
            return deserialize(text, serializer)
        except CassetteError as error:
            raise CassetteError(f"{path}: {error}") from error

    def save_cassette(self, path: str | Path, cassette_dict: dict[str, Any], serializer: CassetteFile) -> None:
        """Write the file, whole or not at all, unless it says the same already."""
        text = serialize(cassette_dict, serializer)
        target = Path(path)
        try:
            if target.is_file() and _exchanges(target.read_text(encoding="utf-8")) == _exchanges(text):
                return
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, text)
        except (OSError, UnicodeError) as error:
            raise CassetteError(f"{path}: the cassette cannot be written: {error}") from error

    def serialize(self, cassette: dict[str, Any]) -> str:
        """The text of a cassette, given vcrpy's dictionary of it."""
        exchanges = [_exchange(interaction) for interaction in sorted(cassette["interactions"], key=_place)]
        head = {
            "cassette": FORMAT,
            "recorded": None if self.head.recorded is None else self.head.recorded.isoformat(),
            "library_version": self.head.library_version,
            "document": self.head.document,
            "prompt_version": self.head.prompt_version,
        }
        stated = {name: value for name, value in head.items() if value is not None}
        return dumped({**stated, "interactions": exchanges})

    def deserialize(self, text: str) -> dict[str, Any]:
        """vcrpy's dictionary of a cassette, given its text."""
        contents = loaded(text)
        self.head = head_of(contents)
        try:
            interactions = [_interaction(exchange) for exchange in contents["interactions"]]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise CassetteError(f"it is no cassette of this library: {error!r} at an interaction") from error
        return {"version": 1, "interactions": interactions}


def read(path: str | Path) -> str:
    """The text of a cassette's file; vcrpy's own error where there is none."""
    try:
        return Path(path).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise CassetteNotFoundError from error
    except (OSError, UnicodeError) as error:
        raise CassetteError(f"{path}: the cassette cannot be read: {error}") from error


def loaded(text: str) -> dict[str, Any]:
    """The contents of a cassette, its strings as they were recorded."""
    try:
        contents = yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        where = " ".join(str(error).split())
        raise CassetteError(f"it is no YAML: {where}") from error
    if not isinstance(contents, dict) or "cassette" not in contents:
        raise CassetteError("it is no cassette of this library: record it again")
    if contents["cassette"] != FORMAT:
        raise CassetteError(
            f"it is written in format {contents['cassette']!r}, and this version reads format {FORMAT}: "
            "record it again, or use the version of the library that wrote it"
        )
    if not isinstance(contents.get("interactions"), list):
        raise CassetteError("it is no cassette of this library: it holds no list of interactions")
    return contents


def head_of(contents: dict[str, Any]) -> Head:
    """What the contents of a cassette say of it."""
    recorded = contents.get("recorded")
    try:
        day = None if recorded is None else date.fromisoformat(str(recorded))
    except ValueError as error:
        raise CassetteError(f"it was recorded on {recorded!r}, which is no day") from error
    head = Head(day, str(contents.get("library_version", "")))
    return replace(head, document=contents.get("document"), prompt_version=contents.get("prompt_version"))


def dumped(data: Any) -> str:
    """`data` as YAML for people: texts of several lines as blocks, keys in their order."""
    width = 10**9  # a paragraph is one line: a word more must not move all that follow
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=width)  # type: ignore[no-any-return]


def _write(target: Path, text: str) -> None:
    draft = target.with_name(f".{uuid4().hex}.tmp")
    try:
        with draft.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _exchanges(text: str) -> str:
    return text.partition("\ninteractions:")[2]


def _exchange(interaction: dict[str, Any]) -> dict[str, Any]:
    """The exchange as the file shows it, given vcrpy's dictionary of it."""
    request, response = interaction["request"], interaction["response"]
    return {
        "request": {
            "method": request["method"],
            "url": request["uri"],
            "headers": {name.lower(): values[0] for name, values in request["headers"].items()},
            **_shown(request["body"]),
        },
        "response": {
            "status": response["status"]["code"],
            "headers": {name: values[0] for name, values in response["headers"].items()},
            **_shown(response["body"]["string"]),
        },
    }


def _interaction(exchange: dict[str, Any]) -> dict[str, Any]:
    """vcrpy's dictionary of an exchange, given what the file shows of it."""
    request, response = exchange["request"], exchange["response"]
    return {
        "request": {
            "method": request["method"],
            "uri": request["url"],
            "headers": {name: [value] for name, value in request["headers"].items()},
            "body": _body(request),
        },
        "response": {
            # Without a message the client takes the usual one of the code.
            "status": {"code": int(response["status"]), "message": None},
            "headers": {name: [value] for name, value in response["headers"].items()},
            "body": {"string": _body(response)},
        },
    }


def _shown(body: str | bytes | None) -> dict[str, Any]:
    if not body:
        return {}
    raw = body.encode() if isinstance(body, str) else body
    data = bodies.parsed(raw)
    if data is not None:
        return {"json": _unfolded(data)}
    text = bodies.decoded(raw)
    return {"base64": base64.b64encode(raw).decode()} if text is None else {"text": text}


def _body(side: dict[str, Any]) -> bytes:
    if "json" in side:
        return bodies.written(side["json"])
    if "base64" in side:
        return base64.b64decode(side["base64"], validate=True)
    text = side.get("text", "")
    if not isinstance(text, str):
        raise TypeError("a text is no string")
    return text.encode()


def _unfolded(data: Any) -> Any:
    """`data` with its strings that are JSON shown as what they write."""
    if isinstance(data, dict):
        return {key: _unfolded(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_unfolded(item) for item in data]
    if not isinstance(data, str):
        return data
    inner = bodies.parsed_text(data)
    for layout, write in _LAYOUTS.items():
        if inner and write(inner) == data:
            return Written(layout, inner)
    return data


def _place(interaction: dict[str, Any]) -> tuple[str, str, int, str]:
    """Where an exchange stands: first questions before those that go on; equal ones stay as they came."""
    request = interaction["request"]
    body = request["body"] or b""
    raw = body.encode() if isinstance(body, str) else body
    data = bodies.parsed(raw)
    messages = data.get("messages") if isinstance(data, dict) else None
    turns = len(messages) if isinstance(messages, list) else 0
    return request["uri"], request["method"], turns, repr(raw) if data is None else bodies.canonical(data)


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Writes texts of several lines as blocks, also where a line ends with a space."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  what is said twice is shown twice
        return True

    def analyze_scalar(self, scalar: str) -> Any:
        analysis = super().analyze_scalar(scalar)
        if analysis.multiline and _fits_a_block(scalar):
            analysis.allow_block = True
        return analysis


# The same loader in C, where PyYAML was built with it: ten times as fast.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc]
    """Reads nothing but plain data, and the strings that are shown as what they write."""


def _fits_a_block(text: str) -> bool:
    return all(character in "\n\t" or (character.isprintable() or character == "\u00a0") for character in text)


def _represented(dumper: _Dumper, text: str) -> Any:
    style = "|" if "\n" in text else None
    if _NO_BLOCK.search(text):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represented_written(dumper: _Dumper, written: Written) -> Any:
    if isinstance(written.data, dict):
        return dumper.represent_mapping(written.layout, written.data)
    return dumper.represent_sequence(written.layout, written.data)


def _constructed(loader: _Loader, node: Any, write: Callable[[Any], str]) -> str:
    if isinstance(node, yaml.MappingNode):
        return write(loader.construct_mapping(node, deep=True))
    return write(loader.construct_sequence(node, deep=True))


_Dumper.add_representer(str, _represented)
_Dumper.add_representer(Written, _represented_written)
for _layout, _write_layout in _LAYOUTS.items():
    _Loader.add_constructor(_layout, partial(_constructed, write=_write_layout))
