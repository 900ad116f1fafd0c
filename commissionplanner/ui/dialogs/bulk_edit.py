"""Asks for one value to give to many rows."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commissionplanner.model.fields import Kind
from commissionplanner.model.vocab import vocabulary
from commissionplanner.ui.models.columns import Column
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import Label


class BulkEdit(QDialog):
    """A field and a value. Nothing changes until *Change* is pressed."""

    def __init__(
        self,
        what: str,
        columns: Sequence[Column],
        change: Callable[[Column, str], bool],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._give = change
        self.setWindowTitle(f"Change {what}")
        self.setMinimumWidth(420)
        self._columns = {column.key: column for column in columns}
        self._field = DropDown("Field", [(c.key, c.heading) for c in columns])
        self._line = QLineEdit()
        self._line.setAccessibleName("New value")
        self._terms = QComboBox()
        self._terms.setAccessibleName("New value")
        self._change = Button(f"Change {what}", "primary")
        cancel = Button("Cancel")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(Label(f"Give {what} the same value", "h2"))
        column.addWidget(self._field)
        column.addWidget(self._line)
        column.addWidget(self._terms)
        column.addWidget(
            Label("Leave it empty for “not known”. One undo takes it back.", "small", "ink3")
        )
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self._change)
        column.addLayout(foot)
        self._field.chosen.connect(self._show_field)
        cancel.clicked.connect(self.reject)
        self._change.clicked.connect(self._accept)
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

    def _accept(self) -> None:
        column = self._columns[self._field.current()]
        has_terms = column.field is not None and column.field.kind is Kind.TERM
        text = self._terms.currentText() if has_terms else self._line.text()
        if self._give(column, text):
            self.accept()
