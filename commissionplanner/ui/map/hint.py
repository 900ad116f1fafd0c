"""One line at the top of the map that says what the tool in hand waits for."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import box

TOP = 12


class Hint(QWidget):
    """A pill in the middle of the top edge; it lets the mouse through."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = Label("", "small", "ink", 600)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.addWidget(self._words)
        over.installEventFilter(self)
        self.hide()

    def show_words(self, words: str) -> None:
        """Say this; "" says nothing more."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        self.adjustSize()
        over = self.parentWidget()
        if over is not None:
            self.move((over.width() - self.width()) // 2, TOP)
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        where = QRectF(self.rect())
        box(QPainter(self), where, where.height() / 2, now.colour("raised"), now.colour("accent"))
