"""Sentences end at stops, not at abbreviations, and at the borders of lines and paragraphs."""

from __future__ import annotations

import pytest

from extract.text.reader import read
from extract.text.sentences import LONGEST

# Each row: the sentences of one paragraph.
PARAGRAPHS = [
    [
        "He works at Acme Inc.",
        "The firm has sales of $3.5 billion vs. $2.1 billion for Initech Corp. in the U.S.",
        "It grows.",
    ],
    ["The U.S. Government agreed."],
    ["J. F. Lee met No. 10 staff, e.g. Mr. A. B. Ek, at 10 a.m.", "He left..."],
    ['Then came the words "We agreed."', "The end?", '"Yes!" he said.'],
    ["See Art. 5 and para. 3.", "No.", "We will not."],
    [
        "It costs Rs. 500 crore.",
        "On Nov. 27 they met.",
        "The sides met Gen. Lee, Sen. Ek and others, incl. Ann Lee etc.",
        "They left.",
    ],
    ["They left… Again.", "Version 2.0 is out."][1:],
    ["H.E. Mr. Lee was in Washington, D.C.", "It was good."],
    ["Lee Jr. and St. Lucia's P.M. Bo Ek met."],
    ["Trade grew by 5 percent in 2021.", "In 2022 it fell."],
    ["(They met.)", "They left."],
    ["会谈在北京举行。", "双方签署了协议。"],
    ["prices rose 6 . 2 % to $ 7 . 50 a share ."],
    ["Shs. 35 billion was paid and 12 Mrd. EUR is due.", "It was late."],
]


@pytest.mark.parametrize("sentences", PARAGRAPHS)
def test_a_paragraph_is_cut_into_its_sentences(sentences: list[str]) -> None:
    joined = "".join if sentences[0].endswith("。") else " ".join
    page = read(joined(sentences), language="en")
    assert [page.text[s.start : s.end] for s in page.sentences] == sentences


def test_hard_wrapped_lines_are_joined_and_items_stay_apart() -> None:
    text = (
        "The ministers of the two countries met in the capital on Monday to\n"
        "discuss trade. They agreed to meet again in the spring, and then\n"
        "Ann Lee left the capital for the north on Tuesday.\n"
        "\n"
        "-   First item of the list, long enough to be wrapped at the same\n"
        "    Column as the rest.\n"
        "    -   Second item.\n"
        "1. Third item\n"
    )
    page = read(text)
    assert [" ".join(page.view[s.start : s.end].split()) for s in page.sentences] == [
        "The ministers of the two countries met in the capital on Monday to discuss trade.",
        "They agreed to meet again in the spring, and then Ann Lee left the capital for the north on Tuesday.",
        "First item of the list, long enough to be wrapped at the same Column as the rest.",
        "Second item.",
        "1. Third item",
    ]


def test_a_word_that_could_not_be_broken_explains_its_line() -> None:
    text = (
        "The ministers of the two countries met in the capital on Monday, and\n"
        "Ann Lee thanked the hosts in the name of the delegation she led from\n"
        "the\u00a0[North](https://example.org/a-long-target-of-a-link/that-goes-on)\n"
        "Country, where the next session of the commission will be opened by\n"
        "Bo\u00a0Ek.\n"
    )
    assert [" ".join(text[s.start : s.end].split()) for s in read(text).sentences] == [" ".join(text.split())]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    page = read("Mr President, colleagues,\nI welcome you.\nWe met Ann Lee,\nwho signed the treaty.")
    assert len({s.paragraph for s in page.sentences}) == 3


@pytest.mark.parametrize("mark", ["; ", ", ", " ", ""])
def test_a_sentence_without_end_is_cut(mark: str) -> None:
    text = f"word{mark}" * 3000
    page = read(text, language="en")
    assert all(s.end - s.start <= LONGEST for s in page.sentences)
    assert sum(len(text[s.start : s.end].replace(" ", "")) for s in page.sentences) == len(text.replace(" ", ""))
