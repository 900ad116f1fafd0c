"""The partner round in the window, driven as its holder drives it."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from commissionplanner.analysis import partner_round
from commissionplanner.model.entities import Organisation
from commissionplanner.ui.rounds.dialogs import AnswerHere, StartRound
from commissionplanner.ui.sources.listing import ReasonDialog

LEFT = Qt.MouseButton.LeftButton
BODIES = {"c": "Council", "i": "ICB", "t": "Trust"}


@pytest.fixture
def window(make_window, plan):
    rows = {key: Organisation(id=key, name=name, is_partner=True) for key, name in BODIES.items()}
    return make_window(plan.with_table("organisations", rows), "records:partner_rounds")


def shown(qtbot, window, kind):
    """Wait for a dialog and return it."""

    def found():
        return [each for each in window.findChildren(kind) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()), timeout=20_000)
    return found()[0]


def start(qtbot, window):
    """Start a round as a user does; return the view."""
    view = window.current.current
    qtbot.mouseClick(view.start, LEFT)
    dialog = shown(qtbot, window, StartRound)
    dialog.name.setText("Autumn")
    dialog.holder.setText("Clerk")
    qtbot.mouseClick(dialog.done_button, LEFT)
    return view


def answer(qtbot, window, view, name, code):
    """Answer every statement for one body in the program."""
    rows = [line.cells[0].text for line in view.bodies.lines.lines]
    view.bodies.setCurrentIndex(view.bodies.lines.index(rows.index(name), 0))
    qtbot.mouseClick(view.answer, LEFT)
    dialog = shown(qtbot, window, AnswerHere)
    for (question, _about), (box, _line) in dialog.answers.items():
        wanted = "yes" if question == partner_round.WORKS_WITH else code
        box.setCurrentIndex(box.findData(wanted))
    qtbot.mouseClick(dialog.done_button, LEFT)


def test_a_round_is_started_answered_shown_at_the_end_and_undone(qtbot, window):
    before = window.workspace.plan
    view = start(qtbot, window)
    assert view.state.text() == "0 of 3 have answered"
    for name, code in (("Council", "agree"), ("ICB", "disagree")):
        answer(qtbot, window, view, name, code)
        assert view.statements.lines.rowCount() == 0
        assert "not encrypted" in view.reading.text()
    answer(qtbot, window, view, "Trust", "neither")
    assert view.state.text() == "All have answered"
    assert view.statements.lines.rowCount() == 12
    assert "Agree: Council" in view.words.text()
    for _ in range(4):
        window.workspace.undo()
    assert window.workspace.plan == before


def test_a_body_is_left_out_with_a_reason_and_the_others_are_shown(qtbot, window):
    view = start(qtbot, window)
    for name in ("Council", "ICB"):
        answer(qtbot, window, view, name, "agree")
    view.bodies.setCurrentIndex(view.bodies.lines.index(2, 0))
    qtbot.mouseClick(view.leave_out, LEFT)
    dialog = shown(qtbot, window, ReasonDialog)
    dialog.reason.setPlainText("Did not want to")
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert "Trust: Did not want to" in view.facts.text()
    assert "of one view on 12 statements" in view.reading.text()
    qtbot.keyClick(view.switch, Qt.Key.Key_Right)
    assert view.ties.lines.data(view.ties.lines.index(0, 2)) == "Both say so"


def test_sheets_are_written_and_read_back_through_the_window(qtbot, window, tmp_path, monkeypatch):
    view = start(qtbot, window)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    qtbot.mouseClick(view.write, LEFT)
    qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.xlsx"))) == 3, timeout=20_000)
    qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy, timeout=20_000)
    path = tmp_path / "Autumn Council.xlsx"
    book = openpyxl.load_workbook(path)
    row = next(r for r in book.worksheets[0].iter_rows() if r[0].value == "say_asked")
    row[2].value = "Agree"
    book.save(path)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    qtbot.mouseClick(view.read, LEFT)
    qtbot.waitUntil(lambda: bool(window.workspace.plan.partner_returns), timeout=20_000)
    assert view.state.text() == "1 of 3 have answered"


def test_a_round_without_name_or_holder_is_asked_for_in_place(qtbot, window):
    qtbot.mouseClick(window.current.current.start, LEFT)
    dialog = shown(qtbot, window, StartRound)
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert dialog.isVisible()
    assert not window.workspace.plan.partner_rounds
