"""Turns what is asked for on a table page into edits: cells, pasted blocks, rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from commissionplanner.app import wording
from commissionplanner.app.personal_words import NO_NAMES, personal_words
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.records import (
    AddRecords,
    DeleteRecords,
    DuplicateRecord,
    SetCells,
    SetFields,
)
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import Kind, Value
from commissionplanner.model.ids import NewId, random_ids
from commissionplanner.model.plan import Plan
from commissionplanner.ui.models.columns import Column
from commissionplanner.ui.workspace import Workspace

_WORDED: Final = (Kind.TEXT, Kind.CODE, Kind.TEXTS)
_OF_PEOPLE: Final = frozenset({"persons", "role_holders"})


@dataclass(frozen=True, slots=True)
class Block:
    """Cells to be filled: ids downwards from the current row, columns to the right."""

    keys: tuple[str, ...]
    columns: tuple[Column, ...]


class TableController:
    """Makes the edits of one table. What cannot be done is said, and changes nothing."""

    def __init__(self, workspace: Workspace, table: str, new_id: NewId | None = None) -> None:
        self._workspace = workspace
        self._table = table
        self._new_id = new_id or random_ids()

    def type_into(self, key: str, column: Column, text: str) -> bool:
        """Set the field of one record to what was typed."""
        return self.set_all((key,), column, text)

    def paste(self, text: str, block: Block) -> None:
        """Fill cells from rows of text with tabs, all or none.

        One value pasted over several rows fills them all. Rows that stick out below the
        table are not added; that is said.
        """
        rows = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
        if not text.strip() or not block.keys:
            self._workspace.say("There is nothing to paste here. Copy cells in Excel first.")
            return
        if len(rows) == 1 and len(rows[0]) == 1:
            rows = rows * len(block.keys)
        try:
            cells = self._cells(rows, block)
        except EditRefused as refusal:
            self._workspace.say(f"{refusal} Nothing was pasted.", level="problem")
            return
        count = min(len(rows), len(block.keys))
        label = f"Paste into {count:,} {self._noun(count)}"
        if self._workspace.do(SetCells(self._table, tuple(cells), label)):
            if self._table not in _OF_PEOPLE:
                self._warn(text)
            over = len(rows) - len(block.keys)
            if over > 0:
                self._workspace.say(
                    f"{count:,} rows pasted. {over:,} more did not fit below and were left out."
                )

    def _cells(self, rows: Sequence[Sequence[str]], block: Block) -> list[tuple[str, str, Value]]:
        cells: list[tuple[str, str, Value]] = []
        plan = self._workspace.plan
        for key, row in zip(block.keys, rows, strict=False):
            for column, text in zip(block.columns, row, strict=False):
                if column.field is None:
                    if text.strip():
                        raise EditRefused(f"“{column.heading or 'Findings'}” is worked out.")
                    continue
                value = wording.typed_value(plan, column.field, text)
                cells.append((key, column.field.name, value))
        return cells

    def fill_down(self, keys: Sequence[str], column: Column | None) -> None:
        """Give all selected rows the first one's value in the current column."""
        if column is None or column.field is None or len(keys) < 2:
            self._workspace.say("Select two or more rows, with the cell to repeat in the first.")
            return
        first = self._workspace.plan.table(self._table)[keys[0]]
        value = getattr(first, column.field.name)
        self._workspace.do(SetFields(self._table, tuple(keys[1:]), {column.field.name: value}))

    def set_all(self, keys: Sequence[str], column: Column, text: str) -> bool:
        """Set a field of all the rows to what was typed."""
        if column.field is None:
            return False
        try:
            value = wording.typed_value(self._workspace.plan, column.field, text)
        except EditRefused as refusal:
            self._workspace.say(f"{refusal} Nothing was changed.", level="problem")
            return False
        done = self._workspace.do(SetFields(self._table, tuple(keys), {column.field.name: value}))
        if done and column.field.kind in _WORDED and self._table not in _OF_PEOPLE:
            self._warn(text)
        return done

    def _warn(self, text: str) -> None:
        """Say it where what was typed looks like a person's data; one undo takes it back."""
        words = personal_words(self._workspace.plan, text, is_name_one=self._table in NO_NAMES)
        if words:
            self._workspace.say(words, level="attention")

    def add(self, make: Callable[[Plan, str], Record]) -> str:
        """Add a record; its id, or "" where that was refused."""
        record = make(self._workspace.plan, self._new_id())
        return record.id if self._workspace.do(AddRecords(self._table, (record,))) else ""

    def duplicate(self, key: str) -> str:
        """Add a copy of a record; its id, or "" where there is none to copy."""
        new_id = self._new_id()
        return (
            new_id if key and self._workspace.do(DuplicateRecord(self._table, key, new_id)) else ""
        )

    def delete(self, keys: Sequence[str]) -> None:
        """Delete records; one undo brings them back, so nothing is asked."""
        if keys:
            self._workspace.do(DeleteRecords(self._table, tuple(keys)))

    def _noun(self, count: int) -> str:
        spec = TABLES[self._table]
        return spec.singular if count == 1 else spec.plural
