"""How fast the rules read, beside a plain scan by 40 compiled patterns in the same run: `make bench`.

Everything is measured in CPU seconds of one thread.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from extract import extract

SEEDS = Path(__file__).parents[2] / "seeds"
MEGABYTE = 1_000_000

# What somebody would write who looks for the same things without a plan.
PATTERNS = [
    re.compile(pattern)
    for pattern in (
        r"[$€£¥]\s?\d[\d.,]*(?:\s?(?:million|billion|trillion|bln|mln|bn|m))?",
        r"\b\d[\d.,]*\s?(?:million|billion|trillion)?\s?(?:dollars|euros|rubles|tenge|pounds|yen)\b",
        r"\b(?:USD|EUR|RUB|KZT|GBP|JPY|INR|CNY)\s?\d[\d.,]*",
        r"\b\d[\d.,]*\s?(?:%|per cent|percent|percentage points)",
        r"\b\d[\d.,]*\s?(?:thousand|million|billion)\b",
        r"\b\d[\d.,]*\s?(?:km|tonnes|tons|barrels|MW|GW|TEU|hectares)\b",
        r"\b(?:two|three|four|five|ten)[- ]?fold\b",
        r"\b(?:doubled|tripled|halved)\b",
        r"\b(?:more than|over|about|nearly|almost|up to|at least)\s\d",
        r"\b\d{4}-\d{2}-\d{2}\b",
        r"\b\d{1,2}/\d{1,2}/\d{4}\b",
        r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2},\s\d{4}",
        r"\b\d{1,2}\s(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
        r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\.\s\d{1,2}",
        r"\bon\s(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b",
        r"\b(?:last|this|next)\s(?:year|month|week|quarter)\b",
        r"\b(?:first|second)\shalf\sof\s\d{4}\b",
        r"\bin\s(?:19|20)\d{2}\b",
        r"\b(?:by|until)\s(?:the end of\s)?(?:19|20)\d{2}\b",
        r"\b(?:President|Prime Minister|Chancellor|King|Emir)\s(?:[A-Z]\w+\s){0,2}[A-Z]\w+",
        r"\b(?:Foreign|Defense|Finance|Energy|Trade)\s(?:Minister|Secretary)\s(?:[A-Z]\w+\s){0,2}[A-Z]\w+",
        r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord)\.?\s[A-Z]\w+",
        r"\b(?:Ambassador|Governor|Chairman|Chair|Director)\s(?:of\sthe\s)?[A-Z]\w+",
        r"\bMinister\s(?:of|for)\s[A-Z]\w+(?:\s(?:and\s)?[A-Z]\w+)*",
        r"\b[A-Z]\w+\s[A-Z]\w+(?=\s(?:said|noted|added|stressed))",
        r"^[A-Z][\w.]+(?:\s[A-Z][\w.-]+){0,4}:\s",
        r"“[^”]{1,400}”,?\s(?:said|added|noted)",
        r"\b(?:held|holds|hold)\s(?:talks|a meeting|consultations)\b",
        r"\bmet\s(?:with\s)?(?:[A-Z]\w+)",
        r"\b(?:spoke|speaks)\s(?:by|on the)\s(?:phone|telephone)\b",
        r"\b(?:took|take)\spart\sin\b",
        r"\b\d{1,2}(?:st|nd|rd|th)\s(?:[A-Z]\w+\s){1,6}(?:Forum|Summit|Session|Meeting)\b",
        r"\b(?:videoconference|video link|via video)\b",
        r"\bvisit(?:ed)?\sto\s[A-Z]\w+",
        r"\b(?:signed|adopted|initialled)\s(?:a|an|the)\s[^.]{1,120}",
        r"\b(?:memorandum|memoranda|agreement|declaration|treaty|communiqué)\b",
        r"\b(?:agreed|decided|undertook|pledged|resolved)\sto\b",
        r"\bintend(?:s|ed)?\sto\b",
        r"\b(?:Kazakhstan|Russia|China|Japan|Germany|France|Brazil|India|Turkey|Austria)\b",
        r"\b(?:United States|United Kingdom|European Union|African Union|United Nations)\b",
    )
]

Make = Callable[[int], str]

# Nothing to find, and much to stumble over.
HOSTILE: dict[str, Make] = {
    "a line of digits": lambda size: "7" * size,
    "commas": lambda size: "," * size,
    "nested quotes": lambda size: "“" * (size // 2) + "”" * (size // 2),
    "straight quotes": lambda size: '" ' * (size // 2),
    "of the of the": lambda size: "of the " * (size // 7),
    "one line of words": lambda size: "trade turnover grew and " * (size // 24),
    "colons": lambda size: "A: " * (size // 3),
    "empty lines": lambda size: "\n" * size,
    "spaces": lambda size: " " * size,
    "brackets": lambda size: "[(" * (size // 2),
    "markdown links": lambda size: "[a](b) " * (size // 7),
    "emoji": lambda size: "🚀" * size,
    "apostrophes": lambda size: "d'a'b'c'" * (size // 8),
    "dots": lambda size: "U.S. " * (size // 5),
    "dashes": lambda size: "- " * (size // 2),
}
# Something to find at every turn: more a character than in any real text, but no more the longer the text.
DENSE: dict[str, Make] = {
    "numbers": lambda size: "27% to $14.7 billion, " * (size // 22),
    "numbers line by line": lambda size: "27% to $14.7 billion\n\n" * (size // 22),
    "right to left": lambda size: "مرحبا 5% " * (size // 9),
    "names": lambda size: "President Anna Novak, " * (size // 22),
    "many names": lambda size: "".join(f"Minister Anna {_surname(i)} spoke. " for i in range(size // 29)),
    "dates": lambda size: "in May 2021 and last year, " * (size // 27),
    "meetings": lambda size: "They held talks in Oslo on Monday. " * (size // 35),
    "agreements": lambda size: "The parties signed a memorandum and agreed to cooperate. " * (size // 57),
    "quotations": lambda size: "“It grew by 5%,” Anna Novak said. " * (size // 34),
    "turns": lambda size: "Anna Novak: It grew by 5%.\n\n" * (size // 28),
}


def _surname(number: int) -> str:
    """A different name for every number: Bababab, Bababac ..."""
    letters = [chr(ord("a") + (number // 26**place) % 26) for place in range(4)]
    return "B" + "".join(letters)


def ordinary_text(size: int) -> str:
    """The seeds, over and over, up to `size` characters."""
    text = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))) + "\n\n"
    return (text * (size // len(text) + 1))[:size]


def cpu_seconds(work: Callable[[], object]) -> float:
    """What `work` costs."""
    start = time.process_time()
    work()
    return time.process_time() - start


def growth(make: Make, size: int) -> float:
    """The cost of a character in a text eight times as long, beside that in one of `size`; the best of three runs."""
    small, large = make(size), make(8 * size)
    costs = [(cpu_seconds(lambda: read(small)), cpu_seconds(lambda: read(large))) for _ in range(3)]
    return min(cost for _, cost in costs) / len(large) / (min(cost for cost, _ in costs) / len(small))


def read(text: str) -> None:
    """One document by the rules."""
    extract(text, engine="rules")


def scan(text: str) -> None:
    """Every match of the 40 patterns."""
    for pattern in PATTERNS:
        for _ in pattern.finditer(text):
            pass


def report() -> Iterator[str]:
    """The lines of the benchmark."""
    read(ordinary_text(20_000))  # the lexicons are loaded once, not once a document
    text = ordinary_text(5 * MEGABYTE)
    size = len(text.encode()) / 1000
    reading, scanning = cpu_seconds(lambda: read(text)), cpu_seconds(lambda: scan(text))
    yield f"seeds repeated to {size:,.0f} KB"
    yield f"  extract, engine rules   {size / reading:8,.0f} KB per CPU second"
    yield f"  40 patterns of re       {size / scanning:8,.0f} KB per CPU second"
    yield f"  ratio                   {scanning / reading:8.2f}"
    per_character = reading / len(text)
    yield "time per character, beside that (1.00 is as fast)"
    twenty = ordinary_text(20 * MEGABYTE)
    yield f"  seeds repeated to 20 MB {cpu_seconds(lambda: read(twenty)) / len(twenty) / per_character:8.2f}"
    for name, make in HOSTILE.items():
        hostile = make(MEGABYTE)
        yield f"  {name:23} {cpu_seconds(lambda: read(hostile)) / len(hostile) / per_character:8.2f}"  # noqa: B023
    yield "time per character of 800 KB beside that of 100 KB, where there is something to find at every turn"
    for name, make in DENSE.items():
        yield f"  {name:23} {growth(make, 100_000):8.2f}"
    yield "CPU seconds of a command"
    yield f"  extract --help          {command('--help'):8.2f}"
    yield f"  extract run SEED        {command('run', str(min(SEEDS.glob('*.txt')))):8.2f}"


def command(*arguments: str) -> float:
    """The CPU seconds of the best of three runs."""
    import resource

    costs = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "extract", *arguments], check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        costs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(costs)


if __name__ == "__main__":
    for line in report():
        print(line, flush=True)
