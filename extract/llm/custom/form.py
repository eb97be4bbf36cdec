"""Forms: a user's model as the model fills it, each leaf with the words of the document that state it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from extract.llm.custom.shape import Leaf, LeafKind, Listing, Member, Record, Shape, shape_of
from extract.llm.proposal import Proposed, Words

_QUOTE = "The words of the document that state this, copied exactly; null if it does not"
_VALUE: dict[LeafKind, str] = {
    "text": "The words inside the quote that answer, copied exactly",
    "whole": "The number inside the quote, copied exactly",
    "decimal": "The number inside the quote with its magnitude, copied exactly: '14.7 billion'",
    "float": "The number inside the quote with its magnitude, copied exactly: '14.7 billion'",
    "day": "The day in the quote's words: '3 May', 'on Tuesday'",
    "period": "The time in the quote's words: 'last year'",
    "span": "The words inside the quote that are meant, copied exactly",
    "yes_no": "What the quote states: true or false",
    "choice": "The one that the quote states",
}
_TITLES: dict[LeafKind, str] = {
    "text": "words",
    "whole": "whole number",
    "decimal": "number",
    "float": "number",
    "day": "day",
    "period": "time",
    "span": "words",
    "yes_no": "true | false",
    "choice": "",
}
_LONGEST_NAME = 60


class _Form(Proposed):
    """A part of what a model fills."""

    # The user's fields go by aliases alone: they may have names that pydantic's own models use, like "copy".
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


@lru_cache(maxsize=128)
def form_of(schema: type[BaseModel]) -> type[BaseModel]:
    """What a model is asked to fill for `schema`."""
    return _form(shape_of(schema))


@lru_cache(maxsize=128)
def describe(schema: type[BaseModel]) -> str:
    """The fields of `schema` with their descriptions, for a reader without a schema."""
    shape = shape_of(schema)
    return "\n".join([_titled(shape.name, shape.description), *_lines(shape, "")])


def _form(shape: Record) -> type[BaseModel]:
    fields: dict[str, Any] = {
        f"field_{number}": (_annotation(member), Field(alias=member.name, description=member.description or None))
        for number, member in enumerate(shape.members)
    }
    name = re.sub(r"[^A-Za-z0-9_]+", "_", shape.name)[:_LONGEST_NAME]
    return create_model(name, __base__=_Form, __doc__=shape.description or None, **fields)


def _annotation(member: Member) -> Any:
    # A model that is optional may be null; of all others every part says for itself that there is nothing.
    if isinstance(member.shape, Record) and member.optional:
        return _form(member.shape) | None
    return _type(member.shape)


def _type(shape: Shape) -> Any:
    if isinstance(shape, Listing):
        # Lists cannot be null: an empty one says as much.
        return tuple[_type(shape.item), ...]  # type: ignore[misc]
    return _form(shape) if isinstance(shape, Record) else _leaf(shape)


@cache
def _leaf(leaf: Leaf) -> Any:
    """An object of a quote and a value; a model's null in its place is taken for one that says nothing."""
    fields: dict[str, Any] = {
        "quote": (_optional(Words), Field(description=_QUOTE)),
        "value": (_optional(_value(leaf)), Field(description=_VALUE[leaf.kind])),
    }
    model = create_model(f"Quoted_{leaf.kind}", __base__=_Form, __doc__=None, **fields)
    return Annotated[model, BeforeValidator(_nothing_for_null)]


def _optional(annotation: Any) -> Any:
    return annotation | None


def _value(leaf: Leaf) -> Any:
    if leaf.kind == "choice":
        return Literal[leaf.choices]
    return bool if leaf.kind == "yes_no" else Words


def _nothing_for_null(proposed: object) -> object:
    return {"quote": None, "value": None} if proposed is None else proposed


# ---------------------------------------------------------------- in words


def _lines(shape: Record, indent: str) -> Iterator[str]:
    for member in shape.members:
        inner, many = member.shape, ""
        while isinstance(inner, Listing):
            inner, many = inner.item, many + "list of "
        words = inner.description if isinstance(inner, Record) and not many else ""
        yield indent + "- " + _titled(f"{member.name} ({many}{_title(inner)})", member.description or words)
        if isinstance(inner, Record):
            yield from _lines(inner, indent + "  ")


def _title(shape: Leaf | Record) -> str:
    if isinstance(shape, Record):
        return f"{shape.name}: {shape.description}" if shape.description else shape.name
    return " | ".join(map(str, shape.choices)) or _TITLES[shape.kind]


def _titled(title: str, description: str) -> str:
    return f"{title}: {description}" if description else title
