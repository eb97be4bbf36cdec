"""A record's items as data frames, where a data-frame library is installed."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal

import pytest

from extract.errors import MissingExtra
from tests.schemas.test_record import record


def test_a_figure_is_a_row_with_its_exact_value() -> None:
    frame = record().figures_frame()
    row = frame.iloc[0]
    assert list(frame.columns[:4]) == ["document", "id", "evidence", "found_by"]
    assert (row["document"], row["value"], row["high"], row["number"]) == (
        "d",
        Decimal(3_000_000),
        Decimal(5_000_000),
        "3 to 5 million euros",
    )
    assert row["period_start"] is None


def test_a_meeting_is_a_row_with_its_days_and_its_place() -> None:
    row = record().meetings_frame().iloc[0]
    assert (row["date_start"], row["date_end"]) == (date(2024, 5, 2), date(2024, 5, 2))
    assert (row["place"], row["place_country"], row["participants"]) == ("Oslo", "NO", ["p1"])


def test_participants_and_agreements_have_frames_too() -> None:
    assert record().participants_frame()["mentions"].tolist() == [["Ana Silva"]]
    assert record().agreements_frame()["parties"].tolist() == [["PT", "NO"]]


def test_no_items_give_an_empty_frame_with_the_same_columns() -> None:
    empty = record(figures=(), agreements=()).figures_frame()
    assert (len(empty), list(empty.columns)) == (0, list(record().figures_frame().columns))


def test_without_the_library_the_error_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match=r"pip install 'communique\[frames\]'"):
        record().figures_frame()
