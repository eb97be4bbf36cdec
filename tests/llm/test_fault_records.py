"""What record a user gets from each fault of an endpoint: the rules' own, and it says why; "llm" raises instead."""

from __future__ import annotations

import asyncio
import gc
import json
import pickle
import re
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extract import Extraction, Extractor, ModelUnavailable, Settings, batch, extract
from extract.cli import app
from extract.settings import Engine
from extract.sources import Source
from tests.llm.server import Body, Handler, Reply, ScriptedServer, chat_completion, failure, web_page

KEY = "sk-of-nobody-0123456789"

SENTENCES = (
    "OSLO, 4 May 2031 - Norwegian Minister of Trade Oda Lindvik met Portuguese Economy Minister Rui Quintela in Oslo.",
    "Trade between the two countries grew by 12% to $3.4 billion last year, Lindvik said.",
    "The two ministers signed a memorandum of understanding on cork, the bark of a tree that Norway does not have.",
    '"Portugal will invest €250 million in Norwegian harbours," Quintela said.',
)
TEXT = "\n\n".join(("Norway and Portugal widen their trade in cork", *SENTENCES)) + "\n"
LONG = 10_000


def participant(quote: str, name: str, role: str) -> dict[str, Any]:
    more = {"kind": "person", "role": role, "organization": None, "country": None}
    return {"quote": quote, "name": name, **more}


def figure(quote: str, number: str, speaker: str) -> dict[str, Any]:
    more = {"metric": None, "aspect": "level", "direction": None, "period": None, "status": "actual"}
    return {"quote": quote, "number": number, "speaker": speaker, **more}


FOUND: dict[str, list[dict[str, Any]]] = {
    "participants": [
        participant(SENTENCES[0], "Oda Lindvik", "Minister of Trade"),
        participant(SENTENCES[0], "Rui Quintela", "Economy Minister"),
    ],
    "meetings": [
        {
            "quote": SENTENCES[0],
            "kind": "talks",
            "title": None,
            "date": "4 May 2031",
            "place": "Oslo",
            "mode": None,
            "status": "held",
            "participants": ["Oda Lindvik", "Rui Quintela"],
            "principals": ["Oda Lindvik", "Rui Quintela"],
            "topics": [],
        }
    ],
    "figures": [
        figure(SENTENCES[1], "12%", "Oda Lindvik"),
        figure(SENTENCES[1], "$3.4 billion", "Oda Lindvik"),
        figure(SENTENCES[3], "€250 million", "Rui Quintela"),
    ],
    "agreements": [
        {
            "quote": "The two ministers signed a memorandum of understanding on cork",
            "kind": "memorandum",
            "title": "memorandum of understanding on cork",
            "status": "signed",
            "date": None,
            "parties": [],
            "signatories": [],
        }
    ],
}


def asked(body: Body) -> str:
    """All that a request says; what is asked again comes last."""
    return "\n".join(message["content"] for message in body["messages"])


def passage(body: Body) -> str:
    """The passage that a request is about."""
    found = re.search(r"=====\n(.*?)\n=====", asked(body), re.DOTALL)
    assert found is not None
    return found[1]


def content(body: Body, *without: str) -> str:
    """What a model says that finds everything in the passage, but for the numbers in `without`."""
    wanted = body["response_format"]["json_schema"]["schema"]["properties"]
    text = passage(body)
    here = {
        name: [item for item in FOUND[name] if item["quote"] in text and item.get("number") not in without]
        for name in wanted
    }
    return json.dumps(here)


def good(body: Body) -> Reply:
    return chat_completion(content(body))


def settings(server: ScriptedServer, **more: Any) -> Settings:
    given = {"base_url": server.url, "mode": "json_schema", "max_attempts": 1, "api_key": KEY, "model": "scripted"}
    return Settings(**{**given, **more})


def read(script: Handler | Reply, engine: Engine = "auto", text: str = TEXT, **more: Any) -> Extraction:
    with ScriptedServer(script) as server, Extractor(settings(server, engine=engine, **more)) as extractor:
        return extractor.extract(text)


def items(record: Extraction) -> list[str]:
    return [item.model_dump_json() for item in record.items()]


RULES = items(extract(TEXT, engine="rules"))
COMPLETE = items(read(good))


@dataclass(frozen=True)
class Fault:
    """What an endpoint does, and what the record's reader is told."""

    reply: Reply
    told: str
    """What happened and what to do, as a regular expression."""
    attempts: int = 1


