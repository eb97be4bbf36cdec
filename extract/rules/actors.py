"""Actors: who a sentence is about, by name, by office or by pronoun, in the order of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extract.rules.people import Mention
from extract.rules.reading import Reading

ActorKind = Literal["name", "office", "pronoun"]

_PRONOUN = re.compile(
    r"\b(I|[Ww]e|us|[Yy]ou|[Hh]e|[Ss]he|[Tt]hey|[Bb]oth(?:\s+(?:leaders|sides|parties|presidents|ministers|of\s+(?:them|us)))?"
    r"|[Tt]he\s+(?:two\s+|U\.?S\.?\s+)?delegation)\b(?!')"
)
# "The team met with the minister": whoever leads it, if the page tells that.
_COLLECTIVE = re.compile(
    r"\b[Tt]he\s+(?:[A-Z][\w.-]*\s+){0,3}(?:staff\s+)?(?P<noun>team|mission|delegation)\b(?!['’]|\s+(?:was|were)\s+led)"
)
_LED_BY = re.compile(
    r"\b(?P<noun>team|mission|delegation)\b[^.;]{0,60}?,?\s+(?:(?:is|was|and)\s+)?(?:led|headed)\s+by\s+"
)
_LED_IT = re.compile(
    r"\b(?:led|leads|headed|heads|leading|heading)\s+(?:an?|the)\s+(?:[\w.-]+\s+){0,4}?(?P<noun>team|mission|delegation)\b"
)
_LED_REACH = 40
# What joins two actors into one subject or one object: "A and B", "A, B and C", "A, accompanied by B".
_JOINT = re.compile(
    r"\s*(?:,\s*(?:and|as\s+well\s+as)?|and|as\s+well\s+as|&|/|together\s+with|along\s+with|;)"
    r"\s*(?:with\s+|(?:his|her)\s+(?:[\w-]+\s+)?counterpart,?\s+|also\s+|the\s+)?"
    # the body of the second one's office: "Minister A, Bank of Nepal Governor B"
    r"(?:[A-Z][\w.-]*\s+(?:(?:[A-Z][\w.-]*|of|the)\s+)*)?"
)
# A second verb of the same subject: "..., and also held".
_NEW_PREDICATE = re.compile(r",?\s+and\s+(?:(?:also|then|later|subsequently)\s+)?")
_SUBJECT_REACH = 160
_PRONOUN_BACK = 4


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone the sentence speaks of; several parties for "the two leaders" or "we"."""

    start: int
    end: int
    parties: tuple[int, ...]
    kind: ActorKind


def find_actors(reading: Reading, i: int, principals: tuple[int, ...]) -> list[Actor]:
    """The actors of sentence `i`; `principals` are the main parties of its page, whom "they" and "we" denote."""
    found = _names(reading, i)
    found.extend(Actor(office.start, office.end, office.parties, "office") for office in reading.offices(i))
    sentence = reading.page.sentences[i]
    for match in _PRONOUN.finditer(reading.page.view, sentence.start, sentence.end):
        parties = _pronoun_parties(reading, i, match.group(1).lower(), principals, match.start())
        if parties:
            found.append(Actor(match.start(), match.end(), parties, "pronoun"))
    collectives = _collectives(reading, i)
    found = [a for a in found if not any(c.start <= a.start and a.end <= c.end for c in collectives)] + collectives
    found.sort(key=lambda actor: (actor.start, -actor.end))
    return _without_overlaps(found)


def _collectives(reading: Reading, i: int) -> list[Actor]:
    """The teams and delegations of sentence `i` whose one head the page has told: "the team", led by Ms Roe."""
    view = reading.page.view
    sentence = reading.page.sentences[i]
    found = []
    for match in _COLLECTIVE.finditer(view, sentence.start, sentence.end):
        heads = _heads(reading, i, match.group("noun"))
        if len(heads) == 1 and not _LED_BY.match(view, match.start("noun"), sentence.end):
            found.append(Actor(match.start(), match.end(), (heads.pop(),), "pronoun"))
    return found


def _heads(reading: Reading, i: int, noun: str) -> set[int]:
    """Who leads a team, a mission or a delegation, by the sentences of the page up to sentence `i`."""
    page = reading.page
    heads: set[int] = set()
    for j in range(i, -1, -1):
        sentence = page.sentences[j]
        if sentence.header != page.sentences[i].header:
            break
        if noun not in page.view[sentence.start : sentence.end]:
            continue
        persons = [m for m in reading.mentions(j) if reading.people.parties[m.party].kind == "person"]
        for match in _LED_BY.finditer(page.view, sentence.start, sentence.end):
            after = [m.party for m in persons if m.start >= match.end() and m.phrase[0] - match.end() < _LED_REACH]
            heads.update(after[:1] if match.group("noun") == noun else ())
        for match in _LED_IT.finditer(page.view, sentence.start, sentence.end):
            before = [m.party for m in persons if m.end <= match.start() and match.start() - m.phrase[1] < _LED_REACH]
            heads.update(before[-1:] if match.group("noun") == noun else ())
    return heads


