"""The edit that an import is: all of its records or none."""

import pytest

from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.imports import BringIn
from commissionplanner.model.changes import Change, apply
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan

HELD = Service(id="s1", name="Portage")
PLAN = Plan(services={"s1": HELD})


def test_records_are_added_and_changed_as_they_were_made_ready():
    after = Service(id="s1", name="Portage service")
    new = Service(id="s2", name="Clinic")
    edit = BringIn("Import", (Change("services", "s1", Service(id="s1", name="Portage"), after),
                              Change("services", "s2", None, new)))  # fmt: skip
    plan = apply(PLAN, edit.changes(PLAN))
    assert plan.services == {"s1": after, "s2": new}
    assert apply(plan, edit.changes(PLAN).inverse()) == PLAN


def test_a_plan_that_was_changed_since_refuses_the_whole_import():
    old = Service(id="s1", name="Another name")
    edit = BringIn("Import", (Change("services", "s1", old, HELD),))
    with pytest.raises(EditRefused, match="changed while this import"):
        edit.changes(PLAN)
