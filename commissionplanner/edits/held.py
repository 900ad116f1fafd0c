"""Edits of rows held for later: set a cell right, drop rows, and what their import then says."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet, changed
from commissionplanner.model.entities import HeldRow, ImportBatch
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted


@dataclass(frozen=True, slots=True)
class SetHeldCell:
    """Put another text in a cell of a held row; "" empties it."""

    key: str
    heading: str
    text: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the one change of the row."""
        (row,) = held_rows(plan, (self.key,))
        cells = {**_object(row.cells), self.heading: " ".join(self.text.split())}
        kept = {heading: text for heading, text in cells.items() if text}
        if kept == _object(row.cells):
            return ChangeSet("")
        after = replace(row, cells=_json(kept))
        label = f"Change “{self.heading}” of held row {row.row}"
        return ChangeSet(label, changed(row, after, "held_rows"))


@dataclass(frozen=True, slots=True)
class DropHeldRows:
    """Give up rows that are held; their slip says why."""

    keys: tuple[str, ...]
    reason: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the rows taken out and their slips changed; refused without a reason."""
        why = " ".join(self.reason.split())
        if not why:
            raise EditRefused("Say why these rows are dropped; the slip keeps the reason.")
        rows = held_rows(plan, self.keys)
        changes = [Change("held_rows", row.id, row, None) for row in rows]
        for batch, own in by_import(plan, rows):
            numbers = {row.row for row in own}
            after = with_rows_gone(batch, numbers, f"Held for later, then dropped: {why}")
            changes.extend(changed(batch, after, "imports"))
        return ChangeSet(f"Drop {counted(len(rows), 'held row')}", tuple(changes))


def held_rows(plan: Plan, keys: Collection[str]) -> list[HeldRow]:
    """Return held rows by id.

    Raises:
        EditRefused: one of them is no longer there.
    """
    rows = [plan.held_rows.get(key) for key in keys]
    if None in rows:
        raise EditRefused("That row is no longer held.")
    return [row for row in rows if row is not None]


def by_import(
    plan: Plan, rows: Collection[HeldRow]
) -> list[tuple[ImportBatch, tuple[HeldRow, ...]]]:
    """Return rows by their import, in the order of the file; those of no import are left out."""
    found = []
    for key in dict.fromkeys(row.import_id for row in rows):
        batch = plan.imports.get(key or "")
        if batch is not None:
            own = sorted((r for r in rows if r.import_id == key), key=lambda r: r.row or 0)
            found.append((batch, tuple(own)))
    return found


def with_rows_gone(
    batch: ImportBatch, numbers: Collection[int | None], reason: str = ""
) -> ImportBatch:
    """Return the record of an import some of whose rows are no longer held.

    Args:
        batch: As it is.
        numbers: Of the rows in the file.
        reason: Why they stay out for good; "" where they came in.
    """
    slip = _object(batch.slip)
    outs = [dict(out) for out in slip.get("rows_left_out", ()) if isinstance(out, dict)]
    for out in outs:
        if out.get("row") in numbers and reason:
            out["reason"] = reason
    if not reason:
        outs = [out for out in outs if out.get("row") not in numbers]
    slip["rows_left_out"] = outs
    gone = len(numbers)
    more = 0 if reason else gone
    return replace(
        batch,
        rows_held=_less(batch.rows_held, gone),
        rows_left_out=_less(batch.rows_left_out, more),
        rows_accepted=None if batch.rows_accepted is None else batch.rows_accepted + more,
        slip=_json(slip),
    )


def with_totals(batch: ImportBatch, main: str, more_p: Mapping[str, int]) -> ImportBatch:
    """Return the record of an import with the amounts of rows that came in later.

    Args:
        batch: As it is.
        main: Field of its main money column.
        more_p: Pence by field of what came in.
    """
    slip = _object(batch.slip)
    totals = {k: v for k, v in _dict(slip.get("totals")).items() if isinstance(v, int)}
    own = _dict(slip.get("sheet_total"))
    if own:
        ours = own["amount_p"] - own["difference_p"]
        key = next((k for k in (main, *totals) if totals.get(k) == ours), "")
        own["difference_p"] -= more_p.get(key, 0)
        slip["sheet_total"] = own
    slip["totals"] = {k: totals.get(k, 0) + more_p.get(k, 0) for k in sorted({*totals, *more_p})}
    amount_p = batch.amount_in_p
    if main in more_p:
        amount_p = (amount_p or 0) + more_p[main]
    return replace(batch, amount_in_p=amount_p, slip=_json(slip))


def _less(count: int | None, gone: int) -> int | None:
    return None if count is None else max(count - gone, 0)


def _dict(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _object(text: str) -> dict[str, Any]:
    try:
        return _dict(json.loads(text or "{}"))
    except ValueError:
        return {}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
