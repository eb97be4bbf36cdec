"""Expressions of time denote days, some only beside a publication date."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extract.values.dates import DateMention, find_dates, nearest_date, parse_date

PUBLISHED = date(2022, 11, 29)  # a Tuesday


def find(text: str, published: date | None = PUBLISHED) -> list[DateMention]:
    return find_dates(text, 0, len(text), published=published)


# Each row: an expression as it stands in a sentence, and its first and last day.
PERIODS = [
    # full dates
    ("on [November 2, 2021], they met", "2021-11-02", "2021-11-02"),
    ("on [2 November 2021] they met", "2021-11-02", "2021-11-02"),
    ("on the [5th of March 2023]", "2023-03-05", "2023-03-05"),
    ("[Thursday, 5 January 2024] in Oslo", "2024-01-05", "2024-01-05"),
    ("opened [Thu Jan. 5, 2024]", "2024-01-05", "2024-01-05"),
    ("dated [2022-11-28]", "2022-11-28", "2022-11-28"),
    ("dated [2022-11-28T10:30Z]", "2022-11-28", "2022-11-28"),
    ("of [28.11.2022]", "2022-11-28", "2022-11-28"),
    ("of [11/25/2022]", "2022-11-25", "2022-11-25"),
    ("of [05/12/2022]", "2022-12-05", "2022-12-05"),  # of its two readings the one closer to the publication
    # several days
    ("[5-7 June 2023]", "2023-06-05", "2023-06-07"),
    ("[June 5-7, 2023]", "2023-06-05", "2023-06-07"),
    ("from [5 to 7 June 2023]", "2023-06-05", "2023-06-07"),
    ("on [3 and 4 March 2023]", "2023-03-03", "2023-03-04"),
    ("they met on [March 3 and 4]", "2022-03-03", "2022-03-04"),
    ("from [28 May - 2 June 2023]", "2023-05-28", "2023-06-02"),
    ("from [May 28 to June 2, 2023]", "2023-05-28", "2023-06-02"),
    ("the forum of [2–3 December]", "2022-12-02", "2022-12-03"),
    ("on [November 8, 9 and 10]", "2022-11-08", "2022-11-10"),
    ("from [Tuesday 16 to Sunday 28 October 2018]", "2018-10-16", "2018-10-28"),
    # days without a year: the closest one, or as the verb before it tells
    ("the talks on [Nov. 27]", "2022-11-27", "2022-11-27"),
    ("on [27 Nov] they met", "2022-11-27", "2022-11-27"),
    ("it was signed on [March 19]", "2022-03-19", "2022-03-19"),
    ("it will be signed on [March 19]", "2023-03-19", "2023-03-19"),
    ("opened on [5 January last year]", "2021-01-05", "2021-01-05"),
    ("on [Saturday, 5 March] they met", "2022-03-05", "2022-03-05"),  # a Saturday in 2022
    # weekdays
    ("on [Wednesday last week]", "2022-11-23", "2022-11-23"),
    ("he said on [Tuesday]", "2022-11-29", "2022-11-29"),
    ("he said on [Monday]", "2022-11-28", "2022-11-28"),
    ("he said [last Tuesday]", "2022-11-22", "2022-11-22"),
    ("they will meet on [Friday]", "2022-12-02", "2022-12-02"),
    ("they meet [next Monday]", "2022-12-05", "2022-12-05"),
    ("on [Monday (28)] they met", "2022-11-28", "2022-11-28"),
    # day words
    ("they met [today]", "2022-11-29", "2022-11-29"),
    ("[Yesterday] they met", "2022-11-28", "2022-11-28"),
    ("the [day before yesterday]", "2022-11-27", "2022-11-27"),
    ("we meet [tomorrow morning]", "2022-11-30", "2022-11-30"),
    ("here [this morning (29)]", "2022-11-29", "2022-11-29"),
    ("signed [last night]", "2022-11-28", "2022-11-28"),
    ("on the [25th], they met", "2022-11-25", "2022-11-25"),
    # weeks
    ("met [this week]", "2022-11-28", "2022-12-04"),
    ("met [last week]", "2022-11-21", "2022-11-27"),
    ("meets [next week]", "2022-12-05", "2022-12-11"),
    ("met [last weekend]", "2022-11-26", "2022-11-27"),
    # months
    ("in [October 2019]", "2019-10-01", "2019-10-31"),
    ("in [February, 2020]", "2020-02-01", "2020-02-29"),
    ("in [late May 2020]", "2020-05-01", "2020-05-31"),
    ("in [March]", "2022-03-01", "2022-03-31"),
    ("held in [December]", "2021-12-01", "2021-12-31"),
    ("will be held in [June]", "2023-06-01", "2023-06-30"),
    ("in Oslo [this past March]", "2022-03-01", "2022-03-31"),
    ("soon, [this December]", "2022-12-01", "2022-12-31"),
    ("[last December] in Oslo", "2021-12-01", "2021-12-31"),
    ("[next April] in Oslo", "2023-04-01", "2023-04-30"),
    ("in [March of last year]", "2021-03-01", "2021-03-31"),
    ("in [October next year]", "2023-10-01", "2023-10-31"),
    ("[Last month] we met", "2022-10-01", "2022-10-31"),
    ("by the [end of March]", "2022-03-01", "2022-03-31"),
    # spans of months
    ("in [January-October 2022]", "2022-01-01", "2022-10-31"),
    ("in [Jan.–Sept. 2022]", "2022-01-01", "2022-09-30"),
    ("between [January and September 2022]", "2022-01-01", "2022-09-30"),
    ("from [May to October]", "2022-05-01", "2022-10-31"),
    ("from [May to December]", "2021-05-01", "2021-12-31"),  # the latest complete
    ("in [November 2021 - March 2022]", "2021-11-01", "2022-03-31"),
    ("in [January to March this year]", "2022-01-01", "2022-03-31"),
    ("For [8 months of this year] trade grew", "2022-01-01", "2022-08-31"),
    ("over the [first nine months of this year]", "2022-01-01", "2022-09-30"),
    ("over the [first 8–9 months of this year]", "2022-01-01", "2022-09-30"),
    ("in the [first six months of 2021]", "2021-01-01", "2021-06-30"),
    ("in the [first nine months]", "2022-01-01", "2022-09-30"),
    ("in the [first three quarters of 2021]", "2021-01-01", "2021-09-30"),
    ("[year to date]", "2022-01-01", "2022-11-29"),
    ("since the [beginning of the year]", "2022-01-01", "2022-11-29"),
    ("in the [last three months of 2021]", "2021-10-01", "2021-12-31"),
    ("in the [six months to June]", "2022-01-01", "2022-06-30"),
    ("in the [year to March 2023]", "2022-04-01", "2023-03-31"),
    ("the [three months ended 30 September 2022]", "2022-07-01", "2022-09-30"),
    ("the [year ended March 15, 2023]", "2022-03-16", "2023-03-15"),
    # quarters and halves
    ("in the [last quarter of 2021]", "2021-10-01", "2021-12-31"),
    ("in [Q1-Q3 2021]", "2021-01-01", "2021-09-30"),
    ("by the [end of Q3]", "2022-07-01", "2022-09-30"),
    ("in the [first half of 2021]", "2021-01-01", "2021-06-30"),
    ("in the [second half of last year]", "2021-07-01", "2021-12-31"),
    ("in [H1 2022]", "2022-01-01", "2022-06-30"),
    ("in the [first quarter of this year]", "2022-01-01", "2022-03-31"),
    ("in the [2nd quarter]", "2022-04-01", "2022-06-30"),
    ("in [Q2 2023]", "2023-04-01", "2023-06-30"),
    ("in [1Q 2023]", "2023-01-01", "2023-03-31"),
    ("in the [fourth quarter of 2021]", "2021-10-01", "2021-12-31"),
    ("[last quarter]", "2022-07-01", "2022-09-30"),
    # years
    ("In [2015], trade grew", "2015-01-01", "2015-12-31"),
    ("trade grew in [2015].", "2015-01-01", "2015-12-31"),
    ("the [2021] budget", "2021-01-01", "2021-12-31"),
    ("a record ([2019])", "2019-01-01", "2019-12-31"),
    ("[Last year], trade grew", "2021-01-01", "2021-12-31"),
    ("[this year]", "2022-01-01", "2022-12-31"),
    ("[next year]", "2023-01-01", "2023-12-31"),
    ("By the [end of 2021]", "2021-01-01", "2021-12-31"),
    ("by the [end of next year]", "2023-01-01", "2023-12-31"),
    ("by [year-end]", "2022-01-01", "2022-12-31"),
    ("by [mid-2024]", "2024-01-01", "2024-12-31"),
    ("until [late 2022]", "2022-01-01", "2022-12-31"),
    ("in [1812]", "1812-01-01", "1812-12-31"),
    # several years
    ("from [2015 to 2020]", "2015-01-01", "2020-12-31"),
    ("in [2021-2025]", "2021-01-01", "2025-12-31"),
    ("in [2021–25]", "2021-01-01", "2025-12-31"),
    ("in the [1990s]", "1990-01-01", "1999-12-31"),
    ("for the [last 10 years]", "2012-01-01", "2021-12-31"),
    ("over the [past five years]", "2017-01-01", "2021-12-31"),
    ("in the [past 12 months]", "2021-11-01", "2022-10-31"),
    ("over the [next 3-5 years]", "2022-11-29", "2027-11-29"),
    # ago
    ("[Two days ago] we met", "2022-11-27", "2022-11-27"),
    ("[two weeks ago]", "2022-11-14", "2022-11-20"),
    ("[three months ago]", "2022-08-01", "2022-08-31"),
    ("signed [five years ago]", "2017-01-01", "2017-12-31"),
    ("[a year ago]", "2021-01-01", "2021-12-31"),
]


@pytest.mark.parametrize(("marked", "first", "last"), PERIODS)
def test_an_expression_denotes_its_days(marked: str, first: str, last: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    (mention,) = find(text)
    assert mention.period is not None
    assert (mention.period.start.isoformat(), mention.period.end.isoformat()) == (first, last)
    assert (mention.start, mention.end) == (marked.index("["), marked.index("]") - 1)


NOTHING = [
    "May I go? They march on.",
    "Theresa May said so.",
    "Call 24/7.",
    "the Second World War",
    "the first half of the game",
    "It sold 2019 tonnes, more than 2000 cars and 1,950 bikes.",
    "over 2000 companies of 2100 projects",
    "the 30th anniversary",
    "He is 45 (29).",
    "for 30 years, within two months",
    "the next day",
    "Russia Today reported",
    "During this half century",
    "June Osborne said so.",
    "at 13:50 on 5 channels",
    "a 10-year plan",
]


@pytest.mark.parametrize("text", NOTHING)
def test_other_words_and_numbers_are_no_dates(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "last year",
        "on Tuesday",
        "Nov. 27",
        "today",
        "in March",
        "two days ago",
        "the past five years",
        "the first quarter of this year",
    ],
)
def test_a_relative_expression_needs_a_publication_date(text: str) -> None:
    (mention,) = find(text, published=None)
    assert mention.relative
    assert mention.period is None


@pytest.mark.parametrize(
    "text",
    [
        "in FY2022-23",
        "fiscal 2023",
        "in the 2022/23 financial year",
        "the fiscal year 2024",
        "this fiscal year",
        "the 2018–2019 school year",
        "in 2021/2022",
    ],
)
def test_a_fiscal_year_is_found_but_its_days_are_not_known(text: str) -> None:
    (mention,) = find(text)
    assert mention.period is None


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("by 2030", True),
        ("until 2025", True),
        ("before the end of March", True),
        ("no later than 2026", True),
        ("by the end of this year", True),
        ("in 2030", False),
        ("since 2030", False),
    ],
)
def test_an_end_to_be_reached_is_a_deadline(text: str, deadline: bool) -> None:
    (mention,) = find(text)
    assert mention.deadline is deadline


# Each row: a sentence, and what it compares with.
COMPARED = [
    (
        "37% more in January-August 2022 than in the same period of 2021",
        "same period of 2021",
        ("2021-01-01", "2021-08-31"),
    ),
    (
        "grew in the first half of 2022 on the same period last year",
        "same period last year",
        ("2021-01-01", "2021-06-30"),
    ),
    ("compared to 2020", "2020", ("2020-01-01", "2020-12-31")),
    ("compared with last year, 5 grew", "last year", ("2021-01-01", "2021-12-31")),
    ("more than in 2020.", "2020", ("2020-01-01", "2020-12-31")),
    ("up 5% from 2020", "2020", ("2020-01-01", "2020-12-31")),
    ("In 2019 it fell from a year earlier", "a year earlier", ("2018-01-01", "2018-12-31")),
    ("In 2019 it fell below the previous year", "previous year", ("2018-01-01", "2018-12-31")),
]


@pytest.mark.parametrize(("text", "words", "period"), COMPARED)
def test_the_base_of_a_comparison_is_told(text: str, words: str, period: tuple[str, str]) -> None:
    (mention,) = [mention for mention in find(text) if mention.comparison]
    assert text[mention.start : mention.end] == words
    assert mention.period is not None
    assert (mention.period.start.isoformat(), mention.period.end.isoformat()) == period
    assert nearest_date(find(text), mention.start) != mention


def test_years_in_a_row_are_all_found() -> None:
    assert [str(m.period.start.year) for m in find("in 2019, 2020 and 2021") if m.period] == ["2019", "2020", "2021"]


def test_what_a_number_passed_from_spring_to_autumn_is_no_comparison() -> None:
    (mention,) = find("It exceeded $160 billion from May to October.")
    assert not mention.comparison


def test_since_names_the_start_of_an_open_interval() -> None:
    (mention,) = find("The scheme has been in force since 2005.")
    assert mention.since
    assert mention.period is not None
    assert mention.period.start == date(2005, 1, 1)


def test_parse_date_reads_typographic_marks() -> None:
    period = parse_date("January\u2013October\u00a02022")
    assert period is not None
    assert (period.start, period.end) == (date(2022, 1, 1), date(2022, 10, 31))
    assert parse_date("no date at all") is None


WORDS = """
in on by until since the last next this past first second half quarter of year years months ago from to and same period
than 5 31 2019 2022 1812 9999 10000 29th March May Nov. Tuesday today ( ) , - – / % 28.11.2022 30/02/2022 2022/23 Q3 H1
FY FY2022 1990s
"""
PIECES = st.sampled_from(WORDS.split())


@given(st.lists(PIECES, max_size=14).map(" ".join), st.dates())
@example("the next 900 years", date(9999, 12, 31))
@example("last year two weeks ago 500 years ago", date(1, 1, 1))
@example("30/02/2022 31.04.22 0/0/2022", date(2020, 2, 29))
@example("a year ago, the past 12 months, in March", date(2020, 2, 29))
def test_any_words_of_time_are_read_in_order(text: str, published: date) -> None:
    mentions = find(text, published)
    assert all(mention.start < mention.end for mention in mentions)
    assert all(mention.end <= after.start for mention, after in pairwise(mentions))
