"""The model as the pipeline sees it: its client and its prompts, to be asked about one document after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from extract import prompts
from extract.llm.client import ModelClient
from extract.llm.custom import conversation as custom
from extract.llm.custom.filled import AnySchema
from extract.llm.engine import Answered, Conversation
from extract.llm.meter import Meter
from extract.llm.telemetry import document_span
from extract.rules.reading import Reading
from extract.schemas.items import Items
from extract.settings import Settings

if TYPE_CHECKING:
    from openai import AsyncOpenAI, OpenAI


class Model:
    """A configured model; may be asked about many documents at once."""

    def __init__(self, settings: Settings, client: AsyncOpenAI | OpenAI | None = None) -> None:
        self.settings = settings
        self.prompts = prompts.load(settings.prompts)
        self.client = ModelClient(settings, client=client)

    def meter(self) -> Meter:
        """What one document's conversation uses; its deadline begins now."""
        return self.client.meter()

    async def read(self, id: str, reading: Reading, meter: Meter, tell: Callable[[Items], None]) -> Answered:
        """What the model finds on the page of document `id`; `tell` hears of each answer's verified items at once."""
        conversation = Conversation(
            reading,
            self.prompts,
            self.client,
            meter,
            chunk_tokens=self.settings.chunk_tokens,
            max_followups=self.settings.max_followups,
            tell=tell,
        )
        with document_span(id):
            return await conversation.hold()

    async def fill(
        self, id: str, schema: type[AnySchema], reading: Reading, meter: Meter
    ) -> custom.Answered[AnySchema]:
        """What the model finds on the page of document `id` for a schema of the user's own, verified."""
        conversation = custom.Conversation(
            schema,
            reading,
            self.prompts,
            self.client,
            meter,
            chunk_tokens=self.settings.chunk_tokens,
            max_followups=self.settings.max_followups,
        )
        with document_span(id):
            return await conversation.hold()
