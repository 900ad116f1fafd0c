"""Lines, numbers of pages and counts of rows between records are none of them."""

from commissionplanner.io.tabular.rows.printed_rows import distinct_texts, drop_printed

_ROWS = [
    ("----", "-----------", "----"),
    ("C1", "Page turners", "5"),
    ("Page 2 of 3", None, None),
    ("C2", "---", "-"),
    (None, "Page 3", "6"),
    (None, "3 rows", None),
    ("C3", None, None),
    (None, "===", None),
    ("(4 rows)", None, None),
]


def test_only_rows_of_lines_pages_and_a_last_count_go():
    kept = list(range(len(_ROWS)))
    columns = list(zip(*_ROWS, strict=True))
    out = drop_printed(columns, kept, distinct_texts(columns))
    assert [left.row for left in out] == [1, 3, 8, 9]
    assert kept == [1, 3, 4, 5, 6]
    assert out[-1].reason == "a count of the rows: “(4 rows)”"


def test_a_list_of_two_columns_keeps_its_rows():
    kept = [0, 1]
    columns = [["Page 2", "Page 3"], [None, None]]
    assert drop_printed(columns, kept, distinct_texts(columns)) == []
