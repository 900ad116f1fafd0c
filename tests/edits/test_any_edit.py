"""What must hold of every edit, whatever it does."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.app.document import Document
from commissionplanner.edits.base import EditRefused, Together
from commissionplanner.io.store.canonical import plan_digest
from commissionplanner.model.changes import apply, difference
from tests.strategies import EDITED, edits, plans

todo = st.lists(edits(), max_size=12)


def make(document, some):
    """Make what is not refused; return how many edits changed something."""
    made = 0
    for edit in some:
        with suppress(EditRefused):
            made += bool(document.do(edit))
    return made


@given(plans(EDITED), todo)
def test_undoing_everything_restores_the_plan_and_redoing_restores_the_edits(plan, some):
    document = Document(plan)
    digest, made = plan_digest(plan), make(document, some)
    edited = document.plan
    for _ in range(made):
        document.undo()
    assert document.plan == plan
    assert plan_digest(document.plan) == digest
    for _ in range(made):
        document.redo()
    assert document.plan == edited


@given(plans(EDITED), edits())
def test_a_refused_edit_changes_nothing(plan, edit):
    document, refused = Document(plan), ""
    try:
        document.do(edit)
    except EditRefused as refusal:
        refused = str(refusal)
    if refused:
        assert document.plan is plan
        assert not document.undo_label
        assert refused.endswith(".")


@given(plans(EDITED), edits())
def test_an_edit_made_twice_changes_nothing_the_second_time_or_says_why(plan, edit):
    document = Document(plan)
    with suppress(EditRefused):
        document.do(edit)
        once = document.plan
        if not document.do(edit):
            assert document.plan is once


@given(plans(EDITED), todo)
def test_the_change_sets_told_add_up_to_the_difference(plan, some):
    document, told = Document(plan), []
    document.on_change(told.append)
    make(document, some)
    replayed = plan
    for changes in told:
        replayed = apply(replayed, changes)
    assert replayed == document.plan
    assert apply(plan, difference(plan, document.plan, "All")) == document.plan


@given(plans(EDITED), st.lists(edits(), min_size=2, max_size=4))
def test_edits_together_do_what_they_do_one_by_one_or_are_refused_whole(plan, some):
    one_by_one, together = Document(plan), Document(plan)
    try:
        together.do(Together("All", tuple(some)))
    except EditRefused:
        assert together.plan is plan
        return
    for edit in some:
        one_by_one.do(edit)
    assert together.plan == one_by_one.plan
