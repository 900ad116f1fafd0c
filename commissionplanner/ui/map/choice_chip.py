"""A filter chip that opens a list to tick, and has × while anything is ticked.

chip = ChoiceChip("Prevention", "Services of some tiers of prevention")
chip.set_choices([Choice("primary", "Primary", 12)], ("primary",))      # silent
chip.picked.connect(...)                                               # a tuple of keys
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from commissionplanner.ui.widgets.chips import CROSS, GAP, PADDING, Chip

SHORT = 22
"""Letters of one choice that a chip says; longer ones are cut, and whole in the tooltip."""


class Choice(NamedTuple):
    """One thing to tick: its key, its words, and how many it would show."""

    key: str
    words: str
    number: int | None = None
    group: str = ""


class ChoiceChip(Chip):
    """Opens its list by click, Space or Enter; × and Delete tick nothing.

    Args:
        words: What it is called while nothing is ticked.
        tip: What it does.
        many: Whether several can be ticked; choices of different groups always can.
    """

    picked = Signal(tuple)
    """What is ticked now: keys."""
    empty = Signal()
    """It was pressed, and there is nothing to tick."""

    def __init__(self, words: str, tip: str, *, many: bool = True) -> None:
        self._label, self._tip, self._many = words, tip, many
        self._choices: tuple[Choice, ...] = ()
        self._keys: tuple[str, ...] = ()
        self._reason = ""
        super().__init__(words)
        self.clicked.connect(self._clicked)
        self._tell()

    @property
    def keys(self) -> tuple[str, ...]:
        """What is ticked."""
        return self._keys

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What there is to tick."""
        return self._choices

    def set_choices(
        self, choices: Sequence[Choice], keys: Sequence[str], said: str = "", reason: str = ""
    ) -> None:
        """Offer these without telling anyone.

        Args:
            choices: What there is to tick.
            keys: What is ticked.
            said: What the chip says while anything is; "" makes it of what is ticked.
            reason: Why there is nothing to choose here; "" where there is.
        """
        self._choices, self._keys, self._reason = tuple(choices), tuple(keys), reason
        on = bool(keys) and not reason
        self.setChecked(on)
        self.set_words((said or self._of(keys)) if on else self._label)
        self._tell()

    def _of(self, keys: Sequence[str]) -> str:
        words = {one.key: one.words for one in self._choices}
        first = words.get(keys[0], keys[0])
        first = first if len(first) <= SHORT else f"{first[: SHORT - 1].rstrip()}…"
        more = f" +{len(keys) - 1}" if len(keys) > 1 else ""
        return f"{self._label}: {first}{more}"

    def _tell(self) -> None:
        self.setEnabled(not self._reason)
        words = {one.key: one.words for one in self._choices}
        whole = ", ".join(words.get(key, key) for key in self._keys)
        said = f"{self._label}: {whole}" if self._keys and not self._reason else self._tip
        self.setToolTip(self._reason or said)
        self.setAccessibleName(self.words() if self.isChecked() else self._label)
        ends = " Delete takes it away." if self._keys else ""
        self.setAccessibleDescription(self._reason or f"{self._tip}. Enter opens the list.{ends}")

    def _clicked(self) -> None:
        self.setChecked(bool(self._keys))  # a click opens; only × and Delete turn it off
        if self._choices:
            self.open_list()
        else:
            self.empty.emit()

    def clear(self) -> None:
        """Tick nothing."""
        if self._keys:
            self._pick(())

    def open_list(self) -> None:
        """Show the list beneath the chip, or where the pointer is while the chip is folded away."""
        menu = StayMenu(self if self.isVisible() else self.parentWidget())
        group = ""
        for one in self._choices:
            if one.group != group:
                menu.addSection(one.group)
                group = one.group
            count = "" if one.number is None else f"\t{one.number:,}"
            action = menu.addAction(one.words.replace("&", "&&") + count)
            action.setData(one.key)
            action.setCheckable(True)
            action.setChecked(one.key in self._keys)
            action.setEnabled(one.number != 0 or one.key in self._keys)
            action.triggered.connect(lambda _=False, key=one.key: self._tick(menu, key))
        menu.aboutToHide.connect(menu.deleteLater)
        beneath = self.mapToGlobal(QPoint(0, self.height() + 2))
        over = self.parentWidget()
        if not self.isVisible() and over is not None:
            beneath = over.mapToGlobal(QPoint(over.width() // 2, over.height()))
        menu.popup(beneath)

    def _tick(self, menu: QMenu, key: str) -> None:
        groups = {one.key: one.group for one in self._choices}
        if key in self._keys:
            keys = tuple(one for one in self._keys if one != key)
        elif self._many:
            keys = (*self._keys, key)
        else:
            others = (one for one in self._keys if groups.get(one) != groups[key])
            keys = (*(others if groups[key] else ()), key)
        self._pick(keys)
        for action in menu.actions():
            action.setChecked(action.data() in self._keys)

    def _pick(self, keys: tuple[str, ...]) -> None:
        self.set_choices(self._choices, keys)
        self.picked.emit(keys)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick nothing where × is clicked."""
        cross = QRectF(self.width() - PADDING - GAP - CROSS - 2, 0, self.width(), self.height())
        if self._keys and self.isDown() and cross.contains(event.position()):
            self.setDown(False)
            self.clear()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._keys:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _settle(self) -> None:
        super()._settle()
        self._tell()


class StayMenu(QMenu):
    """A list that stays open while one ticks; Escape or a click elsewhere closes it."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._triggered(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ticks = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not ticks or not self._triggered(self.activeAction()):
            super().keyPressEvent(event)

    @staticmethod
    def _triggered(action: QAction | None) -> bool:
        """Tick an entry and keep the list open; False where there is none to tick."""
        if action is None or not action.isCheckable():
            return False
        if action.isEnabled():
            action.trigger()
        return True
