"""A document's conversation: passage by passage, and once more about what was refused or missed."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from extract import Extraction, Extractor, Settings
from tests.llm.server import Body, Reply, ScriptedServer, chat_completion

TEXT = "Trade grew by 5% in Arlen. Costs fell by 3% there."
LISTS = ("participants", "meetings", "figures", "agreements")


def said(body: Body) -> str:
    """The user's part of a request."""
    return str(body["messages"][-1]["content"])


def is_again(body: Body) -> bool:
    return "This is left:" in said(body)


def added(body: Body) -> str:
    """What a request says beyond the first question."""
    return said(body).partition("This is left:")[2]


def answer(body: Body, **lists: list[dict[str, Any]]) -> Reply:
    """An answer with the lists that the request asks for."""
    wanted = body["response_format"]["json_schema"]["schema"]["properties"]
    return chat_completion(json.dumps({name: lists.get(name, []) for name in wanted}))


def figure(quote: str, number: str) -> dict[str, Any]:
    empty: dict[str, Any] = {"metric": None, "direction": None, "period": None, "speaker": None}
    return {"quote": quote, "number": number, "aspect": "level", "status": "actual", **empty}


def person(quote: str, name: str, role: str | None = None) -> dict[str, Any]:
    return {"quote": quote, "name": name, "kind": "person", "role": role, "organization": None, "country": None}


def meeting(quote: str) -> dict[str, Any]:
    empty: dict[str, Any] = {"title": None, "date": None, "place": None, "mode": None}
    return {
        "quote": quote,
        "kind": "talks",
        "status": "held",
        "participants": [],
        "principals": [],
        "topics": [],
    } | empty


def read(server: ScriptedServer, text: str, language: str = "en", **options: Any) -> Extraction:
    settings = Settings(
        **{"engine": "llm", "model": "scripted", "base_url": server.url, "mode": "json_schema", **options}
    )
    with Extractor(settings) as extractor:
        return extractor.extract(text, language=language)


GROWTH = figure("Trade grew by 5% in Arlen", "5%")
COSTS = figure("Costs fell by 3% there", "3%")


def test_what_was_missed_is_asked_about_once_more() -> None:
    def reply(body: Body) -> Reply:
        return answer(body, figures=[COSTS] if is_again(body) else [GROWTH])

    with ScriptedServer(reply) as server:
        record = read(server, TEXT)
    first, second = server.requests
    assert said(second).startswith(said(first))
    assert first["messages"][0] == second["messages"][0]
    assert '- "3%" in: Costs fell by 3% there.' in added(second)
    assert '"5%"' not in added(second)
    assert [figure.number.text for figure in record.figures] == ["5%", "3%"]
    assert record.run.uncovered == ()


def test_what_was_refused_is_asked_about_with_the_reason() -> None:
    wrong = figure("Trade grew by 5% in Arlen", "7%")

    def reply(body: Body) -> Reply:
        return answer(body, figures=[GROWTH] if is_again(body) else [wrong, COSTS])

    with ScriptedServer(reply) as server:
        record = read(server, TEXT)
    assert len(server.requests) == 2
    assert '"number": "7%"' in added(server.requests[1])
    assert "refused: the quote does not hold the number '7%'" in added(server.requests[1])
    assert "Costs" not in added(server.requests[1])
    assert [figure.number.text for figure in record.figures] == ["5%", "3%"]
    assert [(drop.type, drop.item["number"]) for drop in record.run.dropped] == [("figure", "7%")]


def test_a_second_answer_is_held_against_the_text_as_well() -> None:
    invented = figure("Costs fell by 9% there", "9%")

    def reply(body: Body) -> Reply:
        return answer(body, figures=[invented, COSTS] if is_again(body) else [GROWTH])

    with ScriptedServer(reply) as server:
        record = read(server, TEXT)
    assert [figure.number.text for figure in record.figures] == ["5%", "3%"]
    assert [drop.item["number"] for drop in record.run.dropped] == ["9%"]


@pytest.mark.parametrize(("max_followups", "requests"), [(0, 1), (1, 2), (3, 4)])
def test_a_model_that_never_mends_is_asked_so_often_and_no_more(max_followups: int, requests: int) -> None:
    wrong = figure("Trade grew by 7% in Arlen", "7%")
    with ScriptedServer(lambda body: answer(body, figures=[wrong])) as server:
        record = read(server, TEXT, max_followups=max_followups)
    assert len(server.requests) == requests
    assert record.figures == ()
    assert len(record.run.dropped) == 1
    assert [span.text for span in record.run.uncovered] == ["5%", "3%"]


def test_where_nothing_is_missing_nothing_is_asked_again() -> None:
    with ScriptedServer(lambda body: answer(body, figures=[GROWTH, COSTS])) as server:
        record = read(server, TEXT)
    assert len(server.requests) == 1
    assert (record.run.dropped, record.run.uncovered, record.run.warnings) == ((), (), ())


def test_a_second_question_that_fails_costs_nothing_but_a_warning() -> None:
    def reply(body: Body) -> Reply:
        return Reply(b"{}", status=400) if is_again(body) else answer(body, figures=[GROWTH])

    with ScriptedServer(reply) as server:
        record = read(server, TEXT)
    assert [figure.number.text for figure in record.figures] == ["5%"]
    assert [span.text for span in record.run.uncovered] == ["3%"]
    assert any("was not asked again" in warning for warning in record.run.warnings)


