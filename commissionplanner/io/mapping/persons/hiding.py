"""Masks what tells of persons in a table that is only read: their columns, and marks in texts."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.persons.finding import MASK, PersonColumn, find_persons
from commissionplanner.io.mapping.persons.veil import veil_of
from commissionplanner.io.tabular.cells import Cell, is_blank
from commissionplanner.io.tabular.kinds import ColumnKind
from commissionplanner.io.tabular.table import Table, TableWarning
from commissionplanner.io.tabular.typed import TypedColumn, TypedTable, shifts_in
from commissionplanner.model.personal import WORDS, marks_in, masked, may_mark
from commissionplanner.model.words import counted

_SHOWN: Final = ("email",)
"""Kinds of marks that stay: registers are full of officers' addresses, meant to be written to."""
_TEXT: Final = ColumnKind("text")


def hide_persons(found: TypedTable) -> None:
    """Mask the columns of a table that tell of persons, and what marks one in its other texts.

    Columns of contact details stay as they are; an import leaves them out. What is masked is
    warned of, and no other warning quotes it.
    """
    table = found.table
    columns = [column for column in find_persons(table) if column.kind != "contact"]
    shifted = shifts_in(table, [column.kind for column in found.columns]) if columns else {}
    veil = veil_of(table, columns, shifted)
    found.warnings[:] = [
        replace(warning, message=masked(veil.warning(warning).message, but=_SHOWN))
        for warning in found.warnings
    ]
    hidden = {column.place: column for column in columns}
    for place, column in enumerate(found.columns):
        if place in hidden:
            cells: list[Cell] = [None if is_blank(cell) else MASK for cell in column.cells]
            found.columns[place] = TypedColumn(_TEXT, cells)
            found.warnings.append(_about_column(table, hidden[place]))
        elif column.kind.kind in ("text", "code"):
            found.warnings.extend(_hide_marks(found, place, veil.texts))


def _about_column(table: Table, column: PersonColumn) -> TableWarning:
    return TableWarning(
        "personal_data",
        f"It looks like {column.what}. {column.why} Its cells are masked here, and an import leaves "
        "the column out unless a reason is given.",
        None,
        table.names[column.place],
    )


def _hide_marks(found: TypedTable, place: int, texts: frozenset[str]) -> Iterator[TableWarning]:
    """Mask what marks a person within the texts of a column; yield the warning about it."""
    column, table = found.columns[place], found.table
    different = {cell for cell in set(column.cells) if isinstance(cell, str)}
    if not may_mark("\n".join(different)) and not texts:
        return
    after = {text: safe for text in different if (safe := _safe(text, texts)) != text}
    if not after:
        return
    column.cells = [
        after.get(cell, cell) if isinstance(cell, str) else cell for cell in column.cells
    ]
    kinds = sorted(
        {WORDS[m.kind] for text in after for m in marks_in(text) if m.kind not in _SHOWN}
    )
    changed = [n for n, cell in enumerate(table.columns[place]) if cell in after]
    what = f" ({', '.join(kinds)})" if kinds else ""
    yield TableWarning(
        "personal_data",
        f"Data of a person in {counted(len(changed), 'cell')} of “{table.names[place]}”{what}: that part "
        "is masked here and in an import.",
        table.rows[changed[0]],
        table.names[place],
    )


def _safe(text: str, texts: frozenset[str]) -> str:
    """Return a text with its marks masked; a code that only looks like one stays as it is."""
    if texts and " ".join(text.split()).casefold() in texts:
        return MASK
    marks = marks_in(text)
    if (
        len(marks) == 1
        and marks[0].kind in ("nino", "upn")
        and marks[0].end - marks[0].start == len(text.strip())
    ):
        return text
    return masked(text, but=_SHOWN)
