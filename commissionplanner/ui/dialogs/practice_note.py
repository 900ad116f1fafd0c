"""Ask what was heard from practice about a service: from which role, when, what changed."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from commissionplanner.app.personal_words import personal_words
from commissionplanner.model.entities import Service
from commissionplanner.model.personal import masked
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.model.words import day_text
from commissionplanner.ui.dialogs.form import BadInput, FormDialog, chosen, combo, read, terms
from commissionplanner.ui.widgets.inputs import Field

Keep = Callable[[date | None, str | None, str, str], bool]
_NO_NAMES: Final = "In their own words. No names, numbers or dates of birth."


class PracticeNoteDialog(FormDialog):
    """A note of what was heard; a person's data is warned of while it is typed."""

    def __init__(self, service: Service, plan: Plan, keep: Keep, parent: QWidget) -> None:
        super().__init__(
            "Add a practice note",
            f"What was heard about “{full_name(service)}” from those who do the work or use it. "
            "It is kept by role, never by name.",
            "Keep the note", parent,
        )  # fmt: skip
        self._plan, self._keep, self._warned = plan, keep, ""
        self.role = combo(terms("practice_role", "Choose"), name="From")
        self.day = QLineEdit(day_text(plan.header.as_at_on) if plan.header.as_at_on else "")
        self.heard, self.changed = _lines(84), _lines(56)
        self._from = Field("From", self.role)
        self._day = Field("Heard on", self.day, help_text="Such as 12 Oct 2026.")
        self._heard = Field("What was heard", self.heard, help_text=_NO_NAMES)
        self._changed = Field(
            "What changed", self.changed, help_text="Leave empty where nothing has."
        )
        self.beside(self._from, self._day)
        self.column.addWidget(self._heard)
        self.column.addWidget(self._changed)
        self.heard.textChanged.connect(lambda: self._warn(self._heard, self.heard))
        self.changed.textChanged.connect(lambda: self._warn(self._changed, self.changed))
        self.close_column()

    @property
    def warning(self) -> str:
        """What looks like a person's data in what is typed now; "" for nothing."""
        text = f"{self.heard.toPlainText()}\n{self.changed.toPlainText()}"
        return personal_words(self._plan, text)

    def _warn(self, field: Field, lines: QPlainTextEdit) -> None:
        field.show_error(personal_words(self._plan, lines.toPlainText()))

    def finish(self) -> None:
        """Keep the note; what looks like a person's data is said once more, numbers are masked."""
        self._from.show_error("" if chosen(self.role) else "Say whose voice it is.")
        heard = self.heard.toPlainText().strip()
        if not heard:
            self._heard.show_error("Write what was heard before it is kept.")
        try:
            day = read(self._plan, self._day, self.day, "practice_notes", "heard_on")
        except BadInput:
            return
        if not heard or not chosen(self.role):
            return
        warning = self.warning
        if warning and warning != self._warned:
            self._warned = warning
            self.done_button.set_words("Keep it all the same")
            self._warn(self._heard, self.heard)
            self._warn(self._changed, self.changed)
            return
        on = day if isinstance(day, date) else None
        changed = masked(self.changed.toPlainText().strip())
        if self._keep(on, chosen(self.role), masked(heard), changed):
            self.accept()


def _lines(height: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setFixedHeight(height)
    made.setTabChangesFocus(True)
    return made
