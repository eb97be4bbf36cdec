"""Clients as the library has them: httpx2 and openai over the taped transport."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
from openai import AsyncOpenAI

from extract.llm.wire import TapedTransport

KEY = "sk-invented0123456789abcdef"


def taped() -> httpx2.AsyncClient:
    """A client whose requests pass through the tape of their context."""
    # Without certificates: nothing here speaks TLS, and reading them takes longer than the test.
    return httpx2.AsyncClient(transport=TapedTransport(httpx2.AsyncHTTPTransport(verify=False)))


async def posted(url: str, *bodies: Any, headers: dict[str, str] | None = None) -> list[httpx2.Response]:
    """The responses to `bodies`, asked one after the other."""
    sent = {"Authorization": f"Bearer {KEY}", **(headers or {})}
    async with taped() as client:
        return [await client.post(f"{url}/chat/completions", json=body, headers=sent) for body in bodies]


def post(url: str, *bodies: Any, headers: dict[str, str] | None = None) -> list[httpx2.Response]:
    """The same, from code that is not async."""
    return asyncio.run(posted(url, *bodies, headers=headers))


async def answered(url: str, *contents: str) -> list[str]:
    """What the model says to each of `contents`, asked at once through openai's client."""
    async with taped() as http, AsyncOpenAI(base_url=url, api_key=KEY, http_client=http, max_retries=0) as client:
        asked = [
            client.chat.completions.create(model="tiny-1", messages=[{"role": "user", "content": content}])
            for content in contents
        ]
        return [said.choices[0].message.content or "" for said in await asyncio.gather(*asked)]


def ask(url: str, *contents: str) -> list[str]:
    """The same, from code that is not async."""
    return asyncio.run(answered(url, *contents))
