"""What a view is narrowed to."""

from dataclasses import replace

import pytest
from hypothesis import given

from commissionplanner.analysis.layout.narrowing import around, narrowed
from commissionplanner.analysis.layout.options import Options
from tests.map_plans import YEAR, plans


def kept(plan, **asked):
    return set(narrowed(plan, Options(**asked), YEAR).services)


@pytest.mark.parametrize(
    ("asked", "services"),
    [
        ({}, {"portage", "visiting"}),
        ({"tiers": ("primary",)}, {"visiting"}),
        ({"organisations": ("trust",)}, {"visiting"}),
        ({"organisations": ("children",)}, {"portage", "visiting"}),
        ({"text": "PORT"}, {"portage"}),
        ({"statutory": ("",)}, {"portage", "visiting"}),
        ({"single": "only"}, set()),
        ({"levels": ("problem",)}, set()),
        ({"around": ("services", "visiting"), "way": "down"}, {"portage", "visiting"}),
        ({"around": ("services", "portage"), "way": "down"}, {"portage"}),
        ({"around": ("funding_streams", "base"), "way": "down"}, {"portage", "visiting"}),
    ],
)
def test_filters_leave_what_they_say(small_plan, asked, services):
    assert kept(small_plan, **asked) == services


def test_how_many_are_shown_is_said(small_plan):
    found = narrowed(small_plan, Options(text="port"), YEAR)
    assert found.said == "1 of 2 services are shown."
    assert set(found.plan.service_costs) == {"c1"}
    assert not found.plan.links


def test_findings_are_asked_for_by_level(small_plan):
    levels = {("services", "portage"): frozenset({"problem"})}
    found = narrowed(small_plan, Options(levels=("problem",)), YEAR, levels)
    assert set(found.services) == {"portage"}


def test_more_steps_reach_further(small_plan):
    near = around(small_plan, ("services", "visiting"), "up", 1, YEAR)
    far = around(small_plan, ("services", "visiting"), "up", 2, YEAR)
    assert ("funding_streams", "base") in near
    assert ("organisations", "council") in far
    assert near <= far


@given(plans())
def test_without_filters_the_plan_is_the_plan(plan):
    assert narrowed(plan, Options(), YEAR).plan is plan


@given(plans())
def test_nothing_points_at_what_was_left_out(plan):
    left = narrowed(plan, Options(tiers=("primary",)), YEAR).plan
    assert {c.service_id for c in left.service_costs.values()} <= set(left.services)
    for link in left.links.values():
        assert {link.from_id, link.to_id} <= set(left.services)


def test_ages_not_recorded_are_found_by_nothing(small_plan):
    one = replace(small_plan.services["portage"], age_bands=("age_0_2",))
    plan = small_plan.with_table("services", {**small_plan.services, "portage": one})
    assert kept(plan, age_bands=("age_0_2",)) == {"portage"}
    assert kept(plan, age_bands=("",)) == {"visiting"}
