"""The canvas without hands: shows a scene through a camera, from a kept picture, with overlays."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from commissionplanner.analysis.layout.lens import Colouring, Lens, Only
from commissionplanner.analysis.layout.packing import Box
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.ui import theme
from commissionplanner.ui.map import framing, leader, lift, marks
from commissionplanner.ui.map.camera import Camera
from commissionplanner.ui.map.framing import EDGE, Flight
from commissionplanner.ui.map.hits import Hit
from commissionplanner.ui.map.layer import Look, ground
from commissionplanner.ui.map.legend import Legend
from commissionplanner.ui.map.minimap import Minimap
from commissionplanner.ui.map.paint import paint
from commissionplanner.ui.map.pictures import Pictures
from commissionplanner.ui.map.standing import Key, Standing
from commissionplanner.ui.widgets.buttons import Button

SETTLE_MS = 70
LIGHT_MS = 25
"""How long the pointer rests on a thing before the others fall back."""
HELD = 24
"""Pixels around a thing that is dragged within which it is drawn: a silo has walls outside it."""
CRAMPED = 330
"""Height, px at normal text size, below which the legend shows only when asked for."""
HALF = 0.5
"""Part of the picture's margin that is panned over before the next is begun."""


class Lifted(NamedTuple):
    """What is being dragged: of which scene, where it stood, and what was taken off with it."""

    scene: Scene
    box: Box
    taken: Only


