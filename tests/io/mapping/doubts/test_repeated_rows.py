"""Rows that stand in a list twice."""

_CONTRACTS = ["Contract ref", "Contract title", "Supplier", "Start date", "End date", "Total value"]
_PAID = ["Payment date", "Supplier name", "Amount", "Purpose"]
_BOUGHT = [
    [f"{n + 1:02}/04/2026", f"Firm {'ABCDEFGHIJKL'[n]} Ltd", f"{510 + n * 7}.25", "Food"]
    for n in range(12)
]


def _contracts(n=8):
    return [
        [f"C{i:03}", f"Care {i}", f"Firm {'ABCDEFGH'[i]} Ltd", "01/04/2026", "31/03/2027", f"{5_000 + i}"]
        for i in range(n)
    ]  # fmt: skip


def _asked(staged):
    return next((q for q in staged.questions if q.id == "repeated_rows"), None)


def test_a_contract_that_stands_twice_is_asked_about_and_left_out_if_so_said(table, bring):
    rows = [*_contracts(), _contracts()[2]]
    staged, _ = bring(table(_CONTRACTS, *rows))
    assert "row 10 as 4" in _asked(staged).text
    assert staged.rows_accepted == 9
    staged, plan = bring(table(_CONTRACTS, *rows), answers={"repeated_rows": "leave_out"})
    assert (staged.rows_accepted, len(plan.contracts)) == (8, 8)


def test_contracts_that_differ_in_a_cell_are_no_repetition(table, bring):
    other = _contracts()[2]
    other[-1] = "77"
    staged, _ = bring(table(_CONTRACTS, *_contracts(), other))
    assert _asked(staged) is None


def test_payments_alike_are_noted_as_payments_of_their_own(table, bring):
    staged, _ = bring(table(_PAID, *_BOUGHT, _BOUGHT[0]))
    assert _asked(staged) is None
    assert any("row 14 as 2" in note for note in staged.notes)


def test_payments_alike_with_a_reference_that_no_others_share_are_asked_about(table, bring):
    rows = [[*row, f"T{n:04}"] for n, row in enumerate(_BOUGHT)]
    staged, _ = bring(table([*_PAID, "Transaction number"], *rows, rows[3]))
    assert "row 14 as 5" in _asked(staged).text


def test_a_block_of_payments_that_stands_twice_is_asked_about(table, bring):
    staged, _ = bring(table(_PAID, *_BOUGHT, *_BOUGHT[2:8]))
    assert "(6)" in _asked(staged).text


def test_a_contract_alike_in_all_that_comes_in_is_asked_about_where_tables_were_joined(
    table, bring
):
    heads = [*_CONTRACTS, "Cost centre owner"]
    rows = [[*row, "J Smith"] for row in _contracts()]
    rows.insert(3, [*rows[2][:-1], "M Okafor"])
    staged, _ = bring(table(heads, *rows))
    asked = next(q for q in staged.questions if q.id == "joined_rows")
    assert "row 5 as 4" in asked.text
    assert "“Cost centre owner”" in asked.text
    left, plan = bring(table(heads, *rows), answers={"joined_rows": "leave_out"})
    assert (left.rows_accepted, len(plan.contracts)) == (8, 8)
    rows[3][1] = "Care 2, lot 2"
    staged, _ = bring(table(heads, *rows))
    assert "joined_rows" not in {q.id for q in staged.questions}


def test_payments_alike_but_for_a_column_that_stays_away_are_several_without_a_reference(table, bring):  # fmt: skip
    rows = [[*row, "Team A"] for row in _BOUGHT]
    rows.insert(3, [*rows[2][:-1], "Team B"])
    staged, _ = bring(table([*_PAID, "Cost code owner"], *rows), kind="spend")
    assert "joined_rows" not in {q.id for q in staged.questions}
    assert any(
        "1 payment alike in all that comes in to another: row 5 as 4" in n for n in staged.notes
    )
