"""An endpoint that fails again and again is left alone for a while."""

from __future__ import annotations

import asyncio
import threading

import pytest

from extract.errors import ModelUnavailable
from extract.llm.breaker import Breaker
from extract.llm.client import ModelClient
from extract.llm.failures import Failure
from tests.llm.asking import BOTH, Time, toys, using
from tests.llm.server import Reply, ScriptedServer, chat_completion, failure

GOOD = chat_completion(BOTH)


async def outcomes(client: ModelClient, count: int) -> list[str]:
    """How that many questions end, one after the other."""
    ends = []
    for _ in range(count):
        try:
            await toys(client)
            ends.append("answered")
        except ModelUnavailable as error:
            ends.append(str(error))
    return ends


@pytest.mark.parametrize("fault", [failure(503, "gone"), failure(401), failure(403), failure(404), GOOD.broken_off()])
def test_after_failures_in_a_row_nothing_is_sent(fault: Reply) -> None:
    async def five(client: ModelClient) -> list[str]:
        return await outcomes(client, 5)

    with ScriptedServer(fault) as server:
        ends = using(server, five, breaker_failures=3, breaker_pause=30.0, max_attempts=2)
        sent = len(server.requests)
    assert sent == 3 * (1 if fault.status in (401, 403, 404) else 2)
    cause = ends[0]
    assert ends[:3] == [cause] * 3
    assert (
        ends[3:] == [f"the endpoint is left alone for another 30 s, after 3 failures in a row; the last: {cause}"] * 2
    )


def test_after_the_pause_one_request_probes() -> None:
    time = Time()

    async def on(client: ModelClient) -> list[str]:
        ends = await outcomes(client, 3)
        time.now += 30
        ends += await outcomes(client, 2)  # The first probes and fails: another pause.
        time.now += 30
        return ends + await outcomes(client, 2)

    with ScriptedServer([failure(503)] * 3 + [GOOD]) as server:
        ends = using(server, on, time, breaker_failures=2, max_attempts=1)
    kinds = ["answered" if end == "answered" else "left alone" if "left alone" in end else "failed" for end in ends]
    assert kinds == ["failed", "failed", "left alone", "failed", "left alone", "answered", "answered"]
    assert len(server.requests) == 5


@pytest.mark.parametrize(
    "fault", [failure(400, "odd"), chat_completion(None, refusal="no"), chat_completion("{}")], ids=["400", "no", "{}"]
)
def test_what_concerns_one_document_is_not_the_endpoints_fault(fault: Reply) -> None:
    async def ten(client: ModelClient) -> list[str]:
        return await outcomes(client, 10)

    with ScriptedServer(fault) as server:
        assert not any("left alone" in end for end in using(server, ten, breaker_failures=2))


def test_a_success_forgives() -> None:
    async def six(client: ModelClient) -> list[str]:
        return await outcomes(client, 6)

    bad = failure(500)
    with ScriptedServer([bad, GOOD, bad, GOOD, bad, GOOD]) as server:
        ends = using(server, six, breaker_failures=2, max_attempts=1)
    assert [end == "answered" for end in ends] == [False, True] * 3


def test_while_one_request_probes_the_others_wait_for_its_end() -> None:
    time = Time()
    breaker = Breaker(1, 10.0, time.clock)
    with pytest.raises(Failure), breaker.watch():
        raise Failure("gone", endpoint=True)
    time.now += 10
    with (
        breaker.watch(),
        pytest.raises(ModelUnavailable, match="left alone until one request succeeds"),
        breaker.watch(),
    ):
        pass
    with breaker.watch():
        pass


def test_a_probe_that_is_cancelled_lets_the_next_one_try() -> None:
    time = Time()
    breaker = Breaker(1, 10.0, time.clock)
    with pytest.raises(Failure), breaker.watch():
        raise Failure("gone", endpoint=True)
    time.now += 10
    with pytest.raises(asyncio.CancelledError), breaker.watch():
        raise asyncio.CancelledError
    with breaker.watch():
        pass


def test_threads_count_together() -> None:
    breaker = Breaker(1000, 10.0, Time().clock)

    def fail() -> None:
        for _ in range(100):
            try:
                with breaker.watch():
                    raise Failure("gone", endpoint=True)
            except Failure:
                pass

    threads = [threading.Thread(target=fail) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with pytest.raises(ModelUnavailable, match="after 1000 failures in a row; the last: gone"), breaker.watch():
        pass
