"""A model that mixes what the documents say with as many inventions: these are refused, and the rest is kept."""

from __future__ import annotations

from collections import Counter

import pytest

from extract import Extraction, Extractor, Settings
from extract.llm.proposal import Proposal
from extract.settings import Engine
from tests.llm.gold import Annotated, documents, invented
from tests.llm.server import Body, Reply, ScriptedServer, chat_completion
from tests.quality import GOLD

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason=f"the annotated documents are not at {GOLD}")

LISTS = ("participants", "meetings", "figures", "agreements")
Counted = Counter[str]


def _mixed(right: Proposal, wrong: Proposal) -> str:
    lists = {
        name: tuple(item for pair in zip(getattr(right, name), getattr(wrong, name), strict=True) for item in pair)
        for name in LISTS
    }
    return Proposal(**lists).model_dump_json()


def _read(document: Annotated, answer: str, engine: Engine) -> Extraction:
    nothing = Proposal(participants=(), meetings=(), figures=(), agreements=()).model_dump_json()

    def reply(_: Body) -> Reply:
        return chat_completion(nothing if len(server.requests) > 1 else answer)

    with ScriptedServer(reply) as server:
        settings = Settings(
            engine=engine, model="scripted", base_url=server.url, mode="json_schema", chunk_tokens=1_000_000
        )
        with Extractor(settings) as extractor:
            return extractor.extract(document.text)


def _counts(engine: Engine) -> tuple[Counted, list[str], list[str]]:
    """How many items of each kind were right, which of them were lost, and which inventions came through."""
    counted: Counted = Counter()
    lost: list[str] = []
    believed: list[str] = []
    everything = (*documents("seeds"), *documents("dev"))
    for document in documents("dev"):
        wrong = invented(document, tuple(other for other in everything if other is not document))
        record = _read(document, _mixed(document.right, wrong), engine)
        refused = [drop.item for drop in record.run.dropped]
        for name in LISTS:
            for item in getattr(document.right, name):
                counted[name] += 1
                if item.model_dump(mode="json") in refused:
                    lost.append(f"{document.name}: {item!r}")
            for item in getattr(wrong, name):
                if item.model_dump(mode="json") not in refused:
                    believed.append(f"{document.name}: {item!r}")
    return counted, lost, believed


@pytest.mark.parametrize("engine", ["llm", "hybrid"])
def test_inventions_are_refused_and_what_is_said_is_kept(engine: Engine) -> None:
    counted, lost, believed = _counts(engine)
    assert counted.total() > 400
    assert believed == []
    assert len(lost) <= counted.total() / 100, lost
