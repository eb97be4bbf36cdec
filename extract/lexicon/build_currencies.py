"""Build the currency tables from CLDR (through babel): run by hand, `python -m extract.lexicon.build_currencies`.

Writes `world/currency_codes.txt` (ISO 4217 codes in use since 2001) and `en/currency_names.txt` (what English calls them).
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

# The currency meant by a name that several countries share, when no adjective tells; "dinar" and "mark" mean none.
BARE = {
    "dollar": "USD", "dollars": "USD", "pound": "GBP", "pounds": "GBP", "franc": "CHF", "francs": "CHF",
    "rupee": "INR", "rupees": "INR", "peso": "MXN", "pesos": "MXN", "ruble": "RUB", "rubles": "RUB",
    "krone": "NOK", "kroner": "NOK", "krona": "SEK", "kronor": "SEK", "shilling": "KES", "shillings": "KES",
    "rial": "IRR", "rials": "IRR", "riyal": "SAR", "riyals": "SAR", "dirham": "AED", "dirhams": "AED",
    "manat": "AZN", "manats": "AZN", "lei": "RON", "kwacha": "ZMW", "kwachas": "ZMW", "soms": "KGS",
    "som": "KGS", "won": "KRW", "lira": "TRY",
}  # fmt: skip

# Bare names that are English words: money only after a magnitude ("500 billion won", not "25 won the prize").
WORDS = frozenset({"won", "som", "sol", "real", "reals", "sum", "sums", "mark", "rand", "gold", "dram", "drams", "lira"})
NEVER_BARE = frozenset({"gold", "golds", "sols", "talas", "kinas", "lotis", "kronurs", "mark", "marks", "dinar", "dinars", "sol", "colon", "colons", "koruna", "tala", "kina",
                        "loti", "dobra", "dobras", "guilder", "guilders", "leu", "escudo", "escudos", "krónur", "króna",
                        "real", "reals", "leone", "leones"})  # fmt: skip

# Adjectives that CLDR does not use: "Kazakh tenge" beside "Kazakhstani tenge".
ADJECTIVES = {
    "KZT": ["kazakh", "kazakhstan"], "KGS": ["kyrgyz", "kyrgyzstani"], "UZS": ["uzbek"], "TJS": ["tajik"],
    "TMT": ["turkmen"], "AZN": ["azeri", "azerbaijan"], "BYN": ["belarusian", "belarussian", "belarus"],
    "AED": ["emirati", "united arab emirates", "arab emirates"], "SGD": ["singaporean"], "TWD": ["taiwan", "taiwanese", "nt"],
    "HKD": ["hk", "hongkong"], "AUD": ["aussie", "au"], "CAD": ["ca"], "NZD": ["nz", "kiwi"], "USD": ["american", "united states", "u.s"],
    "GBP": ["uk", "english"], "KRW": ["korean", "south korea"], "PHP": ["filipino", "philippines"], "ILS": ["israeli", "new israeli"],
    "BRL": ["brazil"], "JPY": ["japan"], "INR": ["india"], "LAK": ["lao"], "BMD": ["bermuda"], "GYD": ["guyanese", "guyana"],
    "FJD": ["fiji"], "JMD": ["jamaica"], "ZWL": ["zimbabwe", "zimbabwean"], "CHF": ["switzerland"], "XOF": ["cfa"],
    "XAF": ["central african"], "SZL": ["swazi"], "ZAR": ["s. african"], "MOP": ["macau", "macao"], "MYR": ["malaysia"],
}  # fmt: skip

# Other spellings and plurals, slang, and the subunits people write in prose (factor 0.01).
OTHER = {
    "buck": ("USD", "1"), "bucks": ("USD", "1"), "greenbacks": ("USD", "1"), "quid": ("GBP", "1"),
    "pound sterling": ("GBP", "1"), "pounds sterling": ("GBP", "1"), "british pounds sterling": ("GBP", "1"), "sterling": ("GBP", "1"),
    "renminbi": ("CNY", "1"), "rmb": ("CNY", "1"), "chinese renminbi": ("CNY", "1"), "renminbi yuan": ("CNY", "1"), "yuan renminbi": ("CNY", "1"),
    "soum": ("UZS", "1"), "soums": ("UZS", "1"), "sum": ("UZS", "1"), "sums": ("UZS", "1"), "uzbek soum": ("UZS", "1"), "uzbek soums": ("UZS", "1"),
    "uzbek sum": ("UZS", "1"), "uzbek sums": ("UZS", "1"), "reais": ("BRL", "1"), "brazilian reais": ("BRL", "1"),
    "tughrik": ("MNT", "1"), "tughriks": ("MNT", "1"), "togrog": ("MNT", "1"), "tugrug": ("MNT", "1"), "tugriks": ("MNT", "1"),
    "shekel": ("ILS", "1"), "shekels": ("ILS", "1"), "new shekels": ("ILS", "1"), "israeli shekel": ("ILS", "1"), "israeli shekels": ("ILS", "1"),
    "zlotys": ("PLN", "1"), "zlotych": ("PLN", "1"), "liras": ("TRY", "1"), "turkish liras": ("TRY", "1"),
    "czech crown": ("CZK", "1"), "czech crowns": ("CZK", "1"), "swedish crowns": ("SEK", "1"), "norwegian crowns": ("NOK", "1"), "danish crowns": ("DKK", "1"),
    "koruna": ("CZK", "1"), "korunas": ("CZK", "1"), "korun": ("CZK", "1"), "hryvnya": ("UAH", "1"), "hryvnyas": ("UAH", "1"), "hryvni": ("UAH", "1"),
    "saudi rial": ("SAR", "1"), "saudi rials": ("SAR", "1"), "qatari rial": ("QAR", "1"), "qatari rials": ("QAR", "1"), "omani riyals": ("OMR", "1"),
    "yemeni riyals": ("YER", "1"), "cfa franc": ("XOF", "1"), "cfa francs": ("XOF", "1"), "francs cfa": ("XOF", "1"), "fcfa": ("XOF", "1"),
    "nt dollars": ("TWD", "1"), "nt dollar": ("TWD", "1"), "colones": ("CRC", "1"), "bolivares": ("VES", "1"), "quetzales": ("GTQ", "1"),
    "guaranies": ("PYG", "1"), "meticais": ("MZN", "1"), "levs": ("BGN", "1"), "laris": ("GEL", "1"), "pakistan rupees": ("PKR", "1"),
    "sri lanka rupees": ("LKR", "1"), "nepali rupees": ("NPR", "1"), "nepali rupee": ("NPR", "1"), "australia dollars": ("AUD", "1"),
    "dollar us": ("USD", "1"), "dollars us": ("USD", "1"), "euro": ("EUR", "1"),
    "cent": ("USD", "0.01"), "cents": ("USD", "0.01"), "us cents": ("USD", "0.01"), "us cent": ("USD", "0.01"), "euro cent": ("EUR", "0.01"),
    "euro cents": ("EUR", "0.01"), "eurocents": ("EUR", "0.01"), "australian cents": ("AUD", "0.01"), "canadian cents": ("CAD", "0.01"),
    "pence": ("GBP", "0.01"), "penny": ("GBP", "0.01"), "pennies": ("USD", "0.01"), "kopeck": ("RUB", "0.01"), "kopecks": ("RUB", "0.01"),
    "kopek": ("RUB", "0.01"), "kopeks": ("RUB", "0.01"), "kopeika": ("RUB", "0.01"), "paise": ("INR", "0.01"), "paisa": ("INR", "0.01"),
    "fen": ("CNY", "0.01"), "centavos": ("MXN", "0.01"), "tiyn": ("KZT", "0.01"), "tyiyn": ("KGS", "0.01"), "tetri": ("GEL", "0.01"), "agorot": ("ILS", "0.01"),
}  # fmt: skip


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
                for adjective in {head, *ADJECTIVES.get(code, [])} - {""}:
                    names.setdefault(f"{adjective} {word}", (code, "1"))
    for word, owner in owners.items():
        if len(owner) == 1 and word not in NEVER_BARE:
            names.setdefault(word, (next(iter(owner)), "1"))
    names |= {word: (code, "1") for word, code in BARE.items()}
    names |= OTHER
    for name, entry in list(names.items()):
        names.setdefault(name.replace("ruble", "rouble"), entry)
    rows = ["\t".join((name, *names[name], "large" if name in WORDS else "any")) for name in sorted(names)]
    _write("en/currency_names.txt", "name, code, factor, after which numbers: any, or only large ones", rows)


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
