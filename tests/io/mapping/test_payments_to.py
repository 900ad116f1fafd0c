"""Payments by sort to each body of a list are funding of it, and the largest total is the amount."""

import pytest

HEADS = ("CCG Code", "CCG Name", "Practice Code", "Practice Name", "Practice Postcode", "Practice Open Date",
         "Contract Type", "Average payments per registered patient", "Global Sum", "Total QOF Payments",
         "Total NHS Payments to General Practice")  # fmt: skip
ROWS = [
    (f"00{'CD'[n // 2]}", f"NHS {('Darlington', 'Durham Dales')[n // 2]} CCG", f"A8300{n}", who, f"DL1 {n}RT",
     "01/04/1974", "GMS", 146.11 + n, 1_106_310.44, 182_310.5, 1_741_850.02 + n)
    for n, who in enumerate(("Whinfield Medical Practice", "Orchard Court Surgery", "Clifton Court", "The Densham Surgery"))
]  # fmt: skip
CAMEL = tuple(h.title().replace(" ", "") + ("_£" if n > 6 else "") for n, h in enumerate(HEADS))


@pytest.mark.parametrize("heads", [HEADS, CAMEL])
def test_each_practice_holds_the_largest_total_and_it_is_asked(heads, table, bring):
    staged, _ = bring(table(heads, *ROWS, file="payments 2018-19.csv"))
    assert staged.kind == "funding"
    found = {g.key: g.place for g in staged.guesses if g.key}
    assert (found["holder_id"], found["amount_p"]) == (3, 10)
    assert {"column_holder_id", "column_amount_p"} <= {q.id for q in staged.questions}
    assert staged.totals["amount_p"] == sum(round(row[-1] * 100) for row in ROWS)


def test_a_register_of_contracts_with_payments_stays_one(table, bring):
    heads = (
        "Contract title",
        "Supplier",
        "Start date",
        "End date",
        "Contract value",
        "Payments to date",
        "Payments due",
    )
    rows = [(f"Meals {n}", who, "01/04/2024", "31/03/2026", 90_000 + n, 1_000, 2_000)
            for n, who in enumerate(("Fenland Care Ltd", "Mersey Minds CIC", "Calder Homes Ltd"))]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    assert staged.kind == "contracts"


def test_whether_money_is_secured_and_actual_is_not_offered_for_who_holds_it(table, bring):
    heads = (
        "project_id",
        "funding_source",
        "spend_type",
        "secured",
        "start_date",
        "end_date",
        "spend_for_reporting_period",
        "state",
    )
    rows = [("P1", f"Source {n}", "Towns Fund", "Yes" if n % 2 else "No", f"20{20 + n}-04-01", f"20{21 + n}-03-31",
             43_300 + n, "Actual" if n < 3 else "Forecast") for n in range(6)]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    assert staged.kind == "funding"
    assert "column_holder_id" not in {q.id for q in staged.questions}


def test_days_on_which_grants_were_announced_are_of_their_award(table, bring):
    heads = ("Town", "Region", "Local authority", "Town Deal offer (£)", "Date announced")
    rows = [
        (who, "North West", f"{who} Council", 25_000_000 + n, "27/10/2020")
        for n, who in enumerate(("Bolton", "Bury", "Oldham"))
    ]
    staged, _ = bring(table(heads, *rows))
    assert {g.key: g.place for g in staged.guesses if g.key}.get("award_on") == 4
    assert "start_on" not in {g.key for g in staged.guesses}
