"""Figures that are not what they seem are asked about, and set right as answered."""

import pytest

YEARS = ("Service", "2024/25", "2025/26")
QUARTERS = ("Service", "Commissioner", "Quarter", "Expenditure to date 2025/26")


def quarter_rows(*amounts):
    return [
        (name, "Wexcombe Council", f"Q{n}", amount * times)
        for name, times in (("Home care", 10), ("Day care", 1))
        for n, amount in enumerate(amounts, 1)
    ]


def asked(staged):
    return {question.id: question.taken for question in staged.questions}


def test_of_spending_to_date_only_the_last_of_each_counts(table, bring):
    rows = quarter_rows(100, 205, 310, 400)
    staged, _ = bring(table(QUARTERS, *rows))
    assert staged.totals == {"amount_p": (4_000 + 400) * 100}
    assert asked(staged)["running_rows"] == "last"
    whole, _ = bring(table(QUARTERS, *rows), answers={"running_rows": "all"})
    assert whole.rows_accepted == 8


def test_each_quarter_s_own_spending_is_added_up_unasked(table, bring):
    staged, _ = bring(table(QUARTERS, *quarter_rows(100, 90, 110, 95)))
    assert "running_rows" not in asked(staged)
    assert staged.rows_accepted == 8


def test_quarters_across_are_read_as_parts_of_the_year(table, bring):
    staged, plan = bring(table(("Service", "Q1", "Q2", "Q3", "Q4"), ("Home care", 100, 110, 105, 120),
                               ("Day care", 10, 11, 12, 9)))  # fmt: skip
    assert staged.totals == {"amount_p": 47_700}
    assert {str(c.year) for c in plan.service_costs.values()} == {"2026/27"}


def test_running_totals_across_count_what_each_adds(table, bring):
    rows = [
        ("Home care", 100, 200, 310, 400),
        ("Day care", 10, 20, 30, 41),
        ("Respite", 5, 9, 14, 20),
    ]
    staged, _ = bring(table(("Service", "Q1", "Q2", "Q3", "Q4"), *rows))
    assert asked(staged)["running_totals"] == "differences"
    assert staged.totals == {"amount_p": (400 + 41 + 20) * 100}


@pytest.mark.parametrize(("answer", "pounds"), [("no", 1_501_500), ("yes", 3_000_000)])
def test_a_year_in_thousands_beside_one_in_pounds_is_asked(table, bring, answer, pounds):
    rows = [("Home care", 1_200, 1_200_000), ("Day care", 300, 300_000)]
    staged, _ = bring(table(YEARS, *rows), answers={"year_in_thousands": answer})
    assert staged.totals == {"amount_p": pounds * 100}


def test_a_figure_ten_times_last_year_s_is_asked_and_may_be_left_empty(table, bring):
    rows = [("Home care", 1_200, 1_250), ("Day care", 300, 3_100), ("Respite", 45, 46)]
    staged, _ = bring(table(YEARS, *rows))
    assert asked(staged)["odd_figures"] == "as_they_stand"
    assert "C3" in next(q.text for q in staged.questions if q.id == "odd_figures")
    empty, _ = bring(table(YEARS, *rows), answers={"odd_figures": "leave_empty"})
    assert [p.cell for p in empty.problems] == ["register!C3"]
    assert empty.totals == {"amount_p": staged.totals["amount_p"] - 310_000}


def test_one_thing_s_rows_called_cumulative_are_asked_whatever_their_steps(table, bring):
    amounts = (100, 150, 400, 410, 900)
    rows = [("Home care", f"Q{n}", amount) for n, amount in enumerate(amounts, 1)]
    staged, _ = bring(table(("Service", "Quarter", "Cumulative spend"), *rows))
    assert staged.totals == {"amount_p": 90_000}
    plain, _ = bring(table(("Service", "Quarter", "Spend"), *rows))
    assert (plain.rows_accepted, "running_rows" in asked(plain)) == (5, False)


def test_a_year_dearer_than_the_whole_term_is_asked_but_not_of_a_short_contract(table, bring):
    heads = ("Contract title", "Supplier", "Start date", "End date", "Annual value", "Total value")
    rows = [
        (f"Meals {n}", f"Firm {n} Ltd", "13/04/2024", end, annual, 3_000)
        for n, (end, annual) in enumerate(
            [("12/04/2027", 1_000), ("12/04/2027", 10_000), ("12/07/2024", 12_000), ("Rolling", 1_000)]
        )
    ]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    said = next(q.text for q in staged.questions if q.id == "odd_figures")
    assert "1 contract would" in said
    assert "E3 £10,000.00 a year of £3,000.00" in said
    empty, _ = bring(table(heads, *rows), answers={"odd_figures": "leave_empty"})
    assert [p.cell for p in empty.problems] == ["register!E3"]
    assert empty.totals["annual_value_p"] == staged.totals["annual_value_p"] - 1_000_000
