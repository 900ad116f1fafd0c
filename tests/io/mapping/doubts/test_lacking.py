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


def test_rows_without_the_last_year_are_named_however_many_they_are(table, bring):
    headings = ("Service", "2025/26 budget", "2026/27 budget", "2027/28 budget")
    rows = [
        (f"Care {n}", f"{n + 2}000", f"{n + 2}100", f"{n + 2}200" if n % 2 else None)
        for n in range(20)
    ]
    staged, _ = bring(table(headings, *rows), kind="services")
    said = [note for note in staged.notes if "without “2027/28 budget”" in note]
    assert len(said) == 1
    assert said[0].startswith("10 rows")


def test_rows_with_a_cell_beyond_the_last_heading_are_named_however_many_they_are(table, bring):
    rows = [(*row, None, "see the schedule" if n % 2 else None) for n, row in enumerate(ROWS)]
    staged, _ = bring(table((*HEADINGS, "", ""), *rows), kind="contracts")
    said = [note for note in staged.notes if "beyond the last heading" in note]
    assert len(said) == 1
    assert said[0].startswith("10 rows")


def test_the_few_rows_without_the_day_in_the_last_column_are_named(table, bring):
    headings = ("Contract title", "Supplier", "Total contract value", "Start date", "End date")
    rows = [
        (f"Care {n}", f"Acorn {n} Ltd", f"{n + 1}000", "01/04/2025", f"{n + 1}/03/2027")
        for n in range(18)
    ]
    for n in (4, 11):
        rows[n] = (*rows[n][:3], rows[n][4], None)
    staged, _ = bring(table(headings, *rows), kind="contracts")
    said = [note for note in staged.notes if "2 rows without “End date”" in note]
    assert len(said) == 1
    assert ": 6, 13." in said[0]
