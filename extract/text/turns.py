"""Turns: who has the floor in a transcript, from the labels before a colon."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from extract.lexicon import load_words
from extract.text.headers import Layout
from extract.text.page import Turn

_LONGEST = 160
# "Ann Lee:", "MR. LEE (via interpreter): ", "President of Finland Ann Lee :"
_LABEL = re.compile(
    r"(?P<label>[^\W\d_][^:\n]{0,118}?)\s*(?P<remark>[(\[][^()\[\]\n:]{1,60}[)\]])?\s*:(?=\s|$|[(\[\"])\s*"
)
# "Q    Thank you, Mr. President." in transcripts of the White House: the letter and a gap instead of a colon.
_BARE_QUESTION = re.compile(r"(?P<label>Q)\s{1,8}(?=[\"(\[]?[A-Z])")
_WORD = re.compile(r"[^\W_]+(?:['.\-][^\W_]+)*\.?")
_JOINING = frozenset("of the and for de da di du del van von der den bin ibn al el la le y e to on in at s".split())
_MOST_WORDS = 14
_MOST_WORDS_OF_NAME = 4
_EVIDENCE = 40_000
_FURNITURE_WITHIN = 8
"""How many lines of furniture (a box of links) a turn can go on after; the end of the page has more."""


@dataclass(frozen=True, slots=True)
class _Label:
    paragraph: int
    start: int
    end: int
    speech: int
    """Where the words begin."""
    key: str
    sure: bool
    """True if the label names an office or is a known one; else it must repeat."""
    is_name: bool
    """True if the label has the shape of a name, which is enough among labels that are sure."""


def find_turns(view: str, layout: Layout) -> tuple[Turn, ...]:
    """The turns of a transcript, in order; none for a text without speakers' labels."""
    labels = [
        label
        for i, role in enumerate(layout.roles)
        if role == "body" and (label := _read_label(view, layout, i)) is not None
    ]
    counts = Counter(label.key for label in labels)
    any_sure = any(label.sure for label in labels)
    accepted = [label for label in labels if label.sure or counts[label.key] > 1 or (any_sure and label.is_name)]
    page_starts = frozenset(layout.page_starts)
    turns: list[Turn] = []
    for n, label in enumerate(accepted):
        stop = accepted[n + 1].start if n + 1 < len(accepted) else len(view)
        end = _turn_end(layout, page_starts, label, stop)
        turns.append(Turn(label.start, label.end, min(label.speech, end), end))
    return tuple(turns)


def _read_label(view: str, layout: Layout, i: int) -> _Label | None:
    """The label at the start of a paragraph, if its words can be one and words follow it."""
    paragraph = layout.paragraphs[i]
    start = layout.lead_ends.get(i, paragraph.start)
    if paragraph.heading or not view[start].isalpha():
        return None
    if view.find(":", start, min(paragraph.end, start + _LONGEST)) < 0:
        match = _BARE_QUESTION.match(view, start, paragraph.end) if view[start] == "Q" else None
        return _Label(i, start, match.end("label"), match.end(), "q", False, True) if match else None
    match = _LABEL.match(view, start, min(paragraph.end, start + _LONGEST + 20))
    if match is None or not _speech_follows(layout, i, match.end()):
        return None
    label = match["label"].strip()
    key = " ".join(label.lower().split())
    end = match.start("label") + len(label)
    if key in load_words("en", "speakers"):
        return _Label(i, start, end, match.end(), key, len(key) > 2 or key == "q", True)
    words = _WORD.findall(label)
    if not _can_speak(label, words):
        return None
    office = any(word.lower().rstrip(".") in load_words("en", "speaker_offices") for word in words)
    short = len(words) <= _MOST_WORDS_OF_NAME and not any(word in _JOINING for word in words)
    if not office and not short:
        return None
    # A full name that the text also uses elsewhere: "Ann Lee:" after "Prime Minister Ann Lee met ...".
    known = short and len(words) > 1 and view.count(label, 0, _EVIDENCE) > 1
    sure = (office and len(words) > 1) or match["remark"] is not None or known
    return _Label(i, start, end, match.end(), key, sure, short and (len(words) > 1 or label.isupper()))


def _can_speak(label: str, words: list[str]) -> bool:
    """False for a label of other things: "Note", "Topics", "The following was agreed"."""
    if not words or len(words) > _MOST_WORDS or label[-1] in ".;!?":
        return False
    if words[0].lower().rstrip(".") in load_words("en", "not_speakers"):
        return False
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in _JOINING for word in words)


def _speech_follows(layout: Layout, i: int, after_label: int) -> bool:
    """True if words follow the label, on its line or in the next paragraph."""
    if after_label < layout.paragraphs[i].end:
        return True
    return i + 1 < len(layout.roles) and layout.roles[i + 1] == "body"


def _turn_end(layout: Layout, page_starts: frozenset[int], label: _Label, stop: int) -> int:
    """Where the turn ends: before the next label, page, separator or the furniture at the end of the page."""
    end = layout.paragraphs[label.paragraph].end
    furniture = 0
    for i in range(label.paragraph + 1, len(layout.paragraphs)):
        paragraph, role = layout.paragraphs[i], layout.roles[i]
        if paragraph.start >= stop or paragraph.parted or i in page_starts:
            break
        furniture = furniture + 1 if role == "furniture" else 0
        if furniture > _FURNITURE_WITHIN:
            break
        if role == "body":
            end = paragraph.end
    return min(end, stop)
