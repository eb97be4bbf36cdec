"""Reading an answer: a form that a model has filled, held against the text leaf by leaf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, JsonValue

from extract.llm.checks.ground import Ground, Refusal
from extract.llm.custom.filled import Unfilled
from extract.llm.custom.leaves import Found, read_leaf
from extract.llm.custom.shape import Leaf, Listing, Record, Shape

Tree = Found | dict[str, "Tree"] | list["Tree"] | None
"""What was found, in the user's shape; None, or no key, where nothing was."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A leaf that verification refused."""

    unfilled: Unfilled
    shown: JsonValue
    """What the model is shown of its answer: the whole list item that the leaf is of, or the leaf under its name."""


@dataclass(slots=True)
class Answer:
    """One answer, held against the text."""

    ground: Ground
    tree: Tree = None
    refused: list[Refused] = field(default_factory=list)

    def read(self, shape: Record, filled: BaseModel) -> Answer:
        """Take over what the text bears out of a filled form."""
        self.tree = self._read(shape, filled.model_dump(mode="json", by_alias=True), "", None)
        return self

    def _read(self, shape: Shape, proposed: Any, path: str, item: JsonValue) -> Tree:
        if proposed is None:
            return None
        if isinstance(shape, Leaf):
            return self._leaf(shape, proposed, path, item)
        if isinstance(shape, Listing):
            return self._items(shape, proposed, path)
        members = {
            each.name: self._read(each.shape, proposed[each.name], joined(path, each.name), item)
            for each in shape.members
        }
        found = {name: member for name, member in members.items() if not is_empty(member)}
        return found or None

    def _leaf(self, leaf: Leaf, proposed: dict[str, Any], path: str, item: JsonValue) -> Found | None:
        try:
            return read_leaf(self.ground, leaf, proposed, path)
        except Refusal as refusal:
            shown: JsonValue = {path: proposed} if item is None else item
            self.refused.append(Refused(Unfilled(path, str(refusal), proposed), shown))
            return None

    def _items(self, listing: Listing, proposed: list[Any], path: str) -> Tree:
        found: list[Tree] = []
        for number, item in enumerate(proposed):
            place = f"{path}[{number}]"
            tree = self._read(listing.item, item, place, item)
            if tree is None:
                continue
            lacking = ", ".join(missing(listing.item, tree))
            if not lacking:
                found.append(tree)
            else:
                unfilled = Unfilled(place, f"it needs {lacking}, which the document does not state as quoted", item)
                self.refused.append(Refused(unfilled, item))
        return found


def missing(shape: Shape, tree: Tree, path: str = "") -> Iterator[str]:
    """The paths of what the shape requires and the tree does not have."""
    if not isinstance(shape, Record):
        return
    members = tree if isinstance(tree, dict) else {}
    for each in shape.members:
        member, place = members.get(each.name), joined(path, each.name)
        if isinstance(each.shape, Leaf):
            if member is None and not each.optional:
                yield place
        elif isinstance(each.shape, Record) and not each.optional:
            yield from missing(each.shape, member, place)


def is_empty(tree: Tree) -> bool:
    """Whether nothing was found."""
    return next(leaves(tree), None) is None


def leaves(tree: Tree) -> Iterator[Found]:
    """All that was found, in the order of the shape."""
    if isinstance(tree, Found):
        yield tree
    elif tree is not None:
        for part in tree.values() if isinstance(tree, dict) else tree:
            yield from leaves(part)


def joined(path: str, name: str) -> str:
    """The path of a member.

    >>> joined("", "lead"), joined("items[0]", "price")
    ('lead', 'items[0].price')
    """
    return f"{path}.{name}" if path else name
