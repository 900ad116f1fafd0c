"""The co-termination planner: one end for contracts that belong together."""

from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QTableView, QVBoxLayout, QWidget

from commissionplanner.analysis.end_groups import KINDS, GroupKind, name_of
from commissionplanner.analysis.index import index_of
from commissionplanner.analysis.move_words import (
    exposure_words,
    small_effect_words,
    summary_words,
)
from commissionplanner.analysis.small_providers import small_providers
from commissionplanner.app.usecases.cotermination import Asked, Worked, edit_of, moves_of, work_out
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.words import counted, day_text
from commissionplanner.ui import theme
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.models.move_rows import MoveRows
from commissionplanner.ui.page import Page
from commissionplanner.ui.timeline.align_tools import AlignTools
from commissionplanner.ui.timeline.moves_canvas import MovesCanvas
from commissionplanner.ui.timeline.saving import save_list
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

AT_ONCE: Final = 600
"""Contracts worked out without a job."""
WIDEST: Final = 300
SMALL_SHOWN: Final = 3
"""Small providers spoken of above the table; all are in the decision list."""
OF_RECORD: Final[dict[str, GroupKind]] = {
    "pools": "pool", "services": "chain", "organisations": "commissioner",
}  # fmt: skip


class CoTerminationPage(Page):
    """Chooses a group and a day; shows, makes or exports the moves."""

    key: ClassVar[str] = "cotermination"
    title: ClassVar[str] = "Align end dates"
    reads: ClassVar[frozenset[str]] = frozenset(
        {
            "about", "contracts", "organisations", "services", "pools", "pool_services", "links",
            "funding_streams", "allocations", "service_costs",
        }
    )  # fmt: skip

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.asked = Asked()
        self.worked: Worked | None = None
        self._task: Task | None = None
        self.tools = AlignTools(self)
        self.toolbar = self.tools.bar
        self.said = Label("", "body", "ink", wrap=True)
        self.more = Label("", "small", "ink2", wrap=True)
        self.rows = MoveRows()
        self.rows.told = self._tell
        self.canvas = MovesCanvas()
        self.canvas.slot_of = workspace.slot
        self._lay_out()
        self._join()
        self.refresh()

    def _lay_out(self) -> None:
        self.table = QTableView()
        self.table.setAccessibleName("Moves. Space ticks a move or leaves the contract as it is")
        self.table.setModel(self.rows)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.PAGE_LEFT, 10, theme.PAGE_RIGHT, 10)
        column.setSpacing(6)
        column.addWidget(self.said)
        column.addWidget(self.more)
        self._halves = halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.table)
        halves.addWidget(self.canvas)
        halves.setStretchFactor(0, 5)
        halves.setStretchFactor(1, 4)
        column.addWidget(halves, 1)

    def _join(self) -> None:
        tools, canvas = self.tools, self.canvas
        tools.asked = self.ask
        tools.refused = lambda why: self.workspace.say(why, level="problem")
        tools.back.clicked.connect(lambda *_: self.workspace.focus.go("timeline"))
        tools.export.clicked.connect(lambda *_: self._export())
        tools.apply.clicked.connect(lambda *_: self.apply())
        canvas.table_wanted.connect(self.table.setFocus)
        canvas.picked.connect(self._pick)
        self.table.selectionModel().currentRowChanged.connect(self._picked)

    # What is asked and shown

    def ask(self, asked: Asked) -> None:
        """Work out another group, day, or whether to shorten."""
        if asked != self.asked:
            self.asked = asked
            self.refresh()

    def subtitle(self) -> str:
        """Return which group is shown."""
        found = self.worked.found if self.worked is not None else None
        return name_of(self.workspace.plan, found.group) if found is not None else ""

    def counts(self) -> str:
        """Return how many moves are ticked."""
        return f"{counted(len(self.rows.chosen()), 'move')} ticked"

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Work it out anew: at once for few contracts, else as a job."""
        del changes
        plan, asked = self.workspace.plan, self.asked
        if self._task is not None:
            self._task.progress.cancel()
            self._task = None
        if len(plan.contracts) <= AT_ONCE:
            self._take(work_out(plan, asked))
            return
        label = "Working out how ends could be aligned"
        self._task = self.workspace.start(label, lambda _: work_out(plan, asked), self._take)

    def _take(self, worked: Worked) -> None:
        self._task, self.worked, self.asked = None, worked, worked.asked
        found, index = worked.found, index_of(worked.plan)
        self.tools.show_worked(worked)
        self.rows.show_moves(index, found)
        if found is not None:
            self.canvas.show_moves(
                index, found, self.rows.moves, name_of(worked.plan, found.group)
            )  # fmt: skip
        self.canvas.setVisible(found is not None)
        self.table.resizeColumnsToContents()
        for at in range(self.rows.columnCount()):
            most = theme.current().px(WIDEST)
            self.table.setColumnWidth(at, min(self.table.columnWidth(at) + 10, most))
        self._share_room()
        self._tell()

    def _share_room(self) -> None:
        """Give the table what its rows need, up to a good half."""
        rows = self.rows.rowCount()
        need = theme.current().px(56) + rows * (self.table.rowHeight(0) if rows else 0)
        whole = max(sum(self._halves.sizes()), 1)
        high = min(need, whole * 11 // 20)
        self._halves.setSizes([high, whole - high])

    def _tell(self) -> None:
        """Say what the ticked moves come to."""
        worked, chosen = self.worked, self.rows.chosen()
        if worked is None or worked.found is None:
            self.said.setText(worked.why_none if worked is not None else "")
            self.more.setText("")
            self.tools.show_count(0, has_list=False)
            return
        found = worked.found
        moves = moves_of(found, chosen)
        self.said.setText(summary_words(found, moves))
        index = index_of(worked.plan)
        small = small_providers(index, found, moves)
        lines = [small_effect_words(index, one) for one in small[:SMALL_SHOWN]]
        if len(small) > SMALL_SHOWN:
            lines.append(f"{len(small) - SMALL_SHOWN} more small providers in the list.")
        exposed = exposure_words(moves)
        self.more.setText(" ".join([exposed, *lines] if exposed else lines))
        self.more.setVisible(bool(self.more.text()))
        self.canvas.mark(chosen)
        self.tools.show_count(len(moves), has_list=bool(found.moves))
        self.workspace.focus.told.emit()

    # Where it is reached from

    def show_detail(self, detail: str) -> None:
        """Show the group that a link names, such as "pool:best-start"."""
        kind, _, key = detail.partition(":")
        if kind in dict(KINDS) and key:
            self.ask(Asked(kind, tuple(key.split(","))))

    def show_thing(self, thing: Thing) -> None:
        """Show the group of a record: a fund, the chain of a service, a commissioner."""
        kind = OF_RECORD.get(thing.table)
        if kind == "chain":
            groups = work_out(self.workspace.plan, Asked("chain")).groups
            held = next((keys for keys, _ in groups if thing.key in keys), None)
            self.ask(Asked("chain", held) if held else Asked("services", (thing.key,)))
        elif kind is not None:
            self.ask(Asked(kind, (thing.key,)))

    def start_find(self) -> None:
        """Put the keyboard onto the table."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What is done

    def apply(self) -> None:
        """Make the ticked moves, as one edit."""
        found = self.worked.found if self.worked is not None else None
        if found is None or self.worked is None or self.worked.plan is not self.workspace.plan:
            return
        chosen = self.rows.chosen()
        moves = moves_of(found, chosen)
        if moves and self.workspace.do(edit_of(self.workspace.plan, found, chosen)):
            self.workspace.say(
                f"{counted(len(moves), 'end')} moved to {day_text(found.target_on)}. Each route is "
                "to check with procurement; one undo takes it back."
            )

    def _export(self) -> None:
        worked = self.worked
        if worked is not None and worked.found is not None:
            save_list(self, self.workspace, worked.found, frozenset(self.rows.chosen()))

    def _pick(self, key: str) -> None:
        at = self.rows.row_of(key)
        if at >= 0 and self.table.currentIndex().row() != at:
            self.table.selectRow(at)

    def _picked(self, now: QModelIndex) -> None:
        if now.isValid():
            key = self.rows.moves[now.row()].contract.id
            self.canvas.show_contract(key)
            self.workspace.focus.select(Thing("contracts", key))
