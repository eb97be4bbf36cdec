"""Places named in a passage."""

from __future__ import annotations

import pytest

from extract.rules.places import find_places


def places(text: str) -> list[tuple[str, str, str | None]]:
    return [(text[p.start : p.end], p.kind, p.country) for p in find_places(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "trade between Norway and the Kyrgyz Republic",
            [("Norway", "country", "NO"), ("Kyrgyz Republic", "country", "KG")],
        ),
        ("the Kingdom of Saudi Arabia's exports", [("Kingdom of Saudi Arabia", "country", "SA")]),
        (
            "the People's Republic of China (PRC)",
            [("People's Republic of China", "country", "CN"), ("PRC", "country", "CN")],
        ),
        ("U.S. and UAE officials", [("U.S.", "country", "US"), ("UAE", "country", "AE")]),
        ("the EU and the European Union", [("EU", "country", "EU"), ("European Union", "country", "EU")]),
        (
            "Emirati, Dutch and Kazakhstani firms",
            [
                ("Emirati", "demonym", "AE"),
                ("Dutch", "demonym", "NL"),
                ("Kazakhstani", "demonym", "KZ"),
            ],
        ),
        # joined names give one place each
        ("Sino-Mongolian relations", [("Sino", "demonym", "CN"), ("Mongolian", "demonym", "MN")]),
        ("South Korea-Chile ties", [("South Korea", "country", "KR"), ("Chile", "country", "CL")]),
        ("a U.S.-Japan forum", [("U.S.", "country", "US"), ("Japan", "country", "JP")]),
        ("an Oslo-based fund", [("Oslo", "city", "NO")]),
        # cities stand for states, too
        ("ties between Tashkent and Yerevan.", [("Tashkent", "city", "UZ"), ("Yerevan", "city", "AM")]),
        ("in Washington, D.C., and Hong Kong.", [("Washington, D.C.", "city", "US"), ("Hong Kong", "country", "HK")]),
        ("in St. Petersburg and St Lucia.", [("St. Petersburg", "city", "RU"), ("St Lucia", "country", "LC")]),
        ("talks in the Hague", [("Hague", "city", "NL")]),
        # regions and seats of power
        ("the Tomsk Region and Central Asia", [("Tomsk Region", "region", "RU"), ("Central Asia", "region", None)]),
        ("at the White House", [("White House", "building", "US")]),
        ("from TURKMENISTAN to ICELAND", [("TURKMENISTAN", "country", "TM"), ("ICELAND", "country", "IS")]),
        ("the Gulf of Guinea", [("Gulf of Guinea", "region", None)]),
        # words that are places only elsewhere in a sentence
        ("Nice to see you in Nice.", [("Nice", "city", "FR")]),
        ("Reading is fun, most people say.", []),
        ("two  lines:  the  United\n  Kingdom", [("United\n  Kingdom", "country", "GB")]),
    ],
)
def test_places_are_found_with_their_country(text: str, found: list[tuple[str, str, str | None]]) -> None:
    assert places(text) == found


def test_only_the_passage_is_read() -> None:
    text = "Chad, Peru and Mali"
    assert [p.country for p in find_places(text, 6, 10)] == ["PE"]
