"""Which colour an organisation has."""

from commissionplanner.analysis.layout.palette import slots
from commissionplanner.model.entities import Organisation, Service
from commissionplanner.model.plan import Plan
from tests.pool_plans import table

ROWS = (
    Organisation(id="z", name="Supplier"),
    Organisation(id="y", name="Another supplier", colour=2),
    Organisation(id="p", name="Partner", is_partner=True),
    Organisation(id="c", name="Who commissions"),
    Organisation(id="d", name="A directorate of the partner", parent_id="p"),
    Organisation(id="a", name="A third supplier"),
)


def test_partners_come_first_then_who_pays_and_a_colour_chosen_stays():
    plan = Plan(
        organisations=table(*ROWS), services=table(Service(id="s", lead_commissioner_id="c"))
    )
    assert slots(plan) == {"p": 0, "d": 0, "y": 1, "c": 2, "a": 3, "z": 4}


def test_colours_are_those_of_the_plan_opened_again():
    made = Plan(organisations=table(*ROWS))
    again = made.in_order()
    assert list(again.organisations) == sorted(made.organisations) != list(made.organisations)
    assert slots(made) == slots(again)
