"""Bar charts: stacked by year with totals, signed gaps, small bars of certainty.

chart = StackedBars("Total resource by organisation")
chart.show_data(["2026/27", ...], [Part("Council", 0, [2600_000_000, None, ...]), ...], unit="m")
chart.show_data(..., line=("Money out", [...]))           # short strokes above the bars
LegendList([(0, "Council", "£122.2m over 5 years"), ...])

gap = GapBars("Gap by year"); gap.show_data(["26/27", ...], [80_000_000, None, ...], unit="m")
bars = CertaintyBars("Money a year")
bars.show_data(["26/27", ...], [74_000_000, ...], ["confirmed", "indicative", ...], unit="k")
strip = TermStrip(); strip.show_terms([("23/24", "£1.98m"), ...], "2027/28 onwards: nothing agreed")
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.theme_marks import Certainty
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
    ticks,
)
from commissionplanner.ui.widgets.legends import CERTAINTY_WORDS
from commissionplanner.ui.widgets.painting import CENTRE, box, dashed_box, width_of, words

BAR_SHARE: Final = 0.7
TOTAL_ROOM: Final = 20
UNKNOWN_CAP: Final = 7


@dataclass(frozen=True)
class Part:
    """One organisation's share of each bar: name, place in the plan's order, pence by year."""

    name: str
    slot: int
    values: Sequence[int | None]


class StackedBars(Chart):
    """Parts of a whole by year, the first part at the foot; totals above the bars.

    An amount that is not known adds nothing to the total: a dashed cap stands on the bar and the
    tooltip says whose it is.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._labels: tuple[str, ...] = ()
        self._parts: tuple[Part, ...] = ()
        self._scale = Scale()
        self._line: tuple[str, tuple[int | None, ...]] = ("", ())
        self._totals = True

    def show_data(
        self,
        labels: Sequence[str],
        parts: Sequence[Part],
        *,
        unit: str = "m",
        line: tuple[str, Sequence[int | None]] | None = None,
        totals: bool | None = None,
    ) -> None:
        """Show these amounts, pence; `line` is drawn as short strokes over the bars.

        `totals` are shown unless there is a line, which they could be taken for.
        """
        self._labels, self._parts, self._scale = tuple(labels), tuple(parts), Scale(unit)
        self._line = (line[0], tuple(line[1])) if line else ("", ())
        self._totals = line is None if totals is None else totals
        self.changed()

    def twin(self) -> Twin:
        text = self._scale.text
        rows = [[part.name, *(text(value) for value in part.values)] for part in self._parts]
        rows.append(["Total known", *(text(self._known(at)) for at in range(len(self._labels)))])
        if self._line[0]:
            rows.append([self._line[0], *(text(value) for value in self._line[1])])
        return Twin(("", *self._labels), rows)

    def has_figures(self) -> bool:
        parts = any(value is not None for part in self._parts for value in part.values)
        return not self._labels or parts or any(value is not None for value in self._line[1])

    def draw(self, painter: QPainter, area: QRectF) -> list[Mark]:
        if not self._labels:
            return []
        totals = [self._total(at) for at in range(len(self._labels))]
        top = max([*totals, *(value or 0 for value in self._line[1]), 1])
        steps = ticks(0, top)
        left = axis_room([self._scale.tick(step) for step in steps])
        plot = area.adjusted(
            left + 2, room_of(TOTAL_ROOM) if self._totals else 8, -2, -room_of(LABEL_ROOM)
        )
        per = plot.height() / top
        lines = [(plot.bottom() - step * per, self._scale.tick(step)) for step in steps]
        draw_grid(painter, plot, lines, plot.bottom())
        step = plot.width() / len(self._labels)
        found: list[Mark] = []
        for at, label in enumerate(labels_for(self._labels, step)):
            wide = round(min(step * BAR_SHARE, 64))
            middle = plot.left() + step * (at + 0.5)
            bar = QRectF(round(middle - wide / 2), plot.top(), wide, plot.height())
            found += self._draw_bar(painter, bar, at, per)
            draw_label(
                painter, QRectF(middle - step / 2, plot.bottom() + 4, step, room_of(18)), label
            )
        return found

    def _draw_bar(self, painter: QPainter, bar: QRectF, at: int, per: float) -> list[Mark]:
        found, foot, label = [], bar.bottom(), self._labels[at]
        for part in self._parts:
            value = part.values[at]
            if not value:
                continue
            where = QRectF(bar.left(), foot - value * per, bar.width(), value * per)
            gap = 1 if where.height() > 2.5 else 0
            marks.fill_organisation(painter, where.adjusted(0, gap, 0, 0), part.slot)
            text = f"{label}, {part.name}: {self._scale.text(value)}"
            found.append(Mark(where, text))
            foot = where.top()
        unknown = [part.name for part in self._parts if part.values[at] is None]
        if unknown:
            cap = QRectF(bar.left(), foot - UNKNOWN_CAP - 1, bar.width(), UNKNOWN_CAP)
            dashed_box(painter, cap, 2, theme.current().colour("warning"))
            found.append(Mark(cap, f"{label}, {', '.join(unknown)}: not known, not in the total"))
            foot = cap.top()
        foot = min(foot, self._draw_stroke(painter, bar, at, per, found))
        now = theme.current()
        font, text = now.font("small", 600, tabular=True), self._scale.text(self._known(at))
        if self._totals and width_of(text, font) <= bar.width() / BAR_SHARE:
            room = QRectF(bar.center().x() - 40, foot - room_of(18), 80, room_of(16))
            words(painter, room, text, font, now.colour("ink"), CENTRE)
        return found

    def _draw_stroke(
        self, painter: QPainter, bar: QRectF, at: int, per: float, found: list[Mark]
    ) -> float:
        """Draw the stroke of the line over a bar and return its height (y)."""
        name, values = self._line
        value = values[at] if name else None
        if value is None:
            return bar.bottom()
        y = bar.bottom() - value * per
        stroke = QRectF(bar.left() - 5, y - 1, bar.width() + 10, 2)
        painter.fillRect(stroke, theme.current().colour("ink"))
        text = f"{self._labels[at]}, {name}: {self._scale.text(value)}"
        found.append(Mark(stroke.adjusted(0, -2, 0, 2), text))
        return y

    def _known(self, at: int) -> int | None:
        """Return a year's total; None where no part of it is known."""
        known = any(part.values[at] is not None for part in self._parts)
        return self._total(at) if known else None

    def _total(self, at: int) -> int:
        return sum(part.values[at] or 0 for part in self._parts)


