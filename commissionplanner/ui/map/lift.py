"""What is taken out of the map while a thing is dragged, and the links that follow it."""

from collections.abc import Iterator, Sequence

import numpy as np

from commissionplanner.analysis.layout.content import Ribbon, Tie
from commissionplanner.analysis.layout.lens import MIDDLE, Only
from commissionplanner.analysis.layout.links import STRENGTH, fan, joined
from commissionplanner.analysis.layout.routes import Curve
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.shapes import Curved, Ink, Shape, Straight, Strands
from commissionplanner.ui.map.hits import Hit

FOLLOWING = 0.55
"""Strength of links that follow, solid: what lets through takes eight times as long to draw."""
FEW = 40
"""Links of a thing; where more follow it, they are thin and not smoothed."""


def taken(scene: Scene, what: Hit) -> Only:
    """Return a thing with all that moves with it, and the links that end at it."""
    if what.kind == "member":
        return Only(members=frozenset({what.at}))
    content, at = scene.content, what.at
    money: Sequence[Ribbon | Tie] = content.ribbons or content.ties
    return Only(
        frozenset(np.flatnonzero(scene.owners == at).tolist()),
        frozenset({at}),
        frozenset(n for n, one in enumerate(money) if at in (one.source, one.target)),
        frozenset(n for n, one in enumerate(content.hand_offs) if at in (one.source, one.target)),
    )


def alone(what: Hit, left_out: Only) -> Only:
    """Return the thing itself without its links."""
    return Only(left_out.members, left_out.containers if what.kind == "container" else frozenset())


def links(
    scene: Scene, what: Hit, left_out: Only, way: tuple[float, float], zoom: float
) -> Iterator[Shape]:
    """Yield the links of a thing as they follow it.

    Args:
        scene: What is drawn.
        what: The thing.
        left_out: What `taken` says of it.
        way: How far it is dragged, right and down, map units.
        zoom: Pixels to a map unit.
    """
    if what.kind == "member":
        yield from _of_member(scene, what.at, way, zoom)
        return
    content = scene.content
    money: Sequence[Ribbon | Tie] = content.ribbons or content.ties
    if len(left_out.ribbons) > FEW:
        yield from _strands(scene, what, left_out, way, zoom)
        return
    for n in sorted(left_out.ribbons):
        one, line = money[n], scene.ribbons[n]
        curve = _following(line.curve, way, one.source == what.at, one.target == what.at)
        ink = Ink(f"organisation:{_slot(scene, n)}", STRENGTH)
        yield Curved(curve, ink, max(line.wide, 1.2 / zoom))
    if len(left_out.hand_offs) > FEW:
        return
    for n in sorted(left_out.hand_offs):
        handed, line = content.hand_offs[n], scene.hand_offs[n]
        curve = _following(line.curve, way, handed.source == what.at, handed.target == what.at)
        live = handed.agreed == "live"
        dash = () if live else (4, 3)
        yield Curved(curve, Ink("ink2" if live else "problem"), max(1.5, 1.2 / zoom), dash, True)


def _slot(scene: Scene, n: int) -> int:
    content = scene.content
    if content.ribbons:
        return content.ribbons[n].slot
    return content.containers[content.ties[n].source].slot


def _strands(
    scene: Scene, what: Hit, left_out: Only, way: tuple[float, float], zoom: float
) -> Iterator[Shape]:
    """Yield very many links as they follow a container: thin, and by colour."""
    money: Sequence[Ribbon | Tie] = scene.content.ribbons or scene.content.ties
    by_slot: dict[int, list[int]] = {}
    for n in sorted(left_out.ribbons):
        by_slot.setdefault(_slot(scene, n), []).append(n)
    for slot, listed in by_slot.items():
        curves = np.array([scene.ribbons[n].curve for n in listed])
        curves[[money[n].source == what.at for n in listed], :2] += way
        curves[[money[n].target == what.at for n in listed], 2:] += way
        yield Strands(curves, Ink(f"organisation:{slot}", FOLLOWING, "canvas"), 1.2 / zoom)


def _of_member(scene: Scene, n: int, way: tuple[float, float], zoom: float) -> Iterator[Shape]:
    if zoom < MIDDLE:
        return
    box = scene.members[n] + (way[0], way[1], 0.0, 0.0)
    others = [b if a == n else a for a, b in scene.content.within if n in (a, b)]
    if others:
        ends = np.array([joined(box, scene.members[other]) for other in others])
        yield Straight(ends, Ink("control", 0.5), 1.0)
    for ribbon, line in zip(scene.content.ribbons, scene.ribbons, strict=False):
        if n in ribbon.members:
            yield Curved(fan(line.curve, box), Ink(f"organisation:{ribbon.slot}", 0.6), 1.3)


def _following(curve: Curve, way: tuple[float, float], start: bool, end: bool) -> Curve:
    """Return a curve whose ends at the thing have moved with it."""
    moved = [
        (x + way[0], y + way[1]) if (start if at < 2 else end) else (x, y)
        for at, (x, y) in enumerate(curve)
    ]
    return (moved[0], moved[1], moved[2], moved[3])
