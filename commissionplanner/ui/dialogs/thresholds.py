"""Asks what a rule is to decide by in this plan."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.findings.base import Rule
from commissionplanner.findings.thresholds import FIELDS, Limit
from commissionplanner.model.entities import Threshold
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.plan import Plan
from commissionplanner.ui.dialogs.form import BadInput, FormDialog, read
from commissionplanner.ui.widgets.inputs import Field

Take = Callable[[Mapping[Limit, int | None]], bool]


class ThresholdsDialog(FormDialog):
    """One field for each threshold of a rule; an empty one goes by the usual value."""

    def __init__(self, rule: Rule, plan: Plan, take: Take, parent: QWidget) -> None:
        super().__init__(
            f"Thresholds of {rule.id}",
            f"{rule.title}. They hold for this plan only.",
            "Set the thresholds", parent,
        )  # fmt: skip
        self._plan, self._take = plan, take
        self.lines: dict[Limit, QLineEdit] = {}
        self._fields: dict[Limit, Field] = {}
        for limit in rule.limits:
            line = QLineEdit(_typed(limit, limit.held_in(plan)))
            line.setPlaceholderText(limit.written(limit.usual))
            usual = f"Empty goes by the usual value, {limit.written(limit.usual)}."
            self.lines[limit] = line
            self._fields[limit] = Field(limit.label, line, help_text=usual)
            self.column.addWidget(self._fields[limit])
        self.close_column()

    def finish(self) -> None:
        """Set them, once every one can be read."""
        values: dict[Limit, int | None] = {}
        for limit, line in self.lines.items():
            field = self._fields[limit]
            try:
                found = read(self._plan, field, line, "thresholds", FIELDS[limit.unit])
            except BadInput:
                return
            if found is None:
                values[limit] = None
            elif isinstance(found, int) and found >= 0:
                values[limit] = found
            else:
                field.show_error("Give a figure of nil or more.")
                return
        if self._take(values):
            self.accept()


def _typed(limit: Limit, value: int | None) -> str:
    """Write a value as it is typed."""
    if value is None:
        return ""
    return wording.edit_text(Plan(), spec_by_name(Threshold)[FIELDS[limit.unit]], value)
