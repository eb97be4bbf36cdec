"""Quotations: pairs of marks of any kind, also over several paragraphs."""

from __future__ import annotations

import pytest

from extract.text.reader import read

# Each row: a text and its quotations; a leading "+" marks one that continues the one before.
QUOTED = [
    ("“We agreed,” he said, “to meet.”", ["We agreed,", "to meet."]),
    ('"We agreed," he said, "to meet."', ["We agreed,", "to meet."]),
    ("„So ist es“, sagte er. «Oui», dit-il.", ["So ist es", "Oui"]),
    (
        "“First part.\n\n“Second, with a “nested” word.\n\n“Third,” he said.",
        ["First part.", "+Second, with a “nested” word.", "+Third,"],
    ),
    ('"First part.\n\n"Second," he said.', ["First part.", "+Second,"]),
    ('It is 5" long. The "green corridor" opened.', ["green corridor"]),
    ("‘We agreed,’ he said. Freedonia’s plan is the ministers’ own.", ["We agreed,"]),
    ("The (the “Parties”) agreed.", ["Parties"]),
    ("“An end is missing.\n\nAnother paragraph. “Quoted.”", ["An end is missing.", "Quoted."]),
    ("No marks, but an apostrophe’s here.", []),
]


@pytest.mark.parametrize(("text", "quotations"), QUOTED)
def test_the_words_between_the_marks_are_found(text: str, quotations: list[str]) -> None:
    page = read(text, language="en")
    assert [("+" if q.continued else "") + text[q.start : q.end] for q in page.quotations] == quotations
