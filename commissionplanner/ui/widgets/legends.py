"""Legends beside charts, and terms of a contract in a row.

LegendList([(0, "Council", "£122.2m over 5 years"), ...])      # swatch, name, second line
LegendRow([(0, "Council"), (1, "ICB")], line="Money out")      # side by side
CertaintyLegend()                                              # confirmed, indicative, assumed
strip = TermStrip()
strip.show_terms([("23/24", "£1.98m"), ...], "2027/28 onwards: nothing agreed")
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.ui import theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.theme_marks import Certainty
from commissionplanner.ui.widgets.chart_base import draw_label
from commissionplanner.ui.widgets.painting import CENTRE, dashed_box, width_of, words

CERTAINTY_WORDS: Final = {
    "confirmed": "Confirmed",
    "indicative": "Indicative",
    "assumed": "Assumed",
    "unknown": NOT_KNOWN,
}


LEGEND_ORDER: Final[tuple[Certainty, ...]] = ("confirmed", "indicative", "assumed")


class LegendList(QWidget):
    """Swatches with names and a second line, one below the other."""

    STEP: Final = 34

    def __init__(
        self, entries: Sequence[tuple[int, str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.show_entries(entries)

    def show_entries(self, entries: Sequence[tuple[int, str, str]]) -> None:
        """Show these: place in the plan's order, name, second line ("" for none)."""
        self._entries = tuple(entries)
        self.setAccessibleName("; ".join(f"{name}: {line}" for _, name, line in entries))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(138), len(self._entries) * now.px(self.STEP))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        step = now.px(self.STEP)
        for at, (slot, name, line) in enumerate(self._entries):
            top = at * step
            side, left = now.px(12), now.px(12) + 7
            marks.draw_swatch(painter, QRectF(0, top + now.px(2), side, side), slot)
            room = QRectF(left, top - 1, self.width() - left, now.px(17))
            words(painter, room, name, now.font("small", 500), now.colour("ink"))
            room.translate(0, now.px(15))
            words(painter, room, line, now.font("micro", 400), now.colour("ink3"))


class LegendRow(QWidget):
    """Swatches with names side by side, and the stroke of a chart's line if it has one."""

    def __init__(
        self,
        entries: Sequence[tuple[int, str]] = (),
        line: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_entries(entries, line)

    def show_entries(self, entries: Sequence[tuple[int, str]], line: str = "") -> None:
        """Show these: place in the plan's order and name; `line` names the stroke."""
        self._entries, self._line = tuple(entries), line
        self.setAccessibleName(
            ", ".join([*(name for _, name in entries), *([line] if line else [])])
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme.current()
        font = now.font("small", 500)
        names = [name for _, name in self._entries] + ([self._line] if self._line else [])
        wide = sum(width_of(name, font) + 28 for name in names) + (10 if self._line else 0)
        return QSize(round(wide), now.px(18))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """Return the height of as many lines as the names need."""
        places = self._places(width)
        return (places[-1][1] + 1 if places else 1) * theme.current().px(18)

    def _places(self, width: int) -> list[tuple[float, int]]:
        """Return left edge and number of the line of each entry, the stroke last."""
        font = theme.current().font("small", 500)
        names = [(16, name) for _, name in self._entries]
        names += [(23, self._line)] if self._line else []
        found, left, line = list[tuple[float, int]](), 0.0, 0
        for mark, name in names:
            wide = mark + width_of(name, font)
            if left and left + wide > width:
                left, line = 0.0, line + 1
            found.append((left, line))
            left += wide + 12
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        font, ink, high = now.font("small", 500), now.colour("ink2"), now.px(18)
        places = self._places(self.width())
        for (slot, name), (left, line) in zip(self._entries, places, strict=False):
            top = line * high
            marks.draw_swatch(painter, QRectF(left, top + (high - 11) / 2, 11, 11), slot)
            room = QRectF(left + 16, top, self.width() - left - 16, high)
            words(painter, room, name, font, ink)
        if self._line:
            left, line = places[-1]
            top = line * high
            painter.fillRect(QRectF(left, top + high // 2, 18, 2), now.colour("ink"))
            room = QRectF(left + 23, top, self.width() - left - 23, high)
            words(painter, room, self._line, font, ink)


class CertaintyLegend(QWidget):
    """What full, striped and dashed mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Confirmed is full, indicative striped, assumed dashed")

    def sizeHint(self) -> QSize:
        now = theme.current()
        font = now.font("small", 500)
        wide = sum(width_of(CERTAINTY_WORDS[sure], font) + 34 for sure in LEGEND_ORDER)
        return QSize(round(wide), now.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        left = 2.0
        for sure in LEGEND_ORDER:
            swatch = QRectF(left, (self.height() - 12) / 2, 12, 12)
            marks.fill_certainty(painter, swatch, sure, now.colour("accent"), 2)
            room = QRectF(left + 18, 0, now.px(90), self.height())
            font = now.font("small", 500)
            left += 18 + words(painter, room, CERTAINTY_WORDS[sure], font, now.colour("ink2")) + 16


class TermStrip(QWidget):
    """Terms one after another as single-year marks, and what is agreed afterwards."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._terms: tuple[tuple[str, str], ...] = ()
        self._after = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_terms(self, terms: Sequence[tuple[str, str]], after: str = "") -> None:
        """Show terms (year, amount) and, dashed, what comes after them."""
        self._terms, self._after = tuple(terms), after
        said = [f"{year}: {amount}" for year, amount in terms]
        self.setAccessibleName("; ".join([*said, after] if after else said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(260, now.px(76 if self._after else 46))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._terms:
            return
        now = theme.current()
        painter = QPainter(self)
        gap, high = 4.0, float(now.px(22))
        wide = (self.width() - gap * (len(self._terms) - 1)) / len(self._terms)
        for at, (year, amount) in enumerate(self._terms):
            left = at * (wide + gap)
            marks.draw_single_year(painter, QRectF(left, 0, wide, high), "")
            room = QRectF(left, 0, wide, high)
            words(
                painter,
                room,
                amount,
                now.font("micro", 600, tabular=True),
                now.colour("ink"),
                CENTRE,
            )
            draw_label(painter, QRectF(left, high + 3, wide, now.px(18)), year)
        if self._after:
            where = QRectF(0, now.px(50), self.width(), now.px(25))
            dashed_box(painter, where, 6, now.colour("control"))
            words(painter, where, self._after, now.font("micro", 500), now.colour("ink2"), CENTRE)
