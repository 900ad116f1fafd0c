"""What is drawn over the picture: the selection, where the keyboard is, and what is dragged."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from commissionplanner.analysis.layout.lens import LOW
from commissionplanner.analysis.layout.packing import Box
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.ui import icons, theme
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


def folds(painter: QPainter, scene: Scene, camera: Camera, whole: QRectF) -> None:
    """Draw beside the name of each place whether what it holds is folded away."""
    if camera.zoom < LOW or scene.content.view != "boundaries":
        return
    side = 9 * min(camera.zoom, 1.0)
    for one, row in zip(scene.content.containers, scene.containers.tolist(), strict=True):
        x, y = camera.to_screen(row[0] + 2.5, row[1] + 12)
        spot = QRectF(x, y, side, side)
        if whole.intersects(spot) and one.services + one.streams:
            name = "right" if one.key in scene.content.folded else "down"
            icons.paint(painter, name, spot, "ink2")


def ghost(painter: QPainter, camera: Camera, of: Box, way: tuple[float, float]) -> None:
    """Draw where a thing goes that is dragged so far, map units."""
    now = theme.current()
    x, y, wide, high = of
    where = QRectF(*camera.box_on_screen((x + way[0], y + way[1], wide, high)))
    box(painter, where, 9, now.colour("accent", 0.08), now.colour("accent"), 2)
