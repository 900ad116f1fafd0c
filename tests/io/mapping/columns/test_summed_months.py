"""Payments that stand month by month across the sheet."""

import pytest

MONTHS = ("Apr", "May", "Jun")
ROWS = [(f"Firm {n} Ltd", f"Fees {n}", n * 100, n * 100 + 1, n * 10.5) for n in range(1, 9)]


def _asked(staged):
    return {question.id: question.taken for question in staged.questions}


@pytest.mark.parametrize(
    "months", [MONTHS, ("Apr-24", "May-24", "Jun-24"), ("April 2024", "May 2024", "June 2024")]
)
def test_what_the_months_come_to_is_what_was_paid(table, bring, months):
    staged, plan = bring(table(("Supplier", "Description", *months), *ROWS))
    assert (staged.kind, _asked(staged)["sum_of_months"]) == ("spend", "yes")
    assert staged.totals == {"amount_p": sum(round((a + b + c) * 100) for _, _, a, b, c in ROWS)}
    assert len(plan.payments) == len(ROWS)


def test_they_are_not_where_the_user_says_so(table, bring):
    heads = ("Supplier", "Description", *MONTHS)
    staged, _ = bring(table(heads, *ROWS), kind="spend", answers={"sum_of_months": "no"})
    assert staged.totals == {}
    assert "column_amount_p" in _asked(staged)


@pytest.mark.parametrize(
    "heads", [("Supplier", "Description", "Apr", "May", "Total"),
              ("Supplier", "Description", "Apr", "Apr", "May"),
              ("Supplier", "Description", "Mayor", "March Street", "Amount")]
)  # fmt: skip
def test_other_columns_are_not_summed(table, bring, heads):
    staged, _ = bring(table(heads, *ROWS), kind="spend")
    assert "sum_of_months" not in _asked(staged)


def test_a_month_that_cannot_be_read_is_said(table, bring):
    rows = [*ROWS, ("Last Ltd", "Fees", 5, "about five", 7)]
    staged, _ = bring(table(("Supplier", "Description", *MONTHS), *rows))
    assert any("about five" in problem.message for problem in staged.problems)
