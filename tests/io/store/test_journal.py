"""The recovery journal: what was written comes back, and a torn end is left out."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.io.store import journal
from commissionplanner.model.changes import difference
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan
from tests.strategies import plans

START = journal.Start("/a/plan.cplan", "ab" * 32, "A plan £")
STEP = difference(Plan(), Plan(services={"s": Service(id="s", name="Größe")}), "Add")


@pytest.fixture
def path(tmp_path):
    held = journal.Journal(START, tmp_path)
    for _ in range(3):
        held.append(STEP)
    held.close()
    return held.path


def test_the_start_and_every_step_come_back(path):
    found = journal.read(path)
    assert found.start == START
    assert found.steps == (STEP,) * 3
    assert not found.is_torn


@given(st.integers(0, 10_000))
def test_a_torn_end_loses_only_what_is_torn(tmp_path_factory, cut):
    held = journal.Journal(START, tmp_path_factory.mktemp("torn"))
    held.append(STEP)
    held.append(STEP)
    held.close()
    whole = held.path.read_bytes()
    held.path.write_bytes(whole[: cut % len(whole)])
    found = journal.read(held.path)
    assert found is None or found.steps in ((), (STEP,))


def test_what_follows_a_damaged_line_is_left_out(path):
    lines = path.read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace(b"Add", b"Bad")
    path.write_bytes(b"".join(lines))
    found = journal.read(path)
    assert found.steps == (STEP,)
    assert found.is_torn


def test_a_line_is_in_the_file_as_soon_as_it_is_noted(tmp_path):
    held = journal.Journal(START, tmp_path)
    held.append(STEP)
    assert journal.read(held.path).steps == (STEP,)
    held.discard()
    assert list(tmp_path.iterdir()) == []


@given(plans(), plans())
def test_any_change_comes_back(tmp_path_factory, one, other):
    step = difference(one, other, "Change")
    held = journal.Journal(START, tmp_path_factory.mktemp("any"))
    held.append(step)
    held.close()
    assert journal.read(held.path).steps == (step,)
    held.path.unlink()


def test_a_journal_of_a_living_program_is_not_offered():
    held = journal.Journal(START)
    assert list(journal.left_behind()) == []
    held.close()
    assert list(journal.left_behind()) == [held.path]


def test_a_journal_of_a_program_that_was_killed_is_offered(checkout):
    script = (
        "import os\nfrom commissionplanner.io.store import journal\n"
        "j = journal.Journal(journal.Start('p', '', 't'))\nprint(j.path, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
        if sys.platform != "win32"
        else ""
    )
    if not script:
        pytest.skip("needs the signals of POSIX")
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=checkout, check=False
    )
    assert [str(path) for path in journal.left_behind()] == [done.stdout.strip()]