OK = chat_completion(json.dumps({name: [] for name in FOUND}))
FAULTS = {
    "429": Fault(failure(429), r"rate limit is reached \(429\): lower the concurrency or try later"),
    "429 with a wait": Fault(
        failure(429).with_headers(retry_after="900"), r"\(429\).*asks to wait 900 s, more than the 60 s allowed", 2
    ),
    "500": Fault(failure(500, "it broke"), r"the endpoint failed \(500\): it broke"),
    "503": Fault(Reply(status=503), r"the endpoint failed \(503\): try later"),
    "slow": Fault(OK.slow(5), "did not answer within 0.2 s: raise the timeout"),
    "reset": Fault(OK.broken_off(reset=True), "broke off before the answer was complete"),
    "cut off": Fault(OK.broken_off(), "broke off before the answer was complete"),
    "half a response": Fault(Reply(OK.body[:70]), "answered with something else than a completion"),
    "half an answer": Fault(chat_completion('{"participants": ['), "the answer broke the schema 3 times: "),
    "another schema": Fault(
        chat_completion('{"colour": "red"}'), "the answer broke the schema 3 times: .*Field required"
    ),
    "no JSON": Fault(chat_completion("I am glad to help."), "the answer broke the schema 3 times"),
    "no choices": Fault(Reply(b'{"choices": []}'), "answered with something else than a completion"),
    "a web page": Fault(web_page(), "answered with a web page: check OPENAI_BASE_URL"),
    "a refusal": Fault(chat_completion(None, refusal="I will not."), "the model refused to answer: I will not"),
    "a filter": Fault(chat_completion(None, finish_reason="content_filter"), "content filter withheld the answer"),
    "a filtered request": Fault(
        failure(400, "filtered", code="content_filter"), r"content filter refused the document \(400\)"
    ),
    "another model": Fault(failure(404), r"knows no model 'scripted' \(404\): check EXTRACT_MODEL"),
    "a wrong key": Fault(
        failure(401, f"Incorrect API key provided: {KEY}"), r"refused the key \(401\): check OPENAI_API_KEY"
    ),
    "no rights": Fault(failure(403, f"{KEY} may not"), r"forbids the key this model \(403\): check OPENAI_API_KEY"),
    "no money": Fault(failure(429, code="insufficient_quota"), "quota is used up .*: check its plan and billing"),
    "too long": Fault(
        failure(400, code="context_length_exceeded"), r"too long for the model \(400\): lower chunk_tokens"
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_the_rules_answer_and_the_record_says_why(fault: Fault) -> None:
    record = read(fault.reply, timeout=0.2, max_attempts=fault.attempts)
    assert items(record) == RULES
    run = record.run
    assert (run.engine, run.fallback, run.model) == ("rules", True, "scripted")
    assert run.fallback_reason is not None
    assert re.search(fault.told, run.fallback_reason)
    assert KEY not in record.model_dump_json()


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_without_the_rules_it_is_an_error(fault: Fault) -> None:
    with pytest.raises(ModelUnavailable, match=fault.told) as caught:
        read(fault.reply, "llm", timeout=0.2, max_attempts=fault.attempts)
    assert KEY not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        with Extractor(Settings(model="m", base_url=url, mode="json_schema", max_attempts=1)) as extractor:
            record = extractor.extract(TEXT)
    assert items(record) == RULES
    assert record.run.fallback_reason == f"no endpoint at {url}: is the server running? check OPENAI_BASE_URL"


def test_what_failed_attempts_used_is_counted() -> None:
    run = read(chat_completion("no JSON", usage=(100, 10))).run
    assert run.usage is not None
    assert (run.usage.prompt_tokens, run.usage.completion_tokens) == (300, 30)


@pytest.mark.parametrize("name", ["a wrong key", "no rights", "500"])
def test_the_command_line_keeps_the_key_to_itself(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    with ScriptedServer(failure(FAULTS[name].reply.status, f"What a key: {KEY}!")) as server:
        for variable, value in (("MODEL", "scripted"), ("MODE", "json_schema"), ("MAX_ATTEMPTS", "1")):
            monkeypatch.setenv(f"EXTRACT_{variable}", value)
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        for engine, exit_code in (("auto", 0), ("llm", 1)):
            result = CliRunner().invoke(app, ["run", str(tmp_path / "a.txt"), "--engine", engine])
            assert result.exit_code == exit_code
            assert f"({FAULTS[name].reply.status})" in result.stderr
            assert KEY not in result.stdout + result.stderr
        assert len(server.requests) == 2


# ---------------------------------------------------------------- a part of the document


def test_one_passage_of_several_fails() -> None:
    def script(body: Body) -> Reply:
        return failure(500) if "harbours" in passage(body) else good(body)

    record = read(script, chunk_tokens=40)
    run = record.run
    assert (run.engine, run.fallback) == ("hybrid", True)
    assert run.fallback_reason is not None
    assert re.fullmatch(r"1 of [3-6] passages were not answered: the endpoint failed \(500\).*", run.fallback_reason)
    by = {found.number.text: found.found_by for found in record.figures}
    assert by == {"12%": ("rules", "llm"), "$3.4 billion": ("rules", "llm"), "€250 million": ("rules",)}
    with pytest.raises(ModelUnavailable, match=r"1 of [3-6] passages were not answered"):
        read(script, "llm", chunk_tokens=40)


@pytest.mark.parametrize("most", [60, 120, 250])
@pytest.mark.parametrize("engine", ["auto", "llm"])
@pytest.mark.parametrize(
    "too_long",
    [
        lambda body: chat_completion(content(body)[:-300], finish_reason="length"),
        lambda _: chat_completion("", finish_reason="length"),
        lambda _: failure(400, "too much", code="context_length_exceeded"),
    ],
    ids=["a cut answer", "an empty answer", "a refused request"],
)
def test_what_is_too_long_is_asked_in_parts(too_long: Handler, engine: Engine, most: int) -> None:
    """Whatever of the cut answer was complete is in the parts' answers as well, and once in the record."""

    def script(body: Body) -> Reply:
        return too_long(body) if len(passage(body)) > max(most, 199) else good(body)

    record = read(script, engine)
    assert record.run.fallback is False
    assert any("asked in two parts" in warning for warning in record.run.warnings)
    whole = read(good, engine)
    assert items(record) == items(whole)


def test_what_cannot_be_parted_is_taken_as_far_as_it_goes() -> None:
    def script(body: Body) -> Reply:
        return chat_completion(content(body)[:-40], finish_reason="length")

    record = read(script)
    assert (record.run.engine, record.run.fallback) == ("hybrid", False)
    assert any("cut off: what was complete is taken" in warning for warning in record.run.warnings)
    assert {found.number.text for found in record.figures} == {"12%", "$3.4 billion", "€250 million"}


def test_a_second_question_that_fails_costs_nothing() -> None:
    def script(body: Body) -> Reply:
        return failure(500, "it broke") if len(server.requests) > 1 else chat_completion(content(body, "€250 million"))

    with ScriptedServer(script) as server, Extractor(settings(server, engine="llm")) as extractor:
        record = extractor.extract(TEXT)
    assert len(server.requests) == 2
    assert [found.number.text for found in record.figures] == ["12%", "$3.4 billion"]
    assert [span.text for span in record.run.uncovered] == ["€250 million"]
    assert record.run.fallback is False
    assert [warning for warning in record.run.warnings if "not asked again: the endpoint failed (500)" in warning]


def test_a_second_question_fills_what_the_first_left() -> None:
    def script(body: Body) -> Reply:
        return good(body) if len(server.requests) > 1 else chat_completion(content(body, "€250 million"))

    with ScriptedServer(script) as server, Extractor(settings(server)) as extractor:
        assert items(extractor.extract(TEXT)) == COMPLETE


# ---------------------------------------------------------------- many documents


def document(number: int) -> str:
    """A document like the others, with a number in its title, which is in each request."""
    return TEXT.replace("trade in cork\n", f"trade in cork: page {number}\n", 1)


SOON = {"retry_after_ms": "1"}
TROUBLES: tuple[Callable[[str], Reply], ...] = (
    lambda _: failure(429).with_headers(**SOON),
    lambda _: failure(500).with_headers(**SOON),
    lambda _: chat_completion("no JSON at all"),
    lambda said: chat_completion(said[: len(said) // 2], finish_reason="length"),
    lambda said: chat_completion(said).broken_off(reset=True),
)
CUT = 3


class Troubled:
    """An endpoint that treats each tenth document to another fault: the first time only, or every time."""

    def __init__(self) -> None:
        self._seen: set[int] = set()
        self._lock = threading.Lock()

    def __call__(self, body: Body) -> Reply:
        number = int(re.findall(r"in cork: page (\d+)", asked(body))[0])
        with self._lock:
            first = number not in self._seen
            self._seen.add(number)
        said = content(body)
        trouble = number % 10
        if trouble < len(TROUBLES) and (first or is_lasting(number)):
            return TROUBLES[trouble](said)
        return chat_completion(said)


def is_lasting(number: int) -> bool:
    return number % 20 >= 10


def test_of_many_documents_each_gets_a_record_that_says_how_it_was_made(tmp_path: Path) -> None:
    sources = []
    for number in range(200):
        path = tmp_path / f"{number}.txt"
        path.write_text(document(number))
        sources.append(Source(str(path)))
    with ScriptedServer(Troubled()) as server:
        made = settings(server, concurrency=32, max_attempts=2, breaker_failures=LONG, chunk_tokens=LONG)
        with Extractor(made) as extractor:
            outcomes = list(batch.run(sources, extractor))
    assert len(outcomes) == 200
    for number, outcome in enumerate(outcomes):
        assert isinstance(outcome, batch.Done)
        assert outcome.source is sources[number]
        record = outcome.explained.record
        run = record.run
        assert [found.number.text for found in record.figures] == ["12%", "$3.4 billion", "€250 million"]
        trouble = number % 10
        if trouble == CUT:
            assert (run.engine, run.fallback) == ("hybrid", False)
            assert any("was cut off" in warning for warning in run.warnings)
        elif trouble < len(TROUBLES) and is_lasting(number):
            assert (run.engine, run.fallback) == ("rules", True)
            assert run.fallback_reason
            assert items(record) == items(extract(document(number), engine="rules"))
        else:
            assert (run.engine, run.fallback) == ("hybrid", False)
            assert {found.found_by for found in record.figures} == {("rules", "llm")}


# ---------------------------------------------------------------- every way of asking


@pytest.fixture
def endpoint() -> Iterator[ScriptedServer]:
    with ScriptedServer(good) as server:
        yield server


WAYS: dict[str, Callable[[Extractor], Extraction]] = {
    "sync": lambda extractor: extractor.extract(TEXT),
    "async": lambda extractor: asyncio.run(_awaited(extractor)),
    "stream": lambda extractor: extractor.iterate(TEXT).record,
    "item by item": lambda extractor: _streamed(extractor),
    "sync on a loop": lambda extractor: asyncio.run(_blocking(extractor)),
    "in a thread": lambda extractor: asyncio.run(asyncio.to_thread(extractor.extract, TEXT)),
    "from a pickle": lambda extractor: _pickled(extractor),
}


async def _awaited(extractor: Extractor) -> Extraction:
    async with extractor:
        return await extractor.aextract(TEXT)


def _streamed(extractor: Extractor) -> Extraction:
    stream = extractor.iterate(TEXT)
    assert len(list(stream)) >= len(FOUND["figures"])
    return stream.record


async def _blocking(extractor: Extractor) -> Extraction:
    return extractor.extract(TEXT)


def _pickled(extractor: Extractor) -> Extraction:
    copy: Extractor = pickle.loads(pickle.dumps(extractor))
    with copy:
        return copy.extract(TEXT)


@pytest.mark.parametrize("chunk_tokens", [LONG, 40])
@pytest.mark.parametrize("engine", ["llm", "hybrid"])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_way_of_asking_gives_the_same_record(
    endpoint: ScriptedServer, way: Callable[[Extractor], Extraction], engine: Engine, chunk_tokens: int
) -> None:
    made = settings(endpoint, engine=engine, chunk_tokens=chunk_tokens)
    with Extractor(made) as extractor:
        expected = extractor.extract(TEXT)
    with Extractor(made) as extractor:
        assert way(extractor) == expected
    assert expected.run.engine == engine
    gc.collect()  # what was left open would complain now


def test_threads_share_an_extractor_and_its_connections(endpoint: ScriptedServer) -> None:
    with Extractor(settings(endpoint)) as extractor, ThreadPoolExecutor(16) as pool:
        records = list(pool.map(extractor.extract, [TEXT] * 64))
    assert {record.model_dump_json() for record in records} == {records[0].model_dump_json()}
    assert items(records[0]) == COMPLETE
    assert endpoint.connections <= 16


def test_many_at_once_on_one_loop(endpoint: ScriptedServer) -> None:
    async def all_of_them() -> list[Extraction]:
        async with Extractor(settings(endpoint)) as extractor:
            return await asyncio.gather(*(extractor.aextract(TEXT) for _ in range(20)))

    records = asyncio.run(all_of_them())
    assert all(items(record) == COMPLETE for record in records)
    gc.collect()


def test_a_closed_extractor_reads_again(endpoint: ScriptedServer) -> None:
    extractor = Extractor(settings(endpoint))
    for _ in range(2):
        with extractor:
            assert items(extractor.extract(TEXT)) == COMPLETE
    assert endpoint.connections == 2
    extractor.close()
    gc.collect()
