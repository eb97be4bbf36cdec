"""Which events a text tells of, who took part and who led, when, where and how."""

from __future__ import annotations

from datetime import date

import pytest

from extract import extract
from extract.schemas import Extraction, Meeting

PUBLISHED = date(2023, 10, 18)  # a Wednesday


def read(text: str, published: date | None = PUBLISHED) -> Extraction:
    return extract(text, engine="rules", published=published)


def names(record: Extraction, ids: tuple[str, ...]) -> list[str]:
    return [participant.name for wanted in ids for participant in record.participants if participant.id == wanted]


def only(record: Extraction) -> Meeting:
    assert len(record.meetings) == 1, [meeting.evidence[0].text for meeting in record.meetings]
    return record.meetings[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("President of Peru Luis Vega met with Prime Minister of Nepal Asha Rana in Lima today.", "talks"),
        ("President of Peru Luis Vega held talks with Prime Minister of Nepal Asha Rana in Lima.", "talks"),
        ("President of Peru Luis Vega received Prime Minister of Nepal Asha Rana in Lima.", "talks"),
        ("Lima hosted talks between President of Peru Luis Vega and Prime Minister of Nepal Asha Rana.", "talks"),
        ("President of Peru Luis Vega had a telephone conversation with Prime Minister of Nepal Asha Rana.", "call"),
        ("President of Peru Luis Vega spoke by phone today with Prime Minister of Nepal Asha Rana.", "call"),
        ("President of Peru Luis Vega made a phone call to Prime Minister of Nepal Asha Rana.", "call"),
        (
            "President of Peru Luis Vega and Prime Minister of Nepal Asha Rana discussed tea during talks in Lima.",
            "talks",
        ),
        (
            "President of Peru Luis Vega and Prime Minister of Nepal Asha Rana attended the 4th Andean Tea Forum.",
            "forum",
        ),
        (
            "President of Peru Luis Vega and Prime Minister of Nepal Asha Rana took part in the Andean Tea Summit.",
            "summit",
        ),
    ],
)
def test_two_parties_meet(text: str, kind: str) -> None:
    record = read(text)
    meeting = only(record)
    assert meeting.kind == kind
    assert sorted(names(record, meeting.principals)) == ["Asha Rana", "Luis Vega"]
    assert meeting.status == "held"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("On October 17, 2023, President Luis Vega met with Prime Minister Asha Rana.", "2023-10-17", "2023-10-17"),
        ("President Luis Vega met on Tuesday with Prime Minister Asha Rana.", "2023-10-17", "2023-10-17"),
        ("President Luis Vega met yesterday with Prime Minister Asha Rana.", "2023-10-17", "2023-10-17"),
        ("President Luis Vega met with Prime Minister Asha Rana.", "2023-10-18", "2023-10-18"),
        ("President Luis Vega will meet with Prime Minister Asha Rana in March 2024.", "2024-03-01", "2024-03-31"),
    ],
)
def test_a_meeting_has_its_day(text: str, start: str, end: str) -> None:
    period = only(read(text)).date
    assert period is not None
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "place", "country", "mode"),
    [
        ("President Luis Vega met with Prime Minister Asha Rana in Lima.", "Lima", "PE", "in_person"),
        ("In Lima, President Luis Vega met with Prime Minister Asha Rana.", "Lima", "PE", "in_person"),
        ("President Luis Vega met with Prime Minister Asha Rana via videoconference.", None, None, "video"),
        ("President Luis Vega spoke by telephone with Prime Minister Asha Rana.", None, None, "phone"),
        ("President Luis Vega met with Prime Minister Asha Rana to discuss the Geneva format.", None, None, None),
        (
            "President Luis Vega met with Prime Minister Asha Rana on board the Star Empress.",
            "Star Empress",
            None,
            "in_person",
        ),
    ],
)
def test_a_meeting_has_its_place_and_mode(text: str, place: str | None, country: str | None, mode: str | None) -> None:
    meeting = only(read(text))
    assert (meeting.place.name if meeting.place else None) == place
    assert (meeting.place.country if meeting.place else None) == country
    assert meeting.mode == mode


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("President Luis Vega will meet with Prime Minister Asha Rana in Lima.", "planned"),
        ("President Luis Vega plans to host the Andean Tea Summit next year.", "planned"),
        ("President Luis Vega suggested that a summit of the Tea Council should be held in Lima in May.", "proposed"),
    ],
)
def test_a_meeting_may_be_ahead(text: str, status: str) -> None:
    assert read(text).meetings[0].status == status


