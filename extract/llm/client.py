"""The client: asks a model one question in a schema, and brings back the answer or one error that says why not."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import nullcontext
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx2
import openai
from openai import AsyncOpenAI, OpenAI
from openai.types.chat import ChatCompletion
from pydantic import BaseModel

from extract.errors import ModelUnavailable, NoModel, WrongCall
from extract.llm.answers import Answer, BrokenAnswer, complete_items, is_whole, read, sound_items
from extract.llm.breaker import Breaker
from extract.llm.budget import Budget
from extract.llm.connections import Connections
from extract.llm.failures import CutShort, Endpoint, Failure, malformed, recorded, timed_out, translated
from extract.llm.knowledge import Knowledge
from extract.llm.meter import Meter
from extract.llm.modes import Form, Message, form, handlers
from extract.llm.parameters import Parameters, is_openai, parameters
from extract.llm.prices import price
from extract.llm.probe import MAX_TOKENS, QUESTION, Colour, Probe, honours, try_modes
from extract.llm.proposal import AnyAnswer
from extract.llm.retrying import Patience
from extract.llm.telemetry import ChatSpan, chat_span
from extract.llm.wire import TAPE
from extract.settings import AnswerMode, Settings

if TYPE_CHECKING:
    from opentelemetry.trace import TracerProvider

RE_ASKS = 2
"""How often a model is asked to mend an answer that breaks the schema."""


class ModelClient:
    """A language model behind an OpenAI-compatible endpoint.

    It may be used on several event loops, one after the other; close it on each.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        client: AsyncOpenAI | OpenAI | None = None,
        budget: Budget | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        tracers: TracerProvider | None = None,
    ) -> None:
        if settings.model is None:
            raise NoModel("no model is named: set EXTRACT_MODEL")
        self.budget = budget or Budget.of(settings)
        self._settings = settings
        self._clock = clock
        self._tracers = tracers
        self._connections = Connections(settings, client)
        self._endpoint = Endpoint(self._connections.url, settings.model, self._connections.secrets)
        self._openai = is_openai(self._endpoint.url)
        self._patience = Patience(settings.max_attempts, settings.max_retry_after, sleep)
        self._breaker = Breaker(settings.breaker_failures, settings.breaker_pause, clock)
        self._forms: dict[tuple[AnswerMode, type[BaseModel], bool], Form] = {}
        self._knowledge = self._beforehand()
        if self.budget.max_cost is not None and self._price(1, 1) is None:
            raise WrongCall(
                f"max_cost is set, but the price of {settings.model} at {self._endpoint.address} is not known: "
                "set max_tokens instead (or install genai-prices)"
            )

    def meter(self) -> Meter:
        """A new meter; its document's deadline begins now."""
        return Meter(self._clock, self._settings.deadline)

    async def mode(self, meter: Meter) -> AnswerMode:
        """How the model is made to answer in a schema; an endpoint of which it is not known is asked once."""
        known = self._known(meter)
        if known.mode is None:
            async with known.lock():
                if known.mode is None:
                    known.mode = (await self._probe(meter, every=False)).mode
        return known.mode

    async def probe(self, meter: Meter) -> Probe:
        """What the endpoint can do, whatever the settings say: every mode is tried."""
        return await self._probe(meter, every=True)

    async def ask(self, messages: Sequence[Message], answer: type[AnyAnswer], meter: Meter) -> Answer[AnyAnswer]:
        """The model's answer to `messages`, as `answer`.

        An answer that breaks the schema is asked again, at most twice; then its sound items are kept. An answer that
        was too long is not asked again: what is complete of it is returned, marked as cut.
        """
        mode = await self.mode(meter)
        conversation = self._form(mode, answer, self._known(meter)).messages(messages)
        for re_asks in range(RE_ASKS + 1):
            completion = await self._send(conversation, mode, answer, self._settings.max_answer_tokens, meter)
            if not is_whole(completion):
                return self._cut(mode, completion, answer)
            try:
                return Answer(read(mode, completion, answer))
            except BrokenAnswer as error:
                broken = error
            if re_asks == RE_ASKS:
                return self._mended(mode, completion, answer, broken)
            conversation = _re_ask(mode, conversation, completion, broken)
        raise AssertionError("the loop returns")  # pragma: no cover

    async def aclose(self) -> None:
        """Close the connections of the running event loop."""
        await self._connections.aclose()

    def _beforehand(self) -> Knowledge:
        """What is known about the endpoint before it was asked anything."""
        mode: AnswerMode | None = self._settings.mode
        if mode == "auto":
            mode = "json_schema" if self._openai else None
        return Knowledge(mode, parameters(self._endpoint.url, self._endpoint.model))

    def _known(self, meter: Meter) -> Knowledge:
        """What is known about the endpoint; of a taped document, what this document has learned.

        A tape holds all that led to its document's answers: what another document has learned is not on it.
        """
        if TAPE.get() is None:
            return self._knowledge
        if meter.knowledge is None:
            meter.knowledge = self._beforehand()
        return meter.knowledge

    def _cut(self, mode: AnswerMode, completion: ChatCompletion, answer: type[AnyAnswer]) -> Answer[AnyAnswer]:
        complete = complete_items(mode, completion, answer)
        if complete is None:
            raise CutShort(
                f"the answer was cut at {self._settings.max_answer_tokens} tokens before anything of it was complete: "
                "raise max_answer_tokens, or ask for less text at once (chunk_tokens)",
                kind="length",
            )
        return complete

    def _mended(
        self, mode: AnswerMode, completion: ChatCompletion, answer: type[AnyAnswer], broken: BrokenAnswer
    ) -> Answer[AnyAnswer]:
        kept = sound_items(mode, completion, answer)
        if kept is None:
            problem = "; ".join(str(broken).splitlines()[:3])
            raise ModelUnavailable(f"the answer broke the schema {RE_ASKS + 1} times: {self._endpoint.scrub(problem)}")
        return kept

    async def _send(
        self, conversation: list[dict[str, Any]], mode: AnswerMode, answer: type[BaseModel], limit: int, meter: Meter
    ) -> ChatCompletion:
        """The response to one request, sent again as patience allows, and with fewer parameters if one is refused."""
        known = self._known(meter)
        while True:
            used = known.parameters
            request = {
                "model": self._endpoint.model,
                "messages": conversation,
                **used.values(limit),
                **self._form(mode, answer, known).parameters,
            }
            try:
                with self._breaker.watch() if not _replaying() else nullcontext():
                    return await self._patience.persist(partial(self._exchange, request, meter), meter)
            except Failure as failure:
                changed = _changed(used, failure)
                if changed is None:
                    raise
                meter.warn(changed[1])
                # Another document may have changed them meanwhile: then those are tried.
                if known.parameters == used:
                    known.parameters = changed[0]

    async def _exchange(self, request: dict[str, Any], meter: Meter) -> ChatCompletion:
        """One request and its response, counted."""
        if meter.remaining() <= 0:
            raise Failure(f"the document's deadline of {meter.deadline:g} s has passed", kind="deadline")
        self.budget.reserve()
        meter.requests += 1
        with chat_span(self._endpoint.model, self._endpoint.url, request, self._tracers) as span:
            response = await self._response(request, min(self._settings.timeout, meter.remaining()))
            completion = _completion(response)
            if completion is not None:
                self._count(completion, meter, span)
            if completion is None or not completion.choices:
                raise malformed(response.text, self._endpoint, response.headers)
            return self._answered(completion)

    async def _response(self, request: dict[str, Any], seconds: float) -> httpx2.Response:
        client = self._connections.current()
        try:
            async with asyncio.timeout(seconds):
                # Not `chat.completions.create`, which copies messages and schema key by key before it sends them.
                return await client.post("/chat/completions", cast_to=httpx2.Response, body=request)
        except TimeoutError as error:
            raise timed_out(seconds, whole=seconds >= self._settings.timeout) from error
        except openai.OpenAIError as error:
            complaint = recorded(error)
            if complaint is not None:
                raise complaint from complaint.__cause__
            raise translated(error, self._endpoint) from error

    def _count(self, completion: ChatCompletion, meter: Meter, span: ChatSpan) -> None:
        usage: Any = completion.usage
        prompt_tokens = _tokens(usage, "prompt_tokens")
        completion_tokens = _tokens(usage, "completion_tokens")
        cached_tokens = _tokens(getattr(usage, "prompt_tokens_details", None), "cached_tokens")
        cost = self._price(prompt_tokens, completion_tokens, cached_tokens, str(completion.model))
        meter.count(prompt_tokens, completion_tokens, cost)
        self.budget.spend(prompt_tokens, completion_tokens, cost)
        span.note(
            gen_ai__response__model=str(completion.model) if completion.model else None,
            gen_ai__response__finish_reasons=[str(choice.finish_reason) for choice in completion.choices],
            gen_ai__usage__input_tokens=prompt_tokens,
            gen_ai__usage__output_tokens=completion_tokens,
        )

    def _price(
        self, prompt_tokens: int, completion_tokens: int, cached_tokens: int = 0, *models: str
    ) -> Decimal | None:
        known_as = (self._endpoint.model, *models)
        return price(self._endpoint.url, known_as, prompt_tokens, completion_tokens, cached_tokens)

    def _answered(self, completion: ChatCompletion) -> ChatCompletion:
        """The completion, unless the model or a filter refused to answer."""
        choice = completion.choices[0]
        if choice.message.refusal:
            refusal = self._endpoint.scrub(" ".join(str(choice.message.refusal).split())[:200])
            raise Failure(f"the model refused to answer: {refusal}", kind="refusal")
        if choice.finish_reason == "content_filter":
            raise Failure("the endpoint's content filter withheld the answer", kind="content_filter")
        return completion

    def _form(self, mode: AnswerMode, answer: type[BaseModel], known: Knowledge) -> Form:
        plain = known.parameters.plain
        made = self._forms.get((mode, answer, plain))
        if made is None:
            made = self._forms[mode, answer, plain] = form(mode, answer, openai=self._openai, plain=plain)
        return made

    async def _probe(self, meter: Meter, *, every: bool) -> Probe:
        prompt_tokens, completion_tokens = meter.prompt_tokens, meter.completion_tokens
        trials = await try_modes(partial(self._honours, meter=meter), self._clock, every=every)
        return Probe(trials, meter.prompt_tokens - prompt_tokens, meter.completion_tokens - completion_tokens)

    async def _honours(self, mode: AnswerMode, meter: Meter) -> bool:
        """Whether the endpoint makes the model answer in the schema of the probe."""
        conversation = self._form(mode, Colour, self._known(meter)).messages(QUESTION)
        limit = min(MAX_TOKENS, self._settings.max_answer_tokens)
        completion = await self._send(conversation, mode, Colour, limit, meter)
        return is_whole(completion) and honours(mode, completion)


