"""Furniture: navigation, photo counters, credits, boxes of links and tags around the text of a page."""

from __future__ import annotations

import re

from extract.lexicon import load_words
from extract.text.datelines import read_date_line
from extract.text.layout import Paragraph
from extract.text.page import SentenceRole

GLUE = "text version"
"""The last line of a page, to which the next page may be glued: "Text versionEvents"."""

_COUNTER = re.compile(r"\d{1,3}\s*(?:of|/)\s*\d{1,3}")
_CREDIT = re.compile(
    r"\(?photos?(?:graph)?\s*(?:by|credit|courtesy|:|©)|©|\(c\)\s\d{4}|copyright\s*(?:©|\(c\)|\d{4}|:)"
    r"|all rights reserved",
    re.IGNORECASE,
)
# Only short lines: a sentence may begin with the same words.
_NOTE = re.compile(
    r"image(?: credit)?:|picture:|source:\s*\S+$|read more:|follow us|share (?:this|on) "
    r"|\(?(?:additional )?reporting by |\(?editing by "
    r"|click here|tel(?:ephone)?[.:]|e-?mail:|phone:|fax:"
    r"|(?:media |press )?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies))(?: (?:person|us|details|information))?\s*:"
    r"|for (?:more|further) information|(?:tags|topics|keywords|categories)\s?:|end\s+\d{1,2}:\d\d|embargoed\b",
    re.IGNORECASE,
)
_LONGEST_KEY = 200
_LONGEST_TAG = 100
_TAGS_APART = 12
"""How many tags can follow one heading of the block of tags."""


def line_key(view: str, paragraph: Paragraph) -> str:
    """A line as the lists of lines have it: lower case, without final punctuation; "" if it is too long for one."""
    if paragraph.end - paragraph.start > _LONGEST_KEY:
        return ""
    return " ".join(view[paragraph.start : paragraph.end].lower().split()).rstrip(":.»›>→ ")


def mark_furniture(view: str, paragraphs: list[Paragraph], keys: list[str]) -> list[SentenceRole]:
    """The role of each paragraph so far: furniture or body."""
    furniture, boxes, tails = (load_words("en", name) for name in ("furniture", "boxes", "tails"))
    roles: list[SentenceRole] = ["body"] * len(paragraphs)
    i = 0
    while i < len(paragraphs):
        key, paragraph = keys[i], paragraphs[i]
        stop = i
        if key in boxes:
            stop = _box_end(view, paragraphs, i)
        elif key in tails:
            stop = _tags_end(view, paragraphs, keys, i)
        elif key in furniture or _is_furniture(view, paragraph, key):
            stop = i + 1
        for marked in range(i, stop):
            roles[marked] = "furniture"
        i = max(stop, i + 1)
    return roles


def _is_furniture(view: str, paragraph: Paragraph, key: str) -> bool:
    if key and key[0].isdigit() and _COUNTER.fullmatch(key):
        return True
    if key and not any(char.isalnum() for char in key):
        return True
    if key and _NOTE.match(view, paragraph.start, paragraph.end):
        return True
    return _CREDIT.match(view, paragraph.start, paragraph.end) is not None


def _box_end(view: str, paragraphs: list[Paragraph], i: int) -> int:
    """Where a "See also" box ends: after its pairs of a link's title and date."""
    stop = i + 1
    while stop + 1 < len(paragraphs) and paragraphs[stop].end - paragraphs[stop].start <= _LONGEST_KEY:
        date_line = paragraphs[stop + 1]
        if read_date_line(view, date_line.start, date_line.end) is None:
            break
        stop += 2
    return stop


def _tags_end(view: str, paragraphs: list[Paragraph], keys: list[str], i: int) -> int:
    """Where the block of tags ends ("Geography", "Kazakhstan", "Topics", ...); `i` itself if the line opens none.

    A block has two headings, or it is the end of the file.
    """
    headings = load_words("en", "tails")
    stop, found, last = i + 1, 1, i
    while stop < len(keys) and stop - last <= _TAGS_APART and keys[stop] and len(keys[stop]) < _LONGEST_TAG:
        if view[paragraphs[stop].end - 1] in ".!?":
            break
        if keys[stop].startswith(GLUE):
            return stop + (keys[stop] == GLUE)
        if keys[stop] in headings or keys[stop].startswith(("published in", "publication date")):
            found, last = found + 1, stop
        stop += 1
    if stop == len(keys) and (found > 1 or stop - i <= _TAGS_APART // 2):
        return stop
    return last + 1 if found > 1 else i
