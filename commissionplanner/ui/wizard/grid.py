"""The two grids of the wizard: the sheet as it stands, and its rows as they will land.

The second has a head 86 high: letter and heading, the field, how sure that is. The field is a
drop-down in the head itself, so that a guess is put right where it is seen.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from commissionplanner.app.import_heads import Head
from commissionplanner.app.import_preview import Preview
from commissionplanner.io.tabular.raw import RawSheet
from commissionplanner.ui import icons, theme
from commissionplanner.ui.delegates.import_cells import ImportDelegate, RawDelegate
from commissionplanner.ui.models.import_rows import ImportRows, RawRows
from commissionplanner.ui.widgets import painting
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.steps import SURE, draw_confidence
from commissionplanner.ui.wizard.field_picker import FieldBox

HEAD, ROW, NUMBERS, _DOTS = 86, 33, 44, 22
_LEAST, _MOST, _SAMPLE = 92, 230, 30
Chosen = Callable[[str, str], None]
"""Called with a column's letter and the key of the field chosen; "" leaves the column out."""


class _RowNumbers(QHeaderView):
    """The numbers of rows in the file, at the left."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setAccessibleName("Row numbers")
        self.setStyleSheet("QHeaderView { background: transparent; }")

    def sizeHint(self) -> QSize:
        """Return the width for numbers of five digits."""
        return QSize(theme.current().px(NUMBERS), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw one number."""
        now = theme.current()
        where = QRectF(rect)
        model = self.model()
        painter.save()
        is_heading = isinstance(model, RawRows) and model.heading_row == logical_index + 1
        painter.fillRect(where, now.colour("selected" if is_heading else "surface"))
        painter.fillRect(
            QRectF(where.left(), where.bottom() - 1, where.width(), 1), now.colour("grid")
        )
        number = model.headerData(logical_index, Qt.Orientation.Vertical)
        tone = now.colour("accent" if is_heading else "ink3")
        font = now.font("small", 600 if is_heading else None, tabular=True)
        room = where.adjusted(0, 0, -9, 0)
        painting.words(painter, room, str(number or ""), font, tone, painting.RIGHT)
        painter.restore()


