"""What a model proposes is held against the text: values are read off it, and what it does not bear out is left out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from extract.grounding import Aligner
from extract.llm.proposal import (
    Proposal,
    ProposedAgreement,
    ProposedFigure,
    ProposedItem,
    ProposedMeeting,
    ProposedParticipant,
)
from extract.llm.verify import Verified, verify
from extract.rules.engine import open_reading
from extract.schemas import Agreement, Figure, Meeting, Participant
from extract.text import reader

PUBLISHED = date(2024, 5, 9)  # a Thursday


def person(quote: str, name: str, **fields: Any) -> ProposedParticipant:
    empty: dict[str, Any] = {"kind": "person", "role": None, "organization": None, "country": None}
    return ProposedParticipant(quote=quote, name=name, **{**empty, **fields})


def meeting(quote: str, **fields: Any) -> ProposedMeeting:
    empty: dict[str, Any] = {"kind": "talks", "title": None, "date": None, "place": None, "mode": None}
    empty |= {"status": "held", "participants": (), "principals": (), "topics": ()}
    return ProposedMeeting(quote=quote, **{**empty, **fields})


def figure(quote: str, number: str, **fields: Any) -> ProposedFigure:
    empty: dict[str, Any] = {"metric": None, "aspect": "level", "direction": None, "period": None}
    empty |= {"status": "actual", "speaker": None}
    return ProposedFigure(quote=quote, number=number, **{**empty, **fields})


def agreement(quote: str, **fields: Any) -> ProposedAgreement:
    empty: dict[str, Any] = {"kind": "memorandum", "title": None, "status": "signed", "date": None}
    return ProposedAgreement(quote=quote, **{**empty, "parties": (), "signatories": (), **fields})


def check(text: str, *items: ProposedItem, language: str | None = "en") -> Verified:
    page = reader.read(text, published=PUBLISHED, language=language)
    proposal = Proposal(
        participants=tuple(item for item in items if isinstance(item, ProposedParticipant)),
        meetings=tuple(item for item in items if isinstance(item, ProposedMeeting)),
        figures=tuple(item for item in items if isinstance(item, ProposedFigure)),
        agreements=tuple(item for item in items if isinstance(item, ProposedAgreement)),
    )
    return verify(proposal, open_reading(page), Aligner(page.view), (0, len(text)))


def refusal(text: str, item: ProposedItem, language: str | None = "en") -> str:
    verified = check(text, item, language=language)
    (refused,) = verified.refused
    assert refused.item == item
    return refused.reason


def the_person(text: str, item: ProposedParticipant, language: str | None = "en") -> Participant:
    verified = check(text, item, language=language)
    assert not verified.refused
    return verified.items.participants[0]


def the_meeting(text: str, item: ProposedMeeting) -> Meeting:
    (found,) = check(text, item).items.meetings
    return found


def the_figure(text: str, item: ProposedFigure, language: str | None = "en") -> Figure:
    (found,) = check(text, item, language=language).items.figures
    return found


def the_agreement(text: str, item: ProposedAgreement) -> Agreement:
    (found,) = check(text, item).items.agreements
    return found


# ---------------------------------------------------------------- figures

TRADE = "Trade between Arlen and Norvik grew by 27% to $14.7 billion in 2024, up from 3.5 billion, the minister said."
COUNTED = (
    "On 3 May 2024, at the 16th forum, 4 ministers, aged 45, and three delegations met for 5 hours in the 2nd hall."
)


@pytest.mark.parametrize(
    ("text", "copied", "value", "high", "unit", "number"),
    [
        (TRADE, "$14.7 billion", "14700000000", None, "USD", "$14.7 billion"),
        (TRADE, "14.7 billion dollars", "14700000000", None, "USD", "$14.7 billion"),
        (TRADE, "14.7", "14700000000", None, "USD", "$14.7 billion"),
        (TRADE, "$14,700,000,000", "14700000000", None, "USD", "$14.7 billion"),
        (TRADE, "27 percent", "27", None, "%", "27%"),
        (TRADE, "27", "27", None, "%", "27%"),
        ("Prices rose by 5-7% there.", "5", "5", "7", "%", "5-7%"),
        (
            "They sold 3 to 4 million tonnes.",
            "4 million tonnes",
            "3000000",
            "4000000",
            "tonne",
            "3 to 4 million tonnes",
        ),
        (COUNTED, "4", "4", None, "minister", "4"),
        (COUNTED, "three", "3", None, "delegation", "three"),
        (COUNTED, "three delegations", "3", None, "delegation", "three"),
        ("The four centres of the foundation opened.", "four centres", "4", None, "centre", "four"),
    ],
)
def test_a_number_is_read_off_the_text(
    text: str, copied: str, value: str, high: str | None, unit: str, number: str
) -> None:
    found = the_figure(text, figure(text, copied))
    assert (found.value, found.high) == (Decimal(value), high and Decimal(high))
    assert (found.unit, found.number.text) == (unit, number)


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        (TRADE, "5.3 billion"),
        (TRADE, "4.7 billion"),
        (TRADE, "14.7 billion euros"),
        (TRADE, "$15 billion"),
        (TRADE, "27% to $14.7 billion"),
        (TRADE, "2024"),
        (TRADE, "billions of dollars"),
        (COUNTED, "3 May"),
        (COUNTED, "3"),
        (COUNTED, "16th"),
        (COUNTED, "45"),
        (COUNTED, "5 hours"),
        (COUNTED, "2nd"),
        ("They bought 3 ships and 4 planes.", "3 ships and 4 planes"),
        ("The 30-year-old bridge closed for 12 years in 2020-2021.", "30"),
        ("The 30-year-old bridge closed for 12 years in 2020-2021.", "12 years"),
        ("The 30-year-old bridge closed for 12 years in 2020-2021.", "2020-2021"),
        ("G20 leaders praised the work under Resolution 2231.", "20"),
        ("G20 leaders praised the work under Resolution 2231.", "2231"),
        ("The fair drew 1,200 visitors.", "200"),
        ("The fair drew 1,200 visitors.", "1"),
        ("The two countries opened a bridge.", "two"),
        ("The work covers the two sides.", "two sides"),
    ],
)
def test_what_is_no_number_of_the_text_is_refused(text: str, copied: str) -> None:
    assert refusal(text, figure(text, copied))


def test_two_items_that_copy_the_same_number_are_about_one_each() -> None:
    text = "Exports of cork rose by 5% and imports of kelp rose by 5% there."
    items = [figure(text, "5%", metric="Exports of cork"), figure(text, "5%", metric="imports of kelp")]
    first, second = check(text, *items).items.figures
    assert first.number.start < second.number.start
    assert (first.metric, second.metric) == ("Exports of cork", "imports of kelp")


@pytest.mark.parametrize(
    ("text", "number", "proposed", "status"),
    [
        ("Trade will reach $5 billion by 2030.", "$5 billion", "actual", "target"),
        ("Trade is expected to reach $5 billion.", "$5 billion", "actual", "forecast"),
        ("The sides aim to bring trade to $5 billion.", "$5 billion", "actual", "target"),
        ("Trade reached $5 billion.", "$5 billion", "actual", "actual"),
        ("Trade of $5 billion is in sight.", "$5 billion", "target", "target"),
    ],
)
def test_a_number_still_to_come_is_not_actual(text: str, number: str, proposed: str, status: str) -> None:
    assert the_figure(text, figure(text, number, status=proposed)).status == status


@pytest.mark.parametrize(
    ("text", "aspect", "proposed", "direction"),
    [
        ("Trade grew by 5% last year.", "change", "decrease", "increase"),
        ("Trade fell by 5% last year.", "change", "increase", "decrease"),
        ("Trade fell by 5% last year.", "change", None, "decrease"),
        ("Trade fell by 5% last year.", "level", "increase", None),
    ],
)
def test_a_change_goes_the_way_the_text_says(
    text: str, aspect: str, proposed: str | None, direction: str | None
) -> None:
    assert the_figure(text, figure(text, "5%", aspect=aspect, direction=proposed)).direction == direction


SPOKEN = (
    "Ana Silva met Tom Berg. Trade grew by 27%, Tom Berg said.\n\n"
    "It was a mild spring, and nothing else happened there.\n\n"
    "Carl Dahl opened the fair. The fair drew 1,200 visitors."
)


@pytest.mark.parametrize(
    ("quote", "number", "speaker", "heard"),
    [
        ("Trade grew by 27%", "27%", "Tom Berg", "Tom Berg"),
        ("Trade grew by 27%", "27%", "Mr Berg", "Tom Berg"),
        ("Trade grew by 27%", "27%", "Ana Silva", None),
        ("Trade grew by 27%", "27%", "Carl Dahl", None),
        ("Trade grew by 27%", "27%", "Ola Moe", None),
        ("The fair drew 1,200 visitors", "1,200 visitors", "Carl Dahl", None),
    ],
)
def test_a_speaker_is_heard_where_the_number_is_said(quote: str, number: str, speaker: str, heard: str | None) -> None:
    items = (person("Tom Berg", "Tom Berg"), figure(quote, number, speaker=speaker))
    verified = check(SPOKEN, *items)
    (found,) = verified.items.figures
    named = {party.id: party.name for party in verified.items.participants}
    assert (named[found.speaker] if found.speaker else None) == heard
    assert bool(verified.notes) == (heard is None)


RIVALS = "Exports of wheat grew by 5% while imports of rice fell by 4%."


@pytest.mark.parametrize(
    ("text", "number", "proposed", "metric"),
    [
        (RIVALS, "5%", "exports of wheat", "Exports of wheat"),
        (RIVALS, "5%", "exports of rice", None),
        (RIVALS, "4%", "imports of wheat", None),
        (RIVALS, "4%", "fishing quotas", None),
        ("Exports of oil and gas rose by 4%.", "4%", "exports of gas", "exports of gas"),
        ("Trade grew sharply in cork, by 4%.", "4%", "trade in cork", "trade in cork"),
        ("The trade\nturnover rose by 4%.", "4%", "trade turnover", "trade turnover"),
        ("Turnover of trade rose by 4%.", "4%", "trade turnover", None),
    ],
)
def test_words_are_put_together_in_their_order_and_within_one_statement(
    text: str, number: str, proposed: str, metric: str | None
) -> None:
    verified = check(text, figure(text, number, metric=proposed))
    assert verified.items.figures[0].metric == metric
    assert bool(verified.notes) == (metric is None)


@pytest.mark.parametrize(
    ("copied", "value", "unit"),
    [
        ("14,7 Mrd. €", "14700000000", "EUR"),
        ("4 %", "4", "%"),
        ("14.7 billion euros", "14700000000", "EUR"),
    ],
)
def test_signs_are_read_in_a_language_without_rules(copied: str, value: str, unit: str) -> None:
    text = "Der Handel will mehr: er wuchs um 4 % auf 14,7 Mrd. €, die Kosten fielen 2021 in Arlen."
    found = the_figure(text, figure(text, copied, metric="Der Handel"), language="de")
    assert (found.value, found.unit, found.status, found.metric) == (Decimal(value), unit, "actual", "Der Handel")


# ---------------------------------------------------------------- meetings


@pytest.mark.parametrize(
    ("text", "quote", "status"),
    [
        ("Ana Silva met with Tom Berg in Oslo.", "Ana Silva met with Tom Berg", "held"),
        ("President Ana Silva will meet Tom Berg.", "meet Tom Berg", "planned"),
        ("If the sides agree, Ana Silva and Tom Berg would meet.", "Ana Silva and Tom Berg would meet", "proposed"),
        ("Ana Silva proposed to hold a summit in June.", "hold a summit in June", "proposed"),
        ("Ana Silva hopes to meet Tom Berg.", "meet Tom Berg", "proposed"),
        ("The upcoming energy talks were discussed.", "energy talks", "planned"),
        ("A possible summit was on their minds.", "summit", "proposed"),
        ("It would be the first summit since 2019.", "first summit since 2019", "proposed"),
        # What is told beside the meeting is no meeting.
        ("Ana Silva will meet Tom Berg on Friday, her office announced.", "Ana Silva will meet Tom Berg", "planned"),
        (
            "Ana Silva will meet Tom Berg on Friday, her office announced.",
            "Ana Silva will meet Tom Berg on Friday, her office announced",
            "planned",
        ),
    ],
)
def test_a_meeting_still_to_come_is_not_held(text: str, quote: str, status: str) -> None:
    verified = check(text, meeting(quote))
    (found,) = verified.items.meetings
    assert found.status == status
    assert bool(verified.notes) == (status != "held")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Ana Silva did not meet Tom Berg in Oslo.", "meet Tom Berg in Oslo"),
        ("Ana Silva did not meet Tom Berg in Oslo.", "Tom Berg in Oslo"),
        ("The summit in Oslo was cancelled.", "The summit in Oslo"),
        ("The talks planned for Monday have been postponed.", "talks planned for Monday"),
        ("Ana Silva refused to meet Tom Berg.", "meet Tom Berg"),
        ("Reports that Ana Silva met Tom Berg are false.", "Ana Silva met Tom Berg"),
        ("It is not true that Ana Silva met Tom Berg.", "Ana Silva met Tom Berg"),
        ("Ana Silva denied having met Tom Berg.", "having met Tom Berg"),
        ("Ana Silva almost met Tom Berg.", "met Tom Berg"),
        ("A meeting between Ana Silva and Tom Berg is unlikely.", "A meeting between Ana Silva and Tom Berg"),
        ("Neither Ana Silva nor Tom Berg attended the forum.", "Tom Berg attended the forum"),
        (
            "Ana Silva did not meet Tom Berg but issued a statement.",
            "Ana Silva did not meet Tom Berg but issued a statement",
        ),
    ],
)
def test_a_denial_counts_outside_of_the_quote(text: str, quote: str) -> None:
    assert "denies" in refusal(text, meeting(quote))


@pytest.mark.parametrize(
    "quote",
    [
        "Trade in cork grew",
        "Ana Silva met Ola Moe",
        "Ana Silva met Tom Berg and Ola Moe",
        "The harvest met all expectations",
    ],
)
def test_a_quote_must_stand_in_the_text_and_tell_of_a_meeting(quote: str) -> None:
    text = "Trade in cork grew. Ana Silva met Tom Berg. The harvest met all expectations."
    assert refusal(text, meeting(quote))


@pytest.mark.parametrize(
    ("text", "proposed", "expected"),
    [
        ("The meeting was held on Tuesday.", "on Tuesday", (date(2024, 5, 7), date(2024, 5, 7))),
        ("The meeting was held yesterday.", "yesterday", (date(2024, 5, 8), date(2024, 5, 8))),
        ("The meeting was held on 2 May.", "2 May", (date(2024, 5, 2), date(2024, 5, 2))),
        ("The meeting was held in March 2023.", "March 2023", (date(2023, 3, 1), date(2023, 3, 31))),
        ("The meeting was held on 31 February.", "31 February", None),
        ("The meeting was held on Tuesday.", "on Monday", None),
        ("The meeting was held on Tuesday.", "The meeting", None),
    ],
)
def test_a_day_is_read_off_the_text(text: str, proposed: str, expected: tuple[date, date] | None) -> None:
    verified = check(text, meeting("The meeting was held", date=proposed))
    period = verified.items.meetings[0].date
    assert (None if period is None else (period.start, period.end)) == expected
    assert bool(verified.notes) == (expected is None)


@pytest.mark.parametrize(
    ("proposed", "expected"),
    [
        ("Oslo", ("Oslo", "NO")),
        ("in Oslo", ("Oslo", "NO")),
        ("the Harbour House", ("the Harbour House", None)),
        ("Bergen", None),
        ("the room", None),
    ],
)
def test_a_place_is_named_in_the_text(proposed: str, expected: tuple[str, str | None] | None) -> None:
    text = "Ana Silva met Tom Berg in Oslo, in the room behind the Harbour House."
    place = the_meeting(text, meeting("Ana Silva met Tom Berg", place=proposed)).place
    assert (None if place is None else (place.name, place.country)) == expected


@pytest.mark.parametrize(
    ("text", "proposed", "mode"),
    [
        ("Ana Silva met Tom Berg in Oslo.", "phone", None),
        ("Ana Silva met Tom Berg in Oslo.", "video", None),
        ("Ana Silva met Tom Berg in Oslo.", "in_person", "in_person"),
        ("Ana Silva held talks with Tom Berg by telephone.", "phone", "phone"),
        ("Ana Silva held talks with Tom Berg. They met virtually.", "video", "video"),
    ],
)
def test_a_call_is_told_of_in_the_text(text: str, proposed: str, mode: str | None) -> None:
    assert the_meeting(text, meeting("Ana Silva", mode=proposed)).mode == mode


@pytest.mark.parametrize(
    "text",
    [
        "Ana Silva met Tom Berg without Carl Dahl.",
        "Ana Silva met Tom Berg in the absence of President Carl Dahl.",
        "Ana Silva met Tom Berg; Carl Dahl did not attend.",
        "Ana Silva met Tom Berg; Carl Dahl, who was ill, was absent.",
        "Ana Silva met Tom Berg, but Carl Dahl declined to take part.",
        "Ana Silva met Tom Berg, and no fourth was there.",
    ],
)
def test_whoever_stayed_away_took_no_part(text: str) -> None:
    verified = check(
        text, meeting(text, participants=("Ana Silva", "Tom Berg", "Carl Dahl"), principals=("Carl Dahl",))
    )
    names = {party.id: party.name for party in verified.items.participants}
    (found,) = verified.items.meetings
    assert [names[id] for id in found.participants] == ["Ana Silva", "Tom Berg"]
    assert found.principals == ()
    assert any("Carl Dahl" in note for note in verified.notes)


def test_topics_are_words_of_the_text() -> None:
    text = "Ana Silva met Tom Berg. They spoke of trade in cork and of fish quotas."
    topics = ("trade in cork", "fish quotas", "gas prices")
    verified = check(text, meeting("Ana Silva met Tom Berg", topics=topics, title="Oslo Summit"))
    assert verified.items.meetings[0].topics == ("trade in cork", "fish quotas")
    assert verified.items.meetings[0].title is None
    assert len(verified.notes) == 2


# ---------------------------------------------------------------- agreements


@pytest.mark.parametrize(
    ("text", "quote", "proposed", "status"),
    [
        ("The ministers signed a memorandum.", "signed a memorandum", "signed", "signed"),
        ("The ministers will sign a memorandum.", "memorandum", "signed", "planned"),
        ("If they sign the treaty, trade will grow.", "sign the treaty", "signed", "proposed"),
        ("A draft memorandum on fishing was discussed.", "memorandum on fishing", "signed", "proposed"),
        ("The sides are close to signing a treaty.", "signing a treaty", "signed", "proposed"),
        ("They discussed the possible signing of a memorandum.", "signing of a memorandum", "signed", "proposed"),
        ("The ministers will sign a memorandum.", "memorandum", "planned", "planned"),
    ],
)
def test_a_document_still_to_be_signed_is_not_signed(text: str, quote: str, proposed: str, status: str) -> None:
    assert the_agreement(text, agreement(quote, status=proposed)).status == status


@pytest.mark.parametrize(
    ("text", "quote", "status"),
    [
        ("The ministers did not sign a memorandum.", "a memorandum", "signed"),
        ("No agreement was signed in Oslo.", "agreement was signed in Oslo", "signed"),
        ("The treaty remains unsigned.", "The treaty", "signed"),
        ("The sides almost signed a treaty.", "signed a treaty", "signed"),
        ("The treaty, which was never signed, is dead.", "The treaty", "signed"),
        ("The sides failed to agree on a roadmap.", "agree on a roadmap", "agreed"),
        ("The parliament rejected the treaty.", "the treaty", "adopted"),
        ("The treaty expired in 2020.", "The treaty", "in_force"),
        ("Norway withdrew from the treaty.", "the treaty", "in_force"),
        ("Cork grows in Arlen.", "Cork grows in Arlen", "signed"),
    ],
)
def test_what_was_not_agreed_is_refused(text: str, quote: str, status: str) -> None:
    assert refusal(text, agreement(quote, status=status))


def test_parties_are_countries_and_organizations_that_the_text_names() -> None:
    text = "Denmark, the European Union, the Cod Bank and Norway signed the Cod Pact at the ministers' table."
    parties = ("Danish", "European Union", "Cod Bank", "Norway", "Norway", "ministers", "Sweden", "Ruritania")
    verified = check(text, agreement(text, parties=parties))
    assert verified.items.agreements[0].parties == ("DK", "EU", "Cod Bank", "NO")
    assert len(verified.notes) == 3


@pytest.mark.parametrize(
    ("proposed", "title"),
    [
        ("cod pact", "Cod Pact"),
        ("Pact on Cod", None),
        ("Treaty of Oslo", None),
    ],
)
def test_a_title_is_the_texts(proposed: str, title: str | None) -> None:
    text = "Denmark and Norway signed the Cod Pact in Oslo."
    assert the_agreement(text, agreement(text, title=proposed)).title == title


def test_the_documents_of_a_list_share_their_noun() -> None:
    text = "They signed agreements on cooperation in fishing, on the use of harbours and on forestry."
    assert the_agreement(text, agreement(text, title="agreement on forestry")).title == "agreement on forestry"


# ---------------------------------------------------------------- participants


@pytest.mark.parametrize(
    ("text", "role", "country", "expected"),
    [
        ("President of Kazakhstan Ana Silva met Tom Berg.", "President of Kazakhstan", "Kazakhstan", "President"),
        ("Kazakh President Ana Silva met Tom Berg.", "Kazakh President", "Kazakh", "President"),
        ("Kazakhstan's President Ana Silva met Tom Berg.", "Kazakhstan's President", "Kazakhstan", "President"),
        ("Kazakhstan’s President Ana Silva met Tom Berg.", "Kazakhstan's President", "Kazakhstan", "President"),
        ("The President of the Republic of Kazakhstan, Ana Silva, left.", "President", "Kazakhstan", "President"),
        ("Ana Silva, the Kazakh energy minister, met Tom Berg.", "energy minister", "Kazakh", "energy minister"),
        ("Ana Silva, who is the President of Kazakhstan, left.", "President", "Kazakhstan", "President"),
        ("Ana Silva (Kazakhstan), President of the Cod Bank, left.", "President", "Kazakhstan", "President"),
    ],
)
def test_an_office_is_named_without_its_country(text: str, role: str, country: str, expected: str) -> None:
    found = the_person(text, person("Ana Silva", "Ana Silva", role=role, country=country))
    assert (found.name, found.role, found.country) == ("Ana Silva", expected, "KZ")


TWO = "Ana Silva, Norway's energy minister, met Tom Berg, the Danish finance minister."


@pytest.mark.parametrize(
    ("text", "name", "role", "country"),
    [
        ("Minister of Energy of Norway Ana Silva met Minister Tom Berg.", "Tom Berg", "Minister of Energy", "Norway"),
        (TWO, "Tom Berg", "energy minister", "Norway"),
        (TWO, "Ana Silva", "finance minister", "Danish"),
        ("Ana Silva met the Minister of Fisheries of Denmark.", "Ana Silva", "Minister of Fisheries", "Denmark"),
        ("Ana Silva met Danish Minister of Fisheries Tom Berg.", "Ana Silva", "Minister of Fisheries", "Danish"),
        ("The Danish Prime Minister received Ana Silva.", "Ana Silva", "Prime Minister", "Danish"),
        ("The Prime Minister of Denmark and Ana Silva spoke.", "Ana Silva", "Prime Minister", "Denmark"),
        ("Ana Silva and the Prime Minister of Denmark spoke.", "Ana Silva", "Prime Minister", "Denmark"),
        ("Ana Silva, daughter of Danish Prime Minister Ole Silva, left.", "Ana Silva", "Prime Minister", "Danish"),
        ("Ana Silva will become President of Norway.", "Ana Silva", "President", "Norway"),
        ("Ana Silva is not the President of Norway.", "Ana Silva", "President", "Norway"),
        ("Ana Silva arrived in Norway to see the President.", "Ana Silva", "President", "Norway"),
        ("Ana Silva smiled. The President of Norway left.", "Ana Silva", "President", "Norway"),
        ("Attending: Ana Silva; Ola Moe, Minister of Fish (Denmark).", "Ana Silva", "Minister of Fish", "Denmark"),
        ("Ana Silva, who followed Tom Berg as Norwegian Minister.", "Ana Silva", "Minister", "Norwegian"),
    ],
)
def test_the_office_of_another_is_not_taken(text: str, name: str, role: str, country: str) -> None:
    verified = check(text, person(name, name, role=role, country=country))
    found = verified.items.participants[0]
    assert (found.role, found.country) == (None, None)
    assert len(verified.notes) == 2


@pytest.mark.parametrize(
    ("text", "name", "country", "expected"),
    [
        ("President Ana Silva of Norway and President Tom Berg of Denmark met.", "Tom Berg", "Norway", None),
        ("President Ana Silva of Norway and President Tom Berg of Denmark met.", "Ana Silva", "Denmark", None),
        ("President Ana Silva of Norway and President Tom Berg of Denmark met.", "Ana Silva", "Norway", "NO"),
        ("Minister Ana Silva (Norway) and Minister Tom Berg (Denmark) met.", "Tom Berg", "Norway", None),
        ("Minister Ana Silva (Norway) and Minister Tom Berg (Denmark) met.", "Tom Berg", "Denmark", "DK"),
        ("Ana Silva, Norway's Ambassador to Denmark, and Tom Berg met.", "Ana Silva", "Denmark", None),
        ("Ana Silva, Norway's Ambassador to Denmark, and Tom Berg met.", "Ana Silva", "Norway", "NO"),
        ("Norway's Minister of Energy and Industry Ana Silva met Tom Berg.", "Ana Silva", "Norway", "NO"),
    ],
)
def test_a_country_is_the_one_that_somebody_represents(
    text: str, name: str, country: str, expected: str | None
) -> None:
    assert the_person(text, person(name, name, country=country)).country == expected


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("Deputy Prime Minister Ana Silva left for Oslo.", "Prime Minister", "Deputy Prime Minister"),
        ("Vice-President Ana Silva left for Oslo.", "President", "Vice-President"),
        ("Former President Ana Silva left for Oslo.", "President", "Former President"),
        ("Tom Berg and Acting Foreign Minister Ana Silva left.", "Foreign Minister", "Acting Foreign Minister"),
        ("Presidents Ana Silva and Tom Berg left for Oslo.", "President", "President"),
        ("Presidents Tom Berg and Ana Silva left for Oslo.", "president", "President"),
        ("Assistant for Harbour Safety, Dr. Ana Silva, left.", "Assistant for Harbour Safety", None),
    ],
)
def test_an_office_keeps_its_rank(text: str, role: str, expected: str | None) -> None:
    assert the_person(text, person("Ana Silva", "Ana Silva", role=role)).role == (expected or role)


@pytest.mark.parametrize(
    ("text", "called", "name"),
    [
        ("Mr. Tom Berg left.", "Mr. Tom Berg", "Tom Berg"),
        ("Then Prof. Dr. Ana Silva met H.E. Ola Dahl.", "Prof. Dr. Ana Silva", "Ana Silva"),
        ("Then Prof. Dr. Ana Silva met H.E. Ola Dahl.", "H.E. Ola Dahl", "Ola Dahl"),
        ("Then Prime Minister Tom Berg spoke to us.", "Prime Minister Tom Berg", "Tom Berg"),
        ("Prime Minister of Norway Ana Silva spoke to us.", "Prime Minister of Norway Ana Silva", "Ana Silva"),
        ("Danish Foreign Minister Tom Berg spoke to us.", "Danish Foreign Minister Tom Berg", "Tom Berg"),
        ("Presidents Ana Silva and Tom Berg spoke to us.", "Presidents Ana Silva", "Ana Silva"),
        ("Billie King met Tom Bishop and spoke to him.", "Billie King", "Billie King"),
        ("Billie King met Tom Bishop and spoke to him.", "Tom Bishop", "Tom Bishop"),
        ("Sheikh Omar bin Rashid al-Amri spoke to us.", "Sheikh Omar bin Rashid al-Amri", "Omar bin Rashid al-Amri"),
        ("They met María-José d'Ávila at the gate.", "María-José d'Ávila", "María-José d'Ávila"),
        ("They met Xóchitl Öztürk-Łuczak at the gate.", "Xóchitl Öztürk-Łuczak", "Xóchitl Öztürk-Łuczak"),
    ],
)
def test_titles_are_no_part_of_a_name(text: str, called: str, name: str) -> None:
    assert the_person(text, person(called, called)).name == name


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("Президент Айбек Нурланов встретился с Томом Бергом.", "Айбек Нурланов", "ru"),
        ("王小明部长与汤姆会谈。", "王小明", "zh"),
        ("التقى الرئيس عمر الأمري بالوزير.", "عمر الأمري", "ar"),
        ("ראש הממשלה דנה לוי נפגשה.", "דנה לוי", "he"),
    ],
)
def test_names_are_names_in_every_script(text: str, name: str, language: str) -> None:
    assert the_person(text, person(text, name), language=language).name == name


NO_PERSONS = (
    "The Danish Prime Minister spoke in Oslo. Trade grew. Norway and Denmark agreed on Monday. Washington said no on "
    "Europe Day. The Danes met the mayor and the King at the Ministry of Energy, in the Europe House."
)


@pytest.mark.parametrize(
    "name",
    [
        *("Prime Minister", "Danish Prime Minister", "Oslo", "Trade", "Norway", "Norway and Denmark", "Monday"),
        *("Washington", "Europe Day", "The Danes", "Danes", "mayor", "King", "the King", "Ministry of Energy"),
        *("Europe House", "spoke", "Ana Silva", "grew", "Danish"),
    ],
)
def test_what_is_no_persons_name_is_refused(name: str) -> None:
    assert refusal(NO_PERSONS, person("The Danish Prime Minister spoke in Oslo", name))


@pytest.mark.parametrize(
    ("name", "named"), [("Cod Bank of Norvik", True), ("sub-commission on fishing", True), ("the delegation", False)]
)
def test_an_organization_has_a_name(name: str, named: bool) -> None:
    text = "The Cod Bank of Norvik and the sub-commission on fishing received the delegation."
    assert bool(check(text, person(text, name, kind="organization")).items.participants) == named


def test_one_person_is_one_participant_however_called() -> None:
    text = "Prime Minister Ana Silva met Minister Tom Berg. Silva thanked Berg."
    called = ("Prime Minister Ana Silva", "Silva", "Minister Berg", "Tom Berg")
    items = (person("Ana Silva", "Ana Silva"), person("Ana Silva", "Prime Minister Ana Silva"))
    verified = check(text, *items, meeting("Ana Silva met Minister Tom Berg", participants=called))
    assert [party.name for party in verified.items.participants] == ["Ana Silva", "Tom Berg"]
    assert len(verified.items.meetings[0].participants) == 2


def test_a_surname_that_two_share_is_nobodys() -> None:
    text = "Ana Silva and Ole Silva are here. Then Tom Berg met Silva."
    known = check(text, person("Ana Silva", "Ana Silva"), person("Ole Silva", "Ole Silva")).items.participants
    page = reader.read(text, language="en")
    proposal = Proposal(
        participants=(), meetings=(meeting("Tom Berg met Silva", participants=("Silva",)),), figures=(), agreements=()
    )
    verified = verify(proposal, open_reading(page), Aligner(page.view), (34, len(text)), known)
    assert not {party.name for party in verified.items.participants} & {"Ana Silva", "Ole Silva"}


def test_ids_are_unique_and_refer_to_the_items() -> None:
    text = "Ana Silva met Tom Berg. They signed the Cod Pact. Trade grew by 4%, Ana Silva said."
    items = (
        meeting("Ana Silva met Tom Berg", participants=("Ana Silva", "Tom Berg")),
        agreement("They signed the Cod Pact", signatories=("Tom Berg", "Ana Silva")),
        figure("Trade grew by 4%", "4%", speaker="Ana Silva"),
    )
    found = check(text, *items).items
    assert [item.id for item in found] == ["p1", "p2", "m1", "f1", "a1"]
    assert found.meetings[0].participants == ("p1", "p2")
    assert found.agreements[0].signatories == ("p2", "p1")
    assert found.figures[0].speaker == "p1"


# ---------------------------------------------------------------- anything

WORDS = """
    President Minister of Energy Ana Silva Tom Berg Norway Norwegian Oslo met will not sign signed a Memorandum on Fish
    talks summit 5% $3 million 2 ships grew by and , . : ( ) \n\n "said" Silva's al-Amri 2021 3 May 王小明 İ ﬁ 🚀 The
