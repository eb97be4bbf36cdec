"""A real HTTP server on this machine that says what a test tells it to, and counts who asked."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What the server answers: `body` is sent as it is, anything else as JSON."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def zipped(self) -> Reply:
        """The same, compressed."""
        headers = {**self.headers, "Content-Encoding": "gzip", "Content-Type": self.content_type}
        return Reply(gzip.compress(self.raw), self.status, headers)

    @property
    def raw(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()

    @property
    def content_type(self) -> str:
        return self.headers.get("Content-Type", "application/json")


@dataclass
class Server:
    """A server that runs; `requests` are those that reached it."""

    url: str
    answer: Callable[[Any], Reply]
    requests: list[Any] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def says(self, *replies: Reply) -> None:
        """Answer with these, one after the other."""
        left = iter(replies)
        self.answer = lambda _: next(left)


def completion(content: str, **more: Any) -> dict[str, Any]:
    """An answer of a model, with what changes each time."""
    return {
        "id": f"chatcmpl-{id(object())}",
        "object": "chat.completion",
        "created": id(object()),
        "model": "tiny-1",
        "system_fingerprint": "fp_1",
        "timings": {"prompt_ms": 12.5},
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}],
        "usage": {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10, "queue_time": 0.01},
        **more,
    }


def always(reply: Reply) -> Callable[[Any], Reply]:
    """The same to whatever is asked."""
    return lambda _: reply


def echo(body: Any) -> Reply:
    """The last message, given back."""
    return Reply(completion(f"heard: {body['messages'][-1]['content']}"))


def question(content: str, **more: Any) -> dict[str, Any]:
    """A request to a model."""
    return {"model": "tiny-1", "messages": [{"role": "user", "content": content}], **more}


def contents(requests: Sequence[Any]) -> list[str]:
    """What was asked."""
    return [body["messages"][-1]["content"] for body in requests]


@contextmanager
def serving(answer: Callable[[Any], Reply] = echo) -> Iterator[Server]:
    """A server while the context lasts; after it, nobody listens at its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with server.lock:
                server.requests.append(body)
                reply = server.answer(body)
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.content_type, **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.raw)))
            self.end_headers()
            self.wfile.write(reply.raw)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing: tests look at `requests`."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Server(f"http://127.0.0.1:{http.server_port}/v1", answer)
    thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
