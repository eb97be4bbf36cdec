"""What OpenTelemetry gets to see: names and counts, never a word of a document."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from extract.errors import ModelUnavailable
from extract.llm.client import ModelClient
from extract.llm.parameters import SEED
from extract.llm.telemetry import document_span
from tests.llm.asking import BOTH, Time, settings, toys
from tests.llm.server import Reply, ScriptedServer, chat_completion, failure


def spans(*replies: Reply) -> tuple[ReadableSpan, ...]:
    """The spans of one question inside a document."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    time = Time()

    async def read(server: ScriptedServer) -> None:
        client = ModelClient(settings(server, max_attempts=2), clock=time.clock, sleep=time.sleep, tracers=provider)
        try:
            with document_span("d41d8", provider):
                await toys(client)
        except ModelUnavailable:
            pass
        finally:
            await client.aclose()

    with ScriptedServer(list(replies)) as server:
        asyncio.run(read(server))
    return exporter.get_finished_spans()


def attributes(span: ReadableSpan) -> Mapping[str, object]:
    return dict(span.attributes or {})


def test_each_request_is_a_span_of_its_document() -> None:
    failed, answered, document = spans(failure(503), chat_completion(BOTH, model="scripted-2026"))
    assert (failed.name, answered.name, document.name) == ("chat scripted", "chat scripted", "extract document")
    for span in (failed, answered):
        assert span.parent is not None
        assert document.context is not None
        assert span.parent.span_id == document.context.span_id
    assert attributes(document) == {"extract.document.id": "d41d8"}
    noted = attributes(answered)
    port = noted.pop("server.port") if isinstance(noted, dict) else None
    assert isinstance(port, int)
    assert noted == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "127.0.0.1",
        "gen_ai.request.model": "scripted",
        "gen_ai.request.temperature": 0,
        "gen_ai.request.seed": SEED,
        "gen_ai.request.max_tokens": 8192,
        "gen_ai.response.model": "scripted-2026",
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 10,
        "gen_ai.usage.output_tokens": 5,
        "server.address": "127.0.0.1",
    }
    assert attributes(failed)["error.type"] == "503"
    assert not failed.status.is_ok
    assert answered.status.is_unset


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (failure(401), "401"),
        (chat_completion(BOTH).broken_off(), "connection"),
        (chat_completion(None, refusal="A red cart? Never."), "refusal"),
        (chat_completion("", finish_reason="content_filter"), "content_filter"),
        (Reply(b"<html>A red cart</html>"), "malformed"),
    ],
)
def test_a_failed_request_tells_its_kind_and_nothing_of_the_text(reply: Reply, kind: str) -> None:
    found = spans(reply)
    assert attributes(found[0])["error.type"] == kind
    shown = " ".join(f"{attributes(span)} {span.status.description} {span.events}" for span in found)
    assert "red cart" not in shown
    assert "toys" not in shown
