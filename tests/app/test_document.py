"""The document: history, listeners, joined typing."""

from commissionplanner.app.document import Document
from commissionplanner.edits.records import SetFields
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan


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
