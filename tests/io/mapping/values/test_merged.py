"""Cells merged over several rows: a supplier is of each of them, an amount of all together."""


def test_an_amount_merged_over_rows_counts_once_and_a_supplier_in_each(table, bring):
    heads = ["Contract reference", "Title", "Supplier", "Start date", "End date", "Annual value"]
    rows = [
        ["C1", "Beds", "Acorn Ltd", "01/04/2025", "31/03/2026", "12000"],
        ["C2", "Meals", None, "01/04/2025", "31/03/2027", None],
        ["C3", "Vans", None, "01/04/2025", "31/03/2028", None],
    ]
    made = table(heads, *rows)
    made.merges = [((1, 2), (3, 2)), ((1, 5), (3, 5))]
    staged, plan = bring(made)[:2]
    assert staged.totals == {"annual_value_p": 1_200_000}
    contracts = plan.contracts.values()
    assert len({contract.provider_id for contract in contracts}) == 1
    assert [contract.annual_value_p for contract in contracts] == [1_200_000, None, None]
    (asked,) = [q for q in staged.questions if q.id == "merged_amounts"]
    assert "“12000” over rows 2 to 4" in asked.text
    staged, plan = bring(made, answers={"merged_amounts": "each"})[:2]
    assert staged.totals == {"annual_value_p": 3_600_000}
    assert {contract.annual_value_p for contract in plan.contracts.values()} == {1_200_000}
