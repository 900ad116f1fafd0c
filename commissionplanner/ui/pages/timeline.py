"""The Timeline page: contracts in time, what ends when, and ends moved by hand."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStackedLayout, QTableView, QVBoxLayout, QWidget

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.expiry import Expiry, expiry
from commissionplanner.analysis.exposure_steps import Step, steps
from commissionplanner.analysis.index import index_of
from commissionplanner.analysis.multi_year import BodyExposure, Case, cases, exposure_by_body
from commissionplanner.analysis.term_change import change_words, why_not
from commissionplanner.analysis.timeline import Grouping, timeline
from commissionplanner.budget.scenarios import contract_views
from commissionplanner.edits.records import SetFields
from commissionplanner.findings.rules.contract_dates import CLIFF_CONTRACTS, CLIFF_SHARE
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.words import counted
from commissionplanner.ui import page_list
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.models.timeline_twin import TimelineTwin
from commissionplanner.ui.page import Page
from commissionplanner.ui.timeline.canvas import ZOOM_STEP, TimelineCanvas
from commissionplanner.ui.timeline.legend import TimelineLegend
from commissionplanner.ui.timeline.lines import Lines
from commissionplanner.ui.timeline.saving import save
from commissionplanner.ui.timeline.year_to_year import YearToYear, exposure_words
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.empty_page import EmptyPage
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.workspace import Workspace

GROUPINGS: Final = (
    ("organisation", "Organisation"), ("service", "Service"), ("supplier", "Supplier"),
    ("pathway", "Pathway"), ("pool", "Pool"),
)  # fmt: skip
AT_ONCE: Final = 600
"""Contracts worked out without a job: it takes less than a frame or two."""
SOON_DAYS: Final = 90
ALIGN: Final = "cotermination"
"""What opens to give contracts one end date, where the program has it."""
VIEWS: Final = (("bars", "Bars"), ("years", "Year to year"))


@dataclass(frozen=True, slots=True)
class Found:
    """What the page shows of a plan.

    Attributes:
        years: What its second view shows; None until that is looked at.
        counts: What the status bar says.
    """

    lines: Lines
    expiry: Expiry
    years: "Years | None"
    counts: str


@dataclass(frozen=True, slots=True)
class Years:
    """What lives from year to year; `said` is what stands on single years over all."""

    cases: tuple[Case, ...]
    bodies: tuple[BodyExposure, ...]
    steps: tuple[Step, ...]
    said: str


def work_out(plan: Plan, grouping: Grouping, scenario_id: str | None, *, years: bool) -> Found:
    """Return what the page shows of a plan, grouped as asked, and what lives from year to year."""
    found = None
    if years:
        found = Years(
            cases(plan), exposure_by_body(plan), steps(plan, contract_views(plan)),
            exposure_words(plan, scenario_id),
        )  # fmt: skip
    return Found(
        Lines(timeline(plan, grouping)),
        expiry(plan, CLIFF_SHARE.of(plan), CLIFF_CONTRACTS.of(plan)),
        found,
        count_words(plan),
    )


def count_words(plan: Plan) -> str:
    """Say how many run on single years, were rolled over, and are to be decided soon."""
    contracts, as_at = plan.contracts.values(), plan.header.as_at_on
    running = [c for c in contracts if as_at is None or terms.runs_on(c, as_at)]
    single = sum(bool(terms.is_single_year(c)) for c in running)
    last = {chain.contracts[-1].id for chain in index_of(plan).chains}
    rolled = sum(c.id in last or terms.extended_by_years(c) for c in running)
    said = [f"{single:,} single-year", f"{rolled:,} rolled over"]
    if as_at is not None:
        days = [(day - as_at).days for c in running if (day := terms.decide_by(c))]
        soon = sum(0 <= each <= SOON_DAYS for each in days)
        said.append(f"{counted(soon, 'notice date')} in {SOON_DAYS} days")
    return " · ".join([*said, f"of {len(running):,} running" if as_at else "of all"])


class TimelinePage(Page):
    """Contracts as bars over the years."""

    key: ClassVar[str] = "timeline"
    title: ClassVar[str] = "Timeline"
    reads: ClassVar[frozenset[str]] = frozenset(
        {
            "about", "contracts", "organisations", "services", "agreements", "pools",
            "pool_services", "funding_streams", "allocations", "service_costs", "scenarios",
            "overrides", "actions", "decisions", "waivers",
        }
    )  # fmt: skip

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._task: Task | None = None
        self._found: Found | None = None
        self.canvas = TimelineCanvas()
        self.canvas.slot_of = workspace.slot
        self.canvas.drag.says = self._change_words
        self.twin = TimelineTwin()
        self._tools()
        self._lay_out()
        self._join()
        self.refresh()

    def _tools(self) -> None:
        self.toolbar = Toolbar()
        self.grouping = DropDown("By", GROUPINGS, "organisation")
        self.views = Segments(VIEWS, "bars", name="What is shown")
        self.legend = TimelineLegend()
        self.minus = ToolButton("minus", "Show more years", key="-")
        self.plus = ToolButton("plus", "Show fewer years", key="+")
        self.fit = ToolButton("fit", "Show from the first start to the last end", key="F")
        self.export = ToolButton("export", "Export the timeline: PDF, SVG or PNG")
        self.as_table = ToolButton("outline", "Show as a table", key="T")
        self.toolbar.add(self.views)
        self.toolbar.add(self.grouping)
        self.toolbar.add(self.legend, gap=4)
        for button in (self.minus, self.plus, self.fit, self.as_table, self.export):
            self.toolbar.add_right(button, gap=2)
        if page_list.offers(ALIGN):
            self.align = Button("Align end dates", "primary", "calendar")
            self.align.clicked.connect(lambda *_: self.workspace.focus.go(ALIGN))
            self.toolbar.add_right(self.align)

    def _lay_out(self) -> None:
        self.table = QTableView()
        self.table.setAccessibleName("Timeline of contracts, table. T shows the timeline")
        self.table.setModel(self.twin)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._views = QStackedLayout()
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._views)
        self.years = YearToYear(self.workspace)
        for view in (self.canvas, self.table, self.years):
            self._views.addWidget(view)
        self.empty = EmptyPage(
            "No contracts yet",
            "With the start and end dates of contracts this page shows what is committed to when, "
            "what lives from year to year, and what ends at once.",
        )
        bring = Button("Import a spreadsheet…", "primary", "sources")
        bring.clicked.connect(lambda: self.workspace.ask_import(()))
        self.empty.add_start(bring)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)

    def _join(self) -> None:
        canvas, focus = self.canvas, self.workspace.focus
        self.grouping.chosen.connect(lambda _: self.refresh())
        self.views.chosen.connect(lambda _: self._show_view())
        self.minus.clicked.connect(lambda: canvas.zoom(1 / ZOOM_STEP))
        self.plus.clicked.connect(lambda: canvas.zoom(ZOOM_STEP))
        self.fit.clicked.connect(canvas.show_all)
        self.export.clicked.connect(lambda *_: save(self, self.workspace, self._grouping()))
        self.as_table.clicked.connect(self.swap_table)
        canvas.table_wanted.connect(self.swap_table)
        canvas.picked.connect(lambda key: focus.select(Thing("contracts", key)))
        canvas.end_wanted.connect(self.move_end)
        focus.selected.connect(self._follow)
        self.table.selectionModel().currentRowChanged.connect(self._picked_in_table)
        self.table.installEventFilter(self)

    # What is shown

    def subtitle(self) -> str:
        """Return how many contracts there are."""
        return counted(len(self.workspace.plan.contracts), "contract")

    def counts(self) -> str:
        """Return how many stand on single years, were rolled over, and are to be decided soon."""
        return self._found.counts if self._found is not None else ""

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Work the rows out anew: at once for few contracts, else as a job."""
        del changes
        plan = self.workspace.plan
        grouping, scenario = self._grouping(), self.workspace.focus.lens.scenario_id
        years = self.views.current() == "years"
        self._stack.setCurrentIndex(0 if plan.contracts else 1)
        self._show_tools()
        if self._task is not None:
            self._task.progress.cancel()
            self._task = None
        if len(plan.contracts) <= AT_ONCE:
            self._take(work_out(plan, grouping, scenario, years=years))
            return

        def finished(found: Found) -> None:
            self._task = None
            self._take(found)

        self._task = self.workspace.start(
            "Laying contracts out in time",
            lambda _progress: work_out(plan, grouping, scenario, years=years),
            finished,
        )

    def _grouping(self) -> Grouping:
        return cast("Grouping", self.grouping.current())

    def _take(self, found: Found) -> None:
        self._found = found
        plan = self.workspace.plan
        self.canvas.colours_groups = self.grouping.current() in ("organisation", "supplier")
        self.canvas.show_timeline(
            found.lines, found.expiry, self.workspace.focus.lens.year_of(plan)
        )
        self.twin.show_lines(found.lines)
        if found.years is not None:
            years = found.years
            self.years.show_found(plan, years.cases, (years.bodies, years.steps), years.said)
        self._follow()
        self.workspace.focus.told.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent):
            pressed = event.type() == QEvent.Type.KeyPress
            if pressed and event.key() in (Qt.Key.Key_T, Qt.Key.Key_Escape):
                self.swap_table()
                return True
        return super().eventFilter(watched, event)

    def in_use(self) -> QWidget:
        """Return the bars or the table, whichever is shown."""
        return (self.canvas, self.table, self.years.table)[self._views.currentIndex()]

    def _show_tools(self) -> None:
        """Show the tools of the view there is, and none over an empty page."""
        has = bool(self.workspace.plan.contracts)
        bars = has and self.views.current() == "bars"
        if self.toolbar is not None:
            self.toolbar.set_shown(self.views, shown=has)
            for widget in (
                self.grouping, self.legend, self.minus, self.plus, self.fit, self.as_table,
                self.export,
            ):  # fmt: skip
                self.toolbar.set_shown(widget, shown=bars)

    def _show_view(self) -> None:
        self._views.setCurrentIndex(0 if self.views.current() == "bars" else 2)
        self._show_tools()
        if self.views.current() == "years" and (self._found is None or self._found.years is None):
            self.refresh()
        self.workspace.focus.selected.emit()  # the inspector stands beside the bars alone

    def swap_table(self) -> None:
        """Show the table instead of the bars, or the bars again."""
        at = 1 - self._views.currentIndex()
        self._views.setCurrentIndex(at)
        if at:
            self.table.resizeColumnsToContents()
        self.in_use().setFocus(Qt.FocusReason.TabFocusReason)

    def wants_inspector(self, thing: Thing) -> bool:
        """Tell that a contract is shown in full beside it."""
        return thing.table == "contracts" and self.views.current() == "bars"

    def show_thing(self, thing: Thing) -> None:
        """Go to a contract."""
        self._follow()
        if thing.table == "contracts":
            self.canvas.show_contract(thing.key)

    def start_find(self) -> None:
        """Put the keyboard onto the rows."""
        self.in_use().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _follow(self) -> None:
        """Keep the row in step with what is selected anywhere."""
        thing = self.workspace.focus.thing
        if thing is None or thing.table != "contracts":
            return
        if thing.key != self.canvas.contract():
            self.canvas.show_contract(thing.key)
        at = self.twin.line_of(thing.key)
        if at >= 0 and self.table.currentIndex().row() != at:
            self.table.setCurrentIndex(self.twin.index(at, 1))

    def _picked_in_table(self, now: QModelIndex) -> None:
        if now.isValid() and self._views.currentIndex() == 1:
            self.workspace.focus.select(Thing("contracts", self.twin.contract(now.row())))

    # What is done

    def _change_words(self, key: str, end: date) -> str:
        contract = self.workspace.plan.contracts.get(key)
        if contract is None:
            return ""
        return why_not(contract, end) or "\n".join(change_words(contract, end))

    def move_end(self, key: str, end: date) -> None:
        """Move a contract's end, as one edit; keys pressed in a row are one step of undo."""
        contract = self.workspace.plan.contracts.get(key)
        if contract is None:
            return
        refused = why_not(contract, end)
        if refused:
            self.workspace.say(refused, level="problem")
            return
        said = change_words(contract, end)
        edit = SetFields("contracts", (key,), {"current_end_on": end})
        if self.workspace.do(edit, f"timeline-end:{key}"):
            self.workspace.say(f"{display_name(contract)}: {'; '.join(said)}.")
