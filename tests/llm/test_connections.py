"""Which HTTP client sends: ours, a user's, through a proxy, on a tape, on several event loops."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx2
import pytest
from openai import AsyncAzureOpenAI, AsyncOpenAI, AzureOpenAI, OpenAI

from extract.errors import CassetteMiss, ModelUnavailable, WrongCall
from extract.llm.client import ModelClient
from extract.llm.wire import TAPE, Send, WireRequest, WireResponse
from extract.settings import Settings
from tests.llm.asking import BOTH, KEY, QUESTION, Time, Toys, settings, toys, using
from tests.llm.server import Reply, ScriptedServer, chat_completion, failure

GOOD = chat_completion(BOTH)


def ask_with(client: AsyncOpenAI | OpenAI, **options: object) -> None:
    """Ask about toys with a client that was handed in."""

    async def run() -> None:
        ours = ModelClient(Settings(model="scripted", mode="json_schema", **options), client=client)  # type: ignore[arg-type]
        try:
            assert len((await toys(ours))[0].value.toys) == 2
        finally:
            await ours.aclose()
            if isinstance(client, AsyncOpenAI):
                assert not client.is_closed()
                await client.close()

    asyncio.run(run())


@pytest.mark.parametrize("kind", [AsyncOpenAI, OpenAI])
def test_a_client_that_is_handed_in_sends(kind: Callable[..., AsyncOpenAI | OpenAI]) -> None:
    with ScriptedServer(GOOD) as server:
        ask_with(
            kind(
                base_url=server.url,
                api_key="sk-theirs",
                organization="tove-toys",
                project="carts",
                default_headers={"x-tenant": "tove"},
            )
        )
    (headers,) = server.headers
    assert headers["authorization"] == "Bearer sk-theirs"
    assert headers["openai-organization"] == "tove-toys"
    assert headers["openai-project"] == "carts"
    assert headers["x-tenant"] == "tove"


def test_a_client_that_is_handed_in_does_not_retry_by_itself() -> None:
    async def run(server: ScriptedServer) -> None:
        time = Time()
        theirs = AsyncOpenAI(base_url=server.url, api_key="sk-theirs", max_retries=7)
        ours = ModelClient(settings(server, max_attempts=3), client=theirs, clock=time.clock, sleep=time.sleep)
        with pytest.raises(ModelUnavailable, match="asked 3 times"):
            await toys(ours)
        await ours.aclose()
        await theirs.close()

    with ScriptedServer(failure(500)) as server:
        asyncio.run(run(server))
    assert len(server.requests) == 3


def test_the_http_client_of_a_client_that_is_handed_in_sends() -> None:
    seen: list[str] = []

    async def note(request: httpx2.Request) -> None:
        seen.append(request.url.path)

    with ScriptedServer(GOOD) as server:
        http_client = httpx2.AsyncClient(event_hooks={"request": [note]}, headers={"x-through": "theirs"})
        ask_with(AsyncOpenAI(base_url=server.url, api_key="sk-theirs", http_client=http_client))
    assert seen == ["/v1/chat/completions"]


def test_azure_is_spoken_to_through_its_own_client() -> None:
    with ScriptedServer(GOOD) as server:
        endpoint = server.url.removesuffix("/v1")
        ask_with(AsyncAzureOpenAI(azure_endpoint=endpoint, api_key="sk-theirs", api_version="2024-10-21"))
        assert server.headers[0]["api-key"] == "sk-theirs"
        with pytest.raises(WrongCall, match="hand in its Async counterpart"):
            ask_with(AzureOpenAI(azure_endpoint=endpoint, api_key="sk-theirs", api_version="2024-10-21"))


def test_a_key_that_is_made_for_each_request() -> None:
    keys = iter(["sk-first", "sk-second"])
    with ScriptedServer(GOOD) as server:
        ask_with(OpenAI(base_url=server.url, api_key=lambda: next(keys)))
    assert server.headers[0]["authorization"] == "Bearer sk-first"


def test_the_key_of_a_client_that_is_handed_in_is_in_no_message() -> None:
    with (
        ScriptedServer(failure(400, f"header: Bearer {KEY}")) as server,
        pytest.raises(ModelUnavailable, match=r"header: Bearer \[key\]$"),
    ):
        ask_with(AsyncOpenAI(base_url=server.url, api_key=KEY))


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/v1", "127.0.0.1:9/v1"])
def test_an_address_to_which_nothing_can_be_sent(url: str) -> None:
    with pytest.raises(ModelUnavailable, match=r"no request can be sent to .*check OPENAI_BASE_URL"):
        ask_with(AsyncOpenAI(base_url=url, api_key=KEY))


def test_a_local_endpoint_needs_no_key() -> None:
    with ScriptedServer(GOOD) as server:
        using(server, toys, api_key=None)
    assert len(server.requests) == 1


def test_the_environments_proxy_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with ScriptedServer(GOOD) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/v1"))
        monkeypatch.setenv("no_proxy", "")
        using("http://toys.invalid/v1", toys)
    assert proxy.headers[0]["host"] == "toys.invalid"


def test_an_address_that_needs_no_proxy_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with ScriptedServer(GOOD) as server:
        using(server, toys)
    assert len(server.requests) == 1


def test_one_client_serves_several_event_loops() -> None:
    with ScriptedServer(GOOD) as server:
        client = ModelClient(settings(server))

        async def once() -> None:
            await asyncio.gather(toys(client), toys(client))
            await client.aclose()

        asyncio.run(once())
        asyncio.run(once())
    assert len(server.requests) == 4


def test_connections_are_kept() -> None:
    with ScriptedServer(GOOD) as server:

        async def thrice(client: ModelClient) -> None:
            for _ in range(3):
                await toys(client)

        using(server, thrice)
    assert server.connections == 1


def test_many_questions_at_once() -> None:
    async def many(client: ModelClient) -> None:
        await asyncio.gather(*(toys(client) for _ in range(64)))

    with ScriptedServer(GOOD.slow(0.3)) as server:
        using(server, many, concurrency=64)
    assert len(server.requests) == 64


# ----------------------------------------------------------------------------------------------- tapes


@dataclass
class Tape:
    """A tape in memory: plays what it has, then sends or complains."""

    played: list[Reply] = field(default_factory=list)
    live: bool = False
    seen: list[WireRequest] = field(default_factory=list)

    @property
    def replaying(self) -> bool:
        return not self.live

    async def exchange(self, request: WireRequest, send: Send) -> WireResponse:
        self.seen.append(request)
        if self.played:
            reply = self.played.pop(0)
            return WireResponse(reply.status, reply.headers, reply.body)
        if not self.live:
            raise CassetteMiss("the request is not among those recorded")
        return await send()


def on_tape(tape: Tape, url: str, client: AsyncOpenAI | OpenAI | None = None) -> list[float]:
    """Ask about toys while the tape runs; what was slept."""
    time = Time()

    async def run() -> None:
        ours = ModelClient(settings(url), client=client, clock=time.clock, sleep=time.sleep)
        TAPE.set(tape)
        try:
            await ours.ask(QUESTION, Toys, ours.meter())
        finally:
            await ours.aclose()
            if isinstance(client, AsyncOpenAI):
                await client.close()

    asyncio.run(run())
    return time.slept


def test_every_request_passes_through_the_tape() -> None:
    tape = Tape([failure(503).with_headers(x_extract_replayed="true"), GOOD])
    assert on_tape(tape, "http://toys.invalid/v1") == [0]
    assert [json.loads(request.body)["messages"] for request in tape.seen] == [QUESTION, QUESTION]


@pytest.mark.parametrize("kind", [AsyncOpenAI, OpenAI])
def test_a_client_that_is_handed_in_is_taped_as_well(kind: Callable[..., AsyncOpenAI | OpenAI]) -> None:
    with ScriptedServer(GOOD) as server:
        tape = Tape(live=True)
        on_tape(tape, server.url, kind(base_url=server.url, api_key=KEY))
    assert (len(tape.seen), len(server.requests)) == (1, 1)


def test_each_taped_document_holds_what_it_has_learned() -> None:
    probed = chat_completion('{"shade": "isabelline-47"}')

    async def two(client: ModelClient) -> None:
        for _ in range(2):
            tape = Tape([failure(400, "Unknown parameter: 'seed'"), probed, GOOD, GOOD])
            token = TAPE.set(tape)
            meter = client.meter()
            await client.ask(QUESTION, Toys, meter)
            await client.ask(QUESTION, Toys, meter)
            TAPE.reset(token)
            assert ["seed" in json.loads(request.body) for request in tape.seen] == [True, False, False, False]

    using("http://toys.invalid/v1", two, mode="auto")


def test_the_order_in_which_failures_are_replayed_does_not_matter() -> None:
    async def ten(client: ModelClient) -> None:
        for _ in range(10):
            TAPE.set(Tape([failure(503)]))
            with pytest.raises(ModelUnavailable, match=r"the endpoint failed \(503\): it failed$"):
                await toys(client)

    using("http://toys.invalid/v1", ten, breaker_failures=2, max_attempts=1)


@pytest.mark.parametrize("kind", [None, AsyncOpenAI, OpenAI])
def test_a_miss_is_never_a_failure_of_the_model(kind: Callable[..., AsyncOpenAI | OpenAI] | None) -> None:
    tape = Tape()
    url = "http://toys.invalid/v1"
    client = None if kind is None else kind(base_url=url, api_key=KEY)
    with pytest.raises(CassetteMiss, match="not among those recorded"):
        on_tape(tape, url, client)
    assert len(tape.seen) == 1


def test_a_question_asked_while_a_miss_is_handled_fails_by_itself() -> None:
    with ScriptedServer(failure(400, "odd")) as server:
        try:
            raise CassetteMiss("another document's")
        except CassetteMiss:
            with pytest.raises(ModelUnavailable, match="odd"):
                using(server, toys)
