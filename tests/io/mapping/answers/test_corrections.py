"""Cells that the user sets right before an import: one, many, or a whole column."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.app.usecases import imports
from commissionplanner.app.usecases.imports import AnswerError, Choices
from commissionplanner.io.mapping.answers.corrections import ColumnFix, Replacement
from commissionplanner.model.plan import Plan

REGISTER = """Ref,Contract title,Supplier,End date,Annual value
A1,Portage equipment,Wexcombe CC,04/03/2027,1000
A2,Dads' groups,Wexcombe Voluntary Action,TBC,2000
A3,Play,wexcombe  cc,tbc,n/k
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return imports.open_source(path)


@pytest.fixture
def stage(source):
    def of(**choices):
        return imports.stage(Plan(), source, Choices(**choices))

    return of


def test_what_is_typed_is_read_in_place_of_the_cell_and_noted(stage):
    staged = stage(cells={"D3": "31/03/2028"})
    assert staged.preview(1).values[3] == "2028-03-31"
    assert "Cell D3: “TBC” was replaced by “31/03/2028”, as you said." in staged.notes
    assert staged.sheet.was == {3: {1: "TBC"}}


def test_a_cell_as_it_stands_comes_back_when_nothing_is_typed(stage):
    stage(cells={"D3": "31/03/2028"})
    assert [p.text for p in stage().problems] == ["TBC", "tbc", "n/k"]


def test_a_cell_emptied_is_no_problem(stage):
    staged = stage(cells={"D3": ""})
    assert [p.text for p in staged.problems] == ["tbc", "n/k"]
    assert "Cell D3: “TBC” was emptied, as you said." in staged.notes


def test_a_cell_that_is_not_there_is_refused(stage):
    with pytest.raises(AnswerError, match="no cell “Z9”"):
        stage(cells={"Z9": "1"})


def test_a_text_is_replaced_in_the_whole_table_whatever_its_capitals(stage):
    staged = stage(replacements=(Replacement("Wexcombe CC", "Wexcombe Council"),))
    assert [staged.preview(n).cells[2] for n in (0, 2)] == ["Wexcombe Council"] * 2
    note = "“Wexcombe CC” was replaced by “Wexcombe Council” in 2 cells, as you said."
    assert note in staged.notes


def test_a_text_is_emptied_in_one_column_only(stage):
    staged = stage(replacements=(Replacement("tbc", "", column="D"),))
    assert [p.text for p in staged.problems] == ["n/k"]
    assert staged.sheet.was == {3: {1: "TBC", 2: "tbc"}}


def test_a_part_of_a_cell_is_replaced(stage):
    staged = stage(replacements=(Replacement("wexcombe", "W", is_whole=False),))
    assert [staged.preview(n).cells[2] for n in range(3)] == ["W CC", "W Voluntary Action", "W  cc"]


def test_what_is_typed_stands_over_what_is_replaced(stage):
    staged = stage(replacements=(Replacement("TBC", ""),), cells={"D3": "31/03/2029"})
    assert [staged.preview(n).values[3] for n in (1, 2)] == ["2029-03-31", ""]


def test_a_column_of_dates_is_read_month_first_as_the_user_says(stage):
    staged = stage(fixes={"D": ColumnFix(order="mdy")})
    assert staged.preview(0).values[3] == "2027-04-03"


def test_the_unreadable_cells_of_a_column_are_emptied_and_counted(stage):
    staged = stage(fixes={"D": ColumnFix(empties=True)})
    assert [p.text for p in staged.problems] == ["n/k"]
    assert any(
        "2 cells of “End date” could not be read and are left empty" in n for n in staged.notes
    )


def test_the_slip_says_the_money_of_the_file_before_and_what_came_in_after(stage):
    staged = stage(cells={"E2": "1500", "E4": "7"})
    slip = json.loads(next(c.after for c in staged.changes if c.table == "imports").slip)
    money = next(line for line in slip["money"] if line["column"] == "Annual value")
    assert (money["before_p"], money["after_p"]) == (300_000, 350_700)


@given(st.text("ab cA", max_size=6), st.text("ab c", max_size=3), st.text("xy", max_size=2))
def test_a_part_replaced_leaves_none_of_what_was_looked_for(text, find, by):
    after = Replacement(find, by, is_whole=False).of_text(text) if find.strip() else None
    if after is None:
        assert not find.strip() or find.strip().casefold() not in text.casefold()
    else:
        assert find.strip().casefold() in text.casefold()
        assert find.strip().casefold() not in after.casefold() or set(by) <= set("ab c ")
