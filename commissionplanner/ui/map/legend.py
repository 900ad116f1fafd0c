"""The legend: what the marks on the map mean, of those in view."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from commissionplanner.analysis.layout.change_drawing import changes_in
from commissionplanner.analysis.layout.content import TIER_NAMES, ColourKey, Content, Member
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.service_marks import shade
from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.ui import theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.map.camera import Camera
from commissionplanner.ui.map.kept import Kept
from commissionplanner.ui.map.paint import paint
from commissionplanner.ui.widgets.painting import LEFT, box, width_of, words

ROW, MARK, COLUMN, MOST_COLUMN, PADDING, ACROSS = 17, 24, 92, 150, 9, 3
Mark = Callable[[QPainter, QRectF], None]


class Legend(QWidget):
    """A card that explains the marks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._short: list[tuple[Mark, str]] = []
        self._long: list[tuple[Mark, str]] = []
        self._title = ""
        self._kept = Kept()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("Legend")

    def set_scene(self, scene: Scene, colouring: str) -> None:
        """Explain what a scene shows."""
        content = scene.content
        services = [m for m in content.members if m.table == "services"]
        self._short, self._long = [], []
        self._title = f"Colour: {content.key.name}" if content.key is not None else ""
        if content.key is not None:
            self._short += _shades(content)
        else:
            self._short += _tiers(services) if colouring == "prevention" else []
        if any(m.is_single for m in services):
            self._short.append((_single, "Single-year"))
        if any(m.is_silo for m in services):
            self._short.append((_silo, "Silo"))
        if any(m.ends_soon for m in content.members):
            self._short.append((_ends, "Money ends"))
        if content.size:
            self._long.append((_sized, f"Size: {content.size}"))
        changes = changes_in(scene)
        self._long += [(_new, "New")] if "added" in changes else []
        self._long += [(_gone, "Gone")] if "gone" in changes else []
        if content.ribbons:
            self._long.append((_ribbon, "Money across; the wider, the more"))
        if content.ties:
            self._long.append((_ribbon, "Links, the wider the more £ they share"))
        if any(h.agreed != "live" for h in content.hand_offs):
            self._long.append((_hand_off, "Hand-off, no live agreement"))
        self._long += [(mark, said) for kind, mark, said in TIES if kind in content.kinds]
        if content.view != "network" and any(c.meter for c in content.containers):
            self._long.append((_meter, "Links inside to across; tick: chance"))
        said = [self._title] if self._title else []
        said += [text for _, text in (*self._short, *self._long)]
        self.setAccessibleDescription("; ".join(said))
        self.setVisible(not self.is_empty)
        self.resize(self.sizeHint())
        self._kept.forget()
        self.update()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to explain."""
        return not (self._short or self._long)

    def sizeHint(self) -> QSize:
        now = theme.current()
        font = now.font("micro", 500)
        long = max((width_of(text, font) for _, text in self._long), default=0) + now.px(MARK) + 8
        long = max(long, width_of(self._title, now.font("micro", 600)))
        wide = max(self._across() * self._column(), long) + 2 * PADDING
        rows = -(-len(self._short) // ACROSS) + len(self._long) + bool(self._title)
        gap = 7 if self._short and self._long else 0
        return QSize(round(wide), rows * now.px(ROW) + 2 * PADDING - 2 + gap)

    def _across(self) -> int:
        return min(len(self._short), ACROSS)

    def _column(self) -> float:
        """Return how wide a column of short entries is: as the widest of its words, within limits."""
        now = theme.current()
        font = now.font("micro", 500)
        widest = max((width_of(text, font) for _, text in self._short), default=0.0)
        return min(max(widest + now.px(MARK) + 12, now.px(COLUMN)), now.px(MOST_COLUMN))

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._kept.show(QPainter(self), self, self._paint)

    def _paint(self, painter: QPainter) -> None:
        now, whole = theme.current(), QRectF(self.rect())
        box(painter, whole, theme.RADIUS_CARD, now.colour("raised"), now.colour("line"))
        row, column = now.px(ROW), (whole.width() - 2 * PADDING) / max(self._across(), 1)
        top = float(PADDING) - 1
        if self._title:
            room = QRectF(PADDING, top, whole.width() - 2 * PADDING, row)
            words(painter, room, self._title, now.font("micro", 600), now.colour("ink2"), LEFT)
            top += row
        for number, (mark, text) in enumerate(self._short):
            left = PADDING + (number % ACROSS) * column
            self._row(painter, mark, text, left, top + (number // ACROSS) * row, column)
        top += -(-len(self._short) // ACROSS) * row
        if self._short and self._long:
            painter.setPen(now.colour("line"))
            painter.drawLine(QPointF(PADDING, top + 3), QPointF(whole.width() - PADDING, top + 3))
            top += 7
        for number, (mark, text) in enumerate(self._long):
            self._row(painter, mark, text, PADDING, top + number * row, whole.width() - 2 * PADDING)

    def _row(
        self, painter: QPainter, mark: Mark, text: str, left: float, top: float, wide_all: float
    ) -> None:
        now = theme.current()
        high, wide = now.px(ROW), now.px(MARK)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mark(painter, QRectF(left, top, wide, high))
        room = QRectF(left + wide + 6, top, wide_all - wide - 8, high)
        words(painter, room, text, now.font("micro", 500), now.colour("ink2"), LEFT)


def _shades(content: Content) -> list[tuple[Mark, str]]:
    """Return what marks say of a chosen field, of those in view."""
    key = content.key
    if key is None:
        return []
    said: list[tuple[int | None, str]] = list(enumerate(key.entries))
    if any(one.shade is None for one in content.members if one.table == "services"):
        said.append((None, NOT_KNOWN))
    return [(_shade(key, at), words) for at, words in said]


def _shade(key: ColourKey, at: int | None) -> Mark:
    def draw(painter: QPainter, where: QRectF) -> None:
        corner = _middle(where, 11, 11)
        paint(painter, shade(key, at, corner.x(), corner.y(), 11.0), Camera())

    return draw


def _tiers(services: Sequence[Member]) -> list[tuple[Mark, str]]:
    found = {one.tier for one in services}
    named = [(_pips(tier), name) for tier, name in TIER_NAMES.items() if tier in found]
    return [*named, (_pips(None), NOT_KNOWN)] if None in found else named


def _middle(where: QRectF, wide: float, high: float) -> QRectF:
    centre = where.center()
    return QRectF(centre.x() - wide / 2, centre.y() - high / 2, wide, high)


def _pips(tier: int | None) -> Mark:
    return lambda painter, where: marks.draw_pips(painter, _middle(where, 11, 11), tier)


def _single(painter: QPainter, where: QRectF) -> None:
    marks.draw_single_year(painter, _middle(where, 24, 13), "")


def _silo(painter: QPainter, where: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for grow, strength in ((0, 0.4), (3, 1.0)):
        pen = QPen(theme.current().colour("problem", strength), 1.2)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRoundedRect(_middle(where, 24 - 2 * grow, 14 - 2 * grow), 4, 4)


def _ends(painter: QPainter, where: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().colour("warning"))
    painter.drawEllipse(where.center(), 4.0, 4.0)


def _ribbon(painter: QPainter, where: QRectF) -> None:
    painter.fillRect(_middle(where, where.width(), 7), theme.current().colour("ink3", 0.34))


def _sized(painter: QPainter, where: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().colour("accent"))
    for at, high in enumerate((4, 7, 10)):
        painter.drawEllipse(_middle(where.translated((at - 1) * 8, 0), high * 0.8, high * 0.8))


def _new(painter: QPainter, where: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().colour("good"))
    painter.drawEllipse(_middle(where, 12, 12))
    painter.setPen(QPen(theme.current().colour("surface"), 1.6))
    middle = where.center()
    painter.drawLine(middle - QPointF(3, 0), middle + QPointF(3, 0))
    painter.drawLine(middle - QPointF(0, 3), middle + QPointF(0, 3))


def _gone(painter: QPainter, where: QRectF) -> None:
    pen = QPen(theme.current().colour("ink3"), 1.4)
    pen.setDashPattern([2, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(_middle(where, 20, 11), 4, 4)


def _hand_off(painter: QPainter, where: QRectF) -> None:
    pen = QPen(theme.current().colour("problem"), 1.6)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    middle = where.center().y()
    painter.drawLine(QPointF(where.left(), middle), QPointF(where.right(), middle))


def _line(token: str, strength: float) -> Mark:
    def draw(painter: QPainter, where: QRectF) -> None:
        painter.setPen(QPen(theme.current().colour(token, strength), 1.6))
        middle = where.center().y()
        painter.drawLine(QPointF(where.left(), middle), QPointF(where.right(), middle))

    return draw


TIES: Final[tuple[tuple[str, Mark, str], ...]] = (
    ("broken", _line("problem", 0.8), "Hand-off, no live agreement"),
    ("funds", _line("accent", 0.7), "Money, in the colour of who pays"),
    ("shares", _line("good", 0.8), "Shares staff, information or a board"),
)
"""Lines of the Network: of which kind, how they look, and what they say."""


def _meter(painter: QPainter, where: QRectF) -> None:
    now = theme.current()
    middle = where.center().y()
    painter.setPen(QPen(now.colour("line2"), 2))
    painter.drawLine(QPointF(where.left(), middle), QPointF(where.right(), middle))
    painter.setPen(QPen(now.colour("ink"), 1.6))
    tick = where.right() - 6
    painter.drawLine(QPointF(tick, middle - 5), QPointF(tick, middle + 5))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(now.colour("problem"))
    painter.drawEllipse(QPointF(where.left() + 7, middle), 4.0, 4.0)
