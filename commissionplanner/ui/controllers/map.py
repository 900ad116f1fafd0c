"""Joins the map to the document: turns what one does on the map into edits of the plan."""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from commissionplanner.analysis.layout.reasons import SiloReasons
from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.positions import MoveOnMap
from commissionplanner.edits.records import AddRecords, DeleteThings, Rename
from commissionplanner.edits.ties import DrawTie, Tie, ties
from commissionplanner.model.entities import Service
from commissionplanner.model.ids import NewId, random_ids
from commissionplanner.model.joins import top
from commissionplanner.model.plan import full_name
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.controllers.map_desk import MapDesk
from commissionplanner.ui.controllers.map_moves import MapMoves
from commissionplanner.ui.controllers.table import TableController
from commissionplanner.ui.dialogs.bulk_edit import BulkEdit
from commissionplanner.ui.dialogs.form import partners_first
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.map.canvas import MapCanvas
from commissionplanner.ui.map.slips import AddSlip, RenameSlip, Slip, TieSlip
from commissionplanner.ui.map.standing import Key
from commissionplanner.ui.models.columns import field_column
from commissionplanner.ui.workspace import Workspace

TAGS = (
    "prevention_tier", "statutory", "targeting", "life_stages", "age_bands", "outcome_area",
    "eif_evidence", "area", "is_poolable",
)  # fmt: skip
"""Fields of a service that many are given at once on the map."""


