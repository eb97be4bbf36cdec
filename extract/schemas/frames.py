"""The items of a record as a data frame: one row an item, one column a field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from extract.errors import MissingExtra
from extract.schemas.item import Item
from extract.schemas.meeting import Place
from extract.schemas.period import Period
from extract.schemas.span import Span

if TYPE_CHECKING:
    import pandas


def frame(document_id: str, kind: type[Item], items: Iterable[Item]) -> pandas.DataFrame:
    """The items, with their document's id first, so that the frames of many records can be put together."""
    try:
        import pandas
    except ImportError as error:
        raise MissingExtra("pandas", extra="frames") from error
    columns = ["document", *(column for field in kind.model_fields for column in _columns(field))]
    return pandas.DataFrame([{"document": document_id, **_row(item)} for item in items], columns=columns, dtype=object)


def _columns(field: str) -> tuple[str, ...]:
    if field in ("period", "date"):
        return (f"{field}_start", f"{field}_end")
    if field == "place":
        return ("place", "place_country")
    return (field,)


def _row(item: Item) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for field in type(item).model_fields:
        row.update(zip(_columns(field), _cells(getattr(item, field), len(_columns(field))), strict=True))
    return row


def _cells(value: Any, count: int) -> tuple[Any, ...]:
    match value:
        case None:
            return (None,) * count
        case Period():
            return (value.start, value.end)
        case Place():
            return (value.name, value.country)
        case Span():
            return (value.text,)
        case tuple():
            return ([part.text if isinstance(part, Span) else part for part in value],)
        case _:
            return (value,)
