"""What is drawn of the Network."""

import pytest
from hypothesis import given, settings

from commissionplanner.analysis.layout import shapes as s
from commissionplanner.analysis.layout.drawing import draw
from commissionplanner.analysis.layout.lens import Lens, Only
from commissionplanner.analysis.layout.views import scene
from tests.map_plans import YEAR, overlapping, plans


@pytest.mark.parametrize("zoom", [0.3, 0.55, 0.8, 1.0, 1.6])
def test_no_words_stand_upon_others_in_the_sample_plan(wexcombe, zoom):
    assert overlapping(draw(scene(wexcombe, "network"), Lens(zoom))) == []


@settings(max_examples=25)
@given(plans())
def test_no_words_stand_upon_others_in_any_plan(plan):
    assert overlapping(draw(scene(plan, "network", YEAR), Lens(1.0))) == []


def test_a_service_shows_its_tier_and_a_stream_its_sign(small_plan):
    shapes = draw(scene(small_plan, "network"), Lens(1.0))
    assert sorted(one.tier for one in shapes if isinstance(one, s.Pips)) == [1, 2]
    signs = sorted(one.name for one in shapes if isinstance(one, s.Sign))
    assert signs == ["funding", "organisations", "organisations"]


def test_lines_of_one_colour_are_drawn_together(wexcombe):
    lines = [
        one for one in draw(scene(wexcombe, "network"), Lens(1.0)) if isinstance(one, s.Straight)
    ]
    assert sum(len(one.ends) for one in lines) == len(scene(wexcombe, "network").content.within)
    assert len(lines) < 20


def test_from_afar_things_are_dots(small_plan):
    shapes = draw(scene(small_plan, "network"), Lens(0.2))
    assert sum(len(one.middles) for one in shapes if isinstance(one, s.Dots)) == 5


def test_of_thousands_of_ties_those_of_two_discs_are_one_line(small_plan, monkeypatch):
    monkeypatch.setattr("commissionplanner.analysis.layout.disc_drawing.CROWDED", 2)
    shown = scene(small_plan, "network")
    lines = [one for one in draw(shown, Lens(1.0)) if isinstance(one, s.Straight)]
    assert [len(one.ends) for one in lines] == [1]
    lit = draw(shown, Lens(1.0, only=Only(members=frozenset(range(5)))))
    assert sum(len(one.ends) for one in lit if isinstance(one, s.Straight)) == 4
