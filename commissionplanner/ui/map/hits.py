"""What a point of the map is on, and what a thing of the map is joined to. numpy; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout.content import Content, Ribbon, Tie
from commissionplanner.analysis.layout.lens import Only
from commissionplanner.analysis.layout.scene import Line, Scene

Floats = npt.NDArray[np.float64]
Kind = Literal["member", "directorate", "container", "ribbon", "hand_off"]
FOLD = (24.0, 30.0)
"""How far the place to press for folding reaches right and down from a container's corner."""
_SPOTS = np.linspace(0.0, 1.0, 25)
_REST = 1 - _SPOTS
_WEIGHTS = np.stack(
    [_REST**3, 3 * _REST**2 * _SPOTS, 3 * _REST * _SPOTS**2, _SPOTS**3], axis=1
)  # of the four points of a curve, at each spot


@dataclass(frozen=True, slots=True)
class Hit:
    """Something on the map: its kind and its position among its kind."""

    kind: Kind
    at: int


def hit(scene: Scene, x: float, y: float, reach: float = 4.0) -> Hit | None:
    """Return what a point is on: chips before containers, containers before links; None: ground.

    Args:
        scene: What is drawn.
        x: Across, map units.
        y: Down, map units.
        reach: How near to a link counts, map units.
    """
    found = _box(scene.members, x, y)
    if found is not None:
        return Hit("member", found)
    where = place(scene, x, y)
    if where is not None:
        return where
    links: tuple[tuple[Kind, Sequence[Line], Floats], ...] = (
        ("hand_off", scene.hand_offs, scene.hand_off_reach),
        ("ribbon", scene.ribbons, scene.ribbon_reach),
    )
    for kind, lines, boxes in links:
        best = _nearest(lines, boxes, x, y, reach)
        if best is not None:
            return Hit(kind, best)
    return None


def place(scene: Scene, x: float, y: float) -> Hit | None:
    """Return the directorate, or else the container, that a point is in, whatever stands there."""
    for at, (_, _, box) in enumerate(scene.inner):
        if box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]:
            return Hit("directorate", at)
    found = _box(scene.containers, x, y)
    return None if found is None else Hit("container", found)


def fold(scene: Scene, x: float, y: float) -> Hit | None:
    """Return the place whose fold mark, beside its name, a point is on."""
    where = _box(scene.containers, x, y) if scene.content.view == "boundaries" else None
    if where is None:
        return None
    left, top = (float(v) for v in scene.containers[where][:2])
    return Hit("container", where) if x - left <= FOLD[0] and y - top <= FOLD[1] else None


def shown(what: Hit | None, only: Only | None) -> Hit | None:
    """Return what was hit, unless it is not drawn now."""
    if what is None or only is None:
        return what
    places = {
        "member": only.members, "container": only.containers, "ribbon": only.ribbons,
        "hand_off": only.hand_offs,
    }  # fmt: skip
    return what if what.kind == "directorate" or what.at in places[what.kind] else None


def _box(boxes: Floats, x: float, y: float) -> int | None:
    if not len(boxes):
        return None
    inside = (
        (boxes[:, 0] <= x)
        & (x <= boxes[:, 0] + boxes[:, 2])
        & (boxes[:, 1] <= y)
        & (y <= boxes[:, 1] + boxes[:, 3])
    )
    found = np.flatnonzero(inside)
    return int(found[-1]) if len(found) else None


def _nearest(lines: Sequence[Line], boxes: Floats, x: float, y: float, reach: float) -> int | None:
    """Return the nearest line within reach, of those whose box the point is in or near."""
    close = np.flatnonzero(
        (np.abs(boxes[:, 0] + boxes[:, 2] / 2 - x) <= boxes[:, 2] / 2 + reach)
        & (np.abs(boxes[:, 1] + boxes[:, 3] / 2 - y) <= boxes[:, 3] / 2 + reach)
    )
    if not len(close):
        return None
    near = [lines[at] for at in close.tolist()]
    curves = np.array([line.curve for line in near])
    apart = _to_curves(curves, x, y) - np.array([line.wide for line in near]) / 2
    best = int(np.argmin(apart))
    return int(close[best]) if apart[best] < reach else None


def _to_curves(curves: Floats, x: float, y: float) -> Floats:
    """Return how far a point is from each curve, shape (n, 4, 2)."""
    points = _WEIGHTS @ curves
    start, along = points[:, :-1], points[:, 1:] - points[:, :-1]
    to = np.array((x, y)) - start
    length = np.maximum((along**2).sum(axis=2), 1e-9)
    part = np.clip((to * along).sum(axis=2) / length, 0, 1)
    gap = to - along * part[:, :, None]
    nearest: Floats = np.sqrt((gap**2).sum(axis=2)).min(axis=1)
    return nearest


