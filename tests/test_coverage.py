"""What no item covers is listed, so that nobody takes a record for everything the text says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest

from extract import Extraction, Extractor, Settings, extract
from extract.coverage import Gap, gaps, uncovered
from extract.rules.engine import open_reading
from extract.schemas import Figure, Meeting, Participant, Span
from extract.schemas.items import Items
from extract.text import reader
from tests.benchmarks.speed import cpu_seconds
from tests.llm.server import Body, Reply, ScriptedServer, chat_completion

NOTHING = Items((), (), (), ())
TEXT = (
    "Cork fair opens\n\n"
    "OSLO, 3 May 2021 - Ana Silva met Tom Berg on 2 May. Trade grew by 5% to $3 million. Silva thanked Berg."
)


def span(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start=start, end=start + len(words), text=words)


def person(mention: Span) -> Participant:
    return Participant(
        id="p1", evidence=(mention,), found_by=("llm",), name=mention.text, kind="person", mentions=(mention,)
    )


def figure(number: Span, evidence: Span) -> Figure:
    fields: dict[str, Any] = {"kind": "percent", "value": "5", "unit": "%", "qualifier": "exact", "aspect": "level"}
    return Figure(id="f1", evidence=(evidence,), found_by=("llm",), status="actual", number=number, **fields)


def meeting(evidence: Span) -> Meeting:
    return Meeting(id="m1", evidence=(evidence,), found_by=("llm",), kind="talks", status="held")


def left(text: str, items: Items = NOTHING, language: str = "en") -> list[tuple[str, str]]:
    found: Iterable[Gap] = gaps(open_reading(reader.read(text, language=language)), items)
    return [(text[gap.start : gap.end], gap.sign) for gap in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            TEXT,
            [
                ("Ana Silva", "name"),
                ("Tom Berg", "name"),
                ("2 May", "day"),
                ("5%", "number"),
                ("$3 million", "number"),
            ],
        ),
        ("It cost €5bn (4 percentage points).", [("€5bn", "number"), ("4 percentage points", "number")]),
        (
            "It rose on Monday, yesterday and 3 May 2021.",
            [("Monday", "day"), ("yesterday", "day"), ("3 May 2021", "day")],
        ),
        # What is neither money nor percent, and times that are no day, are not listed.
        ("In March 2022, 300 ships came 5 km nearer by 2030, the 2nd time.", []),
        ("Home | News\n\nPublished: 3 May 2021\n\nThe fair opened.\n\nShare this", []),
        ("OSLO, 3 May 2021 - The fair opened. Ships of all the harbours came to it, and it went on for hours.", []),
        ("Ana Silva: It rose by 5%.\n\nQuestion: And costs?", [("Ana Silva", "name"), ("5%", "number")]),
        ("", []),
        ("\n \n", []),
    ],
)
def test_what_no_item_covers_is_listed_in_the_order_of_the_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert left(text) == expected


def test_a_number_is_covered_by_a_figures_number_alone() -> None:
    sentence = span(TEXT, "Trade grew by 5% to $3 million")
    items = Items((), (), (figure(span(TEXT, "5%"), sentence),), ())
    assert [words for words, sign in left(TEXT, items) if sign == "number"] == ["$3 million"]


def test_a_day_is_covered_by_the_evidence_of_any_item() -> None:
    items = Items((), (meeting(span(TEXT, "Ana Silva met Tom Berg on 2 May")),), (), ())
    assert "day" not in [sign for _, sign in left(TEXT, items)]
    items = Items((), (meeting(span(TEXT, "Ana Silva met Tom Berg")),), (), ())
    assert ("2 May", "day") in left(TEXT, items)


@pytest.mark.parametrize(("words", "nth"), [("Ana Silva", 0), ("Silva", 0), ("Silva", 1)])
def test_a_person_is_covered_under_any_name(words: str, nth: int) -> None:
    items = Items((person(span(TEXT, words, nth)),), (), (), ())
    assert [name for name, sign in left(TEXT, items) if sign == "name"] == ["Tom Berg"]


def test_a_language_without_rules_has_signs_alone() -> None:
    text = "Der Handel wuchs am 3. Mai um 4 % auf 14,7 Mrd. €, sagte Ana Silva."
    assert left(text, language="de") == [("4 %", "number"), ("14,7 Mrd. €", "number")]


def test_the_spans_give_back_their_characters() -> None:
    page = reader.read(TEXT)
    for gap in uncovered(open_reading(page), NOTHING):
        assert TEXT[gap.start : gap.end] == gap.text


# ---------------------------------------------------------------- records


def answer(body: Body) -> Reply:
    """What a model says that finds half of it, and nothing when it is asked again."""
    again = "This is left:" in body["messages"][-1]["content"]
    empty: dict[str, Any] = {"metric": None, "direction": None, "period": None, "speaker": None}
    found: dict[str, Any] = {
        "participants": [
            {"quote": "Ana Silva", "name": "Ana Silva", "kind": "person"}
            | {"role": None, "organization": None, "country": None}
        ],
        "figures": [{"quote": "Trade grew by 5%", "number": "5%", "aspect": "level", "status": "actual", **empty}],
    }
    wanted = body["response_format"]["json_schema"]["schema"]["properties"]
    return chat_completion(json.dumps({name: [] if again else found.get(name, []) for name in wanted}))


def read(engine: str) -> Extraction:
    if engine == "rules":
        return extract(TEXT, engine="rules", language="en")
    with ScriptedServer(answer) as server:
        settings: dict[str, Any] = {"engine": engine, "base_url": server.url, "mode": "json_schema"}
        with Extractor(Settings(model="scripted", **settings)) as extractor:
            return extractor.extract(TEXT, language="en")


@pytest.mark.parametrize(
    ("engine", "expected"), [("rules", []), ("llm", ["Tom Berg", "2 May", "$3 million"]), ("hybrid", [])]
)
def test_every_engines_record_lists_it(engine: str, expected: list[str]) -> None:
    record = read(engine)
    assert record.run.engine == engine
    assert [gap.text for gap in record.run.uncovered] == expected


def test_rules_own_up_to_what_they_do_not_read() -> None:
    record = extract("The harbour, of 5 May fame, is quiet.", engine="rules", language="en")
    assert [gap.text for gap in record.run.uncovered] == ["5 May"]


def test_looking_takes_time_that_grows_with_the_text() -> None:
    def seconds(size: int) -> float:
        text = "Ana Silva met Tom Berg on 2 May. Trade grew by 5% to $3 million. " * size
        reading = open_reading(reader.read(text))
        numbers = range(0, len(text) - 30, 65)
        items = Items((), (), tuple(figure(span, span) for span in (_at(text, start + 46, 2) for start in numbers)), ())
        gaps(reading, items)  # reads the sentences
        return min(cpu_seconds(lambda: gaps(reading, items)) for _ in range(3))

    # Eight times the text: 8 is linear, 64 quadratic.
    assert seconds(1600) < 20 * seconds(200) + 0.02


def _at(text: str, start: int, length: int) -> Span:
    return Span(start=start, end=start + length, text=text[start : start + length])
