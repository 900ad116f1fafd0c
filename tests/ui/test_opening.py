"""The window is painted before it is filled, and closes with what is inside."""

import pytest

from commissionplanner.app.settings import Settings


@pytest.fixture
def opening(qtbot, qapp, monkeypatch):
    from commissionplanner.app import recovery
    from commissionplanner.ui import main

    monkeypatch.setattr(recovery, "unsaved_work", list)
    monkeypatch.setattr(recovery, "sweep", lambda: None)
    monkeypatch.setattr(main.sys, "excepthook", main.sys.excepthook)
    shown = main.open_window(qapp, Settings(theme="light"))
    qtbot.addWidget(shown)
    shown.show()
    return shown


def test_the_window_is_empty_at_first_and_filled_after_its_first_paint(qtbot, opening):
    assert opening.centralWidget() is None
    qtbot.waitUntil(lambda: opening.centralWidget() is not None, timeout=10_000)
    window = opening.centralWidget()
    qtbot.waitUntil(window.isVisible)  # it is laid out and shown when the events come round
    qtbot.waitUntil(lambda: window.size() == opening.size())


def test_the_title_inside_is_the_title_outside(qtbot, opening):
    qtbot.waitUntil(lambda: opening.centralWidget() is not None, timeout=10_000)
    opening.centralWidget().setWindowTitle("*A place")
    assert opening.windowTitle() == "*A place"


def test_what_is_inside_decides_whether_the_window_closes(qtbot, opening):
    qtbot.waitUntil(lambda: opening.centralWidget() is not None, timeout=10_000)
    window = opening.centralWidget()
    asked = []
    window.files.leave = asked.append
    assert not opening.close()
    assert opening.isVisible()
    asked[0]()  # the work has been saved meanwhile
    assert not opening.isVisible()
