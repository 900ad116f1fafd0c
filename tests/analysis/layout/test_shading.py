"""Marks and sizes by any field."""

from dataclasses import replace

import pytest

from commissionplanner.analysis.layout import shapes as s
from commissionplanner.analysis.layout.boundaries import boundaries
from commissionplanner.analysis.layout.drawing import draw
from commissionplanner.analysis.layout.lens import Lens
from commissionplanner.analysis.layout.scene import arrange
from commissionplanner.analysis.layout.shading import colour_fields, shaded, size_fields, sized


def shades(content):
    held = content.members
    return {one.name: one.shade for one in held if one.table == "services"}


def test_kinds_are_named_the_commonest_first(wexcombe):
    made = shaded(boundaries(wexcombe, None), wexcombe, "statutory")
    counts = [sum(one.shade == n for one in made.members) for n in range(len(made.key.entries))]
    assert counts == sorted(counts, reverse=True)
    assert made.key.name == "Statutory"


def test_numbers_become_steps_and_what_is_not_known_none(small_plan):
    one = replace(small_plan.services["portage"], staff_wte_milli=12_500)
    plan = small_plan.with_table("services", {**small_plan.services, "portage": one})
    made = shaded(boundaries(plan, None), plan, "staff_wte_milli")
    assert (made.key.is_scale, made.key.entries) == (True, ("12.5",))
    assert shades(made) == {"Portage": 0, "Visiting": None}


def test_costs_are_shared_out_over_five_steps_at_most(wexcombe):
    made = shaded(boundaries(wexcombe, None), wexcombe, "cost")
    assert len(made.key.entries) == 5
    counts = [sum(one.shade == n for one in made.members) for n in range(5)]
    assert max(counts) < 2.2 * min(counts)


def test_kinds_are_drawn_with_colour_and_pattern_and_steps_as_bars(small_plan):
    content = boundaries(small_plan, None)
    kinds = draw(arrange(shaded(content, small_plan, "prevention_tier"), {}), Lens(1.0))
    assert not [one for one in kinds if isinstance(one, s.Pips)]
    assert len([one for one in kinds if isinstance(one, s.Swatch)]) == 4
    steps = draw(arrange(shaded(content, small_plan, "cost"), {}), Lens(1.0))
    assert len([one for one in steps if isinstance(one, s.Flats)]) == 4


@pytest.mark.parametrize("field", list(colour_fields()))
def test_every_field_that_is_offered_can_be_shown(wexcombe, field):
    made = shaded(boundaries(wexcombe, None), wexcombe, field)
    assert field in ("prevention", "commissioner") or len(made.key.entries) <= 8


def test_the_level_of_findings_can_be_shown(small_plan):
    levels = {("services", "portage"): frozenset({"note", "problem"})}
    made = shaded(boundaries(small_plan, None), small_plan, "finding_level", levels)
    assert set(made.key.entries) == {"No finding", "Problem"}


@pytest.mark.parametrize("field", list(size_fields()))
def test_sizes_lie_between_the_least_and_the_most(wexcombe, field):
    made = sized(boundaries(wexcombe, None), wexcombe, field)
    scales = [one.scale for one in made.members if one.table == "services"]
    assert min(scales) >= 0.8
    assert max(scales) <= 1.8


def test_the_largest_is_drawn_largest(small_plan):
    made = sized(boundaries(small_plan, None), small_plan, "cost")
    scales = {one.name: one.scale for one in made.members if one.table == "services"}
    assert scales == {"Visiting": 1.8, "Portage": 1.3}
