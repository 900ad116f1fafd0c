"""The window before its parts are there: painted at once, then filled while the user looks at it.

It is the program's one top-level window. Loading the plan's code and making the rail, the bars
and the pages takes several times as long as showing a window does, so that comes after the first
paint. Nothing that takes long may be imported here.
"""

from collections.abc import Callable

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from commissionplanner.ui import theme


class Opening(QMainWindow):
    """Holds the window from the first paint on; what is closed or renamed inside is so outside.

    Args:
        choice: The theme chosen, for the grounds that are painted first.
        fill: Makes the window's content; called once, after the first paint.
    """

    def __init__(self, choice: theme.Choice, fill: Callable[[], QMainWindow]) -> None:
        super().__init__()
        self._choice, self._fill = choice, fill
        self._content: QMainWindow | None = None
        self._is_asked = False
        self.setWindowTitle("Commission Planner")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the grounds of rail and page, and ask for the rest."""
        del event
        if self._content is not None:
            return
        rail, canvas = theme.grounds(self._choice)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(canvas))
        painter.fillRect(QRect(0, 0, theme.RAIL_WIDE, self.height()), QColor(rail))
        painter.end()
        if not self._is_asked:
            self._is_asked = True
            QTimer.singleShot(0, self._take_content)

    def _take_content(self) -> None:
        content = self._fill()
        self._content = content
        content.windowTitleChanged.connect(self.setWindowTitle)
        self.setWindowTitle(content.windowTitle())
        self.setCentralWidget(content)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when the content lets itself be closed."""
        if self._content is not None and not self._content.close():
            event.ignore()
        else:
            event.accept()
