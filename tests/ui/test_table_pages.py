"""Table pages, driven as a user drives them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from commissionplanner.model.plan import Plan


@pytest.fixture
def window(make_window, plan):
    return make_window(plan, "contracts")


@pytest.fixture
def page(window):
    return window.current


def _texts(page, column):
    keys = [c.key for c in page.model.columns]
    return [
        page.model.index(row, keys.index(column)).data() for row in range(page.model.rowCount())
    ]


def _index(page, key, column):
    keys = [c.key for c in page.model.columns]
    return page.model.index(page.model.row_of(key), keys.index(column))


def test_contracts_show_terms_single_years_and_cells_to_fix(page):
    assert _texts(page, "term") == ["1 yr", "3 yr", "Not known"]
    assert _texts(page, "current_end_on")[2] == "TBC"
    assert page.model.cell(2, [c.key for c in page.model.columns].index("current_end_on")).problem


def test_typing_in_the_filter_box_narrows_the_rows(qtbot, page):
    qtbot.keyClicks(page.filter_box, "speech acorns")
    assert _texts(page, "title") == ["Speech therapy"]
    qtbot.keyClick(page.filter_box, Qt.Key.Key_Escape)
    assert page.model.rowCount() == 3


def test_a_chip_says_how_many_and_filters(qtbot, page):
    chip = next(c for c in page.chips if c.words() == "Single-year")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert _texts(page, "ref") == ["CS-1"]


def test_clicking_a_heading_sorts_and_what_is_not_known_stays_last(qtbot, page):
    header = page.view.horizontalHeader()
    section = [c.key for c in page.model.columns].index("yearly")
    for expected in (["CS-2", "CS-1", "CS-3"], ["CS-1", "CS-2", "CS-3"]):
        where = header.sectionViewportPosition(section) + 10
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=_point(where, 10))
        assert _texts(page, "ref") == expected


def _point(x, y):
    from PySide6.QtCore import QPoint

    return QPoint(x, y)


def test_a_cell_is_edited_in_place_and_undo_takes_it_back(qtbot, window, page):
    index = _index(page, "c1", "title")
    page.view.setCurrentIndex(index)
    page.view.edit(index)
    editor = page.view.viewport().findChild(QLineEdit)
    editor.setText("Targeted family support")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: index.data() == "Targeted family support")
    qtbot.mouseClick(window.frame.top.undo, Qt.MouseButton.LeftButton)
    assert _index(page, "c1", "title").data() == "Family support"


def test_what_does_not_fit_is_said_and_changes_nothing(window, page, plan):
    assert not page.model.setData(_index(page, "c1", "start_on"), "soon")
    assert window.workspace.plan.contracts["c1"] == plan.contracts["c1"]
    assert "soon" in window.said[-1].title


def test_a_block_from_a_spreadsheet_is_pasted_as_one_step(qtbot, window, page):
    page.view.setCurrentIndex(_index(page, "c1", "ref"))
    QApplication.clipboard().setText("X-1\tFirst\nX-2\tSecond\n")
    qtbot.keyClick(page.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert _texts(page, "ref")[:2] == ["X-1", "X-2"]
    window.workspace.undo()
    assert _texts(page, "title")[:2] == ["Family support", "Speech therapy"]


def test_fill_down_repeats_the_first_row(qtbot, window, page):
    page.view.setCurrentIndex(_index(page, "c1", "commissioner_id"))
    page.view.selectAll()
    qtbot.keyClick(page.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert {c.commissioner_id for c in window.workspace.plan.contracts.values()} == {"council"}


def test_a_row_is_added_and_deleted_by_hand(qtbot, window, page):
    qtbot.mouseClick(page.add_button, Qt.MouseButton.LeftButton)
    assert page.model.rowCount() == 4
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert page.model.rowCount() == 3
    assert window.workspace.document.undo_label.startswith("Delete")


def test_selecting_a_row_opens_the_inspector_and_escape_closes_it(qtbot, window, page):
    page.view.select_key("c1")
    assert window.frame.slot.held() is window.inspector
    assert "Family support" in window.inspector.title.text()
    window.inspector.setFocus()
    qtbot.keyClick(window.inspector, Qt.Key.Key_Escape)
    assert window.frame.slot.held() is None


def test_what_is_selected_on_one_page_is_selected_on_another(window, page):
    page.view.select_key("c2")
    window.go("services")
    window.go("contracts")
    assert page.view.current_key == "c2"


def test_an_empty_table_says_what_belongs_there(make_window):
    window = make_window(Plan(), "services")
    words = " ".join(label.text() for label in window.current.findChildren(_label()))
    assert "No services yet" in words


def _label():
    from PySide6.QtWidgets import QLabel

    return QLabel


def test_the_totals_row_says_what_is_not_counted(page):
    assert "1 not known" in page.totals.accessibleName()
    assert "4,010,000" in page.totals.accessibleName()


def test_the_current_cell_stays_where_it_is_when_findings_are_worked_out(qtbot, window, page):
    page.view.setCurrentIndex(_index(page, "c2", "start_on"))
    page.refresh()
    assert (page.view.current_key, page.view.current_column.key) == ("c2", "start_on")


def test_what_is_being_typed_outlives_findings_worked_out_meanwhile(qtbot, page):
    index = _index(page, "c1", "title")
    page.view.setCurrentIndex(index)
    page.view.edit(index)
    editor = page.view.viewport().findChild(QLineEdit)
    editor.setText("Half a na")
    page.refresh()
    assert page.view.viewport().findChild(QLineEdit).text() == "Half a na"


def test_a_double_click_edits_the_cell_that_was_clicked(qtbot, window, page):
    window.resize(1366, 768)
    where = page.view.visualRect(_index(page, "c1", "title")).center()
    port = page.view.viewport()
    qtbot.mouseClick(port, Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=where)
    assert page.view.current_column.key == "title"
    assert port.findChild(QLineEdit) is not None


def test_escape_in_the_table_closes_the_inspector(qtbot, window, page):
    page.view.select_key("c1")
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert window.frame.slot.held() is None


def test_typing_into_what_is_worked_out_says_where_to_change_it(qtbot, window, page):
    page.view.setCurrentIndex(_index(page, "c2", "decide"))
    qtbot.keyClick(page.view, Qt.Key.Key_5)
    assert "worked out" in window.said[-1].title
    assert page.view.current_key == "c2"
