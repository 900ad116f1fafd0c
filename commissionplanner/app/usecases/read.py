"""Read a spreadsheet and say what the importer sees in it. Nothing is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commissionplanner.collecting import without_collection
from commissionplanner.io.mapping.persons.hiding import hide_persons
from commissionplanner.io.tabular.reading import read_table
from commissionplanner.io.tabular.shape import Shape
from commissionplanner.io.tabular.table import TableWarning
from commissionplanner.io.tabular.typed import TypedTable, typed
from commissionplanner.progress import Progress

__all__ = ["ReadReport", "Shape", "read_file"]


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What was read.

    Attributes:
        status: "ok", or "warn" when there is something to say.
        columns: Names, all different.
        kinds: What each column was taken for.
    """

    status: str
    message: str
    row_count: int
    columns: list[str]
    kinds: list[str]
    warnings: list[TableWarning]
    found: TypedTable

    def rows(self) -> Iterator[tuple[str | None, ...]]:
        """Yield the rows, in the order of `columns`."""
        return self.found.rows()


def read_file(
    path: Path,
    sheet: str | None = None,
    shape: Shape | None = None,
    password: str | None = None,
    progress: Progress | None = None,
) -> ReadReport:
    """Read the table of a file, every value decided by its column's kind; persons' data is masked.

    Raises:
        FileProblem: the file cannot be read or holds no table.
        CancelledError: someone asked for the work to stop.
    """
    with without_collection():
        found = typed(read_table(path, sheet, shape, password, progress))
        hide_persons(found)
    table = found.table
    where = f"sheet “{table.sheet}” of “{table.file}”" if table.sheet else f"“{table.file}”"
    return ReadReport(
        status="warn" if found.warnings else "ok",
        message=_said(len(table.rows), len(table.names), where),
        row_count=len(table.rows),
        columns=table.names,
        kinds=[column.kind.kind for column in found.columns],
        warnings=found.warnings,
        found=found,
    )


def _said(rows: int, columns: int, where: str) -> str:
    row, column = "row" if rows == 1 else "rows", "column" if columns == 1 else "columns"
    return f"{rows:,} {row} and {columns:,} {column} were read from {where}."
