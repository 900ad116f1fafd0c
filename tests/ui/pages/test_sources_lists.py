"""The lists of the Sources page beside imports, driven as a user drives them."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from commissionplanner.app.document import Document
from commissionplanner.app.session import Session
from commissionplanner.app.usecases import imports
from commissionplanner.model.entities import NameMatch
from commissionplanner.ui.sources.listing import ReasonDialog
from commissionplanner.ui.widgets.floating import ResultCard
from commissionplanner.ui.widgets.labels import LevelIcon
from tests.app.usecases.test_disagreements import COUNCIL, ICB
from tests.app.usecases.test_held import REGISTER
from tests.app.usecases.test_transfers import make

LEFT = Qt.MouseButton.LeftButton


def _bring(document, tmp_path, name, text, **choices):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    staged = imports.stage(document.plan, imports.open_source(path), imports.Choices(**choices))
    document.do(imports.edit(staged))


@pytest.fixture
def held_window(make_window, plan, tmp_path):
    document = Document(plan)
    _bring(document, tmp_path, "register.csv", REGISTER, answers={"rows_to_fix": "hold"})
    return make_window(document.plan, "sources:held")


def _click(qtbot, button):
    assert button.isEnabled(), button.toolTip()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _give_reason(qtbot, window, reason):
    (dialog,) = [d for d in window.findChildren(ReasonDialog) if d.isVisible()]
    assert dialog.height() == dialog.column.totalHeightForWidth(dialog.width())
    dialog.reason.setPlainText(reason)
    _click(qtbot, dialog.done_button)


def _type(qtbot, listing, heading, text):
    place = next(n for n, c in enumerate(listing.model.columns) if c.heading == heading)
    index = listing.model.index(0, place)
    listing.view.setCurrentIndex(index)
    listing.view.edit(index)
    editor = listing.view.viewport().findChild(QLineEdit)
    editor.setText(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: listing.model.index(0, place).data() == text)


def test_a_held_row_is_shown_by_its_headings_with_the_reason(held_window):
    listing = held_window.current.lists["held"]
    shown = [
        str(listing.model.index(0, n).data() or "") for n in range(listing.model.columnCount())
    ]
    assert {"A2", "Clubs", "B Ltd", "TBC"} <= set(shown)
    assert any(text.startswith("“End date”: “TBC”") for text in shown)
    assert "1 row held" in held_window.current.subtitle()


def test_a_cell_is_set_right_and_the_row_imported_and_undo_brings_it_back(qtbot, held_window):
    listing, workspace = held_window.current.lists["held"], held_window.workspace
    _type(qtbot, listing, "End date", "30/09/2026")
    _click(qtbot, listing.bring)
    qtbot.waitUntil(lambda: not workspace.plan.held_rows, timeout=20_000)
    assert listing.model.rowCount() == 0
    workspace.undo()
    assert listing.model.rowCount() == 1


def test_a_row_that_cannot_be_read_yet_stays_with_its_cell_marked(qtbot, held_window):
    listing = held_window.current.lists["held"]
    assert listing.foot_height() == listing.buttons[0].parentWidget().height()
    assert held_window.current.import_button.kind == "secondary"  # one filled button to a view
    _click(qtbot, listing.bring)
    place = next(n for n, c in enumerate(listing.model.columns) if c.heading == "End date")
    qtbot.waitUntil(lambda: "TBC" in listing.model.cell(0, place).problem)
    cards = [card for card in held_window.findChildren(ResultCard) if card.isVisible()]
    assert cards[-1].findChild(LevelIcon).accessibleName() == "Warning"
    held_window.workspace.open(Session(held_window.workspace.plan))
    assert not any(card.isVisible() for card in cards)


def test_a_held_row_is_dropped_with_a_reason(qtbot, held_window):
    listing, workspace = held_window.current.lists["held"], held_window.workspace
    _click(qtbot, listing.drop)
    _give_reason(qtbot, held_window, "A duplicate")
    assert not workspace.plan.held_rows
    (batch,) = [b for b in workspace.plan.imports.values() if b.file_name == "register.csv"]
    assert "then dropped: A duplicate" in batch.slip


def test_a_disagreement_is_settled_with_a_reason(qtbot, make_window, plan, tmp_path):
    document = Document(plan)
    _bring(document, tmp_path, "council budget.csv", COUNCIL, kind="funding")
    _bring(document, tmp_path, "icb return.csv", ICB, kind="funding")
    window = make_window(document.plan, "sources:disagreements")
    listing = window.current.lists["disagreements"]
    assert "Open" in [listing.model.index(0, n).data() for n in range(8)]
    _click(qtbot, listing.take)
    _give_reason(qtbot, window, "The grant letter")
    (row,) = window.workspace.plan.disagreements.values()
    assert (row.chosen, row.reason) == ("other", "The grant letter")
    assert [a.amount_p for a in window.workspace.plan.allocations.values()] == [120_000]


def test_a_proposal_becomes_one_transfer_and_can_be_decided_again(qtbot, make_window):
    window = make_window(make(), "sources:transfers")
    listing = window.current.lists["transfers"]
    assert not listing.undecide.isEnabled()
    _click(qtbot, listing.one)
    _give_reason(qtbot, window, "Agreed by both")
    (row,) = window.workspace.plan.transfers.values()
    assert row.state == "one_transfer"
    _click(qtbot, listing.undecide)
    assert not window.workspace.plan.transfers


def test_nothing_is_done_without_a_reason(qtbot, make_window):
    window = make_window(make(), "sources:transfers")
    _click(qtbot, window.current.lists["transfers"].one)
    _give_reason(qtbot, window, "  ")
    assert not window.workspace.plan.transfers
    for dialog in window.findChildren(ReasonDialog):
        dialog.reject()
    QApplication.processEvents()


def test_a_slip_is_written_to_a_file(qtbot, held_window, tmp_path, monkeypatch):
    from PySide6.QtWidgets import QFileDialog

    from commissionplanner.ui.widgets.buttons import Button

    target = tmp_path / "slip.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page = held_window.current
    page.show_list("imports")
    button = [b for b in page.slip.findChildren(Button) if b.words() == "Export slip…"][-1]
    _click(qtbot, button)
    qtbot.waitUntil(target.exists)
    text = target.read_text(encoding="utf-8-sig")
    assert (
        '"Money before and after","Annual value","£7,000.00 in the file, £5,000.00 came in"' in text
    )
    assert '"Held for later","3"' in text


@pytest.fixture
def matched_window(make_window, plan):
    """Sources with two names taken for a record, one of them used by a contract."""
    rows = {
        key: NameMatch(
            id=key, found_name=name, record_table="organisations", record_id="acorns",
            is_same=True, why="Names alike, 97%.", uses=uses,
        )
        for key, name, uses in (
            ("m1", "Litle Acorns", ("contracts/c1/provider_id",)), ("m2", "Acorns Little", ()),
        )
    }  # fmt: skip
    window = make_window(replace(plan, name_matches=rows), "sources")
    window.current.show_list("matches")
    return window


def test_a_match_is_undone_for_good_and_kept_apart(qtbot, matched_window):
    listing = matched_window.current.lists["matches"]
    listing.view.select_key("m1")
    qtbot.mouseClick(listing.undo, LEFT)
    plan = matched_window.workspace.plan
    assert plan.name_matches["m1"].is_same is False
    made = plan.organisations[plan.contracts["c1"].provider_id]
    assert made.name == "Litle Acorns"
    assert "kept apart" in listing.undo.toolTip()
    matched_window.workspace.undo()
    assert matched_window.workspace.plan.contracts["c1"].provider_id == "acorns"


def test_several_matches_are_undone_as_one_step(qtbot, matched_window):
    listing = matched_window.current.lists["matches"]
    listing.view.selectAll()
    assert listing.undo.words() == "Undo 2 matches"
    qtbot.mouseClick(listing.undo, LEFT)
    assert all(m.is_same is False for m in matched_window.workspace.plan.name_matches.values())
    matched_window.workspace.undo()
    assert all(m.is_same for m in matched_window.workspace.plan.name_matches.values())


def test_names_kept_apart_may_be_decided_again(qtbot, matched_window):
    listing = matched_window.current.lists["matches"]
    listing.view.select_key("m2")
    qtbot.mouseClick(listing.undo, LEFT)
    listing.view.select_key("m2")
    qtbot.mouseClick(listing.forget, LEFT)
    assert "m2" not in matched_window.workspace.plan.name_matches


def test_a_card_floats_above_the_buttons_of_the_list_shown(qtbot, held_window):
    page = held_window.current
    held_window.workspace.say("Something was done.")
    card = held_window.findChildren(ResultCard)[-1]
    for key in ("held", "matches", "imports"):
        page.show_list(key)
        bottom = card.mapTo(held_window, card.rect().bottomLeft()).y()
        floor = held_window.height() - held_window.frame.status.height() - page.foot_height()
        assert page.foot_height() > 0
        assert bottom <= floor
