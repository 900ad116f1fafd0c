"""The foot of the wizard: Cancel, the promise that nothing has changed yet, Back and Next."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.labels import ElidedLabel
from commissionplanner.ui.widgets.progress_strip import ProgressStrip
from commissionplanner.ui.wizard.going import FILE, IMPORT

HIGH = 52
_PROMISE = "Nothing has changed yet. One undo takes the import back."


class Foot(Panel):
    """The buttons that move through the wizard; what each does, the page says."""

    def __init__(self, cancel_job: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__("surface", "t", parent)
        self.dress()
        self.cancel = Button("Cancel")
        self.skip = Button("Leave this file out")
        self.back = Button("Back")
        self.next = Button("Next", "primary")
        self._promise = ElidedLabel("", "small", "ink2")
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
        self.setFixedHeight(theme.current().px(HIGH))

    def show_step(self, control: ImportController, words: str, *, at: int) -> None:
        """Show what can be done now at a step; `words` are those of the main button."""
        self.setVisible(control.path is not None)
        several = control.taken > 1
        nth = control.taken - len(control.files) + 1
        self._promise.setText(f"File {nth} of {control.taken}. {_PROMISE}" if several else _PROMISE)
        self.skip.setVisible(len(control.files) > 1)
        self.strip.hide()
        self.back.setVisible(at > FILE)
        self.next.set_words(words)
        self.next.setAccessibleName(words)
        if control.is_busy:
            self.next.disable("The rows are being read.")
        elif control.preview is None:
            self.next.disable(control.problem or "No file is open.")
        elif at == IMPORT and (control.ready is None or not control.ready.sheets):
            self.next.disable("No sheet comes in. Tick one at the first step.")
        else:
            self.next.enable()

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Show how far the job is."""
        self.strip.show_progress(words, done, total)
        self.strip.show()
