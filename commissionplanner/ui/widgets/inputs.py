"""Inputs with their labels: a field with help and an error line, radio buttons, check boxes.

field = Field("Name of the plan", QLineEdit(), help_text="You can change this later.")
field.show_error("Choose a name."); field.show_error("")
field.show_understood("£1,200,000")            # what was understood, on leaving
RadioButton("A year"), CheckBox("Only what differs")    # Qt's own, drawn from the theme
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.ui import icons, theme
from commissionplanner.ui.widgets.labels import Label, LevelIcon
from commissionplanner.ui.widgets.painting import KeyFocus, box, focus_ring, width_of, words

MARK, GAP = 16, 7
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


class Field(QWidget):
    """A label, an input, and beneath it help, what was understood, or what is wrong."""

    def __init__(
        self, label: str, control: QWidget, *, help_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._help = help_text
        name = Label(label, "small", "ink3", 500)
        name.setBuddy(control)
        control.setAccessibleName(label)
        self._shape = LevelIcon("problem", 14)
        self._below = Label(help_text, "small", "ink3", wrap=True)
        foot = QHBoxLayout()
        foot.setSpacing(5)
        foot.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._below, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(name)
        layout.addWidget(control)
        layout.addLayout(foot)
        self.show_error("")

    def show_error(self, text: str) -> None:
        """Say what is wrong, in a sentence; "" when nothing is."""
        self._shape.setVisible(bool(text))
        self._say(text or self._help, "problem" if text else "ink3")
        self.control.setProperty("wrong", bool(text))
        self.control.style().unpolish(self.control)
        self.control.style().polish(self.control)
        self.control.setAccessibleDescription(text or self._help)

    def _say(self, text: str, tone: str) -> None:
        self._below.setText(text)
        self._below.set_tone(tone)
        self._below.setVisible(bool(text))


class RadioButton(KeyFocus, QRadioButton):
    """One of a few, as a ring with a dot; words too long for one line take as many as they need."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _wrap(self)

    def sizeHint(self) -> QSize:
        return _size(self.text())

    def minimumSizeHint(self) -> QSize:
        return _least(self.text())

    def heightForWidth(self, width: int) -> int:
        return _high(self.text(), width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        side = now.px(MARK)
        where = QRectF(2, (self.height() - side) / 2, side, side)
        live = self.isEnabled()
        edge = "accent" if self.isChecked() else "control"
        line = now.colour(edge if live else "disabled")
        box(painter, where, side / 2, now.colour("surface"), line, 1.75)
        if self.isChecked():
            inset = side * 0.27
            box(painter, where.adjusted(inset, inset, -inset, -inset), side, line)
        _finish(painter, self, where, side / 2, ring=self.ring_due())


class CheckBox(KeyFocus, QCheckBox):
    """On or off, as a square with a tick; long words are wrapped as those of a radio button."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        _wrap(self)

    def sizeHint(self) -> QSize:
        return _size(self.text())

    def minimumSizeHint(self) -> QSize:
        return _least(self.text())

    def heightForWidth(self, width: int) -> int:
        return _high(self.text(), width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        side = now.px(MARK)
        where = QRectF(2, round((self.height() - side) / 2), side, side)
        on = self.checkState() != Qt.CheckState.Unchecked
        live = self.isEnabled()
        if on and live:
            box(painter, where, 4, now.colour("accent"))
            name = "check" if self.checkState() == Qt.CheckState.Checked else "minus"
            icons.paint(painter, name, where.adjusted(2, 2, -2, -2), "onAccent")
        else:
            line = now.colour("control" if live else "disabled")
            box(painter, where, 4, now.colour("surface"), line, 1.5)
            if on:
                icons.paint(painter, "check", where.adjusted(2, 2, -2, -2), "disabled")
        _finish(painter, self, where, 4, ring=self.ring_due())


def _size(text: str) -> QSize:
    now = theme.current()
    wide = width_of(text, now.font("body", 500)) + now.px(MARK) + GAP + 6
    return QSize(round(wide), now.px(26))


def _wrap(button: QRadioButton | QCheckBox) -> None:
    """Let a button be narrower than its words, and then higher."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)


def _least(text: str) -> QSize:
    """Return room for the mark and the longest word."""
    size = _size(max(text.split(), key=len, default=""))
    return size.boundedTo(_size(text))


def _high(text: str, width: int) -> int:
    now = theme.current()
    room = QRect(0, 0, max(width - now.px(MARK) - GAP - 4, 1), 10_000)
    taken = QFontMetrics(now.font("body", 500)).boundingRect(room, _WRAPPED, text).height()
    return max(taken + 8, now.px(26))


def _finish(
    painter: QPainter, widget: QRadioButton | QCheckBox, mark: QRectF, radius: float, *, ring: bool
) -> None:
    now = theme.current()
    room = QRectF(mark.right() + GAP, 0, widget.width() - mark.right() - GAP, widget.height())
    ink = now.colour("ink" if widget.isEnabled() else "disabled")
    font = now.font("body", 500)
    if width_of(widget.text(), font) <= room.width() + 0.5:
        words(painter, room, widget.text(), font, ink)
    else:
        painter.setFont(font)
        painter.setPen(ink)
        painter.drawText(room, _WRAPPED | Qt.AlignmentFlag.AlignVCenter, widget.text())
    if ring:
        focus_ring(painter, mark.adjusted(-2, -2, 2, 2), radius + 2)
