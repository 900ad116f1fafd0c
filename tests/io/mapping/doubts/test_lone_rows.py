"""Rows with one cell alone among rows that say more."""

HEADS = ("Contract title", "Supplier", "Start date", "End date", "Total contract value")
ROWS = [
    (f"Care {n} at home", f"Firm {n} Ltd", "01/04/2025", "31/03/2027", f"{n + 1}234")
    for n in range(12)
]


def _asked(staged):
    return next((q for q in staged.questions if q.id == "lone_rows"), None)


def test_a_text_that_goes_on_in_the_next_row_is_asked_about_and_left_out(table, bring):
    rows = [*ROWS[:4], ("for older people", None, None, None, None), *ROWS[4:]]
    staged, plan = bring(table(HEADS, *rows), kind="contracts")
    asked = _asked(staged)
    assert asked.taken == "leave_out"
    assert "“for older people” under “Contract title” (row 6, below row 5)" in asked.text
    assert (staged.rows_accepted, len(plan.contracts)) == (12, 12)
    kept, _ = bring(table(HEADS, *rows), kind="contracts", answers={"lone_rows": "as_they_stand"})
    assert kept.rows_accepted == 13


def test_rows_with_an_amount_or_a_second_text_are_not_asked_about(table, bring):
    rows = [*ROWS, ("Vans", "Firm 99 Ltd", None, None, None)]
    assert _asked(bring(table(HEADS, *rows), kind="contracts")[0]) is None


def test_services_known_by_their_names_alone_come_in_where_no_row_has_an_amount(table, bring):
    heads = ("Service name", "Provider", "Age range", "Telephone")
    rows = [(f"Care {n}", f"Firm {n} Ltd", "5-11", f"01{n} 234") for n in range(12)]
    rows[5] = ("Care 5", None, None, None)
    staged, _ = bring(table(heads, *rows), kind="services")
    assert staged.rows_accepted == 12
    assert _asked(staged).taken == "as_they_stand"


def test_what_a_spreadsheet_counts_below_each_group_is_asked_about(table, bring):
    heads = (*HEADS, "Directorate")
    rows = [(*row, ("Adults", "Children")[n > 5]) for n, row in enumerate(ROWS)]
    rows.insert(6, ("6", None, None, None, None, "Adults Count"))
    rows.append(("6", None, None, None, None, "Children Count"))
    staged, _ = bring(table(heads, *rows), kind="contracts")
    assert _asked(staged).taken == "leave_out"
    assert staged.rows_accepted == 12
