"""The Records page: the tables of the plan that have no page of their own, one at a time."""

from typing import ClassVar

from PySide6.QtWidgets import QStackedLayout, QWidget

from commissionplanner.model.changes import ChangeSet
from commissionplanner.ui import record_tables
from commissionplanner.ui.choice_bar import ChoiceBar
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.page import Page
from commissionplanner.ui.rounds.view import RoundView
from commissionplanner.ui.table_kind import TableKind
from commissionplanner.ui.table_page import TablePage
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.workspace import Workspace


class _RecordTable(TablePage):
    """One of the tables."""

    title: ClassVar[str] = "Records"

    def __init__(self, kind: TableKind, workspace: Workspace, parent: QWidget) -> None:
        self.kind = kind
        super().__init__(workspace, parent)


class RecordsPage(Page):
    """One table at a time, each made when it is first asked for."""

    key: ClassVar[str] = "records"
    title: ClassVar[str] = "Records"
    reads: ClassVar[frozenset[str]] = frozenset(
        {
            *record_tables.WHY,
            "partner_returns",
            "organisations",
            "services",
            "contracts",
            "pools",
            "about",
        }
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.show_table = DropDown("Show", record_tables.choices())
        self._bar = ChoiceBar(self.show_table)
        self.toolbar = self._bar
        self._stack = QStackedLayout(self)
        self._tables: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._shown = ""
        self.show_table.chosen.connect(lambda table: workspace.focus.go(f"{self.key}:{table}"))
        self.show_detail(self.show_table.current())

    @property
    def current(self) -> Page:
        """The table shown; of partner rounds, the round."""
        return self._tables[self._shown]

    def show_detail(self, detail: str) -> None:
        """Show a table by its name."""
        if detail not in record_tables.WHY:
            return
        if detail not in self._tables:
            made = self._make(detail)
            self._tables[detail] = made
            self._stack.addWidget(made)
            if made.toolbar is not None:
                self._bar.add_tools(made.toolbar)
        self._shown = detail
        self.show_table.set_current(detail)
        if detail in self._stale:
            self._stale.discard(detail)
            self.current.refresh()
        self._stack.setCurrentWidget(self.current)
        if self.current.toolbar is not None:
            self._bar.show_tools(self.current.toolbar)

    def _make(self, table: str) -> Page:
        if table == "partner_rounds":
            return RoundView(self.workspace, self)
        return _RecordTable(record_tables.kind_of(table), self.workspace, self)

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Draw the table shown; the others when they are next shown."""
        self._stale = set(self._tables) - {self._shown}
        self.current.refresh(changes)

    def subtitle(self) -> str:
        """Return how many there are."""
        return self.current.subtitle()

    def counts(self) -> str:
        """Return what is selected."""
        return self.current.counts()

    def show_thing(self, thing: Thing) -> None:
        """Show the table of a record, with the record selected."""
        if thing.table in record_tables.WHY:
            self.show_detail(thing.table)
            self.current.show_thing(thing)

    def wants_inspector(self, thing: Thing) -> bool:
        """Tell that the records shown open beside the table."""
        return thing.table == self._shown and self.current.wants_inspector(thing)

    def start_find(self) -> None:
        """Go to the filter box."""
        self.current.start_find()
