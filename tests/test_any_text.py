"""Any text gives a record that keeps its promises: whatever it holds, every span gives back its characters."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import Extraction, extract

# What the rules look for, and what has made them stumble, to be put together at random.
WORDS = """
    $ € £ % 27% $14.7 billion 3 to 5 million 20-25% 1,050.5 .5 76 of 85 Rs 500 crore five-fold doubled halved
    President Minister of Foreign Affairs Mr Dr. H.E. Sheikh bin al- van de la Ana Silva J.P. O'Neill Kim Lee
    said noted : “ ” " ' « » held talks met with signed a treaty agreed to intend joint statement memorandum forum 18th
    Norway Norwegian Kazakhstan EU the United States Oslo ( ) [ ] # ## * ** --- – — … in on by ; ,
    May 2 2021 2021-05-02 last year by 2030 first half of Q2 on Tuesday yesterday Mar. 11/28/2022 13:50 U.S. inc. No.
    🚀 é е\u0301 ı ẞ 中国 百万 млн руб. ٣ ½ ² Ⅷ http://a.b/c?d=1% <b> &amp;
"""
ODD = ["\r\n", "\n", "\n\n", "\t", "\0", "\x1b", "\x85", "\u00a0", "\u2009", "\u200f", "\u2028", "\ufeff", "\ud800"]
PIECES = st.sampled_from([*WORDS.split(), *ODD])
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
    st.text(st.characters(codec=None), max_size=60),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_gives_a_record_whose_spans_hold(text: str) -> None:
    record = extract(text, engine="rules")
    kept = record.document.text
    assert kept is not None
    assert len(kept) == len(text)
    for span in record.spans():
        assert kept[span.start : span.end] == span.text
    assert not record.run.dropped
    assert Extraction.model_validate_json(record.model_dump_json()) == record


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n", "\u00a0\u2009"])
def test_a_text_of_nothing_gives_an_empty_record_with_a_warning(text: str) -> None:
    record = extract(text, engine="rules")
    assert not list(record.items())
    assert record.run.warnings


def test_a_lone_surrogate_costs_one_character_and_a_warning() -> None:
    record = extract("Trade \ud83d grew by 27%.", engine="rules")
    assert record.document.text == "Trade \ufffd grew by 27%."
    assert [figure.number.text for figure in record.figures] == ["27%"]
    assert record.run.warnings


@pytest.mark.parametrize("text", ["Trade\0grew by 27%.", "🚀 $5 million", "‏$5 million‏", "🇰🇿 27% 🇰🇿"])
def test_odd_characters_cost_nothing(text: str) -> None:
    assert len(extract(text, engine="rules").figures) == 1
