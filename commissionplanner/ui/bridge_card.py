"""The bridge on the Scenarios page: from one scenario or year to another, by cause; both chosen."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from commissionplanner.app import wording
from commissionplanner.app.bridge_choice import SCENARIO, YEAR, bridge_of, ends, kept, starts
from commissionplanner.app.scenario_compare import Column
from commissionplanner.budget.bridge import Bridge, between
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.widgets.cards import Card
from commissionplanner.ui.widgets.chart_bridge import BridgeChart
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

IDLE: Final = (
    "Its rates move nothing: an amount is recorded for every year. Let the scenario roll forward "
    "every year after the first, under Scenario…, to work the years out by them. "
)


class BridgeCard(Card):
    """From the first scenario compared to the one in use, until others are chosen."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("From one to the other", "gap over the years", parent=parent)
        self._workspace = workspace
        self._pool_id, self._unit = "", "£"
        self._used: str | None = None
        self._start = self._end = ""
        self._task: Task | None = None
        self.chart = BridgeChart("From one scenario to another")
        self.said = Label("", "small", "ink2", wrap=True)
        self.start, self.end = DropDown("From", most=220), DropDown("To", most=220)
        row = QHBoxLayout()
        row.setSpacing(8)
        for box in (self.start, self.end):
            row.addWidget(box)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.chart, 1)
        self.body.addWidget(self.said)
        self.start.chosen.connect(self._from)
        self.end.chosen.connect(self._to)

    def show_columns(self, pool_id: str, first: Column, other: Column, unit: str) -> None:
        """Show what turns one scenario's gap into the other's, or what was chosen before."""
        self._pool_id, self._unit, self._used = pool_id, unit, other.scenario_id
        own = (SCENARIO + (first.scenario_id or ""), SCENARIO + (other.scenario_id or ""))
        plan = self._workspace.plan
        keys = {key for key, _ in starts(plan)}
        if self._start in keys and self._end in {key for key, _ in ends(plan, self._start)}:
            self._work_out()
            return
        self._start = self._end = ""  # nothing chosen: it follows what is compared
        self._offer(*own)
        self._show(between(first.budget, other.budget), (first.name, other.name))

    def _offer(self, start: str, end: str) -> None:
        plan = self._workspace.plan
        self.start.set_choices(starts(plan), start)
        self.end.set_choices(ends(plan, start), end)

    def _from(self, key: str) -> None:
        choices = ends(self._workspace.plan, key)
        end = self.end.current()
        later = choices[-1][0] if key.startswith(YEAR) and choices else end
        self._start, self._end = key, kept(choices, end if not key.startswith(YEAR) else later)
        self._work_out()

    def _to(self, key: str) -> None:
        self._start, self._end = self.start.current(), key
        self._work_out()

    def _work_out(self) -> None:
        self._offer(self._start, self._end)
        plan, asked = self._workspace.plan, (self._pool_id, self._start, self._end, self._used)
        named = (
            dict(starts(plan)).get(self._start, ""),
            dict(ends(plan, self._start)).get(self._end, ""),
        )
        if self._task is not None:
            self._task.progress.cancel()

        def finished(found: Bridge) -> None:
            self._task = None
            self._show(found, named)

        self._task = self._workspace.jobs.start(
            "Working out the bridge", lambda _progress: bridge_of(plan, *asked),
            finished, self._workspace.explain, is_quiet=True,
        )  # fmt: skip

    def _show(self, found: Bridge, names: tuple[str, str]) -> None:
        axis = self._unit if self._unit != "£" else "m"
        years = self._start.startswith(YEAR)
        self.title.setText(f"From “{names[0]}” to “{names[1]}”")
        span = "gap of the year" if years else "gap over the years"
        self.set_note(f"{span}, {wording.unit_words(axis)}")
        steps = [(step.cause, step.amount_p) for step in found.steps]
        self.chart.show_data((names[0], found.start_p), steps, (names[1], found.end_p), unit=axis)
        said = "" if steps else "The gap is the same. "
        if found.idle:
            said += IDLE
        if found.unknown:
            said += "What is not known is left out on both sides and not counted as nil."
        self.said.setText(said)
        self.said.setVisible(bool(said))
