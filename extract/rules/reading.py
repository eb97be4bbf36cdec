"""A reading: one page with everything the rules know of it so far, sentence by sentence and each thing read once."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from extract.rules import places, speech
from extract.rules.people import Mention, Office, People
from extract.rules.places import PlaceMention
from extract.rules.shared_currencies import in_own_currency
from extract.text.page import Page
from extract.values import amounts, dates
from extract.values.amounts import Amount
from extract.values.dates import DateMention

# How many sentences from a page's start name its main parties.
_HEAD_SENTENCES = 30


@dataclass(slots=True)
class Reading:
    """What the rules for figures, meetings and agreements share; `i` is an index in `page.sentences`."""

    page: Page
    people: People
    words: bool = True
    """False in a language that has no rules: signs, codes and digits are read, words are not."""
    _amounts: dict[int, list[Amount]] = field(default_factory=dict)
    _dates: dict[int, list[DateMention]] = field(default_factory=dict)
    _places: dict[int, list[PlaceMention]] = field(default_factory=dict)
    _principals: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _holders: dict[str, list[int]] | None = None
    _home_country: str | None = None
    _speech: speech.Speech | None = None

    def mentions(self, i: int) -> list[Mention]:
        """Names of people and organizations in the sentence, in order."""
        return self.people.mentions(i)

    def offices(self, i: int) -> list[Office]:
        """Offices named without a name ("the President of Kazakhstan", "the two leaders"), in order."""
        return self.people.offices(i)

    def amounts(self, i: int) -> list[Amount]:
        """Money, percents, counts, quantities and ratios of the sentence, in order."""
        if i not in self._amounts:
            sentence = self.page.sentences[i]
            found = amounts.find_amounts(self.page.view, sentence.start, sentence.end, words=self.words)
            if self.words and any(amount.kind == "money" for amount in found):
                found = in_own_currency(self.page.view, found, self._home(), lambda: self._countries(i))
            self._amounts[i] = found
        return self._amounts[i]

    def _home(self) -> str | None:
        """The country of the page's first government."""
        if self._home_country is None:
            first = self.principals(0)[:1] if self.page.headers else ()
            self._home_country = (self.people.parties[first[0]].country if first else None) or ""
        return self._home_country or None

    def _countries(self, i: int) -> set[str]:
        """The countries named in the sentence, in the page's opening if the sentence names none."""
        named = {place.country for place in self.places(i) if place.country}
        for j in range(min(_HEAD_SENTENCES, len(self.page.sentences))):
            if named:
                break
            named = {place.country for place in self.places(j) if place.country}
        return named

    def dates(self, i: int) -> list[DateMention]:
        """Expressions of time in the sentence, in order."""
        if i not in self._dates:
            sentence = self.page.sentences[i]
            published = self.page.headers[sentence.header].published or self.page.published
            self._dates[i] = dates.find_dates(self.page.view, sentence.start, sentence.end, published=published)
        return self._dates[i]

    def places(self, i: int) -> list[PlaceMention]:
        """Countries, peoples, cities, regions and buildings of the sentence, in order."""
        if i not in self._places:
            sentence = self.page.sentences[i]
            self._places[i] = places.find_places(self.page.view, sentence.start, sentence.end)
        return self._places[i]

    def office_holders(self, country: str) -> tuple[int, ...]:
        """The persons of the page who hold an office of `country`."""
        if self._holders is None:
            self._holders = {}
            for index, party in enumerate(self.people.parties):
                if party.kind == "person" and party.role and party.country:
                    self._holders.setdefault(party.country, []).append(index)
        return tuple(self._holders.get(country, ()))

    def principals(self, header: int) -> tuple[int, ...]:
        """The first two persons that a page (of a file that may hold several) names: its main parties, as a rule."""
        if header not in self._principals:
            area = self.page.headers[header]
            first = bisect_left(self.page.sentences, area.start, key=lambda sentence: sentence.start)
            last = bisect_left(self.page.sentences, area.end, key=lambda sentence: sentence.start)
            named: dict[int, None] = {}
            for i in range(first, min(last, first + _HEAD_SENTENCES)):
                for mention in self.mentions(i):
                    if self.people.parties[mention.party].kind == "person":
                        named.setdefault(mention.party)
            self._principals[header] = tuple(named)[:2]
        return self._principals[header]

    @property
    def speech(self) -> speech.Speech:
        """Who says what on the page."""
        if self._speech is None:
            self._speech = speech.attribute(self.page, self.people)
        return self._speech

    def speaker_at(self, offset: int) -> int | None:
        """The party (index in `people.parties`) to whom the words at `offset` are attributed; None: the reporter."""
        return self.speech.speaker_at(offset)

    def turn_speaker(self, turn: int) -> int | None:
        """The party that speaks a transcript's turn; None for "Question:"."""
        return self.speech.turn_speaker(turn)

    def turn_speakers(self, turn: int) -> tuple[int, ...]:
        """The parties that speak on the page (of a file that may hold several) to which `turn` belongs."""
        return self.speech.turn_speakers(turn)
