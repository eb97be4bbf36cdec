"""The model engine: cut, ask, hold against the text, ask again about what was refused or missed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from extract.coverage import Gap, Sign, gaps
from extract.grounding import Aligner
from extract.llm import chunks
from extract.llm.answers import Answer, Rejected
from extract.llm.asking import Message, Refused, ask_again, ask_for_items
from extract.llm.client import ModelClient
from extract.llm.meter import Meter
from extract.llm.passages import ask_in_parts, extent, gather
from extract.llm.proposal import LISTS, ItemType, ListName, Proposal, proposal_of, whole
from extract.llm.verify import Verified, verify
from extract.prompts import Prompts
from extract.rules.reading import Reading
from extract.schemas import Dropped, Participant
from extract.schemas.items import Items

_TYPES: dict[str, ItemType] = {
    "participants": "participant",
    "meetings": "meeting",
    "figures": "figure",
    "agreements": "agreement",
    "ProposedParticipant": "participant",
    "ProposedMeeting": "meeting",
    "ProposedFigure": "figure",
    "ProposedAgreement": "agreement",
}
_LISTS_OF: dict[Sign, tuple[ListName, ...]] = {
    "number": ("figures",),
    "name": ("participants",),
    "day": ("meetings", "agreements"),
}
# A model that is asked for more figures at once than this tends to repeat itself.
_MOST_WISHED = 12


@dataclass(frozen=True, slots=True)
class Answered:
    """What the model's answers came to, each passage on its own."""

    parts: tuple[Items, ...]
    """The verified items of each answer, in the order of the passages."""
    dropped: tuple[Dropped, ...]
    """What was proposed and refused."""
    warnings: tuple[str, ...]
    unanswered: tuple[str, ...]
    """For each passage that the model did not answer, why not."""
    passages: int
    """How many passages the document was cut into."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A passage with what was asked about it and what the answer came to."""

    passage: chunks.Passage
    messages: list[Message]
    verified: Verified
    rejected: tuple[Rejected, ...] = ()


@dataclass(slots=True)
class Conversation:
    """One document's conversation with a model."""

    reading: Reading
    prompts: Prompts
    client: ModelClient
    meter: Meter
    chunk_tokens: int
    max_followups: int
    tell: Callable[[Items], None] = lambda _: None
    """Told the verified items of each answer as soon as they are there."""
    _aligner: Aligner = field(init=False)
    _warnings: list[str] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        # Words that a page hides (comments, scripts, link targets) are not what it says.
        self._aligner = Aligner(self.reading.page.view)

    async def hold(self) -> Answered:
        """Ask about every passage and, where something was refused or missed, once more.

        `ModelUnavailable` if no passage was answered; what fails after that is told in the result.
        """
        passages = chunks.cut(self.reading.page, self.chunk_tokens)
        if not passages:
            return Answered((), (), (), (), 0)
        # The first passage introduces the people: the others are asked about together, and told who they are.
        answers, failures = await gather([self._ask(passages[0], ())])
        known = tuple(chain.from_iterable(asked.verified.items.participants for asked in answers))
        others, more = await gather(self._ask(passage, known) for passage in passages[1:])
        answers, failures = [*answers, *others], [*failures, *more]
        if not answers:
            raise failures[0]
        for _ in range(self.max_followups):
            again = await self._follow_up(answers)
            if not again:
                break
            answers.extend(again)
        return Answered(
            parts=tuple(asked.verified.items for asked in sorted(answers, key=lambda asked: asked.passage)),
            dropped=tuple(_dropped(answers)),
            warnings=tuple(dict.fromkeys((*self._warnings, *self._notes(answers)))),
            unanswered=tuple(map(str, failures)),
            passages=len(passages),
        )

    async def _ask(self, passage: chunks.Passage, known: tuple[Participant, ...]) -> list[_Asked]:
        def request(part: chunks.Passage) -> list[Message]:
            return ask_for_items(self.prompts, self.reading.page, part, known)

        def ask(messages: list[Message]) -> Awaitable[Answer[Proposal]]:
            return self.client.ask(messages, Proposal, self.meter)

        def take(part: chunks.Passage, messages: list[Message], answer: Answer[Proposal]) -> _Asked:
            return self._verified(part, messages, answer.value, answer.rejected, known)

        return await ask_in_parts(self.reading.page, passage, request, ask, take, self._warnings)

    def _verified(
        self,
        passage: chunks.Passage,
        messages: list[Message],
        proposal: Proposal,
        rejected: tuple[Rejected, ...],
        known: tuple[Participant, ...],
    ) -> _Asked:
        verified = verify(proposal, self.reading, self._aligner, passage, known)
        self.tell(verified.items)
        return _Asked(passage, messages, verified, rejected)

    # ------------------------------------------------------------ asking again

    async def _follow_up(self, answers: Sequence[_Asked]) -> list[_Asked]:
        """Ask once more about each passage in which something was refused or missed."""
        held = Items.together(asked.verified.items for asked in answers)
        missed = gaps(self.reading, held)
        latest = {asked.passage: asked for asked in answers}
        asking = []
        for passage, asked in latest.items():
            left = [gap for gap in missed if passage[0] <= gap.start < passage[1]]
            if asked.verified.refused or left:
                asking.append(self._ask_again(asked, left, held.participants))
        again, failures = await gather(asking)
        self._warnings.extend(f"the model was not asked again: {failure}" for failure in failures)
        return again

    async def _ask_again(self, asked: _Asked, missed: Sequence[Gap], known: tuple[Participant, ...]) -> list[_Asked]:
        refused = asked.verified.refused
        lists = _lists(refused, missed)
        messages = ask_again(self.prompts, self.reading.page, asked.messages, refused, missed, lists)
        numbers = sum(gap.sign == "number" for gap in missed)
        answer = await self.client.ask(messages, proposal_of(lists, min(numbers, _MOST_WISHED)), self.meter)
        if answer.cut:
            self._warnings.append(f"the second answer about {extent(asked.passage)} was cut off")
        return [self._verified(asked.passage, asked.messages, whole(answer.value), answer.rejected, known)]

    def _notes(self, answers: Sequence[_Asked]) -> Iterable[str]:
        for asked in answers:
            yield from asked.verified.notes


def _lists(refused: Sequence[Refused], missed: Sequence[Gap]) -> tuple[ListName, ...]:
    """The lists in which what was refused and missed belongs."""
    wanted = {f"{_TYPES[type(refusal.item).__name__]}s" for refusal in refused}
    wanted.update(name for gap in missed for name in _LISTS_OF[gap.sign])
    return tuple(name for name in LISTS if name in wanted)


def _dropped(answers: Sequence[_Asked]) -> Iterable[Dropped]:
    seen: set[str] = set()
    for asked in answers:
        for dropped in chain(map(_refused, asked.verified.refused), map(_rejected, asked.rejected)):
            key = dropped.model_dump_json()
            if key not in seen:
                seen.add(key)
                yield dropped


def _refused(refused: Refused) -> Dropped:
    item = refused.item.model_dump(mode="json")
    return Dropped(type=_TYPES[type(refused.item).__name__], reason=refused.reason, item=item)


def _rejected(rejected: Rejected) -> Dropped:
    return Dropped(type=_TYPES[rejected.field], reason=f"{rejected.path}: {rejected.reason}", item=rejected.item)
