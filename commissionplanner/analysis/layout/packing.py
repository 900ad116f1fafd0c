"""Packs what a container holds: streams first, then services in rows, directorates as inner boxes.

Measures are map units: pixels at a zoom of 100 %. Positions are those within the container.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from commissionplanner.analysis.layout.content import Container, Content, Member
from commissionplanner.analysis.layout.widths import width

Box = tuple[float, float, float, float]
"""Left, top, width, height."""

TOP: Final = 52.0
"""Where members begin: below the header and a gap."""
PADDING: Final = 12.0
GAP: Final = 8.0
CHIP_HIGH: Final = 38.0
CHIP_LEAST, CHIP_MOST = 137.0, 180.0
PILL_HIGH: Final = 28.0
PILL_LEAST, PILL_MOST = 152.0, 210.0
INNER_HEAD: Final = 26.0
INNER_PADDING: Final = 10.0
WALLS: Final = 18.0
"""Room for the two walls of a silo around its chip."""
NAME_MOST: Final = 220.0
LEAST_WIDE, LEAST_HIGH = 196.0, 66.0
_SHAPE: Final = 1.8  # how much wider than high a container should come out


@dataclass(frozen=True, slots=True)
class Packed:
    """A container's size, its members' boxes by position, and its inner boxes by directorate."""

    wide: float
    high: float
    members: Mapping[int, Box]
    inner: Mapping[str, Box]


def pack(
    content: Content, at: int, mine: Sequence[int], kept: Mapping[int, tuple[float, float]]
) -> Packed:
    """Pack one container.

    Args:
        content: The view.
        at: Position of the container.
        mine: Positions of its members.
        kept: Where members were put by hand, within the container.
    """
    members, container = content.members, content.containers[at]
    if container.key in content.folded:
        return Packed(max(_head_width(container), LEAST_WIDE), LEAST_HIGH, {}, {})
    streams = [n for n in mine if members[n].table == "funding_streams"]
    services = [n for n in mine if members[n].table != "funding_streams"]
    loose = [n for n in services if not members[n].group]
    room = _head_width(container) - 2 * PADDING
    blocks = [_grid(members, loose, room)] if loose else []
    names = [""] if loose else []
    for key, _ in container.groups:
        shut = key in content.folded
        inside = [n for n in services if members[n].group == key and not shut]
        blocks.append(_inner(members, inside))
        names.append(key)
    places, wide, high = _shelves([(b.wide, b.high) for b in blocks])
    pills = _pills(members, streams, max(wide, room))
    wide = max(wide, pills.wide)
    below = TOP + (pills.high + GAP if streams else 0.0)
    found = {n: _moved(box, PADDING, TOP) for n, box in pills.members.items()}
    inner: dict[str, Box] = {}
    for name, block, (left, top) in zip(names, blocks, places, strict=True):
        for n, box in block.members.items():
            found[n] = _moved(box, PADDING + left, below + top)
        if name:
            inner[name] = (PADDING + left, below + top, block.wide, block.high)
    bottom = below + high if blocks else TOP + pills.high
    whole = Packed(
        max(wide + 2 * PADDING, _head_width(container), LEAST_WIDE),
        max(bottom + PADDING, LEAST_HIGH) if mine else LEAST_HIGH,
        found,
        inner,
    )
    kept = {n: place for n, place in kept.items() if n in found}
    return _with_kept(whole, kept) if kept else whole


def chip_width(members: Sequence[Member], mine: Sequence[int]) -> float:
    """Return one width for the chips of a block: that of its longest name, within bounds."""
    widest = max((width(members[n].name, 16, 500) for n in mine), default=0.0)
    return min(max(math.ceil(widest) + 30.0, CHIP_LEAST), CHIP_MOST)


def _head_width(container: Container) -> float:
    meter = 70.0 if container.meter else 0.0
    return min(math.ceil(width(container.name, 18.5, 600)), NAME_MOST) + 2 * PADDING + 26 + meter


def _grid(members: Sequence[Member], mine: Sequence[int], room: float = 0.0) -> Packed:
    """Pack chips in rows of equal width; silos follow in rows of their own, with room for walls.

    `room` is the width there is in any case: chips grow into it as far as they may.
    """
    plain = [n for n in mine if not members[n].is_silo]
    walled = [n for n in mine if members[n].is_silo]
    wide = chip_width(members, mine)
    columns = max(1, round(math.sqrt(len(mine) * (CHIP_HIGH + GAP) * _SHAPE / (wide + GAP))))
    columns = min(columns, max(len(plain), 1))
    wide = min(max(wide, (room + GAP) / columns - GAP), CHIP_MOST)
    found: dict[int, Box] = {}
    for number, n in enumerate(plain):
        row, column = divmod(number, columns)
        found[n] = (column * (wide + GAP), row * (CHIP_HIGH + GAP), wide, CHIP_HIGH)
    rows = math.ceil(len(plain) / columns)
    across = columns * (wide + GAP) - GAP if plain else 0.0
    down = rows * (CHIP_HIGH + GAP) - GAP if plain else 0.0
    cell = wide + 2 * WALLS
    squarer = round(math.sqrt(len(walled) * (CHIP_HIGH + 2 * WALLS + 6) * _SHAPE / cell))
    in_row = max(1, int((across + GAP) // (cell + GAP)), squarer)
    top = down + (GAP if plain else 0.0) + 6 if walled else down
    for number, n in enumerate(walled):
        row, column = divmod(number, in_row)
        y = top + row * (CHIP_HIGH + 2 * WALLS + 6) + WALLS
        found[n] = (column * cell + WALLS, y, wide, CHIP_HIGH)
        across, down = max(across, (column + 1) * cell), y + CHIP_HIGH + WALLS
    return Packed(across, down, found, {})


def _inner(members: Sequence[Member], mine: Sequence[int]) -> Packed:
    """Pack a directorate: its chips below its name, with padding around."""
    grid = _grid(members, mine)
    found = {n: _moved(box, INNER_PADDING, INNER_HEAD) for n, box in grid.members.items()}
    if not mine:  # folded: its name alone
        return Packed(CHIP_MOST, INNER_HEAD + INNER_PADDING, {}, {})
    return Packed(grid.wide + 2 * INNER_PADDING, grid.high + INNER_HEAD + INNER_PADDING, found, {})


def _pills(members: Sequence[Member], mine: Sequence[int], room: float) -> Packed:
    """Pack streams in as many columns as the room allows."""
    if not mine:
        return Packed(0, 0, {}, {})
    widest = max(width(members[n].name, 12, 500) for n in mine) + 92
    least = min(max(math.ceil(widest), PILL_LEAST), PILL_MOST)
    columns = max(1, min(len(mine), int((room + GAP) // (least + GAP))))
    if len(mine) > 4:
        columns = max(columns, 2)
    wide = max(least, (room + GAP) / columns - GAP)
    found = {}
    for number, n in enumerate(mine):
        row, column = divmod(number, columns)
        found[n] = (column * (wide + GAP), row * (PILL_HIGH + GAP), wide, PILL_HIGH)
    rows = math.ceil(len(mine) / columns)
    return Packed(columns * (wide + GAP) - GAP, rows * (PILL_HIGH + GAP) - GAP, found, {})


def _shelves(
    sizes: Sequence[tuple[float, float]],
) -> tuple[list[tuple[float, float]], float, float]:
    """Put blocks on shelves from left to right, in the order given, near the shape wanted.

    Returns each block's corner, and the width and height of all.
    """
    if not sizes:
        return [], 0.0, 0.0
    tried = [_shelved(sizes, room) for room in _rooms(sizes)]
    return min(tried, key=lambda found: (max(found[1], found[2] * _SHAPE), found[1]))


def _rooms(sizes: Sequence[tuple[float, float]]) -> list[float]:
    """Return the widths worth trying: the first few blocks beside each other."""
    total, rooms = -GAP, []
    for wide, _ in sizes[:12]:
        total += wide + GAP
        rooms.append(total)
    widest = max(wide for wide, _ in sizes)
    return [max(room, widest) for room in rooms]


def _shelved(
    sizes: Sequence[tuple[float, float]], room: float
) -> tuple[list[tuple[float, float]], float, float]:
    corners, left, top, shelf, across = [], 0.0, 0.0, 0.0, 0.0
    for wide, high in sizes:
        if left and left + wide > room + 0.5:
            left, top, shelf = 0.0, top + shelf + GAP, 0.0
        corners.append((left, top))
        across = max(across, left + wide)
        left, shelf = left + wide + GAP, max(shelf, high)
    return corners, across, top + shelf


def _moved(box: Box, right: float, down: float) -> Box:
    return (box[0] + right, box[1] + down, box[2], box[3])


def _with_kept(packed: Packed, kept: Mapping[int, tuple[float, float]]) -> Packed:
    """Put members where they were put by hand; others give way, and the container grows."""
    found = dict(packed.members)
    fixed: list[Box] = []
    for n, (left, top) in kept.items():
        if n in found:
            _, _, wide, high = found[n]
            found[n] = (max(left, PADDING), max(top, TOP), wide, high)
            fixed.append(found[n])
    below = max(box[1] + box[3] for box in found.values())
    for n in packed.members:
        if n not in kept and any(_touch(found[n], box) for box in fixed):
            _, _, wide, high = found[n]
            found[n] = (PADDING, below + GAP, wide, high)
            below += GAP + high
    right = max(box[0] + box[2] for box in found.values())
    low = max(box[1] + box[3] for box in found.values())
    return Packed(
        max(packed.wide, right + PADDING), max(packed.high, low + PADDING), found, packed.inner
    )


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] < other[0] + other[2] + GAP / 2
        and other[0] < one[0] + one[2] + GAP / 2
        and one[1] < other[1] + other[3] + GAP / 2
        and other[1] < one[1] + one[3] + GAP / 2
    )
