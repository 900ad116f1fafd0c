"""School years are asked about, and pence in a column of their own, and amounts shown as days are named."""

from datetime import date

STREAMS = (
    ("Pupil premium", "Department for Education", 1_200),
    ("Sport", "Department for Education", 320),
)


def asked(staged):
    return {q.id: q.taken for q in staged.questions}


def test_amounts_of_school_years_are_asked_about_and_may_be_left_out(table, bring):
    heads = ("Funding stream", "Paid by", "2025/26 academic year")
    staged, _ = bring(table(heads, *STREAMS))
    assert asked(staged)["school_years"] == "as_they_stand"
    staged, _ = bring(table(heads, *STREAMS), answers={"school_years": "leave_out"})
    assert "amount_p" not in staged.totals
    staged, _ = bring(table((*heads[:2], "2025/26"), *STREAMS))
    assert "school_years" not in asked(staged)


def test_pence_beside_pounds_are_added_unless_left_out(table, bring):
    rows = [("Portage", 12_500, "00"), ("Short breaks", 45_000, "50"), ("Play", -3_200, "75")]
    made = table(("Service", "Budget £", "p"), *rows)
    made.total_cells[5] = ["Total", "54,299", "75"]
    staged, _ = bring(made)
    assert staged.sheet_total == {"amount_p": 5_429_975, "difference_p": 0}
    assert asked(staged)["pence_beside"] == "add"
    assert "its pence are added to" in staged.guesses[2].why
    assert list(staged.totals.values()) == [1_250_000 + 4_500_050 - 320_075]
    staged, _ = bring(made, answers={"pence_beside": "leave_out"})
    assert list(staged.totals.values()) == [1_250_000 + 4_500_000 - 320_000]
    rows = [(*row[:2], price) for row, price in zip(rows, (12.5, 45, 320), strict=True)]
    staged, _ = bring(table(("Service", "Budget £", "p"), *rows))
    assert "pence_beside" not in asked(staged)


def test_amounts_shown_as_days_are_named(table, bring):
    rows = [(f"Beds {n}", "Acorn Ltd", date(2025, 4, n), date(1903, 5, n)) for n in range(1, 6)]
    staged, _ = bring(table(("Contract title", "Supplier", "Start date", "Annual value"), *rows))
    assert any("“Annual value” is headed as an amount" in note for note in staged.notes)
    assert not any("over each other" in note for note in staged.notes)


def test_days_under_amounts_and_amounts_under_days_are_named(table, bring):
    heads = ("Contract title", "Supplier", "Total contract value", "Start date", "End date")
    rows = [
        (f"Beds {n}", "Acorn Ltd", f"1{n}/04/2025", f"{n},250.50", "31/03/2027")
        for n in range(1, 9)
    ]
    staged, _ = bring(table(heads, *rows), answers={"column_total_value_p": "none"})
    said = " ".join(staged.notes)
    assert "“Total contract value” is headed as an amount, and its cells are days" in said
    assert "“Start date” is headed as a day, and its cells are amounts" in said