class GapBars(Chart):
    """Signed amounts by year about a zero line: plus in *good*, minus in *problem* with stripes."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._labels: tuple[str, ...] = ()
        self._values: tuple[int | None, ...] = ()
        self._scale = Scale()

    def show_data(
        self, labels: Sequence[str], values: Sequence[int | None], *, unit: str = "m"
    ) -> None:
        """Show these gaps, pence: money less plan."""
        self._labels, self._values, self._scale = tuple(labels), tuple(values), Scale(unit)
        self.changed()

    def twin(self) -> Twin:
        shown = [self._scale.text(value, signed=True) for value in self._values]
        return Twin(("Year", "Gap"), list(zip(self._labels, shown, strict=True)))

    def has_figures(self) -> bool:
        return not self._labels or any(value is not None for value in self._values)

    def draw(self, painter: QPainter, area: QRectF) -> list[Mark]:
        if not self._labels:
            return []
        known = [value for value in self._values if value is not None]
        high, low = max([0, *known]), min([0, *known])
        plot = area.adjusted(
            6,
            room_of(TOTAL_ROOM),
            -6,
            -room_of(LABEL_ROOM) - (room_of(TOTAL_ROOM) - 4 if low < 0 else 0),
        )
        per = plot.height() / ((high - low) or 1)
        zero = round(plot.top() + high * per)
        now = theme.current()
        painter.fillRect(QRectF(plot.left(), zero, plot.width(), 1), now.colour("line2"))
        step = plot.width() / len(self._labels)
        found = []
        shown = labels_for(self._labels, step)
        for at, (label, value) in enumerate(zip(self._labels, self._values, strict=True)):
            middle = plot.left() + step * (at + 0.5)
            wide = round(min(step * BAR_SHARE, 64))
            where = QRectF(round(middle - wide / 2), zero, wide, 0)
            found.append(self._draw_bar(painter, where, value, per, label))
            foot = QRectF(
                middle - step / 2, area.bottom() - room_of(LABEL_ROOM) + 4, step, room_of(18)
            )
            draw_label(painter, foot, shown[at])
        return found

    def _draw_bar(
        self, painter: QPainter, at: QRectF, value: int | None, per: float, label: str
    ) -> Mark:
        now = theme.current()
        written = text = self._scale.text(value, signed=True)
        font = now.font("small", 600, tabular=True)
        room = QRectF(at.center().x() - 40, at.top() - room_of(18), 80, room_of(16))
        if value is None:
            where = at.adjusted(0, -10, 0, 10)
            room.moveBottom(where.top() - 1)
            dashed_box(painter, where, 3, now.colour("warning"))
            tone = "warning"
            written = text if width_of(text, font) <= at.width() / BAR_SHARE else "?"
        elif value >= 0:
            where = at.adjusted(0, -max(value * per, 1), 0, 0)
            box(painter, where, 2, now.colour("good"))
            room.moveBottom(where.top() - 2)
            tone = "good" if value else "ink"
        else:
            where = at.adjusted(0, 1, 0, max(-value * per, 2))
            ground = now.mixed("problem", "surface", 0.75)
            brush = marks.pattern_brush(
                "falling", now.colour("surface", 0.4), ground, marks.ratio_of(painter)
            )
            _fill(painter, where, brush)
            room.moveTop(where.bottom() + 2)
            tone = "problem"
        words(painter, room, written, font, now.colour(tone), CENTRE)
        return Mark(where, f"{label}: {text}")


class CertaintyBars(Chart):
    """Small bars of one amount by year, drawn as certain as they are; for the inspector."""

    least = QSize(120, 86)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._labels: tuple[str, ...] = ()
        self._values: tuple[int | None, ...] = ()
        self._certainties: tuple[Certainty, ...] = ()
        self._scale = Scale("k")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_data(
        self,
        labels: Sequence[str],
        values: Sequence[int | None],
        certainties: Sequence[Certainty],
        *,
        unit: str = "k",
    ) -> None:
        """Show these amounts, pence, each with how certain it is."""
        self._labels, self._values = tuple(labels), tuple(values)
        self._certainties, self._scale = tuple(certainties), Scale(unit)
        self.changed()

    def sizeHint(self) -> QSize:
        return QSize(260, theme.current().px(88))

    def twin(self) -> Twin:
        shown = zip(self._labels, self._values, self._certainties, strict=True)
        rows = [(label, self._scale.text(v), CERTAINTY_WORDS[sure]) for label, v, sure in shown]
        return Twin(("Year", "Amount", "Certainty"), rows)

    def draw(self, painter: QPainter, area: QRectF) -> list[Mark]:
        if not self._labels:
            return []
        now = theme.current()
        plot = area.adjusted(0, room_of(TOTAL_ROOM), 0, -room_of(LABEL_ROOM))
        per = plot.height() / max([value or 0 for value in self._values] + [1])
        step = min(plot.width() / len(self._labels), 52.0)
        found = []
        for at, label in enumerate(self._labels):
            value, sure = self._values[at], self._certainties[at]
            sure = "unknown" if value is None else sure
            high = plot.height() * 0.5 if value is None else max(value * per, 2)
            left = plot.left() + at * step + 2
            where = QRectF(left, plot.bottom() - high, min(step - 8, 38), high)
            marks.fill_certainty(painter, where, sure, now.colour("accent"))
            text = "?" if value is None else self._scale.text(value)
            room = QRectF(where.center().x() - 30, where.top() - room_of(18), 60, room_of(16))
            tone = now.colour("warning" if value is None else "ink")
            words(painter, room, text, now.font("small", 600, tabular=True), tone, CENTRE)
            draw_label(
                painter, QRectF(left - 6, plot.bottom() + 3, where.width() + 12, room_of(18)), label
            )
            said = f"{label}: {self._scale.text(value)}"
            found.append(Mark(where, f"{said}, {CERTAINTY_WORDS[sure].lower()}"))
        return found


def _fill(painter: QPainter, where: QRectF, brush: QBrush) -> None:
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(where, 2, 2)
    painter.restore()
