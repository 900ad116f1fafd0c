"""A view with everything in its place: boxes, curves and labels, ready to be drawn at any zoom."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout import packing, placing, routes
from commissionplanner.analysis.layout.content import Content, Ribbon, Tie
from commissionplanner.analysis.layout.discs import discs
from commissionplanner.analysis.layout.labels import Label, Labels
from commissionplanner.analysis.layout.link_words import hand_off_words, money_words
from commissionplanner.analysis.layout.packing import Box
from commissionplanner.analysis.layout.routes import Curve, Lead
from commissionplanner.analysis.layout.sankey import sankey
from commissionplanner.analysis.layout.stages import stages
from commissionplanner.analysis.layout.widths import width
from commissionplanner.model.plan import Plan

Floats = npt.NDArray[np.float64]
Kept = Mapping[tuple[str, str], tuple[float, float]]
"""Where things were put by hand, by table and id: containers in the plane, members within theirs."""

THINNEST, THICKEST = 3.0, 18.0
NODE_WIDE, NODE_MOST, NODE_HIGH = 196.0, 280.0, 66.0
MOST_LABELLED: Final = 120
CROWDED: Final = 1_000
"""Links from which a quarter as many are labelled: more could not be told apart."""
"""Links of a kind that are labelled; the hand tells of the others."""
FAR_SCALE: Final = 1.55
"""How much larger a label is, in map units, where names only are shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """A link that is drawn.

    Attributes:
        curve: Where it runs.
        wide: How wide.
        label: Its pill as it stands near, at 100 %; None for none.
        far_label: Its pill as it stands where names only are shown, and words keep their size.
    """

    curve: Curve
    wide: float
    label: Label | None
    far_label: Label | None


@dataclass(frozen=True, slots=True)
class Scene:
    """A view with everything in its place.

    Attributes:
        content: What is shown.
        containers: Left, top, width, height of each container, shape (n, 4), map units.
        members: The same of each member, shape (m, 4); not a number where its place is folded.
        owners: Position of each member's container, shape (m,).
        inner: Box of each directorate: container, id and box.
        ribbons: A line for each of the content's ribbons (or ties).
        hand_offs: A line for each of the content's hand-offs.
        by_hand: Which containers stand where somebody put them, shape (n,).
        ribbon_reach: Left, top, width, height that each ribbon lies within, shape (r, 4).
        hand_off_reach: The same of each hand-off, shape (h, 4).
        columns: Left of each column, where things stand in columns.
        frame: Left, top, width and height of the picture, where it is more than its containers.
    """

    content: Content
    containers: Floats
    members: Floats
    owners: npt.NDArray[np.int64]
    inner: tuple[tuple[int, str, Box], ...]
    ribbons: tuple[Line, ...]
    hand_offs: tuple[Line, ...]
    by_hand: npt.NDArray[np.bool_]
    ribbon_reach: Floats
    hand_off_reach: Floats
    columns: tuple[float, ...] = ()
    frame: Box | None = None

    @property
    def bounds(self) -> Box:
        """Left, top, width and height of everything."""
        if self.frame is not None:
            return self.frame
        if not len(self.containers):
            return (0.0, 0.0, 0.0, 0.0)
        low = self.containers[:, :2].min(axis=0)
        high = (self.containers[:, :2] + self.containers[:, 2:]).max(axis=0)
        return (float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))


def kept_places(plan: Plan, view: str) -> Kept:
    """Return where things were put by hand in a view."""
    found = {}
    for place in plan.positions.values():
        if place.view == view and place.x is not None and place.y is not None:
            found[(place.table_name, place.record_id)] = (place.x / 1000, place.y / 1000)
    return found


