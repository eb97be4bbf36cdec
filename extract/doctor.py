"""The doctor: what is configured and from where, what is installed, whether the model answers, what it costs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from extract.errors import ExtractError
from extract.extras import EXTRAS, Extra, missing
from extract.settings import Settings

if TYPE_CHECKING:
    from extract.llm.probe import Probe

OPENAI = "https://api.openai.com/v1"

_PURPOSES: dict[Extra, str] = {"llm": "to ask a model", "replay": "to record conversations and replay them"}

# What no extra is needed for is used where it is installed.
_USED_IF_THERE = {"genai-prices": "to tell what a model costs", "opentelemetry-api": "to trace what is asked"}

# A document as a desk gets many: of 3 KB. Its answer is about as long, for most of what it says is quoted.
_PARAGRAPH = (
    "LISBON, May 4 - Minister of Energy Ana Silva met Tom Berg, Minister of Trade of Iceland, in Lisbon on Monday."
    " She said that exports of wind turbines grew by 12% last year to over 3.5 billion euros, and that the ministers"
    " had signed a memorandum on grids. By 2030, Portugal intends to install 40 to 45 GW at sea.\n\n"
)
_DOCUMENT = _PARAGRAPH * (3000 // len(_PARAGRAPH))
_ANSWER_CHARACTERS = 6000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the doctor looked at: its name, what there is to say, and whether something does not work."""

    name: str
    said: str
    note: str = ""
    """Where it comes from, or what it is for."""
    wrong: bool = False


def configuration(settings: Settings, origins: Mapping[str, str]) -> Iterator[Finding]:
    """Every setting with its value and where that comes from; of the key only that there is one."""
    for field in fields(settings):
        value = getattr(settings, field.name)
        said = "not set" if value is None else str(value)
        if field.name == "api_key" and value is not None:
            said = f"set, {len(value)} characters"
        if field.name == "base_url" and value is None:
            said = OPENAI
        yield Finding(field.name, said, origins.get(field.name, "" if said == "not set" else "default"))


def libraries(settings: Settings) -> Iterator[Finding]:
    """The libraries that are not always installed: their versions, or how to get them."""
    for extra, purpose in _PURPOSES.items():
        wrong = settings.asks_model and extra == "llm"
        for library in EXTRAS[extra]:
            yield _library(library, purpose, f"communique[{extra}]", wrong=wrong)
    for library, purpose in _USED_IF_THERE.items():
        yield _library(library, purpose, library, wrong=False)


def model(settings: Settings, *, offline: bool = False) -> Iterator[Finding]:
    """Whether the model answers, in which modes and how fast, and what a document will cost."""
    if settings.model_missing and settings.engine in ("llm", "hybrid"):
        yield Finding("answer", settings.model_missing, wrong=True)
    elif settings.model_missing:
        yield Finding("answer", f"{settings.model_missing}; the rules read", "")
    elif settings.engine == "rules":
        yield Finding("answer", "none is asked: the engine is rules")
    elif missing("llm"):
        yield Finding("answer", f"{missing('llm')} is not installed: pip install 'communique[llm]'", wrong=True)
    else:
        yield from _asked(settings, offline=offline)


def _library(library: str, purpose: str, wanted: str, *, wrong: bool) -> Finding:
    try:
        return Finding(library, version(library), purpose)
    except PackageNotFoundError:
        return Finding(library, f"not installed: pip install '{wanted}'", purpose, wrong=wrong)


def _asked(settings: Settings, *, offline: bool) -> Iterator[Finding]:
    if offline:
        yield Finding("answer", "not asked")
    else:
        try:
            probe = asyncio.run(_probe(settings))
        except ExtractError as error:
            yield Finding("answer", str(error), wrong=True)
            return
        yield from _answered(probe, settings)
    yield _cost(settings)


async def _probe(settings: Settings) -> Probe:
    from extract.llm.client import ModelClient

    client = ModelClient(replace(settings, max_attempts=1))  # what fails now is what is wanted to be known
    try:
        return await client.probe(client.meter())
    finally:
        await client.aclose()


def _answered(probe: Probe, settings: Settings) -> Iterator[Finding]:
    tokens = f"{probe.prompt_tokens} tokens sent, {probe.completion_tokens} received"
    yield Finding("answer", "yes", tokens)
    for trial in probe.trials:
        yield Finding(trial.mode, trial.outcome, f"{trial.seconds:.1f} s")
    ignored = [trial.mode for trial in probe.trials if not trial.honoured]
    if settings.mode in ignored:
        yield Finding("mode", f"{settings.mode} is set and not honoured: set it to auto or {probe.mode}", wrong=True)
    else:
        yield Finding("mode", probe.mode if settings.mode == "auto" else settings.mode, "will be used")


def _cost(settings: Settings) -> Finding:
    """What a typical document takes, as far as that can be told before it is read."""
    sent, received = _typical_tokens(settings)
    cost = _price(settings, sent, received)
    said = "price unknown" if cost is None else f"about ${cost.normalize():f}"
    return Finding(
        "a document of 3 KB", said, f"about {sent:,} tokens sent, {received:,} received; more where asked again"
    )


def _typical_tokens(settings: Settings) -> tuple[int, int]:
    from extract import prompts
    from extract.llm.asking import ask_for_items
    from extract.llm.chunks import estimate_tokens
    from extract.text import reader

    page = reader.read(_DOCUMENT, language="en")
    messages = ask_for_items(prompts.load(settings.prompts), page, (0, len(page.text)), ())
    sent = sum(estimate_tokens(message["content"]) for message in messages)
    return round(sent, -2), round(_ANSWER_CHARACTERS // 4, -2)


def _price(settings: Settings, sent: int, received: int) -> Decimal | None:
    from extract.llm.prices import price

    cost = price(settings.base_url or OPENAI, (settings.model or "",), sent, received)
    return None if cost is None else round(cost, 4)
