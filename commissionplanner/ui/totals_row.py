"""The row pinned beneath a table: what is shown, what it adds up to, what needs putting right."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.model.money import format_short
from commissionplanner.model.words import NOT_KNOWN, counted
from commissionplanner.ui import theme
from commissionplanner.ui.models.plan_table import PlanTable
from commissionplanner.ui.widgets import painting


class TotalsRow(QWidget):
    """Draws the totals of a table: counts at the left, money and cells to fix at the right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._left, self._middle, self._right, self._sum = "", "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height that the theme asks for."""
        return QSize(400, theme.current().row(theme.TOTALS_ROW))

    def show_table(
        self, model: PlanTable, every: int, to_fix: int, *, with_sum: bool = True
    ) -> None:
        """Say what a table shows out of how many records, its total, and cells to fix.

        Args:
            model: The table.
            every: How many records there are.
            to_fix: How many cells need putting right.
            with_sum: False where the total is still being worked out.
        """
        self._left = f"{len(model.keys):,} of {every:,} shown"
        column = next((c for c in model.columns if c.total), None)
        self._sum = self._middle = ""
        if column is not None and with_sum:
            total_p, unknown = model.total(column)
            unit = model.shown.lens.unit
            sum_of = f"£{format_short(total_p, unit)}" + {"£": "", "k": "k", "m": "m"}[unit]
            all_unknown = unknown and unknown == len(model.keys)
            self._sum = NOT_KNOWN if all_unknown else sum_of
            self._middle = f"{unknown:,} not known, not counted" if unknown else ""
        self._right = f"{counted(to_fix, 'cell')} to fix" if to_fix else ""
        words = ", ".join(w for w in (self._left, self._sum and f"total {self._sum}",
                                      self._middle, self._right) if w)  # fmt: skip
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row from the theme."""
        del event
        now = theme.current()
        painter = QPainter(self)
        where = QRectF(self.rect())
        painter.fillRect(where, now.colour("sunken"))
        painter.fillRect(QRectF(0, 0, where.width(), 1), now.colour("line2"))
        inner = where.adjusted(now.px(38), 0, -now.px(16), 0)
        painting.words(painter, inner, self._left, now.font("body", 600), now.colour("ink"))
        right = inner.right()
        for text, weight, tone in (
            (self._right, 600, "problem"),
            (self._middle, 500, "warning"),
            (self._sum, 700, "ink"),
            (self._sum and "Total", 600, "ink2"),
        ):
            if not text:
                continue
            font = now.font("body", weight, tabular=True)
            width = painting.width_of(text, font) + 1
            box = QRectF(right - width, inner.top(), width, inner.height())
            painting.words(painter, box, text, font, now.colour(tone))
            right -= width + now.px(14)
        painter.end()
