"""Rows and boxes of words: a tinted notice, a person who signs.

box = Notice("good", "Award three years, with notice to March 2030",
"Families grant is indicative to 31 March 2029.", icon="advice")
box.add_button(Button("Plan this term", "primary", height=28))
Notice("good", "Adds up to the penny", right="£0.00")
PersonRow("Helen Prior", "Chief executive, Wexcombe Council", "Not asked yet", "clock", "ink2")
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from commissionplanner.model.words import sentences
from commissionplanner.ui import theme
from commissionplanner.ui.widgets.badges import colours
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.flow import FlowLayout
from commissionplanner.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commissionplanner.ui.widgets.painting import CENTRE, box, words

ROW, AVATAR, BOX_RADIUS = 50, 34, 8


class Notice(QWidget):
    """A tinted box with a level's icon: what would fix it, a question, a check sum.

    Args:
        tone: A level; "neutral" for a plain box.
        right: A figure at the right of the title.
        icon: Another icon than the level's own.
    """

    def __init__(
        self,
        tone: str,
        title: str,
        text: str = "",
        *,
        right: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setAccessibleName(sentences(title, right, text))
        plain = tone == "neutral"
        ink = "ink2" if plain else tone
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 12, 9)
        row.setSpacing(9)
        mark = IconLabel(icon or ("note" if plain else tone), ink, 16)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop if text else Qt.AlignmentFlag.AlignVCenter)
        self._column = QVBoxLayout()
        self._column.setSpacing(3)
        head = QHBoxLayout()
        head.addWidget(Label(title, "body", ink if right else "ink", 600, wrap=True), 1)
        if right:
            head.addWidget(Label(right, "body", ink, 600, tabular=True))
        self._column.addLayout(head)
        if text:
            self._column.addWidget(Label(text, "small", "ink2", wrap=True))
        row.addLayout(self._column, 1)
        self._buttons: FlowLayout | None = None

    def add(self, widget: QWidget) -> None:
        """Add any widget beneath the words: radio buttons of a question."""
        self._column.addWidget(widget)

    def add_button(self, button: Button) -> None:
        """Add a button beneath the words."""
        if self._buttons is None:
            holder = QWidget()
            self._buttons = FlowLayout(holder, gap=8)
            self._column.addSpacing(4)
            self._column.addWidget(holder)
        self._buttons.addWidget(button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        _, ground, line = colours(self._tone)
        box(QPainter(self), QRectF(self.rect()), BOX_RADIUS, ground, line)


class _Initials(QWidget):
    """A disc with the initials of a person."""

    def __init__(self, name: str) -> None:
        super().__init__()
        parts = [part for part in name.split() if part[:1].isupper() and part not in TITLES]
        self._text = "".join(part[0] for part in (parts[:1] + parts[-1:] if parts[1:] else parts))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = theme.current().px(AVATAR)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        where = QRectF(self.rect())
        line = now.colour("line") if now.contrast else None
        ground = now.colour("surface") if now.contrast else now.mixed("accent", "surface", 0.14)
        box(painter, where, where.height() / 2, ground, line)
        words(painter, where, self._text, now.font("micro", 600), now.colour("accent"), CENTRE)


TITLES = ("Dr", "Mr", "Mrs", "Ms", "Miss", "Prof", "Cllr", "Sir", "Dame", "Rev")


class PersonRow(QWidget):
    """Initials, name, role, and how things stand with the person's agreement."""

    def __init__(
        self,
        name: str,
        role: str,
        state: str,
        icon: str = "clock",
        tone: str = "ink2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{name}, {role}: {state}")
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(ElidedLabel(name, "body", weight=600))
        text.addWidget(ElidedLabel(role, "small", "ink2"))
        standing = QHBoxLayout()
        standing.setSpacing(5)
        standing.addWidget(IconLabel(icon, tone, 13), 0, Qt.AlignmentFlag.AlignTop)
        standing.addWidget(Label(state, "small", tone, 500, wrap=True), 1)
        text.addLayout(standing)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 4)
        row.setSpacing(12)
        row.addWidget(_Initials(name))
        row.addLayout(text, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        left = now.px(AVATAR) + 12
        line = QRectF(left, self.height() - 1, self.width() - left, 1)
        QPainter(self).fillRect(line, now.colour("line"))
