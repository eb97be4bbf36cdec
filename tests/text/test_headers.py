"""The head of a page: its headline, the day and the place of publication, in the styles the world writes them."""

from __future__ import annotations

from datetime import date

import pytest

from extract.text.page import Page
from extract.text.reader import read

TITLE = "Freedonia and Sylvania agree on trade"
BODY = "The Prime Minister of Freedonia met the President of Sylvania to discuss trade. They agreed to meet again."


def title_of(page: Page) -> str | None:
    return page.text[slice(*page.title)] if page.title else None


def place_of(page: Page) -> str | None:
    place = page.headers[0].place
    return page.text[slice(*place)] if place else None


# Each row: a page, its headline, the day of publication and the place of its dateline or header.
PAGES = [
    # datelines of news agencies
    (f"{TITLE}\n\nGENEVA, July 13 (Newsia) -- {BODY}", TITLE, None, "GENEVA"),
    (f"{TITLE}\n\nWASHINGTON, Jan. 5, 2024 /Newswire/ -- {BODY}", TITLE, "2024-01-05", "WASHINGTON"),
    (f"{TITLE}\nOslo, Tuesday, 3 March 2023\n\n{BODY}", TITLE, "2023-03-03", "Oslo"),
    # a headline that ends in a day
    (f"{TITLE}, 12 March 2025\n\n{BODY}", f"{TITLE}, 12 March 2025", "2025-03-12", None),
    (f"{TITLE} (March 12, 2025)\n\n{BODY}", f"{TITLE} (March 12, 2025)", "2025-03-12", None),
    (f"{TITLE} for 12 March 2025\n\n{BODY}", f"{TITLE} for 12 March 2025", None, None),
    # ... and of the wires of companies
    (f"{TITLE}\n\nSAN JOSE, Calif., Jan. 5, 2024 /Newswire/ -- {BODY}", TITLE, "2024-01-05", "SAN JOSE, Calif"),
    (f"{TITLE}\n\nBASEL, Switzerland--(TRADE WIRE)--Jan. 5, 2024--{BODY}", TITLE, "2024-01-05", "BASEL, Switzerland"),
    (f"{TITLE}\n\nBOSTON, Mass. & BASEL--(TRADE WIRE)--Jan. 5, 2024-- {BODY}", TITLE, "2024-01-05", "BOSTON, Mass"),
    (f"{TITLE}\n\nLONDON, 3 March 2023 (Newsia) - {BODY}", TITLE, "2023-03-03", "LONDON"),
    (f"{TITLE}\n(Adds quotes)\n\nMarch 3, 2023\n\nLONDON (Newsia) - {BODY}", TITLE, "2023-03-03", "LONDON"),
    (f"{TITLE}\n\nNEW DELHI, March 3 (NTI): {BODY}", TITLE, None, "NEW DELHI"),
    (f"{TITLE}\n\nMOSCOW, March 3. /NASS/. {BODY}", TITLE, None, "MOSCOW"),
    (f"{TITLE}\n\nMOSCOW. March 3 (Newsfax) - {BODY}", TITLE, None, "MOSCOW"),
    (f"{TITLE}\n\nBAKU, Azerbaijan, March 3. {BODY}", TITLE, None, "BAKU, Azerbaijan"),
    (f"{TITLE}\n\nRiyadh, March 03, 2023, NPA -- {BODY}", TITLE, "2023-03-03", "Riyadh"),
    (f"{TITLE}\n\nABU DHABI, 3rd March, 2023 (NAM) -- {BODY}", TITLE, "2023-03-03", "ABU DHABI"),
    (f"{TITLE}\n\nWASHINGTON (NP) — {BODY}", TITLE, None, "WASHINGTON"),
    (f"{TITLE}\n\n3 March 2023, 14:20\n\nASTANA. NEWSINFORM - {BODY}", TITLE, "2023-03-03", "ASTANA"),
    (f"{TITLE}\n\nASTANA. NEWSINFORM - On March 2, 2023, {BODY}", TITLE, "2023-03-02", "ASTANA"),
    (f"{TITLE}\n\n03.03.2023 [14:20]\n\nBaku, March 3, NEWSTAC\n\n{BODY}", TITLE, "2023-03-03", "Baku"),
    (f"{TITLE}\n\nBy Ann Lee in Nation on 3 March 2023\n\nASTANA – {BODY}", TITLE, "2023-03-03", "ASTANA"),
    (f"{TITLE}\n\nAstana – {BODY}", TITLE, None, "Astana"),
    (f"{TITLE}\n\nMoscow – Astana relations are developing and {BODY}", TITLE, None, None),
    (f"{TITLE}\n\nST. PETERSBURG, March 3 (Newsia) – {BODY}", TITLE, None, "ST. PETERSBURG"),
    (f"{TITLE}\nMay 8, 2017 (NIRNS)— {BODY}", TITLE, "2017-05-08", None),
    (f"{TITLE}\n\n(NEWSIA- Newsia Agency) OSLO, Norway, May 8. {BODY}", TITLE, None, "OSLO, Norway"),
    (f"TASHKENT, August 22 - {TITLE}\n\nOn August 23, {BODY}", TITLE, None, "TASHKENT"),
    # a feed's date field, before a headline, a byline, another date, a dateline and the text
    (f" date 2022-09-20 Leaders meet\n\n{BODY}", "Leaders meet", "2022-09-20", None),
    (f" date 2019-09-14 By Newsia\n\n{BODY}", None, "2019-09-14", None),
    (f" date 2022-06-20 20 June 2022 17:45 (UTC+04:00)\n\nBy Ann Lee\n\n{BODY}", None, "2022-06-20", None),
    (f" date 2023-04-12 {BODY}", None, "2023-04-12", None),
    (f" date 2021-11-03 {TITLE}\n\nMOSCOW. NEWSINFORM - {BODY}", TITLE, "2021-11-03", "MOSCOW"),
    (f" date 2024-11-28 ASTANA – {BODY}", None, "2024-11-28", "ASTANA"),
    # lines of publication
    (f"{TITLE}\n\nSource: Newsia | 2021-07-14 20:15:30 | Editor: ann\n\n{BODY}", TITLE, "2021-07-14", None),
    (f"{TITLE}\n\nPosted On: 03 MAR 2023 5:30PM by PIB Delhi\n\n{BODY}", TITLE, "2023-03-03", None),
    (f"{TITLE}\n2023-03-03 12:30\n\nOn March 2, 2023, {BODY}", TITLE, "2023-03-03", None),
    (f"{TITLE}\nUpdated 5:30 p.m. ET, Thu Jan 5, 2024\n\n{BODY}", TITLE, "2024-01-05", None),
    (f"{TITLE}\n\nForeign Policy\n\nIssued on: March 3, 2020\n\n{BODY}", TITLE, "2020-03-03", None),
    (f"{TITLE}\n\n{BODY}\n\nRelease date: 3 March 2023", TITLE, "2023-03-03", None),
    (f"{TITLE}\n\n{BODY}\n\nPublication date: March 3, 2023, 17:20", TITLE, "2023-03-03", None),
    (f"JULY 17, 2021•STATEMENTS AND RELEASES\n{TITLE}\n\n{BODY}", TITLE, "2021-07-17", None),
    (f"Press release\n12 December 2023\nBrussels\n\n{TITLE}\n\n{BODY}", TITLE, "2023-12-12", "Brussels"),
    (f"Brussels, 12 December 2023\n\n{TITLE}\n\n{BODY}", TITLE, "2023-12-12", "Brussels"),
    (f"SG/SM/21713\n3 March 2023\n{TITLE}\n\n{BODY}", TITLE, "2023-03-03", None),
    (f"3 Oct. 13:00 (UTC+3 MSK)\n\n{BODY}", None, None, None),
    (f"{TITLE}\n\nPosted: 3 March 2023 | Author: Ann Lee\n\n{BODY}", TITLE, "2023-03-03", None),
    (
        f"{TITLE}\n\nPeriod of Service: 24/08/2018 - 11/04/2022\nRelease Date:\n17/03/2022\n{BODY}",
        TITLE,
        "2022-03-17",
        None,
    ),
    # a lead and the hour between the headline and the place
    (f"{TITLE}\nThe two met.\nMarch 3, 2023\n13:50\nThe Palace, Oslo\n{BODY}", TITLE, "2023-03-03", "The Palace, Oslo"),
    (f"Events\n{TITLE}\nMarch 3, 2023\n13:50\nSochi\n2 of 3\n{BODY}", TITLE, "2023-03-03", "Sochi"),
    (
        f"{TITLE}\n\nMarch 3, 2023, 18:45\n\nHill House, Oslo Region\n\n{BODY}",
        TITLE,
        "2023-03-03",
        "Hill House, Oslo Region",
    ),
    (f"{TITLE}\n\nOval Office\n\n2:15 P.M. EST\n\n{BODY}", TITLE, None, "Oval Office"),
    (
        f"{TITLE}\n\nAnn Lee\nLancaster House\nLondon, United Kingdom\nMarch 14, 2014\n\n{BODY}",
        TITLE,
        "2014-03-14",
        "London, United Kingdom",
    ),
    (f"{TITLE}\n\nThe Hon Ann Lee MP\n\nCanberra\n\n3 Mar 2023\n\n{BODY}", TITLE, "2023-03-03", "Canberra"),
    (f"Home | News | About us\n\nFor Immediate Release\nMay 8, 2005\n\n{TITLE}\n\n{BODY}", TITLE, "2005-05-08", None),
    # the site's or the office's name above the headline
    (
        f"Ministry of Trade\n\n03/02/2023 | Press release | Sent by Wire on 03/14/2023 12:22\n\n{TITLE}\n\n{BODY}",
        TITLE,
        "2023-03-02",
        None,
    ),
    (
        f"The White House\nOffice of the Press Secretary\nFor Immediate Release\nMarch 3, 2015\n{TITLE}\n{BODY}",
        TITLE,
        "2015-03-03",
        None,
    ),
    (
        f"Department Press Briefing – March 3, 2022\n\n{BODY}",
        "Department Press Briefing – March 3, 2022",
        "2022-03-03",
        None,
    ),
    # markup and labels
    (f"## {TITLE} | The White House\n\nMarch 3, 2023\n\n{BODY}\n\n###", TITLE, "2023-03-03", None),
    (f"{TITLE}\n====================\n\n*3 March 2023*\n\n{BODY}", TITLE, "2023-03-03", None),
    (f"FOR IMMEDIATE RELEASE\n\nContact: Ann Lee\n\nSUBJECT: {TITLE}\n\n{BODY}", TITLE, None, None),
    (f"**{TITLE}**\r\n\r\nMarch 3, 2023\r\n\r\n{BODY}\r\n", TITLE, "2023-03-03", None),
    # day or month first: another date of the text, a part above 12, signs of American origin, else the day
    (f"{TITLE}\n05/09/2011\n\nThe talks of 5 September 2011 went well.", TITLE, "2011-09-05", None),
    (f"{TITLE}\n05/09/2011\n\nThe talks of May 9, 2011 went well.", TITLE, "2011-05-09", None),
    (f"{TITLE}\n05/23/2011\n\n{BODY}", TITLE, "2011-05-23", None),
    (f"{TITLE}\n05/09/2011\n\nWASHINGTON - {BODY}", TITLE, "2011-05-09", "WASHINGTON"),
    (f"{TITLE}\n05/09/2011\n\n{BODY}", TITLE, "2011-09-05", None),
    # nothing to be found
    (f"{BODY}\n\nThey also discussed energy.", None, None, None),
    (f"{TITLE}\n\nThe treaty of 3 March 2023 was signed by both sides.", TITLE, None, None),
    ("", None, None, None),
    ("2023-03-03", None, "2023-03-03", None),
]


