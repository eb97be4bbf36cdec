"""For the tests of others: the fixture `extract_cassette` records a test's conversation with a model, and replays it.

    def test_the_premiers_are_found(extract_cassette):
        record = extract(TEXT)
        ...

`pytest --extract-record once` asks the model and keeps `cassettes/<module>/<test>.yaml` beside the test; without the
option nothing is ever sent: a request that the cassette does not hold fails the test, and so does a recorded one that
the test no longer asks. pytest loads this module in every run: it imports nothing but pytest until the fixture is used.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from extract.replay import Recording

_LONGEST_NAME = 120

_passed = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("extract").addoption(
        "--extract-record",
        choices=("none", "once", "new", "all"),
        default="none",
        help="what cassettes do with requests to a model: replay only (none, the default), record where there is no "
        "file (once), record what is missing (new), or record everything anew (all)",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.when == "call":
        item.stash[_passed] = report.passed
    return report


@pytest.fixture
def extract_cassette(request: pytest.FixtureRequest) -> Iterator[Recording]:
    """The cassette of this test, in use while it runs; at its end every recorded request must have been asked."""
    from extract.errors import CassetteMiss
    from extract.replay import Recording

    path = _path(request.node)
    record = request.config.option.extract_record
    # Everywhere, for a test may run in an event loop or in threads that were started before this fixture.
    recording = Recording(path, record=record, document=request.node.name, everywhere=True)
    try:
        with recording:
            yield recording
    except CassetteMiss:
        if _has_passed(request.node):
            raise
    # A test that failed on its way did not come to the rest: that is not worth a second error.
    if _has_passed(request.node):
        _check(recording)


def _has_passed(test: pytest.Item) -> bool:
    return test.stash.get(_passed, False)


def _check(recording: Recording) -> None:
    unplayed = recording.unplayed
    if not unplayed:
        return
    if recording.played == 0:
        hint = "No request was made at all: is a model configured for the test (EXTRACT_MODEL, EXTRACT_BASE_URL)?"
    else:
        hint = "Record the conversation again: pytest --extract-record all"
    listed = "\n".join(f"  {line}" for line in unplayed)
    pytest.fail(f"{recording.path} holds requests that the test did not make:\n{listed}\n{hint}", pytrace=False)


def _path(test: pytest.Item) -> Path:
    """Where the test's cassette lies: its name, with a digest where a file cannot be called like that."""
    name = test.nodeid.partition("::")[2].replace("::", ".")
    safe = re.sub(r"[^\w.\[\]=-]", "-", name).encode()[:_LONGEST_NAME].decode(errors="ignore")
    if safe != name:
        safe = f"{safe}.{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return test.path.parent / "cassettes" / test.path.stem / f"{safe}.yaml"
