"""What a body received is income from those who pay it, and payments and grants are none."""

import pytest

from commissionplanner.analysis.transfers import proposals

COUNCIL, TRUST = "Kent County Council", "Kent Community Health NHS Foundation Trust"


def _keys(staged):
    return [g.key for g in staged.guesses]


def _receipts(heads, days=("07/04/2026", "21/05/2026", "28/03/2027")):
    return heads, *((TRUST, COUNCIL, day, 1000 * n, f"INV{n}") for n, day in enumerate(days, 1))


@pytest.mark.parametrize("payer", ["Income from", "Received from", "Customer"])
def test_receipts_are_funding_of_the_year_of_their_days(table, bring, payer):
    heads = ("Organisation", payer, "Date received", "Amount", "Invoice")
    staged, plan = bring(table(*_receipts(heads)))
    assert staged.kind == "funding"
    assert _keys(staged)[:2] == ["holder_id", "payer_id"]
    years = {a.amount_p: str(a.year) for a in plan.allocations.values()}
    assert years == dict.fromkeys((1000_00, 2000_00, 3000_00), "2026/27")
    assert "year" not in {q.id for q in staged.questions}


def test_a_day_that_may_be_month_first_dates_no_receipt(table, bring):
    heads = ("Organisation", "Income from", "Date received", "Amount", "Invoice")
    days = ("04/01/2026", "04/22/2026", "05/03/2026")
    assert "year" in {q.id for q in bring(table(*_receipts(heads, days)))[0].questions}


def test_a_receipt_and_the_payment_in_another_file_are_proposed_as_one_transfer(table, bring):
    heads = ("Body", "Supplier", "Date paid", "Amount", "Ref")
    paid = table(heads, (COUNCIL, TRUST, "05/04/2026", 1000, "A1"), (COUNCIL, TRUST, "06/04/2026", 7, "A2"),
                 file="payments.csv")  # fmt: skip
    staged, plan = bring(paid)
    assert staged.kind == "spend"
    got = table(*_receipts(("Organisation", "Income from", "Date received", "Amount", "Invoice")))
    found = proposals(bring(got, plan=plan)[1])
    assert [(p.paid.amount_p, p.received.amount_p) for p in found] == [(1000_00, 1000_00)]


def test_a_source_of_income_in_which_bodies_stand_is_who_pays(table, bring):
    heads = ("Organisation", "Income source", "Description", "Income 2026/27 (£)")
    rows = [(TRUST, COUNCIL, "School nursing", 21), (TRUST, "NHS England", "Dental", 50)]
    staged, plan = bring(table(heads, *rows))
    assert _keys(staged)[:3] == ["holder_id", "payer_id", "name"]
    assert {s.name for s in plan.funding_streams.values()} == {"School nursing", "Dental"}
    grants = [(TRUST, "Public health grant", "Yearly", 21), (TRUST, "Dental fund", "Yearly", 50)]
    assert _keys(bring(table(heads, *grants))[0])[1] == "name"


def test_partners_pay_what_they_contribute(table, bring):
    rows = [("Better Care Fund", COUNCIL, 100), ("Better Care Fund", "NHS Kent and Medway ICB", 50)]
    staged, _ = bring(table(("Fund", "Partner", "Contribution 2026/27"), *rows))
    assert _keys(staged)[:2] == ["name", "payer_id"]
    staged, _ = bring(table(("Fund", "Partner", "Share 2026/27"), *rows))
    assert "payer_id" not in _keys(staged)
