"""Rows of registers of bodies: what makes a body, and what does not."""

HEADS = ("code of register", "Organisation name", "Region", "Checked by")
ROWS = (
    ("PB1", "Homes England", "", "x"),
    ("D4", "", "", "x"),
    ("D5", "n/a", "", "x"),
    ("D6", "", "South", "x"),
)


def test_a_row_in_which_nothing_known_stands_is_held_and_makes_no_body(table, bring):
    staged, plan = bring(table(HEADS, *ROWS))
    assert [out.row for out in staged.left_out] == [out.row for out in staged.rows_held] == [3, 4]
    assert len(plan.organisations) == 2
