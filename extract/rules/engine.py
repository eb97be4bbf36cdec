"""The deterministic engine: one page in, the items that its rules found out, each with the rule that found it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from pydantic import ValidationError

from extract.rules import wordless
from extract.rules.agreements import find_agreements
from extract.rules.drafts import AgreementDraft, Draft, FigureDraft, MeetingDraft, Range
from extract.rules.figures import find_figures
from extract.rules.meetings import find_meetings
from extract.rules.people import Party, People, find_people
from extract.rules.reading import Reading
from extract.schemas import Agreement, Dropped, Figure, Meeting, Participant, Place, Span
from extract.schemas.items import Items
from extract.text.page import Page

ItemKind = Literal["participant", "meeting", "figure", "agreement"]
_FOUND_BY: tuple[Literal["rules"]] = ("rules",)


@dataclass(frozen=True, slots=True)
class Firing:
    """Why an item is in the record: the rule that fired, and the passage it matched."""

    item_id: str
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rules found on a page, ready for a record."""

    items: Items
    reading: Reading
    """The page with everything that was read of it on the way."""
    dropped: tuple[Dropped, ...]
    """What a rule proposed and the record's own checks refused."""
    firings: tuple[Firing, ...]
    warnings: tuple[str, ...]
    """What the reader of the record should know."""


def read(page: Page) -> Findings:
    """Everything the rules find on `page`; items of a kind stand in the order of their first appearance."""
    reading = open_reading(page)
    record = Assembly(page)
    if not reading.words:
        record.add_figures(wordless.find_figures(reading))
        return record.findings(reading, warnings=(wordless.warning(page.language or ""),))
    figures = find_figures(reading)
    meetings = find_meetings(reading)
    agreements = find_agreements(reading, meetings)
    record.add_parties(reading.people.parties)
    record.add_meetings(meetings)
    record.add_figures(figures)
    record.add_agreements(agreements)
    return record.findings(reading)


def open_reading(page: Page) -> Reading:
    """The page with its people, for engines to go on reading; a page in a language without rules has none."""
    if wordless.is_wordless(page):
        return Reading(page, People([], {}, {}, page), words=False)
    return Reading(page, find_people(page))


