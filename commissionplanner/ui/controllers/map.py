"""Joins the map to the document: turns what one does on the map into edits of the plan."""

from commissionplanner.analysis.layout.reasons import SiloReasons
from commissionplanner.analysis.layout.views import place_key
from commissionplanner.edits.positions import MoveOnMap
from commissionplanner.edits.records import AddRecords
from commissionplanner.model.entities import Link, Service
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import display_name
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.map.canvas import MapCanvas
from commissionplanner.ui.map.hits import Hit
from commissionplanner.ui.workspace import Workspace


class MapController:
    """Makes the edits that one asks for on a canvas."""

    def __init__(self, workspace: Workspace, canvas: MapCanvas) -> None:
        self._workspace, self._canvas = workspace, canvas
        self._new_id = random_ids()

    def draw_join(self, reasons: SiloReasons) -> None:
        """Record the hand-off that the callout beside a silo speaks of."""
        link = Link(
            id=self._new_id(), from_table="services", from_id=reasons.service_id,
            to_table="services", to_id=reasons.join_id, kind="refers",
        )  # fmt: skip
        if self._workspace.do(AddRecords("links", (link,))):
            services = self._workspace.plan.services
            one = display_name(services.get(reasons.service_id))
            other = display_name(services.get(reasons.join_id))
            self._workspace.say(
                f"The plan now says that {one} refers to {other}. Record the agreement behind it."
            )

    def move(self, what: Hit, right: float, down: float) -> None:
        """Put a chip or a container where it was dragged to, as one step that can be undone."""
        shown = self._canvas.scene
        if shown is None:
            return
        x, y, _, _ = self._canvas.standing.box(what)
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
        if not self._workspace.do(MoveOnMap(view, {key: place}, name)):
            self._canvas.let_go()

    def add_service(self) -> Thing | None:
        """Add a service: to the organisation that is selected, if one is."""
        thing = self._workspace.focus.thing
        key = thing.key if thing is not None and thing.table == "organisations" else None
        shown = self._canvas.scene
        inside = shown.content.inside if key and shown is not None else ""
        new = Service(
            id=self._new_id(),
            name="New service",
            provider_ids=(key,) if key and inside == "provider" else (),
            lead_commissioner_id=key if inside == "commissioner" else None,
        )
        if not self._workspace.do(AddRecords("services", (new,))):
            return None
        return Thing("services", new.id)
