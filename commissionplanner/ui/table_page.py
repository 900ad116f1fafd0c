"""The page that shows one table of the plan: filter row, table, totals. Pages say what is in it."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QStackedLayout, QVBoxLayout, QWidget

from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import TABLES
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress
from commissionplanner.ui.controllers.table import Block, TableController
from commissionplanner.ui.dialogs.bulk_edit import BulkEdit
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.models.columns import Column, Shown
from commissionplanner.ui.models.plan_table import PlanTable
from commissionplanner.ui.page import Page
from commissionplanner.ui.table_kind import (
    AT_ONCE,
    LATEST,
    Prepared,
    TableKind,
    latest_import,
    prepare,
)
from commissionplanner.ui.table_view import TableView
from commissionplanner.ui.totals_row import TotalsRow
from commissionplanner.ui.widgets.bars import FilterRow, Toolbar
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.chips import Chip
from commissionplanner.ui.widgets.empty_page import EmptyPage
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.search_box import FilterBox
from commissionplanner.ui.workspace import Workspace


class TablePage(Page):
    """A page over one table."""

    kind: TableKind

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._summed: tuple[Shown, str] | None = None
        self._controller = TableController(workspace, self.kind.table)
        self._visible = {c.key for c in self.kind.columns if not c.is_optional}
        self._drawn: Plan | None = None
        self._prepared: Prepared | None = None
        self._preparing: Task | None = None
        self.model = PlanTable(
            self.kind.table, self._shown_columns(), workspace.shown(), self._controller.type_into
        )
        self.view = TableView(self.model, TABLES[self.kind.table].plural)
        self.totals = TotalsRow(self)
        self._make_toolbar()
        self._make_filters()
        self._lay_out()
        self._join()
        self.refresh()

    # Building

    def _make_toolbar(self) -> None:
        bar = Toolbar()
        plural = TABLES[self.kind.table].plural
        self.filter_box = FilterBox(f"Filter these {plural}")
        self._count = Label("", "body", "ink2")
        self._columns_button = Button("Columns", icon="columns")
        self._paste_button = Button("Paste from Excel", icon="copy")
        self._row_button = Button("Rows…", icon="more")
        self.add_button = Button(self.kind.add_label, "primary", "plus")
        bar.add(self.filter_box)
        bar.add(self._count)
        for button in (self._row_button, self._columns_button, self._paste_button):
            bar.add_right(button)
        bar.add_right(self.add_button)
        self.toolbar = bar

    def _make_filters(self) -> None:
        self._filter_row = FilterRow()
        self.chips = tuple(Chip(chip.label) for chip in self.kind.chips)
        for chip in self.chips:
            self._filter_row.add(chip)
            chip.toggled.connect(self._apply_filter)
        self._clear = Button("Clear", "quiet")
        self._clear.clicked.connect(self.clear_filters)
        self._filter_row.add_right(self._clear)
        if not self.chips:
            self._filter_row.hide()

    def _lay_out(self) -> None:
        self._full = QWidget()
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._filter_row)
        column.addWidget(self.view, 1)
        column.addWidget(self.totals)
        self._empty = EmptyPage(*self.kind.empty)
        type_in = Button(self.kind.add_label, icon="plus")
        if self.kind.is_imported:
            bring = Button("Import a spreadsheet…", "primary", "sources")
            bring.clicked.connect(lambda: self.workspace.ask_import(()))
            self._empty.add_start(bring)
        else:
            type_in = Button(self.kind.add_label, "primary", "plus")
        type_in.clicked.connect(self._add)
        self._empty.add_start(type_in)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._full)
        self._stack.addWidget(self._empty)

    def _join(self) -> None:
        self.filter_box.textChanged.connect(self._apply_filter)
        self._columns_button.clicked.connect(self._choose_columns)
        self._row_button.clicked.connect(self._open_row_menu)
        self._paste_button.clicked.connect(self._paste)
        self.add_button.clicked.connect(self._add)
        self.view.current_changed.connect(self._tell_selection)
        self.view.selectionModel().selectionChanged.connect(self._tell_selection)
        self.view.pasted.connect(self._paste_text)
        self.view.filled_down.connect(self._fill_down)
        self.view.delete_wanted.connect(self._delete)
        self.view.fixed_touched.connect(self._say_fixed)

    # What is shown

    def subtitle(self) -> str:
        """Return the count and one sum, worked out once for what is shown; of many, by the job."""
        shown, prepared = self.model.shown, self._prepared
        if prepared is not None and prepared.is_for(shown):
            return prepared.subtitle
        rows = len(shown.plan.table(self.kind.table))
        if rows > AT_ONCE:
            return TABLES[self.kind.table].counted(rows)
        if self._summed is None or self._summed[0] is not shown:
            self._summed = (shown, self.kind.subtitle(shown))
        return self._summed[1]

    def counts(self) -> str:
        """Return what is selected."""
        keys = self.view.selected_keys
        if not keys:
            return f"{self._noun(len(self.model.keys))} shown"
        words = f"{len(keys):,} selected"
        column = next((c for c in self.kind.columns if c.total), None)
        if column is None or column.total is None:
            return words
        shown, rows = self.model.shown, self.model.shown.plan.table(self.kind.table)
        amounts = [column.total(shown, rows[key]) for key in keys]
        known = [amount for amount in amounts if amount is not None]
        if not known:
            return f"{words} · value not known"
        return f"{words} · £{format_short(sum(known), '£')}"

    def foot_height(self) -> int:
        """Return the height of the totals, which stand pinned at the foot."""
        return self.totals.sizeHint().height() if self._stack.currentIndex() == 0 else 0

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Show the plan as it is now."""
        shown = self.workspace.shown(self._prepared.figures if self._prepared else {})
        if changes is not None and self.model.show_changes(shown, changes):
            self._drawn = shown.plan
            self._prepare(shown)
            return
        if shown.plan is self._drawn:
            self.model.take_shown(shown)  # other figures of the same rows: nothing moves
            self._prepare(shown)
            return
        kept, self._drawn = self.view.current_key, shown.plan
        self.model.show(shown, self._all_keys(shown))
        self._stack.setCurrentIndex(0 if self._all_keys(shown) else 1)
        self._prepare(shown)
        if kept:
            self.view.select_key(kept)

    def show_detail(self, detail: str) -> None:
        """Show what the last import brought ("latest"), where the plan holds more than that."""
        if detail != LATEST or not self.kind.is_imported:
            return
        self.clear_filters()
        plan = self.workspace.plan
        latest = latest_import(plan)
        rows = plan.table(self.kind.table).values()
        self.chips[-1].setChecked(any(row.import_id != latest for row in rows))
        self.view.scrollToTop()

    def show_thing(self, thing: Thing) -> None:
        """Select a record of this table, taking filters off where they hide it."""
        if thing.table != self.kind.table or self.view.current_key == thing.key:
            return
        if not self.view.select_key(thing.key) and thing.key in self.model.shown.plan.table(
            thing.table
        ):
            self.clear_filters()
            self.view.select_key(thing.key)

    def wants_inspector(self, thing: Thing) -> bool:
        """Tell that this page's own records open beside it."""
        return thing.table == self.kind.table

    def start_find(self) -> None:
        """Go to the filter box."""
        self.filter_box.setFocus()
        self.filter_box.selectAll()

    def clear_filters(self) -> None:
        """Show every record."""
        for chip in self.chips:
            chip.setChecked(False)
        self.filter_box.clear()

    def _shown_columns(self) -> tuple[Column, ...]:
        return tuple(c for c in self.kind.columns if c.key in self._visible)

    def _all_keys(self, shown: Shown) -> list[str]:
        rows = shown.plan.table(self.kind.table)
        wanted = self.kind.rows
        return [k for k, row in rows.items() if wanted(row)] if wanted else list(rows)

    def _prepare(self, shown: Shown) -> None:
        """Work out what filters need: at once for few rows, else as a quiet job."""
        if self._preparing is not None:
            self._preparing.progress.cancel()
            self._preparing = None
        if len(shown.plan.table(self.kind.table)) <= AT_ONCE:
            self._take(prepare(self.kind, shown, Progress()))
            return
        self._preparing = self.workspace.jobs.start(
            "Preparing the filters",
            lambda progress: prepare(self.kind, shown, progress),
            self._take,
            self.workspace.explain,
            is_quiet=True,
        )

    def _take(self, prepared: Prepared) -> None:
        self._preparing = None
        if prepared.plan is not self.model.shown.plan:
            return
        self._prepared = prepared
        self.model.take_shown(self.workspace.shown(prepared.figures))
        for chip, keys in zip(self.chips, prepared.chips, strict=True):
            if not keys and chip.isChecked() and prepared.plan.table(self.kind.table):
                chip.setChecked(False)  # such as what an import brought that was undone
            chip.set_count(len(keys))
        self._apply_filter()

    def _apply_filter(self) -> None:
        """Show the records that match the words and every chip that is on."""
        prepared = self._prepared
        shown = self.model.shown
        keys: Sequence[str] = self._all_keys(shown)
        every = len(keys)
        if prepared is not None and prepared.plan is shown.plan:
            for chip, found in zip(self.chips, prepared.chips, strict=True):
                if chip.isChecked():
                    keys = [key for key in keys if key in found]
            parts = self.filter_box.text().casefold().split()
            words = prepared.words
            for part in parts:
                keys = [key for key in keys if part in words[key]]
        is_all = len(keys) == len(self.model.keys) == every
        if not is_all and list(keys) != list(self.model.keys) and set(keys) != set(self.model.keys):
            kept = self.view.current_key
            self.model.filter(keys)
            if kept:
                self.view.select_key(kept)
        self._show_totals(every)

    def _show_totals(self, every: int) -> None:
        shown = len(self.model.keys)
        self._count.setText(f"{shown:,} of {every:,} shown")
        self._count.setAccessibleName(self._count.text())
        self._filter_row.set_shown(self._clear, shown=shown != every)
        prepared, keys = self._prepared, self.model.keys
        if prepared is None or len(keys) == every:
            to_fix = prepared.all_to_fix if prepared else 0
        else:
            counts = prepared.to_fix
            to_fix = sum([counts[key] for key in set(keys) & counts.keys()])
        is_known = every <= AT_ONCE or (prepared is not None and prepared.is_for(self.model.shown))
        self.totals.show_table(self.model, every, to_fix, with_sum=is_known)
        self.workspace.focus.told.emit()

    # What is asked for

    def _add(self) -> None:
        key = self._controller.add(self.kind.make)
        if key:
            self.clear_filters()
            self.view.select_key(key)
            self.view.setFocus()

    def _duplicate(self) -> None:
        key = self._controller.duplicate(self.view.current_key)
        if key:
            self.view.select_key(key)

    def _delete(self) -> None:
        self._controller.delete(self.view.selected_keys)

    def _say_fixed(self) -> None:
        column = self.view.current_column
        if column is not None:
            made_of = column.made_of or "Change what it follows from."
            self.workspace.say(f"“{column.heading}” is worked out. {made_of}")

    def _fill_down(self) -> None:
        self._controller.fill_down(self.view.selected_keys, self.view.current_column)

    def _paste(self) -> None:
        self._paste_text(QApplication.clipboard().text())

    def _paste_text(self, text: str) -> None:
        index = self.view.currentIndex()
        selected = self.view.selected_keys
        keys = selected if len(selected) > 1 else tuple(self.model.keys[max(index.row(), 0) :])
        single = "\t" not in text and "\n" not in text.rstrip("\n")
        if single and len(selected) <= 1:
            keys = keys[:1]
        columns = self.model.columns[max(index.column(), 0) :]
        self._controller.paste(text, Block(keys, columns))

    def _bulk_edit(self) -> None:
        keys = self.view.selected_keys
        columns = [c for c in self.kind.columns if c.field is not None]
        dialog = BulkEdit(
            self._noun(len(keys)),
            columns,
            lambda column, text: self._controller.set_all(keys, column, text),
            self,
        )
        dialog.open()

    def _open_row_menu(self) -> None:
        menu = QMenu(self)
        chosen = len(self.view.selected_keys)
        for label, key, act, least in (
            (f"Change {self._noun(chosen)}…", "", self._bulk_edit, 1),
            ("Fill down", "Ctrl+D", self._fill_down, 2),
            ("Duplicate", "", self._duplicate, 1),
            (f"Delete {self._noun(chosen)}", "Del", self._delete, 1),
        ):
            action = QAction(label, menu)
            if key:
                action.setShortcut(key)
            action.setEnabled(chosen >= least)
            action.triggered.connect(act)
            menu.addAction(action)
        menu.popup(self._row_button.mapToGlobal(self._row_button.rect().bottomLeft()))

    def _choose_columns(self) -> None:
        menu = QMenu(self)
        for column in self.kind.columns:
            if not column.heading:
                continue
            action = QAction(column.heading, menu)
            action.setCheckable(True)
            action.setChecked(column.key in self._visible)
            action.toggled.connect(lambda on, key=column.key: self._show_column(key, shown=on))
            menu.addAction(action)
        menu.popup(self._columns_button.mapToGlobal(self._columns_button.rect().bottomLeft()))

    def _show_column(self, key: str, *, shown: bool) -> None:
        (self._visible.add if shown else self._visible.discard)(key)
        kept = self.view.current_key
        self.model.set_columns(self._shown_columns())
        self.view.dress()
        if kept:
            self.view.select_key(kept)

    def _tell_selection(self) -> None:
        keys = [key for key in self.view.selected_keys if key != self.view.current_key]
        if self.view.current_key:
            keys.append(self.view.current_key)
        self.workspace.focus.select(*(Thing(self.kind.table, key) for key in keys))

    def _noun(self, count: int) -> str:
        return TABLES[self.kind.table].counted(count)
