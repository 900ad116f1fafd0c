"""Dragging the end of a bar: shows where it would end and what would change, and asks for it."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolTip

from commissionplanner.analysis.expiry import Expiry
from commissionplanner.analysis.layout import expiry_drawing
from commissionplanner.analysis.layout.shapes import Ink, Rounded, Shape, Words
from commissionplanner.analysis.layout.timeline_axis import Axis, month_end_near
from commissionplanner.analysis.layout.timeline_drawing import ROW
from commissionplanner.analysis.timeline import Term
from commissionplanner.model.money import format_short
from commissionplanner.model.words import counted, day_text
from commissionplanner.model.years import add_months

if TYPE_CHECKING:
    from commissionplanner.ui.timeline.canvas import TimelineCanvas

NEAR: Final = 6.0
"""How near to an end a press takes hold of it, pixels of the design."""


class EndDrag:
    """The hand on an end date.

    Attributes:
        says: Asked what a contract with another end would change; the page sets it.
    """

    def __init__(self, canvas: "TimelineCanvas") -> None:
        self._canvas = canvas
        self._held: Term | None = None
        self._line = -1
        self.wanted: date | None = None
        self.says: Callable[[str, date], str] = lambda _key, day: day_text(day)

    @property
    def is_on(self) -> bool:
        """Whether an end is held."""
        return self._held is not None

    def leave(self) -> None:
        """Let go without a change."""
        self._held, self.wanted = None, None
        self._canvas.viewport().unsetCursor()
        self._canvas.viewport().update()

    def takes(self, event: QEvent) -> bool:
        """Take part in what the mouse does; True where nothing else is to."""
        if not isinstance(event, QMouseEvent):
            return False
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            return self._press(event.position().toPoint())
        if kind == QEvent.Type.MouseMove:
            return self._move(event)
        if kind == QEvent.Type.MouseButtonRelease and self._held is not None:
            held, wanted = self._held, self.wanted
            self.leave()
            if wanted is not None and wanted != held.end_on:
                self._canvas.end_wanted.emit(held.contract_id, wanted)
            return True
        return False

    def _press(self, where: QPoint) -> bool:
        canvas, at = self._canvas, self._canvas.line_at(where)
        canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        if at < 0 or canvas.lines[at].row is None:
            return at >= 0
        self._held, self._line = self._end_under(where, at), at
        canvas.go_to(at)
        return True

    def _move(self, event: QMouseEvent) -> bool:
        canvas, where = self._canvas, event.position().toPoint()
        if self._held is None:
            at = canvas.line_at(where)
            near = at >= 0 and self._end_under(where, at) is not None
            shape = Qt.CursorShape.SplitHCursor if near else Qt.CursorShape.ArrowCursor
            canvas.viewport().setCursor(shape)
            return False
        day = canvas.axis().day(where.x() / canvas.scale() - canvas.axis().per_day)
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            day = month_end_near(day)
        self.wanted = day
        words = self.says(self._held.contract_id, day)
        QToolTip.showText(event.globalPosition().toPoint(), words, canvas)
        canvas.viewport().update()
        return True

    def _end_under(self, where: QPoint, at: int) -> Term | None:
        canvas, axis = self._canvas, self._canvas.axis()
        row, x = canvas.lines[at].row, where.x() / canvas.scale()
        if row is None or x < axis.left:
            return None
        for term in reversed(row.terms):
            movable = term.kind in ("committed", "single") and term.end_on is not None
            if movable and term.end_on and abs(axis.end_x(term.end_on) - x) <= NEAR:
                return term
        return None

    def shapes(self, axis: Axis) -> Iterator[Shape]:
        """Yield the line at the day on which it would end, and that day."""
        if self._held is None or self.wanted is None:
            return
        line = self._canvas.lines[self._line]
        top = line.top + self._canvas.body().top() - self._canvas.verticalScrollBar().value()
        x, text = axis.end_x(self.wanted), day_text(self.wanted)
        yield Rounded(x - 1, top, 2, ROW, 0, Ink("accent"))
        yield Rounded(x + 4, top + 4, 84, 19, 4, Ink("accent"))
        yield Words(x + 46, top + 17.5, text, 11, 600, Ink("onAccent"), "centre")


def ends_at(axis: Axis, found: Expiry, x: float, y: float, top: float) -> str:
    """Return what ends in the quarter at a place beneath the rows; "" where nothing does."""
    if y < top or x < axis.left:
        return "\n".join(expiry_drawing.said(found)) if y >= top else ""
    for quarter, left, wide in expiry_drawing.in_view(axis, found):
        if left <= x <= left + wide:
            last = date.fromordinal(add_months(quarter.first_day, 3).toordinal() - 1)
            said = [
                f"{day_text(quarter.first_day)} to {day_text(last)}",
                f"{counted(quarter.contracts, 'contract')}, {format_short(quarter.value_p)} a year",
            ]
            if quarter.single_p:
                said.append(f"{format_short(quarter.single_p)} of it on single years")
            if quarter.unknown:
                said.append(f"{counted(quarter.unknown, 'value')} not known, left out")
            if quarter.is_cliff:
                said.append("A cliff: a quarter or more of what runs now ends here")
            return "\n".join(said)
    return ""
