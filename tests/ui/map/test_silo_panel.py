"""The Silos panel beside the map, with real clicks and keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from commissionplanner.ui.focus import Thing
from commissionplanner.ui.widgets.rows import Notice

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot, page):
    """The panel, opened from the toolbar, with what it worked out."""
    qtbot.mouseClick(page.tools.silos, LEFT)
    qtbot.waitUntil(lambda: page.silos.report is not None, timeout=20_000)
    return page.silos


def row(panel, section, at=0):
    return panel.section(section).rows[at]


def test_the_tool_opens_it_in_the_inspectors_place_and_closes_it(qtbot, page, panel):
    thing = Thing("services", "portage")
    assert page.tools.silos.isChecked()
    assert not page.wants_inspector(thing)
    qtbot.mouseClick(page.tools.silos, LEFT)
    assert panel.isHidden()
    assert page.wants_inspector(thing)


def test_f4_opens_and_closes_it(qtbot, page):
    page.activateWindow()
    page.canvas.setFocus()
    qtbot.keyClick(page.canvas, Qt.Key.Key_F4)
    assert page.silos.isVisible()
    qtbot.waitUntil(lambda: page.silos.report is not None, timeout=20_000)
    qtbot.keyClick(page.silos, Qt.Key.Key_F4)
    assert page.silos.isHidden()


def test_escape_closes_it(qtbot, page, panel):
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.isHidden()
    assert not page.tools.silos.isChecked()


def test_a_click_on_a_silo_selects_it_on_the_map(qtbot, workspace, page, panel):
    qtbot.mouseClick(row(panel, "silos"), LEFT)
    assert workspace.focus.thing == Thing("services", "portage")
    assert ("services", "portage") in set(page.canvas.chosen)


def test_enter_on_a_row_selects_its_organisation(qtbot, workspace, panel):
    first = row(panel, "organisations")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert workspace.focus.thing == Thing(*first.row.places[0])


def test_a_cell_of_the_matrix_shows_both_organisations(qtbot, workspace, panel):
    panel.matrix.grab()
    [cell] = [m for m in panel.matrix.marks() if m.words.startswith("Council and Trust")]
    qtbot.mouseClick(panel.matrix, LEFT, pos=cell.where.center().toPoint())
    assert {thing.key for thing in workspace.focus.things} == {"council", "trust"}
    assert panel.cell_words.text().startswith("Council and Trust")


def test_arrows_walk_the_matrix_and_enter_takes_the_cell(qtbot, workspace, panel):
    matrix = panel.matrix
    matrix.grab()
    matrix.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        qtbot.keyClick(matrix, key)
    names = [panel.report.labels[key] for key in panel.report.analysis.by_organisation.keys]
    assert matrix.accessibleDescription().startswith(f"Within {names[1]}")
    assert len(workspace.focus.things) == 1


def test_the_matrix_has_a_table_twin_and_sectors(qtbot, panel):
    qtbot.keyClick(panel.matrix, Qt.Key.Key_T)
    assert panel.matrix.table_shown()
    assert panel.matrix.twin().heads[1:] == ("Trust", "Council")
    panel._show_matrix("sectors")
    assert panel.report.analysis.by_sector.keys == ()


def test_drawing_the_link_that_would_join_most_is_one_step_to_undo(qtbot, workspace, panel):
    qtbot.mouseClick(panel.draw_join, LEFT)
    [link] = workspace.plan.links.values()
    assert {link.from_id, link.to_id} == {"portage", "visiting"}
    workspace.undo()
    assert workspace.plan.links == {}


def test_an_edit_is_shown_once_it_has_been_reckoned(qtbot, workspace, panel):
    before = panel.report
    qtbot.mouseClick(panel.draw_join, LEFT)
    qtbot.waitUntil(lambda: panel.report is not before, timeout=20_000)
    assert panel.section("silos").rows == []


def test_folding_a_part_hides_its_rows_and_is_kept(qtbot, panel):
    part = panel.section("silos")
    qtbot.mouseClick(part.head, LEFT)
    assert not part.rows[0].isVisible()
    panel.show_report(panel.report)
    assert not panel.section("silos").head.isChecked()


def test_it_is_copied_as_a_table(qtbot, panel):
    qtbot.mouseClick(panel.copy, LEFT)
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0] == "Section\tWhat\tReading\t£ a year\tConfirmed"
    assert any("Portage" in line for line in lines)


def test_it_says_that_more_links_are_not_simply_better(panel):
    names = [w.accessibleName() for w in panel.findChildren(Notice)]
    assert any("More links are not simply better" in name for name in names)


def test_an_edit_stops_what_is_being_worked_out_for_the_plan_before(
    qtbot, page, workspace, monkeypatch
):
    from commissionplanner.app.derived import Derived

    asked, whole = [], Derived.silo_report

    def slow_at_first(self, plan, progress):
        asked.append(plan)
        while len(asked) == 1:
            progress.step(0, 0, "Working")
        return whole(self, plan, progress)

    monkeypatch.setattr(Derived, "silo_report", slow_at_first)
    qtbot.mouseClick(page.tools.silos, LEFT)
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=5000)
    page.controller.join_services("portage", "visiting")
    qtbot.waitUntil(lambda: page.silos.report is not None, timeout=20_000)
    assert asked[-1] is workspace.plan
    assert not page.silos.strip.isVisible()


def test_cancelling_says_so_and_offers_to_work_it_out(qtbot, page, workspace, monkeypatch):
    from commissionplanner.app.derived import Derived

    def slow(self, plan, progress):
        while True:
            progress.step(0, 0, "Working")

    with monkeypatch.context() as patched:
        patched.setattr(Derived, "silo_report", slow)
        qtbot.mouseClick(page.tools.silos, LEFT)
        qtbot.waitUntil(page.silos.strip.isVisible, timeout=5000)
        page.silos.strip.cancelled.emit()
        qtbot.waitUntil(page.silos.again.isVisible, timeout=5000)
    assert "Stopped" in page.silos.state.text()
    qtbot.mouseClick(page.silos.again, LEFT)
    qtbot.waitUntil(lambda: page.silos.report is not None, timeout=20_000)


def test_every_part_and_row_has_a_name(panel):
    for view in panel.sections:
        assert view.head.accessibleName()
        assert all(each.accessibleName() for each in view.rows)


def test_what_the_view_does_not_draw_is_said(qtbot, panel):
    panel.say_shown(0, 2)
    assert panel.state.text() == "Not drawn in this view of the map."
    panel.say_shown(2, 2)
    assert not panel.state.isVisible()
