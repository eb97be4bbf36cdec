"""Settings: how an `Extractor` reads, fixed when it is made."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from extract.errors import WrongCall

Engine = Literal["rules", "auto"]
"""Which engine reads: "rules", or "auto" for the best one that is configured."""

ENGINES: tuple[Engine, ...] = get_args(Engine)


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices that hold for every document an `Extractor` reads."""

    engine: Engine = "auto"

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise WrongCall(f"no engine is called {self.engine!r}: choose one of {', '.join(ENGINES)}")

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """The settings of the environment (`EXTRACT_ENGINE`); the only place that reads it.

        >>> Settings.from_env({"EXTRACT_ENGINE": "rules"})
        Settings(engine='rules')
        """
        if environment is None:
            environment = os.environ
        return cls(engine=_engine(environment.get("EXTRACT_ENGINE") or "auto"))


def _engine(name: str) -> Engine:
    for engine in ENGINES:
        if name == engine:
            return engine
    raise WrongCall(f"EXTRACT_ENGINE is {name!r}: set it to one of {', '.join(ENGINES)}")
