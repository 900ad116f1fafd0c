"""Columns of one measure by year."""

import pytest


@pytest.mark.parametrize("left", ["Carry forward", "carried forward", "C/F", "unspent"])
def test_what_is_carried_forward_of_an_allocation_is_not_added_to_it(table, bring, left):
    heads = ("Grant", "Source", "2024/25 Allocation", f"2024/25 {left}")
    rows = [(f"Grant {n}", "Department for Education", n * 9000, n * 300) for n in range(1, 8)]
    staged, _ = bring(table(heads, *rows), kind="funding")
    assert staged.totals == {"amount_p": 25_200_000}
