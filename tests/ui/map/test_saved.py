"""Views of the map kept by name in the plan."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu

from commissionplanner.analysis.layout.options import Options
from commissionplanner.model.entities import SavedView
from commissionplanner.ui.map.slips import Slip

LEFT = Qt.MouseButton.LeftButton


def save(page, name):
    page.saved.ask_save()
    (slip,) = [one for one in page.findChildren(Slip) if one.isVisible()]
    line = slip.findChild(QLineEdit)
    line.setText(name)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_view_saved_is_shown_again_as_it_was(page, workspace):
    page.tools.inside.choose("commissioner")
    page.canvas.go(page.canvas.standing.hit(("organisations", "council")))
    page._narrow.fold()
    save(page, "Who buys")
    page.tools.views.choose(len(page.tools.views._choices) - 1)
    page.saved.choose(page.saved.views()[0])
    assert page.tools.inside.current() == "commissioner"
    assert page.canvas.scene.content.view == "boundaries"
    assert page.canvas.scene.content.folded == {"council"}


def test_saving_under_the_same_name_replaces_it_and_undo_brings_it_back(page, workspace):
    save(page, "Mine")
    page.tools.inside.choose("commissioner")
    save(page, "mine")
    (kept,) = page.saved.views()
    assert '"commissioner"' in kept.settings
    assert workspace.document.undo_label == "Save view “mine”"
    workspace.undo()
    assert page.saved.views()[0].settings == "{}"
    workspace.undo()
    assert page.saved.views() == ()


def test_a_view_is_renamed_and_deleted(page, workspace):
    save(page, "Mine")
    page.saved.ask_rename()
    (slip,) = [one for one in page.findChildren(Slip) if one.isVisible()]
    slip.findChild(QLineEdit).setText("Ours")
    QTest.mouseClick(slip.buttons["Rename"], LEFT)
    assert [view.name for view in page.saved.views()] == ["Ours"]
    page.saved.delete()
    assert workspace.document.undo_label == "Delete view “Ours”"
    assert page.saved.views() == ()


def test_the_menu_offers_the_views_by_name_and_marks_the_one_chosen(page, workspace):
    save(page, "B")
    save(page, "A & Co")
    QTest.mouseClick(page.tools.saved, LEFT)
    (menu,) = page.tools.saved.findChildren(QMenu)
    offered = [(action.text(), action.isChecked()) for action in menu.actions()[:2]]
    assert offered == [("A && Co", True), ("B", False)]
    menu.close()


@pytest.mark.parametrize("settings", ["{", "[1]", '{"view": "none"}', '{"closed": 3}'])
def test_what_cannot_be_read_is_said_and_the_map_left_as_it_is(
    page, workspace, settings, monkeypatch
):
    said = []
    monkeypatch.setattr(workspace, "speak", said.append)
    page.saved.choose(SavedView(id="v", name="Odd", page="map", settings=settings))
    assert len(said) == 1
    assert page.asking.now() == Options()
