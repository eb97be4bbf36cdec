"""The JSON Schema that is sent."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from extract.llm.proposal import Proposal
from extract.llm.schemas import is_strict, sent_schema


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Titled(Closed):
    title: Annotated[str, Field(min_length=2, max_length=9)]
    maxLength: int
    kind: Literal["title", "maxLength"]


class Optional(Closed):
    name: str | None = None


class Open(BaseModel):
    name: str


class Keyed(Closed):
    names: dict[str, str]


class Paired(Closed):
    pair: tuple[str, int]


class Nested(Closed):
    first: Titled = Field(description="The first of them")
    rest: list[Titled | None]


def test_only_keywords_are_left_out_not_names() -> None:
    assert sent_schema(Titled, strict=True) == {
        "title": "Titled",
        "additionalProperties": False,
        "type": "object",
        "properties": {
            "title": {"type": "string"},
            "maxLength": {"type": "integer"},
            "kind": {"type": "string", "enum": ["title", "maxLength"]},
        },
        "required": ["title", "maxLength", "kind"],
    }
    assert sent_schema(Titled, strict=False)["properties"]["title"] == {"type": "string", "minLength": 2}


@pytest.mark.parametrize(
    ("model", "strict"),
    [
        (Proposal, True),
        (Titled, True),
        (Nested, True),
        (Optional, False),
        (Open, False),
        (Keyed, False),
        (Paired, False),
    ],
)
def test_a_schema_is_strict_if_openai_takes_it(model: type[BaseModel], strict: bool) -> None:
    assert is_strict(sent_schema(model, strict=True)) == strict


def test_nothing_stands_beside_a_reference_in_a_strict_schema() -> None:
    assert sent_schema(Nested, strict=True)["properties"]["first"] == {"$ref": "#/$defs/Titled"}
    assert "description" in sent_schema(Nested, strict=False)["properties"]["first"]


def test_no_length_goes_into_a_strict_schema() -> None:
    def keywords(schema: Any) -> set[str]:
        if isinstance(schema, dict):
            return set(schema).union(*map(keywords, schema.values())) if schema else set()
        return set().union(*map(keywords, schema)) if isinstance(schema, list) else set()

    assert not keywords(sent_schema(Proposal, strict=True)) & {"minLength", "maxLength"}
