"""The parts of the Silos panel: a heading that folds, a note, rows that can be chosen."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from commissionplanner.findings.silo_rows import Row, Section
from commissionplanner.model.money import format_short
from commissionplanner.model.words import sentences
from commissionplanner.ui import icons, theme
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import ElidedLabel, Label, LevelIcon
from commissionplanner.ui.widgets.meter import BoundaryMeter
from commissionplanner.ui.widgets.painting import (
    KeyFocus,
    PaintedButton,
    box,
    focus_ring,
    width_of,
    words,
)

FIRST_SHOWN: Final = 6
MORE_SHOWN: Final = 40
HEAD: Final = 34


class SectionHead(PaintedButton):
    """The heading of a part: press to fold it or open it."""

    def __init__(self, title: str, count: int, *, is_open: bool) -> None:
        super().__init__()
        self._title, self._count = title, count
        self.setCheckable(True)
        self.setChecked(is_open)
        self.setAccessibleName(f"{title}, {count:,}" if count else title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, theme.current().px(HEAD))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        where = QRectF(self.rect())
        if self.lit():
            box(painter, where, theme.RADIUS_BUTTON, now.colour("hover"))
        side = now.px(14)
        corner = QRectF(0, (where.height() - side) / 2, side, side)
        icons.paint(painter, "down" if self.isChecked() else "right", corner, "ink2")
        count = f"{self._count:,}" if self._count else ""
        font = now.font("small", 600, tabular=True)
        right = width_of(count, font) + 6 if count else 0.0
        room = QRectF(side + 6, 0, where.width() - side - 8 - right, where.height())
        words(painter, room, self._title, now.font("h2"), now.colour("ink"))
        last = QRectF(where.width() - right, 0, right, where.height())
        words(painter, last, count, font, now.colour("ink2"))
        if self.ring_due():
            focus_ring(painter, where, theme.RADIUS_BUTTON)


class RowView(KeyFocus, QWidget):
    """One line of a section. Enter, Space or a click chooses it; arrows go to the next one."""

    chosen = Signal(object)
    """The row, when it is chosen."""

    def __init__(self, row: Row, slot: int | None = None) -> None:
        super().__init__()
        self.row = row
        self._chosen = False
        can = bool(row.places)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, on=can)
        if can:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setToolTip("Show it on the map")
        amount = "" if row.amount_p is None else format_short(row.amount_p)
        sure = "" if row.is_sure else "Not confirmed"
        self.setAccessibleName(sentences(row.title, amount, row.words, sure))
        self._lay_out(row, amount, slot)

    def _lay_out(self, row: Row, amount: str, slot: int | None) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(9, 6, 6, 7)
        whole.setSpacing(7)
        if row.level:
            whole.addWidget(LevelIcon(row.level, 14), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(ElidedLabel(row.title, "body", weight=600), 1)
        if row.meter is not None and row.meter.index is not None:
            meter = BoundaryMeter()
            inward = row.level in ("advice", "note")
            meter.show_index(row.meter.index, row.meter.expected, inward=inward,
                             sure=row.is_sure, slot=slot)  # fmt: skip
            first.addWidget(meter)
        elif amount:
            first.addWidget(Label(amount, "body", weight=600, tabular=True))
        column.addLayout(first)
        column.addWidget(Label(row.words, "small", "ink2", wrap=True))
        if not row.is_sure:
            column.addWidget(Label("Not confirmed", "micro", "warning", 600))
        whole.addLayout(column, 1)
        for label in self.findChildren(QWidget):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_chosen(self, *, chosen: bool) -> None:
        """Mark it as the one that the map shows."""
        self._chosen = chosen
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.row.places:
            event.accept()
            self.chosen.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self)
        elif key == Qt.Key.Key_Down:
            self.focusNextChild()
        elif key == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        where = QRectF(self.rect())
        if self._chosen:
            painter.fillRect(where, now.colour("selected"))
            painter.fillRect(QRectF(0, 0, 3, where.height()), now.colour("accent"))
        elif self.underMouse() and self.row.places:
            painter.fillRect(where, now.colour("hover"))
        painter.fillRect(QRectF(9, where.height() - 1, where.width() - 9, 1), now.colour("grid"))
        if self.ring_due():
            focus_ring(painter, where.adjusted(0, 0, 0, -1), theme.RADIUS_BUTTON)


class SectionView(QWidget):
    """A part of the panel: its heading, its note, its first rows, and a way to the others."""

    chosen = Signal(object)

    def __init__(
        self, section: Section, slots: Sequence[int | None], *, is_open: bool,
        first: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.section, self._slots = section, slots
        self.setAccessibleName(section.title)
        self.head = SectionHead(section.title, len(section.rows), is_open=is_open)
        self.rows: list[RowView] = []
        self._body = QWidget()
        self._more: Button | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._body)
        self._inner = QVBoxLayout(self._body)
        self._inner.setContentsMargins(0, 0, 0, 6)
        self._inner.setSpacing(0)
        note = Label(section.note, "small", "ink3", wrap=True)
        note.setContentsMargins(9, 0, 6, 5)
        self._inner.addWidget(note)
        if first is not None:
            self._inner.addWidget(first)
        if section.rows:
            self._show_more(FIRST_SHOWN)
        else:
            none = Label(section.none, "body", "ink2", wrap=True)
            none.setContentsMargins(9, 2, 6, 6)
            self._inner.addWidget(none)
        self._body.setVisible(is_open)
        self.head.toggled.connect(self._body.setVisible)

    def add_last(self, widget: QWidget | None) -> None:
        """Put a widget beneath the rows."""
        if widget is not None:
            self._inner.addSpacing(6)
            self._inner.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_more(self, count: int) -> None:
        """Add the next rows, and a button for the rest."""
        if self._more is not None:
            self._inner.removeWidget(self._more)
            self._more.deleteLater()
            self._more = None
        begun = len(self.rows)
        for at, row in enumerate(self.section.rows[begun : begun + count], begun):
            view = RowView(row, self._slots[at] if at < len(self._slots) else None)
            view.chosen.connect(self.chosen)
            self.rows.append(view)
            self._inner.addWidget(view)
        left = len(self.section.rows) - len(self.rows)
        if left > 0:
            self._more = Button(f"Show {min(left, MORE_SHOWN):,} more", "quiet", height=28)
            self._more.clicked.connect(lambda: self._show_more(MORE_SHOWN))
            self._inner.addWidget(self._more)
