"""The HTTP clients under the model's client: one for each event loop, all of whose requests pass through the tape."""

from __future__ import annotations

import asyncio
import ssl
import urllib.request
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import httpx2
from openai import AsyncOpenAI, OpenAI

from extract.errors import WrongCall
from extract.llm.wire import TapedTransport
from extract.settings import Settings

OPENAI_URL = "https://api.openai.com/v1"

# Connecting takes a second at most where anybody listens; only the answer takes long.
_CONNECT_SECONDS = 10.0

# An endpoint on one's own machine wants no key, but the client insists on one.
_NO_KEY = "none"


class Connections:
    """An `AsyncOpenAI` for each event loop: the pool of connections belongs to the loop that opened them."""

    def __init__(self, settings: Settings, client: AsyncOpenAI | OpenAI | None = None) -> None:
        self._settings = settings
        self._client = client
        self._open: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncOpenAI] = WeakKeyDictionary()
        if client is not None:
            self.url = str(client.base_url)
            self.secrets = _secrets(client)
        else:
            self.url = settings.base_url or OPENAI_URL
            self.secrets = (settings.api_key,) if settings.api_key else ()

    def current(self) -> AsyncOpenAI:
        """The client of the running event loop."""
        loop = asyncio.get_running_loop()
        client = self._open.get(loop)
        if client is None:
            client = self._open[loop] = self._connect()
        return client

    async def aclose(self) -> None:
        """Close the connections of the running event loop; a client that was handed in stays open."""
        client = self._open.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.close()

    def _connect(self) -> AsyncOpenAI:
        if isinstance(self._client, AsyncOpenAI):
            theirs = _http_client(self._client)
            return self._client.with_options(max_retries=0, http_client=_taped(ThroughClient(theirs, owned=False)))
        timeout = httpx2.Timeout(self._settings.timeout, connect=min(_CONNECT_SECONDS, self._settings.timeout))
        options: dict[str, Any] = {
            "max_retries": 0,
            "timeout": timeout,
            "http_client": _taped(_live_transport(self._settings.concurrency)),
        }
        if self._client is not None:
            return AsyncOpenAI(**_as_async(self._client), **options)
        return AsyncOpenAI(api_key=self._settings.api_key or _NO_KEY, base_url=self.url, **options)


class ThroughClient(httpx2.AsyncBaseTransport):
    """A transport that sends through an HTTP client, and so through its proxies, certificates and hooks."""

    def __init__(self, client: httpx2.AsyncClient, *, owned: bool) -> None:
        self._client = client
        self._owned = owned

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return await self._client.send(request, stream=True)

    async def aclose(self) -> None:
        if self._owned:
            await self._client.aclose()


def _taped(live: httpx2.AsyncBaseTransport) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=TapedTransport(live), follow_redirects=True)


def _live_transport(concurrency: int) -> httpx2.AsyncBaseTransport:
    # Waiting for a connection would count against the request's time: there is one for each request at work.
    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=max(concurrency, 20))
    if urllib.request.getproxies():
        # Only a whole client reads the environment's proxies.
        return ThroughClient(httpx2.AsyncClient(limits=limits, verify=_certificates()), owned=True)
    return httpx2.AsyncHTTPTransport(limits=limits, verify=_certificates())


@cache
def _certificates() -> ssl.SSLContext:
    # Reading them takes 30 ms, for every event loop anew.
    return httpx2.create_ssl_context()


def _http_client(client: AsyncOpenAI) -> httpx2.AsyncClient:
    http_client: object = client._client
    if not isinstance(http_client, httpx2.AsyncClient):
        raise WrongCall("the client's http_client is of the old httpx: hand in an AsyncOpenAI with one of httpx2")
    return http_client


def _as_async(client: OpenAI) -> dict[str, Any]:
    """What makes an `AsyncOpenAI` that speaks to the same endpoint with the same credentials."""
    if type(client) is not OpenAI:
        raise WrongCall(f"a {type(client).__name__} cannot be called asynchronously: hand in its Async counterpart")
    return {
        "api_key": _awaitable(client._api_key_provider) or client.api_key or _NO_KEY,
        "base_url": client.base_url,
        "organization": client.organization,
        "project": client.project,
        "default_headers": client._custom_headers,
        "default_query": client._custom_query,
    }


def _awaitable(provider: Callable[[], str] | None) -> Callable[[], Awaitable[str]] | None:
    if provider is None:
        return None

    async def key() -> str:
        return await asyncio.to_thread(provider)

    return key


def _secrets(client: AsyncOpenAI | OpenAI) -> tuple[str, ...]:
    keys = (client.api_key, client.admin_api_key, *map(str, client._custom_headers.values()))
    return tuple(key for key in keys if isinstance(key, str) and key)
