"""Where the things of a plan stand on the map, and which thing stands somewhere."""

from collections.abc import Sequence
from math import isnan

from commissionplanner.analysis.layout.packing import Box
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.ui.map.hits import Hit, place, places

Key = tuple[str, str]
"""A thing of the plan: its table and id."""


class Standing:
    """Looks things up in one scene; the index is made when it is first asked."""

    def __init__(self, scene: Scene | None) -> None:
        self._scene = scene
        self._at: dict[Key, Hit] | None = None

    def hit(self, key: Key) -> Hit | None:
        """Return a thing of the plan as it stands on the map; None where it is not drawn."""
        if self._scene is None:
            return None
        if self._at is None:
            self._at = places(self._scene)
        return self._at.get(key)

    def place(self, x: float, y: float) -> Hit | None:
        """Return the directorate, or else the container, that a point of the map is in."""
        return place(self._scene, x, y) if self._scene is not None else None

    def box(self, what: Hit) -> Box:
        """Return the box of a member, container or directorate, map units."""
        assert self._scene is not None  # noqa: S101 a hit is of a scene
        if what.kind == "directorate":
            return self._scene.inner[what.at][2]
        if what.kind == "member":
            found = box_of(self._scene.members[what.at])
            if not isnan(found[0]):
                return found
            return box_of(self._scene.containers[self._scene.owners[what.at]])  # it is folded
        return box_of(self._scene.containers[what.at])

    def key(self, what: Hit) -> Key | None:
        """Return which thing of the plan something on the map is; None for several together."""
        if self._scene is None:
            return None
        content = self._scene.content
        if what.kind == "member":
            member = content.members[what.at]
            return (member.table, member.key)
        if what.kind == "directorate":
            return ("organisations", self._scene.inner[what.at][1])
        if what.kind == "container":
            return content.containers[what.at].thing
        return None


def box_of(row: Sequence[float]) -> Box:
    """Return a row of an array of boxes as plain numbers."""
    return (float(row[0]), float(row[1]), float(row[2]), float(row[3]))
