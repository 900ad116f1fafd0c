"""The foot of the wizard: Cancel, the promise that nothing has changed yet, Back and Next."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.labels import ElidedLabel
from commissionplanner.ui.widgets.progress_strip import ProgressStrip
from commissionplanner.ui.wizard.going import FILE, IMPORT

HIGH = 52
_SKIP = "Leave this file out"
_LEAST_PROMISE, _LEAST = 160, 28
_PROMISE = "Nothing has changed yet. One undo takes the import back."


class Foot(Panel):
    """The buttons that move through the wizard; what each does, the page says."""

    def __init__(self, cancel_job: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__("surface", "t", parent)
        self.dress()
        self.cancel = Button("Cancel")
        self.skip = Button(_SKIP)
        self.back = Button("Back")
        self.next = Button("Next", "primary")
        self._promise = ElidedLabel("", "small", "ink2")
        self._words = self._said = ""
        self.strip = ProgressStrip()
        self.strip.cancelled.connect(cancel_job)
        self.strip.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PAGE_LEFT, 1, theme.PAGE_RIGHT, 0)
        row.setSpacing(8)
        row.addWidget(self.cancel)
        row.addWidget(self.skip)
        row.addWidget(self._promise, 1)
        row.addWidget(self.strip)
        row.addWidget(self.back)
        row.addWidget(self.next)

    def dress(self) -> None:
        """Take the height from the theme."""
        self.setFixedHeight(theme.current().bar(HIGH))

    def come_after(self, part: QWidget) -> None:
        """Let the Tab key come to the buttons after what stands in a part of the page."""
        takes = Qt.FocusPolicy.TabFocus
        inside = [each for each in part.findChildren(QWidget) if each.focusPolicy() & takes]
        buttons = (self.cancel, self.skip, self.back, self.next)
        for one, other in pairwise((*inside[-1:], *buttons)):
            QWidget.setTabOrder(one, other)

    def show_step(self, control: ImportController, words: str, *, at: int) -> None:
        """Show what can be done now at a step; `words` are those of the main button."""
        self.setVisible(control.path is not None)
        self._words = words
        several = control.taken > 1
        nth = control.taken - len(control.files) + 1
        self._said = f"File {nth} of {control.taken}. {_PROMISE}" if several else _PROMISE
        self.skip.setVisible(len(control.files) > 1)
        self.strip.hide()
        self.back.setVisible(at > FILE)
        self._fit()
        self.next.setAccessibleName(words)
        if control.is_bringing_in:
            self.next.disable("The rows are being brought in.")
        elif control.is_busy:
            self.next.disable("The rows are being read.")
        elif control.preview is None:
            self.next.disable(control.problem or "No file is open.")
        elif at == IMPORT and (control.ready is None or not control.ready.sheets):
            self.next.disable("No sheet comes in. Tick one at the first step.")
        elif at > FILE and control.unknown:
            self.next.disable(control.unknown)
        else:
            self.next.enable()

    def _fit(self) -> None:
        """Say all there is room for; where there is little, the buttons come before the promise."""
        self.next.set_words(self._words)
        self.skip.set_words(_SKIP)
        self._promise.setText(self._said if self._needed() <= self.width() else "")
        if self._needed(with_promise=False) > self.width():
            self.skip.set_words("Leave out")
            self.skip.setToolTip(_SKIP)
        if self._needed(with_promise=False) > self.width():
            self.next.set_words(self._words.partition(":")[0].split(" of ")[0])

    def _needed(self, *, with_promise: bool = True) -> int:
        """Return the width that the buttons need, with room for some of the promise."""
        buttons = [self.cancel, self.skip, self.next, self.back]
        shown = [button.sizeHint().width() for button in buttons if not button.isHidden()]
        sides = theme.PAGE_LEFT + theme.PAGE_RIGHT + 8 * len(shown)
        return sum(shown) + sides + theme.current().px(_LEAST_PROMISE if with_promise else _LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words anew."""
        super().resizeEvent(event)
        self._fit()

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Show how far the job is."""
        self.strip.show_progress(words, done, total)
        self.strip.show()
