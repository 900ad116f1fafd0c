"""The lines of a timeline from top to bottom: heads of groups and rows, and where each stands."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commissionplanner.analysis.layout import timeline_axis
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
    """All lines in order; made by the job that lays a large plan out, as they are many.

    Attributes:
        shown: What they are the lines of.
        span: The first start and the last end or option of all terms.
        rows: Each row with the name of its group.
    """

    def __init__(self, shown: Timeline) -> None:
        self.shown, self.span = shown, span_of(shown)
        self.rows = [(group.name, row) for group in shown.groups for row in group.rows]
        self._at_row: dict[str, int] = {}
        for at, (_, row) in enumerate(self.rows):
            for term in row.terms:
                self._at_row.setdefault(term.contract_id, at)
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

    def row_of(self, contract_id: str) -> int:
        """Return the first row with a contract, heads not counted; -1 where there is none."""
        return self._at_row.get(contract_id, -1)

    def next_row(self, at: int, step: int) -> int:
        """Return the next row from a line on, up or down; the line itself where there is none."""
        found = at + step
        while 0 <= found < len(self._lines):
            if self._lines[found].row is not None:
                return found
            found += step
        return at


def span_of(shown: Timeline) -> tuple[date, date]:
    """Return the first start and the last end or option of all terms."""
    days = [
        day
        for row in shown.rows()
        for term in row.terms
        for day in (term.start_on, term.end_on, term.option_to)
        if day is not None
    ]
    days += [shown.as_at] if shown.as_at is not None else []
    sound = [d for d in days if timeline_axis.FIRST_DAY <= d <= timeline_axis.LAST_DAY]
    return (min(sound), max(sound)) if sound else (date(2024, 4, 1), date(2031, 3, 31))
