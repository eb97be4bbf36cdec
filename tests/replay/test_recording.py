"""A cassette gives back what was said, to whoever asks the same, and sends nothing it may not send."""

from __future__ import annotations

import asyncio
import contextvars
import json
import threading
from contextlib import suppress
from datetime import date
from pathlib import Path

import openai
import pytest

from extract import __version__
from extract.errors import CassetteError, CassetteMiss, WrongCall
from extract.llm.wire import REPLAYED_HEADER, TAPE
from extract.replay import Recording, cassette
from extract.settings import RecordMode
from tests.replay.asking import KEY, answered, ask, post, posted, taped
from tests.replay.server import Reply, always, completion, contents, echo, question, serving

FRIDAY = date(2026, 3, 6)
MONDAY = date(2026, 3, 9)


def recording(path: Path, record: RecordMode, day: date = FRIDAY) -> Recording:
    return Recording(path, record=record, document="orla.txt", prompt_version="extraction.v1", today=lambda: day)


def test_what_was_recorded_is_replayed_when_nobody_listens_any_more(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    with serving() as server, cassette(path, record="once"):
        live = ask(server.url, "Orla met Bram.", "Trade grew by 27%.")
    with cassette(path) as tape:
        replayed = ask(server.url, "Orla met Bram.", "Trade grew by 27%.")
    assert replayed == live == ["heard: Orla met Bram.", "heard: Trade grew by 27%."]
    assert (tape.all_played, tape.interactions, tape.played, tape.unplayed) == (True, 2, 2, [])
    assert tape.replaying


def test_a_cassette_is_a_file_that_a_person_reads(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    answer = Reply(completion('{"meetings": [{"quote": "They met in Lund"}]}'))
    with serving(always(answer)) as server, recording(path, "once"):
        post(server.url, question("Title\n\nThey met in Lund.\nThey left.", temperature=0))
    assert (
        path.read_text()
        == f"""\
cassette: 1
recorded: '2026-03-06'
library_version: {__version__}
document: orla.txt
prompt_version: extraction.v1
interactions:
- request:
    method: POST
    url: {server.url}/chat/completions
    headers:
      content-type: application/json
    json:
      model: tiny-1
      messages:
      - role: user
        content: |-
          Title

          They met in Lund.
          They left.
      temperature: 0
  response:
    status: 200
    headers:
      content-type: application/json
    json:
      id: recorded
      object: chat.completion
      created: 0
      model: tiny-1
      choices:
      - index: 0
        finish_reason: stop
        message:
          role: assistant
          content: !json
            meetings:
            - quote: They met in Lund
      usage:
        prompt_tokens: 7
        completion_tokens: 3
        total_tokens: 10
"""
    )


MODES: list[tuple[RecordMode, bool, int, list[str]]] = [
    # the mode, whether there is a file, how many requests go out, what the file holds then
    ("once", False, 2, ["a", "b"]),
    ("new", False, 2, ["a", "b"]),
    ("all", False, 2, ["a", "b"]),
    ("new", True, 1, ["a", "b", "z"]),
    ("all", True, 2, ["a", "b"]),
]


def asked_in(path: Path) -> list[str]:
    lines = path.read_text().splitlines()
    return [line.split("content: ")[1] for line in lines if "content: " in line and "heard" not in line]


@pytest.mark.parametrize(("mode", "exists", "sent", "held"), MODES)
def test_a_record_mode_says_what_goes_out(
    tmp_path: Path, mode: RecordMode, exists: bool, sent: int, held: list[str]
) -> None:
    path = tmp_path / "talks.yaml"
    with serving() as server:
        if exists:
            with cassette(path, record="once"):
                post(server.url, question("a"), question("z"))
            server.requests.clear()
        with cassette(path, record=mode):
            post(server.url, question("a"), question("b"))
        assert len(server.requests) == sent
    assert asked_in(path) == held


@pytest.mark.parametrize("mode", ["none", "once"])
def test_a_request_that_is_not_held_is_never_sent(tmp_path: Path, mode: RecordMode) -> None:
    path = tmp_path / "talks.yaml"
    with serving() as server:
        with cassette(path, record="once"):
            post(server.url, question("Orla met Bram."))
        with pytest.raises(CassetteMiss), cassette(path, record=mode):
            post(server.url, question("Orla met Cato."))
        assert contents(server.requests) == ["Orla met Bram."]


def test_no_file_is_a_miss_too(tmp_path: Path) -> None:
    with serving() as server:
        with (
            pytest.raises(CassetteMiss, match=r"orla\.txt: there is no cassette"),
            recording(tmp_path / "no.yaml", "none"),
        ):
            post(server.url, question("Orla met Bram."))
        assert server.requests == []
    assert not (tmp_path / "no.yaml").exists()


def test_a_miss_shows_the_lines_that_changed(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    prompt = "Point at passages.\nCopy them.\nSay nothing else."
    with serving() as server, recording(path, "once"):
        post(server.url, question(prompt, temperature=0), question("something else altogether"))
    with pytest.raises(CassetteMiss) as caught, recording(path, "none"):
        post(server.url, question(prompt.replace("Copy", "Quote"), temperature=0.5))
    assert str(caught.value) == (
        f"orla.txt: the cassette {path} holds no answer to this request; what changed since it was recorded:\n"
        "  - messages[0].content: Copy them.\n"
        "  + messages[0].content: Quote them.\n"
        "  - temperature: 0\n"
        "  + temperature: 0.5\n"
        'Nothing was sent. Record what is missing with record="new", or all of it again with record="all".'
    )


def test_a_miss_is_not_longer_than_a_reader_takes_in(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    long = "word " * 400
    with serving() as server, recording(path, "once"):
        post(server.url, question(long + "old " + long + "\nsame\n" + "\n".join(f"line {n}" for n in range(50))))
    with pytest.raises(CassetteMiss) as caught, recording(path, "none"):
        post(server.url, question(long + "new " + long + "\nsame\n" + "\n".join(f"Line {n}" for n in range(50))))
    lines = str(caught.value).splitlines()
    assert len(lines) == 23
    assert lines[1].startswith("  - messages[0].content: …")
    assert "old" in lines[1]
    assert "new" in lines[2]
    assert max(map(len, lines[1:-2])) < 180
    assert lines[-2] == "  … and 82 more lines"


def test_a_request_asked_more_often_than_recorded_is_a_miss(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    with serving() as server, cassette(path, record="once"):
        post(server.url, question("a"))
    with (
        pytest.raises(CassetteMiss, match=r"answers this request 1x, and it is asked once more: .*'a'"),
        cassette(path),
    ):
        post(server.url, question("a"), question("a"))


def test_a_miss_comes_through_the_model_client_s_own_error(tmp_path: Path) -> None:
    with serving() as server:
        path = tmp_path / "talks.yaml"
        with cassette(path, record="once"):
            ask(server.url, "a")
        with pytest.raises(CassetteMiss) as caught, cassette(path):
            ask(server.url, "b")
        assert len(server.requests) == 1
    assert isinstance(caught.value.__cause__, openai.APIConnectionError)


def test_a_miss_that_somebody_caught_ends_the_run_all_the_same(tmp_path: Path) -> None:
    with pytest.raises(CassetteMiss), cassette(tmp_path / "no.yaml"), suppress(openai.APIConnectionError):
        ask("http://127.0.0.1:9/v1", "a")


def test_equal_requests_are_answered_in_the_order_of_their_answers(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    said = [Reply({"error": {}}, 503), Reply(completion("first")), Reply(completion("second"))]
    with serving() as server, cassette(path, record="once"):
        server.says(*said)
        live = post(server.url, *[question("a")] * 3)
    with cassette(path):
        replayed = post(server.url, *[question("a")] * 3)
    assert [answer.status_code for answer in replayed] == [200 if answer.is_success else 503 for answer in live]
    assert [answer.content for answer in replayed] == [answer.content for answer in live]


@pytest.mark.parametrize("mode", ["once", "new", "all"])
def test_an_answer_just_recorded_is_not_given_to_the_next_attempt(tmp_path: Path, mode: RecordMode) -> None:
    path = tmp_path / "talks.yaml"
    with serving() as server:
        with cassette(path, record="all"):
            post(server.url, question("earlier"))
        if mode == "once":
            path.unlink()
        server.says(Reply({"error": {}}, 429), Reply(completion("at last")))
        with cassette(path, record=mode):
            refused, answer = post(server.url, question("a"), question("a"))
    assert (refused.status_code, answer.status_code) == (429, 200)


def test_a_replayed_answer_says_so_and_need_not_be_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    headers = {"Retry-After": "20", "retry-after-ms": "20000", "Set-Cookie": "who=orla", "x-request-id": "req_1"}
    refusal = Reply({"error": {"message": "slower"}}, 429, headers)
    with serving(always(refusal)) as server, cassette(path, record="once"):
        (live,) = post(server.url, question("a"))
    with cassette(path):
        (replayed,) = post(server.url, question("a"))
    kept = {"content-type": "application/json", "retry-after": "20", "retry-after-ms": "20000"}
    assert dict(live.headers) == kept
    assert dict(replayed.headers) == {**kept, REPLAYED_HEADER: "1"}
    assert replayed.status_code == 429


EVENTS = b'data: {"choices": [{"delta": {"content": "Or"}}]}\n\ndata: [DONE]\n\n'

BODIES = {
    "json": Reply({"a": [1, -0.0, 1.5e-7, 10**30, True, None, "", "null", "2026-03-06", "é \u2028 \x85 \t\n x \n"]}),
    "gzip": Reply({"a": "compressed"}).zipped(),
    "page": Reply(
        b"<html>\r\n<body>502  Bad \xc2\xa0Gateway\n </body>\t</html>\n\n", 502, {"Content-Type": "text/html"}
    ),
    "events": Reply(EVENTS, headers={"Content-Type": "text/event-stream"}),
    "truncated": Reply(b'{"choices": [{"message": {"content": "{\\"meet'),
    "twice": Reply(b'{"a": 1, "a": 2}'),
    "not a number": Reply(b'{"a": NaN, "b": 1e999}'),
    "half a character": Reply(b'{"a": "\\ud83d"}'),
    "no text": Reply(b"\xff\xfe\x00{", headers={"Content-Type": "application/octet-stream"}),
    "nothing": Reply(b"", 204),
    "a string": Reply(b'"only a string"'),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    path = tmp_path / "talks.yaml"
    reply = BODIES[name]
    with serving(always(reply)) as server, cassette(path, record="once"):
        (live,) = post(server.url, question("a"))
    with cassette(path):
        (replayed,) = post(server.url, question("a"))
    assert replayed.content == live.content
    assert "content-encoding" not in replayed.headers
    if name in ("json", "gzip"):
        plain = {"a": "compressed"} if name == "gzip" else reply.body
        assert repr(replayed.json()) == repr(plain)
    else:
        assert replayed.content == reply.raw


def test_streams_are_replayed_event_by_event(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"

    async def events(url: str) -> list[str]:
        async with taped() as client, client.stream("POST", f"{url}/chat", json=question("a")) as response:
            return [line async for line in response.aiter_lines() if line]

    with serving(always(BODIES["events"])) as server, cassette(path, record="once"):
        live = asyncio.run(events(server.url))
    with cassette(path):
        assert asyncio.run(events(server.url)) == live == EVENTS.decode().split("\n\n")[:-1]


def test_the_order_of_keys_and_the_spaces_do_not_matter_but_the_rest_does(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    with serving() as server, cassette(path, record="once"):
        post(server.url, question("a", seed=1))
    turned = dict(reversed(question("a", seed=1).items()))
    with cassette(path):
        assert post(server.url, turned)[0].is_success
    for other in (question("a", seed=2), question("a"), question("a ", seed=1)):
        with pytest.raises(CassetteMiss), cassette(path):
            post(server.url, other)
    for url in (server.url + "/other", server.url.replace("127.0.0.1", "localhost")):
        with pytest.raises(CassetteMiss, match="/chat/completions"), cassette(path):
            post(url, question("a", seed=1))


def test_two_recordings_of_one_conversation_are_one_file(tmp_path: Path) -> None:
    chunks = [f"chunk {number}" for number in range(8)]
    files = [tmp_path / "one.yaml", tmp_path / "other.yaml"]
    for path, order in zip(files, (chunks, chunks[::-1]), strict=True):
        with serving() as server, recording(path, "once"):
            ask(server.url, *order)
        text = path.read_text().replace(server.url, "URL")
        path.write_text(text)
    assert files[0].read_text() == files[1].read_text()


def test_what_is_recorded_anew_and_says_the_same_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    with serving() as server:
        for day in (FRIDAY, MONDAY):
            with recording(path, "all", day):
                post(server.url, question("a"))
        assert "recorded: '2026-03-06'" in path.read_text()
        server.answer = always(Reply(completion("something else")))
        with recording(path, "all", MONDAY):
            post(server.url, question("a"))
    assert "recorded: '2026-03-09'" in path.read_text()


def test_many_documents_are_read_at_once_each_with_its_own_cassette(tmp_path: Path) -> None:
    documents = [f"document {number}" for number in range(6)]

    async def read(url: str, document: str, mode: RecordMode) -> list[str]:
        async with cassette(tmp_path / f"{document}.yaml", record=mode):
            return await answered(url, f"{document}: its first half", f"{document}: its other half")

    async def run(url: str, mode: RecordMode) -> list[list[str]]:
        return list(await asyncio.gather(*(read(url, document, mode) for document in documents)))

    with serving() as server:
        live = asyncio.run(run(server.url, "once"))
    assert asyncio.run(run(server.url, "none")) == live
    for document in documents:
        assert asked_in(tmp_path / f"{document}.yaml") == [
            f"'{document}: its {half} half'" for half in ("first", "other")
        ]


def test_threads_have_their_own_cassettes(tmp_path: Path) -> None:
    said: dict[str, list[str]] = {}

    def read(url: str, name: str) -> None:
        with cassette(tmp_path / f"{name}.yaml", record="once"):
            said[name] = ask(url, name)

    with serving() as server:
        threads = [threading.Thread(target=read, args=(server.url, name)) for name in "abcd"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert said == {name: [f"heard: {name}"] for name in "abcd"}
    assert [asked_in(tmp_path / f"{name}.yaml") for name in "abcd"] == [["a"], ["b"], ["c"], ["d"]]


def test_a_thread_that_is_given_the_context_has_the_cassette_with_it(tmp_path: Path) -> None:
    with serving() as server, cassette(tmp_path / "talks.yaml", record="once") as tape:
        thread = threading.Thread(target=contextvars.copy_context().run, args=(ask, server.url, "a"))
        thread.start()
        thread.join()
        assert tape.interactions == 1


def test_what_was_said_before_a_failure_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"

    def fails(url: str) -> None:
        with cassette(path, record="once"):
            post(url, question("a"))
            raise KeyError

    with serving() as server, pytest.raises(KeyError):
        fails(server.url)
    assert asked_in(path) == ["a"]
    assert [file.name for file in tmp_path.iterdir()] == ["talks.yaml"]
    assert TAPE.get() is None


def test_what_the_network_lost_is_not_recorded(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    with pytest.raises(openai.APIConnectionError), cassette(path, record="once"):
        ask("http://127.0.0.1:9/v1", "a")
    assert not path.exists()


def test_the_inner_of_two_cassettes_answers(tmp_path: Path) -> None:
    with serving() as server, cassette(tmp_path / "outer.yaml", record="once"):
        ask(server.url, "a")
        with cassette(tmp_path / "inner.yaml", record="once"):
            ask(server.url, "b")
        ask(server.url, "c")
    assert asked_in(tmp_path / "outer.yaml") == ["a", "c"]
    assert asked_in(tmp_path / "inner.yaml") == ["b"]


def test_a_request_that_outlives_its_cassette_is_not_sent(tmp_path: Path) -> None:
    async def late(url: str) -> None:
        async with cassette(tmp_path / "talks.yaml", record="once"):
            leave = asyncio.Event()

            async def wait() -> None:
                await leave.wait()
                await posted(url, question("a"))

            task = asyncio.create_task(wait())
        leave.set()
        await task

    with serving() as server:
        with pytest.raises(CassetteError, match="the cassette was closed"):
            asyncio.run(late(server.url))
        assert server.requests == []


def test_a_cassette_may_be_left_in_another_context_than_it_was_entered_in(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    tape = cassette(path, record="once")
    inside = contextvars.copy_context()
    with serving() as server:
        inside.run(tape.__enter__)
        inside.run(post, server.url, question("a"))
    contextvars.copy_context().run(tape.__exit__, None, None, None)
    assert asked_in(path) == ["a"]


def test_a_cassette_is_entered_by_one_document_at_a_time(tmp_path: Path) -> None:
    tape = cassette(tmp_path / "talks.yaml")
    with pytest.raises(CassetteError, match="not in use"):
        _ = tape.played
    with tape, pytest.raises(CassetteError, match="in use already"), tape:
        pass
    with tape:
        assert tape.played == 0


def test_what_was_not_asked_is_named(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    with serving() as server, cassette(path, record="once"):
        post(server.url, question("a"), question("b"))
    with cassette(path) as tape:
        post(server.url, question("b"))
    assert not tape.all_played
    assert tape.unplayed == [f"POST {server.url}/chat/completions 'a'"]


UNREADABLE = {
    "no yaml": ("cassette: [", "it is no YAML"),
    "an object": ("!!python/object/apply:os.getcwd []", "it is no YAML"),
    "another file": ("- a\n- b\n", "it is no cassette of this library"),
    "vcrpy's own": ("version: 1\ninteractions: []\n", "it is no cassette of this library"),
    "a later version": ("cassette: 2\ninteractions: []\n", "written in format 2, and this version reads format 1"),
    "no interactions": ("cassette: 1\n", "it holds no list of interactions"),
    "half an interaction": ("cassette: 1\ninteractions:\n- request: {}\n", "no cassette of this library: KeyError"),
    "no day": ("cassette: 1\nrecorded: soon\ninteractions: []\n", "which is no day"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_is_no_cassette_is_an_error_that_says_so(tmp_path: Path, name: str) -> None:
    text, reason = UNREADABLE[name]
    path = tmp_path / "talks.yaml"
    path.write_text(text)
    with pytest.raises(CassetteError, match=reason) as caught, cassette(path):
        pass
    assert str(caught.value).startswith(str(path))
    assert TAPE.get() is None
    with serving() as server, cassette(path, record="all"):
        post(server.url, question("a"))
    assert asked_in(path) == ["a"]


def test_an_unwritable_place_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    unwritable = cassette(tmp_path / "file" / "talks.yaml", record="all")
    with serving() as server, pytest.raises(CassetteError, match="cannot be written"), unwritable:
        post(server.url, question("a"))


def test_a_record_mode_is_one_of_four(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="choose one of none, once, new, all"):
        cassette(tmp_path / "talks.yaml", record="sometimes")  # type: ignore[arg-type]


def test_answers_with_calls_of_tools_are_the_same_each_time(tmp_path: Path) -> None:
    def call(_body: object) -> Reply:
        function = {"name": "Proposal", "arguments": '{"meetings":[]}'}
        calls = [{"id": f"call_{id(object())}", "type": "function", "function": function}]
        return Reply(completion("", choices=[{"index": 0, "message": {"role": "assistant", "tool_calls": calls}}]))

    with serving(call) as server:
        for name in ("one.yaml", "other.yaml"):
            with recording(tmp_path / name, "once"):
                (live,) = post(server.url, question("a"))
    assert (tmp_path / "one.yaml").read_text() == (tmp_path / "other.yaml").read_text()
    with recording(tmp_path / "one.yaml", "none"):
        (replayed,) = post(server.url, question("a"))
    assert replayed.content == live.content
    assert json.loads(replayed.content)["choices"][0]["message"]["tool_calls"][0]["id"].startswith("call_")


def test_no_tape_is_no_cassette() -> None:
    with serving(echo) as server:
        (answer,) = post(server.url, question("a"))
    assert answer.json()["timings"] == {"prompt_ms": 12.5}
    assert KEY not in answer.text
