"""The fourth step: each name as found, what it is taken for, how sure and why, and the choices."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.app.import_matches import MatchRow, match_rows, sum_of
from commissionplanner.app.import_preview import Preview
from commissionplanner.io.mapping.names.review import IS, NEW, SAME
from commissionplanner.model.entities import TABLES
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.ui import theme
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.flow import flow_in
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import HandsFocusOn
from commissionplanner.ui.widgets.steps import SURE
from commissionplanner.ui.wizard.line_table import HEAD, ROW, Line, LineTable, Words
from commissionplanner.ui.wizard.summary import RecordsFound

_HEADS: Final = (("Name in the file", 220), ("Taken for, or could be", 220), ("How sure", 160),
                 ("Now", 150), ("Why", 0))  # fmt: skip
_ICONS: Final = {"certain": "good", "likely": "check", "check": "warning"}
_MOST_FOUND: Final = 40
_ROWS_SEEN, _FOUND_LEAST = 3, 90
"""Names seen at least, and the least height of what stands beneath them."""


class MatchStep(HandsFocusOn):
    """The review list above; what else the file finds or adds beneath."""

    def __init__(self, control: ImportController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._control = control
        self._rows: dict[str, MatchRow] = {}
        self._plan = Plan()
        self.search: RecordSearch | None = None
        keys = {"1": self._same, "2": self._new, "3": self._later, "4": self._look_up}
        self.table = LineTable("Names to review", _HEADS, keys)
        self.table.on_moved(self._show_choices)
        self._sum = Label("", "body", weight=500, wrap=True)
        self.same = self._button("This one", "1", self._same)
        self.new = self._button("A new one", "2", self._new)
        self.later = self._button("Not now", "3", self._later)
        self.other = self._button("Another…", "4", self._look_up)
        self.near = Button("", height=28)
        self.near.setToolTip("Every pair of names that is at least 95% alike; each can be undone")
        self.near.clicked.connect(self._take_near)
        self.found = RecordsFound("What the file finds and adds")
        self._lay_out()

    def _button(self, words: str, key: str, act: Callable[[str], None]) -> Button:
        button = Button(words, height=28)
        button.setAccessibleDescription(f"Key {key} in the list")
        button.setToolTip(f"Key {key} in the list")
        button.clicked.connect(lambda: act(self.table.current_id))
        return button

    def _lay_out(self) -> None:
        self._bar = Panel("surface", "b")
        self._says = Panel("surface")
        held = QVBoxLayout(self._says)
        held.setContentsMargins(theme.PAGE_LEFT, 8, theme.PAGE_RIGHT, 0)
        held.addWidget(self._sum)
        row = flow_in(self._bar)
        for button in (self.near, self.same, self.new, self.later, self.other):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._says)
        column.addWidget(self._bar)
        column.addWidget(self.table, 3)
        column.addWidget(self.found, 2)
        self.hand_focus_to(self.table)

    def show_preview(self, preview: Preview, plan: Plan) -> None:
        """Show what one staging matched."""
        self._plan = plan
        rows = match_rows(plan, preview.staged)
        self._rows = {row.id: row for row in rows}
        for part in (self._bar, self.table):
            part.setVisible(bool(rows))
        self._fit()
        self.hand_focus_to(self.table if rows else self.found)
        self._sum.setText(sum_of(rows))
        near = sum(row.is_near for row in rows)
        self.near.setVisible(near > 1)
        self.near.set_words(f"Take {near:,} from 95% as one")
        self.table.show_lines(rows, _line)
        self.found.show_preview(preview)

    def _fit(self) -> None:
        """Leave the room to the names where there is little; what is added is told at the next step."""
        now = theme.current()
        bars = self._bar.heightForWidth(self.width()) + self._says.sizeHint().height()
        needed = now.px(ROW * _ROWS_SEEN + HEAD) + bars
        self.found.setVisible(not self._rows or self.height() >= needed + now.px(_FOUND_LEAST))
        self._says.setVisible(bool(self._rows) and self.height() >= needed)
        self._bar.setMinimumHeight(self._bar.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._fit()

    def _show_choices(self) -> None:
        row = self._rows.get(self.table.current_id)
        for button in (self.same, self.new, self.later, self.other):
            button.enable()
        if row is None:
            return
        if not row.table:
            self.other.disable("Both names are in the file: they are one, or they are not.")
            self.new.disable("They are kept apart unless you say that they are one.")
        if not row.choice:
            self.later.disable("Nothing was said of this name yet.")

    # Choices

    def _same(self, key: str) -> None:
        self._answer(key, SAME)

    def _new(self, key: str) -> None:
        if self._rows[key].table:
            self._answer(key, NEW)

    def _later(self, key: str) -> None:
        self._control.forget_answer(key)

    def _answer(self, key: str, choice: str) -> None:
        if key in self._rows:
            self._control.answer(key, choice)

    def _take_near(self) -> None:
        """Take every name that is all but the same for the one beside it, as one step."""
        near = {row.id: SAME for row in self._rows.values() if row.is_near}
        self._control.answer_all(near, f"{len(near):,} names taken as one")

    def _look_up(self, key: str) -> None:
        row = self._rows.get(key)
        if row is None or not row.table:
            return
        self.search = RecordSearch(
            self._plan, row, lambda found: self._answer(key, f"{IS}{found}"), self
        )
        self.search.open()


def _line(row: MatchRow) -> Line:
    _, tone, word = SURE[row.sure]
    what = TABLES[row.table].singular if row.table else "two names of the file"
    sure = f"{word}, {row.score}" if row.score else word
    return Line(
        row.id,
        (
            Words(
                row.name,
                is_strong=True,
                tip=f"{row.name}\n{what}, {row.rows}" if row.rows else row.name,
            ),
            Words(row.matched, "ink" if row.is_same else "ink2"),
            Words(sure, tone, _ICONS[row.sure]),
            Words(row.taken, "ink" if row.is_same else "ink2"),
            Words(row.why, "ink2"),
        ),
    )


class RecordSearch(QDialog):
    """Finds another record of the plan that a name means: type, Down, Enter."""

    def __init__(
        self, plan: Plan, row: MatchRow, take: Callable[[str], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._take = take
        what = TABLES[row.table]
        self._names = sorted(
            ((full_name(r), key) for key, r in plan.table(row.table).items()),
            key=lambda pair: pair[0].casefold(),
        )
        self.setWindowTitle(f"Which {what.singular} is “{row.name}”?")
        self.setMinimumWidth(460)
        self.box = QLineEdit()
        self.box.setPlaceholderText(f"Search {what.plural}")
        self.box.setAccessibleName(f"Search {what.plural}")
        self.box.textChanged.connect(self._look)
        self.list = QListWidget()
        self.list.setAccessibleName("Found")
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.choose = Button("Take this one", "primary")
        self.choose.clicked.connect(self.accept)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(8)
        column.addWidget(Label(self.windowTitle(), "h2", wrap=True))
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.accepted.connect(self._taken)
        self._look("")

    def _look(self, text: str) -> None:
        words = text.casefold().split()
        self.list.clear()
        for name, key in self._names:
            if self.list.count() < _MOST_FOUND and all(w in name.casefold() for w in words):
                item = QListWidgetItem(name, self.list)
                item.setData(Qt.ItemDataRole.UserRole, key)
        self.list.setCurrentRow(0)
        if self.list.count():
            self.choose.enable()
        else:
            self.choose.disable(f"Nothing is called “{text}”.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list from the box; Enter takes the current one."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.count():
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.list.currentItem() is not None:
                self.accept()
        else:
            super().keyPressEvent(event)

    def _taken(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._take(item.data(Qt.ItemDataRole.UserRole))
