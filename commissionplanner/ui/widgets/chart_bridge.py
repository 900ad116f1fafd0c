"""The bridge: from one figure to another, step by step, each with its cause.

chart = BridgeChart("From “As now” to “Pooled”")
chart.show_data(("As now", -2_540_000_000), [("Prices", 230_000_000), ...], ("Pooled", -1_860_000_000))
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from commissionplanner.ui import theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.widgets.chart_base import (
    Chart,
    Mark,
    Scale,
    Twin,
    axis_room,
    draw_grid,
    room_of,
    ticks_from_below,
)
from commissionplanner.ui.widgets.painting import CENTRE, box, width_of, words

FOOT: Final = 40
TOP: Final = 20
BAR_SHARE: Final = 0.62
Named = tuple[str, int]


class BridgeChart(Chart):
    """Start grey, end in the accent, what is better green, what is worse red with stripes."""

    least = QSize(280, 160)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._start: Named = ("", 0)
        self._end: Named = ("", 0)
        self._steps: tuple[Named, ...] = ()
        self._scale = Scale()

    def show_data(
        self, start: Named, steps: Sequence[Named], end: Named, *, unit: str = "m"
    ) -> None:
        """Show these figures, pence; start and steps make the end."""
        self._start, self._steps, self._end = start, tuple(steps), end
        self._scale = Scale(unit)
        self.changed()

    def twin(self) -> Twin:
        text = self._scale.text
        rows = [
            (self._start[0], text(self._start[1])),
            *((cause, text(p, signed=True)) for cause, p in self._steps),
            (self._end[0], text(self._end[1])),
        ]
        return Twin(("", self._scale.unit), rows)

    def draw(self, painter: QPainter, area: QRectF) -> list[Mark]:
        if not self._start[0]:
            return []
        sums = list(accumulate((p for _, p in self._steps), initial=self._start[1]))
        low, high = min(0, *sums), max(0, *sums)
        steps = ticks_from_below(low, high) if high > low else [0.0]
        base = min([low, *steps])
        left = axis_room([self._scale.tick(step) for step in steps])
        plot = area.adjusted(left + 4, room_of(TOP), -4, -room_of(FOOT) - room_of(TOP))
        per = plot.height() / ((high - base) or 1)

        def y(value: float) -> float:
            return plot.bottom() - (value - base) * per

        draw_grid(painter, plot, [(y(s), self._scale.tick(s)) for s in steps], y(0))
        names = [self._start, *self._steps, self._end]
        wide = plot.width() / len(names)
        found = []
        for at, (cause, amount_p) in enumerate(names):
            slot = QRectF(plot.left() + wide * at, plot.top(), wide, plot.height())
            bar = slot.adjusted(wide * (1 - BAR_SHARE) / 2, 0, -wide * (1 - BAR_SHARE) / 2, 0)
            whole = at in (0, len(names) - 1)
            top, foot = (amount_p, 0) if whole else (sums[at], sums[at - 1])
            bar.setTop(min(y(top), y(foot)))
            bar.setBottom(max(y(top), y(foot), bar.top() + 2))
            self._draw_bar(painter, bar, at, whole=whole, better=amount_p > 0)
            self._draw_words(painter, slot, bar, at, cause, amount_p)
            if at < len(names) - 1:
                self._draw_join(
                    painter, bar.right(), slot.right() + bar.left() - slot.left(), y(sums[at])
                )
            found.append(Mark(bar, f"{cause}: {self._scale.text(amount_p, signed=not whole)}"))
        return found

    def _draw_bar(
        self, painter: QPainter, bar: QRectF, at: int, *, whole: bool, better: bool
    ) -> None:
        now = theme.current()
        if whole:
            edge = now.colour("line") if now.contrast else None
            box(painter, bar, 2, now.colour("neutralBar" if at == 0 else "accent"), edge)
        elif better:
            box(painter, bar, 2, now.colour("good"))
        else:
            ground = now.mixed("problem", "surface", 0.75)
            ratio = marks.ratio_of(painter)
            brush = marks.pattern_brush("falling", now.colour("surface", 0.4), ground, ratio)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(brush)
            painter.drawRoundedRect(bar, 2, 2)

    def _draw_join(self, painter: QPainter, start: float, end: float, y: float) -> None:
        pen = QPen(theme.current().colour("control"), 1)
        pen.setDashPattern([1, 2])
        painter.setPen(pen)
        painter.drawLine(QPointF(start, y), QPointF(end, y))

    def _draw_words(
        self, painter: QPainter, slot: QRectF, bar: QRectF, at: int, cause: str, amount_p: int
    ) -> None:
        now = theme.current()
        whole = at in (0, len(self._steps) + 1)
        text = self._scale.text(amount_p, signed=not whole)
        tone = "ink" if whole else "good" if amount_p > 0 else "problem"
        below = amount_p < 0 if whole else True
        top = bar.bottom() + 2 if below else bar.top() - room_of(18)
        room = QRectF(slot.left() - 8, top, slot.width() + 16, room_of(16))
        words(painter, room, text, now.font("small", 600, tabular=True), now.colour(tone), CENTRE)
        font = now.font("micro", 500)
        top = self.height() - room_of(FOOT) + 2
        foot = QRectF(slot.left() + 2, top, slot.width() - 4, room_of(15))
        for line in _lines(cause, slot.width() - 4, font):
            words(painter, foot, line, font, now.colour("ink2"), CENTRE)
            foot.translate(0, room_of(14))


def _lines(text: str, room: float, font: QFont) -> list[str]:
    """Break a cause into two lines at most; the second is cut by whoever writes it."""
    parts = text.split()
    for at in range(len(parts), 0, -1):
        first = " ".join(parts[:at])
        if width_of(first, font) <= room or at == 1:
            rest = " ".join(parts[at:])
            return [first, rest] if rest else [first]
    return [text]
