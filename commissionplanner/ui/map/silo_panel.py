"""The Silos panel beside the map: who works with whom, what is missing, and how sure that is."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commissionplanner.model.plan import Plan
from commissionplanner.ui import theme
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.map.camera import Camera
from commissionplanner.ui.map.standing import Key
from commissionplanner.ui.map.view import MapView
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.heat_map import Cell, Group, HeatMap
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.progress_strip import ProgressStrip
from commissionplanner.ui.widgets.rows import Notice
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.workspace import Workspace

if TYPE_CHECKING:
    from commissionplanner.analysis.silo_analysis import BlockMatrix
    from commissionplanner.findings.silo_rows import Row, Section, SiloReport
    from commissionplanner.ui.map.silo_sections import RowView, SectionView

WIDE: Final = 360
OPEN_AT_FIRST: Final = ("whole", "join", "organisations", "silos", "blocks", "clusters")


class SiloPanel(Panel):
    """Shows the silo analysis of the plan as it is now; worked out when it is opened."""

    picked = Signal(object)
    """What the map is to show: tables and ids."""
    join_wanted = Signal(str, str)
    """Two services that are to be linked."""
    closed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__("surface", "l", parent)
        self.setAccessibleName("Silos")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._workspace = workspace
        self._task: Task | None = None
        self._shown: Plan | None = None
        self.report: SiloReport | None = None
        self.sections: list[SectionView] = []
        self.matrix = HeatMap("Links between organisations")
        self._folded: dict[str, bool] = {}
        self._chosen: RowView | None = None
        self._lay_out()
        workspace.bridge.reckoned.connect(self.refresh)
        workspace.bridge.opened.connect(self.refresh)
        workspace.bridge.changed.connect(lambda _: self._cancel())  # findings come first
        workspace.jobs.progressed.connect(self._progressed)
        self.hide()

    def _lay_out(self) -> None:
        self.setFixedWidth(theme.current().px(WIDE))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        self._title = Label("Silos", "h1")
        self.copy = ToolButton("copy", "Copy as a table")
        self.copy.clicked.connect(self.copy_table)
        self.close_button = ToolButton("close", "Close", key="F4")
        self.close_button.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 8, 4)
        head.addWidget(self._title, 1)
        head.addWidget(self.copy)
        head.addWidget(self.close_button)
        whole.addLayout(head)
        self.strip = ProgressStrip()
        self.strip.setContentsMargins(16, 0, 8, 6)
        self.strip.cancelled.connect(self._cancel)
        self.strip.hide()
        whole.addWidget(self.strip)
        self.again = Button("Work it out")
        self.again.clicked.connect(self.refresh)
        self.again.hide()
        whole.addWidget(self.again, 0, Qt.AlignmentFlag.AlignHCenter)
        self.state = Label("", "small", "ink2", wrap=True)
        self.state.setContentsMargins(16, 0, 16, 6)
        self.state.hide()
        whole.addWidget(self.state)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        whole.addWidget(self._area, 1)

    # Working out

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Work out the analysis of the plan as it is now, if it is looked at and not shown yet."""
        plan = self._workspace.plan
        if not self.isVisible() or self._shown is plan:
            return
        self._cancel()
        self._shown = plan
        self.again.hide()
        self._say("")
        self.strip.show_progress("Working out the silo analysis")
        self.strip.show()
        self._task = self._workspace.find_silos(
            lambda made: self._take(plan, made), lambda: self._stopped(plan)
        )

    def _progressed(self, task: Task, done: int, total: int, words: str) -> None:
        if task is self._task:
            self.strip.show_progress(words, done, total)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.progress.cancel()

    def _ended(self) -> None:
        self._task = None
        self.strip.hide()

    def _stopped(self, plan: Plan) -> None:
        """Offer to begin again, unless something else has been begun or will be meanwhile."""
        if plan is not self._shown:
            return
        self._ended()
        self._shown = None
        if plan is self._workspace.plan:
            self._say("Stopped. What is shown may be of an earlier state of the plan.")
            self.again.show()

    def _take(self, plan: Plan, report: "SiloReport") -> None:
        if plan is self._shown:
            self._ended()
            self.show_report(report)

    # What is shown

    def show_report(self, report: "SiloReport") -> None:
        """Show an analysis; what was folded stays folded."""
        from commissionplanner.findings.silo_rows import MORE_IS_NOT_BETTER
        from commissionplanner.ui.map.silo_sections import SectionView

        self.report = report
        year = report.analysis.year
        self._title.setText(f"Silos, {year}" if year else "Silos")
        self._folded |= {v.section.id: not v.head.isChecked() for v in self.sections}
        self.sections, self._chosen = [], None
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 2, 12, 16)
        column.setSpacing(6)
        column.addWidget(Notice("neutral", "Read with care", MORE_IS_NOT_BETTER))
        coverage = Label(report.coverage, "small", "ink2", wrap=True)
        coverage.setContentsMargins(4, 2, 4, 2)
        column.addWidget(coverage)
        for section in report.sections:
            folded = self._folded.get(section.id, section.id not in OPEN_AT_FIRST)
            first = self._first_of(section)
            view = SectionView(section, self._slots_of(section), is_open=not folded, first=first)
            view.chosen.connect(self._choose)
            view.add_last(self._last_of(section))
            self.sections.append(view)
            column.addWidget(view)
        column.addStretch(1)
        body.setAutoFillBackground(False)
        self._area.setWidget(body)

    def section(self, key: str) -> "SectionView":
        """Return a part by its id."""
        return next(view for view in self.sections if view.section.id == key)

    def _slots_of(self, section: "Section") -> Sequence[int | None]:
        def slot(row: "Row") -> int | None:
            own = row.places and row.places[0][0] == "organisations"
            return self._workspace.slot(row.places[0][1]) if own else None

        return [slot(row) for row in section.rows]

    def _first_of(self, section: "Section") -> QWidget | None:
        if section.id == "blocks":
            return self._matrix()
        return None

    def _last_of(self, section: "Section") -> QWidget | None:
        """Return the button that records the one link that would join most."""
        if section.id != "join" or not section.rows:
            return None
        one, other = (key for _, key in section.rows[0].places)
        self.draw_join = Button("Draw this link", icon="link", height=28)
        self.draw_join.clicked.connect(lambda: self.join_wanted.emit(one, other))
        return self.draw_join

    def _matrix(self) -> QWidget:
        """Build the heat map, of organisations or of sectors."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(9, 2, 0, 8)
        column.setSpacing(6)
        by = Segments([("organisations", "Organisations"), ("sectors", "Sectors")],
                      "organisations", name="Groups")  # fmt: skip
        self.matrix = HeatMap("Links between organisations")
        self.matrix.picked.connect(self._pick_cell)
        self.cell_words = Label("", "small", "ink", 500, wrap=True)
        by.chosen.connect(self._show_matrix)
        column.addWidget(by)
        column.addWidget(self.matrix)
        column.addWidget(self.cell_words)
        self._show_matrix("organisations")
        return holder

    def _block_matrix(self) -> "BlockMatrix | None":
        if self.report is None:
            return None
        analysis = self.report.analysis
        return analysis.by_sector if self._kind == "sectors" else analysis.by_organisation

    def _show_matrix(self, kind: str) -> None:
        from commissionplanner.findings.silo_rows import cell_words

        self._kind = kind
        block, report = self._block_matrix(), self.report
        if block is None or report is None:
            return
        own = kind == "organisations"
        density = block.blocks.density
        sure = {b.organisation_id for b in report.analysis.bodies if b.is_confirmed}
        groups = [Group(report.labels.get(key, key), self._workspace.slot(key) if own else None)
                  for key in block.keys]  # fmt: skip
        cells = [
            [
                Cell(
                    int(block.blocks.ties[row, column]),
                    float(density[row, column]) if block.blocks.possible[row, column] else None,
                    cell_words(block, report.labels, row, column),
                    is_sure=not own or {block.keys[row], block.keys[column]} <= sure,
                )
                for column in range(len(block.keys))
            ]
            for row in range(len(block.keys))
        ]
        self.matrix.show_matrix(groups, cells)
        self.cell_words.setText("Choose a cell to see it on the map. T shows the table.")

    def _pick_cell(self, row: int, column: int) -> None:
        """Show what a cell is about: the two organisations, or those of the two sectors."""
        from commissionplanner.findings.silo_rows import cell_words

        block, report = self._block_matrix(), self.report
        if block is None or report is None:
            return
        self.cell_words.setText(cell_words(block, report.labels, row, column))
        keys = dict.fromkeys((block.keys[row], block.keys[column]))
        if block.kind == "sectors":
            plan = self._workspace.plan
            bodies = [b.id for b in plan.organisations.values() if b.sector in keys]
            keys = dict.fromkeys(bodies)
        self._mark(None)
        self.picked.emit(tuple(("organisations", key) for key in keys))

    def _choose(self, view: "RowView") -> None:
        self._mark(view)
        self.picked.emit(view.row.places)

    def _mark(self, view: "RowView | None") -> None:
        if self._chosen is not None:
            self._chosen.set_chosen(chosen=False)
        self._chosen = view
        if view is not None:
            view.set_chosen(chosen=True)

    def say_shown(self, drawn: int, asked: int) -> None:
        """Say where the view of the map leaves out what was chosen."""
        missing = asked - drawn
        self._say("" if not missing else "Not drawn in this view of the map." if not drawn
                  else f"{missing:,} of {asked:,} are not drawn in this view of the map.")  # fmt: skip

    def _say(self, words: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def copy_table(self) -> None:
        """Put the whole panel on the clipboard as a table for a spreadsheet."""
        if self.report is not None:
            lines = ("\t".join(cells) for cells in self.report.as_table())
            QApplication.clipboard().setText("\n".join(lines))
            self._workspace.say("The silo analysis is copied. Paste it into a spreadsheet.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def go_around(view: MapView, keys: Sequence[Key]) -> int:
    """Bring all of these that are drawn into view; return how many are."""
    boxes = [box for key in keys if (box := view.box_of(key)) is not None]
    if not boxes:
        return 0
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    room = 0.86 * view.width() / max(right - left, 1), 0.86 * view.height() / max(bottom - top, 1)
    zoom = min(max(view.camera.zoom, 0.9), *room)
    middle = (left + right) / 2, (top + bottom) / 2
    view.fly(Camera(zoom).centred(*middle, view.width(), view.height()))
    return len(boxes)
