"""Practice notes beside a service: seen, added in place, a person's data warned of."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from commissionplanner.model.entities import PracticeNote
from commissionplanner.ui.dialogs.practice_note import PracticeNoteDialog
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import Label

OLD = PracticeNote(
    id="n", service_id="portage", heard_on=date(2026, 5, 1), role="front_line", heard="Too far away"
)


@pytest.fixture
def window(make_window, plan):
    made = make_window(replace(plan, practice_notes={"n": OLD}), "services")
    made.workspace.focus.go("services", Thing("services", "portage"))
    return made


def words(window):
    return " ".join(label.text() for label in window.findChildren(Label) if label.isVisible())


def add(qtbot, window):
    """Press the button of the inspector; return the dialog."""
    button = next(b for b in window.findChildren(Button) if b.words() == "Add a practice note…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    made = window.findChildren(PracticeNoteDialog)[-1]
    made.role.setCurrentIndex(made.role.findData("parent"))
    return made


def keep(qtbot, dialog):
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)


def test_notes_stand_in_the_inspector_with_what_the_tile_counts(window):
    said = words(window)
    assert "“Too far away”" in said
    assert "Front line heard within the last twelve months, on 1 May 2026." in said


def test_a_note_is_added_in_place_and_undone(qtbot, window):
    dialog = add(qtbot, window)
    qtbot.keyClicks(dialog.heard, "We waited a long time")
    assert dialog.warning == ""
    keep(qtbot, dialog)
    made = next(n for n in window.workspace.plan.practice_notes.values() if n.id != "n")
    assert (made.service_id, made.role, made.heard_on) == (
        "portage", "parent", date(2026, 11, 2),
    )  # fmt: skip
    qtbot.waitUntil(lambda: "“We waited a long time”" in words(window))
    window.workspace.undo()
    assert list(window.workspace.plan.practice_notes) == ["n"]


def test_a_name_and_a_number_are_warned_of_while_typed_and_the_number_is_never_kept(qtbot, window):
    dialog = add(qtbot, window)
    qtbot.keyClicks(dialog.heard, "Sarah Jones, NHS 943 476 5919, waited")
    assert dialog.warning.startswith("This looks like an NHS number and a name (“Sarah Jones”).")
    keep(qtbot, dialog)
    assert dialog.isVisible()
    assert len(window.workspace.plan.practice_notes) == 1
    keep(qtbot, dialog)
    made = next(n for n in window.workspace.plan.practice_notes.values() if n.id != "n")
    assert made.heard == "Sarah Jones, NHS [NHS number], waited"


def test_nothing_is_kept_without_words_and_a_voice(qtbot, window):
    dialog = add(qtbot, window)
    keep(qtbot, dialog)
    assert dialog.isVisible()
    assert len(window.workspace.plan.practice_notes) == 1
    dialog.reject()


def test_a_name_typed_or_pasted_into_the_table_of_notes_is_warned_of(qtbot, window):
    said = []
    window.workspace.speak = said.append
    window.workspace.focus.go("records:practice_notes")
    table = window.current.current
    at = next(n for n, c in enumerate(table.model.columns) if c.key == "heard")
    table.view.setCurrentIndex(table.model.index(0, at))
    table.view.edit(table.view.currentIndex())
    editor = table.view.viewport().findChild(QLineEdit)
    editor.setText("Mrs Brown was kind")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace.plan.practice_notes["n"].heard == "Mrs Brown was kind")
    assert "a name (“Mrs Brown”)" in said[-1].title
    QApplication.clipboard().setText("Sarah Lee rang")
    qtbot.keyClick(table.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.workspace.plan.practice_notes["n"].heard == "Sarah Lee rang"
    assert "a name (“Sarah Lee”)" in said[-1].title
