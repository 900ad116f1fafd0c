"""Finds room for the pills upon links: off the boxes where that can be, and off each other."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout.routes import Curve
from commissionplanner.analysis.layout.widths import width

HIGH: Final = 18.0
CELL: Final = 160.0
SPOTS: Final = np.array((0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9))
_REST = 1 - SPOTS
_WEIGHTS = np.stack(
    [_REST**3, 3 * _REST**2 * SPOTS, 3 * _REST * SPOTS**2, SPOTS**3], axis=1
)  # of the four points of a curve, at each spot

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Label:
    """Words on a pill upon a link, and where: its middle. No words stand for an icon alone."""

    words: str
    x: float
    y: float
    wide: float


class Labels:
    """Puts labels one after the other; each looks only at those near it."""

    def __init__(self, boxes: Floats, scale: float) -> None:
        self._boxes, self._scale = boxes, scale
        self._cells: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)

    def put(self, curve: Curve, words: str, extra: float) -> Label:
        """Return a label at the best spot along a curve; `extra` is room for an icon."""
        return self.put_first(curve, (words,), extra)

    def put_first(self, curve: Curve, choices: Sequence[str], extra: float) -> Label:
        """Return a label with the first words that fit where nothing is covered, else the last."""
        points = _WEIGHTS @ np.array(curve)
        at, words, wide = 0, "", 0.0
        for words in choices:
            wide = math.ceil(width(words, 11, 600)) + (18 if words else 8) + extra
            covered = self._covered(points, wide)
            at = int(np.argmin(covered))
            if covered[at] <= 0:
                break
        x, y = (float(value) for value in points[at])
        self._cells[(int(x // CELL), int(y // CELL))].append((x, y, wide))
        return Label(words, x, y, wide)

    def _covered(self, points: Floats, wide: float) -> Floats:
        """Return how much a label would cover at each point: boxes, and labels thrice as bad."""
        half = wide * self._scale / 2 + 3
        high = HIGH * self._scale / 2 + 2
        b = self._boxes
        x, y = points[:, :1], points[:, 1:]
        across = np.minimum(x + half, b[:, 0] + b[:, 2]) - np.maximum(x - half, b[:, 0])
        down = np.minimum(y + high, b[:, 1] + b[:, 3]) - np.maximum(y - high, b[:, 1])
        covered: Floats = (np.maximum(across, 0) * np.maximum(down, 0)).sum(axis=1)
        for at, (px, py) in enumerate(points.tolist()):
            covered[at] += 3 * self._on_labels(px, py, half, high)
        return covered

    def _on_labels(self, x: float, y: float, half: float, high: float) -> float:
        column, row = int(x // CELL), int(y // CELL)
        covered = 0.0
        for c in (column - 1, column, column + 1):
            for r in (row - 1, row, row + 1):
                for px, py, wide in self._cells.get((c, r), ())[:MOST_NEAR]:
                    over = half + wide * self._scale / 2 - abs(x - px)
                    under = 2 * high - abs(y - py)
                    if over > 0 and under > 0:
                        covered += over * under
        return covered


MOST_NEAR: Final = 24
"""Labels of a cell that are looked at; where more stand, nothing could be read anyway."""
