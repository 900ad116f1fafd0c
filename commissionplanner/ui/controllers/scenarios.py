"""What the Scenarios page does with the plan: add, change, use, apply and delete scenarios."""

from PySide6.QtWidgets import QWidget

from commissionplanner.budget.scenarios import view
from commissionplanner.edits.records import DeleteRecords
from commissionplanner.edits.scenarios import ApplyScenario, ChangeScenario, copies_of
from commissionplanner.model.ids import random_ids
from commissionplanner.ui.dialogs.scenario_new import ScenarioDialog
from commissionplanner.ui.workspace import Workspace


class ScenarioController:
    """Decides what becomes of scenarios; the page only draws."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def ask_new(self, parent: QWidget) -> None:
        """Ask for a new scenario, and show it on every page."""
        ScenarioDialog(self._workspace, self.use, parent).open()

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

    def apply(self, scenario_id: str) -> None:
        """Take a scenario into the plan itself, as one edit."""
        plan, new_id = self._workspace.plan, random_ids()
        seen = view(plan, scenario_id)
        if seen.notes:
            self._workspace.say(f"Nothing was changed. {seen.notes[0]}", level="problem")
            return
        ids = tuple(new_id() for _ in range(copies_of(plan, scenario_id)))
        self._workspace.do(ApplyScenario(scenario_id, seen.plan, ids))

    def delete(self, scenario_id: str) -> None:
        """Delete a scenario with all that it says."""
        if self._workspace.focus.lens.scenario_id == scenario_id:
            self.use(None)
        self._workspace.do(DeleteRecords("scenarios", (scenario_id,)))
