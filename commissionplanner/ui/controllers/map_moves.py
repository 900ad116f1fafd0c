"""What moving things on the map means: another place for the picture, or another home."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.homes import ROLES, ChangeHome, Role
from commissionplanner.edits.positions import MoveOnMap
from commissionplanner.model.words import counted
from commissionplanner.ui.controllers.map_desk import MapDesk
from commissionplanner.ui.dialogs.form import partners_first
from commissionplanner.ui.map.canvas import MapCanvas
from commissionplanner.ui.map.hits import Hit
from commissionplanner.ui.map.slips import HomeSlip, Slip
from commissionplanner.ui.map.standing import Key
from commissionplanner.ui.workspace import Workspace

Places = dict[Key, tuple[int, int]]
"""Where things go, by table and id: thousandths of a map unit."""


@dataclass(frozen=True, slots=True)
class Drop:
    """Where things were let go: in their own container's measure, and where on another."""

    places: Places
    onto: Hit
    way: tuple[float, float]


class MapMoves:
    """Makes the edits that a drag, or the key that stands for one, asks for."""

    def __init__(self, workspace: Workspace, canvas: MapCanvas, desk: MapDesk) -> None:
        self._workspace, self._canvas, self._desk = workspace, canvas, desk
        canvas.moved.connect(self.move)

    def move(self, what: Hit, right: float, down: float, onto: Hit | None = None) -> None:
        """Put things where they were dragged to; ask what it means where that is another's place."""
        places = self._moved(what, right, down)
        if not places:
            return
        target = self._canvas.standing.key(onto) if onto is not None else None
        if target is None or onto is None:
            if not self._workspace.do(MoveOnMap(self._desk.view, places, self._moved_name(what))):
                self._canvas.let_go()
            return
        drop = Drop(places, onto, (right, down))
        self._ask(tuple(places), target, self._home_of(what), drop)

    def _moved_name(self, what: Hit) -> str:
        shown = self._canvas.scene
        if shown is None or what.kind != "container":
            return ""
        return shown.content.containers[what.at].name

    def _moved(self, what: Hit, right: float, down: float) -> Places:
        """Return where things that are dragged together go: members within their container."""
        shown = self._canvas.scene
        found: Places = {}
        if shown is None:
            return found
        for one in self._canvas.held_together(what):
            x, y, _, _ = self._canvas.standing.box(one)
            if one.kind == "member":
                member = shown.content.members[one.at]
                left, up, _, _ = (float(v) for v in shown.containers[member.container])
                key, x, y = (member.table, member.key), x - left, y - up
            else:
                key = ("organisations", shown.content.containers[one.at].key)
            found[key] = (round((x + right) * 1000), round((y + down) * 1000))
        return found

    def _home_of(self, what: Hit) -> str:
        """Return the organisation in whose container a member stands; "" for several or none."""
        shown = self._canvas.scene
        if shown is None or what.kind != "member":
            return ""
        owner = shown.content.members[what.at].container
        key = self._canvas.standing.key(Hit("container", owner))
        return key[1] if key is not None else ""

    def ask_home(self) -> None:
        """Ask, by keyboard, to which organisation what is selected goes."""
        keys = tuple(k for k in self._desk.chosen() if k[0] in ("services", "funding_streams"))
        if not keys:
            self._canvas.say("Select a service or a funding stream to move.")
            return
        bodies = partners_first(self._workspace.plan, "Choose")
        what = self._canvas.standing.hit(keys[-1])
        home = self._home_of(what) if what is not None else ""
        slip = HomeSlip(
            self._desk.listed(keys), bodies,
            lambda to: self._ask(keys, ("organisations", to), home), self._canvas,
        )  # fmt: skip
        self._desk.show(slip, keys[-1])

    def _ask(self, keys: Sequence[Key], to: Key, home: str, drop: Drop | None = None) -> None:
        """Ask what it means that things were brought to another organisation's place."""
        services = tuple(key for table, key in keys if table == "services")
        streams = tuple(key for table, key in keys if table == "funding_streams")
        body = self._desk.name(to)
        slip = Slip(
            f"{self._desk.listed(tuple(keys))} to {body}: what does that mean?",
            self._said_of_contracts(services), self._canvas, 340,
        )  # fmt: skip
        for role in self._roles(services):
            parts = [ChangeHome("services", services, role, to[1], home)] if services else []
            if streams:
                parts.append(ChangeHome("funding_streams", streams, "holder", to[1]))
            slip.add_button(
                f"{body} becomes {ROLES[role]}", "secondary" if slip.buttons else "primary",
                partial(self._go_home, slip, tuple(parts), drop),
            )  # fmt: skip
        if drop is not None:
            slip.add_button(
                "Only move the picture", "secondary", partial(self._only_move, slip, drop.places)
            )
        slip.add_cancel()
        self._desk.show(slip, keys[-1] if drop is None else to)

    def _roles(self, services: Sequence[str]) -> Sequence[Role]:
        """Return what an organisation may become of the things: what the view shows first."""
        if not services:
            return ("holder",)
        shown_first: tuple[Role, Role] = ("provider", "commissioner")
        return shown_first if self._desk.inside == "provider" else shown_first[::-1]

    def _said_of_contracts(self, services: Sequence[str]) -> str:
        """Return which contracts name a provider still, so that nobody thinks them changed."""
        wanted = set(services)
        plan = self._workspace.plan
        count = sum(bool(wanted & set(c.service_ids)) for c in plan.contracts.values())
        if not count:
            return ""
        named = "names" if count == 1 else "name"
        return f"{counted(count, 'contract')} {named} whom it is with, and stays as it is."

    def _go_home(
        self, slip: Slip, edits: Sequence[ChangeHome], drop: Drop | None, *_: object
    ) -> None:
        """Change whose things are; dragged ones stand where they were dropped."""
        slip.close_card()
        plan = self._workspace.plan
        parts: list[Edit] = list(edits)
        if drop is not None:
            parts.append(MoveOnMap(self._desk.view, self._dropped(drop)))
        try:
            label = " and ".join(edit.changes(plan).label for edit in edits)
        except EditRefused as refusal:
            self._workspace.say(str(refusal), level="problem")
            return
        self._workspace.do(Together(label, tuple(parts)))

    def _dropped(self, drop: Drop) -> Places:
        """Return where things dropped on another container stand within that one."""
        shown = self._canvas.scene
        assert shown is not None  # noqa: S101 asked only of what is shown
        onto, way = drop.onto, drop.way
        owner = onto.at if onto.kind == "container" else shown.inner[onto.at][0]
        left, up = (float(v) for v in shown.containers[owner][:2])
        found: Places = {}
        for key in drop.places:
            what = self._canvas.standing.hit(key)
            if what is not None:
                x, y, _, _ = self._canvas.standing.box(what)
                place = round((x + way[0] - left) * 1000), round((y + way[1] - up) * 1000)
                found[key] = place
        return found

    def _only_move(self, slip: Slip, places: Places, *_: object) -> None:
        slip.close_card()
        self._workspace.do(MoveOnMap(self._desk.view, places))
