"""Build the bytes of a plan file: a whole new SQLite database, made in memory. No file here."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import canonical, contents, schema
from commissionplanner.io.store.columns import Column, without_collection
from commissionplanner.io.store.contents import Facts, HistoryEntry
from commissionplanner.model.plan import Plan


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
    notes = contents.notes(plan, digest, parent_save_id)
    notes["checksum"] = canonical.checksum(tables, contents.checked_rows(notes, history))
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        _fill(database, tables, notes, history)
        content = database.serialize()
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
        save_id=notes["save_id"],
        parent_save_id=parent_save_id,
        sha256=sha256(content).hexdigest(),
        size=len(content),
    )
    return Built(content, facts)


def _fill(
    database: sqlite3.Connection,
    tables: Mapping[str, Mapping[str, Column]],
    notes: Mapping[str, str],
    history: Sequence[HistoryEntry],
) -> None:
    database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {schema.VERSION}")
    database.execute("BEGIN")
    for statement in schema.schema_tables().values():
        database.execute(statement)
    database.executemany(
        f"INSERT INTO {schema.FILE_TABLE} VALUES (?, ?)",  # noqa: S608 our own name
        sorted(notes.items()),
    )
    database.executemany(
        f"INSERT INTO {schema.HISTORY_TABLE} VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
        [(number, *entry.row) for number, entry in enumerate(history, 1)],
    )
    for table, columns in tables.items():
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        database.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 names from specs
            zip(*columns.values(), strict=True),
        )
    database.execute("COMMIT")
