"""Who would bear what: a small table painted like a chart, with the whole of it as its twin.

table = ExposureTable("If spending is over or under")
table.show_data(["−10%", ...], [Borne("Council", 0, [-45_700_000, ...], [False, ...])], unit="k")
table.set_twin(["−20%", ...], [["Council", "−914", ...], ...])
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.widgets.chart_base import Chart, Mark, Scale, Twin
from commissionplanner.ui.widgets.painting import RIGHT, box, width_of, words

HEAD: Final = 24
ROW: Final = 26
NAMES: Final = 0.24
NAMES_MOST: Final = 0.4


@dataclass(frozen=True)
class Borne:
    """One bearer: name, place in the plan's order (None: no organisation), pence, cap passed."""

    name: str
    slot: int | None
    values: Sequence[int | None]
    passed: Sequence[bool]


class ExposureTable(Chart):
    """One row for each bearer, one column for each percentage; a cap passed stands out."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._heads: tuple[str, ...] = ()
        self._rows: tuple[Borne, ...] = ()
        self._scale = Scale("k")
        self._twin = Twin()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_data(self, heads: Sequence[str], rows: Sequence[Borne], *, unit: str) -> None:
        """Show these amounts, pence."""
        self._heads, self._rows, self._scale = tuple(heads), tuple(rows), Scale(unit)
        self.updateGeometry()
        self.changed()

    def set_twin(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Give the table that T shows."""
        self._twin = Twin(heads, rows)
        self.changed()

    def twin(self) -> Twin:
        """Return the table that T shows."""
        return self._twin

    def sizeHint(self) -> QSize:
        """Return room for the head and every row."""
        now = theme.current()
        return QSize(280, now.px(HEAD) + len(self._rows) * now.px(ROW) + 2)

    def minimumSizeHint(self) -> QSize:
        """Return the same height as `sizeHint`."""
        return QSize(200, self.sizeHint().height())

    def draw(self, painter: QPainter, area: QRectF) -> list[Mark]:
        """Draw heads and rows; each figure is a mark."""
        if not self._heads:
            return []
        now = theme.current()
        names, steps = self._widths(area.width())
        lefts = [names + sum(steps[:at]) for at in range(len(steps))]
        small, grid = now.font("micro", 600, tabular=True), now.colour("grid")
        high, top = now.px(ROW), now.px(HEAD)
        for at, head in enumerate(self._heads):
            room = QRectF(lefts[at], 0, steps[at] - 5, top)
            words(painter, room, head, small, now.colour("ink2"), RIGHT)
        painter.fillRect(QRectF(0, top - 1, area.width(), 1), grid)
        found: list[Mark] = []
        for down, row in enumerate(self._rows):
            y = top + down * high
            self._draw_name(painter, QRectF(0, y, names, high), row)
            for at, value in enumerate(row.values):
                where = QRectF(lefts[at], y, steps[at], high)
                self._draw_value(painter, where, value, passed=row.passed[at])
                note = ", more than its cap by its share" if row.passed[at] else ""
                text = f"{row.name} at {self._heads[at]}: {self._scale.text(value)}{note}"
                found.append(Mark(where, text))
            painter.fillRect(QRectF(0, y + high - 1, area.width(), 1), grid)
        return found

    def _widths(self, width: float) -> tuple[float, list[float]]:
        """Return the width of the names and of each column: figures are never cut for names."""
        font = theme.current().font("small", 600, tabular=True)
        steps = []
        for at, head in enumerate(self._heads):
            known = [v for row in self._rows if (v := row.values[at]) is not None]
            texts = [self._scale.text(value) for value in known]
            steps.append(max(width_of(text, font) for text in (head, *texts)) + 7)
        names = min(max(width - sum(steps), width * NAMES), width * NAMES_MOST)
        spare = max(width - names - sum(steps), 0) / len(steps)
        return names, [step + spare for step in steps]

    def _draw_name(self, painter: QPainter, where: QRectF, row: Borne) -> None:
        now = theme.current()
        if row.slot is not None:
            side = now.px(10)
            square = QRectF(0, where.center().y() - side / 2, side, side)
            marks.draw_swatch(painter, square, row.slot)
            where = where.adjusted(side + 4, 0, 0, 0)
        font = now.font("small", 600)
        middle = Qt.TextElideMode.ElideMiddle  # names of one place often begin alike
        name = QFontMetricsF(font).elidedText(row.name, middle, where.width())
        words(painter, where, name, font, now.colour("ink"))

    def _draw_value(
        self, painter: QPainter, where: QRectF, value: int | None, *, passed: bool
    ) -> None:
        now = theme.current()
        ink = "problem" if passed else "ink"
        if passed:
            edge = now.colour("problem") if now.contrast else None
            plate = where.adjusted(2, 2, -1, -3)
            box(painter, plate, theme.RADIUS_MARK, now.colour("problemBg"), edge)
        font = now.font("small", 600 if passed else 400, tabular=True)
        text = self._scale.text(value) if value is not None else "–"
        words(painter, where.adjusted(0, 0, -5, 0), text, font, now.colour(ink), RIGHT)
