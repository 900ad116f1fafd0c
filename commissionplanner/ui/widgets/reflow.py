"""A layout that fills lines with widgets side by side, and takes another line where text is large.

row = Reflow()
row.add(tile, least=140)                 # least: the width at normal text size, px
row.add(card, least=300, share=46)       # beside others it takes 46 parts of the room
row.add(steps, least=330, share=0)       # beside others no more than it needs
"""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.flow import Lines


@dataclass(frozen=True)
class _Claim:
    """What a widget asks of a line: px at normal text size, and parts of what is left over."""

    least: int
    share: int


class Reflow(Lines):
    """Lines of about as many widgets each; the lines fill the width and share the height left."""

    def __init__(self, gap: int = theme.GAP_CARDS, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap)
        self._claims: list[_Claim] = []

    def add(self, widget: QWidget, *, least: int, share: int = 1) -> None:
        """Add a widget that needs `least` px at normal text size and takes `share` parts."""
        self._claims.append(_Claim(least, share))
        self.addWidget(widget)

    def takeAt(self, index: int) -> QLayoutItem | None:
        if 0 <= index < len(self._items):
            self._claims.pop(index)
        return super().takeAt(index)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def heightForWidth(self, width: int) -> int:
        heights = [self._height(line, width) for line in self._lines(width)]
        return sum(heights) + self._gap * max(len(heights) - 1, 0)

    def sizeHint(self) -> QSize:
        wide = sum(self._least(at) for at in range(len(self._items)))
        high = max((item.sizeHint().height() for item in self._items), default=0)
        return QSize(wide + self._gap * max(len(self._items) - 1, 0), high)

    def minimumSize(self) -> QSize:
        mins = [item.minimumSize() for item in self._items]
        wide = max((size.width() for size in mins), default=0)
        return QSize(wide, max((size.height() for size in mins), default=0))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        lines = self._lines(rect.width())
        spare = max(rect.height() - self.heightForWidth(rect.width()), 0)
        top = rect.y()
        for nth, line in enumerate(lines):
            high = self._height(line, rect.width()) + spare // len(lines)
            high += spare % len(lines) if nth == len(lines) - 1 else 0
            left = rect.x()
            for at, wide in self._widths(line, rect.width()):
                self._items[at].setGeometry(QRect(left, top, wide, high))
                left += wide + self._gap
            top += high + self._gap

    def _least(self, at: int) -> int:
        asked = theme.current().px(self._claims[at].least)
        return max(asked, self._items[at].minimumSize().width())

    def _fits(self, line: range, width: int) -> bool:
        used = sum(self._least(at) for at in line) + self._gap * (len(line) - 1)
        return len(line) == 1 or used <= width

    def _lines(self, width: int) -> list[range]:
        """Return the fewest lines that hold all, each about as long as the others."""
        count = len(self._items)
        for many in range(1, count + 1):
            per = -(-count // many)
            lines = [range(at, min(at + per, count)) for at in range(0, count, per)]
            if all(self._fits(line, width) for line in lines):
                return lines
        return []

    def _widths(self, line: range, width: int) -> Iterator[tuple[int, int]]:
        """Yield place and width of each widget in a line; together they fill it."""
        room = width - self._gap * (len(line) - 1)
        shares = {at: self._claims[at].share for at in line}
        if not any(shares.values()):
            shares = dict.fromkeys(line, 1)
        room -= sum(self._least(at) for at in line if not shares[at])
        parts = sum(shares.values())
        wides = {at: room * share // parts for at, share in shares.items() if share}
        short = {at for at, wide in wides.items() if wide < self._least(at)}
        if short:  # the shares are of what is left over the least widths
            over = room - sum(self._least(at) for at in wides)
            wides = {at: self._least(at) + over * shares[at] // parts for at in wides}
        lost = room - sum(wides.values())  # by rounding down
        wides[max(wides)] += max(lost, 0)
        for at in line:
            yield at, wides.get(at, self._least(at))

    def _height(self, line: range, width: int) -> int:
        return max(
            self._items[at].heightForWidth(wide)
            if self._items[at].hasHeightForWidth()
            else self._items[at].sizeHint().height()
            for at, wide in self._widths(line, width)
        )
