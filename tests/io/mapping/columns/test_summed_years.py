"""Contracts whose value stands year by year across the sheet."""

import pytest

HEADS = ("Supplier", "Contract title", "Start", "End", "2022/23", "2023/24")
ROWS = [
    (
        f"Firm {n} Ltd",
        f"Service {n}",
        "01/04/2022",
        "31/03/2024",
        1_000 + n,
        500.5 if n % 2 else "-",
    )
    for n in range(6)
]
TOTAL = 6 * 100_000 + 15 * 100 + 3 * 50_050


def asked(staged):
    return {question.id: question.taken for question in staged.questions}


def test_what_the_years_of_a_contract_come_to_is_its_value(table, bring):
    staged, plan = bring(table(HEADS, *ROWS), kind="contracts")
    assert asked(staged)["sum_of_years"] == "yes"
    assert staged.totals == {"total_value_p": TOTAL}
    assert sorted(c.total_value_p for c in plan.contracts.values())[:2] == [100_000, 100_200]
    staged, _ = bring(table(HEADS, *ROWS), kind="contracts", answers={"sum_of_years": "no"})
    assert staged.totals == {}
    assert "column_total_value_p" in asked(staged)


@pytest.mark.parametrize("heads", [("Award 2022/23", "Award 2023/24"), ("Year 1", "Year 2")])
def test_so_are_the_years_of_an_award_and_numbered_ones(table, bring, heads):
    staged, _ = bring(table((*HEADS[:4], *heads), *ROWS), kind="contracts")
    assert staged.totals == {"total_value_p": TOTAL}


def test_years_that_are_less_than_the_term_are_offered_and_not_summed(table, bring):
    rows = [(*row[:3], "31/03/2027", *row[4:]) for row in ROWS]
    staged, _ = bring(table(HEADS, *rows), kind="contracts")
    assert "sum_of_years" not in asked(staged)
    assert [q.taken for q in staged.offered if q.id == "sum_of_years"] == ["no"]
    staged, _ = bring(table(HEADS, *rows), kind="contracts", answers={"sum_of_years": "yes"})
    assert staged.totals == {"total_value_p": TOTAL}


@pytest.mark.parametrize(
    "heads", [("2022/23", "2022/23 actual"), ("Annual value 2022/23", "Annual value 2023/24"), ("2022/23 %", "2023/24 %"),
              ("2022/23", "Total value")]
)  # fmt: skip
def test_amounts_that_are_no_years_of_one_value_are_not_summed(table, bring, heads):
    staged, _ = bring(table((*HEADS[:4], *heads), *ROWS), kind="contracts")
    assert "sum_of_years" not in {q.id for q in (*staged.questions, *staged.offered)}


def test_a_year_that_cannot_be_read_is_said_and_not_left_off_the_sum(table, bring):
    rows = [*ROWS, ("Last Ltd", "Service 9", "01/04/2022", "31/03/2024", 700, "about five")]
    staged, plan = bring(table(HEADS, *rows), kind="contracts")
    assert staged.totals == {"total_value_p": TOTAL}
    assert any("about five" in problem.text for problem in staged.problems)
    assert None in {c.total_value_p for c in plan.contracts.values()}


def test_lists_of_services_keep_their_years(table, bring):
    staged, _ = bring(
        table(("Service", "2022/23", "2023/24"), ("Beds", 5, 6), ("Meals", 7, 8)), kind="services"
    )
    assert (
        len(staged.table.columns if hasattr(staged, "table") else staged.sheet.table.columns) == 3
    )
