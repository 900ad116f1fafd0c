"""The tornado: what each assumption does to the gap between its low and its high figure.

chart = SwingBars("What moves the gap most")
chart.show_data([Swing("Price uplift", "2.0% to 4.5%", -900_000_000, 300_000_000)], -250_000_000)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.widgets.chart_base import Chart, Mark, Scale, Twin, room_of
from commissionplanner.ui.widgets.painting import LEFT, RIGHT, box, width_of, words

ROW: Final = 44
HEAD: Final = 24
NAMES_MOST: Final = 220


@dataclass(frozen=True)
class Swing:
    """One assumption: its name, its range in words, the balance at its low and at its high."""

    name: str
    span: str
    low_p: int
    high_p: int


class SwingBars(Chart):
    """A row for each assumption, the widest first; worse to the left with stripes, better right."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._swings: tuple[Swing, ...] = ()
        self._base_p = 0
        self._scale = Scale()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_data(self, swings: Sequence[Swing], base_p: int, *, unit: str = "m") -> None:
        """Show these swings about the balance as it is, pence."""
        self._swings, self._base_p, self._scale = tuple(swings), base_p, Scale(unit)
        self.updateGeometry()
        self.changed()

    def sizeHint(self) -> QSize:
        """Return room for every row."""
        rows = max(len(self._swings), 2)
        return QSize(420, room_of(HEAD) + rows * room_of(ROW) + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the same height as `sizeHint`."""
        return QSize(300, self.sizeHint().height())

    def has_figures(self) -> bool:
        return bool(self._swings)

    def twin(self) -> Twin:
        text = self._scale.text
        rows = [(s.name, s.span, text(s.low_p), text(s.high_p)) for s in self._swings]
        return Twin(("Assumption", "Range", "Gap at its low", "Gap at its high"), rows)

    def draw(self, painter: QPainter, area: QRectF) -> list[Mark]:
        now = theme.current()
        ends = [p for s in self._swings for p in (s.low_p, s.high_p)] + [self._base_p]
        names = float(min(room_of(NAMES_MOST), area.width() * 0.42))
        side = 8 + max(
            width_of(self._scale.text(p), now.font("small", 600, tabular=True)) for p in ends
        )
        plot = area.adjusted(names + side, room_of(HEAD), -side, 0)
        low, high = min(ends), max(ends)
        per = plot.width() / ((high - low) or 1)

        def x(value: int) -> float:
            return plot.left() + (value - low) * per

        middle = round(x(self._base_p))
        foot = room_of(HEAD) + len(self._swings) * room_of(ROW)
        painter.fillRect(QRectF(middle, plot.top(), 1, foot - plot.top()), now.colour("line2"))
        said = f"As assumed: {self._scale.text(self._base_p)}"
        head = QRectF(middle - room_of(120), 0, room_of(240), room_of(HEAD) - 4)
        words(
            painter,
            head,
            said,
            now.font("small", 600),
            now.colour("ink2"),
            Qt.AlignmentFlag.AlignCenter,
        )
        found = []
        for at, swing in enumerate(self._swings):
            top = plot.top() + at * room_of(ROW)
            self._draw_name(painter, QRectF(0, top, names, room_of(ROW)), swing)
            found += [
                self._draw_bar(painter, swing, value, x(value), middle, top)
                for value in sorted((swing.low_p, swing.high_p))
            ]
        return found

    def _draw_name(self, painter: QPainter, where: QRectF, swing: Swing) -> None:
        now = theme.current()
        first = QRectF(where.left(), where.top() + 3, where.width(), room_of(18))
        words(painter, first, swing.name, now.font("body", 600), now.colour("ink"), LEFT)
        second = first.translated(0, room_of(18))
        words(painter, second, swing.span, now.font("small"), now.colour("ink2"), LEFT)

    def _draw_bar(
        self, painter: QPainter, swing: Swing, value: int, end: float, middle: float, top: float
    ) -> Mark:
        now = theme.current()
        bar = QRectF(
            min(end, middle), top + room_of(10), max(abs(end - middle), 1), room_of(ROW - 22)
        )
        if value >= self._base_p:
            box(painter, bar, 2, now.colour("good"))
            room = QRectF(bar.right() + 5, bar.top(), room_of(120), bar.height())
            tone, way = "good", LEFT
        else:
            ground = now.mixed("problem", "surface", 0.75)
            ratio = marks.ratio_of(painter)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(
                marks.pattern_brush("falling", now.colour("surface", 0.4), ground, ratio)
            )
            painter.drawRoundedRect(bar, 2, 2)
            room = QRectF(bar.left() - room_of(120) - 5, bar.top(), room_of(120), bar.height())
            tone, way = "problem", RIGHT
        text = self._scale.text(value)
        words(painter, room, text, now.font("small", 600, tabular=True), now.colour(tone), way)
        which = "low" if value == swing.low_p else "high"
        return Mark(bar, f"{swing.name} at its {which}: gap {text}")