@pytest.mark.parametrize(
    "text",
    [
        "President Luis Vega did not meet with Prime Minister Asha Rana.",
        "Regular meetings are important, said President Luis Vega.",
        "The schools meet the standards of the Andean Community.",
        "Peru works with partners through associations such as the Conference on Tea in the Andes.",
        "President Luis Vega calls for peaceful solutions.",
        "They look forward to concluding negotiations on a tea agreement.",
        "The transformation of the Andean Parliamentary Forum goes on.",
    ],
)
def test_what_is_no_event_makes_no_meeting(text: str) -> None:
    assert read(text).meetings == ()


def test_a_report_s_tellings_of_one_event_are_one_meeting() -> None:
    record = read(
        "Luis Vega holds talks with Asha Rana\n\n"
        "LIMA, October 17 (ANDINA) - President of Peru Luis Vega held talks with Prime Minister of Nepal Asha Rana on"
        " Monday.\n\n"
        "During the talks, the sides discussed tea.\n\n"
        "The negotiations were attended by Minister of Trade Rosa Quispe and Ambassador Hari Thapa."
    )
    meeting = only(record)
    assert names(record, meeting.principals) == ["Luis Vega", "Asha Rana"]
    assert set(names(record, meeting.participants)) == {"Luis Vega", "Asha Rana", "Rosa Quispe", "Hari Thapa"}
    assert str(meeting.date and meeting.date.start) == "2023-10-16"
    assert len(meeting.evidence) >= 3


def test_an_event_on_the_margins_is_a_second_one_of_the_same_day() -> None:
    record = read(
        "President Luis Vega met today with Prime Minister Asha Rana on the margins of the G77 Summit in Havana."
    )
    assert {(meeting.kind, str(meeting.date and meeting.date.start)) for meeting in record.meetings} == {
        ("talks", "2023-10-18"),
        ("summit", "2023-10-18"),
    }


def test_a_shortened_name_is_the_same_event() -> None:
    record = read(
        "President Luis Vega took part in the 9th Peru-Nepal Highland Cooperation Forum.\n"
        "He opened the Highland Cooperation Forum with a speech."
    )
    assert only(record).title == "9th Peru-Nepal Highland Cooperation Forum"


def test_the_session_of_a_body_named_before() -> None:
    record = read(
        "Members of the Intergovernmental Commission, which held its 12th meeting in Lima this past March, agreed."
    )
    meeting = only(record)
    assert (meeting.kind, meeting.title) == ("session", "12th meeting of the Intergovernmental Commission")
    assert str(meeting.date and meeting.date.start) == "2023-03-01"


def test_who_signs_leads_a_signing_and_who_witnesses_it_takes_part() -> None:
    record = read(
        "President Luis Vega today witnessed two banks sign a memorandum in Lima.\n\n"
        "Today's signing by CEO Rosa Quispe and Chairman Hari Thapa opens a new era."
    )
    meeting = only(record)
    assert meeting.kind == "ceremony"
    assert names(record, meeting.principals) == ["Rosa Quispe", "Hari Thapa"]
    assert "Luis Vega" in names(record, meeting.participants)


def test_in_a_transcript_i_is_the_speaker_and_you_the_other() -> None:
    record = read(
        "President of Peru Luis Vega: Madam Prime Minister, welcome to the Government Palace in Lima.\n"
        "You have just had talks with Minister of Trade Rosa Quispe in Cusco.\n\n"
        "Prime Minister of Nepal Asha Rana: Thank you. Two days ago, I had talks with Minister Hari Thapa.\n"
    )
    told = {tuple(sorted(names(record, meeting.principals))) for meeting in record.meetings}
    assert ("Asha Rana", "Rosa Quispe") in told
    assert ("Asha Rana", "Hari Thapa") in told


@pytest.mark.parametrize(
    "text",
    [
        "In the margins of the meeting, a Working Arrangement between Interpol and the Ministry of Trade was signed.",
        "After the talks, the contract between Acme Tea Ltd and the Ministry of Trade of Peru was signed.",
        "At the meeting a memorandum of understanding between Acme Tea Ltd and Nepal Rail Corporation was approved.",
    ],
)
def test_an_arrangement_between_two_is_no_meeting_of_the_two(text: str) -> None:
    assert not read(text).meetings


