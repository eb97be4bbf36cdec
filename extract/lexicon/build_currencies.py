"""Build the currency tables from CLDR (through babel): run by hand, `python -m extract.lexicon.build_currencies`.

Writes `world/currency_codes.txt` (ISO 4217 codes in use since 2001) and `en/currency_names.txt` (their English names).
What CLDR does not know - bare names, other adjectives, other spellings, slang - is listed here, with reasons.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from babel import Locale  # type: ignore[import-not-found,unused-ignore]
from babel.core import get_global  # type: ignore[import-not-found,unused-ignore]

FOLDER = Path(__file__).parent
USED_SINCE = date(2001, 1, 1)

# The currency meant by a name that several countries share, when neither an adjective nor the page tells (see
# `world/shared_currencies.txt`); "mark" and "guilder" mean none.
BARE = {
    "USD": "dollar, dollars",
    "GBP": "pound, pounds",
    "CHF": "franc, francs",
    "INR": "rupee, rupees",
    "MXN": "peso, pesos",
    "RUB": "ruble, rubles",
    "NOK": "krone, kroner",
    "SEK": "krona, kronor",
    "KES": "shilling, shillings",
    "IRR": "rial, rials",
    "SAR": "riyal, riyals",
    "AED": "dirham, dirhams",
    "AZN": "manat, manats",
    "RON": "lei",
    "ZMW": "kwacha, kwachas",
    "KGS": "soms, som",
    "KRW": "won",
    "TRY": "lira",
    "IQD": "dinar, dinars",
    "ESP": "peseta, pesetas",
}

# Bare names that are English words: money only after a magnitude ("500 billion won", not "25 won the prize").
WORDS = frozenset("dram drams gold lira mark rand real reals sol som sum sums won".split())
NEVER_BARE = frozenset(
    """
    colon colons dobra dobras escudo escudos gold golds guilder guilders kina kinas koruna kronurs
    króna krónur leone leones leu loti lotis mark marks real reals sol sols tala talas
    """.split()
)

# Adjectives that CLDR does not use: "Kazakh tenge" beside "Kazakhstani tenge".
ADJECTIVES = {
    "KZT": "kazakh, kazakhstan",
    "KGS": "kyrgyz, kyrgyzstani",
    "UZS": "uzbek",
    "TJS": "tajik",
    "TMT": "turkmen",
    "AZN": "azeri, azerbaijan",
    "BYN": "belarusian, belarussian, belarus",
    "AED": "emirati, united arab emirates, arab emirates",
    "SGD": "singaporean",
    "TWD": "taiwan, taiwanese, nt",
    "HKD": "hk, hongkong",
    "AUD": "aussie, au",
    "CAD": "ca",
    "NZD": "nz, kiwi",
    "USD": "american, united states, u.s",
    "GBP": "uk, english",
    "KRW": "korean, south korea",
    "PHP": "filipino, philippines",
    "ILS": "israeli, new israeli",
    "BRL": "brazil",
    "JPY": "japan",
    "INR": "india",
    "LAK": "lao",
    "BMD": "bermuda",
    "GYD": "guyanese, guyana",
    "FJD": "fiji",
    "JMD": "jamaica",
    "ZWL": "zimbabwe, zimbabwean",
    "CHF": "switzerland",
    "XOF": "cfa",
    "XAF": "central african",
    "SZL": "swazi",
    "ZAR": "s. african",
    "MOP": "macau, macao",
    "MYR": "malaysia",
}

# Other spellings and plurals, and slang.
OTHER = {
    "USD": "buck, bucks, greenbacks, dollar us, dollars us",
    "GBP": "quid, pound sterling, pounds sterling, british pounds sterling, sterling",
    "CNY": "renminbi, rmb, chinese renminbi, renminbi yuan, yuan renminbi, kuai",
    "DEM": "deutschmarks, deutsche marks, d-marks",
    "UZS": "soum, soums, sum, sums, uzbek soum, uzbek soums, uzbek sum, uzbek sums",
    "BRL": "reais, brazilian reais",
    "MNT": "tughrik, tughriks, togrog, tugrug, tugriks",
    "ILS": "shekel, shekels, new shekels, israeli shekel, israeli shekels",
    "PLN": "zlotys, zlotych",
    "TRY": "liras, turkish liras",
    "CZK": "czech crown, czech crowns, koruna, korunas, korun",
    "SEK": "swedish crowns",
    "NOK": "norwegian crowns",
    "DKK": "danish crowns",
    "UAH": "hryvnya, hryvnyas, hryvni",
    "SAR": "saudi rial, saudi rials",
    "QAR": "qatari rial, qatari rials",
    "OMR": "omani riyals",
    "YER": "yemeni riyals",
    "XOF": "cfa franc, cfa francs, francs cfa, fcfa",
    "TWD": "nt dollars, nt dollar",
    "CRC": "colones",
    "VES": "bolivares",
    "GTQ": "quetzales",
    "PYG": "guaranies",
    "MZN": "meticais",
    "BGN": "levs",
    "GEL": "laris",
    "PKR": "pakistan rupees",
    "LKR": "sri lanka rupees",
    "NPR": "nepali rupees, nepali rupee",
    "AUD": "australia dollars",
    "EUR": "euro",
    "XDR": "special drawing right, special drawing rights",
}

# The hundredths that people write in prose.
SUBUNITS = {
    "USD": "cent, cents, us cents, us cent, pennies",
    "EUR": "euro cent, euro cents, eurocents",
    "AUD": "australian cents",
    "CAD": "canadian cents",
    "GBP": "pence, penny",
    "RUB": "kopeck, kopecks, kopek, kopeks, kopeika",
    "INR": "paise, paisa",
    "CNY": "fen",
    "MXN": "centavos",
    "KZT": "tiyn",
    "KGS": "tyiyn",
    "GEL": "tetri",
    "ILS": "agorot",
    "MYR": "sen, sens",
    "NGN": "kobo",
    "GHS": "pesewas",
    "ZMW": "ngwee",
    "EGP": "piastres",
    "PLN": "groszy",
    "THB": "satang",
}

# Other parts and tens of the currency that people count in.
TENTHS = {"USD": "dime, dimes"}
TENFOLD = {"IRR": "toman, tomans"}


def main() -> None:
    """Write both tables."""
    english: Any = Locale("en")._data
    codes = sorted(_codes_in_use())
    _write("world/currency_codes.txt", "ISO 4217 codes in use since 2001 (CLDR territory currencies)", codes)
    names: dict[str, tuple[str, str]] = {}
    owners: dict[str, set[str]] = defaultdict(set)
    for code in codes:
        plural = english["currency_names_plural"].get(code)
        if plural is None or "(" in plural["other"]:  # "Turkish lira (1922-2005)"
            continue
        for one, other in {(plural["one"], plural["other"]), (_plain(plural["one"]), _plain(plural["other"]))}:
            head, _, last = one.casefold().rpartition(" ")
            for word in {last, last + "s", other.casefold().rpartition(" ")[2]}:
                owners[word].add(code)
                for adjective in {head, *_listed(ADJECTIVES.get(code, ""))} - {""}:
                    names.setdefault(f"{adjective} {word}", (code, "1"))
    for word, owner in owners.items():
        if len(owner) == 1 and word not in NEVER_BARE:
            names.setdefault(word, (next(iter(owner)), "1"))
    for table, factor in ((BARE, "1"), (OTHER, "1"), (SUBUNITS, "0.01"), (TENTHS, "0.1"), (TENFOLD, "10")):
        names |= {name: (code, factor) for code, listed in table.items() for name in _listed(listed)}
    for name, entry in list(names.items()):
        names.setdefault(name.replace("ruble", "rouble"), entry)
    rows = ["\t".join((name, *names[name], "large" if name in WORDS else "any")) for name in sorted(names)]
    _write("en/currency_names.txt", "name, code, factor, after which numbers: any, or only large ones", rows)


def _listed(names: str) -> list[str]:
    return names.split(", ") if names else []


def _codes_in_use() -> set[str]:
    return {
        code
        for rows in get_global("territory_currencies").values()
        for code, _, end, tender in rows
        if tender and (end is None or date(*end) >= USED_SINCE)
    }


def _plain(name: str) -> str:
    """Without diacritics or dots: "São Tomé" is also typed "Sao Tome"."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).replace(".", "")


def _write(path: str, title: str, rows: list[str]) -> None:
    source = "Built by extract/lexicon/build_currencies.py from CLDR; do not edit."
    (FOLDER / path).write_text("\n".join([f"# {title}", f"# {source}", *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
