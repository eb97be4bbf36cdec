"""The record's JSON Schema, for readers in any language."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from extract.schemas.record import SCHEMA_VERSION, Extraction

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = f"urn:communique:record:{SCHEMA_VERSION}"


class _WithoutFieldTitles(GenerateJsonSchema):
    """A schema without "title": "Found By" beside every "found_by"."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - pydantic's signature
        return False


def record_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one record as it is written: every field is there, absent knowledge is null.

    >>> schema = record_schema()
    >>> schema["$id"]
    'urn:communique:record:1'
    >>> list(schema["properties"])
    ['schema_version', 'document', 'participants', 'meetings', 'figures', 'agreements', 'run']
    """
    schema = Extraction.model_json_schema(mode="serialization", schema_generator=_WithoutFieldTitles)
    return {"$schema": DIALECT, "$id": IDENTIFIER, **schema}
