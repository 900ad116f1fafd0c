"""Rows that lack what all others have."""

import pytest

HEADINGS = ("Ref", "Contract title", "Supplier", "Start date", "Annual value", "Capital", "Revenue")
ROWS = [
    (
        f"C{n}",
        f"Care {n}",
        f"Acorn {n} Ltd",
        f"{n + 1}/04/2026",
        f"{n + 1}000",
        f"{n + 1}00",
        f"{n + 1}50",
    )
    for n in range(20)
]


def _lacking(at):
    return [(*row[:-2], row[-1], None) if n in at else row for n, row in enumerate(ROWS)]


@pytest.mark.parametrize(("at", "is_said"), [(range(12, 20), True), (range(0, 20, 3), False)])
def test_one_run_of_rows_without_the_last_cell_is_named(table, bring, at, is_said):
    staged, _ = bring(table(HEADINGS, *_lacking(at)), kind="contracts")
    said = [note for note in staged.notes if "have no “Revenue”" in note]
    assert bool(said) is is_said
