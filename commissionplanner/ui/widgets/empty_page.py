"""The empty page: what belongs here, why it matters, three ways to start, what is known already.

page = EmptyPage("No agreements yet", "Section 75 agreements ... belong here. Without them ...")
page.add_start(Button("Import a list…", "primary", "sources")); page.add_start(...)
page.add_fact("problem", "9 hand-offs cross a boundary", "Show", self._show)
JoinedBoundaries()              # the drawing by itself, for the welcome page
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Card
from commissionplanner.ui.widgets.flow import empty
from commissionplanner.ui.widgets.labels import Label, LevelIcon
from commissionplanner.ui.widgets.painting import box

DRAWN = (240, 140)
TEXT_WIDTH = 600


class JoinedBoundaries(QWidget):
    """A drawing of three boundaries being joined by links."""

    def __init__(self, scale: float = 1.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(DRAWN[0] * self._scale), round(DRAWN[1] * self._scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._scale, self._scale)
        self._boundary(painter, QRectF(1, 23, 102, 78), 0, ((12, 46), (57, 46), (12, 70), (57, 70)))
        self._boundary(
            painter, QRectF(129, 1, 110, 66), 1, ((140, 17), (189, 17), (140, 40), (189, 40)), 38
        )
        self._boundary(painter, QRectF(151, 84, 88, 54), 4, ((162, 103), (200, 103)), 27)
        accent = theme.current().colour("accent")
        self._join(painter, QPen(accent, 2.4), QPointF(91, 53), QPointF(141, 25))
        dashed = QPen(accent, 1.9)
        dashed.setDashPattern([3, 2.4])
        self._join(painter, dashed, QPointF(91, 77), QPointF(158, 109))

    def _boundary(
        self,
        painter: QPainter,
        where: QRectF,
        slot: int,
        boxes: tuple[tuple[int, int], ...],
        wide: int = 34,
    ) -> None:
        now = theme.current()
        colour = marks.organisation_colour(slot)
        ground = theme.blend(colour, now.colour("surface"), 0.0 if now.contrast else 0.1)
        edge = theme.blend(colour, now.colour("surface"), 0.85)
        box(painter, where, theme.RADIUS_CONTAINER, ground, edge, 1.7)
        pale = theme.blend(colour, now.colour("surface"), 0.6)
        for left, top in boxes:
            box(painter, QRectF(left, top, wide, 15), 5, now.colour("surface"), pale)

    def _join(self, painter: QPainter, pen: QPen, start: QPointF, end: QPointF) -> None:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath(start)
        half = (end.x() - start.x()) * 0.55
        path.cubicTo(start + QPointF(half, 0), end - QPointF(half, 0), end)
        painter.drawPath(path)


class EmptyPage(QWidget):
    """What a page shows before it holds anything."""

    def __init__(self, title: str, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(0)
        layout.addStretch(2)
        layout.addWidget(JoinedBoundaries(), 0, centre)
        layout.addSpacing(32)
        layout.addWidget(Label(title, "number"), 0, centre)
        layout.addSpacing(6)
        words = Label(why, "body", "ink2", wrap=True)
        words.setAlignment(centre)
        words.setMaximumWidth(theme.current().px(TEXT_WIDTH))
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(words, 1000)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addSpacing(26)
        self._starts = QHBoxLayout()
        self._starts.setSpacing(8)
        self._starts.addStretch(1)
        self._starts.addStretch(1)
        layout.addLayout(self._starts)
        layout.addSpacing(30)
        self._facts = Card(padding=14)
        self._facts.setFixedWidth(theme.current().px(TEXT_WIDTH))
        self._facts.body.addWidget(_facts_head())
        self._facts.hide()
        layout.addWidget(self._facts, 0, centre)
        layout.addStretch(3)

    def add_start(self, button: Button) -> None:
        """Add a way to start; importing first, and that one primary."""
        self._starts.insertWidget(self._starts.count() - 1, button)

    def add_fact(self, level: str, text: str, action: str, pressed: Callable[[], object]) -> None:
        """Add something the plan already knows about the gap."""
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(LevelIcon(level))
        line.addWidget(Label(text, "body", wrap=True), 1)
        button = Button(action, "quiet", height=26)
        button.clicked.connect(lambda *_: pressed())
        line.addWidget(button)
        self._facts.body.addLayout(line)
        self._facts.show()

    def clear_facts(self) -> None:
        """Take away what was added by `add_fact`."""
        empty(self._facts.body)
        self._facts.body.addWidget(_facts_head())
        self._facts.hide()


def _facts_head() -> Label:
    return Label("What the plan already knows", "small", "ink2", 600)
