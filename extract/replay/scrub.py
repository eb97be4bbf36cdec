"""What must not be in a cassette: keys, accounts, and what changes from one recording to the next.

Headers are kept by name, all others go. Of an answer's body goes what no reader of the answer needs and what is
another one each time: the identifier and the moment are replaced, fingerprints and timings left out, and calls of
tools named after what they call. The client is given the answer as it is kept, while recording too: so the record
made while recording and the one made from the cassette are the same.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from extract.llm.wire import WireRequest, WireResponse
from extract.replay import bodies

REDACTED = "REDACTED"

KEPT_OF_REQUESTS = frozenset({"content-type"})
KEPT_OF_RESPONSES = frozenset({"content-type", "location", "retry-after", "retry-after-ms"})

_KEY_HEADERS = ("authorization", "proxy-authorization", "api-key", "x-api-key", "x-goog-api-key")
_KEY_PARAMETERS = frozenset(
    {"key", "api_key", "api-key", "apikey", "access_token", "token", "code", "sig", "signature"}
)

# Shorter ones are what local servers are given ("none", "EMPTY"), and words of any text.
_SHORTEST_SECRET = 8

# By kind. Each asks for a digit (or the asterisks of "sk-ab****yz"), for "sk-navigation-menu" and "bearer
# responsibilities" are words of pages.
SECRETS: dict[str, re.Pattern[str]] = {
    "a key": re.compile(
        r"(?<![A-Za-z0-9])(?:sk|gsk|hf|xai|pplx|r8)[-_](?=[A-Za-z_-]*[0-9*])[A-Za-z0-9_*-]{12,}"
        r"|(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{30,}"
    ),
    "a bearer token": re.compile(r"(?<=\bBearer )(?=[A-Za-z._~+/=-]*[0-9*])[A-Za-z0-9._~+/=*-]{12,}", re.IGNORECASE),
    "a signed token": re.compile(r"(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+"),
    "an account": re.compile(r"(?<![A-Za-z0-9])(?:org-|proj_|user-|acct_)(?=[A-Za-z]*[0-9])[A-Za-z0-9]{16,}"),
    "a request's identifier": re.compile(r"(?<![A-Za-z0-9])req_(?=[A-Za-z]*[0-9])[A-Za-z0-9]{12,}"),
}

_RANDOM = ("system_fingerprint", "timings", "request_id", "x_groq")


class Scrubber:
    """Takes out of requests and responses what a cassette must not hold.

    The keys that requests carry in their headers are learnt, and taken out of all bodies that follow.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets: set[str] = set()
        self._learn(secrets)

    def request(self, request: WireRequest) -> WireRequest:
        """The request as it is kept."""
        self._learn(_keys(request))
        headers = _only(KEPT_OF_REQUESTS, request.headers)
        return WireRequest(request.method, self._url(request.url), headers, self._body(request.body))

    def response(self, response: WireResponse) -> WireResponse:
        """The response as it is kept."""
        headers = _only(KEPT_OF_RESPONSES, response.headers)
        headers = {name: self._text(value) for name, value in headers.items()}
        if "location" in headers:
            headers["location"] = self._url(headers["location"])
        parsed = bodies.parsed(response.body)
        if isinstance(parsed, dict):
            return WireResponse(response.status, headers, bodies.written(self._data(_settled(parsed))))
        return WireResponse(response.status, headers, self._body(response.body))

    def _learn(self, secrets: Iterable[str]) -> None:
        self._secrets.update(secret for secret in secrets if len(secret) >= _SHORTEST_SECRET)

    def _url(self, url: str) -> str:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        query = parts.query
        if query:
            pairs = parse_qsl(query, keep_blank_values=True)
            query = urlencode([(name, self._parameter(name, value)) for name, value in pairs])
        return urlunsplit((parts.scheme, host, self._text(parts.path), query, ""))

    def _parameter(self, name: str, value: str) -> str:
        return REDACTED if name.lower() in _KEY_PARAMETERS else self._text(value)

    def _body(self, body: bytes) -> bytes:
        data = bodies.parsed(body)
        if data is not None:
            return bodies.written(self._data(data))
        # What is no UTF-8 keeps its bytes this way.
        encoding = "latin-1" if bodies.decoded(body) is None else "utf-8"
        return self._text(body.decode(encoding)).encode(encoding)

    def _data(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, list):
            return [self._data(item) for item in value]
        if isinstance(value, dict):
            return {self._text(key): self._data(item) for key, item in value.items()}
        return value

    def _text(self, text: str) -> str:
        for secret in self._longest_first():
            text = text.replace(secret, REDACTED)
        for pattern in SECRETS.values():
            text = pattern.sub(REDACTED, text)
        return text

    def _longest_first(self) -> list[str]:
        return sorted(self._secrets, key=lambda secret: (-len(secret), secret))


