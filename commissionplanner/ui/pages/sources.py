"""The Sources page: every import with its slip, rows held, disagreements, transfers, requests, names."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, cast

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from commissionplanner import paths
from commissionplanner.app import import_slip
from commissionplanner.app.usecases import slips
from commissionplanner.edits.records import DeleteRecords, SetFields
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import ImportBatch, ImportProfile, Record
from commissionplanner.model.money import format_pounds, format_short
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import counted
from commissionplanner.ui import theme
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.models.columns import Cell, Column, field_column
from commissionplanner.ui.models.plan_table import PlanTable
from commissionplanner.ui.page import Page
from commissionplanner.ui.slip_panel import SlipPanel
from commissionplanner.ui.sources.disagreements import Disagreements
from commissionplanner.ui.sources.held import HeldRows
from commissionplanner.ui.sources.listing import Lists
from commissionplanner.ui.sources.matches import Matches
from commissionplanner.ui.sources.requests import Requests
from commissionplanner.ui.sources.transfers import Transfers
from commissionplanner.ui.table_view import TableView
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Card, Panel
from commissionplanner.ui.widgets.empty_page import EmptyPage
from commissionplanner.ui.widgets.flow import empty
from commissionplanner.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commissionplanner.ui.widgets.search_box import FilterBox
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.workspace import Workspace

_T = "imports"
_PROFILES_SHOWN, _NAME_WIDE = 4, 110
_SLIP_FILES = "Excel workbook (*.xlsx);;Table of text (*.csv)"
_LISTS = (
    ("imports", "Imports"), ("held", "Held rows"), ("disagreements", "Disagreements"),
    ("transfers", "Transfers"), ("requests", "Requests"), ("matches", "Names"),
)  # fmt: skip


def _batch(record: Record) -> ImportBatch:
    return cast("ImportBatch", record)


def _column(
    key: str,
    heading: str,
    width: int,
    cell: Callable[[ImportBatch], Cell],
    sort: Callable[[ImportBatch], Any],
) -> Column:
    return Column(
        key=key, heading=heading, width=width, is_number=True,
        cell=lambda _shown, record: cell(_batch(record)),
        sort=lambda _shown, record: sort(_batch(record)),
    )  # fmt: skip


def _plain(name: str, width: int, weight: int = 400) -> Column:
    """Return a column of a field that is shown and not edited: a slip says what was."""
    return replace(field_column(_T, name, width=width, weight=weight), field=None)


def _sheet(batch: ImportBatch) -> Cell:
    return (
        Cell(batch.sheet) if batch.sheet else Cell("None", "ink3", tip="A text file has no sheets.")
    )


def _count(count: int | None, tone: str) -> Cell:
    if count is None:
        return Cell("Not known", "ink3")
    return Cell(f"{count:,}", tone if count else "ink2")


def _pounds(amount_p: int | None) -> Cell:
    if amount_p is None:
        return Cell("None", "ink3", tip="No column of this file says it of its rows.")
    return Cell(format_short(amount_p, "£"), tip=format_pounds(amount_p))


def _money_column(key: str, heading: str, at: int) -> Column:
    """Return a column of what imports brought: place 0 in total, 1 a year."""
    plain = _column(
        key, heading, 96, lambda b: _pounds(import_slip.money_of(b)[at]),
        lambda b: import_slip.money_of(b)[at],
    )  # fmt: skip
    return replace(plain, weight=600)


_COLUMNS = (
    _plain("file_name", 150, 500),
    replace(
        _plain("sheet", 80),
        cell=lambda _shown, record: _sheet(_batch(record)),
    ),
    _plain("kind", 80),
    _column(
        "imported_at", "Imported", 142, lambda b: Cell(import_slip.when(b)), lambda b: b.imported_at
    ),
    _column(
        "rows_accepted", "Rows in", 62,
        lambda b: _count(b.rows_accepted, "ink"), lambda b: b.rows_accepted,
    ),
    _column(
        "rows_left_out", "Left out", 68,
        lambda b: _count(b.rows_left_out, "warning"), lambda b: b.rows_left_out,
    ),
    _column(
        "problem_count", "Cells to fix", 88,
        lambda b: _count(b.problem_count, "problem"), lambda b: b.problem_count,
    ),
    _money_column("in_total", "In total, £", 0),
    _money_column("a_year", "A year, £", 1),
)  # fmt: skip


class SourcesPage(Page):
    """Imports at the left, the slip of the current one at the right, profiles beneath."""

    key: ClassVar[str] = "sources"
    title: ClassVar[str] = "Sources"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.model = PlanTable(_T, _COLUMNS, workspace.shown(), lambda *_: False)
        self.view = TableView(self.model, "Imports")
        self.slip = SlipPanel(self._import, self._export_slip)
        self.lists = Lists(
            {
                "held": lambda: HeldRows(workspace),
                "disagreements": lambda: Disagreements(workspace),
                "transfers": lambda: Transfers(workspace),
                "requests": lambda: Requests(workspace, lambda path: workspace.ask_import((path,))),
                "matches": lambda: Matches(workspace),
            }
        )
        self.profiles = Card("How files are read next time")
        self._all_profiles = False
        self._slip_of: tuple[Plan, ImportBatch | None] | None = None
        self._make_toolbar()
        self._lay_out()
        self.view.current_changed.connect(self._show_slip)
        self.view.opened.connect(lambda _key: self._open_slip())
        self.slip.closed.connect(self._close_slip)
        self.refresh()

    def _make_toolbar(self) -> None:
        bar = Toolbar()
        self.switch = Segments(_LISTS, "imports", name="What is listed")
        self.switch.chosen.connect(lambda _key: self.refresh())
        self.filter_box = FilterBox("Filter these imports")
        self.filter_box.textChanged.connect(self._filter)
        self._count = Label("", "body", "ink2")
        self.import_button = Button("Import a spreadsheet…", "primary", "sources")
        self.import_button.clicked.connect(self._import)
        bar.add(self.switch)
        bar.add(self.filter_box)
        bar.add(self._count)
        bar.add_right(self.import_button)
        self.toolbar = self._tools = bar

    def _lay_out(self) -> None:
        full = QWidget()
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.view, 1)
        foot = Panel("canvas", "t")
        inner = QVBoxLayout(foot)
        inner.setContentsMargins(theme.PAGE_LEFT, 12, theme.PAGE_RIGHT, 12)
        inner.addWidget(self.profiles)
        self._foot = foot
        left.addWidget(foot)
        row.addLayout(left, 1)
        edge = Panel("surface", "l")
        held = QVBoxLayout(edge)
        held.setContentsMargins(1, 0, 0, 0)
        held.addWidget(self.slip)
        self._edge = edge
        row.addWidget(edge)
        self._empty = EmptyPage(
            "No spreadsheet has been imported yet",
            "Drop contract registers, budget books, grant lists or lists of organisations anywhere "
            "in this window. Each import keeps a slip here: what came in, what was left out, and why.",
        )
        bring = Button("Import a spreadsheet…", "primary", "sources")
        bring.clicked.connect(self._import)
        self._empty.add_start(bring)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        self.lists.put_into = self._stack.addWidget

    # What the window asks

    def subtitle(self) -> str:
        """Return how many imports there are, and what waits."""
        plan = self.workspace.plan
        words = [counted(len(plan.imports), "import")]
        if plan.held_rows:
            words.append(f"{counted(len(plan.held_rows), 'row')} held")
        n_open = sum(not row.chosen for row in plan.disagreements.values())
        if n_open:
            words.append(f"{counted(n_open, 'disagreement')} open")
        return ", ".join(words)

    def counts(self) -> str:
        """Return how many rows all imports brought in."""
        known = [b.rows_accepted for b in self.workspace.plan.imports.values() if b.rows_accepted]
        return f"{sum(known):,} rows imported" if known else ""

    def foot_height(self) -> int:
        """Return the height of the buttons of the list shown, or of the slip."""
        listing = self.lists.get(self.switch.current())
        if listing is not None:
            return listing.foot_height()
        return 0 if self._edge.isHidden() else self.slip.foot_height()

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Show the imports of the plan as it is now."""
        del changes
        kept = self.view.current_key
        self._filter()
        listing = self.lists.get(self.switch.current())
        for part in (self.filter_box, self._count):
            self._tools.set_shown(part, shown=listing is None)
        is_main = listing is None and bool(self.workspace.plan.imports)  # else the page has its own
        self.import_button.set_kind("primary" if is_main else "secondary")
        if listing is not None:
            listing.refresh()
            self._stack.setCurrentWidget(listing)
            self.workspace.focus.told.emit()
            return
        self._stack.setCurrentIndex(0 if self.workspace.plan.imports else 1)
        self._show_profiles()
        if not (kept and self.view.select_key(kept)) and self.model.keys:
            self.view.select_key(self.model.keys[0])
        self._show_slip()
        self.workspace.focus.told.emit()

    def show_thing(self, thing: Thing) -> None:
        """Select an import."""
        if thing.table == _T and not self.view.select_key(thing.key):
            self.filter_box.clear()
            self.view.select_key(thing.key)

    def show_detail(self, detail: str) -> None:
        """Open a list ("held"), a slip ("slip:ID"), or its rows left out ("left_out:ID")."""
        part, _, key = detail.partition(":")
        if part in self.lists:
            self.show_list(part)
            return
        self.show_list("imports")
        if key not in self.workspace.plan.imports:
            self.workspace.say("This import is no longer in the plan.")
            return
        self.show_thing(Thing(_T, key))
        self._open_slip()
        if part == "left_out":
            self.slip.show_left_out()

    def show_list(self, key: str) -> None:
        """Show one of the lists, by its key in `_LISTS`."""
        self.switch.set_current(key)
        self.refresh()

    def start_find(self) -> None:
        """Go to the filter box."""
        self.filter_box.setFocus()
        self.filter_box.selectAll()

    # What is shown

    def _import(self) -> None:
        self.workspace.ask_import(())

    def _export_slip(self) -> None:
        """Ask for a file and write the slip of the current import there, as a job."""
        plan = self.workspace.plan
        batch = plan.imports.get(self.view.current_key)
        if batch is None:
            return
        usual = f"Slip of {batch.file_name.rpartition('.')[0] or batch.file_name}.xlsx"
        name, _ = QFileDialog.getSaveFileName(
            self.window(), "Export the slip", str(paths.documents_folder() / usual), _SLIP_FILES
        )
        if name:
            self.workspace.start(
                "Writing the slip",
                lambda _progress: slips.export_slip(plan, batch, Path(name)),
                lambda _done: self.workspace.say(f"The slip was written to “{Path(name).name}”."),
            )

    def _filter(self) -> None:
        """Show the imports that the words match, the latest first."""
        shown = self.workspace.shown()
        words = self.filter_box.text().casefold().split()
        rows = sorted(shown.plan.imports.values(), key=lambda b: b.imported_at, reverse=True)
        keys = [b.id for b in rows if all(word in _words(b) for word in words)]
        self.model.show(shown, keys)
        self._count.setText(f"{len(keys):,} of {len(rows):,} shown")

    def _open_slip(self) -> None:
        self._edge.show()
        self._show_slip()

    def _close_slip(self) -> None:
        self._edge.hide()
        self.view.setFocus()

    def _show_slip(self) -> None:
        plan = self.workspace.plan
        batch = plan.imports.get(self.view.current_key)
        held = self._slip_of
        if held is not None and held[0] is plan and held[1] is batch:
            return
        self._slip_of = (plan, batch)
        if batch is None:
            self.slip.clear("Slip of an import", "Choose an import")
        else:
            self.slip.show_batch(plan, batch)

    def _show_profiles(self) -> None:
        empty(self.profiles.body)
        profiles = sorted(self.workspace.plan.import_profiles.values(), key=lambda p: p.name)
        self._foot.setVisible(bool(profiles))
        self.profiles.set_note("files with the same headings are read the same way")
        shown = len(profiles) if self._all_profiles else _PROFILES_SHOWN
        for profile in profiles[:shown]:
            self.profiles.body.addWidget(self._profile(profile))
        if len(profiles) > shown:
            more = Button(f"Show {len(profiles) - shown:,} more", "quiet", height=24)
            more.clicked.connect(self._show_all)
            self.profiles.body.addWidget(more)

    def _rename(self, key: str, text: str) -> None:
        """Give a profile another name; without one it keeps its own."""
        name, held = " ".join(text.split()), self.workspace.plan.import_profiles.get(key)
        if held is not None and name and name != held.name:
            self.workspace.do(SetFields("import_profiles", (key,), {"name": name}))
        elif held is not None and not name:
            self._show_profiles()

    def _show_all(self) -> None:
        self._all_profiles = True
        self._show_profiles()

    def _profile(self, profile: ImportProfile) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(9)
        columns = import_slip.columns_of(profile)
        used = sum(field != "Left out" for _, field in columns)
        row.addWidget(IconLabel("sheet", "ink2", 14))
        name = QLineEdit(profile.name)
        name.setMinimumWidth(theme.current().px(_NAME_WIDE))
        name.setCursorPosition(0)
        name.setAccessibleName(f"Name of the profile {profile.name}")
        name.setToolTip("\n".join(f"{heading}: {field}" for heading, field in columns))
        name.editingFinished.connect(lambda: self._rename(profile.id, name.text()))
        row.addWidget(name, 1)
        kind = vocabulary("import_kind").label_of(profile.kind) if profile.kind else ""
        sender = self.workspace.plan.organisations.get(profile.sender_id or "")
        if sender is not None:
            row.addWidget(ElidedLabel(f"from {sender.name}", "small", "ink2"))
        row.addWidget(ElidedLabel(f"{kind}, {used} of {len(columns)} columns", "small", "ink2"))
        forget = Button("Forget", "quiet", height=24)
        forget.setAccessibleName(f"Forget how {profile.name} is read")
        forget.clicked.connect(
            lambda: self.workspace.do(DeleteRecords("import_profiles", (profile.id,)))
        )
        row.addWidget(forget)
        return holder


def _words(batch: ImportBatch) -> str:
    return f"{batch.file_name} {batch.sheet} {batch.kind or ''}".casefold()
