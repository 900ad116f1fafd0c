"""A sitting with one plan: saving, colleagues, locks, journal and history."""

import json
import os
import threading
from dataclasses import asdict

import pytest

from commissionplanner import paths
from commissionplanner.app import recovery
from commissionplanner.app.session import SavedByOther, Session, Who
from commissionplanner.app.usecases import plans
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.records import AddRecords, SetFields
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import backups, journal, lock, reader
from commissionplanner.model.changes import apply
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan

ME = Who("A. Name", lambda: "2026-04-01T09:00:00+00:00")
ADD = AddRecords("services", (Service(id="s", name="Home visiting"),))


@pytest.fixture(autouse=True)
def _no_thread_is_left():
    yield
    assert "journal" not in {thread.name for thread in threading.enumerate()}


@pytest.fixture
def path(tmp_path):
    plans.new_plan(tmp_path / "plan.cplan", "Wexcombe")
    return tmp_path / "plan.cplan"


@pytest.fixture
def session(path):
    opened = Session.open(path, ME)
    yield opened
    opened.close()


def rename(session, name):
    session.document.do(SetFields("services", ("s",), {"name": name}))


def test_a_save_puts_the_present_plan_on_the_disk(session, path):
    session.document.do(ADD)
    assert not session.is_saved
    session.save()
    assert session.is_saved
    assert reader.read(path).plan == session.plan


def test_the_history_says_who_when_why_and_what(session, path):
    session.document.do(ADD)
    session.save("agreed at the board")
    (entry,) = reader.read(path).history
    assert (entry.made_by, entry.made_at, entry.why) == (
        "A. Name", "2026-04-01T09:00:00+00:00", "agreed at the board",
    )  # fmt: skip
    assert entry.label == "Add “Home visiting”"
    assert entry.changes().keys("services")


def test_typing_is_one_entry_and_what_is_taken_back_at_once_is_none(session, path):
    session.document.do(ADD)
    for name in ("H", "Ho", "Home"):
        rename(session, name)
    rename(session, "Other")
    session.document.undo()
    session.save()
    changed = [entry.changes().changes[0].after.name for entry in reader.read(path).history]
    assert changed[0] == "Home visiting"
    assert changed[-1] == "Home"


def test_a_colleagues_save_is_noticed_and_never_overwritten(session, path):
    session.document.do(ADD)
    theirs = plans.open_plan(path)
    theirs = plans.save_plan(theirs, plans.empty_plan(theirs.plan.id, "Theirs"))
    assert session.saved_by_other
    with pytest.raises(SavedByOther):
        session.save()
    assert reader.read(path).plan == theirs.plan
    assert not session.is_saved
    session.replace_theirs()
    assert reader.read(path).plan == session.plan
    assert theirs.plan in [reader.read(b.path).plan for b in backups.backups_of(path)]


def test_a_save_that_fails_keeps_everything(session, path, monkeypatch):
    session.document.do(ADD)
    before = path.read_bytes()
    with monkeypatch.context() as held:
        held.setattr("commissionplanner.io.store.atomic._write", _no_room)
        with pytest.raises(FileProblem):
            session.save()
    assert path.read_bytes() == before
    assert not session.is_saved
    session.save()
    assert len(reader.read(path).history) == 1


def _no_room(*words):
    raise OSError(28, "No space left on device")


def test_what_changes_while_a_save_is_being_written_stays_unsaved(session, path):
    session.document.do(ADD)
    pending = session.begin_save()
    rename(session, "Later")
    session.finish_save(pending, pending.write())
    assert not session.is_saved
    assert reader.read(path).plan == pending.plan
    session.save()
    assert [entry.label[:3] for entry in session.history] == ["Add", "Cha"]


def test_a_copy_leaves_the_session_where_it_is(session, path, tmp_path):
    session.document.do(ADD)
    session.save_copy(tmp_path / "copy.cplan")
    assert session.path == path
    assert not session.is_saved
    assert reader.read(tmp_path / "copy.cplan").plan == session.plan


def test_a_save_under_another_name_goes_on_there(session, path, tmp_path):
    session.save_as(tmp_path / "other.cplan")
    assert session.path.name == "other.cplan"
    assert not lock.lock_path(path).exists()
    assert lock.lock_path(session.path).exists()


def test_a_plan_without_a_file_must_be_given_a_name():
    session = Session(Plan(), who=ME)
    with pytest.raises(EditRefused, match="Save as"):
        session.save()


def test_who_else_has_the_plan_open_is_told(path):
    other = lock.Holder("B. Name", "elsewhere", "2026", "2999-01-01T00:00:00+00:00", 1)
    lock.lock_path(path).write_text(json.dumps(asdict(other)), encoding="utf-8")
    session = Session.open(path, ME)
    assert session.held_by == other
    session.close()
    assert lock.lock_path(path).exists()


def test_closing_leaves_nothing_behind(session, path):
    session.document.do(ADD)
    session.close()
    assert list(path.parent.iterdir()) == [path]
    assert recovery.unsaved_work() == []


def test_a_disk_that_takes_no_journal_is_told_and_stops_nobody(session, monkeypatch):
    with monkeypatch.context() as held:
        held.setattr(paths, "recovery_folder", _no_room)
        session.document.do(ADD)
    assert "No space left on device" in session.journal_fault
    assert "Save now" in session.journal_fault
    assert session.plan.services


def test_once_the_disk_takes_a_journal_it_holds_what_was_changed_before(session, monkeypatch):
    with monkeypatch.context() as held:
        held.setattr(paths, "recovery_folder", _no_room)
        session.document.do(ADD)
    rename(session, "Later")
    session.settle()
    assert session.journal_fault == ""
    assert replayed(session) == session.plan


def test_a_disk_that_fills_later_is_told_and_nothing_is_missing_once_it_has_room(
    session, monkeypatch
):
    told = threading.Event()
    session.on_noted = told.set
    with monkeypatch.context() as held:
        held.setattr(journal.Journal, "_write_first", _no_room)
        session.document.do(ADD)
        session.settle()
        assert told.wait(60)
        assert "No space left" in session.journal_fault
    rename(session, "Later")
    session.settle()
    assert session.journal_fault == ""
    assert replayed(session) == session.plan


def test_changing_does_not_wait_for_the_journal(session, monkeypatch):
    gate, force = threading.Event(), os.fsync
    monkeypatch.setattr(os, "fsync", lambda number: gate.wait(60) and force(number))
    session.document.do(ADD)
    rename(session, "Later")
    assert session.is_noting
    gate.set()
    session.settle()
    assert not session.is_noting
    assert replayed(session) == session.plan


def test_what_changes_while_a_save_is_being_written_is_in_the_next_journal(session):
    session.document.do(ADD)
    pending = session.begin_save()
    rename(session, "Later")
    session.finish_save(pending, pending.write())
    rename(session, "Last")
    session.settle()
    assert len(list(paths.recovery_folder().glob("*.journal"))) == 1
    assert replayed(session) == session.plan


def test_the_first_change_of_a_plan_without_a_file_begins_with_the_whole_plan():
    session = Session(plans.empty_plan("p", "New plan"), who=ME)
    session.document.do(ADD)
    session.settle()
    assert replayed(session) == session.plan
    session.close()
    assert list(paths.recovery_folder().glob("*.journal")) == []


def replayed(session):
    """The plan that a start after a crash would find now."""
    held = journal.read(session._journal.path)
    plan = reader.read(session.path).plan if session.path else Plan()
    for step in held.steps:
        plan = apply(plan, step)
    return plan