def leaks_in(text: str) -> list[str]:
    """What in the text of a cassette looks like a secret, by line; the secret itself is not repeated."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        for kind, pattern in SECRETS.items():
            if pattern.search(line):
                found.append(f"line {number}: what looks like {kind}")
    return found


def leaking_headers(request: Mapping[str, str], response: Mapping[str, str]) -> list[str]:
    """What in the headers of an exchange does not belong into a cassette."""
    others = [name for name in request if name.lower() not in KEPT_OF_REQUESTS]
    others += [name for name in response if name.lower() not in KEPT_OF_RESPONSES]
    found = [f"the header {name!r} is kept" for name in others]
    for headers in (request, response):
        found += [f"the header {name!r} holds an account" for name, value in headers.items() if "@" in value]
    return found


def leaking_url(url: str) -> list[str]:
    """What in the URL of a request does not belong into a cassette."""
    return [] if Scrubber()._url(url) == url else [f"the URL of {urlsplit(url).hostname} holds a key or an account"]


def _only(names: frozenset[str], headers: Mapping[str, str]) -> dict[str, str]:
    return {name: headers[name] for name in sorted(headers) if name in names}


def _keys(request: WireRequest) -> list[str]:
    headers = [request.headers.get(name, "") for name in _KEY_HEADERS]
    # "Bearer KEY": the scheme is a word of any text.
    keys = [value.rpartition(" ")[2] for value in headers]
    parts = urlsplit(request.url)
    keys += [value for name, value in parse_qsl(parts.query) if name.lower() in _KEY_PARAMETERS]
    keys.append(parts.password or "")
    return keys


def _settled(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer without what changes from one recording to the next."""
    settled = {name: value for name, value in answer.items() if name not in _RANDOM}
    if "choices" in settled and "id" in settled:
        settled["id"] = "recorded"
    if "created" in settled:
        settled["created"] = 0
    for listed in ("choices", "data"):
        if isinstance(settled.get(listed), list):
            settled[listed] = [_settled_item(item) for item in settled[listed]]
    if isinstance(settled.get("usage"), dict):
        # "queue_time", "prompt_time": seconds, not tokens.
        settled["usage"] = {name: value for name, value in settled["usage"].items() if not name.endswith("_time")}
    return settled


def _settled_item(item: Any) -> Any:
    if not isinstance(item, dict):
        return item
    settled = dict(item)
    if "created" in settled:
        settled["created"] = 0
    message = settled.get("message")
    if isinstance(message, dict) and isinstance(message.get("tool_calls"), list):
        settled["message"] = {**message, "tool_calls": [_settled_call(call) for call in message["tool_calls"]]}
    return settled


def _settled_call(call: Any) -> Any:
    if not isinstance(call, dict) or "id" not in call:
        return call
    # The next request repeats the identifier: so it must be the same in every recording.
    digest = hashlib.sha256(bodies.canonical(call.get("function")).encode()).hexdigest()
    return {**call, "id": f"call_{digest[:12]}"}
