"""Asks for the terms of one line of a fund: of money in, or of a service that it pays for."""

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.budget.arrays import is_planned
from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.pools import AddService
from commissionplanner.edits.records import SetCells, SetFields
from commissionplanner.model.entities import Contribution
from commissionplanner.model.fields import Value, spec_by_name
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.ui.dialogs.form import BadInput
from commissionplanner.ui.dialogs.spec_fields import SpecFields
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import RIGHT
from commissionplanner.ui.workspace import Workspace

GIVEN = (
    "is_recurrent", "in_kind", "is_mandated", "instalments", "first_payment_on", "year_basis",
    "status", "approved_by", "net_of_income", "pooling_basis", "forum_reference",
)  # fmt: skip
BY_YEAR = ("adjustment_p", "planned_change_p", "full_year_p", "full_year_effect_p",
           "client_income_p")  # fmt: skip
SCHEME = ("lead_id", "control", "is_excluded", "in_schools_budget", "is_uncommitted")
COSTS = ("year_basis", "term_shares", "capital_kind")
TAGS = ("statutory", "duty", "prevention_tier", "tier_reason")


def records_of(plan: Plan, pool_id: str, line: ContributionLine) -> tuple[Contribution, ...]:
    """Return the records that a line of money in is made of, by year."""
    found = [
        row
        for row in plan.contributions.values()
        if (row.pool_id, row.partner_id, row.stream_id)
        == (pool_id, line.partner_id, line.stream_id)
        and (row.is_recurrent is False) == line.one_off
        and bool(row.in_kind) == line.in_kind
    ]
    return tuple(sorted(found, key=lambda row: (str(row.year or ""), row.id)))


class MoneyLineDialog(TallForm):
    """What holds for all years of a line of money in, and what is added or taken year by year."""

    def __init__(
        self, workspace: Workspace, pool_id: str, line: ContributionLine, parent: QWidget
    ) -> None:
        plan = workspace.plan
        self._rows = records_of(plan, pool_id, line)
        stream = display_name(plan.funding_streams.get(line.stream_id or "")) or "Money in"
        partner = display_name(plan.organisations.get(line.partner_id or "")) or "not known"
        super().__init__(
            f"{stream}, from {partner}",
            "Terms hold for every year of the line. Below, year by year: what changes the base for "
            "good, the rest of this year's decisions that falls into the next, and client income "
            "taken off.",
            "Set the terms", parent, wide=760,
        )  # fmt: skip
        self._workspace = workspace
        first = self._rows[0] if self._rows else None
        self.terms = SpecFields(plan, "contributions", GIVEN, first, columns=3)
        self.column.addWidget(self.terms)
        self.lines: dict[tuple[str, str], QLineEdit] = {}
        self._shown: dict[tuple[str, str], str] = {}
        self._add_years()
        self.close_column()

    def _add_years(self) -> None:
        specs, grid = spec_by_name(Contribution), QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for down, name in enumerate(BY_YEAR, start=1):
            grid.addWidget(Label(f"{specs[name].label}, £", "body", "ink2"), down, 0)
        for at, row in enumerate(self._rows, start=1):
            head = Label(str(row.year or "Year not known"), "small", "ink3", 500, tabular=True)
            head.setAlignment(RIGHT)
            grid.addWidget(head, 0, at)
            for down, name in enumerate(BY_YEAR, start=1):
                line = QLineEdit(
                    wording.edit_text(self._workspace.plan, specs[name], getattr(row, name))
                )
                line.setAlignment(RIGHT)
                line.setMinimumWidth(76)
                line.setAccessibleName(f"{specs[name].label}, {row.year}")
                self.lines[row.id, name] = line
                self._shown[row.id, name] = line.text()
                grid.addWidget(line, down, at)
        self.column.addLayout(grid)

    def finish(self) -> None:
        """Set what was changed as one step."""
        self.refuse("")
        try:
            edits = tuple(self._edits())
        except BadInput:
            return
        except EditRefused as refusal:
            self.refuse(str(refusal))
            return
        if not edits or self._workspace.do(Together("Set terms of money in", edits)):
            self.accept()

    def _edits(self) -> Iterator[Edit]:
        plan, specs = self._workspace.plan, spec_by_name(Contribution)
        changed = self.terms.changed()
        keys = tuple(row.id for row in self._rows)
        if changed and keys:
            yield SetFields("contributions", keys, changed)
        cells = []
        for (key, name), line in self.lines.items():
            if line.text() == self._shown[key, name]:
                continue
            try:
                cells.append((key, name, wording.typed_value(plan, specs[name], line.text())))
            except EditRefused as refusal:
                line.setFocus()
                raise EditRefused(f"{line.accessibleName()}: {refusal}") from refusal
        if cells:
            yield SetCells("contributions", tuple(cells), "Set terms of money in")


class SchemeDialog(TallForm):
    """A service within a fund: who leads and controls it, and its two tags with their reasons."""

    def __init__(
        self, workspace: Workspace, pool_id: str, service_id: str, parent: QWidget
    ) -> None:
        plan = workspace.plan
        self._row = next(
            (
                row
                for row in plan.pool_services.values()
                if (row.pool_id, row.service_id) == (pool_id, service_id)
            ),
            None,
        )
        service = plan.services[service_id]
        super().__init__(
            display_name(service),
            "Who accounts for it follows from who controls it. What the law requires and what "
            "prevents are two tags: a service can be both. Re-tagging moves no money.",
            "Set the terms", parent, wide=720,
        )  # fmt: skip
        self._workspace, self._pool_id, self._service = workspace, pool_id, service
        self.scheme = SpecFields(plan, "pool_services", SCHEME, self._row, columns=3)
        self.tags = SpecFields(plan, "services", TAGS, service, columns=2)
        self.section("In this fund")
        self.column.addWidget(self.scheme)
        self._costs = [
            row
            for row in plan.service_costs.values()
            if row.service_id == service_id and is_planned(row, pool_id)
        ]
        self.costs = SpecFields(
            plan, "service_costs", COSTS, self._costs[0] if self._costs else None, columns=3
        )
        if self._costs:
            self.section("Its costs in this fund, of every year")
            self.column.addWidget(self.costs)
        self.section("Wherever it stands")
        self.column.addWidget(self.tags)
        self.close_column()

    def finish(self) -> None:
        """Set what was changed as one step."""
        try:
            scheme, costs, tags = (part.changed() for part in (self.scheme, self.costs, self.tags))
        except BadInput:
            return
        edits = tuple(self._edits(scheme, costs, tags))
        label = f"Set terms of “{display_name(self._service)}”"
        if not edits or self._workspace.do(Together(label, edits)):
            self.accept()

    def _edits(
        self,
        scheme: Mapping[str, Value],
        costs: Mapping[str, Value],
        tags: Mapping[str, Value],
    ) -> Iterator[Edit]:
        row = self._row
        if scheme and row is None:
            made = random_ids()()
            yield AddService(self._pool_id, self._service.id, made)
            yield SetFields("pool_services", (made,), scheme)
        elif scheme and row is not None:
            yield SetFields("pool_services", (row.id,), scheme)
        if costs and self._costs:
            yield SetFields("service_costs", tuple(row.id for row in self._costs), costs)
        if tags:
            yield SetFields("services", (self._service.id,), tags)
