"""Headings over each other's columns, and cells beside theirs."""

import pytest

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


def test_suppliers_in_blocks_under_title_are_changed_over(table, bring):
    rows = [
        (f"C{n}", f"[{who}|1 High Street|NONE||Yes|No]", f"Meals {n}", "13/04/2024", "12/04/2026")
        for n, who in enumerate(("Ash", "Birch", "Cedar", "Dogwood"))
    ]
    staged, plan = bring(table(("Ref", "Title", "Supplier", "Start date", "End date"), *rows))
    assert {q.id: q.taken for q in staged.questions}["swapped_names"] == "yes"
    assert {c.title for c in plan.contracts.values()} == {f"Meals {n}" for n in range(4)}


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


PAYMENTS = ("Body name", "Department", "Supplier name", "Payment date", "Transaction no", "Amount")


def payments(n_rows=8):
    """Return payments of one council to several firms."""
    firms, units = ("Acorn Ltd", "Bede Trust", "Calder CIC", "Dene Care LLP"), ("Adults", "Place")
    return [
        ("Wexshire County Council", units[n % 2], firms[n % 4], f"{13 + n}/04/2025", f"51{n:05}", f"{n}20.55")
        for n in range(n_rows)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "asked"),
    [(0, 2, "swapped_bodies"), (1, 2, "swapped_names"), (4, 2, "column_supplier_id"), (4, 5, "swapped_amounts")],
)  # fmt: skip
def test_headings_over_each_other_s_columns_of_payments_are_asked_about(table, bring, one, other, asked):  # fmt: skip
    heads = list(PAYMENTS)
    heads[one], heads[other] = heads[other], heads[one]
    staged, _ = bring(table(heads, *payments()))
    found = {g.place: g.key for g in staged.guesses}
    assert asked in {q.id for q in staged.questions}
    assert (found[0], found[2], found[5]) == ("payer_id", "supplier_id", "amount_p")
    right, _ = bring(table(PAYMENTS, *payments()))
    assert not [q for q in right.questions if q.id.startswith("swapped")]


def test_a_heading_of_grants_over_whom_they_name_is_asked_about(table, bring):
    heads = ["Title", "Recipient Org:Name", "Award Date", "Amount Awarded"]
    rows = [(f"A grant to {name}", name, "13/04/2024", "1000") for name in ("Why me?", "ASIRT", "Koestler Arts", "Safe Home")]  # fmt: skip
    staged, _ = bring(table([heads[1], heads[0], *heads[2:]], *rows))
    assert [g.key for g in staged.guesses[:2]] == ["title", "provider_id"]
    assert "swapped_names" in {q.id for q in staged.questions}


def test_a_row_that_lacks_its_amount_is_asked_about_where_the_vat_stands_in_its_place(table, bring):
    heads = (*PAYMENTS, "VAT")
    rows = [(*row, f"{n}4.11") for n, row in enumerate(payments(16))]
    rows[3] = (*rows[3][:5], "34.11", None)
    staged, _ = bring(table(heads, *rows))
    question = next(q for q in staged.questions if q.id == "lacking_amounts")
    assert (question.taken, staged.rows_accepted) == ("as_they_stand", 16)
    assert "F5 34.11" in question.text
    staged, _ = bring(table(heads, *rows), answers={"lacking_amounts": "leave_out"})
    assert staged.rows_accepted == 15
    beside = (*PAYMENTS, "VAT", "Unit")
    rows = [(*row, f"Unit {n % 3}") for n, row in enumerate(rows)]
    rows[3] = (*rows[3][:6], "Unit 1", None)
    staged, _ = bring(table(beside, *rows))
    assert "shifted_rows" in {q.id for q in staged.questions}


def test_words_where_the_amounts_of_a_row_end_show_that_one_is_missing(table, bring):
    heads = ("Body", "Trader", "Settled", "Net amount", "VAT", "What was bought")
    rows = [("Vale Council", f"Firm {n} Ltd", f"1{n % 9}/05/2025", f"{n + 1}50.75", f"{n + 1}0.15", f"Home care {n}") for n in range(12)]  # fmt: skip
    asked = {q.id for q in bring(table(heads, *rows))[0].questions}
    rows[3] = (*rows[3][:3], "40.15", "Home care 3", None)
    staged, _ = bring(table(heads, *rows))
    assert {q.id for q in staged.questions} - asked == {"lacking_amounts"}
    rows[3] = (*rows[3][:3], "450.75", "none", None)
    assert {q.id for q in bring(table(heads, *rows))[0].questions} == asked


