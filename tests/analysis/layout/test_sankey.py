"""The Money flow laid out: proportions, order, and places put by hand."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from commissionplanner.analysis.layout.money_flow import money_flow
from commissionplanner.analysis.layout.sankey import PITCH, crossed, naive, ordered, sankey
from commissionplanner.analysis.layout.scene import arrange
from tests.map_plans import YEAR, overlapping_boxes, plans


@settings(max_examples=40)
@given(plans())
def test_widths_are_in_exact_proportion_to_money(plan):
    content = money_flow(plan, YEAR)
    made = sankey(content, {})
    for ribbon, wide in zip(content.ribbons, made.widths, strict=True):
        assert wide == pytest.approx(ribbon.amount_p * made.scale)


@settings(max_examples=40)
@given(plans())
def test_flows_cross_no_more_than_in_the_order_of_the_plan(plan):
    content = money_flow(plan, YEAR)
    assert crossed(content, ordered(content)) <= crossed(content, naive(content))


@settings(max_examples=40)
@given(plans())
def test_no_place_stands_upon_another(plan):
    assert not overlapping_boxes(sankey(money_flow(plan, YEAR), {}).boxes, 0.01)


def test_the_sample_plan_crosses_far_less_than_in_its_own_order(wexcombe):
    content = money_flow(wexcombe, None)
    assert crossed(content, ordered(content)) < 0.5 * crossed(content, naive(content))


def test_services_stand_apart_so_that_each_can_be_named(wexcombe):
    content = money_flow(wexcombe, None)
    boxes = sankey(content, {}).boxes
    held = [at for at, one in enumerate(content.containers) if one.column == 2]
    middles = np.sort(boxes[held, 1] + boxes[held, 3] / 2)
    assert np.diff(middles).min() >= 14.5
    assert PITCH[2] >= 14.5


def test_flows_leave_and_arrive_side_by_side(wexcombe):
    content = money_flow(wexcombe, None)
    made = sankey(content, {})
    for at in range(len(content.containers)):
        ends = sorted(
            (made.curves[n][0][1], made.widths[n])
            for n, ribbon in enumerate(content.ribbons)
            if ribbon.source == at
        )
        for (y, wide), (below, other) in pairwise(ends):
            assert below - y == pytest.approx((wide + other) / 2)


def test_a_place_put_by_hand_stays_there(wexcombe):
    content = money_flow(wexcombe, None)
    key = content.containers[3].key
    kept = arrange(content, {("organisations", key): (0.0, 333.0)})
    assert kept.containers[3, 1] == pytest.approx(333.0, abs=0.5)
    assert kept.containers[3, 0] == arrange(content, {}).containers[3, 0]
    assert not overlapping_boxes(kept.containers, 0.01)


def test_the_same_plan_gives_the_same_picture(wexcombe):
    one, other = (arrange(money_flow(wexcombe, None), {}) for _ in range(2))
    assert one.containers.tobytes() == other.containers.tobytes()
    assert one.ribbons == other.ribbons
