"""Rows held before do not wait on when a later file brings them in, nor wait twice."""

import hashlib

import pytest

from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.mapping.staging import Origin, stage
from commissionplanner.model.changes import ChangeSet, apply

HEADS = ("Ref", "Contract title", "Supplier", "Start date", "End date", "Total value")
HOLD = {"rows_to_fix": "hold"}


@pytest.fixture
def bring(empty_plan):
    """Stage a table as a file of its own; give the staged import and the plan after it."""

    def run(table, plan=empty_plan, answers=HOLD):
        digest = hashlib.sha256(table.file.encode()).hexdigest()
        staged = stage(plan, table, Origin(table.file, digest), Choices(answers=answers))
        return staged, apply(plan, ChangeSet(staged.label, staged.changes))

    return run


def _rows(**ends):
    """Four contracts; `ends` are their last days by reference, where another."""
    return [
        (f"C{n}", f"Care {n}", f"Firm {n} Ltd", "01/04/2024", ends.get(f"C{n}", "31/03/2027"), 1000 + n)
        for n in range(4)
    ]  # fmt: skip


def _first(table, bring):
    staged, plan = bring(table(HEADS, *_rows(C1="see file", C2="ask Ann")))
    assert (staged.rows_accepted, len(plan.held_rows)) == (2, 2)
    return plan


def test_rows_put_right_in_a_later_file_are_held_no_more(table, bring):
    plan = _first(table, bring)
    staged, after = bring(table(HEADS, *_rows(), file="register v2.csv"), plan)
    question = next(q for q in staged.questions if q.id == "held_before")
    assert "2 rows held" in question.text
    assert (len(after.contracts), len(after.held_rows)) == (4, 0)
    keep = HOLD | {"held_before": "keep"}
    kept = bring(table(HEADS, *_rows(), file="register v2.csv"), plan, keep)[1]
    assert len(kept.held_rows) == 2


def test_a_row_still_to_be_put_right_waits_once(table, bring):
    later = table(HEADS, *_rows(C2="ask Bob"), file="register v2.csv")
    after = bring(later, _first(table, bring))[1]
    (waiting,) = after.held_rows.values()
    assert "ask Bob" in waiting.cells
    assert len(after.contracts) == 3


def test_a_row_that_is_another_leaves_what_is_held_alone(table, bring):
    rows = [(f"D{n}", *row[1:]) for n, row in enumerate(_rows())]
    staged, after = bring(table(HEADS, *rows, file="other.csv"), _first(table, bring))
    assert "held_before" not in {q.id for q in staged.questions}
    assert len(after.held_rows) == 2
    far = [(*row[:3], "01/05/2020", "30/04/2021", 5) for row in _rows()]
    after = bring(table(HEADS, *far, file="old.csv"), _first(table, bring))[1]
    assert len(after.held_rows) == 2
