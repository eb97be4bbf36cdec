"""The limits of a run."""

from __future__ import annotations

import asyncio
import threading
from decimal import Decimal
from typing import Any

import pytest

from extract.errors import BudgetReached
from extract.llm.budget import Budget, Spent
from extract.llm.client import ModelClient
from extract.llm.meter import Meter
from extract.llm.prices import price
from tests.llm.asking import BOTH, Time, toys, using
from tests.llm.server import ScriptedServer, chat_completion, failure, json_reply

GOOD = chat_completion(BOTH)


@pytest.mark.parametrize(
    ("limit", "sent", "message"),
    [
        ({"max_requests": 3}, 3, "the run's limit of 3 requests is reached: raise max_requests"),
        ({"max_tokens": 40}, 3, "the run's limit of 40 tokens is reached: raise max_tokens"),
        ({"max_requests": 0}, 0, "the run's limit of 0 requests is reached"),
    ],
)
def test_a_run_stops_at_its_limit(limit: dict[str, Any], sent: int, message: str) -> None:
    async def on(client: ModelClient) -> Spent:
        for _ in range(sent):
            await toys(client)
        for _ in range(2):
            with pytest.raises(BudgetReached, match=message):
                await toys(client)
        return client.budget.spent

    with ScriptedServer(GOOD) as server:
        spent = using(server, on, **limit)
    assert len(server.requests) == sent
    assert (spent.requests, spent.tokens, spent.cost, spent.unpriced) == (sent, 15 * sent, Decimal(0), sent)


def test_documents_read_at_once_do_not_overshoot() -> None:
    async def at_once(client: ModelClient) -> list[object]:
        return await asyncio.gather(*(toys(client) for _ in range(20)), return_exceptions=True)

    with ScriptedServer(GOOD) as server:
        ends = using(server, at_once, max_requests=7)
    assert len(server.requests) == 7
    assert sum(isinstance(end, BudgetReached) for end in ends) == 13


def test_retries_and_re_asks_are_requests_too() -> None:
    async def once(client: ModelClient) -> Spent:
        with pytest.raises(BudgetReached):
            await toys(client)
        return client.budget.spent

    with ScriptedServer([failure(503), chat_completion("{}"), GOOD]) as server:
        spent = using(server, once, max_requests=2)
    assert (len(server.requests), spent.requests, spent.tokens) == (2, 2, 15)


def test_a_response_without_an_answer_counts_as_well() -> None:
    empty = json_reply({"choices": [], "usage": {"prompt_tokens": 8, "completion_tokens": 0}})

    async def once(client: ModelClient) -> Meter:
        return (await toys(client))[1]

    with ScriptedServer([empty, GOOD]) as server:
        meter = using(server, once)
    assert (meter.prompt_tokens, meter.completion_tokens) == (18, 5)


def test_a_reached_limit_is_no_failure_of_the_endpoint() -> None:
    async def many(client: ModelClient) -> None:
        for _ in range(10):
            with pytest.raises(BudgetReached):
                await toys(client)

    with ScriptedServer(GOOD) as server:
        using(server, many, max_requests=0, breaker_failures=1)


def test_threads_share_a_budget() -> None:
    budget = Budget(max_requests=500)
    taken: list[bool] = []

    def take() -> None:
        for _ in range(100):
            try:
                budget.reserve()
                budget.spend(2, 1, Decimal("0.001"))
                taken.append(True)
            except BudgetReached:
                pass

    threads = [threading.Thread(target=take) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 500
    assert budget.spent == Spent(500, 1000, 500, Decimal("0.500"))


def test_a_limit_in_dollars() -> None:
    budget = Budget(max_cost=Decimal("0.02"))
    budget.reserve()
    budget.spend(1, 1, Decimal("0.02"))
    with pytest.raises(BudgetReached, match=r"the run's limit of \$0\.02 is reached: raise max_cost"):
        budget.reserve()


@pytest.mark.parametrize(
    ("url", "model", "known"),
    [
        ("https://api.openai.com/v1", "gpt-4o-mini", True),
        ("https://api.openai.com/v1", "no-such-model", False),
        ("http://127.0.0.1:8000/v1", "gpt-4o-mini", False),
    ],
)
def test_only_a_known_model_of_a_known_endpoint_has_a_price(url: str, model: str, known: bool) -> None:
    assert (price(url, (model,), 1000, 100) is not None) == known


def test_a_price_is_exact() -> None:
    cost = price("https://api.openai.com/v1", ("unheard-of", "gpt-4o-mini"), 1_000_000, 1_000_000)
    assert cost == Decimal("0.75")


def test_a_meter_knows_no_cost_once_a_price_is_missing() -> None:
    meter = Meter(Time().clock, 10.0)
    assert meter.usage().cost_usd is None
    meter.count(10, 5, Decimal("0.01"))
    meter.count(10, 5, Decimal("0.02"))
    assert meter.usage().cost_usd == Decimal("0.03")
    meter.count(10, 5, None)
    meter.count(10, 5, Decimal("0.01"))
    assert meter.usage().model_dump() == {"prompt_tokens": 40, "completion_tokens": 20, "cost_usd": None}


def test_a_meter_warns_once() -> None:
    meter = Meter(Time().clock, 10.0)
    meter.warn("it drizzles")
    meter.warn("it drizzles")
    assert meter.warnings == ["it drizzles"]
