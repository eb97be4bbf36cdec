"""extract(): one text in, one record out, the same one every time."""

from __future__ import annotations

import hashlib
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest

from extract import Extraction, Extractor, NoModel, Settings, WrongCall, __version__, extract
from extract.settings import Engine
from extract.text import reader
from extract.values.amounts import find_amounts

SEEDS = sorted((Path(__file__).parents[1] / "seeds").glob("*.txt"))
SENTENCE = "Trade between the two countries grew by 27% to $14.7 billion."


def test_a_number_gives_back_its_characters() -> None:
    growth, level = extract(SENTENCE, engine="rules").figures
    assert (growth.number.text, level.number.text) == ("27%", "$14.7 billion")


def test_a_record_says_how_it_was_made() -> None:
    run = extract(SENTENCE, engine="rules").run
    assert (run.engine, run.library_version, run.fallback, run.fallback_reason) == ("rules", __version__, False, None)
    assert (run.model, run.prompt_version, run.usage) == (None, None, None)


def test_auto_never_falls_back_silently() -> None:
    """Asked for the best engine while no model can answer, the rules answer and the record says so."""
    run = extract(SENTENCE).run
    assert (run.engine, run.fallback) == ("rules", True)
    assert run.fallback_reason == "no model configured: set EXTRACT_MODEL, and OPENAI_API_KEY or OPENAI_BASE_URL"


@pytest.mark.parametrize("engine", ["llm", "hybrid"])
def test_an_engine_that_needs_a_model_says_what_to_set(engine: Engine) -> None:
    with pytest.raises(NoModel, match=f"engine '{engine}': no model configured: set EXTRACT_MODEL"):
        extract(SENTENCE, engine=engine)


def test_a_document_is_known_by_its_content() -> None:
    digest = hashlib.sha256(SENTENCE.encode()).hexdigest()
    document = extract(SENTENCE, source="news/1.txt").document
    assert (document.sha256, document.id, document.source) == (digest, digest[:16], "news/1.txt")
    assert extract(SENTENCE, source="elsewhere").document.id == document.id
    assert extract(SENTENCE, id="mine").document.id == "mine"


def test_what_the_caller_knows_wins() -> None:
    text = "Publication date: 3 May 2021\n\nLast year, exports reached $3 million."
    record = extract(text, published=date(2011, 2, 3), language="en")
    (figure,) = record.figures
    assert figure.period is not None
    assert (record.document.published, figure.period.start) == (date(2011, 2, 3), date(2010, 1, 1))
    assert extract(text, published=datetime(2011, 2, 3, 4, 5)).document.published == date(2011, 2, 3)


@pytest.mark.parametrize("wrong", [{"language": "English"}, {"id": ""}, {"source": 7}])
def test_a_wrong_argument_is_named(wrong: dict[str, str]) -> None:
    with pytest.raises(WrongCall, match=next(iter(wrong))):
        extract(SENTENCE, **wrong)  # type: ignore[call-overload]


def test_an_unknown_engine_is_a_wrong_call() -> None:
    with pytest.raises(WrongCall, match="no engine is called 'oracle': choose one of auto, rules, llm, hybrid"):
        extract(SENTENCE, engine="oracle")  # type: ignore[call-overload]


def test_every_firing_explains_an_item() -> None:
    explained = Extractor(Settings(engine="rules")).explain(SEEDS[0].read_text(encoding="utf-8"))
    ids = {item.id for item in explained.record.items()}
    assert {firing.item_id for firing in explained.firings} == ids
    text = explained.record.document.text
    assert text is not None
    for firing in explained.firings:
        assert firing.rule
        assert text[firing.span.start : firing.span.end] == firing.span.text


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_items_stand_in_the_order_of_their_first_appearance(seed: Path) -> None:
    record = extract(seed.read_text(encoding="utf-8"), engine="rules")
    assert record.figures
    assert record.participants
    for letter, starts in (
        ("p", [item.mentions[0].start for item in record.participants]),
        ("m", [item.evidence[0].start for item in record.meetings]),
        ("f", [item.number.start for item in record.figures]),
        ("a", [item.evidence[0].start for item in record.agreements]),
    ):
        assert starts == sorted(starts)
        ids = [item.id for item in record.items() if item.id.startswith(letter)]
        assert ids == [f"{letter}{number}" for number in range(1, len(starts) + 1)]


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.stem[:3])
def test_every_sum_and_percent_is_a_figure_or_listed_as_uncovered(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    record = extract(text, engine="rules")
    figures = {figure.number.start for figure in record.figures}
    uncovered = {span.start for span in record.run.uncovered}
    page = reader.read(text)
    for sentence in page.sentences:
        for amount in find_amounts(page.view, sentence.start, sentence.end):
            if amount.kind in ("money", "percent"):
                assert amount.start in figures | uncovered
    assert not figures & uncovered


def _written(text: str) -> str:
    return extract(text, engine="rules").model_dump_json()


def test_threads_and_processes_give_the_same_records() -> None:
    texts = [seed.read_text(encoding="utf-8") for seed in SEEDS]
    alone = [_written(text) for text in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(_written, texts * 2)) == alone * 2
    with ProcessPoolExecutor(2) as processes:
        assert list(processes.map(_written, texts)) == alone


def test_a_record_of_a_seed_comes_back_from_json_exactly() -> None:
    for seed in SEEDS:
        record = extract(seed.read_text(encoding="utf-8"))
        assert Extraction.model_validate_json(record.model_dump_json()) == record
