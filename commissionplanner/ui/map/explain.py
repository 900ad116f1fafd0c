"""The callout beside a silo: why it is one, and the one link that would join most."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtWidgets import QWidget

from commissionplanner.analysis.layout.reasons import SiloReasons
from commissionplanner.ui.map.camera import Box
from commissionplanner.ui.map.view import MapView
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.floating import SHADOW, Callout

NEAR = 56
Floats = npt.NDArray[np.float64]


def silo_callout(
    reasons: SiloReasons, draw_link: Callable[[SiloReasons], object], parent: QWidget
) -> Callout:
    """Return the callout; pressing its button draws the link that it speaks of."""
    card = Callout("Why this is a silo", level="problem", parent=parent)
    for icon, text in reasons.lines:
        card.add_line(icon, text)
    if reasons.join_id:
        button = Button("Draw link", "primary", height=26)
        button.clicked.connect(lambda: draw_link(reasons))
        card.set_foot(reasons.foot, button)
    card.resize(card.sizeHint())
    return card


def place(card: QWidget, view: MapView, subject: Box) -> QRectF:
    """Put a card beside its subject, where it covers least, and return what is seen of it."""
    where = QRectF(*view.camera.box_on_screen(subject))
    size = card.size()
    taken = _taken(view)
    cards = [QRectF(view.legend.geometry()), QRectF(view.minimap.geometry())]
    spots = [QRectF(spot, size) for spot in _spots(where, size, view.size())]
    best = min(spots, key=lambda spot: _covered(spot, where, taken, cards))
    card.move(round(best.x()), round(best.y()))
    return best.adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)


def _taken(view: MapView) -> Floats:
    """Return left, top, right and bottom of the containers in view, pixels, shape (n, 4)."""
    if view.scene is None:
        return np.zeros((0, 4))
    boxes, camera = view.scene.containers, view.camera
    low = boxes[:, :2] * camera.zoom + (camera.x, camera.y)
    high = low + boxes[:, 2:] * camera.zoom
    seen = (high > 0).all(axis=1) & (low < (view.width(), view.height())).all(axis=1)
    return np.hstack([low, high])[seen]


def _spots(where: QRectF, size: QSize, room: QSize) -> list[QPoint]:
    """Return places around the subject, each within the canvas."""
    across = [
        where.right() + NEAR, where.left() - NEAR - size.width(),
        where.right() + 3 * NEAR, where.left() - 3 * NEAR - size.width(),
        where.center().x() - size.width() / 2,
    ]  # fmt: skip
    down = [
        where.center().y() - size.height() / 2,
        where.top() - size.height() - NEAR / 2, where.bottom() + NEAR / 2,
        where.top() - 2 * size.height(), where.bottom() + size.height(),
    ]  # fmt: skip
    most_x, most_y = room.width() - size.width(), room.height() - size.height()
    return [
        QPoint(round(min(max(x, 0), most_x)), round(min(max(y, 0), most_y)))
        for x in across
        for y in down
    ]


def _covered(
    spot: QRectF, where: QRectF, taken: Floats, cards: list[QRectF]
) -> tuple[float, float]:
    around = where.adjusted(-20, -20, 20, 20)
    hidden = 50 * _area(spot & around) + 20 * sum(_area(spot & one) for one in cards)
    across = np.minimum(spot.right(), taken[:, 2]) - np.maximum(spot.left(), taken[:, 0])
    down = np.minimum(spot.bottom(), taken[:, 3]) - np.maximum(spot.top(), taken[:, 1])
    hidden += float((np.maximum(across, 0) * np.maximum(down, 0)).sum())
    beside = spot.left() > where.right() or spot.right() < where.left()
    hidden += 0 if beside else 12_000  # the line would cross what stands between
    apart = spot.center() - where.center()
    return hidden + 40 * (apart.x() ** 2 + apart.y() ** 2) ** 0.5, apart.x()


def _area(one: QRectF) -> float:
    return max(one.width(), 0) * max(one.height(), 0)