def test_texts_in_the_column_beside_their_own_are_asked_about(table, bring):
    rows = payments(12)
    rows[5] = (*rows[5][:1], "Bede Trust", None, *rows[5][3:])
    rows[7] = (*rows[7][:1], rows[7][2], rows[7][1], *rows[7][3:])
    rows[9] = (None, *rows[9][1:5], None)
    staged, _ = bring(table(PAYMENTS, *rows))
    question = next(q for q in staged.questions if q.id == "astray_cells")
    assert "1 row without “Body name”, where all others have one: 11." in " ".join(staged.notes)
    assert "1 row without “Amount”, where all others have one: 11." in " ".join(staged.notes)
    assert (question.taken, staged.rows_accepted) == ("as_they_stand", 12)
    assert "row 7 has “Bede Trust” in “Department”, other rows in “Supplier name”" in question.text
    assert "1 row without “Supplier name”, where all others have one: 7." in " ".join(staged.notes)
    staged, _ = bring(table(PAYMENTS, *rows), answers={"astray_cells": "leave_out"})
    assert [out.row for out in staged.left_out] == [7, 9]


def test_firms_that_pay_a_council_and_numbers_with_commas_stand_under_wrong_headings(table, bring):
    rows = payments(6)
    crossed = [(r[2].replace("Bede Trust", "Bede Ltd"), r[1], r[0], *r[3:]) for r in rows]
    assert "swapped_bodies" in {q.id for q in bring(table(PAYMENTS, *crossed))[0].questions}
    crossed = [(*r[:4], f"1{n},{n}41", f"138540{n}") for n, r in enumerate(rows)]
    assert "swapped_amounts" in {q.id for q in bring(table(PAYMENTS, *crossed))[0].questions}


def test_another_column_of_public_bodies_or_references_is_asked_about(table, bring):
    heads = ("Relevant authority", "Decision reference", "ID", "Organisation", *HEADS[1:])
    rows = [
        ("NHS Wessex ICB", f"D{n}/25", f"{n}", "Wexshire Council", *r[1:])
        for n, r in enumerate(ROWS)
    ]
    staged, _ = bring(table(heads, *rows))
    found = {q.id: q.taken for q in staged.questions}
    assert (found["column_commissioner_id"], found["column_ref"]) == ("Organisation", "ID")
    other, _ = bring(table((heads[0], "procurement_id", *heads[2:]), *rows))
    (text,) = (q.text for q in other.questions if q.id == "column_ref")
    assert text.startswith("Reference is read from “ID”. “procurement_id” could be meant too.")
    answers = {"column_commissioner_id": "Relevant authority"}
    staged, _ = bring(table(heads, *rows), answers=answers)
    assert [g.key for g in staged.guesses[:4]] == ["commissioner_id", None, "ref", None]


def test_a_firm_among_titles_whose_supplier_is_none_is_astray(table, bring):
    rows = [row(n, title=f"Meals for ward {n}") for n in range(8)]
    rows[3] = (rows[3][0], rows[3][2], rows[3][1], *rows[3][3:])
    staged, _ = bring(table(HEADS, *rows))
    assert "astray_cells" in {q.id for q in staged.questions}


def test_a_text_that_fills_the_column_beside_is_astray_in_two_rows_as_in_one(table, bring):
    rows = payments(12)
    for n in (2, 4):
        rows[n] = (rows[n][1], rows[n][0], *rows[n][2:])
    staged, _ = bring(table(PAYMENTS, *rows))
    assert "astray_cells" in {q.id for q in staged.questions}
    assert "astray_cells" not in {q.id for q in bring(table(PAYMENTS, *payments(12)))[0].questions}


RETURN = ("LA name", "Line", "Own provision", "Private", "Voluntary", "Total expenditure", "Income")


def test_amounts_that_are_not_the_sum_of_those_beside_them_as_all_others_are_are_asked_about(
    table, bring
):
    rows = [("Wexshire", f"Line {n}", 100 + n, 7 * n, 31, 131 + 8 * n, n) for n in range(8)]
    staged, _ = bring(table(RETURN, *rows))
    assert "sums_across" not in {q.id for q in staged.questions}
    rows[4] = (*rows[4][:3], *rows[4][4:], 0)
    staged, _ = bring(table(RETURN, *rows))
    question = next(q for q in staged.questions if q.id == "sums_across")
    assert (question.taken, staged.rows_accepted) == ("as_they_stand", 8)
    assert "row 6 says £4.00, they make £298.00" in question.text
    staged, _ = bring(table(RETURN, *rows), answers={"sums_across": "leave_out"})
    assert [out.row for out in staged.left_out] == [6]


