"""Agreements: which documents and joint commitments a text states, and which it only talks about."""

from __future__ import annotations

from datetime import date

import pytest

from extract.rules.agreements import find_agreements
from extract.rules.drafts import AgreementDraft, MeetingDraft
from extract.rules.people import find_people
from extract.rules.reading import Reading
from extract.schemas import Period
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
    ("They made a joint declaration.", [("declaration", "adopted", "joint declaration")]),
    ("The sides reached three agreements on tides.", [("agreement", "agreed", "three agreements on tides")]),
    ("The firms negotiated a settlement of the claim.", [("agreement", "agreed", "settlement of the claim")]),
    ("The announcement of an accord on tides came late.", [("agreement", "agreed", "accord on tides")]),
    ("The lease was entered into by both firms.", [("contract", "signed", "lease")]),
    ("The pact on eels that we reached in Suva helps.", [("agreement", "agreed", "pact on eels")]),
    ("The accord, an idea of 2009, was signed.", [("agreement", "signed", "accord")]),
    ("The pact (a text of more than forty pages and two maps) was signed.", [("agreement", "signed", "pact")]),
    # verbs of parliaments and of states that join
    ("The Riigikogu ratified the Agreement on Ice Rescue.", [("agreement", "adopted", "Agreement on Ice Rescue")]),
    ("Samoa acceded to the CWC in 2002.", [("treaty", "signed", "CWC")]),
    ("Samoa ratified the BWC.", [("treaty", "adopted", "BWC")]),
    ("Peru has joined the Lake Treaty.", [("treaty", "signed", "Lake Treaty")]),
    ("Samoa is a party to the TPNW.", [("treaty", "in_force", "TPNW")]),
    ("Samoa has signed but not ratified the Reef Treaty.", [("treaty", "signed", "Reef Treaty")]),
    ("Fiji became the first state to ratify the pact on eels.", [("agreement", "adopted", "pact on eels")]),
    (
        "He praised the ratification by the upper house of the pact on eels.",
        [("agreement", "adopted", "pact on eels")],
    ),
    ("The country is a party to the Outer Rim Treaty.", [("treaty", "in_force", "Outer Rim Treaty")]),
    # in force
    ("The convention on road signs entered into force in May.", [("treaty", "in_force", "convention on road signs")]),
    ("The Baltic Ferry Agreement is in force.", [("agreement", "in_force", "Baltic Ferry Agreement")]),
    ("The Food (Safety) Agreement is in force.", [("agreement", "in_force", "Food (Safety) Agreement")]),
    ("They hailed the entry into force of the pact on eels.", [("agreement", "in_force", "pact on eels")]),
    ("They reviewed the implementation of the pact on eels.", [("agreement", "in_force", "pact on eels")]),
    ("Quotas are set out in the pact on eels.", [("agreement", "in_force", "pact on eels")]),
    ("The pact on eels is effective today.", [("agreement", "in_force", "pact on eels")]),
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
    ("The signing of the pact on eels will take place in May.", [("agreement", "planned", "pact on eels")]),
    ("The signing of the pact on eels is expected in May.", [("agreement", "planned", "pact on eels")]),
    (
        "The visit will include talks, the signing of a pact on eels and a feast.",
        [("agreement", "planned", "pact on eels")],
    ),
    ("The pact on eels is under negotiation.", [("agreement", "planned", "pact on eels")]),
    ("Chile and Fiji are drafting a pact on eels.", [("agreement", "planned", "pact on eels")]),
    ("We are in the process of developing a memorandum on eels.", [("memorandum", "planned", "memorandum on eels")]),
    (
        "Chile and Fiji opened negotiations on a free trade agreement.",
        [("agreement", "planned", "free trade agreement")],
    ),
    ("They called for the early conclusion of the Lake Treaty.", [("treaty", "proposed", "Lake Treaty")]),
    (
        "The delegations worked on a draft memorandum on tides.",
        [("memorandum", "planned", "draft memorandum on tides")],
    ),
    ("Peru and Laos concluded negotiations on a tax treaty.", [("treaty", "agreed", "tax treaty")]),
    ("They worked to secure the timely conclusion of the Lake Treaty.", [("treaty", "planned", "Lake Treaty")]),
    (
        "Talks are set to begin on a Reef Safeguards Agreement.",
        [("agreement", "planned", "Reef Safeguards Agreement")],
    ),
    (
        "They recalled the Fiji-Chile Trade Agreement negotiations.",
        [("agreement", "planned", "Fiji-Chile Trade Agreement")],
    ),
    ("The Cabinet has approved the signing of a pact on eels.", [("agreement", "planned", "pact on eels")]),
    ("A law authorising the signature of a pact on behalf of Fiji.", [("agreement", "planned", "pact")]),
    # wished for
    ("The sides must sign a pact on eels.", [("agreement", "proposed", "pact on eels")]),
    ("The team discussed a review under the 38-month Extended Sardine Facility arrangement.", []),
    ("It raised the support under the Eel Pact to US$3 million.", [("agreement", "in_force", "Eel Pact")]),
    ("They attended a signing ceremony for a pact on eels.", [("agreement", "signed", "pact on eels")]),
    ("The signing ceremony of a pact on eels will take place in May.", [("agreement", "planned", "pact on eels")]),
    ("They called for the signing of a pact on eels.", [("agreement", "proposed", "pact on eels")]),
    ("Fiji is interested in the signing of a pact on eels.", [("agreement", "proposed", "pact on eels")]),
    ("Fiji is interested in the early adoption of a roadmap on ports.", [("roadmap", "proposed", "roadmap on ports")]),
    ("He proposed signing a memorandum on tides.", [("memorandum", "proposed", "memorandum on tides")]),
    ("The sides called for an agreement on visas.", [("agreement", "proposed", "agreement on visas")]),
    ("We would like to sign a treaty on eels.", [("treaty", "proposed", "treaty on eels")]),
    ("I'd be happy to sign a treaty on eels.", [("treaty", "proposed", "treaty on eels")]),
    ("We hope the protocol on eels will be signed.", [("agreement", "proposed", "protocol on eels")]),
    ("The protocol on eels should be signed.", [("agreement", "proposed", "protocol on eels")]),
    ("They discussed a potential agreement on visas.", [("agreement", "proposed", "potential agreement on visas")]),
    # what the phrase itself says, and what a sentence includes
    ("The ministers praised the recently signed pact on eels.", [("agreement", "signed", "pact on eels")]),
    ("The signed agreement on ports is short.", [("agreement", "signed", "signed agreement on ports")]),
    (
        "The documents include an agreement on tides and a roadmap on ports.",
        [("agreement", "signed", "agreement on tides"), ("roadmap", "signed", "roadmap on ports")],
    ),
    ("The two sides initialled a draft treaty on eels.", [("treaty", "signed", "draft treaty on eels")]),
    ("Two MoUs worth $3 billion were inked.", [("memorandum", "signed", "Two MoUs")]),
    ("A pact was signed on the exchange of divers.", [("agreement", "signed", "pact on the exchange of divers")]),
    ("We've signed a pact with Fiji.", [("agreement", "signed", "pact with Fiji")]),
    ("We are signing a historic document - a treaty on eels.", [("treaty", "signed", "treaty on eels")]),
    ("They signed a pact on eels, the Suva Treaty.", [("agreement", "signed", "pact on eels")]),
    ("They signed a pact in Suva, entitled the Suva Accord.", [("agreement", "signed", "pact")]),
    (
        "They signed the Suva Treaty, a protocol and a roadmap on ports.",
        [
            ("treaty", "signed", "Suva Treaty"),
            ("agreement", "signed", "protocol"),
            ("roadmap", "signed", "roadmap on ports"),
        ],
    ),
    (
        "The Treaty of Friendship and Security applies to ports.",
        [("treaty", "in_force", "Treaty of Friendship and Security")],
    ),
    ("They signed a memorandum on forestry and Mr Doe left.", [("memorandum", "signed", "memorandum on forestry")]),
    ('They signed a memorandum "On Reefs" in Suva.', [("memorandum", "signed", 'memorandum "On Reefs"')]),
    ("They signed an MoU (number 12) on eels at a ceremony.", [("memorandum", "signed", "MoU (number 12) on eels")]),
    (
        "They signed a pact on reciprocal and mutually useful visits.",
        [("agreement", "signed", "pact on reciprocal and mutually useful visits")],
    ),
    ("The roadmap for ports in 2023-2025 has been signed.", [("roadmap", "signed", "roadmap for ports")]),
    (
        "We signed a package of agency and regional agreements.",
        [("agreement", "signed", "package of agency and regional agreements")],
    ),
    (
        "They announced the Suva Declaration, a new framework for reef cooperation.",
        [("declaration", "adopted", "Suva Declaration")],
    ),
    (
        "Alpha signed a lease with Beta of Bergen, Norway, for two docks.",
        [("contract", "signed", "lease with Beta of Bergen, Norway, for two docks")],
    ),
    (
        "They signed the Partnership and Cooperation Agreement.",
        [("agreement", "signed", "Partnership and Cooperation Agreement")],
    ),
    (
        "They recalled the Suva Declaration on Reefs as well as the trade agreements being negotiated.",
        [
            ("declaration", "in_force", "Suva Declaration on Reefs"),
            ("agreement", "planned", "trade agreements"),
        ],
    ),
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
    (
        "The Summit adopted the following documents: a Declaration on Reefs; and the Charter of Ports.",
        [("declaration", "adopted", "Declaration on Reefs"), ("declaration", "adopted", "Charter of Ports")],
    ),
    (
        "He favoured the signing of a pact on eels and the adoption of a roadmap on ports.",
        [("agreement", "proposed", "pact on eels"), ("roadmap", "proposed", "roadmap on ports")],
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
    "The Reef Accord was struck down by the court.",
    "This falls within the framework of growing ties between Fiji and Chile.",
    "Questions of the conclusion of a treaty on eels were discussed.",
    "He welcomed her wish to revise the strategy and other guiding documents.",
    "They want an agreement soon.",
    "Assuming the pact on eels is ratified, the ferries will return.",
    "Work on this treaty goes on.",
    "My decision was taken in May.",
    "The decision made by her stands.",
    "They praised the adoption of decisions.",
    "The treaty parties signed it.",
    "They exchanged gifts and a map.",
    "They talked in the Suva Convention Centre.",
    "We cannot implement the pact on eels.",
    "The two agreed to disagree.",
    # commitments that are none
    "The two sides could not agree to resume flights.",
    "Will the ministers agree to meet?",
    "The ministers were urged to commit to reform.",
    "I fully agree with you.",
    "The plan was agreed to by all.",
    "The leaders agreed that the talks were useful.",
    "The two leaders will meet again in May.",
    "They reaffirmed shared ideals and shared values.",
    "The two sides are ready to welcome guests.",
    "The two sides seem ready to open a port.",
    "I am ready to open a port.",
    "I reaffirm my commitment to train divers.",
    "If an agreement was reached on ports, ferries would run.",
    "I set a goal of ten dives.",
    "The two sides will not train divers.",
    "The two teams will train divers.",
    "They wanted to establish a joint committee.",
    "They welcomed the launch of ferries.",
    "The pledge to train divers is old.",
    "The growth plans to which he pointed are old.",
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
    ("Fiji and Chile are going to fund a school.", [("planned", "fund a school")]),
    ("They reiterated their shared commitment to protect reefs.", [("agreed", "protect reefs")]),
    ("We're both very committed to protecting reefs.", [("agreed", "protecting reefs")]),
    ("The Assembly resolved to train divers.", [("agreed", "train divers")]),
    ("Chile and Fiji committed themselves to training divers.", [("agreed", "training divers")]),
    ("Firms are committing to train divers.", [("agreed", "train divers")]),
    ("The sides agreed on the establishment of a school.", [("agreed", "the establishment of a school")]),
    (
        "The sides agreed during her visit to Suva that divers should be trained.",
        [("agreed", "divers should be trained")],
    ),
    ("They affirmed the commitment to their joint goals.", [("agreed", "their joint goals")]),
    ("The two sides reached agreement on ports.", [("agreed", "ports")]),
    # where it ends: before who said it, and before the next thing somebody did
    ("Both agreed to stay in touch as Fiji hosts the summit.", [("agreed", "stay in touch")]),
    ("The sides agreed to dredge the port, which helps.", [("agreed", "dredge the port")]),
    ("The two leaders agreed to dredge the port, Vula's office said.", [("agreed", "dredge the port")]),
    ("They agreed to dredge the port, according to the statement.", [("agreed", "dredge the port")]),
    ("The leaders agreed to dredge the port and relayed the wishes of divers.", [("agreed", "dredge the port")]),
    ('The leaders agreed to "quickly dredge" the port.', [("agreed", 'quickly dredge" the port')]),
    ('"We agreed to dredge the port," they said.', [("agreed", "dredge the port")]),
    # other clauses do not deny it
    ("The parties did not sign any document, but pledged to share data.", [("agreed", "share data")]),
    ("No treaty was signed, but the two sides agreed to share data.", [("agreed", "share data")]),
    # without "that", with others, between others
    ("The ministers agreed there should be a hotline.", [("agreed", "there should be a hotline")]),
    (
        "It was agreed between the states taking part that they would train divers.",
        [("agreed", "they would train divers")],
    ),
    ("We have agreed with our friends to train divers.", [("agreed", "train divers")]),
    ("I have agreed with President Vula that divers should be trained.", [("agreed", "divers should be trained")]),
    ("Chile, Fiji agree to train divers", [("agreed", "train divers")]),
]


