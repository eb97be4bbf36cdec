"""One question: how it is asked in each mode, and what is made of the answer."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, field_validator

from extract.errors import ModelUnavailable, NoModel, WrongCall
from extract.llm.answers import Answer
from extract.llm.client import ModelClient
from extract.llm.failures import CutShort
from extract.llm.parameters import SEED
from extract.llm.probe import Probe
from extract.settings import AnswerMode, Settings
from tests.llm.asking import BLUE, BOTH, QUESTION, RED, Toy, Toys, ask, toys, using
from tests.llm.server import Body, Reply, ScriptedServer, chat_completion, failure, tool_call

MODES: tuple[AnswerMode, ...] = ("json_schema", "tools", "md_json")


def reply(mode: AnswerMode, answer: str, **options: Any) -> Reply:
    """The answer as a model gives it in `mode`."""
    if mode == "tools":
        return tool_call("Toys", answer, **options)
    return chat_completion(f"Here it is:\n```json\n{answer}\n```" if mode == "md_json" else answer, **options)


def cut(mode: AnswerMode, answer: str) -> Reply:
    """An answer as it stands when the model reached its limit."""
    if mode == "md_json":
        return chat_completion(f"Here it is:\n```json\n{answer}", finish_reason="length")
    return reply(mode, answer, finish_reason="length")


def listed(*items: object, owners: object = ()) -> str:
    return json.dumps({"toys": items, "owners": owners})


@pytest.mark.parametrize("mode", MODES)
def test_an_answer_is_what_the_model_says(mode: AnswerMode) -> None:
    with ScriptedServer(reply(mode, BOTH)) as server:
        answer, meter = ask(server, mode=mode)
    assert answer == Answer(Toys(toys=(Toy(**RED), Toy(**BLUE)), owners=("Tove",)))
    assert (meter.requests, meter.prompt_tokens, meter.completion_tokens, meter.cost) == (1, 10, 5, None)
    (request,) = server.requests
    assert {name: request[name] for name in ("model", "temperature", "seed", "max_tokens")} == {
        "model": "scripted",
        "temperature": 0,
        "seed": SEED,
        "max_tokens": 8192,
    }


def test_json_schema_mode_sends_a_strict_schema() -> None:
    with ScriptedServer(chat_completion(BOTH)) as server:
        ask(server, mode="json_schema")
    schema = server.requests[0]["response_format"]["json_schema"]
    assert (schema["name"], schema["strict"]) == ("Toys", True)
    assert schema["schema"]["$defs"]["Toy"]["properties"]["colour"] == {"type": "string", "minLength": 1}
    assert server.requests[0]["messages"] == QUESTION


def test_tools_mode_names_the_function() -> None:
    with ScriptedServer(tool_call("Toys", BOTH)) as server:
        ask(server, mode="tools")
    assert server.requests[0]["tool_choice"] == {"type": "function", "function": {"name": "Toys"}}
    assert server.requests[0]["tools"][0]["function"]["description"] == "All toys."
    assert server.requests[0]["messages"] == QUESTION


def test_md_json_mode_puts_the_schema_into_the_first_message() -> None:
    with ScriptedServer(chat_completion(BOTH)) as server:
        ask(server, mode="md_json")
    system, user = server.requests[0]["messages"]
    assert system["content"].startswith(
        "List the toys.\n\nAnswer with one JSON object that follows this JSON Schema:\n{"
    )
    assert user["content"].startswith("A red cart, a blue kite.\n\nReturn the JSON object in a ```json code block")
    assert "response_format" not in server.requests[0]


SENT = """
import asyncio, sys
from tests.llm.asking import ask
from tests.llm.server import ScriptedServer, chat_completion
with ScriptedServer(chat_completion('{}')) as server:
    for mode in ("json_schema", "tools", "md_json"):
        try:
            ask(server, mode=mode)
        except Exception:
            pass
