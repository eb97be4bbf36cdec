"""What can go wrong with one request, translated once: what happened, what to do, and whether asking again can help."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
import openai

from extract.errors import CassetteError, ModelUnavailable
from extract.llm.wire import REPLAYED_HEADER

# Passing troubles: a server that is slow, busy, restarting or overtaken by another request.
_PASSING = frozenset({408, 409, 425, 429})

_QUOTA_CODES = frozenset({"insufficient_quota", "billing_hard_limit_reached"})
_TOO_LONG_CODES = frozenset({"context_length_exceeded", "exceed_context_size_error"})
_TOO_LONG = re.compile(
    r"maximum context length|context (?:size|window)|too many tokens|prompt is too long", re.IGNORECASE
)

# A URL or a header that cannot be sent will not be sent the second time either.
_UNSENDABLE = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError, httpx2.TooManyRedirects, httpx2.InvalidURL)

_SHOWN_CHARACTERS = 300


class Failure(ModelUnavailable):
    """One request has failed.

    `again` tells whether it may be sent again, `endpoint` whether the endpoint is to blame rather than this document.
    """

    def __init__(
        self,
        message: str,
        *,
        again: bool = False,
        endpoint: bool = False,
        kind: str = "_OTHER",
        status: int | None = None,
        refused: str | None = None,
        parameter: str | None = None,
        headers: Mapping[str, str] | None = None,
        stale: bool = False,
    ) -> None:
        super().__init__(message)
        self.again = again
        self.stale = stale
        """Whether the endpoint had closed a connection that was kept open: nobody is too busy, so nobody waits."""
        self.endpoint = endpoint
        self.kind = str(status) if status is not None else kind
        """A word for statistics: the status, or what kind of failure it is."""
        self.status = status
        self.refused = refused
        """What the server says about a request it refuses, if it does."""
        self.parameter = parameter
        """The parameter it names as the one to blame."""
        self.asked_wait = asked_wait(headers or {})
        self.replayed = REPLAYED_HEADER in (headers or {})


class CutShort(Failure):
    """The request or its answer was too long for the model: less text may fit."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Who is asked, as messages name it, and what no message may contain."""

    url: str
    model: str
    secrets: tuple[str, ...]

    @property
    def address(self) -> str:
        """The URL without user, password and query."""
        url = httpx2.URL(self.url)
        port = f":{url.port}" if url.port else ""
        return f"{url.scheme}://{url.host}{port}{url.path.rstrip('/')}"

    def scrub(self, text: str) -> str:
        """`text` without any key."""
        for secret in sorted(self.secrets, key=len, reverse=True):
            text = text.replace(secret, "[key]")
        return text


def translated(error: openai.OpenAIError, endpoint: Endpoint) -> Failure:
    """The failure that `error` means; the error itself, which stays its cause, is rid of keys."""
    failure = _failure(error, endpoint)
    for link in _causes(error):
        _scrub(link, endpoint)
    return failure


def recorded(error: BaseException) -> CassetteError | None:
    """The complaint of a tape that `error` carries, if it does: never a failure of the model."""
    return next((link for link in _causes(error) if isinstance(link, CassetteError)), None)


def timed_out(seconds: float, *, whole: bool) -> Failure:
    """No answer in time; with `whole` it had the time that a request may take, else what the document had left."""
    if whole:
        message = f"the model did not answer within {seconds:g} s: raise the timeout (EXTRACT_TIMEOUT) or ask for less"
        return Failure(message, again=True, endpoint=True, kind="timeout")
    return Failure(
        f"the document's deadline passed while the model was answering ({seconds:.3g} s were left)", kind="deadline"
    )


def malformed(body: str, endpoint: Endpoint, headers: Mapping[str, str]) -> Failure:
    """A response with status 200 that is no answer of a model: a web page, broken JSON, no choices."""
    if body.lstrip()[:1] == "<":
        what = f"{endpoint.address} answered with a web page: check OPENAI_BASE_URL (mostly it ends in /v1)"
    else:
        what = f"{endpoint.address} answered with something else than a completion"
    return Failure(what, again=True, endpoint=True, kind="malformed", headers=headers)


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """The seconds to wait that a response asks for: `retry-after-ms`, or `Retry-After` in seconds or as a date.

    >>> asked_wait({"retry-after-ms": "1500"}), asked_wait({"retry-after": "2"}), asked_wait({"retry-after": "soon"})
    (1.5, 2.0, None)
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    value = headers.get("retry-after")
    seconds = _number(value)
    if seconds is not None or value is None:
        return seconds
    until = _instant(value)
    # By the server's own clock, if it tells the time: ours may be wrong.
    now = _instant(headers.get("date")) or time.time()
    return None if until is None else max(0.0, until - now)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, its cause, the cause's cause and so on; not what the caller was busy with when it happened."""
    while error is not None:
        yield error
        error = error.__cause__


