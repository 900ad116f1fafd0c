"""The list beneath the search box: things of the plan, pages and commands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem

from commissionplanner.app.search import find
from commissionplanner.ui import icons, theme
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.inspector_view import page_of
from commissionplanner.ui.workspace import Workspace

_MOST_COMMANDS = 6


@dataclass(frozen=True, slots=True)
class Command:
    """Something the search box can do: go to a page, or an action."""

    label: str
    icon: str
    run: Callable[[], object]


class SearchList(QListWidget):
    """Follows what is typed; Up, Down and Enter choose without leaving the box."""

    def __init__(self, box: QLineEdit, workspace: Workspace, commands: Sequence[Command]) -> None:
        super().__init__(box.window())
        self._box, self._workspace, self._commands = box, workspace, commands
        self.setFrameShape(QFrame.Shape.Box)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Found")
        self.setObjectName("found")
        self.hide()
        box.installEventFilter(self)
        box.textEdited.connect(self.look_for)
        self.itemClicked.connect(self._run)

    def look_for(self, words: str) -> None:
        """Show what matches the words, or every command for none."""
        self.clear()
        wanted = words.casefold().split()
        for command in self._commands:
            if self.count() < _MOST_COMMANDS and all(w in command.label.casefold() for w in wanted):
                self._offer(command.label, command.icon, command.run)
        for hit in find(self._workspace.plan, words):
            thing, page = Thing(hit.table, hit.key), page_of(hit.table)
            self._offer(f"{hit.name}   ·   {hit.kind}", page, partial(self._go, page, thing))
        if not self.count():
            self._offer(f"Nothing is called “{words}”", "search", lambda: None)
        self.setCurrentRow(0)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that choose, and close when the box is left."""
        if watched is self._box and event.type() == QEvent.Type.FocusOut:
            self.hide()
        if (
            watched is self._box
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if not self.isVisible():
                self.look_for(self._box.text())
            else:
                step = 1 if key == Qt.Key.Key_Down else -1
                self.setCurrentRow((self.currentRow() + step) % self.count())
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.isVisible():
            self._run(self.currentItem())
            return True
        if key == Qt.Key.Key_Escape and self.isVisible():
            self.hide()
            return True
        return False

    def _offer(self, label: str, icon: str, run: Callable[[], object]) -> None:
        item = QListWidgetItem(label, self)
        item.setIcon(icons.icon(icon if icon in icons.NAMES else "search", "ink2"))
        item.setData(Qt.ItemDataRole.UserRole, run)

    def _run(self, item: QListWidgetItem | None) -> None:
        self.hide()
        if item is not None:
            self._box.clear()
            item.data(Qt.ItemDataRole.UserRole)()

    def _go(self, page: str, thing: Thing) -> None:
        self._workspace.focus.go(page, thing)

    def _place(self) -> None:
        now = theme.current()
        below = self._box.mapTo(self._box.window(), QPoint(0, self._box.height() + 4))
        wide = max(self._box.width(), now.px(420))
        left = min(below.x(), self._box.window().width() - wide - 8)
        rows = min(self.count(), 14)
        self.setGeometry(left, below.y(), wide, rows * now.px(30) + 8)
        self.show()
        self.raise_()
