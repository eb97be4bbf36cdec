"""Turns: who has the floor in a transcript, from the labels before a colon."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from extract.lexicon import load_words
from extract.text.headers import Layout
from extract.text.page import Turn

# "Ann Lee:", "MR. LEE (via interpreter): ", "President of Finland Ann Lee :"
_LABEL = re.compile(
    r"(?P<label>[^\W\d_][^:\n]{0,118}?)\s*(?P<remark>[(\[][^()\[\]\n:]{1,60}[)\]])?\s*:(?=\s|$|[(\[\"])"
)
# "Q    Thank you, Mr. President." in transcripts of the White House: the letter and a gap instead of a colon.
_BARE_QUESTION = re.compile(r"(?P<label>Q)\s{1,8}(?=[\"(\[]?[A-Z])")
_WORD = re.compile(r"[^\W_]+(?:['.\-][^\W_]+)*\.?")
_MAX_WORDS = 14
_EVIDENCE = 40_000
_JOINING = frozenset("of the and for de da di du del van von der den bin ibn al el la le y e to on in at s".split())


@dataclass(frozen=True, slots=True)
class _Label:
    paragraph: int
    start: int
    end: int
    speech: int
    """Where the words begin."""
    key: str
    sure: bool
    """True if the label names an office or is a known one; else it must repeat, or stand among others."""


def find_turns(view: str, layout: Layout) -> tuple[Turn, ...]:
    """The turns of a transcript, in order; none for a text without speakers' labels."""
    labels = [
        label
        for i, role in enumerate(layout.roles)
        if role == "body" and (label := _read_label(view, layout, i)) is not None
    ]
    counts = Counter(label.key for label in labels)
    distinct = len(counts)
    accepted = [label for label in labels if label.sure or counts[label.key] > 1 or distinct > 1 and _any_sure(labels)]
    turns: list[Turn] = []
    for n, label in enumerate(accepted):
        stop = accepted[n + 1].start if n + 1 < len(accepted) else len(view)
        end = _turn_end(layout, label, stop)
        turns.append(Turn(label.start, label.end, min(_skip_blanks(view, label.speech), end), end))
    return tuple(turns)


def _any_sure(labels: list[_Label]) -> bool:
    return any(label.sure for label in labels)


def _read_label(view: str, layout: Layout, i: int) -> _Label | None:
    paragraph = layout.paragraphs[i]
    start = layout.lead_ends.get(i, paragraph.start)
    if paragraph.heading or not view[start].isalpha():
        return None
    colon = view.find(":", start, min(paragraph.end, start + 160))
    if colon < 0:
        match = _BARE_QUESTION.match(view, start, paragraph.end) if view[start] == "Q" else None
        return _Label(i, start, match.end("label"), match.end(), "q", False) if match else None
    match = _LABEL.match(view, start, min(paragraph.end, start + 180))
    if match is None:
        return None
    label = match["label"].strip()
    key = " ".join(label.lower().split())
    if key in load_words("en", "speakers"):
        return _Label(i, start, match.end("label"), match.end(), key, len(key) > 2 or key == "q")
    words = _WORD.findall(label)
    if not words or len(words) > _MAX_WORDS or words[0].lower().rstrip(".") in load_words("en", "not_speakers"):
        return None
    if (
        not all(word[0].isupper() or word.lower() in _JOINING or word[0].isdigit() for word in words)
        or label[-1] in ".;!?"
    ):
        return None
    offices = load_words("en", "speaker_offices")
    office = any(word.lower().rstrip(".") in offices for word in words)
    follows = match.end() < paragraph.end or _speech_follows(layout, i)
    if not follows:
        return None
    if not office and (len(words) > 5 or (label.isupper() and len(words) > 3)):
        return None
    # A full name that the text also uses elsewhere: "Ann Lee:" after "Prime Minister Ann Lee met ...".
    named = 2 <= len(words) <= 4 and not any(word in _JOINING for word in words) and view.count(label, 0, _EVIDENCE) > 1
    sure = (office and len(words) > 1) or match["remark"] is not None or named
    return _Label(i, start, match.start("label") + len(label), match.end(), key, sure)


def _speech_follows(layout: Layout, i: int) -> bool:
    return i + 1 < len(layout.roles) and layout.roles[i + 1] == "body"


def _turn_end(layout: Layout, label: _Label, stop: int) -> int:
    """Where the turn ends: before the next label, page, separator or the furniture at the end of the page."""
    end = layout.paragraphs[label.paragraph].end
    boxes = 0
    for i in range(label.paragraph + 1, len(layout.paragraphs)):
        paragraph = layout.paragraphs[i]
        if paragraph.start >= stop or paragraph.parted or i in layout.page_starts:
            break
        role = layout.roles[i]
        if role == "body":
            end, boxes = paragraph.end, 0
        elif role == "furniture":
            boxes += 1
            if boxes > 8:
                break
    return min(end, stop)


def _skip_blanks(view: str, start: int) -> int:
    while start < len(view) and view[start].isspace():
        start += 1
    return start
