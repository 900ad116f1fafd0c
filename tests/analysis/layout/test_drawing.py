"""What is drawn at which zoom."""

import pytest

from commissionplanner.analysis.layout import shapes as s
from commissionplanner.analysis.layout.boundaries import boundaries
from commissionplanner.analysis.layout.drawing import draw
from commissionplanner.analysis.layout.lens import Lens, Only, detail
from commissionplanner.analysis.layout.scene import arrange


@pytest.fixture
def scene(small_plan):
    return arrange(boundaries(small_plan.with_table("links", {}), None), {})


def words(shapes):
    return [shape.text for shape in shapes if isinstance(shape, s.Words)]


@pytest.mark.parametrize(
    ("zoom", "level"), [(0.2, "far"), (0.25, "low"), (0.4, "middle"), (0.8, "near"), (2, "near")]
)
def test_each_zoom_has_its_detail(zoom, level):
    assert detail(zoom) == level


def test_near_there_are_names_money_and_pips(scene):
    shapes = draw(scene, Lens(1.0))
    assert {"Council", "Portage", "£100", "£900", "£400 · 1", "Silo"} <= set(words(shapes))
    assert sorted(p.tier for p in shapes if isinstance(p, s.Pips)) == [1, 2]


def test_in_the_middle_there_are_names_only(scene):
    said = words(draw(scene, Lens(0.5)))
    assert "Portage" in said
    assert "£100" not in said


def test_from_afar_services_are_dots(scene):
    shapes = draw(scene, Lens(0.1))
    assert "Portage" not in words(shapes)
    assert sum(len(d.middles) for d in shapes if isinstance(d, s.Dots)) == 2


def test_no_words_are_smaller_than_11_pixels(scene):
    for zoom in (0.1, 0.3, 0.45, 0.6, 0.8, 1.0):
        sizes = [w.size * zoom for w in draw(scene, Lens(zoom)) if isinstance(w, s.Words)]
        assert min(sizes, default=11) >= 10.99


def test_what_is_out_of_view_is_not_drawn(scene):
    assert draw(scene, Lens(1.0, (90_000.0, 90_000.0, 800.0, 600.0))) == []


def test_only_what_is_lit_is_drawn(scene):
    said = words(draw(scene, Lens(1.0, None, "prevention", Only(containers=frozenset({0})))))
    assert "Portage" not in said