def test_a_row_without_the_last_year_is_named(table, bring):
    rows = [(f"Meals {n}", 100 + n, 210 + n) for n in range(8)]
    rows[3] = ("Meals 3", 213, None)
    rows[5] = ("0", 113, 215)
    staged, _ = bring(table(("Service", "Budget 2025/26", "Budget 2026/27"), *rows))
    assert (
        "1 row with a number or a day under “Service”, where all others have words: 7."
        in " ".join(staged.notes)
    )
    assert "1 row without “Budget 2026/27”, where all others have one: 5." in " ".join(staged.notes)


def test_a_code_among_titles_is_asked_about_and_a_title_with_a_number_is_not(table, bring):
    rows = [row(n, title=f"Meals for ward {n}") for n in range(8)]
    assert "astray_cells" not in {q.id for q in bring(table(HEADS, *rows))[0].questions}
    rows[4] = ("Meals for ward 4", "C4", *rows[4][2:])
    assert "astray_cells" in {q.id for q in bring(table(HEADS, *rows))[0].questions}


TEAMS = ["Adults", "Children", "Housing"]


def test_suppliers_under_the_department_and_teams_under_the_supplier_change_over(table, bring):
    heads = ("Directorate", "Contract title", "Supplier", "Start date", "End date", "Total value")
    rows = [
        (f"Firm {'ABCDEFGHIJ'[n]} Ltd", f"Meals {n}", TEAMS[n % 3], "13/04/2024", "12/04/2026", 5000 + n)
        for n in range(10)
    ]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    assert {q.id: q.taken for q in staged.questions}["swapped_names"] == "yes"
    assert [g.key for g in staged.guesses][:3] == ["provider_id", "title", "department"]
    kept = [(t, title, firm, *rest) for firm, title, t, *rest in rows]
    assert "swapped_names" not in {q.id for q in bring(table(heads, *kept))[0].questions}


def test_titles_under_the_department_and_teams_under_the_title_change_over(table, bring):
    heads = ("Ref", "Contract title", "Supplier", "Department", "End date", "Total value")
    rows = [
        (f"C{n}", [*TEAMS, "Roads"][n % 4], f"Firm {n} Ltd", f"Meals, lot {n}", "12/04/2026", 5000 + n)
        for n in range(14)
    ]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    assert {q.id: q.taken for q in staged.questions}["swapped_titles"] == "yes"
    assert [g.key for g in staged.guesses][1:4] == ["department", "provider_id", "title"]


def test_services_that_councils_share_are_no_names_of_councils(table, bring):
    heads = ("Service", "Lead commissioner", "Budget 2026/27 (£)")
    rows = [(TEAMS[n % 2], f"{town} Council", 5000 + n) for n, town in enumerate("Abcdefghij")]
    staged, _ = bring(table(heads, *rows))
    assert "swapped_titles" not in {q.id for q in staged.questions}


def test_cells_beyond_the_last_heading_are_named(table, bring):
    rows = [(*cells, None) for cells in ROWS]
    rows[2] = (*ROWS[2][:3], None, *ROWS[2][3:])
    staged, _ = bring(table((*HEADS, ""), *rows))
    said = [*staged.notes, *(out.reason for out in staged.left_out)]
    assert any("beyond the last heading" in text or "one column too far" in text for text in said)
    heads = ("Contract title", "Supplier", "Total value", "Fund", "")
    rows = [(f"Meals {n}", f"Firm {n} Ltd", 1000 + n, "Main grants", None) for n in range(12)]
    rows[4] = (*rows[4][:3], "Main", "grants")
    staged, _ = bring(table(heads, *rows))
    assert any("E6 “grants”" in note for note in staged.notes)


def test_names_exchanged_across_a_column_between_them_are_astray(table, bring):
    heads = ("Contract title", "Lot", "Supplier", "End date", "Total value")
    rows = [
        [f"{word} meals", "Lot 1", f"{word} Ltd", "13/04/2028", 1000 + n]
        for n, word in enumerate("Ash Birch Cedar Elm Fir Hazel Larch Lime Oak Pine Plane Yew".split())
    ]  # fmt: skip
    for row_ in rows[3], rows[7]:
        row_[0], row_[2] = row_[2], row_[0]
    staged, _ = bring(table(heads, *rows))
    said = next(q.text for q in staged.questions if q.id == "astray_cells")
    assert "row 5 has" in said
    assert "row 9 has" in said


