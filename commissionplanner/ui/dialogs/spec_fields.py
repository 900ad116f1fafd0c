"""Fields of a record as a form gives them, made from their specs; read back as values."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import FieldSpec, Kind, Value, spec_by_name
from commissionplanner.model.plan import Plan
from commissionplanner.ui.dialogs.form import (
    BadInput,
    Choices,
    chosen,
    combo,
    partners_first,
    records,
    terms,
)
from commissionplanner.ui.widgets.inputs import Field

FLAGS: Choices = (("", "Not known yet"), ("yes", "Yes"), ("no", "No"))
_ANSWERS = {"yes": True, "no": False}


class SpecFields(QWidget):
    """Some fields of one record, in columns; what was changed is told when asked.

    Args:
        plan: Where references are looked up.
        table: The record's table.
        names: Its fields, in reading order.
        record: What they hold now; None for a new one.
        columns: How many stand beside each other.
        choices: Choices of a field in place of the usual ones.
    """

    def __init__(
        self,
        plan: Plan,
        table: str,
        names: Sequence[str],
        record: Record | None = None,
        *,
        columns: int = 2,
        choices: Mapping[str, Choices] | None = None,
    ) -> None:
        super().__init__()
        self._plan, self._table = plan, table
        self._specs = spec_by_name(TABLES[table].entity)
        self.fields: dict[str, Field] = {}
        self._before: dict[str, str] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        for at, name in enumerate(names):
            held = getattr(record, name, None) if record is not None else None
            control = self._control(self._specs[name], held, (choices or {}).get(name))
            field = Field(self._specs[name].label, control, help_text=_help(self._specs[name]))
            self.fields[name] = field
            self._before[name] = _said(control)
            down, across = divmod(at, columns)
            grid.addWidget(field, down, across, Qt.AlignmentFlag.AlignTop)
        for at in range(columns):
            grid.setColumnStretch(at, 1)

    def _control(self, spec: FieldSpec, held: Value, given: Choices | None) -> QWidget:
        if given is not None:
            return combo(given, str(held or ""))
        if spec.kind is Kind.FLAG:
            return combo(FLAGS, "" if held is None else "yes" if held else "no")
        if spec.kind is Kind.TERM and spec.vocabulary:
            return combo(terms(spec.vocabulary), str(held or ""))
        if spec.kind is Kind.REF and spec.table == "organisations":
            return combo(partners_first(self._plan), str(held or ""))
        if spec.kind is Kind.REF and spec.table:
            return combo(_named(self._plan, spec.table), str(held or ""))
        line = QLineEdit(wording.edit_text(self._plan, spec, held))
        means_more = "left empty" in spec.help.casefold()  # and says what, beneath the field
        if spec.kind not in (Kind.TEXT, Kind.CODE, Kind.TEXTS) and not means_more:
            line.setPlaceholderText(wording.NOT_KNOWN)
        return line

    def control(self, name: str) -> QWidget:
        """Return what a field is typed or chosen in."""
        return self.fields[name].control

    def read(self) -> dict[str, Value]:
        """Return all values.

        Raises:
            BadInput: one does not fit; its field says why and has the cursor.
        """
        return {name: self._read(name) for name in self.fields}

    def changed(self) -> dict[str, Value]:
        """Return the values of the fields that were changed.

        Raises:
            BadInput: one does not fit; its field says why and has the cursor.
        """
        names = [n for n, field in self.fields.items() if _said(field.control) != self._before[n]]
        return {name: self._read(name) for name in names}

    def _read(self, name: str) -> Value:
        field, spec = self.fields[name], self._specs[name]
        field.show_error("")
        control = field.control
        if isinstance(control, QComboBox):
            key = chosen(control)
            return _ANSWERS.get(key) if spec.kind is Kind.FLAG else key or spec.empty
        text = control.text() if isinstance(control, QLineEdit) else ""
        try:
            return wording.typed_value(self._plan, spec, text)
        except EditRefused as refusal:
            field.show_error(str(refusal))
            control.setFocus()
            raise BadInput from refusal


def _help(spec: FieldSpec) -> str:
    """Return a field's help; of a length of time without any, in what it is counted."""
    return spec.help or (f"In {spec.unit}." if spec.unit in ("months", "years") else "")


def _said(control: QWidget) -> str:
    if isinstance(control, QComboBox):
        return chosen(control)
    return control.text() if isinstance(control, QLineEdit) else ""


def _named(plan: Plan, table: str) -> Choices:
    """Return records by what they are called where they are referred to; roles by post and body."""
    if table != "role_holders":
        return records(plan, table)
    found = sorted((wording.record_name(plan, table, key), key) for key in plan.table(table))
    return [("", "Not known yet"), *((key, name) for name, key in found)]
