"""The panel beside a pool's grid: money in by partner, who bears what, rates, agreement."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commissionplanner.app import pool_side, wording
from commissionplanner.budget.exposure import PERCENTS
from commissionplanner.budget.results import PoolBudget
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import display_name
from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.ui import theme
from commissionplanner.ui.controllers.pool_dialogs import PoolDialogs
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Divider, Panel, scrolled
from commissionplanner.ui.widgets.chart_bars import Part, StackedBars
from commissionplanner.ui.widgets.exposure import Borne, ExposureTable
from commissionplanner.ui.widgets.flow import empty
from commissionplanner.ui.widgets.labels import ElidedLabel, Label, LevelIcon
from commissionplanner.ui.widgets.legends import LegendRow
from commissionplanner.ui.workspace import Workspace

WIDE = 320
CHART = 172


class PoolSide(Panel):
    """What follows from the figures of the fund; `asks` opens what can be changed of it."""

    def __init__(
        self,
        workspace: Workspace,
        asks: PoolDialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", "", parent)
        self.setAccessibleName("About the fund")
        self._workspace = workspace
        self.chart = StackedBars("Money in by partner, with money out")
        self.chart.setFixedHeight(theme.current().px(CHART))
        self._legend = LegendRow()
        self.exposure = ExposureTable("If spending is over or under")
        self._head = Label("", "h2")
        self._how = Label("", "small", "ink2", wrap=True)
        self._warnings = Label("", "small", "problem", 600, wrap=True)
        self._reason = Label("", "small", "ink2", wrap=True)
        self._method = Label("", "small", "ink2", wrap=True)
        self._rates, self._checks = QVBoxLayout(), QVBoxLayout()
        self._chart_title = Label("", "h2")
        self._asks, self._n = asks, 0
        self._lay_out()

    def _lay_out(self) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 13, 16, 16)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self._chart_title, 1)
        top.addWidget(LegendRow((), "Money out"))
        column.addLayout(top)
        column.addWidget(self._legend)
        column.addWidget(self.chart)
        _rule(column)
        for widget in (self._head, self._how, self.exposure, self._warnings, self._reason):
            column.addWidget(widget)
        self.another = Button("Another variance…", "quiet", height=26, flush=True)
        self.another.clicked.connect(lambda *_: self._asks.variance(self._n))
        column.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        _rule(column)
        self.agreement = _headed(column, "Agreement", "Change the agreement")
        self.agreement.clicked.connect(lambda *_: self._ask_agreement())
        column.addLayout(self._checks)
        _rule(column)
        change = _headed(column, "Assumptions", "Change assumptions")
        change.clicked.connect(lambda *_: self._asks.rates())
        column.addWidget(self._method)
        column.addLayout(self._rates)
        column.addStretch(1)
        for lines in (self._rates, self._checks):
            lines.setSpacing(5)
        self._put_in(body)

    def _put_in(self, body: QWidget) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(scrolled(body))

    def _ask_agreement(self) -> None:
        if self._asks.budget is not None:
            self._asks.agreement(self._asks.budget.pool.id)

    def show_budget(self, budget: PoolBudget, n: int) -> None:
        """Show a pool's budget; what partners would bear is of year number `n`."""
        self._n = n
        self._show_chart(budget)
        self._show_exposure(budget, n)
        self._show_rates(budget)
        self._show_checks(budget)

    def _show_chart(self, budget: PoolBudget) -> None:
        plan, slot = self._workspace.plan, self._workspace.slot
        parts = [
            Part(display_name(plan.organisations.get(key or "")) or NOT_KNOWN, slot(key), values)
            for key, values in budget.partner_totals().items()
        ]
        spent = budget.totals.expenditure_p
        held = budget.totals.contingency_p
        out = [None if p is None else p + (c or 0) for p, c in zip(spent, held, strict=True)]
        unit = self._workspace.focus.lens.unit
        axis = unit if unit != "£" else "m"
        self._chart_title.setText(f"Money in by partner, {wording.unit_words(axis)}")
        self.chart.show_data(
            [str(year) for year in budget.years], parts, unit=axis, line=("Money out", out)
        )
        self._legend.show_entries([(p.slot, p.name) for p in parts])

    def _show_exposure(self, budget: PoolBudget, n: int) -> None:
        unit, slot = self._workspace.focus.lens.unit, self._workspace.slot
        unit = "k" if unit == "£" else unit  # five columns of full pounds do not fit
        found = pool_side.sharing(budget, n)
        self._head.setText(f"If spending is over or under, {wording.unit_words(unit)}")
        self._how.setText(f"{budget.years[n]}. {found.how}")
        rows = [
            Borne(
                b.name,
                slot(b.partner_id) if b.partner_id else None,
                [b.by_percent.get(p) for p in pool_side.SHOWN],
                [p in b.passed for p in pool_side.SHOWN],
            )
            for b in found.bearers
        ]
        known = any(p is not None for b in found.bearers for p in b.by_percent.values())
        self.exposure.setVisible(known)
        heads = [pool_side.percent_head(p) for p in pool_side.SHOWN]
        self.exposure.show_data(heads, rows, unit=unit)
        twin = [
            [b.name, *(_text(b.by_percent.get(p), unit) for p in PERCENTS)] for b in found.bearers
        ]
        self.exposure.set_twin(["", *(pool_side.percent_head(p) for p in PERCENTS)], twin)
        self._warnings.setText("\n".join(found.warnings))
        self._warnings.setVisible(bool(found.warnings))
        self._reason.setText(f"Not worked out: {found.reason}" if found.reason else "")
        self._reason.setVisible(bool(found.reason))

    def _show_rates(self, budget: PoolBudget) -> None:
        empty(self._rates)
        self._method.setText(pool_side.method_words(budget))
        for rate in pool_side.assumed(budget):
            line = QHBoxLayout()
            line.addWidget(Label(rate.label, "body", "ink2"), 1)
            known = any(p is not None for p in rate.rates_ppm)
            line.addWidget(Label(rate.words, "body", "ink" if known else "ink3", 600, tabular=True))
            self._rates.addLayout(line)

    def _show_checks(self, budget: PoolBudget) -> None:
        empty(self._checks)
        plan = self._workspace.plan
        for check in pool_side.agreement_checks(plan, plan.pools[budget.pool.id]):
            line = QHBoxLayout()
            line.setSpacing(9)
            line.addWidget(LevelIcon(check.level))
            line.addWidget(ElidedLabel(check.text), 1)
            self._checks.addLayout(line)


def _headed(column: QVBoxLayout, title: str, name: str) -> Button:
    """Add a head with a button that changes what stands beneath it."""
    head = QHBoxLayout()
    head.addWidget(Label(title, "h2"), 1)
    change = Button("Change…", "quiet", height=26, flush=True)
    change.setAccessibleName(name)
    head.addWidget(change)
    column.addLayout(head)
    return change


def _rule(column: QVBoxLayout) -> None:
    column.addSpacing(6)
    column.addWidget(Divider())
    column.addSpacing(6)


def _text(amount_p: int | None, unit: str) -> str:
    return wording.NOT_KNOWN if amount_p is None else format_short(amount_p, unit)
