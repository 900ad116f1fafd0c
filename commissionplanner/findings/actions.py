"""What was promised in answer to findings, and what of it is late on the plan's own day."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from commissionplanner.model.entities import Action
from commissionplanner.model.plan import Plan

OVER: Final = frozenset({"done", "dropped"})
"""States of an action that ask for nothing more."""


def is_pending(action: Action) -> bool:
    """Tell whether an action is still to be done; one without a state is."""
    return action.closed_on is None and action.status not in OVER


def is_overdue(action: Action, as_at: date | None) -> bool:
    """Tell whether an action is still to be done after its due day has passed.

    One without a due day is not late: it is not known when it was to be done. The due day itself
    still counts as in time. Without an as-at day nothing is late.
    """
    if as_at is None or action.due_on is None:
        return False
    return is_pending(action) and action.due_on < as_at


def days_late(action: Action, as_at: date | None) -> int:
    """Return how many days an action is overdue; 0 where it is not."""
    if as_at is None or action.due_on is None or not is_overdue(action, as_at):
        return 0
    return (as_at - action.due_on).days


def pending(plan: Plan) -> tuple[Action, ...]:
    """Return the actions still to be done, the first due first, those without a day last."""
    held = [action for action in plan.actions.values() if is_pending(action)]
    return tuple(sorted(held, key=lambda a: (a.due_on or date.max, a.title, a.id)))


def overdue(actions: Iterable[Action], as_at: date | None) -> tuple[Action, ...]:
    """Return those of some actions that are overdue, in their order."""
    return tuple(action for action in actions if is_overdue(action, as_at))
