"""Chunks: a long document in passages that fit into one request, cut at paragraphs where that is possible."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from extract.text.page import Page

Passage = tuple[int, int]

# Tokenizers give English some four bytes a token, other scripts fewer characters but as many bytes.
_BYTES_PER_TOKEN = 4
_SHORTEST = 200
"""A passage of fewer characters is not cut again when its answer was too long."""


def estimate_tokens(text: str) -> int:
    """How many tokens a model is likely to make of `text`.

    >>> estimate_tokens("The ministers met in Oslo.")
    7
    """
    return -(-len(text.encode()) // _BYTES_PER_TOKEN)


def cut(page: Page, most_tokens: int) -> list[Passage]:
    """The passages of a page, in order and without gaps but for blanks; none longer than `most_tokens`."""
    return _cut(page, (0, len(page.text)), most_tokens)


def halve(page: Page, passage: Passage) -> list[Passage]:
    """Two passages in place of one whose answer was too long; the passage itself if it is too short to be cut."""
    start, end = passage
    if end - start < _SHORTEST:
        return [passage]
    middle = (start + end) // 2
    borders = _borders(page, passage, paragraphs=True) or _borders(page, passage, paragraphs=False)
    at = min(borders, key=lambda border: abs(border - middle), default=middle)
    return [piece for piece in (_trimmed(page.text, start, at), _trimmed(page.text, at, end)) if piece]


def _cut(page: Page, passage: Passage, most_tokens: int) -> list[Passage]:
    pieces: list[Passage] = []
    for paragraph in _pieces(passage, _borders(page, passage, paragraphs=True)):
        if estimate_tokens(page.text[slice(*paragraph)]) <= most_tokens:
            pieces.append(paragraph)
            continue
        for sentence in _pieces(paragraph, _borders(page, paragraph, paragraphs=False)):
            pieces.extend(_slices(page.text, sentence, most_tokens))
    return [
        piece for start, end in _packed(page.text, pieces, most_tokens) if (piece := _trimmed(page.text, start, end))
    ]


def _borders(page: Page, passage: Passage, *, paragraphs: bool) -> list[int]:
    """Where the paragraphs (or sentences) inside the passage start."""
    borders: list[int] = []
    i = bisect_right(page.sentences, passage[0], key=lambda sentence: sentence.start)
    last = page.sentences[i - 1].paragraph if i else -1
    while i < len(page.sentences) and page.sentences[i].start < passage[1]:
        sentence = page.sentences[i]
        if not paragraphs or sentence.paragraph != last:
            borders.append(sentence.start)
        last = sentence.paragraph
        i += 1
    return borders


def _pieces(passage: Passage, borders: list[int]) -> list[Passage]:
    edges = [passage[0], *borders, passage[1]]
    return [(start, end) for start, end in pairwise(edges) if start < end]


def _slices(text: str, passage: Passage, most_tokens: int) -> list[Passage]:
    """A sentence that is too long (a table, a text without stops) in slices, cut at blanks where there are some."""
    slices: list[Passage] = []
    start, end = passage
    while estimate_tokens(text[start:end]) > most_tokens:
        at = start + max(1, most_tokens)  # a character has at most as many bytes as a token
        blank = max(text.rfind(" ", start + 1, at), text.rfind("\n", start + 1, at))
        at = blank + 1 if blank > start else at
        slices.append((start, at))
        start = at
    slices.append((start, end))
    return slices


def _packed(text: str, pieces: list[Passage], most_tokens: int) -> list[Passage]:
    packed: list[Passage] = []
    room = 0
    for start, end in pieces:
        size = estimate_tokens(text[start:end])
        if packed and size <= room:
            packed[-1] = (packed[-1][0], end)
            room -= size
        else:
            packed.append((start, end))
            room = most_tokens - size
    return packed


def _trimmed(text: str, start: int, end: int) -> Passage | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
