"""How well the rules read the annotated documents, and the floors below which they must not fall.

`python -m tests.quality` prints the scores; with `--write` it makes them the new floors, in
`tests/quality_floors.json` and in README.md's table.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from extract import Extractor, Settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
GOLD = SHARED / "gold"
FLOORS = ROOT / "tests" / "quality_floors.json"
FOLDERS = ("seeds", "dev")
TYPES = ("participants", "meetings", "figures", "agreements")

TABLE_START, TABLE_END = "<!-- quality: start -->", "<!-- quality: end -->"


@cache
def scorer() -> ModuleType:
    """The project's scorer, `../shared/tools/score.py`."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def digest(folder: str) -> str:
    """What the scores were measured on: a digest of every text and annotation of the folder."""
    whole = hashlib.sha256()
    for path in sorted((GOLD / folder).glob("*.*")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def measure(folder: str) -> dict[str, float]:
    """The scores of a folder of annotated documents, by the name of what is scored."""
    score = scorer()
    extractor = Extractor(Settings(engine="rules"))
    documents = []
    for annotation in sorted((GOLD / folder).glob("*.json")):
        text = annotation.with_suffix(".txt").read_bytes().decode("utf-8")
        record = json.loads(extractor.extract(text).model_dump_json())
        documents.append((annotation.stem, score.read_pred(record), score.read_gold(annotation, text)))
    result = score.score(documents)
    scores = {"found": result["macro_found"], "exact": result["macro_exact"]}
    for kind in TYPES:
        scores[f"{kind} found"] = result[kind]["found"]
        scores[f"{kind} exact"] = result[kind]["exact"]
    scores["money and percents"] = _f1(documents, "figures", ("money", "percent"))
    scores["people"] = _f1(documents, "participants", ("person",))
    return scores


def _f1(documents: list[tuple[str, dict[str, Any], dict[str, Any]]], type: str, kinds: tuple[str, ...]) -> float:
    """F1 of the items of some kinds alone, counted as the scorer counts: optional items cost and gain nothing."""
    score = scorer()
    found = predicted = wanted = 0
    for _, prediction, gold in documents:
        predictions = [item for item in prediction[type] if item["kind"] in kinds]
        golds = [item for item in gold[type] if item["kind"] in kinds]
        pairs, free = score.match(type, predictions, golds)
        optional = {i for i, j in pairs if golds[j]["optional"]}
        found += len(pairs) - len(optional)
        predicted += len(predictions) - len(optional | free)
        wanted += sum(not item["optional"] for item in golds)
    f1: float = score.prf(found, predicted, wanted)[2]
    return round(f1, 4)


def table(floors: dict[str, Any]) -> str:
    """README's table of the floors."""
    rows = [
        ("all four kinds, mean", "found", "exact"),
        *((kind, f"{kind} found", f"{kind} exact") for kind in TYPES),
        ("money and percents", "money and percents", None),
        ("people", "people", None),
    ]
    lines = ["| | seeds: found | exact | dev: found | exact |", "|---|---|---|---|---|"]
    for name, found, exact in rows:
        columns = [(folder, score) for folder in FOLDERS for score in (found, exact)]
        cells = ["" if score is None else f"{floors[folder]['scores'][score]:.3f}" for folder, score in columns]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def write() -> None:
    """Make what is measured now the floors."""
    floors = {folder: {"gold": digest(folder), "scores": measure(folder)} for folder in FOLDERS}
    FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, after = text.partition(TABLE_START)[0], text.partition(TABLE_END)[2]
    readme.write_text(f"{before}{TABLE_START}\n{table(floors)}\n{TABLE_END}{after}", encoding="utf-8")


if __name__ == "__main__":
    for folder in FOLDERS:
        print(folder, json.dumps(measure(folder), indent=1))
    if "--write" in sys.argv[1:]:
        write()
