"""The whole board, driven as a user drives it."""

import pytest
from PySide6.QtCore import Qt

from commissionplanner.app.usecases import sealing
from commissionplanner.edits.records import SetFields


@pytest.fixture
def window(qtbot, make_window, plan):
    window = make_window(plan, "overview")
    qtbot.waitUntil(lambda: window.workspace.results is not None, timeout=10_000)
    qtbot.mouseClick(window.current.board.action, Qt.MouseButton.LeftButton)
    return window


@pytest.fixture
def view(window):
    return window.current.whole


def _card(view, barrier):
    return next(card for card in view.cards if card.barrier == barrier)


def test_the_whole_board_has_a_card_for_each_barrier_and_leads_back(qtbot, window, view):
    assert view.isVisible()
    assert len(view.cards) == 23
    assert view.words.text().startswith("23 barriers: ")
    qtbot.mouseClick(view.back, Qt.MouseButton.LeftButton)
    assert not view.isVisible()
    assert window.current.board.isVisible()


def test_a_card_shows_the_findings_behind_it(qtbot, window, view):
    card = _card(view, "short_termism")
    qtbot.mouseClick(card.items, Qt.MouseButton.LeftButton)
    assert window.current.key == "findings"
    assert window.current.model.wanted.barrier == "short_termism"


def test_a_barrier_of_which_nothing_is_recorded_says_so(view):
    card = _card(view, "practice_gap")
    assert card.accessibleName() == "Distance from practice: Not known"
    assert card.items is None


def test_the_board_says_what_changed_since_the_version_sealed_last(qtbot, window, view):
    assert not view.since.isVisible()
    workspace = window.workspace
    workspace.do(sealing.prepared(workspace.plan, None, None))
    workspace.do(SetFields("contracts", ("c1",), {"annual_value_p": 1}))
    qtbot.waitUntil(view.since.isVisible, timeout=10_000)
    qtbot.mouseClick(view.since, Qt.MouseButton.LeftButton)
    assert window.current.key == "findings"
    assert window.current.model.wanted.state == "since"


def test_the_board_is_saved_as_a_pdf_in_a_job(qtbot, window, view, tmp_path):
    view.write(tmp_path / "board.pdf")
    qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy, timeout=20_000)
    assert window.said[-1].title == "Board saved"
    assert (tmp_path / "board.pdf").stat().st_size > 5_000
