"""Saving a plan: a colleague's work is never overwritten, and what cannot be saved is kept."""

from hashlib import sha256
from pathlib import Path

import pytest

from commissionplanner import paths
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import backups, reader, save, writer
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan

PLAN = Plan(services={"s": Service(id="s", name="Ours")})
THEIRS = Plan(services={"s": Service(id="s", name="Theirs")})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "plan.cplan"


def test_a_saved_plan_opens_as_it_was(path):
    facts = save.save(path, PLAN)
    found = reader.read(path)
    assert found.plan == PLAN
    assert found.facts == facts
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_somebody_else_saved_is_not_replaced(path):
    mine = save.save(path, PLAN)
    save.save(path, THEIRS)
    with pytest.raises(FileProblem) as caught:
        save.save(path, PLAN, expected_sha256=mine.sha256)
    assert caught.value.code == "changed"
    assert reader.read(path).plan == THEIRS


def test_a_file_that_is_gone_is_said_to_be(path):
    mine = save.save(path, PLAN)
    path.unlink()
    with pytest.raises(FileProblem, match="no longer there"):
        save.save(path, PLAN, expected_sha256=mine.sha256)


def test_a_new_plan_replaces_no_file(path):
    save.save(path, THEIRS)
    with pytest.raises(FileProblem):
        save.save(path, PLAN, expected_sha256=save.NO_FILE)
    assert reader.read(path).plan == THEIRS


def test_what_was_there_and_what_was_saved_are_both_kept(path):
    path.write_bytes(writer.build(THEIRS).content)
    save.save(path, PLAN)
    kept = [reader.read(backup.path).plan for backup in backups.backups_of(path)]
    assert kept == [PLAN, THEIRS]


def test_what_cannot_be_saved_is_kept_on_this_computer(path, monkeypatch):
    with monkeypatch.context() as full:
        full.setattr(save.atomic.os, "open", _disk_full)
        with pytest.raises(FileProblem, match="kept in") as caught:
            save.save(path, PLAN)
    (kept,) = paths.recovery_folder().glob("unsaved-*")
    assert str(kept) in caught.value.message
    assert reader.read(kept).plan == PLAN
    assert not path.exists()


def _disk_full(*words, **more):
    raise OSError(28, "No space left on device")


def test_a_backup_that_cannot_be_kept_does_not_stop_a_save(path, monkeypatch):
    monkeypatch.setattr(paths, "backups_folder", lambda: Path(_disk_full()))
    assert save.save(path, PLAN).sha256 == sha256(path.read_bytes()).hexdigest()


def test_a_folder_of_that_name_is_said_to_be_one(path):
    path.mkdir()
    with pytest.raises(FileProblem, match="is a folder"):
        save.save(path, PLAN)
