"""The Timeline page, driven as a user drives it."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt

from commissionplanner.analysis.layout.shapes import Words
from commissionplanner.edits.base import Prepared
from commissionplanner.model.changes import Change, ChangeSet
from commissionplanner.ui.focus import Thing


@pytest.fixture
def window(make_window, plan):
    return make_window(plan, "timeline")


@pytest.fixture
def page(window):
    return window.current


def point(page, key, day=None):
    """The middle of a contract's line, at the end of a day or in the column of names."""
    canvas = page.canvas
    line = canvas.lines[canvas.lines.of(key)]
    y = line.top + line.high / 2 + canvas.body().top() - canvas.verticalScrollBar().value()
    return QPoint(round(canvas.axis().end_x(day)) if day else 60, round(y))


def said(shapes):
    return [shape.text for shape in shapes if isinstance(shape, Words)]


def end_of(page, key):
    return page.workspace.plan.contracts[key].current_end_on


def test_rows_stand_under_those_who_commission_with_value_and_marks(page):
    assert said(page.canvas.names()) == [
        "Council", "£2.1m", "Family support", "ICB", "£1.9m", "Speech therapy",
        "No commissioner recorded", "not known", "Stop smoking",
    ]  # fmt: skip
    assert "1 yr" in said(page.canvas.shapes())
    assert "start and end dates missing" in said(page.canvas.shapes())


def test_a_click_selects_the_contract_and_the_inspector_shows_it(qtbot, window, page):
    qtbot.mouseClick(page.canvas.viewport(), Qt.MouseButton.LeftButton, pos=point(page, "c2"))
    assert window.workspace.focus.thing == Thing("contracts", "c2")
    qtbot.waitUntil(lambda: window.frame.slot.held() is window.inspector)


def test_arrows_go_from_row_to_row_and_say_what_they_are(qtbot, window, page):
    page.canvas.setFocus()
    for _ in range(2):
        qtbot.keyClick(page.canvas, Qt.Key.Key_Down)
    assert window.workspace.focus.thing == Thing("contracts", "c2")
    assert "1 Apr 2025 to 31 Mar 2028" in page.canvas.accessibleDescription()


def drag(qtbot, page, key, start, end, modifier=Qt.KeyboardModifier.NoModifier):
    pane = page.canvas.viewport()
    first, last = point(page, key, start), point(page, key, end)
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=first)
    qtbot.mouseMove(pane, QPoint((first.x() + last.x()) // 2, first.y()))
    qtbot.mouseMove(pane, last)
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=last)


def test_dragging_an_end_moves_it_to_the_end_of_a_month_and_undo_takes_it_back(qtbot, page):
    drag(qtbot, page, "c1", date(2027, 3, 31), date(2028, 3, 29))
    assert end_of(page, "c1") == date(2028, 3, 31)
    page.workspace.undo()
    assert end_of(page, "c1") == date(2027, 3, 31)


def test_escape_lets_go_of_an_end(qtbot, page):
    pane = page.canvas.viewport()
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=point(page, "c1", date(2027, 3, 31)))
    qtbot.mouseMove(pane, point(page, "c1", date(2028, 3, 31)))
    qtbot.keyClick(page.canvas, Qt.Key.Key_Escape)
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=point(page, "c1", date(2028, 3, 31)))
    assert end_of(page, "c1") == date(2027, 3, 31)


