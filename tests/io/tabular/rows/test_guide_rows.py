"""Rows below the headings that only explain them are none of the table's."""

import pytest

from commissionplanner.io.tabular.rows.guide_rows import drop_explaining

_REGISTER = [
    ("C1", "Meals", "A Ltd", "01/04/2024", "31/03/2026", "100"),
    ("C2", "Beds", "B Ltd", "01/04/2025", "31/03/2027", "300"),
    ("C3", "Vans", "C Ltd", "01/05/2025", "30/04/2027", "TBC"),
]


def left_out(*first, rows=_REGISTER):
    """Return the reasons for the first rows that go, and how many rows stay."""
    columns = list(zip(*first, *rows, strict=True))
    kept = list(range(len(first) + len(rows)))
    return [out.reason for out in drop_explaining(columns, kept)], len(kept)


@pytest.mark.parametrize(
    "marks", ["123456", "abcdef", ("(1)", "(2)", "(3)", "(4)", "(5)", "(6) = (5) + (4)")]
)
def test_numbers_of_columns_are_no_row(marks):
    assert left_out(tuple(marks)) == (["the numbers of the columns"], 3)


def test_what_to_enter_and_an_example_are_no_rows():
    asked = ("", "Free text", "Name in full", "Date of start", "Date of end", "Whole pounds")
    example = ("Example", "Meals", "A Ltd", "01/04/2024", "31/03/2026", "100")
    reasons, count = left_out(asked, example)
    assert (len(reasons), count) == (2, 3)
    kinds = ("Mandatory",) * 2 + ("Optional",) * 4, ("Text",) * 3 + ("Date", "Date", "Currency")
    assert (len(left_out(*kinds)[0]), left_out(*kinds)[1]) == (2, 3)


def test_a_first_record_with_little_known_is_kept():
    for record in (
        ("C0", "Taxis", "D Ltd", "TBC", "Rolling", "Confidential"),
        ("C0", "Taxis", "D Ltd", "01/04/2024", "Rolling", "Confidential"),
        ("C0", "Taxis", "D Ltd", "Spring 2024", "Until further notice", "Per call-off"),
        ("C0", "Name of taxi firm", "D Ltd", "Not recorded", "Until further notice", "Per mile"),
        ("C0", "Type 2 diabetes", "Select Homes Ltd", "Being agreed", "Open", "Not yet known"),
        ("1", "2", "3", "01/04/2024", "31/03/2026", "6"),
    ):
        assert left_out(record) == ([], 4)


def test_a_table_of_numbers_that_count_on_is_kept():
    assert left_out(("1", "2", "3"), rows=[("2", "3", "4"), ("3", "4", "6")]) == ([], 3)
