"""The bodies of requests and answers: read as data where they are JSON, else kept to the letter."""

from __future__ import annotations

import json
from typing import Any


def parsed(body: bytes) -> dict[str, Any] | list[Any] | None:
    """The object or array that `body` writes as JSON; None where it is something else or more than that can hold.

    >>> parsed(b'{"a": 1}'), parsed(b'{"a": 1'), parsed(b'{"a": 1, "a": 2}')
    ({'a': 1}, None, None)
    """
    text = decoded(body)
    return None if text is None else parsed_text(text)


def parsed_text(text: str) -> dict[str, Any] | list[Any] | None:
    """The same of a text."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        data = json.loads(text, parse_constant=_refused, object_pairs_hook=_object)
        written(data)
    except (ValueError, RecursionError):
        return None
    return data  # type: ignore[no-any-return]


def written(data: Any) -> bytes:
    """`data` as JSON, its keys in their order."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False).encode()


def canonical(data: Any) -> str:
    """`data` as JSON that is the same whatever the order of its keys."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def decoded(body: bytes) -> str | None:
    """The text of `body`, None where it is no UTF-8."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        return None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    built = dict(pairs)
    if len(built) != len(pairs):
        raise ValueError("a key stands twice")
    return built


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")
