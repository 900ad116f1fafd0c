"""Edits of the map: where things stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet
from commissionplanner.model.entities import Position
from commissionplanner.model.ids import derived_id
from commissionplanner.model.plan import Plan, display_name

Place = tuple[int, int]
"""Across and down, thousandths of a map unit."""


@dataclass(frozen=True, slots=True)
class MoveOnMap:
    """Put things where somebody wants them on a view; they stay there.

    Attributes:
        view: The view.
        places: Where each thing goes, by table and id. Several organisations drawn together
            have a key of their own, which is no record's id.
        name: What is moved, where it is no record.
    """

    view: str
    places: Mapping[tuple[str, str], Place]
    name: str = ""

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes of position; none where things stand there already."""
        made = []
        for (table, key), (x, y) in self.places.items():
            place = derived_id("position", self.view, table, key)
            before = plan.positions.get(place)
            after = Position(id=place, view=self.view, table_name=table, record_id=key, x=x, y=y)
            if before != after:
                made.append(Change("positions", place, before, after))
        names = [display_name(plan.record(table, key)) for table, key in self.places]
        what = f"“{self.name or names[0]}”" if len(names) == 1 else f"{len(names):,} things"
        return ChangeSet(f"Move {what} on the map", tuple(made))


@dataclass(frozen=True, slots=True)
class ForgetPlaces:
    """Let a view arrange itself: what was placed by hand is forgotten."""

    view: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the removals; refused where nothing was placed by hand."""
        gone = [row for row in plan.positions.values() if row.view == self.view]
        if not gone:
            raise EditRefused("Nothing on this view was placed by hand.")
        changes = tuple(Change("positions", row.id, row, None) for row in gone)
        return ChangeSet("Arrange the map afresh", changes)
