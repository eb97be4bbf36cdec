"""Uniting answers: what several passages, or a second asking, add to what was found before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from pydantic import JsonValue

from extract.llm.custom.leaves import Found
from extract.llm.custom.reading import Tree, joined, leaves
from extract.schemas import Span


def unite(trees: Sequence[Tree], notes: list[str], path: str = "") -> Tree:
    """One tree of many: of single values the first is kept, lists are joined without what is in them already."""
    held = [tree for tree in trees if tree is not None]
    if not held:
        return None
    if isinstance(held[0], dict):
        records = [tree for tree in held if isinstance(tree, dict)]
        names = dict.fromkeys(name for record in records for name in record)
        return {name: unite([record.get(name) for record in records], notes, joined(path, name)) for name in names}
    if isinstance(held[0], list):
        items = _Items()
        for tree in held:
            if isinstance(tree, list):
                items.add(tree)
        return items.united
    return _one_value([tree for tree in held if isinstance(tree, Found)], notes, path)


def without(tree: Tree, taken: set[int]) -> Tree:
    """The tree without the leaves whose identities are given, and without list items of which nothing is left."""
    if isinstance(tree, Found):
        return None if id(tree) in taken else tree
    if isinstance(tree, list):
        return [part for each in tree if (part := without(each, taken)) is not None]
    if isinstance(tree, dict):
        return {name: part for name, each in tree.items() if (part := without(each, taken)) is not None} or None
    return None


def _one_value(held: Sequence[Found], notes: list[str], path: str) -> Found:
    first = held[0]
    for each in held[1:]:
        if each.value == first.value:
            first = _together(first, each)
        else:
            notes.append(
                f"{path}: {first.value!r} (at {first.spans[0].start}) is kept,"
                f" the document also states {each.value!r} (at {each.spans[0].start})"
            )
    return first


class _Items:
    """A list that grows by the items of one answer after the other."""

    def __init__(self) -> None:
        self.united: list[Tree] = []
        self._by_value: dict[str, int] = {}
        self._by_place: dict[tuple[int, int], list[int]] = {}

    def add(self, items: list[Tree]) -> None:
        """Add one answer's items: each mends the item it is a fuller view of, or is new, or adds nothing.

        Within one answer, two items of the same values are two if they are read from different places.
        """
        values: dict[str, int] = {}
        for item in items:
            key = json.dumps(_values(item), sort_keys=True)
            at = self._by_value.get(key)
            if at is not None:
                self.united[at] = unite([self.united[at], item], [])
            elif (at := self._mended(item)) is not None:
                self.united[at] = item
            elif not any(_is_part(item, self.united[i]) for i in self._beside(item)):
                at = len(self.united)
                self.united.append(item)
            if at is not None:
                values[key] = at
                for place in _places(item):
                    self._by_place.setdefault(place, []).append(at)
        self._by_value.update(values)

    def _mended(self, item: Tree) -> int | None:
        return next((i for i in self._beside(item) if _is_part(self.united[i], item)), None)

    def _beside(self, item: Tree) -> list[int]:
        """The items that share a place in the text with this one."""
        return sorted({i for place in _places(item) for i in self._by_place.get(place, ())})


def _values(tree: Tree) -> JsonValue:
    """The tree's values alone."""
    if isinstance(tree, Found):
        return tree.value
    if isinstance(tree, dict):
        return {name: _values(part) for name, part in tree.items()}
    return [_values(part) for part in tree or ()]


def _places(tree: Tree) -> set[tuple[int, int]]:
    return {(span.start, span.end) for found in leaves(tree) for span in found.spans}


def _is_part(part: Tree, whole: Tree) -> bool:
    """Whether `whole` states all that `part` does, from the same characters: the same thing, seen more fully."""
    if isinstance(part, Found) and isinstance(whole, Found):
        return part.value == whole.value and not _places(part).isdisjoint(_places(whole))
    if isinstance(part, list) and isinstance(whole, list):
        return all(any(_is_part(each, other) for other in whole) for each in part)
    if isinstance(part, dict) and isinstance(whole, dict):
        return any(leaves(part)) and all(name in whole and _is_part(part[name], whole[name]) for name in part)
    return False


def _together(first: Found, second: Found) -> Found:
    def all_of(one: tuple[Span, ...], other: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(dict.fromkeys((*one, *other)))

    return replace(
        first,
        spans=all_of(first.spans, second.spans),
        evidence=all_of(first.evidence, second.evidence),
    )
