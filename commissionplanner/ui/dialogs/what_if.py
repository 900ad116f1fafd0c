"""Dialogs that draft a scenario: what is asked, what it would do before it is done, then one step.

A draft is worked out as a job each time something is changed, and added only by the button.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from commissionplanner.app import wording
from commissionplanner.app.what_if_words import (
    WAY_NAMES,
    Told,
    leaving_told,
    rebalancing_told,
    renamed,
    savings_told,
    shift_told,
    unused_name,
)
from commissionplanner.budget.leaving import leave
from commissionplanner.budget.prevention import shift
from commissionplanner.budget.rebalancing import rebalance
from commissionplanner.budget.savings import ways
from commissionplanner.budget.what_if import Draft, NoScenarioError
from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.scenarios import AddDraft
from commissionplanner.model.entities import Assumption, PoolMember
from commissionplanner.model.fields import FieldSpec, spec_by_name
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear
from commissionplanner.progress import Progress
from commissionplanner.ui.dialogs.form import BadInput, chosen, combo
from commissionplanner.ui.dialogs.tall_form import TallForm, YearTable
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.widgets.inputs import CheckBox, Field
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

Work = Callable[[Plan], Told]
AFTER_MS = 200
RATE = spec_by_name(Assumption)["rate_ppm"]
AMOUNT = spec_by_name(Assumption)["amount_p"]
DAY = spec_by_name(PoolMember)["from_on"]


class WhatIfDialog(TallForm):
    """What the three have in common: a name, the draft shown, one step.

    Args:
        made: Called with the id of the first scenario added.
    """

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
        """Return the edit that adds what was drafted."""
        return AddDraft(drafts[0].scenario, drafts[0].overrides)

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


def _job(plan: Plan, work: Work) -> Callable[[Progress], Told]:
    return lambda _progress: work(plan)


def _typed(spec: FieldSpec, field: Field, line: QLineEdit) -> int | date | None:
    field.show_error("")
    try:
        found = wording.typed_value(Plan(), spec, line.text())
    except EditRefused as refusal:
        field.show_error(str(refusal))
        raise BadInput(str(refusal)) from refusal
    return found if isinstance(found, int | date) else None


class ShiftDialog(WhatIfDialog):
    """Money moved each year from reactive to preventive services."""

    def __init__(
        self, workspace: Workspace, pool_id: str, made: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(
            workspace, pool_id, made, parent, "Shift money to prevention",
            "Each year after the first, this much is taken from tertiary and reactive services and "
            "given to primary and secondary prevention, and stays moved. The plan itself is not "
            "changed: the result is a scenario.",
            "Add the scenario",
        )  # fmt: skip

    def ask(self) -> None:
        """Ask for a share or an amount a year."""
        self.kind = combo([("rate", "A share of reactive cost"), ("amount", "An amount")], "rate")
        self.much = QLineEdit("2%")
        self._much = Field("Moved each year", self.much)
        self.beside(Field("How it is told", self.kind), self._much)
        self.name.setText(unused_name(self._workspace.plan, "Shift to prevention"))
        self.kind.activated.connect(self._other_kind)
        self.much.textEdited.connect(self.changed)

    def _other_kind(self) -> None:
        self.much.setText("2%" if chosen(self.kind) == "rate" else "£100k")
        self.changed()

    def work(self) -> Work:
        """Return the drafting of the shift."""
        by_rate = chosen(self.kind) == "rate"
        much = _typed(RATE if by_rate else AMOUNT, self._much, self.much)
        if not isinstance(much, int):
            raise EditRefused("Say how much is moved in a year.")
        rate, amount = (much, None) if by_rate else (None, much)
        pool, new_id, unit = self._pool_id, self._new_id, self._workspace.focus.lens.unit

        def work(plan: Plan) -> Told:
            found = shift(plan, pool, "Shift", new_id, rate_ppm=rate, amount_p=amount)
            return shift_told(plan, pool, found, unit)

        return work


class SavingsDialog(WhatIfDialog):
    """A sum to find in each year, and three ways to find it beside each other."""

    def __init__(
        self, workspace: Workspace, pool_id: str, made: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(
            workspace, pool_id, made, parent, "Savings target",
            "What must be found in each year, and what an equal cut to discretionary money would do "
            "to prevention and to later demand, against other ways. The plan itself is not changed.",
            "Add the scenarios",
        )  # fmt: skip

    def ask(self) -> None:
        """Ask for a sum by year and for the ways."""
        self.sums: dict[FinancialYear, QLineEdit] = {}
        self._fields: dict[FinancialYear, Field] = {}
        years = self._workspace.plan.years
        for start in range(0, len(years), 5):
            row = []
            for year in years[start : start + 5]:
                line = self.sums[year] = QLineEdit()
                line.setPlaceholderText("£0")
                line.textEdited.connect(self.changed)
                self._fields[year] = Field(f"To find in {year}", line)
                row.append(self._fields[year])
            self.beside(*row)
        self.ways = {key: CheckBox(name) for key, name in WAY_NAMES.items()}
        self.column.addWidget(Label("Ways to keep as scenarios", "small", "ink3", 500))
        boxes = QVBoxLayout()
        boxes.setSpacing(2)
        for box in self.ways.values():
            box.setChecked(True)
            boxes.addWidget(box)
        self.column.addLayout(boxes)
        self.name.setText("Savings target")

    def work(self) -> Work:
        """Return the drafting of all ways."""
        typed = [_typed(AMOUNT, self._fields[year], line) for year, line in self.sums.items()]
        wanted = [p if isinstance(p, int) else 0 for p in typed]
        if not any(wanted):
            raise EditRefused("Say what is to be found in at least one year.")
        pool, new_id, unit = self._pool_id, self._new_id, self._workspace.focus.lens.unit

        def work(plan: Plan) -> Told:
            found = ways(plan, pool, "Savings", new_id, wanted)
            return savings_told(plan, pool, found, unit)

        return work

    def named(self, drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
        """Return the ways that are ticked, each under the name given and what it is."""
        plan, base = self._workspace.plan, " ".join(self.name.text().split())
        ticked = [name for key, name in WAY_NAMES.items() if self.ways[key].isChecked()]
        short = {WAY_NAMES["equal"]: "equal cut", WAY_NAMES["spare_prevention"]:
                 "prevention spared", WAY_NAMES["all_services"]: "every service"}  # fmt: skip
        heads = [label for label, texts in self.told.rows if not texts] if self.told else []
        found = tuple(
            renamed(draft, unused_name(plan, f"{base}: {short[head]}"))
            for draft, head in zip(drafts, heads, strict=True)
            if head in ticked
        )
        self.refuse("" if found else "Tick at least one way.")
        return found

    def edit(self, drafts: tuple[Draft, ...]) -> Edit:
        """Return one step that adds all of them."""
        adds = tuple(AddDraft(draft.scenario, draft.overrides) for draft in drafts)
        return adds[0] if len(adds) == 1 else Together("Add savings scenarios", adds)


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
        notice = _typed(DAY, self._notice, self.notice)
        last = _typed(DAY, self._last, self.last)
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
