"""Passages: each asked about on its own, in halves where the answer was too long, and none at the cost of another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

from pydantic import BaseModel

from extract.errors import ModelUnavailable
from extract.llm import chunks
from extract.llm.answers import Answer
from extract.llm.asking import Message
from extract.llm.failures import CutShort
from extract.text.page import Page

Taken = TypeVar("Taken")
Asked = TypeVar("Asked", bound=BaseModel)


async def gather(asking: Iterable[Awaitable[list[Taken]]]) -> tuple[list[Taken], list[ModelUnavailable]]:
    """What all that is asked comes to, in the order of asking; what one fails at costs no other its answer."""
    taken: list[Taken] = []
    failures: list[ModelUnavailable] = []
    for outcome in await asyncio.gather(*asking, return_exceptions=True):
        if isinstance(outcome, ModelUnavailable):
            failures.append(outcome)
        elif isinstance(outcome, BaseException):
            raise outcome
        else:
            taken.extend(outcome)
    return taken, failures


async def ask_in_parts(
    page: Page,
    passage: chunks.Passage,
    request: Callable[[chunks.Passage], list[Message]],
    ask: Callable[[list[Message]], Awaitable[Answer[Asked]]],
    take: Callable[[chunks.Passage, list[Message], Answer[Asked]], Taken],
    warnings: list[str],
) -> list[Taken]:
    """What `take` makes of the answer about a passage, or of those about its parts, each as soon as it is there."""
    messages = request(passage)
    halves = chunks.halve(page, passage)
    try:
        answer = await ask(messages)
    except CutShort:
        if len(halves) == 1:
            raise
        answer = None
    if len(halves) > 1 and (answer is None or answer.calls_for_halves(passage[1] - passage[0])):
        warnings.append(f"the answer about {extent(passage)} was cut off: it was asked in two parts")
        first = await ask_in_parts(page, halves[0], request, ask, take, warnings)
        return [*first, *await ask_in_parts(page, halves[1], request, ask, take, warnings)]
    assert answer is not None
    if answer.cut:
        warnings.append(f"the answer about {extent(passage)} was cut off: what was complete is taken")
    return [take(passage, messages, answer)]


def extent(passage: chunks.Passage) -> str:
    """Where a passage stands, in words.

    >>> extent((0, 120))
    'characters 0 to 120'
    """
    return f"characters {passage[0]} to {passage[1]}"
