"""Shapes: what a user's model consists of, down to the leaves that a text can state."""

from __future__ import annotations

import types
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel

from extract.errors import WrongCall
from extract.schemas import Period, Span

LeafKind = Literal["text", "whole", "decimal", "float", "day", "period", "span", "yes_no", "choice"]

_LEAVES: dict[Any, LeafKind] = {
    str: "text",
    int: "whole",
    Decimal: "decimal",
    float: "float",
    date: "day",
    Period: "period",
    Span: "span",
    bool: "yes_no",
}
_LISTS = (list, tuple, set, frozenset, Sequence)
_SUPPORTED = (
    "str, int, Decimal, float, bool, date, Literal and Enum of texts or whole numbers, extract's Period and Span, "
    "models of these, and lists, sets and tuples (tuple[X, ...]) of all of them, each of them optional"
)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A single value."""

    kind: LeafKind
    choices: tuple[str | int, ...] = ()
    """Of a choice: what may be chosen."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Any number of values of one shape."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Member:
    """A field of a model."""

    name: str
    shape: Shape
    optional: bool
    """Whether the model does without it: it may be None or has a default."""
    nullable: bool
    has_default: bool
    description: str


@dataclass(frozen=True, slots=True)
class Record:
    """A model."""

    name: str
    description: str
    members: tuple[Member, ...]


Shape = Leaf | Listing | Record


def shape_of(schema: type[BaseModel]) -> Record:
    """The shape of a user's model; `WrongCall` names the field that a text cannot be held against."""
    if not (isinstance(schema, type) and issubclass(schema, BaseModel)):
        raise WrongCall(f"a schema is a class made of pydantic's BaseModel, not {schema!r}")
    return _shape_of(schema)


@lru_cache(maxsize=128)
def _shape_of(schema: type[BaseModel]) -> Record:
    return _record(schema, schema.__name__, ())


def _record(schema: type[BaseModel], path: str, within: tuple[type[BaseModel], ...]) -> Record:
    if schema in within:
        raise WrongCall(f"{path}: {schema.__name__} holds itself, and a text cannot be read into a tree without end")
    if issubclass(schema, RootModel):
        raise _unsupported(path, schema)
    if not schema.model_fields:
        raise WrongCall(f"{path}: {schema.__name__} has no fields to fill")
    members = []
    for name, field in schema.model_fields.items():
        shape, nullable = _read(field.annotation, f"{path}.{name}", (*within, schema))
        has_default = not field.is_required()
        description = " ".join((field.description or "").split())
        members.append(Member(name, shape, nullable or has_default, nullable, has_default, description))
    own_words = schema.__dict__.get("__doc__") or ""
    return Record(schema.__name__, " ".join(own_words.split()), tuple(members))


def _read(annotation: Any, path: str, within: tuple[type[BaseModel], ...]) -> tuple[Shape, bool]:
    """The shape of an annotation, and whether it takes None."""
    annotation = _bare(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        wanted = [argument for argument in arguments if argument is not type(None)]
        if len(wanted) != 1:
            raise _unsupported(path, annotation)
        return _read(wanted[0], path, within)[0], len(wanted) < len(arguments)
    if origin is Literal:
        return _choice([each for each in arguments if each is not None], path, annotation), None in arguments
    if origin in _LISTS:
        if origin is tuple and arguments[1:] != (...,):
            raise _unsupported(path, annotation)
        return Listing(_read(arguments[0], f"{path}[]", within)[0]), False
    if annotation in _LEAVES:
        return Leaf(_LEAVES[annotation]), False
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _choice([each.value for each in annotation], path, annotation), False
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _record(annotation, path, within), False
    raise _unsupported(path, annotation)


def _bare(annotation: Any) -> Any:
    """The annotation without what pydantic or a name puts around it."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif hasattr(annotation, "__supertype__"):  # NewType
            annotation = annotation.__supertype__
        elif type(annotation).__name__ == "TypeAliasType":
            annotation = annotation.__value__
        else:
            return annotation


def _choice(values: list[Any], path: str, annotation: Any) -> Leaf:
    if not values or any(type(value) not in (str, int) for value in values):
        raise _unsupported(path, annotation)
    return Leaf("choice", tuple(values))


def _unsupported(path: str, annotation: Any) -> WrongCall:
    name = getattr(annotation, "__name__", None) if not get_args(annotation) else None
    return WrongCall(f"{path}: a {name or annotation} cannot be held against a text; supported are {_SUPPORTED}")
