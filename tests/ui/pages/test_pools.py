"""The Pools page, driven as a user drives it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from commissionplanner.model.entities import Override, Scenario
from commissionplanner.model.plan import Plan
from commissionplanner.ui.delegates.pool_grid import PoolDelegate
from tests.pool_plans import given, pool_plan, spent, table

CONTROL = Qt.KeyboardModifier.ControlModifier
BASE = "in:council:base"


def _plan(**more):
    return pool_plan(
        contributions=given("council", "base", [100_000_00, None, 300_000_00]),
        costs=spent("svc-a", [90_000_00, "absent", "absent"]),
        services=("svc-a", "svc-b"),
        scenarios=table(Scenario(id="what-if", name="What if", roll_forward="all")),
        **more,
    )


@pytest.fixture
def window(make_window):
    made = make_window(_plan(), "pools")
    made.current.view.setFocus()
    return made


@pytest.fixture
def page(window):
    return window.current


def _go(page, row, year):
    keys = [each.key for each in page.model.rows]
    key = next(key for key in keys if key.startswith(row))
    assert page.view.go_to(key, year)
    return page.view.currentIndex()


def _gap(page):
    row = next(each for each in page.model.rows if each.kind == "gap")
    return [cell.amount_p for cell in row.cells]


def _type(qtbot, page, row, year, text):
    index = _go(page, row, year)
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    editor = page.view.viewport().findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.viewport().findChild(QLineEdit) is None)
    return index


def _dialog(window):
    return next(d for d in window.findChildren(QDialog) if d.isVisible())


def test_a_figure_typed_in_changes_the_gap_at_once_and_undo_takes_it_back(qtbot, window, page):
    before = _gap(page)
    _type(qtbot, page, BASE, 0, "£1.2m")
    assert _gap(page)[0] == 1_200_000_00 - 90_000_00
    qtbot.mouseClick(window.frame.top.undo, Qt.MouseButton.LeftButton)
    assert _gap(page) == before


def test_a_figure_typed_in_draws_only_the_cells_it_changes(qtbot, make_window, monkeypatch):
    drawn, paint = [], PoolDelegate.paint

    def spy(self, painter, option, index):
        drawn.append((index.model().rows[index.row()].kind, index.row(), index.column()))
        paint(self, painter, option, index)

    monkeypatch.setattr(PoolDelegate, "paint", spy)
    keys = [f"svc-{n:03}" for n in range(200)]
    costs = [cost for key in keys for cost in spent(key, [10_00, 20_00, 30_00])]
    window = make_window(pool_plan(costs=costs, services=keys), "pools")
    page = window.current
    page.view.setFocus()
    index = _go(page, "out:svc-001", 1)
    QApplication.processEvents()
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    editor = page.view.viewport().findChild(QLineEdit)
    editor.setText("25")
    QApplication.processEvents()
    drawn.clear()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(kind == "gap" for kind, *_ in drawn))
    services = {(row, column) for kind, row, column in drawn if kind == "out"}
    assert (index.row(), index.column()) in services
    assert len({row for row, _ in services}) <= 2  # the line typed into reaches over the next
    assert index.data() == "25"


def test_columns_grow_with_a_figure_wider_than_all_before(qtbot, make_window):
    plan = pool_plan(years=10, costs=spent("svc-a", [10_00] * 10), services=("svc-a",))
    page = make_window(plan, "pools").current
    page.view.setFocus()
    before = page.view.columnWidth(2)
    _type(qtbot, page, "out:svc-a", 1, "3999999999")
    qtbot.waitUntil(lambda: page.view.columnWidth(2) > before)
    assert page.sums.columnWidth(2) == page.view.columnWidth(2)


def test_an_empty_figure_is_not_known_and_never_nought(qtbot, window, page):
    index = _type(qtbot, page, BASE, 0, " ")
    assert index.data() == "Not known"
    amounts = [
        c.amount_p for c in window.workspace.plan.contributions.values() if c.year.start == 2026
    ]
    assert amounts == [None]


def test_what_is_no_amount_is_refused_in_words(qtbot, window, page):
    _type(qtbot, page, BASE, 0, "soon")
    assert "soon" in window.said[-1].title
    assert window.workspace.document.undo_label == ""


def test_an_amount_far_below_the_last_is_said_as_it_was_understood(qtbot, window, page):
    _type(qtbot, page, BASE, 0, "120")
    assert "£120, down from £100,000" in window.said[-1].title


def test_figures_are_pasted_from_a_spreadsheet_as_one_step(qtbot, window, page):
    _go(page, BASE, 0)
    QApplication.clipboard().setText("110,000\t120000\t£0.13m")
    qtbot.keyClick(page.view, Qt.Key.Key_V, CONTROL)
    rows = sorted(window.workspace.plan.contributions.values(), key=lambda row: row.year)
    assert [row.amount_p for row in rows] == [110_000_00, 120_000_00, 130_000_00]
    window.workspace.undo()
    assert window.workspace.document.is_saved or window.workspace.document.undo_label == ""


def test_a_block_that_reaches_over_a_total_is_refused_whole(qtbot, window, page):
    _go(page, BASE, 0)
    QApplication.clipboard().setText("1000\n2000")
    qtbot.keyClick(page.view, Qt.Key.Key_V, CONTROL)
    assert "Money in, known" in window.said[-1].title
    assert window.workspace.document.undo_label == ""


def test_ctrl_r_repeats_the_figure_to_the_left(qtbot, page):
    _go(page, BASE, 1)
    qtbot.keyClick(page.view, Qt.Key.Key_R, CONTROL)
    assert page.view.currentIndex().data() == "100,000"


def test_arrows_move_and_delete_sets_not_known(qtbot, page):
    _go(page, BASE, 0)
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    qtbot.keyClick(page.view, Qt.Key.Key_Right)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    assert page.view.currentIndex().data() == "Not known"


def test_tab_while_typing_goes_on_to_the_next_year(qtbot, page):
    _go(page, BASE, 0)
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    editor = page.view.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "105000")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: page.view.currentIndex().column() == 2)


def test_under_a_scenario_that_rolls_forward_a_figure_worked_out_is_not_typed_over(window, page):
    window.workspace.focus.show_with(scenario_id="what-if")
    row = next(each for each in page.model.rows if each.key == "out:svc-a")
    assert not page.controller.type_into(row, 1, "5000")
    assert "Change the rates" in window.said[-1].title
    assert page.model.rows[-1].label == "Gap as recorded"


def test_a_figure_that_the_scenario_overrides_is_not_typed_over(make_window):
    own = Override(
        id="o", scenario_id="what-if", table_name="contributions", record_id="pool-council-base-0",
        field_name="amount_p", value="5",
    )  # fmt: skip
    window = make_window(_plan(overrides=table(own)), "pools")
    window.workspace.focus.show_with(scenario_id="what-if")
    page = window.current
    assert not page.controller.type_into(page.model.rows[0], 0, "5000")
    assert "a figure of its own" in window.said[-1].title


def test_certainty_is_set_and_drawn(window, page):
    _go(page, BASE, 2)
    page.controller.set_certainty(page.view.chosen, "assumed")
    assert page.model.rows[0].cells[2].look == "assumed"


def test_the_words_beneath_say_how_a_figure_came_about(page):
    _go(page, "out:svc-a", 1)
    assert "£90,000.00 × (1 + 0% uplift)" in page.formula.text()


def test_money_in_is_added_by_the_dialog(qtbot, window, page):
    qtbot.mouseClick(page.add_money, Qt.MouseButton.LeftButton)
    dialog = _dialog(window)
    dialog.partner.setCurrentIndex(dialog.partner.findData("icb"))
    dialog.stream.setCurrentIndex(dialog.stream.findData("core"))
    lines = list(dialog.years.lines.values())
    qtbot.keyClicks(lines[1], "2.5m")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    row = next(each for each in page.model.rows if each.key.startswith("in:icb:core"))
    assert [cell.amount_p for cell in row.cells] == [None, 2_500_000_00, None]


def test_a_fund_is_added_with_host_and_years_of_the_plan(qtbot, make_window):
    window = make_window(_plan().with_table("pools", {}), "pools")
    window.current.ask_pool()
    dialog = _dialog(window)
    qtbot.keyClicks(dialog.what.control("name"), "New fund")
    host = dialog.who.control("host_id")
    host.setCurrentIndex(host.findData("icb"))
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    (pool,) = window.workspace.plan.pools.values()
    assert (pool.name, pool.host_id, pool.start_on.isoformat()) == ("New fund", "icb", "2026-04-01")
    assert window.current.pool_id == pool.id


def test_a_budget_moved_into_the_fund_counts_once(qtbot, make_window):
    window = make_window(_plan(), "pools")
    plan = window.workspace.plan
    outside = {**plan.service_costs, **table(*spent("svc-c", [5_000_00], pool=None))}
    service = type(plan.services["svc-a"])(id="svc-c", name="Third")
    changed = plan.with_table("service_costs", outside).with_table(
        "services", {**plan.services, "svc-c": service}
    )
    other = make_window(changed, "pools")
    qtbot.mouseClick(other.current.add_service, Qt.MouseButton.LeftButton)
    dialog = _dialog(other)
    dialog.service.setCurrentIndex(dialog.service.findData("svc-c"))
    dialog.service.activated.emit(dialog.service.currentIndex())
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    rows = [c for c in other.workspace.plan.service_costs.values() if c.service_id == "svc-c"]
    assert [(c.pool_id, c.amount_p) for c in rows] == [("pool", 5_000_00)]


def test_a_rate_set_for_the_fund_is_used_at_once(qtbot, window, page):
    page.asks.rates()
    dialog = _dialog(window)
    qtbot.keyClicks(dialog.lines["uplift", None], "10%")
    qtbot.keyClicks(dialog.source, "Guidance")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    row = next(each for each in page.model.rows if each.key == "out:svc-a")
    assert [cell.amount_p for cell in row.cells] == [90_000_00, 99_000_00, 108_900_00]


def test_shares_that_do_not_make_the_whole_are_said_in_the_dialog(qtbot, window, page):
    qtbot.mouseClick(page.risk, Qt.MouseButton.LeftButton)
    dialog = _dialog(window)
    dialog.over.setCurrentIndex(dialog.over.findData("fixed_percent"))
    for line in dialog.sides["over"].lines.values():
        qtbot.keyClicks(line.share, "40%")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert "80.00%, not 100%" in dialog.wrong.text()
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    next(iter(dialog.sides["over"].lines.values())).share.setText("60%")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert next(iter(window.workspace.plan.risk_shares.values())).method_over == "fixed_percent"


def test_a_screen_reader_is_told_line_year_and_figure_of_the_current_cell(page):
    grid = QAccessible.queryAccessibleInterface(page.view)
    name = QAccessible.Text.Name
    assert (grid.role(), grid.text(name)) == (
        QAccessible.Role.Table, "Money in, money out and gap by year",
    )  # fmt: skip
    heads = [grid.child(n).text(name) for n in range(1, 5)]
    assert heads == ["Money in, £", "2026/27", "2027/28", "2028/29"]
    for year, said in (
        (0, "Base budget, 2026/27: £100,000. Confirmed."),
        (1, "Base budget, 2027/28: Not known."),
    ):
        _go(page, BASE, year)
        now = grid.focusChild()
        assert now.role() == QAccessible.Role.Cell
        assert now.text(name).startswith(said)
        assert now.state().focused


def test_with_no_fund_the_page_says_how_to_start(make_window):
    window = make_window(Plan(), "pools")
    assert window.current.subtitle() == "None yet"
    assert window.current.empty.isVisible()
