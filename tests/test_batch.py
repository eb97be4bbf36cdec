"""Many documents: with a model several at once, and the outcomes still in the order of the sources."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from extract.batch import Done, Failed, Outcome, run
from extract.errors import CassetteMiss, ModelUnavailable
from extract.pipeline import Extractor
from extract.settings import Settings
from extract.sources import Source
from tests.llm.server import Body, Reply, ScriptedServer, chat_completion, failure

NOTHING = chat_completion(json.dumps({"participants": [], "meetings": [], "figures": [], "agreements": []}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text(f"In town number {number} exports grew by 27%.")
    return tmp_path


def sources(folder: Path, count: int = 12) -> list[Source]:
    return [Source(str(folder / f"{number}.txt")) for number in range(count)]


def settings(server: ScriptedServer, **chosen: Any) -> Settings:
    usual: dict[str, Any] = {"model": "scripted", "mode": "json_schema", "max_followups": 0, "max_attempts": 1}
    return Settings(base_url=server.url, **(usual | chosen))


def names(outcomes: list[Outcome]) -> list[str]:
    return [Path(outcome.source.name).name for outcome in outcomes]


def mentions(body: Body, number: int) -> bool:
    return f"town number {number} " in json.dumps(body["messages"])


def test_the_outcomes_come_in_the_order_of_the_sources(folder: Path) -> None:
    later_answered = threading.Event()

    def answer(body: Body) -> Reply:
        if mentions(body, 0):
            assert later_answered.wait(5)
        if mentions(body, 3):
            later_answered.set()
        return NOTHING

    with ScriptedServer(answer) as server, Extractor(settings(server, concurrency=4)) as extractor:
        outcomes = list(run(sources(folder), extractor))
    assert names(outcomes) == [f"{number}.txt" for number in range(12)]
    assert all(isinstance(outcome, Done) for outcome in outcomes)


@pytest.mark.parametrize("concurrency", [1, 3])
def test_so_many_are_read_at_once_and_no_more(folder: Path, concurrency: int) -> None:
    together = threading.Barrier(concurrency)
    lock, at_work, most = threading.Lock(), 0, 0

    def answer(_: Body) -> Reply:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        together.wait(5)
        with lock:
            at_work -= 1
        return NOTHING

    with ScriptedServer(answer) as server, Extractor(settings(server, concurrency=concurrency)) as extractor:
        assert len(list(run(sources(folder), extractor))) == 12
    assert most == concurrency


def test_what_is_not_asked_for_yet_is_not_read_far_ahead(folder: Path) -> None:
    taken = 0

    def endless() -> Iterator[Source]:
        nonlocal taken
        while True:
            taken += 1
            yield Source(str(folder / "0.txt"))

    with ScriptedServer(NOTHING) as server, Extractor(settings(server, concurrency=2)) as extractor:
        assert len(list(islice(run(endless(), extractor), 3))) == 3
    assert taken <= 60


def test_the_rules_read_one_after_the_other_when_asked_for(folder: Path) -> None:
    taken: list[str] = []

    def noted() -> Iterator[Source]:
        for source in sources(folder):
            taken.append(source.name)
            yield source

    outcomes = run(noted(), Extractor(Settings(engine="rules")))
    next(outcomes)
    assert len(taken) == 1


def test_what_fails_for_one_document_fails_for_it_alone(folder: Path) -> None:
    def answer(body: Body) -> Reply:
        return failure(400, "no towns with a 2") if mentions(body, 2) else NOTHING

    asked = [*sources(folder, 3), Source(str(folder / "missing.txt")), Source(str(folder / "3.txt"))]
    with ScriptedServer(answer) as server, Extractor(settings(server, engine="llm")) as extractor:
        outcomes = list(run(asked, extractor))
    assert [type(outcome) for outcome in outcomes] == [Done, Done, Failed, Failed, Done]
    refused, missing = (outcome for outcome in outcomes if isinstance(outcome, Failed))
    assert isinstance(refused.error, ModelUnavailable)
    assert "no towns with a 2" in refused.reason
    assert missing.reason == "no such file or directory"


SEASON: ContextVar[str] = ContextVar("SEASON", default="winter")


@pytest.mark.parametrize("concurrency", [1, 4])
def test_each_document_is_read_under_its_cassette_in_the_context_of_the_caller(folder: Path, concurrency: int) -> None:
    seen: list[tuple[str, str, str]] = []

    def cassette(label: str, text: str) -> AbstractContextManager[object]:
        seen.append((Path(label).name, text[:16], SEASON.get()))
        if "number 1 " in text:
            raise CassetteMiss("there is no such cassette\n- one line\n+ another")
        return nullcontext()

    SEASON.set("summer")
    with ScriptedServer(NOTHING) as server, Extractor(settings(server, concurrency=concurrency)) as extractor:
        outcomes = list(run(sources(folder, 3), extractor, cassette=cassette))
    assert sorted(seen) == [(f"{number}.txt", f"In town number {number}", "summer") for number in range(3)]
    assert [type(outcome) for outcome in outcomes] == [Done, Failed, Done]
    assert isinstance(outcomes[1], Failed)
    assert isinstance(outcomes[1].error, CassetteMiss)


def test_who_stops_asking_stops_the_reading(folder: Path) -> None:
    with ScriptedServer(NOTHING) as server, Extractor(settings(server, concurrency=2)) as extractor:
        outcomes = run(sources(folder), extractor)
        next(outcomes)
        outcomes.close()  # type: ignore[attr-defined]
        assert list(outcomes) == []


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal of POSIX")
def test_an_interrupt_ends_the_run_at_once_and_leaves_nothing_half_written(folder: Path) -> None:
    asked = threading.Event()

    def answer(_: Body) -> Reply:
        asked.set()
        return NOTHING.slow(60)

    with ScriptedServer(answer) as server:
        command = [sys.executable, "-m", "extract", "run", ".", "-o", "out/records.jsonl"]
        environment = {"EXTRACT_MODEL": "scripted", "OPENAI_BASE_URL": server.url, "EXTRACT_MODE": "json_schema"}
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stderr=subprocess.PIPE)
        try:
            assert asked.wait(60)
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode not in (0, None)
    assert b"Traceback" not in said
    assert list((folder / "out").iterdir()) == []
