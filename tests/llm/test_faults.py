"""What a user gets from each fault of an endpoint."""

from __future__ import annotations

import asyncio
import socket
from datetime import UTC, datetime
from email.utils import format_datetime, formatdate

import pytest

from extract.errors import ModelUnavailable
from extract.llm.client import ModelClient
from tests.llm.asking import BOTH, KEY, QUESTION, Time, Toys, ask, toys, using
from tests.llm.server import Reply, ScriptedServer, chat_completion, failure, json_reply, web_page

GOOD = chat_completion(BOTH)
LATE = format_datetime(datetime(2030, 1, 1, 12, 0, 7, tzinfo=UTC), usegmt=True)
NOW = format_datetime(datetime(2030, 1, 1, 12, 0, 0, tzinfo=UTC), usegmt=True)


@pytest.mark.parametrize(
    "fault",
    [
        failure(429),
        failure(408),
        failure(409),
        failure(500),
        failure(503),
        Reply(b"upstream is gone", status=502, headers={"Content-Type": "text/plain"}),
        GOOD.broken_off(),
        GOOD.broken_off(reset=True),
        GOOD.broken_off(0, reset=True),
        Reply(GOOD.body[:60]),
        json_reply({"choices": []}),
        json_reply({"choices": None}),
        json_reply({"error": {"message": "upstream failed", "code": 502}}),
        json_reply(["no", "object"]),
        json_reply("text"),
        web_page(),
        Reply(b""),
        Reply(b"\xff\xfe\xfa"),
    ],
    ids=lambda fault: f"{fault.status}-{fault.body[:20]!r}-{fault.sent}",
)
def test_a_passing_fault_is_asked_again(fault: Reply) -> None:
    time = Time()
    with ScriptedServer([fault, fault, GOOD]) as server:
        answer, meter = ask(server, time)
    assert [toy.colour for toy in answer.value.toys] == ["red", "blue"]
    assert (meter.requests, len(server.requests), len(time.slept)) == (3, 3, 2)
    assert server.bodies[0] == server.bodies[1] == server.bodies[2]
    assert 0 <= time.slept[0] <= 1
    assert 0 <= time.slept[1] <= 2


@pytest.mark.parametrize(
    ("headers", "waits"),
    [
        ({"retry_after": "7"}, 7),
        ({"retry_after": "1.5"}, 1.5),
        ({"retry_after_ms": "250"}, 0.25),
        ({"retry_after_ms": "250", "retry_after": "9"}, 0.25),
        ({"retry_after_ms": "soon", "retry_after": "9"}, 9),
        ({"retry_after": LATE, "date": NOW}, 7),
        ({"retry_after": NOW, "date": LATE}, 0),
        ({"retry_after": "0"}, 0),
    ],
)
def test_the_wait_an_endpoint_asks_for_is_kept(headers: dict[str, str], waits: float) -> None:
    time = Time()
    with ScriptedServer([failure(429).with_headers(**headers), GOOD]) as server:
        ask(server, time)
    assert time.slept == [pytest.approx(waits)]


@pytest.mark.parametrize("value", ["-3", "nan", "inf", "tomorrow", ""])
def test_a_wait_that_cannot_be_read_is_none(value: str) -> None:
    time = Time()
    with ScriptedServer([failure(503).with_headers(retry_after=value), GOOD]) as server:
        ask(server, time)
    assert 0 <= time.slept[0] <= 1


@pytest.mark.parametrize("again", [LATE, formatdate(2_000_000_000, usegmt=True)])
def test_a_wait_beyond_the_cap_ends_it(again: str) -> None:
    time = Time()
    with (
        ScriptedServer([failure(429).with_headers(retry_after=again), GOOD]) as server,
        pytest.raises(ModelUnavailable, match=r"rate limit .*asks to wait \d+ s, more than the 5 s allowed"),
    ):
        ask(server, time, max_retry_after=5.0)
    assert (len(server.requests), time.slept) == (1, [])


def test_a_wait_beyond_the_documents_deadline_ends_it() -> None:
    time = Time()
    with (
        ScriptedServer([failure(429).with_headers(retry_after="30"), GOOD]) as server,
        pytest.raises(ModelUnavailable, match="the document's deadline of 20 s leaves no time to ask again"),
    ):
        ask(server, time, deadline=20.0)
    assert time.slept == []


def test_the_deadline_covers_all_requests_of_a_document() -> None:
    time = Time()

    async def twice(client: ModelClient) -> None:
        meter = client.meter()
        await client.ask(QUESTION, Toys, meter)
        time.now += 20
        with pytest.raises(ModelUnavailable, match="the document's deadline of 10 s has passed"):
            await client.ask(QUESTION, Toys, meter)
        assert meter.requests == 1

    with ScriptedServer(GOOD) as server:
        using(server, twice, time, deadline=10.0)


