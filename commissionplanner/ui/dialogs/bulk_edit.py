"""Asks for one value to give to many rows."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from commissionplanner.model.fields import Kind
from commissionplanner.model.vocab import vocabulary
from commissionplanner.ui.dialogs.form import FormDialog
from commissionplanner.ui.models.columns import Column
from commissionplanner.ui.widgets.dropdown import DropDown


class BulkEdit(FormDialog):
    """A field and a value. Nothing changes until *Change* is pressed."""

    def __init__(
        self,
        what: str,
        columns: Sequence[Column],
        change: Callable[[Column, str], bool],
        parent: QWidget,
    ) -> None:
        note = "Leave it empty for “not known”. One undo takes it back."
        super().__init__(f"Give {what} the same value", note, f"Change {what}", parent, 420)
        self._give = change
        self._columns = {column.key: column for column in columns}
        self._field = DropDown("Field", [(c.key, c.heading) for c in columns])
        self._line = QLineEdit()
        self._line.setAccessibleName("New value")
        self._terms = QComboBox()
        self._terms.setAccessibleName("New value")
        for widget in (self._field, self._line, self._terms):
            self.column.addWidget(widget)
        self.close_column()
        self._field.chosen.connect(self._show_field)
        self._show_field()

    def _show_field(self) -> None:
        spec = self._columns[self._field.current()].field
        has_terms = spec is not None and spec.kind is Kind.TERM
        self._terms.setVisible(has_terms)
        self._line.setVisible(not has_terms)
        if spec is not None and has_terms:
            labels = [t.label for t in vocabulary(spec.vocabulary).terms if not t.retired]
            self._terms.clear()
            self._terms.addItems(["", *labels])

    def finish(self) -> None:
        """Change them all; where the value does not fit, the dialog stays."""
        column = self._columns[self._field.current()]
        has_terms = column.field is not None and column.field.kind is Kind.TERM
        text = self._terms.currentText() if has_terms else self._line.text()
        if self._give(column, text):
            self.accept()