def _number(value: str | None) -> float | None:
    try:
        number = float(value) if value is not None else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _instant(value: str | None) -> float | None:
    try:
        return parsedate_to_datetime(value).timestamp() if value is not None else None
    except (ValueError, OverflowError):
        return None


def _failure(error: openai.OpenAIError, endpoint: Endpoint) -> Failure:
    if isinstance(error, openai.APIStatusError):
        return _refusal(error, endpoint)
    if isinstance(error, openai.APIConnectionError):
        return _lost(error, endpoint)
    return Failure(f"the model's client failed: {endpoint.scrub(_short(str(error)))}", kind=type(error).__name__)


def _lost(error: openai.APIConnectionError, endpoint: Endpoint) -> Failure:
    cause = error.__cause__
    if isinstance(cause, _UNSENDABLE):
        message = f"no request can be sent to {endpoint.address!r}: check OPENAI_BASE_URL (https://host/v1)"
        return Failure(message, endpoint=True, kind=type(cause).__name__)
    if isinstance(cause, (httpx2.ConnectError, httpx2.ConnectTimeout)):
        message = f"no endpoint at {endpoint.address}: is the server running? check OPENAI_BASE_URL"
        return Failure(message, again=True, endpoint=True, kind="connection")
    if isinstance(cause, httpx2.ProxyError):
        message = f"the proxy gives no way to {endpoint.address}: check HTTPS_PROXY and NO_PROXY"
        return Failure(message, again=True, endpoint=True, kind="connection")
    if isinstance(error, openai.APITimeoutError):
        message = f"{endpoint.address} did not answer in time: raise the timeout (EXTRACT_TIMEOUT) or ask for less"
        return Failure(message, again=True, endpoint=True, kind="timeout")
    # What a pool finds that takes up a connection again which the endpoint has meanwhile closed.
    stale = isinstance(cause, httpx2.RemoteProtocolError) and "without sending a response" in str(cause)
    message = f"the connection to {endpoint.address} broke off before the answer was complete"
    return Failure(message, again=True, endpoint=True, kind="connection", stale=stale)


def _refusal(error: openai.APIStatusError, endpoint: Endpoint) -> Failure:
    status = error.status_code
    code = _codes(error)
    said = endpoint.scrub(_short(_said(error)))
    tail = f": {said}" if said else ""

    def failure(message: str, *, again: bool = False, to_blame: bool = True) -> Failure:
        headers = error.response.headers
        # An endpoint that knows better says so.
        again = again and headers.get("x-should-retry") != "false"
        return Failure(
            message,
            again=again,
            endpoint=to_blame,
            status=status,
            refused=said or None,
            parameter=error.param,
            headers=headers,
        )

    if "content_filter" in code or "content_policy_violation" in code:
        return failure(f"the endpoint's content filter refused the document ({status})", to_blame=False)
    if code & _QUOTA_CODES:
        return failure(f"the account's quota is used up ({status}): check its plan and billing")
    if code & _TOO_LONG_CODES or status == 413 or (status == 400 and _TOO_LONG.search(said)):
        return CutShort(
            f"the request is too long for the model ({status}): lower chunk_tokens (EXTRACT_CHUNK_TOKENS){tail}",
            status=status,
        )
    match status:
        case 401:
            return failure("the endpoint refused the key (401): check OPENAI_API_KEY")
        case 403:
            return failure(f"the endpoint forbids the key this model (403): check OPENAI_API_KEY and its rights{tail}")
        case 404:
            return failure(
                f"the endpoint knows no model {endpoint.model!r} (404): check EXTRACT_MODEL, "
                f"and OPENAI_BASE_URL ({endpoint.address})"
            )
        case 429:
            return failure("the endpoint's rate limit is reached (429): lower the concurrency or try later", again=True)
    if status in _PASSING or status >= 500:
        return failure(f"the endpoint failed ({status}){tail or ': try later'}", again=True)
    return failure(f"the endpoint refused the request ({status}){tail}", to_blame=False)


def _codes(error: openai.APIStatusError) -> set[str]:
    body = error.body if isinstance(error.body, dict) else {}
    return {value for value in (error.code, error.type, body.get("code"), body.get("type")) if isinstance(value, str)}


def _said(error: openai.APIStatusError) -> str:
    """What the server says, wherever it says it; a web page says nothing."""
    body: Any = error.body
    if isinstance(body, dict):
        inner = body.get("error", body)
        body = inner.get("message", "") if isinstance(inner, dict) else inner
    return body if isinstance(body, str) and not body.lstrip().startswith("<") else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_CHARACTERS else line[:_SHOWN_CHARACTERS] + "…"


def _scrub(error: BaseException, endpoint: Endpoint) -> None:
    """Rid an error of keys in place: a traceback prints it as the cause of ours."""
    if not any(secret in f"{error} {error.args}" for secret in endpoint.secrets):
        return
    error.args = tuple(endpoint.scrub(part) if isinstance(part, str) else part for part in error.args)
    if isinstance(error, openai.APIError):
        error.message = endpoint.scrub(error.message)
        error.body = None
