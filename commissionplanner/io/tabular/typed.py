"""A table with the kind of each column decided and every cell read accordingly, as text."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from commissionplanner.io.tabular.beyond import rows_beyond
from commissionplanner.io.tabular.cells import Cell, is_blank, plain_number
from commissionplanner.io.tabular.checks import suspicions
from commissionplanner.io.tabular.dates import find_orders, is_half_turned, read_date, unproved
from commissionplanner.io.tabular.kinds import ColumnKind, Kind, kind_of
from commissionplanner.io.tabular.readings import BLANK, Reading
from commissionplanner.io.tabular.shifted import shifted_rows, shifted_runs
from commissionplanner.io.tabular.table import Table, TableWarning
from commissionplanner.io.tabular.year_first import year_order

_BLOCK: Final = 2_000
_PLAIN_UNDER: Final = 1e10
"""Numbers below this are in nobody's way."""


@dataclass(slots=True)
class TypedColumn:
    """One column and how its cells are read; texts are read once each."""

    kind: ColumnKind
    cells: list[Cell]
    _known: dict[str, Reading] = field(default_factory=dict)

    def texts(self, first: int = 0, last: int | None = None) -> list[str | None]:
        """Return the text of each cell from `first` up to `last`; plain ones need no `Reading`."""
        cells = self.cells[first:last]
        if self.kind.kind in ("text", "code"):
            return [
                cell.strip() or None
                if type(cell) is str
                else None
                if cell is None
                else self.kind.read(cell).value
                for cell in cells
            ]
        if self.kind.kind in ("money", "number"):
            return [
                plain_number(cell)
                if type(cell) is float and -_PLAIN_UNDER < cell < _PLAIN_UNDER
                else self._value(cell)
                for cell in cells
            ]
        return [self._value(cell) for cell in cells]

    def _value(self, cell: Cell) -> str | None:
        if cell is None:
            return None
        reading = self._of_text(cell) if isinstance(cell, str) else self.kind.read(cell)
        text: str | None = reading.value
        return text

    def is_odd(self, text: str) -> bool:
        """Whether a text has a problem in this column."""
        if self.kind.kind == "code" and _is_long(text):
            return True
        return bool(self._of_text(text).problem)

    def reading(self, position: int) -> Reading:
        """Return the reading of one cell: a text, or None with or without a problem."""
        cell = self.cells[position]
        if not isinstance(cell, str):
            return BLANK if cell is None else self.kind.read(cell)
        return self._of_text(cell)

    def _of_text(self, text: str) -> Reading:
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self.kind.read(text)
        return known


@dataclass(slots=True)
class TypedTable:
    """A table as text, and all that is to be said about it."""

    table: Table
    columns: list[TypedColumn]
    warnings: list[TableWarning]

    def rows(self) -> Iterator[tuple[str | None, ...]]:
        """Yield the rows, one text or None a column."""
        for first in range(0, len(self.table.rows), _BLOCK):
            blocks = [column.texts(first, first + _BLOCK) for column in self.columns]
            yield from zip(*blocks, strict=True)


def typed(table: Table) -> TypedTable:
    """Decide the kinds of all columns, read every cell and gather the warnings."""
    kinds = _one_order(table, kinds_of(table))
    columns = [TypedColumn(*pair) for pair in zip(kinds, table.columns, strict=True)]
    warnings = [*table.warnings]
    for place, column in enumerate(columns):
        warnings.extend(_about_kind(table, place, column))
        warnings.extend(_about_cells(table, place, column))
    warnings.extend(_about_order(table, kinds))
    warnings.extend(about_shifted(table, kinds))
    warnings.extend(suspicions(table))
    return TypedTable(table, columns, warnings)


def about_shifted(table: Table, kinds: list[ColumnKind]) -> Iterator[TableWarning]:
    """Yield the rows whose cells seem to stand one column from where they belong."""
    for position, run in shifted_runs(shifts_in(table, kinds), table.rows):
        said = f"The cells of {run} seem to stand beside the columns where they belong."
        yield TableWarning("shifted_row", said, table.rows[position])


def shifts_in(table: Table, kinds: Sequence[ColumnKind]) -> dict[int, int]:
    """Return by how many columns the cells of a row stand beside their own, by its position."""
    rows = set(table.short)
    short = {position for position, row in enumerate(table.rows) if row in rows} if rows else ()
    has_name = not table.headings or bool(table.headings[-1])
    found = shifted_rows(table.columns, kinds, short, has_name=has_name)
    beyond = rows_beyond(table.columns, table.headings)
    if not beyond:
        return found
    return {p: by for p, by in found.items() if by > 0} | dict.fromkeys(beyond, 1)


_SELDOM: Final = 10


def unshifted(table: Table) -> Sequence[Sequence[Cell]]:
    """Return the columns without the rows that are shifted, where one row in ten or more has other cells at its end.

    Where fewer have they spoil nothing of what a column seems to hold. Nor do those stay that have
    a cell beyond the last heading, as most do not.
    """
    last = table.columns[-1] if table.columns else ()
    filled = [position for position, cell in enumerate(last) if not is_blank(cell)]
    if min(len(filled), len(last) - len(filled)) * _SELDOM < len(last):
        return table.columns
    shifted: Collection[int] = shifts_in(table, kinds_of(table))
    if not table.headings[-1] and len(filled) * 2 <= len(last):
        shifted = {*shifted, *filled}
    if len(shifted) * _SELDOM < len(last):
        return table.columns
    return [[c for p, c in enumerate(column) if p not in shifted] for column in table.columns]


