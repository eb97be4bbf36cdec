"""The recorded conversations with a real model replay offline, and what it says makes no record worse."""

from __future__ import annotations

import pytest

from extract.values.amounts import find_amounts
from tests.quality import GOLD, ROOT
from tests.recorded_model import TABLE_END, TABLE_START, records, scores, table


def test_every_seed_is_read_by_both_engines_from_its_cassette() -> None:
    for record in records("hybrid"):
        run = record.run
        assert (run.engine, run.fallback, run.model) == ("hybrid", False, "qwen2.5-coder-1.5b-instruct")
        assert run.usage is not None
        assert run.usage.completion_tokens > 100


def test_the_model_alone_replays_the_same_conversations() -> None:
    for hybrid, alone in zip(records("hybrid"), records("llm"), strict=True):
        assert alone.run.usage == hybrid.run.usage


def test_every_number_it_adds_is_in_the_text() -> None:
    for record in records("hybrid"):
        text = record.document.text or ""
        for figure in record.figures:
            if figure.found_by == ("llm",):
                amounts = find_amounts(text, figure.evidence[0].start, figure.evidence[-1].end)
                assert figure.value in [amount.value for amount in amounts]


@pytest.mark.skipif(not GOLD.is_dir(), reason=f"the annotated documents are not at {GOLD}")
def test_a_weak_model_makes_no_record_worse() -> None:
    rules, hybrid = scores("rules"), scores("hybrid")
    assert hybrid["macro_found"] >= rules["macro_found"]
    assert hybrid["macro_exact"] >= rules["macro_exact"]


def test_readme_states_what_it_adds() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    stated = readme.partition(TABLE_START)[2].partition(TABLE_END)[0].strip()
    assert stated == table(), "python -m tests.recorded_model --write"
