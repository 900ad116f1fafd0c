"""The fan: where a figure may lie by year, from many draws; and who pays beside who gains.

fan = FanChart("How far the gap may move")
fan.show_data(["26/27", ...], {5: [...], 50: [...], 95: [...]})
pairs = PaysGains("Who pays and who gains")
pairs.show_data([Side("Council", 0, 580_000, 390_000), ...])
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.model.money import format_ppm
from commissionplanner.ui import theme
from commissionplanner.ui import theme_marks as marks
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
from commissionplanner.ui.widgets.painting import LEFT, words

_BANDS: Final = ((5, 95, 0.14), (25, 75, 0.24))
END: Final = 92
ROW: Final = 40


class FanChart(Chart):
    """Bands from the 5th to the 95th and the 25th to the 75th of a hundred, the middle as a line."""

    least = QSize(280, 170)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._labels: tuple[str, ...] = ()
        self._rows: dict[int, tuple[int | None, ...]] = {}
        self._scale = Scale()

    def show_data(
        self,
        labels: Sequence[str],
        rows: Mapping[int, Sequence[int | None]],
        *,
        unit: str = "m",
    ) -> None:
        """Show these percentiles by year, pence."""
        self._labels, self._scale = tuple(labels), Scale(unit)
        self._rows = {percent: tuple(row) for percent, row in rows.items()}
        self.changed()

    def has_figures(self) -> bool:
        return any(p is not None for row in self._rows.values() for p in row)

    def twin(self) -> Twin:
        text = self._scale.text
        rows = [
            [f"{percent} of 100", *map(text, row)] for percent, row in sorted(self._rows.items())
        ]
        return Twin(("At or below", *self._labels), rows)

    def draw(self, painter: QPainter, area: QRectF) -> list[Mark]:
        known = [p for row in self._rows.values() for p in row if p is not None]
        low, high = min([0, *known]), max([0, *known])
        steps = ticks_from_below(low, high) if high > low else [0.0]
        base = min([low, *steps])
        left = axis_room([self._scale.tick(step) for step in steps])
        plot = area.adjusted(left + 6, 10, -room_of(END), -room_of(LABEL_ROOM))
        per = plot.height() / ((high - base) or 1)
        wide = plot.width() / max(len(self._labels) - 1, 1)

        def at(n: int, value: int) -> QPointF:
            return QPointF(plot.left() + wide * n, plot.bottom() - (value - base) * per)

        zero = plot.bottom() - (0 - base) * per
        heights = [(plot.bottom() - (s - base) * per, self._scale.tick(s)) for s in steps]
        draw_grid(painter, plot, heights, zero)
        places = {
            percent: [at(n, p) for n, p in enumerate(row) if p is not None]
            for percent, row in self._rows.items()
        }
        self._draw_bands(painter, places)
        for n, label in enumerate(labels_for(self._labels, wide)):
            foot = QRectF(plot.left() + wide * n - wide / 2, plot.bottom() + 4, wide, room_of(18))
            draw_label(painter, foot, label)
        self._draw_ends(painter, places)
        return self._marks_of(at)

    def _draw_bands(self, painter: QPainter, places: Mapping[int, list[QPointF]]) -> None:
        now = theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        for low, high, strength in _BANDS:
            if low in places and high in places:
                painter.setBrush(now.colour("accent", strength * (2 if now.contrast else 1)))
                outline = [*places[high], *reversed(places[low])]
                painter.drawPolygon(QPolygonF(outline))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(now.colour("accent"), 2))
        painter.drawPolyline(places.get(50, []))

    def _draw_ends(self, painter: QPainter, places: Mapping[int, list[QPointF]]) -> None:
        now = theme.current()
        last = -1e9
        for percent in (95, 50, 5):
            row = [p for p in self._rows.get(percent, ()) if p is not None]
            if not row or not places.get(percent):
                continue
            end = places[percent][-1]
            y = max(end.y() - room_of(8), last + room_of(16))
            last = y
            text = f"{self._scale.text(row[-1])} · {percent}"
            where = QRectF(end.x() + 6, y, room_of(END) - 6, room_of(16))
            weight = 600 if percent == 50 else 400
            words(
                painter,
                where,
                text,
                now.font("micro", weight, tabular=True),
                now.colour("ink2"),
                LEFT,
            )

    def _marks_of(self, at: Callable[[int, int], QPointF]) -> list[Mark]:
        found = []
        for percent in (95, 50, 5):
            for n, p in enumerate(self._rows.get(percent, ())):
                if p is not None:
                    point = at(n, p)
                    where = QRectF(point.x() - 6, point.y() - 6, 12, 12)
                    said = f"{self._labels[n]}: in {percent} of 100 draws {self._scale.text(p)} or less"
                    found.append(Mark(where, said))
        return found


@dataclass(frozen=True)
class Side:
    """A body: name, place in the plan's order, its share of what is paid and of what is gained."""

    name: str
    slot: int
    pays_ppm: int
    gains_ppm: int


class PaysGains(Chart):
    """Two bars a body: what it pays (tinted) and what it gains (solid), as shares of the whole."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._sides: tuple[Side, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_data(self, sides: Sequence[Side]) -> None:
        """Show these bodies."""
        self._sides = tuple(sides)
        self.updateGeometry()
        self.changed()

    def sizeHint(self) -> QSize:
        """Return room for every body."""
        return QSize(300, max(len(self._sides), 2) * room_of(ROW) + 4)

    def minimumSizeHint(self) -> QSize:
        """Return the same height as `sizeHint`."""
        return QSize(220, self.sizeHint().height())

    def has_figures(self) -> bool:
        return bool(self._sides)

    def twin(self) -> Twin:
        rows = [(s.name, format_ppm(s.pays_ppm), format_ppm(s.gains_ppm)) for s in self._sides]
        return Twin(("Body", "Pays", "Gains"), rows)

    def draw(self, painter: QPainter, area: QRectF) -> list[Mark]:
        now = theme.current()
        names = min(area.width() * 0.34, float(room_of(130)))
        most = max([1, *(p for s in self._sides for p in (s.pays_ppm, s.gains_ppm))])
        per = (area.width() - names - room_of(76)) / most
        found = []
        for at, side in enumerate(self._sides):
            top = at * room_of(ROW) + 4
            square = QRectF(0, top + room_of(6), now.px(11), now.px(11))
            marks.draw_swatch(painter, square, side.slot)
            room = QRectF(now.px(11) + 6, top, names - now.px(11) - 10, room_of(24))
            words(painter, room, side.name, now.font("small", 600), now.colour("ink"), LEFT)
            for line, (ppm, verb) in enumerate(
                ((side.pays_ppm, "pays"), (side.gains_ppm, "gains"))
            ):
                bar = QRectF(names, top + line * room_of(15), max(ppm * per, 1), room_of(11))
                if verb == "gains":
                    marks.fill_organisation(painter, bar, side.slot, 2)
                else:
                    tint = now.colour("surface", 0.45)
                    marks.fill_organisation(painter, bar, side.slot, 2)
                    painter.fillRect(bar, tint)
                text = f"{format_ppm(ppm, 0)} {verb}"
                where = QRectF(bar.right() + 5, bar.top() - room_of(3), room_of(72), room_of(16))
                font = now.font("micro", 600 if verb == "gains" else 400, tabular=True)
                words(painter, where, text, font, now.colour("ink"), LEFT)
                found.append(Mark(bar, f"{side.name} {verb} {format_ppm(ppm)}"))
        return found
