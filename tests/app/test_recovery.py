"""What can be got back after a crash or damage."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from commissionplanner import paths
from commissionplanner.app import recovery
from commissionplanner.app.session import Session, Who
from commissionplanner.app.usecases import plans
from commissionplanner.edits.records import AddRecords
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import backups
from commissionplanner.model.entities import Service

ME = Who("A. Name", lambda: "2026-04-01T09:00:00+00:00")


@pytest.fixture(autouse=True)
def _no_thread_is_left():
    yield
    assert "journal" not in {thread.name for thread in threading.enumerate()}


@pytest.fixture
def path(tmp_path):
    plans.new_plan(tmp_path / "plan.cplan", "Wexcombe")
    return tmp_path / "plan.cplan"


def add(session, key="s"):
    session.document.do(AddRecords("services", (Service(id=key, name="Home visiting"),)))


def die(session):
    """Leave things as a killed program does."""
    session._journal.close()


def crashed(path):
    session = Session.open(path, ME)
    add(session)
    add(session, "t")
    die(session)
    return session.plan


def test_unsaved_work_is_offered_and_made_again_undoable(path):
    plan = crashed(path)
    (work,) = recovery.unsaved_work()
    assert (work.path, work.title, work.n_changes) == (path, "Wexcombe", 2)
    assert "last ended: 2 changes, the last on " in work.said()
    session = Session.recovered(work, ME)
    assert session.plan == plan
    assert session.document.undo_label == "Add “Home visiting”"
    session.save()
    assert recovery.unsaved_work() == []
    assert plans.open_plan(path).plan == plan
    session.close()


def test_a_second_crash_during_recovery_loses_nothing(path):
    plan = crashed(path)
    die(Session.recovered(recovery.unsaved_work()[0], ME))
    (work,) = recovery.unsaved_work()
    session = Session.recovered(work, ME)
    assert session.plan == plan
    session.close()


def test_work_on_a_plan_that_was_never_saved_comes_back():
    session = Session(plans.empty_plan("p", "New plan"), who=ME)
    add(session)
    die(session)
    (work,) = recovery.unsaved_work()
    again = Session.recovered(work, ME)
    assert (work.path, again.plan) == (None, session.plan)
    again.document.undo()
    assert again.plan.header.title == "New plan"
    again.close()


def test_work_whose_plan_somebody_saved_since_does_not_replace_theirs(path):
    plan = crashed(path)
    plans.save_plan(plans.open_plan(path), plans.empty_plan("p", "Theirs"))
    session = Session.recovered(recovery.unsaved_work()[0], ME)
    assert session.plan == plan
    assert session.saved_by_other
    session.close()


def test_work_that_reached_the_file_is_not_offered(path):
    plan = crashed(path)
    plans.save_plan(plans.open_plan(path), plan)
    assert recovery.unsaved_work() == []


def test_work_whose_beginning_is_nowhere_is_said_to_be_lost_and_kept(path):
    crashed(path)
    path.unlink()
    for backup in backups.backups_of(path):
        backup.path.unlink()
    (work,) = recovery.unsaved_work()
    with pytest.raises(FileProblem, match="began from"):
        Session.recovered(work, ME)
    assert recovery.unsaved_work() == [work]


def test_work_that_is_not_wanted_goes(path):
    crashed(path)
    recovery.discard(recovery.unsaved_work()[0])
    assert recovery.unsaved_work() == []


def test_a_damaged_plan_offers_its_last_whole_version(path):
    digest = plans.open_plan(path).facts.digest
    path.write_bytes(path.read_bytes()[:-100])
    (found,) = recovery.examine([path])
    assert (found.status, found.digest, found.recoverable_digest) == ("error", None, digest)
    with pytest.raises(recovery.DamagedPlan, match="A whole version, kept on"):
        plans.open_plan(path)


def test_a_plan_that_is_gone_offers_its_last_whole_version(path):
    path.unlink()
    (found,) = recovery.examine([path])
    assert found.as_json()["recovery_offered"] is True


def test_examining_alters_nothing(path):
    before = path.read_bytes()
    (found,) = recovery.examine([path])
    assert found.status == "ok"
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_old_copies_and_scraps_go_at_start_and_new_ones_stay(path):
    crashed(path)
    (paths.work_folder() / "scrap").write_text("x", encoding="utf-8")
    recovery.sweep()
    assert backups.backups_of(path)
    recovery.sweep(datetime.now(UTC) + timedelta(days=31))
    assert not backups.backups_of(path)
    assert not list(paths.work_folder().iterdir())
    assert recovery.unsaved_work()


def test_one_call_deletes_every_local_copy(path):
    crashed(path)
    assert recovery.delete_local_copies() >= 2
    assert recovery.unsaved_work() == []
    assert not backups.backups_of(path)
    assert path.exists()


def test_a_copy_that_a_sync_service_left_is_found_and_other_plans_are_not(path):
    opened = plans.open_plan(path)
    plans.save_as(path, path.with_name("plan-same.cplan"))
    plans.new_plan(path.with_name("plan-other.cplan"))
    conflict = path.with_name("plan-LAPTOP7.cplan")
    plans.save_as(path, conflict)
    theirs = plans.open_plan(conflict)
    about = {opened.plan.id: opened.plan.header.with_found(area="Theirs")}
    plans.save_plan(theirs, theirs.plan.with_table("about", about))
    assert recovery.conflict_copies(path) == [conflict]
