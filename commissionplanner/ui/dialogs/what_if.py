"""Dialogs that draft a scenario: what is asked, what it would do before it is done, then one step.

A draft is worked out as a job each time something is changed, and added only by the button.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.app.what_if_words import Told, renamed, with_costs_told
from commissionplanner.budget.results import pool_budget
from commissionplanner.budget.what_if import Draft, NoScenarioError
from commissionplanner.budget.worked_out import with_costs, worked_out_costs
from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.records import AddRecords
from commissionplanner.edits.scenarios import AddDraft
from commissionplanner.model.fields import FieldSpec
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress
from commissionplanner.ui.dialogs.form import BadInput
from commissionplanner.ui.dialogs.tall_form import TallForm, YearTable
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.widgets.inputs import CheckBox, Field
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

Work = Callable[[Plan], Told]
AFTER_MS = 200


class WhatIfDialog(TallForm):
    """What they have in common: a name, the draft shown, one step.

    Args:
        made: Called with the id of the first scenario added.
    """

    label = "Add a scenario"

    def __init__(
        self, workspace: Workspace, pool_id: str, made: Callable[[str], object],
        parent: QWidget, title: str, note: str, do: str,
    ) -> None:  # fmt: skip
        super().__init__(title, note, do, parent, wide=760)
        self._workspace, self._pool_id, self._made = workspace, pool_id, made
        self._new_id = random_ids()
        self._task: Task | None = None
        self.told: Told | None = None
        self.name = QLineEdit()
        self.name_field = Field("Called", self.name)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AFTER_MS)
        self._later.timeout.connect(self._draft)
        self.ask()
        self.column.addWidget(self.name_field)
        self.section(f"What it would do, {wording.unit_words(workspace.focus.lens.unit)}")
        self.state = Label("", "small", "ink2", wrap=True)
        self.table = YearTable("What it would do, by year")
        self.notes = Label("", "small", "ink2", wrap=True)
        for widget in (self.state, self.table, self.notes):
            self.column.addWidget(widget)
        self.close_column()
        self.finished.connect(self._leave)
        self._wait("")
        self._later.start()

    def ask(self) -> None:
        """Add the fields; they call `changed` when they are."""
        raise NotImplementedError

    def work(self) -> Work:
        """Return what works the draft out, from what the fields hold now.

        Raises:
            BadInput: a field does not fit; it says why.
            EditRefused: something is missing; the message says what.
        """
        raise NotImplementedError

    def edit(self, drafts: tuple[Draft, ...]) -> Edit:
        """Return the edit that adds what was drafted, with costs that are recorded first."""
        adds: list[Edit] = [AddDraft(draft.scenario, draft.overrides) for draft in drafts]
        costs = self.told.costs if self.told else ()
        if costs:
            adds.insert(0, AddRecords("service_costs", costs))
        return adds[0] if len(adds) == 1 else Together(self.label, tuple(adds))

    def changed(self, *_: object) -> None:
        """Draft anew, once nothing has been changed for a moment."""
        self._wait("Working it out …")
        self._later.start()

    def _wait(self, words: str) -> None:
        if self._task is not None:
            self._task.progress.cancel()
            self._task = None
        self.told = None
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.done_button.setEnabled(False)
        self.done_button.setToolTip("First say what is asked; what it would do is shown then.")

    def _draft(self) -> None:
        try:
            work = self.work()
        except (BadInput, EditRefused) as refusal:
            self._wait(str(refusal))
            return
        plan = self._workspace.plan
        self._task = self._workspace.jobs.start(
            "Drafting a scenario", _job(plan, work), self._take, self._failed, is_quiet=True
        )

    def _take(self, told: Told) -> None:
        if self._task is None:
            return  # closed, or asked anew
        self._task = None
        self.told = told
        self.state.hide()
        self.table.show_rows(told.years, told.rows)
        self.notes.setText("\n".join(told.notes))
        self.notes.setVisible(bool(told.notes))
        self.done_button.setEnabled(True)
        self.done_button.setToolTip("")
        self.fit_soon()

    def _failed(self, error: Exception) -> None:
        if self._task is None:
            return
        if not isinstance(error, NoScenarioError | OverflowError):
            raise error
        self._wait(str(error))
        self.table.show_rows((), ())
        self.notes.hide()

    def _leave(self) -> None:
        self._later.stop()
        if self._task is not None:
            self._task.progress.cancel()
            self._task = None

    def finish(self) -> None:
        """Add what was drafted as one step."""
        if self.told is None:
            return
        drafts = self.named(self.told.drafts)
        if drafts and self._workspace.do(self.edit(drafts)):
            self.accept()
            self._made(drafts[0].scenario.id)

    def named(self, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
        """Return the drafts under the name given."""
        name = " ".join(self.name.text().split())
        return tuple(renamed(draft, name) for draft in drafts)

    def offer_to_record(self) -> None:
        """Offer to record worked-out costs first; shown where the fund has any."""
        plan = self._workspace.plan
        self.firm = CheckBox("Record worked-out costs first, so that they can be moved too")
        self.firm.setVisible(bool(pool_budget(plan, self._pool_id).out.done.projected.any()))
        self.firm.toggled.connect(self.changed)
        self.column.addWidget(self.firm)

    def on_recorded(self, work: Work) -> Work:
        """Return the drafting made on recorded costs, where that is ticked."""
        if not self.firm.isChecked():
            return work
        pool, new_id = self._pool_id, self._new_id

        def after(plan: Plan) -> Told:
            costs = worked_out_costs(pool_budget(plan, pool), new_id)
            return with_costs_told(work(with_costs(plan, costs)), costs)

        return after


def _job(plan: Plan, work: Work) -> Callable[[Progress], Told]:
    return lambda _progress: work(plan)


def typed(spec: FieldSpec, field: Field, line: QLineEdit) -> int | date | None:
    """Return what was typed, in the unit of the field; None where nothing was.

    Raises:
        BadInput: it does not fit; the field says why.
    """
    field.show_error("")
    try:
        found = wording.typed_value(Plan(), spec, line.text())
    except EditRefused as refusal:
        field.show_error(str(refusal))
        raise BadInput(str(refusal)) from refusal
    return found if isinstance(found, int | date) else None
