"""Doubts: why an item that only the model found stays out of the record.

The rules have read the whole text; what they left has to show by itself that it is an item. Each check is cheap, looks
at the text alone, and gives its reason in words. A strong model's finds pass; what a weak one makes up of dates,
places, offices and phrases does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from extract.lexicon import load_table, load_words
from extract.reconcile.names import parts_of
from extract.reconcile.passages import Passages
from extract.reconcile.wording import said_in, words
from extract.rules.names import (
    ACRONYM,
    CITY,
    HEAD,
    HONORIFIC,
    MODIFIER,
    NAME,
    NATION,
    NEVER,
    PLURAL,
    REGION,
    THING,
    WORD,
    kinds,
)
from extract.rules.places import gazetteer
from extract.schemas import Agreement, Figure, Meeting, Participant, Span

# ---------------------------------------------------------------- participants

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Of what stands in the 24 characters before: "Mr. ", "President ".
_LAST_WORD = re.compile(r"([^\W\d_]+)\.?\s+\Z")
_PLACES = NATION | CITY | REGION
_OFFICES = HEAD | PLURAL | MODIFIER | HONORIFIC


def doubt_about_person(person: Participant, passages: Passages) -> str | None:
    """Why a person that only the model found is none, or None."""
    tokens = _TOKEN.findall(person.name)
    if not tokens or all(token[0].islower() for token in tokens):
        return "it is not written as a name"
    name = " ".join(person.name.split())
    flags = [kinds(token) for token in tokens]
    if name in gazetteer().names or all(flag & _PLACES and not flag & NAME for flag in flags):
        return "it is a place or a people"
    if all(
        flag & (_OFFICES | NATION | NEVER) and not flag & NAME or token[0].islower()
        for flag, token in zip(flags, tokens, strict=True)
    ):
        return "it is an office without a name"
    if any(flag & THING and not flag & NAME for flag in flags):
        return "it is named like a body, not like a person"
    if len(parts_of(person.name)) > 1:
        return None
    if flags[-1] & (WORD | NEVER | ACRONYM | _PLACES):
        return "it is a single word with other meanings"
    called = any(_is_called(passages.text, mention) for mention in person.mentions)
    return None if called else "it is a single word without office or title of address"


def _is_called(text: str, mention: Span) -> bool:
    """Whether an office or a title of address stands right before a name, or at its head."""
    if kinds(mention.text.split()[0].rstrip(".")) & (HEAD | HONORIFIC):
        return True
    before = _LAST_WORD.search(text, max(0, mention.start - 24), mention.start)
    return before is not None and bool(kinds(before[1]) & (HEAD | HONORIFIC))


def names_office(role: str) -> bool:
    """Whether a role is an office, without the country: "Prime Minister", not "President of Norway" or "guest"."""
    flags = [kinds(token) | kinds(token.capitalize()) for token in _TOKEN.findall(role)]
    return any(flag & HEAD for flag in flags) and not any(flag & NATION for flag in flags)


def doubt_about_body(body: Participant, passages: Passages) -> str | None:  # noqa: ARG001 - one shape for all checks
    """Why an organization that only the model found is none, or None."""
    if all(token[0].islower() for token in _TOKEN.findall(body.name)):
        return "it is not written as a name"
    place = gazetteer().names.get(" ".join(body.name.removeprefix("the ").split()))
    # "Department of State" is a building, too, and the European Union meets.
    return "it is a place or a people" if place and place[0] in _NO_BODIES and place[1] != "EU" else None


_NO_BODIES = ("country", "demonym", "city")


# ---------------------------------------------------------------- figures

_INSIDE_A_WORD = re.compile(r"(?:\w|\w[-–/.:,'])\Z")
_GOES_ON = re.compile(r"[/.:,]?\d|[-–]?[^\W\d_]")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_NEXT_WORD = re.compile(r"[\s-]*([^\W\d_]+)")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
# "Executive Order 14259", but "order 12 aircraft".
_NUMBERED_ACTS = frozenset("Order Directive Regulation Law Act Bill".split())
_SMALL_COUNT = 10
_DURATIONS = frozenset("hour hours minute minutes second seconds century centuries fortnight aged old".split())


@cache
def _time_units() -> frozenset[str]:
    units = {row[0] for row in load_table("en", "date_words") if row[1] in ("unit", "units")}
    return _DURATIONS | (units - {"half"})


@cache
def _months() -> frozenset[str]:
    return frozenset(row[0] for row in load_table("en", "months"))


def doubt_about_figure(figure: Figure, passages: Passages) -> str | None:
    """Why a number that only the model found is no figure, or None."""
    if figure.kind in ("money", "percent"):
        return None
    text, number = passages.text, figure.number
    if _INSIDE_A_WORD.search(text, max(0, number.start - 2), number.start):
        return "it is part of a name or of a longer number"
    if number.text.strip().isdigit() and _GOES_ON.match(text, number.end) or _ORDINAL.match(text, number.end):
        return "it is part of a word, an ordinal or a longer number"
    before = _LAST_WORD.search(text, max(0, number.start - 24), number.start)
    after = _NEXT_WORD.match(text, number.end, number.end + 24)
    previous, following = (match[1].lower() if match else "" for match in (before, after))
    if previous in load_words("en", "numbered_names") or (before and before[1] in _NUMBERED_ACTS):
        return f"it is a label after '{previous}'"
    if figure.kind != "count":
        return None
    if previous in _months() or following in _months():
        return "it is part of a date"
    if following in _time_units() or figure.unit.lower() in _time_units():
        return "it is a duration or an age"
    if _YEAR.fullmatch(number.text):
        return "it looks like a year"
    return "it is a small count" if figure.high is None and abs(figure.value) <= _SMALL_COUNT else None


def tells_time(passages: Passages, evidence: Sequence[Span]) -> bool:
    """Whether the sentences around some evidence have a word of dates, a month or a year."""
    said = " ".join(passages.around(span) for span in evidence)
    return bool(_ANY_YEAR.search(said)) or not _time_words().isdisjoint(_folded(_TOKEN.findall(said)))


_ANY_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_RELATIVE = frozenset(("day", "last", "next", "previous", "stage"))


@cache
def _time_words() -> frozenset[str]:
    return _time_units() | _months() | {row[0] for row in load_table("en", "date_words") if row[1] in _RELATIVE}


# ---------------------------------------------------------------- meetings

_MADE_BY_VERBS = frozenset(("talks", "call", "visit", "ceremony", "session", "other"))
# "the 23rd meeting of the Commission" is a session, "a meeting of the leaders" may be a summit.
_ANY_MEETING = frozenset(("meeting", "meetings", "event", "events"))
_SIGNING = frozenset("signed signing sign signatures exchange exchanged opening opened inaugurated unveiled".split())
_LONGEST_TITLE = 20


@cache
def _event_words(kind: str) -> frozenset[str]:
    found = {noun for noun, own in load_table("en", "event_nouns") if own == kind or kind == "other"}
    if kind in _MADE_BY_VERBS:
        found.update(word for word, role in load_table("en", "event_words") if role == "verb")
    return _ANY_MEETING | found | (_SIGNING if kind == "ceremony" else set())


@cache
def _event_nouns() -> frozenset[str]:
    return frozenset(noun for noun, _ in load_table("en", "event_nouns"))


def doubt_about_meeting(meeting: Meeting, passages: Passages) -> str | None:
    """Why a meeting that only the model found is none, or None."""
    said = _folded(_TOKEN.findall(" ".join(passages.around(span) for span in meeting.evidence)))
    if said.isdisjoint(_event_words(meeting.kind)):
        return f"its evidence has no word for a meeting of kind {meeting.kind}"
    if meeting.title is None and len(meeting.participants) < 2:
        return "it has neither a title nor two participants"
    if meeting.title is None and meeting.date is None and meeting.place is None:
        return "it has neither a title nor a day nor a place"
    return None


def proper_title(title: str | None, evidence: Sequence[Span]) -> str | None:
    """A title that is a proper name and stands in the evidence, else None."""
    if title is None or not said_in(title, evidence):
        return None
    tokens = _TOKEN.findall(title)
    named = len(tokens) > 1 and any(token[0].isupper() for token in tokens)
    return title if named and len(tokens) <= _LONGEST_TITLE and not _event_nouns().isdisjoint(_folded(tokens)) else None


def _folded(tokens: Sequence[str]) -> frozenset[str]:
    return frozenset(token.lower() for token in tokens)


# ---------------------------------------------------------------- agreements


@cache
def document_words() -> frozenset[str]:
    """The nouns that denote documents, as `words` gives them."""
    return frozenset().union(*(words(row[0]) for row in load_table("en", "document_nouns")))


@cache
def _undertaking_words() -> frozenset[str]:
    return _UNDERTAKEN | {form for row in load_table("en", "commitment_verbs") for form in row[0].split()}


_CONCLUDED = frozenset(("signed", "adopted", "agreed"))


@cache
def _document_verbs(*, concluding: bool) -> frozenset[str]:
    """The verbs that say what becomes of a document; with `concluding` those by which it comes about, alone."""
    rows = load_table("en", "document_verbs")
    return frozenset(form for row in rows if not concluding or row[1] in _CONCLUDED for form in row[0].split())


_UNDERTAKINGS = frozenset(("commitment", "decision"))
_UNDERTAKEN = frozenset("commitment commitments intention intentions decision decisions pledge pledges".split())


def doubt_about_agreement(agreement: Agreement, passages: Passages) -> str | None:
    """Why an agreement that only the model found is none, or None."""
    said = " ".join(passages.around(span) for span in agreement.evidence)
    if agreement.kind in _UNDERTAKINGS:
        if _undertaking_words().isdisjoint(_folded(_TOKEN.findall(said))):
            return "its evidence has no word by which parties bind themselves"
        if agreement.status == "proposed":
            return "it is a wish of one side"
    elif not words(said) & document_words():
        return "its evidence names no document"
    else:
        concluded = agreement.status in _CONCLUDED
        verbs = _document_verbs(concluding=concluded)
        if (concluded or agreement.title is None) and verbs.isdisjoint(_folded(_TOKEN.findall(said))):
            return "its evidence has no verb by which a document is concluded"
    if agreement.title is None and len(agreement.parties) + len(agreement.signatories) < 2:
        return "it has neither a title nor two parties"
    return None
