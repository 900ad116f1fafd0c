"""The Network laid out: discs apart, things within them, and nothing moved for what is new."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from commissionplanner.analysis.layout.discs import spiral
from commissionplanner.analysis.layout.network_view import network_view
from commissionplanner.analysis.layout.scene import arrange
from commissionplanner.model.entities import Service
from tests.map_plans import YEAR, overlapping_boxes, plans


def middles(boxes):
    return boxes[:, :2] + boxes[:, 2:] / 2


@settings(max_examples=40)
@given(plans())
def test_no_thing_stands_upon_another(plan):
    assert not overlapping_boxes(arrange(network_view(plan, YEAR), {}).members, 0.01)


@settings(max_examples=40)
@given(plans())
def test_discs_do_not_overlap_and_hold_what_is_theirs(plan):
    made = arrange(network_view(plan, YEAR), {})
    where, radii = middles(made.containers), made.containers[:, 2] / 2
    for n in range(len(where)):
        far = np.hypot(*(where[n + 1 :] - where[n]).T)
        assert (far >= radii[n + 1 :] + radii[n] - 1).all()
    out = np.hypot(*(middles(made.members) - where[made.owners]).T)
    assert (out + made.members[:, 2] / 2 <= radii[made.owners] + 0.01).all()


@settings(max_examples=30)
@given(plans())
def test_a_new_service_moves_nothing(plan):
    before = arrange(network_view(plan, YEAR), {})
    new = Service(id="new", name="New", provider_ids=("o0",), lead_commissioner_id="o1")
    now = arrange(
        network_view(plan.with_table("services", {**plan.services, "new": new}), YEAR), {}, before
    )
    old = {(one.table, one.key): box for one, box in
           zip(before.content.members, middles(before.members), strict=True)}  # fmt: skip
    homes = {one.key for one in before.content.containers}
    for one, box in zip(now.content.members, middles(now.members), strict=True):
        home = now.content.containers[one.container]
        if home.key in homes and home.key != "o0" and (one.table, one.key) in old:
            assert box == pytest.approx(old[(one.table, one.key)], abs=0.01)
    assert not overlapping_boxes(now.members, 0.01)


def test_seeds_are_apart_and_one_more_moves_none():
    few, many = spiral(40, 66.0), spiral(41, 66.0)
    assert (few == many[:40]).all()
    far = np.hypot(*(many[:, None] - many[None]).transpose(2, 0, 1))
    assert far[~np.eye(41, dtype=bool)].min() > 36


def test_linked_organisations_are_nearer_than_others(wexcombe):
    content = network_view(wexcombe, None)
    made = arrange(content, {})
    where = middles(made.containers)
    pairs = {tuple(sorted((made.owners[a], made.owners[b]))) for a, b in content.within}
    far = {(a, b): float(np.hypot(*(where[a] - where[b])))
           for a in range(len(where)) for b in range(a + 1, len(where))}  # fmt: skip
    linked = [far[p] for p in far if p in pairs]
    apart = [far[p] for p in far if p not in pairs]
    assert np.mean(linked) < np.mean(apart)


def test_a_disc_put_by_hand_stays(wexcombe):
    content = network_view(wexcombe, None)
    key = content.containers[2].key
    made = arrange(content, {("organisations", key): (-900.0, 400.0)})
    assert made.containers[2, :2].tolist() == pytest.approx([-900.0, 400.0])


def test_the_same_plan_gives_the_same_picture(wexcombe):
    one, other = (arrange(network_view(wexcombe, None), {}) for _ in range(2))
    assert one.members.tobytes() == other.members.tobytes()


def test_an_organisation_stands_in_the_middle_of_its_disc(small_plan):
    made = arrange(network_view(small_plan, None), {})
    for n, one in enumerate(made.content.members):
        if one.table == "organisations":
            middle = middles(made.containers)[one.container]
            assert middles(made.members)[n] == pytest.approx(middle)


def test_replaced_names_do_not_move_anything(small_plan):
    before = arrange(network_view(small_plan, None), {})
    rows = {k: replace(v, name="A much longer name") for k, v in small_plan.services.items()}
    now = arrange(network_view(small_plan.with_table("services", rows), None), {}, before)
    assert now.members == pytest.approx(before.members)
