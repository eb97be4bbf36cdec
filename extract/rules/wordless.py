"""What can be read in a language that has no rules: money, percents and units, written in signs, codes and digits."""

from __future__ import annotations

from extract.lexicon import load_table
from extract.rules.drafts import FigureDraft
from extract.rules.reading import Reading
from extract.text.page import Page

LANGUAGES = frozenset({"en"})
"""The languages that have rules."""


def is_wordless(page: Page) -> bool:
    """Whether the page is in a language that has no rules."""
    return page.language is not None and page.language not in LANGUAGES


def find_figures(reading: Reading) -> list[FigureDraft]:
    """The figures that need no words; what they measure, when and says who stays open."""
    return [
        FigureDraft(
            evidence=[(sentence.start, sentence.end)],
            rule="figure.without-words",
            matched=(amount.start, amount.end),
            amount=amount,
        )
        for i, sentence in enumerate(reading.page.sentences)
        if sentence.role != "furniture"
        for amount in reading.amounts(i)
    ]


def warning(language: str) -> str:
    """What the reader of a record in `language` should know.

    >>> warning("de")
    'the text is in German (de), for which there are no rules: only money, percents, units and ISO dates were read'
    """
    name = next((name for code, name in load_table("world", "language_names") if code == language), None)
    named = f"{name} ({language})" if name else f"the language {language!r}"
    return f"the text is in {named}, for which there are no rules: only money, percents, units and ISO dates were read"
