"""The view: a text made easy to match, one character for each character of the text."""

from __future__ import annotations

import re

_QUOTES = {"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"', "\u2033": '"'}
_APOSTROPHES = {"\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u02bc": "'", "\u2032": "'", "\u00b4": "'"}
_HYPHENS = dict.fromkeys("\u2010\u2011\u2012\u2212\ufe63\uff0d", "-")
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\0", " "
)
_INVISIBLE = dict.fromkeys(
    "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff", " "
)
_LINE_ENDS = dict.fromkeys("\u000b\u000c\u0085\u2028\u2029", "\n")
# En dash and em dash stay: they separate clauses and ranges, a hyphen joins words.
_PLAIN = _QUOTES | _APOSTROPHES | _HYPHENS | _SPACES | _INVISIBLE | _LINE_ENDS

_SURROGATE = re.compile("[\ud800-\udfff]")


def repair(text: str) -> tuple[str, bool]:
    """The text with lone surrogates replaced one for one by U+FFFD, and whether there were any."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text), True
    return text, False


def plain(text: str) -> str:
    """Straight quotes, plain spaces and hyphens, "\\n" as the only line end; the length stays.

    >>> plain("“Kazakhstan’s\\u00a0trade”")
    '"Kazakhstan\\'s trade"'
    """
    # Looking for each character is far cheaper than translating a text that holds few of them.
    for char, replacement in _PLAIN.items():
        if char in text:
            text = text.replace(char, replacement)
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    return text


_TAG = re.compile(r"<(?:/?[A-Za-z][^<>\n]{0,400}+|!--[^<>]{0,400}+)>")
_ENTITY = re.compile(r"&(?:#(\d{1,6})|#[xX]([0-9a-fA-F]{1,5})|([A-Za-z]{2,8}));")
_ENTITIES = {
    "amp": "&", "quot": '"', "apos": "'", "lt": "<", "gt": ">", "nbsp": " ", "ndash": "–", "mdash": "—",
    "lsquo": "'", "rsquo": "'", "ldquo": '"', "rdquo": '"', "hellip": "…", "euro": "€", "pound": "£", "yen": "¥",
}  # fmt: skip
_LINK_TARGET = re.compile(
    r"\]\((?:[^()\s]|\([^()\s]{0,200}+\)){1,2000}+(?:\s\"[^\"\n]{0,200}+\")?\)|\]\[[^\[\]\n]{0,80}+\]"
)
_OPENING_BRACKET = re.compile(r"!?\[(?=[^\[\]]{1,600}+\](?:\(|\[))")
_EMPHASIS = re.compile(r"[*_`]++")
_LINE_MARK = re.compile(r"\n {0,8}(?:#{1,6}(?= )|>(?: ?>){0,5} ?|[-*+•▪●◦‣·](?= ))")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_HIDDEN = ("script", "style")


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def _line_mark(match: re.Match[str]) -> str:
    return "\n".ljust(match.end() - match.start())


def _emphasis(match: re.Match[str]) -> str:
    """Blank marks of emphasis ("**met**", "_today_"), leave other stars and bars ("5*3", "* * *", "a_b")."""
    marks, text = match.group(), match.string
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    inside_word = (before.isalnum() and after.isalnum()) and len(marks) == 1
    alone = (not before or before.isspace()) and (not after or after.isspace())
    return marks if len(marks) > 3 or inside_word or (alone and len(marks) != 2) else " " * len(marks)


def _entity(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        char = _ENTITIES.get(name, "")
    else:
        code = int(decimal) if decimal else int(hexadecimal, 16)
        char = chr(code) if 32 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else " "
    return plain(char).ljust(match.end() - match.start()) if char else match.group()


def _mask_hidden(view: str, tag: str) -> str:
    """Blank `<script>…</script>`: what a browser never shows."""
    lower, parts, done = view.lower(), [], 0
    if len(lower) != len(view):  # "İ" grows in lower case: such a page keeps its scripts
        return view
    while (start := lower.find(f"<{tag}", done)) >= 0 and (end := lower.find(f"</{tag}", start)) >= 0:
        hidden = view[start:end]
        parts += [view[done:start], re.sub(r"[^\n]", " ", hidden)]
        done = end
    return "".join(parts) + view[done:]


def mask_markup(view: str) -> str:
    """Blank the marks of HTML and Markdown and the targets of links; the words stay where they are.

    >>> mask_markup("**Met** [today](https://example.org) &amp; <b>agreed</b>")
    '  Met    today                        &        agreed    '
    """
    if "<" in view:
        lower = view.lower()
        for tag in _HIDDEN:
            if f"</{tag}" in lower:
                view = _mask_hidden(view, tag)
        view = _TAG.sub(_blank, view)
    if "&" in view:
        view = _ENTITY.sub(_entity, view)
    if "](" in view or "][" in view:
        view = _LINK_TARGET.sub(_blank, _OPENING_BRACKET.sub(_blank, view))
    if "\\" in view:
        view = _ESCAPE.sub(" ", view)
    if "*" in view or "_" in view or "`" in view:
        view = _EMPHASIS.sub(_emphasis, view)
    # The mark of the first line has no line end before it.
    return _LINE_MARK.sub(_line_mark, "\n" + view)[1:]