def arrange(content: Content, kept: Kept, before: "Scene | None" = None) -> Scene:
    """Return the view with everything in its place.

    Args:
        content: What is shown.
        kept: Where things were put by hand; they stay.
        before: The scene shown until now: containers in it stay too, where there is room.
    """
    if content.view == "money":
        return _money(content, kept)
    if content.view == "pathway":
        return _pathway(content, kept)
    if content.view == "network":
        return _network(content, kept, before)
    stood = stand(content, kept, before)
    ribbons, hand_offs, ribbon_reach, hand_off_reach = _lines(content, stood.containers)
    return Scene(
        content,
        stood.containers,
        stood.members,
        np.array([m.container for m in content.members], dtype=np.int64),
        stood.inner,
        ribbons,
        hand_offs,
        stood.by_hand,
        ribbon_reach,
        hand_off_reach,
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where containers, members and directorates stand, as `Scene` has them; no links yet."""

    containers: Floats
    members: Floats
    inner: tuple[tuple[int, str, Box], ...]
    by_hand: npt.NDArray[np.bool_]


def stand(content: Content, kept: Kept, before: "Scene | None" = None) -> Standing:
    """Return where everything of the Boundaries or the Organisation links view stands."""
    mine = _by_container(content)
    packed = [
        packing.pack(content, at, mine[at], _kept_members(content, mine[at], kept))
        if content.view == "boundaries"
        else packing.Packed(_node_width(content, at), NODE_HIGH, {}, {})
        for at in range(len(content.containers))
    ]
    boxes, by_hand = _boxes(content, packed, kept, before)
    members = np.full((len(content.members), 4), np.nan)
    inner = []
    for at, one in enumerate(packed):
        left, top = float(boxes[at, 0]), float(boxes[at, 1])
        for n, (x, y, wide, high) in one.members.items():
            members[n] = (left + x, top + y, wide, high)
        for key, (x, y, wide, high) in one.inner.items():
            inner.append((at, key, (left + x, top + y, wide, high)))
    return Standing(boxes, members, tuple(inner), by_hand)


def _money(content: Content, kept: Kept) -> Scene:
    """Lay the Money flow out. A place put by hand keeps its height; its column is what it is."""
    rows = enumerate(content.containers)
    by_hand = {
        at: kept[("organisations", one.key)][1]
        for at, one in rows
        if ("organisations", one.key) in kept
    }
    made = sankey(content, by_hand)
    flows = zip(made.curves, made.widths, strict=True)
    ribbons = tuple(Line(curve, wide, None, None) for curve, wide in flows)
    held = np.isin(np.arange(len(content.containers)), list(by_hand))
    none = np.zeros((0, 4))
    return Scene(
        content, made.boxes, none, np.zeros(0, dtype=np.int64), (), ribbons, (), held,
        _reach(ribbons), none, made.columns, made.bounds,
    )  # fmt: skip


def _pathway(content: Content, kept: Kept) -> Scene:
    """Lay the Pathway out. A service put by hand keeps its height; its stage is what it is."""
    things = [(one.table, one.key) for one in content.members]
    made = stages(content, {n: kept[key] for n, key in enumerate(things) if key in kept})
    lines = tuple(Line(curve, 2.0, None, None) for curve in made.curves)
    owners = np.array([m.container for m in content.members], dtype=np.int64)
    held = np.zeros(len(content.containers), dtype=bool)
    return Scene(
        content, made.boxes, made.chips, owners, (), (), lines, held, np.zeros((0, 4)),
        _reach(lines), (), made.bounds,
    )  # fmt: skip


def _network(content: Content, kept: Kept, before: "Scene | None") -> Scene:
    """Lay the Network out. What was shown until now stays; new things find a place among them."""
    bodies = enumerate(("organisations", one.key) for one in content.containers)
    by_hand = {at: kept[key] for at, key in bodies if key in kept}
    listed = [(one.table, one.key) for one in content.members]
    things = {
        n: kept[key] for n, key in enumerate(listed) if key in kept and key[0] != "organisations"
    }
    middles: dict[str, tuple[float, float]] = {}
    stood: Mapping[int, tuple[float, float]] = {}
    if before is not None:
        middles = {
            one.key: (float(x + w / 2), float(y + h / 2))
            for one, (x, y, w, h) in zip(before.content.containers, before.containers, strict=True)
        }
        stood = _stood(content, before, middles)
    made = discs(content, by_hand, things, middles, stood)
    owners = np.array([m.container for m in content.members], dtype=np.int64)
    held = np.isin(np.arange(len(content.containers)), list(by_hand))
    none = np.zeros((0, 4))
    return Scene(content, made.boxes, made.nodes, owners, (), (), (), held, none, none)


def _stood(
    content: Content, before: Scene, middles: Mapping[str, tuple[float, float]]
) -> Mapping[int, tuple[float, float]]:
    """Return where things stood from the middle of the same disc, by position now."""
    held = before.content.containers
    then = {
        (held[one.container].key, one.table, one.key): box
        for one, box in zip(before.content.members, before.members.tolist(), strict=True)
    }
    found = {}
    for n, one in enumerate(content.members):
        body = content.containers[one.container].key
        box = then.get((body, one.table, one.key))
        if box is not None:
            x, y = middles[body]
            found[n] = (box[0] + box[2] / 2 - x, box[1] + box[3] / 2 - y)
    return found


def _by_container(content: Content) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in content.containers]
    for n, member in enumerate(content.members):
        found[member.container].append(n)
    return found


def _kept_members(
    content: Content, mine: Sequence[int], kept: Kept
) -> Mapping[int, tuple[float, float]]:
    places = ((n, kept.get((content.members[n].table, content.members[n].key))) for n in mine)
    return {n: place for n, place in places if place is not None}


def _node_width(content: Content, at: int) -> float:
    wanted = math.ceil(width(content.containers[at].name, 16, 600)) + 120
    return min(max(NODE_WIDE, wanted), NODE_MOST)


def _boxes(
    content: Content, packed: Sequence[packing.Packed], kept: Kept, before: "Scene | None"
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    sizes = np.array([(one.wide, one.high) for one in packed]).reshape(-1, 2)
    earlier = _earlier(before)
    keys = [container.key for container in content.containers]
    if earlier and all(key in earlier for key in keys):
        corners = np.array([earlier[key] for key in keys]).reshape(-1, 2)
    else:
        corners = placing.place(sizes, _weights(content))
        for at, key in enumerate(keys):
            corners[at] = earlier.get(key, corners[at])
    by_hand = np.zeros(len(keys), dtype=bool)
    for at, key in enumerate(keys):
        place = kept.get(("organisations", key))
        if place is not None:
            corners[at], by_hand[at] = place, True
    boxes = np.hstack([corners, sizes])
    if by_hand.any() or earlier:
        boxes = placing.parted(boxes, by_hand, 20.0 if earlier else 44.0)
    return boxes, by_hand


def _earlier(before: "Scene | None") -> Mapping[str, tuple[float, float]]:
    if before is None:
        return {}
    rows = zip(before.content.containers, before.containers, strict=True)
    return {one.key: (float(box[0]), float(box[1])) for one, box in rows}


def _weights(content: Content) -> Floats:
    """Return how strongly pairs of containers should be near: money and hand-offs alike."""
    count = len(content.containers)
    weights = np.zeros((count, count))
    most = max(max((r.amount_p for r in content.ribbons), default=0), 1)
    for ribbon in content.ribbons:
        _add(
            weights, ribbon.source, ribbon.target, 1 + 3 * math.sqrt(max(ribbon.amount_p, 0) / most)
        )
    for hand_off in content.hand_offs:
        _add(weights, hand_off.source, hand_off.target, math.sqrt(len(hand_off.pairs)))
    for tie in content.ties:
        _add(weights, tie.source, tie.target, 1 + math.log1p(sum(n for _, n in tie.kinds)))
    return weights


def _add(weights: Floats, one: int, other: int, weight: float) -> None:
    weights[one, other] += weight
    weights[other, one] += weight


def _lines(
    content: Content, boxes: Floats
) -> tuple[tuple[Line, ...], tuple[Line, ...], Floats, Floats]:
    """Lead money and hand-offs together, so that their ports keep apart; and how far they reach."""
    widths = _widths(content)
    leads = [
        *(Lead(r.source, r.target, w) for r, w in zip(content.ribbons, widths, strict=False)),
        *(Lead(t.source, t.target, w) for t, w in zip(content.ties, widths, strict=False)),
        *(Lead(h.source, h.target, 4.0) for h in content.hand_offs),
    ]
    points = routes.led(boxes, leads)
    curves = routes.as_curves(points)
    money = len(content.ribbons) + len(content.ties)
    near = _labelled(content, boxes, curves, 1.0)
    far = _labelled(content, boxes, curves, FAR_SCALE)
    lines = [
        Line(curve, wide, one, other)
        for curve, wide, one, other in zip(
            curves, [one.wide for one in leads], near, far, strict=True
        )
    ]
    reach = _around(points, np.array([one.wide for one in leads]))
    return tuple(lines[:money]), tuple(lines[money:]), reach[:money], reach[money:]


def _labelled(
    content: Content, boxes: Floats, curves: Sequence[Curve], scale: float
) -> list[Label | None]:
    """Put a label on each link, as far as there is room for any: the most money first.

    A hand-off's words stand only where they cover nothing; else its icon and number.
    """
    labels = Labels(boxes, scale)
    most = MOST_LABELLED if len(curves) < CROWDED else MOST_LABELLED // 4
    found: list[Label | None] = [None for _ in curves]
    money: Sequence[Ribbon | Tie] = content.ribbons or content.ties
    for at in sorted(range(len(money)), key=lambda n: -money[n].amount_p)[:most]:
        words = money_words(money[at])
        short = words.partition(" · ")[0] if scale > 1 and content.ribbons else words
        if not (scale > 1 and short.isdigit()):
            found[at] = labels.put(curves[at], short, 0)
    for at, hand_off in enumerate(content.hand_offs[:most]):
        long = hand_off_words(hand_off)
        count = f"{len(hand_off.pairs)}" if len(hand_off.pairs) > 1 else ""
        if long:
            choices = (count,) if scale > 1 else (long, count)
            found[len(money) + at] = labels.put_first(curves[len(money) + at], choices, 12)
    return found


def _reach(lines: Sequence[Line]) -> Floats:
    """Return the boxes that curves lie within: those of their four points, and half a label."""
    if not lines:
        return np.zeros((0, 4))
    points = np.array([line.curve for line in lines])
    return _around(points, np.array([line.wide for line in lines]))


def _around(points: Floats, wide: Floats) -> Floats:
    half = wide[:, None] / 2 + 60
    low, high = points.min(axis=1) - half, points.max(axis=1) + half
    return np.hstack([low, high - low])


def _widths(content: Content) -> list[float]:
    amounts = [r.amount_p for r in content.ribbons] or [t.amount_p for t in content.ties]
    most = max(amounts, default=0)
    if most <= 0:
        return [THINNEST for _ in amounts]
    span = THICKEST - THINNEST
    return [THINNEST + span * math.sqrt(max(amount, 0) / most) for amount in amounts]
