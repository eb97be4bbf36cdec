"""The options of a model, which several commands take; what is not given comes from the environment or a file."""

from __future__ import annotations

from typing import Annotated

import typer

from extract.settings import AnswerMode, Engine

EngineOption = Annotated[
    Engine | None,
    typer.Option("--engine", help="What reads: the rules, a model, or both; auto is both if a model is configured."),
]
ModelOption = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="The model, by the name its endpoint knows it by.")
]
BaseUrlOption = Annotated[
    str | None,
    typer.Option(
        "--base-url", metavar="URL", help="The model's endpoint, like https://host/v1; OpenAI's unless given."
    ),
]
ModeOption = Annotated[
    AnswerMode | None,
    typer.Option("--mode", help="How the model is made to answer in a schema; auto asks the endpoint once."),
]
PromptsOption = Annotated[
    str | None,
    typer.Option("--prompts", metavar="PATH", help="Ask the model with your own prompts, a file or a folder."),
]
ConfigOption = Annotated[
    str | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Take what is not given here from FILE; unless given from extract.toml, or [tool.extract] of"
        " pyproject.toml.",
    ),
]