sys.stdout.buffer.write(b"\\n".join(server.bodies))
"""


def test_requests_are_the_same_bytes_in_every_process() -> None:
    sent = [
        subprocess.run(
            [sys.executable, "-c", SENT], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert sent[0] == sent[1]
    assert sent[0].count(b"Field required") > 0


@pytest.mark.parametrize("mode", MODES)
def test_a_broken_answer_is_asked_again_with_what_is_wrong(mode: AnswerMode) -> None:
    broken = listed({"colour": "red"}, {"colour": "", "wheels": "many"})
    with ScriptedServer([reply(mode, broken), reply(mode, BOTH)]) as server:
        answer, meter = ask(server, mode=mode)
    assert [toy.colour for toy in answer.value.toys] == ["red", "blue"]
    assert (meter.requests, meter.prompt_tokens, meter.completion_tokens) == (2, 20, 10)
    first, second = (request["messages"] for request in server.requests)
    assert second[: len(first)] == first
    assert [message["role"] for message in second[len(first) :]] == ["assistant", "tool" if mode == "tools" else "user"]
    problem = second[-1]["content"]
    for line in (
        "toys[0].wheels: Field required",
        "toys[1].colour: String should have at least 1 character, not ''",
        "toys[1].wheels: Input should be a valid integer, unable to parse string as an integer, not 'many'",
    ):
        assert line in problem
    assert "http" not in problem
    assert "pydantic" not in problem


def test_no_transport_error_goes_into_the_prompt() -> None:
    broken = chat_completion(listed({"colour": "red"}))
    with ScriptedServer([broken, failure(503, "upstream is down"), chat_completion(BOTH)]) as server:
        ask(server)
    assert server.requests[1] == server.requests[2]
    assert b"upstream" not in server.bodies[2]


@pytest.mark.parametrize("mode", MODES)
def test_the_sound_items_of_an_answer_that_stays_broken_are_kept(mode: AnswerMode) -> None:
    broken = listed(RED, {"colour": "green"}, BLUE, "kite", owners=["Tove", 7])
    with ScriptedServer(reply(mode, broken)) as server:
        answer, meter = ask(server, mode=mode)
    assert meter.requests == 3
    assert answer.value == Toys(toys=(Toy(**RED), Toy(**BLUE)), owners=("Tove",))
    assert not answer.cut
    assert [(item.path, item.field, item.item) for item in answer.rejected] == [
        ("toys[1]", "toys", {"colour": "green"}),
        ("toys[3]", "toys", {"value": "kite"}),
        ("owners[1]", "owners", {"value": 7}),
    ]
    assert answer.rejected[0].reason == "toys[1].wheels: Field required"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("blue", "Invalid JSON"),
        ("", "Invalid JSON"),
        (None, "Invalid JSON"),
        ("{}", "toys: Field required; owners: Field required"),
        ('{"toys": [], "owners": [], "pets": 3}', "pets: Extra inputs are not permitted"),
        ("[1, 2]", "Input should be an object"),
        ("[" * 5000, "Invalid JSON"),
    ],
)
def test_an_answer_that_stays_broken_as_a_whole_is_told(content: str | None, problem: str) -> None:
    with ScriptedServer(chat_completion(content)) as server, pytest.raises(ModelUnavailable) as caught:
        ask(server)
    assert str(caught.value).startswith("the answer broke the schema 3 times: ")
    assert problem in str(caught.value)
    assert len(server.requests) == 3


def test_an_answer_without_the_function_is_asked_again() -> None:
    with ScriptedServer([chat_completion("Red and blue."), tool_call("Toys", BOTH)]) as server:
        answer, _ = ask(server, mode="tools")
    assert len(answer.value.toys) == 2
    assert "The answer does not call the function." in server.requests[1]["messages"][-1]["content"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("until", "colours", "owners"),
    [
        ('{"toys": [{"colour": "red", "wheels": 4}, {"colour": "blue", "whe', ["red"], ()),
        ('{"toys": [{"colour": "red", "wheels": 4}, {"colour": "blue", "wheels": 1', ["red"], ()),
        ('{"toys": [{"colour": "red", "wheels": 4}', ["red"], ()),
        ('{"toys": [{"colour": "red", "wheels": 4}], "owners": ["Tove", "Ru', ["red"], ("Tove",)),
        ('{"toys": [{"colour": "a \\"}] red', [], ()),
        ('{"toys": [{"colour": "red \\u00', [], ()),
        ('{"toys"', [], ()),
        ("", [], ()),
    ],
)
def test_of_an_answer_that_was_cut_the_complete_items_are_kept(
    mode: AnswerMode, until: str, colours: list[str], owners: tuple[str, ...]
) -> None:
    with ScriptedServer(cut(mode, until)) as server:
        answer, meter = ask(server, mode=mode)
    assert answer.cut
    assert [toy.colour for toy in answer.value.toys] == colours
    assert answer.value.owners == owners
    assert (meter.requests, answer.rejected) == (1, ())


class Shelf(BaseModel):
    name: str
    heights: list[int] = []
    label: str | None = None


class Shelves(BaseModel):
    shelves: list[Shelf]


@pytest.mark.parametrize(
    ("until", "shelves"),
    [
        ('{"shelves": [{"name": "oak", "heights": [1, 2', []),
        ('{"shelves": [{"name": "oak", "heights": [1, 2]}, {"name": "elm"', [Shelf(name="oak", heights=[1, 2])]),
        ('{"shelves": [{"name": "oak"}, {"name": "elm", "label": "ne', [Shelf(name="oak")]),
    ],
)
def test_an_item_that_was_cut_does_not_pass_for_a_whole_one(until: str, shelves: list[Shelf]) -> None:
    async def cut_answer(client: ModelClient) -> Answer[Shelves]:
        return await client.ask(QUESTION, Shelves, client.meter())

    with ScriptedServer(cut("json_schema", until)) as server:
        assert using(server, cut_answer).value == Shelves(shelves=shelves)


def test_a_cut_answer_of_which_nothing_can_be_made_is_told() -> None:
    async def cut_answer(client: ModelClient) -> Answer[Toy]:
        return await client.ask(QUESTION, Toy, client.meter())

    with (
        ScriptedServer(cut("json_schema", '{"colour": "re')) as server,
        pytest.raises(CutShort, match="the answer was cut at 8192 tokens before anything of it was complete"),
    ):
        using(server, cut_answer)


@pytest.mark.parametrize(
    "refusal",
    [
        failure(400, "8000 > 4000", code="context_length_exceeded"),
        failure(400, "This model's maximum context length is 4096 tokens."),
        failure(413, "Payload too large"),
    ],
)
def test_a_request_that_is_too_long_says_that_less_may_fit(refusal: Reply) -> None:
    with ScriptedServer(refusal) as server, pytest.raises(CutShort, match="too long for the model"):
        ask(server)


def test_thoughts_are_no_part_of_the_answer() -> None:
    thinking = chat_completion(f'<think>{{"toys": [], "owners": []}}?</think>\n{BOTH}')
    with ScriptedServer(thinking) as server:
        assert len(ask(server, mode="md_json")[0].value.toys) == 2
    still = chat_completion('<think>Maybe {"toys": [{"colour": "red", "wheels": 4}], ', finish_reason="length")
    with ScriptedServer(still) as server:
        assert ask(server, mode="md_json")[0].value.toys == ()


def test_what_is_said_after_the_answer_is_no_part_of_it() -> None:
    rambling = chat_completion(f"```json\n{BOTH}\n```\nI hope that this {{helps", finish_reason="length")
    with ScriptedServer(rambling) as server:
        assert len(ask(server, mode="md_json")[0].value.toys) == 2


def test_a_users_own_validators_speak_to_the_model() -> None:
    class Even(BaseModel):
        number: int

        @field_validator("number")
        @classmethod
        def _even(cls, number: int) -> int:
            if number % 2:
                raise ValueError("an even number, please")
            return number

    async def even(client: ModelClient) -> Answer[Even]:
        return await client.ask(QUESTION, Even, client.meter())

    with ScriptedServer([chat_completion('{"number": 3}'), chat_completion('{"number": 4}')]) as server:
        assert using(server, even).value.number == 4
    assert "number: Value error, an even number, please, not 3" in server.requests[1]["messages"][-1]["content"]


@pytest.mark.parametrize(
    "usage",
    [None, "many", {}, {"prompt_tokens": None}, {"prompt_tokens": "9", "completion_tokens": -4}, [1, 2], 7, {"a": {}}],
)
def test_odd_usage_counts_as_none(usage: object) -> None:
    with ScriptedServer(chat_completion(BOTH, usage=usage)) as server:
        answer, meter = ask(server)
    assert len(answer.value.toys) == 2
    assert (meter.prompt_tokens, meter.completion_tokens) == (0, 0)


# ----------------------------------------------------------------------------------------------- parameters


@pytest.mark.parametrize(
    ("refusal", "changed"),
    [
        (
            failure(400, "Unsupported value: 'temperature' does not support 0 with this model.", param="temperature"),
            {"temperature": None},
        ),
        (failure(400, "Unknown parameter: 'seed'"), {"seed": None}),
        (
            failure(400, "Unsupported parameter: 'max_tokens' is not supported. Use 'max_completion_tokens' instead."),
            {"max_tokens": None, "max_completion_tokens": 8192},
        ),
        (failure(422, "max_tokens: extra fields not permitted"), {"max_tokens": None, "max_completion_tokens": 8192}),
    ],
)
def test_a_parameter_that_is_refused_is_left_out_from_then_on(refusal: Reply, changed: dict[str, Any]) -> None:
    async def twice(client: ModelClient) -> list[str]:
        _, meter = await toys(client)
        await toys(client)
        assert meter.requests == 2
        return meter.warnings

    with ScriptedServer([refusal, chat_completion(BOTH)]) as server:
        (warning,) = using(server, twice)
    assert "the endpoint takes" in warning
    first, *later = server.requests
    for request in later:
        expected = {**first, **changed}
        assert request == {name: value for name, value in expected.items() if value is not None}
    assert len(later) == 2


def test_a_complaint_that_quotes_the_document_changes_no_parameter() -> None:
    complaint = failure(400, "Invalid content: 'the seed and the temperature of the soil'", param="messages[1].content")
    with ScriptedServer(complaint) as server, pytest.raises(ModelUnavailable, match="Invalid content"):
        ask(server)
    assert len(server.requests) == 1


def test_a_strict_schema_that_is_refused_is_sent_plainly() -> None:
    refusal = failure(400, "Invalid schema for response_format 'Toys': 'minLength' is not permitted.")
    with ScriptedServer([refusal, chat_completion(BOTH)]) as server:
        ask(server)
    sent = server.requests[1]["response_format"]["json_schema"]
    assert "strict" not in sent
    assert "minLength" not in json.dumps(sent)


def test_a_parameter_that_stays_refused_is_told() -> None:
    with (
        ScriptedServer(failure(400, "Unsupported parameter: 'temperature'")) as server,
        pytest.raises(ModelUnavailable, match=r"refused the request \(400\): Unsupported parameter: 'temperature'"),
    ):
        ask(server)
    assert len(server.requests) == 2


# ----------------------------------------------------------------------------------------------- probing


def endpoint(*honoured: AnswerMode, refusing: int | None = None) -> Any:
    """An endpoint that honours some modes; the others it ignores, or refuses with a status."""

    def answer(body: Body) -> Reply:
        schema = body.get("response_format", {}).get("json_schema", {}).get("schema")
        if "tools" in body:
            if "tools" in honoured:
                function = body["tools"][0]["function"]
                return tool_call(function["name"], _filled(function["parameters"]))
            schema = None
        elif schema is not None and "json_schema" in honoured:
            return chat_completion(_filled(schema))
        elif schema is None:
            return chat_completion(f"```json\n{BOTH}\n```")
        return failure(refusing, "no such mode") if refusing else chat_completion("Blue, as a rule.")

    return answer


def _filled(schema: Body) -> str:
    return json.dumps({"shade": schema["properties"]["shade"]["const"]}) if "shade" in schema["properties"] else BOTH


@pytest.mark.parametrize("refusing", [None, 400, 404, 422, 500, 501])
@pytest.mark.parametrize(
    ("honoured", "chosen", "probes"),
    [
        (("json_schema", "tools"), "json_schema", 1),
        (("json_schema",), "json_schema", 1),
        (("tools",), "tools", 2),
    ],
)
def test_the_best_mode_an_endpoint_honours_is_chosen_once(
    honoured: tuple[AnswerMode, ...], chosen: AnswerMode, probes: int, refusing: int | None
) -> None:
    async def twice(client: ModelClient) -> AnswerMode:
        await toys(client)
        await toys(client)
        return await client.mode(client.meter())

    with ScriptedServer(endpoint(*honoured, refusing=refusing)) as server:
        assert using(server, twice, mode="auto", max_attempts=1) == chosen
    assert len(server.requests) == probes + 2
    assert "isabelline-47" not in json.dumps([request["messages"] for request in server.requests])


def test_an_endpoint_that_honours_no_mode_is_asked_for_json_in_words() -> None:
    with ScriptedServer(endpoint()) as server:
        answer, meter = ask(server, mode="auto")
    assert len(answer.value.toys) == 2
    assert meter.requests == 3


def test_an_endpoint_that_refuses_everything_is_told() -> None:
    with ScriptedServer(failure(404)) as server, pytest.raises(ModelUnavailable, match="knows no model 'scripted'"):
        ask(server, mode="auto")


def test_a_dead_endpoint_is_not_taken_for_one_that_knows_no_mode() -> None:
    with ScriptedServer(failure(503)) as server, pytest.raises(ModelUnavailable, match=r"the endpoint failed \(503\)"):
        ask(server, mode="auto", max_attempts=2)
    assert len(server.requests) == 2


def test_documents_read_at_once_probe_once() -> None:
    async def at_once(client: ModelClient) -> None:
        await asyncio.gather(*(toys(client) for _ in range(5)))

    with ScriptedServer(endpoint("json_schema")) as server:
        using(server, at_once, mode="auto")
    assert len(server.requests) == 6


def test_a_probe_tells_what_each_mode_gave() -> None:
    async def probe(client: ModelClient) -> Probe:
        return await client.probe(client.meter())

    with ScriptedServer(endpoint("tools", refusing=400)) as server:
        found = using(server, probe)
    assert (found.mode, found.prompt_tokens, found.completion_tokens) == ("tools", 10, 5)
    assert [(trial.mode, trial.honoured) for trial in found.trials] == [("json_schema", False), ("tools", True)]
    assert [trial.outcome for trial in found.trials] == [
        "the endpoint refused the request (400): no such mode",
        "honoured",
    ]


# ----------------------------------------------------------------------------------------------- construction


def test_a_client_without_a_model_says_so() -> None:
    with pytest.raises(NoModel, match="EXTRACT_MODEL"):
        ModelClient(Settings())


def test_a_limit_in_dollars_needs_a_price() -> None:
    with pytest.raises(WrongCall, match=r"the price of scripted at .* is not known"):
        ModelClient(Settings(model="scripted", base_url="http://127.0.0.1:1/v1", max_cost=Decimal(1)))
    ModelClient(Settings(model="gpt-4o-mini", api_key="sk-xyzzy", max_cost=Decimal(1)))


def test_the_client_does_not_show_its_key() -> None:
    assert "xyzzy" not in repr(ModelClient(Settings(model="scripted", api_key="sk-xyzzy")))
