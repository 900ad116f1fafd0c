"""What of the actions is still to be done, and what is late."""

from datetime import date

import pytest

from commissionplanner.findings.actions import days_late, is_overdue, pending
from commissionplanner.model.entities import Action
from commissionplanner.model.plan import Plan

AS_AT = date(2026, 11, 2)


def _action(due_on=AS_AT, key="a", **more):
    return Action(id=key, title="Do it", due_on=due_on, **more)


@pytest.mark.parametrize(
    ("due_on", "late"),
    [(date(2026, 11, 1), 1), (AS_AT, 0), (date(2026, 11, 3), 0), (None, 0)],
)
def test_an_action_is_late_from_the_day_after_it_was_due(due_on, late):
    action = _action(due_on)
    assert (days_late(action, AS_AT), is_overdue(action, AS_AT)) == (late, bool(late))


@pytest.mark.parametrize("over", [{"status": "done"}, {"status": "dropped"}, {"closed_on": AS_AT}])
def test_what_is_closed_is_never_late(over):
    assert not is_overdue(_action(date(2026, 1, 1), **over), AS_AT)


def test_without_an_as_at_day_nothing_is_late():
    assert not is_overdue(_action(date(2020, 1, 1)), None)


def test_what_is_to_do_stands_by_day_and_without_a_day_last():
    rows = [_action(None, "x"), _action(AS_AT, "y"), _action(date(2026, 1, 1), "z"),
            _action(status="done", key="w")]  # fmt: skip
    held = pending(Plan(actions={row.id: row for row in rows}))
    assert [row.id for row in held] == ["z", "y", "x"]
