"""Cues: the words of a sentence that say whether a number in it is a level, a change, a share, a plan or a hope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, cast

from extract.lexicon import load_table
from extract.schemas import Direction
from extract.text.tokens import Tokens, tokenize

CueKind = Literal["up", "down", "level", "share", "rate", "target", "forecast"]

DIRECTIONS: dict[CueKind, Direction] = {"up": "increase", "down": "decrease"}


class Cue(NamedTuple):
    """One cue word where it stands."""

    start: int
    end: int
    kind: CueKind
    word: str


@cache
def _lexicon() -> dict[str, CueKind]:
    return {word: cast("CueKind", kind) for word, kind in load_table("en", "figure_cues")}


@dataclass(frozen=True, slots=True)
class CueSentence:
    """A sentence with numbers, cut into words, and the cues among them in order."""

    start: int
    end: int
    tokens: Tokens
    cues: tuple[Cue, ...]

    def left(self, offset: int) -> Iterator[Cue]:
        """Cues before `offset`, nearest first."""
        for cue in reversed(self.cues):
            if cue.end <= offset:
                yield cue

    def right(self, offset: int, reach: int) -> Iterator[Cue]:
        """Cues that start within `reach` characters after `offset`, nearest first."""
        for cue in self.cues:
            if offset <= cue.start <= offset + reach:
                yield cue


def read_cues(view: str, start: int, end: int) -> CueSentence:
    """The sentence `view[start:end]` with its cues."""
    tokens = tokenize(view, start, end)
    lexicon = _lexicon()
    cues = []
    for k, token in enumerate(tokens.words):
        word = token.lower()
        if word in lexicon:
            cues.append(Cue(tokens.starts[k], tokens.ends[k], lexicon[word], word))
    return CueSentence(start, end, tokens, tuple(cues))
