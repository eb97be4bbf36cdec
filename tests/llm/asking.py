"""One question to a scripted server, without any real waiting."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from extract.llm.answers import Answer
from extract.llm.client import ModelClient
from extract.llm.meter import Meter
from extract.settings import Settings
from tests.llm.server import ScriptedServer

KEY = "sk-xyzzy-0123456789"
QUESTION = [{"role": "system", "content": "List the toys."}, {"role": "user", "content": "A red cart, a blue kite."}]

Result = TypeVar("Result")


class Toy(BaseModel):
    """A toy."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    colour: str = Field(min_length=1, max_length=100)
    wheels: int


class Toys(BaseModel):
    """All toys."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    toys: tuple[Toy, ...]
    owners: tuple[str, ...]


RED: dict[str, Any] = {"colour": "red", "wheels": 4}
BLUE: dict[str, Any] = {"colour": "blue", "wheels": 0}
BOTH = json.dumps({"toys": [RED, BLUE], "owners": ["Tove"]})


@dataclass
class Time:
    """A clock that moves only when somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def settings(server: ScriptedServer | str, **options: Any) -> Settings:
    """Settings for a server, or a URL; without probing."""
    url = server if isinstance(server, str) else server.url
    return Settings(**{"model": "scripted", "base_url": url, "api_key": KEY, "mode": "json_schema", **options})


def ask(server: ScriptedServer | str, time: Time | None = None, **options: Any) -> tuple[Answer[Toys], Meter]:
    """What a new client brings back for the question about toys."""
    return using(server, lambda client: toys(client), time, **options)


async def toys(client: ModelClient) -> tuple[Answer[Toys], Meter]:
    """The question about toys, as one document."""
    meter = client.meter()
    return await client.ask(QUESTION, Toys, meter), meter


def using(
    server: ScriptedServer | str,
    do: Callable[[ModelClient], Awaitable[Result]],
    time: Time | None = None,
    **options: Any,
) -> Result:
    """What `do` makes of a new client, on an event loop of its own."""
    time = time or Time()

    async def run() -> Result:
        client = ModelClient(settings(server, **options), clock=time.clock, sleep=time.sleep)
        try:
            return await do(client)
        finally:
            await client.aclose()

    return asyncio.run(run())
