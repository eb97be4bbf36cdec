"""The ground that proposals stand on: a document's text, in which every word of a proposal is looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from extract.grounding import Aligner, Prospect, denial, prospect
from extract.lexicon import load_words
from extract.llm.checks.verbs import finite_verbs
from extract.rules.places import PlaceMention, find_places
from extract.rules.reading import Reading
from extract.schemas import Period, Span
from extract.values.dates import DateMention

Range = tuple[int, int]
_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
_LONGEST_SHOWN = 120
_MOST_BEGINNINGS = 50
_LONGEST_GAP = 60
_OWN_VERB = 3
"""How many words the verb may have that stands inside a noun phrase: "trade [grew sharply] in machinery"."""
_ADJECTIVE = re.compile(
    r"\b(?:(?P<future>planned|upcoming|forthcoming|future|scheduled)"
    r"|possible|potential|prospective|hypothetical|eventual|proposed|draft|would-be"
    r"|(?:would|could|might|may)\s+be\s+(?:the|their|a|an|its|our)(?:\s+(?:first|second|third|next))?"
    r"|(?:close|near)\s+to|on\s+the\s+(?:verge|brink)\s+of)\s+(?:[a-z]+\s+)?$"
)
_UNDONE_REACH = 60
_HARDLY = re.compile(
    r"\b(?P<words>almost|nearly|all\s+but|den(?:ied|ies|y|ying)\s+(?:ever\s+)?having)\s+$", re.IGNORECASE
)
_NEITHER = re.compile(
    r"\b(?P<words>neither)\s+[^,;:.]*\bnor\s+(?:[A-Z][\w.'-]*\s+){1,6}(?:[a-z]+\s+(?:the|a|an)\s+)?$", re.IGNORECASE
)
_OFF = re.compile(
    r"(?:\s+(?!(?:but|said|says)\b|and\s+[a-z])[\w.'-]+){0,10}?,?\s+(?:(?:which|that)\s+)?"
    r"(?P<words>(?:is|are|was|were|looks|seems|remains)\s+(?:now\s+|very\s+|highly\s+)?"
    r"(?:unlikely|impossible|off(?=\s*[.,;])|doubtful|in\s+doubt|out\s+of\s+the\s+question)"
    r"|(?:was|were|has\s+been|have\s+been)\s+never\s+(?:signed|held|concluded|adopted|ratified))\b"
)


class Refusal(Exception):
    """A proposed item is not what the document says; the message says why."""


@dataclass(slots=True)
class Ground:
    """One passage of a document, as the checks see it; words are looked for there first, then in the whole text."""

    reading: Reading
    aligner: Aligner
    passage: Range
    notes: list[str] = field(default_factory=list)
    """What was left out of items that were taken over."""
    numbers: set[Range] = field(default_factory=set)
    """The numbers that are figures already."""

    @property
    def text(self) -> str:
        """The document's text."""
        return self.reading.page.text

    @property
    def view(self) -> str:
        """The text made easy to match."""
        return self.reading.page.view

    def span(self, passage: Range) -> Span:
        """The passage with its characters."""
        return Span(start=passage[0], end=passage[1], text=self.text[slice(*passage)])

    def quoted(self, quote: str) -> Range:
        """Where the quote stands; `Refusal` if it stands nowhere."""
        found = self.aligner.align(quote, within=self.passage)
        if found is None:
            raise Refusal(f"the document does not say {shown(quote)}")
        return found.start, found.end

    def find(self, words: str, near: Range) -> Range | None:
        """Where the words stand: in `near`, else in the sentences around it, else wherever they come first."""
        for start, end in (near, self.sentences_range(near), self.passage, (0, len(self.text))):
            found = self.aligner.locate(words, start, end)
            if found is not None:
                return found.start, found.end
        return None

    def find_close(self, words: str, near: Range) -> Range | None:
        """Where the words stand in `near` or its sentences."""
        for start, end in (near, self.sentences_range(near)):
            found = self.aligner.locate(words, start, end)
            if found is not None:
                return found.start, found.end
        return None

    def find_all(self, words: str) -> list[Range]:
        """Every place where the words stand, in order."""
        return [(found.start, found.end) for found in self.aligner.align_all(words)]

    # ------------------------------------------------------------ sentences

    def sentences(self, passage: Range) -> Iterator[int]:
        """The sentences that share a character with the passage."""
        sentences = self.reading.page.sentences
        i = max(0, bisect_right(sentences, passage[0], key=lambda sentence: sentence.start) - 1)
        while i < len(sentences) and sentences[i].start < passage[1]:
            if sentences[i].end > passage[0]:
                yield i
            i += 1

    def sentences_range(self, passage: Range) -> Range:
        """From the start of the passage's first sentence to the end of its last."""
        held = [self.reading.page.sentences[i] for i in self.sentences(passage)]
        return (min(held[0].start, passage[0]), max(held[-1].end, passage[1])) if held else passage

    def same_sentence(self, one: Range, other: Range) -> bool:
        """Whether the two passages share a sentence."""
        return not set(self.sentences(one)).isdisjoint(self.sentences(other))

    def is_close(self, spans: Iterable[Span], passage: Range) -> bool:
        """Whether one of the spans stands in the passage's paragraph, in the one before, or in its turn's label."""
        stage = self.stage(passage)
        return any(start < span.end and span.start < end for span in spans for start, end in stage)

    def stage(self, passage: Range) -> list[Range]:
        """The passage's paragraph with the one before it, and its turn's label."""
        page = self.reading.page
        i = bisect_right(page.sentences, passage[0], key=lambda sentence: sentence.start) - 1
        if i < 0:
            return [passage]
        paragraph, turn = page.sentences[i].paragraph, page.sentences[i].turn
        first = last = i
        while first > 0 and page.sentences[first - 1].paragraph >= paragraph - 1:
            first -= 1
        while last + 1 < len(page.sentences) and page.sentences[last + 1].paragraph == paragraph:
            last += 1
        stage = [(page.sentences[first].start, page.sentences[last].end)]
        if turn is not None:
            stage.append((page.turns[turn].label_start, page.turns[turn].label_end))
        return stage

    def words(self, passage: Range) -> Iterator[tuple[str, Range]]:
        """The words of the passage in lower case, each with its place."""
        for match in _WORD.finditer(self.view, *passage):
            yield match.group().lower(), match.span()

    # ------------------------------------------------------------ what a sentence makes of its words

    def stated(self, passage: Range, tells: Sequence[Callable[[str], bool]], what: str) -> Prospect | None:
        """How the document states what `tells` finds in the quoted passage: a fact (None), future or hypothetical.

        Each of `tells` knows words that tell of such a thing, the most telling ones first: those alone are looked at
        if there are any. `Refusal` if there are none at all, or if all that are looked at are denied.
        """
        cues = self._cues(passage, tells) or self._cues(self.sentences_range(passage), tells)
        if not cues and self.reading.words:
            raise Refusal(f"nothing in {shown(self.text[slice(*passage)])} tells of {what}")
        denials = [denial(self.view, self._sentence(cue), cue) or self._undone(cue) for cue in cues]
        if cues and all(denials):
            raise Refusal(f"the document denies it: {shown(denials[0] or '')}")
        affirmed = [cue for cue, denied in zip(cues, denials, strict=True) if not denied]
        prospects: list[Prospect | None] = [
            self._adjective(cue) or prospect(self.view, self._sentence(cue), cue) for cue in affirmed
        ]
        return None if not prospects or None in prospects else prospects[0]

    def tells(self, passage: Range, telling: Callable[[str], bool]) -> bool:
        """Whether one of the passage's words tells of a thing."""
        return any(telling(word) for word, _ in self.words(passage))

    def _undone(self, cue: Range) -> str | None:
        """The words right around the cue that say that it did not come to it: "almost signed", "talks are off"."""
        if not self.reading.words:
            return None
        start, end = self._sentence(cue)
        found = _HARDLY.search(self.view, max(start, cue[0] - _UNDONE_REACH), cue[0])
        found = found or _NEITHER.search(self.view, max(start, cue[0] - 2 * _UNDONE_REACH), cue[0])
        found = found or _OFF.match(self.view, cue[1], min(end, cue[1] + 2 * _UNDONE_REACH))
        return None if found is None else found.group("words")

    def _adjective(self, cue: Range) -> Prospect | None:
        """What the words before a noun make of it: "a draft memorandum", "the upcoming talks", "would be the first"."""
        before = _ADJECTIVE.search(self.view, max(0, cue[0] - 40), cue[0])
        if before is None or not self.reading.words:
            return None
        return "future" if before.group("future") else "hypothetical"

    def _cues(self, passage: Range, tells: Sequence[Callable[[str], bool]]) -> list[Range]:
        words = list(self.words(passage))
        return next((cues for telling in tells if (cues := [place for word, place in words if telling(word)])), [])

    def _sentence(self, passage: Range) -> Range:
        for i in self.sentences(passage):
            sentence = self.reading.page.sentences[i]
            return sentence.start, sentence.end
        return passage

    # ------------------------------------------------------------ values

    def period(self, words: str | None, near: Range, of: str) -> Period | None:
        """The days that the words denote, read by the library's own parser where they stand."""
        if words is None:
            return None
        place = self.find(words, near)
        if place is None:
            self.note(f"{of}: the document does not say {shown(words)}")
            return None
        mention = self._date_at(place)
        if mention is None or mention.period is None:
            self.note(f"{of}: {shown(words)} is no time that can be dated")
            return None
        return mention.period

    def _date_at(self, place: Range) -> DateMention | None:
        held = [
            mention
            for i in self.sentences(place)
            for mention in self.reading.dates(i)
            if mention.start < place[1] and place[0] < mention.end
        ]
        return max(held, key=lambda mention: min(mention.end, place[1]) - max(mention.start, place[0]), default=None)

    def country(self, place: Range, kinds: Iterable[str] = ("country", "demonym")) -> str | None:
        """The only country that the passage names."""
        found = {mention.country for mention in self.places(place) if mention.kind in kinds and mention.country}
        return found.pop() if len(found) == 1 else None

    def places(self, place: Range) -> list[PlaceMention]:
        """The places named in the passage."""
        return find_places(self.view, *place)

    def as_written(self, place: Range) -> str:
        """The words of the passage on one line."""
        return " ".join(self.text[slice(*place)].split())

    def wording(self, words: str | None, near: Range, of: str) -> str | None:
        """The words as the document writes them close by, or put together from one sentence; else None, and a note."""
        if words is None:
            return None
        for start, end in (near, self.sentences_range(near), *self.stage(near)):
            place = self.aligner.locate(words, start, end)
            if place is not None:
                return self.as_written((place.start, place.end))
        if self._are_of(words, self.sentences_range(near)):
            return " ".join(words.split())
        self.note(f"{of}: the document does not say {shown(words)} there")
        return None

    def _are_of(self, words: str, sentences: Range) -> bool:
        """Whether the words but for articles and prepositions stand in the sentences in this order, no statement
        between them, be it in the singular or plural: "agreement on forestry" of "agreements on fishing and forestry".
        """
        told = [_stem(match.group().lower()) for match in _WORD.finditer(words)]
        told = [word for word in told if word not in _little_words()]
        said = [(_stem(word), place) for word, place in self.words(sentences)]
        begins = [i for i, (word, _) in enumerate(said) if told and word == told[0]]
        return any(self._go_on(told, said, i) for i in begins[:_MOST_BEGINNINGS])

    def _go_on(self, told: list[str], said: list[tuple[str, Range]], first: int) -> bool:
        """Whether the words that are told follow one another from the word `first` of what is said."""
        last = first
        for word in told[1:]:
            found = next((i for i in range(last + 1, min(last + _LONGEST_GAP, len(said))) if said[i][0] == word), None)
            if found is None or self._parts(said[last][1][1], said[found][1][0]):
                return False
            last = found
        return True

    def _parts(self, start: int, end: int) -> bool:
        """Whether a new statement begins between two words; the verb of their own may stand there."""
        between = [word for word, _ in self.words((start, end))]
        marks = self.view[start:end]
        if ";" in marks or ":" in marks:
            return True
        return any(word in finite_verbs() for word in between) and (len(between) > _OWN_VERB or "," in marks)

    def note(self, text: str) -> None:
        """Remember what was left out of an item."""
        self.notes.append(text)


@cache
def _little_words() -> frozenset[str]:
    return load_words("en", "little_words") | frozenset("a an of its their his her our into over".split())


def _stem(word: str) -> str:
    return word.removesuffix("'s").removesuffix("s") if len(word) > 3 else word


def shown(words: str) -> str:
    """The words in quotation marks, cut if they are long.

    >>> shown("met in Oslo")
    "'met in Oslo'"
    """
    line = " ".join(words.split())
    return repr(line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 3] + "...")
