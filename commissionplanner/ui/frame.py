"""The frame of the window: rail, top bar, toolbar, content and inspector, status bar.

It knows no plan. The window fills it::

    frame = Frame(groups, foot)                  # `RailGroup`s and `RailItem`s
    frame.add_page("contracts", page, toolbar, narrow_rail=False)   # toolbar may be None
    frame.rail.chosen.connect(...)               # key asked for; then call show_page
    frame.show_page("contracts")                 # rail, toolbar and content follow
    frame.set_inspector(inspector)               # None closes; drag 260 to 640
    frame.top, frame.rail, frame.status          # the parts; see `widgets.bars`, `widgets.rail`
    frame.float_card(result_card)                # bottom right, until it is closed

The rail narrows by itself below 1500 px when an inspector is open, on pages added with
``narrow_rail=True``, and where the text is large for the window; `fold_rail` records the
user's own choice, which then holds. F6 and Shift+F6 move the focus between rail, toolbar, content and inspector.
"""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.bars import StatusBar, Toolbar, TopBar
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.rail import Rail, RailGroup, RailItem
from commissionplanner.ui.widgets.side_slot import SideSlot

LEAST_WIDTH, LEAST_HEIGHT = 1180, 680
NARROW_BELOW, ALWAYS_NARROW_BELOW = 1500, 1040
FLOAT_RIGHT, FLOAT_BOTTOM, FLOAT_OVERLAP = 7, 7, 16


