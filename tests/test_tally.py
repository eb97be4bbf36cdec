"""The tally: what a run with a model took, and why some documents were read without it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extract.batch import Done, Failed
from extract.errors import BudgetReached, ModelUnavailable
from extract.records import Explained
from extract.schemas import Usage
from extract.sources import Source
from extract.tally import Tally
from tests.schemas.test_record import record


def done(**facts: Any) -> Done:
    """A document whose record says `facts` of its making."""
    made = record()
    run = made.run.model_copy(update={"engine": "hybrid"} | facts)
    return Done(Source("a.txt"), Explained(made.model_copy(update={"run": run}), ()))


def alone(reason: str) -> Done:
    return done(engine="rules", fallback=True, fallback_reason=reason)


def failed(error: ModelUnavailable) -> Failed:
    return Failed(Source("a.txt"), str(error), error)


@pytest.mark.parametrize(
    ("outcomes", "remarks"),
    [
        ([done()], []),
        (
            [alone("no answer: try later"), done()],
            ["1 of 2 documents was read by the rules alone: no answer: try later"],
        ),
        (
            [alone("no answer in 2 s: wait (asked 3 times)"), alone("no answer in 2 s: wait (asked 2 times)")],
            ["2 of 2 documents were read by the rules alone: no answer in 2 s: wait (asked 3 times)"],
        ),
        (
            [
                *map(
                    alone,
                    ["cut (400): a", "late (0.2 s were left)", "late (1 s were left)", "lost", "full", "full", "x"],
                )
            ],
            ["7 of 7 documents were read by the rules alone: late (2); full (2); cut (400) (1); other reasons (2)"],
        ),
        (
            [done(fallback=True, fallback_reason="1 of 2 passages were not answered: lost")],
            ["1 of 1 documents was read by the model in part only: 1 of 2 passages were not answered: lost"],
        ),
        (
            [done(), failed(BudgetReached("the limit of $2 is reached")), failed(ModelUnavailable("lost"))],
            ["1 of 3 documents was not read: the limit of $2 is reached"],
        ),
    ],
)
def test_what_the_model_did_not_read_is_said_once_with_the_reasons(outcomes: list[Any], remarks: list[str]) -> None:
    tally = Tally()
    for outcome in outcomes:
        tally.add(outcome)
    assert list(tally.remarks()) == remarks
    assert tally.failed == sum(isinstance(outcome, Failed) for outcome in outcomes)


@pytest.mark.parametrize(
    ("costs", "cost"),
    [(["0.5", "0.25"], "$0.7500"), (["0.5", None], "price unknown"), ([None, "0.5"], "price unknown")],
)
def test_a_cost_is_told_only_if_it_is_the_whole_cost(costs: list[str | None], cost: str) -> None:
    tally = Tally()
    for each in costs:
        usage = Usage(prompt_tokens=1000, completion_tokens=20, cost_usd=None if each is None else Decimal(each))
        tally.add(done(usage=usage))
    assert tally.usage() == f"the model read 2 of 2 documents: 2,000 tokens sent, 40 received, {cost}"
