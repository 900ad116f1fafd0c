"""What is drawn of the Money flow."""

import pytest
from hypothesis import given, settings

from commissionplanner.analysis.layout import shapes as s
from commissionplanner.analysis.layout.drawing import draw
from commissionplanner.analysis.layout.lens import Lens, Only
from commissionplanner.analysis.layout.views import scene
from tests.map_plans import YEAR, overlapping, plans

ZOOMS = (0.3, 0.6, 0.82, 1.0, 1.6)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_no_words_stand_upon_others_in_the_sample_plan(wexcombe, zoom):
    assert overlapping(draw(scene(wexcombe, "money"), Lens(zoom))) == []


@settings(max_examples=25)
@given(plans())
def test_no_words_stand_upon_others_in_any_plan(plan):
    for zoom in (0.5, 1.0):
        assert overlapping(draw(scene(plan, "money", YEAR), Lens(zoom))) == []


def words(shapes):
    return {shape.text for shape in shapes if isinstance(shape, s.Words)}


def test_money_not_given_out_is_a_dashed_stub_with_words(small_plan):
    shapes = draw(scene(small_plan, "money"), Lens(1.0))
    assert "£400 not given out" in words(shapes)
    stubs = [r for r in shapes if isinstance(r, s.Rounded) and r.dash]
    assert [stub.line for stub in stubs] == [s.Ink("warning")]


def test_flows_are_bands_in_the_colour_of_who_pays(small_plan):
    bands = [b for b in draw(scene(small_plan, "money"), Lens(1.0)) if isinstance(b, s.Band)]
    assert {band.ink for band in bands} == {s.Ink("organisation:0", 0.3)}
    assert len(bands) == 5


def test_what_is_lit_is_stronger_and_alone(small_plan):
    lens = Lens(1.0, only=Only(ribbons=frozenset({0})))
    shapes = draw(scene(small_plan, "money"), lens)
    assert [b.ink.strength for b in shapes if isinstance(b, s.Band)] == [0.8]
    assert "Funding stream" not in words(shapes)


def test_the_columns_are_named(small_plan):
    said = words(draw(scene(small_plan, "money"), Lens(1.0)))
    assert {"Funding stream", "Commissioner", "Service", "Provider"} <= said


def test_no_words_are_smaller_than_11_pixels(wexcombe):
    for zoom in ZOOMS:
        shapes = draw(scene(wexcombe, "money"), Lens(zoom))
        assert min(w.size * zoom for w in shapes if isinstance(w, s.Words)) >= 10.99
