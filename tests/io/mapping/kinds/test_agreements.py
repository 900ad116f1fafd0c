"""Registers of agreements between partners, beside registers of contracts."""

from datetime import date

ROWS = [("Community equipment", "Council / ICB", date(2025, 4, 1), date(2028, 3, 31), 3_100_000),
        ("Better Care Fund", "Council / ICB", date(2025, 4, 1), date(2027, 3, 31), 45_200_000),
        ("Nursing 0-19", "Council / Trust", date(2024, 4, 1), date(2029, 3, 31), 6_400_000)]  # fmt: skip


def asked(staged):
    return {q.id: (q.taken, *q.choices) for q in staged.questions}.get("kind")


def test_agreements_that_say_what_they_are_worth_are_asked_about(table, bring):
    heads = ("Agreement", "Partners", "Commenced", "Expires", "Annual value (£)")
    staged, plan = bring(table(heads, *ROWS))
    assert (staged.kind, asked(staged)) == ("agreements", ("agreements", "agreements", "contracts"))
    text = next(q.text for q in staged.questions if q.id == "kind")
    assert "leaves out “Annual value (£)”" in text
    assert {a.start_on for a in plan.agreements.values()} == {row[2] for row in ROWS}


def test_agreements_with_a_supplier_are_contracts(table, bring):
    heads = ("Agreement", "Supplier", "Start date", "End date", "Annual value (£)")
    staged, _ = bring(table(heads, *ROWS))
    assert staged.kind == "contracts"
