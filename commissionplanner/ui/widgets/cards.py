"""Cards: a quiet surface with a title, one note and at most one quiet action.

card = Card("Gap by year", "£m, money less plan")
card.body.addWidget(chart)                       # body: a QVBoxLayout
card = Card("Next steps", action="All 27 findings"); card.action.clicked.connect(...)
Divider()                                        # a 1 px line between parts
Panel("surface")                                 # a plain ground: toolbars, side panels
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import ElidedLabel, Label
from commissionplanner.ui.widgets.painting import box


class Panel(QWidget):
    """A widget on a ground of its own: a colour token, with lines at the edges that are asked for.

    Args:
        ground: Colour token.
        edges: Any of "tlbr": where a 1 px line is drawn.
    """

    def __init__(
        self, ground: str = "surface", edges: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ground, self._edges = ground, edges

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        whole = self.rect()
        painter.fillRect(whole, now.colour(self._ground))
        line = now.colour("line")
        if "t" in self._edges:
            painter.fillRect(0, 0, whole.width(), 1, line)
        if "b" in self._edges:
            painter.fillRect(0, whole.height() - 1, whole.width(), 1, line)
        if "l" in self._edges:
            painter.fillRect(0, 0, 1, whole.height(), line)
        if "r" in self._edges:
            painter.fillRect(whole.width() - 1, 0, 1, whole.height(), line)


class Divider(QWidget):
    """A 1 px line between parts."""

    def __init__(self, tone: str = "line", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setFixedHeight(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(24, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.current().colour(self._tone))


class Card(QWidget):
    """A bordered surface; its `body` is a vertical layout for what it shows.

    Args:
        title: In h2; "" for a card without a head.
        note: One quiet note after the title: unit, basis.
        action: Words of the one quiet action; its button is `action`.
        padding: Inside, px.
    """

    def __init__(
        self,
        title: str = "",
        note: str = "",
        *,
        action: str = "",
        padding: int = theme.CARD_PADDING,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(padding + 1, 9 if title else padding, padding, padding)
        outer.setSpacing(8)
        self.action: Button | None = None
        self.note = ElidedLabel(note, "small", "ink2")
        self.title = Label(title, "h2")
        if title:
            outer.addLayout(self._head(action))
        self.body = QVBoxLayout()
        self.body.setSpacing(0)
        self.body.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.body, 1)

    def set_note(self, note: str) -> None:
        """Say another note beside the title."""
        self.note.setText(note)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        where = QRectF(self.rect())
        box(QPainter(self), where, theme.RADIUS_CARD, now.colour("surface"), now.colour("line"))

    def _head(self, action: str) -> QBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(9)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.title, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.note, 1, Qt.AlignmentFlag.AlignVCenter)
        if action:
            self.action = Button(action, "quiet")
            head.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.title.setMinimumHeight(theme.current().px(26))
        return head


def scrolled(inside: QWidget, name: str = "") -> QScrollArea:
    """Return a widget in an area that scrolls up and down where it has not the height it needs.

    Args:
        inside: The widget.
        name: What it holds, where nothing in it takes the keyboard: then the area does.
    """
    area = QScrollArea()
    area.setAccessibleName(name)
    if name:
        area.setObjectName("read")  # for the ring of its focus
    else:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
