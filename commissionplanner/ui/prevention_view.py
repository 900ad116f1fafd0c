"""Prevention by year and partner: what is spent, its share, and new money apart from new tags."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from commissionplanner.app import wording
from commissionplanner.app.scenario_compare import Column
from commissionplanner.budget.prevention import Change, Prevention, change, prevention
from commissionplanner.budget.results import PoolBudget
from commissionplanner.model.money import PPM, format_ppm, format_short, round_ratio
from commissionplanner.model.plan import display_name
from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.ui.dialogs.tall_form import YearTable
from commissionplanner.ui.widgets.cards import Card
from commissionplanner.ui.widgets.chart_lines import Line, LineChart
from commissionplanner.ui.widgets.flow import BESIDE, Beside
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

Rows = list[tuple[str, Sequence[str]]]


Found = tuple[Prevention, Prevention, Change]
"""As recorded, in the scenario in use, and what changed between them."""


def found_of(recorded: PoolBudget, used: PoolBudget) -> Found:
    """Work out what the view shows of a fund. It may take long in a large plan."""
    return prevention(recorded), prevention(used), change(recorded, used)


class PreventionView(QWidget):
    """The scenario in use beside the plan as recorded."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.curve = LineChart("Spent on primary and secondary prevention, by year")
        self.curve.set_why_empty("no service of the fund has a tier and a cost")
        self.shares = YearTable("Prevention share by year and partner")
        self.parts = YearTable("New money and new tags, by year")
        self.said = Label("", "small", "ink2", wrap=True)
        self.left = left = Card("Spent on prevention")
        left.body.addWidget(self.curve, 1)
        self.right = Card("Prevention share", "of the cost of services whose tier is known")
        self.right.body.addWidget(self.shares)
        self.right.body.addSpacing(10)
        self.right.body.addWidget(Label("What changed, against the plan as recorded", "h2"))
        self.right.body.addWidget(self.parts)
        self.right.body.addWidget(self.said)
        self.right.body.addStretch(1)
        row = Beside(BESIDE, self)
        row.addWidget(left, 1)
        row.addWidget(self.right, 1)

    def show_columns(self, recorded: Column, used: Column, unit: str, found: Found) -> None:
        """Show the scenario in use, with the plan as recorded for comparison."""
        before, after, moved = found
        axis = unit if unit != "£" else "m"
        note = f"primary and secondary, services of the fund, {wording.unit_words(axis)}"
        self.left.set_note(note)
        years = [year.short for year in used.budget.years]
        lines = [Line(used.name, after.preventive_p)]
        if used.scenario_id is not None:
            lines.append(Line(recorded.name, before.preventive_p, comparison=True))
        known = any(after.spent_p) or any(before.spent_p)
        self.curve.show_data(years, lines if known else [], unit=axis)
        rows: Rows = [(used.name, ()), ("The fund", _shares(after)), *self._partners(after)]
        if used.scenario_id is not None:
            rows += [(recorded.name, ()), ("The fund", _shares(before)), *self._partners(before)]
        self.shares.show_rows(years, rows)
        self._show_parts(moved, years, unit)
        self.said.setText(_left_out(after))
        self.said.setVisible(bool(self.said.text()))

    def _partners(self, found: Prevention) -> Rows:
        plan = self._workspace.plan
        return [
            (f"Led by {display_name(plan.organisations.get(key)) or 'nobody recorded'}",
             [_share(early, whole) for early, whole in row])
            for key, row in found.by_partner.items()
        ]  # fmt: skip

    def _show_parts(self, found: Change, years: list[str], unit: str) -> None:
        words = wording.unit_words(unit)
        rows: Rows = [
            (f"New money, {words}", [format_short(p, unit) for p in found.new_p]),
            (f"Re-tagged, no money moved, {words}",
             [format_short(p, unit) for p in found.retagged_p]),
        ]  # fmt: skip
        self.parts.show_rows(years, rows)


def _share(early_p: int, whole_p: int) -> str:
    return format_ppm(round_ratio(early_p * PPM, whole_p)) if whole_p > 0 else NOT_KNOWN


def _shares(found: Prevention) -> list[str]:
    pairs = zip(found.preventive_p, found.spent_p, strict=True)
    return [_share(early, whole) for early, whole in pairs]


def _left_out(found: Prevention) -> str:
    if not any(found.unsaid_p):
        return ""
    return (
        "Services whose tier is not known are left out: up to "
        f"{format_short(max(found.unsaid_p))} in a year. Set it in the terms of a line under Pools."
    )
