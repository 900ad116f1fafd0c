"""Lays the Money flow out: four columns, heights and widths in exact proportion to money.

Deterministic. Measures are map units: pixels at a zoom of 100 %.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, cast

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout.content import Content, Station
from commissionplanner.analysis.layout.crossings import crossings, means, ranks
from commissionplanner.analysis.layout.flows import COMMISSIONER, PROVIDER, SERVICE, STREAM
from commissionplanner.analysis.layout.routes import Curve
from commissionplanner.analysis.layout.spacing import spaced, within

Floats = npt.NDArray[np.float64]
NODE: Final = 14.0
TOP, FOOT, EDGE = 48.0, 68.0, 16.0
"""Room above for the columns' names, below for what the picture says, and at the sides."""
PITCH: Final = (18.0, 33.0, 16.5, 33.0)
"""Least distance of the middles of two places of a column, so that their words stay apart."""
PAD: Final = 8.0
LEAST: Final = 1.5
"""Height of a place with next to no money."""
HIGH: Final = 500.0
MORE: Final = 1.14
"""How much higher than its words need a column is, so that widths tell."""
COLUMNS: Final = (222.0, 446.0, 676.0, 1096.0)
WITHOUT: Final = (36.0, 36.0, 420.0, 1096.0)
"""Left of each column; without streams the first needs no room."""
WIDE: Final = 1284.0
ROUNDS: Final = 6
MOST_SWAPPED: Final = 9
_HAND: Final = 1e7  # how much more a place put by hand counts than others


@dataclass(frozen=True, slots=True)
class Sankey:
    """Where everything of a Money flow stands.

    Attributes:
        boxes: Left, top, width, height of each place, shape (n, 4).
        curves: The middle line of each flow.
        widths: How wide each flow is: its money times `scale`.
        scale: Map units to a penny.
        columns: Left of each column.
        bounds: Left, top, width and height of the whole with its words.
    """

    boxes: Floats
    curves: tuple[Curve, ...]
    widths: tuple[float, ...]
    scale: float
    columns: tuple[float, float, float, float]
    bounds: tuple[float, float, float, float]


def sankey(content: Content, by_hand: Mapping[int, float]) -> Sankey:
    """Return a Money flow with everything in its place.

    Args:
        content: What it shows.
        by_hand: Tops of places that somebody put where they are, by position.
    """
    net = _Net(content)
    order = ordered(content)
    high, scale = _scale(net, order)
    tops = _tops(net, order, scale, high, by_hand)
    columns = _columns(order, high)
    boxes = np.zeros((len(net.stations), 4))
    for at, one in enumerate(net.stations):
        boxes[at] = (columns[one.column], TOP + tops[at], NODE, net.height(at, scale))
    starts, ends = _ports(net, boxes, scale)
    curves = tuple(
        _curve(boxes[a, 0] + NODE, start, boxes[b, 0], end)
        for a, b, start, end in zip(net.froms, net.tos, starts, ends, strict=True)
    )
    low = max((float(b[1] + b[3]) for b in boxes), default=HIGH)
    wide = columns[PROVIDER] + WIDE - COLUMNS[PROVIDER]
    bounds = (0.0, 0.0, wide, low + FOOT)
    return Sankey(boxes, curves, tuple(net.money * scale), scale, columns, bounds)


class _Net:
    """The places and flows of a content as arrays."""

    def __init__(self, content: Content) -> None:
        self.stations = cast("tuple[Station, ...]", content.containers)
        self.froms = np.array([r.source for r in content.ribbons], dtype=np.intp)
        self.tos = np.array([r.target for r in content.ribbons], dtype=np.intp)
        self.money = np.array([r.amount_p for r in content.ribbons], dtype=np.float64)
        self.columns = np.array([s.column for s in self.stations], dtype=np.intp)

    def height(self, at: int, scale: float) -> float:
        """Return how high a place is."""
        return max(self.stations[at].amount_p * scale, LEAST)

    def between(self, column: int) -> npt.NDArray[np.intp]:
        """Return the flows that lead from a column to the next."""
        if not len(self.froms):
            return np.zeros(0, dtype=np.intp)
        return np.flatnonzero(self.columns[self.froms] == column)


Order = list[list[int]]
"""The places of each column from above, by position."""


def naive(content: Content) -> Order:
    """Return the places of each column as the plan has them."""
    found: Order = [[], [], [], []]
    for at, one in enumerate(cast("tuple[Station, ...]", content.containers)):
        found[one.column].append(at)
    return found


