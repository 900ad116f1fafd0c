"""A workbook of several sheets: each seen and set right, in or out, all of them one step."""

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt

from commissionplanner.ui.pages import importing
from commissionplanner.ui.widgets.inputs import CheckBox
from commissionplanner.ui.wizard.going import COLUMNS, IMPORT, MATCH, ROWS

LEFT = Qt.MouseButton.LeftButton
CONTRACTS = [
    ("Ref", "Contract title", "Supplier", "End date", "Annual value"),
    ("A1", "Portage", "Bright Start Supplies Ltd", "31/03/2027", 1000),
    ("A2", "Dads' groups", "Wexcombe Voluntary Action", "TBC", 2000),
    ("A3", "Play", "Wexcombe Voluntary Action", "31/03/2028", 3000),
]
BODIES = [
    ("Organisation", "Type", "Company number"),
    ("Bright Start Supplies Ltd", "Private company", "01234567"),
    ("Wexcombe Voluntary Action", "Charity", "07654321"),
    ("Vale Play Trust", "Charity", "07654322"),
]


@pytest.fixture
def book(open_file, tmp_path):
    """The wizard on a workbook with a register, a list of bodies and an empty sheet."""
    made = Workbook()
    made.active.title = "Register"
    for name, rows in (("Register", CONTRACTS), ("Suppliers", BODIES), ("Notes", [])):
        sheet = made[name] if name in made.sheetnames else made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(tmp_path / "register.xlsx")
    return open_file(tmp_path / "register.xlsx")


def _tick(page, sheet):
    boxes = page.side.findChildren(CheckBox)
    return next(b for b in boxes if b.accessibleName() == f"Bring in sheet {sheet}")


def test_only_the_sheet_in_view_comes_in_unless_more_are_ticked(book):
    assert [s.name for s in book.control.ready.sheets] == ["Register"]
    assert _tick(book, "Register").isChecked()
    assert not _tick(book, "Suppliers").isChecked()


def test_next_goes_through_every_sheet_that_comes_in(qtbot, book, wait):
    qtbot.mouseClick(_tick(book, "Suppliers"), LEFT)
    wait()
    seen = []
    while book.step < IMPORT:
        seen.append((book.control.book.shown, book.step))
        qtbot.mouseClick(book.foot.next, LEFT)
        wait()
    assert ("Register", ROWS) in seen
    assert ("Suppliers", COLUMNS) in seen
    assert ("Suppliers", MATCH) in seen
    assert book.foot.next.words() == "Import 6 rows of 2 sheets"


def test_sheets_come_in_as_one_step_and_a_body_of_two_sheets_is_one(qtbot, window, book, wait):
    before = set(window.workspace.plan.organisations)
    qtbot.mouseClick(_tick(book, "Suppliers"), LEFT)
    wait()
    book.go_to(IMPORT)
    qtbot.mouseClick(book.foot.next, LEFT)
    wait()
    plan = window.workspace.plan
    new = sorted(o.name for key, o in plan.organisations.items() if key not in before)
    assert new == ["Bright Start Supplies Ltd", "Vale Play Trust", "Wexcombe Voluntary Action"]
    assert sorted(batch.sheet for batch in plan.imports.values()) == ["Register", "Suppliers"]
    assert window.said[-1].title == "2 sheets imported"
    window.workspace.undo()
    assert not window.workspace.plan.imports


def test_a_correction_of_one_sheet_stays_while_another_is_seen(qtbot, book, wait):
    qtbot.mouseClick(_tick(book, "Suppliers"), LEFT)
    wait()
    book.go_to(ROWS)
    book.control.type_cell("D3", "31/03/2029")
    wait()
    qtbot.keyClick(book.rows.grid, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    wait()
    assert book.control.preview.staged.sheet_name == "Suppliers"
    suppliers = book.control.ready.sheets[1]
    qtbot.keyClick(book.rows.grid, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    wait()
    assert book.control.choices.cells == {"D3": "31/03/2029"}
    assert not book.control.preview.staged.problems
    assert book.control.ready.sheets[1] is suppliers  # nothing of it is read again


def test_another_sheet_alone_comes_in_when_it_is_chosen_before_any_tick(book, wait):
    book.control.choose_sheet("Suppliers")
    wait()
    assert [s.name for s in book.control.ready.sheets] == ["Suppliers"]


def test_without_a_sheet_nothing_can_be_imported_and_it_is_said(qtbot, book, wait):
    qtbot.mouseClick(_tick(book, "Register"), LEFT)
    wait()
    book.go_to(IMPORT)
    assert not book.foot.next.isEnabled()
    assert "Tick one" in book.foot.next.toolTip()


def test_a_sheet_without_a_table_says_why_it_cannot_come_in(qtbot, window, book, wait):
    qtbot.mouseClick(_tick(book, "Notes"), LEFT)
    wait()
    ready = book.control.ready
    assert [s.name for s in ready.sheets] == ["Register"]
    assert "Notes" in ready.refused["Notes"]


def test_ticking_is_taken_back_with_the_other_corrections(qtbot, window, book, wait):
    qtbot.mouseClick(_tick(book, "Suppliers"), LEFT)
    wait()
    assert book.take_back()
    wait()
    assert [s.name for s in book.control.ready.sheets] == ["Register"]
    assert book.step == importing.FILE
