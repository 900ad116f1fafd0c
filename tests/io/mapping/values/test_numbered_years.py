"""Years that a file only numbers: which is Year 1 is asked, and the plan's first is taken."""

import pytest

from commissionplanner.io.mapping.fields.headings import numbered_year

ROWS = (
    ("Family Hub Grant", "DfE", "1,000", "2,000", "3,000"),
    ("Public Health Grant", "DHSC", "10,000", "20,000", "30,000"),
)
ACROSS = ("Funding stream", "Funder", "Year 1 (£)", "Year 2 (£)", "Year 3 (£)")


def _amounts(plan):
    return sorted((str(line.year), line.amount_p) for line in plan.allocations.values())


def test_columns_of_numbered_years_are_the_years_of_the_plan_and_asked(table, bring):
    staged, plan = bring(table(ACROSS, *ROWS), kind="funding")
    first = plan.header.first_year
    question = next(q for q in staged.questions if q.id == "year_one")
    assert question.taken == str(first)
    assert "“Year 1 (£)”" in question.text
    assert {y for y, _ in _amounts(plan)} >= {str(first), str(first.plus(1)), str(first.plus(2))}


def test_the_answer_moves_all_numbered_years(table, bring):
    _, plan = bring(table(ACROSS, *ROWS), kind="funding", answers={"year_one": "2031/32"})
    assert [a for a in _amounts(plan) if a[0] >= "2031"] == [
        ("2031/32", 100_000), ("2031/32", 1_000_000), ("2032/33", 200_000),
        ("2032/33", 2_000_000), ("2033/34", 300_000), ("2033/34", 3_000_000),
    ]  # fmt: skip


def test_cells_that_number_a_year_are_read_the_same_way(table, bring):
    rows = [(*row[:2], f"Year {n}", row[2]) for n, row in enumerate(ROWS, 1)]
    staged, plan = bring(
        table(("Funding stream", "Funder", "Financial year", "Amount"), *rows), kind="funding",
        answers={"year_one": "2031/32"},
    )  # fmt: skip
    assert [a for a in _amounts(plan) if a[0] >= "2031"] == [
        ("2031/32", 100_000),
        ("2032/33", 1_000_000),
    ]
    assert not staged.problems


@pytest.mark.parametrize(
    ("heading", "cells", "taken", "years"),
    [("Year", ("2021", "2022"), "2021/22", ["2021/22", "2022/23"]),
     ("Year ending", ("202103", "202203"), "2020/21", ["2020/21", "2021/22"]),
     ("Financial year end", (2021, 2022), "2020/21", ["2020/21", "2021/22"])],
)  # fmt: skip
def test_years_by_themselves_in_a_column_are_asked(heading, cells, taken, years, table, bring):
    rows = [(*row[:2], cell, row[2]) for row, cell in zip(ROWS, cells, strict=True)]
    staged, plan = bring(table(("Funding stream", "Funder", heading, "Amount"), *rows))
    assert {q.id: q.taken for q in staged.questions}["plain_years"] == taken
    assert [year for year, _ in _amounts(plan) if year in years] == years
    assert "year" not in {q.id for q in staged.questions}
    other = next(q for q in staged.questions if q.id == "plain_years").choices
    staged, plan = bring(
        table(("Funding stream", "Funder", heading, "Amount"), *rows),
        answers={"plain_years": next(c for c in other[:2] if c != taken)},
    )
    assert {year for year, _ in _amounts(plan)} != set(years)


@pytest.mark.parametrize(
    ("text", "number"),
    [("Year 1", 1), ("Yr2 budget", 2), ("Budget - Year three", 3), ("Year 1 to 3", None),
     ("Year 2025", None), ("Year 11", None), ("Year 1 and Year 2", None)],
)  # fmt: skip
def test_what_numbers_a_year(text, number):
    assert numbered_year(text) == number


def test_years_by_themselves_over_amounts_are_asked(table, bring):
    heads = ("Funding stream", "Funder", "2024", "2025", "2026 (£)")
    staged, plan = bring(table(heads, *ROWS))
    assert staged.kind == "funding"
    question = next(q for q in staged.questions if q.id == "plain_years")
    assert (question.taken, question.choices) == ("2024/25", ("2024/25", "2023/24", "unknown"))
    assert {y for y, _ in _amounts(plan)} >= {"2024/25", "2025/26", "2026/27"}
    assert staged.totals == {"amount_p": 6_600_000}
    _, ended = bring(table(heads, *ROWS), answers={"plain_years": "2023/24"})
    assert {y for y, _ in _amounts(ended)} >= {"2023/24", "2024/25", "2025/26"}
    none, _ = bring(table(heads, *ROWS), kind="funding", answers={"plain_years": "unknown"})
    assert none.totals == {"amount_p": 3_300_000}  # "2026 (£)" is a heading of amounts


def test_numbers_under_years_of_no_list_of_money_are_not_read(table, bring):
    staged, _ = bring(table(("Country", "2024", "2025"), ("Wales", 10, 20), ("Spain", 30, 40)), kind="funding")  # fmt: skip
    assert "plain_years" not in {q.id for q in staged.questions}
