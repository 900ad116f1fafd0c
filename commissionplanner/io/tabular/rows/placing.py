"""Where the table to read is on its sheet: as found, corrected by what the user says."""

from dataclasses import dataclass
from typing import Final

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.headings.header_row import HeadingRows, stacked
from commissionplanner.io.tabular.headings.heading_cells import filled
from commissionplanner.io.tabular.raw import RawSheet
from commissionplanner.io.tabular.rows.areas import Area, area_at, best_of, described, find_areas
from commissionplanner.io.tabular.shape import FoundTable, Shape


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a table is; places count from 0.

    Attributes:
        area: Its rectangle, titles above it included.
        headings: None where it has none.
        start, stop: The first row below the headings, and the row after the last.
        tables: All tables of the sheet.
        titles: How many first rows of a table without headings are titles above it.
    """

    area: Area
    headings: HeadingRows | None
    start: int
    stop: int
    tables: list[FoundTable]
    titles: int = 0


_WIDE: Final = 4
_MOST_TITLES: Final = 3


def placed(raw: RawSheet, shape: Shape) -> Placed:
    """Find the table of a sheet, where the user has not said.

    Raises:
        FileProblem: the sheet has no such row or table.
    """
    for row in (shape.header_row, shape.first_row, shape.last_row):
        if row is not None and not 1 <= row <= raw.n_rows:
            what = "the headings" if row == shape.header_row else "data"
            raise FileProblem(
                f"{raw.place} has no row {row:,}: it has {raw.n_rows:,}. Choose the row of {what} again.",
                code="no_row",
            )
    areas = find_areas(raw)
    taken, area = _taken(raw, areas, shape)
    headings = _headings(raw, area, shape)
    titles = _titles(raw, area) if headings is None and shape == Shape() else 0
    start = headings.last + 1 if headings else area.top + titles
    if shape.first_row is not None:
        start = max(shape.first_row - 1, start if headings else 0)
    elif headings is None and shape.header_row is not None:
        start = shape.header_row - 1
    stop = area.bottom + 1 if shape.last_row is None else max(shape.last_row, start)
    return Placed(area, headings, start, stop, described(raw, areas, taken), titles)


def _titles(raw: RawSheet, area: Area) -> int:
    """Return how many first rows, each a text alone, stand above rows that are wide, all of one width."""
    counts = [
        len(filled(raw.row(row))) for row in range(area.top, min(area.bottom + 1, area.top + 40))
    ]
    first = next((at for at, count in enumerate(counts) if count > 1), 0)
    body = [count for count in counts[first:] if count]
    if not 0 < first <= _MOST_TITLES or len(body) < _MOST_TITLES or min(body) < _WIDE:
        return 0
    return first


def _taken(raw: RawSheet, areas: list[Area], shape: Shape) -> tuple[int, Area]:
    """Return which of the tables is taken, and its area."""
    if shape.table is not None:
        if not 1 <= shape.table <= len(areas):
            raise FileProblem(
                f"{raw.place} has no table {shape.table:,}: {len(areas):,} found. Choose the table again.",
                code="no_table",
            )
        return shape.table - 1, areas[shape.table - 1]
    if shape.header_row is None:
        taken = best_of(areas)
        return taken, _to_the_end(raw, areas, areas[taken])
    index = shape.header_row - 1
    inside = [n for n, area in enumerate(areas) if area.top <= index <= area.bottom]
    taken = max(inside, key=lambda n: areas[n].weight) if inside else len(areas) - 1
    own = areas[taken].headings
    if own is not None and own.first <= index <= own.last:
        return taken, _to_the_end(raw, areas, areas[taken])
    return taken, _to_the_end(
        raw, areas, area_at(raw, areas, HeadingRows(index, index, 1.0, index))
    )


def _to_the_end(raw: RawSheet, areas: list[Area], area: Area) -> Area:
    """Let the only table of a sheet have all of it."""
    from dataclasses import replace

    if len(areas) > 1:
        return area
    return replace(area, bottom=raw.n_rows - 1, right=max(len(raw.columns), 1) - 1)


def _headings(raw: RawSheet, area: Area, shape: Shape) -> HeadingRows | None:
    """Return the rows of headings: as said, else as found."""
    if shape.heading_rows == 0:
        return None
    own = area.headings
    if shape.header_row is None:
        if own is None or shape.heading_rows is None:
            return own
        first = own.first
    else:
        first = shape.header_row - 1
        if shape.heading_rows is None:
            is_own = own is not None and own.main == first and own.first != own.last
            return own if is_own else _around(raw, first)
    last = min(first + (shape.heading_rows or 1), raw.n_rows) - 1
    widths = {row: len(filled(raw.row(row))) for row in range(first, last + 1)}
    return HeadingRows(first, last, 1.0, max(widths, key=lambda row: (widths[row], row)))


def _around(raw: RawSheet, index: int) -> HeadingRows:
    """Widen a row of headings that the user points at to bands above it and units below it."""
    top = max(0, index - 1)
    near = [raw.row(row) for row in range(top, min(index + 25, raw.n_rows))]
    wide = stacked(near, HeadingRows(index - top, index - top, 1.0), index - top)
    return HeadingRows(wide.first + top, wide.last + top, 1.0, index)
