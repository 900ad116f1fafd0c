"""Rows whose cells stand beside their columns."""

import pytest

from commissionplanner.io.tabular import read_table
from commissionplanner.io.tabular.shifted import shifted_rows, stray_cells
from commissionplanner.io.tabular.typed import typed

HEAD = "Ref,Title,Supplier,Start,End,Value,SME,Team\n"
ROWS = [
    f"C{n},Care {n} at home,Acorn {n} Ltd,0{1 + n % 9}/04/2026,31/03/2027,{1000 + n},{'YN'[n % 2]},Adults"
    for n in range(12)
]
RIGHT = "C4,,Care 4 at home,Acorn 4 Ltd,04/04/2026,31/03/2027,1004,Y"
LEFT = "C4,Acorn 4 Ltd,04/04/2026,31/03/2027,1004,Y,Adults,"
STRAY = "C4,Care 4 at home,Acorn 4 Ltd,04/04/2026,31/03/2027,,1234.50,Adults"


@pytest.fixture
def read(make_text):
    """The table with its fifth row replaced, every column with its kind."""

    def run(row):
        lines = [*ROWS[:4], row, *ROWS[5:]]
        return typed(read_table(make_text(HEAD + "\n".join(lines) + "\n")))

    return run


def _found(found):
    return shifted_rows(found.table.columns, [column.kind for column in found.columns])


@pytest.mark.parametrize(("row", "by"), [(RIGHT, 1), (LEFT, -1)])
def test_a_row_one_column_out_is_found_and_said(read, row, by):
    found = read(row)
    assert _found(found) == {4: by}
    assert "shifted_row" in {warning.code for warning in found.warnings if warning.row == 6}


@pytest.mark.parametrize("row", [ROWS[4], STRAY, "C4,Care,Acorn,TBC,n/a,-,N,Adults"])
def test_a_row_in_its_place_is_not_called_shifted(read, row):
    assert _found(read(row)) == {}


def test_an_amount_among_yes_and_no_is_found_and_said(read):
    found = read(STRAY)
    kinds = [column.kind for column in found.columns]
    assert list(stray_cells(found.table.columns, kinds)) == [(6, 4)]
    assert [w.column for w in found.warnings if w.row == 6] == ["SME"]
