"""How a pool's grid and its panel stand: beside each other, or one below the other and scrolled."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.pool_grid_view import PoolGridView, SumsStrip
from commissionplanner.ui.pool_panel import PoolPanel
from commissionplanner.ui.pool_side import WIDE
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.labels import Label

FORMULA: Final = 32
LOW: Final = 420  # height of the page, px at normal text size, below which it scrolls


class PoolRoom(QScrollArea):
    """Where there is little height the grid takes all of it; the rest is scrolled into view.

    Args:
        grid: The figures; `sums` holds their sums in view beneath.
        said: What is said of the figures beneath.
        formula: How the current figure came about.
        panel: What stands beside.
    """

    def __init__(
        self, grid: PoolGridView, sums: SumsStrip, said: QWidget, formula: QWidget, panel: PoolPanel
    ) -> None:
        super().__init__()
        self._grid, self._panel = grid, panel
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._figures = QWidget()
        figures = _column(self._figures)
        figures.addWidget(grid, 1000)
        figures.addWidget(sums)
        left = Panel("surface")
        column = _column(left)
        column.addWidget(self._figures, 1000)
        around = QVBoxLayout()
        around.setContentsMargins(theme.PAGE_LEFT, 9, theme.PAGE_RIGHT, 4)
        around.addWidget(said)
        column.addLayout(around)
        column.addStretch(1)
        column.addWidget(_foot(formula))
        whole = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, whole)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(left, 1)
        self._row.addWidget(panel)
        self.setWidget(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as the room asks."""
        super().resizeEvent(event)
        self.settle()

    def settle(self) -> None:
        """Stand as the room asks; after another fund is shown its grid may be lower."""
        now, high = theme.current(), self.viewport().height()
        is_low, full = high < now.px(LOW), self._grid.full_height()
        ways = QBoxLayout.Direction
        self._grid.setMaximumHeight(full)
        self._figures.setMaximumHeight(full)
        self._row.setDirection(ways.TopToBottom if is_low else ways.LeftToRight)
        self._figures.setMinimumHeight(min(high, full) if is_low else 0)
        self._panel.setMinimumHeight(high if is_low else 0)
        wide = self.viewport().width()
        self._panel.setFixedWidth(wide if is_low else min(now.px(WIDE), wide * 45 // 100))


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _foot(formula: QWidget) -> Panel:
    """Return the line that says how the current figure came about."""
    foot = Panel("surface", "t")
    foot.setAccessibleName("How the figure came about")
    foot.setFixedHeight(theme.current().px(FORMULA))
    line = QHBoxLayout(foot)
    line.setContentsMargins(theme.PAGE_LEFT, 0, theme.PAGE_RIGHT, 0)
    line.setSpacing(16)
    line.addWidget(formula, 1)
    line.addWidget(Label("Figures are rounded · dotted line: worked out", "small", "ink3"))
    return foot
