"""Resemblance: the range of a text that is most like a quote and says the same.

Only what a copyist may get wrong is forgiven: an article or a comma more or less, a word left out, a typing error. A
word that the text does not have, another number, another name, another "not" or "will" are never forgiven.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from extract.grounding.folding import Folded, inside_word
from extract.lexicon import load_table, load_words

THRESHOLD = 0.9
"""The least similarity of a near match: one minus the forgiven characters as a share of the quote's."""

_RAREST = 6
_MOST_PLACES = 64
_MOST_WINDOWS = 4
_DRIFT = 8
_NEVER = 1 << 30
# A reading that is so much dearer than the best one of the same words is given up.
_DETOUR = 40
_SHORTEST_TYPO = 4
_EDGE = 3
_LONGEST_WORD = 40
_LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A range of the text and how much of the quote it shares."""

    start: int
    end: int
    similarity: float


@cache
def _class(name: str) -> frozenset[str]:
    words = {word for row in load_table("en", "alignment_words") if row[0] == name for word in row[1].split()}
    if name == "counting":
        tables = ("number_words", "magnitudes", "fractions", "multiples")
        words |= {row[0].lower() for table in tables for row in load_table("en", table)}
    return frozenset(words)


@cache
def _deciding() -> frozenset[str]:
    return _class("denying") | _class("possible") | _class("bounding") | _class("counting")


_SENTENCE_END = re.compile(r"[.!?][\"')\]\u2019\u201d]*\s+[\"'(\[\u2018\u201c]*[A-Z\d]|\n\s*\n")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")


def elision_is_safe(left_out: str) -> bool:
    """Whether words that a quote replaces by an ellipsis may be missing without changing what it says.

    >>> [elision_is_safe(words) for words in (" in Rio ", " did not meet or ", ". In Rio, ")]
    [True, False, False]
    """
    if _SENTENCE_END.search(left_out):
        return False
    words = [word.lower() for word in _WORD.findall(left_out)]
    unsafe = _class("denying") | _class("possible")
    return not any(word in unsafe or word.endswith(("n't", "n\u2019t")) for word in words)


class Index:
    """Where each word of a folded text stands, to find the windows that share a quote's rarest words."""

    def __init__(self, text: Folded) -> None:
        self._text = text

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        text = self._text
        for i, kind in enumerate(text.kinds):
            if kind != "mark":
                places.setdefault(text.piece(i), []).append(i)
        return places

    def nearest(self, written: str, quote: str, sought: Folded, area: tuple[int, int]) -> Resemblance | None:
        """The range of `area` most similar to the quote; None if none is similar enough and says the same."""
        pieces = [sought.piece(i) for i in range(len(sought))]
        if sum(kind == "word" for kind in sought.kinds) < _LEAST_WORDS:
            return None
        capitals = _capitals(quote, sought)
        allowed = int(len(sought.joined) * (1 - THRESHOLD) + 1e-9)
        best: tuple[int, int, int] | None = None
        low = bisect_left(self._text.starts, area[0])
        high = bisect_left(self._text.ends, area[1] + 1)
        for diagonal in self._diagonals(pieces, low, high):
            found = self._compare(pieces, diagonal, allowed, (low, high))
            if found is not None and self._says_the_same(written, sought, capitals, found[1], found[2]):
                best, allowed = found, found[0] - 1
        if best is None:
            return None
        cost, first, last = best
        similarity = round(1 - cost / len(sought.joined), 3)
        return Resemblance(self._text.starts[first], self._text.ends[last - 1], similarity)

    def _diagonals(self, pieces: list[str], low: int, high: int) -> list[int]:
        """Where the quote may begin: the places that most of its rarest words agree on."""
        known = [(i, self._places[piece]) for i, piece in enumerate(pieces) if piece in self._places]
        known.sort(key=lambda item: (len(item[1]), item[0]))
        votes: dict[int, float] = {}
        for i, places in known[:_RAREST]:
            begin = bisect_left(places, low)
            for place in places[begin : begin + _MOST_PLACES]:
                if place >= high:
                    break
                diagonal = (place - i) // 4 * 4
                votes[diagonal] = votes.get(diagonal, 0.0) + 1 / len(places)
        return sorted(votes, key=lambda diagonal: (-votes[diagonal], diagonal))[:_MOST_WINDOWS]

    def _compare(
        self, pieces: list[str], diagonal: int, allowed: int, area: tuple[int, int]
    ) -> tuple[int, int, int] | None:
        """The cheapest way to read the quote near `diagonal`: its cost, its first piece and the one after its last."""
        text = self._text
        base = max(diagonal - _DRIFT, area[0])
        window = [text.piece(i) for i in range(base, min(diagonal + len(pieces) + 2 * _DRIFT, area[1]))]
        # A row holds, for each piece of the window, the cost so far and where the reading began.
        row: dict[int, tuple[int, int]] = {j: (0, j) for j in range(min(2 * _DRIFT + 4, len(window)) + 1)}
        for i, piece in enumerate(pieces):
            middle = diagonal - base + i
            row = _next_row(row, piece, window, range(max(middle - _DRIFT, 0), middle + 2 * _DRIFT + 1), allowed)
            if not row:
                return None
        end, (cost, first) = min(row.items(), key=lambda item: (item[1][0], item[0]))
        return (cost, base + first, base + end) if end > first else None

    def _says_the_same(self, written: str, sought: Folded, capitals: frozenset[str], first: int, last: int) -> bool:
        """Whether numbers, names, denials and modal words of the quote and of the pieces are the same."""
        found = self._text.cut(first, last)
        start, end = found.starts[0], found.ends[-1]
        if inside_word(written, start) or inside_word(written, end):
            return False
        if _deciding_words(found) != _deciding_words(sought) or self._hides_a_word(sought, first, last):
            return False
        return capitals <= {found.piece(i) for i in range(len(found))}

    def _hides_a_word(self, sought: Folded, first: int, last: int) -> bool:
        """Whether a word that matters stands just outside the range, where the quote has another one.

        "This will create jobs" is not "This create jobs", although "create jobs" stands in it.
        """
        text = self._text
        outside: list[int] = []
        if sought.piece(0) != text.piece(first):
            outside += range(max(first - _EDGE, 0), first)
        if sought.piece(len(sought) - 1) != text.piece(last - 1):
            outside += range(last, min(last + _EDGE, len(text)))
        return any(text.piece(i) in _deciding() or text.piece(i) == "'t" for i in outside)


