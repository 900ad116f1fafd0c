"""Opens what the Pools page asks for a fund in windows of their own, and takes lines out of it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from commissionplanner.app.pool_grid import Row
from commissionplanner.budget.checks_terms import unlisted
from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.verdict import Check
from commissionplanner.edits.base import Edit, Together
from commissionplanner.edits.records import DeleteRecords, SetFields
from commissionplanner.model.plan import display_name
from commissionplanner.ui.workspace import Workspace

Then = Callable[[str], object]


class PoolDialogs:
    """One method for each question; `budget` is the fund shown, set by the page.

    Args:
        window: Returns the window they open over.
    """

    def __init__(self, workspace: Workspace, window: Callable[[], QWidget]) -> None:
        self._workspace, self._window = workspace, window
        self.budget: PoolBudget | None = None

    def new_pool(self, made: Then) -> None:
        """Ask for a new fund."""
        from commissionplanner.ui.dialogs.pool_form import PoolDialog

        PoolDialog(self._workspace, made, self._window()).open()

    def change_pool(self, pool_id: str, made: Then) -> None:
        """Ask for other facts of a fund, and who is in it."""
        from commissionplanner.ui.dialogs.pool_form import PoolDialog

        pool = self._workspace.plan.pools[pool_id]
        PoolDialog(self._workspace, made, self._window(), pool).open()

    def delete_pool(self, pool_id: str) -> None:
        """Delete a fund with its lines; costs stay with their services."""
        self._workspace.do(DeleteRecords("pools", (pool_id,)))

    def agreement(self, pool_id: str) -> None:
        """Ask for a fund's agreement."""
        from commissionplanner.ui.dialogs.pool_agreement import AgreementDialog

        AgreementDialog(self._workspace, self._workspace.plan.pools[pool_id], self._window()).open()

    def money_in(self, pool_id: str) -> None:
        """Ask for money in."""
        from commissionplanner.ui.dialogs.pool_lines import MoneyInDialog

        MoneyInDialog(self._workspace, pool_id, self._window()).open()

    def service(self, pool_id: str) -> None:
        """Ask for a service."""
        from commissionplanner.ui.dialogs.pool_service import PoolServiceDialog

        PoolServiceDialog(self._workspace, pool_id, self._window()).open()

    def rates(self) -> None:
        """Ask for what the fund assumes."""
        from commissionplanner.ui.dialogs.pool_rates import RatesDialog

        if self.budget is not None:
            RatesDialog(self._workspace, self.budget, self._window()).open()

    def minimums(self) -> None:
        """Ask for minimum contributions and show whether they are met."""
        from commissionplanner.ui.dialogs.pool_minimums import MinimumsDialog

        if self.budget is not None:
            MinimumsDialog(self._workspace, self.budget, self._window()).open()

    def risk(self) -> None:
        """Ask how over- and underspend are shared."""
        from commissionplanner.ui.dialogs.pool_risk import RiskShareDialog

        if self.budget is not None:
            RiskShareDialog(self._workspace, self.budget, self._window()).open()

    def variance(self, n: int) -> None:
        """Ask for a variance, say who would bear it, and record it where that is asked for."""
        from commissionplanner.ui.dialogs.pool_variance import VarianceDialog

        if self.budget is not None:
            VarianceDialog(self._workspace, self.budget, n, self._window()).open()

    def terms(self, row: Row) -> None:
        """Ask for the terms of a line."""
        from commissionplanner.ui.dialogs.pool_line import MoneyLineDialog, SchemeDialog

        line, budget = row.line, self.budget
        if budget is None or line is None:
            return
        if isinstance(line, ContributionLine):
            MoneyLineDialog(self._workspace, budget.pool.id, line, self._window()).open()
        elif line.service_id in self._workspace.plan.services:
            SchemeDialog(self._workspace, budget.pool.id, line.service_id, self._window()).open()

    def remove(self, row: Row) -> None:
        """Take a line out of the fund: money in is deleted, costs stay with their service."""
        from commissionplanner.ui.dialogs.pool_line import records_of

        line, budget, plan = row.line, self.budget, self._workspace.plan
        if budget is None or line is None:
            return
        edits: list[Edit] = []
        pool_id = budget.pool.id
        if isinstance(line, ContributionLine):
            keys = tuple(r.id for r in records_of(plan, pool_id, line))
            edits.append(DeleteRecords("contributions", keys))
        else:
            place = (pool_id, line.service_id)
            schemes = tuple(
                r.id for r in plan.pool_services.values() if (r.pool_id, r.service_id) == place
            )
            costs = tuple(
                r.id for r in plan.service_costs.values() if (r.pool_id, r.service_id) == place
            )
            if schemes:
                edits.append(DeleteRecords("pool_services", schemes))
            if costs:
                edits.append(SetFields("service_costs", costs, {"pool_id": None}))
        label = f"Take “{row.label}” out of “{display_name(budget.pool)}”"
        self._workspace.do(Together(label, tuple(edits)))

    def eligible(self, stream_id: str) -> None:
        """Ask which services a ring-fenced stream may pay for."""
        from commissionplanner.ui.dialogs.fill_field import fill_field

        name = "eligible_service_ids"
        fill_field(self._workspace, "funding_streams", stream_id, name, self._window())

    def look(self, check: Check) -> None:
        """Bring what a test of the fund rests on into view."""
        focus = self._workspace.focus
        bare = unlisted(self.budget) if check.number == 2 and self.budget is not None else ()
        if bare:
            self.eligible(bare[0].id)
        elif check.number in (9, 14):
            self.risk()
        elif check.number == 11:
            self.minimums()
        elif check.number == 8 and self.budget is not None:
            self.change_pool(self.budget.pool.id, lambda _: None)
        elif check.number == 15:
            focus.go("records:reserves")
        elif check.number == 16:
            focus.go("scenarios")
        elif check.rule:
            focus.go(f"findings:{check.rule}")
        elif check.number == 10:
            focus.go("contracts")
        elif check.number == 6:
            focus.go("services")
        else:
            focus.go("pools")
