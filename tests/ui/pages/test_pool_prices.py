"""Cash and real terms on the Pools page, switched as a user does."""

import pytest
from PySide6.QtCore import QPoint, Qt

from commissionplanner.budget.tables import deflators
from commissionplanner.model.years import FinancialYear
from tests.pool_plans import given, pool_plan, spent

LEFT = Qt.MouseButton.LeftButton
SERIES = "hmt_2025_06"


@pytest.fixture
def window(make_window):
    plan = pool_plan(
        years=5,
        contributions=given("council", "base", [100_000_00] * 5),
        costs=spent("svc-a", [90_000_00] * 5),
        services=("svc-a",),
    )
    return make_window(plan, "pools")


def _row(page, kind):
    return next(row for row in page.model.rows if row.kind == kind)


def _real(qtbot, page):
    switch = page.prices.terms
    qtbot.mouseClick(switch, LEFT, pos=QPoint(switch.width() - 12, switch.height() // 2))
    assert page.prices.is_real


def _index(year):
    return deflators()[SERIES].get(FinancialYear.parse(year))


def test_without_a_series_cash_is_taken_as_real_and_that_is_said(qtbot, window):
    page = window.current
    _real(qtbot, page)
    assert page.prices.words.text().startswith("No price index is chosen")
    assert {cell.amount_p for cell in _row(page, "in").cells} == {100_000_00}


def test_a_series_is_chosen_and_a_year_beyond_it_is_not_known(qtbot, window):
    page, before = window.current, window.workspace.plan
    _real(qtbot, page)
    page.prices.series.chosen.emit(SERIES)
    cells = _row(page, "in").cells
    expected = round(100_000_00 * _index("2026/27") / _index("2027/28"))
    assert [cell.amount_p for cell in cells[:2]] == [100_000_00, expected]
    assert _index("2030/31") is None
    assert (cells[4].amount_p, cells[4].look) == (None, "unknown")
    assert page.model.index(0, 5).data() == "Not known"
    assert "June 2025" in page.prices.words.text()
    assert "does not reach 2030/31" in page.prices.words.text()
    assert page.model.headerData(0, Qt.Orientation.Horizontal) == "Money in, £, prices of 2026/27"
    window.workspace.undo()
    assert window.workspace.plan == before


def test_figures_in_real_terms_cannot_be_typed_pasted_or_cleared(qtbot, window):
    page, before = window.current, window.workspace.plan
    _real(qtbot, page)
    key = _row(page, "in").key
    page.view.setFocus()
    page.view.go_to(key, 1)
    assert not page.view.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable
    qtbot.keyClicks(page.view, "5")
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    page.controller.paste("1\t2", page.view.place)
    assert window.workspace.plan == before
    switch = page.prices.terms
    qtbot.mouseClick(switch, LEFT, pos=QPoint(8, switch.height() // 2))
    assert page.view.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable


def test_the_panel_says_formula_both_indices_and_the_series(qtbot, window):
    page = window.current
    _real(qtbot, page)
    page.prices.series.chosen.emit(SERIES)
    page.view.setFocus()
    page.view.go_to(_row(page, "in").key, 1)
    qtbot.keyClick(page.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    figure = page.panel.figure
    assert figure.formula.text().startswith("Cash × index of the base year ÷ index of the year")
    assert [label for label, _, _ in figure.inputs] == [
        "Cash of 2027/28", "Index of the base year, 2026/27", "Index of the year, 2027/28",
    ]  # fmt: skip
    assert figure.inputs[0][1] == "£100,000.00"
    assert "June 2025" in figure.inputs[1][2]


def test_the_strip_of_sums_goes_once_the_grid_has_room(qtbot, window):
    page = window.current
    qtbot.waitUntil(lambda: page.view.height() == page.view.full_height())
    assert not page.sums.isVisible()
