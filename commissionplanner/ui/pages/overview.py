"""The Overview: the plan on a page, what is missing, what to do next."""

from collections.abc import Mapping
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.app import overview
from commissionplanner.app.overview import OnAPage
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.money import PPM, format_ppm, format_short
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui import theme
from commissionplanner.ui.board.view import BoardView
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.overview_board import Board
from commissionplanner.ui.overview_steps import WIDE, NextSteps
from commissionplanner.ui.page import Page
from commissionplanner.ui.widgets.cards import Card
from commissionplanner.ui.widgets.chart_bars import GapBars, Part, StackedBars
from commissionplanner.ui.widgets.chart_lines import Line, LineChart
from commissionplanner.ui.widgets.legends import LegendList
from commissionplanner.ui.widgets.reflow import Reflow
from commissionplanner.ui.widgets.tiles import IndicatorTile
from commissionplanner.ui.workspace import Workspace

CHARTS_HEIGHT: Final = 226
TILE, BOARD = 160, 560  # least widths, px at normal text size
MINUS: Final = "\u2212"


class OverviewPage(Page):
    """Five tiles, three charts, the board and the next steps."""

    key: ClassVar[str] = "overview"
    title: ClassVar[str] = "Overview"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.total = IndicatorTile("Total resource")
        self.prevention = IndicatorTile("Prevention share")
        self.pooled = IndicatorTile("Pooled or aligned")
        self.single = IndicatorTile("Single-year exposure")
        self.gap = IndicatorTile("Gap")
        self.resource_chart = StackedBars("Total resource by organisation")
        self.legend = LegendList()
        self.prevention_chart = LineChart("Prevention share")
        self.gap_chart = GapBars("Gap by year")
        self.board = Board(workspace)
        self.whole = BoardView(workspace)
        self.steps = NextSteps(workspace)
        self._found: OnAPage | None = None
        self._task: Task | None = None
        self._join()
        self._lay_out()
        self.refresh()

    def _join(self) -> None:
        go = self.workspace.focus.go
        self.whole.back.clicked.connect(lambda *_: self.show_detail(""))
        self.total.clicked.connect(lambda: go("funding"))
        self.prevention.clicked.connect(lambda: go("services"))
        self.pooled.clicked.connect(lambda: go("pools"))
        self.single.clicked.connect(lambda: go("findings:CON-010"))
        self.gap.clicked.connect(lambda: go("findings:FUN-001"))

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.PAGE_LEFT, theme.PAGE_TOP, theme.PAGE_RIGHT, 6)
        column.setSpacing(theme.GAP_CARDS)
        tiles = Reflow()
        for tile in (self.total, self.prevention, self.pooled, self.single, self.gap):
            tiles.add(tile, least=TILE)
        column.addLayout(tiles)
        column.addLayout(self._charts())
        lower = Reflow()
        lower.add(self.board, least=BOARD)
        lower.add(self.steps, least=WIDE, share=0)
        column.addLayout(lower, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(area)
        self._stack.addWidget(self.whole)

    def _charts(self) -> Reflow:
        row = Reflow()
        first = Card("Total resource by organisation", "£m, planned, cash prices")
        inside = QHBoxLayout()
        inside.setSpacing(12)
        inside.addWidget(self.resource_chart, 1)
        inside.addWidget(self.legend, 0, Qt.AlignmentFlag.AlignTop)
        first.body.addLayout(inside)
        second = Card("Prevention share", "primary and secondary")
        second.body.addWidget(self.prevention_chart)
        third = Card("Gap by year", "£m, money less plan")
        third.body.addWidget(self.gap_chart)
        for card, least, share in ((first, 380, 46), (second, 230, 33), (third, 200, 25)):
            card.setMinimumHeight(theme.current().px(CHARTS_HEIGHT))
            row.add(card, least=least, share=share)
        return row

    def show_detail(self, detail: str) -> None:
        """Show the whole board for "board", else the plan on a page."""
        is_board = detail == "board"
        self._stack.setCurrentIndex(int(is_board))
        if is_board:
            self.whole.refresh()

    def subtitle(self) -> str:
        """Return the plan's title."""
        return self.workspace.plan.header.title

    def counts(self) -> str:
        """Return how much the plan holds."""
        plan = self.workspace.plan
        return (
            f"{len(plan.organisations):,} organisations · {len(plan.services):,} services · "
            f"{len(plan.contracts):,} contracts"
        )

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Draw everything anew: at once for a small plan, else when a job has the figures."""
        del changes
        workspace, kept = self.workspace, self._found
        plan, results = workspace.plan, workspace.results
        asked = (plan, workspace.focus.lens.scenario_id, results)
        if self._task is not None:
            self._task.progress.cancel()
            self._task = None
        if workspace.is_small:
            self._take(overview.on_a_page(*asked, kept))
            return
        if kept is None or kept.plan.id != plan.id:
            for tile in (self.total, self.prevention, self.pooled, self.single, self.gap):
                tile.show_not_known("being worked out")

        def finished(found: OnAPage) -> None:
            if self._task is task:
                self._task = None
                self._take(found)

        task = self._task = workspace.jobs.start(
            "Working out the plan on a page",
            lambda _progress: overview.on_a_page(*asked, kept),
            finished,
            workspace.explain,
            is_quiet=True,
        )

    def _take(self, found: OnAPage) -> None:
        """Show figures and steps."""
        self._found = found
        workspace, figures, results = self.workspace, found.figures, found.results
        lens, years = workspace.focus.lens, figures.years
        year = lens.year if lens.year in years else workspace.plan.year
        for tile, key in (
            (self.total, "total_resource"),
            (self.prevention, "prevention_share"),
            (self.pooled, "pooled_share"),
            (self.single, "single_year"),
            (self.gap, "gap"),
        ):
            _show_tile(tile, figures, key, year)
        self._show_charts(figures)
        for chart, key in (
            (self.resource_chart, "total_resource"),
            (self.prevention_chart, "prevention_share"),
            (self.gap_chart, "gap"),
        ):
            chart.set_why_empty(figures.shown[key].line)
        self.board.show_indicators(
            results.indicators if results else (), results.since if results else None
        )
        if self._stack.currentWidget() is self.whole:
            self.whole.refresh()
        self.steps.show_steps(found.steps, results)

    def _show_charts(self, figures: overview.Overview) -> None:
        workspace = self.workspace
        labels = [str(year) for year in figures.years]
        over = _years_words(len(labels))
        parts = [(workspace.slot(key or None), name, p) for key, name, p in figures.parts]
        bars = [Part(name, slot, amounts) for slot, name, amounts in parts]
        self.resource_chart.show_data(labels, bars, unit="m")
        self.legend.setVisible(bool(parts))
        self.legend.show_entries(
            [
                (slot, name, f"{format_short(sum(p or 0 for p in amounts))} over {over}")
                for slot, name, amounts in reversed(parts)
            ]
        )
        before = len(figures.all_years) - len(figures.years)
        recorded = figures.by_year("prevention_share", earlier=True, recorded=True)
        lines = [Line("as recorded", recorded, before)]
        scenario = workspace.plan.scenarios.get(workspace.focus.lens.scenario_id or "")
        if scenario is not None:
            shown = figures.by_year("prevention_share", earlier=True)
            lines = [
                Line("as recorded", recorded, before, comparison=True),
                Line(scenario.name, shown, before),
            ]
        self.prevention_chart.show_data([y.short for y in figures.all_years], lines)
        short = [year.short for year in figures.years]
        self.gap_chart.show_data(short, figures.by_year("gap"), unit="m")


def _show_tile(
    tile: IndicatorTile, figures: overview.Overview, key: str, year: FinancialYear | None
) -> None:
    """Show a headline: of the year shown where it is one of a year, else as it says itself."""
    found = figures.shown[key]
    of_year = key in ("total_resource", "prevention_share", "pooled_share")
    value = found.by_year.get(year) if of_year and year is not None else found.value
    tile.set_words(f"Total resource, {year}" if key == "total_resource" and year else found.label)
    if value is None:
        tile.show_not_known(found.line)
        return
    number = format_ppm(value) if found.unit == "ppm" else format_short(value)
    change, tone = (
        _change(found.by_year, year, value) if key == "prevention_share" else ("", "ink2")
    )
    tile.show_value(
        number,
        found.line,
        change=change,
        change_tone=tone,
        trend={"+": "trendup", MINUS: "trenddown"}.get(change[:1], ""),
        line_tone="problem" if key == "gap" and value < 0 else "ink2",
        single_year=key == "single_year",
        spark=[v / PPM for v in figures.by_year(key) if v is not None]
        if key == "pooled_share"
        else (),
    )


def _change(
    by_year: Mapping[FinancialYear, int | None], year: FinancialYear | None, value: int
) -> tuple[str, str]:
    """Return the change on the year before in points, and the token of its colour."""
    before = by_year.get(year.plus(-1)) if year is not None else None
    if before is None or before == value:
        return "", "ink2"
    points = format_ppm(abs(value - before)).rstrip("%")
    return (f"+{points}", "good") if value > before else (f"{MINUS}{points}", "problem")


def _years_words(count: int) -> str:
    words = ("no years", "one year", "two years", "three years", "four years", "five years")
    return words[count] if count < len(words) else f"{count} years"
