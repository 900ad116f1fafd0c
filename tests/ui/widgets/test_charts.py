"""Charts: their figures, their table twins, and the keyboard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.chart_bars import CertaintyBars, GapBars, Part, StackedBars
from commissionplanner.ui.widgets.chart_base import MOST_LINES, Scale, ticks, ticks_from_below
from commissionplanner.ui.widgets.chart_lines import Line, LineChart

M = 100_000_000  # a million pounds in pence
Key = Qt.Key


@pytest.fixture
def stacked(qtbot, qapp):
    theme.apply(qapp, "light")
    chart = StackedBars("Total resource")
    qtbot.addWidget(chart)
    parts = [Part("Council", 0, [26 * M, 20 * M]), Part("ICB", 1, [12 * M, None])]
    chart.show_data(["2026/27", "2027/28"], parts, unit="m")
    chart.resize(320, 180)
    chart.show()
    chart.grab()
    return chart


def test_the_twin_holds_every_amount_and_the_totals(stacked):
    assert list(stacked.twin().rows) == [
        ["Council", "26.0", "20.0"],
        ["ICB", "12.0", "Not known"],
        ["Total known", "38.0", "20.0"],
    ]


def test_an_amount_not_known_has_a_mark_of_its_own(stacked):
    assert stacked.marks()[-1].words == "2027/28, ICB: not known, not in the total"


def test_arrows_walk_the_marks_and_say_them(qtbot, stacked):
    qtbot.keyClick(stacked, Key.Key_Right)
    assert stacked.accessibleDescription() == "2026/27, Council: 26.0"
    qtbot.keyClick(stacked, Key.Key_End)
    assert "not known" in stacked.accessibleDescription()


def test_t_turns_the_chart_into_a_table_and_back(qtbot, stacked):
    qtbot.keyClick(stacked, Key.Key_T)
    table = stacked._table
    assert table.item(0, 1).text() == "26.0"
    qtbot.keyClick(table, Key.Key_T)
    assert not stacked.table_shown()


def test_gaps_are_signed(qtbot):
    chart = GapBars("Gap by year")
    qtbot.addWidget(chart)
    chart.show_data(["26/27", "27/28", "28/29"], [2 * M, -4 * M, None], unit="m")
    assert [row[1] for row in chart.twin().rows] == ["+2.0", "\u22124.0", "Not known"]


def test_certainty_is_said_of_each_amount(qtbot):
    chart = CertaintyBars("Money a year")
    qtbot.addWidget(chart)
    chart.show_data(["26/27", "27/28"], [74_000_000, None], ["confirmed", "assumed"], unit="k")
    chart.grab()
    assert [m.words for m in chart.marks()] == [
        "26/27: 740, confirmed",
        "27/28: Not known, not known",
    ]


def test_a_line_says_what_is_actual_and_what_is_plan(qtbot):
    chart = LineChart("Prevention share")
    qtbot.addWidget(chart)
    chart.show_data(["25/26", "26/27", "27/28"], [Line("pooled", [285_000, None, 301_000], 1)])
    chart.grab()
    said = [mark.words for mark in chart.marks()]
    assert said == ["25/26, pooled: 28.5% (actual)", "27/28, pooled: 30.1% (plan)"]


@pytest.mark.parametrize("kind", [StackedBars, GapBars, CertaintyBars, LineChart])
def test_a_chart_without_figures_draws_nothing_and_breaks_nothing(qtbot, kind):
    chart = kind("Nothing yet")
    qtbot.addWidget(chart)
    chart.grab()
    assert list(chart.marks()) == []


@given(st.integers(0, 10**13), st.integers(1, 10**13))
def test_ticks_are_few_and_within_what_is_shown(low, span):
    for found in (ticks(low, low + span), ticks_from_below(low, low + span)):
        assert 1 <= len(found) <= MOST_LINES + 1
        assert found == sorted(found)
        assert found[-1] <= low + span


def test_figures_of_the_axis_have_no_more_decimals_than_they_need():
    assert [Scale("m").tick(v) for v in (0, 10 * M, -M // 2)] == ["0", "10", "\u22120.5"]
    assert Scale("%").tick(250_000) == "25%"
