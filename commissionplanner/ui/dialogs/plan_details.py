"""Plan details: what the plan is called, which years it plans, and the day it speaks of."""

from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.edits.records import SetFields
from commissionplanner.model.entities import About
from commissionplanner.model.entities.about import MOST_EARLIER_YEARS, MOST_YEARS
from commissionplanner.model.fields import Value, spec_by_name
from commissionplanner.ui.dialogs.form import BadInput, chosen, combo, read, terms
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.workspace import Workspace

ROWS: Final = (
    ("title",),
    ("as_at_on", "version"),
    ("first_year", "year_count"),
    ("earlier_years", "horizon_months"),
    ("area",),
    ("services_in", "services_out"),
)
LEAST_AND_MOST: Final = {"year_count": (1, MOST_YEARS), "earlier_years": (0, MOST_EARLIER_YEARS)}


class PlanDetails(TallForm):
    """The record about the whole plan; all that is changed here is one step to undo."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(
            "Plan details",
            "Figures of years no longer planned stay in the plan; they are not shown.",
            "Change the plan", parent, wide=560,
        )  # fmt: skip
        self._workspace = workspace
        self.lines: dict[str, QLineEdit] = {}
        self.fields: dict[str, Field] = {}
        for row in ROWS:
            self.beside(*(self._field(name) for name in row))
        self.marking = combo(terms("marking"), workspace.plan.header.marking or "")
        self.column.addWidget(Field("Marking", self.marking, help_text="Printed on every page."))
        self.close_column()

    def _field(self, name: str) -> Field:
        plan, spec = self._workspace.plan, spec_by_name(About)[name]
        line = QLineEdit(wording.edit_text(plan, spec, getattr(plan.header, name)))
        line.setCursorPosition(0)
        unit = f", {spec.unit}" if spec.unit == "months" else ""
        field = Field(f"{spec.label}{unit}", line, help_text=spec.help)
        self.lines[name], self.fields[name] = line, field
        return field

    def finish(self) -> None:
        """Change what differs, once all of it fits."""
        workspace, header = self._workspace, self._workspace.plan.header
        values: dict[str, Value] = {}
        is_right = True
        for name in self.lines:
            try:
                values[name] = self._read(name)
            except BadInput:
                is_right = False
        if not is_right:
            return
        values["marking"] = chosen(self.marking) or None
        changed = {n: value for n, value in values.items() if value != getattr(header, n)}
        if changed and not workspace.do(SetFields("about", (header.id,), changed)):
            return
        years = workspace.plan.header.all_years
        if workspace.focus.lens.year not in years:
            workspace.focus.show_with(year=workspace.plan.header.first_year)
        self.accept()

    def _read(self, name: str) -> Value:
        """Return what was typed into a field.

        Raises:
            BadInput: it does not fit; the field says why.
        """
        field, spec = self.fields[name], spec_by_name(About)[name]
        value = read(self._workspace.plan, field, self.lines[name], "about", name)
        least, most = LEAST_AND_MOST.get(name, (0, 0))
        said = ""
        if spec.required and value in (None, ""):
            said = "The plan needs this."
        elif most and isinstance(value, int) and not least <= value <= most:
            said = f"Give a number from {least} to {most}."
        if said:
            field.show_error(said)
            raise BadInput
        return value
