"""Headings that stand one column beside the cells they are of."""

import pytest

_HEADS = ["Reference", "Contract title", "Supplier name", "Start date", "End date", "Total value"]
_ROWS = [
    [f"C{n:02}", f"Care {n} at home", f"Firm {'ABCDEFGH'[n]} Ltd", "01/04/2026", "31/03/2027", f"{4_100 + n * 7}"]
    for n in range(8)
]  # fmt: skip


def _asked(staged):
    return next((q.taken for q in staged.questions if q.id == "moved_headings"), None)


@pytest.mark.parametrize("at", range(1, 6))
def test_headings_one_column_beside_their_cells_are_moved_over_them(table, bring, at):
    wide = [*_HEADS[:at], "", *_HEADS[at:]]
    staged, _ = bring(table(wide, *([*row, None] for row in _ROWS)))
    assert _asked(staged) == "move"
    assert [g.key for g in staged.guesses][:6] == [
        "ref", "title", "provider_id", "start_on", "current_end_on", "total_value_p",
    ]  # fmt: skip
    shifted = [[*row[:at], None, *row[at:]] for row in _ROWS]
    staged, _ = bring(table([*_HEADS, ""], *shifted))
    assert _asked(staged) == "move"
    assert staged.totals == {"total_value_p": sum(4_100 + n * 7 for n in range(8)) * 100}


def test_they_stay_where_the_user_says_so(table, bring):
    wide = [*_HEADS[:3], "", *_HEADS[3:]]
    rows = [[*row, None] for row in _ROWS]
    staged, _ = bring(table(wide, *rows), answers={"moved_headings": "as_they_stand"})
    assert staged.sheet.table.headings == wide


def test_an_empty_column_and_remarks_without_a_heading_move_nothing(table, bring):
    heads = [*_HEADS[:3], "Lot", *_HEADS[3:], ""]
    rows = [[*row[:3], None, *row[3:], "See file"] for row in _ROWS]
    staged, _ = bring(table(heads, *rows))
    assert _asked(staged) is None


def test_a_heading_beside_its_cells_is_moved_and_so_are_quarters(table, bring):
    rows = [[*row, None, ["New", "Existing"][n % 2]] for n, row in enumerate(_ROWS)]
    staged, _ = bring(table([*_HEADS, "New or existing", ""], *rows))
    assert _asked(staged) == "move"
    heads = ["Service", "Q1 2025/26", "Q2 2025/26", "Q3 2025/26", "Q4 2025/26", "Total 2025/26", ""]
    rows = [[f"Care {n}", 70 + n, None, 80 + n, 90, 60, 300 + 2 * n] for n in range(8)]
    assert _asked(bring(table(heads, *rows))[0]) == "move"
