"""Columns of a second file added to a table, row by row, by a column that both have."""

from dataclasses import replace

from commissionplanner.io.mapping.answers.choices import place_of
from commissionplanner.io.mapping.asking import AnswerError
from commissionplanner.io.tabular.cells import Cell, cell_text, column_letter, is_blank
from commissionplanner.io.tabular.reading import unique_names
from commissionplanner.io.tabular.table import Table


def joined(table: Table, other: Table, key: str) -> Table:
    """Return a table with the columns of another, matched by a column of both.

    Where several rows of the other file match, their different texts are joined with "; ".
    The new headings carry the name of the other file, as in "buyer · name".

    Raises:
        AnswerError: one of the two has no such column.
    """
    own_place, other_place = _place(table, key), _place(other, key)
    rows: dict[str, list[int]] = {}
    for position, cell in enumerate(other.columns[other_place]):
        if not is_blank(cell):
            rows.setdefault(cell_text(cell), []).append(position)
    wanted = [cell_text(cell) for cell in table.columns[own_place]]
    stem = other.file.rsplit(".", 1)[0]
    headings, columns = list(table.headings), list(table.columns)
    for place, column in enumerate(other.columns):
        if place != other_place and other.headings[place]:
            headings.append(f"{stem} · {other.headings[place]}")
            columns.append([_joined(column, rows.get(text, ())) for text in wanted])
    first = len(table.columns)
    letters = [*table.letters, *(column_letter(n) for n in range(first, len(columns)))]
    return replace(
        table, headings=headings, columns=columns, letters=letters, names=unique_names(headings, letters),
        total_cells={},
    )  # fmt: skip


def _place(table: Table, key: str) -> int:
    try:
        return place_of(table, key)
    except AnswerError as error:
        raise AnswerError(
            f"“{table.file}” has no column “{key}” to join by. Columns are: {', '.join(table.names)}."
        ) from error


def _joined(column: list[Cell], positions: "list[int] | tuple[()]") -> Cell:
    found = [column[position] for position in positions if not is_blank(column[position])]
    if len(found) <= 1:
        return found[0] if found else None
    return "; ".join(dict.fromkeys(cell_text(cell) for cell in found))
