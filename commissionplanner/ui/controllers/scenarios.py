"""What the Scenarios page does with the plan: add, change, use, apply and delete scenarios."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from commissionplanner.app.scenario_kinds import Start
from commissionplanner.app.usecases.apply_scenario import apply_edit
from commissionplanner.app.what_if_words import unused_name
from commissionplanner.edits.base import Edit, EditRefused
from commissionplanner.edits.records import DeleteRecords
from commissionplanner.edits.scenarios import (
    AddScenario,
    ChangeScenario,
    copies_of,
)
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import display_name
from commissionplanner.model.words import counted
from commissionplanner.ui.dialogs.ask import Ask, ask
from commissionplanner.ui.dialogs.scenario_new import ScenarioDialog
from commissionplanner.ui.workspace import Workspace


class ScenarioController:
    """Decides what becomes of scenarios; the page only draws."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._question: Ask | None = None

    def ask_new(self, parent: QWidget, pool_id: str = "", start: Start | None = None) -> None:
        """Ask for a new scenario, and show it on every page."""
        ScenarioDialog(self._workspace, self.use, parent, start=start, pool_id=pool_id).open()

    def ask_draft(self, kind: str, pool_id: str, parent: QWidget) -> None:
        """Ask for what a drafted scenario needs: "shift", "savings", "leave" or "rebalance"."""
        from commissionplanner.ui.dialogs import what_if, what_if_costs, what_if_partners

        dialogs: dict[str, Callable[..., what_if.WhatIfDialog]] = {
            "shift": what_if_costs.ShiftDialog,
            "savings": what_if_costs.SavingsDialog,
            "leave": what_if_partners.LeaveDialog,
            "rebalance": what_if_partners.RebalanceDialog,
        }
        dialogs[kind](self._workspace, pool_id, self.use, parent).open()

    def duplicate(self, scenario_id: str) -> None:
        """Add a copy of a scenario with all that it says, and show it on every page."""
        plan, new_id = self._workspace.plan, random_ids()
        row = plan.scenarios.get(scenario_id)
        if row is None:
            return
        name = unused_name(plan, f"Copy of {display_name(row)}")
        copy = replace(row, id=new_id(), name=name, is_locked=None, import_id=None)
        ids = tuple(new_id() for _ in range(copies_of(plan, scenario_id)))
        if self._workspace.do(AddScenario(copy, scenario_id, ids)):
            self.use(copy.id)

    def ask_change(self, scenario_id: str, parent: QWidget) -> None:
        """Ask for another name, kind or way of rolling forward."""
        row = self._workspace.plan.scenarios.get(scenario_id)
        if row is not None:
            ScenarioDialog(self._workspace, lambda _: None, parent, row).open()

    def use(self, scenario_id: str | None) -> None:
        """Show a scenario on every page; None is the plan as recorded."""
        self._workspace.focus.show_with(scenario_id=scenario_id or None)

    def lock(self, scenario_id: str, *, locked: bool) -> None:
        """Lock a scenario against changes, or unlock it."""
        self._workspace.do(ChangeScenario(scenario_id, (("is_locked", locked),)))

    def ask_apply(self, scenario_id: str, parent: QWidget) -> None:
        """Say what it would change that a scenario is made the plan, and ask."""
        plan = self._workspace.plan
        try:
            edit = apply_edit(plan, scenario_id, random_ids())
            count = len(edit.changes(plan).changes)
        except (EditRefused, OverflowError) as refusal:
            self._workspace.say(f"Nothing was changed. {refusal}", level="problem")
            return
        name = display_name(plan.scenarios[scenario_id])
        words = (
            f"{counted(count, 'record')} of the plan would change, so that the plan’s own figures "
            f"are those of “{name}”. The scenario stays. A version that is sealed already does not "
            "change; to keep the present figures, seal one under Sign-off first. One undo takes it "
            "all back."
        )
        self._question = ask(
            f"Make “{name}” the plan?", words,
            (("", "Cancel", "secondary"), ("do", "Make it the plan", "primary")),
            lambda answer: self._apply(edit) if answer == "do" else None, parent,
        )  # fmt: skip

    def _apply(self, edit: Edit) -> None:
        if self._workspace.do(edit):
            self.use(None)

    def delete(self, scenario_id: str) -> None:
        """Delete a scenario with all that it says."""
        if self._workspace.focus.lens.scenario_id == scenario_id:
            self.use(None)
        self._workspace.do(DeleteRecords("scenarios", (scenario_id,)))
