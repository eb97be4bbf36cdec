"""Reconciling makes one record of several readings: each thing once, and never worse than the rules alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from extract.reconcile import Reconciled, reconcile, unite
from extract.schemas import (
    Agreement,
    Document,
    Extraction,
    Figure,
    Meeting,
    Participant,
    Period,
    Place,
    Run,
    Span,
)
from extract.schemas.items import Items

TEXT = (
    "Minister of Ports Liv Aasen met President Oto Kallas in Tallinn on 4 May 2023. "
    "Aasen said that herring exports grew by 12% to $3.5 billion last year. "
    "The two signed a memorandum on lighthouses and a treaty on fishing grounds. "
    "At the 5th Skerry Forum the ministers Una Berg and Per Berg discussed 48 ferries. "
    "Berg thanked the Skerry Bank. Mr Jarl called it a fine year. "
    "The Skerry Bank and the Fjord Fund concluded a contract on 30 harbours, Oto Kallas noted."
)
YEAR = Period(start=date(2022, 1, 1), end=date(2022, 12, 31))
OTHER_YEAR = Period(start=date(2021, 1, 1), end=date(2021, 12, 31))
DAY = Period(start=date(2023, 5, 4), end=date(2023, 5, 4))


def span(words: str, *, nth: int = 1, text: str = TEXT) -> Span:
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start=start, end=start + len(words), text=words)


def sentence(words: str) -> Span:
    """The sentence of the text that holds `words`."""
    start = TEXT.rfind(". ", 0, TEXT.index(words)) + 2 if ". " in TEXT[: TEXT.index(words)] else 0
    if TEXT[:start].endswith("Mr "):
        start = TEXT.index("Mr ")
    end = TEXT.index(".", TEXT.index(words) + len(words)) + 1
    return Span(start=start, end=end, text=TEXT[start:end])


def person(name: str, *mentions: Span, **fields: Any) -> Participant:
    found = mentions or (span(name),)
    given = {"id": "p1", "kind": "person", "found_by": ("rules",), "evidence": found[:1], "mentions": found}
    return Participant(**{**given, "name": name, **fields})


def figure(digits: str, **fields: Any) -> Figure:
    given: dict[str, Any] = {
        "id": "f1",
        "kind": "money",
        "value": Decimal(3_500_000_000),
        "unit": "USD",
        "number": span(digits),
        "evidence": (sentence(digits),),
        "found_by": ("rules",),
    }
    return Figure(**{**given, **fields})


def meeting(quote: str, **fields: Any) -> Meeting:
    given: dict[str, Any] = {"id": "m1", "kind": "talks", "status": "held", "found_by": ("rules",)}
    return Meeting(**{**given, "evidence": (span(quote),), **fields})


def agreement(quote: str, **fields: Any) -> Agreement:
    given: dict[str, Any] = {"id": "a1", "kind": "memorandum", "status": "signed", "found_by": ("rules",)}
    return Agreement(**{**given, "evidence": (span(quote),), **fields})


def said_by(engines: tuple[str, ...], items: Items) -> Items:
    return Items(
        tuple(item.model_copy(update={"found_by": engines}) for item in items.participants),
        tuple(item.model_copy(update={"found_by": engines}) for item in items.meetings),
        tuple(item.model_copy(update={"found_by": engines}) for item in items.figures),
        tuple(item.model_copy(update={"found_by": engines}) for item in items.agreements),
    )


def model(*items: Participant | Meeting | Figure | Agreement) -> Items:
    return said_by(("llm",), items_of(*items))


def items_of(*items: Participant | Meeting | Figure | Agreement) -> Items:
    return Items(
        tuple(item for item in items if isinstance(item, Participant)),
        tuple(item for item in items if isinstance(item, Meeting)),
        tuple(item for item in items if isinstance(item, Figure)),
        tuple(item for item in items if isinstance(item, Agreement)),
    )


def checked(items: Items, text: str = TEXT) -> Extraction:
    """The items as a record, with all its own checks."""
    return Extraction(
        document=Document(id="d", sha256="0" * 64, text=text),
        participants=items.participants,
        meetings=items.meetings,
        figures=items.figures,
        agreements=items.agreements,
        run=Run(engine="hybrid", library_version="1"),
    )


def reconciled(rules: Items, llm: Items) -> Reconciled:
    result = reconcile(rules, llm, TEXT)
    checked(result.items)
    return result


AASEN = person("Liv Aasen", span("Liv Aasen"), span("Aasen", nth=2), role="Minister of Ports", country="NO")
KALLAS = person("Oto Kallas", span("Oto Kallas"), span("Oto Kallas", nth=2), id="p2", role="President", country="EE")
TALKS = meeting(
    "Liv Aasen met President Oto Kallas in Tallinn",
    date=DAY,
    place=Place(name="Tallinn", country="SE"),
    mode="in_person",
    participants=("p1", "p2"),
    principals=("p1", "p2"),
)
EXPORTS = figure("$3.5 billion", id="f2", metric="herring exports", period=YEAR, speaker="p1")
GROWTH = figure(
    "12%",
    kind="percent",
    value=Decimal(12),
    unit="%",
    metric="herring exports",
    aspect="change",
    direction="increase",
    period=YEAR,
    speaker="p1",
)
MEMORANDUM = agreement(
    "signed a memorandum on lighthouses",
    title="memorandum on lighthouses",
    parties=("EE", "NO"),
    signatories=("p1", "p2"),
    meeting="m1",
)
TREATY = agreement("a treaty on fishing grounds", id="a2", kind="treaty", title="treaty on fishing grounds")
RULES = items_of(AASEN, KALLAS, TALKS, GROWTH, EXPORTS, MEMORANDUM, TREATY)


# ---------------------------------------------------------------- the whole


def test_without_a_model_the_rules_items_stay_as_they_are() -> None:
    result = reconciled(RULES, Items())
    assert result.items == RULES
    assert result.ids == {item.id: item.id for item in RULES}
    assert (result.conflicts, result.refused) == ((), ())


def test_what_both_engines_found_is_found_by_both() -> None:
    result = reconciled(RULES, said_by(("llm",), RULES))
    assert result.items == said_by(("rules", "llm"), RULES)
    assert (result.conflicts, result.refused) == ((), ())


def test_without_rules_items_references_follow_the_model_s() -> None:
    result = reconciled(Items(), said_by(("llm",), RULES))
    assert result.items == said_by(("llm",), RULES)


def test_ids_follow_the_order_of_first_appearance_and_references_follow_them() -> None:
    rules = items_of(
        person("Oto Kallas", span("Oto Kallas"), role="President"),
        figure("30", id="f1", kind="count", value=Decimal(30), unit="harbour", speaker="p1"),
    )
    llm = model(
        person("Liv Aasen", id="p7", role="Minister of Ports"),
        EXPORTS.model_copy(update={"id": "f9", "speaker": "p7"}),
        TALKS.model_copy(update={"id": "m3", "participants": ("p7",), "principals": ("p7",), "title": None}),
    )
    result = reconciled(rules, llm)
    assert [(p.id, p.name) for p in result.items.participants] == [("p1", "Liv Aasen"), ("p2", "Oto Kallas")]
    assert [(f.id, f.number.text, f.speaker) for f in result.items.figures] == [
        ("f1", "$3.5 billion", "p1"),
        ("f2", "30", "p2"),
    ]
    assert result.ids == {"p1": "p2", "f1": "f2"}


# ---------------------------------------------------------------- who is one person

SAME = [
    ("Liv Aasen", "LIV AASEN", (span("Liv Aasen"),), True),
    ("Liv Aasen", "Minister Liv Aasen", (span("Liv Aasen"),), True),
    ("Liv Aasen", "Aasen", (span("Aasen", nth=2),), True),
    ("Liv Aasen", "L. Aasen", (span("Berg", nth=3),), True),
    # A name spelt otherwise is the same where it stands in the same place, and only there.
    ("Oto Kallas", "Otto Callas", (span("Oto Kallas"),), True),
    ("Oto Kallas", "Otto Callas", (span("Una Berg"),), False),
    ("Una Berg", "Per Berg", (span("Per Berg"),), False),
    # A given name alone is nobody's short form.
    ("Liv Aasen", "Liv", (span("Jarl"),), False),
]


@pytest.mark.parametrize(("name", "other", "mentions", "same"), SAME)
def test_a_person_under_several_names_is_one(name: str, other: str, mentions: tuple[Span, ...], same: bool) -> None:
    both = reconciled(items_of(person(name)), model(person(other, *mentions))).items.participants
    assert (("rules", "llm") in [p.found_by for p in both]) is same
    united = unite([model(person(name)), model(person(other, *mentions))], TEXT).participants
    assert (len(united) == 1) is same
    if same:
        assert both[0].name == name


def test_a_surname_of_two_persons_is_neither_s() -> None:
    rules = items_of(person("Una Berg"), person("Per Berg", id="p2"))
    result = reconciled(rules, model(person("Berg", span("Berg", nth=3))))
    assert result.items == rules
    assert [reason for _, reason in result.refused] == ["its name is that of several others"]
    assert len(unite([model(*rules), model(person("Berg", span("Berg", nth=3)))], TEXT).participants) == 3


def test_a_short_form_of_the_rules_is_not_two_persons_of_the_model() -> None:
    rules = items_of(person("Berg", span("Berg", nth=3)))
    llm = model(person("Una Berg"), person("Per Berg", id="p2"))
    result = reconciled(rules, llm)
    assert [(p.name, p.found_by) for p in result.items.participants] == [
        ("Una Berg", ("llm",)),
        ("Per Berg", ("llm",)),
        ("Berg", ("rules",)),
    ]


def test_the_fullest_name_and_every_mention_are_kept() -> None:
    rules = items_of(person("Aasen", span("Aasen", nth=2)))
    llm = model(person("Liv Aasen", span("Liv Aasen"), span("Aasen", nth=2)))
    (result,) = reconciled(rules, llm).items.participants
    assert result.name == "Liv Aasen"
    assert [mention.text for mention in result.mentions] == ["Liv Aasen", "Aasen"]


def test_the_rules_mention_wins_over_one_that_overlaps_it() -> None:
    llm = model(person("Minister of Ports Liv Aasen", span("Minister of Ports Liv Aasen")))
    (result,) = reconciled(items_of(person("Liv Aasen")), llm).items.participants
    assert (result.name, [mention.text for mention in result.mentions]) == ("Liv Aasen", ["Liv Aasen"])


def test_the_rules_know_better_whether_it_is_a_person() -> None:
    bank = person("Skerry Bank", kind="organization")
    llm = model(person("Skerry", span("Skerry", nth=2)), figure("$3.5 billion", speaker="p1"))
    result = reconciled(items_of(bank), llm)
    assert [(p.kind, p.found_by) for p in result.items.participants] == [("organization", ("rules",))]
    assert result.items.figures[0].speaker == "p1"
    assert result.conflicts == ("p1 kind: rules 'organization', model 'person'; the rules' is kept",)


# ---------------------------------------------------------------- whose word is kept


def trusting(*items: Participant | Meeting | Figure | Agreement) -> tuple[Items, Items]:
    """Readings of both engines that agree on four figures, with further items of the model's or the rules'."""
    numbers = ("12%", "48", "30", "4 May")
    agreed = [
        figure(number, id=f"f{5 + k}", kind="count", value=Decimal(40), unit="thing", period=YEAR, speaker="p1")
        for k, number in enumerate(numbers)
    ]
    return items_of(AASEN, KALLAS, *agreed, *items), model(AASEN, KALLAS, *agreed)


FIGURE_FIELDS = [
    # field, rules, model, kept, listed
    ("value", Decimal(3), Decimal(5), Decimal(3), True),
    ("high", Decimal(4_000_000_000), Decimal(5_000_000_000), Decimal(4_000_000_000), True),
    ("unit", "USD", "EUR", "USD", True),
    ("qualifier", "exact", "about", "exact", True),
    ("aspect", "level", "share", "level", True),
    ("status", "actual", "forecast", "actual", True),
    ("period", YEAR, OTHER_YEAR, YEAR, True),
    ("period", YEAR, None, YEAR, False),
    ("period", None, YEAR, None, True),
    ("speaker", "p1", "p2", "p1", True),
    ("speaker", "p1", None, "p1", False),
    ("speaker", None, "p1", None, True),
    ("metric", "exports", "herring exports", "herring exports", True),
    ("metric", None, "herring exports", "herring exports", False),
    ("metric", "herring exports", "trade turnover", "herring exports", True),
    ("metric", "herring exports", "exports of fresh herring", "herring exports", True),
    ("metric", "herring exports", "last year", "herring exports", True),
    ("metric", None, "trade turnover", None, False),
]


@pytest.mark.parametrize(("field", "ours", "theirs", "kept", "listed"), FIGURE_FIELDS)
def test_whose_word_on_a_figure_is_kept(field: str, ours: object, theirs: object, kept: object, listed: bool) -> None:
    rules = items_of(AASEN, KALLAS, figure("$3.5 billion", **{field: ours}))
    result = reconciled(rules, model(AASEN, KALLAS, figure("$3.5 billion", **{field: theirs})))
    assert getattr(result.items.figures[0], field) == kept
    assert [line.split(":")[0] for line in result.conflicts] == ([f"f1 {field}"] if listed else [])


@pytest.mark.parametrize(("field", "value"), [("period", YEAR), ("speaker", "p1")])
def test_a_model_that_agrees_elsewhere_may_fill_what_the_rules_left_empty(field: str, value: object) -> None:
    rules, llm = trusting()
    empty, filled = figure("$3.5 billion"), figure("$3.5 billion", **{field: value})
    result = reconciled(
        items_of(*rules, empty),
        model(*llm, filled),
    )
    assert {f.number.text: getattr(f, field) for f in result.items.figures}["$3.5 billion"] == value
    assert result.conflicts == ()


def test_a_model_that_fills_in_blindly_is_not_believed() -> None:
    rules, llm = trusting()
    bare = [item.model_copy(update={"period": None}) for item in rules.figures[1:]]
    result = reconciled(items_of(*rules.participants, rules.figures[0], *bare), llm)
    assert [f.period for f in result.items.figures].count(YEAR) == 1
    assert len(result.conflicts) == 3


PARTICIPANT_FIELDS = [
    ("role", "Minister", "Minister of Ports", "Minister of Ports"),
    ("role", None, "Minister of Ports", "Minister of Ports"),
    ("role", "Minister of Ports", "Minister", "Minister of Ports"),
    ("role", "Minister of Ports", "President", "Minister of Ports"),
    ("role", "Minister", "Minister of Lighthouses", "Minister"),
    ("role", None, "President", None),
    ("role", None, "guest", None),
    ("country", "NO", "SE", "NO"),
    ("country", None, "SE", None),
    ("organization", "Ministry of Ports", "Skerry Bank", "Ministry of Ports"),
]


@pytest.mark.parametrize(("field", "ours", "theirs", "kept"), PARTICIPANT_FIELDS)
def test_whose_word_on_a_participant_is_kept(field: str, ours: object, theirs: object, kept: object) -> None:
    rules = items_of(person("Liv Aasen", **{field: ours}), KALLAS)
    result = reconciled(rules, model(person("Liv Aasen", **{field: theirs})))
    assert getattr(result.items.participants[0], field) == kept


MEETING_FIELDS: list[tuple[str, object, object, object]] = [
    ("kind", "talks", "session", "talks"),
    ("status", "held", "planned", "held"),
    ("date", DAY, YEAR, DAY),
    ("place", Place(name="Tallinn"), Place(name="Skerry"), Place(name="Tallinn")),
    ("mode", "in_person", "video", "in_person"),
    ("date", None, YEAR, None),
    ("principals", ("p1",), ("p2",), ("p1",)),
    ("principals", (), ("p2",), ("p2",)),
    ("topics", (), ("herring",), ("herring",)),
    ("topics", ("ports",), ("herring",), ("ports",)),
    ("title", None, "Tallinn Meeting", None),
]


@pytest.mark.parametrize(("field", "ours", "theirs", "kept"), MEETING_FIELDS)
def test_whose_word_on_a_meeting_is_kept(field: str, ours: object, theirs: object, kept: object) -> None:
    rules = items_of(AASEN, KALLAS, TALKS.model_copy(update={field: ours}))
    llm = model(AASEN, KALLAS, TALKS.model_copy(update={field: theirs}))
    (result,) = reconciled(rules, llm).items.meetings
    assert getattr(result, field) == kept
    assert result.found_by == ("rules", "llm")


def test_only_those_named_in_a_meeting_s_evidence_join_it() -> None:
    una = person("Una Berg", id="p3")
    rules = items_of(AASEN, KALLAS, una, TALKS.model_copy(update={"participants": ("p1",), "principals": ("p1",)}))
    llm = model(AASEN, KALLAS, una, TALKS.model_copy(update={"participants": ("p1", "p2", "p3")}))
    assert reconciled(rules, llm).items.meetings[0].participants == ("p1", "p2")


AGREEMENT_FIELDS: list[tuple[str, object, object, object]] = [
    ("title", "memorandum", "memorandum on lighthouses", "memorandum on lighthouses"),
    ("title", None, "memorandum on lighthouses", "memorandum on lighthouses"),
    ("title", "memorandum on lighthouses", "memorandum", "memorandum on lighthouses"),
    ("title", "memorandum on lighthouses", "memorandum on lighthouses and beacons", "memorandum on lighthouses"),
    ("kind", "memorandum", "agreement", "memorandum"),
    ("status", "signed", "planned", "signed"),
    ("parties", ("NO",), ("SE",), ("NO",)),
    ("parties", (), ("SE",), ("SE",)),
    ("date", None, DAY, None),
    ("signatories", ("p1",), ("p2",), ("p1", "p2")),
]


@pytest.mark.parametrize(("field", "ours", "theirs", "kept"), AGREEMENT_FIELDS)
def test_whose_word_on_an_agreement_is_kept(field: str, ours: object, theirs: object, kept: object) -> None:
    rules = items_of(AASEN, KALLAS, TALKS, MEMORANDUM.model_copy(update={field: ours}))
    llm = model(AASEN, KALLAS, TALKS, MEMORANDUM.model_copy(update={field: theirs}))
    (result,) = reconciled(rules, llm).items.agreements
    assert getattr(result, field) == kept
    assert result.meeting == "m1"


def test_a_conflict_is_a_short_sentence_with_final_ids() -> None:
    long = "herring exports of the ports of the western and the northern skerries and of all the islands"
    rules = items_of(figure("$3.5 billion", metric="herring exports"))
    result = reconciled(
        rules, model(figure("$3.5 billion", metric=long), GROWTH.model_copy(update={"id": "f2", "speaker": None}))
    )
    (line,) = result.conflicts
    assert line.startswith("f2 metric: rules 'herring exports', model 'herring exports of the ports")
    assert line.endswith("…'; the rules' is kept")
    assert len(line) < 200


# ---------------------------------------------------------------- what is one event, one document


def test_two_documents_of_one_sentence_stay_apart() -> None:
    llm = model(
        TREATY.model_copy(update={"id": "a1"}),
        MEMORANDUM.model_copy(update={"id": "a2", "meeting": None, "signatories": ()}),
    )
    result = reconciled(RULES, llm)
    assert [(a.kind, a.found_by) for a in result.items.agreements] == [
        ("memorandum", ("rules", "llm")),
        ("treaty", ("rules", "llm")),
    ]


def test_a_second_document_of_a_sentence_is_added_if_it_has_a_name_of_its_own() -> None:
    whole = sentence("signed a memorandum")
    rules = items_of(MEMORANDUM.model_copy(update={"meeting": None, "signatories": (), "evidence": (whole,)}))
    named = TREATY.model_copy(update={"evidence": (whole,)})
    unnamed = named.model_copy(update={"title": None, "id": "a3", "kind": "agreement"})
    llm = model(*rules, named, unnamed)
    result = reconciled(rules, llm)
    assert [(a.title, a.found_by) for a in result.items.agreements] == [
        ("memorandum on lighthouses", ("rules", "llm")),
        ("treaty on fishing grounds", ("llm",)),
    ]
    assert [(item.id, reason) for item, reason in result.refused] == [("a3", "it names again a1")]


def test_a_visit_and_the_talks_in_it_are_two() -> None:
    visit = TALKS.model_copy(update={"id": "m2", "kind": "visit"})
    result = unite([model(AASEN, KALLAS, TALKS, visit)], TEXT)
    assert [m.kind for m in result.meetings] == ["talks", "visit"]
    result = unite([model(AASEN, KALLAS, TALKS), model(AASEN, KALLAS, TALKS)], TEXT)
    assert [m.kind for m in result.meetings] == ["talks"]


def test_one_delegation_meets_two_ministers_in_two_meetings() -> None:
    people = (AASEN, KALLAS, person("Una Berg", id="p3"), person("Per Berg", id="p4"))
    first = TALKS.model_copy(update={"participants": ("p1", "p2", "p3"), "principals": ()})
    second = meeting("discussed 48 ferries", id="m2", date=DAY, participants=("p1", "p2", "p4"))
    again = second.model_copy(update={"participants": ("p2", "p3")})
    assert len(unite([model(*people, first, second)], TEXT).meetings) == 2
    assert len(unite([model(*people, first, again)], TEXT).meetings) == 1
    told_together = second.model_copy(update={"evidence": first.evidence})
    assert len(unite([model(*people, first, told_together)], TEXT).meetings) == 2


def test_numbered_events_of_one_series_are_two() -> None:
    quote = "At the 5th Skerry Forum"
    fifth = meeting(quote, kind="forum", title="5th Skerry Forum")
    sixth = meeting(quote, kind="forum", title="6th Skerry Forum", id="m2")
    assert len(unite([model(fifth), model(sixth)], TEXT).meetings) == 2
    assert reconciled(items_of(fifth), model(sixth)).items.meetings[0].found_by == ("rules",)


# ---------------------------------------------------------------- what only the model found

REFUSED: list[tuple[Participant | Meeting | Figure | Agreement, str]] = [
    (person("fine year"), "it is not written as a name"),
    (person("President", role=None), "it is an office without a name"),
    (person("Tallinn"), "it is a place or a people"),
    (person("Skerry Bank"), "it is named like a body, not like a person"),
    (person("Fund"), "it is named like a body, not like a person"),
    (person("Fjord Fund", kind="organization"), "it is an organization that neither meets nor signs"),
    (figure("5", kind="count", value=Decimal(5), unit="billion"), "it is part of a name or of a longer number"),
    (figure("4", kind="count", value=Decimal(4), unit="thing"), "it is part of a date"),
    (figure("2023", kind="count", value=Decimal(2023), unit="thing"), "it is part of a date"),
    (figure("5", kind="count", value=Decimal(5), unit="forum", number=span("5", nth=2)), "ordinal"),
    (meeting("Mr Jarl called it a fine year", kind="forum"), "its evidence has no word for a meeting of kind forum"),
    (meeting("Oto Kallas in Tallinn"), "it has neither a title nor two participants"),
    (agreement("Mr Jarl called it a fine year", title="fine year"), "its evidence names no document"),
    (agreement("herring exports grew", kind="commitment"), "its evidence has no word by which parties bind themselves"),
    (agreement("signed a memorandum"), "it has neither a title nor two parties"),
]


@pytest.mark.parametrize(("item", "reason"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_does_not_show_that_it_is_an_item_is_refused(item: Any, reason: str) -> None:
    result = reconciled(Items(), model(item))
    assert not list(result.items)
    ((refused, why),) = result.refused
    assert refused.id == item.id
    assert reason in why


def test_a_name_after_a_title_of_address_is_a_person() -> None:
    assert [p.name for p in reconciled(Items(), model(person("Jarl"))).items.participants] == ["Jarl"]


def test_an_organization_that_signs_is_a_participant() -> None:
    contract = agreement("concluded a contract on 30 harbours", kind="contract", parties=("Skerry Bank", "Fjord Fund"))
    llm = model(person("Skerry Bank", kind="organization"), contract)
    assert [p.name for p in reconciled(Items(), llm).items.participants] == ["Skerry Bank"]


def test_a_number_is_never_two_figures() -> None:
    rules = items_of(figure("$3.5 billion"))
    llm = model(
        figure("$3.5 billion"),
        figure("3.5", id="f2", kind="count", value=Decimal("3.5"), unit="thing"),
    )
    result = reconciled(rules, llm)
    assert [f.number.text for f in result.items.figures] == ["$3.5 billion"]
    assert [reason for _, reason in result.refused] == ["its number is another figure's"]
    united = unite([llm], TEXT)
    assert [f.number.text for f in united.figures] == ["$3.5 billion"]


def test_a_reference_to_what_was_refused_is_left_out() -> None:
    llm = model(person("Tallinn"), figure("$3.5 billion", speaker="p1"))
    result = reconciled(Items(), llm)
    assert [f.speaker for f in result.items.figures] == [None]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_a_model_says_the_record_is_valid_and_keeps_the_rules_items(seed: int) -> None:
    chance = random.Random(seed)
    names = [span(words) for words in ("Liv Aasen", "Oto Kallas", "Una Berg", "Berg", "Skerry Bank", "Tallinn", "Jarl")]
    people = [
        person(
            at.text, at, id=f"p{k}", kind=chance.choice(("person", "organization")), role=chance.choice((None, "Mayor"))
        )
        for k, at in enumerate(chance.choices(names, k=5), 1)
    ]
    ids = [p.id for p in people]
    quotes = [chance.choice([sentence(w) for w in ("Tallinn", "12%", "memorandum", "ferries")]) for _ in range(4)]
    kinds = ("talks", "visit", "forum")
    llm = model(
        *people,
        *(
            TALKS.model_copy(
                update={
                    "id": f"m{k}",
                    "evidence": (quote,),
                    "kind": chance.choice(kinds),
                    "participants": tuple(chance.sample(ids, 2)),
                    "principals": tuple(chance.sample(ids, 1)),
                }
            )
            for k, quote in enumerate(quotes, 1)
        ),
        *(figure(n, id=f"f{k}", speaker=chance.choice(ids)) for k, n in enumerate(("12%", "3.5 billion", "48"), 1)),
        *(
            MEMORANDUM.model_copy(update={"id": f"a{k}", "evidence": (quote,), "meeting": chance.choice(("m1", "m2"))})
            for k, quote in enumerate(quotes, 1)
        ),
    )
    result = reconciled(RULES, llm)
    assert result == reconciled(RULES, llm)
    kept = {item.id: item for item in result.items}
    for item in RULES:
        new = kept[result.ids[item.id]]
        assert "rules" in new.found_by
        assert set(item.evidence) <= set(new.evidence)
    assert len(list(result.items)) + len(result.refused) <= len(list(RULES)) + len(list(llm))
    once = unite([llm, RULES], TEXT)
    checked(once)
    assert unite([once], TEXT) == once


# ---------------------------------------------------------------- several passages


def passage(k: int) -> tuple[str, Callable[[int], Items]]:
    """A sentence of a long document, and its items once it is known where the sentence starts."""
    name = f"{('Una', 'Per', 'Siv')[k % 3]} {('Holm', 'Lind', 'Strand', 'Vik', 'Dal')[k % 5]}son"
    text = (
        f"Minister {name} opened the {k + 11}th Harbour Forum and signed a treaty on bay {k}, worth ${k + 20} million. "
    )

    def read(offset: int) -> Items:
        def at(words: str) -> Span:
            start = offset + text.index(words)
            return Span(start=start, end=start + len(words), text=words)

        whole = (at(text.strip()),)
        return items_of(
            person(name, at(name), evidence=whole, id="p1"),
            meeting("Aasen", evidence=whole, kind="forum", title=f"{k + 11}th Harbour Forum", participants=("p1",)),
            figure("48", evidence=whole, number=at(f"${k + 20} million"), value=Decimal(k + 20) * 10**6, speaker="p1"),
            agreement("Aasen", evidence=whole, title=f"treaty on bay {k}", signatories=("p1",), meeting="m1"),
        )

    return text, read


def long_document(count: int) -> tuple[str, list[Items]]:
    text, parts = "", []
    for k in range(count):
        words, read = passage(k)
        parts.append(said_by(("llm",), read(len(text))))
        text += words
    return text, parts


def test_passages_in_any_order_give_the_same_items() -> None:
    text, parts = long_document(40)
    whole = unite(parts, text)
    checked(whole, text)
    assert len(whole.figures) == len(whole.agreements) == len(whole.meetings) == 40
    assert len(whole.participants) == 15
    assert all(a.meeting == m.id for a, m in zip(whole.agreements, whole.meetings, strict=True))
    shuffled = random.Random(3).sample(parts, len(parts))
    assert unite(shuffled, text) == whole


def test_uniting_again_changes_nothing() -> None:
    text, parts = long_document(20)
    once = unite([*parts, *parts], text)
    assert once == unite(parts, text)
    assert unite([once], text) == once
    assert unite([], text) == Items()


def test_a_person_known_from_the_head_of_the_document_is_one_in_every_passage() -> None:
    first = model(AASEN, figure("$3.5 billion", speaker="p1"))
    second = model(
        person("Una Berg"),
        person("Aasen", span("Aasen", nth=2), id="p2"),
        figure("48", kind="count", value=Decimal(48), unit="ferry", speaker="p2"),
    )
    result = unite([first, second], TEXT)
    checked(result)
    assert [p.name for p in result.participants] == ["Liv Aasen", "Una Berg"]
    assert [f.speaker for f in result.figures] == ["p1", "p1"]


def test_a_large_document_reconciles_with_itself() -> None:
    text, parts = long_document(800)
    rules = said_by(("rules",), unite(parts, text))
    result = reconcile(rules, said_by(("llm",), rules), text)
    assert result.items == said_by(("rules", "llm"), rules)
