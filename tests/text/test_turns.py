"""Who has the floor: labels of speakers are told from other words before a colon."""

from __future__ import annotations

import pytest

from extract.text.reader import read

# Each row: a text and the labels of its turns.
TRANSCRIPTS = [
    (
        "Ann Lee met Bo Ek.\n\nAnn Lee: Good afternoon.\n\nWe signed.\n\nBo Ek: Thank you.\n\nAnn Lee: Goodbye.",
        ["Ann Lee", "Bo Ek", "Ann Lee"],
    ),
    (
        "President of Freedonia Ann Lee: Madam,\nWelcome.\nPrime Minister of Sylvania Bo Ek (retranslated): Thank you.",
        ["President of Freedonia Ann Lee", "Prime Minister of Sylvania Bo Ek"],
    ),
    ("President of Freedonia Ann Lee\n: Mr President,\nWelcome.", ["President of Freedonia Ann Lee"]),
    (
        "PRIME MINISTER: Good morning.\n\nJOURNALIST: Will trade grow?\n\nPM: Yes.",
        ["PRIME MINISTER", "JOURNALIST", "PM"],
    ),
    (
        "MR. LEE: Good afternoon.\n\nQUESTION: On trade: what is new?\n\nMS. EK: Nothing.",
        ["MR. LEE", "QUESTION", "MS. EK"],
    ),
    (
        "SECRETARY LEE: Thank you.\n\nFOREIGN MINISTER EK: (Via interpreter) Welcome.",
        ["SECRETARY LEE", "FOREIGN MINISTER EK"],
    ),
    (
        "THE PRESIDENT:  Well, thank you.\n\nQ    Mr. President, will you go?\n\nTHE PRESIDENT:  Yes.",
        ["THE PRESIDENT", "Q", "THE PRESIDENT"],
    ),
    ("Q: How is trade?\n\nA: It grows.\n\nQ: And energy?\n\nA: Well.", ["Q", "A", "Q", "A"]),
    (
        "Question: How is trade?\n\nAnn Lee: It grows.\n\nQuestion: Is it?\n\nAnn Lee: Yes.",
        ["Question", "Ann Lee", "Question", "Ann Lee"],
    ),
    (
        "# Joint press conference\n\n**Prime Minister Ann Lee:** Good morning.\n\n**Bo Ek, President:** Thanks.",
        ["Prime Minister Ann Lee", "Bo Ek, President"],
    ),
    (
        "JOURNALIST:\nWill trade grow?\nPRIME MINISTER:\nIt will, on the whole.\nJOURNALIST:\nAnd energy?",
        ["JOURNALIST", "PRIME MINISTER", "JOURNALIST"],
    ),
    (
        "ANN LEE, MINISTER FOR RESOURCES AND MEMBER FOR OSLO: Welcome.\n\nCONNELL: Thank you.",
        ["ANN LEE, MINISTER FOR RESOURCES AND MEMBER FOR OSLO", "CONNELL"],
    ),
    (
        "PRIME MINISTER: The plan has three parts.\n\nTrade and Investment: we sell.\n\nEnergy: we buy.",
        ["PRIME MINISTER"],
    ),
    # not speech
    ("Executive Summary: trade grows.\n\nGeneral Provisions: none.", []),
    ("Trade grows. Two steps follow:\n\nEnergy: a pipeline.\n\nTransport: a road.", []),
    ("Leaders meet\n\nThey agreed.\n\nNote: The figures are preliminary.\n\nContact: Ann Lee", []),
    ("Leaders meet\n\n**STRENGTHENING PARTNERSHIPS FOR PROSPERITY:**  \nThe two agreed.", []),
    ("Fact Sheet: The President Secures Investment\n\nThe two agreed.", []),
    ("The minister said the following: trade grows.", []),
]


@pytest.mark.parametrize(("text", "labels"), TRANSCRIPTS)
def test_a_transcript_tells_its_speakers(text: str, labels: list[str]) -> None:
    page = read(text)
    assert [page.text[turn.label_start : turn.label_end] for turn in page.turns] == labels


def test_a_turn_runs_to_the_next_label_and_its_sentences_know_it() -> None:
    page = read("Ann Lee met Bo Ek.\n\nAnn Lee: Good afternoon.\n\nWe signed.\n\nBo Ek: Thank you.")
    assert [(s.role, s.turn, page.text[s.start : s.end]) for s in page.sentences] == [
        ("body", None, "Ann Lee met Bo Ek."),
        ("label", 0, "Ann Lee"),
        ("body", 0, "Good afternoon."),
        ("body", 0, "We signed."),
        ("label", 1, "Bo Ek"),
        ("body", 1, "Thank you."),
    ]


@pytest.mark.parametrize("end", ["* * *\nSpeech at the forum", "Share\nFacebook\n© 2023 Newsia"])
def test_a_turn_ends_before_a_separator_and_the_furniture(end: str) -> None:
    page = read(
        f"Leaders meet\nMarch 3, 2023\n13:50\nOslo\nPresident of Freedonia Ann Lee: Welcome, colleagues.\n{end}"
    )
    (turn,) = page.turns
    assert page.text[turn.start : turn.end] == "Welcome, colleagues."
