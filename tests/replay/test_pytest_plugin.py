"""The fixture for users' own tests: recorded when told to, else replayed; nothing sent, nothing left over."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import extract.replay  # noqa: F401  else it is loaded anew for each run of pytest in this process
from tests.replay.server import Server, contents, serving

pytest_plugins = ["pytester"]

# Where the package is installed with its entry point, pytest has loaded the plugin by itself.
LOADED = [] if entry_points(group="pytest11", name="extract") else ["-p", "extract.pytest_plugin"]

MODULE = """
import asyncio, contextlib, threading
import httpx2, pytest
from extract.llm.wire import TapedTransport

runner = asyncio.Runner()
runner.get_loop()

async def asked(*contents):
    async with httpx2.AsyncClient(transport=TapedTransport(httpx2.AsyncHTTPTransport(verify=False))) as client:
        for content in contents:
            body = {{"messages": [{{"role": "user", "content": content}}]}}
            answer = await client.post("{url}/chat/completions", json=body)
            assert answer.json()["choices"][0]["message"]["content"] == "heard: " + content

@pytest.fixture(scope="session", autouse=True)
def loop():
    with runner:
        yield runner
"""


def run(pytester: pytest.Pytester, server: Server, tests: str, *options: str) -> pytest.RunResult:
    """What pytest says of a user's tests."""
    pytester.makepyfile(test_talks=MODULE.format(url=server.url) + tests)
    return pytester.runpytest_inprocess(*LOADED, "-p", "no:cacheprovider", *options)


TWO = """
def test_one(extract_cassette, loop):
    loop.run(asked("a", "b"))

@pytest.mark.parametrize("name", ["Orla/Bram", "Orla-Bram"])
def test_names(extract_cassette, loop, name):
    loop.run(asked(name))

class TestThreads:
    def test_thread(self, extract_cassette):
        def ask():
            with contextlib.suppress(Exception):
                asyncio.run(asked("from a thread"))

        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
        assert extract_cassette.all_played
"""


def test_what_was_recorded_is_replayed(pytester: pytest.Pytester) -> None:
    with serving() as server:
        # The thread swallows its miss: the fixture tells of it.
        run(pytester, server, TWO).assert_outcomes(failed=3, passed=1, errors=1)
        assert server.requests == []
        run(pytester, server, TWO, "--extract-record", "once").assert_outcomes(passed=4)
        assert contents(server.requests) == ["a", "b", "Orla/Bram", "Orla-Bram", "from a thread"]
    run(pytester, server, TWO).assert_outcomes(passed=4)
    folder = pytester.path / "cassettes" / "test_talks"
    names = sorted(path.name for path in folder.iterdir())
    assert names[0] == "TestThreads.test_thread.yaml"
    assert names[1].startswith("test_names[Orla-Bram].")
    assert names[2:] == ["test_names[Orla-Bram].yaml", "test_one.yaml"]
    assert "document: test_one\n" in (folder / "test_one.yaml").read_text()


LESS = """
def test_one(extract_cassette, loop):
    loop.run(asked("a"))
"""

NOTHING = """
def test_one(extract_cassette):
    pass
"""

FAILING = """
def test_one(extract_cassette, loop):
    loop.run(asked("a"))
    assert not "as it should be"
"""


def test_a_recorded_request_that_is_not_made_fails_the_test(pytester: pytest.Pytester) -> None:
    with serving() as server:
        run(pytester, server, TWO, "--extract-record", "all").assert_outcomes(passed=4)
    less = run(pytester, server, LESS)
    less.assert_outcomes(passed=1, errors=1)
    less.stdout.fnmatch_lines(["*holds requests that the test did not make:", "*'b'", "*--extract-record all*"])
    nothing = run(pytester, server, NOTHING)
    nothing.assert_outcomes(passed=1, errors=1)
    nothing.stdout.fnmatch_lines(["No request was made at all: is a model configured*"])
    run(pytester, server, FAILING).assert_outcomes(failed=1)


def test_loading_the_plugin_loads_nothing_else() -> None:
    code = "import sys, extract.pytest_plugin; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = {name for name in done.stdout.split() if name.startswith("extract")}
    assert ours == {"extract", "extract.pytest_plugin"}
    assert not {"vcr", "openai", "yaml", "httpx2", "pydantic"} & set(done.stdout.split())


def test_the_library_does_without_the_recorder_until_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "vcr.py").write_text("raise ImportError")
    code = "import extract.llm.wire\nimport extract.replay"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)}
    )
    assert done.stderr.strip().endswith("vcrpy is not installed: pip install 'communique[replay]'")