def _names(reading: Reading, i: int) -> list[Actor]:
    """The named actors of a sentence, each from its office to its name: "Presidents A and B" are two."""
    mentions = [mention for mention in reading.mentions(i) if not _is_employer(reading, i, mention)]
    actors = []
    for k, mention in enumerate(mentions):
        # "Presidents A and B": the phrase of one name may run over the other.
        start = mention.phrase[0] if k == 0 or mention.phrase[0] >= mentions[k - 1].end else mention.start
        end = mention.phrase[1] if k + 1 == len(mentions) or mention.phrase[1] <= mentions[k + 1].start else mention.end
        actors.append(Actor(min(start, mention.start), max(end, mention.end), (mention.party,), "name"))
    return actors


def _is_employer(reading: Reading, i: int, mention: Mention) -> bool:
    """Whether an organization only tells a person's office: "Acme's chairman, Mr Roe"."""
    if reading.people.parties[mention.party].kind == "person":
        return False
    return any(other.phrase[0] <= mention.start < other.start for other in reading.mentions(i))


def _without_overlaps(actors: list[Actor]) -> list[Actor]:
    kept: list[Actor] = []
    for actor in actors:
        if kept and actor.start < kept[-1].end:
            if actor.kind == "name" and kept[-1].kind != "name":
                kept[-1] = actor
            continue
        kept.append(actor)
    return kept


def addressee(reading: Reading, turn: int) -> int | None:
    """To whom a speaker of a transcript says "you": the other one of the two who speak on that page."""
    speaker = reading.turn_speaker(turn)
    others = [party for party in reading.turn_speakers(turn) if party != speaker]
    return others[0] if len(others) == 1 else None


def _pronoun_parties(
    reading: Reading, i: int, pronoun: str, principals: tuple[int, ...], offset: int
) -> tuple[int, ...]:
    sentence = reading.page.sentences[i]
    if pronoun in ("i", "we", "us", "you"):
        if sentence.turn is None:
            return ()
        speaker = reading.turn_speaker(sentence.turn)
        if speaker is None:
            return ()
        other = addressee(reading, sentence.turn)
        if pronoun == "i":
            return (speaker,)
        if pronoun == "you":
            return (other,) if other is not None else tuple(p for p in principals if p != speaker)[:1]
        return (speaker, other) if other is not None else principals if speaker in principals else (speaker,)
    if pronoun in ("he", "she"):
        return _antecedent(reading, i, offset)
    if pronoun.endswith("delegation"):
        return principals[:1]
    return principals


def _antecedent(reading: Reading, i: int, offset: int) -> tuple[int, ...]:
    """The person a "he" at `offset` in sentence `i` denotes: the subject of the nearest words before that name one."""
    for back in range(i, max(i - _PRONOUN_BACK, -1), -1):
        for mention in reading.mentions(back):
            if mention.start < offset and reading.people.parties[mention.party].kind == "person":
                return (mention.party,)
    # "Before he left, President A met B"
    return tuple(m.party for m in reading.mentions(i) if reading.people.parties[m.party].kind == "person")[:1]


def subject_before(reading: Reading, actors: list[Actor], offset: int, start: int) -> list[Actor]:
    """The actors that together are the subject of a verb at `offset`: the nearest before it and those joined to it."""
    view = reading.page.view
    before = [actor for actor in actors if start <= actor.start and actor.end <= offset]
    if not before or offset - before[-1].end > _SUBJECT_REACH:
        return []
    if _NEW_PREDICATE.fullmatch(view, before[-1].end, offset):
        return opening_group(reading, before)  # "A met with B and also held talks with C"
    group = [before[-1]]
    for actor in reversed(before[:-1]):
        glue = view[actor.end : group[0].start]
        if not joins(glue) or (len(group) == 1 and glue.strip() == ","):
            break  # "Following her talks with A, B visited": only "A, B and C" is a list
        group.insert(0, actor)
    return group


def opening_group(reading: Reading, actors: list[Actor]) -> list[Actor]:
    """The first of the actors of a sentence, with those joined to it: its subject."""
    group = actors[:1]
    for actor in actors[1:]:
        if not joins(reading.page.view[group[-1].end : actor.start]):
            break
        group.append(actor)
    return group


def objects_after(reading: Reading, actors: list[Actor], offset: int, end: int, reach: int = 90) -> list[Actor]:
    """The actors that are the object of a verb or preposition ending at `offset`, with those joined to them."""
    view = reading.page.view
    after = [actor for actor in actors if offset <= actor.start and actor.end <= end]
    if not after or after[0].start - offset > reach:
        return []
    group = [after[0]]
    for actor in after[1:]:
        if not joins(view[group[-1].end : actor.start]):
            break
        group.append(actor)
    return group


def joins(glue: str) -> bool:
    """Whether the text between two actors makes them one subject or one object: "A and B", "A, as well as B"."""
    match = _JOINT.match(glue)
    return match is not None and match.end() >= len(glue.rstrip()) and len(glue) < 40


def parties_of(actors: list[Actor]) -> list[int]:
    """The parties of a group of actors, each once, in order."""
    return list(dict.fromkeys(party for actor in actors for party in actor.parties))