def _replaying() -> bool:
    """Whether answers come from a tape alone: then no endpoint needs to be left alone, in whatever order they come."""
    tape = TAPE.get()
    return tape is not None and tape.replaying


def _changed(used: Parameters, failure: Failure) -> tuple[Parameters, str] | None:
    if failure.status not in (400, 422) or failure.refused is None:
        return None
    return used.without(failure.refused, failure.parameter)


def _re_ask(
    mode: AnswerMode, conversation: list[dict[str, Any]], completion: ChatCompletion, broken: BrokenAnswer
) -> list[dict[str, Any]]:
    # Instructor appends to the list it is given.
    asked = handlers(mode).reask_handler({"messages": list(conversation)}, completion, broken)
    messages: list[dict[str, Any]] = asked["messages"]
    return messages


def _completion(response: httpx2.Response) -> ChatCompletion | None:
    """The completion in a response, of whatever shape its JSON is; None if it holds no JSON object."""
    try:
        said = response.json()
    except (json.JSONDecodeError, UnicodeDecodeError):
        return None
    if not isinstance(said, dict):
        return None
    completion = ChatCompletion.construct(**said)
    choices: Any = getattr(completion, "choices", None)
    sound = isinstance(choices, list) and all(getattr(choice, "message", None) is not None for choice in choices)
    completion.choices = choices if sound else []
    return completion


def _tokens(usage: object, name: str) -> int:
    """A count of tokens; endpoints leave it out or write anything there."""
    count = getattr(usage, name, None)
    return count if isinstance(count, int) and not isinstance(count, bool) and count > 0 else 0
