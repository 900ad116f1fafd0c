"""A labelled drop-down: *label value ⌄* in one box.

    year = DropDown("Year", [("2026", "2026/27"), ("2027", "2027/28")], "2026")
    year.chosen.connect(...)                    # gives the key
    year.set_choices([...], "2027")             # silent
    DropDown("", choices, name="Version")       # no label in the box: name it for screen readers

Space, Enter or Alt+Down open the list; Up and Down choose without opening it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui.widgets.painting import PaintedButton, box, focus_ring, width_of, words

PADDING = 11
LABEL_GAP = 5
CHEVRON = 14
CHEVRON_ROOM = 34


class DropDown(PaintedButton):
    """One of many choices, in a box that says what is chosen.

    Args:
        label: Said before the value, in ink3; "" for none.
        choices: Key and words of each.
        chosen: Key of the one chosen at first; the first when not given.
        name: For screen readers, where there is no label.
        most: Greatest width, px; longer values are elided.
    """

    chosen = Signal(str)

    def __init__(
        self,
        label: str,
        choices: Sequence[tuple[str, str]] = (),
        chosen: str = "",
        *,
        name: str = "",
        most: int = 320,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label, self._name, self._most = label, name or label, most
        self._doubtful = False
        self._choices: tuple[tuple[str, str], ...] = ()
        self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_list)
        self.set_choices(choices, chosen)

    def current(self) -> str:
        """Return the key of the choice; "" when there are none."""
        return self._key

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return key and words of each choice."""
        return self._choices

    def set_current(self, key: str) -> None:
        """Show a choice without telling anyone."""
        self.set_choices(self._choices, key)

    def set_choices(self, choices: Sequence[tuple[str, str]], chosen: str = "") -> None:
        """Offer other choices without telling anyone."""
        self._choices = tuple(choices)
        keys = [key for key, _ in self._choices]
        self._key = chosen if chosen in keys else (keys[0] if keys else "")
        self.set_words(dict(self._choices).get(self._key, "None"))
        self.setAccessibleName(f"{self._name}: {self.words()}")
        self.setToolTip("")

    def set_doubtful(self, doubtful: bool) -> None:
        """Ask for attention with a warning border (a guess to check)."""
        self._doubtful = doubtful
        self.update()

    def choose(self, key: str) -> None:
        """Choose as a click does, and tell if that is a change."""
        if key != self._key:
            self.set_current(key)
            self.chosen.emit(key)

    def open_list(self) -> None:
        """Show the choices beneath the box."""
        menu = QMenu(self)
        menu.setMinimumWidth(self.width())
        for key, text in self._choices:
            action = menu.addAction(text.replace("&", "&&"))
            action.setData(key)
            if key == self._key:
                action.setIcon(icons.icon("check", "accent", 14))
                menu.setActiveAction(action)
        menu.triggered.connect(lambda action: self.choose(str(action.data())))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def sizeHint(self) -> QSize:
        now = theme.current()
        width = PADDING + self._label_width() + width_of(self.words(), now.font("body", 600))
        width = min(round(width + 0.5) + _chevron_room(), now.px(self._most))
        return QSize(width, now.px(theme.CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        now = theme.current()
        least = PADDING + round(self._label_width()) + now.px(30) + _chevron_room()
        return QSize(min(least, self.sizeHint().width()), now.px(theme.CONTROL_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.open_list()
                return
            keys = [each for each, _ in self._choices]
            at = keys.index(self._key) + (1 if key == Qt.Key.Key_Down else -1) if keys else -1
            if 0 <= at < len(keys):
                self.choose(keys[at])
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        whole = QRectF(self.rect())
        where = whole.adjusted(0, 1, 0, -1)
        fill = now.colour("hover" if self.lit() else "surface")
        edge = now.colour("warning" if self._doubtful else "control")
        box(painter, where, theme.RADIUS_BUTTON, fill, edge, 2 if self._doubtful else 1)
        live = self.isEnabled()
        left = float(PADDING)
        font = now.font("body", 600 if self._label else 500)
        spare = whole.width() - left - _chevron_room() + 6 - self._label_width()
        if self._label and width_of(self.words(), font) <= spare:  # else its value comes first
            room = QRectF(left, 0, whole.width(), whole.height())
            tone = now.colour("ink3" if live else "disabled")
            words(painter, room, self._label, now.font("body"), tone)
            left += self._label_width()
        room = QRectF(left, 0, whole.width() - left - _chevron_room() + 6, whole.height())
        words(painter, room, self.words(), font, now.colour("ink" if live else "disabled"))
        side = now.px(CHEVRON)
        top = round((whole.height() - side) / 2)
        corner = QRectF(round(whole.width() - side - 9), top, side, side)
        icons.paint(painter, "down", corner, "ink2" if live else "disabled")
        if self.ring_due():
            focus_ring(painter, where, theme.RADIUS_BUTTON)

    def _label_width(self) -> float:
        if not self._label:
            return 0
        return width_of(self._label, theme.current().font("body")) + LABEL_GAP


def _chevron_room() -> int:
    """Return the width kept for the arrow, which grows with the text, and the space around it."""
    return CHEVRON_ROOM - CHEVRON + theme.current().px(CHEVRON)
