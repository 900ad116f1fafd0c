"""What all charts share: scales, marks that the keyboard can walk, a table twin under the key T.

A chart is a painted widget. Arrows move from mark to mark and show each mark's tooltip; Home and
End go to the ends; T turns it into a table of the same figures and back, and so does
`Chart.show_table`. Amounts are pence, shares parts per million; None is not known, and is drawn and
said as such, never as nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, floor, log10
from re import compile as pattern

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QTableWidget, QTableWidgetItem, QToolTip, QWidget

from commissionplanner.model.money import Pence, format_ppm, format_short
from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.ui import theme
from commissionplanner.ui.widgets.painting import (
    CENTRE,
    RIGHT,
    KeyFocus,
    dashed_box,
    focus_ring,
    width_of,
    words,
)

YEAR = pattern(r"20\d\d/\d\d")
UNIT_PENCE = {"£": 100, "k": 100_000, "m": 100_000_000}
MOST_LINES = 4
LABEL_ROOM = 22
"""Height beneath the axis for its labels, px."""


@dataclass(frozen=True)
class Scale:
    """How figures are written: money in one unit, or a percentage."""

    unit: str = "m"

    @property
    def per(self) -> int:
        """How many of the figures' own units make one on the axis: pence, or ppm to a percent."""
        return UNIT_PENCE.get(self.unit, 10_000)

    def text(self, value: int | None, *, signed: bool = False) -> str:
        """Write a figure as it stands by its mark; None is *Not known*."""
        if value is None:
            return NOT_KNOWN
        shown = format_ppm(value) if self.unit == "%" else format_short(Pence(value), self.unit)
        return f"+{shown}" if signed and value > 0 else shown

    def tick(self, value: float) -> str:
        """Write a figure of the axis: no more decimals than it needs."""
        number = round(value / self.per, 6)
        shown = f"{abs(number):,.0f}" if number == int(number) else f"{abs(number):,g}"
        sign = "\u2212" if number < 0 else ""
        return f"{sign}{shown}{'%' if self.unit == '%' else ''}"


def ticks(low: float, high: float, most: int = MOST_LINES) -> list[float]:
    """Return round figures from `low` to `high`, at most `most` of them beside nought."""
    if high <= low:
        return [low]
    for step in _steps((high - low) / most):
        first, last = -floor(-low / step), floor(high / step)
        found = [number * step for number in range(first, last + 1)]
        if len([each for each in found if each != 0]) <= most:
            return found
    return [low]


def ticks_from_below(low: float, high: float, most: int = MOST_LINES) -> list[float]:
    """Return round figures from the one below `low` up to `high`: for lines, not for bars."""
    if high <= low:
        return [low]
    for step in _steps((high - low) / most):
        first, last = floor(low / step), floor(high / step)
        if last - first < most:
            return [number * step for number in range(first, last + 1)]
    return [low]


def _steps(least: float) -> list[float]:
    size = 10 ** floor(log10(least))
    return [size, 2 * size, 5 * size, 10 * size, 20 * size, 50 * size]


@dataclass(frozen=True)
class Mark:
    """One figure of a chart: where it is and what its tooltip says."""

    where: QRectF
    words: str


@dataclass(frozen=True)
class Twin:
    """The same figures as a table."""

    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=tuple)