def ordered(content: Content) -> Order:
    """Return the order of each column in which flows cross least.

    Services stand by who commissions them, then by who provides them; the other columns follow
    by the mean place of what they are linked to; commissioners are exchanged while that helps.
    """
    net, found = _Net(content), naive(content)
    buyers = sorted(found[COMMISSIONER], key=lambda at: (-net.stations[at].amount_p, at))
    best = _around(net, found, buyers)
    least = _crossed(net, best)
    improved = True
    while improved and least:
        improved = False
        for tried in _exchanged(best[COMMISSIONER]):
            order = _around(net, found, tried)
            count = _crossed(net, order)
            if count < least:
                best, least, improved = order, count, True
                break
    plain = _crossed(net, found)
    return best if least <= plain else found


def crossed(content: Content, order: Order) -> int:
    """Return how many pairs of flows cross in an order."""
    return _crossed(_Net(content), order)


def _crossed(net: _Net, order: Order) -> int:
    places = np.zeros(len(net.stations))
    for column in order:
        places[column] = np.arange(len(column))
    total = 0
    for start in range(3):
        flows = net.between(start)
        total += crossings(places[net.froms[flows]], places[net.tos[flows]])
    return total


def _exchanged(order: Sequence[int]) -> list[list[int]]:
    """Return the orders with two exchanged: any two of few, neighbours of many."""
    count = len(order)
    reach = count if count <= MOST_SWAPPED else 2
    found = []
    for one in range(count):
        for other in range(one + 1, min(one + reach, count)):
            tried = list(order)
            tried[one], tried[other] = tried[other], tried[one]
            found.append(tried)
    return found


def _around(net: _Net, columns: Order, buyers: Sequence[int]) -> Order:
    """Order the other columns around one of commissioners."""
    places = np.zeros(len(net.stations))
    places[list(buyers)] = np.arange(len(buyers))
    own = -net.money
    size = np.zeros(len(net.stations))
    np.add.at(size, net.tos, own)
    services, providers = columns[SERVICE], columns[PROVIDER]
    to_service, to_provider = net.between(COMMISSIONER), net.between(SERVICE)
    group = _strongest(net, to_service, places)
    for _ in range(ROUNDS):
        _rank(places, services, (group[services], places_of(net, to_provider, places, 0)[services],
                                 size[services], np.array(services, dtype=float)))  # fmt: skip
        _rank(places, providers, (places_of(net, to_provider, places, 1)[providers],
                                  np.array(providers, dtype=float)))  # fmt: skip
    streams = columns[STREAM]
    wanted = places_of(net, net.between(STREAM), places, 0)
    _rank(places, streams, (wanted[streams], np.array(streams, dtype=float)))
    return [sorted(held, key=lambda at: places[at]) for held in columns]


def _rank(places: Floats, held: Sequence[int], keys: Sequence[Floats]) -> None:
    if held:
        places[held] = ranks(keys)


def places_of(net: _Net, flows: npt.NDArray[np.intp], places: Floats, end: int) -> Floats:
    """Return for each place the mean of where its flows lead (end 0) or come from (end 1)."""
    here, there = (net.froms, net.tos) if end == 0 else (net.tos, net.froms)
    weights = np.maximum(net.money[flows], 1.0)
    return means(here[flows], there[flows], weights, places, places)


def _strongest(net: _Net, flows: npt.NDArray[np.intp], places: Floats) -> Floats:
    """Return for each service the place of who pays most of it on."""
    found, most = np.zeros(len(net.stations)), np.full(len(net.stations), -1.0)
    for flow in flows:
        to = net.tos[flow]
        if net.money[flow] > most[to]:
            most[to], found[to] = net.money[flow], places[net.froms[flow]]
    return found


def _scale(net: _Net, order: Order) -> tuple[float, float]:
    """Return the height of the columns, and map units to a penny."""
    bare = max((_needed(net, held, column, 0.0) for column, held in enumerate(order)), default=0)
    high = max(HIGH, bare * MORE)
    most = max((sum(net.stations[at].amount_p for at in held) for held in order), default=0)
    if not most:
        return high, 0.0
    low, up = 0.0, high / most
    for _ in range(60):
        middle = (low + up) / 2
        fits = all(_needed(net, held, c, middle) <= high for c, held in enumerate(order))
        low, up = (middle, up) if fits else (low, middle)
    return high, low


def _needed(net: _Net, held: Sequence[int], column: int, scale: float) -> float:
    heights = [net.height(at, scale) for at in held]
    if not heights:
        return 0.0
    return sum(_apart(heights, PITCH[column])[1:]) + heights[0] / 2 + heights[-1] / 2


