"""Change-sets: apply, turn round, join."""

import pytest

from commissionplanner.model.changes import (
    Change,
    ChangeSet,
    StaleChangeError,
    added,
    apply,
    changed,
    difference,
)
from commissionplanner.model.entities import Organisation
from commissionplanner.model.plan import Plan

FIRST = Organisation(id="o", name="First")
SECOND = Organisation(id="o", name="Second")
EMPTY = Plan()
HELD = Plan(organisations={"o": FIRST})


def _set(*changes):
    return ChangeSet("Test", tuple(changes))


def test_a_change_made_from_another_value_is_refused():
    with pytest.raises(StaleChangeError):
        apply(HELD, _set(Change("organisations", "o", SECOND, None)))


def test_adding_what_is_there_is_refused():
    with pytest.raises(StaleChangeError):
        apply(HELD, _set(*added("organisations", [SECOND])))


def test_the_inverse_takes_back():
    changes = _set(*changed(FIRST, SECOND, "organisations"))
    after = apply(HELD, changes)
    assert after.organisations["o"] == SECOND
    assert apply(after, changes.inverse()) == HELD


def test_equal_values_are_no_change():
    assert changed(FIRST, FIRST, "organisations") == ()


def test_joined_steps_go_from_the_first_value_to_the_last():
    third = Organisation(id="o", name="Third")
    joined = _set(Change("organisations", "o", FIRST, SECOND)).merged_with(
        _set(Change("organisations", "o", SECOND, third))
    )
    assert joined.changes == (Change("organisations", "o", FIRST, third),)


def test_steps_that_end_where_they_began_leave_nothing():
    there = _set(Change("organisations", "o", FIRST, SECOND))
    assert not there.merged_with(there.inverse())


def test_the_difference_of_two_plans_turns_one_into_the_other():
    step = difference(EMPTY, HELD, "Bring in")
    assert apply(EMPTY, step) == HELD
    assert step.tables == {"organisations"}
