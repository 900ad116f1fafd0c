"""Asks for what a fund assumes: rates by year, how they are put together, and where they are from."""

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.app.pool_side import Assumed, assumed
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.words import percent
from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.records import DeleteRecords
from commissionplanner.edits.scenarios import ChangeScenario, SetAssumption
from commissionplanner.model.entities import Assumption
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui import theme
from commissionplanner.ui.dialogs.form import BadInput, Choices, chosen, combo, read, terms
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import RIGHT
from commissionplanner.ui.workspace import Workspace

Place = tuple[str, FinancialYear | None]


class RatesDialog(TallForm):
    """Uplift, growth, efficiency and contingency of one fund, for the base or a scenario."""

    def __init__(self, workspace: Workspace, budget: PoolBudget, parent: QWidget) -> None:
        self._scenario = workspace.plan.scenarios.get(budget.seen.scenario_id or "")
        where = (
            f"the scenario “{display_name(self._scenario)}”"
            if self._scenario
            else "the plan as recorded"
        )
        super().__init__(
            f"Assumptions for {display_name(budget.pool)}",
            f"They hold for {where} and for this fund. Grey figures hold from elsewhere; "
            "type over one to set it here. A rate for one year holds before that for every year.",
            "Set assumptions", parent, wide=720,
        )  # fmt: skip
        self._workspace, self._budget = workspace, budget
        self.lines: dict[Place, QLineEdit] = {}
        self._shown: dict[Place, str] = {}
        self._wrong = Label("", "small", "problem", wrap=True)
        self._add_grid()
        self.column.addWidget(self._wrong)
        self._wrong.hide()
        self._add_method()
        self._add_source()
        self.close_column()

    def _add_grid(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        years = self._budget.years
        heads = ["Every year", *(str(year) for year in years)]
        for at, head in enumerate(heads, start=1):
            label = Label(head, "small", "ink3", 500, tabular=True)
            label.setAlignment(RIGHT)
            grid.addWidget(label, 0, at)
        for down, rate in enumerate(assumed(self._budget), start=1):
            grid.addWidget(Label(rate.label, "body", "ink"), down, 0)
            for at, year in enumerate((None, *years), start=1):
                if year == years[0] and rate.key != "contingency":
                    continue  # rates carry one year into the next: none leads into the first
                line = self._line(rate, year)
                line.setAccessibleName(f"{rate.label}, {heads[at - 1]}")
                grid.addWidget(line, down, at)
        self.column.addLayout(grid)

    def _line(self, rate: Assumed, year: FinancialYear | None) -> QLineEdit:
        line = QLineEdit()
        line.setAlignment(RIGHT)
        line.setMinimumWidth(theme.current().px(70))
        own = self._own(rate.key, year)
        text = "" if own is None or own.rate_ppm is None else percent(own.rate_ppm)
        line.setText(text)
        years = self._budget.years
        known = rate.rates_ppm[years.index(year) if year else -1]
        line.setPlaceholderText("0%" if known is None else percent(known))
        if own is not None and own.source:
            line.setToolTip(f"Source: {own.source}")
        self.lines[rate.key, year], self._shown[rate.key, year] = line, text
        return line

    def _own(self, key: str, year: FinancialYear | None) -> Assumption | None:
        """Return what is assumed here for this very fund and year."""
        place = (self._budget.seen.scenario_id, key, year, self._budget.pool.id)
        for row in self._workspace.plan.assumptions.values():
            scope = (row.service_id, row.stream_id, row.partner_id)
            if scope == (None, None, None) and place == (
                row.scenario_id, row.key, row.year, row.pool_id,
            ):  # fmt: skip
                return row
        return None

    def _add_method(self) -> None:
        seen = self._budget.seen
        self.method = combo(terms("rate_method", ""), "additive" if seen.additive else "compound")
        self.rolls = combo(terms("roll_forward", ""), "all" if seen.rolls_all else "gaps_only")
        self.money_in = combo(
            [("no", "Stays as recorded"), ("yes", "Rolls forward, as assumed money")],
            "yes" if seen.rolls_contributions else "no",
        )
        if self._scenario is None:
            self.column.addWidget(
                Label(
                    "As recorded, rates are compounded and fill only years with no amount. "
                    "A scenario can do otherwise.",
                    "small",
                    "ink2",
                    wrap=True,
                )
            )
            return
        self.beside(
            Field("Rates are", self.method), Field("Worked out", self.rolls),
            Field("Money in", self.money_in),
        )  # fmt: skip

    def _add_source(self) -> None:
        self.source, self.made_on = QLineEdit(), QLineEdit()
        as_at = self._workspace.plan.header.as_at_on
        self.made_on.setText(wording.day_text(as_at) if as_at else "")
        self.owner = combo(_owners(self._workspace))
        self.column.addWidget(
            Field("Source", self.source, help_text="Printed beside the rates you change.")
        )
        self._day = Field("Date", self.made_on)
        self.beside(Field("Owner", self.owner), self._day)

    def finish(self) -> None:
        """Set the rates that were changed, and how the scenario works."""
        try:
            edits = self._rates()
        except BadInput:
            return
        scenario = self._scenario
        if scenario is not None:
            values: dict[str, str | bool | None] = {
                "method": chosen(self.method),
                "roll_forward": chosen(self.rolls),
                "rolls_contributions": chosen(self.money_in) == "yes",
            }
            seen = self._budget.seen
            before = {
                "method": "additive" if seen.additive else "compound",
                "roll_forward": "all" if seen.rolls_all else "gaps_only",
                "rolls_contributions": seen.rolls_contributions,
            }
            changed = tuple((k, v) for k, v in values.items() if v != before[k])
            if changed:
                edits.append(ChangeScenario(scenario.id, changed))
        if not edits or self._workspace.do(Together("Set assumptions of the fund", tuple(edits))):
            self.accept()

    def _rates(self) -> list[Edit]:
        plan, edits = self._workspace.plan, list[Edit]()
        made_on = read(plan, self._day, self.made_on, "assumptions", "made_on")
        new_id = random_ids()
        for (key, year), line in self.lines.items():
            if line.text().strip() == self._shown[key, year]:
                continue
            own = self._own(key, year)
            rate = self._typed(line)
            if rate is None and own is not None:
                edits.append(DeleteRecords("assumptions", (own.id,)))
            elif rate is not None:
                made = Assumption(
                    id=new_id(),
                    scenario_id=self._budget.seen.scenario_id,
                    key=key,
                    year=year,
                    pool_id=self._budget.pool.id,
                    unit="percent",
                    rate_ppm=rate,
                    source=self.source.text().strip(),
                    owner_id=chosen(self.owner) or None,
                )
                edits.append(SetAssumption(made.with_found(made_on=made_on)))
        return edits

    def _typed(self, line: QLineEdit) -> int | None:
        """Return the rate typed; None where the line is empty.

        Raises:
            BadInput: it is no rate; it has been said.
        """
        self._wrong.hide()
        try:
            found = wording.typed_value(Plan(), spec_by_name(Assumption)["rate_ppm"], line.text())
        except EditRefused as refusal:
            self._wrong.setText(f"{line.accessibleName()}: {refusal}")
            self._wrong.show()
            line.setFocus()
            raise BadInput from refusal
        return found if isinstance(found, int) else None


def _owners(workspace: Workspace) -> Choices:
    plan = workspace.plan
    named = sorted((wording.record_name(plan, "role_holders", k), k) for k in plan.role_holders)
    return [("", "Not known yet"), *((key, name) for name, key in named)]
