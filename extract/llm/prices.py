"""What a response costs, by the public price lists of `genai-prices`, if that is installed."""

from __future__ import annotations

from decimal import Decimal
from importlib import import_module
from typing import Any

try:
    _prices: Any = import_module("genai_prices")
except ImportError:  # pragma: no cover - it is optional
    _prices = None


def price(
    url: str, models: tuple[str, ...], prompt_tokens: int, completion_tokens: int, cached_tokens: int = 0
) -> Decimal | None:
    """US dollars for one response of the endpoint at `url`, by the first of `models` the price lists know; else None.

    A model of the same name on somebody's own machine has no price.
    """
    if _prices is None:
        return None
    usage = _prices.Usage(
        input_tokens=prompt_tokens,
        output_tokens=completion_tokens,
        cache_read_tokens=min(cached_tokens, prompt_tokens),
    )
    for model in models:
        try:
            total: Decimal = _prices.calc_price(usage, model, provider_api_url=url).total_price
            return total
        except (LookupError, ValueError):
            continue
    return None
