"""What is drawn of the Pathway."""

import pytest
from hypothesis import given, settings

from commissionplanner.analysis.layout import shapes as s
from commissionplanner.analysis.layout.drawing import draw
from commissionplanner.analysis.layout.lens import Lens
from commissionplanner.analysis.layout.views import scene
from tests.map_plans import YEAR, overlapping, plans, with_stages


@pytest.mark.parametrize("zoom", [0.42, 0.6, 0.8, 1.0, 1.6])
def test_no_words_stand_upon_others_in_the_sample_plan(wexcombe, zoom):
    assert overlapping(draw(scene(wexcombe, "pathway"), Lens(zoom))) == []


@settings(max_examples=25)
@given(plans())
def test_no_words_stand_upon_others_in_any_plan(plan):
    assert overlapping(draw(scene(plan, "pathway", YEAR), Lens(1.0))) == []


def words(shapes):
    return {shape.text for shape in shapes if isinstance(shape, s.Words)}


def test_a_hand_off_without_agreement_has_the_broken_chain(small_plan):
    stages = {"portage": ("infancy",), "visiting": ("pregnancy",)}
    shapes = draw(scene(with_stages(small_plan, **stages), "pathway"), Lens(1.0))
    assert "no agreement" in words(shapes)
    assert [one.name for one in shapes if isinstance(one, s.Sign)] == ["unlink"]
    assert [one.dash for one in shapes if isinstance(one, s.Curved)] == [(4, 3)]


def test_a_stage_with_nothing_says_so(small_plan):
    shapes = draw(scene(small_plan, "pathway"), Lens(1.0))
    assert "Nothing" in words(shapes)
    assert any(isinstance(one, s.Rounded) and one.line == s.Ink("warning") for one in shapes)


def test_what_is_missing_is_said_beneath(wexcombe):
    said = words(draw(scene(wexcombe, "pathway"), Lens(1.0)))
    assert any("without a live agreement" in line and "nothing for before pregnancy" in line
               for line in said)  # fmt: skip


def test_from_afar_there_are_no_names(wexcombe):
    assert "Portage" not in words(draw(scene(wexcombe, "pathway"), Lens(0.3)))