class MapController(QObject):
    """Makes the edits that one asks for on a canvas, asking on the map what they need to know."""

    def __init__(
        self, workspace: Workspace, canvas: MapCanvas, new_id: NewId | None = None
    ) -> None:
        super().__init__(canvas)
        self._workspace, self._canvas = workspace, canvas
        self._new_id = new_id or random_ids()
        self._desk = desk = MapDesk(workspace, canvas)
        self.moves = MapMoves(workspace, canvas, desk)
        canvas.tie_wanted.connect(self.ask_tie)
        canvas.add_wanted.connect(self.ask_add)
        self.asks = {
            "add": self.ask_add_here, "rename": self.ask_rename, "delete": self.ask_delete,
            "home": self.moves.ask_home, "field": self.ask_field,
        }  # fmt: skip
        canvas.asked.connect(lambda what: self.asks.get(what, lambda: None)())

    # Adding, renaming, deleting

    def ask_add(self, x: float, y: float) -> None:
        """Ask for the name and organisation of a service to be added at a point of the map."""
        shown = self._canvas.scene
        if shown is None:
            return
        under = self._canvas.standing.place(x, y)
        chosen = self._canvas.standing.key(under) if under is not None else None
        role = "Provided by" if shown.content.inside == "provider" else "Commissioned by"
        bodies = partners_first(self._workspace.plan, "Not known")
        slip = AddSlip(
            role, bodies, chosen[1] if chosen else "",
            lambda name, body: self._add(name, body, (x, y)), self._canvas,
        )  # fmt: skip
        at = QPoint(*(round(v) for v in self._canvas.camera.to_screen(x, y)))
        self._desk.show(slip, None, at)

    def ask_first(self, page: QWidget) -> None:
        """Ask for the first service of a plan, on a page that has no map yet."""
        bodies = partners_first(self._workspace.plan, "Not known")
        slip = AddSlip("Provided by", bodies, "", lambda n, body: self._add(n, body, None), page)
        slip.show_at(page.rect().center())
        slip.name.setFocus()

    def ask_add_here(self) -> None:
        """Ask for a service to be added where the keyboard is: in what is selected, if it is."""
        keys = self._desk.chosen()
        box = self._canvas.box_of(keys[-1]) if keys else None
        if box is None:
            middle = self._canvas.rect().center()
            self.ask_add(*self._canvas.camera.to_map(middle.x(), middle.y()))
        else:
            self.ask_add(box[0] + box[2] / 2, box[1] + box[3] - 4)

    def _add(self, name: str, body: str, at: tuple[float, float] | None) -> bool:
        """Add a service; it stands where it was asked for, where that is in its organisation."""
        plan, shown = self._workspace.plan, self._canvas.scene
        inside = shown.content.inside if shown is not None else "provider"
        whole = top(plan, body) if body else ""
        leads = inside == "commissioner"
        made = Service(
            id=self._new_id(), name=name,
            provider_ids=(body,) if body and not leads else (),
            lead_commissioner_id=whole if body and leads else None,
            directorate_id=body if body and leads and body != whole else None,
        )  # fmt: skip
        add = AddRecords("services", (made,))
        place = self._place_within(body, at) if at is not None else None
        edit: Edit = add
        if place is not None:
            view = self._desk.view
            moved = MoveOnMap(view, {("services", made.id): place}, name)
            edit = Together(add.changes(plan).label, (add, moved))
        if not self._workspace.do(edit):
            return False
        self._workspace.focus.select(Thing("services", made.id))
        return True

    def _place_within(self, body: str, at: tuple[float, float]) -> tuple[int, int] | None:
        """Return a point of the map within an organisation's container; None where outside it."""
        canvas = self._canvas
        where = canvas.standing.place(*at)
        shown = canvas.scene
        if where is None or shown is None or not body:
            return None
        plan = self._workspace.plan
        owner = where.at if where.kind == "container" else shown.inner[where.at][0]
        if top(plan, body) not in shown.content.containers[owner].organisation_ids:
            return None
        left, up = (float(v) for v in shown.containers[owner][:2])
        return round((at[0] - left) * 1000), round((at[1] - up) * 1000)

    def ask_rename(self) -> None:
        """Ask for another name of what is selected."""
        keys = self._desk.chosen()
        if len(keys) != 1:
            self._canvas.say("Select one thing to rename.")
            return
        ((table, key),) = keys
        record = self._workspace.plan.record(table, key)
        short = getattr(record, "short_name", None) or None
        slip = RenameSlip(
            full_name(record), short,
            lambda name, short: self._workspace.do(Rename(table, key, name, short)), self._canvas,
        )  # fmt: skip
        self._desk.show(slip, (table, key))

    def ask_delete(self) -> None:
        """Say what goes with what is selected, and delete it if that is meant."""
        keys = self._desk.chosen()
        if not keys:
            self._canvas.say("Select what is to be deleted.")
            return
        edit = DeleteThings(keys)
        try:
            along = edit.takes_along(self._workspace.plan)
        except EditRefused as refusal:
            self._workspace.say(str(refusal), level="problem")
            return
        text = f"{along} One undo brings it back.".lstrip()
        slip = Slip(f"Delete {self._desk.listed(keys)}?", text, self._canvas)
        slip.add_button("Delete", "danger", lambda: self._delete(slip, edit))
        slip.add_cancel("Keep")
        self._desk.show(slip, keys[-1])

    def _delete(self, slip: Slip, edit: DeleteThings) -> None:
        slip.close_card()
        self._workspace.focus.select()
        self._workspace.do(edit)

    # Links

    def ask_tie(self, one: Key, other: Key) -> None:
        """Ask how two things are to be joined; only what is legal is offered."""
        plan = self._workspace.plan
        offered = ties(plan, one, other)
        if not offered:
            self._workspace.say(
                f"Nothing more can join {self._desk.name(one)} and {self._desk.name(other)} on the map."
            )
            return
        year = self._workspace.focus.lens.year_of(plan)
        self._desk.show(TieSlip(plan, offered, year, self._draw, self._canvas), other)

    def _draw(self, tie: Tie, amount_p: int | None, year: FinancialYear | None) -> bool:
        makes = tie.makes(self._workspace.plan)
        if not self._workspace.do(DrawTie(tie, self._new_id(), amount_p, year)):
            return False
        self._canvas.say(f"Done. {makes}")
        return True

    def draw_join(self, reasons: SiloReasons) -> None:
        """Record the hand-off that the callout beside a silo speaks of."""
        self.join_services(reasons.service_id, reasons.join_id)

    def join_services(self, one: str, other: str) -> None:
        """Record that one service hands over to another."""
        tie = Tie("refers", ("services", one), ("services", other))
        if self._workspace.do(DrawTie(tie, self._new_id())):
            words = tie.words(self._workspace.plan)
            self._workspace.say(f"The plan now says that {words}. Record the agreement behind it.")

    # Many at once

    def ask_field(self) -> None:
        """Give a field of all the services selected the same value."""
        keys = tuple(key for table, key in self._desk.chosen() if table == "services")
        if not keys:
            self._canvas.say("Select services first; then a field of all of them is changed.")
            return
        columns = [field_column("services", name) for name in TAGS]
        table = TableController(self._workspace, "services")
        BulkEdit(
            self._desk.listed([("services", key) for key in keys]), columns,
            lambda column, text: table.set_all(keys, column, text), self._canvas,
        ).open()  # fmt: skip
