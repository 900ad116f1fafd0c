"""Rows of a text with more cells than headings: a comma within an amount is one cell too many."""

import pytest

from commissionplanner.io.tabular.headings.header_row import HeadingRows
from commissionplanner.io.tabular.raw import RawSheet
from commissionplanner.io.tabular.rows.ragged import overfull, reach

_HEAD = HeadingRows(0, 0, 1.0)


def _sheet(*lines):
    rows = [line.split(",") for line in ("Ref,Supplier,Value", *lines)]
    width = max(map(len, rows))
    filled = [[cell or None for cell in row] + [None] * (width - len(row)) for row in rows]
    columns = [list(column) for column in zip(*filled, strict=True)]
    return RawSheet("a.csv", "", "text", columns, len(rows), widths=[len(row) for row in rows])


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        (("A1,Acorn,12,000", "A2,Birch,250,100", "A3,Elm,900"), [2, 3]),
        (("A1,Acorn,£1,200.50", "A2,Birch,(250,100.00)"), [2, 3]),
        (("12,000,Acorn,5", "250,100,Birch,6"), [2, 3]),
        (("A1,Acorn,12,late", "A2,Birch,250,"), []),
        (("A1,Acorn,12,100", "A2,Birch,250,200"), []),
    ],
)
def test_amounts_that_their_own_comma_parts_are_no_amounts(lines, rows):
    sheet = _sheet(*lines)
    assert list(overfull(sheet, _HEAD, range(2, sheet.n_rows + 1))) == rows
    assert reach(sheet, _HEAD) == (3 if rows else 4)
