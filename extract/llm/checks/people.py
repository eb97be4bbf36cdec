"""Participants: a proposed name must be a name of the text, an office must stand beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from extract.lexicon import load_table, load_words
from extract.llm.checks.ground import Ground, Range, Refusal, shown
from extract.llm.proposal import ProposedParticipant
from extract.rules.names import fold
from extract.schemas import Participant, ParticipantKind

_MOST_WORDS = {"person": 7, "organization": 16}
# An office stands beside the name of who holds it: "Ana Silva, who has been Minister of Energy since May".
_OFFICE_REACH = 160
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
        person = self._make(proposed.kind, place, self._introduction(place, passage))
        if (former := self._by_name.get(_key(person.name))) is not None:
            return next(one for one in self.found if one.id == former)
        return self._keep(self._with_office(person, proposed, passage))

    def refer(self, name: str, near: Range) -> str | None:
        """The id of the participant that another item calls by `name`; None, and a note, if nobody is called so."""
        key = _key(name)
        if (id := self._by_name.get(key) or self._by_short_form(key)) is not None:
            return id
        earlier = next(
            (person for person in self.known if key in (_key(person.name), _key(person.name.split()[-1]))), None
        )
        if earlier is not None:
            return self._keep(earlier).id
        try:
            place = self._name_place(name, near, "person")
            return self._keep(self._make("person", place, place)).id
        except Refusal as refusal:
            self.ground.note(f"participant {shown(name)}: {refusal}")
            return None

    def refer_all(self, names: tuple[str, ...], near: Range) -> tuple[str, ...]:
        """The ids of those who are somebody, each once."""
        return tuple(dict.fromkeys(id for name in names if (id := self.refer(name, near)) is not None))

    def _by_short_form(self, key: str) -> str | None:
        ids = {
            id for name, id in self._by_name.items() if key and (name.endswith(f" {key}") or name.startswith(f"{key} "))
        }
        return ids.pop() if len(ids) == 1 else None

    def _keep(self, person: Participant) -> Participant:
        person = person.model_copy(update={"id": f"p{len(self.found) + 1}"})
        self.found.append(person)
        self._by_name[_key(person.name)] = person.id
        return person

    # ------------------------------------------------------------ names

    def _name_place(self, name: str, near: Range, kind: ParticipantKind) -> Range:
        place = self.ground.find(name, near)
        if place is None and kind == "organization" and (alike := self.ground.aligner.align(name, within=near)):
            place = alike.start, alike.end
        if place is None:
            raise Refusal(f"the document does not name {shown(name)}")
        place = self._without_titles(place) if kind == "person" else place
        self._check_name(place, kind)
        return place

    def _without_titles(self, place: Range) -> Range:
        """The name alone: "Presidents Ana Silva" is Ana Silva."""
        words = list(self.ground.words(place))
        while len(words) > 1 and words[0][0] in _titles():
            words.pop(0)
        return (words[0][1][0], place[1]) if words else place

    def _check_name(self, place: Range, kind: ParticipantKind) -> None:
        words = self.ground.text[slice(*place)].split()
        named = self.ground.as_written(place)
        if len(words) > _MOST_WORDS[kind]:
            raise Refusal(f"{shown(named)} is too long for a name")
        if kind == "organization":
            if not (any(map(str.isupper, named)) or _is_capitalised(words) or _names_a_body(words)):
                raise Refusal(f"{shown(named)} is no name")
            return
        if not _is_capitalised(words) or any(map(str.isdigit, named)) or fold(words[-1]) in _titles():
            raise Refusal(f"{shown(named)} is no person's name")
        if any(
            (mention.start, mention.end) == place and mention.kind != "city" for mention in self.ground.places(place)
        ):
            raise Refusal(f"{shown(named)} is a place")

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
        close = self.ground.find_close(words, passage)
        for place in ([close] if close else []) + self.ground.find_all(words) + self.ground.find_all(f"{words}s"):
            for mention in person.mentions:
                apart = max(mention.start - place[1], place[0] - mention.end)
                if apart <= _OFFICE_REACH and self.ground.same_sentence(place, (mention.start, mention.end)):
                    return place
        self.ground.note(f"{of}: {shown(words)} does not stand beside the name")
        return None

    def _office(self, place: Range, proposed: str | None) -> str | None:
        """The office without the country: "President of Kazakhstan", "Kazakh President" are President."""
        written = self.ground.as_written(place)
        if proposed is not None and written.lower() == f"{proposed.lower()}s":
            return written[:-1]  # "Presidents Ana Silva and Tom Berg"
        start, end = place
        for mention in self.ground.places(place):
            if mention.kind in ("country", "demonym"):
                if mention.start == start:
                    start = mention.end
                elif mention.end == end and (link := _TAIL_COUNTRY.search(self.ground.view, start, mention.start)):
                    end = link.start()
        office = self.ground.as_written((start, end)).removeprefix("'s ").removeprefix("’s ").strip(" ,-")
        return office or None


def _key(name: str) -> str:
    words = [word.strip(".,") for word in fold(" ".join(name.split())).split()]
    while len(words) > 1 and words[0] in _titles():
        words.pop(0)
    return " ".join(words)


@cache
def _titles() -> frozenset[str]:
    """Words that stand before a name and are no part of it."""
    heads = load_table("en", "office_heads")
    return load_words("en", "honorifics") | {fold(word) for row in heads for word in row[:2]}


def _is_capitalised(words: list[str]) -> bool:
    particles = load_words("en", "name_particles")
    told = [_begins_high(word) for word in words if fold(word.strip(".,'’")) not in particles]
    return bool(told) and all(told)


def _names_a_body(words: list[str]) -> bool:
    """Whether a word says that it is a body: "sub-commission on transport"."""
    bodies = load_words("en", "organization_words")
    return any(part in bodies or part.removesuffix("s") in bodies for word in words for part in fold(word).split("-"))


def _begins_high(word: str) -> bool:
    """A capital, or a letter of a script without capitals."""
    letter = next((char for char in word if char.isalpha()), "")
    return bool(letter) and (letter.isupper() or letter.istitle() or letter.lower() == letter.upper())
