"""Drafts become the items of a record, with ids in the order of appearance and their characters."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extract.rules.drafts import AgreementDraft, FigureDraft, MeetingDraft
from extract.rules.engine import Assembly, read
from extract.rules.people import Mention, Party
from extract.text import reader
from extract.values.amounts import Amount

TEXT = "Minister Ana Silva hosted Tom Berg in New\nYork. Silva and Berg signed a treaty worth $5 million."


def at(passage: str) -> tuple[int, int]:
    start = TEXT.index(passage)
    return start, start + len(passage)


def mention(name: str, party: int, phrase: str | None = None) -> Mention:
    return Mention(*at(name), party, at(phrase or name), "office before name")


LATER, FIRST = mention("Silva and", 0), mention("Ana Silva", 0, phrase="Minister Ana Silva")
SILVA = Party("Ana Silva", "person", "Minister", None, "PT", [LATER, FIRST])
BERG = Party("Tom Berg", "person", mentions=[mention("Tom Berg", 1)])
NOBODY = Party("Nobody", "person")
HOSTED = at("Minister Ana Silva hosted Tom Berg")
TALKS = MeetingDraft([HOSTED], "hosted", at("hosted"), "talks", "held", place=at("New\nYork"))
MONEY = Amount(*at("$5 million"), "money", Decimal(5_000_000), None, "USD", "exact", at("$5 million"), None, None)
WORTH = FigureDraft([at("worth $5 million")], "worth", at("worth $5 million"), MONEY)
TREATY = AgreementDraft([at("signed a treaty")], "signed", at("signed a treaty"), "treaty", "signed")


def assembly() -> Assembly:
    return Assembly(reader.read(TEXT))


def test_parties_get_ids_in_the_order_in_which_they_appear() -> None:
    record = assembly()
    record.add_parties([NOBODY, BERG, SILVA])
    assert [(item.id, item.name) for item in record.participants] == [("p1", "Ana Silva"), ("p2", "Tom Berg")]
    assert record.party_ids == {1: "p2", 2: "p1"}
    silva = record.participants[0]
    assert [span.text for span in silva.mentions] == ["Ana Silva", "Silva and"]
    assert [span.text for span in silva.evidence] == ["Minister Ana Silva"]


def test_who_led_a_meeting_took_part_in_it_and_its_place_is_one_line() -> None:
    record = assembly()
    record.add_parties([SILVA, BERG])
    record.add_meetings([replace(TALKS, participants=[1], principals=[0, 1, 0])])
    (meeting,) = record.meetings
    assert (meeting.participants, meeting.principals) == (("p2", "p1"), ("p1", "p2"))
    assert meeting.place is not None
    assert meeting.place.name == "New York"


def test_references_to_what_is_not_in_the_record_are_left_out() -> None:
    record = assembly()
    record.add_parties([NOBODY, SILVA])
    record.add_figures([replace(WORTH, speaker=0)])
    record.add_agreements([replace(TREATY, signatories=[0, 1], meeting=3)])
    assert record.figures[0].speaker is None
    assert (record.agreements[0].signatories, record.agreements[0].meeting) == (("p1",), None)


def test_an_agreement_names_its_meeting_by_its_id() -> None:
    later = replace(TALKS, evidence=[at("Silva and Berg signed")])
    record = assembly()
    record.add_meetings([later, TALKS])
    record.add_agreements([replace(TREATY, meeting=0)])
    assert record.agreements[0].meeting == "m2"


def test_every_item_has_its_firing() -> None:
    record = assembly()
    record.add_parties([SILVA])
    record.add_figures([WORTH])
    assert [(firing.item_id, firing.rule, firing.span.text) for firing in record.firings] == [
        ("p1", "office before name", "Minister Ana Silva"),
        ("p1", "office before name", "Silva and"),
        ("f1", "worth", "worth $5 million"),
    ]


def test_what_the_record_refuses_is_written_down_and_the_rest_goes_on() -> None:
    shrinking = replace(MONEY, high=Decimal(1))
    record = assembly()
    record.add_figures([replace(WORTH, amount=shrinking), replace(WORTH, evidence=[]), WORTH])
    assert [item.id for item in record.figures] == ["f1"]
    assert [item.type for item in record.dropped] == ["figure", "figure"]
    assert "the range ends at 1, below its start 5000000" in record.dropped[0].reason
    assert [firing.item_id for firing in record.firings] == ["f1"]


FOREIGN = [
    ("de", "Der Handel wuchs um 27 % auf 14,7 Mrd. €, teilte das Ministerium am Dienstag in Berlin mit.", "27 %"),
    ("fr", "Le commerce a augmenté de 27 % pour atteindre 500 USD, a déclaré le ministre à Paris mardi.", "27 %"),
    ("ru", "Товарооборот между странами вырос на 27%, сообщил министр на встрече в понедельник.", "27%"),
]


@pytest.mark.parametrize(("language", "text", "percent"), FOREIGN)
def test_a_language_without_rules_gives_what_needs_no_words(language: str, text: str, percent: str) -> None:
    findings = read(reader.read(text))
    assert percent in [figure.number.text for figure in findings.items.figures]
    assert (findings.items.participants, findings.items.meetings, findings.items.agreements) == ((), (), ())
    (warning,) = findings.warnings
    assert f"({language})" in warning