class Chart(KeyFocus, QWidget):
    """The base: subclasses draw in `draw` and return their marks, and answer `twin`.

    Args:
        name: What the chart shows, for screen readers.
    """

    least = QSize(160, 90)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._marks: list[Mark] = []
        self._at = -1
        self._table: QTableWidget | None = None
        self._why_empty = ""
        self.setAccessibleName(f"{name}, chart. T shows it as a table")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def draw(self, painter: QPainter, area: QRectF) -> list[Mark]:
        """Draw the chart and return its marks, in the order the arrows take."""
        raise NotImplementedError

    def twin(self) -> Twin:
        """Return the chart's figures as a table."""
        raise NotImplementedError

    def has_figures(self) -> bool:
        """Return whether any figure is known; where none is, the chart says so and draws none."""
        return True

    def set_why_empty(self, why: str) -> None:
        """Say why nothing is known, for when nothing is."""
        self._why_empty = why
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 160)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.least.width(), room_of(self.least.height()))

    def changed(self) -> None:
        """Draw anew after other figures have been given."""
        self._at = -1
        if self._table is not None:
            self._fill_table()
        self.update()

    def show_table(self, *, shown: bool) -> None:
        """Turn into the table of the same figures, or back."""
        if shown and self._table is None:
            self._table = QTableWidget(self)
            self._table.setAccessibleName(f"{self._name}, table")
            self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
            self._table.verticalHeader().hide()
            self._table.installEventFilter(self)
            self._fill_table()
            self._table.setGeometry(self.rect())
            self._table.show()
            self._table.setFocus(Qt.FocusReason.TabFocusReason)
        elif not shown and self._table is not None:
            self._table.deleteLater()
            self._table = None
            self.setFocus(Qt.FocusReason.TabFocusReason)

    def table_shown(self) -> bool:
        """Return whether the table twin is shown."""
        return self._table is not None

    def marks(self) -> Sequence[Mark]:
        """Return the marks as last drawn."""
        return self._marks

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        known = self.has_figures()
        self._marks = self.draw(painter, area) if known else self._draw_not_known(painter, area)
        if self.ring_due() and self._table is None:
            if 0 <= self._at < len(self._marks):
                focus_ring(painter, self._marks[self._at].where.adjusted(-2, -2, 2, 2), 4)
            else:
                focus_ring(painter, QRectF(self.rect()), theme.RADIUS_BUTTON)

    def _draw_not_known(self, painter: QPainter, area: QRectF) -> list[Mark]:
        """Say that nothing is known and why: never an axis with noughts on it."""
        now = theme.current()
        dashed_box(painter, area.adjusted(1, 1, -1, -1), theme.RADIUS_BUTTON, now.colour("control"))
        middle = QRectF(area.left() + 8, area.center().y() - room_of(20), area.width() - 16, 0)
        first = middle.adjusted(0, 0, 0, room_of(20))
        words(painter, first, NOT_KNOWN, now.font("h2"), now.colour("ink2"), CENTRE)
        second = first.translated(0, room_of(20))
        words(painter, second, self._why_empty, now.font("small"), now.colour("ink2"), CENTRE)
        why = f"{NOT_KNOWN}: {self._why_empty}" if self._why_empty else NOT_KNOWN
        return [Mark(area, why)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps and self._marks:
            start = self._at if self._at >= 0 else (-1 if steps[key] > 0 else len(self._marks))
            self._go(start + steps[key])
        elif key == Qt.Key.Key_Home:
            self._go(0)
        elif key == Qt.Key.Key_End:
            self._go(len(self._marks) - 1)
        elif key == Qt.Key.Key_T:
            self.show_table(shown=self._table is None)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]  # of the table
        if watched is self._table and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and event.key() in (Qt.Key.Key_T, Qt.Key.Key_Escape):
                self.show_table(shown=False)
                return True
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self._under(event.pos())
            QToolTip.showText(event.globalPos(), mark.words if mark else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        mark = self._under(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._table is not None:
            self._table.setGeometry(self.rect())

    def _go(self, at: int) -> None:
        if not self._marks:
            return
        self._by_mouse = False
        self._at = min(max(at, 0), len(self._marks) - 1)
        mark = self._marks[self._at]
        self.setAccessibleDescription(mark.words)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        QToolTip.showText(self.mapToGlobal(mark.where.bottomRight().toPoint()), mark.words, self)
        self.update()

    def _under(self, point: QPoint) -> Mark | None:
        return next((m for m in self._marks if m.where.contains(point.toPointF())), None)

    def _fill_table(self) -> None:
        twin, table = self.twin(), self._table
        if table is None:
            return
        table.setColumnCount(len(twin.heads))
        table.setRowCount(len(twin.rows))
        table.setHorizontalHeaderLabels(list(twin.heads))
        for down, row in enumerate(twin.rows):
            for across, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setTextAlignment(RIGHT if across else Qt.AlignmentFlag.AlignVCenter)
                table.setItem(down, across, item)
        table.resizeColumnsToContents()


def draw_grid(
    painter: QPainter, plot: QRectF, marks: Sequence[tuple[float, str]], zero: float | None
) -> None:
    """Draw grid lines with their figures at the left; `marks` gives height (y) and words."""
    now = theme.current()
    font = now.font("small", 400, tabular=True)
    for y, text in marks:
        is_zero = zero is not None and abs(y - zero) < 0.5
        line = now.colour("line2" if is_zero else "grid")
        painter.fillRect(QRectF(plot.left(), round(y), plot.width(), 1), line)
        room = QRectF(0, y - 9, plot.left() - 7, 18)
        words(painter, room, text, font, now.colour("ink3"), RIGHT)


def room_of(size: int) -> int:
    """Return the height or width that words of a chart need at the user's text size."""
    return theme.current().px(size)


def axis_room(texts: Sequence[str]) -> float:
    """Return the width the figures of an axis need, px."""
    font = theme.current().font("small", 400, tabular=True)
    return max((width_of(text, font) for text in texts), default=0) + 8


def labels_for(labels: Sequence[str], step: float) -> list[str]:
    """Return labels that fit beside each other: "2026/27" as "26/27", then only every other one."""
    font = theme.current().font("micro", 500, tabular=True)
    shown = list(labels)
    if any(width_of(text, font) > step - 2 for text in shown):
        shown = [text[2:] if YEAR.fullmatch(text) else text for text in shown]
    widest = max((width_of(text, font) for text in shown), default=0)
    every = max(ceil((widest + 2) / max(step, 1)), 1)
    return [text if at % every == 0 else "" for at, text in enumerate(shown)]


def draw_label(painter: QPainter, where: QRectF, text: str) -> None:
    """Draw the label of a year beneath a bar or point."""
    now = theme.current()
    roomy = where.adjusted(-60, 0, 60, 0)
    words(painter, roomy, text, now.font("micro", 500, tabular=True), now.colour("ink2"), CENTRE)
