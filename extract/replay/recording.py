"""A cassette in use: it answers what it holds, sends what it may, and keeps the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import Token
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

from vcr import matchers  # type: ignore[import-untyped]
from vcr.cassette import Cassette  # type: ignore[import-untyped]
from vcr.record_mode import RecordMode as VcrMode  # type: ignore[import-untyped]
from vcr.request import Request  # type: ignore[import-untyped]

from extract.errors import CassetteError, CassetteMiss, WrongCall
from extract.llm import wire
from extract.llm.wire import REPLAYED_HEADER, TAPE, Send, Tape, WireRequest, WireResponse
from extract.replay import bodies, miss
from extract.replay.cassette_file import CassetteFile, Head
from extract.replay.scrub import Scrubber
from extract.settings import RecordMode

MODES: dict[RecordMode, VcrMode] = {
    "none": VcrMode.NONE,
    "once": VcrMode.ONCE,
    "new": VcrMode.NEW_EPISODES,
    "all": VcrMode.ALL,
}


class Recording:
    """A cassette around the reading of one document: a context manager, for sync and async code alike.

    Of vcrpy it uses the cassette, not its patches of HTTP libraries: each context has its own cassette, so that
    many documents are read at once, and a library that vcrpy does not know cannot go live unseen. With `everywhere`
    it also answers in threads and tasks that were not started inside it: for a test that has the process to itself.
    """

    def __init__(
        self,
        path: str | Path,
        *,
        record: RecordMode = "none",
        document: str | None = None,
        prompt_version: str | None = None,
        secrets: Sequence[str] = (),
        everywhere: bool = False,
        relatives: Callable[[], Sequence[Path]] = tuple,
        today: Callable[[], date] = date.today,
    ) -> None:
        if record not in MODES:
            raise WrongCall(f"no record mode is called {record!r}: choose one of {', '.join(MODES)}")
        self.path = Path(path)
        self.record: RecordMode = record
        self.document = document
        self.prompt_version = prompt_version
        self.misses: list[CassetteMiss] = []
        """The requests that it could not answer, in the order they were asked."""
        self._secrets = tuple(secrets)
        self._everywhere = everywhere
        self._relatives = relatives
        self._today = today
        self._lock = Lock()
        self._cassette: Cassette | None = None
        self._open = False
        self._token: Token[Tape | None] | None = None

    def __enter__(self) -> Recording:
        if self._open:
            raise CassetteError(f"{self.path}: the cassette is in use already: give each document its own")
        head = Head(self._today(), document=self.document, prompt_version=self.prompt_version)
        file = CassetteFile(head)
        self._cassette = _loaded(self.path, file, MODES[self.record])
        file.head = head
        self.misses = []
        self._scrubber = Scrubber(self._secrets)
        self._open = True
        self._token = TAPE.set(self)
        if self._everywhere:
            wire.tape_everywhere(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._take_away()
        if self._everywhere:
            wire.tape_everywhere(None)
        with self._lock:
            self._open = False
            self._held._save()
        if self.misses and (error is None or isinstance(error, Exception)) and not isinstance(error, CassetteError):
            # Whoever caught or wrapped it: a miss is an error of the run.
            raise self.misses[0] from error

    async def __aenter__(self) -> Recording:
        return self.__enter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.__exit__(kind, error, trace)

    @property
    def entered(self) -> bool:
        """Whether it was ever in use."""
        return self._cassette is not None

    @property
    def replaying(self) -> bool:
        """Whether nothing is sent whatever happens: then no key is needed."""
        return bool(self._held.write_protected)

    @property
    def interactions(self) -> int:
        """How many exchanges it holds."""
        return len(self._held)

    @property
    def played(self) -> int:
        """How many of them were asked for, or recorded now."""
        return len(self._held.play_counts)

    @property
    def all_played(self) -> bool:
        """Whether every exchange was asked for."""
        return not self.unplayed_places

    @property
    def unplayed(self) -> list[str]:
        """The requests that were not asked, a line each."""
        requests = self._held.requests
        return [miss.gist(requests[at]) for at in self.unplayed_places]

    @property
    def unplayed_places(self) -> list[int]:
        """Which exchanges were not asked for, by their place in the file."""
        return [at for at in range(self.interactions) if at not in self._held.play_counts]

    async def exchange(self, request: WireRequest, send: Send) -> WireResponse:
        """The recorded response to `request`, or the live one, as it is kept."""
        with self._lock:
            self._check_open()
            kept = self._scrubber.request(request)
            asked = Request(kept.method, kept.url, kept.body, dict(kept.headers))
            answer = self._play(asked)
        if answer is not None:
            return answer
        received = await send()
        with self._lock:
            self._check_open()
            return self._keep(asked, self._scrubber.response(received))

    @property
    def _held(self) -> Cassette:
        if self._cassette is None:
            raise CassetteError(f"{self.path}: the cassette is not in use: enter it with `with`")
        return self._cassette

    def _take_away(self) -> None:
        # The halves of an async fixture run in contexts of their own; the first one's has ended by itself then.
        with suppress(ValueError):
            if self._token is not None:
                TAPE.reset(self._token)

    def _check_open(self) -> None:
        if not self._open:
            raise CassetteError(f"{self.path}: the cassette was closed, and a request still came: wait for it inside")

    def _play(self, asked: Request) -> WireResponse | None:
        held = self._held
        if held.can_play_response_for(asked):
            response = held.play_response(asked)
            headers = {name: values[0] for name, values in response["headers"].items()}
            headers[REPLAYED_HEADER] = "1"
            return WireResponse(response["status"]["code"], headers, response["body"]["string"])
        if held.write_protected:
            error = CassetteMiss(self._explained(asked))
            self.misses.append(error)
            raise error
        return None

    def _keep(self, asked: Request, response: WireResponse) -> WireResponse:
        held = self._held
        held.append(
            asked,
            {
                "status": {"code": response.status, "message": None},
                "headers": {name: [value] for name, value in response.headers.items()},
                "body": {"string": response.body},
            },
        )
        # Else a request that is sent again, for its answer was an error, would be given that answer again.
        held.play_counts[len(held) - 1] += 1
        return response

    def _explained(self, asked: Request) -> str:
        document = self.document or "a document"
        return f"{document}: {self._missing(asked)}\n{self._advice()}"

    def _missing(self, asked: Request) -> str:
        cassette = f"the cassette {self.path}"
        held = self._held
        if held.rewound:
            times = sum(_same_body(asked, other) for other in held.requests)
            if times:
                return f"{cassette} answers this request {times}x, and it is asked once more: {miss.gist(asked)}"
            return f"{cassette} holds no answer to this request; {self._changed(asked, held.requests)}"
        relatives = [request for path in self._relatives() for request in _requests(path)]
        return f"there is no cassette {self.path}; {self._changed(asked, relatives)}"

    def _changed(self, asked: Request, recorded: Sequence[Request]) -> str:
        nearest = miss.nearest(asked, recorded)
        if nearest is None:
            return f"asked was {miss.gist(asked)}"
        return f"what changed since it was recorded:\n{miss.changes(nearest, asked)}"

    def _advice(self) -> str:
        return 'Nothing was sent. Record what is missing with record="new", or all of it again with record="all".'


def cassette(
    path: str | Path,
    *,
    record: RecordMode = "none",
    document: str | None = None,
    secrets: Sequence[str] = (),
) -> Recording:
    """A cassette around calls that ask a model: `with cassette("talks.yaml"): extract(text)`.

    `record` is "none" (replay, and a request that it does not hold is a `CassetteMiss`), "once" (record if there is
    no file, else replay), "new" (replay what it holds, record what it does not) or "all" (record everything anew).
    Keys that requests carry are never kept; `secrets` are further strings to take out.
    """
    return Recording(path, record=record, document=document, secrets=secrets)


def _loaded(path: Path, file: CassetteFile, mode: VcrMode) -> Cassette:
    names = ("method", "scheme", "host", "port", "path", "query")
    match_on = (*(getattr(matchers, name) for name in names), _body)
    choices = {"serializer": file, "persister": file, "record_mode": mode, "match_on": match_on}
    if mode == VcrMode.ALL:
        # Nothing of the old conversation is kept, so it may be one that cannot be read.
        return Cassette(str(path), **choices)
    return Cassette.load(path=str(path), **choices)


def _requests(path: Path) -> list[Request]:
    try:
        return list(_loaded(path, CassetteFile(Head()), VcrMode.NONE).requests)
    except CassetteError:
        return []


def _body(asked: Request, recorded: Request) -> None:
    assert _same_body(asked, recorded), "the bodies differ"


def _same_body(asked: Request, recorded: Request) -> bool:
    one, other = miss.body_of(asked), miss.body_of(recorded)
    return one == other or bool(_data(one) == _data(other))


@lru_cache(maxsize=128)
def _data(body: bytes) -> Any:
    """The body as data, read once though it is compared with every recorded one."""
    data = bodies.parsed(body)
    return body if data is None else data
