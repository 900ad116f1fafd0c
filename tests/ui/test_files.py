"""New, open, save and close in the window, as a user does them."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from commissionplanner.app.session import Session
from commissionplanner.app.usecases.plans import open_plan
from commissionplanner.edits.records import SetFields
from commissionplanner.ui.controllers import files as files_module

RENAME = SetFields("services", ("portage",), {"name": "Portage home teaching"})


@pytest.fixture
def target(tmp_path, monkeypatch):
    """Where the file dialog says the plan goes."""
    path = tmp_path / "a plan.cplan"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(path), ""))
    return path


def _save(qtbot, window):
    with qtbot.waitSignal(window.workspace.bridge.saved, timeout=3_000):
        QTest.keySequence(window, QKeySequence(QKeySequence.StandardKey.Save))


def test_a_new_plan_asks_for_a_name_once_and_is_then_saved_over(qtbot, make_window, plan, target):
    window = make_window(plan, "contracts")
    _save(qtbot, window)
    window.workspace.do(RENAME)
    assert "*" in window.windowTitle()
    _save(qtbot, window)
    assert "*" not in window.windowTitle()
    assert open_plan(target).plan == window.workspace.plan


def test_what_is_changed_while_saving_stays_unsaved(qtbot, make_window, plan, target):
    window = make_window(plan)
    session = window.workspace.session
    pending = session.begin_save(path=target)
    window.workspace.do(RENAME)
    session.finish_save(pending, pending.write())
    assert not session.is_saved
    assert open_plan(target).plan == plan


def test_a_save_that_somebody_else_forestalled_is_refused_and_says_so(
    qtbot, make_window, plan, target
):
    window = make_window(plan)
    _save(qtbot, window)
    other = Session.open(target)
    other.document.do(RENAME)
    other.save()
    other.close()
    window.workspace.do(SetFields("services", ("speech",), {"name": "Speech"}))
    window.files.save()
    qtbot.waitUntil(lambda: bool(window.said), timeout=10_000)
    assert "Somebody else saved" in window.said[-1].title
    assert open_plan(target).plan.services["speech"].name == "Speech therapy"


@pytest.mark.parametrize(("answer", "closed"), [("", False), ("no", True), ("save", True)])
def test_closing_with_unsaved_work_asks(
    qtbot, make_window, plan, target, monkeypatch, answer, closed
):
    window = make_window(plan)
    window.files.leave = type(window.files).leave.__get__(window.files)
    monkeypatch.setattr(files_module, "ask", lambda *args: args[3](answer))
    window.workspace.do(RENAME)
    window.close()
    qtbot.waitUntil(lambda: window.isHidden() == closed, timeout=10_000)
    assert target.exists() == (answer == "save")
    window.files.leave = lambda then: then()


def test_a_file_that_is_no_plan_is_refused_in_words(qtbot, make_window, plan, tmp_path):
    window = make_window(plan)
    path = tmp_path / "other.cplan"
    path.write_bytes(b"not a plan at all")
    window.files.open_path(path)
    qtbot.waitUntil(lambda: bool(window.said), timeout=10_000)
    words = " ".join((window.said[-1].title, *window.said[-1].lines))
    assert "other.cplan" in words
    assert window.workspace.plan == plan


def test_the_sample_opens_as_a_copy_without_a_file(qtbot, make_window, plan):
    window = make_window(plan)
    window.files.open_sample()
    qtbot.waitUntil(lambda: "Wexcombe" in window.workspace.plan.header.title, timeout=20_000)
    assert window.workspace.session.path is None


def test_the_welcome_page_offers_what_was_opened_lately(qtbot, make_window, plan, target):
    window = make_window(plan)
    _save(qtbot, window)
    assert window.files.recent() == [Path(target)]


def test_control_k_lists_pages_and_things_and_enter_goes_there(qtbot, make_window, plan):
    window = make_window(plan, "contracts")
    QTest.keySequence(window, QKeySequence("Ctrl+K"))
    box = window.frame.top.search
    for key in "portage":
        qtbot.keyClick(box, key)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.frame.current_page() == "services"
    assert window.current.view.current_key == "portage"
