"""The line chart: actual, plan and what it is compared with, by year; and the small spark line.

    chart = LineChart("Prevention share")
    chart.show_data(
        ["24/25", "25/26", "26/27", ...],
        [Line("pooled", [293_000, 285_000, 301_000, ...], actual_to=2),    # ppm, with unit "%"
         Line("as now", [None, None, 301_000, ...], comparison=True)],
        unit="%",
    )

Values before `actual_to` (a place in the labels) are actual, a solid line in ink2; from there on
they are plan, in accent with dots. A comparison is dashed. None breaks the line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.chart_base import (
    LABEL_ROOM,
    Chart,
    Mark,
    Scale,
    Twin,
    axis_room,
    draw_grid,
    draw_label,
    labels_for,
    room_of,
    ticks_from_below,
)
from commissionplanner.ui.widgets.painting import LEFT, RIGHT, width_of, words

END_ROOM, END_MOST, HEAD_ROOM = 56, 96, 22


@dataclass(frozen=True)
class Line:
    """One series.

    Attributes:
        values: Pence or ppm by label; None where it has no value or it is not known.
        actual_to: Place of the last actual value; -1 when all is plan.
        comparison: Whether it is only there to compare with.
    """

    name: str
    values: Sequence[int | None]
    actual_to: int = -1
    comparison: bool = False


class LineChart(Chart):
    """Lines by year; their last values and names stand at their ends, so there is no legend."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._labels: tuple[str, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self._scale = Scale("%")

    def show_data(self, labels: Sequence[str], lines: Sequence[Line], *, unit: str = "%") -> None:
        """Show these lines; "%" takes ppm, "£", "k" and "m" take pence."""
        self._labels, self._lines, self._scale = tuple(labels), tuple(lines), Scale(unit)
        self.changed()

    def twin(self) -> Twin:
        rows = [[line.name, *(self._scale.text(v) for v in line.values)] for line in self._lines]
        return Twin(("", *self._labels), rows)

    def has_figures(self) -> bool:
        known = any(value is not None for line in self._lines for value in line.values)
        return known or not self._labels

    def draw(self, painter: QPainter, area: QRectF) -> list[Mark]:
        known = [v for line in self._lines for v in line.values if v is not None]
        if not self._labels or not known:
            return []
        low, high = min(known), max(known)
        steps = ticks_from_below(low, high)
        left = axis_room([self._scale.tick(step) for step in steps])
        plot = area.adjusted(
            max(left, 30), room_of(HEAD_ROOM), -self._end_room(), -room_of(LABEL_ROOM) - 6
        )
        base = min(low, steps[0])
        per = plot.height() / ((high - base) or 1)
        heights = [(plot.bottom() - (step - base) * per, self._scale.tick(step)) for step in steps]
        draw_grid(painter, plot, heights, None)
        step = plot.width() / max(len(self._labels) - 1, 1)

        def place(at: int, value: int) -> QPointF:
            return QPointF(plot.left() + step * at, plot.bottom() - (value - base) * per)

        points = [
            [None if v is None else place(at, v) for at, v in enumerate(line.values)]
            for line in self._lines
        ]
        self._draw_split(painter, plot, step)
        self._draw_between(painter, points)
        self._draw_labels(painter, plot, area, step)
        for line, places in zip(self._lines, points, strict=True):
            self._draw_line(painter, line, places)
        self._draw_ends(painter, area, points)
        return self._marks_of(points)

    def _end_room(self) -> int:
        """Return the room for names at the ends of the lines, px."""
        font = theme.current().font("micro", 500)
        widest = max((width_of(line.name, font) for line in self._lines), default=0)
        return min(max(room_of(END_ROOM), round(widest) + 12), room_of(END_MOST))

    def _draw_split(self, painter: QPainter, plot: QRectF, step: float) -> None:
        """Draw where actual ends and plan begins."""
        at = max((line.actual_to for line in self._lines), default=-1)
        if at < 0:
            return
        now = theme.current()
        x = plot.left() + step * at
        pen = QPen(now.colour("control", 0.7), 1)
        pen.setDashPattern([2, 2])
        painter.setPen(pen)
        painter.drawLine(
            QPointF(x, plot.top() - room_of(HEAD_ROOM) + 2), QPointF(x, plot.bottom() + 6)
        )
        font, ink = now.font("micro", 500), now.colour("ink2")
        top = plot.top() - room_of(HEAD_ROOM)
        words(
            painter,
            QRectF(x - 5 - room_of(55), top, room_of(55), room_of(16)),
            "Actual",
            font,
            ink,
            RIGHT,
        )
        words(painter, QRectF(x + 5, top, room_of(55), room_of(16)), "Plan", font, ink, LEFT)

    def _draw_between(self, painter: QPainter, points: list[list[QPointF | None]]) -> None:
        """Shade what lies between the plan and its comparison."""
        plan = [n for n, line in enumerate(self._lines) if not line.comparison]
        beside = [n for n, line in enumerate(self._lines) if line.comparison]
        if not plan or not beside:
            return
        pairs = zip(points[plan[0]], points[beside[0]], strict=True)
        both = [(up, down) for up, down in pairs if up is not None and down is not None]
        outline = [up for up, _ in both] + [down for _, down in reversed(both)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("accent", 0.11))
        painter.drawPolygon(QPolygonF(outline))

    def _draw_line(self, painter: QPainter, line: Line, points: list[QPointF | None]) -> None:
        now = theme.current()
        actual = QPen(now.colour("ink2"), 1.75)
        plan = QPen(now.colour("accent"), 2)
        other = QPen(now.colour("ink3"), 1.5)
        other.setDashPattern([4, 2.6])
        for at in range(1, len(points)):
            start, end = points[at - 1], points[at]
            if start is None or end is None:
                continue
            solid = actual if at <= line.actual_to else plan
            painter.setPen(other if line.comparison else solid)
            painter.drawLine(start, end)
        if line.comparison:
            return
        painter.setPen(QPen(now.colour("surface"), 1))
        painter.setBrush(now.colour("accent"))
        for point in points[max(line.actual_to, 0) :]:
            if point is not None:
                painter.drawEllipse(point, 3.8, 3.8)

    def _draw_labels(self, painter: QPainter, plot: QRectF, area: QRectF, step: float) -> None:
        for at, label in enumerate(labels_for(self._labels, step)):
            x = plot.left() + step * at
            draw_label(
                painter, QRectF(x, area.bottom() - room_of(LABEL_ROOM) + 4, 0, room_of(18)), label
            )

    def _draw_ends(
        self, painter: QPainter, area: QRectF, points: list[list[QPointF | None]]
    ) -> None:
        """Write each line's last value and name at its end, apart from each other."""
        now = theme.current()
        used: list[float] = []
        for line, places in zip(self._lines, points, strict=True):
            known = [n for n, point in enumerate(places) if point is not None]
            if not known:
                continue
            point = places[known[-1]] or QPointF()
            lowest = area.bottom() - room_of(LABEL_ROOM) - room_of(34)
            first = y = min(point.y() - room_of(8), lowest)
            while any(abs(y - other) < room_of(30) for other in used):
                y += 6
            if y > lowest:  # below it stand the labels of the axis
                y = first
                while any(abs(y - other) < room_of(30) for other in used):
                    y -= 6
            used.append(y)
            tone = now.colour("ink2" if line.comparison else "accent")
            value = self._scale.text(line.values[known[-1]])
            room = QRectF(point.x() + 8, y, area.right() - point.x() - 8, room_of(16))
            words(painter, room, value, now.font("small", 600, tabular=True), tone)
            room.translate(0, room_of(13))
            words(painter, room, line.name, now.font("micro", 500), tone)

    def _marks_of(self, points: list[list[QPointF | None]]) -> list[Mark]:
        found = []
        for line, places in zip(self._lines, points, strict=True):
            for at, point in enumerate(places):
                if point is not None:
                    where = QRectF(point.x() - 6, point.y() - 6, 12, 12)
                    kind = "actual" if 0 <= at < line.actual_to else "plan"
                    kind = "compared" if line.comparison else kind
                    value = self._scale.text(line.values[at])
                    found.append(Mark(where, f"{self._labels[at]}, {line.name}: {value} ({kind})"))
        return found
