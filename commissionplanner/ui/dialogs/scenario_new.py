"""Asks for a new scenario, or for another name and kind of one that is there."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from commissionplanner.app.scenario_kinds import Start, start_of, stressed
from commissionplanner.app.what_if_words import unused_name
from commissionplanner.edits.base import Edit, Together
from commissionplanner.edits.scenarios import AddScenario, ChangeScenario, copies_of
from commissionplanner.model.entities import Scenario
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import display_name
from commissionplanner.ui.dialogs.form import FormDialog, chosen, combo, terms
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.workspace import Workspace

NOTHING_WORSE: Final = (
    "“{}” changes nothing yet: no assumption of the fund has a range. Give one a low and a high "
    "end, or set rates of its own, under Assumptions."
)


class ScenarioDialog(FormDialog):
    """Name, kind, what it is built on or copied from, and how it rolls forward."""

    def __init__(
        self,
        workspace: Workspace,
        made: Callable[[str], object],
        parent: QWidget,
        scenario: Scenario | None = None,
        *,
        start: Start | None = None,
        pool_id: str = "",
    ) -> None:
        begun = start or start_of("other")
        super().__init__(
            "Change scenario" if scenario else "New scenario",
            begun.note, "Change" if scenario else "Add scenario", parent,
        )  # fmt: skip
        self._workspace, self._made, self._scenario = workspace, made, scenario
        self._pool_id = pool_id
        self._ask(scenario, begun, named=start is not None)

    def _ask(self, scenario: Scenario | None, begun: Start, *, named: bool) -> None:
        rows = self._workspace.plan.scenarios.items()
        own = scenario.id if scenario else ""
        others = [(key, display_name(row)) for key, row in rows if key != own]
        name = unused_name(self._workspace.plan, begun.name) if named else ""
        self.name = QLineEdit(scenario.name if scenario else name)
        self.name.setPlaceholderText("Such as “Pooled, five years”")
        kind = (scenario.kind or "") if scenario else begun.kind
        self.kind = combo(terms("scenario_kind"), kind)
        base = (scenario.parent_id or "") if scenario else ""
        self.parent_box = combo([("", "The plan as recorded"), *others], base)
        self.copied = combo([("", "Nothing"), *others])
        self.method = combo(
            terms("rate_method", "As what it is built on"),
            (scenario.method or "") if scenario else "",
        )
        self.roll = combo(
            terms("roll_forward", "As what it is built on"),
            (scenario.roll_forward or "") if scenario else begun.roll_forward,
        )
        self._name_field = Field("Name", self.name)
        self.column.addWidget(self._name_field)
        self.beside(Field("Kind", self.kind), Field("Built on", self.parent_box))
        self.beside(Field("Rates are", self.method), Field("Roll forward", self.roll))
        if scenario is None and others:
            self.column.addWidget(Field("Start with a copy of what is assumed by", self.copied))
        self.close_column()

    def finish(self) -> None:
        """Add or change the scenario, once it has a name."""
        name = " ".join(self.name.text().split())
        if not name:
            self._name_field.show_error("Give the scenario a name.")
            return
        values = {
            "name": name,
            "kind": chosen(self.kind) or None,
            "parent_id": chosen(self.parent_box) or None,
            "method": chosen(self.method) or None,
            "roll_forward": chosen(self.roll) or None,
        }
        if self._scenario is not None:
            edit = ChangeScenario(self._scenario.id, tuple(values.items()))
            if self._workspace.do(edit):
                self.accept()
                self._made(self._scenario.id)
            return
        new_id, source = random_ids(), chosen(self.copied) or None
        scenario = Scenario(id=new_id(), **values)  # type: ignore[arg-type]  # each fits its field
        ids = (
            tuple(new_id() for _ in range(copies_of(self._workspace.plan, source)))
            if source
            else ()
        )
        edits: list[Edit] = [AddScenario(scenario, source, ids)]
        if scenario.kind == "stress" and self._pool_id:
            edits.extend(stressed(
                self._workspace.plan, self._pool_id, scenario.id, scenario.parent_id, new_id
            ))  # fmt: skip
        whole = edits[0] if len(edits) == 1 else Together(f"Add scenario “{name}”", tuple(edits))
        if self._workspace.do(whole):
            self.accept()
            self._made(scenario.id)
            if scenario.kind == "stress" and len(edits) == 1 and not source:
                self._workspace.say(NOTHING_WORSE.format(name))
