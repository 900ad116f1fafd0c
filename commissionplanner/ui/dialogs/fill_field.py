"""Asks for one field of a record that is not known yet, where the inspector shows that it is not."""

from PySide6.QtWidgets import QWidget

from commissionplanner.edits.records import SetFields
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import Kind, spec_by_name
from commissionplanner.model.plan import display_name, full_name
from commissionplanner.ui.dialogs.choose_services import ChooseServices, all_services
from commissionplanner.ui.dialogs.form import BadInput, FormDialog
from commissionplanner.ui.dialogs.spec_fields import SpecFields
from commissionplanner.ui.workspace import Workspace


class FillField(FormDialog):
    """One field, read as it is typed everywhere else."""

    def __init__(
        self, workspace: Workspace, table: str, key: str, name: str, parent: QWidget
    ) -> None:
        record = workspace.plan.table(table)[key]
        label = spec_by_name(TABLES[table].entity)[name].label
        super().__init__(f"{label}: {display_name(record)}", "", "Set it", parent)
        self._workspace, self._table, self._key = workspace, table, key
        self.asked = SpecFields(workspace.plan, table, (name,), record, columns=1)
        self.column.addWidget(self.asked)
        self.close_column()
        self.asked.control(name).setFocus()

    def finish(self) -> None:
        """Set the field; what does not fit is said beneath it."""
        try:
            changed = self.asked.changed()
        except BadInput:
            return
        if not changed or self._workspace.do(SetFields(self._table, (self._key,), changed)):
            self.accept()


def fill_field(workspace: Workspace, table: str, key: str, name: str, parent: QWidget) -> None:
    """Ask for a field: services from a list with ticks, anything else as it is typed."""
    spec = spec_by_name(TABLES[table].entity)[name]
    if spec.kind is not Kind.REFS or spec.table != "services":
        FillField(workspace, table, key, name, parent).open()
        return
    record = workspace.plan.table(table)[key]
    ChooseServices(
        f"{spec.label}: {full_name(record)}", "", all_services(workspace.plan),
        lambda keys: workspace.do(SetFields(table, (key,), {name: keys})),
        parent, do="Set them", ticked=getattr(record, name),
    ).open()  # fmt: skip
