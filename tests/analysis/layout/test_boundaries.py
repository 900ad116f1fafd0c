"""What the Boundaries view holds."""

from dataclasses import replace
from datetime import date

from commissionplanner.analysis.layout.boundaries import boundaries
from commissionplanner.model.entities import Agreement, Contract
from commissionplanner.model.plan import Plan


def test_services_stand_with_their_provider(small_plan):
    shown = boundaries(small_plan, None)
    homes = {m.key: shown.containers[m.container].name for m in shown.members}
    assert homes == {"base": "Council", "portage": "Council", "visiting": "Trust"}


def test_services_stand_with_their_commissioner_where_asked(small_plan):
    shown = boundaries(small_plan, None, "commissioner")
    homes = {m.key: shown.containers[m.container].name for m in shown.members}
    assert homes["visiting"] == "Council"


def test_money_that_crosses_is_a_ribbon_and_money_that_stays_is_not(small_plan):
    shown = boundaries(small_plan, None)
    (ribbon,) = shown.ribbons
    names = [c.name for c in shown.containers]
    assert (names[ribbon.source], names[ribbon.target]) == ("Council", "Trust")
    assert (ribbon.amount_p, ribbon.count, ribbon.unknown) == (400_00, 1, 0)


def test_a_cost_not_known_is_counted_as_not_known(small_plan):
    costs = dict(small_plan.service_costs)
    costs["c2"] = replace(costs["c2"], amount_p=None)
    (ribbon,) = boundaries(small_plan.with_table("service_costs", costs), None).ribbons
    assert (ribbon.amount_p, ribbon.unknown) == (0, 1)


def test_a_hand_off_without_an_agreement_says_so(small_plan):
    (hand_off,) = boundaries(small_plan, None).hand_offs
    assert hand_off.agreed == "none"


def test_a_hand_off_under_an_agreement_that_ended_says_so(small_plan):
    link = replace(small_plan.links["l1"], agreement_id="isa")
    signed = Agreement(id="isa", name="x", signed_on=date(2024, 1, 1), end_on=date(2025, 1, 1))
    plan = small_plan.with_table("links", {"l1": link}).with_table("agreements", {"isa": signed})
    about = replace(plan.header, as_at_on=date(2026, 11, 2))
    (hand_off,) = boundaries(plan.with_table("about", {"plan": about}), None).hand_offs
    assert hand_off.agreed == "expired"


def test_a_service_held_by_one_body_is_a_silo(small_plan):
    shown = boundaries(small_plan.with_table("links", {}), None)
    assert {m.key: m.is_silo for m in shown.members if m.table == "services"} == {
        "portage": True, "visiting": False,
    }  # fmt: skip


def test_a_service_without_a_provider_stands_apart(small_plan):
    bare = replace(small_plan.services["visiting"], provider_ids=())
    shown = boundaries(small_plan.with_table("services", {"visiting": bare}), None)
    assert "Provider not known" in [c.name for c in shown.containers]


def test_a_single_year_contract_marks_its_service(small_plan):
    contract = Contract(
        id="k", title="One year", service_ids=("visiting",), provider_id="trust",
        start_on=date(2026, 4, 1), current_end_on=date(2027, 3, 31),
    )  # fmt: skip
    shown = boundaries(small_plan.with_table("contracts", {"k": contract}), None)
    assert {m.key for m in shown.members if m.is_single} == {"visiting"}


def test_an_empty_plan_has_an_empty_map():
    shown = boundaries(Plan(), None)
    assert (shown.containers, shown.members, shown.ribbons) == ((), (), ())


def test_every_service_of_the_sample_is_drawn_once(wexcombe):
    shown = boundaries(wexcombe, None)
    drawn = sorted(m.key for m in shown.members if m.table == "services")
    assert drawn == sorted(wexcombe.services)
