"""What is drawn over the picture: the selection, where the keyboard is, and what is dragged."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from commissionplanner.analysis.layout.packing import Box
from commissionplanner.ui import theme
from commissionplanner.ui.map.camera import Camera
from commissionplanner.ui.map.hits import Hit
from commissionplanner.ui.map.standing import Standing
from commissionplanner.ui.widgets.painting import box

RADII = {"member": 9, "directorate": 10}


def outlines(
    painter: QPainter,
    standing: Standing,
    camera: Camera,
    chosen: Sequence[Hit],
    current: Hit | None,
) -> None:
    """Draw a line around what is selected, and the ring of the keyboard around `current`."""
    now = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for what in chosen:
        _outline(painter, standing, camera, what, now.colour("accent"), 0.0)
    if current is not None:
        _outline(painter, standing, camera, current, now.colour("focus"), 3.0)


def _outline(
    painter: QPainter, standing: Standing, camera: Camera, what: Hit, colour: QColor, out: float
) -> None:
    where = QRectF(*camera.box_on_screen(standing.box(what)))
    radius = RADII.get(what.kind, 12) * camera.zoom
    key = standing.key(what)
    if key is not None and key[0] == "funding_streams":
        radius = where.height() / 2
    box(painter, where.adjusted(-out, -out, out, out), radius + out, None, colour, 2.0)


def ghost(painter: QPainter, camera: Camera, of: Box, way: tuple[float, float]) -> None:
    """Draw where a thing goes that is dragged so far, map units."""
    now = theme.current()
    x, y, wide, high = of
    where = QRectF(*camera.box_on_screen((x + way[0], y + way[1], wide, high)))
    box(painter, where, 9, now.colour("accent", 0.08), now.colour("accent"), 2)