def test_keys_move_an_end_by_months_as_one_step(qtbot, window, page):
    page.canvas.show_contract("c1")
    page.canvas.setFocus()
    for _ in range(3):
        qtbot.keyClick(page.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert end_of(page, "c1") == date(2027, 6, 30)
    assert "Ends 30 Jun 2027" in window.said[-1].title
    page.workspace.undo()
    assert end_of(page, "c1") == date(2027, 3, 31)


def test_an_end_before_the_start_is_refused_and_changes_nothing(page, window):
    page.move_end("c1", date(2026, 3, 31))
    assert end_of(page, "c1") == date(2027, 3, 31)
    assert "It starts on 1 Apr 2026" in window.said[-1].title


def test_zooming_keeps_the_day_in_the_middle(qtbot, page):
    axis = page.canvas.axis()
    middle = axis.day((axis.left + axis.right) / 2)
    qtbot.mouseClick(page.plus, Qt.MouseButton.LeftButton)
    after = page.canvas.axis()
    assert after.per_day > axis.per_day
    assert abs((after.day((after.left + after.right) / 2) - middle).days) <= 1


def test_t_turns_it_into_a_table_of_the_same_rows_and_back(qtbot, page):
    page.canvas.setFocus()
    qtbot.keyClick(page.canvas, Qt.Key.Key_T)
    assert page.table.isVisible()
    texts = [page.twin.index(0, column).data() for column in range(5)]
    assert texts == ["Council", "Family support", "£2.1m a year", "1 Apr 2026", "31 Mar 2027"]
    qtbot.keyClick(page.table, Qt.Key.Key_T)
    assert page.canvas.isVisible()


def test_what_ends_stands_beneath_in_figures_and_words(page):
    texts = said(page.canvas.foot())
    assert "Value ending, by quarter" in texts
    assert "No cliff: no quarter holds 25%" in texts
    assert {"£2.1m", "£1.9m", "1 end missing"} <= set(texts)


def test_grouping_by_supplier_changes_the_heads(qtbot, page):
    page.grouping.choose("supplier")
    heads = [group.name for group in page.canvas.shown.groups]
    assert heads == ["Little Acorns", "No supplier recorded"]


def test_year_to_year_says_what_stands_on_single_years_and_what_three_years_need(page):
    page.views.choose(1)
    view = page.years
    assert view.said.text().startswith("£2.1m of £4.0m a year (53.4%) of contracts running now")
    texts = [view.rows.index(0, column).data() for column in range(8)]
    assert texts == ["Family support", "Council", "£2.1m", "1", "31 Mar 2027", "31 Mar 2029",
                     "nothing recorded 26/27 to 28/29", "none recorded"]  # fmt: skip


def test_what_decisions_do_stands_beside_what_is(page):
    page.views.choose(1)
    page.years.by.choose(1)
    rows = page.years.bodies
    told = {rows.index(n, 0).data(): rows.index(n, 1).data() for n in range(rows.rowCount())}
    assert told["As it stands"] == "£2.1m of £4.0m"
    assert told["\u2003of it with nothing recorded"] == "£2.1m"


def test_a_longer_term_keeps_what_a_year_is_worth(qtbot, page):
    contract = page.workspace.plan.contracts["c1"]
    total = replace(contract, total_value_p=214_000_000)
    page.workspace.do(Prepared(ChangeSet("Total", (Change("contracts", "c1", contract, total),))))
    page.views.choose(1)
    page.years.table.selectRow(0)
    qtbot.mouseClick(page.years.longer, Qt.MouseButton.LeftButton)
    assert page.workspace.plan.contracts["c1"].total_value_p == 642_586_301  # 366 days in 2027/28


def test_planning_longer_terms_is_one_edit_and_undo_takes_it_back(qtbot, window, page):
    page.views.choose(1)
    view = page.years
    assert not view.longer.isEnabled()
    view.table.selectRow(0)
    qtbot.mouseClick(view.longer, Qt.MouseButton.LeftButton)
    assert end_of(page, "c1") == date(2029, 3, 31)
    assert view.rows.rowCount() == 0
    assert view.said.text().startswith("£0 of £4.0m a year (0.0%)")
    page.workspace.undo()
    assert end_of(page, "c1") == date(2027, 3, 31)
    assert view.rows.rowCount() == 1


def test_exporting_writes_the_file_asked_for_and_says_so(
    qtbot, window, page, tmp_path, monkeypatch
):
    from PySide6.QtWidgets import QFileDialog

    path = tmp_path / "out.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName",
                        lambda *_: (str(path), "PDF, A3 (*.pdf)"))  # fmt: skip
    page.export.click()
    qtbot.waitUntil(lambda: bool(window.said), timeout=10_000)
    assert window.said[-1].lines == ("1 page on A3.",)
    assert path.read_bytes().startswith(b"%PDF")


def test_a_row_with_nothing_in_view_says_when_it_ended_or_starts(page):
    page.canvas._look(date(2040, 4, 1).toordinal(), 700)
    assert "ended 31 Mar 2027" in said(page.canvas.shapes())
    page.canvas._look(date(2010, 4, 1).toordinal(), 700)
    assert "starts 1 Apr 2026" in said(page.canvas.shapes())
