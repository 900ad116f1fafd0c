"""The bars of the frame: top bar (52), toolbar (46), filter row (44), status bar (26).

top = TopBar(); top.set_title("Contracts", "34 contracts, £31.4m a year")
top.year.set_choices(...); top.scenario.chosen.connect(...)
top.unit.chosen.connect(...)                # "p" (pounds), "k" or "m"
top.search.textChanged.connect(...); top.set_undo("Undo: Extend contract"); top.set_redo("")

bar = Toolbar(); bar.add(filter_box); bar.add_right(export)     # folds into More when narrow
row = FilterRow()                                               # the same, 44 high

status = StatusBar(); status.set_file("Wexcombe.cplan"); status.set_saved("Saved 14:32")
status.set_counts("7 organisations · 21 services"); status.set_right("2026/27 · £m")
status.show_progress("Reading rows", 40, 100); status.hide_progress()
status.cancelled.connect(...)
"""

from itertools import pairwise
from typing import TypeGuard

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.chips import Chip
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commissionplanner.ui.widgets.painting import PaintedButton
from commissionplanner.ui.widgets.progress_strip import ProgressStrip
from commissionplanner.ui.widgets.search_box import SearchBox
from commissionplanner.ui.widgets.segments import Segments

UNITS = (("p", "£"), ("k", "£k"), ("m", "£m"))
NARROW_BELOW, SEARCH, SEARCH_NARROW, SEARCH_LEAST = 960, 250, 120, 60


