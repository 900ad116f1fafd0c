"""Draws the grid of a pool: certainty by pattern, sums on a band, the gap with its shape."""

from typing import Any, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from commissionplanner.app.pool_grid import Cell, Row
from commissionplanner.ui import icons, theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.delegates.cells import FILLED
from commissionplanner.ui.models.pool_grid import Index, PoolGrid, Role
from commissionplanner.ui.widgets import painting

HEIGHTS: Final = {"gap": 36, "head": 31, "lesser": 24, "recorded": 24, "kind": 24}
ROW: Final = 29
LEFT: Final = theme.PAGE_LEFT
PAD: Final = 10
MARGIN: Final = 20  # right of the last year
SUMS: Final = ("total", "head")
SELECTED: Final = QStyle.StateFlag.State_Selected.value
FOCUSED: Final = QStyle.StateFlag.State_HasFocus.value


class PoolDelegate(QStyledItemDelegate):
    """Draws cells of `PoolGrid` and gives the line they are typed into."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell of the row height the theme asks for."""
        model = index.model()
        if not isinstance(model, PoolGrid):
            return
        row, cell = model.rows[index.row()], model.cell(index)
        now = theme.current()
        where = QRectF(option.rect)
        state = option.state.value
        selected = bool(state & SELECTED)
        painter.save()
        ground = "sunken" if row.kind in SUMS else "selected" if selected else "surface"
        painter.fillRect(where, now.colour(ground))
        if row.kind not in ("gap", "lesser", "recorded", "kind"):
            line = QRectF(where.left(), where.bottom() - 1, where.width(), 1)
            painter.fillRect(line, now.colour("line" if row.kind in SUMS else "grid"))
        if row.kind == "gap":
            painter.fillRect(QRectF(where.left(), where.top(), where.width(), 1.5), _rule(now))
        if index.column() == 0:
            _draw_name(painter, where, row, str(index.data() or ""), index.data(Role.SLOT))
        elif cell is not None:
            where = _without_margin(where, index)
            _draw_figure(painter, where, row, cell, model.figure(row, cell))
        if state & FOCUSED:
            painting.focus_ring(painter, where.adjusted(2, 1, -2, -1), 4)
        painter.restore()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Lay the line over the figure."""
        editor.setGeometry(_without_margin(QRectF(option.rect), index).toRect())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the line a figure is typed into, in pounds."""
        del option
        line = QLineEdit(parent)
        line.setAlignment(painting.RIGHT)
        model = index.model()
        label = model.rows[index.row()].label if isinstance(model, PoolGrid) else ""
        line.setAccessibleName(f"{label}, pounds. Empty for not known")
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the exact amount into the line."""
        if editor.property(FILLED):
            return  # other figures have been worked out; what is being typed stays
        editor.setProperty(FILLED, True)
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Hand what was typed to the model, unless nothing was changed."""
        if isinstance(editor, QLineEdit) and isinstance(model, PoolGrid):
            text = editor.text()
            if text != str(index.data(Qt.ItemDataRole.EditRole) or ""):
                model.setData(index, text, Qt.ItemDataRole.EditRole)


def _without_margin(where: QRectF, index: Index) -> QRectF:
    last = index.column() == index.model().columnCount() - 1
    return where.adjusted(0, 0, -MARGIN if last else 0, 0)


def _rule(now: theme.Theme) -> Any:
    return now.colour("ink2")


def _draw_name(painter: QPainter, where: QRectF, row: Row, text: str, slot: int | None) -> None:
    now = theme.current()
    inner = where.adjusted(LEFT, 0, -6, 0)
    if slot is not None:
        side = now.px(11)
        marks.draw_swatch(
            painter, QRectF(inner.left(), inner.center().y() - side / 2, side, side), slot
        )
        inner.setLeft(inner.left() + now.px(20))
    font, ink = now.font("body"), "ink"
    if row.kind == "head":
        font, ink = now.font("small", 600), "ink2"
    elif row.kind in ("total", "gap"):
        font = now.font("body", 600)
    elif row.kind in ("lesser", "recorded", "kind"):
        font, ink = now.font("small", 500), "ink2"
    painting.words(painter, inner, text, font, now.colour(ink))


