"""The Map page: who works with whom, what crosses a boundary, and what stays behind one."""

from functools import partial
from typing import ClassVar, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from commissionplanner.analysis.layout.content import Inside, ViewName
from commissionplanner.analysis.layout.reasons import SiloReasons
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.views import LABELS, place_key, scene
from commissionplanner.edits.positions import MoveOnMap
from commissionplanner.edits.records import AddRecords
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import Link, Service
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.map.canvas import MapCanvas
from commissionplanner.ui.map.find import FindOnMap
from commissionplanner.ui.map.hits import Hit
from commissionplanner.ui.map.outline import Outline
from commissionplanner.ui.map.saving import save_picture
from commissionplanner.ui.map.silo_card import SiloCard
from commissionplanner.ui.map.view import Key
from commissionplanner.ui.page import Page
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.empty_page import EmptyPage
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.workspace import Workspace

SMALL = 30
"""Records from which a view is arranged in a job."""
Wanted = tuple[Plan, FinancialYear | None, ViewName, Inside]
"""What is drawn: plan, year, view and where services stand."""
DRAWN = ("services", "funding_streams", "organisations")


class MapPage(Page):
    """Boundaries and Organisation links."""

    key: ClassVar[str] = "map"
    title: ClassVar[str] = "Map"
    narrow_rail: ClassVar[bool] = True
    reads: ClassVar[frozenset[str]] = frozenset(
        {
            "about", "organisations", "services", "service_costs", "funding_streams",
            "allocations", "contracts", "agreements", "links", "pools", "pool_members",
            "pool_services", "contributions", "positions",
        }
    )  # fmt: skip

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.canvas = MapCanvas()
        self.outline = Outline()
        self.finder = FindOnMap(self.canvas)
        self._task: Task | None = None
        self.silo = SiloCard(workspace, self.canvas, self._draw_link)
        self._wanted: Thing | None = None
        self._drawn: Wanted | None = None
        self._kind: tuple[str, str, str] | None = None
        self._new_id = random_ids()
        self._make_toolbar()
        self._lay_out()
        self._join()
        self.refresh()

    # Building

    def _make_toolbar(self) -> None:
        bar = Toolbar()
        self.views = Segments(
            [("boundaries", "Boundaries"), ("links", "Links")], "boundaries", name="View",
            tips={"links": "Each organisation a node, each line what two of them share"},
        )  # fmt: skip
        self.inside = DropDown(
            "Inside", [("provider", "Provider"), ("commissioner", "Commissioner")]
        )
        self.colour = DropDown(
            "Colour", [("prevention", "Prevention"), ("commissioner", "Commissioner")]
        )
        self.cursor_tool = ToolButton("search", "Find on the map", key="Ctrl+F")
        self.add_button = Button("Add service", icon="plus")
        self.fit_button = Button("Fit", icon="fit")
        self.outline_button = Button("Outline", icon="outline")
        self.export_button = Button("Export…", icon="export")
        bar.add(self.views, gap=13)
        bar.add(self.inside)
        bar.add(self.colour)
        tools = (self.cursor_tool, self.add_button, self.fit_button, self.outline_button)
        for tool in (*tools, self.export_button):
            bar.add_right(tool)
        self.toolbar = bar

    def _lay_out(self) -> None:
        self._full = QWidget()
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._note = Label("", "small", "ink2", parent=self.canvas)
        self._note.move(20, 10)
        self._note.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
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
        add.clicked.connect(self.add_service)
        self._empty.add_start(bring)
        self._empty.add_start(add)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._full)
        self._stack.addWidget(self._empty)

    def _join(self) -> None:
        self.views.chosen.connect(lambda _: self._start_over())
        self.inside.chosen.connect(lambda _: self._start_over())
        self.colour.chosen.connect(self._recolour)
        self.cursor_tool.clicked.connect(self.start_find)
        self.add_button.clicked.connect(self.add_service)
        self.fit_button.clicked.connect(self._fit)
        self.outline_button.clicked.connect(self._swap_outline)
        self.export_button.clicked.connect(self.export)
        self.canvas.selected.connect(self._select)
        self.canvas.opened.connect(self._open)
        self.canvas.moved.connect(self.move_thing)
        self.canvas.looked.connect(self.silo.settle)
        self.outline.selected.connect(lambda key: self._select(key, adds=False))
        self.finder.found.connect(self._found)
        self.workspace.focus.selected.connect(self._on_selected)

    # What is shown

    @property
    def view(self) -> ViewName:
        """The view shown."""
        return cast("ViewName", self.views.current())

    def subtitle(self) -> str:
        """Return the view's name."""
        return LABELS[self.view]

    def counts(self) -> str:
        """Return how much is drawn, and how many links cross a boundary."""
        shown = self.canvas.scene
        if shown is None:
            return ""
        content = shown.content
        services = sum(m.table == "services" for m in content.members)
        streams = len(content.members) - services
        links = content.links or len(content.ties)
        said = [f"{len(content.containers):,} organisations"]
        said += [f"{services:,} services"] if services else []
        said += [f"{streams:,} streams"] if streams else []
        said.append(f"{links:,} links")
        if content.crossing:
            said[-1] += f", {content.crossing:,} cross a boundary"
        said += [words.rstrip(".") for words in content.hidden if content.members]
        return " · ".join(said)

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Show the plan as it is now; things stay where they are as far as they can."""
        plan, year = self.workspace.plan, self.workspace.focus.lens.year
        bare = not (plan.services or plan.funding_streams or plan.contracts)
        self._stack.setCurrentWidget(self._empty if bare else self._full)
        view, inside = self.view, cast("Inside", self.inside.current())
        wanted = (plan, year, view, inside)
        if bare or self._is_drawn(wanted) or (changes and not changes.tables & self.reads):
            return
        kind = (plan.id, view, inside)
        before = self.canvas.scene if self._kind == kind else None
        is_same = before is not None and self._only_moved(wanted)
        self._drawn, self._kind = wanted, kind
        if self._task is not None:
            self._task.progress.cancel()
            self._task = None
        arrange = partial(scene, plan, view, year, inside, before, is_same=is_same)
        if len(plan.services) + len(plan.contracts) < SMALL:
            self._show(arrange(), fit=before is None)
            return
        self._task = self.workspace.jobs.start(
            "Arranging the map",
            lambda _progress: (wanted, arrange()),
            lambda made: self._arrived(*made, fit=before is None),
            self._failed,
            is_quiet=before is not None,
        )

    def _only_moved(self, wanted: Wanted) -> bool:
        """Whether nothing but places differs from what is drawn."""
        drawn = self._drawn
        if drawn is None or self._task is not None or drawn[1:] != wanted[1:]:
            return False
        read = self.reads - {"positions"}
        return all(drawn[0].table(name) is wanted[0].table(name) for name in read)

    def _failed(self, error: Exception) -> None:
        self._task = None
        self.canvas.let_go()
        self.workspace.explain(error)

    def _is_drawn(self, wanted: Wanted) -> bool:
        """Whether that is drawn or being arranged: the same state of the plan, not an equal one."""
        drawn = self._drawn
        return drawn is not None and drawn[0] is wanted[0] and drawn[1:] == wanted[1:]

    def _arrived(self, wanted: Wanted, made: Scene, *, fit: bool) -> None:
        """Take what a job arranged, unless something else has been asked for meanwhile."""
        if self._is_drawn(wanted):
            self._show(made, fit=fit)

    def _show(self, made: Scene, *, fit: bool) -> None:
        self._task = None
        self.canvas.show_scene(made, fit=fit)
        self.canvas.announce()
        if self.outline.isVisible():
            self.outline.show_scene(made)
        alone = not made.content.members
        self._note.setText(" ".join(made.content.hidden) if alone else "")
        self._note.adjustSize()
        self.canvas.set_head(self._note.height() + 6 if self._note.text() else 0)
        self.workspace.focus.selected.emit()  # what is selected may stand elsewhere now
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.show_thing(wanted)

    def _start_over(self) -> None:
        self._kind = None
        self.refresh()
        self.workspace.focus.go(self.key)  # the bar above names the view

    def _recolour(self, key: str) -> None:
        self.canvas.set_colouring("commissioner" if key == "commissioner" else "prevention")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.canvas.fit(at_once=True)
        self.silo.settle()

    # Selection

    def wants_inspector(self, thing: Thing) -> bool:
        """Tell whether the thing is of a kind that the map draws."""
        return thing.table in DRAWN

    def show_thing(self, thing: Thing) -> None:
        """Fly to a thing, if it is drawn; once the map is arranged, if that is under way."""
        if self._task is not None:
            self._wanted = thing
            return
        where = self.canvas.box_of((thing.table, thing.key))
        if where is not None:
            self.canvas.fly_to(where)
            self.canvas.current = self.canvas.hit_of((thing.table, thing.key))

    def _select(self, key: Key | None, adds: bool) -> None:
        focus = self.workspace.focus
        if key is None:
            focus.select()
            return
        thing = Thing(*key)
        if adds:
            others = [one for one in focus.things if one != thing]
            focus.select(*others, thing)
        else:
            focus.select(thing)

    def _open(self, key: Key) -> None:
        page = {"services": "services", "funding_streams": "funding"}.get(key[0], "organisations")
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

    def _draw_link(self, reasons: SiloReasons) -> None:
        """Record the hand-off that the callout speaks of."""
        link = Link(
            id=self._new_id(), from_table="services", from_id=reasons.service_id,
            to_table="services", to_id=reasons.join_id, kind="refers",
        )  # fmt: skip
        if self.workspace.do(AddRecords("links", (link,))):
            services = self.workspace.plan.services
            one = display_name(services.get(reasons.service_id))
            other = display_name(services.get(reasons.join_id))
            self.workspace.say(
                f"The plan now says that {one} refers to {other}. Record the agreement behind it."
            )

    def move_thing(self, what: Hit, right: float, down: float) -> None:
        """Put a chip or a container where it was dragged to, as one step that can be undone."""
        shown = self.canvas.scene
        if shown is None:
            return
        x, y, _, _ = self.canvas.box_of_hit(what)
        if what.kind == "member":
            member = shown.content.members[what.at]
            left, top, _, _ = shown.containers[member.container]
            key, name = (member.table, member.key), member.name
            x, y = x - float(left), y - float(top)
        else:
            container = shown.content.containers[what.at]
            key, name = ("organisations", container.key), container.name
        place = (round((x + right) * 1000), round((y + down) * 1000))
        view = place_key(shown.content.view, shown.content.inside)
        if not self.workspace.do(MoveOnMap(view, {key: place}, name)):
            self.canvas.let_go()

    def add_service(self) -> None:
        """Add a service: to the organisation that is selected, if one is."""
        thing = self.workspace.focus.thing
        key = thing.key if thing is not None and thing.table == "organisations" else None
        inside = self.inside.current() if key else ""
        new = Service(
            id=self._new_id(),
            name="New service",
            provider_ids=(key,) if key and inside == "provider" else (),
            lead_commissioner_id=key if inside == "commissioner" else None,
        )
        if self.workspace.do(AddRecords("services", (new,))):
            self.workspace.focus.select(Thing("services", new.id))
            self.show_thing(Thing("services", new.id))

    def export(self) -> None:
        """Save the map as a picture or a graph."""
        if self.canvas.scene is not None:
            save_picture(self, self.workspace, self.canvas.scene, self.canvas.colouring)

    def _fit(self) -> None:
        self.canvas.fit()

    def start_find(self) -> None:
        """Open the box that finds things on the map."""
        self.finder.open()

    def _swap_outline(self) -> None:
        to_outline = self.outline.isHidden()
        if to_outline and self.canvas.scene is not None:
            self.outline.show_scene(self.canvas.scene)
            self._on_selected()
        self.outline.setVisible(to_outline)
        self.canvas.setVisible(not to_outline)
        self.outline_button.set_words("Map" if to_outline else "Outline")
        (self.outline if to_outline else self.canvas).setFocus()
