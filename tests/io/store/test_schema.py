"""The schema of the plan file is frozen, and is what the field specs ask for."""

import sqlite3

from commissionplanner.io.store import schema
from commissionplanner.io.store.columns import table_fields
from commissionplanner.model.entities import TABLES


def test_the_frozen_schema_is_what_the_field_specs_ask_for():
    # A field was added? While this version is not released, run resources/schema/build_schema.py.
    assert schema.schema_text() == schema.schema_from_specs()


def test_sqlite_takes_the_schema_and_keeps_it_letter_for_letter():
    database = sqlite3.connect(":memory:")
    database.executescript(schema.schema_text())
    found = dict(database.execute("SELECT name, sql FROM sqlite_schema"))
    database.close()
    assert found == schema.schema_tables()


def test_every_field_has_its_column():
    for table in TABLES:
        names = tuple(field.name for field in table_fields(table))
        assert schema.schema_columns()[table] == names


def test_every_table_is_strict():
    assert all("STRICT" in sql.splitlines()[-1] for sql in schema.schema_tables().values())
