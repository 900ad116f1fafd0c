"""The search box: a magnifier, the words, and the key that brings one here.

box = SearchBox("Search the plan", hint="Ctrl K", ground="sunken")
box.textChanged.connect(...)
FilterBox("Filter these contracts")          # the plain one above tables
"""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui.widgets.painting import CENTRE, box, width_of, words

ICON, SHOWS_HINT = 14, 200


class FilterBox(QLineEdit):
    """A line to type a filter in; Escape empties it."""

    def __init__(self, placeholder: str, width: int = 230, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._width = width
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(theme.current().px(width))

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(self._width), now.px(theme.CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(90), now.px(theme.CONTROL_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class SearchBox(FilterBox):
    """A filter box with a magnifier at its left and a key hint at its right."""

    def __init__(
        self,
        placeholder: str,
        *,
        hint: str = "",
        width: int = 250,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, width, parent)
        self._hint = hint
        self.setObjectName("search")
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now = theme.current()
        painter = QPainter(self)
        height = self.height()
        side = now.px(ICON)
        corner = QRectF(11, round((height - side) / 2), side, side)
        icons.paint(painter, "search", corner, "ink2")
        if self._hint_fits() and not self.text():
            font = now.font("micro", 600)
            wide = round(width_of(self._hint, font)) + 14
            high = now.px(18)
            key = QRectF(self.width() - wide - 8, (height - high) / 2, wide, high)
            box(painter, key, 4, now.colour("surface"), now.colour("line2"))
            words(painter, key, self._hint, font, now.colour("ink2"), CENTRE)

    def _hint_fits(self) -> bool:
        return bool(self._hint) and self.width() >= theme.current().px(SHOWS_HINT)

    def _settle(self) -> None:
        """Leave room for the magnifier and the hint, whatever the size of the text."""
        now = theme.current()
        self.setTextMargins(now.px(ICON) + 5, 0, now.px(52) if self._hint_fits() else 0, 0)
