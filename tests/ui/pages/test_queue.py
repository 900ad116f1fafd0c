"""Many files at once, driven as a user drives it."""

import pytest
from PySide6.QtCore import Qt

from commissionplanner.ui.import_start import open_wizard
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import Label
from tests.app.usecases.test_disagreements import COUNCIL, ICB
from tests.app.usecases.test_queue import CONTRACTS
from tests.app.usecases.test_shared_questions import make_workbook


@pytest.fixture
def window(qtbot, make_window, plan, tmp_path):
    place = tmp_path / "partners"
    place.mkdir()
    for name, text in (
        ("a.csv", CONTRACTS.format("A")), ("b.csv", CONTRACTS.format("B")),
        ("council budget.csv", COUNCIL), ("icb return.csv", ICB),
    ):  # fmt: skip
        (place / name).write_text(text, encoding="utf-8")
    made = make_window(plan, "sources")
    open_wizard(made, [place])
    qtbot.waitUntil(lambda: made.current.made is not None, timeout=20_000)
    return made


def test_a_file_opened_from_the_queue_returns_to_it(qtbot, window):
    page = window.current
    page.open_one(page.made.items[-1].path)
    wizard = window.current
    assert wizard.key == "importing"
    wizard.cancel()
    assert window.current is page


def _words(widget):
    return "\n".join(label.text() for label in widget.findChildren(Label))


def test_a_folder_opens_as_a_queue_by_kind_with_shared_questions(window):
    page = window.current
    assert page.key == "queue"
    assert page.subtitle() == "4 files"
    assert [item.kind for item in page.made.items] == ["funding"] * 2 + ["contracts"] * 2
    assert "value of the whole term or of one year" in _words(page)


def test_all_that_are_ready_come_in_at_one_click_and_go_at_one_undo(qtbot, window):
    page, before = window.current, window.workspace.plan
    count = sum(item.state == "ready" for item in page.made.items)
    assert page.bring.words() == f"Import {count} files"
    qtbot.mouseClick(page.bring, Qt.MouseButton.LeftButton)
    assert not page.bring.isEnabled()
    qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy, timeout=20_000)
    assert len(window.workspace.plan.imports) == count
    window.workspace.undo()
    assert window.workspace.plan == before
    qtbot.waitUntil(lambda: page.made is not None, timeout=20_000)


def test_files_being_brought_in_can_be_stopped(qtbot, window):
    page, before = window.current, window.workspace.plan
    qtbot.mouseClick(page.bring, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.strip.findChild(Button), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy, timeout=20_000)
    assert window.workspace.plan is before
    assert page.bring.isEnabled()


def test_cancel_leaves_the_plan_as_it_is(qtbot, window):
    page, before = window.current, window.workspace.plan
    qtbot.mouseClick(page.leave, Qt.MouseButton.LeftButton)
    assert window.current.key == "sources"
    assert window.workspace.plan is before
    assert [b for b in page.findChildren(Button) if not b.accessibleName() and not b.words()] == []


def test_the_queue_says_which_sheets_wait_and_brings_them_in_at_a_click(
    qtbot, make_window, plan, tmp_path
):
    made = make_window(plan, "sources")
    make_workbook(tmp_path / "books.xlsx", (("Register", "R"), ("Grants", "G")))
    open_wizard(made, [tmp_path])
    page = made.current
    qtbot.waitUntil(lambda: page.made is not None, timeout=20_000)
    assert "1 other sheet waits: “Grants”" in _words(page)
    whole = next(b for b in page.findChildren(Button) if b.words() == "Bring in all sheets")
    qtbot.mouseClick(whole, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.made is not None, timeout=20_000)
    assert "6 rows of 2 sheets" in _words(page)
    qtbot.mouseClick(page.bring, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not made.workspace.jobs.is_busy, timeout=20_000)
    assert {batch.sheet for batch in made.workspace.plan.imports.values()} == {"Register", "Grants"}
