"""A strip of years with a figure under each, the year spoken of in bold."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.painting import words

HIGH, STEP = 34, 52


class YearStrip(QWidget):
    """Years and figures side by side; those that do not fit are in the tooltip with the others."""

    def __init__(
        self, years: Sequence[tuple[str, str, bool]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._years = tuple(years)
        said = ", ".join(f"{year} {figure}" for year, figure, _ in years)
        self.setAccessibleName(f"By year: {said}")
        self.setToolTip(said)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(200), now.px(HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        count = min(len(self._years), max(1, self.width() // now.px(STEP)))
        step = self.width() / max(count, 1)
        half = self.height() / 2
        shown = self._years[-count:]
        for n, (year, figure, is_now) in enumerate(shown):
            left = n * step
            top = QRectF(left, 0, step - 2, half)
            below = QRectF(left, half, step - 2, half)
            words(painter, top, year, now.font("micro", 600 if is_now else 400), now.colour("ink3"))
            font = now.font("small", 600 if is_now else 500, tabular=True)
            words(painter, below, figure, font, now.colour("ink" if is_now else "ink2"))
