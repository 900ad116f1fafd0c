"""Where the table is, put right by pointing at rows and columns of the sheet."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from commissionplanner.ui.widgets.inputs import RadioButton

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def point(qtbot, page, wait):
    """Click on a row of the sheet (from 1) and choose what it is, with real clicks."""

    def at(row, words):
        where = page.raw.visualRect(page.raw.rows.index(row - 1, 0)).center()
        qtbot.mouseClick(page.raw.viewport(), LEFT, pos=where)
        choose(qtbot, words)
        wait()
        return page.control.preview.staged

    return at


def choose(qtbot, words):
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(a for a in menu.actions() if a.text().replace("&", "").startswith(words))
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def _rows(staged):
    return [staged.sheet.table.rows[position] for position in staged.sheet.kept]


def test_the_headings_are_found_and_marked(page):
    marks = page.control.marks
    assert marks.headings == (2, 2)
    assert [marks.of(row).kind for row in range(1, 7)] == [
        "above", "heading", "data", "data", "total", "",
    ]  # fmt: skip


def test_headings_are_taken_from_another_row(point, page):
    assert point(3, "Headings are here").header_row == 3
    assert page.raw.rows.mark(2).kind == "heading"


def test_headings_are_taken_from_two_rows(point):
    staged = point(3, "Headings are rows 2 and 3")
    assert staged.sheet.table.heading_rows == (2, 3)
    assert "·" in staged.sheet.table.headings[1]


def test_data_starts_and_ends_where_the_user_says(point):
    assert _rows(point(4, "Data starts here")) == [4]
    assert _rows(point(3, "Data ends here")) == []


def test_a_row_is_left_out_and_put_back(point):
    assert _rows(point(3, "Leave this row out")) == [4]
    assert _rows(point(3, "Put back")) == [3, 4]


def test_a_row_is_said_to_be_a_total_and_compared_with_the_sum(point):
    point(5, "Bring this row in")
    staged = point(5, "It is a total")
    assert _rows(staged) == [3, 4]
    assert staged.sheet_total == {"amount_p": 300_000, "difference_p": 0}


def test_what_was_pointed_at_is_taken_back_by_a_key(qtbot, window, point, page, wait):
    point(3, "Leave this row out")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(page.raw, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait()
    assert _rows(page.control.preview.staged) == [3, 4]


def test_a_row_is_pointed_at_by_keyboard_alone(qtbot, page, wait):
    page.raw.setFocus()
    page.raw.setCurrentIndex(page.raw.rows.index(2, 0))
    qtbot.keyClick(page.raw, Qt.Key.Key_Return)
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_L)
    wait()
    assert page.control.choices.rows_out == {3}


GROUPED = """Area,Ref,Contract title,Supplier,Annual value
North,A1,Portage equipment,Bright Start Supplies Ltd,1
,A2,Dads' groups,Wexcombe Voluntary Action,2
"""


def test_a_column_is_filled_from_above_and_another_read_in_thousands(
    qtbot, open_file, wait, tmp_path
):
    path = tmp_path / "grouped.csv"
    path.write_text(GROUPED, encoding="utf-8")
    page = open_file(path)
    head = page.raw.horizontalHeader()
    for place, words in ((0, "Fill blank cells"), (4, "Amounts: in thousands")):
        middle = head.sectionViewportPosition(place) + 20
        qtbot.mouseClick(head.viewport(), LEFT, pos=QPoint(middle, 8))
        choose(qtbot, words)
        wait()
    staged = page.control.preview.staged
    assert staged.sheet.table.columns[0] == ["North", "North"]
    assert sum(staged.totals.values()) == 300_000


def test_sheets_are_listed_with_their_size_and_hidden_ones_named(open_file, shared_samples):
    page = open_file(shared_samples / "wexcombe-council-contract-register-q2.xlsx")
    said = [b.accessibleName() for b in page.side.findChildren(RadioButton)]
    sheets = [name for name in said if name.startswith("Sheet: ")]
    assert sheets[0].startswith("Sheet: Register. ")
    assert "rows" in sheets[0]
    assert any("Hidden." in name for name in sheets)
