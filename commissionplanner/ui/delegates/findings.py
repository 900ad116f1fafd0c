"""Draws the rows of the list of findings: heads 32 high, findings 46."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from commissionplanner.model.money import format_short
from commissionplanner.ui import icons, theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.models.finding_list import Head, Line, Role
from commissionplanner.ui.widgets import painting
from commissionplanner.ui.workspace import Workspace

HEAD, ROW = 32, 46
Index = QModelIndex | QPersistentModelIndex


class FindingDelegate(QStyledItemDelegate):
    """Shape, title, id, swatch and organisation, state; money at the right."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a head or a finding."""
        del option
        is_head = isinstance(index.data(Role.ENTRY), Head)
        return QSize(200, theme.current().px(HEAD if is_head else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        entry = index.data(Role.ENTRY)
        where = QRectF(option.rect)
        painter.save()
        if isinstance(entry, Head):
            _paint_head(painter, where, entry)
        elif isinstance(entry, Line):
            state = option.state
            selected = bool(state & QStyle.StateFlag.State_Selected)
            hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            ground = "selected" if selected else "hover" if hovered else "surface"
            painter.fillRect(where, theme.current().colour(ground))
            if selected:
                bar = QRectF(where.left(), where.top(), 3, where.height())
                painter.fillRect(bar, theme.current().colour("accent"))
            self._paint_line(painter, where, entry)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring(painter, where.adjusted(2, 2, -2, -2), 4)
        painter.restore()

    def _paint_line(self, painter: QPainter, where: QRectF, line: Line) -> None:
        now, finding = theme.current(), line.finding
        foot = QRectF(where.left() + 20, where.bottom() - 1, where.width() - 20, 1)
        painter.fillRect(foot, now.colour("grid"))
        size = now.px(18)
        shape = QRectF(where.left() + 20, where.center().y() - size / 2, size, size)
        icons.paint(painter, finding.level, shape, finding.level)
        left, right = where.left() + 20 + size + 12, where.right() - 16
        if line.amount_p is not None:
            font = now.font("body", 600, tabular=True)
            money = format_short(line.amount_p)
            width = painting.width_of(money, font) + 2
            box = QRectF(right - width, where.top(), width, where.height())
            painting.words(painter, box, money, font, now.colour("ink"), painting.RIGHT)
            right -= width + 12
        half = where.height() / 2
        top = QRectF(left, where.top() + 3, right - left, half - 2)
        painting.words(painter, top, line.title, now.font("body", 600), now.colour("ink"))
        self._paint_second(painter, QRectF(left, where.top() + half, right - left, half - 5), line)

    def _paint_second(self, painter: QPainter, where: QRectF, line: Line) -> None:
        now = theme.current()
        font, ink = now.font("small"), now.colour("ink2")
        left = where.left()
        left += painting.words(painter, where, line.finding.rule, font, ink) + 14
        if line.organisation:
            size = now.px(11)
            square = QRectF(left, where.center().y() - size / 2, size, size)
            marks.draw_swatch(painter, square, self._workspace.slot(line.organisation_id))
            box = QRectF(
                left + size + 6, where.top(), where.right() - left - size - 6, where.height()
            )
            left += size + 6 + painting.words(painter, box, line.organisation, font, ink) + 14
        if line.state:
            name = _icon_of(line.state)
            size = now.px(13)
            icons.paint(painter, name, QRectF(left, where.center().y() - size / 2, size, size))
            box = QRectF(
                left + size + 5, where.top(), where.right() - left - size - 5, where.height()
            )
            painting.words(painter, box, line.state, now.font("small", 600), ink)


def _icon_of(state: str) -> str:
    if state.startswith(("Accepted", "Fixed", "Closed")):
        return "check"
    return "person" if state.startswith("Action") else "arrow"


def _paint_head(painter: QPainter, where: QRectF, head: Head) -> None:
    now = theme.current()
    painter.fillRect(where, now.colour("sunken"))
    name = "right" if head.folded else "down"
    icons.paint(painter, name, QRectF(where.left() + 20, where.center().y() - 6, 12, 12), "ink2")
    inner = where.adjusted(38, 0, -16, 0)
    painting.words(painter, inner, head.words, now.font("small", 600), now.colour("ink2"))
    count = f"{head.count:,}"
    painting.words(
        painter, inner, count, now.font("small", 600), now.colour("ink2"), painting.RIGHT
    )
