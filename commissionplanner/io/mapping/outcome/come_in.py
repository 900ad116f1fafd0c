"""Rows that an earlier import held and that stand in a later version of the file: put right, or held again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.io.mapping.outcome.held import cells_of, columns_by_place, text_of
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.model.entities import HeldRow
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted

_LET_GO, _KEEP = "let_go", "keep"
_NAMED_BY: Final = (
    "ref", "reference", "title", "name", "provider_id", "supplier_id", "holder_id", "s251_line",
)  # fmt: skip
"""What tells one row from another: each that both give must be the same."""
_MENDED: Final = 2
"""So many other cells of a row may read otherwise now: those that were to be put right …"""
_OF_SEVERAL: Final = 1
"""… and so many where several rows have its names."""
_SHOWN: Final = 3


def settle_held(plan: Plan, sheet: Sheet, batch_id: str, asker: Asker) -> list[HeldRow]:
    """Return the rows held from other files that stand in this one again, unless they are to be kept.

    Kept, they would wait to be finished although they count already, or wait twice.
    """
    waiting = [
        row
        for row in plan.held_rows.values()
        if row.import_id != batch_id and row.kind == sheet.kind
    ]
    found = list(_again(sheet, waiting)) if waiting else []
    if not found:
        return []
    batch = plan.imports.get(found[0].import_id or "")
    file = f" from “{batch.file_name}”" if batch is not None else ""
    rows = ", ".join(f"{row.row:,}" for row in found[:_SHOWN] if row.row is not None)
    verb = "stands" if len(found) == 1 else "stand"
    text = f"{counted(len(found), 'row')} held{file} ({rows}) {verb} in this file again. Let go of what was held before, or keep that to be finished too?"
    return found if asker.ask("held_before", text, (_LET_GO, _KEEP), _LET_GO) == _LET_GO else []


def _again(sheet: Sheet, waiting: Sequence[HeldRow]) -> Iterator[HeldRow]:
    """Yield the rows held of which one that comes in, or is held anew, has the names and nearly all else."""
    columns, of_persons = columns_by_place(sheet), {column.place for column in sheet.persons}
    places = {n: p for p, n in enumerate(sheet.table.names) if p not in of_persons}
    named = [n for n, p in places.items() if p in {sheet.places.get(key) for key in _NAMED_BY}]

    def text(name: str, position: int) -> str:
        return text_of(sheet, places[name], position, columns.get(places[name]))

    held = {row.id: cells_of(row) for row in waiting}
    wanted = {_names(cells, named) for cells in held.values()}
    rows: dict[tuple[str, ...], list[Mapping[str, str]]] = {}
    held_now = {out.row for out in sheet.left_out if out.is_held or out.is_faulty}
    kept = {*sheet.kept}
    for position, row in enumerate(sheet.table.rows):
        if position not in kept and row not in held_now:
            continue
        names = _names({name: text(name, position) for name in named}, named)
        if names in wanted:
            rows.setdefault(names, []).append({name: text(name, position) for name in places})
    for waits in waiting:
        names = _names(held[waits.id], named)
        alike = rows.get(names, []) if any(names) else []
        most = _MENDED if len(alike) == 1 else _OF_SEVERAL
        if any(_differing(held[waits.id], own) <= most for own in alike):
            yield waits


def _names(cells: Mapping[str, str], named: Sequence[str]) -> tuple[str, ...]:
    return tuple(same_name(cells.get(name, "")) for name in named)


def _differing(held: Mapping[str, str], own: Mapping[str, str]) -> int:
    """Return how many cells read otherwise; one that the other lacks does too."""
    return sum(same_name(held.get(name, "")) != same_name(text) for name, text in own.items())
