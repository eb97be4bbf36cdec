"""Shared currencies: whose dollar, peso or dinar a page means."""

from __future__ import annotations

import pytest

from extract import extract


@pytest.mark.parametrize(
    ("text", "currencies"),
    [
        (
            "CAIRO, May 5, 2023 - Egypt approved 5 billion pounds for housing; 200 million pounds follow.",
            ["EGP", "EGP"],
        ),
        ("LONDON - Britain gave 40 million pounds and £3 million.", ["GBP", "GBP"]),
        ("AMMAN - Jordan's parliament passed a budget of 11 billion dinars.", ["JOD"]),
        ("ISLAMABAD - Pakistan set aside Rs 500 billion. The rest is 20 million rupees.", ["PKR", "PKR"]),
        ("MUMBAI - The bank lost Rs 40 crore and Rs. 3 lakh.", ["INR", "INR"]),
        ("MANILA - The Philippines will spend 4 billion pesos. It has 2 billion Mexican pesos.", ["PHP", "MXN"]),
        ("Chile and Argentina share a cost of 30 million pesos.", ["MXN"]),
        ("DAKAR - Senegal signed a loan of 30 billion CFA francs.", ["XOF"]),
        ("YAOUNDE - Cameroon signed a loan of 30 billion CFA francs.", ["XAF"]),
        ("The bank lost 2 billion francs.", ["CHF"]),
        ("KAMPALA - Uganda will pay 3 million shillings and Shs 400,000.", ["UGX", "UGX"]),
        ("NAIROBI - Kenya will pay Sh3 million and Shs 400,000.", ["KES", "KES"]),
        ("Canada pledged $5 million.", ["USD"]),
    ],
)
def test_a_name_shared_by_many_countries_means_that_of_the_one_named(text: str, currencies: list[str]) -> None:
    figures = extract(text, engine="rules").figures
    assert [figure.unit for figure in figures if figure.kind == "money"] == currencies


def test_a_page_of_a_government_means_its_own_dollar() -> None:
    text = "The Prime Minister of Australia, Mary Jones, said: $60 million, 5 million dollars, 30 cents, 12$, or US$40."
    units = [figure.unit for figure in extract(text, engine="rules").figures]
    assert units == ["AUD", "AUD", "AUD", "AUD", "USD"]
