"""What holds for every test: the developer's own settings change nothing."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in [name for name in os.environ if name.startswith(("OPENAI_", "EXTRACT_"))]:
        monkeypatch.delenv(variable)
