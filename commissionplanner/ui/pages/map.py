"""The Map page: who works with whom, what crosses a boundary, and what stays behind one."""

from collections.abc import Sequence
from typing import ClassVar, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QVBoxLayout, QWidget

from commissionplanner.analysis.layout.content import ViewName
from commissionplanner.analysis.layout.options import Options
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.views import LABELS
from commissionplanner.analysis.layout.words import status
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.words import counted
from commissionplanner.ui.controllers.map import MapController
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.map.arranger import Arranger, Wanted
from commissionplanner.ui.map.asking import Asking
from commissionplanner.ui.map.canvas import MapCanvas, Mode
from commissionplanner.ui.map.find import FindOnMap
from commissionplanner.ui.map.hint import Hint
from commissionplanner.ui.map.narrowing import Narrowing
from commissionplanner.ui.map.outline import Outline
from commissionplanner.ui.map.saved import SavedViews
from commissionplanner.ui.map.saving import save_picture
from commissionplanner.ui.map.silo_card import SiloCard
from commissionplanner.ui.map.silo_panel import SiloPanel, go_around
from commissionplanner.ui.map.standing import Key
from commissionplanner.ui.map.tools import MapTools
from commissionplanner.ui.page import Page
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.empty_page import EmptyPage
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

HINTS: Final = {
    "add": "Click where the service belongs. Escape leaves it.",
    "lasso": "Draw a line around what is to be selected. Escape leaves it.",
    "link": "Drag from one thing to another to join them. Escape leaves it.",
}
"""What one is told to do with a tool in hand."""
HINT_ROOM = 44
"""Pixels at the top of the map that are left free for what it is compared with."""
PAGES: Final = {
    "services": "services", "funding_streams": "funding", "pools": "pools", "contracts": "contracts",
}  # fmt: skip
"""Where each kind of record that is drawn is looked after; organisations have their own."""
DRAWN = ("services", "funding_streams", "organisations", "pools", "contracts")


