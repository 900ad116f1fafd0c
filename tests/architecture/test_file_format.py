"""What is written about the plan file names every table and column of its schema, and no other."""

import re
import sqlite3

import pytest

from commissionplanner.app import manual_file

PART = re.compile(r"\n## (\w+)\n(.*?)(?=\n## |\Z)", re.DOTALL)
LINE = re.compile(r"^- `(\w+)`: (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def tables(checkout):
    """Columns by table, as SQLite itself makes them from the schema."""
    database = sqlite3.connect(":memory:")
    database.executescript((checkout / "resources/schema/plan-1.sql").read_text(encoding="utf-8"))
    names = [row[0] for row in database.execute("SELECT name FROM sqlite_schema ORDER BY rowid")]
    found = {n: [r[1] for r in database.execute(f"PRAGMA table_info({n})")] for n in names}
    database.close()
    return found


def test_every_table_and_column_is_described_in_its_order(tables):
    page = manual_file.page()
    shared = [name for name, _ in LINE.findall(page.split("\n## ")[0])]
    described = {name: LINE.findall(body) for name, body in PART.findall(page)}
    assert list(described) == list(tables)
    for table, columns in tables.items():
        own = [c for c in columns if table in ("plan_file", "history") or c not in shared]
        assert [name for name, _ in described[table]] == own
        assert all(words.strip() for _, words in described[table])


def test_the_page_on_the_file_names_only_tables_there_are_and_leads_to_all(checkout, tables):
    text = (checkout / "docs" / "file-format.md").read_text(encoding="utf-8")
    groups = text.split("| Tables | What they hold |")[1].split("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", groups)) <= set(tables)
    assert "(manual/generated/plan-file.md)" in text


def test_columns_named_on_the_page_are_in_the_schema(checkout, tables):
    text = (checkout / "docs" / "file-format.md").read_text(encoding="utf-8")
    part = text.split("### What came from files")[1].split("\n## ")[0]
    known = {*tables, *(column for columns in tables.values() for column in columns)}
    assert set(re.findall(r"`([a-z_]+)`", part)) <= known
