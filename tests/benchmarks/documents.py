"""How 200 documents fare at once where each answer takes a second: `python -m tests.benchmarks.documents`.

Ideal is the server's time alone: 200 documents, 32 at once, a second each, are seven seconds. The server answers from a
process of its own, with all that the rules find in a document, so that nothing is asked twice.
"""

from __future__ import annotations

import asyncio
import cProfile
import json
import multiprocessing
import pstats
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from extract import Extraction, Extractor, Settings, batch, extract
from extract.schemas import Period
from extract.settings import Engine
from extract.sources import Source
from tests.llm.server import Body, Reply, ScriptedServer, chat_completion

DOCUMENTS, CONCURRENCY, SECONDS = 200, 32, 1.0
LENGTH = 3000
IDEAL = -(-DOCUMENTS // CONCURRENCY) * SECONDS
ENGINES: tuple[Engine, ...] = ("llm", "hybrid")

COUNTRIES = ("Norway", "Portugal", "Chile", "Kenya", "Vietnam", "Latvia", "Peru", "Morocco", "Jordan", "Iceland")
GIVEN = ("Oda", "Rui", "Ines", "Tomas", "Wanjiru", "Linh", "Zane", "Salma", "Omar", "Bjarni")
FAMILY = ("Lindvik", "Quintela", "Barros", "Kavela", "Mwendi", "Tranh", "Ozolnieks", "Belkadi", "Harbawi", "Storsson")
OFFICES = ("Minister of Trade", "Minister of Energy", "Foreign Minister", "Prime Minister", "Minister of Transport")
GOODS = (
    "cork",
    "salmon",
    "copper",
    "tea",
    "timber",
    "phosphates",
    "machinery",
    "citrus fruit",
    "solar panels",
    "cables",
)
# About as much to find as in a real one: a dozen items in 3 KB, four or five of them figures.
STATEMENTS = (
    "Trade in {good} between {one} and {other} grew by {percent}% to ${amount} billion last year, {name} said.",
    "Exports of {good} to {other} fell by {percent}% in the first quarter of 2030.",
    "The two sides signed a memorandum of understanding on {good}, and agreed to open an office in {other}.",
    "{other} plans to invest ${count} million in the production of {good} by 2035.",
    "More than {count} companies from {one} are at work in {other} today.",
)
PROSE = (
    "The delegations discussed customs, tourism and the training of young specialists from both countries.",
    "Officials praised the work of the joint committee, which is to meet again in the autumn.",
    '"We have every reason to build on what has been achieved in {good}," {name} noted.',
    "Much of the conversation turned on how to bring {good} to market sooner and with fewer papers to fill in.",
    "{name} recalled that the two capitals have long been bound by ties of friendship and of mutual respect.",
    "Both sides want to make it easier for small producers of {good} to find partners abroad.",
    "Experts will look at the rules for the transport of {good} by sea and by rail.",
    "The guests were shown a plant that makes {good}, and spoke with those who work in it.",
)

Run = Callable[[Extractor, list[str]], list[Extraction]]


@dataclass(frozen=True)
class Measured:
    """What reading all documents took."""

    seconds: float
    cpu: float
    requests: int


def press_release(number: int, length: int = LENGTH) -> str:
    """A press release of about `length` characters, the same one for the same number."""
    chance = random.Random(number)
    one, other = chance.sample(COUNTRIES, 2)
    guests = [
        f"{given} {family}" for given, family in zip(chance.sample(GIVEN, 2), chance.sample(FAMILY, 2), strict=True)
    ]
    offices = chance.sample(OFFICES, 2)
    meeting = (
        f"{offices[0]} of {one} {guests[0]} met {offices[1]} of {other} {guests[1]} on Tuesday for talks on trade."
    )
    parts = [f"{one} and {other} to widen their cooperation: release {number}", "3 May 2031", meeting]
    while sum(map(len, parts)) < length:
        paragraph = " ".join([chance.choice(STATEMENTS), *chance.sample(PROSE, 4)])
        parts.append(
            paragraph.format(
                good=chance.choice(GOODS),
                one=one,
                other=other,
                percent=chance.randint(2, 80),
                amount=f"{chance.randint(1, 30)}.{chance.randint(1, 9)}",
                count=chance.randint(11, 990),
                name=chance.choice(guests).split()[1],
            )
        )
    return "\n\n".join(parts) + "\n"


def answer(text: str) -> str:
    """A model's complete answer about a document: what the rules find in it, as a model points at it."""
    record = extract(text, engine="rules")
    names = {person.id: person.name for person in record.participants}

    def when(period: Period | None, quote: str) -> str | None:
        return "last year" if period is not None and "last year" in quote else None

    def those(ids: tuple[str, ...]) -> list[str]:
        return [names[id] for id in ids]

    about: dict[str, Any]
    said: dict[str, list[dict[str, Any]]] = {name: [] for name in ("participants", "meetings", "figures", "agreements")}
    for person in record.participants:
        offices = {"role": person.role, "organization": None, "country": None}
        said["participants"].append(
            {"quote": person.evidence[0].text, "name": person.name, "kind": person.kind, **offices}
        )
    for meeting in record.meetings:
        about = {"kind": meeting.kind, "title": None, "date": None, "place": None, "mode": None, "topics": []}
        who = {"participants": those(meeting.participants), "principals": those(meeting.principals)}
        said["meetings"].append({"quote": meeting.evidence[0].text, **about, "status": meeting.status, **who})
    for figure in record.figures:
        quote = figure.evidence[0].text
        measured = {"metric": figure.metric, "aspect": figure.aspect, "direction": figure.direction}
        told = {
            "period": when(figure.period, quote),
            "status": figure.status,
            "speaker": names.get(figure.speaker or ""),
        }
        said["figures"].append({"quote": quote, "number": figure.number.text, **measured, **told})
    for agreed in record.agreements:
        about = {"kind": agreed.kind, "title": agreed.title, "status": agreed.status, "date": None, "parties": []}
        said["agreements"].append({"quote": agreed.evidence[0].text, **about, "signatories": those(agreed.signatories)})
    return json.dumps(said)


# ---------------------------------------------------------------- ways to read them


def in_threads(extractor: Extractor, texts: list[str]) -> list[Extraction]:
    """As `extract run` reads: files, in as many threads as the settings say."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.txt" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        outcomes = list(batch.run([Source(str(path)) for path in paths], extractor))
    return [outcome.explained.record for outcome in outcomes if isinstance(outcome, batch.Done)]


def on_a_loop(extractor: Extractor, texts: list[str]) -> list[Extraction]:
    """As a program reads that lives on an event loop."""

    async def all_of_them() -> list[Extraction]:
        places = asyncio.Semaphore(CONCURRENCY)

        async def one(text: str) -> Extraction:
            async with places:
                return await extractor.aextract(text)

        async with extractor:
            return await asyncio.gather(*map(one, texts))

    return asyncio.run(all_of_them())


WAYS: dict[str, Run] = {"batch.run": in_threads, "aextract": on_a_loop}


def measure(run: Run, engine: Engine, texts: list[str], answers: dict[int, str]) -> Measured:
    """What it takes to read `texts`; a document that was not read by the model is an error."""
    with serving(answers) as (url, requests):
        settings = Settings(
            engine=engine, model="m", base_url=url, mode="json_schema", concurrency=CONCURRENCY, chunk_tokens=10_000
        )
        with Extractor(settings) as extractor:
            started, cpu = time.perf_counter(), time.process_time()
            records = run(extractor, texts)
            measured = time.perf_counter() - started, time.process_time() - cpu
        assert [record.run.engine for record in records] == [engine] * len(texts)
        assert not any(record.run.fallback for record in records)
        return Measured(*measured, requests())


def main(arguments: list[str]) -> None:
    texts = [press_release(number) for number in range(DOCUMENTS)]
    answers = {number: answer(text) for number, text in enumerate(texts)}
    print(f"{DOCUMENTS} documents of {sum(map(len, texts)) // len(texts)} characters, ", end="")
    print(f"{CONCURRENCY} at once, {SECONDS:g} s for each answer; ideal {IDEAL:g} s")
    print(f"{'':<20}{'seconds':>9}{'x ideal':>9}{'CPU s':>9}{'requests':>10}")
    import extract.llm.model  # noqa: F401 - a process loads it once, whatever it reads

    profile = cProfile.Profile() if "--profile" in arguments else None
    for engine in ENGINES:
        for name, run in WAYS.items():
            if profile is not None:
                profile.enable()
            took = measure(run, engine, texts, answers)
            if profile is not None:
                profile.disable()
            print(f"{engine + ', ' + name:<20}{took.seconds:>9.2f}{took.seconds / IDEAL:>9.2f}", end="")
            print(f"{took.cpu:>9.2f}{took.requests:>10}", flush=True)
    if profile is not None:
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


@contextmanager
def serving(answers: dict[int, str]) -> Iterator[tuple[str, Callable[[], int]]]:
    """The URL of a server in another process that knows the answers, and how to ask it how often it was asked."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, answers), daemon=True)
    process.start()

    def requests() -> int:
        ours.send("how many?")
        count: int = ours.recv()
        return count

    try:
        yield ours.recv(), requests
    finally:
        ours.send("enough")
        process.join()


def _serve(pipe: Connection, answers: dict[int, str]) -> None:
    replies = {number: chat_completion(answer).slow(SECONDS) for number, answer in answers.items()}

    def reply(body: Body) -> Reply:
        asked = re.search(r"cooperation: release (\d+)", body["messages"][-1]["content"])
        assert asked is not None
        return replies[int(asked[1])]

    with ScriptedServer(reply) as server:
        pipe.send(server.url)
        while pipe.recv() == "how many?":
            pipe.send(len(server.requests))


if __name__ == "__main__":
    main(sys.argv[1:])