""".split(" ")
PARTS = some.lists(some.sampled_from(WORDS), max_size=30).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    PARTS, some.lists(some.tuples(some.integers(0, 80), some.integers(1, 40)), min_size=4, max_size=8), some.booleans()
)
def test_whatever_is_proposed_the_items_stand_in_the_text(
    text: str, cuts: list[tuple[int, int]], english: bool
) -> None:
    copied = [text[start : start + length] or "Ana Silva" for start, length in cuts]
    quote, name, words, number = copied[:4]
    items = (
        person(quote, name, role=words, organization=number, country=words),
        person(quote, words, kind="organization"),
        meeting(quote, title=words, date=number, place=name, participants=tuple(copied), topics=(words,), mode="phone"),
        figure(quote, number, metric=words, aspect="change", period=name, speaker=name),
        agreement(quote, title=words, date=number, parties=tuple(copied), signatories=tuple(copied)),
    )
    verified = check(text, *items, language="en" if english else "de")
    assert len(verified.items.meetings) + len(verified.items.figures) + len(verified.items.agreements) <= 3
    held = {party.id for party in verified.items.participants}
    assert len(held) == len(verified.items.participants)
    for item in verified.items:
        spans = [*item.evidence, *getattr(item, "mentions", ())]
        assert all(text[span.start : span.end] == span.text != "" for span in spans)
    for told in verified.items.meetings:
        assert held.issuperset({*told.participants, *told.principals})
    for counted in verified.items.figures:
        assert text[counted.number.start : counted.number.end] == counted.number.text
        assert counted.speaker is None or counted.speaker in held
