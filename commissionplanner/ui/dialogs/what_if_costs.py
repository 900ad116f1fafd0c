"""Dialogs that draft what-ifs of costs: money shifted to prevention, a sum to be saved."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from commissionplanner.app.what_if_words import (
    WAY_NAMES,
    Told,
    renamed,
    savings_told,
    shift_told,
    unused_name,
)
from commissionplanner.budget.prevention import shift
from commissionplanner.budget.savings import ways
from commissionplanner.budget.what_if import Draft
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.entities import Assumption
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.dialogs.form import chosen, combo
from commissionplanner.ui.dialogs.what_if import WhatIfDialog, Work, typed
from commissionplanner.ui.widgets.inputs import CheckBox, Field
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

RATE = spec_by_name(Assumption)["rate_ppm"]
AMOUNT = spec_by_name(Assumption)["amount_p"]


class ShiftDialog(WhatIfDialog):
    """Money moved each year from reactive to preventive services."""

    def __init__(
        self, workspace: Workspace, pool_id: str, made: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(
            workspace, pool_id, made, parent, "Shift money to prevention",
            "Each year after the first, this much is taken from tertiary and reactive services and "
            "given to primary and secondary prevention, and stays moved. The plan itself is not "
            "changed: the result is a scenario.",
            "Add the scenario",
        )  # fmt: skip

    def ask(self) -> None:
        """Ask for a share or an amount a year."""
        self.kind = combo([("rate", "A share of reactive cost"), ("amount", "An amount")], "rate")
        self.much = QLineEdit("2%")
        self._much = Field("Moved each year", self.much)
        self.beside(Field("How it is told", self.kind), self._much)
        self.offer_to_record()
        self.name.setText(unused_name(self._workspace.plan, "Shift to prevention"))
        self.kind.activated.connect(self._other_kind)
        self.much.textEdited.connect(self.changed)

    def _other_kind(self) -> None:
        self.much.setText("2%" if chosen(self.kind) == "rate" else "£100k")
        self.changed()

    def work(self) -> Work:
        """Return the drafting of the shift."""
        by_rate = chosen(self.kind) == "rate"
        much = typed(RATE if by_rate else AMOUNT, self._much, self.much)
        if not isinstance(much, int):
            raise EditRefused("Say how much is moved in a year.")
        rate, amount = (much, None) if by_rate else (None, much)
        pool, new_id, unit = self._pool_id, self._new_id, self._workspace.focus.lens.unit

        def work(plan: Plan) -> Told:
            found = shift(plan, pool, "Shift", new_id, rate_ppm=rate, amount_p=amount)
            return shift_told(plan, pool, found, unit)

        return self.on_recorded(work)


class SavingsDialog(WhatIfDialog):
    """A sum to find in each year, and three ways to find it beside each other."""

    label = "Add savings scenarios"

    def __init__(
        self, workspace: Workspace, pool_id: str, made: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(
            workspace, pool_id, made, parent, "Savings target",
            "What must be found in each year, and what an equal cut to discretionary money would do "
            "to prevention and to later demand, against other ways. The plan itself is not changed.",
            "Add the scenarios",
        )  # fmt: skip

    def ask(self) -> None:
        """Ask for a sum by year and for the ways."""
        self.sums: dict[FinancialYear, QLineEdit] = {}
        self._fields: dict[FinancialYear, Field] = {}
        years = self._workspace.plan.years
        for start in range(0, len(years), 5):
            row = []
            for year in years[start : start + 5]:
                line = self.sums[year] = QLineEdit()
                line.setPlaceholderText("£0")
                line.textEdited.connect(self.changed)
                self._fields[year] = Field(f"To find in {year}", line)
                row.append(self._fields[year])
            self.beside(*row)
        self.ways = {key: CheckBox(name) for key, name in WAY_NAMES.items()}
        self.column.addWidget(Label("Ways to keep as scenarios", "small", "ink3", 500))
        boxes = QVBoxLayout()
        boxes.setSpacing(2)
        for box in self.ways.values():
            box.setChecked(True)
            boxes.addWidget(box)
        self.column.addLayout(boxes)
        self.offer_to_record()
        self.name.setText("Savings target")

    def work(self) -> Work:
        """Return the drafting of all ways."""
        read = [typed(AMOUNT, self._fields[year], line) for year, line in self.sums.items()]
        wanted = [p if isinstance(p, int) else 0 for p in read]
        if not any(wanted):
            raise EditRefused("Say what is to be found in at least one year.")
        pool, new_id, unit = self._pool_id, self._new_id, self._workspace.focus.lens.unit

        def work(plan: Plan) -> Told:
            found = ways(plan, pool, "Savings", new_id, wanted)
            return savings_told(plan, pool, found, unit)

        return self.on_recorded(work)

    def named(self, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
        """Return the ways that are ticked, each under the name given and what it is."""
        plan, base = self._workspace.plan, " ".join(self.name.text().split())
        ticked = [name for key, name in WAY_NAMES.items() if self.ways[key].isChecked()]
        short = {WAY_NAMES["equal"]: "equal cut", WAY_NAMES["spare_prevention"]:
                 "prevention spared", WAY_NAMES["all_services"]: "every service"}  # fmt: skip
        heads = [label for label, texts in self.told.rows if not texts] if self.told else []
        found = tuple(
            renamed(draft, unused_name(plan, f"{base}: {short[head]}"))
            for draft, head in zip(drafts, heads, strict=True)
            if head in ticked
        )
        self.refuse("" if found else "Tick at least one way.")
        return found
