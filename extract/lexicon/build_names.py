"""Build the lists of given names, surnames and ordinary words from public sources and the lists below.

Run at development time, from the repository's root, when a source or a list below changes:

    python extract/lexicon/build_names.py AMERICAN_ENGLISH_SMALL BRITISH_ENGLISH_SMALL AMERICAN_ENGLISH

It needs the packages Faker and names, and the paths of three word lists: those of Debian's wamerican-small,
wbritish-small and wamerican (SCOWL). README.md beside this file states the licences.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
import unicodedata
from pathlib import Path

import faker.providers.person as person
import names

OUT = Path(__file__).parent / "en"
BY_HAND = Path(__file__).parent / "by_hand"
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'\u2019-]{2,}")

# Locales of Faker whose lists are in Latin letters, or in letters that can be written in Latin ones one by one.
CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґѓќљњџјѕ",
        "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g"
        " gj kj lj nj dz j dz".split(),
        strict=True,
    )
)
GREEK = dict(
    zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(), strict=True)
)
GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split(),
        strict=True,
    )
)
ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
        "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev".split(),
        strict=True,
    )
)
LETTERS = {**CYRILLIC, **GREEK, **GEORGIAN, **ARMENIAN}


def by_hand(name: str) -> set[str]:
    """The words of a list that is written by hand."""
    lines = (BY_HAND / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return {word for line in lines if not line.startswith("#") for word in line.split()}


def fold(name: str) -> str:
    """The name in lower case without diacritics, as the rules look it up."""
    flat = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d"))
    return (
        "".join(c for c in flat if not unicodedata.combining(c))
        .lower()
        .replace("\u2019", "'")
        .replace("ə", "a")
        .replace("æ", "ae")
        .replace("ß", "ss")
        .replace("þ", "th")
        .replace("ð", "d")
        .replace("œ", "oe")
    )


def latin(name: str) -> str:
    """The name in Latin letters, or unchanged if its script has no letter-by-letter transliteration here."""
    if not any(c.lower() in LETTERS for c in name):
        return name
    return "".join(LETTERS.get(c.lower(), c) for c in name).replace("_", "")


def faker_names() -> tuple[set[str], set[str]]:
    """Given names and surnames of all of Faker's locales."""
    given: set[str] = set()
    family: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            target = given if attribute.startswith("first_") else family if attribute.startswith("last_") else None
            entries = getattr(provider, attribute)
            if target is None or not isinstance(entries, (tuple, list, set, frozenset, dict)):
                continue
            for entry in entries:
                text = entry[-1] if isinstance(entry, tuple) else entry
                if isinstance(text, str):
                    target.update(word for word in latin(text).split() if LATIN.fullmatch(word))
    return given, family


def census(name: str, share: float) -> set[str]:
    """The names of a list of the US census of 1990 that cover `share` percent of its people."""
    rows = (Path(names.__file__).parent / name).read_text().splitlines()
    return {row.split()[0] for row in rows if float(row.split()[2]) <= share}


def write(name: str, entries: set[str], comment: str) -> None:
    lines = sorted({fold(entry) for entry in entries})
    (OUT / f"{name}.txt").write_text(f"# {comment}\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines))


# Rare words are taken from the longest list only if they end as no name does: "entrepreneurs", "registrants".
RARE = re.compile(
    r".{3,}(?:tions?|ments?|ness(?:es)?|ings|ists?|it(?:y|ies)|i[sz]e[ds]|i[sz]ing|ships?|isms?|[ai]bles?|[ae]nces?|ives"
    r"|[ae]nts|[eo]rs|ures|ages|als|eurs|ied|ies|ously|ous|ful|graphy|ology|ically|wide|based|works?)"
)


def main(american: str, british: str, rare: str) -> None:
    words = {
        word
        for path in (american, british)
        for word in Path(path).read_text(encoding="utf-8").split()
        if word.islower() and "'" not in word and len(word) > 1
    }
    given, family = faker_names()
    known = {fold(name) for name in (*given, *family, *census("dist.all.last", 90.0))}
    words |= {
        word
        for word in Path(rare).read_text(encoding="utf-8").split()
        if word.islower() and RARE.fullmatch(word) and word not in known
    }
    given |= census("dist.male.first", 90.0) | census("dist.female.first", 90.0) | by_hand("given_names")
    family |= census("dist.all.last", 77.0) | by_hand("surnames")
    common = {fold(word) for word in words} - by_hand("given_names_and_words")
    drop = {
        "",
        "al",
        "el",
        "de",
        "da",
        "la",
        "le",
        "van",
        "der",
        "den",
        "von",
        "di",
        "du",
        "ibn",
        "bin",
        "of",
        "the",
        "mac",
        "nic",
        "ni",
        "ui",
        "o",
    }
    write("words", words | by_hand("words"), "Ordinary English words, lower case. Source: SCOWL (see README.md).")
    write(
        "given_names",
        {n for n in given if fold(n) not in drop | common},
        "Given names of the world, folded. Sources: Faker, US census, own (see README.md).",
    )
    write(
        "surnames",
        {n for n in family if fold(n) not in drop},
        "Surnames of the world, folded. Sources: Faker, US census, own (see README.md).",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
