"""The record keeps the contract's promises: its fields and their order, its checks, its exact round trip."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from extract.schemas import (
    Agreement,
    Document,
    Dropped,
    Extraction,
    Figure,
    Meeting,
    Participant,
    Period,
    Place,
    Run,
    Span,
    Usage,
)

TEXT = "Minister Ana Silva met Tom Berg in Oslo. Trade rose to 3 to 5 million euros, and they signed a treaty."


def span(passage: str) -> Span:
    start = TEXT.index(passage)
    return Span(start=start, end=start + len(passage), text=passage)


def participant(**changes: Any) -> Participant:
    fields: dict[str, Any] = {
        "id": "p1",
        "evidence": (span("Minister Ana Silva"),),
        "found_by": ("rules",),
        "name": "Ana Silva",
        "kind": "person",
        "role": "Minister",
        "country": "PT",
        "mentions": (span("Ana Silva"),),
    }
    return Participant(**{**fields, **changes})


def meeting(**changes: Any) -> Meeting:
    fields: dict[str, Any] = {
        "id": "m1",
        "evidence": (span("Minister Ana Silva met Tom Berg"),),
        "found_by": ("rules",),
        "kind": "talks",
        "date": Period(start=date(2024, 5, 2), end=date(2024, 5, 2)),
        "place": Place(name="Oslo", country="NO"),
        "status": "held",
        "participants": ("p1",),
        "principals": ("p1",),
    }
    return Meeting(**{**fields, **changes})


def figure(**changes: Any) -> Figure:
    fields: dict[str, Any] = {
        "id": "f1",
        "evidence": (span("Trade rose to 3 to 5 million euros"),),
        "found_by": ("rules",),
        "kind": "money",
        "value": Decimal(3_000_000),
        "high": Decimal(5_000_000),
        "unit": "EUR",
        "metric": "trade",
        "speaker": "p1",
        "number": span("3 to 5 million euros"),
    }
    return Figure(**{**fields, **changes})


def agreement(**changes: Any) -> Agreement:
    fields: dict[str, Any] = {
        "id": "a1",
        "evidence": (span("they signed a treaty"),),
        "found_by": ("rules",),
        "kind": "treaty",
        "status": "signed",
        "parties": ("PT", "NO"),
        "signatories": ("p1",),
        "meeting": "m1",
    }
    return Agreement(**{**fields, **changes})


def record(**changes: Any) -> Extraction:
    fields: dict[str, Any] = {
        "document": Document(id="d", sha256="0" * 64, published=date(2024, 5, 3), language="en", text=TEXT),
        "participants": (participant(),),
        "meetings": (meeting(),),
        "figures": (figure(),),
        "agreements": (agreement(),),
        "run": Run(engine="rules", library_version="0.1.0"),
    }
    return Extraction(**{**fields, **changes})


FIELDS = {
    Extraction: "schema_version document participants meetings figures agreements run",
    Document: "id source title published language sha256 text",
    Span: "start end text",
    Period: "start end",
    Place: "name country",
    Participant: "id evidence found_by name kind role organization country mentions",
    Meeting: "id evidence found_by kind title date place mode status participants principals topics",
    Figure: "id evidence found_by kind value high unit qualifier metric aspect direction period status parties speaker"
    " number",
    Agreement: "id evidence found_by kind title status date parties signatories meeting",
    Run: "engine model prompt_version library_version fallback fallback_reason usage warnings dropped uncovered",
    Usage: "prompt_tokens completion_tokens cost_usd",
    Dropped: "type reason item",
}


@pytest.mark.parametrize("model", FIELDS)
def test_the_fields_stand_on_disk_in_the_contracts_order(model: type[BaseModel]) -> None:
    assert list(model.model_fields) == FIELDS[model].split()


def test_every_field_is_written_and_absent_knowledge_is_null_or_empty() -> None:
    bare = record(participants=(), meetings=(), figures=(), agreements=())
    written = json.loads(bare.model_dump_json())
    assert list(written) == FIELDS[Extraction].split()
    assert list(written["run"]) == FIELDS[Run].split()
    assert written["run"]["model"] is None
    assert written["figures"] == []


def test_values_are_written_as_plain_digits_and_days_as_iso_dates() -> None:
    written = json.loads(record(figures=(figure(value=Decimal("3E+6")),)).model_dump_json())
    assert (written["figures"][0]["value"], written["figures"][0]["high"]) == ("3000000", "5000000")
    assert written["meetings"][0]["date"] == {"start": "2024-05-02", "end": "2024-05-02"}
    assert written["document"]["published"] == "2024-05-03"


@pytest.mark.parametrize("model", FIELDS)
def test_models_are_frozen_strict_and_closed(model: type[BaseModel]) -> None:
    config = model.model_config
    assert (config.get("frozen"), config.get("strict"), config.get("extra")) == (True, True, "forbid")


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        record().figures[0].unit = "USD"


def refused(**changes: Any) -> str:
    """What the record says when a field of its JSON is replaced ("figures.0.value" is a path)."""
    whole = json.loads(record().model_dump_json())
    for path, value in changes.items():
        at: Any = whole
        *way, last = path.split("__")
        for step in way:
            at = at[int(step) if step.isdigit() else step]
        at[int(last) if last.isdigit() else last] = value
    with pytest.raises(ValidationError) as caught:
        Extraction.model_validate_json(json.dumps(whole))
    return str(caught.value)


REFUSED = [
    ({"schema_version": "2"}, "Input should be '1'"),
    ({"surprise": 1}, "Extra inputs"),
    ({"figures__0__surprise": 1}, "Extra inputs"),
    # spans
    ({"figures__0__number__start": 1}, "cannot hold"),
    ({"figures__0__number__text": "4 to 5 million euros"}, "is not '4 to 5 million euros'"),
    ({"figures__0__number__start": "54"}, "valid integer"),
    ({"figures__0__evidence": []}, "at least 1 item"),
    ({"figures__0__found_by": []}, "at least 1 item"),
    ({"figures__0__found_by": ["oracle"]}, "'rules' or 'llm'"),
    ({"participants__0__mentions": []}, "at least 1 item"),
    # decimals
    ({"figures__0__value": 3000000}, "plain digits, never a float"),
    ({"figures__0__value": 3.5}, "plain digits, never a float"),
    ({"figures__0__value": "3e6"}, "not written in plain digits"),
    ({"figures__0__value": "3,000"}, "not written in plain digits"),
    ({"figures__0__value": ""}, "not written in plain digits"),
    ({"figures__0__value": "3."}, "not written in plain digits"),
    ({"figures__0__value": "NaN"}, "not written in plain digits"),
    ({"figures__0__value": "٣"}, "not written in plain digits"),
    ({"figures__0__value": "6000000"}, "the range ends at 5000000, below its start 6000000"),
    # units, directions, enumerations
    ({"figures__0__unit": "euro"}, "not a unit of kind money"),
    ({"figures__0__kind": "percent"}, "not a unit of kind percent"),
    ({"figures__0__kind": "ratio"}, "not a unit of kind ratio"),
    ({"figures__0__kind": "guess"}, "Input should be 'money'"),
    ({"figures__0__direction": "increase"}, "only a change does"),
    ({"figures__0__qualifier": "circa"}, "Input should be 'exact'"),
    ({"meetings__0__kind": "chat"}, "Input should be 'talks'"),
    ({"agreements__0__status": "lost"}, "Input should be 'signed'"),
    # periods and dates
    ({"meetings__0__date__end": "2024-05-01"}, "the period ends 2024-05-01 before it starts 2024-05-02"),
    ({"meetings__0__date__end": "2024-05"}, "valid date"),
    ({"document__published": "3 May 2024"}, "valid date"),
    # countries, languages, digests
    ({"participants__0__country": "pt"}, "should match pattern"),
    ({"document__language": "eng"}, "should match pattern"),
    ({"document__sha256": "abc"}, "should match pattern"),
    # ids
    ({"participants__0__id": "x1"}, "should match pattern"),
    ({"figures__0__speaker": "p2"}, "f1 refers to p2, which is not in the record"),
    ({"meetings__0__participants": ["p9"]}, "m1 refers to p9"),
    ({"meetings__0__principals": ["p9"]}, "m1 refers to p9"),
    ({"agreements__0__signatories": ["p9"]}, "a1 refers to p9"),
    ({"agreements__0__meeting": "m9"}, "a1 refers to m9"),
]


@pytest.mark.parametrize(("changes", "reason"), REFUSED, ids=[str(changes) for changes, _ in REFUSED])
def test_what_breaks_the_contract_is_refused(changes: dict[str, Any], reason: str) -> None:
    assert reason in refused(**changes)


def test_two_items_may_not_share_an_id() -> None:
    with pytest.raises(ValidationError, match="share an id"):
        record(figures=(figure(), figure()))


def test_a_record_without_its_text_still_validates() -> None:
    bare = record().without_text()
    assert bare.document.text is None
    assert Extraction.model_validate_json(bare.model_dump_json()) == bare


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
numbers = st.decimals(allow_nan=False, allow_infinity=False)
days = st.dates()
countries = st.sampled_from(["KZ", "EU", "NO"])


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, end = sorted((draw(days), draw(days)))
    return Period(start=start, end=end)


@st.composite
def records(draw: st.DrawFn) -> Extraction:
    text = draw(texts)

    def some_span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        return Span(start=start, end=end, text=text[start:end])

    def base(id: str) -> dict[str, Any]:
        found_by = draw(st.sampled_from([("rules",), ("llm",), ("rules", "llm")]))
        return {"id": id, "evidence": (some_span(),), "found_by": found_by}

    low, high = sorted((draw(numbers), draw(numbers)))
    period = draw(st.none() | periods())
    return Extraction(
        document=Document(
            id=draw(texts),
            source=draw(st.none() | texts),
            title=draw(st.none() | texts),
            published=draw(st.none() | days),
            language=draw(st.sampled_from([None, "en"])),
            sha256="f" * 64,
            text=text,
        ),
        participants=(
            Participant(
                **base("p1"),
                name=draw(texts),
                kind=draw(st.sampled_from(["person", "organization"])),
                role=draw(st.none() | texts),
                country=draw(st.none() | countries),
                mentions=(some_span(), some_span()),
            ),
        ),
        meetings=(
            Meeting(
                **base("m1"),
                kind="forum",
                title=draw(st.none() | texts),
                date=period,
                place=draw(st.none() | st.builds(Place, name=texts, country=st.none() | countries)),
                mode=draw(st.sampled_from([None, "video", "phone"])),
                status="planned",
                participants=("p1",),
                topics=tuple(draw(st.lists(texts, max_size=2))),
            ),
        ),
        figures=(
            Figure(
                **base("f1"),
                kind="count",
                value=low,
                high=draw(st.sampled_from([None, high])),
                unit=draw(texts),
                aspect="change",
                direction=draw(st.sampled_from([None, "increase", "decrease"])),
                period=period,
                parties=tuple(draw(st.lists(countries, max_size=2))),
                speaker=draw(st.sampled_from([None, "p1"])),
                number=some_span(),
            ),
        ),
        agreements=(
            Agreement(**base("a1"), kind="roadmap", title=draw(st.none() | texts), status="agreed", meeting="m1"),
        ),
        run=Run(
            engine="hybrid",
            library_version="0",
            usage=Usage(prompt_tokens=draw(st.integers(0)), cost_usd=draw(st.none() | numbers)),
            warnings=tuple(draw(st.lists(texts, max_size=2))),
            dropped=(Dropped(type="figure", reason="r", item={"a": [1, None, draw(texts)]}),),
            uncovered=(some_span(),),
        ),
    )


@given(records())
def test_a_record_comes_back_from_json_exactly(whole: Extraction) -> None:
    written = whole.model_dump_json()
    back = Extraction.model_validate_json(written)
    assert back == whole
    assert back.model_dump_json() == written
