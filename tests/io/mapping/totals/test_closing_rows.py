"""Rows with hardly a word beside their amounts at the foot of a list and above its groups."""

import pytest

SERVICES = ("Service", "Directorate", "2026/27 budget")
BUDGET = [(f"Care {n}", ("Adults", "Children")[n % 2], f"{n + 1}000") for n in range(10)]
REGISTER = ("Contract title", "Supplier", "Start date", "End date", "Total contract value")
CONTRACTS = [
    (f"Care {n}", f"Firm {n} Ltd", "01/04/2025", "31/03/2027", f"{n + 1}1234") for n in range(12)
]


def _asked(staged, key):
    return next((q for q in staged.questions if q.id == key), None)


@pytest.mark.parametrize(
    "foot",
    [
        [("Net", None, "55000"), ("VAT @ 20%", None, "11000"), ("Gross", None, "66000")],
        [(None, "Sub total", "55000"), (None, "Contingency 5%", "2750"), (None, "Total", "57750")],
        [("Total", None, "55000"), ("Fees recovered", None, "-5000"), ("Total", None, "50000")],
        [("VAT @ 20%", None, "11000")],
    ],
)
def test_what_leads_from_one_total_to_the_next_is_asked_about_and_left_out(table, bring, foot):
    staged, plan = bring(table(SERVICES, *BUDGET, *foot), kind="services")
    assert _asked(staged, "closing_rows").taken == "leave_out"
    assert sorted(s.name for s in plan.services.values()) == sorted(row[0] for row in BUDGET)
    kept, _ = bring(table(SERVICES, *BUDGET, *foot), kind="services", answers={"closing_rows": "as_they_stand"})  # fmt: skip
    assert kept.rows_accepted > staged.rows_accepted


def test_the_last_services_of_a_group_between_totals_are_none(table, bring):
    rows = [
        *BUDGET[:8],
        ("Adults total", "", "36000"),
        *BUDGET[8:],
        ("Children total", "", "19000"),
    ]
    assert _asked(bring(table(SERVICES, *rows), kind="services")[0], "closing_rows") is None


def test_a_firm_called_as_what_closes_a_list_is_a_record(table, bring):
    rows = [*CONTRACTS, ("VAT advice", "Net Ltd", "01/04/2025", "31/03/2027", "70000")]
    staged, _ = bring(table(REGISTER, *rows), kind="contracts")
    assert _asked(staged, "closing_rows") is None
    assert staged.rows_accepted == 13


@pytest.mark.parametrize(
    "name", ["Balance and strength classes", "Net zero wards", "Discount scheme"]
)
def test_a_service_that_begins_as_what_closes_a_list_comes_in(table, bring, name):
    staged, _ = bring(table(SERVICES, *BUDGET, (name, None, "500")), kind="services")
    assert _asked(staged, "closing_rows") is None
    assert staged.rows_accepted == 11


def test_rounded_sums_of_groups_above_their_rows_are_asked_about_and_left_out(table, bring):
    head = [("Adults", None, None, None, "217000"), ("Children", None, None, None, "577000")]
    rows = [head[0], *CONTRACTS[:6], head[1], *CONTRACTS[6:]]
    staged, _ = bring(table(REGISTER, *rows), kind="contracts")
    assert _asked(staged, "lone_amounts").taken == "leave_out"
    assert staged.rows_accepted == 12


def test_a_row_with_one_word_and_an_amount_of_its_own_comes_in_and_is_asked_about(table, bring):
    staged, _ = bring(table(REGISTER, *CONTRACTS, ("Vans", None, None, None, "7000")), kind="contracts")  # fmt: skip
    assert _asked(staged, "lone_amounts").taken == "as_they_stand"
    assert staged.rows_accepted == 13
