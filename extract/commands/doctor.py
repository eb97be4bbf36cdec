"""`extract doctor`: whether what is configured works."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from extract.commands.ending import errors_as_lines, shown
from extract.commands.options import BaseUrlOption, ConfigOption, EngineOption, ModelOption, ModeOption, PromptsOption
from extract.settings import Settings, origins, unknown_variables

if TYPE_CHECKING:
    from extract.doctor import Finding


def doctor(
    engine: EngineOption = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    mode: ModeOption = None,
    prompts: PromptsOption = None,
    config: ConfigOption = None,
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask the model.")] = False,
) -> None:
    """Say what is configured and whether it works.

    Every setting comes with its value and where that is from, every optional library with its version. The model is
    asked one tiny question, which costs next to nothing: whether it answers, in which modes, how fast, and what a
    document will cost. The exit status is 1 if something does not work.
    """
    flags = {"engine": engine, "model": model, "base_url": base_url, "mode": mode, "prompts": prompts}
    with errors_as_lines():
        settings = Settings.load(flags, config=config)

        from extract import doctor

        findings = list(doctor.configuration(settings, origins(flags, config=config)))
        findings += (doctor.Finding("", remark) for remark in unknown_variables())
        works = _print("settings", findings)
        works &= _print("libraries", doctor.libraries(settings))
        works &= _print("model", doctor.model(settings, offline=offline))
    if not works:
        raise typer.Exit(1)


def _print(heading: str, findings: Iterable[Finding]) -> bool:
    """Print what was found below its heading; whether all of it works."""
    found = list(findings)
    print(heading)
    width = max((len(finding.said) for finding in found if finding.note), default=0)
    for finding in found:
        print(shown(f"  {finding.name:<18} {finding.said:<{width}}  {finding.note}".rstrip()))
    return not any(finding.wrong for finding in found)