@pytest.mark.parametrize(("text", "title", "published", "place"), PAGES)
def test_a_page_tells_its_headline_day_and_place(
    text: str, title: str | None, published: str | None, place: str | None
) -> None:
    page = read(text)
    day = page.published.isoformat() if page.published else None
    assert (title_of(page), day, place_of(page)) == (title, published, place)


def test_a_day_given_wins_over_the_text() -> None:
    page = read(f"{TITLE}\nMarch 3, 2023\n\n{BODY}", published=date(2020, 1, 2))
    assert page.published == date(2020, 1, 2)
    assert [header.published for header in page.headers] == [date(2020, 1, 2)]


def test_a_headline_over_two_lines_is_one() -> None:
    page = read(
        f"Readout of the Meeting between the President of Freedonia and\nPresident Lee\n\nMarch 3, 2023\n\n{BODY}"
    )
    assert page.title is not None
    assert page.view[slice(*page.title)].endswith("Freedonia and President Lee")


def test_a_sentence_starts_after_its_dateline() -> None:
    page = read(f"{TITLE}\n\nLONDON, 3 March 2023 (Newsia) - {BODY}")
    assert [(s.role, page.text[s.start : s.end]) for s in page.sentences] == [
        ("title", TITLE),
        ("header", "LONDON, 3 March 2023 (Newsia) -"),
        ("body", "The Prime Minister of Freedonia met the President of Sylvania to discuss trade."),
        ("body", "They agreed to meet again."),
    ]


