"""Totals wherever they stand: left out, and held against what comes in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

REGISTER = ("Ref", "Contract title", "Supplier", "Start date", "End date", "Total contract value")
BUDGET = ("Cost centre", "Service", "Budget 2025/26", "Budget 2026/27")
A, B, C = (
    (f"C{n}", title, f"{title} Ltd", "13/04/2024", "31/03/2026", value)
    for n, title, value in ((1, "Meals", "100,000"), (2, "Beds", "250,000.50"), (3, "Vans", "300,000"))
)  # fmt: skip


def total(value, label="Total"):
    return ("", "", "", "", label, value)


def reasons(staged):
    return {out.row: out.reason for out in staged.left_out}


def asked(staged):
    return {question.id: question.taken for question in staged.questions}


@pytest.mark.parametrize("rows", [(A, B, C, total("650,000.50")), (total("650,000.50"), A, B, C)])
def test_a_total_below_or_above_agrees(table, bring, rows):
    staged, _ = bring(table(REGISTER, *rows))
    assert staged.rows_accepted == 3
    assert staged.sheet_total is None or staged.sheet_total["difference_p"] == 0


def test_a_total_that_does_not_agree_is_said_in_pounds_with_its_row(table, bring):
    staged, _ = bring(table(("Ref", "Service", "Budget 2026/27"), ("1", "Meals", 600), ("2", "Beds", 400),
                            ("3", "Vans", 154.5), ("", "Total", 1204.5)))  # fmt: skip
    said = (
        "The sheet's own total is £1,204.50; these rows make £1,154.50; difference £50.00, row 5."
    )
    assert said in staged.notes
    assert reasons(staged)[5].endswith(said)
    assert staged.sheet_total == {"amount_p": 120_450, "difference_p": 5_000}


def test_rows_with_an_amount_and_nothing_else_are_totals_and_asked(table, bring):
    heads = ("Date", "Supplier", "Expense area", "Amount")
    rows = [("13/04/2024", "A Ltd", "Adults", 100), ("14/04/2024", "Total Gas & Power", "Adults", 200),
            (None, None, None, 300), ("16/04/2024", "D Ltd", "Children", 50), (None, None, None, 350)]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    assert staged.totals == {"amount_p": 35_000}
    assert asked(staged)["bare_amounts"] == "yes"
    assert bring(table(heads, *rows), answers={"bare_amounts": "no"})[0].totals == {
        "amount_p": 100_000
    }


def test_an_amount_that_does_not_come_in_says_nothing_of_a_row(table, bring):
    heads = ("Date", "Supplier", "Expense area", "Amount", "VAT")
    rows = [("13/04/2024", "A Ltd", "Adults", 100, 20), ("14/04/2024", "B Ltd", "Adults", 200, 40),
            (None, None, None, 300, 60), ("16/04/2024", "D Ltd", "Children", 50, 10), (None, None, None, 350, 70)]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    assert staged.totals == {"amount_p": 35_000}
    assert asked(staged)["bare_amounts"] == "yes"


def test_amounts_below_services_that_add_them_up_are_no_parts_of_the_last(table, bring):
    rows = [("Meals", "A Ltd", 600), ("Beds", "B Ltd", 400), ("Vans", "C Ltd", 150), (None, None, 1150),
            ("Visits", "D Ltd", 70), (None, None, 30)]  # fmt: skip
    staged, _ = bring(table(("Service", "Provider", "Budget 2026/27"), *rows))
    assert staged.totals == {"amount_p": 125_000}
    assert asked(staged)["fill_down"] == "yes"


def test_departments_that_are_the_sum_of_the_rows_beneath_count_once(table, bring):
    rows = [("A", "Adult social care", 600, 660), ("A1", "Home care", 100, 110), ("A2", "Residential", 200, 220),
            ("A3", "Day care", 300, 330), ("C", "Children", 150, 165), ("C1", "Fostering", 100, 110),
            ("C2", "Adoption", 50, 55)]  # fmt: skip
    staged, _ = bring(table(BUDGET, *rows))
    assert set(reasons(staged)) == {2, 6}
    assert staged.totals == {"amount_p": (750 + 825) * 100}
    whole, _ = bring(table(BUDGET, *rows), answers={"group_totals": "as_they_stand"})
    assert whole.rows_accepted == 7
    bodies = [("Alder", 1_234, 90), ("Bede", 2_345, 70), ("Adults", 3_579, 160), ("Calder", 811, 20),
              ("Dene", 97, 3), ("Children", 908, 23)]  # fmt: skip
    staged, _ = bring(table(("Council", "Grant 2025/26", "Grant 2026/27"), *bodies))
    assert set(reasons(staged)) == {4, 7}
    assert asked(staged)["summed_rows"] == "leave_out"


def test_round_amounts_that_chance_to_add_up_are_all_kept(table, bring):
    rows = [("1", "One", 10_000, 1), ("2", "Two", 5_000, 7), ("3", "Three", 5_000, 9), ("4", "Four", 700, 3),
            ("5", "Five", 900, 3), ("6", "Six", 1_300, 2)]  # fmt: skip
    staged, _ = bring(table(BUDGET, *rows))
    assert staged.left_out == []


def test_countries_and_regions_are_left_out_where_their_councils_are_listed(table, bring):
    heads = (
        "time_period",
        "geographic_level",
        "la_name",
        "description_of_expenditure",
        "total_expenditure",
    )
    rows = [("201516", level, name, line, amount) for level, name, amount in
            (("National", None, 30), ("Regional", None, 30), ("Local authority", "Devon", 10),
             ("Local authority", "Dorset", 20)) for line in ("Centres", "Fostering")]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    assert staged.totals == {"amount_p": 2 * 3_000}
    assert asked(staged)["levels"] == "leave_out"


def test_programmes_are_asked_and_their_projects_counted(table, bring):
    heads = ("Index Code", "Total")
    staged, _ = bring(
        table(heads, ("TD-AB", 100), ("TD-AB-01", 60), ("TD-AB-02", 45), ("HS-CD", 7))
    )
    assert asked(staged)["programme_rows"] == "projects"
    assert staged.totals["amount_p"] == (60 + 45 + 7) * 100
    assert "£5.00 less" in reasons(staged)[2]


def test_codes_of_two_lengths_that_are_no_programmes_are_said(table, bring):
    staged, _ = bring(
        table(("Index Code", "Total"), ("HS-CD", 7), ("TD-AB-01", 60), ("TD-AB-02", 45))
    )
    assert staged.left_out == []
    assert any("nothing is counted twice" in note for note in staged.notes)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(1_000, 9_999_999), min_size=4, max_size=9, unique=True),
    st.integers(0, 999),
)
def test_the_total_of_any_rows_is_found_and_its_gap_told_to_the_penny(table, bring, amounts, gap_p):
    pounds = [amount / 100 for amount in amounts]
    rows = [(f"S{n}", f"Line {chr(65 + n)}", p) for n, p in enumerate(pounds)]
    said_p = sum(amounts) + gap_p
    staged, _ = bring(
        table(("Ref", "Service", "Budget 2026/27"), *rows, ("", "Grand total", said_p / 100))
    )
    assert staged.totals == {"amount_p": sum(amounts)}
    assert staged.sheet_total == {"amount_p": said_p, "difference_p": gap_p}


def test_a_total_with_decimal_commas_is_held_against_the_rows(table, bring):
    rows = [(*row[:-1], value) for row, value in zip((A, B, C), ("1.100,00", "2.050,50", "300,25"), strict=True)]  # fmt: skip
    read = table(REGISTER, *rows)
    read.total_cells[9] = [None, None, None, None, "Total", "3.460,75"]
    staged, _ = bring(read)
    assert staged.totals == {"total_value_p": 345_075}
    assert staged.sheet_total == {"amount_p": 346_075, "difference_p": 1_000}


@pytest.mark.parametrize("label", ["England", "All suppliers"])
def test_a_first_row_that_is_the_sum_of_all_others_counts_once(table, bring, label):
    rows = [("", label, "", "", "", "650,500.50"), A, B, C, (*A[:5], "500")]
    staged, _ = bring(table(REGISTER, *rows))
    assert (staged.rows_accepted, staged.totals["total_value_p"]) == (4, 65_050_050)
    assert "adds up" in reasons(staged)[2]


SERVICES = ("ID", "Service name", "Description", "Provider", "Budget 2026/27")


def services(*last):
    rows = [(f"S{n}", name, f"{name} at home", f"{name} Ltd", 1000 + 37 * n)
            for n, name in enumerate(("Meals", "Beds", "Vans", "Carers"))]  # fmt: skip
    return SERVICES, *rows, *last


def test_a_record_called_total_comes_in_and_is_asked_about(table, bring):
    for name in ("Total Mobile", "Total Care Ltd", "Community total"):
        record = ("S9", name, "Help by telephone", "Acorn Trust", 450)
        staged, _ = bring(table(*services(record)))
        assert (staged.rows_accepted, asked(staged)["records_called_totals"]) == (
            5,
            "as_they_stand",
        )
    staged, _ = bring(table(*services(record)), answers={"records_called_totals": "leave_out"})
    assert staged.rows_accepted == 4
    for name in ("Total Mobile", "Balance c/f", "All schemes"):
        staged, _ = bring(table(*services(("", name, "", "", 450))))
        assert (staged.rows_accepted, asked(staged)["called_totals"]) == (4, "leave_out")
    staged, _ = bring(table(*services(("", "Total Mobile", "", "", 4222))))
    assert (staged.rows_accepted, asked(staged)) == (4, {})


def test_a_record_that_happens_to_be_the_sum_of_others_comes_in_and_is_asked_about(table, bring):
    record = ("S9", "Home care service", "Help by telephone", "Acorn Trust", 4222)
    staged, _ = bring(table(*services(record)))
    assert (staged.rows_accepted, asked(staged)["summed_rows"]) == (5, "as_they_stand")
    bare, _ = bring(table(*services(("", "Home care service", "", "", 4222))))
    assert (bare.rows_accepted, asked(bare)["summed_rows"]) == (4, "leave_out")


def test_a_supplier_called_total_with_an_amount_alone_comes_in(table, bring):
    staged, _ = bring(table(REGISTER, A, B, C, ("", "", "Total Care Ltd", "", "", "45,000")))
    assert (staged.rows_accepted, asked(staged)["records_called_totals"]) == (4, "as_they_stand")


@pytest.mark.parametrize("label", ["Vans Ltd total", "Sub-total Vans Ltd", "Total Vans Ltd"])
def test_the_total_of_a_firm_with_one_row_is_no_record(table, bring, label):
    staged, _ = bring(table(REGISTER, A, B, C, ("", "", label, "", "", "300,000")))
    assert (staged.rows_accepted, "records_called_totals" in asked(staged)) == (3, False)


def test_sums_of_groups_named_in_another_column_do_not_count(table, bring):
    rows = [(f"Meals {n}", f"Firm {n} Ltd", 100 + n, "") for n in range(1, 7)]
    first, second = rows[:3], rows[3:]
    sums = [("", "", sum(row[2] for row in group), name) for group, name in ((first, "Adults"), (second, "Children"))]  # fmt: skip
    heads = ("Service", "Provider", "Budget 2026/27", "Notes")
    staged, _ = bring(table(heads, *first, sums[0], *second, sums[1]))
    assert (staged.rows_accepted, "fill_down" in asked(staged)) == (6, False)
    more, _ = bring(table(heads, *first, sums[0], ("", "", 55, "A second cost"), *second))
    assert (more.rows_accepted, asked(more)["fill_down"]) == (7, "yes")


def test_sums_with_one_word_in_a_list_of_payments_are_asked_and_left_out(table, bring):
    heads = ("Directorate", "Supplier", "Payment date", "Amount")
    paid = [(d, f"Firm {n} Ltd", f"1{n}/05/2025", 100 + n) for d in ("Adults", "Children") for n in (1, 2, 4)]  # fmt: skip
    sums = [(f"{d} all", "", "", 307) for d in ("Adults", "Children")]
    listed = (*paid[:3], sums[0], *paid[3:], sums[1], ("Council", "", "", 614))
    staged, _ = bring(table(heads, *listed))
    assert (staged.rows_accepted, staged.totals) == (6, {"amount_p": 61_400})
    assert asked(staged)["summed_rows"] == "leave_out"
    own, _ = bring(table(heads, *paid[:3], ("Adults", "", "", 305), *paid[3:]))
    assert own.rows_accepted == 7


def test_sums_with_one_word_in_a_list_of_funding_are_asked_and_left_out(table, bring):
    heads = ("Funding stream", "Funder", "Held by", "2025/26", "2026/27")
    rows = [(f"Grant {n}", "DfE", "Wexshire Council", 100 + n, 200 + n) for n in range(7)]
    sums = [(name, "", "", sum(r[3] for r in part), sum(r[4] for r in part))
            for name, part in (("Adults", rows[:3]), ("Children", rows[3:6]), ("Place", rows[6:]))]  # fmt: skip
    staged, _ = bring(table(heads, *rows[:3], sums[0], *rows[3:6], sums[1], rows[6], sums[2]))
    assert (staged.rows_accepted, asked(staged)["summed_rows"]) == (7, "leave_out")
    other = ("Adults", "", "", 305, 606)
    staged, _ = bring(table(heads, *rows[:3], other, *rows[3:]))
    assert (staged.rows_accepted, "summed_rows" in asked(staged)) == (8, False)


def test_an_amount_beside_no_body_is_asked_about(table, bring):
    heads = ("Local authority", "Region", "Allocation 2025/26 (£)")
    rows = [(f"{name} Council", "North", 1000 + n) for n, name in enumerate(("Ayton", "Beeby", "Cole", "Dene"))]  # fmt: skip
    staged, _ = bring(table(heads, *rows, ("", "", 2500)))
    assert (staged.rows_accepted, asked(staged)["bare_amounts"]) == (4, "yes")


_POOLS = [(f"Scheme {n}", 1_000 * n, 500, 1_000 * n + 500) for n in range(1, 7)]


@pytest.mark.parametrize("heading", ["Lead commissioner", "Host", "Managed by"])
def test_who_leads_a_pool_is_no_level_of_it(table, bring, heading):
    leads = ["Council", "ICB", "ICB", "Council", "ICB", "Council"]
    rows = [(*pool, lead) for pool, lead in zip(_POOLS, leads, strict=True)]
    heads = (
        "Pooled fund",
        "Council contribution (£)",
        "ICB contribution (£)",
        "Total pooled budget (£)",
        heading,
    )
    staged, _ = bring(table(heads, *rows))
    assert staged.rows_accepted == 6
    assert "levels" not in asked(staged)


def test_a_country_that_is_the_sum_of_all_councils_is_left_out_unasked(table, bring):
    heads = ("Local authority", "2025/26 allocation (£)")
    rows = [
        ("England", 10_000),
        ("Kent", 1_000),
        ("Hull", 2_000),
        ("Derby", 3_000),
        ("Cornwall", 4_000),
    ]
    staged, _ = bring(table(heads, *rows), kind="funding")
    assert (staged.rows_accepted, staged.totals["amount_p"]) == (4, 1_000_000)
    assert "levels" not in asked(staged)


def test_a_country_that_others_do_not_make_is_asked_about(table, bring):
    heads = ("Local authority", "2025/26 allocation (£)")
    rows = [
        ("England", 90_000),
        ("Kent", 1_000),
        ("Hull", 2_000),
        ("Derby", 3_000),
        ("Cornwall", 4_000),
    ]
    staged, _ = bring(table(heads, *rows), kind="funding")
    assert asked(staged)["levels"] == "leave_out"


def test_sums_that_a_system_marks_with_stars_are_left_out(table, bring):
    heads = ("St", "DocumentNo", "Name 1", "Posting date", "Amount", "Curr.")
    rows = [
        ("", f"19{n}", f"Firm {n} Ltd", f"{n:02}.03.2021", 100.5 * n, "GBP") for n in range(1, 6)
    ]
    sums = [("*", "", "", "", 1507.5, "GBP"), ("**", "Company Code 1000", "", "", 1507.5, "GBP")]
    staged, _ = bring(table(heads, *rows, *sums), kind="spend")
    assert (staged.rows_accepted, staged.totals["amount_p"]) == (5, 150_750)


def test_the_net_cost_of_services_and_the_budget_requirement_are_sums(table, bring):
    heads = ("Service", "Cost centre", "Division", "2026/27 Budget £")
    lines = [("Older people", "A1", "Adults", 430), ("Fostering", "C1", "Children", 310), ("Parks", "P1", "Place", 96)]  # fmt: skip
    net = ("NET COST OF SERVICES", "Z1", "Place", 836)
    staged, _ = bring(table(heads, *lines, net))
    assert (asked(staged)["summed_rows"], staged.totals["amount_p"]) == ("leave_out", 83_600)
    named = ("Requirements team", "Z1", "Place", 836)
    staged, _ = bring(table(heads, *lines, named))
    assert (asked(staged)["summed_rows"], staged.totals["amount_p"]) == ("as_they_stand", 167_200)


def test_a_nation_below_its_authorities_is_their_sum(table, bring):
    heads = ("Region", "Local authority", "2026/27 allocation (£)")
    rows = [("North", "Hull", 430), ("North", "York", 310), ("South", "Kent", 96)]
    staged, _ = bring(table(heads, *rows, ("England", "", 836)), kind="funding")
    assert (staged.rows_accepted, staged.totals["amount_p"]) == (3, 83_600)
