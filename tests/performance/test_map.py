"""Bar 5: frames of the map at 1600 × 900, against loops that draw the same for every frame.

Two loops stand beside ours. The *bare* one is what one would write first: a call of QPainter for
each box, dot, line and word. The *quickest* one draws whole arrays in one call, as our exact
picture is drawn. Both are given the display list ready-made, and only what is in view.

The worst frame is the slowest of those of a run; of three runs the least of each frame counts, so
that what another program does on the computer in between is left out.
"""

import statistics
from itertools import count
from time import perf_counter, process_time

import numpy as np
import pytest

pytestmark = pytest.mark.slow
WIDE, HIGH = 1600, 900
FRAMES, RUNS = 80, 3


def make_canvas(qapp, plan):
    from commissionplanner.analysis.layout.views import scene
    from commissionplanner.ui import theme
    from commissionplanner.ui.map.canvas import MapCanvas

    theme.apply(qapp, "light", 1.0)
    made = MapCanvas()
    made.resize(WIDE, HIGH)
    made.show_scene(scene(plan, "boundaries"), fit=True)
    made.show()
    qapp.processEvents()
    finish(made)
    return made


@pytest.fixture(scope="module")
def canvas(qapp, full_size):
    made = make_canvas(qapp, full_size)
    yield made
    made.close()


@pytest.fixture(scope="module")
def largest(qapp, plan_of_size):
    made = make_canvas(qapp, plan_of_size(20_000, 100_000))
    yield made
    made.close()


def finish(canvas):
    """Make the pictures that are wanted, to the end."""
    canvas.repaint()
    pictures = canvas._pictures
    for layer in (pictures.base, pictures.lit, pictures.rest, pictures.held):
        layer.work(1e9)
    canvas.repaint()


def display_list(canvas):
    from commissionplanner.analysis.layout.drawing import draw
    from commissionplanner.analysis.layout.lens import Lens

    camera = canvas.camera
    return draw(canvas.scene, Lens(camera.zoom, camera.window(WIDE, HIGH), canvas.colouring))


def quickest(canvas, shapes):
    """Draw a display list in one go."""
    from PySide6.QtGui import QImage, QPainter

    from commissionplanner.ui.map.paint import paint

    picture = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    paint(painter, shapes, canvas.camera)
    painter.end()


def bare(canvas, shapes):
    """Draw a display list with a call for each primitive."""
    from PySide6.QtGui import QImage, QPainter

    picture = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    for shape in shapes:
        one_by_one(painter, shape, canvas.camera)
    painter.end()


def one_by_one(painter, shape, camera):
    from PySide6.QtCore import QPointF, QRectF, Qt
    from PySide6.QtGui import QPainterPath, QPen

    from commissionplanner.analysis.layout import shapes as s
    from commissionplanner.ui.map.paint import colour, paint_one, prepare

    prepare(painter)
    if isinstance(shape, s.Strands):
        painter.setPen(QPen(colour(shape.ink), shape.width * camera.zoom))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(painter.RenderHint.Antialiasing, False)
        for curve in shape.curves.tolist():
            start, one, two, end = (QPointF(*camera.to_screen(*point)) for point in curve)
            path = QPainterPath(start)
            path.cubicTo(one, two, end)
            painter.drawPath(path)
    elif isinstance(shape, s.Dots):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(shape.ink))
        for point in shape.middles.tolist():
            painter.drawEllipse(QPointF(*camera.to_screen(*point)), shape.radius, shape.radius)
    elif isinstance(shape, s.Flats):
        painter.setPen(QPen(colour(shape.line), 1) if shape.line else Qt.PenStyle.NoPen)
        painter.setBrush(colour(shape.fill))
        for box in shape.boxes.tolist():
            painter.drawRect(QRectF(*camera.box_on_screen(box)))
    else:
        paint_one(painter, shape, camera)


def frames(canvas, frame):
    """Return the median and the worst frame of a movement, seconds, what else runs left out."""
    start, taken = canvas.camera, []
    for _ in range(RUNS):
        steps, run = count(1), []
        canvas.look(start)
        finish(canvas)
        for _ in range(FRAMES):
            begun = perf_counter()
            frame(start, next(steps))
            canvas._pictures._work()  # as the event loop does between two frames
            run.append(perf_counter() - begun)
        taken.append(run)
    canvas.look(start)
    finish(canvas)
    least = np.min(taken, axis=0)
    return statistics.median(least), float(least.max())


def panning(canvas):
    def frame(start, step):
        canvas.look(start.panned(8 * step, 4 * step))
        canvas.repaint()

    return frame


def zooming(canvas):
    def frame(start, step):
        canvas.look(start.zoomed(1.02**step, WIDE / 2, HIGH / 2))
        canvas.repaint()

    return frame


def dragging(canvas):
    from commissionplanner.ui.map.hits import Hit

    what = Hit("container", 0)

    def frame(_start, step):
        if step == 1:
            canvas.let_go()
            canvas._lift(what)
        canvas._ghost = (what, 4.0 * step, 4.0 * step)
        canvas.repaint()

    return frame


MOVES = [("panning", panning), ("zooming", zooming), ("dragging a place", dragging)]


@pytest.mark.parametrize(("name", "move"), MOVES)
def test_frames(canvas, bench, table, name, move):
    shapes = display_list(canvas)
    theirs = bench[0](lambda: bare(canvas, shapes))
    fast = bench[0](lambda: quickest(canvas, shapes))
    median, worst = frames(canvas, move(canvas))
    canvas.let_go()
    table(5, f"a frame while {name}, against a bare loop", median, theirs, 1 / 10)
    table(5, f"the worst frame while {name}, against a bare loop", worst, theirs, 1 / 6)
    table(5, f"the worst frame while {name}, against 16.7 ms", worst, 0.0167, 1.0)
    table(5, f"a frame while {name}, against the quickest loop", median, fast, 1.0)


@pytest.mark.parametrize(("name", "move"), MOVES)
def test_frames_at_20_000(largest, bench, table, name, move):
    shapes = display_list(largest)
    theirs = bench[0](lambda: bare(largest, shapes))
    _, worst = frames(largest, move(largest))
    largest.let_go()
    table(5, f"the worst frame while {name} at 20,000, against a bare loop", worst, theirs, 1 / 20)


def test_the_exact_picture(canvas, bench, table):
    """The picture kept is larger than the window: as much again is drawn by the bare loop."""

    def exact():
        canvas.redraw()
        finish(canvas)

    shapes = display_list(canvas)
    theirs = bench[0](lambda: bare(canvas, shapes))
    table(5, "the exact picture, of 1.9 times the window's area", bench[0](exact), theirs, 1.2)


def test_the_first_paint(qapp, canvas, bench, table):
    """From a new widget and a scene to the whole exact picture on it, events and slices included."""
    from commissionplanner.ui.map.canvas import MapCanvas

    def first():
        made = MapCanvas()
        made.resize(WIDE, HIGH)
        made.show_scene(canvas.scene, fit=True)
        made.show()
        until = process_time() + 60
        while made._pictures.base.is_empty and process_time() < until:
            qapp.processEvents()
        made.repaint()
        made.close()

    shapes = display_list(canvas)
    theirs = bench[0](lambda: bare(canvas, shapes))
    table(5, "the first paint, to the whole exact picture", bench[0](first), theirs, 1.5)
