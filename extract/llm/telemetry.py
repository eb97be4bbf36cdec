"""Spans for OpenTelemetry, by its conventions for generative AI, where `opentelemetry-api` is installed.

A span never holds a document, a prompt or an answer: only names, counts and what kind of error it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

try:
    trace: Any = import_module("opentelemetry.trace")
except ImportError:  # pragma: no cover - it is optional
    trace = None

if TYPE_CHECKING:
    from opentelemetry.trace import Span, SpanKind, TracerProvider

_TRACER = "extract"


class ChatSpan:
    """What is noted about one request; nothing if nobody traces."""

    def __init__(self, span: Span | None = None) -> None:
        self._span = span

    def note(self, **attributes: Any) -> None:
        """Note the attributes, their dots written as double underscores; None is left out."""
        if self._span is not None:
            for name, value in attributes.items():
                if value is not None:
                    self._span.set_attribute(name.replace("__", "."), value)


@contextmanager
def chat_span(
    model: str, url: str, request: Mapping[str, Any], provider: TracerProvider | None = None
) -> Iterator[ChatSpan]:
    """A span "chat {model}" around one request."""
    if trace is None:
        yield ChatSpan()
        return
    attributes = {"gen_ai.operation.name": "chat", "gen_ai.request.model": model, **_server(url), **_asked(request)}
    with _span(f"chat {model}", trace.SpanKind.CLIENT, attributes, provider) as span:
        yield ChatSpan(span)


@contextmanager
def document_span(document_id: str, provider: TracerProvider | None = None) -> Iterator[None]:
    """A span "extract document" around the reading of one document, with its id."""
    if trace is None:
        yield
        return
    with _span("extract document", trace.SpanKind.INTERNAL, {"extract.document.id": document_id}, provider):
        yield


@contextmanager
def _span(name: str, kind: SpanKind, attributes: dict[str, Any], provider: TracerProvider | None) -> Iterator[Span]:
    tracer = trace.get_tracer(_TRACER, tracer_provider=provider)
    # The exception is not recorded: its message may quote a server that quotes the document.
    with tracer.start_as_current_span(
        name, kind=kind, attributes=attributes, record_exception=False, set_status_on_exception=False
    ) as span:
        try:
            yield span
        except BaseException as error:
            span.set_attribute("error.type", getattr(error, "kind", type(error).__name__))
            span.set_status(trace.StatusCode.ERROR)
            raise


def _server(url: str) -> dict[str, Any]:
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    host = parts.hostname or ""
    known = host == "api.openai.com" or host.endswith(".api.openai.com")
    provider = "openai" if known else "azure.ai.openai" if host.endswith(".openai.azure.com") else host
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return {"gen_ai.provider.name": provider, "server.address": host, "server.port": port}


def _asked(request: Mapping[str, Any]) -> dict[str, Any]:
    limit = request.get("max_completion_tokens", request.get("max_tokens"))
    values = {
        "gen_ai.request.temperature": request.get("temperature"),
        "gen_ai.request.seed": request.get("seed"),
        "gen_ai.request.max_tokens": limit,
    }
    return {name: value for name, value in values.items() if value is not None}
