"""Layout: lines joined to paragraphs, hard wraps undone, separators and headings recognised."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from extract.lexicon import load_words
from extract.text.stamps import find_stamps


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of lines that belong together, without the blanks around it."""

    start: int
    end: int
    heading: bool
    """Marked as a heading by the markup ("# Title", a line underlined with "===")."""
    parted: bool
    """True if a separator ("* * *", "***", "---") stands before it."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    raw: str
    """The line with its markup and indentation, as it was wrapped."""
    first: int
    """Offset of the first visible character."""
    last: int
    """Offset after the last visible character; equal to `first` for a blank line and a separator."""
    item: bool = False
    heading: bool = False
    separator: bool = False

    @property
    def has_text(self) -> bool:
        return self.last > self.first


_ITEM = re.compile(r"\s*(?:[-*+•▪●◦‣·–—]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s)")
_HEADING = re.compile(r" {0,3}#{1,6} ")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
_SEPARATOR_MARKS = frozenset("*-_=~#\\•. ")
_LONGEST_SEPARATOR = 120
_DATE_FIELD = re.compile(r"\s{0,3}date \d{4}-\d{2}-\d{2}(?=\s)")
_FIRST_WORD = re.compile(r"\s*(\S+)")
_DATE_LENGTH, _DATE_MARGIN = 30, 6


_BLANK = _Line(0, "", 0, 0)


def _read_line(start: int, raw: str, view: str) -> _Line:
    visible = view[start : start + len(raw)].strip()
    marks = visible or raw.strip()
    if len(marks) < _LONGEST_SEPARATOR and _SEPARATOR_MARKS.issuperset(marks):
        return _Line(start, raw, start, start, separator=True) if marks else _BLANK
    if not visible:
        return _BLANK
    first = view.index(visible[0], start)
    head = raw[:12]
    mark = head.lstrip()[:1]
    item = (not mark.isalpha() or mark.islower()) and _ITEM.match(head) is not None
    heading = mark == "#" and _HEADING.match(head) is not None
    return _Line(start, raw, first, first + len(visible), item, heading)


def _cut_lines(text: str, view: str) -> list[_Line]:
    lines: list[_Line] = []
    start = 0
    for masked in view.split("\n"):
        if not masked:
            lines.append(_BLANK)
            start += 1
            continue
        end = start + len(masked)
        raw = text[start:end].rstrip("\r")
        if "date " in masked[:8] and (date_field := _DATE_FIELD.match(masked)) is not None:
            # " date 2021-11-03 Heads of government meet": the field of a feed, and the page's first line.
            width = date_field.end()
            lines.append(_read_line(start, raw[:width], view))
            rest = _read_line(start + width, raw[width:], view)
            lines.append(replace(rest, raw=" " * width + raw[width:]))
        else:
            lines.append(_read_line(start, raw, view))
        start = end + 1
    return lines


# ---------------------------------------------------------------- hard wraps
_MIN_WIDTH, _MAX_WIDTH = 40, 130
_FEWEST = 3
"""Lines without which nothing can be said of a width."""
_SHORTEST_LINE = 20


def _wrap_width(lines: list[_Line]) -> int | None:
    """The column at which the text was wrapped, or None if its lines are paragraphs.

    A line that was wrapped fits the width, and the first word of the next line would not have fitted any more: the
    width is the one that explains most line ends.
    """
    explained, finished = [0] * (_MAX_WIDTH + 2), [0] * (_MAX_WIDTH + 2)
    total = 0
    for line, after in pairwise(lines):
        if not line.has_text or not after.has_text or after.item:
            continue
        length = len(text := line.raw.rstrip(" "))
        if length < _SHORTEST_LINE:
            continue
        total += 1
        low, high = max(length, _MIN_WIDTH), min(length + 1 + len(_unbroken(after)), _MAX_WIDTH + 1)
        if low < high:
            for counts, weight in ((explained, 1), (finished, text.rstrip()[-1:] in (".", "!", "?", ":"))):
                counts[low] += weight
                counts[high] -= weight
    explained, finished = list(accumulate(explained)), list(accumulate(finished))
    best = max(explained)
    width = explained.index(best)
    # Wrapped lines seldom end a sentence; lines that are paragraphs nearly always do.
    if best < _FEWEST or best < 0.5 * total or finished[width] > 0.4 * best:
        return None
    return width


def _unbroken(line: _Line) -> str:
    """The first word of a line as it was wrapped: no-break spaces make several words one."""
    return line.raw.lstrip(" ").split(" ", 1)[0]


def _is_soft(line: _Line, after: _Line, width: int | None) -> bool:
    """True if the break between two lines is only a wrap."""
    if after.item or line.heading or after.heading or _is_date(after) or _is_date(line):
        return False
    following = _FIRST_WORD.match(after.raw)
    word = following.group(1) if following else ""
    # A name alone on its line, the colon of its label on the next: "President of Finland Ann Lee" / ": Thank you."
    if word[:1].islower() or word[:1] == ":":
        return True
    text = line.raw.rstrip(" ")
    if text[-24:].rsplit(" ", 1)[-1] in load_words("en", "unfinished"):  # "Meeting with" / "Prime Minister ..."
        return True
    if width is None:
        return False
    if len(text) > width:
        return "://" in text  # the target of a link could not be broken
    return len(text) + 1 + len(_unbroken(after)) > width


def _is_date(line: _Line) -> bool:
    """True for a date on a line of its own, or with a word before it ("date 2021-11-03")."""
    length = line.last - line.first
    if length > _DATE_LENGTH:
        return False
    stamp = next(find_stamps(line.raw, 0, len(line.raw)), None)
    return stamp is not None and stamp.end - stamp.start >= length - _DATE_MARGIN


# ---------------------------------------------------------------- paragraphs
def cut_paragraphs(text: str, view: str) -> tuple[list[Paragraph], str]:
    """The paragraphs of a text, and its view with soft line breaks as spaces.

    Lines were wrapped with their markup and no-break spaces, which only `text` still has.
    """
    lines = _cut_lines(text, view)
    width = _wrap_width(lines)
    paragraphs: list[Paragraph] = []
    soft: list[int] = []
    parted = False
    i = 0
    while i < len(lines):
        first = last = lines[i]
        i += 1
        if not first.has_text:
            parted = parted or first.separator
            continue
        while i < len(lines) and lines[i].has_text and _is_soft(last, lines[i], width):
            last = lines[i]
            soft.append(last.start - 1)
            i += 1
        underlined = i < len(lines) and lines[i].separator and _UNDERLINE.fullmatch(lines[i].raw) is not None
        paragraphs.append(Paragraph(first.first, last.last, first.heading or underlined, parted))
        parted = False
    return paragraphs, _blank_at(view, soft)


def _blank_at(view: str, offsets: list[int]) -> str:
    parts: list[str] = []
    done = 0
    for offset in offsets:
        parts.append(view[done:offset])
        done = offset + 1
    parts.append(view[done:])
    return " ".join(parts)
