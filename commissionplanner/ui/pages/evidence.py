"""The Evidence page: the plan's evidence, the library, the core offer, and money by evidence."""

from typing import ClassVar, Final, cast

from PySide6.QtWidgets import QStackedLayout, QWidget

from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import EvidenceItem, Record
from commissionplanner.ui.choice_bar import ChoiceBar
from commissionplanner.ui.evidence.library import LibraryView
from commissionplanner.ui.evidence.money import MoneyView
from commissionplanner.ui.evidence.offer import OfferView
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.models.columns import field_column
from commissionplanner.ui.page import Page
from commissionplanner.ui.table_kind import RowFilter, TableKind
from commissionplanner.ui.table_page import TablePage
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.workspace import Workspace

_T = "evidence"
PLAN, LIBRARY, OFFER, MONEY = "plan", "library", "offer", "money"
VIEWS: Final = (
    (PLAN, "In this plan"), (LIBRARY, "Library"), (OFFER, "Core offer"), (MONEY, "Money"),
)  # fmt: skip


def _item(record: Record) -> EvidenceItem:
    return cast("EvidenceItem", record)


KIND = TableKind(
    table=_T,
    add_label="Add evidence",
    make=lambda _plan, key: EvidenceItem(id=key, title="New evidence"),
    subtitle=lambda shown: f"{len(shown.plan.evidence):,} items",
    columns=(
        *(
            field_column(_T, name, width=width, weight=500 if name == "title" else 400)
            for name, width in (
                ("title", 260), ("kind", 134), ("eif_rating", 66), ("published_year", 80),
                ("country", 118), ("service_ids", 170), ("finding", 230), ("url", 120),
            )
        ),
        field_column(_T, "library_id", width=150, is_optional=True),
    ),
    filters=(
        RowFilter(
            label="Rated 3 or higher",
            test=lambda _s, r: (_item(r).eif_rating or "") in ("3", "3+", "4", "4+"),
        ),
        RowFilter(label="For no service yet", test=lambda _s, r: not _item(r).service_ids),
        RowFilter(label="From the library", test=lambda _s, r: bool(_item(r).library_id)),
    ),
    empty=(
        "No evidence yet",
        "Evidence says what is known to work. Link each item to the services it bears on, and "
        "the plan shows how much money has any behind it.",
    ),
)  # fmt: skip


class _EvidenceTable(TablePage):
    """The items of the plan."""

    title: ClassVar[str] = "Evidence"
    kind = KIND


class EvidencePage(Page):
    """One view at a time: the plan's items first."""

    key: ClassVar[str] = "evidence"
    title: ClassVar[str] = "Evidence"
    reads: ClassVar[frozenset[str]] = frozenset(
        {
            "evidence", "services", "service_costs", "contracts", "organisations", "about",
            "funding_streams",
        }
    )  # fmt: skip

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.views = Segments(VIEWS, PLAN, name="What is shown")
        self._bar = ChoiceBar(self.views)
        self.toolbar = self._bar
        self.table = _EvidenceTable(workspace, self)
        self.library = LibraryView(workspace)
        self.offer = OfferView(workspace)
        self.money = MoneyView(workspace)
        self._stack = QStackedLayout(self)
        self._parts: dict[str, QWidget] = {
            PLAN: self.table, LIBRARY: self.library, OFFER: self.offer, MONEY: self.money,
        }  # fmt: skip
        for part in self._parts.values():
            self._stack.addWidget(part)
        for tools in (self.table.toolbar, *(part.tools for part in self._made_parts)):
            if tools is not None:
                self._bar.add_tools(tools)
        self.views.chosen.connect(self._show)
        workspace.bridge.reckoned.connect(self._on_reckoned)
        self._show(PLAN)

    @property
    def _made_parts(self) -> tuple[LibraryView | OfferView | MoneyView, ...]:
        return (self.library, self.offer, self.money)

    @property
    def shown(self) -> str:
        """Which view is shown."""
        return self.views.current()

    def _show(self, view: str) -> None:
        part = self._parts[view]
        tools = self.table.toolbar if part is self.table else part.tools  # type: ignore[attr-defined] # all but the table have them
        self._stack.setCurrentWidget(part)
        if tools is not None:
            self._bar.show_tools(tools)
        self._refresh_part()
        if view != PLAN:
            self.workspace.focus.select()
        self.workspace.focus.told.emit()

    def _refresh_part(self) -> None:
        for part in self._made_parts:
            if part is self._stack.currentWidget():
                part.refresh()

    def _on_reckoned(self) -> None:
        if self.isVisible() and self.shown == LIBRARY:
            self.library.refresh()

    def show_detail(self, detail: str) -> None:
        """Show a view by its name, and after a colon one of its rows."""
        view, _, key = detail.partition(":")
        if view not in self._parts:
            return
        self.views.set_current(view)
        self._show(view)
        if key and view == LIBRARY:
            self.library.show_entry(key)
        elif key and view == OFFER:
            self.offer.choose(key)

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Show the plan as it is now."""
        self.table.refresh(changes)
        self._refresh_part()

    def subtitle(self) -> str:
        """Return how many items the plan has."""
        return self.table.subtitle()

    def counts(self) -> str:
        """Return what is selected or listed."""
        part = next((p for p in self._made_parts if p is self._stack.currentWidget()), None)
        return part.counts() if part is not None else self.table.counts()

    def show_thing(self, thing: Thing) -> None:
        """Show an item of the plan."""
        if thing.table == _T:
            self.show_detail(PLAN)
            self.table.show_thing(thing)

    def wants_inspector(self, thing: Thing) -> bool:
        """Tell that the plan's items open beside their table."""
        return self.shown == PLAN and self.table.wants_inspector(thing)

    def start_find(self) -> None:
        """Go to the box that finds."""
        if self.shown == LIBRARY:
            self.library.finder.setFocus()
        else:
            self.show_detail(PLAN)
            self.table.start_find()
