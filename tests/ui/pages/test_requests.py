"""Asking a partner and taking its answers, driven as a user drives them."""

from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from commissionplanner.app.usecases import requests
from commissionplanner.model.entities import Contract, Organisation
from commissionplanner.ui.dialogs.ask_partner import AskPartner
from commissionplanner.ui.dialogs.take_answers import TakeAnswers


@pytest.fixture
def window(make_window, plan):
    body = Organisation(id="asked", name="Asked Trust", type="nhs_trust", sector="nhs",
                        roles=("commissioner",), links_confirmed_by="Director",
                        links_confirmed_on=date(2026, 4, 1))  # fmt: skip
    contract = Contract(id="new", ref="N1", title="Hub", commissioner_id="asked")
    plan = plan.with_table("organisations", {**plan.organisations, "asked": body})
    plan = plan.with_table("contracts", {**plan.contracts, "new": contract})
    return make_window(plan, "sources:requests")


def _dialog(qtbot, window, kind):
    def shown():
        return [d for d in window.findChildren(kind) if d.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()), timeout=30_000)
    return shown()[0]


def _press(qtbot, button):
    assert button.isEnabled(), button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_partner_is_asked_answers_and_one_undo_takes_the_answers_back(
    qtbot, window, tmp_path, monkeypatch
):
    path, listing = tmp_path / "ask.xlsx", window.current.lists["requests"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    _press(qtbot, listing.ask)
    dialog = _dialog(qtbot, window, AskPartner)
    dialog.partner.setCurrentIndex(dialog.partner.findData("asked"))
    dialog.due.setText("30/11/2026")
    _press(qtbot, dialog.done_button)
    qtbot.waitUntil(lambda: bool(window.workspace.plan.requests), timeout=20_000)
    assert listing.model.index(0, 0).data() == "Asked Trust"
    before = window.workspace.plan
    _fill(path)
    window.import_files([path])
    taking = _dialog(qtbot, window, TakeAnswers)
    assert taking.done_button.words() == "Take 1 answer"
    _press(qtbot, taking.done_button)
    assert window.workspace.plan.contracts["new"].start_on == date(2026, 4, 1)
    window.workspace.undo()
    assert window.workspace.plan == before


def _fill(path):
    book = openpyxl.load_workbook(path)
    page = book["Contracts"]
    column = next(c.column for c in page[3] if c.value == "start_on")
    page.cell(5, column).value = date(2026, 4, 1)
    book.save(path)


def test_a_date_that_cannot_be_read_is_said_and_nothing_is_written(qtbot, window, tmp_path):
    _press(qtbot, window.current.lists["requests"].ask)
    dialog = _dialog(qtbot, window, AskPartner)
    dialog.due.setText("soon")
    _press(qtbot, dialog.done_button)
    assert dialog.isVisible()
    assert requests.partners_to_ask(window.workspace.plan)
    assert list(tmp_path.iterdir()) == []
