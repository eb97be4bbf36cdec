"""What each number measures, when, whether it is a level, a change or a share, and whether it is there yet."""

from __future__ import annotations

from datetime import date

import pytest

from extract import extract
from extract.schemas import Figure

PUBLISHED = date(2023, 10, 18)


def figures(text: str, published: date | None = PUBLISHED) -> list[Figure]:
    return list(extract(text, engine="rules", published=published).figures)


def figure(text: str, number: str) -> Figure:
    return next(figure for figure in figures(text) if figure.number.text == number)


@pytest.mark.parametrize(
    ("text", "number", "aspect", "direction"),
    [
        # a change is told by its verb and "by"
        ("Exports of copper rose by 12% to $3.1 billion.", "12%", "change", "increase"),
        ("Exports of copper rose by 12% to $3.1 billion.", "$3.1 billion", "level", None),
        ("Milk output fell 3.4 percent on the year.", "3.4 percent", "change", "decrease"),
        ("Freight traffic was up 9 per cent year on year.", "9 per cent", "change", "increase"),
        ("Arrivals were 18% lower than in spring.", "18%", "change", "decrease"),
        ("The port handled 2.4 million tonnes (+7%).", "+7%", "change", "increase"),
        ("There was a 30% increase in orders.", "30%", "change", "increase"),
        ("The ministry announced a cut of 15 percent in fuel duty.", "15 percent", "change", "decrease"),
        ("Tourism gained another six percent.", "six percent", "change", "increase"),
        ("Annual growth has remained at four percent.", "four percent", "change", "increase"),
        ("Rice imports doubled.", "doubled", "change", "increase"),
        ("The navy reduced its fleet by 12 vessels.", "12", "change", "decrease"),
        ("The council is lowering by 5 percentage points the toll.", "5 percentage points", "change", "decrease"),
        # a share is part of a whole
        ("Fisheries account for 22% of exports.", "22%", "share", None),
        ("The fund acquired a 40% stake in the terminal.", "40%", "share", None),
        ("About a third of the wells are dry.", "a third", "share", None),
        # a rate is a level, although it is a percentage
        ("Farmers get a 25 percent discount on diesel.", "25 percent", "level", None),
        ("The price represents a premium of 40% to the closing price.", "40%", "level", None),
        ("Unemployment stood at 6.2%.", "6.2%", "level", None),
        ("Inflation fell below 5 percent.", "5 percent", "level", None),
        ("Inflation is expected to ease to 3.5 percent from 5.1 percent.", "5.1 percent", "level", None),
        ("The bank cut its key rate by 25 basis points.", "25 basis points", "change", "decrease"),
        ("Growth in the region is expected at 1.1 percent.", "1.1 percent", "change", "increase"),
        # where a change starts is a level, unless it is a growth itself
        ("Illiteracy has fallen from 14% to 9.5%.", "14%", "level", None),
        ("Illiteracy dropped to 9.5 percent, down from 14 percent in 2020.", "14 percent", "level", None),
    ],
)
def test_a_percent_is_a_change_a_share_or_a_level(text: str, number: str, aspect: str, direction: str | None) -> None:
    found = figure(text, number)
    assert (found.aspect, found.direction) == (aspect, direction)


@pytest.mark.parametrize(
    ("text", "number", "status"),
    [
        ("The two ports handled 4 million tonnes.", "4 million tonnes", "actual"),
        ("By 2030 the line will carry 9 million tonnes.", "9 million tonnes", "target"),
        ("The parties intend to bring trade to $7 billion.", "$7 billion", "target"),
        ("The state plans to build 40 schools.", "40", "target"),
        ("Lender and borrower announced a $300-million commitment to coastal towns.", "$300-million", "target"),
        ("Analysts expect turnover of 80 million euros.", "80 million euros", "forecast"),
        ("There is an opportunity to raise sales to $2 billion.", "$2 billion", "target"),
        ("With new roads we can reach 5 million visitors.", "5 million", "forecast"),
        ("12 ferries will be bought next year.", "12", "target"),
        # what was said before an accomplished fact does not make it a plan
        ("Underscoring our plans for peace, we signed a contract worth $5 million.", "$5 million", "actual"),
        ("18 documents were signed, which will guide our work.", "18", "actual"),
        ("If nobody objects, 30 villages are connected.", "30", "actual"),
        ("In May 2021 the bank held $90 million.", "$90 million", "actual"),
        ("Sales continued to grow, reaching $4 million.", "$4 million", "actual"),
        ("The states have committed to invest $9 million in Chad.", "$9 million", "target"),
        ("Real wages are seen rising 3% in 2026.", "3%", "forecast"),
        # what a forecast is compared with is there already
        ("Debt is projected at 60 percent in 2024, down from 64 percent in 2022.", "60 percent", "forecast"),
        ("Debt is projected at 60 percent in 2024, down from 64 percent in 2022.", "64 percent", "actual"),
    ],
)
def test_a_number_is_there_or_intended_or_expected(text: str, number: str, status: str) -> None:
    found = figure(text, number).status
    assert (found == "actual") == (status == "actual"), found


