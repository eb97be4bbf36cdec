"""The wire: the HTTP transport under the model's client, on which a tape may record and replay."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol

import httpx2

REPLAYED_HEADER = "x-extract-replayed"
"""The header of a response that came from a tape; whoever waits before asking again need not wait for it."""


@dataclass(frozen=True, slots=True)
class WireRequest:
    """A request as it would go out; the names of its headers are in lower case."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class WireResponse:
    """A response that was read to its end and decompressed; the names of its headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


Send = Callable[[], Awaitable[WireResponse]]


class Tape(Protocol):
    """What stands between the client and the network: it answers a request itself, or sends it and keeps the answer."""

    @property
    def replaying(self) -> bool:
        """Whether nothing is sent whatever happens: then no key is needed."""
        ...

    async def exchange(self, request: WireRequest, send: Send) -> WireResponse:
        """The response to `request`; `send` is the live call."""
        ...


TAPE: ContextVar[Tape | None] = ContextVar("TAPE", default=None)
"""The tape of the document that is being read, if its conversation is recorded or replayed."""


_everywhere: Tape | None = None


def tape_everywhere(tape: Tape | None) -> None:
    """Put a tape under all contexts of the process that have none of their own; None takes it away."""
    global _everywhere
    _everywhere = tape


def current_tape() -> Tape | None:
    """The tape through which a request of this context passes."""
    return TAPE.get() or _everywhere


class TapedTransport(httpx2.AsyncBaseTransport):
    """A transport whose requests pass through the tape of the current context, if there is one."""

    def __init__(self, live: httpx2.AsyncBaseTransport) -> None:
        self._live = live

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        tape = current_tape()
        if tape is None:
            return await self._live.handle_async_request(request)

        async def send() -> WireResponse:
            return await _read(await self._live.handle_async_request(request))

        body = await request.aread()
        asked = WireRequest(request.method, str(request.url), _headers(request.headers), body)
        answer = await tape.exchange(asked, send)
        # A stream, for a response made from content is closed already, and the client closes what it was given.
        return httpx2.Response(answer.status, headers=dict(answer.headers), stream=httpx2.ByteStream(answer.body))

    async def aclose(self) -> None:
        await self._live.aclose()


async def _read(response: httpx2.Response) -> WireResponse:
    try:
        body = await response.aread()
    finally:
        await response.aclose()
    return WireResponse(response.status_code, _headers(response.headers), body)


def _headers(headers: httpx2.Headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
