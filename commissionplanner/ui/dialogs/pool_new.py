"""Asks for a new fund: name, kind, host, partners. Its years are the plan's."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from commissionplanner.edits.base import Edit, Together
from commissionplanner.edits.pools import AddMember, AddPool
from commissionplanner.model.entities import Pool
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import display_name, full_name
from commissionplanner.ui.dialogs.form import FormDialog, chosen, combo, partners_first, terms
from commissionplanner.ui.widgets.inputs import CheckBox, Field
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

MOST_MEMBERS = 24
COLUMNS = 3


class NewPoolDialog(FormDialog):
    """Name, kind, legal basis, host, and which partners are in it."""

    def __init__(
        self, workspace: Workspace, made: Callable[[str], object], parent: QWidget
    ) -> None:
        plan = workspace.plan
        years = (
            f" It runs for the plan’s years, {plan.years[0]} to {plan.years[-1]}."
            if plan.years
            else ""
        )
        super().__init__(
            "Add a fund", f"Money that partners plan together.{years} All of it can be changed.",
            "Add the fund", parent,
        )  # fmt: skip
        self._workspace, self._made = workspace, made
        self.name = QLineEdit()
        self.name.setPlaceholderText("Such as “Best Start pool”")
        self.kind = combo(terms("fund_type"), "pooled")
        self.basis = combo(terms("fund_basis"), "s75")
        self.host = combo(partners_first(plan))
        self._name_field = Field("Name", self.name)
        self.column.addWidget(self._name_field)
        self.beside(Field("Kind", self.kind), Field("Legal basis", self.basis))
        self.column.addWidget(Field("Host", self.host, help_text="Holds the money for all."))
        self.members: dict[str, CheckBox] = {}
        partners = [row for row in plan.organisations.values() if row.is_partner]
        if partners:
            self.column.addWidget(Label("Partners in the fund", "small", "ink3", 500))
            grid = QGridLayout()
            for at, row in enumerate(sorted(partners, key=full_name)[:MOST_MEMBERS]):
                box = CheckBox(display_name(row))
                box.setToolTip(full_name(row))
                self.members[row.id] = box
                grid.addWidget(box, at // COLUMNS, at % COLUMNS)
            self.column.addLayout(grid)
        self.close_column()

    def finish(self) -> None:
        """Add the fund with its partners, once it has a name."""
        name = " ".join(self.name.text().split())
        plan, new_id = self._workspace.plan, random_ids()
        taken = {pool.name.casefold() for pool in plan.pools.values()}
        if not name:
            self._name_field.show_error("Give the fund a name.")
            return
        if name.casefold() in taken:
            self._name_field.show_error(f"There is a fund called “{name}” already.")
            return
        years = plan.years
        pool = Pool(
            id=new_id(),
            name=name,
            fund_type=chosen(self.kind) or None,
            basis=chosen(self.basis) or None,
            host_id=chosen(self.host) or None,
            start_on=years[0].first_day if years else None,
            end_on=years[-1].last_day if years else None,
        )
        members = [key for key, box in self.members.items() if box.isChecked()]
        if pool.host_id and pool.host_id not in members:
            members.insert(0, pool.host_id)
        edits: tuple[Edit, ...] = (
            AddPool(pool),
            *(AddMember(pool.id, key, new_id()) for key in members),
        )
        if self._workspace.do(Together(f"Add fund “{name}”", edits)):
            self.accept()
            self._made(pool.id)