@pytest.mark.parametrize("title", ["Peru-Nepal Summit Meeting", "Peru-Nepal Summit"])
def test_the_day_told_of_a_meeting_wins_over_that_of_its_page(title: str) -> None:
    record = read(
        f"{title}\nOctober 18, 2023\n\n"
        "On October 16, Mr. Luis Vega, President of Peru, held a summit meeting with Ms. Asha Rana, Prime Minister of"
        " Nepal, at the Government Palace in Lima. The overview of the meeting is as follows."
    )
    meeting = only(record)
    assert str(meeting.date and meeting.date.start) == "2023-10-16"
    assert names(record, meeting.principals) == ["Luis Vega", "Asha Rana"]
    assert meeting.title == title


def test_who_chairs_a_session_and_who_leads_a_delegation_to_it_are_its_principals() -> None:
    record = read(
        "The 7th meeting of the Tea Council between Peru and Nepal took place today in Lima. It was chaired by Ms Rosa"
        " Quispe, Minister of Trade of Peru. The Nepalese delegation was led by H.E. Mr Hari Thapa, Minister of Foreign"
        " Affairs. The Council welcomed the harvest."
    )
    meeting = only(record)
    assert meeting.kind == "session"
    assert names(record, meeting.principals) == ["Rosa Quispe", "Hari Thapa"]
    assert names(record, meeting.participants) == ["Rosa Quispe", "Hari Thapa"]


def test_who_was_also_present_takes_part_without_leading() -> None:
    record = read(
        "President of Peru Luis Vega met with Prime Minister of Nepal Asha Rana in Lima today.\n\n"
        "Bilateral trade stood at $5 million.\n\n"
        "Minister of Trade Rosa Quispe and Foreign Secretary Pedro Salas were also present. The Nepalese side was"
        " represented by State Secretary Hari Thapa and Ambassador Maya Gurung."
    )
    meeting = only(record)
    assert names(record, meeting.principals) == ["Luis Vega", "Asha Rana"]
    assert set(names(record, meeting.participants)) == {
        "Luis Vega",
        "Asha Rana",
        "Rosa Quispe",
        "Pedro Salas",
        "Hari Thapa",
        "Maya Gurung",
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "A delegation led by Minister of Trade Rosa Quispe will see the tea gardens of Cusco.",
        "The virus was present in Cusco before Minister of Trade Rosa Quispe took office.",
        "Acme Tea Ltd makes tea in Cusco. It was led by Rosa Quispe until May.",
    ],
)
def test_who_led_or_was_present_at_something_else_took_no_part(sentence: str) -> None:
    record = read(f"President of Peru Luis Vega met with Prime Minister of Nepal Asha Rana in Lima today. {sentence}")
    assert names(record, record.meetings[0].participants) == ["Luis Vega", "Asha Rana"]


@pytest.mark.parametrize(
    ("opening", "subject", "head"),
    [
        ("A Fund (FUN) team led by Ms. Maya Gurung visited Lima.", "The team", ["Maya Gurung"]),
        ("A delegation of growers, headed by Ms. Maya Gurung, came to Lima.", "The delegation", ["Maya Gurung"]),
        ("Ms. Maya Gurung led a staff mission to Lima.", "The mission", ["Maya Gurung"]),
        ("The tea harvest was good.", "A team of growers", []),
        ("The tea harvest was good.", "Senior officials from the ministry", []),
    ],
)
def test_a_team_that_meets_named_persons_meets_them_through_its_head(
    opening: str, subject: str, head: list[str]
) -> None:
    record = read(
        f"Tea growers on tour\n\n{opening} The weather was fine. It rained little. Tea was served.\n\n"
        f"{subject} met with Minister of Trade Rosa Quispe, Secretary to the Treasury Pedro Salas, and"
        " Bank of Peru Governor Luis Vega."
    )
    (meeting,) = (meeting for meeting in record.meetings if meeting.kind == "talks")
    assert names(record, meeting.participants) == [*head, "Rosa Quispe", "Pedro Salas", "Luis Vega"]


@pytest.mark.parametrize(
    "text",
    [
        "President Luis Vega and Prime Minister Asha Rana met on the sidelines of the harvest festival in Lima today.",
        "Prime Minister Asha Rana paid a courtesy call on President Luis Vega in Lima today.",
        "Prime Minister Asha Rana called on President Luis Vega in Lima today.",
        "President Luis Vega granted an audience to Prime Minister Asha Rana in Lima today.",
        "President Luis Vega is meeting Prime Minister Asha Rana in Lima today.",
        "President Luis Vega sat down with Prime Minister Asha Rana in Lima today.",
        "President Luis Vega hosted Prime Minister Asha Rana for a working lunch in Lima today.",
    ],
)
def test_other_words_for_meeting(text: str) -> None:
    record = read(text)
    meeting = only(record)
    assert meeting.kind == "talks"
    assert set(names(record, meeting.principals)) == {"Luis Vega", "Asha Rana"}
    assert meeting.place is not None
    assert meeting.place.name == "Lima"


