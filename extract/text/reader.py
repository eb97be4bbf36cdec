"""Reading a page: from the characters of a document to its layout."""

from __future__ import annotations

from datetime import date

from extract.text.headers import Layout, read_headers
from extract.text.language import detect_language
from extract.text.layout import cut_paragraphs
from extract.text.page import Header, Page, Sentence, SentenceRole, Turn
from extract.text.quotations import find_quotations
from extract.text.sentences import LONGEST, SentenceCutter
from extract.text.turns import find_turns
from extract.text.view import mask_markup, plain, repair


def read(text: str, *, published: date | None = None, language: str | None = None) -> Page:
    """Read the layout of a document; `published` and `language` win over what the text says.

    >>> page = read("Leaders meet\\nMarch 3, 2023\\n\\nOslo - The leaders of both countries met on Friday.")
    >>> page.text[slice(*page.title)], page.published.isoformat()
    ('Leaders meet', '2023-03-03')
    """
    warnings: list[str] = []
    text, broken = repair(text)
    if broken:
        warnings.append("lone surrogates were replaced by U+FFFD: the text was decoded wrongly before it came here")
    paragraphs, view = cut_paragraphs(text, mask_markup(plain(text)))
    layout = read_headers(view, paragraphs)
    turns = find_turns(view, layout)
    title = next((header.title for header in layout.headers if header.title), None)
    stated = next((header.published for header in layout.headers if header.published), None)
    headers = tuple(layout.headers) or (Header(0, len(text), None, None, None),)
    if published is not None:
        headers = tuple(Header(h.start, h.end, h.title, published, h.place) for h in headers)
    return Page(
        text=text,
        view=view,
        title=title,
        published=published or stated,
        language=language or detect_language(view),
        headers=headers,
        turns=turns,
        quotations=find_quotations(text, paragraphs),
        sentences=tuple(_cut_sentences(view, layout, turns)),
        warnings=tuple(warnings),
    )


def _cut_sentences(view: str, layout: Layout, turns: tuple[Turn, ...]) -> list[Sentence]:
    sentences: list[Sentence] = []
    cutter = SentenceCutter(view)
    header = turn = -1
    starts = layout.page_starts
    for i, paragraph in enumerate(layout.paragraphs):
        while header + 1 < len(starts) and i >= starts[header + 1]:
            header += 1
        start = paragraph.start
        while turn + 1 < len(turns) and turns[turn + 1].label_start < paragraph.end:
            turn += 1
        current = turn if turn >= 0 and start < turns[turn].end else None
        role = layout.roles[i]
        pieces: list[tuple[int, int, SentenceRole]] = []
        if (lead := layout.lead_ends.get(i)) is not None:
            pieces.append((start, _trimmed(view, start, lead), "header"))
            start = lead
            role = "body" if role == "header" else role
        if current is not None and start <= turns[current].label_start:
            pieces.append((turns[current].label_start, turns[current].label_end, "label"))
            start = turns[current].start
        pieces.append((_skip_blanks(view, start, paragraph.end), paragraph.end, role))
        for first, last, kind in pieces:
            if first >= last:
                continue
            if kind != "body" and last - first <= LONGEST:
                sentences.append(Sentence(first, last, i, max(header, 0), current, kind))
            else:
                sentences.extend(Sentence(a, b, i, max(header, 0), current, kind) for a, b in cutter.cut(first, last))
    return sentences


def _skip_blanks(view: str, start: int, end: int) -> int:
    while start < end and view[start].isspace():
        start += 1
    return start


def _trimmed(view: str, start: int, end: int) -> int:
    while end > start and view[end - 1].isspace():
        end -= 1
    return end
