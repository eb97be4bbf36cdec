"""Whatever the text, its page keeps its characters and its order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.text.language import detect_language
from extract.text.reader import read
from extract.text.view import mask_markup, plain

# Pieces that pages are made of, so that random texts have heads, labels, boxes and marks.
PIECES = st.sampled_from(
    """\n|\r\n|\n\n| |\u00a0|“|”|‘|’|"|.|:|Ann Lee|Ann Lee: |Q  Who?|See also|Topics|March 3, 2023|13:50|
05/09/2011|MOSCOW. NEWS - | date 2021-11-03 |# |**|- |<b>|[a](b)|* * *|
Text version|\ud800|\0|🚀|said|Trade grew. |会。|&amp;|\ufeff|
---|===|2 of 3""".split("|")
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=40).map("".join))
@example("# \n* * *\n")
@example("Text versionA\nB\nC")
def test_a_page_keeps_the_characters_and_their_order(text: str) -> None:
    page = read(text, language="en")
    assert len(page.view) == len(page.text) == len(text)
    edges = [(s.start, s.end) for s in page.sentences]
    assert all(page.view[start:end].strip() == page.view[start:end] != "" for start, end in edges)
    assert all(end <= after for (_, end), (after, _) in pairwise(edges))
    assert (page.headers[0].start, page.headers[-1].end) == (0, len(text))
    for sentence in page.sentences:
        header = page.headers[sentence.header]
        assert header.start <= sentence.start < sentence.end <= header.end
        if sentence.turn is not None:
            turn = page.turns[sentence.turn]
            assert turn.label_start <= sentence.start < sentence.end <= turn.end
    assert all(0 <= q.start < q.end <= len(text) for q in page.quotations)


def test_a_lone_surrogate_is_replaced_and_told() -> None:
    page = read("Trade\ud83d grew.")
    assert page.text == "Trade\ufffd grew."
    assert len(page.warnings) == 1


# Each row: a text and its view; both have the same length.
VIEWS = [
    ("“a” ‘b’ «c» „d“", '"a" \'b\' "c" "d"'),
    ("1\u00a0000\u2009km\u202f–\u20115", "1 000 km –-5"),
    ("a\r\nb\rc\u2028d", "a \nb\nc\nd"),
    ("a\ufeffb\u200bc\0d", "a b c d"),
    ("# Title\n> quoted\n* item", "  Title\n  quoted\n  item"),
    ("**bold** _soft_ 5*3 snake_case * * *", "  bold    soft  5*3 snake_case * * *"),
    ("see [the text](https://example.org/a_(b)) now", "see  the text                             now"),
    ("<p class='a'>Trade</p> 5 < 6", "             Trade     5 < 6"),
    ("Smith &amp; Co &#8217;s &nbsp;&bogus;", "Smith &     Co '      s       &bogus;"),
    ("a<script>var x = 5;</script>b", "a                           b"),
    ("\\$5 and 5\\%", " $5 and 5 %"),
]


@pytest.mark.parametrize(("text", "view"), VIEWS)
def test_the_view_keeps_every_character_in_its_place(text: str, view: str) -> None:
    assert mask_markup(plain(text)) == view
    assert len(view) == len(text)


LANGUAGES = [
    ("The ministers met and agreed to open two consulates.", "en"),
    ("$5 million", "en"),
    ("Ministers sign joint statement", "en"),
    ("Revenue 1,234 million 1,200 million\nNet income 12 million 15 million\nTotal assets 34.5 million", "en"),
    ("27% to $14.7 billion, " * 30, "en"),
    ("Il presidente del consiglio ha incontrato a Roma il ministro degli esteri per parlare di commercio.", "it"),
    ("Le président a rencontré le premier ministre à Paris pour parler du commerce.", "fr"),
    ("Сегодня состоялась встреча президентов двух стран.", "ru"),
    ("Президенттер екі ел арасындағы сауда көлемін талқылады.", "kk"),
    ("国家主席今天在北京会见了总理。", "zh"),
    ("הנשיא נפגש היום עם ראש הממשלה בירושלים.", "he"),
    ("5 000 – 27 %", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "language"), LANGUAGES)
def test_the_language_is_told(text: str, language: str | None) -> None:
    assert detect_language(text) == language
