"""A file of more than one import can hold is refused before the work is done, whatever its format."""

import pytest

from commissionplanner.app.usecases import imports
from commissionplanner.io import limits
from commissionplanner.io.mapping.choices import Choices
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.table import read_table
from commissionplanner.model.plan import Plan
from tests.io.tabular.odd.case import GOOD, written
from tests.io.tabular.odd.excel import TABLE, package, parts_of, row, sheet
from tests.io.tabular.odd.others import an_ods

BLANKS = "".join(row(n, "<c s='1'/>") for n in range(5, 300))
MAKERS = (
    written("register.csv", GOOD + ",,,\n" * 300),
    package(parts_of(sheet(TABLE + BLANKS)), "register.xlsx"),
    an_ods,
)


def _import(path):
    return imports.stage(Plan(), imports.open_source(path, with_sheets=False), Choices())


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(("limit", "n", "said"), [
    ("STAGED_ROWS", 3, "3 rows with something in them"), ("STAGED_CELLS", 15, "15 cells"),
])  # fmt: skip
def test_too_many_rows_or_cells_are_refused_alike(make, limit, n, said, tmp_path, monkeypatch):
    path = make(tmp_path)
    assert _import(path).rows_accepted == 3
    monkeypatch.setattr(limits, limit, n)
    with pytest.raises(FileProblem, match=said) as problem:
        _import(path)
    assert "Save it as several files" in problem.value.message
    assert len(read_table(path).rows) == 3  # what is only read needs no room for records


def test_empty_rows_do_not_count(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "STAGED_ROWS", 4)
    assert [_import(make(tmp_path)).rows_accepted for make in MAKERS] == [3, 3, 3]
