"""What changed in a request since its conversation was recorded, said in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from vcr.request import Request  # type: ignore[import-untyped]

from extract.replay import bodies

MOST_LINES = 20
LONGEST_LINE = 160


def body_of(request: Request) -> bytes:
    """The body of a request of vcrpy's, which is empty where there is none."""
    body = request.body_bytes
    return body if isinstance(body, bytes) else b""


def lines_of(request: Request) -> list[str]:
    """The request as lines to compare, each with the place it stands at."""
    head = f"{request.method} {request.uri}"
    body = body_of(request)
    data = bodies.parsed(body)
    if data is not None:
        return [head, *_flat("", data)]
    text = bodies.decoded(body)
    return [head, *("body: " + line for line in (repr(body) if text is None else text).splitlines())]


def nearest(request: Request, recorded: Sequence[Request]) -> Request | None:
    """The recorded request that has most lines in common with `request`."""
    wanted = Counter(lines_of(request))
    return max(recorded, key=lambda other: _common(wanted, Counter(lines_of(other))), default=None)


def changes(recorded: Request, request: Request) -> str:
    """The lines that differ, "-" as recorded, "+" as asked now; not more than a reader takes in."""
    lines = list(_changed(lines_of(recorded), lines_of(request)))
    if len(lines) > MOST_LINES:
        more = len(lines) - MOST_LINES
        lines = [*lines[:MOST_LINES], f"… and {more} more lines"]
    return "\n".join(f"  {line}" for line in lines)


def gist(request: Request) -> str:
    """The request in a line: where it goes, and how its last message begins."""
    data = bodies.parsed(body_of(request))
    messages = data.get("messages") if isinstance(data, dict) else None
    asked = messages[-1].get("content") if isinstance(messages, list) and messages else data
    text = asked if isinstance(asked, str) else bodies.canonical(asked)
    beginning = " ".join(text[:LONGEST_LINE].split())[: LONGEST_LINE // 2]
    return f"{request.method} {request.uri} {beginning!r}"


def _flat(place: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in sorted(value.items()):
            yield from _flat(f"{place}.{key}" if place else key, item)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _flat(f"{place}[{index}]", item)
    elif isinstance(value, str):
        for line in value.splitlines() or [""]:
            yield f"{place}: {line}"
    else:
        yield f"{place}: {bodies.canonical(value)}"


def _common(one: Counter[str], other: Counter[str]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _changed(before: list[str], after: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        old, new = before[old_start:old_end], after[new_start:new_end]
        paired = min(len(old), len(new))
        for one, other in zip(old, new, strict=False):
            yield from _pair(one, other)
        yield from (f"- {_cut(line)}" for line in old[paired:])
        yield from (f"+ {_cut(line)}" for line in new[paired:])


def _pair(old: str, new: str) -> Iterator[str]:
    """Both lines, from shortly before they part."""
    shared = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    place = old.partition(": ")[0]
    skipped = shared - LONGEST_LINE // 4
    if max(len(old), len(new)) <= LONGEST_LINE or skipped <= len(place):
        yield from (f"- {_cut(old)}", f"+ {_cut(new)}")
        return
    yield from (f"- {_cut(f'{place}: …{old[skipped:]}')}", f"+ {_cut(f'{place}: …{new[skipped:]}')}")


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "…"
