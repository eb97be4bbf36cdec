"""A long document is cut into passages that fit and lose nothing, at paragraphs where that is possible."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from extract.llm.chunks import cut, estimate_tokens, halve
from extract.text import reader
from tests.benchmarks.speed import cpu_seconds

PIECES = some.sampled_from(
    [
        "Ana Silva met Tom Berg.",
        "Trade grew by 5%",
        "\n\n",
        "\n",
        " ",
        "\u00a0",
        "\u2028",
        "—",
        "王小明",
        "🚀",
        "a" * 300,
        ".",
    ]
)
TEXTS = some.one_of(some.text(max_size=400), some.lists(PIECES, max_size=60).map("".join))


def bare(text: str) -> str:
    """The text without blanks."""
    return "".join(text.split())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, some.integers(1, 120))
def test_no_character_is_lost_or_doubled_and_every_passage_fits(text: str, most_tokens: int) -> None:
    page = reader.read(text)
    passages = cut(page, most_tokens)
    assert passages == sorted(passages)
    assert bare("".join(page.text[start:end] for start, end in passages)) == bare(page.text)
    for start, end in passages:
        passage = page.text[start:end]
        assert passage == passage.strip() != ""
        # One character is the least that can be asked about.
        assert estimate_tokens(passage) <= most_tokens or len(passage) == 1


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_halving_ends_and_loses_nothing(text: str) -> None:
    page = reader.read(text)
    pending = cut(page, 10_000)
    final: list[tuple[int, int]] = []
    for _ in range(2 * len(text) + 1):
        if not pending:
            break
        passage = pending.pop(0)
        halves = halve(page, passage)
        if len(halves) == 1:
            assert halves == [passage]
            final.append(passage)
        else:
            assert all(0 < end - start < passage[1] - passage[0] for start, end in halves)
            pending.extend(halves)
    assert not pending
    assert bare("".join(page.text[start:end] for start, end in sorted(final))) == bare(page.text)


PARAGRAPHS = "\n\n".join(f"The harbour of Norvik received {n} ships. It was busy." for n in range(40))


def test_passages_end_with_paragraphs() -> None:
    page = reader.read(PARAGRAPHS)
    passages = cut(page, 60)
    assert len(passages) > 5
    for start, end in passages:
        assert page.text[start:end].startswith("The harbour")
        assert page.text[start:end].endswith("busy.")


def test_passages_are_filled_before_a_new_one_is_begun() -> None:
    page = reader.read(PARAGRAPHS)
    sizes = [estimate_tokens(page.text[start:end]) for start, end in cut(page, 60)]
    assert all(one + other > 60 for one, other in pairwise(sizes))


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    page = reader.read(PARAGRAPHS.replace("\n\n", " "))
    passages = cut(page, 60)
    assert len(passages) > 5
    assert all(page.text[end - 1] == "." for _, end in passages)


def test_a_long_sentence_is_cut_between_words() -> None:
    page = reader.read("many words without any stop " * 200)
    for start, end in cut(page, 50):
        assert {*page.text[start:end].split()} <= {"many", "words", "without", "any", "stop"}


def test_a_short_document_is_one_passage_and_an_empty_one_none() -> None:
    assert cut(reader.read(" Ana Silva met Tom Berg.\n"), 1000) == [(1, 24)]
    assert [cut(reader.read(text), 1000) for text in ("", " ", "\n\n\t\u00a0")] == [[], [], []]


def test_halves_part_at_a_paragraph_near_the_middle() -> None:
    page = reader.read(PARAGRAPHS)
    first, second = halve(page, (0, len(page.text)))
    assert page.text[slice(*first)].endswith("busy.")
    assert 0.4 < (first[1] - first[0]) / (second[1] - second[0]) < 2.5


HOSTILE: dict[str, Callable[[int], str]] = {
    "no blanks": lambda size: "a" * size,
    "no blanks, three bytes a character": lambda size: "王" * size,
    "newlines": lambda size: "\n" * size,
    "blanks around one word": lambda size: " " * (size // 2) + "a" + " " * (size // 2),
    "one character a paragraph": lambda size: "a\n\n" * (size // 3),
    "stops": lambda size: "." * size,
    "one character a sentence": lambda size: "A. " * (size // 3),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("most_tokens", [1, 50, 3000])
def test_cutting_takes_time_that_grows_with_the_text(name: str, most_tokens: int) -> None:
    pages = [reader.read(HOSTILE[name](size)) for size in (20_000, 160_000)]
    small, large = (min(cpu_seconds(lambda page=page: cut(page, most_tokens)) for _ in range(2)) for page in pages)  # type: ignore[misc]
    # Eight times the text: 8 is linear, 64 quadratic.
    assert large < 24 * small + 0.02
