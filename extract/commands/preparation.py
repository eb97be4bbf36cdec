"""What a command that reads documents needs before it begins: settings that can work, libraries, cassettes."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from extract import extras
from extract.errors import NoModel, WrongCall
from extract.settings import RecordMode, Settings

if TYPE_CHECKING:
    from extract.replay import Cassettes


def ready(settings: Settings, *, cassettes: str | None = None, record: RecordMode | None = None) -> Settings:
    """The settings with which the reading can begin; what it would miss on the way is said now."""
    if cassettes is not None and record in (None, "none"):
        require_cassettes(cassettes)
        if settings.api_key is None:
            # Nothing is sent, so nobody asks for the key; one so short is not taken for a secret in the texts.
            settings = replace(settings, api_key="none")
    if cassettes is not None and not settings.asks_model:
        reason = settings.model_missing or "the engine is rules"
        raise NoModel(f"cassettes hold conversations with a model, and none is asked: {reason}")
    if settings.asks_model:
        extras.require("llm")
        prompt_version(settings)
    if cassettes is not None:
        extras.require("replay")
    return settings


def require_cassettes(folder: str) -> None:
    """Raise unless `folder` can be replayed."""
    if not os.path.isdir(folder):
        raise WrongCall(f"no cassettes at {folder}: record them with `extract run --cassettes {folder} --record once`")
    extras.require("replay")


def prompt_version(settings: Settings) -> str:
    """The version of the prompts that a model is asked with; `WrongCall` says what is wrong with one's own."""
    from extract import prompts

    return prompts.load(settings.prompts).version


class Tapes:
    """The cassette of each document, by its label and its text; none if there is no folder for them."""

    def __init__(self, settings: Settings, folder: str | None, record: RecordMode | None) -> None:
        self._cassettes: Cassettes | None = None
        if folder is not None:
            from extract.replay import Cassettes

            secrets = () if settings.api_key is None else (settings.api_key,)
            self._cassettes = Cassettes(folder, record or "none", secrets=secrets)
            self._version = prompt_version(settings)

    def __call__(self, label: str, text: str) -> AbstractContextManager[object]:
        if self._cassettes is None:
            return nullcontext()
        return self._cassettes.of(label, text, self._version)
