"""What has been learned about an endpoint: how it can be made to answer in a schema, and which parameters it takes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from extract.llm.parameters import Parameters
from extract.settings import AnswerMode


@dataclass(slots=True, eq=False)
class Knowledge:
    """What is known so far; it grows by asking."""

    mode: AnswerMode | None
    """None until the endpoint was probed."""
    parameters: Parameters
    _locks: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Lock] = field(default_factory=WeakKeyDictionary)

    def lock(self) -> asyncio.Lock:
        """What whoever learns holds on the running event loop, so that the others need not ask as well."""
        return self._locks.setdefault(asyncio.get_running_loop(), asyncio.Lock())
