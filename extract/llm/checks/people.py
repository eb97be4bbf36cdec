"""Participants: a proposed name must be a name of the text, an office must stand beside it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.llm.checks import names
from extract.llm.checks.beside import REACH, is_beside, with_rank
from extract.llm.checks.ground import Ground, Range, Refusal, shown
from extract.llm.proposal import ProposedParticipant
from extract.schemas import Participant, ParticipantKind, Span

_TAIL_COUNTRY = re.compile(r"\s+(?:of|for)(?:\s+the)?\s+$", re.IGNORECASE)


@dataclass(slots=True)
class Roster:
    """The participants of one passage: those proposed for it, and those of earlier ones that it refers to."""

    ground: Ground
    known: tuple[Participant, ...] = ()
    """Participants of passages before this one."""
    found: list[Participant] = field(default_factory=list)
    _by_name: dict[str, str] = field(default_factory=dict)

    def add(self, proposed: ProposedParticipant) -> Participant:
        """Take over a proposed participant; `Refusal` says why not."""
        passage = self.ground.quoted(proposed.quote)
        place = self._name_place(proposed.name, passage, proposed.kind)
        if (former := self._by_name.get(names.key(self.ground.as_written(place)))) is not None:
            return next(one for one in self.found if one.id == former)
        person = self._make(proposed.kind, place, self._introduction(place, passage))
        return self._keep(self._with_office(person, proposed, passage))

    def refer(self, name: str, near: Range) -> str | None:
        """The id of the participant that another item calls by `name`; None, and a note, if nobody is called so."""
        key = names.key(name)
        if (id := self._by_name.get(key) or self._by_short_form(key)) is not None:
            return id
        if (earlier := self._earlier(key)) is not None:
            return self._keep(earlier).id
        try:
            place = self._name_place(name, near, "person")
            former = self._by_name.get(names.key(self.ground.as_written(place)))
            return former or self._keep(self._make("person", place, place)).id
        except Refusal as refusal:
            self.ground.note(f"participant {shown(name)}: {refusal}")
            return None

    def refer_all(self, called: tuple[str, ...], near: Range) -> tuple[str, ...]:
        """The ids of those who are somebody, each once."""
        return tuple(dict.fromkeys(id for name in called if (id := self.refer(name, near)) is not None))

    def _by_short_form(self, key: str) -> str | None:
        ids = {
            id for name, id in self._by_name.items() if key and (name.endswith(f" {key}") or name.startswith(f"{key} "))
        }
        return ids.pop() if len(ids) == 1 else None

    def _earlier(self, key: str) -> Participant | None:
        """The participant of an earlier passage who has this name, or alone has this surname."""
        called = {names.key(person.name): person for person in reversed(self.known)}
        if key in called:
            return called[key]
        alike = [person for full, person in called.items() if key and full.endswith(f" {key}")]
        return alike[0] if len(alike) == 1 else None

    def _keep(self, person: Participant) -> Participant:
        person = person.model_copy(update={"id": f"p{len(self.found) + 1}"})
        self.found.append(person)
        self._by_name[names.key(person.name)] = person.id
        return person

    # ------------------------------------------------------------ names

    def _name_place(self, name: str, near: Range, kind: ParticipantKind) -> Range:
        place = self.ground.find(name, near)
        if place is None and kind == "organization" and (alike := self.ground.aligner.align(name, within=near)):
            place = alike.start, alike.end
        if place is None:
            raise Refusal(f"the document does not name {shown(name)}")
        place = names.without_titles(self.ground, place) if kind == "person" else place
        names.check_name(self.ground, place, kind)
        return place

    def _make(self, kind: ParticipantKind, place: Range, introduction: Range) -> Participant:
        name = self.ground.as_written(place)
        mentions = self.ground.find_all(name) or [place]
        return Participant(
            id="p1",
            evidence=(self.ground.span(introduction),),
            found_by=("llm",),
            name=name,
            kind=kind,
            mentions=tuple(map(self.ground.span, sorted({*mentions, place}))),
        )

    def _introduction(self, place: Range, passage: Range) -> Range:
        return passage if passage[0] <= place[0] and place[1] <= passage[1] else place

    # ------------------------------------------------------------ offices

    def _with_office(self, person: Participant, proposed: ProposedParticipant, passage: Range) -> Participant:
        of = f"participant {person.name}"
        role = self._beside(person, proposed.role, passage, f"{of}, role")
        organization = self._beside(person, proposed.organization, passage, f"{of}, organization")
        country = self._beside(person, proposed.country, passage, f"{of}, country")
        return person.model_copy(
            update={
                "role": None if role is None else self._office(role, proposed.role),
                "organization": None if organization is None else self.ground.as_written(organization),
                "country": None if country is None else self.ground.country(country),
            }
        )

    def _beside(self, person: Participant, words: str | None, passage: Range, of: str) -> Range | None:
        """Where the words stand beside one of the person's mentions, in the same sentence."""
        if words is None:
            return None
        for place, several in self._places(words, passage):
            for name in _near(person.mentions, place):
                if is_beside(self.ground, place, name, self._others(person, name), several=several):
                    return place
        self.ground.note(f"{of}: {shown(words)} does not stand beside the name")
        return None

    def _places(self, words: str, passage: Range) -> Iterator[tuple[Range, bool]]:
        """Where the words stand, first where they were quoted; and whether they are a plural there: "Presidents"."""
        close = self.ground.find_close(words, passage)
        if close is not None:
            yield close, False
        for place in self.ground.find_all(words):
            yield place, False
        for place in self.ground.find_all(f"{words}s"):
            yield place, True

    def _others(self, person: Participant, name: Range) -> list[Range]:
        """The names of other people in the sentence."""
        people = self.ground.reading.people
        named = [
            (mention.start, mention.end)
            for i in self.ground.sentences(name)
            for mention in people.mentions(i)
            if people.parties[mention.party].kind == "person"
        ]
        for other in self.found:
            if other.kind == "person":
                named.extend(_near(other.mentions, name))
        own = names.key(person.name).split()
        return [other for other in named if not set(names.key(self.ground.as_written(other)).split()).issubset(own)]

    def _office(self, place: Range, proposed: str | None) -> str | None:
        """The office without the country: "President of Kazakhstan", "Kazakh President" are President."""
        written = self.ground.as_written(place)
        if proposed is not None and written.lower() == f"{proposed.lower()}s":
            return written[:-1]  # "Presidents Ana Silva and Tom Berg"
        start, end = place = with_rank(self.ground.view, place)
        for mention in self.ground.places(place):
            if mention.kind in ("country", "demonym"):
                if mention.start == start:
                    start = mention.end
                elif mention.end == end and (link := _TAIL_COUNTRY.search(self.ground.view, start, mention.start)):
                    end = link.start()
        office = self.ground.as_written((start, end)).removeprefix("'s ").removeprefix("’s ").strip(" ,-")
        return office or None


def _near(mentions: Sequence[Span], place: Range) -> Iterator[Range]:
    """The mentions that stand so near to the place that it can be said of them."""
    first = bisect_left(mentions, place[0] - REACH, key=lambda mention: mention.end)
    for mention in mentions[first:]:
        if mention.start > place[1] + REACH:
            return
        yield mention.start, mention.end
