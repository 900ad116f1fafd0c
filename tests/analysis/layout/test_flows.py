"""Money on its way: it adds up to the penny, whatever the plan."""

from hypothesis import given

from commissionplanner.analysis.index import Index
from commissionplanner.analysis.layout.flows import (
    COMMISSIONER,
    PROVIDER,
    SERVICE,
    STREAM,
    contract_way,
    money_way,
    remainders,
)
from commissionplanner.model.entities import Contract, ServiceCost
from commissionplanner.model.joins import planned_costs
from tests.map_plans import YEAR, plans


@given(plans())
def test_what_comes_in_is_given_out_or_left_to_the_penny(plan):
    balance = money_way(Index(plan), YEAR).balance
    assert balance.in_p + balance.short_p == balance.out_p + balance.left_p


@given(plans())
def test_what_reaches_services_is_what_the_plan_says_they_cost(plan):
    lines = [c for (_, year), held in planned_costs(plan).items() if year == YEAR for c in held]
    assert money_way(Index(plan), YEAR).balance.out_p == sum(max(c.amount_p or 0, 0) for c in lines)


@given(plans())
def test_every_service_hands_on_exactly_what_it_gets(plan):
    way = money_way(Index(plan), YEAR)
    assert not [node for node in remainders(way.flows, way.brought) if node[0] == SERVICE]


@given(plans())
def test_money_leads_from_each_column_to_the_next(plan):
    for one, other, _ in money_way(Index(plan), YEAR).flows:
        assert other[0] == one[0] + 1


def test_a_line_without_stream_comes_from_who_pays(small_plan):
    line = ServiceCost(id="c3", service_id="portage", year=YEAR, payer_id="trust", amount_p=50_00)
    plan = small_plan.with_table("service_costs", {"c3": line})
    flows = money_way(Index(plan), YEAR).flows
    buyer = (COMMISSIONER, "organisations", "council")
    assert flows[((STREAM, "organisations", "trust"), buyer, "trust")].amount_p == 50_00


def test_an_amount_that_is_not_known_is_counted_and_adds_nothing(small_plan):
    line = ServiceCost(id="c2", service_id="visiting", year=YEAR, stream_id="base")
    plan = small_plan.with_table("service_costs", {**small_plan.service_costs, "c2": line})
    balance = money_way(Index(plan), YEAR).balance
    assert (balance.out_p, balance.unknown, balance.left_p) == (100_00, 1, 800_00)


def test_what_is_below_nought_is_said(small_plan):
    line = ServiceCost(id="c2", service_id="visiting", year=YEAR, stream_id="base", amount_p=-5_00)
    plan = small_plan.with_table("service_costs", {**small_plan.service_costs, "c2": line})
    assert "1 amount below nought (−£5 together): not drawn." in money_way(Index(plan), YEAR).hidden


def test_several_providers_share_a_place_because_their_parts_are_not_recorded(small_plan):
    from dataclasses import replace

    both = replace(small_plan.services["portage"], provider_ids=("council", "trust"))
    plan = small_plan.with_table("services", {**small_plan.services, "portage": both})
    ends = {other for _, other, _ in money_way(Index(plan), YEAR).flows if other[0] == PROVIDER}
    assert ends == {(PROVIDER, "organisations", "council+"), (PROVIDER, "organisations", "trust")}


def test_contracts_lead_from_commissioner_to_supplier(small_plan):
    held = Contract(id="k", title="Cleaning", commissioner_id="council", provider_id="trust",
                    annual_value_p=7_00)  # fmt: skip
    way = contract_way(Index(small_plan.with_table("contracts", {"k": held})), YEAR)
    assert way.balance.out_p == way.balance.in_p == 7_00
    assert [one[0] for one, _, _ in way.flows] == [COMMISSIONER, SERVICE]
