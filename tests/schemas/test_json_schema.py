"""The JSON Schema that readers in other languages use is the models' own."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

from extract.schemas.json_schema import record_schema
from tests.schemas.test_record import record


def test_the_committed_schema_is_the_models_schema() -> None:
    committed = files("extract.schemas").joinpath("record.schema.json").read_text(encoding="utf-8")
    assert json.loads(committed) == record_schema(), "renew it: extract schema > extract/schemas/record.schema.json"


def test_the_schema_names_its_dialect_and_itself() -> None:
    schema = record_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "urn:communique:record:1"


def test_a_written_record_is_what_the_schema_says() -> None:
    validator = jsonschema.Draft202012Validator(record_schema(), format_checker=jsonschema.FormatChecker())
    written = json.loads(record().model_dump_json())
    validator.validate(written)
    written["figures"][0]["value"] = 3.5
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(written)
