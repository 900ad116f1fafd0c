"""Headings over each other's columns, and cells beside theirs."""

HEADS = (
    "Ref",
    "Contract title",
    "Supplier",
    "SME",
    "Start date",
    "End date",
    "Total contract value",
)


def row(n, **other):
    cells = {"ref": f"C{n}", "title": f"Meals {n}", "supplier": f"Firm {n} Ltd", "sme": "Yes", "start": "13/04/2024",
             "end": "31/03/2026", "value": 1000 + n} | other  # fmt: skip
    return tuple(cells.values())


ROWS = [row(n) for n in range(6)]


def test_a_row_with_a_cell_missing_is_never_read_in_silence(table, bring):
    shifted = row(7, sme="13/04/2024", start="31/03/2026", end="1007", value=None)
    staged, _ = bring(table(HEADS, *ROWS, shifted))
    said = {p.cell for p in staged.problems} | {f"row {out.row}" for out in staged.left_out}
    assert said & {"register!D8", "row 8"}


def test_one_odd_cell_is_only_reported(table, bring):
    staged, _ = bring(table(HEADS, *ROWS, row(7, sme="250")))
    assert staged.left_out == []
    assert [p.cell for p in staged.problems] == ["register!D8"]


def test_remarks_among_days_and_amounts_are_no_shift(table, bring):
    staged, _ = bring(table(HEADS, *ROWS, row(7, start="see note", value="see schedule")))
    assert staged.left_out == []


def test_a_year_s_value_above_the_whole_is_asked(table, bring):
    heads = (
        "Ref",
        "Contract title",
        "Supplier",
        "Start date",
        "End date",
        "Annual value",
        "Total value",
    )
    rows = [
        (f"C{n}", f"Meals {n}", f"Firm {n} Ltd", "13/04/2024", "12/04/2026", 2000 + n, 1000 + n)
        for n in range(4)
    ]
    staged, plan = bring(table(heads, *rows))
    assert {q.id: q.taken for q in staged.questions}["swapped_values"] == "yes"
    assert all(c.total_value_p > c.annual_value_p for c in plan.contracts.values())
    kept, _ = bring(table(heads, *rows), answers={"swapped_values": "no"})
    assert kept.totals["annual_value_p"] > kept.totals["total_value_p"]


def test_columns_that_the_user_set_are_left_alone(table, bring):
    heads = ("Ref", "Contract title", "Supplier", "Start date", "End date")
    rows = [(f"C{n}", f"Firm {n} Ltd", f"Meals {n}", "13/04/2024", "12/04/2026") for n in range(4)]
    staged, _ = bring(table(heads, *rows), columns={"Supplier": "provider_id"})
    assert "swapped_names" not in {q.id for q in staged.questions}


def test_values_in_other_units_are_no_swap(table, bring):
    heads = ("Contract title", "Supplier", "Start", "End", "Annual value (£)", "Total value (£000)")
    rows = [
        (f"Meals {n}", f"Firm {n} Ltd", "13/04/2024", "12/04/2026", 2000 + n, 4.0) for n in range(4)
    ]
    staged, plan = bring(table(heads, *rows))
    assert "swapped_values" not in {q.id for q in staged.questions}
    assert {c.total_value_p for c in plan.contracts.values()} == {400_000}


def test_titles_of_which_some_end_as_firms_do_are_suppliers(table, bring):
    heads = ("Supplier", "Contract title", "Start date", "End date")
    bodies = ("Oakleaf Ltd", "Larkrise", "Novum CIC", "Pennine Advice", "Tollgate LLP")
    rows = [(f"Meals {n}", body, "13/04/2024", "12/04/2026") for n, body in enumerate(bodies)]
    staged, plan = bring(table(heads, *rows))
    assert "swapped_names" in {q.id for q in staged.questions}
    assert {c.title for c in plan.contracts.values()} == {f"Meals {n}" for n in range(5)}


def test_titles_that_nearly_all_are_firms_are_suppliers_beside_one_firm_too(table, bring):
    heads = ("Supplier", "Contract title", "Start date", "End date")
    names = [*(f"Meals {n}" for n in range(11)), "Vans by Oakleaf Ltd"]
    rows = [(name, f"Firm {n} Ltd", "13/04/2024", "12/04/2026") for n, name in enumerate(names)]
    staged, _ = bring(table(heads, *rows))
    assert "swapped_names" in {q.id for q in staged.questions}
