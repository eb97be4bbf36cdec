"""Numbers in digits and words, read exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.values.numbers import NumberError, find_numbers, parse_digits, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", "7"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1 234 567", "1234567"),
        ("1\u202f234\u202f567", "1234567"),
        ("1\u00a0234,5", "1234.5"),
        ("12,34,56,789", "123456789"),
        ("1'250'000", "1250000"),
        ("12,50", "12.50"),
        ("0,125", "0.125"),
        ("3.125", "3.125"),
        (".5", "0.5"),
        ("2½", "2.5"),
        ("3 1/2", "3.5"),
        ("8.25 million", "8250000"),
        ("450 bln", "450000000000"),
        ("9mn", "9000000"),
        ("32K", "32000"),
        ("1.5 lakh crore", "1500000000000"),
        ("2 and a half million", "2500000"),
        ("5 hundred thousand", "500000"),
        ("forty", "40"),
        ("ninety-nine", "99"),
        ("three hundred and twelve", "312"),
        ("a hundred and twenty thousand", "120000"),
        ("two million three hundred thousand and five", "2300005"),
        ("one and a half billion", "1500000000"),
        ("three point seven five", "3.75"),
        ("half a million", "500000"),
        ("a quarter of a billion", "250000000"),
        ("two dozen", "24"),
        ("half a dozen", "6"),
        ("a quarter million", "250000"),
        ("three quarters billion", "750000000"),
        ("4 . 25 million", "4250000"),
        ("6.10-1/2", "6.105"),
        ("2.5亿", "250000000"),
        ("four crore", "40000000"),
    ],
)
def test_a_number_is_read_exactly(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "ten agreements", "12.05.2021", "1,2,3", "twenty-first", "millions", "9" * 400])
def test_what_is_no_number_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(NumberError, match="not a number"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("between one hundred and two hundred", ["one hundred", "two hundred"]),
        ("between two million and three million", ["two million", "three million"]),
        ("three or four", ["three", "four"]),
        ("several million, tens of thousands, a few hundred", []),
        ("the third, the fifty-second and the twentieth", []),
        ("one-third and two-fifths", ["one-third", "two-fifths"]),
        ("sixteen out of twenty", ["sixteen", "twenty"]),
    ],
)
def test_numbers_are_told_apart(text: str, numbers: list[str]) -> None:
    assert [text[n.start : n.end] for n in find_numbers(text, 0, len(text))] == numbers


@pytest.mark.parametrize(
    ("text", "value"), [("1.250", "1250"), ("1.250.000", "1250000"), ("12.50", "12.50"), ("0.125", "0.125")]
)
def test_dots_group_where_the_country_writes_them_so(text: str, value: str) -> None:
    assert parse_digits(text, dot_groups=True) == Decimal(value)


@given(st.integers(min_value=0, max_value=10**18))
def test_grouping_never_changes_a_number(number: int) -> None:
    grouped = f"{number:,}"
    for separator in (",", "\u202f", "'"):
        assert parse_digits(grouped.replace(",", separator)) == number


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_decimals_are_never_rounded(number: Decimal) -> None:
    assert parse_digits(f"{number:,.2f}") == number
