"""A column of totals beside the years."""

import pytest

HEADINGS = ("Service", "2025/26", "2026/27", "Total")
GOOD = [("Beds", 100, 110, 210), ("Meals", 50, 60, 110), ("Advice", 10, None, 10)]
WRONG = ("Night sitting", 200, 210, 420)


def _asked(staged):
    return [q.text for q in staged.questions if q.id == "row_totals"]


@pytest.mark.parametrize("heading", ["Total", "Two-year total (£)", "Total budget", "All years"])
def test_a_total_that_agrees_is_said_and_never_added(table, bring, heading):
    staged, _ = bring(table((*HEADINGS[:3], heading), *GOOD), kind="services")
    assert staged.totals == {"amount_p": 33_000}
    assert _asked(staged) == []
    assert any(f"“{heading}” is the sum of its 2 columns" in note for note in staged.notes)


def test_a_row_that_differs_is_asked_about_in_pounds(table, bring):
    staged, plan = bring(table(HEADINGS, *GOOD, WRONG), kind="services")
    (text,) = _asked(staged)
    assert "row 5 (“Night sitting”) says £420.00, the years make £410.00, difference £10.00" in text
    assert staged.totals == {"amount_p": 74_000}
    assert len(plan.services) == 4


def test_rows_that_differ_may_be_held(table, bring):
    answers = {"row_totals": "hold"}
    staged, plan = bring(table(HEADINGS, *GOOD, WRONG), kind="services", answers=answers)
    assert [(out.row, out.is_held) for out in staged.left_out] == [(5, True)]
    assert len(plan.services) == 3
    assert len(plan.held_rows) == 1


def test_whole_pounds_may_be_rounded_and_pence_may_not(table, bring):
    near, _ = bring(table(HEADINGS, *GOOD, ("Care", 100, 110, 211)), kind="services")
    exact, _ = bring(table(HEADINGS, *GOOD, ("Care", 100.25, 110, 211.25)), kind="services")
    assert (len(_asked(near)), len(_asked(exact))) == (0, 1)


def test_a_total_of_something_else_is_noted(table, bring):
    rows = [(name, a, b, 9_000 + n) for n, (name, a, b, _) in enumerate([*GOOD, WRONG])]
    staged, _ = bring(table(HEADINGS, *rows), kind="services")
    assert _asked(staged) == []
    assert any("is not what the years beside it make in 4 of 4 rows" in n for n in staged.notes)