def test_a_replayed_fault_is_not_waited_for() -> None:
    time = Time()
    replayed = failure(429).with_headers(retry_after="30", x_extract_replayed="true")
    with ScriptedServer([replayed, replayed, GOOD]) as server:
        ask(server, time)
    assert time.slept == [0, 0]


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (failure(401, "bad key"), r"the endpoint refused the key \(401\): check OPENAI_API_KEY$"),
        (failure(403, "not for you"), r"forbids the key this model \(403\).*: not for you$"),
        (failure(404, "no such model"), r"knows no model 'scripted' \(404\): check EXTRACT_MODEL, and OPENAI_BASE_URL"),
        (failure(400, "too odd"), r"the endpoint refused the request \(400\): too odd$"),
        (failure(422, "too odd"), r"the endpoint refused the request \(422\): too odd$"),
        (json_reply({"detail": "too odd"}, status=422), r"the endpoint refused the request \(422\)$"),
        (web_page(400), r"the endpoint refused the request \(400\)$"),
        (failure(503, "never").with_headers(x_should_retry="false"), r"the endpoint failed \(503\): never$"),
        (failure(418, "a teapot"), r"the endpoint refused the request \(418\): a teapot$"),
        (failure(429, "pay", code="insufficient_quota"), r"the account's quota is used up \(429\)"),
        (failure(400, "no", code="content_filter"), r"content filter refused the document \(400\)"),
        (
            failure(400, "8000 > 4000", code="context_length_exceeded"),
            r"too long for the model \(400\): lower chunk",
        ),
        (chat_completion(None, refusal="I would rather not."), r"the model refused to answer: I would rather not\.$"),
        (chat_completion("", finish_reason="content_filter"), r"content filter withheld the answer$"),
    ],
)
def test_a_lasting_fault_is_not_asked_again(fault: Reply, message: str) -> None:
    time = Time()
    with ScriptedServer([fault, GOOD]) as server, pytest.raises(ModelUnavailable, match=message):
        ask(server, time)
    assert (len(server.requests), time.slept) == (1, [])


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (failure(503, "overloaded"), r"^the endpoint failed \(503\): overloaded \(asked 3 times\)$"),
        (failure(429), r"^the endpoint's rate limit is reached \(429\): lower the concurrency .* \(asked 3 times\)$"),
        (web_page(), r"answered with a web page: check OPENAI_BASE_URL .* \(asked 3 times\)$"),
        (json_reply({"choices": []}), r"answered with something else than a completion \(asked 3 times\)$"),
        (GOOD.broken_off(reset=True), r"broke off before the answer was complete \(asked 3 times\)$"),
    ],
)
def test_a_fault_that_does_not_pass_is_told(fault: Reply, message: str) -> None:
    with ScriptedServer(fault) as server, pytest.raises(ModelUnavailable, match=message):
        ask(server, max_attempts=3)
    assert len(server.requests) == 3


def test_a_slow_answer_times_out() -> None:
    with ScriptedServer([GOOD.slow(30), GOOD]) as server:
        answer, meter = ask(server, timeout=0.2)
    assert (len(answer.value.toys), meter.requests) == (2, 2)


def test_an_answer_that_never_comes_is_told() -> None:
    with (
        ScriptedServer(GOOD.slow(30)) as server,
        pytest.raises(ModelUnavailable, match=r"did not answer (within 0.2 s|in time).*\(asked 2 times\)"),
    ):
        ask(server, timeout=0.2, max_attempts=2)


def test_the_deadline_cuts_a_request_short() -> None:
    with (
        ScriptedServer(GOOD.slow(30)) as server,
        pytest.raises(ModelUnavailable, match="the document's deadline passed while the model was answering"),
    ):
        ask(server, timeout=60, deadline=0.2)


def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        with pytest.raises(
            ModelUnavailable, match=rf"no endpoint at {url}: is the server running\? .*\(asked 5 times\)"
        ):
            ask(url)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422, 429, 500])
def test_a_key_that_the_server_echoes_is_in_no_message(status: int) -> None:
    fault = failure(status, f"the key {KEY} is wrong; header: Bearer {KEY}")
    with ScriptedServer(fault) as server, pytest.raises(ModelUnavailable) as caught:
        ask(server)
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    _holds_no_key(caught.value)


@pytest.mark.parametrize(
    "fault",
    [
        chat_completion(None, refusal=f"Not with {KEY}."),
        chat_completion(f'{{"toys": "{KEY}"}}'),
        Reply(f"<html>{KEY}</html>".encode(), headers={"Content-Type": "text/html"}),
    ],
)
def test_a_key_in_an_answer_is_in_no_message(fault: Reply) -> None:
    with ScriptedServer(fault) as server, pytest.raises(ModelUnavailable) as caught:
        ask(server)
    _holds_no_key(caught.value)


def test_a_cancelled_question_stays_cancelled() -> None:
    async def cancelled(client: ModelClient) -> None:
        question = asyncio.ensure_future(toys(client))
        await asyncio.sleep(0.1)
        question.cancel()
        with pytest.raises(asyncio.CancelledError):
            await question

    with ScriptedServer(GOOD.slow(30)) as server:
        using(server, cancelled)


def _holds_no_key(error: BaseException | None) -> None:
    while error is not None:
        assert KEY not in f"{error} {error!r} {error.args} {vars(error)}"
        error = error.__cause__ or error.__context__