def test_two_pages_glued_together_have_two_heads() -> None:
    first = (
        f"Events\nForum in Oslo\nThe leaders spoke.\nMarch 3, 2023\n13:50\nOslo\n{BODY}\nTopics\nTrade\nText version"
    )
    second = f"Events\nTalks in Bergen\nThe leaders met.\nMarch 4, 2023\n17:25\nBergen\n{BODY}"
    page = read(first + second)
    heads = [
        (page.text[slice(*h.title or (0, 0))], str(h.published), page.text[slice(*h.place or (0, 0))])
        for h in page.headers
    ]
    assert heads == [("Forum in Oslo", "2023-03-03", "Oslo"), ("Talks in Bergen", "2023-03-04", "Bergen")]
    assert page.headers[0].end == page.headers[1].start
    assert {page.text[s.start : s.end]: s.header for s in page.sentences}["They agreed to meet again."] == 1


def test_two_agency_reports_in_one_file_have_two_heads() -> None:
    first = f"Exports grow\n\nLONDON, 3 March 2023 (Newsia) - {BODY}"
    second = f"Gas deal signed\n\nPARIS, 5 March 2023 (Newsia) - {BODY}"
    assert [str(header.published) for header in read(f"{first}\n\n{second}").headers] == ["2023-03-03", "2023-03-05"]


