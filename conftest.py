"""The documentation's examples run as tests, without the developer's own settings."""

from __future__ import annotations

from tests.conftest import no_settings_of_the_developer

__all__ = ["no_settings_of_the_developer"]
