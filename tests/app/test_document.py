"""The document: history, listeners, joined typing."""

import pytest

from commissionplanner.app.document import LARGE, Document, make
from commissionplanner.edits.base import Prepared
from commissionplanner.edits.records import SetFields
from commissionplanner.model.changes import Change, ChangeSet
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan
from commissionplanner.progress import CancelledError, Progress


def _document():
    return Document(Plan(services={"s": Service(id="s", name="Old")}))


def _name(text):
    return SetFields("services", ("s",), {"name": text})


def test_typing_in_one_field_is_one_step():
    document = _document()
    for text in ("N", "Ne", "New"):
        document.do(_name(text), merge_key="s.name")
    document.undo()
    assert document.plan.services["s"].name == "Old"


def test_an_edit_that_changes_nothing_is_no_step():
    document = _document()
    assert not document.do(_name("Old"))
    assert document.undo_label == ""


def test_a_new_edit_forgets_what_could_be_made_again():
    document = _document()
    document.do(_name("A"))
    document.undo()
    document.do(_name("B"))
    assert document.redo_label == ""


def test_listeners_hear_each_change_until_they_stop():
    document, heard = _document(), []
    stop = document.on_change(heard.append)
    document.do(_name("A"))
    document.undo()
    stop()
    document.redo()
    assert [bool(changes) for changes in heard] == [True, True]


def test_going_back_to_what_was_saved_is_saved_again():
    document = _document()
    document.mark_saved(document.plan)
    document.do(_name("A"))
    assert not document.is_saved


def test_listeners_find_the_history_as_it_is_after_the_edit():
    document, seen = _document(), []
    document.on_change(lambda _changes: seen.append((document.undo_label, document.redo_label)))
    document.do(_name("A"))
    document.undo()
    assert seen[0][0].startswith("Change service")
    assert seen[1] == ("", seen[0][0])


def test_an_edit_made_beside_the_document_is_taken_unless_the_plan_has_moved_on():
    document = _document()
    made = make(_name("A"), document.plan)
    late = make(_name("B"), document.plan)
    assert document.take(made)
    assert not document.take(late)
    assert document.plan.services["s"].name == "A"
    document.undo()
    assert document.plan.services["s"].name == "Old"


def test_a_large_edit_is_taken_back_and_made_again_without_a_loop_through_the_plan():
    document, heard = _document(), []
    document.on_change(heard.append)
    before = document.plan
    many = tuple(Change("services", f"n{n}", None, Service(id=f"n{n}")) for n in range(LARGE))
    document.do(Prepared(ChangeSet("Import", many)))
    after = document.plan
    document.undo()
    assert document.plan is before
    assert heard[1] == heard[0].inverse()
    document.redo()
    assert document.plan is after


def test_work_stopped_before_an_edit_is_made_makes_none():
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        make(_name("A"), _document().plan, None, progress)
