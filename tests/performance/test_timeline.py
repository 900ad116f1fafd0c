"""Frames of the timeline with twenty thousand contracts, against a bare paint of the same shapes."""

import random
import statistics
from datetime import date, timedelta
from time import perf_counter

import pytest

pytestmark = pytest.mark.slow
BAR = 5  # frames, as those of the map
WIDE, HIGH, FRAMES = 1194, 640, 60


def plan_of_contracts(count):
    """Return that many contracts of forty commissioners, three in four services followed on."""
    from commissionplanner.model.entities import About, Contract, Organisation, Service
    from commissionplanner.model.plan import Plan

    pick, contracts = random.Random(7), {}
    for n in range(count):
        start = date(2018, 4, 1) + timedelta(pick.randrange(2_900))
        end = start + timedelta(pick.choice((363, 364, 729, 1094)))
        contracts[f"c{n}"] = Contract(
            id=f"c{n}", title=f"Contract {n}", start_on=start, current_end_on=end, notice_months=3,
            max_end_on=end + timedelta(365), commissioner_id=f"o{n % 40}",
            provider_id=f"o{n % 900}", service_ids=(f"s{n % 5_000}",),
            annual_value_p=pick.randrange(10**8),
        )  # fmt: skip
    return Plan(
        about={"plan": About(id="plan", as_at_on=date(2024, 11, 2))},
        organisations={f"o{n}": Organisation(id=f"o{n}", name=f"Body {n}") for n in range(900)},
        services={f"s{n}": Service(id=f"s{n}", name=f"Service {n}") for n in range(5_000)},
        contracts=contracts,
    )


@pytest.fixture(scope="module")
def canvas(qapp):
    from commissionplanner.analysis.expiry import expiry
    from commissionplanner.analysis.timeline import timeline
    from commissionplanner.ui import theme
    from commissionplanner.ui.timeline.canvas import TimelineCanvas
    from commissionplanner.ui.timeline.lines import Lines

    theme.apply(qapp, "light", 1.0)
    plan = plan_of_contracts(20_000)
    made = TimelineCanvas()
    made.resize(WIDE, HIGH)
    made.show_timeline(Lines(timeline(plan)), expiry(plan), plan.year)
    made.show()
    qapp.processEvents()
    yield made
    made.close()


def bare(canvas):
    """Paint what is in view from a display list made ready, with nothing around it."""
    from PySide6.QtGui import QImage, QPainter

    from commissionplanner.ui.map.camera import Camera
    from commissionplanner.ui.map.paint import paint

    shapes = [*canvas.shapes(), *canvas.names(), *canvas.heads(), *canvas.foot()]
    picture = QImage(WIDE, HIGH, QImage.Format.Format_RGB32)
    began = perf_counter()
    painter = QPainter(picture)
    paint(painter, shapes, Camera(1.0))
    painter.end()
    return perf_counter() - began


def frame(canvas):
    began = perf_counter()
    canvas.viewport().repaint()
    return perf_counter() - began


@pytest.mark.parametrize("move", ["scroll", "zoom"])
def test_a_frame_beside_a_bare_paint_of_the_same_bars(canvas, move, table):
    bar, ours, plain = canvas.verticalScrollBar(), [], []
    for at in range(FRAMES):
        if move == "scroll":
            bar.setValue(at * 977 % max(bar.maximum(), 1))
        else:
            canvas.zoom(1.1 if at < FRAMES // 2 else 1 / 1.1)
        ours.append(frame(canvas))
        plain.append(bare(canvas))
    what = f"timeline of 20,000 contracts, {move}: median frame against a bare paint"
    table(BAR, what, statistics.median(ours), statistics.median(plain), 2.0)
