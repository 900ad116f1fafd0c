"""Build the bytes of a plan file: a whole new SQLite database, made in memory. No file here."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import Final

from commissionplanner.collecting import without_collection
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import canonical, notes, schema
from commissionplanner.io.store.columns import Column
from commissionplanner.io.store.contents import Facts, HistoryEntry
from commissionplanner.model.plan import Plan

ROWS_AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class Built:
    """A plan file that is not on any disk yet."""

    content: bytes
    facts: Facts


def build(plan: Plan, history: Sequence[HistoryEntry] = (), parent_save_id: str = "") -> Built:
    """Return the file of a plan. The same plan, history and parent give the same bytes.

    Raises:
        FileProblem: a number is too large for any file to hold.
    """
    with without_collection():
        return _build(plan, history, parent_save_id)


def _build(plan: Plan, history: Sequence[HistoryEntry], parent_save_id: str) -> Built:
    tables = canonical.stored_tables(plan)
    digest = canonical.digest(tables)
    said = notes.notes(digest, parent_save_id)
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        n_records = sum(len(columns["id"]) for columns in tables.values())
        database.execute(f"PRAGMA page_size = {notes.page_bytes(n_records)}")
        _fill(database, tables, said, history)
        if database.total_changes != n_records + len(said) + len(history):
            raise sqlite3.DatabaseError("Rows were lost while the plan file was built.")
        content = notes.sealed(database.serialize())
    except OverflowError as error:
        raise FileProblem(
            "The plan holds a number with more than 18 digits, which no file can keep. "
            "Undo the last change, or correct the number.",
            code="number-too-large",
        ) from error
    finally:
        database.close()
    facts = Facts(
        version=schema.VERSION,
        digest=digest,
        save_id=said["save_id"],
        parent_save_id=parent_save_id,
        sha256=sha256(content).hexdigest(),
        size=len(content),
    )
    return Built(content, facts)


def _fill(
    database: sqlite3.Connection,
    tables: Mapping[str, Mapping[str, Column]],
    said: Mapping[str, str],
    history: Sequence[HistoryEntry],
) -> None:
    database.execute("PRAGMA journal_mode = OFF")  # nobody else sees it, nothing to roll back
    database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {schema.VERSION}")
    database.execute("BEGIN")
    for statement in schema.schema_tables().values():
        database.execute(statement)
    database.executemany(
        f"INSERT INTO {schema.FILE_TABLE} VALUES (?, ?)",  # noqa: S608 our own name
        sorted(said.items()),
    )
    database.executemany(
        f"INSERT INTO {schema.HISTORY_TABLE} VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        [(number, *entry.row) for number, entry in enumerate(history, 1)],
    )
    for table, columns in tables.items():
        _insert(database, table, columns)
    database.execute("COMMIT")


def _insert(database: sqlite3.Connection, table: str, columns: Mapping[str, Column]) -> None:
    """Insert the rows of a table, twenty in a statement: that takes a third less time."""
    width = len(columns)
    start = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "  # noqa: S608 names from specs
    marks = f"({', '.join('?' * width)})"
    flat = list(chain.from_iterable(zip(*columns.values(), strict=True)))
    block = width * ROWS_AT_ONCE
    whole = len(flat) - len(flat) % block
    database.executemany(
        start + ", ".join([marks] * ROWS_AT_ONCE),
        (flat[at : at + block] for at in range(0, whole, block)),
    )
    database.executemany(
        start + marks, (flat[at : at + width] for at in range(whole, len(flat), width))
    )
