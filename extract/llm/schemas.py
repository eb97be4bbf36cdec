"""The JSON Schema of an answer as it is sent: what servers differ over is left out, the order is the model's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

# Titles repeat the names of the fields. Lengths: OpenAI's strict mode refuses them, and a large maxLength makes a
# grammar-driven server (llama.cpp) slow or makes it refuse; the answer is validated against them all the same.
_UNSENT = frozenset({"title", "maxLength"})
_UNSENT_IF_STRICT = _UNSENT | {"minLength"}

# What OpenAI's strict mode knows; a schema that says anything else is sent without "strict".
_STRICT_KEYWORDS = frozenset(
    "$defs $ref additionalProperties anyOf const description enum exclusiveMaximum exclusiveMinimum format items "
    "maxItems maximum minItems minimum multipleOf pattern properties required title type".split()
)


def sent_schema(model: type[BaseModel], *, strict: bool) -> dict[str, Any]:
    """The schema of `model` as it is sent, for OpenAI's strict mode or for a server that reads more of JSON Schema."""
    schema = model.model_json_schema()
    unsent = _UNSENT_IF_STRICT if strict else _UNSENT
    return {"title": schema.get("title", model.__name__), **_without(schema, unsent)}


def is_strict(schema: Mapping[str, Any]) -> bool:
    """Whether OpenAI's strict mode takes the schema: closed objects, every property required, known keywords only."""
    if not _STRICT_KEYWORDS.issuperset(schema):
        return False
    properties = schema.get("properties")
    if schema.get("type") == "object" or properties is not None:
        if schema.get("additionalProperties") is not False or set(schema.get("required", ())) != set(properties or ()):
            return False
    return all(is_strict(part) for part in _parts(schema))


def _parts(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    parts = [*schema.get("$defs", {}).values(), *(schema.get("properties") or {}).values(), *schema.get("anyOf", ())]
    if "items" in schema:
        parts.append(schema["items"])
    return [part for part in parts if isinstance(part, Mapping)]


def _without(schema: Any, unsent: frozenset[str]) -> Any:
    if isinstance(schema, list):
        return [_without(part, unsent) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "minLength" in unsent and "$ref" in schema:
        # In OpenAI's strict mode nothing may stand beside a reference.
        return {"$ref": schema["$ref"]}
    return {
        # The keys of these two are names of the user's, not keywords: a field may well be called "title".
        keyword: {name: _without(part, unsent) for name, part in value.items()}
        if keyword in ("properties", "$defs") and isinstance(value, dict)
        else value
        if keyword in ("enum", "const", "default", "examples")
        else _without(value, unsent)
        for keyword, value in schema.items()
        if keyword not in unsent
    }
