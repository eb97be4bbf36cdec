"""Decoding: the text that a file's bytes hold, or why they hold none."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from extract.errors import UnreadableDocument

# UTF-32 before UTF-16: its little-endian mark begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"\x7fELF", "a program"),
)
# Bytes that no text holds in numbers: control characters but tab, line ends, form feed, escape and NUL (which has
# its own rules, because UTF-16 is full of it).
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\x0b\x0c\r\x1b")) + b"\x7f"
_LOOKED_AT = 65_536


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding it was in, and what its reader should know."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of a file in UTF-8, UTF-16, UTF-32 or Windows-1252 (Latin-1), without its byte-order mark.

    Line ends stay as they are, so that offsets count every character of the file. `UnreadableDocument` says what
    the bytes are if they are no text.

    >>> decode("5 млн €".encode("utf-16")).text
    '5 млн €'
    >>> decode(b"Caf\\xe9").encoding
    'windows-1252'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _with_replacements(data[len(mark) :], encoding)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableDocument(f"{what}, not text: convert it to text first")
    head = data[:_LOOKED_AT]
    wide = _utf16_without_mark(head)
    if wide is not None:
        return _with_replacements(data, wide)
    # A text may hold a stray NUL or control character; a binary file is full of them.
    odd = head.count(0) + len(head) - len(head.translate(None, _CONTROLS))
    if odd * 50 > len(head):
        raise UnreadableDocument("binary data, not text: convert it to text first")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_quite_utf8(data)


def _with_replacements(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return Decoded(text, encoding, (f"the file is damaged: what is not {encoding} was read as U+FFFD",))


def _utf16_without_mark(head: bytes) -> str | None:
    """UTF-16's name if every second byte is mostly zero, as in UTF-16 of any text in the Latin alphabet."""
    pairs = len(head) // 2
    if pairs == 0:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd * 2 > pairs and even * 20 < pairs:
        return "utf-16-le"
    if even * 2 > pairs and odd * 20 < pairs:
        return "utf-16-be"
    return None


def _not_quite_utf8(data: bytes) -> Decoded:
    text = data.decode("utf-8", errors="replace")
    replaced = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    # A cut or damaged UTF-8 file has far more whole characters beyond ASCII than broken ones.
    if (beyond_ascii - replaced) >= 4 * replaced:
        return Decoded(text, "utf-8", ("the file is damaged: what is not utf-8 was read as U+FFFD",))
    # In a Western European language most letters are ASCII; in an old Cyrillic or Chinese encoding few are.
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high * 3 > len(data):
        raise UnreadableDocument("neither UTF-8 nor Western European text: convert it to UTF-8 first")
    warning = ("the file is not UTF-8: it was read as Windows-1252 (Latin-1)",)
    try:
        return Decoded(data.decode("cp1252"), "windows-1252", warning)
    except UnicodeDecodeError:
        return Decoded(data.decode("latin-1"), "iso-8859-1", warning)