@dataclass(slots=True)
class Assembly:
    """Drafts on their way into a record: indices become ids, ranges become spans with their characters."""

    page: Page
    participants: list[Participant] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    firings: list[Firing] = field(default_factory=list)
    party_ids: dict[int, str] = field(default_factory=dict)
    meeting_ids: dict[int, str] = field(default_factory=dict)
    spans: dict[Range, Span] = field(default_factory=dict)

    def add_parties(self, parties: Sequence[Party]) -> None:
        named = [(index, party) for index, party in enumerate(parties) if party.mentions]
        for index, party in sorted(named, key=lambda entry: min(mention.start for mention in entry[1].mentions)):
            mentions = sorted(party.mentions, key=lambda mention: mention.start)
            # The first mention introduces the person; the longest phrase states the office.
            introduced = mentions[0].phrase
            fullest = max((mention.phrase for mention in mentions), key=lambda phrase: phrase[1] - phrase[0])
            id = f"p{len(self.participants) + 1}"
            with self._checked("participant"):
                self.participants.append(
                    Participant(
                        id=id,
                        evidence=self._spans((introduced, fullest)),
                        found_by=_FOUND_BY,
                        name=party.name,
                        kind=party.kind,
                        role=party.role or None,
                        organization=party.organization or None,
                        country=party.country,
                        mentions=self._spans((mention.start, mention.end) for mention in mentions),
                    )
                )
                self.party_ids[index] = id
                # One line for each way in which the person was found, not one for each mention.
                fired = {(mention.rule, self._text(mention.phrase)): mention.phrase for mention in reversed(mentions)}
                for (rule, _), phrase in reversed(fired.items()):
                    self._fire(id, rule, phrase)

    def add_meetings(self, drafts: Sequence[MeetingDraft]) -> None:
        for index, draft in _by_appearance(drafts):
            id = f"m{len(self.meetings) + 1}"
            principals = self._parties(draft.principals)
            with self._checked("meeting"):
                self.meetings.append(
                    Meeting(
                        id=id,
                        evidence=self._spans(draft.evidence),
                        found_by=_FOUND_BY,
                        kind=draft.kind,
                        title=draft.title or None,
                        date=draft.date,
                        place=self._place(draft),
                        mode=draft.mode,
                        status=draft.status,
                        # Who led a meeting took part in it.
                        participants=tuple(dict.fromkeys((*self._parties(draft.participants), *principals))),
                        principals=principals,
                        topics=tuple(draft.topics),
                    )
                )
                self.meeting_ids[index] = id
                self._fire(id, draft.rule, draft.matched)

    def add_figures(self, drafts: Sequence[FigureDraft]) -> None:
        for draft in sorted(drafts, key=lambda draft: draft.amount.start):
            amount = draft.amount
            id = f"f{len(self.figures) + 1}"
            with self._checked("figure"):
                self.figures.append(
                    Figure(
                        id=id,
                        evidence=self._spans(draft.evidence),
                        found_by=_FOUND_BY,
                        kind=amount.kind,
                        value=amount.value,
                        high=amount.high,
                        unit=amount.unit,
                        qualifier=amount.qualifier,
                        metric=draft.metric or None,
                        aspect=draft.aspect,
                        direction=draft.direction,
                        period=draft.period,
                        status=draft.status,
                        parties=tuple(dict.fromkeys(draft.countries)),
                        speaker=None if draft.speaker is None else self.party_ids.get(draft.speaker),
                        number=self._span((amount.start, amount.end)),
                    )
                )
                self._fire(id, draft.rule, draft.matched)

    def add_agreements(self, drafts: Sequence[AgreementDraft]) -> None:
        for _, draft in _by_appearance(drafts):
            id = f"a{len(self.agreements) + 1}"
            with self._checked("agreement"):
                self.agreements.append(
                    Agreement(
                        id=id,
                        evidence=self._spans(draft.evidence),
                        found_by=_FOUND_BY,
                        kind=draft.kind,
                        title=draft.title or None,
                        status=draft.status,
                        date=draft.date,
                        parties=tuple(dict.fromkeys(draft.parties)),
                        signatories=self._parties(draft.signatories),
                        meeting=None if draft.meeting is None else self.meeting_ids.get(draft.meeting),
                    )
                )
                self._fire(id, draft.rule, draft.matched)

    def findings(self, reading: Reading, *, warnings: tuple[str, ...] = ()) -> Findings:
        """What has been added so far."""
        return Findings(
            items=Items(
                tuple(self.participants), tuple(self.meetings), tuple(self.figures), tuple(self.agreements)
            ),
            reading=reading,
            dropped=tuple(self.dropped),
            firings=tuple(self.firings),
            warnings=warnings,
        )

    @contextmanager
    def _checked(self, kind: ItemKind) -> Iterator[None]:
        """Write down, instead of the item, why the record's own checks refuse it."""
        try:
            yield
        except ValidationError as error:
            problem = error.errors(include_url=False, include_context=False)[0]
            reason = ": ".join([*map(str, problem["loc"]), problem["msg"]])
            self.dropped.append(Dropped(type=kind, reason=reason, item={"input": str(problem["input"])}))

    def _fire(self, id: str, rule: str, matched: Range) -> None:
        self.firings.append(Firing(id, rule, self._span(matched)))

    def _text(self, passage: Range) -> str:
        return self.page.text[passage[0] : passage[1]]

    def _span(self, passage: Range) -> Span:
        # One sentence is often the evidence of several items, and a span is what costs most to make.
        span = self.spans.get(passage)
        if span is None:
            start, end = passage
            span = self.spans[passage] = Span(start=start, end=end, text=self.page.text[start:end])
        return span

    def _spans(self, passages: Iterable[Range]) -> tuple[Span, ...]:
        return tuple(self._span(passage) for passage in sorted(set(passages)))

    def _parties(self, indices: Iterable[int]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.party_ids[index] for index in indices if index in self.party_ids))

    def _place(self, draft: MeetingDraft) -> Place | None:
        if draft.place is None:
            return None
        # A place may run over a line's end: "New\nYork".
        return Place(name=" ".join(self._text(draft.place).split()), country=draft.country)


_Draft = TypeVar("_Draft", bound=Draft)


def _by_appearance(drafts: Sequence[_Draft]) -> list[tuple[int, _Draft]]:
    return sorted(enumerate(drafts), key=lambda entry: min(entry[1].evidence, default=entry[1].matched))


__all__ = ["Assembly", "Findings", "Firing", "ItemKind", "open_reading", "read"]
