"""The painted timeline: names at the left, years above, what ends by quarter beneath.

Only what is in view is drawn, so that twenty thousand contracts scroll as quickly as seventy.

Up and Down go from row to row, Left and Right move through the years, plus and minus zoom, F shows
everything; Alt with Left or Right moves the end of the row's latest contract by a month, with Shift
by a day; T turns it into a table. The wheel scrolls, with Ctrl it zooms, with Shift it goes through
the years. The end of a bar can be dragged: it snaps to ends of months, with Shift to days.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from commissionplanner.analysis.expiry import Expiry
from commissionplanner.analysis.layout import expiry_drawing, timeline_axis, timeline_drawing
from commissionplanner.analysis.layout.shapes import Ink, Rounded, Shape, Words
from commissionplanner.analysis.layout.timeline_axis import Axis
from commissionplanner.analysis.layout.timeline_drawing import NAMES, Where
from commissionplanner.analysis.timeline import Timeline
from commissionplanner.model.years import FinancialYear, add_months
from commissionplanner.ui import theme
from commissionplanner.ui.map.camera import Camera
from commissionplanner.ui.map.paint import paint
from commissionplanner.ui.timeline.drag import EndDrag, ends_at
from commissionplanner.ui.timeline.lines import Line, Lines
from commissionplanner.ui.timeline.sayings import row_lines
from commissionplanner.ui.widgets.painting import KeyFocus, focus_ring

HEADER: Final = 36.0
YEARS_SHOWN: Final = 7
ZOOM_STEP: Final = 1.25
PICKED: Final = 3.0
LOW: Final = 330.0  # height, px of the design, below which what ends is scrolled to


class TimelineCanvas(KeyFocus, QAbstractScrollArea):
    """Shows a timeline; tells what is picked and which end is to move."""

    picked = Signal(str)
    end_wanted = Signal(str, object)
    table_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drag = EndDrag(self)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.slot_of: Callable[[str], int] = lambda _key: 0
        self.year: FinancialYear | None = None
        self.shown = Timeline((), None)
        self.expiry = Expiry((), None, 0, 0, 0)
        self.lines = Lines(self.shown)
        self.colours_groups = True
        self.current = -1
        self._first, self._days = float(date(2026, 4, 1).toordinal()), YEARS_SHOWN * 365.25
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        self.verticalScrollBar().valueChanged.connect(lambda _: self.viewport().update())
        self._announce()

    # What is shown

    def show_timeline(self, lines: Lines, expiry: Expiry, year: FinancialYear | None) -> None:
        """Show other rows; the place in time and the row stay where they can."""
        held = self.contract()
        is_new = not len(self.lines)
        self.shown, self.expiry, self.year = lines.shown, expiry, year
        self.lines = lines
        self.current = self.lines.of(held) if held else -1
        if is_new:
            self.show_usual()
        self._settle()
        self._announce()

    def show_usual(self) -> None:
        """Show seven years around the one spoken of."""
        year = self.year or FinancialYear.of(self.shown.as_at or self.lines.span[0])
        self._look(year.plus(-2).first_day.toordinal(), YEARS_SHOWN * 365.25)

    def show_all(self) -> None:
        """Show from the first start to the last end."""
        first, last = self.lines.span
        self._look(first.toordinal() - 10, (last - first).days + 20)

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Show fewer days (a factor above 1) or more, about a place in pixels of the design."""
        axis = self.axis()
        x = (axis.left + axis.right) / 2 if x is None else min(max(x, axis.left), axis.right)
        wide = axis.right - axis.left
        day = axis.first + (x - axis.left) / axis.per_day
        per_day = min(
            max(axis.per_day * factor, timeline_axis.LEAST_PER_DAY), timeline_axis.MOST_PER_DAY
        )
        self._look(day - (x - axis.left) / per_day, wide / per_day)

    def show_contract(self, contract_id: str) -> bool:
        """Go to a contract's row; False where it is not on the timeline."""
        at = self.lines.of(contract_id)
        if at < 0:
            return False
        self.go_to(at, tell=False)
        return True

    def contract(self) -> str:
        """Return the latest contract of the current row; "" where there is none."""
        row = self.lines[self.current].row if 0 <= self.current < len(self.lines) else None
        return row.latest.contract_id if row is not None else ""

    def axis(self) -> Axis:
        """Return the scale of days as it is now, in pixels of the design."""
        wide = self.viewport().width() / self.scale()
        right = max(wide - 16, NAMES + 60)
        return Axis(self._first, (right - NAMES) / self._days, NAMES, right)

    def scale(self) -> float:
        """Return how many pixels of the screen one of the design is: the user's text size."""
        return theme.current().text_scale

    def body(self) -> QRectF:
        """Return where rows stand, in pixels of the design."""
        wide, high = self.viewport().width() / self.scale(), self.viewport().height() / self.scale()
        foot = 0 if self._is_low() else expiry_drawing.HIGH
        return QRectF(0, HEADER, wide, max(high - HEADER - foot, 0))

    def foot_top(self) -> float:
        """Return where the chart of ends begins: beneath the rows, where it is low after the last."""
        if not self._is_low():
            return self.body().bottom()
        return HEADER + self.lines.high - self.verticalScrollBar().value()

    def _is_low(self) -> bool:
        return self.viewport().height() < LOW * self.scale()

    # Painting

    def shapes(self) -> Iterator[Shape]:
        """Yield what stands within the rows, from top to bottom: ground, bars, today."""
        axis, body = self.axis(), self.body()
        offset = HEADER - self.verticalScrollBar().value()
        yield from timeline_axis.lines(axis, HEADER, body.height(), self.year)
        for line in self._in_view():
            top = line.top + offset
            if line.row is None:
                continue
            if 0 <= self.current < len(self.lines) and line is self.lines[self.current]:
                yield Rounded(0, top, body.width(), line.high, 0, Ink("selected"))
            yield Rounded(0, top + line.high - 1, body.width(), 1, 0, Ink("grid"))
            slot = self.slot_of(line.row.slot_of)
            yield from timeline_drawing.row(line.row, Where(axis, top, slot, self.shown.as_at))
        yield from timeline_drawing.today(axis, self.shown.as_at, HEADER, body.height())
        yield from self.drag.shapes(axis)

    def names(self) -> Iterator[Shape]:
        """Yield the column of names."""
        body, offset = self.body(), HEADER - self.verticalScrollBar().value()
        yield Rounded(0, HEADER, NAMES, body.height(), 0, Ink("surface"))
        for line in self._in_view():
            top = line.top + offset
            if line.row is None:
                slot = self.slot_of(line.group.key) if self._has_colour(line) else None
                yield from timeline_drawing.group_head(line.group, top, slot)
                continue
            if 0 <= self.current < len(self.lines) and line is self.lines[self.current]:
                yield Rounded(0, top, NAMES, line.high, 0, Ink("selected"))
                yield Rounded(0, top, PICKED, line.high, 0, Ink("accent"))
            yield Rounded(0, top + line.high - 1, NAMES, 1, 0, Ink("grid"))
            yield from timeline_drawing.row_name(line.row, top)
        yield Rounded(NAMES - 1, HEADER, 1, body.height(), 0, Ink("line"))

    def heads(self) -> Iterator[Shape]:
        """Yield the years above, and the day the plan speaks of."""
        axis, wide = self.axis(), self.body().width()
        yield Rounded(0, 0, wide, HEADER, 0, Ink("sunken"))
        yield Rounded(0, HEADER - 1, wide, 1, 0, Ink("line2"))
        yield Words(timeline_drawing.LEFT_EDGE, 23, "Contract", 12, 600, Ink("ink2"))
        yield from timeline_axis.names(axis, 16, self.year)

    def foot(self) -> Iterator[Shape]:
        """Yield what ends by quarter, beneath the rows."""
        axis, body, top = self.axis(), self.body(), self.foot_top()
        yield Rounded(0, top, body.width(), expiry_drawing.HIGH, 0, Ink("surface"))
        yield from timeline_axis.lines(axis, top, expiry_drawing.HIGH, self.year)
        yield Rounded(0, top, body.width(), 1, 0, Ink("line2"))
        yield from expiry_drawing.chart(axis, self.expiry, top)
        yield Rounded(0, top + 1, NAMES, expiry_drawing.HIGH, 0, Ink("surface"))
        yield from expiry_drawing.words(self.expiry, top)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, scale, body, axis = theme.current(), self.scale(), self.body(), self.axis()
        painter, camera = QPainter(self.viewport()), Camera(scale)
        painter.fillRect(self.viewport().rect(), now.colour("surface"))
        painter.setClipRect(_scaled(body, scale))
        paint(painter, self.shapes(), camera)
        paint(painter, self.names(), camera)
        if self._is_low():
            paint(painter, self.foot(), camera)
        painter.setClipping(False)
        paint(painter, self.heads(), camera)
        if not self._is_low():
            paint(painter, self.foot(), camera)
        paint(painter, timeline_drawing.today_words(axis, self.shown.as_at, 31), camera)
        if self.ring_due():
            focus_ring(painter, QRectF(self.viewport().rect()), theme.RADIUS_BUTTON)
        painter.end()

    def _has_colour(self, line: Line) -> bool:
        return self.colours_groups and bool(line.group.key)

    def _in_view(self) -> Iterator[Line]:
        top = self.verticalScrollBar().value()
        return self.lines.between(top, top + self.body().height())

    # Moving

    def _look(self, first: float, days: float) -> None:
        wide = self.axis().right - NAMES
        least, most = wide / timeline_axis.MOST_PER_DAY, wide / timeline_axis.LEAST_PER_DAY
        self._days = min(max(days, least), most)
        self._first = first
        self._settle()

    def _settle(self) -> None:
        """Let the scroll bars say how much there is."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        first, last = self.lines.span
        low = int(min(first.toordinal() - 60, self._first))
        high = int(max(last.toordinal() + 60 - self._days, self._first))
        across.blockSignals(True)
        across.setRange(low, max(high, low))
        across.setPageStep(int(self._days))
        across.setSingleStep(max(int(self._days / 20), 1))
        across.setValue(int(self._first))
        across.blockSignals(False)
        body = self.body()
        whole = self.lines.high + (expiry_drawing.HIGH if self._is_low() else 0)
        down.setRange(0, max(int(whole - body.height()) + 1, 0))
        down.setPageStep(int(body.height()))
        down.setSingleStep(int(timeline_drawing.ROW))
        self.viewport().update()

    def _scrolled(self, value: int) -> None:
        self._first = float(value)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._settle()
        super().changeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(ZOOM_STEP ** (turns.y() / 120), event.position().x() / self.scale())
        elif turns.x() or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - round((turns.x() or turns.y()) / 120 * bar.singleStep()))
        else:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - round(turns.y() / 120 * 3 * timeline_drawing.ROW))
        event.accept()

    def go_to(self, at: int, *, tell: bool = True) -> None:
        """Make a line the current one, bring it into view and tell which contract it is."""
        self.current = at
        line, bar, body = self.lines[at], self.verticalScrollBar(), self.body()
        if line.top < bar.value():
            bar.setValue(int(line.top))
        elif line.top + line.high > bar.value() + body.height():
            bar.setValue(int(line.top + line.high - body.height()) + 1)
        self._announce()
        self.viewport().update()
        if tell and self.contract():
            self.picked.emit(self.contract())

    # Keys and pointing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        bar = self.horizontalScrollBar()
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(key, 0)
        if step and held & Qt.KeyboardModifier.AltModifier:
            self._move_end(step, by_day=bool(held & Qt.KeyboardModifier.ShiftModifier))
        elif step:
            bar.setValue(bar.value() + step * bar.singleStep())
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and len(self.lines):
            self.go_to(self.lines.next_row(self.current, 1 if key == Qt.Key.Key_Down else -1))
        elif key == Qt.Key.Key_Home and len(self.lines):
            self.go_to(self.lines.next_row(-1, 1))
        elif key == Qt.Key.Key_End and len(self.lines):
            self.go_to(self.lines.next_row(len(self.lines), -1))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1 / ZOOM_STEP if key == Qt.Key.Key_Minus else ZOOM_STEP)
        elif key == Qt.Key.Key_F and not held:
            self.show_all()
        elif key == Qt.Key.Key_T and not held:
            self.table_wanted.emit()
        elif key == Qt.Key.Key_Escape and self.drag.is_on:
            self.drag.leave()
        else:
            super().keyPressEvent(event)

    def _move_end(self, step: int, *, by_day: bool) -> None:
        """Ask for the end of the current row's latest contract a month, or a day, on or back."""
        row = self.lines[self.current].row if self.current >= 0 else None
        if row is None or row.latest.end_on is None:
            return
        end = row.latest.end_on
        if by_day:
            wanted = end + timedelta(step)
        else:
            first = add_months(end.replace(day=1), step)
            wanted = add_months(first, 1) - timedelta(1)
        self.end_wanted.emit(row.latest.contract_id, wanted)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words_at(event.pos()), self)
            return True
        if self.drag.takes(event):
            return True
        return super().viewportEvent(event)

    def line_at(self, where: QPoint) -> int:
        """Return the line under a point of the viewport; -1 for none."""
        y = where.y() / self.scale()
        body = self.body()
        if not body.top() <= y < body.bottom():
            return -1
        return self.lines.at(y - HEADER + self.verticalScrollBar().value())

    def words_at(self, where: QPoint) -> str:
        """Return what the tooltip says at a point: a row, or a quarter's ends."""
        at = self.line_at(where)
        if at >= 0:
            row = self.lines[at].row
            return "\n".join(row_lines(row)) if row is not None else self.lines[at].group.name
        return ends_at(self.axis(), self.expiry, where.x() / self.scale(), where.y() / self.scale(),
                       self.foot_top())  # fmt: skip

    def _announce(self) -> None:
        count = sum(1 for _ in self.shown.rows())
        self.setAccessibleName(f"Timeline of contracts, {count:,} rows. T shows it as a table")
        at = self.current
        row = self.lines[at].row if 0 <= at < len(self.lines) else None
        self.setAccessibleDescription("; ".join(row_lines(row)) if row is not None else "")
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )


def _scaled(where: QRectF, scale: float) -> QRectF:
    return QRectF(
        where.x() * scale, where.y() * scale, where.width() * scale, where.height() * scale
    )
