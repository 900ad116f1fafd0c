"""Rows of a file that are held in the plan to be finished later, and what of them is kept."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from commissionplanner.io.mapping.answers.choices import UNITS
from commissionplanner.io.mapping.answers.profiles import texts_of
from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.staged import CellProblem
from commissionplanner.io.mapping.values.convert import Converted
from commissionplanner.io.mapping.values.merged import cells_read
from commissionplanner.io.mapping.values.sheet import LeftOutRow, Sheet
from commissionplanner.io.tabular.cells import cell_text, column_letter
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.changes import Change
from commissionplanner.model.entities import HeldRow, ImportBatch
from commissionplanner.model.fields import Kind
from commissionplanner.model.ids import derived_id
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted, day_text

CHOSEN: Final = "You hold it for later."


def ask_what_is_held(asker: Asker, outs: Sequence[LeftOutRow]) -> list[LeftOutRow]:
    """Return which of the rows left out stay in the plan, to be finished there.

    Those that the user holds; and those that a fault keeps out, unless they are to be dropped.
    """
    held = [out for out in outs if out.is_held]
    faulty = [out for out in outs if out.is_faulty]
    if faulty:
        one = len(faulty) == 1
        text = (
            f"{counted(len(faulty), 'row')} cannot come in as {'it stands' if one else 'they stand'}, "
            f"such as row {faulty[0].row:,}. Keep {'it' if one else 'them'} in the plan, to be "
            f"finished later, or drop {'it' if one else 'them'}?"
        )
        if asker.ask("held", text, ("keep", "drop"), "keep") == "keep":
            held += faulty
    return sorted(held, key=lambda out: out.row)


def rows_to_fix(sheet: Sheet, problems: Sequence[CellProblem]) -> dict[int, str]:
    """Return why each row in which a cell could not be read is held, by its number.

    Words that a list does not know are reported once each, and stand in more rows.
    """
    kept = set(sheet.kept)
    found: dict[int, str] = {}
    for problem in problems:
        said = f"“{sheet.table.names[problem.column]}”: {problem.message}"
        found.setdefault(sheet.row(problem.position), said)
    columns = {sheet.places[key]: column for key, column in sheet.single.items()}
    for place in {problem.column for problem in problems} & set(columns):
        column = columns[place]
        if column.target.spec.kind in (Kind.TERM, Kind.TERMS):
            for position, message in column.problems.items():
                if position in kept:
                    said = f"“{sheet.table.names[place]}”: {message}"
                    found.setdefault(sheet.row(position), said)
    return found


def changes_of_held(
    plan: Plan, sheet: Sheet, batch_id: str, held: Sequence[LeftOutRow], known: frozenset[int]
) -> Iterator[Change]:
    """Yield the rows newly held, and those held before that come in now.

    A row that this import held already is not held again: it may have been finished or dropped.

    Args:
        plan: As it is.
        sheet: As converted.
        batch_id: Of the import.
        held: The rows to hold.
        known: Numbers of the rows that the import held before.
    """
    table = sheet.table
    positions = {row: position for position, row in enumerate(table.rows)}
    of_persons = {column.place for column in sheet.persons}
    places = [guess.place for guess in sheet.guesses if guess.place not in of_persons]
    columns = columns_by_place(sheet)
    for out in held:
        key = derived_id(plan.id, "held_rows", batch_id, str(out.row))
        if out.row in known or out.row not in positions:
            continue
        cells = {
            table.names[place]: text_of(sheet, place, positions[out.row], columns.get(place))
            for place in places
        }
        row = HeldRow(
            id=key,
            import_id=batch_id,
            source_cell=f"{table.sheet or table.file}!{out.row}",
            sheet=table.sheet,
            row=out.row,
            kind=sheet.kind,
            cells=as_json({name: text for name, text in cells.items() if text}),
            reason=out.reason,
        )
        yield Change("held_rows", key, None, row)
    in_now = {sheet.row(position) for position in sheet.kept}
    for row in plan.held_rows.values():
        if row.import_id == batch_id and row.row in in_now:
            yield Change("held_rows", row.id, row, None)


def text_of(sheet: Sheet, place: int, position: int, column: Converted | None) -> str:
    """Return a cell so that it reads alone as it read in the file: its day, its percentage."""
    table = sheet.table
    value = None if column is None else column.values[position]
    if isinstance(value, date):
        return day_text(value)
    cell = cells_read(sheet, place)[position]
    if table.formats.get(place) == "percent" and isinstance(cell, int | float):
        return f"{round(cell * 100, 10):g}%"
    return sheet.veil.value(cell_text(cell))


def columns_by_place(sheet: Sheet) -> dict[int, Converted]:
    """Return the columns that were read as fields, by place."""
    columns = {sheet.places[name]: column for name, column in sheet.single.items()}
    return columns | {guess.place: column for guess, column in sheet.yearly}


def rows_held_before(batch: ImportBatch) -> frozenset[int]:
    """Return the numbers of the rows that an import has ever held, as its slip says."""
    try:
        rows = json.loads(batch.slip or "{}").get("rows_held", ())
        return frozenset(int(row["row"]) for row in rows)
    except (ValueError, TypeError, KeyError, AttributeError):
        return frozenset()


def cells_of(row: HeldRow) -> dict[str, str]:
    """Return what stands in a held row, by heading; nothing where that cannot be read."""
    return texts_of(row.cells)


def headings_of(plan: Plan, batch: ImportBatch) -> list[str]:
    """Return the headings of the columns of an import: as in the file, where its profile is kept."""
    mapping = texts_of(batch.mapping)
    for profile in plan.import_profiles.values():
        if set(profile.headings) == set(mapping):
            return list(profile.headings)
    return sorted(mapping, key=lambda heading: not mapping[heading])


def as_json(value: Any) -> str:
    """Write a value as the plan keeps it: sorted, so that the same value is the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def table_of_held(plan: Plan, batch: ImportBatch, rows: Sequence[HeldRow]) -> Table:
    """Return held rows of one import as a table with the file's headings."""
    headings = headings_of(plan, batch)
    cells: list[Mapping[str, str]] = [cells_of(row) for row in rows]
    more = sorted({name for row in cells for name in row} - set(headings))
    names = [*headings, *more]
    return Table(
        file=batch.file_name,
        sheet=batch.sheet,
        kind="held",
        sheets=[],
        header_row=batch.header_row,
        headings=list(names),
        names=list(names),
        letters=[column_letter(place) for place in range(len(names))],
        columns=[[row.get(name) or None for row in cells] for name in names],
        rows=[row.row or 0 for row in rows],
    )


def units_of(sheet: Sheet) -> dict[str, str]:
    """Return what one stands for in each column of amounts, by heading, as a slip keeps it."""
    words = {scale: word for word, scale in UNITS.items()}
    columns = [(sheet.places[key], column) for key, column in sheet.single.items()]
    columns += [(guess.place, column) for guess, column in sheet.yearly]
    return {
        sheet.table.names[place]: words[sheet.scales.get(place, 1)]
        for place, column in columns
        if column.target.spec.kind is Kind.MONEY
    }


def kept_units(batch: ImportBatch) -> dict[str, str]:
    """Return what one stood for in each column of amounts of an import, by heading."""
    try:
        units = json.loads(batch.slip or "{}").get("units", {})
        return {str(name): str(word) for name, word in units.items() if word in UNITS}
    except (ValueError, AttributeError):
        return {}


def answers_of(batch: ImportBatch) -> dict[str, str]:
    """Return the answer taken to each question of an import, by the question's id."""
    try:
        asked = json.loads(batch.slip or "{}").get("questions", ())
        return {str(q["id"]): str(q["taken"]) for q in asked}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}
