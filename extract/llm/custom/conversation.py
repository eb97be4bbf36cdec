"""The conversation about a schema of the user's own: cut, ask, hold against the text, ask again about what is left."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic

from pydantic import BaseModel, JsonValue

from extract.grounding import Aligner
from extract.llm import answers, chunks
from extract.llm.answers import Rejected
from extract.llm.asking import Message, ask_about, say_again
from extract.llm.checks.ground import Ground
from extract.llm.client import ModelClient
from extract.llm.custom.filled import AnySchema, Unfilled
from extract.llm.custom.form import describe, form_of
from extract.llm.custom.outcome import Complaint, Outcome, settle
from extract.llm.custom.reading import Answer, Tree, is_empty
from extract.llm.custom.shape import shape_of
from extract.llm.custom.uniting import unite
from extract.llm.meter import Meter
from extract.llm.passages import ask_in_parts, extent, gather
from extract.prompts import Prompts
from extract.rules.reading import Reading


@dataclass(frozen=True, slots=True)
class Answered(Generic[AnySchema]):
    """What the model's answers came to."""

    outcome: Outcome[AnySchema]
    dropped: tuple[Unfilled, ...]
    warnings: tuple[str, ...]
    unanswered: tuple[str, ...]
    """For each passage that the model did not answer, why not."""
    passages: int


@dataclass(frozen=True, slots=True)
class _Asked:
    """A passage with what was asked about it and what the answer came to."""

    passage: chunks.Passage
    messages: list[Message]
    answer: Answer
    rejected: tuple[Rejected, ...]


@dataclass(slots=True)
class Conversation(Generic[AnySchema]):
    """One document's conversation with a model about one schema."""

    schema: type[AnySchema]
    reading: Reading
    prompts: Prompts
    client: ModelClient
    meter: Meter
    chunk_tokens: int
    max_followups: int
    _aligner: Aligner = field(init=False)
    _tree: Tree = field(default=None, init=False)
    _warnings: list[str] = field(default_factory=list, init=False)
    _dropped: dict[tuple[str, str, str], Unfilled] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self._aligner = Aligner(self.reading.page.text)

    async def hold(self) -> Answered[AnySchema]:
        """Ask about every passage and, where something was refused or is missing, once more.

        `ModelUnavailable` if no passage was answered; what fails after that is told in the result.
        """
        passages = chunks.cut(self.reading.page, self.chunk_tokens)
        asked, failures = await gather(self._ask(passage) for passage in passages)
        if failures and not asked:
            raise failures[0]
        self._take(asked)
        for _ in range(self.max_followups):
            asked = await self._follow_up(asked)
            if not asked:
                break
            self._take(asked)
        outcome = self._settled()
        told = {unfilled.path for unfilled in self._dropped.values()}
        self._drop(each.unfilled for each in outcome.complaints if each.spans or each.unfilled.path not in told)
        return Answered(
            outcome,
            tuple(self._dropped.values()),
            tuple(dict.fromkeys(self._warnings)),
            tuple(map(str, failures)),
            len(passages),
        )

    async def _ask(self, passage: chunks.Passage) -> list[_Asked]:
        def request(part: chunks.Passage) -> list[Message]:
            return ask_about(self.prompts.custom, describe(self.schema), self.reading.page, part)

        def ask(messages: list[Message]) -> Awaitable[answers.Answer[BaseModel]]:
            return self.client.ask(messages, form_of(self.schema), self.meter)

        return await ask_in_parts(self.reading.page, passage, request, ask, self._read, self._warnings)

    def _read(self, passage: chunks.Passage, messages: list[Message], answer: answers.Answer[BaseModel]) -> _Asked:
        ground = Ground(self.reading, self._aligner, passage)
        return _Asked(passage, messages, Answer(ground).read(shape_of(self.schema), answer.value), answer.rejected)

    # ------------------------------------------------------------ taking over

    def _take(self, asked: Sequence[_Asked]) -> None:
        """Add answers to what was found before."""
        self._tree = unite([self._tree, *(each.answer.tree for each in asked)], self._warnings)
        for each in asked:
            self._warnings.extend(each.answer.ground.notes)
            self._drop(refused.unfilled for refused in each.answer.refused)
            self._drop(Unfilled(rejected.path, rejected.reason, rejected.item) for rejected in each.rejected)

    def _drop(self, unfilled: Iterable[Unfilled]) -> None:
        for each in unfilled:
            self._dropped.setdefault((each.path, each.reason, json.dumps(each.proposed)), each)

    def _settled(self) -> Outcome[AnySchema]:
        outcome = settle(self.schema, self._tree)
        # A model that is all optional would pass for an answer, empty as it is, after its own validator refused it.
        if is_empty(outcome.tree) and any(not each.path for each in self._dropped.values()):
            outcome.value = None
        return outcome

    # ------------------------------------------------------------ asking again

    async def _follow_up(self, asked: Sequence[_Asked]) -> list[_Asked]:
        """Ask once more about each passage in which something was refused, or where something required is missing."""
        if is_empty(self._tree) and not any(each.answer.refused for each in asked):
            return []
        outcome = settle(self.schema, self._tree)
        self._tree = outcome.tree
        complaints = outcome.complaints
        refusals = [complaint for complaint in complaints if complaint.spans]
        self._drop(complaint.unfilled for complaint in refusals)
        lacking = [complaint.unfilled.path for complaint in complaints if not complaint.spans]
        asking = []
        for each in asked:
            left = [*_refused(each), *_complained(each, refusals)]
            if left or lacking:
                asking.append(self._ask_again(each, left, lacking))
        again, failures = await gather(asking)
        self._warnings.extend(f"the model was not asked again: {failure}" for failure in failures)
        return again

    async def _ask_again(
        self, asked: _Asked, refused: Sequence[tuple[JsonValue, str]], lacking: Sequence[str]
    ) -> list[_Asked]:
        missed = "\n".join(["Required, and given by none of your answers:", *(f"- {path}" for path in lacking)])
        messages = say_again(self.prompts, asked.messages, refused, missed if lacking else "")
        answer = await self.client.ask(messages, form_of(self.schema), self.meter)
        if answer.cut:
            self._warnings.append(f"the second answer about {extent(asked.passage)} was cut off")
        return [self._read(asked.passage, asked.messages, answer)]


def _refused(asked: _Asked) -> list[tuple[JsonValue, str]]:
    """What verification refused of an answer, each list item once with all reasons."""
    reasons: dict[str, list[str]] = {}
    shown: dict[str, JsonValue] = {}
    for refused in asked.answer.refused:
        key = json.dumps(refused.shown, sort_keys=True)
        shown[key] = refused.shown
        reasons.setdefault(key, []).append(f"{refused.unfilled.path}: {refused.unfilled.reason}")
    return [(shown[key], "; ".join(reasons[key])) for key in shown]


def _complained(asked: _Asked, complaints: Iterable[Complaint]) -> list[tuple[JsonValue, str]]:
    """What was read from the passage and refused by the user's own validators."""
    start, end = asked.passage
    return [
        (complaint.unfilled.proposed, f"{complaint.unfilled.path}: {complaint.unfilled.reason}")
        for complaint in complaints
        if any(start <= span.start < end for span in complaint.spans)
    ]