def _draw_figure(painter: QPainter, where: QRectF, row: Row, cell: Cell, text: str) -> None:
    now = theme.current()
    inner = where.adjusted(0, 0, -PAD - 2, 0)
    if row.kind == "gap":
        _draw_gap(painter, where, cell, text)
        return
    if cell.look == "unknown":
        plate = where.adjusted(3, 2, -3, -3)
        painting.box(painter, plate, theme.RADIUS_MARK, now.colour("warningBg"), _edge("warning"))
        font = now.font("small", 600)
        painting.words(painter, inner, text, font, now.colour("warning"), painting.RIGHT)
        return
    if row.kind == "in":
        _draw_certainty(painter, where.adjusted(3, 2, -3, -3), cell.look)
    weight, ink, style = 400, "ink", "body"
    if row.kind == "total":
        weight = 600
    elif row.kind in ("lesser", "recorded", "kind"):
        weight, style = 500, "small"
        ink = "problem" if cell.look == "gap" else "ink2"
    elif cell.look == "worked_out":
        ink = "ink2"
    font = now.font(style, weight, tabular=True)
    wide = painting.words(painter, inner, text, font, now.colour(ink), painting.RIGHT)
    if cell.look == "worked_out":
        _underline(painter, inner, wide)


def _edge(token: str) -> Any:
    now = theme.current()
    return now.colour(token) if now.contrast else None


def _draw_certainty(painter: QPainter, where: QRectF, look: str) -> None:
    """Draw how sure money is: full, striped or dashed, faint enough to read figures on."""
    now = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = now.colour("control")
    strengths = (0.0, 0.0) if now.contrast else (0.2, 0.09)
    if look == "confirmed":
        painting.box(
            painter,
            where,
            theme.RADIUS_MARK,
            now.mixed("accent", "surface", strengths[0]),
            _edge("accent"),
        )
    elif look == "indicative":
        ground = now.mixed("accent", "surface", strengths[1])
        painting.box(
            painter,
            where,
            theme.RADIUS_MARK,
            ground,
            now.mixed("accent", "surface", 1.0 if now.contrast else 0.4),
        )
        stripes = marks.pattern_brush(
            "rising", now.colour("accent", 0.28), None, marks.ratio_of(painter)
        )
        painter.fillRect(where.adjusted(1, 1, -1, -1), stripes)
    else:
        pen = QPen(edge, 1.2)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(where.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3)
    painter.restore()


def _underline(painter: QPainter, inner: QRectF, wide: float) -> None:
    """Draw the dotted line that tells a figure worked out from one that was recorded."""
    now = theme.current()
    painter.save()
    pen = QPen(now.colour("ink3"), 1)
    pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    y = round(inner.center().y() + now.px(9)) + 0.5
    painter.drawLine(round(inner.right() - wide), int(y), round(inner.right()), int(y))
    painter.restore()


def _draw_gap(painter: QPainter, where: QRectF, cell: Cell, text: str) -> None:
    now = theme.current()
    level = {"good": "good", "part": "note", "gap": "problem"}.get(cell.look, "warning")
    plate = where.adjusted(2, 5, -2, -3)
    painting.box(painter, plate, theme.RADIUS_BUTTON, now.colour(f"{level}Bg"), _edge(level))
    side = now.px(14)
    mark = QRectF(plate.left() + 8, plate.center().y() - side / 2, side, side)
    icons.paint(painter, level, mark, level)
    room = plate.adjusted(side + 12, 0, -PAD, 0)
    font = now.font("body", 700, tabular=True)
    painting.words(painter, room, text, font, now.colour(level), painting.RIGHT)