def _apart(heights: Sequence[float], pitch: float) -> list[float]:
    """Return how far the middle of each place is at least from the one above it."""
    return [0.0] + [
        max((one + other) / 2 + PAD * min(1.0, (one + other) / 8), pitch)
        for one, other in pairwise(heights)
    ]


def _tops(
    net: _Net, order: Order, scale: float, high: float, by_hand: Mapping[int, float]
) -> Floats:
    """Return the top of each place within its column: level with what it is linked to."""
    middles = np.zeros(len(net.stations))
    for column, held in enumerate(order):
        even = _even(net, held, column, scale, high)
        _settle(net, held, column, scale, high, even, middles, by_hand)
    ways: tuple[tuple[int, Callable[[], Floats]], ...] = (
        (PROVIDER, lambda: places_of(net, net.between(SERVICE), middles, 1)),
        (COMMISSIONER, lambda: places_of(net, net.between(COMMISSIONER), middles, 0)),
        (STREAM, lambda: places_of(net, net.between(STREAM), middles, 0)),
    )
    for column, wanted in ways:
        places = wanted()
        held = order[column]
        _settle(net, held, column, scale, high, [float(places[at]) for at in held], middles,
                by_hand)  # fmt: skip
    halves: Floats = np.array([net.height(at, scale) / 2 for at in range(len(middles))])
    tops: Floats = middles - halves
    return tops


def _even(net: _Net, held: Sequence[int], column: int, scale: float, high: float) -> list[float]:
    """Return the middles of a column's places when what room there is is shared out evenly."""
    heights = [net.height(at, scale) for at in held]
    apart = _apart(heights, PITCH[column])
    spare = max(high - _needed(net, held, column, scale), 0.0) / (len(held) + 1)
    at, found = spare + heights[0] / 2 if heights else 0.0, []
    for n in range(len(held)):
        at += apart[n] + (spare if n else 0.0)
        found.append(at)
    return found


def _settle(
    net: _Net,
    held: list[int],
    column: int,
    scale: float,
    high: float,
    wanted: list[float],
    middles: Floats,
    by_hand: Mapping[int, float],
) -> None:
    """Put a column's places as near as can be to where they would be; those put by hand stay."""
    heights = {at: net.height(at, scale) for at in held}
    aims = dict(zip(held, wanted, strict=True))
    weights = {at: net.stations[at].amount_p + 1.0 for at in held}
    for at in held:
        if at in by_hand:
            aims[at] = by_hand[at] - TOP + heights[at] / 2
            weights[at] = _HAND * max(weights.values())
    if any(at in by_hand for at in held):
        held.sort(key=lambda at: aims[at])
    apart = _apart([heights[at] for at in held], PITCH[column])
    found = spaced([aims[at] for at in held], apart, [weights[at] for at in held])
    if held and not any(at in by_hand for at in held):
        room = PITCH[column] * 0.42  # for the words of the first and the last
        low, least = max(heights[held[0]] / 2, room), max(heights[held[-1]] / 2, room)
        found = within(found, apart, low, high - least)
    middles[held] = found


def _columns(order: Order, high: float) -> tuple[float, float, float, float]:
    """Return the left of each column; a higher picture is wider, so that it fits the window."""
    grown = max((high + TOP + FOOT) / (HIGH + TOP + FOOT), 1.0)
    first, *others = COLUMNS if order[STREAM] else WITHOUT
    a, b, c = (first + (at - first) * grown for at in others)
    return (first, a, b, c)


def _ports(net: _Net, boxes: Floats, scale: float) -> tuple[Floats, Floats]:
    """Return where each flow leaves and where it arrives, the middle of its width.

    At each place flows stand in the order of what they lead to, so that none crosses another.
    """
    starts, ends = np.zeros(len(net.froms)), np.zeros(len(net.froms))
    middles = boxes[:, 1] + boxes[:, 3] / 2
    for here, there, found in ((net.froms, net.tos, starts), (net.tos, net.froms, ends)):
        at_place: dict[int, list[int]] = defaultdict(list)
        for flow, place in enumerate(here.tolist()):
            at_place[place].append(flow)
        for place, flows in at_place.items():
            flows.sort(key=lambda flow: (middles[there[flow]], flow))
            total = float(net.money[flows].sum()) * scale
            y = boxes[place, 1] + (0.0 if total > LEAST else (boxes[place, 3] - total) / 2)
            for flow in flows:
                wide = net.money[flow] * scale
                found[flow] = y + wide / 2
                y += wide
    return starts, ends


def _curve(x: float, y: float, to_x: float, to_y: float) -> Curve:
    half = (x + to_x) / 2
    return (float(x), float(y)), (float(half), float(y)), (float(half), float(to_y)), (
        float(to_x), float(to_y))  # fmt: skip
