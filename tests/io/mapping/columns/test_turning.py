"""Columns of bodies that are another part than their heading says."""

import pytest


def _keys(staged):
    return {staged.sheet.table.headings[g.place]: g.key for g in staged.guesses}


@pytest.mark.parametrize(
    ("cells", "key"),
    [(["Severn Hospitals NHS FT"], "payer_id"), (["Adults", "Children", "Estates"], "area")],
)
def test_a_unit_that_is_one_public_body_in_all_rows_is_who_paid(table, bring, cells, key):
    heads = ("Business unit", "Supplier name", "Payment date", "Amount")
    rows = [
        (cells[n % len(cells)], f"Firm {n} Ltd", f"{n + 12}/05/2024", n * 500) for n in range(1, 9)
    ]
    staged, _ = bring(table(heads, *rows), kind="spend")
    assert _keys(staged)["Business unit"] == key


def test_an_organisation_under_a_band_is_who_was_funded_as_without_one(table, bring):
    heads = ("Round 1 · Organisation", "Round 1 · Project", "Round 1 · Amount awarded")
    rows = [(f"Friends of Park {n}", f"Play {n}", n * 500) for n in range(1, 9)]
    staged, _ = bring(table(heads, *rows), kind="contracts")
    assert _keys(staged)["Round 1 · Organisation"] == "provider_id"