@pytest.mark.parametrize(
    ("text", "number", "start", "end"),
    [
        ("For 7 months of this year sales rose by 3% to $90 million.", "3%", "2023-01-01", "2023-07-31"),
        ("For 7 months of this year sales rose by 3% to $90 million.", "$90 million", "2023-01-01", "2023-07-31"),
        ("Last year, $6 million were granted, and this year – $8 million.", "$6 million", "2022-01-01", "2022-12-31"),
        ("Last year, $6 million were granted, and this year – $8 million.", "$8 million", "2023-01-01", "2023-12-31"),
        ("Sales reached $70 million last year, and we now have 40 shops.", "$70 million", "2022-01-01", "2022-12-31"),
        ("In 2021, exports were at $5 billion, imports at $4 billion.", "$4 billion", "2021-01-01", "2021-12-31"),
        # what a number is compared with is not its own time
        ("Sales rose 4% in January-March 2023 on the same period of 2022.", "4%", "2023-01-01", "2023-03-31"),
        ("Compared to last year, stocks rose from 300 to 410 items.", "300", "2022-01-01", "2022-12-31"),
        ("Sales rose to EUR 40 million (Q2 2022: EUR 38 million).", "EUR 38 million", "2022-04-01", "2022-06-30"),
        (
            "Trade, which fell in 2020, reached $5 billion (an increase of 5%) in 2021.",
            "5%",
            "2021-01-01",
            "2021-12-31",
        ),
        ("1,500 nurses were trained in 2022, a 9% increase from the level of 2021.", "9%", "2022-01-01", "2022-12-31"),
        # a statistic that the next sentence plainly continues keeps its time
        (
            (
                "In the first half of 2023, output was 5 million tonnes. At the same time, exports also reached"
                " 2 million tonnes."
            ),
            "2 million tonnes",
            "2023-01-01",
            "2023-06-30",
        ),
    ],
)
def test_a_number_has_the_time_it_measures(text: str, number: str, start: str, end: str) -> None:
    period = figure(text, number).period
    assert period is not None
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Sales reached $70 million last year, and investment stands at $9 million.", "$9 million"),
        ("Compared to last year, stocks rose from 300 to 410 items.", "410"),
        ("On 5 May the parties signed a contract worth $3 million.", "$3 million"),
        ("Order No. 7 of 2021 keeps the duty at 10 percent.", "10 percent"),
        ("In 2021 sales fell. More than 600 firms operate here.", "600"),
        ("Sales of EUR 40 million, up 3% (Q2 2022: EUR 38 million).", "EUR 40 million"),
        ("Profit was $8 million, compared to $7 million in 2022.", "$8 million"),
        ("The pact, which entered into force in 2017, had raised the number of lines to 115.", "115"),
    ],
)
def test_a_time_of_something_else_is_not_the_number_s(text: str, number: str) -> None:
    assert figure(text, number).period is None


def test_without_a_publication_date_last_year_is_not_known() -> None:
    assert figures("Last year trade was $5 billion.", published=None)[0].period is None


