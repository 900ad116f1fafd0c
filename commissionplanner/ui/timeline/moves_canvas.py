"""The bars of a group before and after its moves: what is added is outlined, what goes is struck."""

from collections.abc import Collection, Iterator
from typing import Final

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtWidgets import QWidget

from commissionplanner.analysis.cotermination import Alignment, Move
from commissionplanner.analysis.expiry import Expiry
from commissionplanner.analysis.index import Index
from commissionplanner.analysis.layout.shapes import Ink, Rounded, Shape, Words
from commissionplanner.analysis.layout.timeline_drawing import BAR, MARGIN, NAMES, ROW
from commissionplanner.analysis.layout.widths import width
from commissionplanner.analysis.move_words import what_words
from commissionplanner.analysis.timeline import Group, Row, Term, Timeline, term_of
from commissionplanner.model.plan import display_name
from commissionplanner.model.words import day_text
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.timeline.canvas import HEADER, TimelineCanvas
from commissionplanner.ui.timeline.drag import EndDrag
from commissionplanner.ui.timeline.lines import Lines

NONE: Final = Expiry((), None, 0, 0, 0)


class _NoDrag(EndDrag):
    """Ends are not dragged here: the table says which move."""

    def _end_under(self, where: QPoint, at: int) -> Term | None:
        del where, at
        return None


class MovesCanvas(TimelineCanvas):
    """A row for each contract of a group, as it is and as it would be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.drag = _NoDrag(self)
        self._found: Alignment | None = None
        self._moved: dict[str, Move] = {}

    def show_moves(
        self, index: Index, found: Alignment, moves: tuple[Move, ...], name: str
    ) -> None:
        """Show the contracts of a group in the order of its table."""
        is_new = self._found is None or self._found.group != found.group
        self._found = found
        rows = tuple(_row(index, move) for move in moves)
        shown = Timeline((Group("", name, rows),), index.plan.header.as_at_on)
        if is_new:
            self.lines = Lines(Timeline((), None))
        self.show_timeline(Lines(shown), NONE, index.plan.year if index.plan.years else None)
        if is_new:
            self._frame()

    def mark(self, chosen: Collection[str]) -> None:
        """Show which of the moves are to be made."""
        moves = self._found.moves if self._found is not None else ()
        self._moved = {move.contract.id: move for move in moves if move.contract.id in chosen}
        self.viewport().update()

    def _frame(self) -> None:
        """Show from the year before the as-at date to a year after the common day."""
        if self._found is None:
            return
        as_at = self.shown.as_at or self._found.target_on
        first = FinancialYear.of(as_at).plus(-1).first_day.toordinal()
        last = max(self._found.target_on, as_at).toordinal() + 400
        self._look(first, max(last - first, 4 * 366))

    def body(self) -> QRectF:
        """Return where rows stand: nothing stands beneath them."""
        wide, high = self.viewport().width() / self.scale(), self.viewport().height() / self.scale()
        return QRectF(0, HEADER, wide, max(high - HEADER, 0))

    def foot(self) -> Iterator[Shape]:
        """Yield nothing: what ends by quarter is the timeline's."""
        return iter(())

    def shapes(self) -> Iterator[Shape]:
        """Yield the bars, then what each move adds or takes, then the common day."""
        yield from super().shapes()
        offset = HEADER - self.verticalScrollBar().value()
        for line in self._in_view():
            move = self._moved.get(line.row.latest.contract_id) if line.row is not None else None
            if line.row is not None and move is not None:
                top = line.top + offset + (ROW - BAR) / 2
                yield from self._option_left(line.row, move, top)
                yield from self._change(move, top)
        yield from self._common_day()

    def _option_left(self, row: Row, move: Move, top: float) -> Iterator[Shape]:
        """Yield what is left of an option over its words, which would begin beneath the move."""
        option, axis = row.latest.option_to, self.axis()
        if move.what != "extend" or option is None or move.to_on is None or option <= move.to_on:
            return
        left, right = max(axis.end_x(move.to_on), axis.left), axis.end_x(option)
        right = min(right, axis.right + MARGIN)
        if right > left:
            ink = f"organisation:{self.slot_of(row.slot_of)}"
            yield Rounded(left, top, right - left, BAR, 0, Ink("surface"))
            yield Rounded(left, top, right - left, BAR, 2.5, Ink(ink, 0.14, "surface"), Ink(ink),
                          1.2, (3, 2))  # fmt: skip

    def _change(self, move: Move, top: float) -> Iterator[Shape]:
        axis = self.axis()
        if move.end_on is None or move.to_on is None:
            return
        now, then = axis.end_x(move.end_on), axis.end_x(move.to_on)
        left, right = max(min(now, then), axis.left), min(max(now, then), axis.right)
        if right - left < 1:
            return
        extends = move.what == "extend"
        tone = "accent" if extends else "warning"
        fill = Ink(tone, 0.22, "surface")
        dash = () if extends else (2.0, 2.0)
        yield Rounded(left, top - 1, right - left, BAR + 2, 2.5, fill, Ink(tone), 1.8, dash)
        text = what_words(move)
        if right - left >= width(text, 11, 600) + 14:
            yield Words(left + 8, top + 11.5, text, 11, 600, Ink("ink"))

    def _common_day(self) -> Iterator[Shape]:
        axis, body = self.axis(), self.body()
        if self._found is None:
            return
        x = axis.end_x(self._found.target_on)
        if axis.left <= x <= axis.right:
            yield Rounded(x - 1, body.top(), 2, body.height(), 0, Ink("accent"))

    def heads(self) -> Iterator[Shape]:
        """Yield the years, and the common day on its plate."""
        yield from super().heads()
        axis = self.axis()
        if self._found is None:
            return
        x, text = axis.end_x(self._found.target_on), f"Ends {day_text(self._found.target_on)}"
        if axis.left <= x <= axis.right:
            half = width(text, 11, 700) / 2 + 9
            x = min(max(x, NAMES + half), axis.right - half)
            yield Rounded(x - half, 18, 2 * half, 18, 9, Ink("accent"))
            yield Words(x, 31, text, 11, 700, Ink("onAccent"), "centre")


def _row(index: Index, move: Move) -> Row:
    contract = move.contract
    return Row(
        name=display_name(contract) or contract.id,
        slot_of=index.top(contract.commissioner_id) or "",
        terms=(term_of(contract),),
        rolled=0,
        gaps=(),
        funded_to=None,
        agreement_to=None,
    )