class _Grid(QTableView):
    """What both grids share."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setVerticalHeader(_RowNumbers(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.dress()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setCornerWidget(Panel("surface"))

    def dress(self) -> None:
        """Take the height of rows from the theme."""
        self.verticalHeader().setDefaultSectionSize(theme.current().px(ROW))


class RawGrid(_Grid):
    """The sheet as it stands. A click on a row, or Enter, says that the headings are there."""

    def __init__(self, chosen: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__("The sheet as it stands", parent)
        self.rows = RawRows()
        self._chosen = chosen
        self.setModel(self.rows)
        self.setItemDelegate(RawDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.horizontalHeader().setDefaultSectionSize(theme.current().px(130))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.clicked.connect(lambda index: self._chosen(index.row() + 1))
        self.activated.connect(lambda index: self._chosen(index.row() + 1))
        self.verticalHeader().sectionClicked.connect(lambda row: self._chosen(row + 1))

    def show_sheet(
        self, raw: RawSheet | None, heading_row: int | None, hidden: frozenset[str] = frozenset()
    ) -> None:
        """Show a sheet; a title above the headings runs over the empty cells beside it.

        Of the columns named by their letters in `hidden`, which tell of persons, only the
        headings are shown.
        """
        is_new = self.rows.show(raw, heading_row, hidden)
        if not is_new or raw is None:
            return
        self.clearSpans()
        wide = self.rows.columnCount()
        for row in range(min(heading_row - 1 if heading_row else 0, self.rows.rowCount())):
            filled = [at for at in range(wide) if raw.columns[at][row] is not None]
            if len(filled) == 1 and filled[0] + 1 < wide:
                self.setSpan(row, filled[0], 1, wide - filled[0])


class FieldHead(QHeaderView):
    """Letter and heading, field, confidence, over each column; "⋯" opens what else can be done.

    Attributes:
        open_menu: Called with place of a column whose menu is asked for, and where on the screen.
    """

    def __init__(self, chosen: Chosen, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._chosen = chosen
        self._heads: tuple[Head, ...] = ()
        self.boxes: list[FieldBox] = []
        self.open_menu: Callable[[int, QPoint], None] = lambda _place, _where: None
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(60)
        self.setAccessibleName("Columns and the fields they become")
        self.sectionResized.connect(lambda *_: self.place())
        self.geometriesChanged.connect(self.place)

    def sizeHint(self) -> QSize:
        """Return the height of three lines."""
        return QSize(super().sizeHint().width(), theme.current().px(HEAD))

    def show_heads(self, heads: tuple[Head, ...], fields: list[tuple[str, str]]) -> None:
        """Show these columns, with the fields that each may become."""
        while len(self.boxes) > len(heads):
            self.boxes.pop().deleteLater()
        while len(self.boxes) < len(heads):
            box = FieldBox(self.viewport())
            place = len(self.boxes)
            box.chosen.connect(
                lambda key, place=place: self._chosen(self._heads[place].letter, key)
            )
            self.boxes.append(box)
        self._heads = heads
        for box, head in zip(self.boxes, heads, strict=True):
            known = {key for key, _ in fields}
            own = [] if head.key in known else [(head.key, head.field)]
            box.set_choices([*fields[:1], *own, *fields[1:]], head.key)
            box.set_doubtful(head.sure == "check")
            box.setAccessibleName(
                f"{head.heading or 'Column ' + head.letter}: {box.words()}, {SURE[head.sure][2]}"
            )
            box.setToolTip(head.why)
            box.why = f"{SURE[head.sure][2]}. {head.why}" if head.why else ""
            box.setAccessibleDescription(head.why)
        self.place()

    def place(self) -> None:
        """Put each box over its column; those out of sight are hidden."""
        now = theme.current()
        top, high = now.px(25), now.px(30)
        wide = self.viewport().width()
        for at, box in enumerate(self.boxes):
            if at >= self.count():
                box.hide()
                continue
            left, width = self.sectionViewportPosition(at), self.sectionSize(at)
            shown = left + width > 0 and left < wide
            box.setVisible(shown)
            if shown:
                box.setGeometry(left + 5, top, width - 10, high)

    def open_fields(self, place: int) -> None:
        """Open the list of fields over a column."""
        self.boxes[place].setFocus()
        self.boxes[place].open_list()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the menu of a column where its "⋯" is pressed."""
        place = self.logicalIndexAt(event.position().toPoint())
        if 0 <= place < len(self._heads) and self._dots(place).contains(event.position()):
            below = self._dots(place).bottomLeft().toPoint()
            self.open_menu(place, self.viewport().mapToGlobal(below))
            return
        super().mousePressEvent(event)

    def _dots(self, place: int) -> QRectF:
        """Return where the "⋯" of a column stands."""
        side = theme.current().px(_DOTS)
        right = self.sectionViewportPosition(place) + self.sectionSize(place) - 5
        return QRectF(right - side, 2, side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the boxes where the columns are now."""
        super().resizeEvent(event)
        self.place()

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw letter, heading and confidence; the box between them is a widget."""
        if logical_index >= len(self._heads):
            return
        now = theme.current()
        head = self._heads[logical_index]
        where = QRectF(rect)
        painter.save()
        painter.fillRect(where, now.colour("sunken"))
        line = now.colour("line2")
        painter.fillRect(QRectF(where.left(), where.bottom() - 1, where.width(), 1), line)
        painter.fillRect(
            QRectF(where.right() - 1, where.top(), 1, where.height()), now.colour("line")
        )
        dots = self._dots(logical_index)
        icons.paint(painter, "more", dots.adjusted(4, 4, -4, -4), "ink2")
        first = QRectF(where.left() + 8, where.top() + 3, where.width() - 16, now.px(20))
        first.setRight(dots.left() - 2)
        step = painting.words(painter, first, head.letter, now.font("micro"), now.colour("ink3"))
        room = first.adjusted(step + 6, 0, 0, 0)
        painting.words(painter, room, head.heading, now.font("micro", 500), now.colour("ink2"))
        last = QRectF(where.left() + 8, where.top() + now.px(58), where.width() - 12, now.px(20))
        draw_confidence(painter, last, head.sure)
        painter.restore()


class FieldGrid(_Grid):
    """Every row as it will land, under heads that say what each column becomes.

    Attributes:
        empty_cell: Called when the current cell is to be emptied.
    """

    def __init__(
        self, chosen: Chosen, typed: Callable[[str, str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__("Rows as they will land", parent)
        self.rows = ImportRows(typed)
        self.empty_cell: Callable[[], None] = lambda: None
        self.head = FieldHead(chosen, self)
        self.setHorizontalHeader(self.head)
        self.setModel(self.rows)
        self.setItemDelegate(ImportDelegate(self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.horizontalScrollBar().valueChanged.connect(lambda _: self.head.place())
        self._known: tuple[str, ...] = ()

    def show_preview(
        self, preview: Preview, shown: Sequence[int], fields: list[tuple[str, str]]
    ) -> None:
        """Show the rows of a preview, keeping the place in the grid."""
        at, across = self.currentIndex(), self.horizontalScrollBar().value()
        down = self.verticalScrollBar().value()
        self.rows.show(preview, shown)
        names = tuple(head.letter + head.heading for head in preview.heads)
        if names != self._known:
            self._known = names
            self._fit(preview)
            down = across = 0
        self.head.show_heads(preview.heads, fields)
        if at.isValid() and at.row() < len(shown):
            self.setCurrentIndex(self.rows.index(at.row(), at.column()))
        self.horizontalScrollBar().setValue(across)
        self.verticalScrollBar().setValue(down)

    def go_to(self, number: int, place: int) -> None:
        """Bring a cell into view and make it the current one."""
        row = self.rows.row_of(number)
        if row is not None:
            index = self.rows.index(row, place)
            self.setCurrentIndex(index)
            self.scrollTo(index)
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete empties the current cell."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.empty_cell()
        else:
            super().keyPressEvent(event)

    def _fit(self, preview: Preview) -> None:
        """Give each column the width that its first rows and its field need, within limits."""
        now = theme.current()
        faces = (now.font("body"), now.font("body", 500, tabular=True))
        for at, head in enumerate(preview.heads):
            texts = [preview.cell(line, at).text for line in preview.lines[:_SAMPLE]]
            longest = max(texts, key=len, default="")
            wide = max(
                painting.width_of(longest, faces[head.is_number]) + 28,
                painting.width_of(head.field or "Not used", now.font("body", 500)) + 58,
            )
            self.setColumnWidth(at, round(min(max(wide, now.px(_LEAST)), now.px(_MOST))))
