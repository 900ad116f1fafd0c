"""Badges: small pills that say a state or a kind.

Badge("Silo", "problem", "silo")             # tone: a level, "accent", "neutral" or a tier
Badge("Secondary prevention", "tier2")
Badge("NET-001 Silo", "problem", "problem", click=True).clicked.connect(...)
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui.icons import LEVELS
from commissionplanner.ui.widgets.painting import PaintedButton, box, focus_ring, width_of, words

PADDING, GAP, ICON = 8, 3, 12
LEAST = 120


def colours(tone: str) -> tuple[QColor, QColor, QColor]:
    """Return the ink, ground and line of a tone."""
    now = theme.current()
    if tone in LEVELS:
        return now.colour(tone), now.colour(f"{tone}Bg"), now.colour(f"{tone}Line")
    if tone == "neutral":
        return now.colour("ink2"), now.colour("sunken"), now.colour("line2")
    ground = now.colour("surface") if now.contrast else now.mixed(tone, "surface", 0.14)
    strength = 1.0 if now.contrast else 0.45
    ink = now.colour(tone) if now.dark else now.mixed(tone, "ink", 0.72)
    return ink, ground, now.mixed(tone, "surface", strength)


class Badge(PaintedButton):
    """A pill 18 high with words and, before them, an icon if one is named.

    Args:
        tone: A level, *accent*, *neutral* or *tier1* to *tier4*.
        click: Whether it can be pressed; otherwise it takes no focus.
    """

    def __init__(
        self,
        text: str,
        tone: str = "neutral",
        icon: str = "",
        *,
        click: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone, self._icon, self._click = tone, icon, click
        self.set_words(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if not click:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        now = theme.current()
        icon = now.px(ICON) + GAP - 3 if self._icon else 0
        width = width_of(self.words(), now.font("micro", 600)) + icon + 2 * PADDING
        return QSize(round(width + 0.5), now.px(theme.BADGE_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()  # longer words are elided rather than pushing the panel wide
        return QSize(min(hint.width(), theme.current().px(LEAST)), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        where = QRectF(self.rect())
        ink, ground, line = colours(self._tone)
        radius = where.height() / 2
        box(painter, where, radius, ground, ink if self._click and self.lit() else line)
        left = float(PADDING)
        if self._icon:
            left -= 3
            side = now.px(ICON)
            top = round((where.height() - side) / 2)
            icons.paint(painter, self._icon, QRectF(left, top, side, side), ink)
            left += side + GAP
        rest = QRectF(left, 0, where.width() - left - 2, where.height())
        words(painter, rest, self.words(), now.font("micro", 600), ink)
        if self.ring_due():
            focus_ring(painter, where, radius)
