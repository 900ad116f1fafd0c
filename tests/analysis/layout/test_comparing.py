"""Two states on one map."""

from dataclasses import replace

from hypothesis import given, settings

from commissionplanner.analysis.layout.boundaries import boundaries
from commissionplanner.analysis.layout.comparing import compared
from commissionplanner.analysis.layout.content import Content
from commissionplanner.analysis.layout.drawing import draw
from commissionplanner.analysis.layout.lens import Lens
from commissionplanner.analysis.layout.money_flow import money_flow
from commissionplanner.analysis.layout.scene import arrange
from commissionplanner.analysis.layout.views import LABELS, content
from commissionplanner.model.entities import Service, ServiceCost
from tests.map_plans import YEAR, plans


def marks(made: Content):
    return {one.name: one.change for one in made.members if one.change}


def other_state(plan):
    """The plan with Portage gone, another amount for Visiting, and a service more."""
    services = dict(plan.services)
    del services["portage"]
    services["new"] = Service(id="new", name="Brand new", provider_ids=("trust",))
    costs = {"c2": replace(plan.service_costs["c2"], amount_p=500_00)}
    return plan.with_table("services", services).with_table("service_costs", costs)


def test_what_is_new_gone_and_changed_is_marked(small_plan):
    made = compared(boundaries(small_plan, None), boundaries(other_state(small_plan), None))
    assert marks(made) == {"Brand new": "added", "Portage": "gone", "Visiting": "changed"}
    assert next(one.was_p for one in made.members if one.name == "Visiting") == 400_00
    assert made.hidden[0] == "1 new, 1 gone, 1 amount changed."


def test_a_hand_off_that_is_gone_is_still_there_and_marked(small_plan):
    made = compared(boundaries(small_plan, None), boundaries(other_state(small_plan), None))
    assert [one.change for one in made.hand_offs] == ["gone"]


def test_of_one_state_nothing_differs(small_plan):
    held = boundaries(small_plan, None)
    made = compared(held, held)
    assert (marks(made), made.hidden[0]) == ({}, "Nothing differs.")


def test_money_that_is_gone_adds_nothing(small_plan):
    after = money_flow(other_state(small_plan), None)
    made = compared(money_flow(small_plan, None), after)
    assert made.balance == after.balance
    gone = [one for one in made.containers if one.change == "gone"]
    assert {one.amount_p for one in gone} == {0}


@settings(max_examples=25)
@given(plans(), plans())
def test_any_two_states_of_any_view_can_be_drawn(one, other):
    for view in LABELS:
        made = compared(*(content(plan, view, YEAR, "provider") for plan in (one, other)))
        assert draw(arrange(made, {}), Lens(1.0)) is not None


def test_a_year_is_compared_with_another(small_plan):
    later = ServiceCost(id="c9", service_id="visiting", year=YEAR.plus(1), amount_p=410_00)
    plan = small_plan.with_table("service_costs", {**small_plan.service_costs, "c9": later})
    made = compared(boundaries(plan, YEAR), boundaries(plan, YEAR.plus(1)))
    assert marks(made)["Visiting"] == "changed"
