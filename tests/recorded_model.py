"""What the recorded model of `cassettes/` adds to the rules and what it gets wrong, replayed and scored.

`python -m tests.recorded_model` prints it; with `--write` it becomes README's table.
"""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import Any

from extract import Extraction, Extractor, Settings
from extract.replay import Cassettes
from extract.settings import Engine
from tests.quality import GOLD, ROOT, TYPES, scorer

CASSETTES = ROOT / "cassettes"
SEEDS = tuple(sorted((ROOT / "seeds").glob("*.txt")))
TABLE_START, TABLE_END = "<!-- recorded model: start -->", "<!-- recorded model: end -->"


@cache
def records(engine: Engine) -> tuple[Extraction, ...]:
    """The records of the seeds, in the order of their names; a model's answers come from the cassettes alone."""
    settings = Settings.load({"engine": engine}, config=str(CASSETTES / "extract.toml"), environment={})
    cassettes = Cassettes(CASSETTES)
    found: list[Extraction] = []
    with Extractor(settings) as extractor:
        for path in SEEDS:
            text = path.read_bytes().decode("utf-8")
            if engine == "rules":
                found.append(extractor.extract(text, source=path.name))
                continue
            with cassettes.of(path.name, text, "v1") as recording:
                found.append(extractor.extract(text, source=path.name))
            assert recording.all_played, recording.unplayed
    return tuple(found)


def scores(engine: Engine) -> dict[str, Any]:
    """What the scorer says of an engine's records."""
    score = scorer()
    documents = []
    for path, record in zip(SEEDS, records(engine), strict=True):
        annotation = GOLD / "seeds" / f"{path.stem}.json"
        text = path.read_bytes().decode("utf-8")
        prediction = score.read_pred(json.loads(record.model_dump_json()))
        documents.append((path.stem, prediction, score.read_gold(annotation, text)))
    result: dict[str, Any] = score.score(documents)
    return result


def table() -> str:
    """README's table: how many items of each kind the rules, the model and both found, and what was refused."""
    lines = [
        "| | rules alone | model alone | both engines: confirmed by the model | added by the model | refused |",
        "|---|---|---|---|---|---|",
    ]
    for kind in TYPES:
        by_rules = sum(len(getattr(record, kind)) for record in records("rules"))
        by_model = sum(len(getattr(record, kind)) for record in records("llm"))
        both = [item for record in records("hybrid") for item in getattr(record, kind)]
        confirmed = sum(item.found_by == ("rules", "llm") for item in both)
        added = sum(item.found_by == ("llm",) for item in both)
        dropped = [drop for record in records("hybrid") for drop in record.run.dropped]
        refused = sum(f"{drop.type}s" == kind for drop in dropped)
        lines.append(f"| {kind} | {by_rules} | {by_model} | {confirmed} | {added} | {refused} |")
    return "\n".join(lines)


def write() -> None:
    """Put the table into README."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, after = text.partition(TABLE_START)[0], text.partition(TABLE_END)[2]
    readme.write_text(f"{before}{TABLE_START}\n{table()}\n{TABLE_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    print(table())
    if GOLD.is_dir():
        for engine in ("rules", "llm", "hybrid"):
            result = scores(engine)
            print(engine, "found", result["macro_found"], "exact", result["macro_exact"])
    if "--write" in sys.argv[1:]:
        write()
