"""Cells and rows that the user sets right by hand before an import."""

import pytest

from commissionplanner.app.usecases import imports
from commissionplanner.app.usecases.imports import AnswerError, Choices
from commissionplanner.model.plan import Plan

REGISTER = """Ref,Contract title,Supplier,End date,Annual value
A1,Portage equipment,Bright Start Supplies Ltd,31/03/2027,1000
A2,Dads' groups,Wexcombe Voluntary Action,TBC,2000
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return imports.open_source(path)


def test_what_is_typed_is_read_in_place_of_the_cell_and_noted(source):
    staged = imports.stage(Plan(), source, Choices(cells={"D3": "31/03/2028"}))
    assert staged.problems == []
    assert staged.preview(1).values[3] == "2028-03-31"
    assert "Cell D3: “TBC” was replaced by “31/03/2028”, as you said." in staged.notes


def test_a_cell_as_it_stands_comes_back_when_nothing_is_typed(source):
    imports.stage(Plan(), source, Choices(cells={"D3": "31/03/2028"}))
    assert [p.text for p in imports.stage(Plan(), source).problems] == ["TBC"]


def test_a_row_left_out_is_listed_and_not_counted(source):
    staged = imports.stage(Plan(), source, Choices(rows_out=frozenset({3})))
    assert [(out.row, out.reason) for out in staged.left_out] == [(3, "You left it out.")]
    assert staged.totals == {"annual_value_p": 100_000}


def test_a_cell_that_is_not_there_is_refused(source):
    with pytest.raises(AnswerError, match="no cell “Z9”"):
        imports.stage(Plan(), source, Choices(cells={"Z9": "1"}))
