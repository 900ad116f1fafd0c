"""The Overview: what it says of a small plan, of none, and where its tiles lead."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from commissionplanner.app.usecases.plans import empty_plan
from commissionplanner.model.entities import Allocation, FundingStream
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear


@pytest.fixture
def funded(plan):
    stream = FundingStream(id="s", name="Public health grant", holder_id="council")
    first = Allocation(
        id="a1",
        stream_id="s",
        year=FinancialYear(2026),
        amount_p=100_000_000,
        certainty="confirmed",
    )
    second = replace(first, id="a2", year=FinancialYear(2027), amount_p=None)
    return replace(plan, funding_streams={"s": stream}, allocations={"a1": first, "a2": second})


def test_total_resource_counts_each_pound_once_and_says_what_is_not_known(make_window, funded):
    page = make_window(funded, "overview").current
    assert "£1.0m" in page.total.accessibleName()
    assert "not known" in page.total.accessibleName()


def test_nothing_recorded_is_not_known_and_never_nil(make_window):
    page = make_window(Plan(), "overview").current
    for tile in (page.total, page.prevention, page.pooled, page.single, page.gap):
        assert "Not known" in tile.accessibleName()


def test_a_tile_leads_to_the_findings_behind_it(qtbot, make_window, plan):
    window = make_window(plan, "overview")
    qtbot.mouseClick(window.current.single, Qt.MouseButton.LeftButton)
    assert window.frame.current_page() == "findings"
    assert window.current.model.wanted.rule == "CON-010"


def test_a_barrier_shows_its_findings(qtbot, make_window, plan):
    window = make_window(plan, "overview")
    qtbot.mouseClick(window.current.board.tiles["single_year_exposure"], Qt.MouseButton.LeftButton)
    assert window.current.model.wanted.barrier == "short_termism"


def test_charts_of_an_empty_plan_say_that_nothing_is_known_and_draw_no_nought(make_window):
    empty = empty_plan("p", "Nothing yet", FinancialYear(2026), 5)
    page = make_window(empty, "overview").current
    for chart in (page.resource_chart, page.prevention_chart, page.gap_chart):
        chart.grab()
        assert [mark.words.split(":")[0] for mark in chart.marks()] == ["Not known"]


def test_the_tile_of_the_core_offer_leads_to_its_lines(qtbot, make_window, plan):
    window = make_window(plan, "overview")
    qtbot.mouseClick(window.current.board.tiles["core_offer"], Qt.MouseButton.LeftButton)
    assert window.frame.current_page() == "evidence"
    assert window.current.shown == "offer"
