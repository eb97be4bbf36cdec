"""Shared currencies: whose dollar, peso or dinar a sum is in, where the words beside it do not tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache

from extract.lexicon import load_table
from extract.values.amounts import Amount

# A page that writes its own dollar with a prefix ("A$5") means the American one by a bare "$".
_PREFIXES = {"AUD": r"A\$|AU\$|AUD", "NZD": r"NZ\$|NZD", "CAD": r"C\$|CA\$|CAD|Cdn\$", "SGD": r"S\$|SGD"}
# What stands before the digits of a sum: "Rs." of "Rs. 500 crore".
_BEFORE_DIGITS = re.compile(r"(?:negative\s++)?[-−–(]?([^\s\d.,(-]++)\.?\s?\(?[-−–]?[\d.½¼¾]")
_LONGEST_SUM = 80


def in_own_currency(
    view: str, amounts: Sequence[Amount], home: str | None, named: Callable[[], Collection[str]]
) -> list[Amount]:
    """The amounts of a sentence with every sum in the currency that its words mean on this page.

    `home` is the country whose government writes the page, `named` tells the countries that the sentence names. A bare
    "$" is the home country's; other names may also be those of the one country named that has such a currency.

    >>> from extract.values.amounts import find_amounts
    >>> view = "Iraq gave 60 million dinars, the others US$5 million."
    >>> [amount.unit for amount in in_own_currency(view, find_amounts(view, 0, len(view)), "AU", lambda: {"IQ"})]
    ['IQD', 'USD']
    """
    found: list[Amount] = []
    for amount in amounts:
        name = _shared_name(view, amount) if amount.kind == "money" else None
        currency = _currency_of(name, view, home, named) if name else None
        found.append(replace(amount, unit=currency) if currency else amount)
    return found


def _shared_name(view: str, amount: Amount) -> str | None:
    """The name of a currency if it is written alone: "pesos", not "Mexican pesos"."""
    if amount.unit not in _shared() or amount.end - amount.start > _LONGEST_SUM:
        return None
    written = view[amount.start : amount.end]
    before = _BEFORE_DIGITS.match(written)
    if before:
        return _names().get(before.group(1).lower())
    *others, last = written.replace("-", " ").split()
    name = _names().get(" ".join([*others[-1:], last]).lower())  # "CFA francs"
    if name or len(others) > 1 and others[-1][0].isupper():  # "5 billion Egyptian pounds"
        return name
    return _names().get(last.lower().lstrip("0123456789.,"))


def _currency_of(name: str, view: str, home: str | None, named: Callable[[], Collection[str]]) -> str | None:
    """What a shared name means here; None: what it means anywhere."""
    currencies = _currencies()[name]
    if home in currencies:
        own = currencies[home]
        return None if name == "dollar" and _own_prefix(own).search(view) else own
    if name == "dollar":
        return None
    meant = {currencies[country] for country in named() if country in currencies}
    return meant.pop() if len(meant) == 1 else None


@cache
def _own_prefix(currency: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{_PREFIXES.get(currency, currency)})(?![A-Za-z])")


@cache
def _names() -> dict[str, str]:
    return {row[0]: row[1] for row in load_table("world", "shared_names")}


@cache
def _currencies() -> dict[str, dict[str, str]]:
    """The currencies that have a name, by country."""
    shared: dict[str, dict[str, str]] = {}
    for name, country, currency in load_table("world", "shared_currencies"):
        shared.setdefault(name, {})[country] = currency
    return shared


@cache
def _shared() -> frozenset[str]:
    """Every currency that a shared name may mean."""
    return frozenset(currency for currencies in _currencies().values() for currency in currencies.values())
