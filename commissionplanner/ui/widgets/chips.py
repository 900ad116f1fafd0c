"""Filter chips: on with ×, off with a count; a count of 0 stays and is disabled.

chip = Chip("Single-year", count=8)
chip.toggled.connect(...)                   # True: on
chip.set_count(0)                           # dims it and says why; an on chip can still go off
Chip("5 commissioners", on=True)
row = ChipRow(); row.add(chip)              # wraps on to further lines
"""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui.widgets.painting import PaintedButton, box, focus_ring, width_of, words

PADDING = 11
GAP = 6
CROSS = 10


class Chip(PaintedButton):
    """A filter that is on or off.

    Args:
        count: How many things the filter would show; None where that is not said.
        closes: Whether an on chip shows × (off for groups where one is always on).
    """

    def __init__(
        self,
        text: str,
        *,
        count: int | None = None,
        on: bool = False,
        closes: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(on)
        self._count = count
        self._closes = closes
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_words(text)
        self.toggled.connect(lambda _: self._settle())
        self._settle()

    def set_count(self, count: int | None) -> None:
        """Say how many things the filter would show now."""
        self._count = count
        self._settle()

    def sizeHint(self) -> QSize:
        now = theme.current()
        width = 2 * PADDING + width_of(self.words(), now.font("small", 600)) + self._tail_width()
        return QSize(round(width + 0.5), now.px(theme.CHIP_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        where = QRectF(self.rect())
        radius = where.height() / 2
        on = self.isChecked()
        fill = now.colour("selected" if on else "hover" if self.lit() else "surface")
        box(painter, where, radius, fill, now.colour("accent" if on else "line2"))
        live = self.isEnabled()
        font = now.font("small", 600 if on else 500)
        ink = now.colour("ink" if on else "ink2") if live else now.colour("disabled")
        left = where.adjusted(PADDING, 0, -PADDING / 2, 0)
        end = PADDING + words(painter, left, self.words(), font, ink)
        if self._shows_cross():
            side = now.px(CROSS)
            corner = QRectF(end + GAP, round((where.height() - side) / 2), side, side)
            icons.paint(painter, "close", corner, "ink2")
        elif self._count is not None:
            tail = QRectF(end + GAP + 1, 0, where.width() - end - GAP, where.height())
            tone = now.colour("ink3") if live else ink
            words(painter, tail, f"{self._count:,}", now.font("small", 500, tabular=True), tone)
        if self.ring_due():
            focus_ring(painter, where, radius)

    def _shows_cross(self) -> bool:
        return self.isChecked() and self._closes

    def _tail_width(self) -> float:
        now = theme.current()
        if self._shows_cross():
            return GAP + now.px(CROSS)
        if self._count is None:
            return 0
        return GAP + 1 + width_of(f"{self._count:,}", now.font("small", 500, tabular=True))

    def _settle(self) -> None:
        dead = self._count == 0 and not self.isChecked()
        self.setEnabled(not dead)
        self.setToolTip("Nothing here matches this filter." if dead else "")
        count = "" if self._count is None else f", {self._count:,}"
        self.setAccessibleName(f"{self.words()}{count}")
        self.updateGeometry()
        self.update()
