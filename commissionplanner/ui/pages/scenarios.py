"""The Scenarios page: what-ifs side by side, what moves the gap, whether it is worth it."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from commissionplanner.app import scenario_compare as sides
from commissionplanner.app.scenario_compare import Column, Comparison
from commissionplanner.app.scenario_kinds import STARTS
from commissionplanner.app.usecases.budget import sensitivity_of, work_out
from commissionplanner.budget.sensitivity import Sensitivity
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.plan import display_name
from commissionplanner.ui import theme
from commissionplanner.ui.assumption_view import AssumptionsView
from commissionplanner.ui.bridge_card import BridgeCard
from commissionplanner.ui.controllers.scenarios import ScenarioController
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.page import Page
from commissionplanner.ui.prevention_view import Found, PreventionView, found_of
from commissionplanner.ui.scenario_parts import PaysCard, SensitivityView, WorthView
from commissionplanner.ui.scenario_table import ScenarioTable
from commissionplanner.ui.widgets.bars import FilterRow, Toolbar
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Card, scrolled
from commissionplanner.ui.widgets.chips import Chip
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.empty_page import EmptyPage
from commissionplanner.ui.widgets.flow import BESIDE, Beside
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.workspace import Workspace

T = TypeVar("T")
VIEWS: Final = (
    ("side", "Side by side"),
    ("assumed", "Assumptions"),
    ("sensitivity", "Sensitivity"),
    ("worth", "Benefits"),
    ("early", "Prevention"),
)
DRAFTS: Final = (
    ("shift", "Prevention shift"),
    ("savings", "Savings target"),
    ("leave", "A partner leaves"),
)
"""Scenarios that are drafted from a few answers."""
AT_ONCE: Final = 2_000  # so many amounts times scenarios are worked out well within 100 ms


class ScenariosPage(Page):
    """Up to four scenarios of a fund beside each other, and what follows from them."""

    key: ClassVar[str] = "scenarios"
    title: ClassVar[str] = "Scenarios"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.controller = ScenarioController(workspace)
        self._pool_id = ""
        self._off: set[str] = set()
        self._found: Comparison | None = None
        self._task: Task | None = None
        self._finding: Task | None = None
        self._shown_for: tuple[object, ...] = ()
        self.start: Button
        self.chips: dict[str, Chip] = {}
        self.table = ScenarioTable(self._use)
        self.bridge, self.pays = BridgeCard(workspace), PaysCard(workspace)
        self.assumed, self.early = AssumptionsView(workspace), PreventionView(workspace)
        self.sensitivity, self.worth = (
            SensitivityView(workspace),
            WorthView(workspace, self._rebalance),
        )
        self._tools()
        self._lay_out()
        self.refresh()

    def _tools(self) -> None:
        self.toolbar = Toolbar()
        self.fund = DropDown("Fund", most=260)
        self.fund.chosen.connect(self._choose_fund)
        self.views = Segments(VIEWS, "side", name="What is shown")
        self.views.chosen.connect(lambda _: self._show_view())
        self.acts = Button("Scenario…")
        self.acts.clicked.connect(self._open_menu)
        self.new = Button("New scenario", "primary", "plus")
        self.new.clicked.connect(lambda *_: self.open_new(self.new))
        self.toolbar.add(self.fund)
        self.toolbar.add(self.views, gap=12)
        self.toolbar.add_right(self.acts)
        self.toolbar.add_right(self.new)

    def _lay_out(self) -> None:
        self.row = FilterRow()
        side = self._side_by_side()
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.row)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.PAGE_LEFT, theme.PAGE_TOP, theme.PAGE_RIGHT, theme.PAGE_TOP)
        outer.addLayout(inner, 1)
        self._views = QStackedLayout()
        inner.addLayout(self._views)  # before its widgets: it shows the first where it stands
        for view in (side, self.assumed, self.sensitivity, self.worth, self.early):
            self._views.addWidget(scrolled(view))
        self.empty = _empty_page(self)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self.empty)

    def _side_by_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_CARDS)
        card = Card(padding=0)
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.addWidget(self.table)
        self.table.setMinimumHeight(self.table.least_height())
        column.addWidget(card, 5)
        foot = Beside(BESIDE)
        foot.addWidget(self.bridge, 65)
        foot.addWidget(self.pays, 35)
        column.addLayout(foot, 4)
        return side

    # What is shown

    def subtitle(self) -> str:
        """Return the fund, and how many scenarios are compared."""
        pool = self.workspace.plan.pools.get(self._pool_id)
        if pool is None or self._found is None:
            return "None yet"
        return f"{display_name(pool)}, {len(self._found.columns)} compared"

    def counts(self) -> str:
        """Return how many are compared and how much is alike."""
        return sides.in_words(self._found) if self._found else "0 scenarios"

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Work the scenarios out anew and show them."""
        del changes
        plan = self.workspace.plan
        if self._pool_id not in plan.pools:
            names = sorted((display_name(row), key) for key, row in plan.pools.items())
            self._pool_id = names[0][1] if names else ""
        self._found = None
        has = bool(self._pool_id) and bool(plan.scenarios)
        self._stack.setCurrentIndex(0 if has else 1)
        self._show_tools(has=has)
        if not has:
            return
        pool_id, keys = self._pool_id, self._compared()

        def work(_progress: object) -> Comparison:
            return sides.compare(
                [sides.column(plan, work_out(plan, pool_id, key or None)) for key in keys]
            )

        self._find("Comparing the scenarios", work, self._take, len(keys))

    def _take(self, found: Comparison) -> None:
        self._found = found
        self._show_view()
        self.workspace.focus.told.emit()

    def _find(
        self, label: str, work: Callable[[object], T], finished: Callable[[T], object], times: int
    ) -> None:
        """Work something out, as a job in a large plan; only the last asked for is shown."""
        if self._finding is not None:
            self._finding.progress.cancel()
            self._finding = None
        plan = self.workspace.plan
        if times * (len(plan.service_costs) + len(plan.contributions)) <= AT_ONCE:
            try:
                finished(work(None))
            except EditRefused as refusal:
                self.workspace.say(str(refusal), level="problem")
            return

        def take(found: T) -> None:
            if self._finding is task:
                self._finding = None
                if self.workspace.plan is plan:
                    finished(found)

        task = self._finding = self.workspace.start(label, work, take)

    def _compared(self) -> list[str]:
        """Return the scenarios compared: "" for the plan as recorded, then those not taken off."""
        keys = ["", *self.workspace.plan.scenarios]
        on = [key for key in keys if key not in self._off]
        return (on or [""])[: sides.MOST]

    def _show_tools(self, *, has: bool) -> None:
        plan = self.workspace.plan
        names = sorted((display_name(row), key) for key, row in plan.pools.items())
        self.fund.set_choices([(key, name) for name, key in names], self._pool_id)
        if self.toolbar is not None:
            for widget in (self.fund, self.views, self.acts):
                self.toolbar.set_shown(widget, shown=has)
        self.new.set_kind("primary" if has else "secondary")  # the empty page has a filled one
        wanted = {"": sides.AS_RECORDED, **{k: display_name(s) for k, s in plan.scenarios.items()}}
        for key in [key for key in self.chips if key not in wanted]:
            self.row.set_shown(self.chips.pop(key), shown=False)
        on = self._compared()
        for key, name in wanted.items():
            chip = self.chips.get(key) or self._add_chip(key, name)
            chip.set_words(name)
            chip.blockSignals(True)
            chip.setChecked(key in on)
            chip.blockSignals(False)
            full = len(on) >= sides.MOST and key not in on
            chip.setEnabled(not full)
            chip.setToolTip(
                f"{sides.MOST} are compared at most. Take one off first." if full else ""
            )
        if self._found is None and not has:
            self._shown_for = ()

    def _add_chip(self, key: str, name: str) -> Chip:
        chip = self.chips[key] = Chip(name, on=True)
        chip.toggled.connect(partial(self._toggle, key))
        self.row.add(chip)
        return chip

    def _show_view(self) -> None:
        if self._found is None:
            return
        at = [key for key, _ in VIEWS].index(self.views.current())
        self._views.setCurrentIndex(at)
        used, unit = self._used(self._found.columns), self.workspace.focus.lens.unit
        if at == 0:
            self.table.show_comparison(self._found, self.workspace.focus.lens.scenario_id)
            first = self._found.columns[0]
            other = used if used is not first else self._found.columns[-1]
            self.bridge.show_columns(self._pool_id, first, other, unit)
            self.pays.show_column(used)
        elif at == 1:
            self.assumed.show_scenario(used.name, used.scenario_id, self._pool_id)
        elif at == 2:
            self._find_sensitivity(used, unit)
        elif at == 3:
            self.worth.show_column(used, unit)
        else:
            self._find_prevention(used, unit)

    def _find_prevention(self, used: Column, unit: str) -> None:
        def work(_progress: object) -> tuple[Column, Found]:
            recorded = self._recorded()
            return recorded, found_of(recorded.budget, used.budget)

        def show(found: tuple[Column, Found]) -> None:
            self.early.show_columns(found[0], used, unit, found[1])

        self._find("Working out prevention", work, show, 2)

    def _used(self, columns: tuple[Column, ...]) -> Column:
        """Return the scenario in use, where it is compared; else the first."""
        wanted = self.workspace.focus.lens.scenario_id
        return next((c for c in columns if c.scenario_id == wanted), columns[0])

    def _recorded(self) -> Column:
        """Return the plan as recorded, also where it is not compared."""
        columns = self._found.columns if self._found else ()
        plan = self.workspace.plan
        return next((c for c in columns if c.scenario_id is None), None) or sides.column(
            plan, work_out(plan, self._pool_id)
        )

    def _find_sensitivity(self, used: Column, unit: str) -> None:
        plan, asked = self.workspace.plan, (used.scenario_id, self._pool_id, unit)
        if self._shown_for == (plan, *asked):
            return
        if self._task is not None:
            self._task.progress.cancel()
        self.sensitivity.show_waiting()
        pool_id = self._pool_id

        def finished(found: Sensitivity) -> None:
            self._task = None
            if self.workspace.plan is plan:
                self._shown_for = (plan, *asked)
                self.sensitivity.show_found(used, found, unit)

        self._task = self.workspace.start(
            "Trying assumptions",
            lambda progress: sensitivity_of(plan, pool_id, used.scenario_id, progress),
            finished,
        )

    # What is done

    def _choose_fund(self, key: str) -> None:
        self._pool_id = key
        self.refresh()
        self.workspace.focus.told.emit()

    def _toggle(self, key: str, on: bool) -> None:  # Qt's signal gives it so
        self._off.discard(key) if on else self._off.add(key)
        self.refresh()
        self.workspace.focus.told.emit()

    def _use(self, at: int) -> None:
        if self._found is not None:
            self.controller.use(self._found.columns[at].scenario_id)

    def _rebalance(self) -> None:
        self.controller.ask_draft("rebalance", self._pool_id, self.window())

    def open_new(self, button: Button) -> None:
        """Offer a new scenario of each kind, and a copy of one that is there."""
        menu, does, where = QMenu(self), self.controller, self.window()
        for start in STARTS[:-1]:
            menu.addAction(f"{start.name}…").triggered.connect(
                partial(does.ask_new, where, self._pool_id, start)
            )
        for kind, words in DRAFTS:
            menu.addAction(f"{words}…").triggered.connect(
                partial(does.ask_draft, kind, self._pool_id, where)
            )
        menu.addAction("Another what-if…").triggered.connect(
            partial(does.ask_new, where, self._pool_id)
        )
        if self.workspace.plan.scenarios:
            menu.addSeparator()
        for key, scenario in self.workspace.plan.scenarios.items():
            menu.addAction(f"Copy of “{display_name(scenario)}”").triggered.connect(
                partial(does.duplicate, key)
            )
        self._pop_up(menu, button)

    def _open_menu(self) -> None:
        menu, does = QMenu(self), self.controller
        menu.addAction("Use the plan as recorded").triggered.connect(partial(does.use, None))
        for key, row in self.workspace.plan.scenarios.items():
            part = menu.addMenu(display_name(row))
            acts: tuple[tuple[str, Callable[..., object]], ...] = (
                ("Use on every page", partial(does.use, key)),
                ("Change name, kind and method…", partial(does.ask_change, key, self.window())),
                ("Duplicate", partial(does.duplicate, key)),
                ("Unlock" if row.is_locked else "Lock against changes",
                 partial(does.lock, key, locked=not row.is_locked)),
                ("Make it the plan…", partial(does.ask_apply, key, self.window())),
                ("Delete", partial(does.delete, key)),
            )  # fmt: skip
            for words, act in acts:
                part.addAction(words).triggered.connect(_without_state(act))
        self._pop_up(menu, self.acts)

    def _pop_up(self, menu: QMenu, button: Button) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def show_thing(self, thing: Thing) -> None:
        """Use a scenario, or show a fund."""
        if thing.table == "scenarios" and thing.key in self.workspace.plan.scenarios:
            self.controller.use(thing.key)
        elif thing.table == "pools" and thing.key in self.workspace.plan.pools:
            self._choose_fund(thing.key)

    def start_find(self) -> None:
        """Put the cursor into the table."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _without_state(act: Callable[..., object]) -> Callable[..., None]:
    """Return an act that takes nothing of what a menu's signal tells."""

    def do(*_: object) -> None:
        act()

    return do


def _empty_page(page: ScenariosPage) -> EmptyPage:
    made = EmptyPage(
        "No scenario yet",
        "What-ifs over the plan belong here: what changes if terms are longer, prices rise, or money "
        "moves to earlier help. They are compared for a fund, to the penny.",
    )
    start = page.start = Button("New scenario", "primary", "plus")
    start.clicked.connect(lambda *_: page.open_new(start))
    pool = Button("Go to the funds", icon="pools")
    pool.clicked.connect(lambda *_: page.workspace.focus.go("pools"))
    for button in (start, pool):
        made.add_start(button)
    return made
