"""What is paid for one of something in a list of services is no cost of theirs."""

PRICES = [
    ("Payroll", "Payslip", "£4.25"),
    ("Clerking", "Meeting", "£145.50"),
    ("Broadband", "Year", "£3,450.00"),
]


def test_prices_beside_their_units_are_no_budgets(table, bring):
    staged, plan = bring(table(("Service", "Unit", "Price 2026/27"), *PRICES), kind="services")
    assert [guess.key for guess in staged.guesses][2] is None
    assert (len(plan.services), len(plan.service_costs)) == (3, 0)


def test_a_budget_beside_a_unit_is_one(table, bring):
    staged, plan = bring(table(("Service", "Unit", "Budget 2026/27"), *PRICES), kind="services")
    assert [guess.key for guess in staged.guesses][2] == "amount_p"
    assert len(plan.service_costs) == 3


def test_what_is_to_date_is_not_taken_before_the_full_year(table, bring):
    heads = (
        "Programme",
        "Year to date £m \u00b7 Plan",
        "Year to date £m \u00b7 Actual",
        "Full year £m \u00b7 Plan",
        "Full year £m \u00b7 Forecast",
    )
    rows = [
        ("Acute", 605.2, 611.0, 1210.4, 1222.1),
        ("Community", 90.1, 89.5, 180.2, 179.9),
        ("Primary care", 155.0, 154.2, 310.0, 309.1),
    ]
    staged, _ = bring(table(heads, *rows), kind="services")
    assert [guess.place for guess in staged.guesses if guess.key == "amount_p"] == [3]
