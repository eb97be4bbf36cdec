"""What asking costs: CPU seconds of one request, beside plain openai and instructor in the same run, and how 200
documents fare at once: `python -m tests.benchmarks.client`.

The server answers from a process of its own; only the client's time is counted.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

import instructor
from openai import AsyncOpenAI

from extract.llm.client import ModelClient
from extract.llm.modes import form
from extract.llm.parameters import Parameters
from extract.llm.proposal import Proposal
from extract.settings import Settings
from tests.llm.server import ScriptedServer, chat_completion

ROUNDS = 9
REQUESTS = 30
DOCUMENTS, CONCURRENCY, SECONDS = 200, 32, 1.0

MESSAGES: list[Any] = [
    {"role": "system", "content": "List who met, what was said of numbers, and what was agreed. " * 40},
    {"role": "user", "content": "Trade between Ruritania and Syldavia grew by 12 percent to 3.4 billion crowns. " * 60},
]
FIGURE = {
    "quote": "Trade between Ruritania and Syldavia grew by 12 percent to 3.4 billion crowns",
    "number": "3.4 billion crowns",
    "metric": "Trade between Ruritania and Syldavia",
    "aspect": "level",
    "direction": None,
    "period": None,
    "status": "actual",
    "speaker": None,
}
ANSWER = json.dumps({"participants": [], "meetings": [], "figures": [FIGURE] * 12, "agreements": []})

Ask = Callable[[], Awaitable[object]]


def main() -> None:
    with serving() as url:
        costs = asyncio.run(cpu_per_request(url))
    raw = costs["openai"]
    print("CPU per request      ms   x openai")
    for name, seconds in costs.items():
        print(f"{name:<16}{seconds * 1000:>8.2f}{seconds / raw:>11.2f}")
    with serving(SECONDS) as url:
        seconds = asyncio.run(at_once(url))
    ideal = -(-DOCUMENTS // CONCURRENCY) * SECONDS
    print(f"{DOCUMENTS} requests at concurrency {CONCURRENCY}, {SECONDS:g} s each: {seconds:.2f} s, ", end="")
    print(f"{seconds / ideal:.2f} x the ideal {ideal:g} s")


async def cpu_per_request(url: str) -> dict[str, float]:
    """The median CPU seconds of a request, by who sends it; in turns, so that a busy machine is busy for all."""
    plain = AsyncOpenAI(base_url=url, api_key="none", max_retries=0)
    asked = form("json_schema", Proposal, openai=False)
    request = {"model": "m", "messages": MESSAGES, **asked.parameters, **Parameters().values(8192)}
    taught = instructor.from_openai(plain, mode=instructor.Mode.JSON_SCHEMA)
    ours = ModelClient(Settings(model="m", base_url=url, mode="json_schema"))
    ways: dict[str, Ask] = {
        "openai": lambda: plain.chat.completions.create(**request),
        "ours": lambda: ours.ask(MESSAGES, Proposal, ours.meter()),
        "instructor": lambda: taught.chat.completions.create(
            model="m", messages=MESSAGES, response_model=Proposal, max_retries=0, temperature=0, max_tokens=8192
        ),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for ask in ways.values():
        await _cpu(ask, 3)
    for _ in range(ROUNDS):
        for name, ask in ways.items():
            taken[name].append(await _cpu(ask, REQUESTS))
    await ours.aclose()
    await plain.close()
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


async def at_once(url: str) -> float:
    """Seconds until as many documents as there are have been answered, some at once."""
    settings = Settings(model="m", base_url=url, mode="json_schema", concurrency=CONCURRENCY)
    ours = ModelClient(settings)
    places = asyncio.Semaphore(CONCURRENCY)

    async def one() -> None:
        async with places:
            await ours.ask(MESSAGES, Proposal, ours.meter())

    started = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(DOCUMENTS)))
    seconds = time.perf_counter() - started
    await ours.aclose()
    return seconds


async def _cpu(ask: Ask, requests: int) -> float:
    started = time.process_time()
    for _ in range(requests):
        await ask()
    return (time.process_time() - started) / requests


@contextmanager
def serving(delay: float = 0.0) -> Iterator[str]:
    """The URL of a server in another process that answers each request after `delay` seconds."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, delay), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        ours.send("enough")
        process.join()


def _serve(pipe: Connection, delay: float) -> None:
    with ScriptedServer(chat_completion(ANSWER).slow(delay)) as server:
        pipe.send(server.url)
        pipe.recv()


if __name__ == "__main__":
    main()
