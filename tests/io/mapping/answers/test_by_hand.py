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


def test_a_row_left_out_is_listed_and_not_counted(source):
    staged = imports.stage(Plan(), source, Choices(rows_out=frozenset({3})))
    assert [(out.row, out.reason) for out in staged.left_out] == [(3, "You left it out.")]
    assert staged.totals == {"annual_value_p": 100_000}


GROUPED = """Ref,Contract title,Supplier,Annual value
Children,,,
A1,Portage,Bright Start Ltd,1000
A2,Dads' groups,Wexcombe Voluntary Action,2000
Adults,,,
A3,Carers' line,Wexcombe Voluntary Action,4000
A4,Day centre,,5000
Total,,,12000
"""


@pytest.fixture
def opened(tmp_path):
    """The source of a csv file of the given text."""

    def make(text):
        path = tmp_path / "made.csv"
        path.write_text(text, encoding="utf-8")
        return imports.open_source(path)

    return make


def _group(staged):
    place = staged.sheet.table.headings.index("Group")
    return [staged.preview(position).cells[place] for position in range(staged.row_count)]


def test_the_heading_of_a_group_stands_in_every_row_below_it(opened):
    staged = imports.stage(Plan(), opened(GROUPED))
    assert _group(staged) == ["", "Children", "Children", "", "Adults", "Adults"]
    assert staged.sheet.table.cell_name(4, 4) == "A5"
    assert [out.row for out in staged.left_out] == [2, 5, 8]


def test_a_row_taken_for_the_heading_of_a_group_may_be_a_record(opened):
    staged = imports.stage(Plan(), opened(GROUPED), Choices(group_rows={5: False}))
    assert [out.row for out in staged.left_out] == [2, 8]
    assert _group(staged)[4] == "Children"


def test_a_row_may_be_said_to_be_the_heading_of_a_group(opened):
    text = GROUPED.replace("Adults,,,", "Adults 18+,,,")
    assert set(_group(imports.stage(Plan(), opened(text)))) == {"", "Children"}
    staged = imports.stage(Plan(), opened(text), Choices(group_rows={5: True}))
    assert _group(staged)[4] == "Adults 18+"


def test_a_column_may_be_filled_down(opened):
    staged = imports.stage(Plan(), opened(GROUPED), Choices(filled={"Supplier": True}))
    assert staged.preview(5).cells[2] == "Wexcombe Voluntary Action"
    assert any("filled down" in note for note in staged.notes)


def test_amounts_are_never_filled_down(opened):
    with pytest.raises(AnswerError, match="counted again"):
        imports.stage(Plan(), opened(GROUPED), Choices(filled={"D": True}))


def test_filling_may_be_forbidden(opened):
    text = "Supplier,Contract title,Annual value\nA Ltd,Beds,1\n,Vans,2\nB Ltd,Nets,3\n"
    ids = {q.id for q in imports.stage(Plan(), opened(text)).questions}
    staged = imports.stage(Plan(), opened(text), Choices(filled={"A": False}))
    assert "fill_down" in ids - {q.id for q in staged.questions}


@pytest.mark.parametrize(
    ("said", "pence"), [({}, 700_000), ({"Annual value": "thousands"}, 700_000_000)]
)
def test_the_unit_of_a_column_may_be_said(opened, said, pence):
    staged = imports.stage(Plan(), opened(GROUPED), Choices(units=said, rows_out=frozenset({7})))
    assert staged.totals == {"annual_value_p": pence}


def test_a_total_is_compared_in_the_unit_that_was_said(opened):
    staged = imports.stage(Plan(), opened(GROUPED), Choices(units={"": "thousands"}))
    assert staged.sheet_total == {"amount_p": 1_200_000_000, "difference_p": 0}


def test_a_unit_that_is_none_is_refused(opened):
    with pytest.raises(AnswerError, match="no unit of money"):
        imports.stage(Plan(), opened(GROUPED), Choices(units={"": "pence"}))


def test_a_total_may_be_brought_in(opened):
    staged = imports.stage(Plan(), opened(GROUPED), Choices(rows_in=frozenset({8})))
    assert [out.row for out in staged.left_out] == [2, 5]


TWO = "Ref,Contract title,Supplier,Annual value\nA1,Beds,A Ltd,1\nA2,Vans,B Ltd,2\nA3,Nets,C Ltd,3\n\nRef,Grant title,Grantee,Amount\nG1,Hall,D Club,9\nG2,Park,E Club,8\n"


def test_which_table_of_a_sheet_is_asked_and_may_be_answered(opened):
    source = opened(TWO)
    asked = next(q for q in imports.stage(Plan(), source).questions if q.id == "table")
    assert (asked.choices, asked.taken) == (("1", "2"), "1")
    staged = imports.stage(Plan(), source, Choices(answers={"table": "2"}))
    assert (staged.header_row, staged.rows_accepted) == (6, 2)
