"""No key, cookie or account is in a cassette, whatever the request and the answer hold."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from extract.llm.wire import WireRequest, WireResponse
from extract.replay import cassette, leaks
from extract.replay.scrub import REDACTED, Scrubber
from tests.replay.asking import KEY, post
from tests.replay.server import Reply, completion, question, serving

SECRETS = [
    KEY,
    "cookie-of-orla",
    "org-inventedOrg0123456789",
    "proj_invented0123456789abc",
    "req_0123456789abcdef",
    "orla@example.org",
    "gateway-secret-77",
]

HEADERS = {
    "api-key": KEY,
    "x-api-key": KEY,
    "Cookie": "who=cookie-of-orla",
    "OpenAI-Organization": "org-inventedOrg0123456789",
    "OpenAI-Project": "proj_invented0123456789abc",
    "X-Stainless-OS": "Linux",
    "User-Agent": "orla@example.org",
}

ANSWERED = {
    "Set-Cookie": "who=cookie-of-orla",
    "openai-organization": "org-inventedOrg0123456789",
    "openai-project": "proj_invented0123456789abc",
    "x-request-id": "req_0123456789abcdef",
    "X-Account": "orla@example.org",
}


def test_nothing_secret_is_kept(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "talks.yaml"
    error = f"Rate limit for org-inventedOrg0123456789 (req_0123456789abcdef): {KEY} of gateway-secret-77"
    refusals = [
        Reply({"error": {"message": error, KEY: 1}}, 429, ANSWERED),
        Reply(error.encode(), 500, {**ANSWERED, "Content-Type": "text/plain"}),
        Reply(b"\xff" + error.encode(), 500, ANSWERED),
        Reply(completion(error), 200, ANSWERED),
    ]
    with caplog.at_level(logging.INFO, logger="vcr"), serving() as server:
        server.says(*refusals)
        address = server.url.replace("http://", "http://orla:gateway-secret-77@")
        with cassette(path, record="once", secrets=["gateway-secret-77", "none"]):
            post(address, question(f"My key is {KEY}."), *[question("none")] * 3, headers=HEADERS)
    kept = path.read_bytes().decode()
    for secret in SECRETS:
        assert secret not in kept
        assert secret not in caplog.text
    assert f"My key is {REDACTED}." in kept
    assert "content: none" in kept, "what local servers are given for a key is a word of any text"
    assert leaks(path) == []


def test_the_request_that_is_sent_is_whole(tmp_path: Path) -> None:
    with serving() as server, cassette(tmp_path / "talks.yaml", record="once"):
        post(server.url, question(f"My key is {KEY}."))
    assert server.requests == [question(f"My key is {KEY}.")]


def test_another_key_replays_the_same_cassette(tmp_path: Path) -> None:
    path = tmp_path / "talks.yaml"
    with serving() as server, cassette(path, record="once"):
        post(server.url + "?api_key=first-key-0001", question("a"))
    with cassette(path) as tape:
        post(server.url + "?api_key=other-key-0002", question("a"), headers={"Authorization": "Bearer other-key-0002"})
    assert tape.all_played


URLS = [
    ("https://models.example/v1", "https://models.example/v1"),
    ("https://orla:secret@models.example:8443/v1", "https://models.example:8443/v1"),
    ("https://models.example/v1?key=abc&alt=json", "https://models.example/v1?key=REDACTED&alt=json"),
    ("https://models.example/v1?API_KEY=abc&empty=", "https://models.example/v1?API_KEY=REDACTED&empty="),
    ("https://models.example/v1?token=abc#part", "https://models.example/v1?token=REDACTED"),
]


@pytest.mark.parametrize(("url", "kept"), URLS)
def test_addresses_lose_keys_and_accounts(url: str, kept: str) -> None:
    assert Scrubber().request(WireRequest("POST", url, {}, b"")).url == kept


def test_where_an_answer_sends_to_loses_its_key() -> None:
    headers = {"location": "https://orla:pass@models.example/v2?key=abc", "age": "1"}
    kept = Scrubber().response(WireResponse(307, headers, b"")).headers
    assert kept == {"location": "https://models.example/v2?key=REDACTED"}


WORDS = [
    "a risk-taking sk-navigation-menu-of-the-page",
    "the bearer responsibilities of an organisation",
    "org-chart, project and user-friendly",
    "press@ministry.example, tel. +44 20 7946 0000",
    "none EMPTY test",
]


@pytest.mark.parametrize("text", WORDS)
def test_words_of_pages_stay(text: str) -> None:
    scrubber = Scrubber(["none", "EMPTY", "test"])
    assert scrubber.response(WireResponse(200, {}, text.encode())).body == text.encode()


KEYS = [
    "sk-proj-Ab12Cd34Ef56Gh78",
    "sk-ab12****************yz",
    "gsk_Ab12Cd34Ef56Gh78Ij90",
    "hf_Ab12Cd34Ef56Gh78Ij90",
    "AIzaSyAb12Cd34Ef56Gh78Ij90Kl12Mn34Op56Q",
    "Bearer Ab12Cd34Ef56Gh78",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvcmxhIn0.c2lnbmF0dXJl",
    "org-Ab12Cd34Ef56Gh78Ij90",
]


@pytest.mark.parametrize("key", KEYS)
def test_keys_are_known_by_their_form(tmp_path: Path, key: str) -> None:
    scrubber = Scrubber()
    body = scrubber.response(WireResponse(200, {}, f"Wrong: {key}.".encode())).body.decode()
    assert key.removeprefix("Bearer ") not in body
    assert REDACTED in body
    path = tmp_path / "leaky.yaml"
    path.write_text(f"cassette: 1\ninteractions: []\n# {key}\n")
    (leak,) = leaks(path)
    assert leak.startswith("line 3: what looks like ")
    assert key not in leak


def test_what_does_not_belong_into_a_cassette_is_found_in_it(tmp_path: Path) -> None:
    path = tmp_path / "leaky.yaml"
    path.write_text(
        """\
cassette: 1
interactions:
- request:
    method: POST
    url: https://orla:pass@models.example/v1?key=abc
    headers: {content-type: application/json, authorization: none}
  response:
    status: 200
    headers: {set-cookie: who, content-type: orla@example.org}
    base64: /29yZy1BYjEyQ2QzNEVmNTZHaDc4SWo5MA==
"""
    )
    assert leaks(path) == [
        "line 1: what looks like an account",
        "the URL of models.example holds a key or an account",
        "the header 'authorization' is kept",
        "the header 'set-cookie' is kept",
        "the header 'content-type' holds an account",
    ]
