"""Which camera shows the whole map, and how one glides from a camera to another."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEasingCurve, QObject, QRectF, QSize, QVariantAnimation

from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.ui import motion
from commissionplanner.ui.map.camera import Camera, fitting
from commissionplanner.ui.map.standing import box_of

EDGE = 16
LEAST_FIT = 0.78
"""How much smaller the map may come out so as to stand clear of the cards."""
FLY_MS = 240


def whole(scene: Scene, size: QSize, head: int, covered: QRectF) -> Camera:
    """Return the camera that shows everything, clear of the cards where that costs little.

    Args:
        scene: What is shown.
        size: The canvas, pixels.
        head: So many pixels at its top are left free.
        covered: What cards cover at its bottom right, pixels.
    """
    top = EDGE + head
    wide, high = size.width() - 2 * EDGE, size.height() - EDGE - top
    best = fitting(scene.bounds, (EDGE, top, wide, high))
    if scene.frame is not None or _is_clear(scene, best, covered):
        return best
    tried: Sequence[Camera] = (
        best,
        fitting(scene.bounds, (EDGE, top, wide, covered.top() - EDGE - top)),
        fitting(scene.bounds, (EDGE, top, covered.left() - 2 * EDGE, high)),
    )
    clear = max(tried, key=lambda one: (_is_clear(scene, one, covered), one.zoom))
    return clear if clear.zoom > LEAST_FIT * best.zoom else best


def _is_clear(scene: Scene, camera: Camera, covered: QRectF) -> bool:
    boxes = (camera.box_on_screen(box_of(row)) for row in scene.containers)
    return not any(covered.intersects(QRectF(*one)) for one in boxes)


class Flight(QObject):
    """Glides from one camera to another; at once where nothing is to move.

    Args:
        look: Called with each camera on the way.
    """

    def __init__(self, look: Callable[[Camera], object], parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._from, self._to = Camera(), Camera()
        self._running = QVariantAnimation(self)
        self._running.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._running.setStartValue(0.0)
        self._running.setEndValue(1.0)
        self._running.setDuration(FLY_MS)
        self._running.valueChanged.connect(self._step)

    def stop(self) -> None:
        """Stay where the way has led to."""
        self._running.stop()

    def go(self, start: Camera, end: Camera) -> None:
        """Glide from one camera to another."""
        self._from, self._to = start, end
        self._running.stop()
        if motion.is_reduced():
            self._look(end)
        else:
            self._running.start()

    def _step(self, part: float) -> None:
        one, other = self._from, self._to
        zoom = one.zoom * (other.zoom / one.zoom) ** part
        x = one.x + (other.x - one.x) * part
        y = one.y + (other.y - one.y) * part
        self._look(Camera(zoom, x, y) if part < 1.0 else other)
