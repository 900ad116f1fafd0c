"""Replacing a file: at every moment the old one or the new one, whole; causes are named."""

import errno
import os
from pathlib import Path

import pytest

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import atomic

OLD, NEW = b"old " * 300, b"new " * 500


class Killed(BaseException):
    """Stands for the end of the process: nothing that catches errors catches it."""


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "plan.cplan"
    file.write_bytes(OLD)
    return file


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """Let time pass without waiting for it."""
    now = [0.0]
    monkeypatch.setattr(atomic.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(atomic.time, "sleep", lambda s: now.__setitem__(0, now[0] + s))
    return now


def replace(path):
    atomic.replace_file(path, NEW, lambda content: None)


def fail(monkeypatch, owner, name, error, times=1, only=lambda *words: True):
    """Make a function fail the first so many times."""
    real, left = getattr(owner, name), [times]

    def failing(*words, **more):
        if left[0] and only(*words):
            left[0] -= 1
            raise error
        return real(*words, **more)

    monkeypatch.setattr(owner, name, failing)


def test_the_new_file_is_there_and_nothing_beside_it(path):
    replace(path)
    assert path.read_bytes() == NEW
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_was_not_there_is_made(tmp_path):
    replace(tmp_path / "first.cplan")
    assert (tmp_path / "first.cplan").read_bytes() == NEW


def test_everything_is_flushed_before_and_the_folder_after_the_replacing(path, monkeypatch):
    done, fsync, move = [], os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("flush"), fsync(handle))[1])
    monkeypatch.setattr(Path, "replace", lambda a, b: (done.append("replace"), move(a, b))[1])
    replace(path)
    assert done == ["flush", "replace", "flush"]


STEPS = [(os, "open"), (os, "fsync"), (Path, "read_bytes"), (Path, "replace")]


@pytest.mark.parametrize(("owner", "name"), STEPS)
@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_an_error_at_any_step_leaves_the_old_file_and_names_the_cause(
    path, monkeypatch, owner, name, code
):
    fail(monkeypatch, owner, name, OSError(code, os.strerror(code)))
    with pytest.raises(FileProblem, match=r"disk|read-only"):
        replace(path)
    monkeypatch.undo()
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(("owner", "name"), STEPS)
def test_a_death_at_any_step_leaves_the_old_file_and_does_not_block_the_next_save(
    path, monkeypatch, owner, name
):
    fail(monkeypatch, owner, name, Killed())
    monkeypatch.setattr(Path, "unlink", lambda *words, **more: None)  # the dead tidy nothing
    with pytest.raises(Killed):
        replace(path)
    monkeypatch.undo()
    assert path.read_bytes() == OLD
    replace(path)
    assert path.read_bytes() == NEW


def test_a_replacing_refused_three_times_is_tried_again(path, monkeypatch):
    fail(monkeypatch, Path, "replace", PermissionError(errno.EACCES, "in use"), times=3)
    replace(path)
    assert path.read_bytes() == NEW


def test_a_replacing_refused_for_ever_ends_within_six_seconds(path, monkeypatch, no_waiting):
    fail(monkeypatch, Path, "replace", PermissionError(errno.EACCES, "in use"), times=10_000)
    with pytest.raises(FileProblem, match="Another program may have it open"):
        replace(path)
    assert 5 <= no_waiting[0] < 6
    assert path.read_bytes() == OLD


def test_what_reads_back_otherwise_is_not_put_in_place(path, monkeypatch):
    monkeypatch.setattr(Path, "read_bytes", lambda self: NEW[:-1] + b"?")
    with pytest.raises(FileProblem, match="reports an error"):
        replace(path)
    monkeypatch.undo()
    assert path.read_bytes() == OLD


def test_what_does_not_check_is_not_put_in_place(path):
    def refuse(content):
        raise FileProblem("It is another plan.")

    with pytest.raises(FileProblem, match="another plan"):
        atomic.replace_file(path, NEW, refuse)
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_cannot_be_flushed_is_not_called_saved(path, monkeypatch):
    real = os.fsync
    calls = iter([real, lambda handle: (_ for _ in ()).throw(OSError(errno.EIO, "error"))])
    monkeypatch.setattr(os, "fsync", lambda handle: next(calls)(handle))
    with pytest.raises(FileProblem, match="did not confirm"):
        replace(path)
    assert path.read_bytes() == NEW


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileProblem, match="no folder"):
        replace(tmp_path / "none" / "plan.cplan")


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such rights")
def test_the_rights_of_the_file_stay(path):
    path.chmod(0o640)
    replace(path)
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_stays_a_link(path):
    link = path.with_name("link.cplan")
    link.symlink_to(path)
    replace(link)
    assert link.is_symlink()
    assert path.read_bytes() == NEW
