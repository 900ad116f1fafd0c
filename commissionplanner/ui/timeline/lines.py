"""The lines of a timeline from top to bottom: heads of groups and rows, and where each stands."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from commissionplanner.analysis.layout.timeline_drawing import HEAD, ROW
from commissionplanner.analysis.timeline import Group, Row, Timeline


@dataclass(frozen=True, slots=True)
class Line:
    """A head (`row` is None) or a row, with its top from the first line's."""

    group: Group
    row: Row | None
    top: float

    @property
    def high(self) -> float:
        """How high it is."""
        return HEAD if self.row is None else ROW


class Lines:
    """All lines in order."""

    def __init__(self, shown: Timeline) -> None:
        self._lines: list[Line] = []
        self._of: dict[str, int] = {}
        top = 0.0
        for group in shown.groups:
            self._lines.append(Line(group, None, top))
            top += HEAD
            for row in group.rows:
                for term in row.terms:
                    self._of.setdefault(term.contract_id, len(self._lines))
                self._lines.append(Line(group, row, top))
                top += ROW
        self.high = top
        self._tops = [line.top for line in self._lines]

    def __len__(self) -> int:
        return len(self._lines)

    def __getitem__(self, at: int) -> Line:
        return self._lines[at]

    def at(self, y: float) -> int:
        """Return which line stands at a height; -1 above the first and below the last."""
        found = bisect_right(self._tops, y) - 1
        return found if 0 <= y < self.high else -1

    def between(self, top: float, bottom: float) -> Iterator[Line]:
        """Yield the lines in view between two heights."""
        first = max(bisect_right(self._tops, top) - 1, 0)
        for at in range(first, len(self._lines)):
            line = self._lines[at]
            if line.top >= bottom:
                return
            yield line

    def of(self, contract_id: str) -> int:
        """Return the first line with a contract on it; -1 where there is none."""
        return self._of.get(contract_id, -1)

    def next_row(self, at: int, step: int) -> int:
        """Return the next row from a line on, up or down; the line itself where there is none."""
        found = at + step
        while 0 <= found < len(self._lines):
            if self._lines[found].row is not None:
                return found
            found += step
        return at
