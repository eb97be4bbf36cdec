"""The client: asks a model one question in a schema, and brings back the answer or one error that says why not."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from openai import AsyncOpenAI, OpenAI
from pydantic import BaseModel

from extract.errors import NoModel
from extract.llm.answers import Answer
from extract.llm.connections import Connections
from extract.llm.meter import Meter
from extract.llm.modes import Form, Message, form, handlers
from extract.llm.proposal import AnyAnswer
from extract.settings import AnswerMode, Settings


class ModelClient:
    """A language model behind an OpenAI-compatible endpoint."""

    def __init__(
        self,
        settings: Settings,
        *,
        client: AsyncOpenAI | OpenAI | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if settings.model is None:
            raise NoModel("no model is named: set EXTRACT_MODEL")
        self._settings = settings
        self._model = settings.model
        self._clock = clock
        self._connections = Connections(settings, client)
        self._forms: dict[tuple[AnswerMode, type[BaseModel]], Form] = {}

    def meter(self) -> Meter:
        """A new meter; its document's deadline begins now."""
        return Meter(self._clock, self._settings.deadline)

    async def mode(self, meter: Meter) -> AnswerMode:  # noqa: ARG002
        return "json_schema" if self._settings.mode == "auto" else self._settings.mode

    async def ask(self, messages: Sequence[Message], answer: type[AnyAnswer], meter: Meter) -> Answer[AnyAnswer]:
        mode = await self.mode(meter)
        asked = self._form(mode, answer)
        meter.requests += 1
        completion = await self._connections.current().chat.completions.create(
            model=self._model,
            messages=asked.messages(messages),
            temperature=0,
            seed=0,
            max_tokens=self._settings.max_answer_tokens,
            **asked.parameters,
        )
        if completion.usage is not None:
            meter.count(completion.usage.prompt_tokens, completion.usage.completion_tokens, None)
        return Answer(handlers(mode).response_parser(completion, answer))

    async def aclose(self) -> None:
        await self._connections.aclose()

    def _form(self, mode: AnswerMode, answer: type[BaseModel]) -> Form:
        key = mode, answer
        if key not in self._forms:
            self._forms[key] = form(mode, answer, openai=False)
        return self._forms[key]
