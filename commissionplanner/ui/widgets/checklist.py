"""The sign-off checklist: rows that are ready or missing, and the blocks that sum them up.

blocks = ReadyBlocks(); blocks.set_states([True, True, False])
row = ChecklistRow("7 services have no named lead", ready=False, action="Show")
row.pressed.connect(...)
GroupHead("Contracts and agreements", count=4)
"""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.labels import Label, LevelIcon
from commissionplanner.ui.widgets.painting import box

ROW, GROUP = 35, 26
BLOCK = (14, 9, 4)


class ChecklistRow(QWidget):
    """Tick and *Ready*; or octagon, tinted ground, bold words, *Missing* and an action ("": none)."""

    pressed = Signal()

    def __init__(
        self, text: str, *, ready: bool, action: str = "Show", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ready = ready
        self.setAccessibleName(f"{'Ready' if ready else 'Missing'}: {text}")
        self.setMinimumHeight(theme.current().px(ROW))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 12, 1)
        row.setSpacing(11)
        row.addWidget(LevelIcon("good" if ready else "problem", 18))
        row.addWidget(Label(text, "body", weight=400 if ready else 600, wrap=True), 1)
        state = Label("Ready" if ready else "Missing", "small", "good" if ready else "problem", 600)
        row.addWidget(state)
        if ready or not action:
            row.addSpacing(theme.current().px(42))
        else:
            button = Button(action, "quiet", height=26)
            button.clicked.connect(self.pressed)
            button.setAccessibleName(f"{action}: {text}")
            row.addWidget(button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        wide, high = self.width(), self.height()
        if not self._ready:
            painter.fillRect(self.rect(), now.mixed("problemBg", "surface", 0.7))
            painter.fillRect(0, 0, 3, high - 1, now.colour("problem"))
        painter.fillRect(0 if not self._ready else 18, high - 1, wide, 1, now.colour("grid"))


class GroupHead(Panel):
    """The heading of a group of rows, with how many it holds if that is said."""

    def __init__(self, text: str, count: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__("sunken", "", parent)
        self.setFixedHeight(theme.current().px(GROUP))
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 16, 0)
        row.addWidget(Label(text, "small", "ink2", 600), 1)
        if count is not None:
            row.addWidget(Label(f"{count:,}", "small", "ink2", 600, tabular=True))


class ReadyBlocks(QWidget):
    """One small block for each line: filled when ready, empty when missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: tuple[bool, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_states(self, states: Sequence[bool]) -> None:
        """Show these lines; what is ready comes first."""
        self._states = tuple(sorted(states, reverse=True))
        ready = sum(self._states)
        self.setAccessibleName(f"{ready} of {len(self._states)} ready")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide, high, gap = BLOCK
        return QSize((wide + gap) * max(len(self._states), 1), high + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        wide, high, gap = BLOCK
        for at, ready in enumerate(self._states):
            where = QRectF(at * (wide + gap), 1, wide, high)
            if ready:
                box(painter, where, 2, now.colour("good"))
            else:
                box(painter, where, 2, None, now.colour("problem"))