class MapView(QWidget):
    """Shows a scene.

    The picture of the scene is kept and copied while one pans; while one zooms it is stretched,
    and made anew when the wheel rests: in slices, so that nothing waits for it.
    """

    looked = Signal()
    """The camera has moved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene: Scene | None = None
        self.camera = Camera()
        self.colouring: Colouring = "prevention"
        self.lit: Hit | None = None
        self.current: Hit | None = None
        self.chosen: tuple[Key, ...] = ()
        self.legend = Legend(self)
        self.minimap = Minimap(self)
        self.minimap.asked.connect(self._look_at)
        self._pictures = Pictures(self, self._is_whole)
        self._stale = False
        self.standing = Standing(None)
        self._fitted = True
        self._is_legend_open = False
        self._head = 0
        self.only: Only | None = None
        self._ghost: tuple[Hit, float, float] | None = None
        self._lifted: Lifted | None = None
        self._leader: tuple[QRectF, Box] | None = None
        self._sharpen = self._after(SETTLE_MS, self._make)
        self._light_up = self._after(LIGHT_MS, self._light)
        self._flight = Flight(self.look, self)
        self._stop_listening = theme.on_change(lambda _: self.redraw())
        self.destroyed.connect(lambda _=None, stop=self._stop_listening: stop())
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.ask_legend = Button("Legend", height=26, parent=self)
        self.ask_legend.clicked.connect(self._open_legend)
        for card in (self.legend, self.minimap, self.ask_legend):
            card.hide()

    def _after(self, wait_ms: int, job: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait_ms)
        timer.timeout.connect(job)
        return timer

    def show_scene(self, scene: Scene, *, fit: bool) -> None:
        """Show another scene; `fit` looks at the whole of it."""
        here = self.standing.key(self.current) if self.current is not None else None
        self.scene = scene
        self.lit = self.only = None
        self.standing = Standing(scene)
        self.current = self.standing.hit(here) if here is not None else None
        self.legend.set_scene(scene, self.colouring)
        self.minimap.set_scene(scene)
        self._place_cards()
        if fit:
            self._pictures.forget()
            self._put_down()
            self.fit(at_once=True)
        self.redraw()

    def set_head(self, high: int) -> None:
        """Leave so many pixels at the top free when the whole is shown."""
        if high != self._head:
            self._head = high
            if self._fitted:
                self.fit(at_once=True)

    def set_colouring(self, colouring: Colouring) -> None:
        """Let the mark of a service say something else."""
        self.colouring = colouring
        if self.scene is not None:
            self.legend.set_scene(self.scene, colouring)
            self._place_cards()
        self.redraw()

    def set_only(self, only: Only | None) -> None:
        """Draw nothing else; None draws everything again."""
        if only != self.only:
            self.only = only
            self.redraw()

    def set_chosen(self, keys: Sequence[Key]) -> None:
        """Mark what is selected."""
        self.chosen = tuple(keys)
        self.update()

    def redraw(self) -> None:
        """Make the kept picture anew; the one that there is stays until then."""
        self._stale = True
        self._pictures.base.stop()
        self._pictures.lit.forget()
        self.update()

    def fit(self, *, at_once: bool = False) -> None:
        """Look at the whole map, clear of the cards at the bottom right where that costs little."""
        if self.scene is None:
            return
        self._fitted = True
        covered = QRectF(self.minimap.geometry())
        if self.legend.isVisibleTo(self):
            covered = covered.united(QRectF(self.legend.geometry()))
        camera = framing.whole(self.scene, self.size(), self._head, covered)
        if at_once:
            self._flight.stop()
            self.look(camera)
        else:
            self.fly(camera)

    def look(self, camera: Camera) -> None:
        """Look elsewhere, at once."""
        if camera.zoom != self.camera.zoom and not self._pictures.base.is_empty:
            self._pictures.base.stop()
        self.camera = camera
        self.minimap.set_window(camera.window(self.width(), self.height()))
        self.update()
        self.looked.emit()

    def fly(self, camera: Camera) -> None:
        """Look elsewhere, gliding there; at once where nothing is to move."""
        self._flight.go(self.camera, camera)

    def fly_to(self, where: Box) -> None:
        """Bring a box of the map to the middle, near enough to read."""
        self._fitted = False
        zoom = max(self.camera.zoom, 0.9)
        x, y = where[0] + where[2] / 2, where[1] + where[3] / 2
        self.fly(Camera(zoom).centred(x, y, self.width(), self.height()))

    def box_of(self, key: Key) -> Box | None:
        """Return where a thing of the plan stands, map units; None where it is not drawn."""
        what = self.standing.hit(key)
        return None if what is None else self.standing.box(what)

    def lead_to(self, card: QRectF | None, subject: Box | None) -> None:
        """Draw the leader line from a card (pixels) to its subject (map units); None for none."""
        self._leader = None if card is None or subject is None else (card, subject)
        self.update()

    def _look_at(self, x: float, y: float) -> None:
        self._fitted = False
        self.look(self.camera.centred(x, y, self.width(), self.height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_cards()
        if self._fitted:
            self.fit(at_once=True)
        self.minimap.set_window(self.camera.window(self.width(), self.height()))

    def _place_cards(self) -> None:
        right, low = self.width() - EDGE, self.height() - EDGE
        self.minimap.move(right - self.minimap.width(), low - self.minimap.height())
        left = right - self.minimap.width() - 12 - self.legend.width()
        cramped = self.is_cramped and not self.legend.is_empty
        self.ask_legend.setVisible(cramped)
        self.ask_legend.adjustSize()
        high = self.ask_legend.height() + 8 if cramped else 0
        self.ask_legend.move(
            left + self.legend.width() - self.ask_legend.width(), low - self.ask_legend.height()
        )
        self.legend.move(left, low - self.legend.height() - high)
        small = self.scene is None or not len(self.scene.containers)
        framed = self.scene is not None and self.scene.frame is not None  # it has its own legend
        self.minimap.setVisible(not small and not framed)
        shown = not self.legend.is_empty and not framed
        self.legend.setVisible(shown and (not cramped or self._is_legend_open))

    @property
    def is_cramped(self) -> bool:
        """Whether large text leaves no room for cards on the map that were not asked for."""
        return self.height() < theme.current().px(CRAMPED)

    def _open_legend(self) -> None:
        """Show or hide the legend where there is no room for it all the time."""
        self._is_legend_open = not self._is_legend_open
        self._place_cards()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = QRectF(self.rect())
        if self.scene is None:
            ground(painter, whole, self.camera)
            return
        self._want()
        pictures, look = self._pictures, self._look()
        layer = pictures.base
        if self._lifted is not None and not pictures.rest.is_empty:
            layer = pictures.rest
        elif self.lit is not None and self._ghost is None and pictures.lit.suits(look):
            layer = pictures.lit
        if not layer.covers(self.camera).contains(whole):
            ground(painter, whole, self.camera)
        layer.show(painter, self.camera)
        if self._ghost is not None and self._lifted is not None:
            self._paint_held(painter, self._lifted, self._ghost)
        self._paint_marks(painter, whole)

    def _paint_marks(self, painter: QPainter, whole: QRectF) -> None:
        """Draw what is selected, where the keyboard is, what is dragged, and the leader line."""
        found = (self.standing.hit(key) for key in self.chosen)
        chosen = tuple(what for what in found if what is not None)
        current = self.current if self.hasFocus() else None
        if self.scene is not None:
            marks.folds(painter, self.scene, self.camera, whole)
        marks.outlines(painter, self.standing, self.camera, chosen, current)
        if self._leader is not None:
            card, subject = self._leader
            leader.paint(painter, card, self.camera.box_on_screen(leader.around(subject)))
        if self._ghost is not None and self._lifted is not None:
            marks.ghost(painter, self.camera, self._lifted.box, self._ghost[1:])
        self.paint_hands(painter)

    def paint_hands(self, painter: QPainter) -> None:
        """Draw what is being done with the mouse or the keys; nothing without hands."""

    def _look(self) -> Look:
        return Look(self.camera, self.size(), self.devicePixelRatioF())

    def _want(self) -> None:
        """See to it that the pictures that are shown, or others that fit better, are there."""
        base, look = self._pictures.base, self._look()
        if self.lit is not None and not self._pictures.lit.suits(look):
            self._light_up.start()
        if base.will_suit(look) or (not self._stale and base.suits(look, HALF)):
            return
        if base.is_empty or self._stale or base.zoom == self.camera.zoom:
            self._make()
        else:
            self._sharpen.start()

    def _make(self) -> None:
        if self.scene is not None:
            self._stale = False
            self._pictures.make_base(self.scene, self._look(), self._lens())

    def _lens(self) -> Lens:
        return Lens(self.camera.zoom, None, self.colouring, only=self.only)

    def _is_whole(self) -> None:
        """Take a new picture of the whole: what was dragged now stands in it."""
        if self._ghost is None or self._lifted is None or self._lifted.scene is not self.scene:
            self._put_down()
        self._pictures.lit.forget()

    def light(self, what: Hit | None) -> None:
        """Let everything fall back but one thing and what it is joined to; None for nothing."""
        self.lit = what
        if what is None:
            self._pictures.lit.forget()
            self.update()
        else:
            self._light_up.start()

    def _light(self) -> None:
        if self.scene is not None and self.lit is not None and self._ghost is None:
            self._pictures.light(self.scene, self._look(), self._lens(), self.lit)

    def _lift(self, what: Hit) -> None:
        """Take a thing off the map, to be dragged."""
        if self.scene is not None:
            taken = self._pictures.lift(self.scene, self._look(), self._lens(), what)
            self._lifted = Lifted(self.scene, self.standing.box(what), taken)

    def _put_down(self) -> None:
        self._ghost = self._lifted = None
        self._pictures.put_down()

    def let_go(self) -> None:
        """Show a thing that was dragged where it stood: it was not moved after all."""
        self._put_down()
        self.update()

    def _paint_held(
        self, painter: QPainter, lifted: Lifted, ghost: tuple[Hit, float, float]
    ) -> None:
        """Draw what is dragged, and its links as they follow it."""
        what, right, down = ghost
        held, zoom = self._pictures.held, self.camera.zoom
        if held.is_empty or self._pictures.rest.is_empty:
            return
        following = lift.links(lifted.scene, what, lifted.taken, (right, down), zoom)
        if what.kind == "container":
            paint(painter, following, self.camera)
        x, y, wide, high = self.camera.box_on_screen(lifted.box)
        around = QRectF(x + right * zoom, y + down * zoom, wide, high)
        painter.setClipRect(around.adjusted(-HELD, -HELD, HELD, HELD))
        held.show(painter, self.camera.panned(right * zoom, down * zoom))
        painter.setClipping(False)
        if what.kind == "member":
            paint(painter, following, self.camera)
