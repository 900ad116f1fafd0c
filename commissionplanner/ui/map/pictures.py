"""Makes the pictures that a canvas shows, in short slices between what the user does."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QObject, QRectF, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from commissionplanner.analysis.layout.drawing import shapes
from commissionplanner.analysis.layout.lens import Lens, Only
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.ui import theme
from commissionplanner.ui.map import lift
from commissionplanner.ui.map.camera import Camera
from commissionplanner.ui.map.hits import Hit, neighbourhood
from commissionplanner.ui.map.layer import Layer, Look, Step, Under, ground

SLICE_S = 0.006
VEIL = 0.75
"""How much of what is not lit is covered: it falls to a quarter."""
GLIMPSE = 6
"""Slices after which as much of the very first picture as there is comes to be seen."""


class Pictures(QObject):
    """The whole map; the map with one thing lit; the map without a thing, and that thing.

    Args:
        canvas: What shows them; it is updated when one is whole.
        whole: Called when the picture of the whole map has been made anew.
    """

    def __init__(self, canvas: QWidget, whole: Callable[[], None]) -> None:
        super().__init__(canvas)
        self._canvas, self._on_whole = canvas, whole
        self.base, self.lit = Layer(), Layer(0)
        self.rest, self.held = Layer(), Layer(0)
        self._slices = 0
        self._rest_next: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._work)

    def forget(self) -> None:
        """Throw every picture away."""
        self._rest_next = None
        for layer in (self.base, self.lit, self.rest, self.held):
            layer.forget()

    def put_down(self) -> None:
        """Throw away what was made for a drag."""
        self._rest_next = None
        self.rest.forget()
        self.held.forget()

    def make_base(self, scene: Scene, look: Look, lens: Lens) -> None:
        """Start the picture of the whole map."""
        self._slices = 0
        self._start(self.base, scene, look, lens, ground)

    def light(self, scene: Scene, look: Look, lens: Lens, what: Hit) -> None:
        """Start the picture in which everything falls back but one thing and its neighbours."""
        lens = replace(lens, window=self.lit.box(look))
        self.lit.begin(look, _lit(scene, lens, what), self._veiled)
        self._timer.start()

    def lift(self, scene: Scene, look: Look, lens: Lens, what: Hit) -> Only:
        """Start the pictures of a thing and of the map without it; return what that leaves out."""
        taken = lift.taken(scene, what)
        self._start(self.held, scene, look, replace(lens, only=lift.alone(what, taken)), None)
        self._rest_next = partial(
            self._start, self.rest, scene, look, replace(lens, without=taken), ground
        )
        return taken

    def _start(
        self, layer: Layer, scene: Scene, look: Look, lens: Lens, under: Under | None
    ) -> None:
        lens = replace(lens, window=layer.box(look))
        layer.begin(look, ((shape, 1.0) for shape in shapes(scene, lens)), under)
        self._timer.start()

    def _veiled(self, painter: QPainter, whole: QRectF, camera: Camera) -> None:
        """Paint the map as it is, under a veil."""
        if not self.base.covers(camera).contains(whole):
            ground(painter, whole, camera)
        self.base.show(painter, camera)
        painter.fillRect(whole, theme.current().colour("canvas", VEIL))

    def _work(self) -> None:
        """Work a slice at what is wanted first: what the pointer is on, then the whole."""
        if self._rest_next is not None and not self.held.is_making:
            begin, self._rest_next = self._rest_next, None
            begin()  # room for a picture is a slice of its own
            return
        for layer in (self.held, self.lit, self.base, self.rest):
            if layer.is_making:
                done = layer.work(SLICE_S)
                self._slices += 1
                glimpse = layer.is_empty and layer is self.base and self._slices % GLIMPSE == 0
                if done or glimpse:
                    self._canvas.update()
                if done and layer is self.base:
                    self._on_whole()
                return
        self._timer.stop()


def _lit(scene: Scene, lens: Lens, what: Hit) -> Iterator[Step]:
    near = neighbourhood(scene, what)
    inside = np.isin(scene.owners, list(near.containers))
    others = frozenset(np.flatnonzero(inside).tolist())
    for only, strength in (
        (replace(near, members=frozenset()), 1.0),
        (Only(others - near.members), 1 - VEIL),
        (Only(near.members), 1.0),
    ):
        for shape in shapes(scene, replace(lens, only=only)):
            yield shape, strength