class MapPage(Page):
    """The views of the map, one at a time."""

    key: ClassVar[str] = "map"
    title: ClassVar[str] = "Map"
    narrow_rail: ClassVar[bool] = True
    reads: ClassVar[frozenset[str]] = frozenset(
        {
            "about", "organisations", "services", "service_costs", "funding_streams",
            "allocations", "contracts", "agreements", "links", "pools", "pool_members",
            "pool_services", "contributions", "positions", "scenarios", "overrides",
        }
    )  # fmt: skip

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.canvas = MapCanvas()
        self.outline = Outline()
        self.finder = FindOnMap(self.canvas)
        self.tools = MapTools()
        self.toolbar = self.tools
        self.controller = MapController(workspace, self.canvas)
        self.silo = SiloCard(workspace, self.canvas, self.controller.draw_join)
        self._arranger = Arranger(workspace, self.reads, self)
        self._wanted: Thing | None = None
        self.asking = Asking(workspace, self.tools, self.refresh, self)
        self.filters = self.asking.filters
        self.saved = SavedViews(
            workspace, self.tools.saved, self, self.asking.now, self._show_saved
        )
        self._narrow = Narrowing(self.canvas, self.asking.now, self.asking.ask, workspace.say)
        self._lay_out()
        self._join()
        self.refresh()

    def _lay_out(self) -> None:
        self._full = QWidget()
        self.silos = SiloPanel(self.workspace, self)
        beside = QHBoxLayout(self._full)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        column = QVBoxLayout()
        beside.addLayout(column, 1)
        beside.addWidget(self.silos)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._hint = Hint(self.canvas)
        self._note = Label("", "small", "ink2", parent=self.canvas)
        self._note.move(20, 10)
        self._note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column.addWidget(self.filters)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.outline, 1)
        self.outline.hide()
        self._empty = EmptyPage(
            "Nothing to map yet",
            "The map shows each organisation as a place with its services in it, the money and "
            "the hand-offs that cross from one to another, and what stays behind a boundary.",
        )
        bring = Button("Import a spreadsheet…", "primary", "sources")
        bring.clicked.connect(lambda: self.workspace.ask_import(()))
        add = Button("Add service", icon="plus")
        add.clicked.connect(lambda: self.controller.ask_first(self._empty))
        self._empty.add_start(bring)
        self._empty.add_start(add)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._full)
        self._stack.addWidget(self._empty)

    def _join(self) -> None:
        tools = self.tools
        tools.changed.connect(self._start_over)
        tools.colour.chosen.connect(self._recolour)
        tools.sized.chosen.connect(lambda _: self.refresh())
        self.asking.told.connect(self._say_against)
        self.filters.around.empty.connect(self._narrow.only)
        tools.finder.clicked.connect(self.start_find)
        tools.add_service.clicked.connect(lambda: self._swap_mode("add"))
        tools.lasso.clicked.connect(lambda: self._swap_mode("lasso"))
        tools.link.clicked.connect(lambda: self._swap_mode("link"))
        tools.fit.clicked.connect(self._fit)
        tools.outline.clicked.connect(self._swap_outline)
        tools.silos.clicked.connect(self._swap_silos)
        self.silos.picked.connect(self._show_picked)
        self.silos.join_wanted.connect(self.controller.join_services)
        self.silos.closed.connect(self._swap_silos)
        by_key = QShortcut(QKeySequence("F4"), self)
        by_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        by_key.activated.connect(self._swap_silos)
        tools.export.clicked.connect(self.export)
        self._arranger.arranged.connect(self._show)
        self._arranger.failed.connect(self._failed)
        self.canvas.selected.connect(self._select)
        self.canvas.gathered.connect(self._gather)
        self.canvas.mode_changed.connect(self._show_mode)
        self.canvas.asked.connect(self._ask)
        self.canvas.menu_wanted.connect(self._open_menu)
        self.canvas.opened.connect(self._open)
        self.canvas.looked.connect(self.silo.settle)
        self.outline.selected.connect(self._choose_in_outline)
        self.finder.found.connect(self._found)
        self.workspace.focus.selected.connect(self._on_selected)

    # What is shown

    @property
    def view(self) -> ViewName:
        """The view shown."""
        return self.tools.view

    def subtitle(self) -> str:
        """Return the view's name."""
        return LABELS[self.view]

    def counts(self) -> str:
        """Return how much is drawn, and how many links cross a boundary."""
        shown = self.canvas.scene
        return "" if shown is None else status(shown.content)

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Show the plan as it is now; things stay where they are as far as they can."""
        plan, lens = self.workspace.plan, self.workspace.focus.lens
        bare = not (plan.services or plan.funding_streams or plan.contracts)
        self._stack.setCurrentWidget(self._empty if bare else self._full)
        self._empty.clear_facts()
        if bare and plan.payments:
            self._empty.add_fact(
                "note",
                f"{counted(len(plan.payments), 'sum')} of payments are here, and no service, stream "
                "or contract. Payments say who was paid, not for which service: import or add "
                "contracts or services, and the map shows whom they join.",
                "Sources", lambda: self.workspace.focus.go("sources"),
            )  # fmt: skip
        if bare or (changes and not changes.tables & self.reads):
            return
        self._arranger.arrange(
            Wanted(plan, lens.year, lens.scenario_id, self.asking.now(), self.asking.levels())
        )
        self.asking.show_controls()

    def _failed(self, error: Exception) -> None:
        self.canvas.let_go()
        self.asking.give_up(error)
        self.workspace.explain(error)

    def _show(self, made: Scene, fit: bool) -> None:
        drawn = self._arranger.drawn
        self.canvas.plan = drawn.plan if drawn else self.workspace.plan
        self.canvas.show_scene(made, fit=fit)
        self.canvas.announce()
        self.asking.shown(made.content.hidden)
        if self.outline.isVisible():
            self.outline.show_scene(made)
        alone = not made.content.members and made.frame is None
        self._note.setText(" ".join(made.content.hidden) if alone else "")
        self._note.adjustSize()
        head = HINT_ROOM if self.asking.against else 0
        self.canvas.set_head(self._note.height() + 6 if self._note.text() else head)
        self.workspace.focus.selected.emit()  # what is selected may stand elsewhere now
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.show_thing(wanted)

    def _say_against(self, words: str) -> None:
        """Say on the map what it is compared with; "" for nothing."""
        self._show_mode(self.canvas.mode)
        if words:
            self.canvas.say(words)

    def _start_over(self) -> None:
        self._arranger.start_over()
        self.refresh()
        self.workspace.focus.go(self.key)  # the bar above names the view

    def _show_saved(self, options: Options) -> None:
        """Show a view as it was saved."""
        self._arranger.start_over()
        self._recolour(options.colour)
        self.asking.ask(options)
        self.workspace.focus.go(self.key)

    def _recolour(self, key: str) -> None:
        self.canvas.set_colouring("commissioner" if key == "commissioner" else "prevention")
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.asking.show_controls()
        self.canvas.fit(at_once=True)
        self.silo.settle()

    # Selection

    def wants_inspector(self, thing: Thing) -> bool:
        """Tell whether the thing is of a kind that the map draws."""
        return thing.table in DRAWN and self.silos.isHidden()

    def show_thing(self, thing: Thing) -> None:
        """Fly to a thing, if it is drawn; once the map is arranged, if that is under way."""
        if self._arranger.is_busy:
            self._wanted = thing
            return
        where = self.canvas.box_of((thing.table, thing.key))
        if where is not None:
            self.canvas.fly_to(where)
            self.canvas.current = self.canvas.standing.hit((thing.table, thing.key))

    def _select(self, key: Key | None, adds: bool) -> None:
        focus = self.workspace.focus
        if key is None:
            focus.select()
            return
        thing = Thing(*key)
        others = [one for one in focus.things if one != thing] if adds else []
        if adds and thing in focus.things:
            focus.select(*others)
        else:
            focus.select(*others, thing)

    def _choose_in_outline(self, keys: Sequence[Key]) -> None:
        """Select here what is selected in the outline."""
        self.workspace.focus.select(*(Thing(*key) for key in keys))

    def _gather(self, keys: Sequence[Key], adds: bool) -> None:
        """Select many things at once."""
        before = self.workspace.focus.things if adds else ()
        self.workspace.focus.select(*dict.fromkeys((*before, *(Thing(*key) for key in keys))))
        self.canvas.say(f"{counted(len(self.workspace.focus.things), 'thing')} selected.")

    def _open(self, key: Key) -> None:
        page = PAGES.get(key[0], "organisations")
        self.workspace.focus.go(page, Thing(*key))

    def _on_selected(self) -> None:
        things = self.workspace.focus.things
        keys = [(thing.table, thing.key) for thing in things]
        self.canvas.set_chosen(keys)
        self.outline.set_chosen(keys)
        self.silo.refresh()

    def _found(self, key: Key) -> None:
        self._select(key, adds=False)
        self.show_thing(Thing(*key))

    # What one does

    def _swap_mode(self, mode: Mode) -> None:
        """Take up a tool, or put down the one in hand."""
        self.canvas.set_mode("select" if self.canvas.mode == mode else mode)
        self._show_mode(self.canvas.mode)
        self.canvas.setFocus()

    def _show_mode(self, mode: str) -> None:
        self.tools.lasso.setChecked(mode == "lasso")
        self.tools.link.setChecked(mode == "link")
        self._hint.show_words(HINTS.get(mode, "") or self.asking.against)
        if mode in HINTS:
            self.canvas.say(HINTS[mode])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End a comparison with Escape, once nothing else is to be left."""
        if event.key() != Qt.Key.Key_Escape or not self.asking.end_comparison():
            super().keyPressEvent(event)

    def _ask(self, what: str) -> None:
        if what == "fold":
            self._narrow.fold()
        elif what == "only":
            self._narrow.only()
        elif what == "menu":
            where = self.canvas.rect().center()
            self._open_menu(self.canvas.mapToGlobal(where))

    def _open_menu(self, at: QPoint) -> None:
        """Offer what can be done with what is selected."""
        menu = QMenu(self)
        chosen = bool(self.canvas.chosen) or self.canvas.current is not None
        for words, key, act, needs in (
            ("Add service here…", "N", self.controller.ask_add_here, False),
            ("Rename…", "F2", self.controller.ask_rename, True),
            ("Draw link from here", "L", self.canvas.tie_here, True),
            ("Move to another organisation…", "M", self.controller.moves.ask_home, True),
            ("Change a field…", "T", self.controller.ask_field, True),
            ("Fold or unfold, open or close", "C", self._narrow.fold, True),
            (self._narrow.offer(), "O", self._narrow.only, True),
            ("Delete…", "Del", self.controller.ask_delete, True),
        ):
            action = menu.addAction(f"{words}\t{key}")
            action.setEnabled(chosen or not needs)
            action.triggered.connect(act)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def export(self) -> None:
        """Save the map as a picture or a graph."""
        if self._arranger.drawn is not None:
            save_picture(self, self.workspace, self._arranger.drawn, self.canvas.colouring)

    def _fit(self) -> None:
        self.canvas.fit()

    def start_find(self) -> None:
        """Open the box that finds things on the map."""
        self.finder.open()

    def _swap_silos(self) -> None:
        """Open the silo analysis in the inspector's place, or close it."""
        opens = self.silos.isHidden()
        self.silos.setVisible(opens)
        self.tools.silos.setChecked(opens)
        self.workspace.focus.selected.emit()  # the inspector makes room, or comes back
        (self.silos if opens else self.canvas).setFocus()

    def _show_picked(self, keys: Sequence[Key]) -> None:
        """Select what a row of the silo analysis is about, and go there."""
        self.workspace.focus.select(*(Thing(*key) for key in keys))
        self.silos.say_shown(go_around(self.canvas, keys), len(keys))

    def _swap_outline(self) -> None:
        to_outline = self.outline.isHidden()
        if to_outline and self.canvas.scene is not None:
            self.outline.show_scene(self.canvas.scene)
            self._on_selected()
        self.outline.setVisible(to_outline)
        self.canvas.setVisible(not to_outline)
        self.tools.outline.set_words("Map" if to_outline else "Outline")
        (self.outline if to_outline else self.canvas).setFocus()
