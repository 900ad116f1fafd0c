"""Open a plan file that may come from anybody: every guard, in order, then every row.

The bytes are read once and looked at in memory; SQLite never touches the file, makes no side
files and takes no locks. A file that fails a guard is refused whole: nothing is repaired in
place, nothing dropped and nothing deleted.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from commissionplanner.collecting import without_collection
from commissionplanner.io import limits
from commissionplanner.io.codec import ValueProblem
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import canonical, migrations, notes, schema
from commissionplanner.io.store.columns import Column, to_records
from commissionplanner.io.store.contents import Facts, HistoryEntry, PlanFile
from commissionplanner.model.plan import Plan

SECONDS: Final = 60.0
"""No plan takes this long to read; a file made to keep us busy is stopped here."""

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = 100
_ALLOWED = {sqlite3.SQLITE_SELECT: True, sqlite3.SQLITE_READ: True}


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a plan file.

    Raises:
        FileProblem: there is none, it may not be read, or it is too large.
    """
    name = path.name
    try:
        if path.is_dir():
            raise FileProblem(f"“{name}” is a folder, not a plan.", code="not-a-plan")
        size = path.stat().st_size
        if size > limits.FILE_BYTES:
            raise FileProblem(
                f"“{name}” is larger than {limits.FILE_BYTES // limits.MEGABYTE} MB; "
                "no plan is. Open another file.",
                code="too-large",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise FileProblem(
            f"There is no file “{name}” in {path.absolute().parent}. Check the name and the folder.",
            code="missing",
        ) from None
    except PermissionError:
        raise FileProblem(
            f"“{name}” may not be read: permission denied. Another program may have it open, "
            "or its owner must allow you to read it.",
            code="not-allowed",
        ) from None
    except OSError as error:
        raise FileProblem(
            f"“{name}” cannot be read: {error.strerror or error}. Check the disk or the network.",
            code="unreadable",
        ) from error


def read(path: Path) -> PlanFile:
    """Read a plan file whole.

    Raises:
        FileProblem: it cannot be read, is no plan, is damaged or altered, or is of a newer
            version; nothing has been changed.
    """
    return read_content(read_bytes(path), path.name)


def read_content(content: bytes, name: str) -> PlanFile:
    """Read the bytes of a plan file; `name` is what messages call it.

    Raises:
        FileProblem: as for `read`.
    """
    with _opened(content, name) as database, without_collection():
        held = _notes(database, content, name)
        version = version_of(content)
        stored = _stored(database, version)
        if canonical.digest(stored) != held["digest"]:
            raise _damaged(name, "its contents do not match its digest")
        history = _history(database)
        stored = migrations.to_present(stored, version)
        try:
            tables: dict[str, Any] = {
                table: to_records(table, columns, len(columns["id"]))
                for table, columns in stored.items()
            }
        except ValueProblem as problem:
            raise _damaged(name, f"a value cannot be read ({problem})") from problem
    return PlanFile(Plan(**tables), history, _facts(content, held))


def verify(content: bytes, name: str, digest: str) -> None:
    """Check that bytes just written are a whole plan file of a digest.

    Raises:
        FileProblem: they are not.
    """
    with _opened(content, name) as database:
        held = _notes(database, content, name)
    if held["digest"] != digest:
        raise _damaged(name, "it holds another plan")


def version_of(content: bytes) -> int:
    """Return the version of the form of a plan file, from its header."""
    return int.from_bytes(content[60:64], "big")


def _facts(content: bytes, held: Mapping[str, str]) -> Facts:
    return Facts(
        version=version_of(content),
        digest=held["digest"],
        save_id=held.get("save_id", ""),
        parent_save_id=held.get("parent_save_id", ""),
        sha256=sha256(content).hexdigest(),
        size=len(content),
    )


def _damaged(name: str, why: str) -> FileProblem:
    return FileProblem(
        f"“{name}” is damaged or was changed by another program: {why}. "
        "It has been left as it is; open an earlier version of it instead.",
        code="damaged",
    )


def _check_header(content: bytes, name: str) -> None:
    """Look at the first 100 bytes before any library does."""
    if not content:
        raise _damaged(name, "it is empty")
    if content[:16] != _MAGIC or len(content) < _HEADER:
        if content[:16].strip(b"\x00") == b"" or len(content) < _HEADER:
            raise _damaged(name, "its beginning is missing")
        raise FileProblem(
            f"“{name}” is not a Commission Planner plan. To bring in a spreadsheet, use Import.",
            code="not-a-plan",
        )
    if content[18] != 1 or content[19] != 1:
        raise _damaged(name, "it is marked as in use by another program")
    if int.from_bytes(content[68:72], "big") != schema.APPLICATION_ID:
        raise FileProblem(
            f"“{name}” is a database of another program, or its mark is damaged. "
            "Open a Commission Planner plan.",
            code="not-a-plan",
        )
    version = version_of(content)
    if version > schema.VERSION:
        raise FileProblem(
            f"“{name}” was saved by a newer version of Commission Planner (file version "
            f"{version}; this program reads up to {schema.VERSION}). Update the program to open it.",
            code="newer",
        )
    if version < 1:
        raise _damaged(name, "its version is missing")
    size = int.from_bytes(content[16:18], "big")
    pages = int.from_bytes(content[28:32], "big")
    if (1 if size == 1 else size) == 0 or pages * (65536 if size == 1 else size) != len(content):
        raise _damaged(name, "it is not complete")


@contextmanager
def _opened(content: bytes, name: str) -> Iterator[sqlite3.Connection]:
    _check_header(content, name)
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.deserialize(content)
        _guard(database, schema.schema_tables(version_of(content)), name)
        yield database
    except (sqlite3.Error, MemoryError, UnicodeDecodeError) as error:
        raise _damaged(name, "the database in it cannot be read") from error
    finally:
        database.close()


def _guard(database: sqlite3.Connection, ours: Mapping[str, str], name: str) -> None:
    """Bound what the file may cost, then see that it is built exactly as ours are."""
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, limits.FILE_BYTES)
    database.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    last = time.monotonic() + SECONDS
    database.set_progress_handler(lambda: int(time.monotonic() > last), 1_000_000)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
        database.execute(f"PRAGMA {pragma}")
    found = database.execute("SELECT type, name, sql FROM sqlite_schema").fetchmany(len(ours) + 1)
    if {("table", table, sql) for table, sql in ours.items()} != set(found):
        raise _damaged(name, "its tables are not those of a plan")
    if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise _damaged(name, "its pages do not fit together")

    def allow(action: int, table: str | None, column: str | None, *_: Any) -> int:
        del column
        allowed = _ALLOWED.get(action) and (action == sqlite3.SQLITE_SELECT or table in ours)
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    database.set_authorizer(allow)


