"""What a file tells plainly is said and not asked; what it does not is asked as before."""

import pytest

REGISTER = (
    "Ref",
    "Contract title",
    "Supplier",
    "Start date",
    "End date",
    "Contract value",
    "Annual value",
)
ROWS = [
    (f"C{n}", f"Service {n}", f"Firm {n} Ltd", "01/04/2023", "31/03/2026", 3_000 * n, 1_000 * n)
    for n in range(1, 7)
]
SPEND = ("Supplier", "Payment date", "Reference", "Amount", "Irrecoverable VAT")
PAID = [(f"Firm {n} Ltd", f"{n:02}/04/2024", f"R{n}", 100 * n + 0.5, 0) for n in range(1, 7)]


def asked(staged):
    return {question.id: question.taken for question in staged.questions}


def test_a_value_beside_that_of_a_year_is_of_the_whole_term(table, bring):
    staged, _ = bring(table(REGISTER, *ROWS))
    assert "value_is" not in asked(staged)
    assert any("of the whole term" in note for note in staged.notes)


def test_it_is_asked_about_where_the_year_is_as_much(table, bring):
    rows = [(*row[:6], row[5]) for row in ROWS]
    staged, _ = bring(table(REGISTER, *rows))
    assert asked(staged)["value_is"] == "total"


def test_it_may_be_answered_all_the_same(table, bring):
    staged, _ = bring(table(REGISTER, *ROWS), answers={"value_is": "annual"})
    assert staged.totals == {"annual_value_p": 21 * 300_000}


def test_a_title_of_one_year_dates_the_amounts(table, bring):
    heads, rows = (
        ("Pooled fund", "Contribution (£)"),
        [("Carers", 100), ("Beds", 200), ("Meals", 300)],
    )
    staged, _ = bring(table(heads, *rows, banner=["Financial year 2024/25"]), kind="funding")
    assert "year" not in asked(staged)
    staged, _ = bring(
        table(heads, *rows, banner=["Year 2024/25", "Approved in 2023"]), kind="funding"
    )
    assert asked(staged)["year"] == "2024/25"


def test_a_file_that_names_one_measure_is_not_asked_for_it(table, bring):
    heads, rows = ("Service", "2025/26 £"), [("Carers", 100), ("Beds", 200), ("Meals", 300)]
    staged, _ = bring(table(heads, *rows, banner=["Outturn by service"]), kind="services")
    assert "measure" not in asked(staged)
    staged, _ = bring(table(heads, *rows, banner=["Outturn and budget"]), kind="services")
    assert asked(staged)["measure"] == "actual"


@pytest.mark.parametrize(
    ("title", "is_told"),
    [
        ("Wexshire Council", True),
        ("Wexshire Council - Register of Contracts, Quarter 3 2024/25", True),
        ("Contracts that firms hold with Wexshire Council", False),
    ],
)
def test_a_title_that_says_whose_a_list_is_and_no_more_tells_it(table, bring, title, is_told):
    staged, plan = bring(table(REGISTER, *ROWS, banner=[title]))
    assert ("whose" not in asked(staged)) is is_told
    assert "Wexshire Council" in {o.name for o in plan.organisations.values()}


def test_headings_of_groups_that_have_totals_are_not_asked_about(table, bring):
    heads = ("Service", "2025/26", "2026/27")
    adults = [
        ("Adults", None, None),
        ("Meals", 100, 110),
        ("Beds", 200, 210),
        ("Day care", 30, 40),
        ("Total Adults", 330, 360),
    ]
    children = [
        ("Children", None, None),
        ("Youth", 50, 60),
        ("Play", 20, 30),
        ("Nurseries", 5, 6),
        ("Total Children", 75, 96),
    ]
    staged, _ = bring(table(heads, *adults, *children), kind="services")
    assert "group_headings" not in asked(staged)
    assert staged.totals["amount_p"] == 86_100
    staged, _ = bring(table(heads, *adults[:4], *children[:4]), kind="services")
    assert asked(staged)["group_headings"] == "yes"


def test_vat_that_cannot_be_recovered_stands_beside_net_amounts(table, bring):
    staged, plan = bring(table(SPEND, *PAID), kind="spend")
    assert "vat" not in asked(staged)
    assert {payment.vat_basis for payment in plan.payments.values()} == {"net"}
    assert [q.taken for q in staged.offered if q.id == "vat"] == ["net"]
    _, plan = bring(table(SPEND, *PAID), kind="spend", answers={"vat": "gross"})
    assert {payment.vat_basis for payment in plan.payments.values()} == {"gross"}