def test_texts_of_lists_exchanged_in_three_rows_are_astray(table, bring):
    heads = ("Service", "Provider", "Funding source", "Budget 2026/27 (£)")
    paid = ["Main grant", "Pooled fund", "Own budget"]
    rows = [
        [f"Meals {n}", ["Council", "NHS", "Charity"][n % 3], paid[n // 2 % 3], 900 + n]
        for n in range(24)
    ]
    for row_ in rows[3], rows[7], rows[11]:
        row_[1], row_[2] = row_[2], row_[1]
    assert "astray_cells" in {q.id for q in bring(table(heads, *rows))[0].questions}


def test_a_text_that_another_column_often_has_is_astray_among_names(table, bring):
    heads = ("Scheme name", "Area of spend", "Provider", "Budget 2026/27 (£)")
    rows = [
        [f"{word} meals", "Social Care", ["Council", "NHS", "Charity"][n % 3], 900 + n]
        for n, word in enumerate("Ash Birch Cedar Elm Fir Hazel Larch Lime Oak Pine Plane Yew".split() * 2)
    ]  # fmt: skip
    for row_ in rows[3], rows[7]:
        row_[0], row_[2] = row_[2], row_[0]
    assert "astray_cells" in {q.id for q in bring(table(heads, *rows))[0].questions}


def test_codes_of_providers_are_never_names_of_services(table, bring):
    heads = ("id", "organization_id", "name", "description", "status", "minimum_age")
    rows = [
        (f"b{n}-00", f"o{n % 2}-11", f"{each} group", "Weekly", "active", 18)
        for n, each in enumerate(("Memory", "Lunch", "Walking", "Art"))
    ]
    staged, plan = bring(table(heads, *rows), kind="services")
    assert not any(q.id.startswith("swapped") for q in staged.questions)
    assert {s.name for s in plan.services.values()} == {row[2] for row in rows}


def _asked_of(staged):
    return {question.id: question.taken for question in staged.questions}


def test_latest_days_before_the_days_of_the_end_stand_under_wrong_headings(table, bring):
    heads = ("Contract title", "Supplier", "Start date", "End date", "Maximum end date")
    rows = [
        (f"Care {n}", f"Firm {n} Ltd", "01/04/2024", f"{n + 1}/06/2028", f"{n + 1}/06/2027")
        for n in range(8)
    ]
    staged, plan = bring(table(heads, *rows), kind="contracts")
    assert _asked_of(staged)["swapped_ends"] == "yes"
    assert all(c.current_end_on.year == 2027 for c in plan.contracts.values())
    sound = [(*row[:3], row[4], row[3]) for row in rows]
    assert "swapped_ends" not in _asked_of(bring(table(heads, *sound), kind="contracts")[0])


def test_titles_that_hold_the_descriptions_within_them_are_these(table, bring):
    heads = ("Contract title", "Description", "Supplier", "Total contract value")
    things = (
        "Health visiting",
        "School meals",
        "Advocacy",
        "Respite care",
        "Stop smoking",
        "Youth work",
    )
    rows = [(f"Provision of {t.lower()} across the borough", t, f"Firm {n} Ltd", f"{n + 2}000") for n, t in enumerate(things)]  # fmt: skip
    staged, plan = bring(table(heads, *rows), kind="contracts")
    assert _asked_of(staged)["swapped_texts"] == "yes"
    assert {c.title for c in plan.contracts.values()} == set(things)
    sound = [(row[1], row[0], *row[2:]) for row in rows]
    assert "swapped_texts" not in _asked_of(bring(table(heads, *sound), kind="contracts")[0])


def test_services_called_as_funds_are_change_over_with_their_funding(table, bring):
    heads = ("Service name", "Funding source", "2026/27 budget")
    funds = ("Public Health Grant", "Better Care Fund", "Core budget", "Dedicated Schools Grant")
    rows = [(funds[n % 4], f"Care of sort {n}", f"{n + 2}000") for n in range(12)]
    staged, plan = bring(table(heads, *rows), kind="services")
    assert set(_asked_of(staged)) & {"swapped_streams", "swapped_titles"}
    assert "Care of sort 3" in {s.name for s in plan.services.values()}
    sound = [(row[1], row[0], row[2]) for row in rows]
    asked = _asked_of(bring(table(heads, *sound), kind="services")[0])
    assert not set(asked) & {"swapped_streams", "swapped_titles"}


def test_a_text_astray_is_found_in_a_list_of_any_length(table, bring):
    heads = ("Ref", "Contract title", "Supplier", "Total contract value")
    rows = [(f"C{n}", f"Care {n % 90}", f"Firm {n % 70} Ltd", f"{n + 1}000") for n in range(6_000)]
    rows[4000] = ("C4000", "Firm 7 Ltd", "Care 7", "4001000")
    staged, _ = bring(table(heads, *rows), kind="contracts")
    asked = next(q for q in staged.questions if q.id == "astray_cells")
    assert "row 4,002 has “Firm 7 Ltd” in “Contract title”" in asked.text
