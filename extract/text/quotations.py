"""Quotations: the words between quotation marks, also over several paragraphs."""

from __future__ import annotations

import re

from extract.text.layout import Paragraph
from extract.text.page import Quotation

_MARK = re.compile('["\u201c\u201d\u201e\u201f\u00ab\u00bb]')
_OPENING = frozenset("\u201c\u201e\u00ab")
_CLOSING = frozenset("\u201d\u00bb")
# 'single' marks count only when curly, and where they close after punctuation: ‘We agreed,’ she said.
_SINGLE = re.compile(
    "(?<![^\\s(\u2014\u2013-])\u2018(?=\\w)[^\u2018\u2019\n]{0,600}+(?:\u2019(?=\\w)[^\u2018\u2019\n]{0,600}+){0,20}+\u2019(?!\\w)"
)


def find_quotations(text: str, paragraphs: list[Paragraph]) -> tuple[Quotation, ...]:
    """The quotations of a text, in order; each paragraph of a longer one is an object of its own."""
    found: list[Quotation] = []
    marks = [(match.start(), match.group()) for match in _MARK.finditer(text)]
    at = 0
    open_over = False
    for paragraph in paragraphs:
        while at < len(marks) and marks[at][0] < paragraph.start:
            at += 1
        first = at
        while at < len(marks) and marks[at][0] < paragraph.end:
            at += 1
        inside = marks[first:at]
        if not inside:
            open_over = False
            continue
        open_over = _pair(text, paragraph, inside, open_over, found)
    if "\u2018" in text:
        found.extend(
            Quotation(match.start() + 1, match.end() - 1, False)
            for match in _SINGLE.finditer(text)
            if text[match.end() - 2] in ",.!?"
        )
        found.sort(key=lambda quotation: quotation.start)
    return tuple(found)


def _pair(
    text: str, paragraph: Paragraph, marks: list[tuple[int, str]], continuing: bool, found: list[Quotation]
) -> bool:
    """Pair the marks of one paragraph; true if a quotation is still open at its end."""
    depth, start = 0, 0
    continued = False
    for position, mark in marks:
        if _opens(text, paragraph, position, mark, depth):
            if depth == 0:
                start = position + 1
                continued = continuing and position == paragraph.start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and position > start:
                found.append(Quotation(start, position, continued))
                continued = False
    if depth and text[start - 1] in _OPENING | {'"'} and start < paragraph.end:
        found.append(Quotation(start, paragraph.end, continued))
        return True
    return False


def _opens(text: str, paragraph: Paragraph, position: int, mark: str, depth: int) -> bool:
    if mark in _OPENING:
        # Low and high marks („so“): the second one closes.
        return not (mark == "\u201c" and depth and _after(text, position) in " \n.,;:!?)")
    if mark in _CLOSING:
        # »so« opens with the mark that closes elsewhere.
        return mark == "\u00bb" and depth == 0 and _after(text, position) not in " \n"
    if depth:
        return False
    return (
        position == paragraph.start
        or text[position - 1] in " \u00a0\t\n([{\u2014\u2013-/"
        or _after(text, position) not in " \n.,;:!?)"
    )


def _after(text: str, position: int) -> str:
    return text[position + 1] if position + 1 < len(text) else " "
