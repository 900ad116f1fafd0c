"""Asks for the minimum contributions of a fund, and shows whether they are met while they are typed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.app.pool_grid import pounds
from commissionplanner.budget.checks_minimums import minimums
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.words import percent
from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.records import DeleteRecords
from commissionplanner.edits.scenarios import SetAssumption
from commissionplanner.model.entities import Assumption, Record
from commissionplanner.model.fields import Value, spec_by_name
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.dialogs.form import chosen, combo
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import RIGHT
from commissionplanner.ui.workspace import Workspace

KEY = "minimum_contribution"
HEADS = ("Partner", "Stream", "Year", "At least, £", "or a rise a year")
SPECS = spec_by_name(Assumption)


class _Line:
    """One minimum: who, of what, when, and an amount or a rise on the year before."""

    def __init__(
        self, n: int, row: Assumption | None, choices: Mapping[str, list[tuple[str, str]]]
    ):
        self.row = row
        self.partner = combo(choices["partner"], (row.partner_id or "") if row else "")
        self.stream = combo(choices["stream"], (row.stream_id or "") if row else "")
        self.year = combo(choices["year"], str(row.year or "") if row else "")
        self.amount, self.rise = QLineEdit(), QLineEdit()
        if row is not None and row.amount_p is not None:
            self.amount.setText(pounds(row.amount_p))
        elif row is not None and row.rate_ppm is not None:
            self.rise.setText(percent(row.rate_ppm))
        for line in (self.amount, self.rise):
            line.setAlignment(RIGHT)
            line.setMinimumWidth(84)
        for box in (self.partner, self.stream, self.year):
            box.setMinimumContentsLength(9)
        for widget, head in zip(self.widgets, HEADS, strict=True):
            widget.setAccessibleName(f"Minimum {n}, {head.lower()}")

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """What stands in the line, under `HEADS`."""
        return self.partner, self.stream, self.year, self.amount, self.rise

    def values(self) -> dict[str, Value] | None:
        """Return what is typed as fields; None where it says nothing, and so is none.

        Raises:
            EditRefused: a figure does not fit, or there are two.
        """
        amount, rise = _read("amount_p", self.amount), _read("rate_ppm", self.rise)
        if amount is None and rise is None:
            return None
        if amount is not None and rise is not None:
            raise EditRefused(f"{self.rise.accessibleName()}: give an amount or a rise, not both.")
        year = chosen(self.year)
        return {
            "partner_id": chosen(self.partner) or None,
            "stream_id": chosen(self.stream) or None,
            "year": FinancialYear.parse(year) if year else None,
            "amount_p": amount,
            "rate_ppm": rise,
            "unit": "percent" if amount is None else "pounds",
        }


def _read(name: str, line: QLineEdit) -> Value:
    try:
        return wording.typed_value(Plan(), SPECS[name], line.text())
    except EditRefused as refusal:
        raise EditRefused(f"{line.accessibleName()}: {refusal}") from refusal


class MinimumsDialog(TallForm):
    """Every minimum that is assumed for one fund, and the test of them, which follows the typing."""

    def __init__(self, workspace: Workspace, budget: PoolBudget, parent: QWidget) -> None:
        scenario = workspace.plan.scenarios.get(budget.seen.scenario_id or "")
        where = f"the scenario “{display_name(scenario)}”" if scenario else "the plan as recorded"
        super().__init__(
            f"Minimum contributions to {display_name(budget.pool)}",
            f"What a partner or stream has to bring to this fund, for {where}: an amount, or a rise "
            "on what it gave the year before. Mandated streams are tested without a line here.",
            "Set minimums", parent, wide=800,
        )  # fmt: skip
        self._workspace, self._budget = workspace, budget
        self._held = [
            row for _, row in sorted(workspace.plan.assumptions.items())
            if row.key == KEY and row.pool_id == budget.pool.id and row.service_id is None
            and row.scenario_id == budget.seen.scenario_id
        ]  # fmt: skip
        self.lines: list[_Line] = []
        self._choices = self._offered()
        self._add_grid()
        self.check = Label("", "body", "ink", wrap=True)
        self.column.addWidget(self.check)
        self._add_source()
        self.close_column()
        self.test()

    def _offered(self) -> dict[str, list[tuple[str, str]]]:
        """Return the partners and streams of the fund, those of its minimums, and the years."""
        plan, budget = self._workspace.plan, self._budget
        partners = {line.partner_id for line in budget.contributions}
        partners |= {
            m.organisation_id for m in plan.pool_members.values() if m.pool_id == budget.pool.id
        }
        partners |= {row.partner_id for row in self._held}
        streams = {line.stream_id for line in budget.contributions}
        streams |= {row.stream_id for row in self._held}
        years = {str(y) for y in budget.years} | {str(row.year) for row in self._held if row.year}
        return {
            "partner": [("", "All"), *_named(partners, plan.organisations)],
            "stream": [("", "All"), *_named(streams, plan.funding_streams)],
            "year": [("", "Every year"), *((year, year) for year in sorted(years))],
        }

    def _add_grid(self) -> None:
        whole = QWidget()
        self._grid = QGridLayout(whole)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        for at, (head, wide) in enumerate(zip(HEADS, (3, 3, 2, 2, 2), strict=True)):
            self._grid.addWidget(Label(head, "small", "ink3", 500), 0, at)
            self._grid.setColumnStretch(at, wide)
        for row in self._held:
            self.add(row)
        if not self._held:
            self.add()
        self.column.addWidget(whole)
        more = Button("Add a minimum", "quiet", "plus", height=26, flush=True)
        more.clicked.connect(lambda *_: self.add())
        self.more = more
        self.beside(more, Label("Empty both figures to take a minimum away.", "small", "ink3"))

    def add(self, row: Assumption | None = None) -> None:
        """Add a line for a minimum."""
        line = _Line(len(self.lines) + 1, row, self._choices)
        self.lines.append(line)
        for at, widget in enumerate(line.widgets):
            self._grid.addWidget(widget, len(self.lines), at)
        for box in (line.partner, line.stream, line.year):
            box.activated.connect(self.test)
        for typed in (line.amount, line.rise):
            typed.textEdited.connect(self.test)
        self.fit_soon()

    def _add_source(self) -> None:
        self.source = QLineEdit()
        self.source.setAccessibleName("Source")
        self.column.addWidget(
            Field("Source", self.source, help_text="Kept with the minimums you change.")
        )

    def test(self, *_: object) -> None:
        """Test the minimums as they are typed, against what the fund is given."""
        budget = self._budget
        try:
            wanted = list(self._wanted())
        except EditRefused as refusal:
            self.check.setText(str(refusal))
            return
        gone = {row.id for row in self._held}
        rows = {key: row for key, row in budget.seen.plan.assumptions.items() if key not in gone}
        rows |= {row.id: row for _, row in wanted}
        plan = replace(budget.seen.plan, assumptions=rows)
        found = minimums(budget._replace(seen=budget.seen._replace(plan=plan)))
        self.check.setText(f"Test 11, {found.title[0].lower()}{found.title[1:]}: {found.words}")
        self.fit_soon()

    def _wanted(self) -> Iterator[tuple[Assumption | None, Assumption]]:
        """Yield each minimum that is wanted, after the one it came from.

        Raises:
            EditRefused: a figure does not fit, or two are for the same.
        """
        new_id, places = random_ids(), set[tuple[Value, ...]]()
        for line in self.lines:
            values = line.values()
            if values is None:
                continue
            place = tuple(values[name] for name in ("partner_id", "stream_id", "year"))
            if place in places:
                raise EditRefused(
                    f"{line.partner.accessibleName()}: there is one for this already."
                )
            places.add(place)
            base = line.row or Assumption(
                id=new_id(), key=KEY, pool_id=self._budget.pool.id,
                scenario_id=self._budget.seen.scenario_id,
            )  # fmt: skip
            if line.row is not None and place != _place(line.row):
                base = replace(base, id=new_id())  # for another: the one it was is taken away
            yield line.row, base.with_found(**values)

    def finish(self) -> None:
        """Set what was changed as one step."""
        self.refuse("")
        try:
            wanted = list(self._wanted())
        except EditRefused as refusal:
            self.refuse(str(refusal))
            return
        edits: list[Edit] = []
        stay = {_place(row) for _, row in wanted}
        gone = tuple(row.id for row in self._held if _place(row) not in stay)
        if gone:
            edits.append(DeleteRecords("assumptions", gone))
        edits += [SetAssumption(self._dated(row)) for before, row in wanted if row != before]
        label = f"Set minimum contributions to “{display_name(self._budget.pool)}”"
        if not edits or self._workspace.do(Together(label, tuple(edits))):
            self.accept()

    def _dated(self, row: Assumption) -> Assumption:
        source, as_at = self.source.text().strip(), self._workspace.plan.header.as_at_on
        named = row.with_found(source=source) if source else row
        return named if named.made_on or as_at is None else named.with_found(made_on=as_at)


def _place(row: Assumption) -> tuple[Value, ...]:
    return row.partner_id, row.stream_id, row.year


def _named(keys: set[str | None], table: Mapping[str, Record]) -> list[tuple[str, str]]:
    found = [(display_name(table.get(key)) or key, key) for key in keys if key]
    return [(key, name) for name, key in sorted(found)]
