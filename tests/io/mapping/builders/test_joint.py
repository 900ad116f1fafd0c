"""A contract that two commissioners list in their registers: asked whether it is one, and kept as answered."""

import pytest

from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.mapping.staging import Origin, stage
from commissionplanner.model.changes import ChangeSet, apply

HEADINGS = ("Ref", "Title", "Commissioner", "Supplier", "Start", "End", "Total value")


def _rows(prefix, body, *changes):
    """Three contracts of a body; `changes` are (row, column, cell)."""
    rows = [
        [
            f"{prefix}{n}",
            f"Service {n}",
            body,
            "Alpha Ltd",
            "01/04/2025",
            "31/03/2028",
            f"£{n}00,000",
        ]
        for n in range(1, 4)
    ]
    for row, column, cell in changes:
        rows[row][HEADINGS.index(column)] = cell
    return [tuple(row) for row in rows]


def _bring(plan, file, **choices):
    staged = stage(plan, file, Origin(file.file, f"digest of {file.file}"), Choices(**choices))
    return staged, apply(plan, ChangeSet(staged.label, staged.changes))


@pytest.fixture
def bring_both(table, empty_plan):
    """Bring the register of a council in, then that of the board, with changes."""

    def run(*changes, **choices):
        ours = _rows("A", "Kent County Council")
        theirs = _rows("B", "NHS Kent and Medway ICB", *changes)
        plan = _bring(empty_plan, table(HEADINGS, *ours, file="council.csv"))[1]
        board = table(HEADINGS, *theirs, file="board.csv")
        staged, after = _bring(plan, board, **choices)
        return staged, after, board

    return run


def _asked(staged):
    return {question.id: question.taken for question in staged.questions}


def _sum_p(plan):
    return sum(contract.total_value_p for contract in plan.contracts.values())


def test_a_contract_in_two_registers_is_asked_about_and_each_has_its_own_until_answered(bring_both):
    staged, after, _ = bring_both()
    assert _asked(staged)["joint_contracts"] == "further_ones"
    assert _sum_p(after) == 2 * 600_000_00


def test_it_counts_once_where_that_is_said_and_is_not_asked_about_again(bring_both):
    _, after, board = bring_both(answers={"joint_contracts": "the_same"})
    assert _sum_p(after) == 600_000_00
    assert {d.field for d in after.disagreements.values()} == {"ref", "commissioner_id"}
    again, then = _bring(after, board)
    assert "joint_contracts" not in _asked(again)
    assert _sum_p(then) == 600_000_00


@pytest.mark.parametrize(
    ("column", "cell"),
    [("Title", "Another"), ("Supplier", "Beta Ltd"), ("Start", "02/04/2025"),
     ("End", "31/03/2029"), ("Total value", "£9"), ("End", "")],
)  # fmt: skip
def test_contracts_that_differ_in_anything_are_two(bring_both, column, cell):
    staged, after, _ = bring_both(*((n, column, cell) for n in range(3)))
    assert "joint_contracts" not in _asked(staged)
    assert len(after.contracts) == 6
