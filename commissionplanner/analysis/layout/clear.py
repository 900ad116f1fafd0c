"""Keeps words apart: what would stand upon words that are there already is not written."""

from collections import defaultdict
from typing import Final

from commissionplanner.analysis.layout.packing import Box
from commissionplanner.analysis.layout.shapes import Words
from commissionplanner.analysis.layout.widths import width

CELL: Final = 120.0


class Clear:
    """Remembers where words stand; asked for one box after the other, the weightiest first.

    Args:
        cell: Side of the squares by which neighbours are found, map units.
    """

    def __init__(self, cell: float = CELL) -> None:
        self._cell = cell
        self._held: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def take(self, box: Box) -> bool:
        """Take a box (left, top, width, height) if nothing stands there; tell whether it did."""
        cells = self._cells(box)
        if any(_touch(box, other) for cell in cells for other in self._held.get(cell, ())):
            return False
        for cell in cells:
            self._held[cell].append(box)
        return True

    def _cells(self, box: Box) -> list[tuple[int, int]]:
        left, top, wide, high = box
        columns = range(int(left // self._cell), int((left + wide) // self._cell) + 1)
        rows = range(int(top // self._cell), int((top + high) // self._cell) + 1)
        return [(column, row) for column in columns for row in rows]


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] < other[0] + other[2]
        and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3]
        and other[1] < one[1] + one[3]
    )


def standing(one: Words) -> Box:
    """Return the box that words fill: from the tops of capitals to the feet of letters."""
    wide = width(one.text, one.size, one.weight)
    left = one.x - {"left": 0.0, "centre": wide / 2, "right": wide}[one.align]
    return (left, one.y - one.size * 0.86, wide, one.size * 1.14)
