"""Agreements: which documents and joint commitments a text states, and which it only talks about."""

from __future__ import annotations

import pytest

from extract.rules.agreements import find_agreements
from extract.rules.drafts import AgreementDraft
from extract.rules.people import find_people
from extract.rules.reading import Reading
from extract.text.reader import read


def agreements(text: str) -> list[AgreementDraft]:
    page = read(text)
    return find_agreements(Reading(page, find_people(page)), [])


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(draft.kind, draft.status, draft.title) for draft in agreements(text)]


DOCUMENTS = [
    # verbs of concluding, in every form
    ("The two ministers signed a treaty on fisheries.", [("treaty", "signed", "treaty on fisheries")]),
    (
        "A memorandum on seed exchange was signed by both academies.",
        [("memorandum", "signed", "memorandum on seed exchange")],
    ),
    ("The accord, signed on Monday, ends the war.", [("agreement", "signed", "accord")]),
    ("The rebels inked a peace deal.", [("agreement", "signed", "peace deal")]),
    ("Iceland, Norway sign fisheries protocol", [("agreement", "signed", "fisheries protocol")]),
    ("They were glad to sign a new agreement on visas.", [("agreement", "signed", "new agreement on visas")]),
    ("Alpha ASA entered into a lease with Beta AB.", [("contract", "signed", "lease with Beta AB")]),
    ("The deal was struck at midnight.", [("agreement", "agreed", "deal")]),
    ("The sides reached a ceasefire agreement.", [("agreement", "agreed", "ceasefire agreement")]),
    ("The two sides agreed in principle to a truce.", [("agreement", "agreed", "truce")]),
    ("Ministers issued a joint statement.", [("joint_statement", "adopted", "joint statement")]),
    ("In a joint communique, the leaders praised the mission.", [("communique", "adopted", "joint communique")]),
    ("The Assembly adopted the Charter of Free Cities.", [("declaration", "adopted", "Charter of Free Cities")]),
    ("Alpha was awarded a contract worth EUR 2 million.", [("contract", "signed", "contract")]),
    ("The letter of intent they signed covers ports.", [("memorandum", "signed", "letter of intent")]),
    # verbs of parliaments and of states that join
    ("The Riigikogu ratified the Agreement on Ice Rescue.", [("agreement", "adopted", "Agreement on Ice Rescue")]),
    ("Samoa acceded to the CWC in 2002.", [("treaty", "signed", "CWC")]),
    ("Samoa ratified the BWC.", [("treaty", "adopted", "BWC")]),
    ("The country is a party to the Outer Rim Treaty.", [("treaty", "in_force", "Outer Rim Treaty")]),
    # in force
    ("The convention on road signs entered into force in May.", [("treaty", "in_force", "convention on road signs")]),
    ("The Baltic Ferry Agreement is in force.", [("agreement", "in_force", "Baltic Ferry Agreement")]),
    ("Article 3 of the Mutual Rescue Treaty covers the islands.", [("treaty", "in_force", "Mutual Rescue Treaty")]),
    ("Progress was made under the Clean Rivers Partnership.", [("programme", "in_force", "Clean Rivers Partnership")]),
    (
        "The programme of cooperation until 2031 is being implemented.",
        [("programme", "in_force", "programme of cooperation until 2031")],
    ),
    (
        "The Declaration on Reefs, adopted in 2009, is being implemented.",
        [("declaration", "adopted", "Declaration on Reefs")],
    ),
    # to come
    ("The agreement on airspace will be signed in May.", [("agreement", "planned", "agreement on airspace")]),
    ("Nine contracts have been prepared for signing.", [("contract", "planned", "Nine contracts")]),
    (
        "Chile and Fiji opened negotiations on a free trade agreement.",
        [("agreement", "planned", "free trade agreement")],
    ),
    ("They called for the early conclusion of the Lake Treaty.", [("treaty", "planned", "Lake Treaty")]),
    (
        "The delegations worked on a draft memorandum on tides.",
        [("memorandum", "planned", "draft memorandum on tides")],
    ),
    ("Peru and Laos concluded negotiations on a tax treaty.", [("treaty", "agreed", "tax treaty")]),
    ("They worked to secure the timely conclusion of the Lake Treaty.", [("treaty", "planned", "Lake Treaty")]),
    # what the phrase itself says, and what a sentence includes
    ("The ministers praised the recently signed pact on eels.", [("agreement", "signed", "pact on eels")]),
    (
        "The documents include an agreement on tides and a roadmap on ports.",
        [("agreement", "signed", "agreement on tides"), ("roadmap", "signed", "roadmap on ports")],
    ),
    ("The two sides initialled a draft treaty on eels.", [("treaty", "signed", "draft treaty on eels")]),
    ("Two MoUs worth $3 billion were inked.", [("memorandum", "signed", "Two MoUs")]),
    ("Fiji and Samoa agreed on Wednesday to a four-day ceasefire.", [("agreement", "agreed", "four-day ceasefire")]),
    ("The Council adopted Resolution 77 on reefs.", [("decision", "adopted", "Resolution 77 on reefs")]),
    # how far a title goes
    (
        "A memorandum on trade, transport, and cultural ties was signed.",
        [("memorandum", "signed", "memorandum on trade, transport, and cultural ties")],
    ),
    ("They signed a treaty on eels seven years ago.", [("treaty", "signed", "treaty on eels")]),
    ("Fiji signed a deal with Alpha in March.", [("agreement", "signed", "deal with Alpha")]),
    ("Beta inked a contract manufacturing deal.", [("agreement", "signed", "contract manufacturing deal")]),
    (
        "Both signed the Treaty of Friendship, Trade and Navigation in Oslo on Friday.",
        [("treaty", "signed", "Treaty of Friendship, Trade and Navigation")],
    ),
    (
        "The Mayors signed an agreement between Tartu and Turku on ferries, and left.",
        [("agreement", "signed", "agreement between Tartu and Turku on ferries")],
    ),
    (
        "They signed an agreement to build two schools in Fiji.",
        [("agreement", "signed", "agreement to build two schools in Fiji")],
    ),
    (
        "The sides announced a new Chile-U.S. Partnership for Reefs.",
        [("programme", "adopted", "new Chile-U.S. Partnership for Reefs")],
    ),
    (
        "They signed the science and technology agreement.",
        [("agreement", "signed", "science and technology agreement")],
    ),
    # counts are one item, members of a list are several
    ("Twelve documents were signed.", [("agreement", "signed", "Twelve documents")]),
    ("Four agreements and memorandums were signed.", [("agreement", "signed", "Four agreements and memorandums")]),
    ("A package of bilateral documents was signed.", [("agreement", "signed", "package of bilateral documents")]),
    (
        "They signed a protocol on tides as well as a memorandum on eels and the Agreement on Ports.",
        [
            ("agreement", "signed", "protocol on tides"),
            ("memorandum", "signed", "memorandum on eels"),
            ("agreement", "signed", "Agreement on Ports"),
        ],
    ),
    (
        "We signed documents on tariffs and on plant health.",
        [("agreement", "signed", "documents on tariffs"), ("agreement", "signed", "documents on plant health")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_a_document_is_found_with_its_kind_and_status(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


NOTHING = [
    "The sides did not sign the agreement on tides.",
    "Freedonia refused to sign the accord.",
    "No agreement was reached on eels.",
    "If the treaty is signed, the ferries will return.",
    "The memorandum could be signed in May.",
    "The parties failed to reach a deal.",
    "The treaty was never ratified.",
    "They discussed the possibility of signing a treaty on tides.",
    "Freedonia is not a signatory to the Reef Treaty.",
    "The union rejected the contract.",
    "Will you sign the Reef Treaty?",
    "Every contract that was signed was legal.",
    "The parties to the treaty meet every year.",
    "The principles of the United Nations (UN) Charter were recalled.",
    "A Free Trade Agreement between us is only an idea.",
    "They studied the feasibility of a Free Trade Agreement.",
    # other senses of the words
    "He signed autographs for an hour.",
    "She has a great deal of work to deal with.",
    "The programme aired on Sunday.",
    "The Collective Reef Treaty Organization met.",
    "They are in agreement.",
    "The nuclear programme was launched in 1970.",
    "The court issued a decision.",
    "She made a wise decision.",
    "The box deals with tides.",
    "A document signed by the director was leaked.",
    "Fiji withdrew from the Reef Treaty.",
    "The two agreed to disagree.",
    # commitments that are none
    "The two sides could not agree to resume flights.",
    "Will the ministers agree to meet?",
    "The ministers were urged to commit to reform.",
    "I fully agree with you.",
    "The plan was agreed to by all.",
    "The leaders agreed that the talks were useful.",
    "The two leaders will meet again in May.",
    "The ferry will leave at noon.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_denied_doubted_or_meant_otherwise_is_no_agreement(text: str) -> None:
    assert found(text) == []


COMMITMENTS = [
    ("The two leaders agreed to expand trade.", [("agreed", "expand trade")]),
    ("Chile and Fiji agreed to protect reefs, and noted the risks.", [("agreed", "protect reefs")]),
    ("The sides praised the talks and resolved to open a ferry line.", [("agreed", "open a ferry line")]),
    (
        "Both ministers vowed to fight smuggling; they also pledged to share data.",
        [("agreed", "fight smuggling"), ("agreed", "share data")],
    ),
    (
        "The ministers said the plans for a port and visits to reefs went well, and agreed to dredge.",
        [("agreed", "dredge")],
    ),
    ("In Suva, Chile and Fiji agreed to dredge.", [("agreed", "dredge")]),
    ("The sides agreed on Monday to resume flights.", [("agreed", "resume flights")]),
    ("They committed to working with coastal towns.", [("agreed", "working with coastal towns")]),
    ("The two governments remain committed to ending child labour.", [("agreed", "ending child labour")]),
    ("The parties intend to double trade.", [("planned", "double trade")]),
    ("The Presidents confirm their firm commitment to keep the border open.", [("agreed", "keep the border open")]),
    ("They affirmed the commitment of Chile and Fiji to protect reefs.", [("agreed", "protect reefs")]),
    ("The sides expressed readiness to resume flights.", [("planned", "resume flights")]),
    ("Reaffirming their resolve to protect reefs, the ministers left for Suva.", [("agreed", "protect reefs")]),
    ("The parties will establish a joint fund.", [("planned", "establish a joint fund")]),
    ("It was agreed to resume flights.", [("agreed", "resume flights")]),
    ("Agreement was reached on the resumption of flights.", [("agreed", "the resumption of flights")]),
    ("The sides set a goal of doubling trade.", [("agreed", "doubling trade")]),
    ("The companies agreed not to disclose the price.", [("agreed", "not to disclose the price")]),
    ("The leaders agreed that experts would meet monthly.", [("agreed", "experts would meet monthly")]),
    ("Fiji pledged $2 million for the reef fund.", [("planned", "$2 million for the reef fund")]),
    ("The United States pledged to share data.", [("planned", "share data")]),
    ("Fiji plans to build a port.", [("planned", "build a port")]),
    ("Fiji is ready to host a training centre.", [("planned", "host a training centre")]),
]


@pytest.mark.parametrize(("text", "expected"), COMMITMENTS)
def test_a_commitment_gives_its_gist_in_the_words_of_the_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == [("commitment", status, gist) for status, gist in expected]


def test_the_evidence_of_commitments_in_one_sentence_stays_apart() -> None:
    text = "The two leaders resolved to share data, underlined the risks, and agreed to meet miners."
    first, second = agreements(text)
    assert [text[a:b] for a, b in (*first.evidence, *second.evidence)] == [
        "The two leaders resolved to share data",
        "agreed to meet miners",
    ]


def test_what_several_set_up_is_their_decision() -> None:
    (draft,) = agreements("The two ministers established a joint committee on tides.")
    assert (draft.kind, draft.status, draft.rule) == ("decision", "adopted", "decision-establish")
    (draft,) = agreements("They welcomed the establishment of the Reef Consultative Group.")
    assert (draft.kind, draft.status, draft.title) == ("decision", "adopted", "the Reef Consultative Group")


def test_we_is_all_parties_in_their_own_text_and_one_side_in_a_transcript() -> None:
    text = "We, the Ministers of the Reef League, met in Suva on 3 March 2024.\n\nWe will train divers."
    assert found(text) == [("commitment", "agreed", "train divers")]
    assert found("Meeting in Suva\n\nPresident Joni Vula: Good day.\nWe will train divers.\nThank you.") == []


SAME = [
    # a pronoun, a shorter name, another noun, a later full title
    ("They signed a memorandum on eels. The Memorandum runs until 2031.", "memorandum on eels"),
    ("They signed a treaty on eels on Monday. The treaty on eels was welcomed.", "treaty on eels"),
    (
        "They signed a protocol on double taxation. The agreement on double taxation helps firms.",
        "protocol on double taxation",
    ),
    ("They signed the Declaration on Reefs. Later he said that we signed a declaration.", "Declaration on Reefs"),
    ("The pact signed today, the largest fisheries deal ever, is ours.", "pact"),
    (
        "They looked forward to negotiations on a broad agreement. Fees belong in the future Reef Agreement.",
        "Reef Agreement",
    ),
]


@pytest.mark.parametrize(("text", "title"), SAME)
def test_a_document_named_twice_is_one_item(text: str, title: str) -> None:
    assert [draft.title for draft in agreements(text)] == [title]


def test_entries_of_a_list_are_items_and_the_line_above_them_is_not() -> None:
    text = (
        "Suva hosts talks\n\nMarch 3, 2024\n\nChile and Fiji held talks in Suva.\n\n"
        "The following documents were signed:\n"
        "1. Agreement on Ferries.\n"
        "2. Memorandum of Understanding between the two academies.\n"
        "3. Roadmap for ports.\n\n"
        "The agreement on eels is still to be drafted."
    )
    assert found(text)[:3] == [
        ("agreement", "signed", "Agreement on Ferries"),
        ("memorandum", "signed", "Memorandum of Understanding between the two academies"),
        ("roadmap", "signed", "Roadmap for ports"),
    ]
    assert all(status != "signed" for _, status, _ in found(text)[3:])


def test_the_page_itself_is_a_joint_statement() -> None:
    text = (
        "Joint Statement of Chile and Fiji on Reefs\n2024-03-03\n\n"
        "The Parties agree to the following steps.\n\n"
        "Chile will (i) reopen its ports to ferries; and (ii) lower its fees.\n\nFiji will train divers."
    )
    statement, steps, chile, fiji = agreements(text)
    assert (statement.kind, statement.status, statement.parties) == ("joint_statement", "adopted", ["CL", "FJ"])
    assert (steps.title, steps.parties) == ("the following steps", ["CL", "FJ"])
    assert (chile.title, chile.parties) == ("reopen its ports to ferries; and (ii) lower its fees", ["CL"])
    assert (fiji.title, fiji.parties) == ("train divers", ["FJ"])


def test_oral_statements_to_the_press_are_no_joint_statement() -> None:
    text = "Joint press statements following the talks\n\nMarch 3, 2024\n\nChile and Fiji held talks in Suva."
    assert found(text) == []


def test_parties_date_and_signatories_come_from_the_sentence() -> None:
    text = (
        "Suva, March 5, 2024 - President of Chile Ana Reyes and President of Fiji Joni Vula signed a treaty on reefs on"
        " Monday. Alpha ASA signed a contract with Beta AB."
    )
    treaty, contract = agreements(text)
    assert treaty.parties == ["CL", "FJ"]
    assert treaty.date is not None
    assert (treaty.date.start.isoformat(), treaty.date.end.isoformat()) == ("2024-03-04", "2024-03-04")
    assert len(treaty.signatories) == 2
    assert contract.parties == ["Alpha ASA", "Beta AB"]


def test_one_country_s_own_plans_are_no_agreement() -> None:
    text = (
        "Budget brings relief\n\nMarch 3, 2024\n\nThe Treasurer of Australia spoke today. We intend to lower taxes."
        " We are committed to schools. The Government plans to build roads. Australia is strong. Australia grows."
    )
    assert found(text) == []
