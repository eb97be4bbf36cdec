"""Dollars: whose dollar a bare "$" is on a page - the home government's, or the American one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extract.lexicon import load_table
from extract.values.amounts import Amount

# A page that writes its own dollar with a prefix ("A$5") means the American one by a bare "$".
_PREFIXES = {"AUD": r"A\$|AU\$|AUD", "NZD": r"NZ\$|NZD", "CAD": r"C\$|CA\$|CAD|Cdn\$", "SGD": r"S\$|SGD"}
_BARE = re.compile(r"(?:^|[^\w$])\$")


@cache
def _home_dollars() -> dict[str, str]:
    return {row[0]: row[1] for row in load_table("world", "home_dollars")}


@cache
def _own_prefix(currency: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{_PREFIXES.get(currency, currency)})(?![A-Za-z])")


def home_dollar(view: str, country: str | None) -> str | None:
    """The currency of a bare "$" on a page written by the government of `country`, if it is not the American one."""
    currency = _home_dollars().get(country or "")
    if currency is None or _own_prefix(currency).search(view):
        return None
    return currency


def in_home_dollars(view: str, amounts: Sequence[Amount], currency: str) -> list[Amount]:
    """The amounts with every sum behind a bare "$" in `currency`.

    >>> from extract.values.amounts import find_amounts
    >>> view = "We gave $60 million, the others US$5 million."
    >>> [amount.unit for amount in in_home_dollars(view, find_amounts(view, 0, len(view)), "AUD")]
    ['AUD', 'USD']
    """
    return [
        replace(amount, unit=currency)
        if amount.unit == "USD" and _BARE.search(view, max(amount.start - 1, 0), amount.start + 2)
        else amount
        for amount in amounts
    ]
