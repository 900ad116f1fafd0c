"""What pages are given: here, that the journal works behind the window and is heard."""

import gc
import threading

from commissionplanner import paths
from commissionplanner.edits.records import SetFields


def rename(window, name):
    window.workspace.do(SetFields("services", ("portage",), {"name": name}))


def test_a_disk_that_keeps_no_changes_is_told_once(qtbot, make_window, plan, monkeypatch):
    window = make_window(plan)
    monkeypatch.setattr(paths, "recovery_folder", _gone)
    rename(window, "One")
    qtbot.waitUntil(lambda: bool(window.said))
    rename(window, "Two")
    qtbot.waitUntil(gc.isenabled)
    (said,) = window.said
    assert said.title == "Changes are not kept safe"
    assert "No such file or directory" in said.lines[0]


def _gone():
    raise FileNotFoundError(2, "No such file or directory")


def test_no_garbage_is_collected_until_the_journal_is_written(qtbot, make_window, plan):
    window = make_window(plan)
    rename(window, "One")
    assert not gc.isenabled()
    window.workspace.session.settle()
    qtbot.waitUntil(gc.isenabled)
    assert window.said == type(window.said)()


def test_the_journal_ends_with_the_window_even_where_it_is_still_writing(make_window, plan):
    window = make_window(plan)
    rename(window, "One")
    window.close()
    assert "journal" not in {thread.name for thread in threading.enumerate()}
