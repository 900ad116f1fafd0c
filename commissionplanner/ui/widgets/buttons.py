"""Buttons: one primary to a view, secondary, quiet, danger, and tool buttons that are an icon.

    save = Button("Export for sign-off", "primary", "export")
    save.clicked.connect(...)
    save.disable("Seal when all 13 lines are green or accepted.")   # a reason, always
    undo = ToolButton("undo", "Undo", key="Ctrl+Z")

Words begin with the verb; "…" means that another window follows.
"""

from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui.widgets.painting import (
    LEFT,
    PaintedButton,
    box,
    focus_ring,
    width_of,
    words,
)

Kind = Literal["primary", "secondary", "quiet", "danger"]
ICON: Final = 16
ICON_GAP: Final = 3
PADDING: Final = 13
SHORTEST: Final = 120
"""Words that stand where text does give way to the room there is, but for so much of them, px."""


class Button(PaintedButton):
    """A button with words and, before them, an icon if one is named.

    Args:
        kind: *primary* is the filled one, once to a view.
        icon: Name of the icon; "" for none.
        height: 32 in rows and bars, 28 on cards that float, 24 in callouts.
        flush: No room at the sides, for a quiet button that stands where words do; it is elided
            where there is too little room for them.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = "secondary",
        icon: str = "",
        *,
        height: int = theme.CONTROL_HEIGHT,
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._flush = flush
        self._kind: Kind = kind
        self._icon = icon
        self._height = height
        self._tip = ""
        self.set_words(text)
        wide = QSizePolicy.Policy.Maximum if flush else QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_kind(self, kind: Kind) -> None:
        """Draw the button as another kind: one that is primary in one view may not be in another."""
        if kind != self._kind:
            self._kind = kind
            self.update()

    @property
    def kind(self) -> Kind:
        """What sort of button it is."""
        return self._kind

    def disable(self, reason: str) -> None:
        """Dim the button and say why in its tooltip."""
        if not self.accessibleDescription():  # else its tooltip is the reason given before
            self._tip = self.toolTip()
        self.setEnabled(False)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def enable(self) -> None:
        """Take `disable` back."""
        self.setEnabled(True)
        self.setToolTip(self._tip)
        self.setAccessibleDescription("")

    def sizeHint(self) -> QSize:
        now = theme.current()
        icon = now.px(ICON) + ICON_GAP if self._icon else 0
        width = width_of(self.words(), self._face()) + icon + 2 * self._padding()
        return QSize(round(width + 0.5), now.px(self._height))

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return (
            wanted.boundedTo(QSize(theme.current().px(SHORTEST), wanted.height()))
            if self._flush
            else wanted
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show words that are cut in the tooltip."""
        super().resizeEvent(event)
        if self._flush and self.isEnabled() and self.toolTip() in ("", self.words()):
            self.setToolTip(self.words() if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        where = QRectF(self.rect())
        ink = self._draw_ground(painter, where)
        now = theme.current()
        icon = now.px(ICON if self._height > 24 else 14)
        room = icon + ICON_GAP if self._icon else 0
        text = width_of(self.words(), self._face())
        left = max((where.width() - text - room) / 2, 2)
        if self._icon:
            top = (where.height() - icon) / 2
            icons.paint(painter, self._icon, QRectF(left, round(top), icon, icon), ink)
        rest = QRectF(left + room, 0, where.width() - left - room - 2, where.height())
        words(painter, rest, self.words(), self._face(), ink, LEFT)

    def _face(self) -> QFont:
        if self._height <= 28:
            return theme.current().font("small", 600)
        return theme.current().font("body", 500 if self._kind == "quiet" else 600)

    def _padding(self) -> int:
        if self._kind == "quiet" and not theme.current().contrast:
            return 2 if self._flush else 8
        return PADDING if self._height >= theme.CONTROL_HEIGHT else 9

    def _draw_ground(self, painter: QPainter, where: QRectF) -> QColor:
        """Draw what lies under the words and return the colour of the words."""
        now = theme.current()
        radius = theme.RADIUS_BUTTON
        ring = self.ring_due()
        if self._kind == "primary":
            inner = where.adjusted(3, 3, -3, -3) if ring else where
            if ring:
                focus_ring(painter, where, radius)
            if not self.isEnabled():
                box(painter, inner, radius, now.colour("sunken"), now.colour("line2"))
                return now.colour("disabled")
            pressed = self.isDown() or self.lit()
            box(painter, inner, radius, now.colour("accentHover" if pressed else "accent"))
            return now.colour("onAccent")
        bordered = self._kind != "quiet" or now.contrast
        line = now.colour("problem" if self._kind == "danger" else "line2") if bordered else None
        fill = now.colour("hover" if self.lit() or self.isDown() else "surface")
        if bordered or self.lit():
            box(painter, where, radius, fill, line)
        if ring:
            focus_ring(painter, where, radius)
        ink = {"quiet": "link", "danger": "problem"}.get(self._kind, "ink")
        return now.colour(ink if self.isEnabled() else "disabled")


class ToolButton(PaintedButton):
    """A square button that is only an icon: its name is in the tooltip, with its key.

    Args:
        icon: Name of the icon.
        name: What it does, for the tooltip and screen readers.
        key: The shortcut as people read it, "Ctrl+Z"; it is shown, not installed.
    """

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        key: str = "",
        size: int = theme.CONTROL_HEIGHT,
        icon_size: int = ICON,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._size = size
        self._icon_size = icon_size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name, key)

    def set_name(self, name: str, key: str = "") -> None:
        """Say what the button does now, e.g. "Undo: Extend contract"."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})" if key else name)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.current().px(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        where = QRectF(self.rect())
        fill = None
        if self.isChecked():
            fill = now.colour("selected")
        elif self.lit() or self.isDown():
            fill = now.colour("hover")
        line = now.colour("line2") if now.contrast else None
        if fill is not None or line is not None:
            box(painter, where, theme.RADIUS_BUTTON, fill, line)
        side = now.px(self._icon_size)
        corner = QRectF(
            round((where.width() - side) / 2), round((where.height() - side) / 2), side, side
        )
        ink = "accent" if self.isChecked() else "ink2"
        icons.paint(painter, self._icon, corner, ink if self.isEnabled() else "disabled")
        if self.ring_due():
            focus_ring(painter, where, theme.RADIUS_BUTTON)
