"""Folding: a text as pieces without space, case, quote marks and markup, each knowing the characters it came from.

Two writings of the same words fold to the same letters; what stood between two pieces is kept as a gap, so that
"now here" is not taken for "nowhere", nor "1 5" for "15".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

# Written without spaces: every character is a piece of its own, and no place in such a text is inside a word.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"

# Marks that belong to the letter before them: accents, vowel points, vowel signs.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0981-\u0983"
    "\u09bc-\u09cd\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)

NONE, INVISIBLE, HYPHEN, SPACE = range(4)
"""What stands before a piece: nothing; marks that are not read (soft hyphens, emphasis, tags, quote marks); a hyphen,
or one that breaks a word at a line end; space."""

_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`\u2039\u203a\uff07"
_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u300c\u300d\u300e\u300f\uff02"
# One character for one, so that offsets stay.
_PLAIN = str.maketrans(dict.fromkeys(_HYPHENS, "-") | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_QUOTES, '"'))
# The commonest first: words and blanks are most of any text.
_PIECE = re.compile(
    r"(?P<plain>[A-Za-z]++(?=[\s.,]))"
    r"|(?P<blank>\s++)"
    rf"|(?P<unspaced>[{UNSPACED}])"
    rf"|(?P<word>[^\W\d_{UNSPACED}](?:[^\W\d_{UNSPACED}]|[{_MARKS}])*+)"
    r"|(?P<number>\d++)"
    r"|(?P<suffix>(?<=\w)'(?=[^\W\d_])[^\W\d_]++)"  # the "'s" of "Iceland's", the "'t" of "don't"
    r"|(?P<minus>(?<![^\s(])-(?=[$£€]?\d))"  # "-5 %", not the dash of "2019-20"
    r"|(?P<markup></?[A-Za-z][^<>]{0,500}+>|<!--|-->|\]\([^()\s]{0,2000}+\))"
    r"|(?P<entity>&(?:[A-Za-z]{2,8}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});)"
    r"|(?P<unread>\s++|-++|[\"'*_|#\[\]\\\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u2022\u25aa\u25cf\u25e6\u2023]++)"
    r"|(?P<mark>[\s\S])"
)
_BROKEN_LINE = re.compile(r"-+\s*\n\s*$|-+\s*\r\s*$")
_READ = frozenset(("unspaced", "word", "number", "suffix", "minus", "mark"))


@dataclass(frozen=True, slots=True)
class Folded:
    """The pieces of a text in parallel lists: what each reads as, the characters it came from, the gap before it."""

    joined: str
    """All pieces without what stands between them."""
    at: list[int]
    """Where each piece begins in `joined`; one more for its end."""
    starts: list[int]
    ends: list[int]
    gaps: list[int]
    kinds: list[str]

    def __len__(self) -> int:
        return len(self.starts)

    def piece(self, i: int) -> str:
        """What piece `i` reads as."""
        return self.joined[self.at[i] : self.at[i + 1]]

    def cut(self, first: int, last: int) -> Folded:
        """The pieces `first` to `last` (exclusive) alone."""
        base = self.at[first]
        return Folded(
            joined=self.joined[base : self.at[last]],
            at=[place - base for place in self.at[first : last + 1]],
            starts=self.starts[first:last],
            ends=self.ends[first:last],
            gaps=self.gaps[first:last],
            kinds=self.kinds[first:last],
        )


def fold(text: str) -> Folded:
    """Cut a text into its folded pieces.

    >>> fold("**Iceland’s** MIN-\\nISTER").joined
    "iceland'sminister"
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    gaps: list[int] = []
    kinds: list[str] = []
    plain = text.translate(_PLAIN) if not text.isascii() else text.replace("`", "'")
    gap_from, done = -1, 0
    for match in _PIECE.finditer(plain):
        kind = match.lastgroup or "mark"
        if kind == "blank":
            gap_from = done if gap_from < 0 else gap_from
            done = match.end()
            continue
        found = match.group()
        kind = "word" if kind == "plain" else kind
        if kind == "entity":
            kind, found = _read_entity(found)
        if kind not in _READ:
            gap_from = done if gap_from < 0 else gap_from
            done = match.end()
            continue
        reads = found.lower() if found.isascii() else _fold_word(found)
        if reads:
            start, end = match.span()
            between = plain[gap_from:start] if gap_from >= 0 else ""
            gaps.append(SPACE if between == " " else _gap(between) if between else NONE)
            gap_from = -1
            pieces.append(reads)
            starts.append(start)
            ends.append(end)
            kinds.append(kind)
        done = match.end()
    at = [0]
    for piece in pieces:
        at.append(at[-1] + len(piece))
    return Folded("".join(pieces), at, starts, ends, gaps, kinds)


