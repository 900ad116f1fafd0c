"""The Pathway laid out."""

import pytest
from hypothesis import given, settings

from commissionplanner.analysis.layout.pathway import pathway
from commissionplanner.analysis.layout.scene import arrange
from commissionplanner.analysis.layout.stages import crossed, naive, ordered, stages
from tests.map_plans import YEAR, overlapping_boxes, plans


@settings(max_examples=40)
@given(plans())
def test_no_service_stands_upon_another_and_each_within_its_stage(plan):
    content = pathway(plan, YEAR)
    made = stages(content, {})
    assert not overlapping_boxes(made.chips)
    for one, chip in zip(content.members, made.chips, strict=True):
        x, y, wide, high = made.boxes[one.container]
        assert x <= chip[0]
        assert chip[0] + chip[2] <= x + wide
        assert y <= chip[1]
        assert chip[1] + chip[3] <= y + high + 1


@settings(max_examples=40)
@given(plans())
def test_hand_offs_cross_no_more_than_in_the_order_of_the_plan(plan):
    content = pathway(plan, YEAR)
    assert crossed(content, ordered(content)) <= crossed(content, naive(content))


def test_the_sample_plan_crosses_less_than_in_its_own_order(wexcombe):
    content = pathway(wexcombe, None)
    assert crossed(content, ordered(content)) < 0.8 * crossed(content, naive(content))


def test_stages_stand_from_left_to_right(wexcombe):
    content = pathway(wexcombe, None)
    lefts = [
        box[0]
        for one, box in zip(content.containers, stages(content, {}).boxes, strict=True)
        if not one.is_band
    ]
    assert lefts == sorted(lefts)


def test_a_service_put_by_hand_keeps_its_height(wexcombe):
    content = pathway(wexcombe, None)
    n = next(n for n, one in enumerate(content.members) if one.container == 6)
    one = content.members[n]
    kept = arrange(content, {(one.table, one.key): (0.0, 300.0)})
    box = kept.containers[one.container]
    assert kept.members[n, 1] - box[1] == pytest.approx(300.0, abs=1.0)
    assert kept.members[n, 0] == arrange(content, {}).members[n, 0]


def test_the_same_plan_gives_the_same_picture(wexcombe):
    one, other = (arrange(pathway(wexcombe, None), {}) for _ in range(2))
    assert one.members.tobytes() == other.members.tobytes()
    assert one.hand_offs == other.hand_offs
