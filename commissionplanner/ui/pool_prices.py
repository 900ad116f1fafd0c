"""Beneath a pool's grid: cash or real terms, by which dated series of prices, of which year."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commissionplanner.budget.real_terms import prices_of
from commissionplanner.budget.results import PoolBudget
from commissionplanner.edits.records import SetFields
from commissionplanner.model.fields import Value
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.workspace import Workspace

CASH, REAL = "cash", "real"
TERMS: Final = ((CASH, "Cash"), (REAL, "Real terms"))
TIPS: Final = {
    CASH: "Money of each year, as it is paid; figures can be typed",
    REAL: "In the prices of one year; worked out, so it cannot be typed over",
}


class PricesBar(QWidget):
    """The switch, and in real terms the plan's series of prices and the year they are told in.

    The two choices are the plan's own: choosing another is an edit, and holds everywhere.

    Args:
        changed: Called when the switch was moved.
        notes: What is said of the figures; it stands beside the switch where there is room.
    """

    def __init__(self, workspace: Workspace, changed: Callable[[], object], notes: QWidget) -> None:
        super().__init__()
        self._workspace = workspace
        self.terms = Segments(TERMS, CASH, name="Cash or real terms", tips=TIPS)
        self.series = DropDown("Prices by", most=330)
        self.base = DropDown("Of")
        self.words = Label("", "small", "ink2", wrap=True)
        self.words.setToolTip("The panel at the right stays in cash of each year.")
        self._notes = notes
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        for widget in (self.terms, self.series, self.base):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(self._row)
        self._column.addWidget(self.words)
        self._place_notes()
        self.terms.chosen.connect(lambda *_: changed())
        self.series.chosen.connect(lambda key: self._set("deflator_series", key or None))
        self.base.chosen.connect(
            lambda key: self._set("real_terms_year", FinancialYear.parse(key) if key else None)
        )

    @property
    def is_real(self) -> bool:
        """Whether real terms are chosen."""
        return self.terms.current() == REAL

    def _place_notes(self) -> None:
        if self.is_real:
            self._column.addWidget(self._notes)
        else:
            self._row.insertWidget(self._row.count() - 1, self._notes, 1000)

    def show_budget(self, budget: PoolBudget) -> str:
        """Show what real terms rest on; return what the heads say of prices, "" for cash."""
        self._place_notes()
        for widget in (self.series, self.base, self.words):
            widget.setVisible(self.is_real)
        if not self.is_real:
            return ""
        header, prices = budget.seen.plan.header, prices_of(budget.seen, budget.pool.id)
        series = [(t.code, t.label) for t in vocabulary("deflator_series").terms if not t.retired]
        self.series.set_choices([("", "Not chosen"), *series], header.deflator_series or "")
        own = header.real_terms_year
        years = sorted({*budget.years, *([own] if own else [])})
        first = f"{budget.years[0]}, the first year"
        self.base.set_choices([("", first), *((str(y), str(y)) for y in years)], str(own or ""))
        self.words.setText(prices.words)
        return "" if prices.is_plain else f", prices of {prices.base}"

    def _set(self, name: str, value: Value) -> None:
        about = self._workspace.plan.header
        self._workspace.do(SetFields("about", (about.id,), {name: value}))
