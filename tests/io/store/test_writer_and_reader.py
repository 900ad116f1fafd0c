"""A plan file is built and read back whole; whatever is wrong with one is said."""

import sqlite3
from hashlib import sha256

import pytest
from hypothesis import given

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import canonical, notes, reader, schema, writer
from commissionplanner.io.store.contents import history_entry
from commissionplanner.model.changes import difference
from commissionplanner.model.entities import Contract, Service
from commissionplanner.model.plan import Plan
from tests.strategies import plans

PLAN = Plan(services={f"s{n}": Service(id=f"s{n}", name=f"Service {n}") for n in range(50)})
BUILT = writer.build(PLAN)


def rebuilt(change, seal=True):
    """Return a plan file that somebody has changed with SQL."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.deserialize(BUILT.content)
    database.execute(f"UPDATE plan_file SET value = '{notes.UNSET}' WHERE name = 'checksum'")
    database.executescript(change)
    content = database.serialize()
    database.close()
    return notes.sealed(content) if seal else content


def problem_of(content):
    with pytest.raises(FileProblem) as caught:
        reader.read_content(content, "plan.cplan")
    assert "plan.cplan" in caught.value.message
    return caught.value.code


@given(plans(full=True))
def test_every_table_and_every_kind_of_value_comes_back(plan):
    found = reader.read_content(writer.build(plan).content, "x")
    assert found.plan == plan
    assert found.facts.digest == canonical.plan_digest(plan)


def test_a_long_record_takes_no_page_of_its_own_in_a_large_plan(monkeypatch):
    services = {f"s{n}": Service(id=f"s{n}", name=f"Service {n} {'x' * 240}") for n in range(2_000)}
    small = writer.build(Plan(services=services))
    monkeypatch.setattr(notes, "MANY_RECORDS", 1_000)
    large = writer.build(Plan(services=services))
    assert len(large.content) * 2 < len(small.content)
    for built in (small, large):
        assert reader.read_content(built.content, "x").plan.services == services
    problem_of(large.content[:-1] + bytes([large.content[-1] ^ 1]))


def test_the_same_plan_gives_the_same_bytes():
    assert writer.build(PLAN) == BUILT
    turned = Plan(services=dict(reversed(PLAN.services.items())))
    assert writer.build(turned).content == BUILT.content


def test_the_history_comes_back_and_is_no_part_of_the_digest():
    changes = difference(Plan(), PLAN, "Add services")
    entry = history_entry(changes, "2026-04-01T09:00:00+00:00", "A. Name", "agreed")
    built = writer.build(PLAN, (entry,))
    found = reader.read_content(built.content, "x")
    assert found.history == (entry,)
    assert found.history[0].changes() == changes
    assert built.facts.digest == BUILT.facts.digest
    assert built.content != BUILT.content


def test_a_save_is_named_by_its_digest_and_the_save_before():
    second = writer.build(PLAN, parent_save_id=BUILT.facts.save_id)
    assert second.facts.save_id != BUILT.facts.save_id
    assert reader.read_content(second.content, "x").facts.parent_save_id == BUILT.facts.save_id


def test_the_facts_are_those_of_the_bytes():
    found = reader.read_content(BUILT.content, "x")
    assert found.facts == BUILT.facts
    assert found.facts.sha256 == sha256(BUILT.content).hexdigest()


@pytest.mark.parametrize("at", range(0, len(BUILT.content), 487))
def test_a_bit_that_turned_is_always_seen(at):
    content = bytearray(BUILT.content)
    content[at] ^= 1 << at % 8
    problem_of(bytes(content))


@pytest.mark.parametrize("size", [0, 1, 50, 100, 1024, 5000, len(BUILT.content) - 1])
def test_a_file_cut_short_is_damaged(size):
    assert problem_of(BUILT.content[:size]) == "damaged"


@pytest.mark.parametrize("extra", [b"x", bytes(1024)])
def test_a_file_with_more_behind_it_is_damaged(extra):
    assert problem_of(BUILT.content + extra) == "damaged"


def test_another_file_is_no_plan():
    assert problem_of(b"PK\x03\x04" + b"x" * 200) == "not-a-plan"
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE t (x)")
    assert problem_of(database.serialize()) == "not-a-plan"
    database.close()


def test_a_newer_version_says_so():
    content = rebuilt(f"PRAGMA user_version = {schema.VERSION + 1}")
    assert problem_of(content) == "newer"


def test_a_file_in_the_middle_of_anothers_work_is_said_to_be_so():
    content = bytearray(BUILT.content)
    content[18] = content[19] = 2
    assert problem_of(bytes(content)) == "damaged"


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE more (x)",
        "CREATE VIEW v AS SELECT * FROM services",
        "CREATE TRIGGER t AFTER INSERT ON services BEGIN DELETE FROM services; END",
        "CREATE INDEX i ON services (name)",
        "CREATE VIRTUAL TABLE f USING fts5(x)",
        "ALTER TABLE services ADD COLUMN more TEXT",
        "DROP TABLE services",
    ],
)
def test_a_file_built_otherwise_is_refused(change):
    assert problem_of(rebuilt(change)) == "damaged"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE services SET name = 'Another' WHERE id = 's7'",
        "DELETE FROM services WHERE id = 's7'",
        "INSERT INTO services (id) VALUES ('more')",
        "UPDATE services SET start_on = '2026-13-01' WHERE id = 's7'",
        "DELETE FROM plan_file WHERE name = 'digest'",
    ],
)
def test_a_row_changed_by_another_program_is_seen_even_with_a_right_checksum(change):
    assert problem_of(rebuilt(change)) == "damaged"


def test_a_change_of_the_history_is_seen():
    content = rebuilt("INSERT INTO history VALUES (1, '', 'me', '', '', x'00')", seal=False)
    assert problem_of(content) == "damaged"


def test_a_number_no_file_can_hold_is_said_to_be_so():
    plan = Plan(contracts={"c": Contract(id="c", notice_months=2**70)})
    with pytest.raises(FileProblem, match="18 digits"):
        writer.build(plan)


def test_reading_leaves_the_file_and_its_folder_alone(tmp_path):
    path = tmp_path / "plan.cplan"
    path.write_bytes(BUILT.content)
    reader.read(path)
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == BUILT.content
