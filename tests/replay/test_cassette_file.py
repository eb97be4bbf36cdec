"""What is written to a cassette is what is read from it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import example, given
from hypothesis import strategies as some

from extract.replay import bodies
from extract.replay.cassette_file import CassetteFile, Head, dumped, loaded

# What YAML treats in its own way, more often than chance would have it.
CHARACTERS = some.sampled_from(list(" \t\n\r\x85\u2028\u2029\xa0\u200b\ufeff\x00\x7f-:#'\"\\{}[],&*!|>%@`~?=.01eaé😀"))
TEXTS = some.one_of(some.text(CHARACTERS, max_size=30), some.text(some.characters(exclude_categories=["Cs"])))
NUMBERS = some.one_of(some.integers(), some.floats(allow_nan=False, allow_infinity=False), some.booleans(), some.none())
DATA = some.recursive(
    some.one_of(TEXTS, NUMBERS),
    lambda inner: some.one_of(some.lists(inner, max_size=3), some.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=8,
)


def interactions(request: str, response: bytes) -> dict[str, Any]:
    return {
        "interactions": [
            {
                "request": {"method": "POST", "uri": "https://models.example/v1", "body": request, "headers": {}},
                "response": {"status": {"code": 200}, "headers": {}, "body": {"string": response}},
            }
        ]
    }


def replayed(request: str, response: bytes) -> tuple[bytes, bytes]:
    file = CassetteFile(Head())
    (interaction,) = file.deserialize(file.serialize(interactions(request, response)))["interactions"]
    return interaction["request"]["body"], interaction["response"]["body"]["string"]


@given(data=some.dictionaries(TEXTS, DATA, min_size=1, max_size=3))
def test_data_are_read_as_they_were_written(data: dict[str, Any]) -> None:
    asked = json.dumps(data)
    said = json.dumps({"choices": [{"message": {"content": json.dumps(data, ensure_ascii=False)}}]}).encode()
    request, response = replayed(asked, said)
    assert repr(json.loads(request)) == repr(json.loads(asked))
    assert repr(json.loads(response)) == repr(json.loads(said))


@given(text=TEXTS)
@example(text="\t a tab first\n")
@example(text="[ ]")
@example(text="ends with spaces  \n  \n\nand lines\n\n")
def test_texts_are_read_as_they_were_written(text: str) -> None:
    # What is JSON comes back as the same JSON, in one layout.
    read = text.encode() if (data := bodies.parsed_text(text)) is None else bodies.written(data)
    assert replayed(text, text.encode()) == (read, read)


@given(data=DATA)
def test_both_of_yaml_s_loaders_read_the_same(data: Any) -> None:
    assert repr(yaml.safe_load(dumped({"data": data}))["data"]) == repr(data)


@given(raw=some.binary())
def test_bytes_are_read_as_they_were_written(raw: bytes) -> None:
    assert replayed("", raw)[1] == (bodies.written(data) if (data := bodies.parsed(raw)) is not None else raw)


LAYOUTS = [
    ('{"a": [1, "é"]}', "!json\n"),
    ('{"a":[1,"é"]}', "!json.compact\n"),
    ('{"a":[1,"\\u00e9"]}', "!json.ascii\n"),
    ('[{"a": 1}]', "!json\n"),
    # What would not come back to the letter stays a string.
    ('{"a":  1}', None),
    ('{"a": 1.50}', None),
    ('{"a": 1, "a": 1}', None),
    ("{}", None),
    ("[", None),
]


@pytest.mark.parametrize(("content", "tag"), LAYOUTS)
def test_a_string_that_is_json_is_shown_as_what_it_writes(content: str, tag: str | None) -> None:
    body = json.dumps({"content": content})
    text = CassetteFile(Head()).serialize(interactions("", body.encode()))
    assert ("content: !" in text) == (tag is not None)
    assert tag is None or f"content: {tag}" in text
    assert loaded(text)["interactions"][0]["response"]["json"]["content"] == content
