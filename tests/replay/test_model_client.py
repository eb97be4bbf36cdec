"""The library's own client under a cassette: it waits for nobody that is not there, and hides no miss."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from extract.errors import CassetteMiss
from extract.llm.client import ModelClient
from extract.replay import cassette, leaks
from extract.settings import AnswerMode, Settings
from tests.replay.asking import KEY
from tests.replay.server import Reply, completion, serving


class Town(BaseModel):
    """A town of the text."""

    model_config = ConfigDict(extra="forbid")

    name: str


class Asker:
    """Asks as the library does, and notes how long it would have waited."""

    def __init__(self, url: str, mode: AnswerMode = "json_schema", api_key: str | None = KEY) -> None:
        self.settings = Settings(model="tiny-1", base_url=url, api_key=api_key, mode=mode)
        self.waits: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)

    async def answered(self, content: str) -> Town:
        client = ModelClient(self.settings, sleep=self.sleep)
        try:
            return (await client.ask([{"role": "user", "content": content}], Town, client.meter())).value
        finally:
            await client.aclose()

    def __call__(self, content: str) -> Town:
        return asyncio.run(self.answered(content))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "talks.yaml"


def test_a_replayed_refusal_is_not_waited_for_again(path: Path) -> None:
    with serving() as server, cassette(path, record="once"):
        live = Asker(server.url)
        server.says(Reply({"error": {}}, 429, {"Retry-After": "20"}), Reply(completion('{"name": "Lund"}')))
        assert live("They met in Lund.").name == "Lund"
    replayed = Asker(server.url, api_key=None)
    with cassette(path) as tape:
        assert replayed("They met in Lund.").name == "Lund"
    assert (live.waits, replayed.waits) == ([20.0], [0.0])
    assert tape.all_played
    assert leaks(path) == []


@pytest.mark.parametrize("mode", ["json_schema", "tools", "md_json"])
def test_an_answer_that_breaks_the_schema_is_asked_again_in_the_replay_too(path: Path, mode: AnswerMode) -> None:
    def reply(content: str) -> Reply:
        function = {"name": "Town", "arguments": content}
        call = {"id": f"call_{id(content)}", "type": "function", "function": function}
        message = {"role": "assistant", "content": content if mode != "tools" else None}
        if mode == "tools":
            message["tool_calls"] = [call]  # type: ignore[assignment]
        return Reply(completion("", choices=[{"index": 0, "finish_reason": "stop", "message": message}]))

    with serving() as server, cassette(path, record="once"):
        server.says(reply('{"town": "Lund"}'), reply('{"name": "Lund"}'))
        assert Asker(server.url, mode)("They met in Lund.").name == "Lund"
    with cassette(path) as tape:
        assert Asker(server.url, mode)("They met in Lund.").name == "Lund"
    assert (tape.interactions, tape.all_played) == (2, True)


def test_a_miss_is_not_asked_again_and_not_taken_for_a_model_that_failed(path: Path) -> None:
    with serving() as server:
        asker = Asker(server.url)
        with pytest.raises(CassetteMiss, match="there is no cassette"), cassette(path) as tape:
            asker("They met in Lund.")
        assert server.requests == []
    assert asker.waits == []
    assert len(tape.misses) == 1