# ---------------------------------------------------------------- passages

FILLING = "It was a mild spring and nothing else of note happened in the harbour. " * 6
PEOPLE = "Minister of Fisheries Ana Silva met Tom Berg in Arlen. "
LONG = "\n\n".join(
    [PEOPLE + FILLING, "Ana Silva and Ola Moe saw the harbour. " + FILLING, "Tom Berg saw the ships. " + FILLING]
)
OPTIONS: dict[str, Any] = {"chunk_tokens": 150}


def test_people_of_the_first_passage_stand_in_the_heads_of_the_others() -> None:
    met = "Minister of Fisheries Ana Silva met Tom Berg in Arlen"

    def reply(body: Body) -> Reply:
        if "Ana Silva and Ola Moe saw" in said(body):
            return answer(body, participants=[person("Ana Silva and Ola Moe", "Ola Moe")])
        if met not in said(body):
            return answer(body)
        people = [person(met, "Ana Silva", "Minister of Fisheries"), person(met, "Tom Berg")]
        return answer(body, participants=people, meetings=[meeting(met)])

    with ScriptedServer(reply) as server:
        record = read(server, LONG, **OPTIONS)
    assert len(server.requests) == 3, "no passage is asked about again: its people were named before"
    first, *others = map(said, server.requests)
    assert "People named before" not in first
    assert all("People named before: Ana Silva (Minister of Fisheries); Tom Berg\n" in other for other in others)
    assert [party.name for party in record.participants] == ["Ana Silva", "Tom Berg", "Ola Moe"]
    assert record.run.uncovered == ()


def test_the_other_passages_are_asked_about_at_once_and_answered_in_order() -> None:
    together = threading.Barrier(2, timeout=10)
    sizes = {n: f"The spring fair drew {n}% of all ships. " for n in (11, 22, 33)}
    text = "\n\n".join(start + FILLING for start in sizes.values())

    def reply(body: Body) -> Reply:
        number = next(n for n, start in sizes.items() if start.strip() in said(body))
        if number != 11:
            together.wait()
        found = answer(body, figures=[figure(sizes[number].strip(), f"{number}%")])
        return found.slow(0.2) if number == 22 else found

    with ScriptedServer(reply) as server:
        record = read(server, text, **OPTIONS)
    assert len(server.requests) == 3
    assert "11%" in said(server.requests[0])
    assert [figure.number.text for figure in record.figures] == ["11%", "22%", "33%"]


def test_only_the_passage_that_misses_something_is_asked_about_again() -> None:
    text = "\n\n".join([PEOPLE + FILLING, "Costs fell by 3% there. " + FILLING])
    met = "Minister of Fisheries Ana Silva met Tom Berg in Arlen"

    def reply(body: Body) -> Reply:
        if is_again(body):
            return answer(body, figures=[COSTS])
        if met in said(body):
            return answer(body, participants=[person(met, "Ana Silva"), person(met, "Tom Berg")])
        return answer(body)

    with ScriptedServer(reply) as server:
        record = read(server, text, **OPTIONS)
    *_, last = server.requests
    assert len(server.requests) == 3
    assert said(last).startswith(said(server.requests[1]))
    assert [figure.number.text for figure in record.figures] == ["3%"]


def test_both_engines_ask_the_same() -> None:
    bodies = []
    for engine in ("llm", "hybrid"):
        with ScriptedServer(lambda body: answer(body, figures=[GROWTH])) as server:
            read(server, TEXT, engine=engine)
        bodies.append([request["messages"] for request in server.requests])
    assert bodies[0] == bodies[1]


def test_a_document_in_a_language_without_rules_is_asked_about_alike() -> None:
    text = "Der Handel zwischen Arlen und Norvik wuchs um 4 % auf 14,7 Mrd. €, und die Kosten fielen."
    found = [figure(text, "4 %"), figure(text, "14,7 Mrd. €")]
    with ScriptedServer(lambda body: answer(body, figures=found if is_again(body) else found[:1])) as server:
        record = read(server, text, language="de")
    assert len(server.requests) == 2
    assert '"14,7 Mrd. €" in:' in added(server.requests[1])
    assert [(str(figure.value), figure.unit) for figure in record.figures] == [("4", "%"), ("14700000000", "EUR")]


def test_an_answer_that_goes_in_circles_is_taken_as_far_as_it_goes() -> None:
    """Asked about less text, such a model goes on in circles there: that costs much and brings nothing."""
    items = ",".join(json.dumps(item) for item in [GROWTH] + [COSTS] * 8)
    circle = '{"participants":[],"meetings":[],"figures":[' + items + "," + json.dumps(COSTS)[:60]
    long = f"{TEXT} " + "The harbours of both towns were busy all year long. " * 40
    with ScriptedServer(lambda _: chat_completion(circle, finish_reason="length")) as server:
        record = read(server, long, max_followups=0)
    assert len(server.requests) == 1
    assert [figure.number.text for figure in record.figures] == ["5%", "3%"]
    assert any("cut off: what was complete is taken" in warning for warning in record.run.warnings)
