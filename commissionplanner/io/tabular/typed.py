"""A table with the kind of each column decided and every cell read accordingly, as text."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from commissionplanner.io.tabular.cells import Cell
from commissionplanner.io.tabular.checks import suspicions
from commissionplanner.io.tabular.kinds import ColumnKind, kind_of
from commissionplanner.io.tabular.readings import Reading
from commissionplanner.io.tabular.table import Table, TableWarning


@dataclass(slots=True)
class TypedColumn:
    """One column and how its cells are read; texts are read once each."""

    kind: ColumnKind
    cells: list[Cell]
    _known: dict[str, Reading] = field(default_factory=dict)

    def reading(self, position: int) -> Reading:
        """Return the reading of one cell: a text, or None with or without a problem."""
        cell = self.cells[position]
        if not isinstance(cell, str):
            return self.kind.read(cell)
        known = self._known.get(cell)
        if known is None:
            known = self._known[cell] = self.kind.read(cell)
        return known


@dataclass(slots=True)
class TypedTable:
    """A table as text, and all that is to be said about it."""

    table: Table
    columns: list[TypedColumn]
    warnings: list[TableWarning]

    def rows(self) -> Iterator[list[str | None]]:
        """Yield the rows, one text or None a column."""
        for position in range(len(self.table.rows)):
            yield [column.reading(position).value for column in self.columns]


def typed(table: Table) -> TypedTable:
    """Decide the kinds of all columns, read every cell and gather the warnings."""
    columns = [
        TypedColumn(kind_of(heading, cells, table.formats.get(place, "")), cells)
        for place, (heading, cells) in enumerate(zip(table.headings, table.columns, strict=True))
    ]
    warnings = [*table.warnings]
    for place, column in enumerate(columns):
        warnings.extend(_about_kind(table, place, column.kind))
        warnings.extend(_about_cells(table, place, column))
    warnings.extend(suspicions(table))
    return TypedTable(table, columns, warnings)


def _about_kind(table: Table, place: int, kind: ColumnKind) -> Iterator[TableWarning]:
    name = table.names[place]
    if kind.kind == "date" and kind.order == "mdy":
        yield TableWarning(
            "month_first",
            f"The dates in “{name}” have the month first, as in America; they were read so.",
            column=name,
        )
    if kind.kind == "date" and kind.order == "mixed":
        yield TableWarning(
            "mixed_dates",
            f"The dates in “{name}” are mixed: some have the day first, some the month. Check each of them.",
            column=name,
        )


def _about_cells(table: Table, place: int, column: TypedColumn) -> Iterator[TableWarning]:
    for position, cell in enumerate(column.cells):
        if cell is None:
            continue
        reading = column.reading(position)
        if reading.problem:
            yield TableWarning(
                reading.code,
                f"{table.cell_name(position, place)}: {reading.problem}",
                table.rows[position],
                table.names[place],
            )
        elif isinstance(cell, str) and column.kind.kind == "code" and _is_long(cell):
            yield TableWarning(
                "long_code",
                f"{table.cell_name(position, place)}: “{cell.strip()}” has more than 15 digits; it was kept whole, "
                "but a spreadsheet would round it.",
                table.rows[position],
                table.names[place],
            )


def _is_long(text: str) -> bool:
    digits = text.strip()
    return digits.isdigit() and len(digits) > 15
