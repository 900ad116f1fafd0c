"""The rail: where the pages are, in three groups; 172 wide, or 52 when folded.

rail = Rail([RailGroup("", [RailItem("overview", "Overview"), ...]), ...], foot=[...])
rail.chosen.connect(...)                # key of the page asked for
rail.set_current("map"); rail.set_count("findings", 27); rail.set_folded(folded=True)
rail.set_pages_enabled(enabled=False)   # no plan open: pages dimmed, foot not
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui.widgets.painting import CENTRE, PaintedButton, box, width_of, words


@dataclass(frozen=True)
class RailItem:
    """A page: its key, its name and, where it is not the key, its icon."""

    key: str
    name: str
    icon: str = ""


@dataclass(frozen=True)
class RailGroup:
    """Pages under one heading; "" for none."""

    name: str
    items: Sequence[RailItem]


PRODUCT = ("Commission", "Planner")


class _Button(PaintedButton):
    """One page in the rail."""

    def __init__(self, item: RailItem) -> None:
        super().__init__()
        self.key = item.key
        self._icon = item.icon or item.key
        self._count: int | None = None
        self._folded = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_words(item.name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._settle()

    def show_as(self, *, folded: bool | None = None, count: int | None = -1) -> None:
        """Fold or unfold, or say another count (None: nothing to count)."""
        self._folded = self._folded if folded is None else folded
        self._count = self._count if count == -1 else count
        self._settle()

    def nextCheckState(self) -> None:
        """Stay as it is: the window decides which page is shown."""

    def sizeHint(self) -> QSize:
        return QSize(theme.RAIL_NARROW, theme.current().px(theme.RAIL_ITEM))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        whole = QRectF(self.rect())
        where = whole.adjusted(8, 0, -8, 0)
        chosen = self.isChecked()
        if chosen:
            box(painter, where, theme.RADIUS_BUTTON, now.colour("railSel"))
            painter.fillRect(QRectF(0, 6, 3, whole.height() - 12), now.colour("railMark"))
        elif self.lit():
            box(painter, where, theme.RADIUS_BUTTON, now.colour("railSel", 0.5))
        ink = now.colour("railSelText" if chosen else "railText")
        if self.lit() and not chosen and now.contrast:
            ink = now.colour("railSelText")
        if not self.isEnabled():
            ink = now.colour("railDim")
        side = now.px(18)
        left = round((whole.width() - side) / 2) if self._folded else 17
        icons.paint(
            painter, self._icon, QRectF(left, (whole.height() - side) // 2, side, side), ink
        )
        if not self._folded:
            room = QRectF(left + side + 9, 0, whole.width() - left - side - 20, whole.height())
            words(painter, room, self.words(), now.font("body", 600 if chosen else 500), ink)
        if self._count and self.isEnabled():
            self._draw_count(painter, whole)
        if self.ring_due():
            box(painter, where, theme.RADIUS_BUTTON, None, now.colour("railMark"), 2)

    def _draw_count(self, painter: QPainter, whole: QRectF) -> None:
        now = theme.current()
        if self._folded:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.colour("railMark"))
            painter.drawEllipse(QRectF(whole.width() - 17, 2, 6, 6))
            return
        text = f"{self._count:,}"
        font = now.font("micro", 600, tabular=True)
        high = now.px(16)
        wide = max(round(width_of(text, font)) + 12, high + 2)
        pill = QRectF(whole.width() - wide - 18, (whole.height() - high) / 2, wide, high)
        line = now.colour("line") if now.contrast else None
        box(painter, pill, high / 2, now.colour("railPill"), line)
        words(painter, pill, text, font, now.colour("railText"), CENTRE)

    def _settle(self) -> None:
        count = f", {self._count:,}" if self._count else ""
        self.setAccessibleName(f"{self.words()}{count}")
        self.setToolTip(self.accessibleName() if self._folded else "")
        self.update()


class _Heading(QWidget):
    """The name of a group, or a line when folded."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name, self._folded = name, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fold(self, *, folded: bool) -> None:
        """Show as a line, or as words."""
        self._folded = folded
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.RAIL_NARROW, theme.current().px(16 if self._folded else 27))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        if self._folded:
            line = QRectF(13, self.height() // 2 + 2, self.width() - 26, 1)
            painter.fillRect(line, now.colour("railLine"))
            return
        room = QRectF(16, 5, self.width() - 20, self.height() - 5)
        words(painter, room, self._name, now.font("micro", 600), now.colour("railGroup"))


class _Logo(QWidget):
    """Two boundaries joined, and the product's name."""

    def __init__(self) -> None:
        super().__init__()
        self._folded = False
        self.setAccessibleName(" ".join(PRODUCT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fold(self, *, folded: bool) -> None:
        """Show the drawing alone."""
        self._folded = folded
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.RAIL_NARROW, theme.current().px(58))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        draw_logo(painter, QRectF(13, now.px(16), now.px(24), now.px(20.5)))
        if self._folded:
            return
        font = now.font("body", 600)
        left, step = 13 + now.px(24) + 9, now.px(15)
        for line, text in enumerate(PRODUCT):
            room = QRectF(left, now.px(12) + line * step, self.width() - left, now.px(17))
            words(
                painter, room, text, font, now.colour("railSelText" if not now.contrast else "ink")
            )


def draw_logo(painter: QPainter, where: QRectF) -> None:
    """Draw the mark: two rounded squares that overlap, 24 × 20.5 in proportion."""
    now = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = where.width() * 2 / 3 - 2
    radius = side * 0.32
    back = QRectF(where.left() + 1, where.top() + 1, side, side)
    front = QRectF(where.right() - side - 1, where.bottom() - side - 1, side, side)
    for square, tone in ((back, "railMark"), (front, "ink" if now.contrast else "railSelText")):
        painter.setPen(QPen(now.colour(tone), 2))
        painter.drawRoundedRect(square, radius, radius)
    painter.restore()


class Rail(QWidget):
    """The pages of the window, and Help and Settings at its foot."""

    chosen = Signal(str)

    def __init__(
        self,
        groups: Sequence[RailGroup],
        foot: Sequence[RailItem],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Pages")
        self._buttons: dict[str, _Button] = {}
        self._foot = {item.key for item in foot}
        self._headings: list[_Heading] = []
        self._folded = False
        self._logo = _Logo()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 10)
        layout.setSpacing(0)
        layout.addWidget(self._logo)
        layout.addWidget(self._scroller(groups), 1)
        for item in foot:
            layout.addSpacing(2)
            layout.addWidget(self._button(item))
        self.set_folded(folded=False)

    def folded(self) -> bool:
        """Return whether only icons are shown."""
        return self._folded

    def set_folded(self, *, folded: bool) -> None:
        """Show icons only, or names as well."""
        self._folded = folded
        wide = theme.RAIL_NARROW if folded else theme.RAIL_WIDE
        self.setFixedWidth(theme.current().px(wide))
        self._logo.fold(folded=folded)
        for button in self._buttons.values():
            button.show_as(folded=folded)
        for heading in self._headings:
            heading.fold(folded=folded)

    def set_current(self, key: str) -> None:
        """Mark the page that is shown."""
        for each, button in self._buttons.items():
            button.setChecked(each == key)

    def set_count(self, key: str, count: int | None) -> None:
        """Say how many things wait on a page; None or 0 shows nothing."""
        self._buttons[key].show_as(count=count)

    def set_pages_enabled(self, *, enabled: bool) -> None:
        """Dim the pages while no plan is open; Help and Settings stay."""
        for key, button in self._buttons.items():
            button.setEnabled(enabled or key in self._foot)

    def focus_region(self) -> None:
        """Take the keyboard focus, to the page that is shown."""
        for button in self._buttons.values():
            if button.isChecked() or button.key in self._foot:
                button.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.set_folded(folded=self._folded)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.colour("rail"))
        if now.dark:
            painter.fillRect(self.width() - 1, 0, 1, self.height(), now.colour("line"))

    def _scroller(self, groups: Sequence[RailGroup]) -> QScrollArea:
        inner = QWidget()
        inner.setObjectName("page")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.RAIL_STEP - theme.RAIL_ITEM)
        for group in groups:
            if group.name:
                heading = _Heading(group.name)
                self._headings.append(heading)
                layout.addWidget(heading)
            for item in group.items:
                layout.addWidget(self._button(item))
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.viewport().setAutoFillBackground(False)
        return area

    def _button(self, item: RailItem) -> _Button:
        button = _Button(item)
        button.clicked.connect(lambda: self.chosen.emit(item.key))
        self._buttons[item.key] = button
        return button
