"""The drop-down over a column: which field it becomes, found by typing, with why it was guessed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.search_box import FilterBox

_WIDE, _ROWS, _ROW = 300, 11, 30
_KEY = Qt.ItemDataRole.UserRole


class FieldPicker(QFrame):
    """A box to type in over the list of fields; Up, Down and Enter choose, Escape closes."""

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        current: str,
        why: str,
        chosen: Callable[[str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("found")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Choose the field of this column")
        self._choices, self._current, self._chosen = choices, current, chosen
        self.box = FilterBox("Find a field", width=_WIDE)
        self.list = QListWidget()
        self.list.setAccessibleName("Fields")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        if why:
            column.addWidget(Label(why, "small", "ink2", wrap=True))
        column.addWidget(self.box)
        column.addWidget(self.list)
        self.box.setMaximumWidth(16_777_215)
        self.box.installEventFilter(self)
        self.box.textChanged.connect(self._look_for)
        self.list.itemClicked.connect(self._take)
        now = theme.current()
        self.setFixedWidth(now.px(_WIDE))
        self.list.setFixedHeight(now.px(_ROW) * min(len(choices), _ROWS) + 8)
        self._look_for("")
        self.box.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that choose."""
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if watched is self.box and is_press and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QEvent) -> bool:
        key = event.key() if isinstance(event, QKeyEvent) else 0
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentItem())
            return True
        if key == Qt.Key.Key_Escape:
            self.close()
            return True
        return False

    def _look_for(self, words: str) -> None:
        self.list.clear()
        wanted = words.casefold().split()
        for key, text in self._choices:
            if all(word in text.casefold() for word in wanted):
                item = QListWidgetItem(text, self.list)
                item.setData(_KEY, key)
                if key == self._current:
                    item.setIcon(icons.icon("check", "accent", 14))
                    self.list.setCurrentItem(item)
        if not self.list.count():
            item = QListWidgetItem(f"No field is called “{words}”", self.list)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        if self.list.currentRow() < 0 or wanted:
            self.list.setCurrentRow(0)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None or item.data(_KEY) is None:
            return
        key = str(item.data(_KEY))
        self.close()
        self._chosen(key)


class FieldBox(DropDown):
    """The field of a column in one box; it opens the picker.

    Attributes:
        why: Why the field was guessed.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", name="Field", parent=parent)
        self.why = ""
        self.picker: FieldPicker | None = None

    def open_list(self) -> None:
        """Open the picker beneath the box."""
        self.picker = FieldPicker(self.choices(), self.current(), self.why, self.choose, self)
        self.picker.destroyed.connect(self._gone)
        self.picker.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self.picker.show()
        self.picker.box.setFocus()

    def _gone(self) -> None:
        self.picker = None
