"""Time grows with the text and no faster, be the text ordinary or hostile.

Ratios of CPU time in one run, never seconds, so that a slow or busy machine changes nothing.
"""

from __future__ import annotations

import pytest

from tests.benchmarks.speed import DENSE, HOSTILE, cpu_seconds, growth, ordinary_text, read

SMALL = 150_000
LINEAR = 2.0
# Eight times the text: 1.0 is linear, 8.0 quadratic; in between is the noise of a shared machine.
GROWING = 3.0


def seconds(text: str) -> float:
    return min(cpu_seconds(lambda: read(text)) for _ in range(2))


@pytest.fixture(scope="module")
def ordinary() -> float:
    """Seconds a character of ordinary text."""
    read(ordinary_text(20_000))  # loads the lexicons
    return seconds(ordinary_text(SMALL)) / SMALL


def test_a_long_document_costs_no_more_a_character(ordinary: float) -> None:
    text = ordinary_text(10 * SMALL)
    assert cpu_seconds(lambda: read(text)) / len(text) < LINEAR * ordinary


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_costs_no_more_a_character(name: str, ordinary: float) -> None:
    text = HOSTILE[name](2 * SMALL)
    assert cpu_seconds(lambda: read(text)) / len(text) < LINEAR * ordinary


@pytest.mark.parametrize("name", DENSE)
def test_a_text_full_of_items_costs_no_more_a_character_the_longer_it_is(name: str) -> None:
    assert growth(DENSE[name], 5_000) < GROWING