@pytest.mark.parametrize(("parts", "basis"), [(5, "net"), (6, "gross")])
def test_vat_beside_the_amounts_tells_whether_it_is_in_them(table, bring, parts, basis):
    rows = [(*row[:3], 60 * n, 60 * n / parts) for n, row in enumerate(PAID, 1)]
    staged, plan = bring(table((*SPEND[:4], "VAT"), *rows), kind="spend")
    assert "vat" not in asked(staged)
    assert {payment.vat_basis for payment in plan.payments.values()} == {basis}


def test_vat_that_no_rate_gives_is_asked_about(table, bring):
    rows = [(*row[:3], 60 * n, 7) for n, row in enumerate(PAID, 1)]
    staged, _ = bring(table((*SPEND[:4], "VAT"), *rows), kind="spend")
    assert asked(staged)["vat"] == "unknown"


def test_the_vat_number_of_a_buyer_says_nothing_of_the_value(table, bring):
    heads = (*REGISTER, "VAT registration number")
    staged, _ = bring(table(heads, *((*row, f"GB12345678{n}") for n, row in enumerate(ROWS))))
    assert "vat" not in asked(staged)


@pytest.mark.parametrize(
    "heading",
    [
        "VAT that cannot be recovered (£)",
        "Value Added Tax that cannot be recovered",
        "VAT not recoverable",
    ],
)
def test_by_the_code_the_value_of_a_contract_stands_beside_vat_that_is_not_recovered(
    table, bring, heading
):
    staged, _ = bring(table((*REGISTER, heading), *((*row, 0) for row in ROWS)))
    assert "vat" not in asked(staged)
    assert [q.taken for q in staged.offered if q.id == "vat"] == ["net"]


@pytest.mark.parametrize(
    "heading", ["Total annual value (£)", "Total cost per annum", "Annual total"]
)
def test_a_total_of_the_year_is_no_total_of_the_term(table, bring, heading):
    staged, _ = bring(table((*REGISTER[:5], heading), *(row[:6] for row in ROWS)))
    assert staged.totals == {"annual_value_p": 63 * 100_000}
    assert not asked(staged).keys() & {"value_is", "column_total_value_p"}


def test_what_else_a_year_costs_is_not_asked_about_where_its_value_is_known(table, bring):
    rows = [(*row[:5], row[6], 300 * n) for n, row in enumerate(ROWS, 1)]
    staged, _ = bring(table((*REGISTER[:5], "Cost per annum", "Unit cost per week (£)"), *rows))
    assert "column_total_value_p" not in asked(staged)
    staged, _ = bring(table((*REGISTER[:5], "Cost per annum", "Original price (£)"), *rows))
    assert "column_total_value_p" in asked(staged)


def test_sectors_are_not_asked_about_as_bodies(table, bring):
    heads = ("Service", "Provider", "2025/26")
    sectors = ["Charity / Voluntary Sector", "Private Sector", "Charity / Voluntary Sector"]
    rows = [(f"Service {n}", sector, 100 * n) for n, sector in enumerate(sectors, 1)]
    staged, _ = bring(table(heads, *rows), kind="services")
    assert "parts_of_names_provider_ids" not in asked(staged)
    staged, _ = bring(table(heads, *rows[:2], ("Beds", "Mind / Relate", 5)), kind="services")
    assert asked(staged)["parts_of_names_provider_ids"] == "one"


def test_a_town_is_no_rival_of_the_supplier(table, bring):
    heads = (
        "Reference",
        "Title",
        "Company name",
        "Company town",
        "Start date",
        "End date",
        "Total value",
    )
    rows = [(*row[:3], ["Hull", "Leeds"][n % 2], *row[3:6]) for n, row in enumerate(ROWS)]
    staged, _ = bring(table(heads, *rows))
    assert "column_provider_id" not in asked(staged)


def test_what_is_not_asked_is_offered_and_can_be_answered(table, bring):
    headings = ("Ref", "Contract title", "Supplier", "Annual value")
    rows = [(f"C{n}", f"Service {n}", f"Firm {n} Ltd", f"£{n},000") for n in range(1, 5)]
    made = table(headings, *rows, banner=["Published by Wexcombe Council"])
    staged, _ = bring(made)
    assert "whose" not in {q.id for q in staged.questions}
    (offered,) = [q for q in staged.offered if q.id == "whose"]
    assert offered.taken == "Wexcombe Council"
    staged, plan = bring(made, answers={"whose": "unknown"})
    assert "whose" in {q.id for q in staged.questions}
    assert "whose" not in {q.id for q in staged.offered}
    assert all(contract.commissioner_id is None for contract in plan.contracts.values())
