"""Dialogs that draft what-ifs of partners: one leaves, or contributions are re-balanced."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.app.what_if_words import (
    Told,
    leaving_told,
    rebalancing_told,
    unused_name,
)
from commissionplanner.budget.leaving import leave
from commissionplanner.budget.rebalancing import rebalance
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.entities import PoolMember
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.ui.dialogs.form import chosen, combo
from commissionplanner.ui.dialogs.what_if import WhatIfDialog, Work, typed
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.workspace import Workspace

DAY = spec_by_name(PoolMember)["from_on"]


class LeaveDialog(WhatIfDialog):
    """A partner leaves: notice, last day, what ends, and who could carry the gap."""

    def __init__(
        self, workspace: Workspace, pool_id: str, made: Callable[[str], object], parent: QWidget
    ) -> None:
        name = display_name(workspace.plan.pools[pool_id])
        super().__init__(
            workspace, pool_id, made, parent, f"A partner leaves {name}",
            "What would follow, as a scenario first: nothing is said to anybody and the plan is not "
            "changed.",
            "Add the scenario",
        )  # fmt: skip

    def ask(self) -> None:
        """Ask who leaves, and when."""
        plan, pool = self._workspace.plan, self._workspace.plan.pools[self._pool_id]
        givers = {r.partner_id for r in plan.contributions.values() if r.pool_id == pool.id}
        names = sorted((display_name(plan.organisations.get(k)), k) for k in givers if k)
        self.partner: QComboBox = combo([(key, name) for name, key in names])
        as_at = plan.header.as_at_on
        self.notice = QLineEdit(wording.day_text(as_at) if as_at else "")
        self.last = QLineEdit()
        months = pool.notice_months
        by_notice = (
            f"When the notice of {months} months has run" if months else "Such as 31 Mar 2028"
        )
        self.last.setPlaceholderText(by_notice)
        self._notice, self._last = (
            Field("Notice given on", self.notice),
            Field("Last day, run-off counted", self.last),
        )
        self.beside(Field("Who leaves", self.partner), self._notice, self._last)
        self.partner.activated.connect(self._other)
        for line in (self.notice, self.last):
            line.textEdited.connect(self.changed)
        self._rename()

    def _rename(self) -> None:
        name = self.partner.currentText() or "A partner"
        self.name.setText(unused_name(self._workspace.plan, f"{name} leaves"))

    def _other(self) -> None:
        self._rename()
        self.changed()

    def work(self) -> Work:
        """Return the drafting of the leaving."""
        partner = chosen(self.partner)
        notice = typed(DAY, self._notice, self.notice)
        last = typed(DAY, self._last, self.last)
        if not partner or not isinstance(notice, date):
            raise EditRefused("Say who leaves and on which day notice is given.")
        last_day = last if isinstance(last, date) else None
        pool, new_id, unit = self._pool_id, self._new_id, self._workspace.focus.lens.unit

        def work(plan: Plan) -> Told:
            found = leave(
                plan, pool, partner, "Leaves", new_id, notice_on=notice, last_day=last_day
            )
            return leaving_told(plan, pool, partner, found, unit)

        return work


class RebalanceDialog(WhatIfDialog):
    """Partners pay for services with benefits in the share in which they gain by them."""

    def __init__(
        self, workspace: Workspace, pool_id: str, made: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(
            workspace, pool_id, made, parent, "Re-balance contributions",
            "What each would give if partners paid for services with benefits as they gain by them. "
            "The plan itself is not changed.",
            "Add the scenario",
        )  # fmt: skip

    def ask(self) -> None:
        """Ask for nothing but the name."""
        self.name.setText(unused_name(self._workspace.plan, "Re-balanced contributions"))

    def work(self) -> Work:
        """Return the drafting."""
        pool, new_id, unit = self._pool_id, self._new_id, self._workspace.focus.lens.unit

        def work(plan: Plan) -> Told:
            return rebalancing_told(plan, pool, rebalance(plan, pool, "Re-balanced", new_id), unit)

        return work