def _next_row(
    row: dict[int, tuple[int, int]], piece: str, window: list[str], columns: range, allowed: int
) -> dict[int, tuple[int, int]]:
    """The costs after one more piece of the quote; those above `allowed` are dropped."""
    following: dict[int, tuple[int, int]] = {}
    added = _cost_of_adding(piece)
    rightmost = max(row) + 1
    allowed = min(allowed, min(cost for cost, _ in row.values()) + _DETOUR)
    for j in range(max(columns.start, min(row)), min(columns.stop, len(window) + 1)):
        best = (_NEVER, 0)
        if j in row:
            best = (row[j][0] + added, row[j][1])
        if j and j - 1 in row:
            cost, began = row[j - 1]
            best = min(best, (cost + _cost_of_exchange(piece, window[j - 1]), began))
        if j and j - 1 in following:
            cost, began = following[j - 1]
            best = min(best, (cost + _cost_of_leaving_out(window[j - 1]), began))
        elif j > rightmost:
            break
        if best[0] <= allowed:
            following[j] = best
    return following


def _cost_of_adding(piece: str) -> int:
    """What a piece costs that the quote has and the text has not."""
    return 1 if piece in _class("free") or not piece[-1].isalnum() else _NEVER


def _cost_of_leaving_out(piece: str) -> int:
    """What a piece costs that the text has and the quote has not."""
    return 1 if piece in _class("free") or not piece[-1].isalnum() else len(piece)


@cache
def _words() -> frozenset[str]:
    return load_words("en", "words")


@lru_cache(maxsize=4096)
def _cost_of_exchange(piece: str, other: str) -> int:
    """What it costs to read one piece for another: a few characters for a typing error, too much for another word."""
    if piece == other:
        return 0
    free = _class("free")
    if (piece in free or not piece[-1].isalnum()) and (other in free or not other[-1].isalnum()):
        return 1
    if min(len(piece), len(other)) < _SHORTEST_TYPO or max(len(piece), len(other)) > _LONGEST_WORD:
        return _NEVER
    most = max(1, len(piece) // 4)
    if abs(len(piece) - len(other)) > most or not (piece.isalpha() and other.isalpha()):
        return _NEVER
    known = _words()
    if piece in known and other in known and not _same_word(piece, other):
        # "adopt" and "adapt" are two words, "agrement" and "agreement" are one.
        return _NEVER
    distance = _distance(piece, other)
    return distance if distance <= most else _NEVER


def _same_word(piece: str, other: str) -> bool:
    """Whether two words differ in British and American spelling or in the ending of the plural only."""
    if piece.rstrip("s") == other.rstrip("s"):
        return True
    return _american(piece) == _american(other)


def _american(word: str) -> str:
    """A word in a spelling that the British and the American one share: "organised", "labour", "centre"."""
    return word.replace("z", "s").replace("our", "or").replace("tre", "ter")


def _distance(one: str, other: str) -> int:
    """How many characters must be put in, taken out, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one):
        following = [i + 1]
        for j, mark in enumerate(other):
            cost = min(row[j] + (char != mark), row[j + 1] + 1, following[j] + 1)
            if i and j and char == other[j - 1] and one[i - 1] == mark:
                cost = min(cost, before[j - 1] + 1)
            following.append(cost)
        before, row = row, following
    return row[-1]


def _deciding_words(folded: Folded) -> list[str]:
    """The numbers and the words of denial, modality and counting, in order; numbers with the marks inside them."""
    found: list[str] = []
    deciding = _deciding()
    for i, kind in enumerate(folded.kinds):
        piece = folded.piece(i)
        if kind == "number":
            joined = i > 1 and not folded.gaps[i] and not folded.gaps[i - 1] and folded.kinds[i - 2] == "number"
            if joined and folded.piece(i - 1) in ".,":
                piece = folded.piece(i - 1) + piece
            found.append(piece)
        elif kind == "minus" or piece in deciding or piece in _TELLING_MARKS:
            found.append(piece)
        elif piece == "'t" or (kind == "word" and piece.startswith("un") and piece[2:] in _words()):
            found.append(piece)
    return found


_TELLING_MARKS = frozenset("%$£€¥₽₸?~<>≈±+")


def _capitals(quote: str, sought: Folded) -> frozenset[str]:
    """The words of the quote that begin with a capital, but for a first one that is an everyday word."""
    found: set[str] = set()
    for i, kind in enumerate(sought.kinds):
        piece = sought.piece(i)
        if kind != "word" or not quote[sought.starts[i]].isupper() or piece in _class("free"):
            continue
        if i or piece not in _words():
            found.add(piece)
    return frozenset(found)
