"""The panel beside a pool's grid: the fund, how the current figure came about, the sixteen tests."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from commissionplanner.app.figure_origin import figure_origin
from commissionplanner.app.pool_grid import Row
from commissionplanner.app.pool_real import real_origin
from commissionplanner.app.usecases.budget import checks_of
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.verdict import Check
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.pool_side import PoolSide
from commissionplanner.ui.pool_tests import FigureView, TestsList
from commissionplanner.ui.widgets.cards import Panel, scrolled
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.workspace import Workspace

VIEWS: Final = (("fund", "Fund"), ("figure", "Figure"), ("tests", "Tests"))
TIPS: Final = {
    "fund": "Money in by partner, who bears what, agreement, assumptions",
    "figure": "How the current figure came about (Ctrl+E in the grid)",
    "tests": "The sixteen tests of a director of finance",
}
EXPLAINED: Final = ("in", "out", "contingency")


class PoolPanel(Panel):
    """One of three views; tests are worked out as a job, and only while they are shown.

    Args:
        side: The view of the fund.
        show_check: Brings what a test rests on into view.
    """

    def __init__(
        self,
        workspace: Workspace,
        side: PoolSide,
        show_check: Callable[[Check], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", "l", parent)
        self._workspace = workspace
        self._budget: PoolBudget | None = None
        self._tested: PoolBudget | None = None
        self._task: Task | None = None
        self._figure: tuple[Row | None, int, str] = (None, -1, "")
        self.views = Segments(VIEWS, "fund", name="What stands beside the grid", tips=TIPS)
        self.figure, self.tests = FigureView(), TestsList(show_check)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.views, 0, Qt.AlignmentFlag.AlignHCenter)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        for view in (
            side,
            scrolled(self.figure, "How the figure came about"),
            scrolled(self.tests, "The sixteen tests of a director of finance"),
        ):
            self._stack.addWidget(view)
        self.views.chosen.connect(lambda *_: self.show_view(self.views.current()))

    def show_view(self, key: str) -> None:
        """Show one of `VIEWS`."""
        self.views.set_current(key)
        self._stack.setCurrentIndex([k for k, _ in VIEWS].index(key))
        self._test()
        self._explain()

    def show_budget(self, budget: PoolBudget) -> None:
        """Take another budget; its tests follow where they are shown."""
        self._budget = budget
        self._test()

    def show_figure(self, row: Row | None, n: int, words: str) -> None:
        """Take another figure; it is explained where that is shown, for a sum in its own words."""
        self._figure = row, n, words
        self._explain()

    def _explain(self) -> None:
        if self.views.current() != "figure":
            return
        budget, (row, n, words) = self._budget, self._figure
        if (
            budget is not None
            and row is not None
            and 0 <= n < len(row.cells)
            and row.cells[n].is_real
        ):
            self.figure.show_origin(real_origin(budget, row, n), words)
            return
        if budget is None or row is None or row.kind not in EXPLAINED or n < 0:
            self.figure.show_origin(None, words or "Move to a figure of the grid.")
            return
        self.figure.show_origin(figure_origin(budget, row.line, n), words)

    def _test(self) -> None:
        budget = self._budget
        if self.views.current() != "tests" or budget is None or budget is self._tested:
            return
        if self._task is not None:
            self._task.progress.cancel()
        self.tests.show_waiting()

        def finished(checks: tuple[Check, ...]) -> None:
            self._task = None
            if self._budget is budget:
                self._tested = budget
                self.tests.show_checks(checks)

        self._task = self._workspace.start(
            "Testing the budget", lambda progress: checks_of(budget, progress), finished
        )