# Lines around the text whose numbers and dates say nothing.
FURNITURE = [
    "2 of 3",
    "Previous ArticleNext Article",
    "Share on Facebook",
    "© 2023 Newsia. All rights reserved.",
    "Photo: Ann Lee / Newsia",
    "(Photo by Ann Lee, March 3, 2023)",
    "Tags: trade, energy",
    "END 2:25 P.M. EST",
    "E&OE",
    "<…>",
    "Media contact: Ann Lee, +1 202 555 0100",
    "For more information call 555 0100.",
    "See also\nTalks with Sylvania\nNovember 28, 2022",
    "Geography\nSylvania\nTopics\nTrade\nPersons\nLee Ann\nPublication status\nPublished in section: News",
]


@pytest.mark.parametrize("lines", FURNITURE)
def test_furniture_is_told_from_the_text(lines: str) -> None:
    page = read(f"{TITLE}\n\n{BODY}\n{lines}\nIn 2022 trade grew.")
    roles = {page.text[s.start : s.end]: s.role for s in page.sentences}
    assert all(roles[line] == "furniture" for line in lines.split("\n"))
    assert roles["In 2022 trade grew."] == "body"


NOT_FURNITURE = [
    "Copyright protection and trade were discussed.",
    "Contacts at all levels: ministers met twice.",
    "(c) border security and land forces",
    "Sharing 5 percent of the profit was agreed.",
    "Topics of interest were trade and energy.",
    "Photographs of the site show 3 towers.",
    "1. Trade of the two countries",
]


@pytest.mark.parametrize("line", NOT_FURNITURE)
def test_the_text_is_told_from_furniture(line: str) -> None:
    page = read(f"{TITLE}\n\n{BODY}\n\n{line}\n\nThey left.")
    assert [s.role for s in page.sentences if page.text[s.start : s.end] == line] == ["body"]


@pytest.mark.parametrize("line", ["Trade grew by 27 percent", "Summary: profit was $5 million", "two and a half times"])
def test_a_line_alone_is_a_text(line: str) -> None:
    page = read(line)
    assert page.title is None
    assert [s.role for s in page.sentences] == ["body"]


def test_a_headline_repeated_is_furniture() -> None:
    page = read(f"{TITLE}\n\nMarch 3, 2023\n\n{TITLE}\n\n3 March 2023\n\n{BODY}")
    assert [s.role for s in page.sentences] == ["title", "header", "furniture", "header", "body", "body"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # the site's menu or name above a headline that the page prints again
        (
            " date 2022-10-26 Left Menu\n\nOslo opens a bridge\n\nUpdated: 26-10-2022\nOslo opens a bridge\nIt is it.",
            "Oslo opens a bridge",
        ),
        (
            " date 2022-10-26 NordNews.com\n\nOslo opens a bridge\n\nOSLO (NordNews) The bridge is long.",
            "Oslo opens a bridge",
        ),
        # a headline that ends in a place is no dateline
        (
            "Transcript of joint press conference, Oslo\n04/10/2010\n\nPM: Good morning, everyone.",
            "Transcript of joint press conference, Oslo",
        ),
    ],
)
def test_a_headline_is_told_from_what_surrounds_it(text: str, title: str) -> None:
    page = read(text)
    assert page.title is not None
    assert text[slice(*page.title)] == title