class TopBar(Panel):
    """Title, subtitle, search, year, scenario, unit of money, undo and redo."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "b", parent)
        self.setAccessibleName("Plan bar")
        self.title = Label("", "h1")
        self.subtitle = ElidedLabel("", "small", "ink2")
        self.search = SearchBox("Search the plan", hint="Ctrl K")
        self.year = DropDown("Year")
        self.scenario = DropDown("Scenario", most=240)
        self.unit = Segments(UNITS, "p", name="Unit of money")
        self.undo = ToolButton("undo", "Undo", key="Ctrl+Z")
        self.redo = ToolButton("redo", "Redo", key="Ctrl+Y")
        self._tools = (self.search, self.year, self.scenario, self.unit, self.undo, self.redo)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.PAGE_LEFT, 0, theme.PAGE_RIGHT, 1)
        layout.setSpacing(8)
        layout.addWidget(self.title)
        layout.addSpacing(3)
        layout.addWidget(self.subtitle, 1)
        for widget in self._tools:
            layout.addWidget(widget)
            if widget is self.search:
                layout.addSpacing(4)
        self.search.setFixedWidth(SEARCH)
        self._settle()

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Name the page, and say one thing about it."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.setWindowTitle(title)
        self._settle_search()

    def set_undo(self, name: str) -> None:
        """Say what undo would take back; "" when there is nothing."""
        self._name(self.undo, name or "Undo", "Ctrl+Z", live=bool(name))

    def set_redo(self, name: str) -> None:
        """Say what redo would make again; "" when there is nothing."""
        self._name(self.redo, name or "Redo", "Ctrl+Y", live=bool(name))

    def show_tools(self, *, shown: bool) -> None:
        """Show or hide all but the title: with no plan open there is nothing to search."""
        for widget in self._tools:
            widget.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle_search()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._settle()
        super().changeEvent(event)

    def _settle_search(self) -> None:
        """Give the search what the title, which is never cut, leaves of its width."""
        now = theme.current()
        narrow = self.width() < now.px(NARROW_BELOW)
        self.subtitle.setVisible(not narrow)
        wide = now.px(SEARCH_NARROW if narrow else SEARCH)
        if narrow:
            taken = sum(
                tool.minimumSizeHint().width()
                if tool in (self.year, self.scenario)
                else tool.sizeHint().width()
                for tool in self._tools[1:]
            )
            gaps = 8 * (len(self._tools) + 1) + 7 + theme.PAGE_LEFT + theme.PAGE_RIGHT
            spare = self.width() - taken - gaps - self.title.sizeHint().width()
            wide = min(wide, max(spare, now.px(SEARCH_LEAST)))
        self.search.setFixedWidth(wide)

    def _settle(self) -> None:
        self.setFixedHeight(theme.current().bar(theme.TOP_BAR))

    def _name(self, button: ToolButton, name: str, key: str, *, live: bool) -> None:
        button.set_name(name if live else f"{name}: nothing to take back or make again", key)
        button.setEnabled(live)


class Toolbar(Panel):
    """A row of tools: what does not fit folds into *More* at the right.

    Only buttons and chips fold; inputs and drop-downs shrink, and a switch becomes a list. The left group folds from its right
    end, then the right group from its left; the primary button stays.
    """

    height_px = theme.TOOLBAR
    folds_choices = False
    """Whether drop-downs fold too, as lists within *More*, where even shrunk they do not fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "b", parent)
        self.setAccessibleName("Tools")
        self._left: list[QWidget] = []
        self._right: list[QWidget] = []
        self._folded: list[PaintedButton] = []
        self._choices: list[DropDown] = []
        self._wanted: dict[QWidget, bool] = {}
        self._more = ToolButton("more", "More")
        self._more.setParent(self)
        self._more.clicked.connect(self._open_more)
        self._more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def add(self, widget: QWidget, *, gap: int = 8) -> None:
        """Add a widget at the end of the left group."""
        self._take(widget, self._left, gap)

    def add_right(self, widget: QWidget, *, gap: int = 8) -> None:
        """Add a widget at the end of the right group."""
        self._take(widget, self._right, gap)

    def set_shown(self, widget: QWidget, *, shown: bool) -> None:
        """Show or hide one of its widgets."""
        self._wanted[widget] = shown
        self.arrange()

    def sizeHint(self) -> QSize:
        return QSize(600, theme.current().bar(self.height_px))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.arrange()
        return super().event(event)

    def arrange(self) -> None:
        """Put every widget in its place for the width there is."""
        room = self.width() - theme.PAGE_LEFT - theme.PAGE_RIGHT
        shown = [each for each in (*self._left, *self._right) if self._wanted[each]]
        self._folded = []
        needed = self._needed(shown)
        for button in self._foldable(shown):
            if needed <= room:
                break
            self._folded.append(button)
            shown.remove(button)
            needed = self._needed(shown) + self._more.sizeHint().width() + 8
        shown = self._without_choices(shown, room)
        needed = self._needed(shown) + (self._more.sizeHint().width() + 8 if self._folded else 0)
        self._more.setVisible(bool(self._folded))
        for widget in (*self._left, *self._right):
            widget.setVisible(widget in shown)
        self._place(shown, room - needed)

    def _take(self, widget: QWidget, group: list[QWidget], gap: int) -> None:
        widget.setParent(self)
        widget.setProperty("gap", gap)
        group.append(widget)
        self._wanted[widget] = True
        takes = Qt.FocusPolicy.TabFocus
        order = [each for each in (*self._left, *self._right) if each.focusPolicy() & takes]
        for one, other in pairwise([self._more, *order, self._more]):
            self.setTabOrder(one, other)  # the Tab key goes as the eye does, *More* is the last
        if self.isVisible():
            self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Arrange what was put in while nobody saw it."""
        super().showEvent(event)
        self.arrange()

    def _foldable(self, shown: list[QWidget]) -> list[PaintedButton]:
        left = [each for each in reversed(self._left) if each in shown]
        right = [each for each in self._right if each in shown]
        return [each for each in (*left, *right) if _folds(each)]

    def _without_choices(self, shown: list[QWidget], room: int) -> list[QWidget]:
        """Return what is shown once drop-downs are folded, the last first, until the rest fits."""
        self._choices = []
        if not self.folds_choices or not self._folded:
            return shown
        room -= self._more.sizeHint().width() + 8
        for each in reversed([one for one in shown if isinstance(one, DropDown)]):
            least = sum(one.minimumSizeHint().width() + int(one.property("gap")) for one in shown)
            if least <= room:
                break
            self._choices.insert(0, each)
            shown = [one for one in shown if one is not each]
        return shown

    def _needed(self, shown: list[QWidget]) -> int:
        widths = [self._hint(each).width() + int(each.property("gap")) for each in shown]
        return sum(widths)

    def _hint(self, widget: QWidget) -> QSize:
        hint = widget.sizeHint().expandedTo(widget.minimumSize())
        return hint.boundedTo(widget.maximumSize())

    def _place(self, shown: list[QWidget], spare: int) -> None:
        short = max(-spare, 0)
        left, right = theme.PAGE_LEFT, self.width() - theme.PAGE_RIGHT
        if self._folded:
            right = self._put(self._more, right, before=True) - 8
        for widget in reversed([each for each in self._right if each in shown]):
            right = self._put(widget, right, before=True) - int(widget.property("gap"))
        widgets = [each for each in self._left if each in shown]
        gives = self._gives(widgets, short)
        for widget in widgets:
            give = gives[widget]
            if left + self._hint(widget).width() - give > right:
                widget.hide()  # it would lie under what stands at the right
                continue
            left = self._put(widget, left, give=give) + int(widget.property("gap"))

    def _gives(self, widgets: list[QWidget], short: int) -> dict[QWidget, int]:
        """Return by how much each shrinks: a switch folds into a list where the rest cannot."""
        spare = {w: max(self._hint(w).width() - w.minimumSizeHint().width(), 0) for w in widgets}
        switches = [each for each in widgets if isinstance(each, Segments)]
        folds = short > sum(spare.values()) - sum(spare[each] for each in switches)
        gives: dict[QWidget, int] = {each: spare[each] if folds else 0 for each in switches}
        short -= sum(gives.values())
        for each in widgets:
            if each not in gives:
                gives[each] = min(max(short, 0), spare[each])
                short -= gives[each]
        return gives

    def _put(self, widget: QWidget, at: int, *, before: bool = False, give: int = 0) -> int:
        """Place a widget from, or up to, `at` and return where it ends the other way."""
        hint = self._hint(widget)
        width, high = hint.width() - give, min(hint.height(), self.height() - 2)
        start = at - width if before else at
        widget.setGeometry(QRect(start, (self.height() - 1 - high) // 2, width, high))
        return start if before else start + width

    def _open_more(self) -> None:
        menu = QMenu(self)
        for choice in self._choices:
            inner = menu.addMenu(choice.accessibleName().replace("&", "&&"))
            inner.setEnabled(choice.isEnabled())
            for key, words in choice.choices():
                action = inner.addAction(words.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(key == choice.current())
                action.triggered.connect(lambda _=False, c=choice, k=key: c.choose(k))
        for button in self._folded:
            action = menu.addAction(button.words() or button.accessibleName())
            action.setCheckable(button.isCheckable())
            action.setChecked(button.isChecked())
            action.setEnabled(button.isEnabled())
            action.triggered.connect(button.click)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(QPoint(0, self._more.height())))


class FilterRow(Toolbar):
    """The row of filter chips beneath the toolbar."""

    height_px = theme.FILTER_ROW


class StatusBar(Panel):
    """File, saved state, counts, what is running, and the words at the right."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", "t", parent)
        self.setAccessibleName("Status")
        self._file_icon = IconLabel("file", "ink2", 14)
        self._file = ElidedLabel("", "small", "ink2", 600)
        self._tick = IconLabel("check", "good", 14)
        self._saved = Label("", "small", "ink2")
        self._counts = ElidedLabel("", "small", "ink2")
        self._right = Label("", "small", "ink2")
        self.progress = ProgressStrip()
        self.progress.cancelled.connect(self.cancelled)
        self.progress.hide()
        row = QHBoxLayout()
        row.setContentsMargins(theme.PAGE_LEFT, 0, theme.PAGE_RIGHT, 0)
        row.setSpacing(5)
        for widget in (self._file_icon, self._file, self._tick, self._saved):
            row.addWidget(widget)
            if widget in (self._file, self._saved):
                row.addSpacing(9)
        row.addWidget(self._counts, 1)
        row.addWidget(self.progress)
        row.addSpacing(8)
        row.addWidget(self._right)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(row)
        self._settle()
        self.set_file("")

    def set_file(self, name: str) -> None:
        """Say which file is open; "" when no plan is."""
        self._file.setText(name or "No plan open")
        self._file.set_weight(600 if name else 400)
        self._file_icon.setVisible(bool(name))
        if not name:
            self.set_saved("")

    def set_saved(self, words: str, icon: str = "check", tone: str = "good") -> None:
        """Say how things stand with saving: "Saved 14:32", "Not saved yet" with icon *pencil*."""
        self._saved.setText(words)
        self._tick.set_icon(icon, tone)
        self._tick.setVisible(bool(words))
        self._saved.setVisible(bool(words))

    def set_counts(self, words: str) -> None:
        """Say what is in view or selected."""
        self._counts.setText(words)

    def set_right(self, words: str) -> None:
        """Say what the figures are: year, scenario, unit."""
        self._right.setText(words)

    def show_progress(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say what is running; a total of 0 means that its length is not known."""
        self.progress.show_progress(words, done, total)
        self.progress.show()

    def hide_progress(self) -> None:
        """Nothing runs any more."""
        self.progress.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._settle()
        super().changeEvent(event)

    def _settle(self) -> None:
        self.setFixedHeight(theme.current().bar(theme.STATUS_BAR, 17))


def _folds(widget: QWidget) -> TypeGuard[PaintedButton]:
    if isinstance(widget, Button):
        return widget.kind != "primary"
    return isinstance(widget, ToolButton | Chip)