@pytest.mark.parametrize(
    ("text", "number", "metric"),
    [
        (
            "The volume of container traffic between the ports grew by 8%.",
            "8%",
            "volume of container traffic between the ports",
        ),
        ("Mutual trade is steadily growing, adding 5 percent.", "5 percent", "Mutual trade"),
        ("Trade turnover totalled $15 billion.", "$15 billion", "Trade turnover"),
        ("The company holds $9 billion of the pension capital.", "$9 billion", "pension capital"),
        ("The bank has invested $3 billion in the Baltic economy.", "$3 billion", "Baltic economy"),
        ("8 joint farms worth $2 million are planned.", "$2 million", "joint farms"),
        ("There was a trade surplus in goods of $40 million.", "$40 million", "trade surplus in goods"),
        ("The $5 billion Coastal Resilience Fund opened.", "$5 billion", "Coastal Resilience Fund"),
        ("The mine covers 80 percent of the demand for tin.", "80 percent", "demand for tin"),
        ("Sales of tea – last year they went up by 4 percent.", "4 percent", "Sales of tea"),
        ("There was a 30% increase in rail traffic.", "30%", "rail traffic"),
        ("The wind farm has 250 MW of capacity.", "250 MW", "capacity"),
        ("The line carried 40 thousand tonnes, which is 9% more than planned.", "9%", "line"),
        ("More than 900 Danish firms operate in the region.", "900", "Danish firms"),
        # a participle that puts a number on its subject is not what is measured
        ("Potato output is forecast at 4 million tonnes.", "4 million tonnes", "Potato output"),
        ("Household debt is projected at 81 percent in 2025, down from 84 percent.", "84 percent", "Household debt"),
        ("The current account is expected to improve by 0.4 percent of GDP.", "0.4 percent", "current account"),
        ("The mayor says unemployment will be 4%.", "4%", "unemployment"),
        # a comparison, a unit and a letter measure nothing
        ("Sales of EUR 40 million, up 3% year over year (Q2 2022: EUR 38 million).", "EUR 38 million", "Sales"),
        ("Operating margin of 12.5%, compared with 11% in the prior-year quarter.", "11%", "Operating margin"),
        ("Backlog of EUR 7 million at year-end, up 2% sequentially.", "2%", "Backlog"),
        ("The 320-km pipeline was opened.", "320-km", "pipeline"),
        ("The 90-km canal, to be opened by 2030, will carry 4 million tonnes.", "4 million tonnes", "canal"),
        (
            "It agreed the purchase of Aarhus Bakery A/S for DKK 9 million.",
            "DKK 9 million",
            "purchase of Aarhus Bakery A/S",
        ),
        # who did it is not what is measured
        ("Norway exported 900 gigawatt hours to Denmark.", "900 gigawatt hours", "Norway exported"),
        ("The state-owned railway earned $12 million from freight.", "$12 million", "freight"),
        ("The OECD announced EUR 3 million in loans for small farms.", "EUR 3 million", "loans for small farms"),
        ("Chile will invest $2 billion in Peru.", "$2 billion", "Chile will invest"),
        ("We'll invest $2 billion in Peru.", "$2 billion", "We'll invest"),
        ("1,500 young nurses were trained in Lima in 2022, a 9% increase.", "9%", "young nurses"),
        ("Over ten years, sales of tea have grown by an average of 4.5 percent.", "4.5 percent", "sales of tea"),
        (
            "The fund will buy all outstanding shares of the mill for $40 million.",
            "$40 million",
            "outstanding shares of the mill",
        ),
        ("The deficit narrowed to 2.2% of GDP from 3.9%.", "2.2%", "deficit"),
        ("The deficit narrowed to 2.2% of GDP from 3.9%.", "3.9%", "deficit"),
        ("Profit was $8 million, or 20% of sales, compared to $7 million.", "$7 million", "Profit"),
        ("Total revenue for the third quarter was $41 million.", "$41 million", "revenue"),
        ("Unemployment, seasonally adjusted, was 4.1 per cent.", "4.1 per cent", "Unemployment"),
        ("The ministry has set a budget of 4 billion euros.", "4 billion euros", "budget"),
        ("Sensors will cut our heating costs by a fifth.", "a fifth", "heating costs"),
        (
            "Norway and Chile will each contribute 25 million euros.",
            "25 million euros",
            "Norway and Chile will each contribute",
        ),
        ("The bank's board has approved $90 million for Chad.", "$90 million", "bank's board has approved"),
        ("The minister said Norway would lend Chad $4 million.", "$4 million", "Norway would lend"),
        ("The bank cut its key rate by 25 basis points to 4.25%.", "4.25%", "key rate"),
        ("The works shipped 400 cars, a 12% sequential increase.", "12%", "cars"),
        ("Diluted earnings per share were $1.12.", "$1.12", "Diluted earnings per share"),
        (
            "She called for research spending of at least 3 per cent of GDP across the bloc.",
            "3 per cent",
            "research spending",
        ),
        ("Traders had expected a deal worth about $6 million.", "$6 million", "deal"),
        ("Unemployment is at a historic low of 2.3 percent.", "2.3 percent", "Unemployment"),
        ("Inflation fell to a three-year low of 4 percent.", "4 percent", "Inflation"),
    ],
)
def test_the_text_says_what_is_measured(text: str, number: str, metric: str) -> None:
    assert figure(text, number).metric == metric


def test_a_number_names_the_countries_it_is_about_and_its_currency_is_none() -> None:
    assert figure("Trade between Norway and Chile reached US$ 2 billion.", "US$ 2 billion").parties == ("NO", "CL")


def test_a_sum_taken_up_with_the_article_keeps_its_status() -> None:
    text = "Oslo pledged $50 million for flood relief. The $50 million in relief comes from the oil fund."
    assert [found.status for found in figures(text)] == ["target", "target"]


def test_what_unnamed_officials_say_is_nobody_s() -> None:
    text = (
        "The two states signed a $40 million contract, officials said, after President Kari Nordmann of Norway held"
        " talks with Prime Minister Pedro Quispe of Peru."
    )
    assert figure(text, "$40 million").speaker is None
