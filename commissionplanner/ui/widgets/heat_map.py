"""How densely groups are tied: a matrix of cells, each with its number, and a table twin.

matrix = HeatMap("Links between organisations")
matrix.show_matrix([Group("Council", 0), Group("ICB", 1)], cells)   # cells[row][column]
matrix.picked.connect(lambda row, column: ...)

Arrows go from cell to cell, Enter takes the cell, T shows the table. A cell says how many links
there are; one without any is marked as missing by its dashed edge and its sign, or with a question
mark where nobody has confirmed that, not by colour only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.widgets.chart_base import Chart, Mark, Twin
from commissionplanner.ui.widgets.painting import (
    CENTRE,
    LEFT,
    box,
    dashed_box,
    width_of,
    words,
)

CELL_LEAST: Final = 24
CELL_MOST: Final = 40
HEAD: Final = 20
NAMES_LEAST: Final = 92


@dataclass(frozen=True)
class Group:
    """A row and column: its name, and its place in the palette of organisations or None."""

    name: str
    slot: int | None = None


@dataclass(frozen=True)
class Cell:
    """One pair: links, the share of possible ones (None: none possible), and its words.

    `is_sure` says whether both confirmed their links, so that none is a missing one.
    """

    links: int
    density: float | None
    words: str
    is_sure: bool = True


class HeatMap(Chart):
    """A square matrix of cells; the fuller, the denser."""

    picked = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._groups: tuple[Group, ...] = ()
        self._cells: tuple[tuple[Cell, ...], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_matrix(self, groups: Sequence[Group], cells: Sequence[Sequence[Cell]]) -> None:
        """Show these groups; `cells` are by row, then column."""
        self._groups = tuple(groups)
        self._cells = tuple(tuple(row) for row in cells)
        self.updateGeometry()
        self.changed()

    def has_figures(self) -> bool:
        """Return whether there is any group."""
        return bool(self._groups)

    def twin(self) -> Twin:
        """Return links of possible ones for each pair."""
        names = [group.name for group in self._groups]
        rows = [
            (name, *(cell.words.rsplit(": ", 1)[-1] for cell in row))
            for name, row in zip(names, self._cells, strict=True)
        ]
        return Twin(("", *names), rows)

    def sizeHint(self) -> QSize:
        side = self._side(float(self.width() or 320))
        return QSize(320, round(theme.current().px(HEAD) + side * max(len(self._groups), 2) + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, wide: int) -> int:
        side = self._side(float(wide))
        return round(theme.current().px(HEAD) + side * max(len(self._groups), 2) + 4)

    def _names(self, width: float) -> float:
        font = theme.current().font("small", 500)
        longest = max((width_of(g.name, font) for g in self._groups), default=0.0)
        now = theme.current()
        return min(longest + now.px(38), max(width * 0.33, now.px(NAMES_LEAST)))

    def _side(self, width: float) -> float:
        now = theme.current()
        room = (width - self._names(width) - 2) / max(len(self._groups), 1)
        return min(max(room, now.px(16)), now.px(CELL_MOST))

    def draw(self, painter: QPainter, area: QRectF) -> list[Mark]:
        """Draw numbers above, names at the left, and every cell as a mark."""
        now = theme.current()
        names, side, top = self._names(area.width()), self._side(area.width()), now.px(HEAD)
        small = now.font("micro", 600, tabular=True)
        found: list[Mark] = []
        known = [c.density or 0.0 for row in self._cells for c in row]
        most = max(known, default=0.0) or 1.0
        for at, group in enumerate(self._groups):
            x, y = names + at * side, top + at * side
            words(painter, QRectF(x, 0, side, top), str(at + 1), small, now.colour("ink2"), CENTRE)
            self._draw_name(painter, QRectF(0, y, names - 4, side), at, group)
            for across, cell in enumerate(self._cells[at]):
                where = QRectF(names + across * side, y, side, side)
                self._draw_cell(painter, where, cell, most, own=across == at)
                found.append(Mark(where, cell.words))
        return found

    def _draw_name(self, painter: QPainter, where: QRectF, at: int, group: Group) -> None:
        now = theme.current()
        number = where.adjusted(0, 0, now.px(16) - where.width(), 0)
        font = now.font("micro", 600, tabular=True)
        words(painter, number, str(at + 1), font, now.colour("ink2"), LEFT)
        left = now.px(17)
        if group.slot is not None:
            swatch = now.px(11)
            square = QRectF(left, where.center().y() - swatch / 2, swatch, swatch)
            marks.draw_swatch(painter, square, group.slot)
            left += swatch + 5
        room = where.adjusted(left, 0, 0, 0)
        words(painter, room, group.name, now.font("small", 500), now.colour("ink"), LEFT)

    def _draw_cell(
        self, painter: QPainter, where: QRectF, cell: Cell, most: float, *, own: bool
    ) -> None:
        now = theme.current()
        inner = where.adjusted(1.5, 1.5, -1.5, -1.5)
        font = now.font("micro", 600, tabular=True)
        if cell.density is None:
            painter.setPen(QPen(now.colour("line2"), 1))
            painter.drawLine(QLineF(inner.bottomLeft(), inner.topRight()))
            return
        if not cell.links:
            if own:
                box(painter, inner, theme.RADIUS_MARK, now.colour("sunken"), now.colour("line2"))
                words(painter, inner, "0", font, now.colour("ink2"), CENTRE)
                return
            token = "problem" if cell.is_sure else "note"
            dashed_box(painter, inner, theme.RADIUS_MARK, now.colour(token))
            if not cell.is_sure:
                words(painter, inner, "?", font, now.colour(token), CENTRE)
                return
            size = min(now.px(14), inner.width() - 4)
            icon = QRectF(0, 0, size, size)
            icon.moveCenter(inner.center())
            icons.paint(painter, "unlink", icon, token)
            return
        strength = 0.12 + 0.88 * (cell.density / most) ** 0.5
        strong = strength > 0.55 and not now.contrast
        fill = now.colour("surface") if now.contrast else now.mixed("accent", "surface", strength)
        box(painter, inner, theme.RADIUS_MARK, fill, now.colour("ink" if own else "line2"),
            1.6 if own else 1.0)  # fmt: skip
        ink = now.colour("onAccent" if strong else "ink")
        words(painter, inner, f"{cell.links:,}", font, ink, CENTRE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count = len(self._groups)
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and count and self._at >= 0:
            step = count if key == Qt.Key.Key_Down else -count
            if 0 <= self._at + step < count * count:
                self._go(self._at + step)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.picked.emit(*divmod(self._at, count))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        mark = self._under(event.position().toPoint())
        if mark is not None and event.button() == Qt.MouseButton.LeftButton and self._groups:
            self._at = list(self._marks).index(mark)
            self.picked.emit(*divmod(self._at, len(self._groups)))
            self.update()
        super().mousePressEvent(event)
