"""Layout: lines joined to paragraphs, hard wraps undone, separators and headings recognised."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

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


@dataclass(slots=True)
class _Line:
    start: int
    raw: str
    first: int
    """Offset of the first visible character."""
    last: int
    """Offset after the last visible character."""
    item: bool
    heading: bool


_ITEM = re.compile(r"\s*(?:[-*+•▪●◦‣·–—]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s)")
_HEADING = re.compile(r" {0,3}#{1,6} ")
_SEPARATOR_MARKS = frozenset("*-_=~#\\•. ")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,})\s*")
_FIRST_WORD = re.compile(r"\s*(\S+)")
_MIN_WIDTH, _MAX_WIDTH, _RAGGED, _FEWEST = 40, 130, 14, 3


def _cut_lines(raw_view: str, view: str) -> list[_Line | None | bool]:
    """The lines of a text: None for a blank one, True for a separator."""
    lines: list[_Line | None | bool] = []
    position = 0
    for raw in raw_view.split("\n"):
        end = position + len(raw)
        visible = view[position:end].strip()
        if not visible:
            separator = not raw.isspace() and raw != "" and _SEPARATOR_MARKS.issuperset(raw)
            lines.append(True if separator else None)
        elif len(visible) < 40 and _SEPARATOR_MARKS.issuperset(visible):
            lines.append(True)
        else:
            first = view.index(visible[0], position)
            head = raw[:12]
            lines.append(_Line(position, raw, first, first + len(visible), bool(_ITEM.match(head)), bool(_HEADING.match(head))))
        position = end + 1
    return lines


def _wrap_width(lines: list[_Line | None | bool]) -> int | None:
    """The column at which the text was wrapped, or None if its lines are paragraphs."""
    lengths: Counter[int] = Counter()
    finished: Counter[int] = Counter()
    for line, after in zip(lines, lines[1:], strict=False):
        if isinstance(line, _Line) and isinstance(after, _Line) and len(line.raw) >= 20 and not after.item:
            text = line.raw.rstrip()
            lengths[len(text)] += 1
            finished[len(text)] += text[-1:] in ".!?:"
    total = lengths.total()
    if total < _FEWEST:
        return None
    best, width = 0, 0
    for top in range(_MIN_WIDTH, _MAX_WIDTH + 1):
        inside = sum(lengths[n] for n in range(top - _RAGGED + 1, top + 1))
        if inside > best or (inside == best and lengths[top]):
            best, width = inside, top
    # Wrapped lines seldom end a sentence; lines that are paragraphs nearly always do.
    ended = sum(finished[n] for n in range(width - _RAGGED + 1, width + 1))
    if best < max(_FEWEST, 0.5 * total) or ended > 0.4 * best:
        return None
    while not lengths[width]:
        width -= 1
    return width


def _is_soft(line: _Line, after: _Line, width: int | None, small: frozenset[str]) -> bool:
    """True if the break between two lines is only a wrap."""
    if after.item or line.heading or after.heading or line.last == line.first:
        return False
    text = line.raw.rstrip()
    if after.last - after.first <= 30 and (stamp := next(find_stamps(after.raw, 0, len(after.raw)), None)) is not None:
        if stamp.end - stamp.start >= after.last - after.first - 2:  # a date on a line of its own
            return False
    following = _FIRST_WORD.match(after.raw)
    word = following.group(1) if following else ""
    # A name alone on its line, the colon of its label on the next: "President of Finland Ann Lee" / ": Thank you."
    if word[:1].islower() or word[:1] == ":":
        return True
    last_word = text[-24:].rsplit(" ", 1)[-1]
    if last_word in small:  # "Readout of the Meeting with" / "Prime Minister ..."
        return True
    if width is None or len(text) > width + 60:
        return False
    # A line was wrapped if the next word did not fit; a link's long target counts as its word.
    wide = after.raw.lstrip(" ").split(" ", 1)[0]
    return len(text) <= width and len(text) + 1 + len(wide) > width


def cut_paragraphs(raw_view: str, view: str) -> tuple[list[Paragraph], str]:
    """The paragraphs of a text, and its view with soft line breaks as spaces.

    `raw_view` still holds the markup, `view` has it blanked; both have the text's length.
    """
    lines = _cut_lines(raw_view, view)
    width = _wrap_width(lines)
    small = load_words("en", "unfinished")
    paragraphs: list[Paragraph] = []
    soft: list[int] = []
    parted = False
    i, count = 0, len(lines)
    while i < count:
        line = lines[i]
        if line is None or isinstance(line, bool):
            parted = parted or line is True
            i += 1
            continue
        last = line
        heading = line.heading
        while i + 1 < count and isinstance(after := lines[i + 1], _Line) and _is_soft(last, after, width, small):
            soft.append(after.start - 1)
            last = after
            i += 1
        i += 1
        if i < count and lines[i] is True and _UNDERLINE.fullmatch(raw_view, last.start + len(last.raw) + 1, _line_end(raw_view, last)):
            heading = True
        paragraphs.append(Paragraph(line.first, last.last, heading, parted))
        parted = False
    return paragraphs, _blank_at(view, soft)


def _line_end(text: str, line: _Line) -> int:
    end = text.find("\n", line.start + len(line.raw) + 1)
    return len(text) if end < 0 else end


def _blank_at(view: str, offsets: list[int]) -> str:
    parts, done = [], 0
    for offset in offsets:
        parts.append(view[done:offset])
        done = offset + 1
    parts.append(view[done:])
    return " ".join(parts)
