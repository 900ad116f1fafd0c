"""What the scenario in use assumes, as a table that is typed into; inherited rows are grey."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QWidget

from commissionplanner.app.assumption_list import (
    COLUMNS,
    TYPED,
    Held,
    check_lock,
    held_assumptions,
    texts_of,
    typed_edit,
)
from commissionplanner.app.wording import NOT_KNOWN
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.records import DeleteRecords
from commissionplanner.model.ids import random_ids
from commissionplanner.ui import theme
from commissionplanner.ui.delegates.words import WordsDelegate
from commissionplanner.ui.dialogs.assumption import AssumptionDialog
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Card
from commissionplanner.ui.widgets.labels import ElidedLabel
from commissionplanner.ui.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
NUMBERS: Final = ("figure", "low_ppm", "high_ppm", "confidence_grade")
WIDE: Final = {"what": 166, "scope": 130, "year": 84, "figure": 84, "low_ppm": 64, "high_ppm": 64,
               "source": 190, "owner_id": 110, "made_on": 104, "confidence_grade": 56,
               "where": 92}  # fmt: skip


class AssumptionRows(QAbstractTableModel):
    """Assumptions in force; what is typed becomes one edit."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._scenario_id: str | None = None
        self.rows: tuple[Held, ...] = ()
        self._texts: list[dict[str, str]] = []

    def show_rows(self, rows: Sequence[Held], scenario_id: str | None) -> None:
        """Show these of a scenario."""
        self.beginResetModel()
        self.rows, self._scenario_id = tuple(rows), scenario_id
        self._texts = [texts_of(self._workspace.plan, held) for held in rows]
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if not across or section >= len(COLUMNS):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = COLUMNS[section][0] in NUMBERS
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return COLUMNS[section][1] if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and COLUMNS[index.column()][0] in TYPED:
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        name, held = COLUMNS[index.column()][0], self.rows[index.row()]
        text = self._texts[index.row()][name]
        if role == Qt.ItemDataRole.DisplayRole:
            months = name == "figure" and held.row.unit == "months" and text != NOT_KNOWN
            return f"{text} months" if months else text
        if role == Qt.ItemDataRole.EditRole:
            return "" if text == NOT_KNOWN else text
        if role == Qt.ItemDataRole.ToolTipRole:
            kept = "" if held.is_own else " Type over it to set it in the scenario in use."
            return f"{text or 'Not known'}. Held by: {self._texts[index.row()]['where']}.{kept}"
        if role == Qt.ItemDataRole.ForegroundRole and not held.is_own:
            return theme.current().colour("ink3")
        if role == Qt.ItemDataRole.TextAlignmentRole and name in NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name, held = COLUMNS[index.column()][0], self.rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or str(value) == index.data(role):
            return False
        plan = self._workspace.plan
        try:
            edit = typed_edit(plan, self._scenario_id, held, name, str(value), random_ids())
        except EditRefused as refusal:
            self._workspace.say(f"{refusal} Nothing was changed.", level="problem")
            return False
        QTimer.singleShot(0, self, lambda: self._workspace.do(edit))  # once the line has closed
        return True


class AssumptionsView(QWidget):
    """The table, and what is done with a row."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._scenario_id: str | None = None
        self._pool_id = ""
        self.model = AssumptionRows(workspace, self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName("Assumptions of the scenario in use")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setMouseTracking(True)
        self.table.setItemDelegate(WordsDelegate(self.table))
        heads = self.table.horizontalHeader()
        heads.setFixedHeight(theme.current().row(theme.TABLE_ROW))
        for at, (name, _) in enumerate(COLUMNS):
            self.table.setColumnWidth(at, theme.current().px(WIDE[name]))
        heads.setSectionResizeMode(6, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setDefaultSectionSize(theme.current().row(theme.TABLE_ROW))
        self.card = Card("What is assumed", "")
        self.add, self.change, self.drop = (
            Button(words) for words in ("Add…", "Change, also by year…", "Remove from the scenario")
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.add, self.change, self.drop):
            row.addWidget(button)
        said = ElidedLabel("Grey: holds from what the scenario is built on", "small", "ink3")
        row.addWidget(said, 1)
        self.card.body.addWidget(self.table, 1)
        self.card.body.addLayout(row)
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        self.add.clicked.connect(lambda *_: self._ask(None))
        self.change.clicked.connect(lambda *_: self._ask(self.current))
        self.drop.clicked.connect(lambda *_: self._drop())
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._settle())

    @property
    def current(self) -> Held | None:
        """The assumption of the current row."""
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def show_scenario(self, name: str, scenario_id: str | None, pool_id: str) -> None:
        """Show what a scenario assumes for a fund."""
        self._scenario_id, self._pool_id = scenario_id, pool_id
        at = self.table.currentIndex()
        place = (at.row(), at.column())
        rows = held_assumptions(self._workspace.plan, scenario_id, pool_id)
        self.model.show_rows(rows, scenario_id)
        said = "value, range and where it is from; type over a cell"
        nothing = "nothing is assumed yet; add prices, growth, efficiency or contingency"
        self.card.set_note(f"{name}: {said if rows else nothing}")
        if 0 <= place[0] < len(rows):
            self.table.setCurrentIndex(self.model.index(*place))
        self._settle()

    def _settle(self) -> None:
        held = self.current
        self.change.setEnabled(held is not None)
        self.drop.setEnabled(held is not None and held.is_own)
        why = "Only what the scenario in use says itself can be removed from it."
        self.drop.setToolTip("" if held is not None and held.is_own else why)
        self.change.setToolTip("" if held is not None else "Choose an assumption first.")

    def _ask(self, held: Held | None) -> None:
        AssumptionDialog(
            self._workspace, self._scenario_id, self._pool_id, held, self.window()
        ).open()

    def _drop(self) -> None:
        held = self.current
        if held is None or not held.is_own:
            return
        try:
            check_lock(self._workspace.plan, self._scenario_id)
        except EditRefused as refusal:
            self._workspace.say(str(refusal), level="problem")
            return
        self._workspace.do(DeleteRecords("assumptions", (held.row.id,)))