def _read_entity(written: str) -> tuple[str, str]:
    """What an entity stands for: "&amp;" a mark, "&nbsp;" nothing that is read."""
    read = unescape(written).translate(_PLAIN)
    if len(read) != 1:
        return "mark", written
    if read.isspace() or read in "\"'-":
        return "markup", written
    return ("word" if read.isalpha() else "mark"), read


def _gap(between: str) -> int:
    """The class of what stands between two pieces."""
    if between.isspace() or "&nbsp;" in between:
        return SPACE
    if "-" in between and _BROKEN_LINE.search(between):
        return HYPHEN
    if any(char.isspace() for char in between):
        return SPACE
    return HYPHEN if "-" in between else INVISIBLE


@lru_cache(maxsize=4096)
def _fold_word(word: str) -> str:
    """The word in its plainest form: compatibility forms, case and accents away; "10²" keeps its square.

    >>> _fold_word("Ｓtraße"), _fold_word("\\ufb01nal"), _fold_word("²")
    ('strasse', 'final', '²')
    """
    folded: list[str] = []
    for char in word:
        if char.isdecimal():
            folded.append(str(unicodedata.decimal(char)))
        elif unicodedata.category(char) == "No":
            folded.append(char)
        else:
            plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
            folded += [part for part in plain if not unicodedata.combining(part)]
    return "".join(folded).replace(" ", "")


def same_gaps(text: Folded, first: int, quote: Folded) -> bool:
    """Whether the pieces of `text` from `first` on, which read like `quote`, are parted where the quote's are."""
    base = text.at[first]
    length = quote.at[-1]
    i, j = first + 1, 1
    while True:
        here = text.at[i] - base if i < len(text) else length
        there = quote.at[j] if j < len(quote) else length
        place = min(here, there)
        if place >= length:
            return True
        gap = text.gaps[i] if here == place else NONE
        other = quote.gaps[j] if there == place else NONE
        if gap != other and not _alike(gap, other, quote.joined[place - 1], quote.joined[place]):
            return False
        i += here == place
        j += there == place


_IS_UNSPACED = re.compile(f"[{UNSPACED}]")


def _alike(gap: int, other: int, left: str, right: str) -> bool:
    """Whether two different gaps between the same characters mean the same."""
    if not (left.isalnum() and right.isalnum()) or _IS_UNSPACED.match(left) or _IS_UNSPACED.match(right):
        return True
    if left.isdigit() and right.isdigit():
        return {gap, other} == {HYPHEN, SPACE}
    if INVISIBLE in (gap, other) or {gap, other} == {HYPHEN, SPACE}:
        return True
    # "5bn" for "5 bn"; "cooperation" for "co-operation".
    return left.isdigit() != right.isdigit() or SPACE not in (gap, other)


_THREE_DIGITS = re.compile(r"\d{3}(?![\d.,]?\d)")
_GROUP_BEFORE = re.compile(r"(?<![\d.,])\d{1,3}[ \u00a0\u2009\u202f]$")
_SUFFIXES = re.compile(r"(?:s|S|ll|re|ve|d|m)\b")
_APOSTROPHE_MARKS = frozenset("'" + _APOSTROPHES) - {"`"}
_REACH = 8


def inside_word(text: str, place: int) -> bool:
    """Whether a cut at `place` would go through a word or a number of the text.

    >>> [inside_word(*cut) for cut in (("3.5", 2), ("partner", 1), ("Rio's", 3), ("to 5", 3), ("15 000", 3))]
    [True, True, False, False, True]
    """
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if _is_wordlike(after) and _is_wordlike(before):
        return not (_IS_UNSPACED.match(before) or _IS_UNSPACED.match(after))
    if after.isdigit():
        return _inside_number(text, place)
    if before.isdigit() and after in ".,":
        return text[place + 1 : place + 2].isdigit()
    if before.isalpha() and after in _APOSTROPHE_MARKS:
        # "Kazakhstan" may leave its "'s" behind, "O" not its "'Brien".
        return text[place + 1 : place + 2].isalpha() and not _SUFFIXES.match(text, place + 1)
    return after.isalpha() and before in _APOSTROPHE_MARKS and text[max(place - 2, 0) : place - 1].isalpha()


def _is_wordlike(char: str) -> bool:
    return char.isalnum() or (not char.isascii() and unicodedata.category(char).startswith("M"))


def _inside_number(text: str, place: int) -> bool:
    """Whether the digit at `place` has digits of its number, or its sign, before it: "3.|5", "15 |000", "to -|5"."""
    before = text[place - 1]
    behind = text[max(place - 2, 0) : place - 1]
    if before in ".,":
        return behind.isdigit()
    if before in "-\u2212":
        return behind.isspace() and behind != "\n"
    if before in " \u00a0\u2009\u202f" and behind.isdigit():
        return bool(_THREE_DIGITS.match(text, place) and _GROUP_BEFORE.search(text[max(place - _REACH, 0) : place]))
    return False
