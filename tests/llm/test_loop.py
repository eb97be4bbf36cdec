"""Connections live on one background loop: they are shared by all callers, and end with their extractor."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
import threading

from extract import Extractor, Settings
from extract.llm.loop import BackgroundLoop
from extract.llm.proposal import Proposal
from tests.llm.server import ScriptedServer, chat_completion

NOTHING = Proposal(participants=(), meetings=(), figures=(), agreements=()).model_dump_json()
TEXT = "The ministers of both countries met in Oslo."

SESSION = """
import asyncio
from extract import aextract, extract
assert not extract({text!r}).run.fallback
for _ in range(3):
    assert not asyncio.run(aextract({text!r})).run.fallback
"""


def test_short_lived_loops_share_the_connections() -> None:
    with ScriptedServer(chat_completion(NOTHING)) as server:
        settings = Settings(model="scripted", base_url=server.url, mode="json_schema")
        with Extractor(settings) as extractor:
            for _ in range(5):
                assert not asyncio.run(extractor.aextract(TEXT)).run.fallback
            extractor.extract(TEXT)
        assert server.connections == 1


def test_what_is_never_closed_ends_quietly_with_its_process() -> None:
    with ScriptedServer(chat_completion(NOTHING)) as server:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", SESSION.format(text=TEXT)],
            env={"EXTRACT_MODEL": "scripted", "OPENAI_BASE_URL": server.url, "EXTRACT_MODE": "json_schema"},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_loop_without_users_ends_its_thread_and_closes_what_it_opened() -> None:
    closed = threading.Event()

    async def close() -> None:
        closed.set()

    loop = BackgroundLoop()
    loop.at_close(close)
    assert loop.run(asyncio.sleep(0, "done")) == "done"
    threads = [thread for thread in threading.enumerate() if thread.name == "extract-model"]
    del loop
    gc.collect()
    assert closed.is_set()
    assert not any(thread.is_alive() for thread in threads[-1:])


def test_closing_cancels_what_still_runs() -> None:
    loop = BackgroundLoop()
    waiting = loop.start(asyncio.sleep(60))
    loop.close()
    assert waiting.cancelled()
