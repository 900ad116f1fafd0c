"""The canvas without hands: shows a scene through a camera, from a kept picture, with overlays."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QEasingCurve,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from commissionplanner.analysis.layout.content import Member
from commissionplanner.analysis.layout.drawing import Colouring, Lens, Only, draw
from commissionplanner.analysis.layout.packing import Box
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.ui import theme
from commissionplanner.ui.map.camera import Camera, fitting
from commissionplanner.ui.map.hits import Hit, neighbourhood
from commissionplanner.ui.map.layer import Layer, ground
from commissionplanner.ui.map.legend import Legend
from commissionplanner.ui.map.minimap import Minimap
from commissionplanner.ui.map.paint import paint
from commissionplanner.ui.widgets.painting import box

EDGE = 16
SETTLE_MS = 70
FLY_MS = 240
LEAST_FIT = 0.78
"""How much smaller the map may come out so as to stand clear of the cards."""
VEIL = 0.75
"""How much of what is not lit is covered: it falls to a quarter."""

Key = tuple[str, str]
"""A thing of the plan: its table and id."""


class MapView(QWidget):
    """Shows a scene.

    The picture of the scene is kept and copied while one pans; while one zooms it is stretched,
    and painted anew when the wheel rests.
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
        self._layer = Layer()
        self._fitted = True
        self._head = 0
        self._ghost: tuple[Hit, float, float] | None = None
        self._leader: tuple[QRectF, Box] | None = None
        self._sharpen = QTimer(self)
        self._sharpen.setSingleShot(True)
        self._sharpen.setInterval(SETTLE_MS)
        self._sharpen.timeout.connect(self._repaint_layer)
        self._flight = QVariantAnimation(self)
        self._flight.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._flight.setStartValue(0.0)
        self._flight.setEndValue(1.0)
        self._flight.valueChanged.connect(self._fly)
        self._from, self._to = Camera(), Camera()
        self._stop_listening = theme.on_change(lambda _: self.redraw())
        self.destroyed.connect(lambda _=None, stop=self._stop_listening: stop())
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.legend.hide()
        self.minimap.hide()

    def show_scene(self, scene: Scene, *, fit: bool) -> None:
        """Show another scene; `fit` looks at the whole of it."""
        self.scene = scene
        self.lit = self.current = None
        self._ghost = None
        self.legend.set_scene(scene, self.colouring)
        self.minimap.set_scene(scene)
        self._place_cards()
        if fit:
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

    def set_chosen(self, keys: Sequence[Key]) -> None:
        """Mark what is selected."""
        self.chosen = tuple(keys)
        self.update()

    def redraw(self) -> None:
        """Paint the kept picture anew."""
        self._layer.forget()
        self.update()

    def fit(self, *, at_once: bool = False) -> None:
        """Look at the whole map, clear of the cards at the bottom right where that costs little."""
        if self.scene is None:
            return
        self._fitted = True
        camera = self._fitting()
        if at_once:
            self._flight.stop()
            self.look(camera)
        else:
            self.fly(camera)

    def _fitting(self) -> Camera:
        assert self.scene is not None  # noqa: S101 asked only where there is one
        bounds = self.scene.bounds
        top = EDGE + self._head
        wide, high = self.width() - 2 * EDGE, self.height() - EDGE - top
        whole = fitting(bounds, (EDGE, top, wide, high))
        covered = QRectF(self.legend.geometry()).united(QRectF(self.minimap.geometry()))
        if self._is_clear(whole, covered):
            return whole
        tried = (
            whole,
            fitting(bounds, (EDGE, top, wide, covered.top() - EDGE - top)),
            fitting(bounds, (EDGE, top, covered.left() - 2 * EDGE, high)),
        )
        best = max(tried, key=lambda one: (self._is_clear(one, covered), one.zoom))
        return best if best.zoom > LEAST_FIT * whole.zoom else whole

    def _is_clear(self, camera: Camera, covered: QRectF) -> bool:
        assert self.scene is not None  # noqa: S101 asked only where there is one
        boxes = (camera.box_on_screen(_box(row)) for row in self.scene.containers)
        return not any(covered.intersects(QRectF(*one)) for one in boxes)

    def look(self, camera: Camera) -> None:
        """Look elsewhere, at once."""
        self.camera = camera
        self.minimap.set_window(camera.window(self.width(), self.height()))
        self.update()
        self.looked.emit()

    def fly(self, camera: Camera) -> None:
        """Look elsewhere, gliding there; at once where nothing is to move."""
        self._from, self._to = self.camera, camera
        self._flight.stop()
        self._flight.setDuration(FLY_MS)
        self._flight.start()

    def fly_to(self, where: Box) -> None:
        """Bring a box of the map to the middle, near enough to read."""
        self._fitted = False
        zoom = max(self.camera.zoom, 0.9)
        x, y = where[0] + where[2] / 2, where[1] + where[3] / 2
        self.fly(Camera(zoom).centred(x, y, self.width(), self.height()))

    def box_of(self, key: Key) -> Box | None:
        """Return where a thing of the plan stands, map units; None where it is not drawn."""
        what = self.hit_of(key)
        return None if what is None else self.box_of_hit(what)

    def hit_of(self, key: Key) -> Hit | None:
        """Return a thing of the plan as it stands on the map."""
        if self.scene is None:
            return None
        for n, member in enumerate(self.scene.content.members):
            if (member.table, member.key) == key:
                return Hit("member", n)
        if key[0] != "organisations":
            return None
        for at, (_, name, _) in enumerate(self.scene.inner):
            if name == key[1]:
                return Hit("directorate", at)
        for at, container in enumerate(self.scene.content.containers):
            if key[1] == container.key or key[1] in container.organisation_ids:
                return Hit("container", at)
        return None

    def box_of_hit(self, what: Hit) -> Box:
        """Return the box of a member, container or directorate, map units."""
        assert self.scene is not None  # noqa: S101 a hit is of a scene
        if what.kind == "directorate":
            return self.scene.inner[what.at][2]
        rows = self.scene.members if what.kind == "member" else self.scene.containers
        return _box(rows[what.at])

    def key_of(self, what: Hit) -> Key | None:
        """Return which thing of the plan something on the map is; None for several together."""
        if self.scene is None:
            return None
        content = self.scene.content
        if what.kind == "member":
            member: Member = content.members[what.at]
            return (member.table, member.key)
        if what.kind == "directorate":
            return ("organisations", self.scene.inner[what.at][1])
        if what.kind == "container":
            keys = content.containers[what.at].organisation_ids
            return ("organisations", keys[0]) if len(keys) == 1 else None
        return None

    def lead_to(self, card: QRectF | None, subject: Box | None) -> None:
        """Draw the leader line from a card (pixels) to its subject (map units); None for none."""
        self._leader = None if card is None or subject is None else (card, subject)
        self.update()

    def _look_at(self, x: float, y: float) -> None:
        self._fitted = False
        self.look(self.camera.centred(x, y, self.width(), self.height()))

    def _fly(self, part: float) -> None:
        one, other = self._from, self._to
        zoom = one.zoom * (other.zoom / one.zoom) ** part
        x = one.x + (other.x - one.x) * part
        y = one.y + (other.y - one.y) * part
        self.look(Camera(zoom, x, y) if part < 1.0 else other)

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
        self.legend.move(left, low - self.legend.height())
        small = self.scene is None or not len(self.scene.containers)
        self.minimap.setVisible(not small)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        whole = QRectF(self.rect())
        if self.scene is None:
            ground(painter, whole, self.camera)
            return
        if self._layer.is_empty:
            self._render()
        elif not self._layer.is_exact(self.camera, self.size()):
            ground(painter, whole, self.camera)
            self._sharpen.start()
        self._layer.show(painter, self.camera)
        if self.lit is not None and self._ghost is None:
            self._paint_lit(painter, self.lit)
        self._paint_marks(painter)

    def _repaint_layer(self) -> None:
        if self.scene is not None and not self._layer.is_exact(self.camera, self.size()):
            self._render()
            self.update()

    def _render(self) -> None:
        self._layer.render(self.camera, self.size(), self.devicePixelRatioF(), self._draw)

    def _draw(self, painter: QPainter, camera: Camera, size: QSize) -> None:
        if self.scene is not None:
            window = camera.window(size.width(), size.height())
            paint(painter, draw(self.scene, Lens(camera.zoom, window, self.colouring)), camera)

    def _paint_lit(self, painter: QPainter, what: Hit) -> None:
        """Let everything fall back but one thing and what it is joined to."""
        assert self.scene is not None  # noqa: S101 asked only where there is one
        painter.fillRect(self.rect(), theme.current().colour("canvas", VEIL))
        window = self.camera.window(self.width(), self.height())
        joined = neighbourhood(self.scene, what)
        owners = self.scene.owners.tolist()
        others = frozenset(n for n, at in enumerate(owners) if at in joined.containers)
        lens = Lens(self.camera.zoom, window, self.colouring)
        for only, strength in (
            (replace(joined, members=frozenset()), 1.0),
            (Only(others - joined.members), 1 - VEIL),
            (Only(joined.members), 1.0),
        ):
            painter.setOpacity(strength)
            paint(painter, draw(self.scene, replace(lens, only=only)), self.camera)
        painter.setOpacity(1.0)

    def _paint_marks(self, painter: QPainter) -> None:
        """Draw what is selected, where the keyboard is, what is dragged, and the leader line."""
        now = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for key in self.chosen:
            what = self.hit_of(key)
            if what is not None:
                self._outline(painter, what, now.colour("accent"), 2.0, 0.0)
        if self.current is not None and self.hasFocus():
            self._outline(painter, self.current, now.colour("focus"), 2.0, 3.0)
        if self._leader is not None:
            self._paint_leader(painter, *self._leader)
        if self._ghost is not None:
            what, right, down = self._ghost
            x, y, wide, high = self.box_of_hit(what)
            where = QRectF(*self.camera.box_on_screen((x + right, y + down, wide, high)))
            box(painter, where, 9, now.colour("accent", 0.08), now.colour("accent"), 2)

    def _outline(
        self, painter: QPainter, what: Hit, colour: QColor, width: float, out: float
    ) -> None:
        where = QRectF(*self.camera.box_on_screen(self.box_of_hit(what)))
        radius = {"member": 9, "directorate": 10}.get(what.kind, 12) * self.camera.zoom
        key = self.key_of(what)
        if key is not None and key[0] == "funding_streams":
            radius = where.height() / 2
        box(painter, where.adjusted(-out, -out, out, out), radius + out, None, colour, width)

    def _paint_leader(self, painter: QPainter, card: QRectF, subject: Box) -> None:
        around = (subject[0] - 15, subject[1] - 15, subject[2] + 30, subject[3] + 30)
        where = QRectF(*self.camera.box_on_screen(around))
        start, end, bend = _leader(where, card)
        path = QPainterPath(start)
        path.cubicTo(start + bend, end - bend, end)
        colour = theme.current().colour("problem")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.6))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(start, 4.0, 4.0)


def _leader(where: QRectF, card: QRectF) -> tuple[QPointF, QPointF, QPointF]:
    """Return start, end and bend of the line from a subject to its card, by the nearest sides."""
    if card.left() > where.right() or card.right() < where.left():
        right = card.left() > where.right()
        start = QPointF(where.right() if right else where.left(), where.center().y())
        end = QPointF(card.left() if right else card.right(), card.center().y())
        return start, end, QPointF((end.x() - start.x()) / 2, 0)
    below = card.top() > where.bottom()
    start = QPointF(where.center().x(), where.bottom() if below else where.top())
    end = QPointF(
        min(max(start.x(), card.left() + 20), card.right() - 20),
        card.top() if below else card.bottom(),
    )
    return start, end, QPointF(0, (end.y() - start.y()) / 2)


def _box(row: Sequence[float]) -> Box:
    return (float(row[0]), float(row[1]), float(row[2]), float(row[3]))
