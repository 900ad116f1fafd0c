"""The schema of the plan file: one frozen text a version, which every file must hold exactly.

The text lies in `resources/schema` and was made once from the field specs; a test compares the
two. Tables are STRICT and without row ids; the only constraints are those that no messy data
can break: a plan holds what people have.
"""

import re
from functools import cache
from typing import Final

from commissionplanner import paths
from commissionplanner.io.store.columns import Field, table_fields
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import Kind

VERSION: Final = 1
"""Version of the file (`user_version`). A file of a higher one is not opened."""

APPLICATION_ID: Final = 0x43504C4E
"""Marks a SQLite file as a plan: “CPLN”."""

FILE_TABLE: Final = "plan_file"
HISTORY_TABLE: Final = "history"

_OWN_TABLES: Final = (
    f"CREATE TABLE {FILE_TABLE} (\n  name TEXT PRIMARY KEY NOT NULL,\n  value TEXT NOT NULL\n"
    ") STRICT, WITHOUT ROWID;\n",
    f"CREATE TABLE {HISTORY_TABLE} (\n  seq INTEGER PRIMARY KEY NOT NULL,\n"
    "  made_at TEXT NOT NULL,\n  made_by TEXT NOT NULL,\n  why TEXT NOT NULL,\n"
    "  label TEXT NOT NULL,\n  changes BLOB NOT NULL\n) STRICT;\n",
)


@cache
def schema_text(version: int = VERSION) -> str:
    """Return the frozen schema of a version of the file."""
    path = paths.resources() / "schema" / f"plan-{version}.sql"
    return path.read_text(encoding="utf-8")


@cache
def schema_tables(version: int = VERSION) -> dict[str, str]:
    """Return the statement that makes each table of a version, by the table's name."""
    statements = [part.strip() for part in schema_text(version).split(";") if part.strip()]
    return {statement.split()[2]: statement for statement in statements}


@cache
def schema_columns(version: int = VERSION) -> dict[str, tuple[str, ...]]:
    """Return the names of the columns of each table of a version, in order."""
    line = re.compile(r"^  (\w+) ", re.MULTILINE)
    return {name: tuple(line.findall(sql)) for name, sql in schema_tables(version).items()}


def schema_from_specs() -> str:
    """Return the schema that the present field specs ask for."""
    return "\n".join((*_OWN_TABLES, *map(_create, TABLES)))


def _create(table: str) -> str:
    lines = ",\n".join(f"  {_column(field)}" for field in table_fields(table))
    return f"CREATE TABLE {table} (\n{lines}\n) STRICT, WITHOUT ROWID;\n"


def _column(field: Field) -> str:
    if field.name == "id":
        return "id TEXT PRIMARY KEY NOT NULL CHECK (id <> '')"
    check = f" CHECK ({field.name} IN (0, 1))" if field.kind is Kind.FLAG else ""
    return f"{field.name} {field.sql_type}{check}"
