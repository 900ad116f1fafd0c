"""What floats above the page: callouts that explain, popovers that ask, results that stay.

    note = Callout("Why this is a silo", level="problem")
    note.add_line("organisations", "Paid for, bought and run by the Council")
    note.set_foot("Joining it to speech therapy would cut silo money by 18%", button)
    note.closed.connect(...)

    card = ResultCard("203 contracts imported", [
        "£18,407,910, agreed with the sheet to the penny.",
        "5 rows left out: 1 impossible date, 4 with no supplier."],
        foot="contract register Q2.xlsx, sheet “Register”")
    card.add_button("Undo import", self._undo)
    frame.float_card(card)
    frame.float_card(ResultCard("Copied 3 rows"))            # a message: the same card, one line

    ask = Popover("“TBC” is not a date (cell E8)", "The end date will be left empty, not guessed.")
    ask.add_button(Button("Leave empty", "primary", height=24)); ask.show_at(point)    # of its parent

None of them times out. Only a card of level *problem* takes the keyboard focus (`Frame.float_card`
leaves the focus where it is; call ``card.setFocus()`` for a problem). Escape closes.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from commissionplanner.model.words import sentences
from commissionplanner.ui import theme
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.cards import Divider
from commissionplanner.ui.widgets.flow import FlowLayout
from commissionplanner.ui.widgets.labels import IconLabel, Label, LevelIcon
from commissionplanner.ui.widgets.painting import box, float_shadow

SHADOW = 14
"""Room for the shadow around the card, px: part of the widget, not of what is seen."""

RESULT_WIDTH = 376


class Floating(QWidget):
    """A raised card with a bar of a level's colour at its left, a shadow, and a way to close it."""

    closed = Signal()
    barred = True

    def __init__(self, level: str, wide: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level, self._wide = level, wide
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.cross = ToolButton("close", "Close", key="Esc", size=26, icon_size=14)
        self.cross.clicked.connect(self.close_card)
        self.inner = QVBoxLayout(self)
        edge = SHADOW + 18
        self.inner.setContentsMargins(edge, SHADOW + 12, SHADOW + 14, SHADOW + 15)
        self.inner.setSpacing(5)

    def close_card(self) -> None:
        """Close the card and tell."""
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def sizeHint(self) -> QSize:
        wide = theme.current().px(self._wide) + 2 * SHADOW
        high = self.inner.heightForWidth(wide) if self.inner.hasHeightForWidth() else -1
        return QSize(wide, high if high > 0 else self.inner.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        else:
            super().keyPressEvent(event)

    def show_at(self, corner: QPoint) -> None:
        """Show the card with its corner there, moved so that all of it lies within its parent."""
        size = self.sizeHint()
        self.resize(size)
        around = self.parentWidget()
        at = corner - QPoint(SHADOW, SHADOW)
        if around is not None:
            right, bottom = around.width() - size.width(), around.height() - size.height()
            at = QPoint(max(min(at.x(), right), 0), max(min(at.y(), bottom), 0))
        self.move(at)
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        where = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        float_shadow(painter, where, theme.RADIUS_CARD)
        width = 2 if now.contrast else 1
        line = now.colour("line")
        box(painter, where, theme.RADIUS_CARD, now.colour("raised"), line, width)
        if not self.barred:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, bar = QPainterPath(), QPainterPath()
        whole.addRoundedRect(where, theme.RADIUS_CARD, theme.RADIUS_CARD)
        bar.addRect(QRectF(where.left(), where.top(), 4, where.height()))
        painter.fillPath(whole.intersected(bar), now.colour(self._level))


class Callout(Floating):
    """An explanation beside its subject: a title, lines with icons, a foot with one action."""

    def __init__(
        self, title: str, *, level: str = "note", wide: int = 300, parent: QWidget | None = None
    ) -> None:
        super().__init__(level, wide, parent)
        self.setAccessibleName(title)
        head = QHBoxLayout()
        head.addWidget(Label(title, "body", weight=600, wrap=True), 1)
        head.addWidget(self.cross)
        self.inner.setContentsMargins(SHADOW + 16, SHADOW + 8, SHADOW + 12, SHADOW + 10)
        self.inner.addLayout(head)

    def add_line(self, icon: str, text: str, tone: str = "ink2") -> None:
        """Add a line of the explanation; three are enough."""
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(IconLabel(icon, tone, 14), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(text, "small", wrap=True), 1)
        self.inner.addLayout(line)

    def set_foot(self, text: str, *buttons: Button) -> None:
        """Say what would help, with the buttons that do it."""
        self.inner.addSpacing(3)
        self.inner.addWidget(Divider())
        self.inner.addSpacing(2)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Label(text, "micro", "ink2", 400, wrap=True), 1)
        for button in buttons:
            foot.addWidget(button)
        self.inner.addLayout(foot)


class Popover(Floating):
    """A question about one thing on the page: a shape, what is wrong, and the ways on."""

    barred = False

    def __init__(
        self,
        title: str,
        text: str,
        *,
        level: str = "problem",
        wide: int = 350,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(level, wide, parent)
        self.setAccessibleName(sentences(title, text))
        self.cross.hide()
        self.inner.setContentsMargins(SHADOW + 14, SHADOW + 11, SHADOW + 14, SHADOW + 12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(LevelIcon(level, 16), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(title, "body", weight=600, wrap=True))
        words.addWidget(Label(text, "small", "ink2", wrap=True))
        holder = QWidget()
        self._buttons = FlowLayout(holder, gap=6)
        words.addSpacing(5)
        words.addWidget(holder)
        row.addLayout(words, 1)
        self.inner.addLayout(row)

    def add_button(self, button: Button) -> None:
        """Add a way on; pressing it also closes the popover."""
        button.clicked.connect(self.close_card)
        self._buttons.addWidget(button)


class ResultCard(Floating):
    """What was done, the check sum, what was left out and why; with no lines it is a message.

    Args:
        title: What was done.
        lines: Check sum, what was left out: a sentence each.
        foot: The file, in ink3.
        level: *good*, or what else it is.
    """

    def __init__(
        self,
        title: str,
        lines: Sequence[str] = (),
        *,
        foot: str = "",
        level: str = "good",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(level, RESULT_WIDTH, parent)
        self.setAccessibleName(sentences(title, *lines))
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(LevelIcon(level, 18))
        words = Label(title, "h2" if lines else "body", weight=600 if lines else 500, wrap=True)
        head.addWidget(words, 1)
        head.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        self.inner.addLayout(head)
        self._indented = QVBoxLayout()
        self._indented.setContentsMargins(theme.current().px(28), 0, 8, 0)
        self._indented.setSpacing(5)
        for text in lines:
            self._indented.addWidget(Label(text, "small", "ink2", wrap=True))
        if foot:
            self._indented.addWidget(Label(foot, "small", "ink3", wrap=True))
        self.inner.addLayout(self._indented)
        self._buttons: FlowLayout | None = None

    def add_button(self, text: str, pressed: Callable[[], object]) -> Button:
        """Add a button beneath; pressing it does not close the card."""
        if self._buttons is None:
            holder = QWidget()
            self._buttons = FlowLayout(holder, gap=6)
            self._indented.addSpacing(4)
            self._indented.addWidget(holder)
        button = Button(text, "secondary", height=28)
        button.clicked.connect(lambda *_: pressed())
        self._buttons.addWidget(button)
        return button
