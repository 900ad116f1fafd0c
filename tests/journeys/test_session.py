"""A whole sitting, step by step in any order: edit, undo, save, crash, recover, open, compare."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from commissionplanner import paths
from commissionplanner.app import recovery
from commissionplanner.app.session import Session, Who
from commissionplanner.app.usecases import plans
from commissionplanner.edits.base import EditRefused
from commissionplanner.io.store import journal, reader
from commissionplanner.io.store.canonical import plan_digest
from commissionplanner.model.changes import apply
from commissionplanner.versions.compare import compare
from tests.strategies import edits


class Sitting(RuleBasedStateMachine):
    """One plan file and one session on it, as a user would treat them."""

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "plan.cplan"
        self.who = Who("A. Name", lambda: "2026-04-01T09:00:00+00:00")
        self.saved = plans.new_plan(self.path, "Wexcombe").plan
        self.session = Session.open(self.path, self.who)
        self.begun_with = self.saved
        for left in recovery.unsaved_work():
            recovery.discard(left)

    def teardown(self):
        self.session.close()
        self.folder.cleanup()

    @rule(edit=edits())
    def edit(self, edit):
        with suppress(EditRefused):
            self.session.document.do(edit)

    @rule()
    def undo(self):
        self.session.document.undo()

    @rule()
    def redo(self):
        self.session.document.redo()

    @rule()
    def undo_all(self):
        while self.session.document.undo_label:
            self.session.document.undo()
        assert plan_digest(self.session.plan) == plan_digest(self.begun_with)
        assert self.session.plan == self.begun_with

    @rule(why=st.sampled_from(["", "agreed at the board"]))
    def save(self, why):
        facts = self.session.save(why)
        self.saved = self.session.plan
        assert self.session.is_saved
        assert facts.digest == plan_digest(self.saved)

    @rule()
    def save_a_copy(self):
        copy = self.path.with_name("copy.cplan")
        self.session.save_copy(copy)
        assert reader.read(copy).plan == self.session.plan

    @rule()
    def close_and_open(self):
        self.session.close()
        self.session = Session.open(self.path, self.who)
        self.begun_with = self.saved
        assert self.session.plan == self.saved

    @rule()
    def a_colleague_saves(self):
        theirs = plans.open_plan(self.path)
        header = theirs.plan.header.with_found(area="Theirs")
        plan = theirs.plan.with_table("about", {header.id: header})
        plans.save_plan(theirs, plan)
        if self.session.saved_by_other:
            mine = self.session.plan
            try:
                self.session.save()
            except EditRefused:
                assert reader.read(self.path).plan == plan
                assert self.session.plan == mine
            self.session.replace_theirs()
        self.saved = reader.read(self.path).plan

    @precondition(lambda self: not self.session.is_saved)
    @rule()
    def crash_and_recover(self):
        before = self.session.plan
        self.die()
        work = recovery.unsaved_work()
        if work:
            self.session = Session.recovered(work[0], self.who)
            assert self.session.plan == before
        else:
            self.session = Session.open(self.path, self.who)
            assert before == self.session.plan == self.saved
        self.begun_with = self.saved

    def die(self):
        """End as a killed program does: nothing saved, nothing tidied, no lock held."""
        if self.session._journal is not None:
            self.session._journal.close()

    @invariant()
    def the_file_is_what_was_saved(self):
        assert reader.read(self.path).plan == self.saved

    @invariant()
    def the_journal_replays_to_the_present_plan(self):
        held = self.session._journal
        if held is not None:
            held.settle()
            plan = reader.read(self.path).plan
            for step in journal.read(held.path).steps:
                plan = apply(plan, step)
            assert plan == self.session.plan

    @invariant()
    def the_difference_is_what_is_not_saved(self):
        if self.session.plan != self.saved:
            assert compare(self.saved, self.session.plan)

    @invariant()
    def the_history_leads_from_nothing_recorded_to_the_file(self):
        found = reader.read(self.path)
        plan = found.plan
        for entry in reversed(found.history):
            plan = apply(plan, entry.changes().inverse())
        assert plan.header.title == "Wexcombe"
        assert not plan.services

    @invariant()
    def nothing_is_left_beside_the_plan(self):
        names = {path.name for path in self.path.parent.iterdir()}
        assert names <= {"plan.cplan", "copy.cplan", ".plan.cplan.lock"}
        assert len(list(paths.recovery_folder().iterdir())) <= 1


TestSitting = Sitting.TestCase
TestSitting.settings = settings(max_examples=8, stateful_step_count=25, deadline=None)
