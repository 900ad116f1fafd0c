"""Finding rows of an import as one types, and counting what a replacement would change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.app.import_preview import Preview
from commissionplanner.app.import_search import ColumnTexts, RowTexts, count_cells
from commissionplanner.app.usecases import imports
from commissionplanner.io.mapping.answers.corrections import Replacement
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress

REGISTER = """Ref,Contract title,Supplier,End date,Annual value,Colour
A1,Portage equipment,Bright Start Supplies Ltd,31/03/2027,1000,red
A2,Dads' groups,Wexcombe Voluntary Action,TBC,2000,blue
Total,,,,3000,
"""


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    path = tmp_path_factory.mktemp("rows") / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return Preview(imports.stage(Plan(), imports.open_source(path)))


@pytest.fixture(scope="module")
def texts(preview):
    return RowTexts(preview, ColumnTexts(), Progress())


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("", [0, 1, 2]),
        ("PORTAGE", [0]),
        ("31/03/2027", [0]),  # as the file writes it
        ("31 mar 2027", [0]),  # as the grid writes it
        ("tbc", [1]),
        ("blue", [1]),  # also in columns that do not come in
        ("3,000", [2]),  # and in totals
        ("a1 portage", []),  # never across two cells
        ("nowhere", []),
    ],
)
def test_rows_are_found_by_what_they_say(texts, wanted, found):
    assert texts.find(wanted) == found


@given(st.lists(st.sampled_from(["", "a", "ac", "act", "1", "tb", "supplies"]), max_size=6))
def test_what_was_typed_before_makes_no_difference(preview, texts, typed):
    for wanted in typed:
        fresh = RowTexts(preview, ColumnTexts(), Progress())
        assert texts.find(wanted) == fresh.find(wanted)


def test_columns_that_are_the_same_are_not_written_again(preview):
    columns = ColumnTexts()
    first = columns.of(preview, 1)
    assert columns.of(preview, 1) is first


@pytest.mark.parametrize(
    ("one", "count"),
    [
        (Replacement("tbc", ""), 1),
        (Replacement("blue", ""), 0),  # its column does not come in
        (Replacement("blue", "", column="F"), 1),
        (Replacement("a", "e", is_whole=False, column="B"), 2),
        (Replacement(" ", "x"), 0),
    ],
)
def test_the_cells_that_a_replacement_would_change_are_counted(preview, one, count):
    assert count_cells(preview, one, Progress()) == count
