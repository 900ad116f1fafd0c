"""The network of a plan: what it is made of, and that each pound is drawn once."""

from datetime import date

from commissionplanner.analysis.graph import as_networkx, network
from commissionplanner.model.entities import Agreement, Contribution, Link, Pool
from tests.findings.build import (
    Y26,
    Y27,
    allocation,
    contract,
    cost,
    organisation,
    plan_of,
    service,
    stream,
)

BODIES = (
    organisation("state", sector="central"), organisation("council"), organisation("icb"),
    organisation("children", parent_id="council"), organisation("provider", sector="vcse"),
)  # fmt: skip
PUT_IN = Contribution(
    id="k", pool_id="pool", partner_id="council", stream_id="grant", year=Y26, amount_p=60_00
)
PLAN = plan_of(
    *BODIES, service(directorate_id="children"), stream(), allocation(), allocation(year=Y27),
    Pool(id="pool", name="Pool", host_id="council"), PUT_IN,
    cost(stream_id="grant", amount_p=40_00), cost(pool_id="pool", amount_p=60_00, key="pooled"),
    contract(days=365, service_ids=("s1",), provider_id="provider"),
)  # fmt: skip


def drawn(plan, year=Y26):
    net = network(plan, year)
    names = [node.key for node in net.nodes]
    return {(names[e.source], e.kind, names[e.target], e.amount_p) for e in net.edges}


def test_money_runs_from_payer_to_stream_to_pool_to_service():
    assert {edge for edge in drawn(PLAN) if edge[1] == "funds"} == {
        ("state", "funds", "grant", 100_00),
        ("grant", "funds", "s1", 40_00),
        ("grant", "funds", "pool", 60_00),
        ("pool", "funds", "s1", 60_00),
    }


def test_what_reaches_services_is_what_they_cost():
    reaching = sum(p for _, kind, to, p in drawn(PLAN) if kind == "funds" and to == "s1")
    assert reaching == 100_00


def test_another_year_has_its_own_money():
    assert {edge for edge in drawn(PLAN, Y27) if edge[1] == "funds"} == {
        ("state", "funds", "grant", 100_00)
    }


def test_a_service_belongs_to_the_whole_body_of_its_commissioner():
    net = network(PLAN, Y26)
    group = {node.key: node.group for node in net.nodes}
    assert group["s1"] == group["children"] == group["grant"] == "council"
    assert group["pool"] not in group


def test_whose_a_service_is_counts_as_no_tie():
    net = network(PLAN, Y26)
    ties = {frozenset(net.nodes[n].key for n in tie) for tie in net.ties()}
    assert frozenset({"children", "s1"}) not in ties
    assert frozenset({"provider", "s1"}) in ties


def test_contracts_without_a_service_tie_buyer_and_supplier():
    plan = plan_of(*BODIES, contract(days=365, provider_id="provider"))
    assert drawn(plan) == {("council", "commissions", "provider", 100_00)}


def test_a_sharing_agreement_ties_its_parties_while_it_is_live():
    held = {"name": "S", "kind": "information_sharing", "party_ids": ("council", "icb", "state")}
    live = Agreement(id="g", signed_on=date(2025, 1, 1), **held)
    over = Agreement(id="g", signed_on=date(2025, 1, 1), end_on=date(2026, 1, 1), **held)
    assert len(drawn(plan_of(*BODIES, live))) == 3
    assert drawn(plan_of(*BODIES, over)) == drawn(plan_of(*BODIES, Agreement(id="g", **held)))


def test_recorded_links_are_drawn_and_funds_links_are_not():
    ends = {"from_table": "organisations", "from_id": "icb", "to_table": "services", "to_id": "s1"}
    refers = Link(id="l1", kind="refers", **ends)
    plan = plan_of(*BODIES, service(), refers, Link(id="l2", kind="funds", amount_p=1, **ends))
    assert ("icb", "refers", "s1", None) in drawn(plan)
    assert not any(kind == "funds" for _, kind, _, _ in drawn(plan))


def test_a_tie_to_something_not_in_the_plan_is_left_out():
    assert drawn(plan_of(service(provider_ids=("gone",)))) == set()


def test_the_networkx_graph_has_the_same_nodes_and_ties():
    net = network(PLAN, Y26)
    graph = as_networkx(net)
    assert graph.number_of_nodes() == len(net.nodes)
    assert graph.number_of_edges() == len(net.edges)


def test_organisations_in_a_circle_of_parents_still_have_a_group():
    plan = plan_of(organisation("a", parent_id="b"), organisation("b", parent_id="a"))
    assert {node.group for node in network(plan, None).nodes} == {"a"}
