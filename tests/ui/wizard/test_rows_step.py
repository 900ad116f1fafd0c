"""The rows of the wizard, set right as a user does it."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu

from commissionplanner.ui.pages import importing
from commissionplanner.ui.widgets.inputs import RadioButton

LEFT = Qt.MouseButton.LeftButton


def _cell(page, row, column):
    """Make a cell of the rows the current one, with the focus of the keys."""
    page.rows.grid.setFocus()
    page.rows.grid.setCurrentIndex(page.rows.grid.rows.index(row, column))
    return page.rows.grid.rows.index(row, column)


def test_a_cell_is_edited_where_it_stands_and_what_the_file_has_stays_shown(qtbot, page, wait):
    page.go_to(importing.ROWS)
    index = _cell(page, 1, 3)
    qtbot.keyClick(page.rows.grid, Qt.Key.Key_F2)
    editor = page.rows.grid.findChild(QLineEdit)
    assert editor.text() == "TBC"
    qtbot.keyClicks(editor, "31/03/2028")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.control.choices.cells == {"D4": "31/03/2028"})
    wait()
    assert index.data() == "31 Mar 2028"
    assert page.rows.grid.rows.cell(index).was == "TBC"
    assert "The file has “TBC”." in page.rows.cell_line.accessibleDescription()


def test_delete_empties_a_cell_and_undo_brings_it_back(qtbot, window, page, wait):
    high = page.rows.grid.head.height()
    page.go_to(importing.ROWS)
    page.rows.resize(page.rows.width(), 200)
    assert page.rows.grid.head.height() < high  # where there is little room it goes to rows
    _cell(page, 1, 3)
    qtbot.keyClick(page.rows.grid, Qt.Key.Key_Delete)
    wait()
    assert not page.control.preview.with_problems
    qtbot.keyClick(page.rows.grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait()
    assert len(page.control.preview.with_problems) == 1
    qtbot.keyClick(page.rows.grid, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    wait()
    assert not page.control.preview.with_problems


def test_undo_in_the_wizard_leaves_the_plan_alone(qtbot, window, page):
    qtbot.mouseClick(window.page("contracts").add_button, LEFT)
    before = window.workspace.plan
    page.rows.grid.setFocus()
    assert page.take_back()
    assert window.workspace.plan is before


def test_a_text_is_replaced_everywhere_after_the_count_is_said(qtbot, page, wait):
    page.go_to(importing.ROWS)
    page.rows.grid.setFocus()
    qtbot.keyClick(page.rows.grid, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    bar = page.rows.replacing
    qtbot.keyClicks(bar.what, "tbc")
    qtbot.waitUntil(lambda: bar.button.words() == "Empty 1 cell")
    qtbot.mouseClick(bar.button, LEFT)
    wait()
    assert not page.control.preview.with_problems
    assert page.control.preview.changed == (1,)
    qtbot.waitUntil(lambda: bar.count == 0)  # counted anew
    wait()


def test_rows_are_found_as_one_types(qtbot, page):
    page.go_to(importing.ROWS)
    page.start_find()
    qtbot.keyClicks(page.rows.bar.box, "dads")
    assert [page.rows.grid.rows.line(n).row for n in range(page.rows.grid.rows.rowCount())] == [4]
    assert page.rows.bar.said.text() == "1 of 3 shown"
    qtbot.keyClick(page.rows.bar.box, Qt.Key.Key_Escape)
    assert page.rows.grid.rows.rowCount() == 3


def test_the_next_cell_to_fix_is_reached_by_a_key(qtbot, page):
    page.go_to(importing.ROWS)
    _cell(page, 0, 0)
    qtbot.keyClick(page.rows.grid, Qt.Key.Key_F8)
    assert (page.rows.grid.currentIndex().row(), page.rows.grid.currentIndex().column()) == (1, 3)
    assert "TBC" in page.counts()


def _menu_of(page, words):
    """Choose an entry of the menu that is open."""
    menu = next(m for m in page.rows.grid.findChildren(QMenu) if m.isVisible())
    action = next(a for a in menu.actions() if a.text().split("\t")[0] == words)
    action.trigger()
    menu.close()


def test_what_cannot_be_read_in_a_column_is_emptied_from_the_dots_in_its_head(qtbot, page, wait):
    page.go_to(importing.ROWS)
    head = page.rows.grid.head
    qtbot.mouseClick(head.viewport(), LEFT, pos=head._dots(3).center().toPoint())
    _menu_of(page, "Empty the 1 cell that cannot be read")
    wait()
    assert not page.control.preview.with_problems
    assert any(
        "could not be read and is left empty" in n for n in page.control.preview.staged.notes
    )


def test_a_column_is_read_month_first_from_the_menu_key(qtbot, page, wait):
    page.go_to(importing.ROWS)
    _cell(page, 0, 3)
    page.rows._open_menu(page.rows.grid.visualRect(page.rows.grid.currentIndex()).center())
    _menu_of(page, "Dates: month first, 04/03 is 3 April")
    wait()
    assert page.control.fix_of("D").order == "mdy"
    assert len(page.control.preview.with_problems) == 2  # 31/03 has no 31st month


def test_the_field_of_a_column_is_found_by_typing(qtbot, page, wait):
    page.go_to(importing.COLUMNS)
    box = page.rows.grid.head.boxes[4]
    qtbot.mouseClick(box, LEFT)
    picker = box.picker
    qtbot.keyClicks(picker.box, "total val")
    qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    wait()
    assert page.control.preview.staged.totals == {"total_value_p": 300_000}


def test_a_correction_that_is_stopped_leaves_all_as_it_was(window, page, wait):
    page.go_to(importing.ROWS)
    before, gate = page.control.choices, threading.Event()
    window.workspace.jobs.start("Another job", lambda _: gate.wait(10), print, print)
    page.control.type_cell("D4", "31/03/2028")
    page._cancel_job()
    gate.set()
    wait()
    assert page.control.choices == before
    assert not page.control.done
    assert page.control.preview.with_problems


def test_the_keys_stay_where_a_question_was_answered(qtbot, window, page, wait):
    page.go_to(importing.ROWS)
    unknown = next(b for b in page.side.findChildren(RadioButton) if b.text() == "Not known")
    unknown.setFocus()
    qtbot.keyClick(unknown, Qt.Key.Key_Space)
    wait()
    qtbot.waitUntil(lambda: page.side.focused().endswith("Not known"))


def test_what_is_good_is_imported_and_the_rest_kept_for_later(qtbot, window, page, wait):
    page.go_to(4)
    words = "Import what is good now, keep the rest for later"
    (button,) = [b for b in page.side.findChildren(RadioButton) if b.text() == words]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait()
    preview = page.control.preview
    assert [preview.lines[line].row for line in preview.rows_of("held")] == [4]
    page.next()
    wait()
    assert [row.row for row in window.workspace.plan.held_rows.values()] == [4]


def test_a_heading_over_short_cells_is_shown_whole(page):
    page.go_to(importing.ROWS)
    grid = page.rows.grid
    heads = page.control.preview.heads
    wide = [grid.columnWidth(at) for at in range(len(heads))]
    needed = [grid.head.needed(head) for head in heads]
    assert max(needed) > 92  # the least that a column has
    assert all(has >= min(needs, 200) - 1 for has, needs in zip(wide, needed, strict=True))
