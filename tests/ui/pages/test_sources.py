"""The Sources page, driven as a user drives it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from commissionplanner.app.document import Document
from commissionplanner.app.usecases import imports
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import Label

REGISTER = """Ref,Contract title,Supplier,End date,Annual value
A1,Portage equipment,Bright Start Supplies Ltd,31/03/2027,1000
A2,Dads' groups,Wexcombe Voluntary Action,TBC,2000
Total,,,,3000
"""


@pytest.fixture
def imported(plan, tmp_path):
    """A plan with one import in it."""
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, encoding="utf-8")
    document = Document(plan)
    document.do(imports.edit(imports.stage(plan, imports.open_source(path))))
    return document.plan


@pytest.fixture
def window(make_window, imported):
    return make_window(imported, "sources")


def _words(widget):
    return "\n".join(label.text() for label in widget.findChildren(Label))


def test_an_import_is_listed_with_its_slip(window):
    page = window.current
    assert page.model.keys == list(window.workspace.plan.imports)
    words = _words(page.slip)
    assert "register.csv" in words
    assert "Adds up to the penny" in words
    assert "Row 4: It is a total: “Total”." in words
    assert next(iter(window.workspace.plan.imports.values())).file_sha256[:32] in words


def test_a_text_file_has_no_sheet_rather_than_one_that_is_not_recorded(window):
    model = window.current.model
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown[:2] == ["register.csv", "None"]


def test_a_link_to_a_slip_opens_it(window):
    page = window.current
    page.slip.closed.emit()
    assert not page.slip.isVisible()
    window.go(f"sources:left_out:{page.model.keys[0]}")
    assert page.slip.isVisible()


def test_the_slip_is_copied_as_lines_with_tabs(qtbot, window):
    copy = next(b for b in window.current.slip.findChildren(Button) if b.words() == "Copy slip")
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    text = QApplication.clipboard().text()
    assert "Rows in\t2" in text
    assert "Row left out 4\tIt is a total: “Total”." in text


def test_a_profile_can_be_forgotten_and_undo_brings_it_back(qtbot, window):
    page, workspace = window.current, window.workspace
    forget = next(b for b in page.profiles.findChildren(Button) if b.words() == "Forget")
    qtbot.mouseClick(forget, Qt.MouseButton.LeftButton)
    assert not workspace.plan.import_profiles
    workspace.undo()
    assert len(workspace.plan.import_profiles) == 1


def test_without_imports_the_page_says_what_belongs_there(make_window, plan):
    window = make_window(plan, "sources")
    assert "No spreadsheet has been imported yet" in _words(window.current)
    assert window.current.import_button.kind == "secondary"  # the page has its own filled one


def test_a_profile_is_given_another_name_where_it_stands(qtbot, window):
    page, workspace = window.current, window.workspace
    (profile,) = workspace.plan.import_profiles.values()
    box = next(b for b in page.profiles.findChildren(QLineEdit) if b.text() == profile.name)
    box.setText("Council register")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert [p.name for p in workspace.plan.import_profiles.values()] == ["Council register"]
    workspace.undo()
    assert [p.name for p in workspace.plan.import_profiles.values()] == [profile.name]
