"""The pictures of the map are made in slices and swapped when whole."""

from PySide6.QtCore import QSize

from commissionplanner.analysis.layout.shapes import Ink, Rounded
from commissionplanner.ui.map.camera import Camera
from commissionplanner.ui.map.hits import Hit
from commissionplanner.ui.map.layer import Layer, Look, ground

BOX = Rounded(0, 0, 10, 10, 2, Ink("ink"))
LOOK = Look(Camera(), QSize(100, 80), 1.0)


def test_a_picture_is_swapped_only_once_it_is_whole(workspace):
    layer = Layer(10)
    layer.begin(LOOK, iter([(BOX, 1.0)] * 3), ground)
    assert not layer.work(-1.0)
    assert layer.is_empty
    assert layer.will_suit(LOOK)
    while not layer.work(-1.0):
        pass
    assert layer.suits(LOOK)
    assert not layer.is_making


def test_a_picture_suits_as_far_as_its_margin(workspace):
    layer = Layer(10)
    layer.begin(LOOK, iter(()), ground)
    layer.work(0)
    assert layer.suits(LOOK._replace(camera=Camera().panned(10, 0)))
    assert not layer.suits(LOOK._replace(camera=Camera().panned(11, 0)))
    assert not layer.suits(LOOK._replace(camera=Camera(1.1)))


def test_what_is_hovered_after_another_is_lit_in_its_place(qtbot, page):
    page.canvas.repaint()
    pictures = page.canvas._pictures
    page.canvas._hover(Hit("member", 0))
    qtbot.waitUntil(lambda: not pictures.lit.is_empty)
    first = pictures.lit._whole
    page.canvas._hover(Hit("container", 1))
    qtbot.waitUntil(lambda: pictures.lit._whole is not first)


def test_a_thing_dragged_is_shown_as_dragged_until_it_is_drawn_in_its_place(qtbot, page):
    canvas = page.canvas
    qtbot.waitUntil(lambda: not canvas._pictures.base.is_making)
    canvas._lift(Hit("container", 0))
    canvas._ghost = (Hit("container", 0), 40.0, 0.0)
    canvas.moved.emit(*canvas._ghost, None)
    assert canvas._lifted is not None
    qtbot.waitUntil(lambda: canvas._lifted is None)
    assert canvas._ghost is None


def test_very_many_ribbons_are_drawn_as_strands_of_one_colour_and_width(page, monkeypatch):
    from commissionplanner.analysis.layout import links
    from commissionplanner.analysis.layout.drawing import draw
    from commissionplanner.analysis.layout.lens import Lens
    from commissionplanner.analysis.layout.shapes import Curved, Strands

    scene = page.canvas.scene
    few = [s for s in draw(scene, Lens(0.2)) if isinstance(s, Curved)]
    monkeypatch.setattr(links, "MOST_SMOOTH", 0)
    many = [s for s in draw(scene, Lens(0.2)) if isinstance(s, Strands)]
    assert sum(len(s.curves) for s in many) == len(few) == len(scene.ribbons) == 1
    assert tuple(map(tuple, many[0].curves[0].tolist())) == few[0].curve


def test_links_that_follow_a_place_with_very_many_end_where_it_is_dragged(page, monkeypatch):
    from commissionplanner.ui.map import lift

    scene, what = page.canvas.scene, Hit("container", 0)
    taken = lift.taken(scene, what)
    (near,) = lift.links(scene, what, taken, (30.0, 10.0), 1.0)
    monkeypatch.setattr(lift, "FEW", 0)
    (far,) = lift.links(scene, what, taken, (30.0, 10.0), 1.0)
    assert tuple(map(tuple, far.curves[0].tolist())) == near.curve
