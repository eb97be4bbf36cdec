"""Pages that are themselves a document of several parties: "Joint Statement on ...", "Communiqué of the 5th Summit"."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.rules.agreements.documents import find_documents
from extract.rules.agreements.sentence import read_words
from extract.rules.drafts import Range
from extract.schemas import AgreementKind

_STATEMENT = r"(?:statement|communiqu[eé]|declaration)"
# Who speaks together: "Joint Statement", "Leaders' Declaration", "Statement of the Foreign Ministers"; not "Joint press
# statements", which are oral, nor "Statement by the Prime Minister".
_SEVERAL = r"(?:leaders?|presidents|premiers|ministers|heads|co-?chairs?|chiefs|finance\s+ministers|parties|members)"
_TITLE = re.compile(
    rf"\bjoint\s+(?:[\w'’-]+\s+){{0,3}}?(?P<joint>{_STATEMENT})\b"
    rf"|\b{_SEVERAL}['’]?(?:s['’]?)?\s+(?:[\w'’-]+\s+){{0,2}}?(?P<several>{_STATEMENT})\b"
    rf"|^\W*(?:the\s+)?[A-Z][\w-]+\s+(?P<placed>declaration|communiqu[eé])\b"
    rf"|^\W*(?:final\s+|summit\s+)?(?P<opening>communiqu[eé])\b"
    rf"|^\W*(?P<of>statement|declaration)\s+(?:of|by|from)\s+(?:the\s+)?(?:[\w'’-]+\s+){{0,2}}?{_SEVERAL}\b",
    re.IGNORECASE,
)
_KINDS: dict[str, AgreementKind] = {"statement": "joint_statement", "declaration": "declaration"}
# How several parties begin a text of their own: "We, the Heads of State of ...".
_WE_THE = ("We, the ", "WE, THE ", "We the Heads", "We the Leaders")
_OPENING = 24


class JointPage(NamedTuple):
    """What the title says that the page is, and the words that say it."""

    kind: AgreementKind
    matched: Range


def joint_page(view: str, start: int, end: int) -> JointPage | None:
    """The document that a page with this title is itself.

    >>> title = "COMMUNIQUÉ OF THE 5TH SUMMIT OF THE REEF LEAGUE"
    >>> joint_page(title, 0, len(title)).kind
    'communique'
    >>> joint_page("Leaders sign joint statement", 0, 28)
    """
    match = _TITLE.search(view, start, end)
    if match is None:
        return None
    words = read_words(view, start, end)
    if any(document.finding for document in find_documents(words, heading=True)):
        # "Leaders sign joint statement" is news of one.
        return None
    noun = next(group for group in match.groups() if group).lower()
    return JointPage(_KINDS.get(noun, "communique"), match.span())


def opens_joint_text(view: str, start: int) -> bool:
    """Whether the sentence at `start` begins a text of several parties: "We, the Heads of State of ...".

    >>> opens_joint_text("We, the Ministers of the Reef League, met in Suva.", 0)
    True
    """
    opening = view[start : start + _OPENING]
    return any(words in opening for words in _WE_THE)