def _notes(database: sqlite3.Connection, content: bytes, name: str) -> dict[str, str]:
    """Return what the file says of itself, once every bit of it is known to be right."""
    held = dict(database.execute(f"SELECT name, value FROM {schema.FILE_TABLE}"))  # noqa: S608
    if "digest" not in held or not notes.is_whole(content, held):
        raise _damaged(name, "its contents do not match its checksum")
    return held


def _stored(database: sqlite3.Connection, version: int) -> dict[str, dict[str, Column]]:
    """Return every row of the plan's tables, as columns; those that hold nothing left out."""
    columns_of = schema.schema_columns(version)
    stored: dict[str, dict[str, Column]] = {}
    for table in columns_of.keys() - {schema.FILE_TABLE, schema.HISTORY_TABLE}:
        names = columns_of[table]
        query = f"SELECT {', '.join(names)} FROM {table} ORDER BY id"  # noqa: S608 our names
        rows = database.execute(query).fetchall()
        if rows:
            columns = zip(names, zip(*rows, strict=True), strict=True)
            stored[table] = {n: column for n, column in columns if column.count(None) < len(rows)}
    return stored


def _history(database: sqlite3.Connection) -> tuple[HistoryEntry, ...]:
    rows = database.execute(
        "SELECT made_at, made_by, why, label, changes"  # noqa: S608 our own names
        f" FROM {schema.HISTORY_TABLE} ORDER BY seq"
    )
    return tuple(HistoryEntry(*row) for row in rows.fetchall())
