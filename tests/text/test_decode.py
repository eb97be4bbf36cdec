"""Bytes become the text they hold, or one clear line on why they hold none."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import UnreadableDocument
from extract.text.decode import decode

TEXT = "Trade grew by 27% to €14.7 billion – “a record”, said Minister Škoda 🚀.\r\nNext line."
ENGLISH = "The café's turnover reached £3 million, the naïve minister said in his résumé of the year."

READ = [
    pytest.param(TEXT.encode(), TEXT, "utf-8", 0, id="utf-8"),
    pytest.param(codecs.BOM_UTF8 + TEXT.encode(), TEXT, "utf-8", 0, id="utf-8 with its mark"),
    pytest.param(TEXT.encode("utf-16"), TEXT, "utf-16-le", 0, id="utf-16"),
    pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), TEXT, "utf-16-be", 0, id="utf-16, big end first"),
    pytest.param(TEXT.encode("utf-16-le"), TEXT, "utf-16-le", 0, id="utf-16 without its mark"),
    pytest.param(TEXT.encode("utf-16-be"), TEXT, "utf-16-be", 0, id="utf-16, big end first, without its mark"),
    pytest.param(TEXT.encode("utf-32"), TEXT, "utf-32-le", 0, id="utf-32"),
    pytest.param("Товарооборот вырос на 27%".encode(), "Товарооборот вырос на 27%", "utf-8", 0, id="cyrillic utf-8"),
    pytest.param("Товарооборот вырос".encode("utf-16"), "Товарооборот вырос", "utf-16-le", 0, id="cyrillic utf-16"),
    pytest.param(ENGLISH.encode("cp1252"), ENGLISH, "windows-1252", 1, id="windows-1252"),
    pytest.param("“We grew”".encode("cp1252"), "“We grew”", "windows-1252", 1, id="windows-1252 quotes"),
    pytest.param(ENGLISH.encode("cp1252") + b"\x81", ENGLISH + "\x81", "iso-8859-1", 1, id="latin-1"),
    pytest.param(TEXT.encode() * 3 + b"\0", TEXT * 3 + "\0", "utf-8", 0, id="a stray NUL"),
    pytest.param(b"", "", "utf-8", 0, id="nothing"),
    pytest.param(codecs.BOM_UTF8, "", "utf-8", 0, id="a mark alone"),
    pytest.param("Ünï tränsport ägreement sïgned ü".encode()[:-1], None, "utf-8", 1, id="a cut last character"),
    pytest.param(TEXT.encode("utf-16")[:-1], None, "utf-16-le", 1, id="a cut utf-16 unit"),
]


@pytest.mark.parametrize(("data", "text", "encoding", "warnings"), READ)
def test_a_text_is_read_in_its_encoding(data: bytes, text: str | None, encoding: str, warnings: int) -> None:
    decoded = decode(data)
    assert (decoded.encoding, len(decoded.warnings)) == (encoding, warnings)
    if text is None:
        assert decoded.text.endswith("\ufffd")
    else:
        assert decoded.text == text


REFUSED = [
    pytest.param(b"%PDF-1.7 ...", "a PDF document", id="a PDF"),
    pytest.param(b"PK\x03\x04....", "a ZIP archive", id="an office document"),
    pytest.param(b"\x89PNG\r\n\x1a\n....", "a PNG picture", id="a picture"),
    pytest.param(bytes(range(256)) * 4, "binary data", id="random bytes"),
    pytest.param(bytes(1000), "binary data", id="zeros"),
    pytest.param("Товарооборот вырос на 27%".encode("cp1251"), "convert it to UTF-8", id="cyrillic in an old encoding"),
]


@pytest.mark.parametrize(("data", "reason"), REFUSED)
def test_what_is_no_text_is_refused_by_its_name(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        decode(data)


@given(st.binary())
def test_any_bytes_are_a_text_or_unreadable(data: bytes) -> None:
    try:
        decoded = decode(data)
    except UnreadableDocument:
        return
    decoded.text.encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_in_utf8_comes_back(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text
