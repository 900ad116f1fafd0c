"""Amounts and days that stand out from their columns: named, and read as they stand."""

_CONTRACTS = ["Contract title", "Supplier", "Start date", "End date", "Total value"]
_PAID = ["Payment date", "Supplier name", "Amount"]


def _contracts(*values):
    return [
        [f"Care {n}", f"Firm {n} Ltd", "13/04/2026", "31/03/2028", str(value)]
        for n, value in enumerate(values)
    ]


def _noted(staged, words):
    return [note for note in staged.notes if words in note]


def test_a_contract_worth_less_than_nothing_is_named(table, bring):
    staged, _ = bring(table(_CONTRACTS, *_contracts(5_000, -6_000, 7_000, 8_000)))
    assert "E3 −£6,000.00" in _noted(staged, "below nought")[0].replace("-", "−")


def test_a_column_of_signs_turned_is_named(table, bring):
    staged, _ = bring(table(_CONTRACTS, *_contracts(*range(-9_000, -7_000, 150))))
    assert _noted(staged, "Most amounts of “Total value” (14 of 14)")
    rows = [[f"{13 + n}/04/2026", f"Firm {n} Ltd", str(n * 90 - 500)] for n in range(14)]
    assert not _noted(bring(table(_PAID, *rows))[0], "below nought"), "a few credits"


def test_the_few_amounts_far_from_all_others_are_named(table, bring):
    values = [5_000 + n * 3_000 for n in range(12)]
    staged, _ = bring(table(_CONTRACTS, *_contracts(*values, 14.5, 22.1)))
    assert "E14 £14.50; E15 £22.10; the next is £5,000.00" in _noted(staged, "far from")[0]
    staged, _ = bring(table(_CONTRACTS, *_contracts(*values, 9_000_000)))
    assert "E14 £9,000,000.00" in _noted(staged, "far from")[0]
    wide = [10 * 3**n for n in range(12)]
    assert not _noted(bring(table(_CONTRACTS, *_contracts(*wide)))[0], "far from")
    assert not _noted(bring(table(_CONTRACTS, *_contracts(*values, 1)))[0], "far from"), "a token"


def test_days_outside_the_month_of_a_list_and_within_it_turned_are_named(table, bring):
    days = [f"{day:02}/04/2026" for day in range(1, 29)]
    rows = [[day, f"Firm {n} Ltd", f"{500 + 7 * n}.20"] for n, day in enumerate(days)]
    assert not _noted(bring(table(_PAID, *rows))[0], "outside the months")
    rows[4][0] = "04/05/2026"
    staged, _ = bring(table(_PAID, *rows))
    assert "row 6 4 May 2026 (turned 5 Apr 2026)" in _noted(staged, "outside the months")[0]


def test_a_whole_value_far_from_what_its_years_cost_is_named(table, bring):
    heads = [
        "Contract title",
        "Supplier",
        "Start date",
        "End date",
        "Annual value",
        "Total contract value",
    ]
    rows = [
        [f"Care {n}", f"Firm {n} Ltd", "13/04/2026", "12/04/2028", 5_000 * n, 10_000 * n]
        for n in range(1, 13)
    ]
    assert not _noted(bring(table(heads, *rows))[0], "far from what")
    rows[2][5] = 300_000
    staged, _ = bring(table(heads, *rows))
    assert "row 4 £15,000.00 a year, £300,000.00 in all" in _noted(staged, "far from what")[0]
