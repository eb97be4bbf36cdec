"""To whom a statement is attributed."""

from __future__ import annotations

import pytest

from extract import extract
from extract.schemas import Extraction


def speakers(text: str) -> list[str | None]:
    record: Extraction = extract(text, engine="rules")
    names = {participant.id: participant.name for participant in record.participants}
    return [names[figure.speaker] if figure.speaker else None for figure in record.figures]


@pytest.mark.parametrize(
    ("text", "said_by"),
    [
        # quotations: the attribution after, before, inside, and over a pronoun
        ('"We built 40 bridges," said Minister of Transport Maria Keller.', ["Maria Keller"]),
        ('Minister of Transport Maria Keller said: "We built 40 bridges."', ["Maria Keller"]),
        (
            '"We built 40 bridges," Maria Keller noted. "Another 12 tunnels are ready."',
            ["Maria Keller", "Maria Keller"],
        ),
        (
            "Minister of Transport Maria Keller opened the line. “It cost $3 million,” she added.",
            ["Maria Keller"],
        ),
        ("As Maria Keller pointed out, “exports grew by 4% to $5 billion.”", ["Maria Keller", "Maria Keller"]),
        # a quotation over paragraphs, its attribution in the last one
        (
            "Premier John Okello spoke in Kampala. “Sales grew by 9%.\n\n“We sold 40 thousand tonnes,” he added.",
            ["John Okello", "John Okello"],
        ),
        # reported speech
        ("President Ana Ruiz noted that trade had reached $5 billion.", ["Ana Ruiz"]),
        ("Trade has reached $5 billion, President Ana Ruiz said.", ["Ana Ruiz"]),
        ("President Ana Ruiz met farmers. According to her, 30 thousand hectares were sown.", ["Ana Ruiz"]),
        ("President Ana Ruiz reiterated her support, announcing $7 million for schools.", ["Ana Ruiz"]),
        # the reporter's own voice
        ("Trade reached $5 billion.", [None]),
        ("Trade reached $5 billion. President Ana Ruiz said that she was glad.", [None]),
        ("Ana Ruiz and Maria Keller noted that trade had reached $5 billion.", [None]),
    ],
)
def test_a_number_is_said_by_the_one_it_is_attributed_to(text: str, said_by: list[str | None]) -> None:
    assert speakers(text) == said_by


TRANSCRIPT = """President of Estonia Kersti Tamm: Mr President, colleagues,
Our trade reached 400 million euros last year.

President of Ghana Kofi Mensah: Thank you. We bought 30 ferries.

Question: Is it true that 5 ferries sank?

Kersti Tamm: No. As Mr Mensah said, all 30 ferries sail.
"""


def test_a_transcript_s_turn_is_its_speaker_s_and_a_question_nobody_s() -> None:
    assert speakers(TRANSCRIPT) == ["Kersti Tamm", "Kofi Mensah", None, "Kersti Tamm"]


def test_a_label_of_an_office_is_the_one_who_is_not_labelled_by_name() -> None:
    text = """PM: I welcome Prime Minister Koh to Wellington. Our trade is worth $4 billion.

PM KOH: Thank you, Prime Minister Walker. We have 900 students here.

JOURNALIST: What about the 200 visas?
"""
    assert speakers(text) == ["Walker", "Koh", None]
