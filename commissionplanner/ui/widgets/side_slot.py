"""Where an inspector stands: at the right, with an edge that can be dragged.

slot = SideSlot(); slot.show_widget(inspector); slot.show_widget(None)
slot.resized.connect(...)          # the user's own width, to be kept
"""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.cards import Panel

GRIP = 5


class _Grip(QWidget):
    """The edge itself: drag, or Left and Right with the keyboard."""

    moved = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setAccessibleName("Width of the side panel")
        self._from: QPointF | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.globalPosition()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            step = round(self._from.x() - event.globalPosition().x())
            if step:
                self._from = event.globalPosition()
                self.moved.emit(step)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._from = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: 16, Qt.Key.Key_Right: -16}
        if Qt.Key(event.key()) in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.underMouse():
            QPainter(self).fillRect(self.rect(), theme.current().colour("accent", 0.3))

    def enterEvent(self, _event: QEvent) -> None:
        self.update()

    def leaveEvent(self, _event: QEvent) -> None:
        self.update()


class SideSlot(Panel):
    """Holds one widget at a width the user may change."""

    resized = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "l", parent)
        self.setAccessibleName("Details")
        self._held: QWidget | None = None
        self._wide = theme.INSPECTOR
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 0, 0, 0)
        self._grip = _Grip(self)
        self._grip.moved.connect(self._drag)
        self.hide()

    def held(self) -> QWidget | None:
        """Return the widget shown, if any."""
        return self._held

    def show_widget(self, widget: QWidget | None) -> None:
        """Show a widget, or none. The one before is taken out and stays its owner's."""
        if self._held is not None and self._held is not widget:
            self._layout.removeWidget(self._held)
            self._held.hide()
            self._held.setParent(None)
        self._held = widget
        if widget is not None:
            self._layout.addWidget(widget)
            widget.show()
        self.setVisible(widget is not None)
        self.set_wide(self._wide)

    def wide(self) -> int:
        """Return the width at the normal text size, px."""
        return self._wide

    def set_wide(self, wide: int) -> None:
        """Stand at this width, within 260 and 640."""
        self._wide = min(max(wide, theme.INSPECTOR_LEAST), theme.INSPECTOR_MOST)
        self.setFixedWidth(theme.current().px(self._wide))

    def resizeEvent(self, _event: QEvent) -> None:
        self._grip.setGeometry(0, 0, GRIP, self.height())
        self._grip.raise_()

    def _drag(self, step: int) -> None:
        self.set_wide(self._wide + step)
        self.resized.emit(self._wide)
