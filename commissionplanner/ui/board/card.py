"""A card of the board: a barrier, its figures, their years, the version before, what would close it."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from commissionplanner.findings.board import Figure, Tile
from commissionplanner.model.money import format_ppm, format_short
from commissionplanner.model.words import counted
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui import theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.board.years import YearStrip
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commissionplanner.ui.widgets.painting import box, dashed_box

Go = Callable[[str], None]


class BarrierCard(QWidget):
    """All that is said of one barrier. Its button shows the findings behind it.

    Args:
        tile: The barrier.
        year: The year spoken of.
        then: What the version sealed last is called; "" where there is none to compare.
        go: Goes to a page.
    """

    def __init__(
        self,
        tile: Tile,
        year: FinancialYear | None,
        then: str,
        go: Go,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tile, self._year, self._then, self._go = tile, year, then, go
        self.barrier, shown = tile.barrier, tile.shown
        self.setAccessibleName(f"{tile.label}: {shown.now.figure()}")
        self.items: Button | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(17, 11, 14, 12)
        column.setSpacing(5)
        column.addLayout(self._head())
        column.addLayout(self._number(shown))
        self._say(column, shown)
        for figure in tile.figures:
            if figure is not shown and figure.value is not None:
                column.addLayout(_beside(figure))
        said = shown.since_words(then) if then else ""
        if said:
            column.addWidget(Label(said[0].upper() + said[1:], "small", "ink2", 500, wrap=True))
        column.addStretch(1)
        close = f"What would close it: {shown.now.definition.close}"
        column.addWidget(Label(close, "small", "ink2", wrap=True))
        self._add_items(column)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        where = QRectF(self.rect())
        if not self._tile.is_known:
            box(painter, where, theme.RADIUS_CARD, now.colour("sunken"))
            dashed_box(painter, where, theme.RADIUS_CARD, now.colour("control"))
            return
        box(painter, where, theme.RADIUS_CARD, now.colour("surface"), now.colour("line"))
        bar = QRectF(0, theme.RADIUS_CARD, 4, where.height() - 2 * theme.RADIUS_CARD)
        painter.fillRect(bar, now.colour(self._tile.level))

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        name = ElidedLabel(self._tile.label, "h2")
        name.setToolTip(self._tile.said)
        head.addWidget(name, 1)
        level = IconLabel(self._tile.level, self._tile.level, 16)
        level.setToolTip(marks.LEVEL_WORDS[self._tile.level] if self._tile.is_known else "")
        head.addWidget(level)
        return head

    def _number(self, shown: Figure) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(shown.now.figure(), "number" if self._tile.is_known else "title"), 1)
        if self._tile.is_known:
            known = f"{format_ppm(self._tile.known_ppm, 0)} known"
            row.addWidget(Label(known, "micro", "ink3", 500), 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _say(self, column: QVBoxLayout, shown: Figure) -> None:
        if shown.value is None:
            why = shown.now.measure.why or "Nothing recorded yet that it could be worked out from."
            why += " It is not counted as nil."
            column.addWidget(Label(why, "small", "ink2", wrap=True))
            return
        words = f"{shown.now.label}: {shown.line}"
        label = Label(words, "small", "ink2", wrap=True)
        label.setToolTip(shown.now.definition.formula)
        column.addWidget(label)
        years = [(y.short, said, y == self._year) for y, said, v in shown.years() if v is not None]
        if len(years) > 1:
            column.addWidget(YearStrip(years))

    def _add_items(self, column: QVBoxLayout) -> None:
        tile = self._tile
        if not tile.findings:
            return
        worth = f", {format_short(tile.worth_p)} a year" if tile.worth_p else ""
        words = f"Show {counted(tile.findings, 'open finding')}{worth}"
        self.items = Button(words, "quiet", height=28, flush=True)
        self.items.clicked.connect(lambda *_: self._go(f"findings:{tile.barrier}"))
        column.addWidget(self.items, 0, Qt.AlignmentFlag.AlignLeft)


def _beside(figure: Figure) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    label = ElidedLabel(figure.now.label, "small", "ink2")
    label.setToolTip(f"{figure.now.label}: {figure.line}. {figure.now.definition.formula}")
    row.addWidget(label, 1)
    row.addWidget(Label(figure.now.figure(), "small", "ink", 600))
    return row