class Frame(QWidget):
    """The parts of the window in their places."""

    def __init__(
        self,
        groups: Sequence[RailGroup],
        foot: Sequence[RailItem],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rail = Rail(groups, foot)
        self.top = TopBar()
        self.status = StatusBar()
        self.slot = SideSlot()
        self._toolbars = QStackedWidget()
        self._pages = QStackedWidget()
        self._ground = Panel("canvas")
        self._held: dict[str, tuple[QWidget, Toolbar | None, bool]] = {}
        self._current = ""
        self._own_choice: bool | None = None
        self._floating: list[QWidget] = []
        self._clear = 0
        self._lay_out()
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._show_focus)
        for keys, step in (("F6", 1), ("Shift+F6", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self.move_region(step))

    def add_page(
        self, key: str, page: QWidget, toolbar: Toolbar | None = None, *, narrow_rail: bool = False
    ) -> None:
        """Add a page under its key in the rail; a page with no toolbar has no toolbar row."""
        self._held[key] = (page, toolbar, narrow_rail)
        if toolbar is not None:
            self._toolbars.addWidget(toolbar)  # first: so the Tab key comes to it first
        self._pages.addWidget(page)

    def current_page(self) -> str:
        """Return the key of the page shown; "" before the first."""
        return self._current

    def show_page(self, key: str) -> None:
        """Show a page with its toolbar and mark it in the rail."""
        page, toolbar, _ = self._held[key]
        here = self.focusWidget()
        leaves = _within(here, self._pages) or _within(here, self._toolbars)
        leaves = leaves and not _within(here, page)
        self._current = key
        if leaves and here is not None:
            here.clearFocus()  # else Qt gives it to something of the page, which it would select
        self._pages.setCurrentWidget(page)
        self._toolbars.setVisible(toolbar is not None)
        if toolbar is not None:
            self._toolbars.setCurrentWidget(toolbar)
        self.rail.set_current(key)
        self._settle_rail()
        if leaves:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_inspector(self, widget: QWidget | None) -> None:
        """Show an inspector at the right, or close it; the one before stays its owner's."""
        self.slot.show_widget(widget)
        self._settle_rail()

    def fold_rail(self, *, folded: bool) -> None:
        """Fold or unfold the rail as the user asks; from then on it stays so."""
        self._own_choice = folded
        self._settle_rail()

    def move_region(self, step: int) -> None:
        """Move the focus to the next region (or the one before): rail, toolbar, content, inspector."""
        regions = self._regions()
        here = self.focusWidget()
        at = next(
            (n for n, each in enumerate(regions) if _within(here, each)), -1 if step > 0 else 0
        )
        for turn in range(1, len(regions) + 1):
            if self._enter(regions[(at + step * turn) % len(regions)]):
                return

    def float_card(self, card: QWidget) -> None:
        """Let a card float at the bottom right, above those already there, until it is closed."""
        card.setParent(self)
        card.installEventFilter(self)
        self._floating.append(card)
        card.show()
        card.raise_()
        self._settle_floating()

    def close_cards(self, ends: Callable[[QWidget], bool] = lambda _: True) -> None:
        """Close the cards that float, or those that end: what they tell of is done or undone."""
        for card in filter(ends, tuple(self._floating)):
            card.close()

    def keep_clear(self, high: int) -> None:
        """Let cards float above what the page has at its foot, so high in px."""
        if high != self._clear:
            self._clear = high
            self._settle_floating()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        gone = (QEvent.Type.Hide, QEvent.Type.Close, QEvent.Type.DeferredDelete)
        if watched in self._floating:
            if event.type() in gone:
                self._floating.remove(watched)
                self._settle_floating()
            elif event.type() == QEvent.Type.LayoutRequest:
                self._settle_floating()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_rail()
        self._settle_floating()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._settle_heights()
        super().changeEvent(event)

    def _show_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what the keyboard comes to; Qt does so only from within the same area."""
        if now is None or not self.isAncestorOf(now) or QApplication.mouseButtons():
            return
        around = now.parentWidget()
        while around is not None and around is not self:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(now, 8, 8)
            around = around.parentWidget()

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        inner = QVBoxLayout(self._ground)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._pages)
        middle.addWidget(self._ground, 1)
        middle.addWidget(self.slot)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self._toolbars)
        right.addLayout(middle, 1)
        right.addWidget(self.status)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.rail)
        whole.addLayout(right, 1)
        self.setMinimumSize(_least_size())
        self._settle_heights()

    def _settle_heights(self) -> None:
        self._toolbars.setFixedHeight(theme.current().bar(theme.TOOLBAR))

    def _settle_rail(self) -> None:
        narrow_page = self._current in self._held and self._held[self._current][2]
        now = theme.current()
        crowded = self.slot.held() is not None and self.width() < NARROW_BELOW
        small = self.width() < now.px(ALWAYS_NARROW_BELOW)
        folded = (narrow_page or crowded or small) if self._own_choice is None else self._own_choice
        if folded != self.rail.folded():
            self.rail.set_folded(folded=folded)

    def _settle_floating(self) -> None:
        bottom = self.height() - self.status.height() - self._clear - FLOAT_BOTTOM
        for card in self._floating:
            size = card.sizeHint()
            high = card.heightForWidth(size.width()) if card.hasHeightForWidth() else size.height()
            bottom -= high
            card.setGeometry(self.width() - size.width() - FLOAT_RIGHT, bottom, size.width(), high)
            bottom += FLOAT_OVERLAP

    def _regions(self) -> list[QWidget]:
        regions: list[QWidget] = [self.rail]
        toolbar = self._toolbars.currentWidget()
        if self._toolbars.isVisible() and toolbar is not None:
            regions.append(toolbar)
        regions.append(self._pages)
        held = self.slot.held()
        return regions if held is None else [*regions, held]

    def _enter(self, region: QWidget) -> bool:
        """Give the focus to the first widget of a region that takes it."""
        if region is self.rail:
            self.rail.focus_region()
            return True
        inside = region.findChildren(QWidget)
        if region is self._toolbars.currentWidget():  # from the left, whatever was made first
            inside.sort(key=lambda widget: widget.mapTo(region, QPoint()).x())
        for widget in inside:
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            if takes and widget.isEnabled() and widget.isVisibleTo(region) and widget.isVisible():
                widget.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return False


def _within(widget: QWidget | None, region: QWidget) -> bool:
    return widget is not None and (widget is region or region.isAncestorOf(widget))


def _least_size() -> QSize:
    """Return the least size of the frame: never more than the screen has."""
    there_is = QGuiApplication.primaryScreen().availableSize()
    return QSize(LEAST_WIDTH, LEAST_HEIGHT).boundedTo(there_is)
