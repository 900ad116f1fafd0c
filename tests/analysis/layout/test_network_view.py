"""What the Network holds."""

from dataclasses import replace

from hypothesis import given, settings

from commissionplanner.analysis.layout.network_view import network_view
from commissionplanner.model.entities import Contract, Pool
from commissionplanner.model.plan import Plan
from tests.map_plans import YEAR, by_id, plans


def ties(content):
    names = [one.name for one in content.members]
    found = zip(content.within, content.kinds, strict=True)
    return {(frozenset((names[a], names[b])), kind) for (a, b), kind in found}


def test_each_thing_is_a_node_with_its_organisation_in_the_middle(small_plan):
    held = network_view(small_plan, None)
    assert [one.table for one in held.members] == [
        "funding_streams", "services", "services", "organisations", "organisations",
    ]  # fmt: skip


def test_money_hand_offs_and_commissions_are_lines(small_plan):
    assert ties(network_view(small_plan, None)) == {
        (frozenset(("Base", "Portage")), "funds"),
        (frozenset(("Base", "Visiting")), "funds"),
        (frozenset(("Visiting", "Portage")), "broken"),
        (frozenset(("Council", "Visiting")), "commissions"),
    }


def test_a_pool_stands_with_its_host(small_plan):
    plan = small_plan.with_table("pools", by_id([Pool(id="p", name="Pooled", host_id="trust")]))
    held = network_view(plan, None)
    pool = next(one for one in held.members if one.table == "pools")
    assert held.containers[pool.container].name == "Trust"


def test_a_register_of_contracts_shows_who_buys_from_whom(small_plan):
    contract = Contract(id="k", title="Meals", commissioner_id="council", provider_id="trust",
                        annual_value_p=5_00)  # fmt: skip
    bodies = small_plan.organisations
    plan = Plan(organisations=bodies, contracts={"k": contract}, about=small_plan.about)
    assert ties(network_view(plan, None)) == {(frozenset(("Council", "Trust")), "funds")}


@settings(max_examples=40)
@given(plans())
def test_two_things_have_one_line_at_most(plan):
    held = network_view(plan, YEAR)
    assert len(set(held.within)) == len(held.within) == len(held.kinds)
    assert all(a < b for a, b in held.within)


def test_a_live_agreement_makes_a_hand_off_whole(small_plan):
    signed = replace(small_plan.agreements["isa"], signed_on=YEAR.first_day)
    link = replace(small_plan.links["l1"], agreement_id="isa")
    plan = small_plan.with_table("agreements", {"isa": signed}).with_table("links", {"l1": link})
    assert (frozenset(("Visiting", "Portage")), "refers") in ties(network_view(plan, None))
