"""How a model is made to answer in a schema: by a JSON Schema the server honours, by a tool, or by asking for JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, create_model

from extract.llm.schemas import is_strict, sent_schema
from extract.settings import AnswerMode

if TYPE_CHECKING:
    from instructor.v2.core.registry import ModeHandlers
    from openai.types.chat import ChatCompletion

Message = dict[str, str]
"""One message of a conversation: its role and its content."""

MD_JSON_SCHEMA = "\n\nAnswer with one JSON object that follows this JSON Schema:\n{schema}"
MD_JSON_REMINDER = "\n\nReturn the JSON object in a ```json code block: the object itself, not its schema."


@dataclass(frozen=True, slots=True)
class Form:
    """The part of a request that asks for one model of answer in one mode; made once, used for every request."""

    mode: AnswerMode
    parameters: dict[str, Any]
    """What goes into the request beside the messages: the response format or the tool."""
    system: str = ""
    """What is said after the first message."""
    user: str = ""
    """What is said after the last message."""

    def messages(self, messages: Sequence[Message]) -> list[dict[str, Any]]:
        """The messages as sent, new objects all of them: a re-ask appends to them."""
        sent: list[dict[str, Any]] = [dict(message) for message in messages]
        if self.system:
            if not sent or sent[0]["role"] != "system":
                sent.insert(0, {"role": "system", "content": ""})
            sent[0]["content"] = (sent[0]["content"] + self.system).lstrip("\n")
        if self.user:
            if sent[-1]["role"] != "user":
                sent.append({"role": "user", "content": ""})
            sent[-1]["content"] = (sent[-1]["content"] + self.user).lstrip("\n")
        return sent


def form(mode: AnswerMode, answer: type[BaseModel], *, openai: bool, plain: bool = False) -> Form:
    """How `answer` is asked for in `mode`.

    With `openai` in the subset of JSON Schema that OpenAI's strict mode takes; with `plain` without asking for
    strictness, for a server that has refused it.
    """
    schema = sent_schema(answer, strict=openai or plain)
    if mode == "md_json":
        # Instructor's wording would double the tokens: it indents the schema.
        return Form(mode, {}, MD_JSON_SCHEMA.format(schema=json.dumps(schema, ensure_ascii=False)), MD_JSON_REMINDER)
    _, request = handlers(mode).request_handler(_stand_in(answer, schema), {"messages": []})
    del request["messages"]
    if mode == "json_schema":
        described = request["response_format"]["json_schema"]
        described["schema"] = {keyword: value for keyword, value in schema.items() if keyword != "title"}
        if not plain and is_strict(sent_schema(answer, strict=True)):
            described["strict"] = True
    return Form(mode, request)


def handlers(mode: AnswerMode) -> ModeHandlers:
    """Instructor's way of asking, re-asking and reading in `mode`."""
    from instructor.v2 import Mode, Provider, mode_registry

    modes = {"json_schema": Mode.JSON_SCHEMA, "tools": Mode.TOOLS, "md_json": Mode.MD_JSON}
    registered: ModeHandlers = mode_registry.get_handlers(Provider.OPENAI, modes[mode])
    return registered


def answer_text(mode: AnswerMode, completion: ChatCompletion) -> str:
    """The JSON of the answer, or what stands in its place: a tool's arguments, or the content."""
    message = completion.choices[0].message
    if mode == "tools" and message.tool_calls:
        arguments = getattr(getattr(message.tool_calls[0], "function", None), "arguments", None)
        return arguments if isinstance(arguments, str) else ""
    return message.content if isinstance(message.content, str) else ""


def _stand_in(answer: type[BaseModel], schema: dict[str, Any]) -> type[BaseModel]:
    """A model of the answer's name and docstring whose schema is the one that is sent."""

    def model_json_schema(cls: type[BaseModel], *_: Any, **__: Any) -> dict[str, Any]:  # noqa: ARG001
        return dict(schema)

    stand_in = create_model(answer.__name__, __doc__=answer.__doc__)
    stand_in.model_json_schema = classmethod(model_json_schema)  # type: ignore[assignment, method-assign]
    return stand_in
