"""Pounds on links that cross, and the one link that would join most, against every possible one."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis import measures
from commissionplanner.analysis.graph import network
from commissionplanner.analysis.index import index_of
from commissionplanner.analysis.joining import joined, joining_link, money_ei
from commissionplanner.model.entities import Link
from tests.findings.build import cost, organisation, plan_of, service

BODIES = [organisation("council"), organisation("icb", sector="nhs"), organisation("forum")]


def measured(plan):
    """The index, network, ties and joined pounds of a plan."""
    index = index_of(plan)
    net = network(plan, plan.year)
    ties = measures.ties_of(len(net.nodes), net.ties())
    return index, net, ties, joined(index, net, ties)


def hand_over(one, other):
    return Link(id=f"{one}-{other}", from_table="services", from_id=one, to_table="services",
                to_id=other, kind="refers")  # fmt: skip


@st.composite
def places(draw):
    """Draw a plan of three bodies with services for some ages, their costs and hand-offs."""
    count = draw(st.integers(1, 6))
    made, costs = [], []
    for n in range(count):
        lead = draw(st.sampled_from(["council", "icb", "forum"]))
        ages = draw(st.sets(st.sampled_from(["age_0_2", "age_2_5", "age_5_11"]), max_size=2))
        runs = draw(st.sampled_from([(), (lead,), ("icb",)]))
        made.append(service(f"s{n}", lead_commissioner_id=lead, provider_ids=runs,
                            age_bands=tuple(sorted(ages))))  # fmt: skip
        amount_p = draw(st.none() | st.integers(0, 9_999))
        costs.append(cost(f"s{n}", payer_id=lead, amount_p=amount_p))
    pairs = draw(st.sets(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))))
    links = [hand_over(f"s{a}", f"s{b}") for a, b in sorted(pairs) if a < b]
    return plan_of(*BODIES, *made, *costs, *links)


@given(places())
def test_every_known_pound_is_counted_once(plan):
    index, net, _, found = measured(plan)
    known = sum(amount_p for _, amount_p in index.spending)
    whole, parts = money_ei(found, net)
    assert whole.inside + whole.outside == known
    assert sum(part.inside + part.outside for part in parts.values()) == known
    assert sum(part.outside for part in parts.values()) == whole.outside
    linked = found.links > 0
    assert found.tie_p.sum() == found.amount_p[linked].sum()


@given(places())
def test_no_other_link_brings_more_pounds_across(plan):
    _, net, ties, found = measured(plan)
    best = joining_link(*measured(plan))
    gains = {}
    for one, other in combinations(sorted(plan.services), 2):
        if _fits(plan, net, ties, one, other):
            more = plan.with_table("links", {**plan.links, "new": hand_over(one, other)})
            gains[one, other] = int(measured(more)[3].outside_p.sum() - found.outside_p.sum())
    most = max(gains.values(), default=0)
    if best is None:
        assert most <= 0
    else:
        assert best.gain_p == most == gains[tuple(sorted((best.one, best.other)))]


def _fits(plan, net, ties, one, other):
    a, b = (net.place["services", key] for key in (one, other))
    ages = [set(plan.services[key].age_bands) for key in (one, other)]
    tied = [min(a, b), max(a, b)] in ties.ends.tolist()
    return net.nodes[a].group != net.nodes[b].group and bool(ages[0] & ages[1]) and not tied


@given(places())
def test_what_the_link_would_change_is_what_it_changes(plan):
    best = joining_link(*measured(plan))
    if best is None:
        return
    more = plan.with_table("links", {**plan.links, "new": hand_over(best.one, best.other)})
    _, after, ties_after, pounds = measured(more)
    groups = [node.group for node in after.nodes]
    assert best.money[1] == pytest.approx(money_ei(pounds, after)[0].index)
    assert best.links[1] == pytest.approx(measures.ei_index(groups, ties_after).index)
    assert best.modularity[1] == pytest.approx(measures.modularity(groups, ties_after))


def test_a_service_without_a_link_is_joined_wholly_by_its_first():
    plan = plan_of(
        *BODIES,
        service("alone", provider_ids=(), age_bands=("age_0_2",)),
        service("other", lead_commissioner_id="icb", provider_ids=("icb",), age_bands=("age_0_2",)),
        cost("alone", payer_id="council", amount_p=700_00),
        cost("other", payer_id="icb", amount_p=100_00),
    )
    best = joining_link(*measured(plan))
    assert {best.one, best.other} == {"alone", "other"}
    assert best.gain_p == 700_00 + 50_00


def test_what_the_law_gives_to_one_body_alone_is_not_joined():
    plan = plan_of(
        *BODIES,
        service("duty", provider_ids=(), age_bands=("age_0_2",), is_sole_duty=True),
        service("other", lead_commissioner_id="icb", provider_ids=("icb",), age_bands=("age_0_2",)),
        cost("duty", payer_id="council", amount_p=700_00),
    )
    assert joining_link(*measured(plan)) is None


def test_services_of_areas_known_to_differ_are_not_joined():
    plan = plan_of(
        *BODIES,
        service("north", provider_ids=(), age_bands=("age_0_2",), area="North"),
        service("south", lead_commissioner_id="icb", provider_ids=(), age_bands=("age_0_2",),
                area="South"),
        cost("north", payer_id="council", amount_p=700_00),
    )  # fmt: skip
    assert joining_link(*measured(plan)) is None