@pytest.mark.parametrize(
    "text",
    [
        "President Luis Vega called on Minister Hari Thapa to resign.",
        "Minister Rosa Quispe welcomed Prime Minister Asha Rana's remarks.",
        "President of Peru Luis Vega: We met in Lima not so long ago.",
        "President Luis Vega received the credentials of Ambassador Hari Thapa.",
        "President Luis Vega received a letter from Prime Minister Asha Rana.",
        "President Luis Vega welcomed the election of Prime Minister Asha Rana.",
        "The talks planned between President Luis Vega and Prime Minister Asha Rana were cancelled.",
        "Minister Rosa Quispe did not meet with Hari Thapa during the visit.",
    ],
)
def test_words_that_only_look_like_a_meeting(text: str) -> None:
    assert not read(text).meetings


def test_no_date_runs_into_the_name_of_a_meeting() -> None:
    record = read("The results will be presented at the Annual General Meeting on 20 April 2024.")
    meeting = only(record)
    assert meeting.title == "Annual General Meeting"
    assert str(meeting.date and meeting.date.start) == "2024-04-20"


def test_an_ordinal_in_capitals_is_that_of_the_text() -> None:
    record = read(
        "COMMUNIQUE OF THE 42ND ORDINARY SUMMIT OF TEA STATES\nLIMA\n17 OCTOBER 2023\n\n"
        "The 42nd Ordinary Summit of Heads of Tea States was held in Lima on 17 October 2023."
    )
    assert only(record).title == "42nd Ordinary Summit of Heads of Tea States"


def test_a_weekday_of_a_plan_is_the_coming_one() -> None:
    # published on a Wednesday
    record = read(
        "On Tuesday, President Luis Vega will hold talks with Asha Rana in Lima before travelling on to Cusco."
    )
    meeting = only(record)
    assert (meeting.status, str(meeting.date and meeting.date.start)) == ("planned", "2023-10-24")
    assert meeting.place is not None
    assert meeting.place.name == "Lima"


def test_what_is_discussed_is_no_place_of_the_talks() -> None:
    record = read("Secretary-General Luis Vega held talks with Minister Hari Thapa and discussed security in Kabul.")
    assert only(record).place is None


def test_whom_a_visitor_met_before_is_no_visitor() -> None:
    record = read("Following her meeting with President Luis Vega, Prime Minister Asha Rana visited Cusco.")
    (visit,) = (meeting for meeting in record.meetings if meeting.kind == "visit")
    assert names(record, visit.participants) == ["Asha Rana"]


@pytest.mark.parametrize(
    "text",
    [
        "was held in Lima today. The Peruvian side was headed by Rosa Quispe, and the Nepalese side by Hari Thapa.",
        "was held in Lima today, co-chaired by Minister Rosa Quispe and Minister Hari Thapa.",
        "took place in Lima today under the co-chairmanship of Minister Rosa Quispe and Minister Hari Thapa.",
    ],
)
def test_who_chairs_a_dialogue_leads_it(text: str) -> None:
    record = read(f"The 4th Peru-Nepal Tea Dialogue {text}")
    assert names(record, only(record).principals) == ["Rosa Quispe", "Hari Thapa"]


def test_a_meeting_agreed_on_is_planned_and_she_is_who_was_named_before() -> None:
    record = read(
        "President Luis Vega met with Prime Minister Asha Rana in Lima today. They agreed to meet again in Kathmandu in"
        " March.\n\nMinister Rosa Quispe flew to Cusco. She will meet Governor Hari Thapa on Friday."
    )
    told = {(m.status, str(m.date and m.date.start), tuple(names(record, m.principals))) for m in record.meetings}
    assert told == {
        ("held", "2023-10-18", ("Luis Vega", "Asha Rana")),
        ("planned", "2024-03-01", ("Luis Vega", "Asha Rana")),
        ("planned", "2023-10-20", ("Rosa Quispe", "Hari Thapa")),
    }


def test_a_headline_tells_not_whether_its_visit_is_ahead() -> None:
    record = read(
        "Statement on the visit of the President of Nepal\n17 June 2025\n\nI welcome President of Nepal Hari Thapa to"
        " Peru for a State Visit from 18 to 22 June 2025.\n\nPresident Thapa last visited Peru in September 2022."
    )
    told = {(m.status, str(m.date and m.date.start)) for m in record.meetings}
    assert told == {("planned", "2025-06-18"), ("held", "2022-09-01")}
