"""Progress: words, a bar 70 wide and *Cancel*. It stands in the status bar and on waiting pages.

strip = ProgressStrip(); strip.show_progress("Reading rows", 40, 100)
strip.cancelled.connect(job.cancel)
"""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import box

WIDTH, HEIGHT = 70, 6


class _Bar(QWidget):
    """The filled bar; a third, in the middle, while the length is not known."""

    def __init__(self) -> None:
        super().__init__()
        self.part: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(WIDTH), HEIGHT + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        where = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        box(painter, where, HEIGHT / 2, now.colour("sunken"), now.colour("line2"))
        wide = where.width()
        start, span = (wide / 3, wide / 3) if self.part is None else (0.0, wide * self.part)
        if span >= 1:
            filled = QRectF(where.left() + start, where.top(), span, where.height())
            box(painter, filled, HEIGHT / 2, now.colour("accent"))


class ProgressStrip(QWidget):
    """What is running, how far it is, and the way to stop it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("", "small", "ink2")
        self._bar = _Bar()
        self._cancel = Button("Cancel", "quiet", height=22)
        self._cancel.clicked.connect(self.cancelled)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self._words, self._bar, self._cancel):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_progress(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say what is running; a total of 0 means that its length is not known."""
        self._words.setText(words)
        self._bar.part = min(max(done / total, 0.0), 1.0) if total > 0 else None
        percent = f", {done * 100 // total}%" if total > 0 else ""
        self._bar.setAccessibleName(f"{words}{percent}")
        self._bar.update()
