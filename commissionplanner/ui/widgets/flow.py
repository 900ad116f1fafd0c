"""Layouts that set widgets side by side, and on further lines where there is no room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QSizePolicy, QWidget

from commissionplanner.ui import theme

BESIDE = 780
"""Wide enough for two cards beside each other, px at normal text size."""


def empty(layout: QLayout) -> None:
    """Take everything out of a layout; the widgets are deleted."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            empty(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def flow_in(bar: QWidget) -> "FlowLayout":
    """Return a layout for what stands in a bar across a page; large text wraps on to more lines."""
    around = QHBoxLayout(bar)
    around.setContentsMargins(20, 8, 16, 8)
    holder = QWidget()
    around.addWidget(holder)
    return FlowLayout(holder)


class Lines(QLayout):
    """Holds what a layout of several lines lays out, whose height follows from its width."""

    def __init__(self, parent: QWidget | None, gap: int) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True


class FlowLayout(Lines):
    """Left to right, then down; each line as high as its highest widget."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent, gap)
        if parent is not None:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            parent.setSizePolicy(policy)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(len(hints) - 1, 0)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            x, high = rect.x(), max(hint.height() for _, hint in line)
            for item, hint in line:
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (high - hint.height()) // 2), hint))
                x += hint.width() + self._gap
            y += high + self._gap
        return max(y - self._gap - rect.y(), 0)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._shown():
            hint = item.sizeHint()
            if item.minimumSize().width() <= width < hint.width():
                hint.setWidth(width)
            if not lines or used + hint.width() > width:
                lines.append([])
                used = 0
            lines[-1].append((item, hint))
            used += hint.width() + self._gap
        return lines


class Beside(QBoxLayout):
    """Widgets beside each other, or one below the other where the text is too large for that.

    Args:
        least: The width at normal text size, px, from which on they stand beside each other.
    """

    def __init__(self, least: int, parent: QWidget | None = None) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, parent)
        self._least = least
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.GAP_CARDS)

    def setGeometry(self, rect: QRect) -> None:
        ways = QBoxLayout.Direction
        is_wide = rect.width() >= theme.current().px(self._least)
        way = ways.LeftToRight if is_wide else ways.TopToBottom
        if way != self.direction():
            self.setDirection(way)
        super().setGeometry(rect)

    def minimumSize(self) -> QSize:
        items = [item for at in range(self.count()) if (item := self.itemAt(at)) is not None]
        width = max((item.minimumSize().width() for item in items), default=0)
        return QSize(width, super().minimumSize().height())


class WithSide(QWidget):
    """A page and a panel at its right, which takes its width but leaves the page its room.

    Args:
        main: The page.
        side: The panel.
        wide: Its width at normal text size, px.
        percent: The most of the whole width that it takes, however large the text is.
    """

    def __init__(self, main: QWidget, side: QWidget, wide: int, percent: int) -> None:
        super().__init__()
        self._side, self._wide, self._percent = side, wide, percent
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(main, 1)
        row.addWidget(side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give both their width."""
        super().resizeEvent(event)
        most = self.width() * self._percent // 100
        self._side.setFixedWidth(min(theme.current().px(self._wide), most))
