"""The rules read the annotated documents at least as well as README says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.quality import FLOORS, FOLDERS, GOLD, ROOT, TABLE_END, TABLE_START, digest, measure, table


@pytest.fixture(scope="module")
def floors() -> Any:
    return json.loads(FLOORS.read_text(encoding="utf-8"))


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated documents, ../shared/gold, are not here")
@pytest.mark.parametrize("folder", FOLDERS)
def test_the_scores_do_not_fall_below_their_floors(folder: str, floors: Any) -> None:
    assert digest(folder) == floors[folder]["gold"], "the annotation changed: python -m tests.quality --write"
    scores = measure(folder)
    fallen = {name: (scores[name], floor) for name, floor in floors[folder]["scores"].items() if scores[name] < floor}
    assert not fallen, f"(now, floor): {fallen}"


def test_readme_states_the_floors(floors: Any) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    stated = readme.partition(TABLE_START)[2].partition(TABLE_END)[0].strip()
    assert stated == table(floors)