def neighbourhood(scene: Scene, what: Hit) -> Only:
    """Return a thing with everything that it is joined to, and the links that join them."""
    content = scene.content
    if what.kind == "member":
        return _of_member(content, what.at)
    if what.kind in ("container", "directorate"):
        return _of_container(
            content, what.at if what.kind == "container" else scene.inner[what.at][0]
        )
    if what.kind == "hand_off":
        hand_off = content.hand_offs[what.at]
        members = frozenset(n for pair in hand_off.pairs for n in pair)
        ends = frozenset({hand_off.source, hand_off.target})
        return Only(members, ends, hand_offs=frozenset({what.at}))
    if content.ribbons:
        ribbon = content.ribbons[what.at]
        ends = frozenset({ribbon.source, ribbon.target})
        return Only(frozenset(ribbon.members), ends, frozenset({what.at}))
    tie = content.ties[what.at]
    return Only(frozenset(), frozenset({tie.source, tie.target}), frozenset({what.at}))


def _of_member(content: Content, n: int) -> Only:
    members, containers = {n}, {content.members[n].container}
    for pair in content.within:
        if n in pair:
            members |= set(pair)
    paid = [at for at, ribbon in enumerate(content.ribbons) if n in ribbon.members]
    for at in paid:
        containers |= {content.ribbons[at].source, content.ribbons[at].target}
    handed = []
    for at, hand_off in enumerate(content.hand_offs):
        joined = {end for pair in hand_off.pairs if n in pair for end in pair}
        if joined:
            handed.append(at)
            members |= joined
            containers |= {hand_off.source, hand_off.target}
    return Only(frozenset(members), frozenset(containers), frozenset(paid), frozenset(handed))


def _of_container(content: Content, at: int) -> Only:
    members = {n for n, member in enumerate(content.members) if member.container == at}
    money: Sequence[Ribbon | Tie] = content.ribbons or content.ties
    paid = [n for n, link in enumerate(money) if at in (link.source, link.target)]
    handed = [n for n, h in enumerate(content.hand_offs) if at in (h.source, h.target)]
    containers = {at}
    for n in paid:
        containers |= {money[n].source, money[n].target}
    for n in handed:
        hand_off = content.hand_offs[n]
        containers |= {hand_off.source, hand_off.target}
        members |= {end for pair in hand_off.pairs for end in pair}
    for n in paid if content.ribbons else ():
        members |= set(content.ribbons[n].members)
    return Only(frozenset(members), frozenset(containers), frozenset(paid), frozenset(handed))


def places(scene: Scene) -> dict[tuple[str, str], Hit]:
    """Return as what each thing of the plan, by table and id, stands on the map."""
    found: dict[tuple[str, str], Hit] = {}
    for at, container in enumerate(scene.content.containers):
        for key in (container.key, *container.organisation_ids):
            found.setdefault((container.table, key), Hit("container", at))
    for at, (_, key, _) in enumerate(scene.inner):
        found[("organisations", key)] = Hit("directorate", at)
    for n, member in enumerate(scene.content.members):
        folded = np.isnan(scene.members[n, 0])
        stands = Hit("container", member.container) if folded else Hit("member", n)
        found.setdefault((member.table, member.key), stands)
    return found


def towards(scene: Scene, what: Hit | None, right: int, down: int) -> Hit | None:
    """Return the nearest thing in a direction: chips where there are any, else containers."""
    boxes = scene.members if len(scene.members) else scene.containers
    kind: Kind = "member" if len(scene.members) else "container"
    if not len(boxes):
        return None
    middles = boxes[:, :2] + boxes[:, 2:] / 2
    if what is None:
        return Hit(kind, int(np.lexsort((middles[:, 0], middles[:, 1]))[0]))
    source = scene.members if what.kind == "member" else scene.containers
    at = source[what.at if what.kind in ("member", "container") else 0]
    start = at[:2] + at[2:] / 2
    way = middles - start
    along = way[:, 0] * right + way[:, 1] * down
    aside = np.abs(way[:, 0] * down) + np.abs(way[:, 1] * right)
    far = np.where(along > 1.0, along + 2.2 * aside, np.inf)
    best = int(np.argmin(far))
    return Hit(kind, best) if np.isfinite(far[best]) else what


def in_order(scene: Scene, *, folded_too: bool = False) -> tuple[Hit, ...]:
    """Return every container followed by what it holds: the order of the Tab key.

    Args:
        scene: What is shown.
        folded_too: Whether what is folded away is there as well, as in the outline.
    """
    held: dict[int, list[int]] = {}
    for n, member in enumerate(scene.content.members):
        held.setdefault(member.container, []).append(n)
    order = np.lexsort((scene.containers[:, 1], scene.containers[:, 0]))
    found: list[Hit] = []
    for at in order:
        found.append(Hit("container", int(at)))
        mine = held.get(int(at), ())
        drawn = (n for n in mine if folded_too or not np.isnan(scene.members[n, 0]))
        found += [Hit("member", n) for n in drawn]
    return tuple(found)
