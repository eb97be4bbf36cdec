"""Speech: to whom the words at a place of the page are attributed, by a turn, a quotation or a verb of speech."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from extract.lexicon import load_words
from extract.rules.people import Mention, People
from extract.text.matching import last_match
from extract.text.page import Page, Turn

# "Minister of Energy Jane Doe, who arrived on Monday, said": how far a subject may stand from its verb.
_SUBJECT_REACH = 90
# How far after a quotation's end its attribution may stand.
_ATTRIBUTION_REACH = 160
# How many sentences back a "he" may look for its person: of the reporter's own, and with quoted ones between.
_PRONOUN_REACH = 4
_QUOTED_REACH = 40

_WORD = re.compile(r"[^\W\d_]+")
_PRONOUN = re.compile(r"\b(?:he|she|him)\b", re.IGNORECASE)
_OBLIQUE = re.compile(r"(?:him|her)\b")
_ACCORDING = re.compile(r"\b(?:according to|in the words of|as told by)\s+", re.IGNORECASE)
_POINTED_OUT = re.compile(
    r"\b(?:point(?:ed|s|ing)\s+out|went\s+on\s+to\s+say|is\s+quoted\s+as\s+saying|was\s+quoted)\b"
)
# What may stand between a quotation's end and the words that attribute it: `," said`.
_AFTER_QUOTE = re.compile(r"[\s\"',.!?–—-]*")
_LABEL_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_GUEST = re.compile(r"\bwith\s+(?:the\s+)?(?=[A-Z])")
_HEAD_SENTENCES = 12
_PARENTHESIS = re.compile(r"\([^()]{0,60}\)")

# Labels that name an office by its abbreviation: "PM:" in Australian transcripts.
_LABEL_ROLES = {"pm": "prime minister", "fm": "foreign minister"}


@dataclass(slots=True)
class Speech:
    """Answers who is quoted at an offset; what it worked out once it keeps."""

    page: Page
    people: People
    _sentence_starts: list[int] = field(default_factory=list)
    _quotation_starts: list[int] = field(default_factory=list)
    _header_starts: list[int] = field(default_factory=list)
    _turn_starts: list[int] = field(default_factory=list)
    _of_quotation: dict[int, int | None] = field(default_factory=dict)
    _of_turn: dict[int, int | None] = field(default_factory=dict)
    _of_header: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _labels: list[str] | None = None
    _forms: dict[str, int] | None = None

    def __post_init__(self) -> None:
        self._sentence_starts = [sentence.start for sentence in self.page.sentences]
        self._header_starts = [header.start for header in self.page.headers]
        self._turn_starts = [turn.start for turn in self.page.turns]
        self._quotation_starts = [quotation.start for quotation in self.page.quotations]

    def speaker_at(self, offset: int) -> int | None:
        """The party to whom the words at `offset` are attributed; None for the reporter's own voice."""
        i = max(bisect_right(self._sentence_starts, offset) - 1, 0)
        if not self.page.sentences:
            return None
        turn = self.page.sentences[i].turn
        if turn is not None:
            return self.turn_speaker(turn)
        quotation = bisect_right(self._quotation_starts, offset) - 1
        if quotation >= 0 and offset < self.page.quotations[quotation].end:
            speaker = self._quotation_speaker(quotation)
            if speaker is not None:
                return speaker
        return self._reported_speaker(i, offset)

    def turn_speaker(self, index: int) -> int | None:
        """The party that speaks a transcript's turn; None if the label names nobody known ("Question:")."""
        if index not in self._of_turn:
            self._of_turn[index] = self._label_party(self.page.turns[index])
        return self._of_turn[index]

    def turn_speakers(self, index: int) -> tuple[int, ...]:
        """The parties that speak on the page to which a turn belongs, in order of their first words."""
        header = bisect_right(self._header_starts, self.page.turns[index].start) - 1
        if header not in self._of_header:
            area = self.page.headers[header]
            first, last = bisect_left(self._turn_starts, area.start), bisect_left(self._turn_starts, area.end)
            speakers = [self.turn_speaker(k) for k in range(first, last)]
            self._of_header[header] = tuple(dict.fromkeys(s for s in speakers if s is not None))
        return self._of_header[header]

    def _label_party(self, turn: Turn) -> int | None:
        label = _PARENTHESIS.sub(" ", self.page.view[turn.label_start : turn.label_end])
        words = [word.casefold() for word in _LABEL_WORD.findall(label)]
        forms = self._party_forms()
        for length in range(len(words), 0, -1):
            for first in range(len(words) - length, -1, -1):
                party = forms.get(" ".join(words[first : first + length]))
                if party is not None:
                    return party
        role = " ".join(word for word in words if word != "the")
        role = _LABEL_ROLES.get(role, role)
        if not role:
            return None
        holders = [
            index
            for index, candidate in enumerate(self.people.parties)
            if candidate.kind == "person" and (candidate.role or "").casefold() == role
        ]
        # "PM:" beside "PM LEE:" is the other prime minister, the host; beside "JANE DOE, PRIME MINISTER:" it is she.
        called, titled = self._labelled(role)
        holders = [index for index in holders if index not in self._guests()]
        for group in (titled, [index for index in holders if index not in called], holders):
            if group:
                return group[0]
        return None

    def _guests(self) -> frozenset[int]:
        """Whom a headline names as a guest: "Joint press conference with the Prime Minister of Japan"."""
        guests: set[int] = set()
        for i, sentence in enumerate(self.page.sentences[:_HEAD_SENTENCES]):
            if sentence.role == "title":
                for found in _GUEST.finditer(self.page.view, sentence.start, sentence.end):
                    guests.update(m.party for m in self.people.mentions(i) if m.phrase[0] <= found.end() <= m.end)
                    guests.update(
                        p for o in self.people.offices(i) if o.start <= found.end() <= o.end for p in o.parties
                    )
        return frozenset(guests)

    def _labelled(self, role: str) -> tuple[list[int], list[int]]:
        """The parties whom labels call by an office and a name, and those they name with the office `role` behind."""
        if self._labels is None:
            self._labels = sorted(
                {self.page.view[turn.label_start : turn.label_end].casefold() for turn in self.page.turns}
            )
        forms = self._party_forms()
        called: list[int] = []
        titled: list[int] = []
        for label in self._labels:
            words = _LABEL_WORD.findall(label)
            named = next((forms[word] for word in words if word in forms), None)
            if named is None:
                continue
            if label.endswith(role) or f", {role}" in label:
                titled.append(named)
            elif words[0] not in forms:
                called.append(named)
        return called, titled

    def _party_forms(self) -> dict[str, int]:
        if self._forms is None:
            forms: dict[str, int] = {}
            for index, party in enumerate(self.people.parties):
                if party.kind != "person":
                    continue
                texts = {party.name, *(self.page.view[m.start : m.end] for m in party.mentions)}
                texts.add(party.name.split()[-1])
                for text in texts:
                    forms.setdefault(" ".join(text.casefold().split()), index)
            self._forms = forms
        return self._forms

    def _quotation_speaker(self, index: int) -> int | None:
        if index not in self._of_quotation:
            # Quotations of one speaker in a row lean on the first; walking back and then forward keeps this linear.
            chain = [index]
            while self._leans_on_previous(chain[-1]) and chain[-1] - 1 not in self._of_quotation:
                chain.append(chain[-1] - 1)
            for quotation in reversed(chain):
                found = self._attribution(quotation)
                if found is None and self._leans_on_previous(quotation):
                    found = self._of_quotation.get(quotation - 1)
                self._of_quotation[quotation] = found
            # "..." he said of a later paragraph holds for the paragraphs before it.
            for quotation in chain[1:]:
                if self._of_quotation[quotation] is None:
                    self._of_quotation[quotation] = (
                        self._of_quotation[quotation + 1] if self._leans_on_previous(quotation + 1) else None
                    )
            self._look_ahead(index)
        return self._of_quotation[index]

    def _look_ahead(self, index: int) -> None:
        """Attribute a quotation by the later paragraphs of itself, if only they say whose it is."""
        if self._of_quotation[index] is not None:
            return
        quotations = self.page.quotations
        for later in range(index + 1, min(index + _QUOTED_REACH, len(quotations))):
            if not quotations[later].continued:
                return
            found = self._attribution(later)
            if found is not None:
                self._of_quotation[index] = found
                return

    def _leans_on_previous(self, index: int) -> bool:
        """Whether a quotation carries on the one before it: `"...," he said. "..."`, or the next paragraph of it."""
        if index == 0:
            return False
        previous, quotation = self.page.quotations[index - 1], self.page.quotations[index]
        if quotation.continued:
            return True
        between = quotation.start - previous.end
        return between < _ATTRIBUTION_REACH and "\n\n" not in self.page.view[previous.end : quotation.start].rstrip(
            '" '
        )

    def _attribution(self, index: int) -> int | None:
        """The speaker named beside a quotation: after it, else before it."""
        quotation = self.page.quotations[index]
        following = (
            self.page.quotations[index + 1].start if index + 1 < len(self.page.quotations) else len(self.page.view)
        )
        stop = min(quotation.end + _ATTRIBUTION_REACH, following)
        break_at = self.page.view.find("\n", quotation.end + 1, stop)
        after = self._attributed(quotation.end, break_at if break_at >= 0 else stop, first_clause=True)
        if after is not None:
            return after
        i = max(bisect_right(self._sentence_starts, quotation.start) - 1, 0)
        start = max(self._sentence_starts[i], quotation.start - 2 * _ATTRIBUTION_REACH)
        if index > 0:
            start = max(start, self.page.quotations[index - 1].end)
        return self._attributed(start, quotation.start, first_clause=False)

    def _attributed(self, start: int, end: int, *, first_clause: bool) -> int | None:
        """The person who is the subject of a verb of speech in `view[start:end]`."""
        passage = self.page.view[start:end]
        if first_clause:
            # A new sentence after the quotation says something else: `..." The minister added that`.
            lead = _AFTER_QUOTE.match(passage)
            assert lead is not None
            if any(mark in passage[: lead.end()] for mark in ".!?") and passage[lead.end() : lead.end() + 1].isupper():
                closes_with_comma = "," in passage[: lead.end()]
                if not closes_with_comma and not self._starts_with_name(start + lead.end()):
                    return None
        according = _ACCORDING.search(passage)
        verb = self._verb(passage)
        if according is None and verb is None:
            return None
        anchor = start + (according.end() if according else verb or 0)
        return self._person_near(anchor, start, end, backwards=according is None)

    def _starts_with_name(self, offset: int) -> bool:
        return any(m.phrase[0] <= offset < m.end for m in self._mentions(offset, offset + 1))

    def _verb(self, passage: str) -> int | None:
        """Where the first verb of speech stands in `passage`."""
        verbs = load_words("en", "speech_verbs")
        for word in _WORD.finditer(passage):
            if word.group() in verbs:
                return word.start()
        pointed = _POINTED_OUT.search(passage)
        return pointed.start() if pointed else None

    def _person_near(self, anchor: int, start: int, end: int, *, backwards: bool) -> int | None:
        """The person nearest to a verb of speech: before it as its subject, else after it (`said Jane Doe`)."""
        mentions = self._mentions(start, end)
        if backwards:
            before = [m for m in mentions if m.end <= anchor and anchor - m.end <= _SUBJECT_REACH]
            if before:
                return None if self._is_plural_subject(before, anchor) else before[-1].party
            pronoun = last_match(_PRONOUN, self.page.view, start, anchor)
            if pronoun is not None and anchor - pronoun.end() <= _SUBJECT_REACH:
                return self._antecedent(pronoun.start())
            office = self._office(start, anchor)
            if office is not None:
                return office
        after = [m for m in mentions if m.start >= anchor and m.phrase[0] - anchor <= _SUBJECT_REACH]
        if after:
            return after[0].party
        pronoun = _OBLIQUE.match(self.page.view, anchor, end) or _PRONOUN.search(
            self.page.view, anchor, min(end, anchor + 30)
        )
        if pronoun is not None:
            return self._antecedent(pronoun.start())
        return self._office(anchor, end)

    def _is_plural_subject(self, before: list[Mention], anchor: int) -> bool:
        """Whether two persons together are the subject ("A and B noted"): then nobody in particular says it."""
        if len(before) < 2 or before[-2].party == before[-1].party:
            return False
        between = self.page.view[before[-2].end : before[-1].phrase[0]].strip()
        return between in ("and", "&", ", and") and "," not in self.page.view[before[-1].end : anchor]

    def _mentions(self, start: int, end: int) -> list[Mention]:
        """Mentions of persons that lie in `view[start:end]`."""
        found = []
        i = max(bisect_right(self._sentence_starts, start) - 1, 0)
        while i < len(self._sentence_starts) and self._sentence_starts[i] < end:
            for mention in self.people.mentions(i):
                if start <= mention.start < end and self.people.parties[mention.party].kind == "person":
                    found.append(mention)
            i += 1
        return found

    def _office(self, start: int, end: int) -> int | None:
        """The one person denoted by an office named in `view[start:end]` ("the minister said")."""
        i = max(bisect_right(self._sentence_starts, start) - 1, 0)
        while i < len(self._sentence_starts) and self._sentence_starts[i] < end:
            for office in self.people.offices(i):
                if start <= office.start < end and len(office.parties) == 1:
                    return office.parties[0]
            i += 1
        return None

    def _antecedent(self, offset: int) -> int | None:
        """Whom a "he" at `offset` denotes: the subject of the nearest sentence before it that names someone."""
        i = max(bisect_right(self._sentence_starts, offset) - 1, 0)
        earlier = self._mentions(self._sentence_starts[i], offset)
        if earlier:
            return earlier[0].party
        steps = 0
        for back in range(i - 1, max(i - 1 - _QUOTED_REACH, -1), -1):
            sentence = self.page.sentences[back]
            if not self._is_quoted(sentence.start):
                steps += 1
            if steps > _PRONOUN_REACH:
                break
            persons = self._mentions(sentence.start, sentence.end)
            if persons:
                return persons[0].party
            office = self._office(sentence.start, sentence.end)
            if office is not None:
                return office
        return None

    def _is_quoted(self, offset: int) -> bool:
        quotation = bisect_right(self._quotation_starts, offset) - 1
        return quotation >= 0 and offset < self.page.quotations[quotation].end

    def _reported_speaker(self, i: int, offset: int) -> int | None:
        """The subject of a verb of speech that governs `offset` in the sentence: "X noted that ...", "..., X said"."""
        sentence = self.page.sentences[i]
        verbs = load_words("en", "speech_verbs")
        passage = self.page.view[sentence.start : sentence.end]
        according = _ACCORDING.search(passage)
        if according is not None:
            return self._person_near(sentence.start + according.end(), sentence.start, sentence.end, backwards=False)
        speaking = [sentence.start + w.start() for w in _WORD.finditer(passage) if w.group() in verbs]
        speaking.extend(sentence.start + match.start() for match in _POINTED_OUT.finditer(passage))
        for verb in sorted(speaking):
            if verb < offset:
                speaker = self._subject(verb, sentence.start)
                if speaker is not None:
                    return speaker
            elif "," in self.page.view[offset:verb]:
                return self._person_near(verb, max(offset, verb - _SUBJECT_REACH), sentence.end, backwards=True)
        return None

    def _subject(self, verb: int, start: int) -> int | None:
        """The person before a verb of speech that is its subject."""
        before = [m for m in self._mentions(start, verb) if self.page.view[m.end : m.end + 2] != "'s"]
        if before and verb - before[-1].end <= _SUBJECT_REACH:
            return None if self._is_plural_subject(before, verb) else before[-1].party
        participle = self.page.view[verb : verb + 40].split(maxsplit=1)[0].rstrip(",").endswith("ing")
        if participle and before:
            return None if self._is_plural_subject(before[:2], before[-1].end) else before[0].party
        if participle and (opening := _PRONOUN.match(self.page.view, start)):
            return self._antecedent(opening.start())
        pronoun = last_match(_PRONOUN, self.page.view, start, verb)
        if pronoun is not None and verb - pronoun.end() <= 25:
            return self._antecedent(pronoun.start())
        if not before:
            return self._office(max(start, verb - _SUBJECT_REACH), verb)
        return None


def attribute(page: Page, people: People) -> Speech:
    """What is said by whom on a page whose people are known."""
    return Speech(page, people)
