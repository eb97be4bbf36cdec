"""Outcomes: what was found, made into the user's own model by its own validators."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from pydantic import JsonValue, ValidationError

from extract.llm.custom.filled import AnySchema, Unfilled
from extract.llm.custom.leaves import Found
from extract.llm.custom.reading import Tree, is_empty, joined, leaves, missing
from extract.llm.custom.shape import Leaf, Listing, Record, Shape, shape_of
from extract.llm.custom.uniting import without
from extract.schemas import Span


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why something that was found, or the whole, is not in the result."""

    unfilled: Unfilled
    spans: tuple[Span, ...]
    """Where it was found; none if it is missing."""


@dataclass(slots=True)
class Outcome(Generic[AnySchema]):
    """What a tree came to."""

    value: AnySchema | None
    tree: Tree
    """What is in the value, and what waits for a part that is missing."""
    complaints: list[Complaint] = field(default_factory=list)
    spans: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    evidence: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    judged: list[str] = field(default_factory=list)


def settle(schema: type[AnySchema], tree: Tree) -> Outcome[AnySchema]:
    """The user's model of what was found, without what its validators refuse; no value if the whole is refused."""
    shape = shape_of(schema)
    complaints: list[Complaint] = []
    while True:
        whole = _completed(shape, tree, "", complaints)
        if lacking := list(missing(shape, whole)):
            complaints += [_missed(path) for path in lacking]
            return Outcome(None, tree, complaints)
        outcome: Outcome[AnySchema] = Outcome(None, tree, complaints)
        data = _data(shape, whole, "", outcome)
        try:
            # JSON, because strict models take a day or a decimal as text from there alone.
            outcome.value = schema.model_validate_json(json.dumps(data), by_alias=False, by_name=True)
        except ValidationError as error:
            refused = _refused(error, whole, data)
            complaints += refused
            taken = {id(found) for each in refused for found in _at(whole, each.unfilled.path)}
            tree = without(tree, taken)
            if not taken or any(not each.unfilled.path for each in refused):
                return Outcome(None, tree, complaints)
        else:
            return outcome


def _missed(path: str) -> Complaint:
    return Complaint(Unfilled(path, "it is required, and the document does not state it as quoted", None), ())


def _completed(shape: Shape, tree: Tree, path: str, complaints: list[Complaint]) -> Tree:
    """The tree without list items and optional models that lack a part they need; items in the order of the text."""
    if isinstance(shape, Listing) and isinstance(tree, list):
        items = [_whole(shape.item, each, f"{path}[{number}]", complaints) for number, each in enumerate(tree)]
        return sorted((each for each in items if not is_empty(each)), key=_first)
    if isinstance(shape, Record) and isinstance(tree, dict):
        members: dict[str, Tree] = {}
        for each in shape.members:
            complete = _whole if each.optional else _completed
            members[each.name] = complete(each.shape, tree.get(each.name), joined(path, each.name), complaints)
        return {name: member for name, member in members.items() if not is_empty(member)}
    return tree


def _whole(shape: Shape, tree: Tree, path: str, complaints: list[Complaint]) -> Tree:
    """The completed tree; None, and a complaint, if it lacks a part it needs."""
    completed = _completed(shape, tree, path, complaints)
    lacking = ", ".join(missing(shape, completed))
    if is_empty(completed) or not lacking:
        return completed
    spans = tuple(span for found in leaves(completed) for span in found.spans)
    data = _data(shape, completed, "", Outcome(None, None))
    reason = f"it needs {lacking}, which the document does not state as quoted"
    complaint = Complaint(Unfilled(path, reason, data), spans)
    if complaint not in complaints:
        complaints.append(complaint)
    return None


def _first(tree: Tree) -> int:
    return min(span.start for found in leaves(tree) for span in found.spans)


def _data(shape: Shape, tree: Tree, path: str, outcome: Outcome[Any]) -> JsonValue:
    """What pydantic is given; where each value of it stands is noted in the outcome."""
    if isinstance(tree, Found):
        outcome.spans[path], outcome.evidence[path] = tree.spans, tree.evidence
        if tree.judged:
            outcome.judged.append(path)
        return tree.value
    if isinstance(shape, Listing):
        items = tree if isinstance(tree, list) else []
        return [_data(shape.item, item, f"{path}[{number}]", outcome) for number, item in enumerate(items)]
    assert isinstance(shape, Record)
    members = tree if isinstance(tree, dict) else {}
    data: dict[str, JsonValue] = {}
    for each in shape.members:
        member = members.get(each.name)
        if member is not None or (not each.optional and not isinstance(each.shape, Leaf)):
            data[each.name] = _data(each.shape, member, joined(path, each.name), outcome)
        elif each.nullable and not each.has_default:
            data[each.name] = None
    return data


# ---------------------------------------------------------------- what validators refuse


def _refused(error: ValidationError, tree: Tree, data: JsonValue) -> list[Complaint]:
    """For each error the innermost part of the data it is about in which something was found."""
    complaints: dict[str, Complaint] = {}
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        path, part = _innermost(detail["loc"], tree, data)
        spans = tuple(span for found in _at(tree, path) for span in found.spans)
        complaints.setdefault(path, Complaint(Unfilled(path, detail["msg"], part), spans))
    return list(complaints.values())


def _innermost(location: Sequence[int | str], tree: Tree, data: JsonValue) -> tuple[str, JsonValue]:
    path = place = ""
    part = data
    for step in location:
        # Locations also name members of unions and functions, which are no places in the data.
        if isinstance(step, int) and isinstance(data, list) and step < len(data):
            place, data = f"{place}[{step}]", data[step]
        elif isinstance(step, str) and isinstance(data, dict) and step in data:
            place, data = joined(place, step), data[step]
        else:
            continue
        if _at(tree, place):
            path, part = place, data
    return path, part


def _at(tree: Tree, path: str) -> list[Found]:
    """What was found at the path and below it."""
    for step in path.replace("[", ".[").split(".") if path else ():
        if isinstance(tree, list):
            tree = tree[int(step[1:-1])]
        elif isinstance(tree, dict) and step:
            tree = tree.get(step)
    return list(leaves(tree))
