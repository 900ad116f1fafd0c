"""Words and small marks: labels in the text styles, swatches, level shapes, pips, the 1 yr mark.

Label("Money in, £k", "h2")                       # style; colour ink
Label("Wexcombe Council", "small", "ink2", 600)   # style, tone (a token), weight
Label(text, "body", wrap=True)                    # over several lines
ElidedLabel(long_name)                            # one line; full text in the tooltip
Swatch(slot)  LevelIcon("warning")  Pips(2)  IconLabel("clock")
"""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.widgets.painting import LEFT, words


class Label(QLabel):
    """Words in a text style and a tone; plain text always, so that data is never taken as markup.

    Args:
        style: A text style of `theme.STYLES`.
        tone: A colour token of `theme_sheet.TONES`.
        weight: Another weight than the style's, 400 to 700.
        tabular: Digits of one width, for figures in columns.
        mono: All characters of one width, for digests and codes to compare by eye.
    """

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        tone: str = "ink",
        weight: int | None = None,
        *,
        wrap: bool = False,
        tabular: bool = False,
        mono: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style, self._weight, self._tabular = style, weight, tabular
        self._mono = mono
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setProperty("tone", tone)
        self._dress()
        self.setText(text)
        if wrap:
            self.setMinimumWidth(1)

    def set_weight(self, weight: int | None) -> None:
        """Write the words in another weight; None for the style's own."""
        self._weight = weight
        self._dress()

    def set_tone(self, tone: str) -> None:
        """Show the words in another colour token."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        now = theme.current()
        font = now.font(self._style, self._weight, tabular=self._tabular)
        if self._mono:
            font = now.monospace(self._style)
        if font != self.font():
            self.setFont(font)


class ElidedLabel(Label):
    """One line that is cut with "…" where there is no room; the whole text is in the tooltip."""

    def __init__(
        self, text: str = "", style: str = "body", tone: str = "ink", weight: int | None = None
    ) -> None:
        super().__init__(text, style, tone, weight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(24), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if cut else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        align = self.alignment() if self.alignment() else LEFT
        ink = theme.current().colour(str(self.property("tone")))
        words(painter, QRectF(self.rect()), self.text(), self.font(), ink, align)


class _Mark(QWidget):
    """The base of small painted marks of a fixed size."""

    def __init__(self, width: int, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = (width, height)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(self._size[0]), now.px(self._size[1]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Swatch(_Mark):
    """An organisation's colour and pattern; always put its name beside it."""

    def __init__(self, slot: int, size: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(size, size, parent)
        self._slot = slot

    def paintEvent(self, _event: QPaintEvent) -> None:
        marks.draw_swatch(QPainter(self), QRectF(self.rect()), self._slot)


class IconLabel(_Mark):
    """An icon that says something: give `name` unless words beside it say the same."""

    def __init__(
        self,
        icon: str,
        tone: str = "ink2",
        size: int = 16,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(size, size, parent)
        self._icon, self._tone = icon, tone
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon(self, icon: str, tone: str | None = None) -> None:
        """Show another icon, or the same in another colour token."""
        self._icon = icon
        self._tone = self._tone if tone is None else tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.paint(QPainter(self), self._icon, QRectF(self.rect()), self._tone)


class LevelIcon(IconLabel):
    """The shape and colour of a level, with its word for the tooltip and screen readers."""

    def __init__(self, level: str, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(level, level, size, marks.LEVEL_WORDS[level], parent)


class Pips(_Mark):
    """The prevention tier as four pips, 1 to 4 filled; None: not known, four empty ones."""

    def __init__(self, tier: int | None, size: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(size, size, parent)
        self.set_tier(tier)

    def set_tier(self, tier: int | None) -> None:
        """Show another tier."""
        self._tier = tier
        name = "Prevention tier not known" if tier is None else marks.TIER_WORDS[tier]
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        marks.draw_pips(QPainter(self), QRectF(self.rect()), self._tier)
