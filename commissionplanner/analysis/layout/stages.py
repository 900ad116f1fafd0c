"""Lays the Pathway out: a column for each stage of life, and bands beneath for what has none.

Deterministic. Measures are map units: pixels at a zoom of 100 %.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout.content import Content, Stage
from commissionplanner.analysis.layout.routes import Curve, Lead, lead
from commissionplanner.analysis.layout.spacing import spaced, within

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
CHIP_WIDE, CHIP_HIGH, ROW = 166.0, 29.0, 37.0
ACROSS: Final = 42.0
"""Room between columns, for hand-offs."""
EMPTY: Final = 84.0
TOP, FOOT, EDGE = 66.0, 66.0, 16.0
BAND_GAP, BAND_HEAD, BAND_FOOT = 16.0, 26.0, 8.0
LEAST_ROWS, FEW_ROWS = 8, 4
LEAST_WIDE: Final = 1240.0
TALLEST: Final = 15
"""Services above each other before a column is made wider."""
SWEEPS: Final = 10
BULGE: Final = 17.0
"""How far a hand-off within a column leaves it."""


@dataclass(frozen=True, slots=True)
class Stages:
    """Where everything of a Pathway stands.

    Attributes:
        boxes: Left, top, width and height of each stage, shape (n, 4); empty bands have none.
        chips: The same of each service, shape (m, 4).
        curves: One for each hand-off between organisations.
        bounds: Left, top, width and height of the whole.
    """

    boxes: Floats
    chips: Floats
    curves: tuple[Curve, ...]
    bounds: tuple[float, float, float, float]


def stages(content: Content, by_hand: Mapping[int, tuple[float, float]]) -> Stages:
    """Return a Pathway with everything in its place.

    Args:
        content: What it shows.
        by_hand: Where services were put by hand within their stage: they keep that height.
    """
    columns = ordered(content)
    boxes, chips = np.zeros((len(content.containers), 4)), np.zeros((len(content.members), 4))
    bands = {at for at, one in enumerate(_stages(content)) if one.is_band}
    filled = [min(len(held), TALLEST) for at, held in columns.items() if at not in bands]
    high = max(*filled, LEAST_ROWS) * ROW if filled else FEW_ROWS * ROW
    empty = len(content.containers) - len(bands) - len(filled)
    room = LEAST_WIDE - len(filled) * (CHIP_WIDE + ACROSS)
    narrow = max(EMPTY, room / empty) if empty else EMPTY
    left = EDGE
    for at, one in enumerate(_stages(content)):
        if one.is_band:
            continue
        held = columns.get(at, [])
        wide = _column(content, held, left, high, chips, by_hand) if held else narrow
        boxes[at] = (left, 10.0, wide, TOP - 10.0 + high)
        left += wide
    down = TOP + high
    for at, one in enumerate(_stages(content)):
        if one.is_band and columns.get(at):
            tall = _band(content, columns[at], left - EDGE, down + BAND_GAP, chips)
            boxes[at] = (EDGE, down + BAND_GAP, left - EDGE, tall)
            down += BAND_GAP + tall
    ends = [one.pairs[0] for one in content.hand_offs]
    curves = _curves(chips, ends)
    return Stages(boxes, chips, curves, (0.0, 0.0, left + EDGE, down + FOOT))


def _stages(content: Content) -> tuple[Stage, ...]:
    return cast("tuple[Stage, ...]", content.containers)


def _column(
    content: Content,
    held: list[int],
    left: float,
    high: float,
    chips: Floats,
    by_hand: Mapping[int, tuple[float, float]],
) -> float:
    """Put a column's services above each other, level with their partners; return how wide."""
    parts = -(-len(held) // TALLEST)
    heights = _partners(content, np.array([TOP + high / 2 if not c[3] else c[1] + c[3] / 2
                                           for c in chips]))  # fmt: skip
    for part in range(parts):
        mine = held[part::parts]
        aims = [by_hand[n][1] + 10.0 + CHIP_HIGH / 2 if n in by_hand else float(heights[n])
                for n in mine]  # fmt: skip
        if any(n in by_hand for n in mine):
            order = sorted(range(len(mine)), key=lambda at: aims[at])
            mine, aims = [mine[at] for at in order], [aims[at] for at in order]
        apart = [ROW] * len(mine)
        weights = [1e6 if n in by_hand else 1.0 for n in mine]
        low, most = TOP + ROW / 2, TOP + high - ROW / 2
        places = within(spaced(aims, apart, weights), apart, low, most)
        x = left + ACROSS / 2 + part * (CHIP_WIDE + ACROSS / 2)
        for n, middle in zip(mine, places, strict=True):
            chips[n] = (x, middle - CHIP_HIGH / 2, CHIP_WIDE, CHIP_HIGH)
    return parts * CHIP_WIDE + (parts - 1) * ACROSS / 2 + ACROSS


def _band(content: Content, held: list[int], wide: float, top: float, chips: Floats) -> float:
    """Put a band's services in rows, each below its partners; return how high the band is."""
    across = max(1, int((wide - 8) // (CHIP_WIDE + 10)))
    rows = -(-len(held) // across)
    step = (wide - 16) / across
    wanted = _partners(content, chips[:, 0] + chips[:, 2] / 2)
    held.sort(key=lambda n: (float(wanted[n]), n))
    for number, n in enumerate(held):
        column, row = divmod(number, rows)
        chips[n] = (
            EDGE + 8 + column * step + (step - CHIP_WIDE) / 2, top + BAND_HEAD + row * ROW,
            CHIP_WIDE, CHIP_HIGH,
        )  # fmt: skip
    return BAND_HEAD + rows * ROW - (ROW - CHIP_HIGH) + BAND_FOOT


def _partners(content: Content, places: Floats) -> Floats:
    """Return the mean place of what each service hands over to or is handed from."""
    ends = _ends(content)
    if not len(ends):
        return places
    both = np.vstack([ends, ends[:, ::-1]])
    count = np.bincount(both[:, 0], minlength=len(places))
    total = np.bincount(both[:, 0], places[both[:, 1]], len(places))
    found: Floats = np.where(count > 0, total / np.maximum(count, 1), places)
    return found


def _ends(content: Content) -> Ints:
    pairs = [one.pairs[0] for one in content.hand_offs] + list(content.within)
    return np.array(pairs, dtype=np.intp).reshape(-1, 2)


Columns = dict[int, list[int]]
"""Services of each stage from above."""


def naive(content: Content) -> Columns:
    """Return the services of each stage as the plan has them."""
    found: Columns = {}
    for n, one in enumerate(content.members):
        found.setdefault(one.container, []).append(n)
    return found


def ordered(content: Content) -> Columns:
    """Return the order of each stage in which hand-offs cross least.

    Sweeps put each service level with the mean of its partners; then neighbours are exchanged
    where that helps. The best order met is kept.
    """
    now = naive(content)
    best, least = {at: list(held) for at, held in now.items()}, crossed(content, now)
    for _ in range(SWEEPS):
        if not least:
            break
        for at in now:
            wanted = _partners(content, _points(content, now)[:, 1]).tolist()
            now[at] = [n for _, n in sorted((wanted[n], n) for n in now[at])]
        found = crossed(content, now)
        if found < least:
            best, least = {at: list(held) for at, held in now.items()}, found
    return _exchanged(content, best, least)


def _exchanged(content: Content, columns: Columns, least: int) -> Columns:
    if len(content.members) > 120:
        return columns
    for held in columns.values():
        for n in range(len(held) - 1):
            held[n], held[n + 1] = held[n + 1], held[n]
            found = crossed(content, columns)
            if found < least:
                least = found
            else:
                held[n], held[n + 1] = held[n + 1], held[n]
    return columns


def _points(content: Content, columns: Columns) -> Floats:
    """Return column and row of each service, shape (m, 2); rows are centred on each other."""
    found = np.zeros((len(content.members), 2))
    for at, held in columns.items():
        for row, n in enumerate(held):
            found[n] = (at, row - (len(held) - 1) / 2)
    return found


def crossed(content: Content, columns: Columns) -> int:
    """Return how many pairs of hand-offs cross, as straight lines between services."""
    ends = _ends(content)
    if len(ends) < 2:
        return 0
    points = _points(content, columns)
    one, other = points[ends[:, 0]], points[ends[:, 1]]
    a, b = one[:, None], other[:, None]
    parted = _side(a, b, one[None]) * _side(a, b, other[None]) < -1e-9
    return int((parted & parted.T).sum()) // 2


def _side(a: Floats, b: Floats, point: Floats) -> Floats:
    """Return on which side of the line from a to b a point is."""
    way, to = b - a, point - a
    found: Floats = way[..., 0] * to[..., 1] - way[..., 1] * to[..., 0]
    return found


def _curves(chips: Floats, ends: Sequence[tuple[int, int]]) -> tuple[Curve, ...]:
    """Return a curve for each hand-off: beside the column where both ends stand in one."""
    led = lead(chips, [Lead(a, b, 2.0) for a, b in ends])
    found = []
    for (a, b), curve in zip(ends, led, strict=True):
        same = abs(chips[a, 0] - chips[b, 0]) < 1.0
        found.append(_beside(chips[a], chips[b]) if same else curve)
    return tuple(found)


def _beside(one: Floats, other: Floats) -> Curve:
    right = float(one[0] + one[2])
    down = 5.0 if other[1] > one[1] else -5.0
    start, end = float(one[1] + one[3] / 2) + down, float(other[1] + other[3] / 2) - down
    reach = right + BULGE * 4 / 3
    return (right, start), (reach, start), (reach, end), (right, end)
