"""The Findings page: what needs attention, why, and what can be done about it."""

from dataclasses import replace
from typing import ClassVar, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QListView, QWidget

from commissionplanner.findings.base import LEVELS, RULES, Finding
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import display_name
from commissionplanner.ui import theme
from commissionplanner.ui.controllers.findings import FindingsController
from commissionplanner.ui.delegates.findings import FindingDelegate
from commissionplanner.ui.dialogs.answer_finding import AcceptFindingDialog, MakeActionDialog
from commissionplanner.ui.finding_detail import WIDE, FindingDetail
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.models.finding_list import FindingList, Head, Line, Wanted, is_gap
from commissionplanner.ui.page import Page
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.chips import Chip
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.search_box import FilterBox
from commissionplanner.ui.widgets.segments import Segments
from commissionplanner.ui.workspace import Workspace

STATES: Final = (
    ("open", "Open"),
    ("gaps", "Data gaps"),
    ("actions", "Actions"),
    ("accepted", "Accepted"),
    ("fixed", "Fixed"),
)
GROUPS: Final = (("level", "Level"), ("money", "Money"), ("organisation", "Organisation"))


class FindingsPage(Page):
    """A list and the detail of one."""

    key: ClassVar[str] = "findings"
    title: ClassVar[str] = "Findings"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._controller = FindingsController(workspace)
        self.model = FindingList()
        self.list = QListView()
        self.list.setAccessibleName("Findings")
        self.list.setModel(self.model)
        self._delegate = FindingDelegate(workspace)
        self.list.setItemDelegate(self._delegate)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.detail = FindingDetail(workspace)
        self.detail.setFixedWidth(theme.current().px(WIDE))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(self.detail)
        self._make_toolbar()
        self._join()
        self.refresh()

    def _make_toolbar(self) -> None:
        bar = Toolbar()
        self.chips = {key: Chip(words, count=0, closes=False) for key, words in STATES}
        self.chips["open"].setChecked(True)
        for chip in self.chips.values():
            bar.add(chip)
        self.rule = DropDown("Rule", [("", "All rules")], most=230)
        self.organisation = DropDown("Organisation", [("", "All")], most=210)
        self.search = FilterBox("Filter findings", width=130)
        self.groups = Segments(GROUPS, "level", name="Group by")
        bar.add(self.rule)
        bar.add(self.organisation)
        bar.add(self.search)
        bar.add_right(self.groups)
        self.toolbar = bar

    def _join(self) -> None:
        for key, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, key=key: self._want(state=key))
        self.rule.chosen.connect(lambda key: self._want(rule=key, barrier=""))
        self.organisation.chosen.connect(lambda key: self._want(organisation_id=key))
        self.search.textChanged.connect(lambda words: self._want(words=words))
        self.groups.chosen.connect(lambda key: self._want(grouped_by=key))
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.list.clicked.connect(self._fold)
        self.list.activated.connect(self._activate)
        self.detail.up.clicked.connect(lambda: self._step(-1))
        self.detail.down.clicked.connect(lambda: self._step(1))
        self.detail.accept.clicked.connect(self._accept)
        self.detail.action.clicked.connect(self._make_action)

    # What is shown

    def subtitle(self) -> str:
        """Return how many are open, as the chip counts them, and the distinct pounds touched."""
        results = self.workspace.results
        if results is None:
            return "being worked out"
        open_ones = [finding for finding in results.findings if finding.status == "open"]
        count = len(open_ones) - sum(map(is_gap, open_ones))
        return f"{count:,} open, {format_short(results.touched_p)} a year touched"

    def counts(self) -> str:
        """Return how many there are of each level."""
        results = self.workspace.results
        words = ("problems", "warnings", "advice", "notes")
        held = results.open_by_level if results else {}
        return " · ".join(f"{held.get(k, 0):,} {w}" for k, w in zip(LEVELS, words, strict=True))

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """List the findings last worked out."""
        del changes
        findings = self._findings()
        rules = sorted({f.rule for f in findings})
        self.rule.set_choices(
            [
                ("", "All rules"),
                *((r, f"{r} {RULES[r].title}" if r in RULES else r) for r in rules),
            ],
            self.model.wanted.rule,
        )
        bodies = {key for f in findings for key in f.organisation_ids}
        named = sorted((display_name(self.workspace.plan.organisations.get(k)), k) for k in bodies)
        self.organisation.set_choices(
            [("", "All"), *((key, name) for name, key in named if name)],
            self.model.wanted.organisation_id,
        )
        self._list(self.model.wanted)
        for key, chip in self.chips.items():
            chip.set_count(self.model.count(key))

    def show_detail(self, detail: str) -> None:
        """Show the findings of one rule, or of the rules behind one barrier; "" shows all."""
        is_rule = detail in RULES
        self.search.clear()
        self._want(
            state="open", rule=detail if is_rule else "", barrier="" if is_rule else detail,
            organisation_id="", words="",
        )  # fmt: skip
        self.rule.set_current(detail if is_rule else "")
        self.organisation.set_current("")

    def show_thing(self, thing: Thing) -> None:
        """Choose the first finding about a record."""
        row = self.model.row_about(thing.table, thing.key)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))

    def start_find(self) -> None:
        """Go to the filter."""
        self.search.setFocus()

    @property
    def current(self) -> Finding | None:
        """The finding chosen."""
        entry = self.model.entry(self.list.currentIndex().row())
        return entry.finding if isinstance(entry, Line) else None

    def _findings(self) -> tuple[Finding, ...]:
        results = self.workspace.results
        return results.findings if results else ()

    def _want(self, **changes: str) -> None:
        self._list(replace(self.model.wanted, **changes))

    def _list(self, wanted: Wanted) -> None:
        kept = self.current
        self.model.show(self.workspace.plan, self._findings(), wanted)
        for key, chip in self.chips.items():
            chip.setChecked(key == wanted.state)
        row = self.model.row_of(kept) if kept is not None else -1
        if row < 0:
            row = self.model.first_finding()
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))
        self.detail.show_finding(self.current)

    def _show_current(self, now: QModelIndex, before: QModelIndex) -> None:
        del now, before
        finding = self.current
        self.detail.show_finding(finding)
        if finding is not None:
            self.workspace.focus.select(Thing(finding.table, finding.key))

    # What is asked for

    def _fold(self, index: QModelIndex) -> None:
        entry = self.model.entry(index.row())
        if isinstance(entry, Head):
            self.model.fold(entry)

    def _activate(self, index: QModelIndex) -> None:
        if isinstance(self.model.entry(index.row()), Line):
            self.detail.open.click()

    def _step(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        while isinstance(self.model.entry(row), Head):
            row += by
        if self.model.entry(row) is not None:
            self.list.setCurrentIndex(self.model.index(row))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept(self) -> None:
        finding = self.current
        if finding is None:
            return
        if finding.status == "accepted":
            self._controller.reopen(finding)
            return
        AcceptFindingDialog(
            finding,
            self.workspace.plan,
            lambda reason, by, until: self._controller.accept(finding, reason, by, until),
            self,
        ).open()

    def _make_action(self) -> None:
        finding = self.current
        if finding is None:
            return
        rows = self.workspace.plan.organisations
        partners = [(k, display_name(o)) for k, o in rows.items() if o.parent_id is None]
        MakeActionDialog(
            finding,
            sorted(partners, key=lambda pair: pair[1]),
            lambda promise: self._controller.make_action(finding, promise),
            self,
        ).open()
