"""A real HTTP server on this machine that answers as it is told: an endpoint with any fault.

with ScriptedServer(lambda body: chat_completion('{"colour": "red"}')) as server:
    ... Settings(model="scripted", base_url=server.url) ...
    server.requests[0]["messages"]
"""

from __future__ import annotations

import json
import socket
import struct
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

Body = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What the server answers to one request."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    delay: float = 0.0
    """Seconds before anything is sent; cut short when the server closes."""
    sent: int | None = None
    """How many bytes of the body are sent before the connection ends; None is all of them."""
    reset: bool = False
    """Whether the connection ends by a reset instead of in good order."""

    def slow(self, seconds: float) -> Reply:
        """The same reply, late."""
        return replace(self, delay=seconds)

    def broken_off(self, sent: int = 40, *, reset: bool = False) -> Reply:
        """The same reply, whose connection ends after `sent` bytes of the body."""
        return replace(self, sent=sent, reset=reset)

    def with_headers(self, **headers: str) -> Reply:
        """The same reply with more headers, written with underscores: `retry_after="1"`."""
        return replace(self, headers={**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}})


Handler = Callable[[Body], Reply]


class ScriptedServer:
    """Answers each request with what the handler makes of its body, or with one reply after the other.

    Of a list of replies the last one is repeated.
    """

    def __init__(self, script: Handler | Reply | Sequence[Reply]) -> None:
        self._handler = _handler(script)
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self.requests: list[Body] = []
        """The body of each request, as parsed JSON, in the order of arrival."""
        self.bodies: list[bytes] = []
        """The body of each request as it came."""
        self.headers: list[dict[str, str]] = []
        """The headers of each request, their names in lower case."""
        self._server = _Server(("127.0.0.1", 0), _Connection)
        self._server.answer = self._answer
        self._server.closing = self._closing
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def connections(self) -> int:
        """How many connections were opened."""
        return self._server.connections

    @property
    def url(self) -> str:
        """The endpoint, for `base_url`."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, raw: bytes, headers: dict[str, str]) -> Reply:
        body: Body = json.loads(raw) if raw else {}
        with self._lock:
            self.requests.append(body)
            self.bodies.append(raw)
            self.headers.append(headers)
        return self._handler(body)


def chat_completion(
    content: str | None,
    *,
    finish_reason: str = "stop",
    usage: object = (10, 5),
    model: str = "scripted",
    **message: object,
) -> Reply:
    """A model's answer; `usage` is a pair of prompt and completion tokens, or whatever should stand there."""
    if isinstance(usage, tuple):
        prompt, completion = usage
        usage = {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}
    said = {"role": "assistant", "content": content, **message}
    return json_reply(
        {
            "id": "chatcmpl-1",
            "object": "chat.completion",
            "created": 1,
            "model": model,
            "choices": [{"index": 0, "finish_reason": finish_reason, "message": said}],
            "usage": usage,
        }
    )


def tool_call(name: str, arguments: str, *, finish_reason: str = "stop", usage: object = (10, 5)) -> Reply:
    """A model's answer by calling a function."""
    call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
    return chat_completion(None, finish_reason=finish_reason, usage=usage, tool_calls=[call])


def failure(status: int, message: str = "it failed", *, code: str | None = None, param: str | None = None) -> Reply:
    """An error as OpenAI writes it."""
    error = {"message": message, "type": "scripted_error", "param": param, "code": code}
    return json_reply({"error": error}, status=status)


def web_page(status: int = 200) -> Reply:
    """A page for people where an API was expected."""
    page = b"<!DOCTYPE html><html><body>It works!</body></html>"
    return Reply(page, status=status, headers={"Content-Type": "text/html"})


def json_reply(value: object, *, status: int = 200) -> Reply:
    """Any JSON."""
    return Reply(json.dumps(value).encode(), status=status)


def _handler(script: Handler | Reply | Sequence[Reply]) -> Handler:
    if callable(script):
        return script
    rest = [script] if isinstance(script, Reply) else list(script)
    lock = threading.Lock()

    def next_reply(_: Body) -> Reply:
        with lock:
            return rest.pop(0) if len(rest) > 1 else rest[0]

    return next_reply


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    answer: Callable[[bytes, dict[str, str]], Reply]
    closing: threading.Event
    connections = 0

    def get_request(self) -> tuple[socket.socket, Any]:
        self.connections += 1
        return super().get_request()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of many a script."""


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        assert isinstance(self.server, _Server)
        raw = self.rfile.read(int(self.headers.get("content-length", 0)))
        reply = self.server.answer(raw, {name.lower(): value for name, value in self.headers.items()})
        if reply.delay:
            self.server.closing.wait(reply.delay)
        # Without the date of today: the script may set one.
        self.send_response_only(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body[: reply.sent])
        self.wfile.flush()
        if reply.sent is not None:
            self._hang_up(reply.reset)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests look at `requests`."""

    def _hang_up(self, reset: bool) -> None:
        if reset:
            # Lingering for no time at all makes closing a reset.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        self.close_connection = True
