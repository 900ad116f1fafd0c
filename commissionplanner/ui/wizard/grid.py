"""The two grids of the wizard: the sheet as it stands, and its rows as they will land.

The second has a head 86 high: letter and heading, the field, how sure that is. The field is a
drop-down in the head itself, so that a guess is put right where it is seen.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from commissionplanner.app.import_heads import Head
from commissionplanner.app.import_preview import Preview
from commissionplanner.app.sheet_marks import NOTHING, SheetMarks
from commissionplanner.io.tabular.cells import column_letter
from commissionplanner.io.tabular.raw import RawSheet
from commissionplanner.ui import icons, theme
from commissionplanner.ui.delegates.import_cells import ImportDelegate, RawDelegate
from commissionplanner.ui.models.import_rows import ImportRows, RawRows
from commissionplanner.ui.widgets import painting
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.steps import SURE, draw_confidence
from commissionplanner.ui.wizard.field_picker import FieldBox
from commissionplanner.ui.wizard.row_menu import RowMenu

HEAD, ROW, NUMBERS, _WORDS, _DOTS = 86, 33, 44, 60, 22
_SHORT = 60
_LEAST, _HEADING, _MOST, _SAMPLE, _TITLES = 92, 200, 230, 30, 60
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
        """Return the width for numbers of five digits, and for what rows were taken for."""
        wide = NUMBERS + (_WORDS if isinstance(self.model(), RawRows) else 0)
        return QSize(theme.current().px(wide), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw one number; on a sheet as it stands, what its row was taken for before it."""
        now = theme.current()
        where = QRectF(rect)
        model = self.model()
        painter.save()
        mark = model.mark(logical_index) if isinstance(model, RawRows) else NOTHING
        is_heading = mark.kind == "heading"
        painter.fillRect(where, now.colour("selected" if is_heading else "surface"))
        painter.fillRect(
            QRectF(where.left(), where.bottom() - 1, where.width(), 1), now.colour("grid")
        )
        number = model.headerData(logical_index, Qt.Orientation.Vertical)
        tone = now.colour("accent" if is_heading else "ink3")
        font = now.font("small", 600 if is_heading else None, tabular=True)
        room = where.adjusted(8, 0, -9, 0)
        wide = painting.words(painter, room, str(number or ""), font, tone, painting.RIGHT)
        if mark.word:
            word = now.font("micro", 600 if is_heading else None)
            painting.words(painter, room.adjusted(0, 0, -wide - 4, 0), mark.word, word, tone)
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
        self.verticalHeader().setDefaultSectionSize(theme.current().row(ROW))


class RawGrid(_Grid):
    """The sheet as it stands. A click on a row, or Enter, asks what it is; on a letter, a column."""

    def __init__(self, menu: RowMenu, parent: QWidget | None = None) -> None:
        super().__init__("The sheet as it stands", parent)
        self.rows = RawRows()
        self._menu = menu
        self.setModel(self.rows)
        self.setItemDelegate(RawDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        head = self.horizontalHeader()
        head.setDefaultSectionSize(theme.current().px(130))
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.sectionClicked.connect(self._ask_of_column)
        self.clicked.connect(self._ask_of)
        self.activated.connect(self._ask_of)
        self.verticalHeader().sectionClicked.connect(
            lambda row: self._ask_of(self.rows.index(row, 0))
        )

    def show_sheet(
        self, raw: RawSheet | None, marks: SheetMarks | None, hidden: frozenset[str] = frozenset()
    ) -> None:
        """Show a sheet; a title above the headings runs over the empty cells beside it."""
        is_new = self.rows.show(raw, marks, hidden)
        self.verticalHeader().viewport().update()
        if raw is None or marks is None:
            return
        self.clearSpans()
        wide = marks.n_columns
        above = marks.headings[0] - 1 if marks.headings else 0
        for row in range(min(above, self.rows.rowCount(), _TITLES)):
            filled = [at for at in range(wide) if raw.columns[at][row] is not None]
            if len(filled) == 1 and filled[0] + 1 < wide:
                self.setSpan(row, filled[0], 1, wide - filled[0])
        if is_new and marks.headings:
            self.scrollTo(self.rows.index(max(marks.headings[0] - 4, 0), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and the menu key ask what the row is, as Enter does."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Menu) and self.currentIndex().isValid():
            self._ask_of(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _ask_of(self, index: QModelIndex | QPersistentModelIndex) -> None:
        marks = self.rows.marks
        if marks is None:
            return
        menu = self._menu.of_row(self, marks, index.row() + 1)
        self._open(menu, self.visualRect(self.rows.index(index.row(), index.column())).bottomLeft())

    def _ask_of_column(self, place: int) -> None:
        menu = self._menu.of_column(self, column_letter(place))
        if menu is not None:
            self._open(menu, QPoint(self.columnViewportPosition(place), 0))

    def _open(self, menu: QMenu, where: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(where + QPoint(8, 0)))


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
        self._is_short = False
        self.open_menu: Callable[[int, QPoint], None] = lambda _place, _where: None
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(60)
        self.setAccessibleName("Columns and the fields they become")
        self.sectionResized.connect(lambda *_: self.place())
        self.geometriesChanged.connect(self.place)

    def sizeHint(self) -> QSize:
        """Return the height of three lines, or of two where it is short."""
        high = theme.current().bar(_SHORT, 40) if self._is_short else theme.current().bar(HEAD, 60)
        return QSize(super().sizeHint().width(), high)

    def be_short(self, *, is_short: bool) -> None:
        """Leave out how sure each column is, which its box says as well, so that more rows have room."""
        if is_short != self._is_short:
            self._is_short = is_short
            self.updateGeometry()
            self.geometriesChanged.emit()

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
        top, high = now.bar(25, 20), now.bar(30, 20)
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

    def needed(self, head: Head) -> float:
        """Return the width that a column needs to show its letter, its whole heading and its "⋯"."""
        now = theme.current()
        words = painting.width_of(head.letter, now.font("micro"))
        words += painting.width_of(head.heading, now.font("micro", 500))
        return words + now.px(_DOTS) + 24

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
        if not self._is_short:
            last = QRectF(
                where.left() + 8, where.top() + now.bar(58, 40), where.width() - 12, now.px(20)
            )
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
        is_new = preview is not self.rows.preview
        self.rows.show(preview, shown)
        names = tuple(head.letter + head.heading for head in preview.heads)
        if names != self._known:
            self._known = names
            self._fit(preview)
            down = across = 0
        if is_new:
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
        """Give each column the width that its first rows, its field and its heading need, within limits.

        A long heading counts as far as a wide column of texts goes: headings are often sentences.
        """
        now = theme.current()
        faces = (now.font("body"), now.font("body", 500, tabular=True))
        for at, head in enumerate(preview.heads):
            texts = [preview.cell(line, at).text for line in preview.lines[:_SAMPLE]]
            longest = max(texts, key=len, default="")
            wide = max(
                painting.width_of(longest, faces[head.is_number]) + 28,
                painting.width_of(head.field or "Not used", now.font("body", 500)) + 58,
                min(self.head.needed(head), now.px(_HEADING)),
            )
            self.setColumnWidth(at, round(min(max(wide, now.px(_LEAST)), now.px(_MOST))))