@pytest.mark.parametrize(("text", "expected"), COMMITMENTS)
def test_a_commitment_gives_its_gist_in_the_words_of_the_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == [("commitment", status, gist) for status, gist in expected]


ABOUT_DOCUMENTS = [
    ("Chile and Fiji agreed to sign a treaty on eels.", [("treaty", "planned", "treaty on eels")]),
    ("Chile and Fiji agreed on a treaty on eels.", [("treaty", "agreed", "treaty on eels")]),
]


@pytest.mark.parametrize(("text", "expected"), ABOUT_DOCUMENTS)
def test_an_undertaking_to_conclude_a_document_is_the_document(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


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
    (draft,) = agreements("The two ministers set up a joint committee on tides.")
    assert (draft.kind, draft.title) == ("decision", "a joint committee on tides")
    (draft,) = agreements("A permanent committee between both ports has been established.")
    assert (draft.kind, draft.title) == ("decision", "A permanent committee between both ports")


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


DIFFERENT = [
    ("They signed a pact on eels. Another pact on eels is to be signed.", ["pact on eels", "pact on eels"]),
    ("They signed two treaties on eels. The treaty on eels was signed.", ["two treaties on eels", "treaty on eels"]),
    ("They signed four documents. Then ten documents were signed.", ["four documents", "ten documents"]),
    ("They signed some documents. The agreements were signed.", ["some documents", "agreements"]),
    ("They signed a pact on eels. They hope to sign a deal with Peru.", ["pact on eels", "deal with Peru"]),
]


@pytest.mark.parametrize(("text", "titles"), DIFFERENT)
def test_two_documents_are_two_items(text: str, titles: list[str]) -> None:
    assert [draft.title for draft in agreements(text)] == titles


def test_a_headline_s_document_takes_its_name_and_parties_from_the_text() -> None:
    text = (
        "Chile, Fiji sign treaty\n\nMarch 3, 2024\n\nIn Suva, Alpha Bank and Beta Bank signed a treaty on reefs. This"
        " document was signed on Friday."
    )
    (draft,) = agreements(text)
    assert (draft.title, draft.parties, len(draft.evidence)) == ("treaty on reefs", ["Alpha Bank", "Beta Bank"], 3)


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


def test_documents_that_were_exchanged_are_listed_below_the_line_that_says_so() -> None:
    text = (
        "Chile, Fiji sign documents\n\nMarch 3, 2024\n\n"
        "The presidents witnessed the exchange of the following intergovernmental and regional documents:\n"
        "- Agreement on Ferries;\n"
        "- Joint Action Plan on Eels."
    )
    assert found(text) == [
        ("agreement", "signed", "Agreement on Ferries"),
        ("programme", "signed", "Joint Action Plan on Eels"),
    ]


def test_the_page_itself_is_a_joint_statement() -> None:
    text = (
        "Joint Statement of Chile and Fiji on Reefs\n2024-03-03\n\n"
        "The Parties agree to the following steps.\n\n"
        "Chile will (i) reopen its ports to ferries; and (ii) lower its fees.\n\nFiji will train divers."
    )
    statement, steps, chile, fiji = agreements(text)
    assert (statement.kind, statement.status, statement.parties) == ("joint_statement", "adopted", ["CL", "FJ"])
    assert (steps.title, steps.parties) == ("the following steps", ["CL", "FJ"])
    assert (chile.title, chile.parties) == ("reopen its ports to ferries", ["CL"])
    assert (fiji.title, fiji.parties) == ("train divers", ["FJ"])


def test_oral_statements_to_the_press_are_no_joint_statement() -> None:
    text = "Joint press statements following the talks\n\nMarch 3, 2024\n\nChile and Fiji held talks in Suva."
    assert found(text) == []


PAGES = [
    ("COMMUNIQUÉ OF THE 5TH SUMMIT OF THE REEF LEAGUE", "communique"),
    ("Final Communiqué of the Reef Conference", "communique"),
    ("Joint Leaders' Statement on Reefs", "joint_statement"),
    ("Reef League Foreign Ministers' Declaration", "declaration"),
    ("Statement of the Leaders of the Reef League", "joint_statement"),
    ("The Suva Declaration", "declaration"),
]


@pytest.mark.parametrize(("title", "kind"), PAGES)
def test_a_page_s_title_tells_that_it_is_a_document_of_several(title: str, kind: str) -> None:
    first = agreements(f"{title}\n\nMarch 3, 2024\n\nThe talks were held in Suva.")[0]
    assert (first.kind, first.status, first.title) == (kind, "adopted", title)


@pytest.mark.parametrize("title", ["Statement by the Prime Minister", "Leaders issue joint statement on reefs"])
def test_news_and_one_person_s_statement_are_no_document_of_several(title: str) -> None:
    text = f"{title}\n\nMarch 3, 2024\n\nThe talks were held in Suva."
    assert all(draft.rule != "document-page" for draft in agreements(text))


PARTIES = [
    ("Chile's and Fiji's ministers welcomed Peru and Laos's signing of the Lake Pact.", ["PE", "LA"]),
    ("Alpha Bank and Fiji Airways announced a $2 million deal.", ["Alpha Bank", "Fiji Airways"]),
    ("Alpha announced the signing of a contract with Beta GmbH.", ["Alpha", "Beta GmbH"]),
    (
        "A pact between the Ministry of Ports and Tides of Chile and the Ministry of Reefs of Fiji was signed.",
        ["CL", "FJ"],
    ),
    ("The envoy reported that Fiji plans to sign a pact with Peru.", ["FJ", "PE"]),
    ("Fiji on Monday signed a pact with Peru.", ["FJ", "PE"]),
    ("Today the Prime Minister of Fiji signed a pact with Peru.", ["FJ", "PE"]),
    ("In June 1994 the Philippines and Peru signed a pact on eels.", ["PH", "PE"]),
    ("In 1994 Fiji and Peru signed a pact on eels.", ["FJ", "PE"]),
    ("Fiji is a signatory to the Reef Treaty.", ["FJ"]),
    ("Fiji acceded to the Reef Treaty.", ["FJ"]),
    ("Fiji (an island state) and Peru signed a pact on eels.", ["FJ", "PE"]),
    ("Fiji and Peru, who signed a pact on eels, are friends.", ["FJ", "PE"]),
    ("The ministers of Fiji and Peru, meeting in Samoa, signed a pact on eels.", ["FJ", "PE"]),
    ("The leaders - Ana Reyes of Chile, Joni Vula of Fiji and Isa Leon of Peru - signed a pact.", ["CL", "FJ", "PE"]),
    (
        "A contract between Alpha Mills and Bakeries and the Beta Group was signed.",
        ["Alpha Mills and Bakeries", "Beta Group"],
    ),
    ("Alpha signed a deal with Beta Holding (a bank).", ["Alpha", "Beta Holding"]),
    ("It signed a deal with Beta Holding.", ["Beta Holding"]),
]


@pytest.mark.parametrize(("text", "parties"), PARTIES)
def test_the_parties_of_a_document_are_those_who_conclude_it(text: str, parties: list[str]) -> None:
    (draft,) = agreements(text)
    assert draft.parties == parties


def test_we_and_the_leaders_are_all_whom_a_joint_statement_names() -> None:
    text = (
        "Joint Leaders Statement on Reefs\n\nMarch 3, 2024\n\n"
        "As leaders of Chile, Fiji and Peru, we resolve to protect reefs. We will train divers in Suva, Fiji."
    )
    assert [draft.parties for draft in agreements(text)] == [["CL", "FJ", "PE"]] * 3
    text = "The leaders of Chile, Fiji and Peru issued a joint statement. They also agreed to train divers in Samoa."
    assert [draft.parties for draft in agreements(text)] == [["CL", "FJ", "PE"]] * 2


def test_a_headline_and_its_sentence_are_one_undertaking() -> None:
    text = "Chile, Fiji agree to boost reef trade\n\nMarch 3, 2024\n\nIn Suva they agreed to boost mutual reef trade."
    (draft,) = agreements(text)
    assert len(draft.evidence) == 2


def test_the_day_for_which_something_is_agreed_is_not_the_day_of_the_agreement() -> None:
    text = "Suva, March 5, 2024 - Chile and Fiji agreed on Monday to meet miners in February 2023."
    (draft,) = agreements(text)
    assert draft.date is not None
    assert draft.date.start.isoformat() == "2024-03-04"


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


def test_an_agreement_belongs_to_the_meeting_that_its_sentence_reports() -> None:
    text = (
        "Suva, March 5, 2024 - Chile and Fiji held talks in Suva. They signed a pact on eels. A protocol on tides was"
        " recently signed. Signed in 2011, the treaty on reefs was praised."
    )
    day = Period(start=date(2024, 3, 4), end=date(2024, 3, 4))
    start = text.index("Chile")
    talks = MeetingDraft(evidence=[(start, start + 36)], rule="", matched=(0, 1), kind="talks", status="held", date=day)
    page = read(text)
    pact, protocol, treaty = find_agreements(Reading(page, find_people(page)), [talks])
    assert (pact.meeting, pact.date) == (0, day)
    assert (protocol.meeting, protocol.date) == (None, None)
    assert treaty.meeting is None
    assert treaty.date is not None
    assert treaty.date.start.year == 2011


def test_one_country_s_own_plans_are_no_agreement() -> None:
    text = (
        "Budget brings relief\n\nMarch 3, 2024\n\nThe Treasurer of Australia spoke today. We intend to lower taxes."
        " We are committed to schools. The Government plans to build roads. Australia is strong. Australia grows."
        " The Government will provide $60 million for roads in Fiji. The Government has agreed to fund a hospital."
    )
    assert found(text) == []
