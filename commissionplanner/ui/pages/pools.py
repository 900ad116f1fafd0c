"""The Pools page: money in, money out and the gap by year, who bears what, the agreement."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from commissionplanner.app import pool_grid
from commissionplanner.app.pool_real import real_rows
from commissionplanner.app.pool_revised import revision
from commissionplanner.app.usecases.budget import work_out
from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.expenditure import ExpenditureLine
from commissionplanner.budget.results import PoolBudget
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.plan import display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.ui import theme
from commissionplanner.ui.controllers.pool_dialogs import PoolDialogs
from commissionplanner.ui.controllers.pools import PoolController
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.models.pool_grid import PoolGrid
from commissionplanner.ui.page import Page
from commissionplanner.ui.pool_empty import basis_words, empty_page, pop_up, say_fragmented
from commissionplanner.ui.pool_grid_view import SUMS, Acts, PoolGridView, SumsStrip
from commissionplanner.ui.pool_panel import PoolPanel
from commissionplanner.ui.pool_prices import PricesBar
from commissionplanner.ui.pool_room import PoolRoom
from commissionplanner.ui.pool_side import PoolSide
from commissionplanner.ui.widgets.badges import Badge
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import ElidedLabel, Label
from commissionplanner.ui.widgets.legends import CertaintyLegend
from commissionplanner.ui.workspace import Workspace

NEW: Final = "+new"
REST_MS: Final = 60  # after a figure and the sums, what follows from them
ROOMY: Final = 1260  # width of the page from which the host has a badge of its own


class PoolsPage(Page):
    """One fund at a time: its grid, and beside it what follows from the figures."""

    key: ClassVar[str] = "pools"
    title: ClassVar[str] = "Pools"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._pool_id = ""
        self._budget: PoolBudget | None = None
        self._recorded: PoolBudget | None = None
        self._shown_for: tuple[object, ...] = ()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(REST_MS)
        self._later.timeout.connect(self._show_rest)
        self.controller = PoolController(workspace)
        self.model = PoolGrid(self.controller.type_into, workspace.slot, self)
        self.view = PoolGridView(self.model, self._acts())
        self.sums = SumsStrip(self.view, workspace.slot, self._acts())
        self.asks = PoolDialogs(workspace, self.window)
        self.side = PoolSide(workspace, self.asks)
        self.panel = PoolPanel(workspace, self.side, self.asks.look)
        self.notes = Label("", "small", "ink2", wrap=True)
        self.prices = PricesBar(workspace, self._on_prices, self.notes)
        self.formula = ElidedLabel("", "small", "ink2")
        self.fund = DropDown("Fund", most=300)
        self._badges: list[Badge] = []
        self._tools()
        self._lay_out()
        self._join()
        self.refresh()

    def _tools(self) -> None:
        self.toolbar = Toolbar()
        self.toolbar.add(self.fund)
        self.basis, self.host = Badge("", icon="pools"), Badge("")
        self.toolbar.add(self.basis)
        self.toolbar.add(self.host)
        self.legend = CertaintyLegend()
        self.toolbar.add_right(self.legend, gap=12)
        self.acts = Button("Fund…")
        self.risk = Button("Risk share…")
        self.add_service = Button("Add service…")
        self.add_money = Button("Add money in", "primary", "plus")
        for button in (self.acts, self.risk, self.add_service, self.add_money):
            self.toolbar.add_right(button)

    def _lay_out(self) -> None:
        self.room = PoolRoom(self.view, self.sums, self.prices, self.formula, self.panel)
        self.empty = empty_page(self.workspace, self.ask_pool)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.room)
        self._stack.addWidget(self.empty)

    def _join(self) -> None:
        self.fund.chosen.connect(self._choose)
        self.acts.clicked.connect(self._open_acts)
        self.risk.clicked.connect(lambda *_: self.asks.risk())
        self.add_money.clicked.connect(lambda *_: self.asks.money_in(self._pool_id))
        self.add_service.clicked.connect(lambda *_: self.asks.service(self._pool_id))

    def _acts(self) -> Acts:
        does = self.controller
        return Acts(
            moved=self._on_moved,
            paste=lambda text: does.paste(text, self.view.place),
            fill_right=lambda: does.fill_right(self.view.chosen),
            fill_down=lambda: does.fill_down(self.view.chosen),
            explain=self._explain,
            selected=self._on_selected,
            clear=lambda: does.clear(self.view.chosen),
            open_menu=self._open_menu,
        )

    # What is shown

    @property
    def pool_id(self) -> str:
        """The fund shown; "" where the plan has none."""
        return self._pool_id

    def subtitle(self) -> str:
        """Return the fund's name."""
        return display_name(self.workspace.plan.pools.get(self._pool_id)) or "None yet"

    def counts(self) -> str:
        """Return how many partners, streams and services the fund has."""
        return pool_grid.counted(self._budget, self.workspace.plan) if self._budget else "0 funds"

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Show the fund after changes: what one figure touches at once, the rest a moment later."""
        plan, lens = self.workspace.plan, self.workspace.focus.lens
        asked = (plan, lens, self._pool_id, theme.current())
        if changes is None and self._shown_for == asked:
            return  # nothing is otherwise since it was shown
        if changes is not None and self._shown_for[1:] == asked[1:] and self._revise(changes):
            self._shown_for = asked
            return
        if self._pool_id not in plan.pools:
            self._pool_id = min(
                plan.pools, key=lambda k: (display_name(plan.pools[k]), k), default=""
            )
        self._budget = None
        self._show_tools()
        if not self._pool_id:
            self._shown_for = ()
            self._show_nothing()
            return
        try:
            budget = work_out(plan, self._pool_id, lens.scenario_id)
            self._recorded = work_out(plan, self._pool_id) if lens.scenario_id else None
        except EditRefused as refusal:
            self.workspace.say(str(refusal), level="problem")
            self.notes.setText(str(refusal))
            return
        rows = pool_grid.grid_rows(budget, self._recorded)
        rows = real_rows(budget, rows) if self.prices.is_real else rows
        self._take(budget, rows)
        self._show_rows(rows, budget)
        self._show_rest()
        self._stack.setCurrentIndex(0)
        self._on_moved()
        self._shown_for = (plan, lens, self._pool_id, theme.current())

    def _take(self, budget: PoolBudget, rows: tuple[pool_grid.Row, ...]) -> None:
        self._budget = self.controller.budget = self.asks.budget = budget
        self.controller.rows = rows

    def _revise(self, changes: ChangeSet) -> bool:
        """Show at once what one figure touches; False where the whole has to be worked out."""
        budget, plan = self._budget, self.workspace.plan
        if budget is None or self.prices.is_real:
            return False
        try:
            found = revision(budget, self._recorded, self.model.rows, plan, changes)
        except (KeyError, OverflowError):
            return False  # the whole says what is wrong
        if found is None:
            return False
        self._recorded = found.recorded
        self._take(found.budget, found.rows)
        self.model.replace_rows(found.rows, found.at)
        self._show_sums()
        self._later.start()
        return True

    def _show_rest(self) -> None:
        """Show what follows from the figures: notes, bars, who bears what, tests."""
        budget = self._budget
        if budget is None:
            return
        if self.model.ends is not None:
            self.model.ends = pool_grid.ends(budget)
            self.view.stretch()  # what was typed may be wider than all before
        self.panel.show_budget(budget)
        self.side.show_budget(budget, self._year_shown())
        self.notes.setText(" ".join([*pool_grid.left_out(budget), *budget.notes]))
        self._on_moved()

    def _show_rows(self, rows: tuple[pool_grid.Row, ...], budget: PoolBudget) -> None:
        kept, place = self.view.row, self.view.currentIndex().column()
        years = tuple(str(year) for year in budget.years)
        prices, unit = self.prices.show_budget(budget), self.workspace.focus.lens.unit
        ends = None if self.prices.is_real else pool_grid.ends(budget)
        if self.model.show(rows, years, unit, prices, ends) and kept is not None:
            self.view.go_to(kept.key, max(place - 1, 0))
        self.view.stretch()
        self.room.settle()
        self._show_sums()

    def _on_prices(self) -> None:
        self._shown_for = ()
        self.refresh()

    def _show_sums(self) -> None:
        unit = self.workspace.focus.lens.unit
        self.sums.show_rows(self.model.rows[-SUMS:], self.model.years, unit)

    def _show_tools(self) -> None:
        plan, pool = self.workspace.plan, self.workspace.plan.pools.get(self._pool_id)
        funds = sorted((display_name(row), key) for key, row in plan.pools.items())
        self.fund.set_choices(
            [*((key, name) for name, key in funds or [("None yet", "")]), (NEW, "Add a fund…")],
            self._pool_id,
        )
        if self.toolbar is None:
            return
        for widget in (self.basis, self.legend):
            self.toolbar.set_shown(widget, shown=pool is not None)
        self._settle_host()
        for button in (self.acts, self.risk, self.add_service, self.add_money):
            self.toolbar.set_shown(button, shown=pool is not None)
        if pool is not None:
            self.basis.set_words(basis_words(pool.basis, pool.fund_type))
            host = display_name(plan.organisations.get(pool.host_id or ""))
            self.host.set_words(f"Host: {host or 'not known'}")
            self.basis.setToolTip(f"Host: {host or 'not known'}")

    def _settle_host(self) -> None:
        """Say the host in the row of tools where there is room; else in a tooltip there."""
        roomy = self.width() >= theme.current().px(ROOMY)
        if self.toolbar is not None:
            self.toolbar.set_shown(self.host, shown=roomy and self._pool_id != "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the row of tools."""
        super().resizeEvent(event)
        self._settle_host()

    def _show_nothing(self) -> None:
        self.controller.budget, self.controller.rows = None, ()
        self.asks.budget = None
        self.model.show((), (), "£")
        self._stack.setCurrentIndex(1)
        say_fragmented(self.workspace, self.empty)

    def show_thing(self, thing: Thing) -> None:
        """Bring a fund, or a line of the fund shown, into view."""
        if thing.table == "pools" and thing.key in self.workspace.plan.pools:
            self._pool_id = thing.key
            self.refresh()
            return
        for row in self.model.rows:
            line = row.line
            ids = (
                ("funding_streams", line.stream_id)
                if isinstance(line, ContributionLine)
                else ("services", line.service_id if line else None)
            )
            if ids == (thing.table, thing.key):
                self.view.go_to(row.key)
                return

    def start_find(self) -> None:
        """Put the cursor into the grid."""
        self.view.setFocus()

    # What is done

    def _choose(self, key: str) -> None:
        if key == NEW:
            self.fund.set_current(self._pool_id)
            self.ask_pool()
            return
        self._pool_id = key
        self.refresh()
        if key:
            self.workspace.focus.select(Thing("pools", key))
        self.workspace.focus.go(self.key)  # the window says the fund's name beside the title

    def _on_moved(self) -> None:
        index, row = self.view.currentIndex(), self.view.row
        said = self.model.said(index) if row is not None and index.isValid() else ""
        self.formula.setText(said)
        self.panel.show_figure(row, index.column() - 1, said)
        if not self.view.hasFocus() or row is None:
            return
        if isinstance(row.line, ContributionLine) and row.line.stream_id:
            self.workspace.focus.select(Thing("funding_streams", row.line.stream_id))
        elif isinstance(row.line, ExpenditureLine):
            self.workspace.focus.select(Thing("services", row.line.service_id))

    def _open_menu(self, where: QPoint) -> None:
        view, does = self.view, self.controller
        menu = QMenu(view)
        chosen = view.chosen
        if any(row.kind == "in" for row, _ in chosen):
            for term in vocabulary("certainty").terms:
                act = partial(self._set_certainty, term.code)
                menu.addAction(term.label).triggered.connect(act)
            menu.addAction("As sure as the stream").triggered.connect(
                partial(self._set_certainty, "")
            )
            menu.addSeparator()
        menu.addAction("Fill right\tCtrl+R").triggered.connect(lambda: does.fill_right(chosen))
        menu.addAction("Fill down\tCtrl+D").triggered.connect(lambda: does.fill_down(chosen))
        menu.addAction("Not known\tDelete").triggered.connect(lambda: does.clear(chosen))
        menu.addSeparator()
        menu.addAction("How it came about\tCtrl+E").triggered.connect(self._explain)
        row = view.row
        if row is not None and row.line is not None:
            menu.addAction("Terms of this line…").triggered.connect(lambda: self.asks.terms(row))
            menu.addAction("Take it out of the fund").triggered.connect(
                lambda: self.asks.remove(row)
            )
        pop_up(menu, where)

    def _open_acts(self) -> None:
        """Offer what is done with the fund as a whole."""
        menu, asks, key = QMenu(self), self.asks, self._pool_id
        acts: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Change the fund and its partners…", lambda: asks.change_pool(key, self._choose)),
            ("Agreement…", lambda: asks.agreement(key)),
            ("Assumptions…", asks.rates),
            ("Minimum contributions…", asks.minimums),
            ("Another variance…", lambda: asks.variance(self._year_shown())),
            ("Tests of a director of finance", lambda: self.panel.show_view("tests")),
            ("Add a fund…", self.ask_pool),
            ("Delete the fund", lambda: asks.delete_pool(key)),
        )
        for words, act in acts:
            menu.addAction(words).triggered.connect(lambda *_, act=act: act())
        pop_up(menu, self.acts.mapToGlobal(QPoint(0, self.acts.height())))

    def _year_shown(self) -> int:
        year = self.workspace.focus.lens.year
        return pool_grid.year_at(self._budget, year) if self._budget else 0

    def _explain(self) -> None:
        """Show beside the grid how the current figure came about."""
        self.panel.show_view("figure")

    def _on_selected(self) -> None:
        """Say the sum of the figures selected, where there are several."""
        chosen = self.view.chosen
        if len(chosen) > 1:
            self.formula.setText(pool_grid.sum_words([r.cells[at] for r, at in chosen]))
        else:
            self._on_moved()

    def _set_certainty(self, code: str) -> None:
        self.controller.set_certainty(self.view.chosen, code)

    def ask_pool(self) -> None:
        """Ask for a new fund."""
        self.asks.new_pool(self._choose)
