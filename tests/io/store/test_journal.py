"""The recovery journal: what was written comes back, and a torn end is left out."""

import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

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


@pytest.fixture(autouse=True)
def _no_thread_is_left():
    yield
    assert "journal" not in {thread.name for thread in threading.enumerate()}


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
    held.settle()
    assert journal.read(held.path).steps == (STEP,)
    held.discard()
    assert list(tmp_path.iterdir()) == []


def test_whoever_appends_does_not_wait_and_the_order_is_kept(tmp_path):
    gate = threading.Event()
    held = journal.Journal(START, tmp_path)
    held.append(lambda: gate.wait(60) and STEP)
    later = replace(STEP, label="Later")
    held.append(later)
    assert journal.read(held.path).steps == ()
    gate.set()
    held.settle()
    assert journal.read(held.path).steps == (STEP, later)
    held.discard()


def test_what_is_told_is_forced_to_the_disk_unasked_and_that_is_told(tmp_path, monkeypatch):
    forced, settled = [], threading.Event()
    monkeypatch.setattr(os, "fsync", forced.append)
    held = journal.Journal(START, tmp_path, settled.set)
    held.append(STEP)
    assert settled.wait(60)
    assert forced
    assert held.is_settled
    held.discard()


def test_closing_writes_what_waits_and_dropping_does_not(tmp_path):
    for end, kept in ((journal.Journal.close, True), (journal.Journal.discard, False)):
        held = journal.Journal(START, tmp_path)
        for _ in range(20):
            held.append(STEP)
        end(held)
        end(held)  # a second time does no harm
        assert held.path.exists() == kept
        assert not kept or journal.read(held.path).steps == (STEP,) * 20
    with pytest.raises(ValueError, match="ended"):
        held.append(STEP)


def test_a_large_change_comes_back_whole(tmp_path):
    services = {f"s{n}": Service(id=f"s{n}", name="Größe") for n in range(1_234)}
    large = difference(Plan(), Plan(services=services), "Many")
    held = journal.Journal(START, tmp_path)
    held.append(large)
    held.close()
    assert journal.read(held.path).steps == (large,)


def test_a_full_disk_tears_no_line_and_what_it_refused_is_tried_again(tmp_path, monkeypatch):
    held = journal.Journal(START, tmp_path)
    held.append(STEP)
    held.settle()
    file = held._file
    monkeypatch.setattr(held, "_file", _Full(file))
    held.append(replace(STEP, label="Second"))
    held.settle()
    assert held.fault.strerror == "No space left on device"
    monkeypatch.setattr(held, "_file", file)
    held.append(replace(STEP, label="Third"))
    held.settle()
    assert held.fault is None
    assert [s.label for s in journal.read(held.path).steps] == ["Add", "Second", "Third"]
    held.discard()


class _Full:
    """A file on a disk with room for ten more bytes."""

    def __init__(self, file):
        self._file = file

    def __getattr__(self, name):
        return getattr(self._file, name)

    def write(self, data):
        self._file.write(data[:10])
        raise OSError(28, "No space left on device")


def test_what_could_not_be_made_is_told_and_stops_nothing(tmp_path):
    held = journal.Journal(START, tmp_path)
    held.append(lambda: {}["mistake"])
    held.settle()
    assert isinstance(held.fault, KeyError)
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


PROGRAM = """
import os, sys, threading
from commissionplanner.io.store import journal
from commissionplanner.model.changes import Change, ChangeSet
from commissionplanner.model.entities import Service

written, most = threading.Event(), int(sys.argv[1])
held = journal.Journal(journal.Start("p", "", "t"))
print(held.path, flush=True)
for n in range(most or 40):
    held.append(ChangeSet(str(n), (Change("services", f"s{n}", None, Service(id=f"s{n}")),)))
    if n + 1 == most:
        held.append(lambda: written.set() or threading.Event().wait())
        written.wait()
        os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs the signals of POSIX")
@pytest.mark.parametrize("n", [1, 2, 7, 30])
def test_a_program_killed_in_mid_edit_leaves_all_that_it_wrote_in_order(checkout, n):
    found = _left_by(checkout, n)
    assert [step.label for step in found.steps] == [str(k) for k in range(n)]


def test_a_program_that_ends_without_closing_its_journal_writes_it_to_the_end(checkout):
    assert len(_left_by(checkout, 0).steps) == 40


def _left_by(checkout, n):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(n)], capture_output=True, text=True, cwd=checkout,
        check=False, timeout=60,
    )  # fmt: skip
    assert [str(path) for path in journal.left_behind()] == [done.stdout.strip()], done.stderr
    return journal.read(Path(done.stdout.strip()))
