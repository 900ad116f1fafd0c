"""Bar 5: frames of the map at 5,000 / 20,000 and 1600 × 900, against drawing the same each time."""

from itertools import count

import pytest

pytestmark = pytest.mark.slow
WIDE, HIGH = 1600, 900


@pytest.fixture(scope="module")
def canvas(qapp, full_size):
    from commissionplanner.analysis.layout.views import scene
    from commissionplanner.ui import theme
    from commissionplanner.ui.map.canvas import MapCanvas

    theme.apply(qapp, "light", 1.0)
    made = MapCanvas()
    made.resize(WIDE, HIGH)
    made.show_scene(scene(full_size, "boundaries"), fit=True)
    made.show()
    finish(made)
    yield made
    made.close()


def finish(canvas):
    """Make the pictures that are wanted, to the end."""
    canvas.repaint()
    pictures = canvas._pictures
    for layer in (pictures.base, pictures.lit, pictures.rest, pictures.held):
        layer.work(1e9)


def bare(canvas):
    """Draw what is in view anew, as a loop over all of it would for each frame."""
    from PySide6.QtGui import QImage, QPainter

    from commissionplanner.analysis.layout.drawing import Lens, draw
    from commissionplanner.ui.map.paint import paint

    picture = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    camera = canvas.camera
    lens = Lens(camera.zoom, camera.window(WIDE, HIGH), canvas.colouring)
    painter = QPainter(picture)
    paint(painter, draw(canvas.scene, lens), camera)
    painter.end()


def test_panning(canvas, bench, table):
    start, steps = canvas.camera, count(1)

    def frame():
        step = next(steps)
        canvas.look(start.panned(4 * step, 2 * step))
        canvas.repaint()

    theirs = bench[0](lambda: bare(canvas))
    table(5, "a frame while panning", bench[0](frame, 25), theirs, 1 / 10)
    canvas.look(start)


def test_zooming(canvas, bench, table):
    start, steps = canvas.camera, count(1)

    def frame():
        canvas.look(start.zoomed(1.02 ** next(steps), WIDE / 2, HIGH / 2))
        canvas.repaint()

    theirs = bench[0](lambda: bare(canvas))
    table(5, "a frame while zooming", bench[0](frame, 25), theirs, 1 / 10)
    canvas.look(start)


def test_dragging(canvas, bench, table):
    from commissionplanner.ui.map.hits import Hit

    what, steps = Hit("container", 0), count(1)
    canvas._lift(what)
    finish(canvas)

    def frame():
        step = next(steps)
        canvas._ghost = (what, 2.0 * step, 2.0 * step)
        canvas.repaint()

    theirs = bench[0](lambda: bare(canvas))
    table(5, "a frame while dragging a place", bench[0](frame, 25), theirs, 1 / 10)
    canvas.let_go()


def test_the_exact_picture(canvas, bench, table):
    """The picture kept is larger than the window: as much again is drawn by the bare loop."""

    def exact():
        canvas.redraw()
        finish(canvas)

    theirs = bench[0](lambda: bare(canvas))
    table(5, "the exact picture, of 1.9 times the window's area", bench[0](exact), theirs, 1.2)