def kinds_of(table: Table) -> list[ColumnKind]:
    """Decide the kinds of all columns of a table."""
    return [
        kind_of(heading, cells, table.formats.get(place, ""))
        for place, (heading, cells) in enumerate(zip(table.headings, table.columns, strict=True))
    ]


def _one_order(table: Table, kinds: list[ColumnKind]) -> list[ColumnKind]:
    """Decide for all columns of dates together which comes first in 01/02/2026."""
    days = {place: table.columns[place] for place, kind in enumerate(kinds) if kind.kind == "date"}
    orders = find_orders(days, table.columns)
    return [
        replace(kind, order=year_order(days[place]) or orders[place]) if place in orders else kind
        for place, kind in enumerate(kinds)
    ]


def _about_order(table: Table, kinds: list[ColumnKind]) -> Iterator[TableWarning]:
    """Say that the dates of a file could be read either way round, with one of them, once."""
    days = {place: table.columns[place] for place, kind in enumerate(kinds) if kind.kind == "date"}
    for place, date_text in list(unproved(days, table.columns).items())[:1]:
        yield TableWarning(
            "order_assumed",
            f"No date shows whether the day or the month comes first, such as “{date_text}” in "
            f"“{table.names[place]}”; they were read with the day first, as in Britain.",
            column=table.names[place],
        )


def _about_kind(table: Table, place: int, column: TypedColumn) -> Iterator[TableWarning]:
    name, kind = table.names[place], column.kind
    if kind.kind == "date" and is_half_turned(column.cells):
        yield TableWarning(
            "mixed_dates",
            f"In “{name}” all real dates have a day up to 12 and all texts one beyond: a program set to another "
            "country seems to have exchanged day and month in the real ones. Check them with whoever sent the file.",
            column=name,
        )
    if kind.kind == "date" and kind.order == "mdy":
        yield TableWarning(
            "month_first",
            f"The dates in “{name}” have the month first, as in America; they were read so.",
            column=name,
        )
    if kind.kind == "date" and kind.order == "ydm":
        yield TableWarning(
            "day_before_month",
            f"The dates in “{name}” have the day after the year, and then the month; they were read so.",
            column=name,
        )
    if kind.kind == "date" and kind.order in ("mixed", "ydm_mixed"):
        yield TableWarning(
            "mixed_dates",
            f"The dates in “{name}” are mixed: some have the day first, some the month. Check each of them.",
            column=name,
        )


def _about_cells(table: Table, place: int, column: TypedColumn) -> Iterator[TableWarning]:
    for position in _worth_a_look(column):
        cell, reading = column.cells[position], column.reading(position)
        said, code = reading.problem, reading.code
        if not said and isinstance(cell, str) and column.kind.kind == "code" and _is_long(cell):
            said, code = _LONG.format(text=cell.strip()), "long_code"
        if said:
            yield TableWarning(
                code,
                f"{table.cell_name(position, place)}: {said}",
                table.rows[position],
                table.names[place],
            )


_NO_DOUBT: Final[dict[Kind, frozenset[type]]] = {
    "text": frozenset({str, bool, int, date, datetime}),
    "code": frozenset({bool, date, datetime}),
    "money": frozenset({float}),
    "number": frozenset({float}),
    "date": frozenset({date}),
    "yes/no": frozenset({bool}),
}
"""Types whose cells read without a problem in a column of a kind, if they are not extreme."""


def _worth_a_look(column: TypedColumn) -> list[int]:
    """Return the positions of cells whose reading has, or may have, something to say."""
    plain = _NO_DOUBT[column.kind.kind]
    odd: set[Cell] = set()
    if str not in plain:
        odd = {cell for cell in set(column.cells) if isinstance(cell, str) and column.is_odd(cell)}
    doubted = set(map(type, column.cells)) - plain - {str, type(None)}
    extreme = (float in plain and _has_extreme(column.cells)) or (
        date in plain
        and any(isinstance(cell, date) and _is_extreme(cell) for cell in set(column.cells))
    )
    if not (odd or doubted or extreme):
        return []
    return [
        position
        for position, cell in enumerate(column.cells)
        if (cell in odd if isinstance(cell, str) else type(cell) in doubted or _is_extreme(cell))
    ]


def _has_extreme(cells: list[Cell]) -> bool:
    """Whether a number is so large, or none at all, that it is worth a look."""
    return any(not -_PLAIN_UNDER < cell < _PLAIN_UNDER for cell in cells if type(cell) is float)


def _is_extreme(cell: Cell) -> bool:
    if isinstance(cell, float):
        return not -_PLAIN_UNDER < cell < _PLAIN_UNDER
    if not isinstance(cell, date):
        return False
    return not 1800 <= cell.year <= 2200 or (cell.year == 1900 and read_date(cell).problem != "")


_LONG: Final = (
    "“{text}” has more than 15 digits; it was kept whole, but a spreadsheet would round it."
)


def _is_long(text: str) -> bool:
    digits = text.strip()
    return digits.isdigit() and len(digits) > 15
